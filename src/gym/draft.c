#include "gym/draft.h"

#include "gym/store.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* --- words ---------------------------------------------------------------------------- */

struct caption phrase_caption(enum phrase phrase)
{
	return (struct caption){phrase, NULL};
}

struct caption word_caption(const char *word)
{
	return (struct caption){PHRASE_NONE, word};
}

/* Site-wide habits of writing labels that are no phrases. */
static const char *worded(struct draft *draft, const struct style *style, const char *word)
{
	uint32_t way = style_choose(style, ASPECT_LABELS, word, 16);
	uint32_t habit = style_choose(style, ASPECT_LABELS, "habit", 8);
	char first = (char)toupper((unsigned char)*word);
	if (habit == 0)
		return store_format(draft->arena, "%c%s:", first, word + 1);
	if (way == 0)
		return store_format(draft->arena, "Your %s", word);
	if (way == 1)
		return word;
	return store_format(draft->arena, "%c%s", first, word + 1);
}

static const char *phrase_in(struct draft *draft, const struct style *style, enum phrase phrase)
{
	const char *ways = phrase_ways(phrase);
	char key[24];
	snprintf(key, sizeof key, "phrase %d", (int)phrase);
	/* The most usual way is taken more often than the others. */
	uint32_t count = (uint32_t)ways_count(ways);
	uint32_t way = style_choose(style, ASPECT_LABELS, key, count + 2);
	size_t length;
	const char *text = ways_part(ways, way < count ? way : 0, &length);
	return store_span(draft->arena, text, length);
}

static const char *caption_in(
	struct draft *draft, const struct style *style, struct caption caption)
{
	return caption.phrase ? phrase_in(draft, style, caption.phrase)
			      : worded(draft, style, caption.word);
}

const char *label_of(struct draft *draft, struct caption caption)
{
	return caption_in(draft, draft->style, caption);
}

const char *spoken(struct draft *draft, struct caption caption)
{
	char *text = store_copy(draft->arena, caption_in(draft, draft->speech, caption));
	size_t length = strlen(text);
	if (length > 1 && text[length - 1] == ':')
		text[length - 1] = '\0';
	return text;
}

const char *other_words(struct draft *draft, struct caption caption)
{
	const char *shown = label_of(draft, caption), *ways = phrase_ways(caption.phrase);
	size_t count = ways_count(ways), length;
	for (size_t i = 0; i < count; i++) {
		const char *way = ways_part(ways, i, &length);
		if (strncmp(way, shown, length) != 0 || shown[length])
			return store_span(draft->arena, way, length);
	}
	return shown;
}

uint32_t draft_pick(struct draft *draft, uint32_t n)
{
	uint32_t usual = draw_below(&draft->subject, n);
	if (!draft->contrary || n < 2)
		return usual;
	return (usual + 1 + draw_below(&draft->data, n - 1)) % n;
}

struct vocabulary *draft_constant(struct draft *draft)
{
	return draft->goal == GYM_GOAL_VALUES ? &draft->subject : &draft->data;
}

uint32_t look(const struct draft *draft, enum aspect aspect, const char *key, uint32_t n)
{
	return style_choose(draft->style, aspect, key, n);
}

bool looks(const struct draft *draft, enum aspect aspect, const char *key, unsigned percent)
{
	return style_chance(draft->style, aspect, key, percent);
}

void draft_say(struct draft *draft, const char *slot, const char *text)
{
	for (size_t i = 0; i < draft->slot_count; i++)
		if (strcmp(draft->slots[i].name, slot) == 0) {
			draft->slots[i].text = text;
			return;
		}
	if (draft->slot_count < DRAFT_SLOTS_MAXIMUM)
		draft->slots[draft->slot_count++] = (struct slot){slot, text};
}

/* --- parts of pages ------------------------------------------------------------------- */

struct node *add(struct draft *draft, struct node *parent, enum tag tag)
{
	return node_new(&draft->site->tree, parent, tag);
}

struct node *add_text(struct draft *draft, struct node *parent, enum tag tag, const char *text)
{
	return node_with_text(&draft->site->tree, parent, tag, text);
}

