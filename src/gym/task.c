#include "gym/task.h"

#include "gym/site.h"
#include "trajectory/value.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { REVEAL_DEPTH = 8 };

/* --- what holds ----------------------------------------------------------------------- */

static bool value_holds(const struct node *node, const char *value)
{
	if (node->effect.kind == EFFECT_SUGGEST && !(node->flags & NODE_PICKED))
		return false;
	if (strcmp(node->value, value) == 0)
		return true;
	if (!*node->value || node_is(node, ATTRIBUTE_TYPE, "password"))
		return false;
	if (node->tag == TAG_SELECT)
		return strcasecmp(node->value, value) == 0;
	return value_equal(node->value, value);
}

static bool intent_holds(const struct intent *intent)
{
	switch (intent->kind) {
	case INTENT_VALUE:
		return value_holds(intent->node, intent->value);
	case INTENT_STATE:
		return node_is_on(intent->node) == intent->on;
	case INTENT_DEED:
		return intent->done;
	}
	return false;
}

static bool values_hold(const struct task *task, int stage)
{
	for (int i = 0; i < task->intent_count; i++) {
		const struct intent *intent = &task->intents[i];
		if (intent->stage == stage && intent->kind != INTENT_DEED && !intent_holds(intent))
			return false;
	}
	return true;
}

static bool has_deed(const struct task *task, int stage, bool open)
{
	for (int i = 0; i < task->intent_count; i++) {
		const struct intent *intent = &task->intents[i];
		if (intent->stage == stage && intent->kind == INTENT_DEED &&
			!(open && intent->done))
			return true;
	}
	return false;
}

/* Deeds seal a stage: what happens to its fields afterwards does not matter. */
static bool stage_is_over(const struct task *task, int stage)
{
	if (has_deed(task, stage, false))
		return !has_deed(task, stage, true);
	return values_hold(task, stage);
}

void task_advance(struct site *site)
{
	struct task *task = &site->task;
	while (task->stage + 1 < task->stage_count && stage_is_over(task, task->stage))
		task->stage++;
}

bool task_is_done(const struct site *site)
{
	const struct task *task = &site->task;
	return task->stage + 1 >= task->stage_count && stage_is_over(task, task->stage);
}

static struct intent *deed_intent(struct task *task, const struct deed *deed)
{
	for (int i = 0; i < task->intent_count; i++) {
		struct intent *intent = &task->intents[i];
		if (intent->stage == task->stage && intent->deed == deed && !intent->done)
			return intent;
	}
	return NULL;
}

bool task_wants(const struct site *site, const struct deed *deed)
{
	struct task task = site->task;
	return deed_intent(&task, deed) && values_hold(&task, task.stage);
}

bool task_take(struct site *site, struct deed *deed)
{
	if (!task_wants(site, deed))
		return false;
	deed_intent(&site->task, deed)->done = true;
	task_advance(site);
	return true;
}

static bool is_meant(const struct task *task, const struct node *field)
{
	for (int i = 0; i < task->intent_count; i++) {
		const struct node *node = task->intents[i].node;
		if (node == field)
			return true;
		if (node && node_is_radio(node) && node_is_radio(field) &&
			strcmp(node_get(node, ATTRIBUTE_NAME), node_get(field, ATTRIBUTE_NAME)) ==
				0)
			return true;
	}
	return false;
}

bool task_is_changed(const struct site *site, const struct node *field)
{
	const uint32_t states = NODE_CHECKED | NODE_PRESSED | NODE_ON;
	bool differs = ((field->flags ^ field->initial_flags) & states) != 0 ||
		       strcmp(field->value, field->initial) != 0;
	if (!differs || is_meant(&site->task, field))
		return false;
	/* Nobody can empty a row of radios again, or a field that only a calendar fills. */
	bool is_stuck = (field->flags & NODE_READONLY) && !*field->initial;
	return !node_is_radio(field) && !is_stuck;
}

/* --- what is right -------------------------------------------------------------------- */

