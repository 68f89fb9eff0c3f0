/*
 * What a move means: an action, the step of the plan that it carries out, the reason in words.
 */
#include "policy/encode_moves.h"
#include "policy/encode_relations.h"

#include "policy/encode_element.h"
#include "trajectory/value.h"

#include <stdlib.h>
#include <string.h>

bool encoded_plain_action(
	const struct page_encoding *page, size_t move, size_t outcome, struct action *action)
{
	size_t set = page->encoding.moves[move].choice_set;
	*action = page->detail->actions[move];
	if (set != MOVE_WITHOUT_TEXT)
		action->value = page->outcomes[set][outcome];
	return true;
}

/* ---- which step ---- */

static bool is_alike(const struct planned *planned, const struct element *element)
{
	for (size_t i = 0; i < ALIKE_MAX && planned->alike[i]; i++)
		if (planned->alike[i] == element->id)
			return true;
	return false;
}

/* The choice that a step made, made through another control: its value, or what it clicked, is what
 * is clicked, checked, chosen or typed now. What has no name of its own (a radio) is known by the
 * choice alone; a field must be like the recorded one. */
static bool is_same_choice(const struct planned *planned, const struct action *action,
	const struct element *element, uint64_t label, uint64_t value)
{
	bool said = planned->kind == ACTION_TYPE || planned->kind == ACTION_SELECT;
	bool pressed = planned->kind == ACTION_CLICK || planned->kind == ACTION_CHECK;
	uint64_t chosen = said ? planned->value_key : planned->label;
	if (!chosen || (!said && !pressed))
		return false;
	if (action->kind == ACTION_CLICK || action->kind == ACTION_CHECK)
		return chosen == label && (planned->kind != action->kind || !planned->best);
	if (action->kind == ACTION_SELECT)
		return chosen == value && (!said || is_alike(planned, element));
	return action->kind == ACTION_TYPE && said && chosen == value && is_alike(planned, element);
}

static bool carries_out(const struct planned *planned, const struct action *action,
	const struct element *element, uint64_t label, uint64_t value)
{
	if (!element)
		return planned->kind == action->kind && strcmp(planned->value, action->value) == 0;
	if (planned->kind == action->kind && planned->best == element->id)
		return action->kind != ACTION_CHECK || strcmp(planned->value, action->value) == 0;
	return is_same_choice(planned, action, element, label, value);
}

const struct planned *planned_for(const struct encoded_detail *detail, const struct action *action,
	const struct element *element, uint64_t label, uint64_t value)
{
	for (size_t i = 0; i < detail->planned_count; i++)
		if (carries_out(&detail->planned[i], action, element, label, value))
			return &detail->planned[i];
	return NULL;
}

/* ---- reasons ---- */

struct telling {
	const struct page_encoding *page;
	const struct observation *observation;
	const struct encoded_move *move;
	const struct action *action;
	const struct planned *planned; /* NULL: none */
	const struct element *element; /* NULL: none */
	char *words;		       /* of the element, heap; NULL */
};

static uint32_t relations_of(const struct page_encoding *page, size_t i, size_t j)
{
	const struct relations *relations = &page->encoding.relations;
	return relations->mask[relations->pair[i * relations->positions + j]];
}

/* All that the element is called stands in the goal, or most of it and its place is counted. */
static bool goal_names(const struct page_encoding *page, size_t position)
{
	const struct relations *relations = &page->encoding.relations;
	size_t count = relations->positions;
	const real *has = relations->channel + (size_t)CHANNEL_HAS * count * count;
	float sum = 0;
	for (size_t i = 1; i < count && page->positions[i].segment == SEGMENT_GOAL; i++) {
		sum += has[i * count + position];
		if (relations_of(page, i, position) & 1u << RELATION_ORDINAL)
			sum += 0.5f;
	}
	return sum > 0.99f;
}