const char *slug(struct draft *draft, const char *text)
{
	char *copy = store_copy(draft->arena, text), *out = copy;
	for (const char *c = text; *c; c++)
		if (isalnum((unsigned char)*c))
			*out++ = (char)tolower((unsigned char)*c);
		else if (out > copy && out[-1] != '-')
			*out++ = '-';
	while (out > copy && out[-1] == '-')
		out--;
	*out = '\0';
	return *copy ? copy : "x";
}

/* A name as a build tool makes it up. */
static const char *scrambled(struct draft *draft, const char *what)
{
	uint32_t number = look(draft, ASPECT_MARKUP, what, 1u << 20);
	return store_format(draft->arena, "%x", number);
}

void dress(struct draft *draft, struct node *node, const char *what)
{
	switch (look(draft, ASPECT_MARKUP, "classes", 7)) {
	case 0:
		return;
	case 1:
		node_set(node, ATTRIBUTE_CLASS,
			store_format(draft->arena, "css-%s", scrambled(draft, what)));
		return;
	case 2:
		node_set(node, ATTRIBUTE_CLASS,
			store_format(draft->arena, "app-%s", slug(draft, what)));
		return;
	case 3:
		node_set(node, ATTRIBUTE_CLASS,
			store_format(
				draft->arena, "%s_%s", slug(draft, what), scrambled(draft, what)));
		return;
	default:
		node_set(node, ATTRIBUTE_CLASS, store_copy(draft->arena, what));
	}
}

void identify(struct draft *draft, struct node *node, const char *what)
{
	unsigned serial = ++draft->serial;
	switch (look(draft, ASPECT_MARKUP, "ids", 6)) {
	case 0:
		return;
	case 1:
		node_set(node, ATTRIBUTE_ID,
			store_format(
				draft->arena, "%s%u", node_is_control(node) ? "tt" : "n", serial));
		return;
	case 2:
		node_set(node, ATTRIBUTE_ID, store_format(draft->arena, ":r%x:", serial + 7));
		return;
	case 3:
		node_set(node, ATTRIBUTE_ID,
			store_format(draft->arena, "%s-%u", slug(draft, what), serial));
		node_set(node, ATTRIBUTE_TEST_ID, slug(draft, what));
		return;
	default:
		node_set(node, ATTRIBUTE_ID,
			store_format(draft->arena, "%s%s%u", slug(draft, what),
				serial > 1 ? "-" : "", serial));
	}
}

struct node *hide(struct node *node, struct node *opener)
{
	node->flags |= NODE_HIDDEN;
	node->opener = opener;
	return node;
}

/* --- what is to be done --------------------------------------------------------------- */

struct deed *new_deed(struct draft *draft, struct node *node)
{
	struct deed *deed = store_take(draft->arena, 1, sizeof *deed);
	deed->node = node;
	deed->slow = looks(draft, ASPECT_FLOW, "slow deeds", 8);
	if (node)
		node->deed = deed;
	return deed;
}

static struct intent *new_intent(struct draft *draft, enum intent_kind kind, const char *label)
{
	struct task *task = &draft->site->task;
	assert(task->intent_count < TASK_INTENTS_MAXIMUM);
	struct intent *intent = &task->intents[task->intent_count++];
	*intent = (struct intent){.kind = kind, .stage = draft->stage, .label = label};
	task->stage_count = draft->stage + 1;
	return intent;
}

struct intent *want_value(struct draft *draft, struct node *field, const char *value,
	const char *label, const char *said)
{
	struct intent *intent = new_intent(draft, INTENT_VALUE, label);
	intent->node = field;
	intent->value = value;
	intent->said = said ? said : value;
	return intent;
}

struct intent *want_state(struct draft *draft, struct node *node, bool on, const char *label)
{
	struct intent *intent = new_intent(draft, INTENT_STATE, label);
	intent->node = node;
	intent->on = on;
	return intent;
}

struct intent *want_deed(struct draft *draft, struct deed *deed, const char *label)
{
	struct intent *intent = new_intent(draft, INTENT_DEED, label);
	intent->deed = deed;
	return intent;
}

void next_stage(struct draft *draft)
{
	if (draft->site->task.stage_count > draft->stage && draft->stage + 1 < TASK_STAGES_MAXIMUM)
		draft->stage++;
}