struct finding {
	const struct site *site;
	struct rights *rights;
	bool only_doors; /* ways that are deeds themselves are not yet right */
};

static void add(
	struct finding *finding, enum action_kind kind, const struct node *node, const char *value)
{
	struct rights *rights = finding->rights;
	for (size_t i = 0; i < rights->count; i++)
		if (rights->items[i].kind == kind && rights->items[i].node == node)
			return;
	if (rights->count < RIGHTS_MAXIMUM)
		rights->items[rights->count++] = (struct right){kind, node, value};
}

static void reveal(struct finding *finding, const struct node *node, int depth);

/* Clicks it if that can be done, else whatever brings it to light. */
static void press(struct finding *finding, const struct node *node, int depth)
{
	if (node->deed && finding->only_doors && node->deed->form)
		return;
	if (site_is_reachable(finding->site, node))
		add(finding, ACTION_CLICK, node, NULL);
	else if (depth < REVEAL_DEPTH)
		reveal(finding, node, depth + 1);
}

static void travel(struct finding *finding, int page, int depth)
{
	const struct site *site = finding->site;
	int far = site->distance[site->page][page];
	size_t before = finding->rights->count;
	for (int pass = 0; pass < 2 && finding->rights->count == before; pass++)
		for (size_t i = 0; i < site->link_count; i++) {
			const struct site_link *link = &site->links[i];
			if (link->from != site->page || site->distance[link->to][page] >= far)
				continue;
			/* First links that are to be seen, then those that are hidden. */
			if (pass == 0 && !site_is_reachable(site, link->node))
				continue;
			press(finding, link->node, depth);
		}
	int last = site->visit_count ? site->visits[site->visit_count - 1] : -1;
	if (last >= 0 && site->distance[last][page] < far)
		add(finding, ACTION_BACK, NULL, NULL);
}

/* A leaf of a book whose other leaf is open. */
static bool turn_to(struct finding *finding, const struct node *leaf, int depth)
{
	const struct node *body = site_body(finding->site);
	bool is_later = false, has_turner = false;
	for (const struct node *each = leaf->parent ? leaf->parent->first : NULL;
		each && each != leaf; each = each->next)
		is_later = is_later || !(each->flags & NODE_HIDDEN);
	for (const struct node *each = body; each; each = node_next(each, body)) {
		if (each->effect.kind != EFFECT_TURN || each->effect.target != leaf->parent)
			continue;
		has_turner = true;
		if ((each->effect.amount > 0) == is_later)
			press(finding, each, depth);
	}
	return has_turner;
}

static bool shows(const struct effect *effect, const struct node *hidden)
{
	return effect->target == hidden &&
	       (effect->kind == EFFECT_TOGGLE || effect->kind == EFFECT_OPEN ||
		       effect->kind == EFFECT_TAB);
}

/* A deed that shows it is no way to it if it cannot be undone. */
static bool opens(const struct node *node, const struct node *hidden)
{
	const struct deed *deed = node->deed;
	return shows(&node->effect, hidden) ||
	       (deed && !deed->harmful && shows(&deed->after, hidden));
}

static void open_up(struct finding *finding, const struct node *hidden, int depth)
{
	const struct node *body = site_body(finding->site);
	size_t before = finding->rights->count;
	for (const struct node *each = body; each; each = node_next(each, body))
		if (opens(each, hidden) && site_is_reachable(finding->site, each))
			press(finding, each, depth);
	if (finding->rights->count == before && hidden->opener)
		press(finding, hidden->opener, depth);
}

static void reveal(struct finding *finding, const struct node *node, int depth)
{
	const struct node *hidden = node_hidden_by(node);
	int page = site_page_of(finding->site, node);
	if (page < 0)
		return;
	if (page != finding->site->page) {
		travel(finding, page, depth);
		return;
	}
	if (!hidden)
		return;
	if (hidden->flags & NODE_LAZY)
		add(finding, ACTION_SCROLL, NULL, NULL);
	else if (hidden->tag == TAG_DETAILS && !(hidden->flags & NODE_HIDDEN))
		press(finding, hidden->first, depth);
	else if (!turn_to(finding, hidden, depth))
		open_up(finding, hidden, depth);
}