static const char *decision_reason(enum move_kind kind)
{
	switch (kind) {
	case MOVE_ENTER:
		return "Enter, where the focus is";
	case MOVE_SCROLL:
		return "what is looked for may be further down";
	case MOVE_ACCEPT:
		return "agrees to the dialog";
	case MOVE_DISMISS:
		return "dismisses the dialog";
	case MOVE_SWITCH_TAB:
		return "goes on in the other tab";
	case MOVE_WAIT:
		return "the page is not ready";
	default:
		return "everything looks done";
	}
}

static const struct choice_entry *first_entry(
	const struct page_encoding *page, const struct encoded_move *move, size_t outcome)
{
	const struct choice_set *set = &page->encoding.choice_sets[move->choice_set];
	for (size_t i = 0; i < set->entry_count; i++)
		if (set->entries[i].outcome == outcome)
			return &set->entries[i];
	return NULL;
}

static const char *source_of(const struct telling *telling, size_t outcome)
{
	const struct choice_entry *entry = first_entry(telling->page, telling->move, outcome);
	switch (entry ? telling->page->positions[entry->first].segment : SEGMENT_ELEMENT) {
	case SEGMENT_GOAL:
		return "from the goal";
	case SEGMENT_STEP:
		return "as in the demonstration";
	default:
		return "from the page";
	}
}

static const char *text_reason(const struct telling *telling, size_t outcome, struct arena *arena)
{
	enum action_kind kind = telling->action->kind;
	bool chooses = kind == ACTION_SELECT;
	const char *verb = chooses ? "chooses" : kind == ACTION_UPLOAD ? "uploads" : "types";
	const char *source = source_of(telling, outcome);
	if (!telling->element)
		return arena_format(arena, "answers the dialog with a text %s", source);
	const char *what = arena_format(arena, "%s '%s' %s %s %s", verb, telling->action->value,
		source, chooses ? "in" : "into", telling->words);
	if (!what || !telling->planned)
		return what;
	return arena_format(
		arena, "%s: step %d of the demonstration", what, telling->planned->number);
}

static const char *reason_of(const struct telling *telling, size_t outcome, struct arena *arena)
{
	const struct planned *planned = telling->planned;
	if (telling->move->choice_set != MOVE_WITHOUT_TEXT)
		return text_reason(telling, outcome, arena);
	if (planned && telling->element)
		return arena_format(arena, "matches step %d of the demonstration: %s",
			planned->number, telling->words);
	if (planned)
		return arena_format(arena, "matches step %d of the demonstration", planned->number);
	if (!telling->element)
		return arena_copy_text(arena, decision_reason(telling->move->kind));
	if (goal_names(telling->page, telling->move->position))
		return arena_format(arena, "the goal names it: %s", telling->words);
	return arena_format(arena, "seems to lead on: %s", telling->words);
}

/* ---- all together ---- */

static const struct planned *planned_step(const struct encoded_detail *detail, int step)
{
	for (size_t i = 0; i < detail->planned_count; i++)
		if (detail->planned[i].step == step)
			return &detail->planned[i];
	return NULL;
}

static uint64_t same_of(const char *text)
{
	struct terms terms;
	terms_read(&terms, text, false);
	return terms.same;
}

bool encoded_action(struct encoder *encoder, const struct policy_input *input,
	const struct page_encoding *page, size_t move, size_t outcome, struct arena *arena,
	struct candidate *candidate)
{
	(void)encoder;
	struct action action;
	if (!encoded_plain_action(page, move, outcome, &action))
		return false;
	const struct element *element =
		action.element ? observation_find(input->observation, action.element) : NULL;
	const struct planned *planned =
		page->detail->shown[move] >= 0
			? planned_step(page->detail, page->detail->shown[move])
			: planned_for(page->detail, &action, element,
				  element ? same_of(element_words(element)) : 0,
				  same_of(action.value));
	struct telling telling = {page, input->observation, &page->encoding.moves[move], &action,
		planned, element, element ? element_describe(input->observation, element) : NULL};
	*candidate = (struct candidate){.action = action,
		.demonstration_step = planned ? planned->step : -1,
		.reason = reason_of(&telling, outcome, arena)};
	candidate->action.value = arena_copy_text(arena, action.value);
	free(telling.words);
	if (!candidate->action.value || !candidate->reason)
		return false;
	return true;
}
