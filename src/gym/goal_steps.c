#include "gym/goal_steps.h"

#include "gym/goal.h"
#include "gym/store.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* In clauses, %L is the label, %V the value and %I the item. One in five is held back, as of templates. */
static const char *const type_clauses[] = {"enter %V into %L", "type %V in the %L field",
	"fill in %L with %V", "set %L to %V", "write %V in %L", "put %V into the %L box",
	"enter %V as %L", "%L: %V", "use %V for %L", "give %V as the %L", "%L should be %V",
	"in %L enter %V", "enter %V in the field %L", "fill %L with %V", "input %V under %L", NULL};
static const char *const choose_clauses[] = {"choose %V in %L", "select %V from %L", "set %L to %V",
	"pick %V for %L", "take %V as %L", "select %V as %L", "%L: %V", "choose %V as %L",
	"choose the %L %V", "change %L to %V", NULL};
static const char *const on_clauses[] = {"check %L", "tick %L", "select %L", "turn on %L",
	"activate %L", "switch %L on", "mark %L", "tick the box %L", "enable %L",
	"put a tick at %L", NULL};
static const char *const off_clauses[] = {"uncheck %L", "untick %L", "turn off %L", "deactivate %L",
	"disable %L", "switch %L off", "clear %L", "remove the tick at %L", NULL};
static const char *const click_clauses[] = {"click %L", "press %L", "click on the %L button",
	"press the %L button", "hit %L", "push %L", "click on %L", "click the button %L",
	"use the %L button", "finish with %L", NULL};
static const char *const upload_clauses[] = {"upload %V as %L", "attach %V", "upload the file %V",
	"add the file %V", "choose the file %V", "attach the file %V as %L", NULL};
static const char *const item_clauses[] = {"%L %I", "click %L at %I", "press %L for %I",
	"at %I, click %L", "for %I choose %L", "use %L of %I", "%I: %L", "do %L with %I",
	"%L the one called %I", "in the row of %I, %L", NULL};
static const char *const joiners[] = {
	", ", ", then ", " and ", ". Then ", "; ", ", and then ", NULL};

void wording_start(struct wording *wording, struct draft *draft, struct random *random)
{
	*wording = (struct wording){.draft = draft, .random = random};
	wording->quotes = (int)random_below(random, 4);
	if (wording->quotes == 3)
		wording->quotes = 2;
	wording->small = random_below(random, 12) == 0;
	wording->sloppy = random_below(random, 60) == 0;
	wording->lowers = random_below(random, 10) < 8;
}

void wording_put(struct wording *wording, const char *text, size_t length)
{
	size_t room = sizeof wording->text - wording->length - 1;
	if (length > room)
		length = room;
	memcpy(wording->text + wording->length, text, length);
	wording->length += length;
	wording->text[wording->length] = '\0';
}

void wording_add(struct wording *wording, const char *text, bool quoted)
{
	const char *mark = !quoted || wording->quotes == 0 ? "" : wording->quotes == 1 ? "'" : "\"";
	wording_put(wording, mark, strlen(mark));
	wording_put(wording, text, strlen(text));
	wording_put(wording, mark, strlen(mark));
}

static const char *pick(struct wording *wording, const char *const *clauses, bool held)
{
	size_t count = 0;
	while (clauses[count])
		count++;
	for (;;) {
		size_t index = random_below(wording->random, (uint32_t)count);
		if (template_is_held(index) == held)
			return clauses[index];
	}
}

static const char *const *clauses_of(const struct intent *intent)
{
	const struct node *node = intent->node;
	if (intent->item)
		return item_clauses;
	if (intent->kind == INTENT_DEED)
		return click_clauses;
	if (intent->kind == INTENT_STATE && intent->said)
		return choose_clauses;
	if (intent->kind == INTENT_STATE)
		return intent->on ? on_clauses : off_clauses;
	if (node_is(node, ATTRIBUTE_TYPE, "file"))
		return upload_clauses;
	return node->tag == TAG_SELECT || (node->flags & NODE_GIVEN) ? choose_clauses
								     : type_clauses;
}

static void add_clause(struct wording *wording, const struct intent *intent, bool held)
{
	const char *clause = pick(wording, clauses_of(intent), held);
	for (const char *c = clause; *c; c++) {
		if (*c != '%') {
			wording_put(wording, c, 1);
			continue;
		}
		c++;
		wording_add(wording,
			*c == 'L'   ? intent->label
			: *c == 'V' ? intent->said
				    : intent->item,
			true);
	}
}

static bool is_said(const struct intent *intent)
{
	return !intent->silent && intent->label;
}

void wording_add_steps(struct wording *wording, bool held)
{
	const struct task *task = &wording->draft->site->task;
	const char *joiner = pick(wording, joiners, held);
	bool has_said = false;
	size_t left = 0;
	for (int i = 0; i < task->intent_count; i++)
		left += is_said(&task->intents[i]);
	for (int i = 0; i < task->intent_count; i++) {
		if (!is_said(&task->intents[i]))
			continue;
		const char *glue = !has_said ? "" : left == 1 ? " and " : joiner;
		wording_put(wording, glue, strlen(glue));
		add_clause(wording, &task->intents[i], held);
		has_said = true;
		left--;
	}
}

/* Two letters of a word change places: never in a value, as those are quoted or end the goal. */
static void slip(struct wording *wording)
{
	char *space = strchr(wording->text, ' ');
	size_t length = space ? (size_t)(space - wording->text) : 0;
	if (length < 5)
		return;
	char letter = wording->text[length - 2];
	wording->text[length - 2] = wording->text[length - 3];
	wording->text[length - 3] = letter;
}

const char *wording_finish(struct wording *wording)
{
	char *text = wording->text;
	if (!wording->small && wording->length)
		text[0] = (char)toupper((unsigned char)text[0]);
	if (wording->sloppy)
		slip(wording);
	bool ends = wording->length && strchr(".!?", text[wording->length - 1]);
	if (!ends && random_below(wording->random, 2))
		wording_put(wording, ".", 1);
	return store_copy(wording->draft->arena, text);
}