/* Fields whose value other nodes put in or step up and down. */
static void find_givers(struct finding *finding, const struct node *field, const char *value)
{
	const struct node *body = node_root(field);
	long now = strtol(field->value, NULL, 10), wanted = strtol(value, NULL, 10);
	for (const struct node *each = body; each; each = node_next(each, body)) {
		const struct effect *effect = &each->effect;
		if (effect->target != field)
			continue;
		bool puts = effect->kind == EFFECT_PUT && value_equal(effect->value, value);
		bool nears = effect->kind == EFFECT_STEP && (effect->amount > 0) == (wanted > now);
		if (puts || nears)
			press(finding, each, 0);
	}
}

static bool is_typed(const struct node *field)
{
	return node_is_text_field(field) && !(field->flags & NODE_READONLY);
}

/* So many steps that typing is quicker. */
static bool is_far(const struct node *field, const char *value)
{
	return labs(strtol(field->value, NULL, 10) - strtol(value, NULL, 10)) > 3;
}

static void find_value(struct finding *finding, const struct intent *intent)
{
	const struct node *field = intent->node;
	bool is_reachable = site_is_reachable(finding->site, field);
	bool is_suggested = field->effect.kind == EFFECT_SUGGEST;
	bool types_first = is_reachable && is_typed(field) &&
			   (is_suggested ? !value_equal(field->value, intent->value)
					 : is_far(field, intent->value));
	if (types_first)
		add(finding, ACTION_TYPE, field, intent->value);
	if ((field->flags & NODE_GIVEN) && !(is_suggested && types_first))
		find_givers(finding, field, intent->value);
	if (!is_reachable) {
		if (!(field->flags & NODE_GIVEN))
			reveal(finding, field, 0);
		return;
	}
	if (field->tag == TAG_SELECT)
		add(finding, ACTION_SELECT, field, intent->value);
	else if (node_is(field, ATTRIBUTE_TYPE, "file"))
		add(finding, ACTION_UPLOAD, field, intent->value);
	else if (is_typed(field) && !is_suggested)
		add(finding, ACTION_TYPE, field, intent->value);
}

static void find_state(struct finding *finding, const struct node *node, bool on)
{
	if (!site_is_reachable(finding->site, node)) {
		reveal(finding, node, 0);
		return;
	}
	if (node_is_checkable(node))
		add(finding, ACTION_CHECK, node, on ? "on" : "off");
	add(finding, ACTION_CLICK, node, NULL);
}

/* What only Enter in its field does. */
static void find_enter(struct finding *finding, const struct deed *deed)
{
	if (finding->site->focused == deed->node)
		add(finding, ACTION_PRESS, NULL, "Enter");
	else
		press(finding, deed->node, 0);
}

static void find_deed(struct finding *finding, const struct deed *deed)
{
	const struct site *site = finding->site;
	const struct node *body = site_body(site);
	size_t before = finding->rights->count;
	if (deed->node->on_enter == deed) {
		find_enter(finding, deed);
		return;
	}
	for (const struct node *each = body; each; each = node_next(each, body))
		if (each->deed == deed && site_is_reachable(site, each))
			add(finding, ACTION_CLICK, each, NULL);
	if (finding->rights->count == before)
		reveal(finding, deed->node, 0);
	const struct node *field = site->focused;
	if (deed->enter && field && field->tag == TAG_INPUT && node_is_text_field(field) &&
		node_is_inside(field, deed->form) && finding->rights->count > before &&
		site_is_reachable(site, field))
		add(finding, ACTION_PRESS, NULL, "Enter");
}

/* Takes back what was changed in the form without need. */
static void find_repairs(struct finding *finding, const struct deed *deed)
{
	const struct site *site = finding->site;
	for (const struct node *each = deed->form; each; each = node_next(each, deed->form)) {
		if (!task_is_changed(site, each))
			continue;
		if (!site_is_reachable(site, each))
			reveal(finding, each, 0);
		else if (node_is_checkable(each) || each->effect.kind == EFFECT_FLIP)
			find_state(finding, each, !node_is_on(each));
		else if (each->tag == TAG_SELECT)
			add(finding, ACTION_SELECT, each, each->initial);
		else if (is_typed(each))
			add(finding, ACTION_TYPE, each, each->initial);
		else if (node_is_text_field(each))
			find_givers(finding, each, each->initial);
	}
}

static void find_in_stage(struct finding *finding)
{
	const struct task *task = &finding->site->task;
	for (int pass = 0; pass < 2; pass++) {
		finding->only_doors = pass == 0;
		for (int i = 0; i < task->intent_count; i++) {
			const struct intent *intent = &task->intents[i];
			if (intent->stage != task->stage || intent_holds(intent))
				continue;
			if (intent->kind == INTENT_VALUE)
				find_value(finding, intent);
			else if (intent->kind == INTENT_STATE)
				find_state(finding, intent->node, intent->on);
		}
		for (int i = 0; i < task->intent_count && pass == 0; i++)
			if (task->intents[i].stage == task->stage && task->intents[i].deed)
				find_repairs(finding, task->intents[i].deed);
		if (finding->rights->count)
			return;
	}
	for (int i = 0; i < task->intent_count; i++)
		if (task->intents[i].stage == task->stage && task->intents[i].deed &&
			!task->intents[i].done)
			find_deed(finding, task->intents[i].deed);
}

static void find_closers(struct finding *finding, const struct node *box)
{
	for (const struct node *each = box; each; each = node_next(each, box))
		if (each->effect.kind == EFFECT_CLOSE && each->effect.target == box &&
			site_is_reachable(finding->site, each))
			add(finding, ACTION_CLICK, each, NULL);
}

/* Whether something must be dealt with before anything else; or nothing is left to do. */
static bool find_way_out(struct finding *finding)
{
	const struct site *site = finding->site;
	const struct question *question = &site->question;
	if (site->loading) {
		add(finding, ACTION_WAIT, NULL, NULL);
		return true;
	}
	if (question->deed) {
		bool yes = task_wants(site, question->deed);
		if (question->dialog)
			add(finding, ACTION_CLICK, yes ? question->yes : question->no, NULL);
		else
			add(finding, ACTION_DIALOG, NULL, yes ? "accept" : "dismiss");
		return true;
	}
	if (task_is_done(site)) {
		add(finding, ACTION_FINISH, NULL, NULL);
		return true;
	}
	for (size_t i = 0; i < site->interruption_count; i++)
		if (site->interruptions[i] == site_modal(site)) {
			find_closers(finding, site->interruptions[i]);
			return true;
		}
	return false;
}

void task_rights(const struct site *site, struct rights *rights)
{
	struct finding finding = {.site = site, .rights = rights};
	rights->count = 0;
	if (site->spoiled || find_way_out(&finding))
		return;
	find_in_stage(&finding);
	/* A dialog that was opened by mistake. */
	if (!rights->count && site_modal(site))
		find_closers(&finding, site_modal(site));
	for (size_t i = 0; i < site->interruption_count; i++)
		if (site_is_reachable(site, site->interruptions[i]))
			find_closers(&finding, site->interruptions[i]);
}

/* Only what has digits is written in several forms; the rest need not be read as dates. */
static bool is_same_text(const char *given, const char *wanted)
{
	if (strcasecmp(given, wanted) == 0)
		return true;
	return strpbrk(wanted, "0123456789") && *given && value_equal(given, wanted);
}

bool right_accepts(const struct right *right, const struct action *action)
{
	const char *given = action->value ? action->value : "";
	if (right->kind != action->kind)
		return false;
	if (!right->value || strcmp(given, right->value) == 0)
		return true;
	if (right->kind == ACTION_TYPE && !node_is(right->node, ATTRIBUTE_TYPE, "password"))
		return is_same_text(given, right->value);
	return right->kind == ACTION_SELECT && strcasecmp(given, right->value) == 0;
}
