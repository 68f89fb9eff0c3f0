/*
 * One step of the plan on today's page: its element found again, its value in this run's words.
 */
#include "base/memory.h"
#include "base/secrets.h"
#include "base/text.h"
#include "policy/controls.h"
#include "policy/interruption.h"
#include "policy/turn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double sharpness = 25; /* of the softmax from match scores to probabilities */

/* ---- answers ---- */

static void add_candidate(
	struct turn *turn, struct action action, int step, double probability, const char *reason)
{
	struct decision *decision = turn->decision;
	if (!decision->candidates)
		decision->candidates = arena_take(
			turn->arena, POLICY_CANDIDATES_MAXIMUM, sizeof(*decision->candidates));
	if (!decision->candidates || decision->candidate_count == POLICY_CANDIDATES_MAXIMUM)
		return;
	action.value = arena_copy_text(turn->arena, action.value);
	decision->candidates[decision->candidate_count++] = (struct candidate){
		.action = action,
		.demonstration_step = step,
		.probability = probability,
		.reason = reason,
	};
}

int answer_one(struct turn *turn, struct action action, int step, const char *reason)
{
	add_candidate(turn, action, step, 1, reason);
	decision_complete(turn->decision);
	return 0;
}

int answer_nothing(struct turn *turn, int step, const char *reason)
{
	return answer_one(turn, (struct action){ACTION_WAIT, 0, ""}, step,
		arena_format(turn->arena, "step %d of the demonstration: %s",
			step_number(turn, step), reason));
}

static const char *reason_for(
	const struct turn *turn, int step, const struct element *element, const char *how)
{
	char *words = element_describe(turn->input->observation, element);
	const char *reason = arena_format(turn->arena, "step %d of the demonstration: %s%s",
		step_number(turn, step), words, how);
	free(words);
	return reason;
}

static const char *rung_words(int rung)
{
	static const char *const words[] = {"", "", ", in the same place",
		", the only one of that name", ", by its attribute", ", by its position",
		", the most alike"};
	return words[rung];
}

/* ---- steps ---- */

const struct plan_entry *entry_at(const struct turn *turn, int step)
{
	return &turn->plan.entries[step];
}

const struct step *step_at(const struct turn *turn, int step)
{
	return turn->plan.entries[step].step;
}

int step_number(const struct turn *turn, int step)
{
	return step_at(turn, step)->index + 1;
}

bool step_is_done(const struct policy_input *input, int step)
{
	for (size_t i = 0; i < input->history_count; i++)
		if (input->history[i].demonstration_step == step && !input->history[i].failed)
			return true;
	return false;
}

/* An option that was chosen from an open list; radios stand on the page by themselves. */
static bool chooses_from_list(const struct step *recorded)
{
	return recorded->target && recorded->action.kind == ACTION_CLICK &&
	       element_is_option(recorded->target) && strcmp(recorded->target->role, "radio") != 0;
}

bool step_opens_list(const struct turn *turn, int step)
{
	const struct step *recorded = step_at(turn, step);
	bool opens = recorded->action.kind == ACTION_CLICK || recorded->action.kind == ACTION_TYPE;
	return opens && recorded->target && element_opens_list(recorded->target) &&
	       step + 1 < (int)turn->plan.count && chooses_from_list(step_at(turn, step + 1));
}

/* ---- what is wanted ---- */

static bool is_text(const struct element *element)
{
	static const char *const roles[] = {
		"text", "cell", "gridcell", "heading", "listitem", "image"};
	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (strcmp(element->role, roles[i]) == 0)
			return true;
	return false;
}

/* The operations by which the step can be carried out on a page like the recorded one. */
static uint16_t operations_for(const struct step *recorded)
{
	uint16_t needs = action_kind_needs(recorded->action.kind);
	if (needs == OPERATION_CLICK && is_text(recorded->target))
		return needs | WANTED_ON_TEXT;
	if (recorded->action.kind == ACTION_CLICK && element_opens_list(recorded->target))
		return needs | OPERATION_SELECT; /* a native list, which needs no opening */
	return needs;
}

bool wanted_for(const struct turn *turn, int step, struct wanted *wanted)
{
	const struct step *recorded = step_at(turn, step);
	if (!recorded->target)
		return false;
	wanted_init(wanted, recorded->target, recorded, turn->plan.binding,
		plan_item(entry_at(turn, step)), turn->lexicon);
	wanted->operations = operations_for(recorded);
	return true;
}

char *bound_value(const struct turn *turn, int step)
{
	const struct step *recorded = step_at(turn, step);
	const char *field = recorded->target ? recorded->target->name : NULL;
	return plan_text(&turn->plan, entry_at(turn, step), recorded->action.value, field);
}

/* What the element must have by the goal, for a sentence. Heap. */
static char *words_for(const struct wanted *wanted)
{
	const char *name = *wanted->name	  ? wanted->name
			   : *wanted->placeholder ? wanted->placeholder
						  : wanted->hint;
	for (size_t i = 0; i < wanted->value_count; i++)
		if (!wanted->values[i].in_name)
			return memory_format("%s '%s' at '%s'", wanted->recorded->role, name,
				wanted->values[i].now);
	return memory_format("%s '%s'", wanted->recorded->role, name);
}

int step_missing(const struct turn *turn, int step, struct error *error)
{
	struct wanted wanted;
	const char *kind = action_kind_name(step_at(turn, step)->action.kind);
	if (!wanted_for(turn, step, &wanted))
		return error_set(error, ERROR_NOT_FOUND,
			"Step %d of the demonstration (%s) is not possible on this page.",
			step_number(turn, step), kind);
	char *words = words_for(&wanted);
	int code = error_set(error, ERROR_NOT_FOUND,
		"Step %d of the demonstration (%s %s) has no match on this page: it may have "
		"changed more than replay can follow, or what the goal names is not there.",
		step_number(turn, step), kind, words);
	free(words);
	wanted_release(&wanted);
	return code;
}

/* ---- a choice through another control ---- */

static bool is_choice(const struct step *recorded)
{
	enum action_kind kind = recorded->action.kind;
	const char *name;
	size_t length;
	if (secret_placeholder_parse(recorded->action.value, &name, &length))
		return false;
	return kind == ACTION_SELECT || kind == ACTION_TYPE ||
	       ((kind == ACTION_CLICK || kind == ACTION_CHECK) &&
		       element_is_option(recorded->target));
}

/* The text of the demonstration that a choice is made by: of a select its value, of a radio or menu
 * item its name. What is typed only to open a list is not the whole choice. */
static const char *choosing_text(const struct turn *turn, int *step)
{
	if (step_opens_list(turn, *step))
		++*step;
	const struct step *recorded = step_at(turn, *step);
	bool by_value =
		recorded->action.kind == ACTION_SELECT || recorded->action.kind == ACTION_TYPE;
	return by_value ? recorded->action.value : recorded->target->name;
}

static const char *opener_of(const struct turn *turn, int step)
{
	bool opened = step > 0 && step_opens_list(turn, step - 1);
	return opened ? step_at(turn, step - 1)->target->name : NULL;
}

/* The step's choice by whatever offers it. `label` gets what is chosen: heap. */
static bool find_choice(const struct turn *turn, int step, const struct wanted *wanted,
	struct choice *choice, char **label)
{
	int at = step;
	const char *text = choosing_text(turn, &at);
	const char *field =
		step_at(turn, at)->action.kind == ACTION_CLICK ? NULL : wanted->recorded->name;
	*label = plan_text(&turn->plan, entry_at(turn, at), text, field);
	struct choice_query query = {.input = turn->input,
		.wanted = wanted,
		.value = *label,
		.given = strcmp(*label, text) != 0,
		.opener = opener_of(turn, step)};
	return **label && choose_otherwise(&query, choice);
}

static bool shows_choice(const struct choice *choice)
{
	bool stays = choice->action.kind == ACTION_SELECT || choice->action.kind == ACTION_TYPE;
	return stays && text_equal_normalized(choice->element->value, choice->action.value);
}

static int answer_with_choice(struct turn *turn, int step, const struct choice *choice)
{
	if (opener_of(turn, step) && shows_choice(choice))
		return answer_nothing(turn, step, "what it chose is chosen already");
	return answer_one(turn, choice->action, choice->opens ? -1 : step,
		reason_for(turn, step, choice->element,
			choice->opens ? ", to open the choice"
				      : ", a different control for the same choice"));
}

/* A field that was just filled may still come up with suggestions. */
static bool may_suggest(const struct turn *turn, int step, const struct choice *choice)
{
	return choice->action.kind == ACTION_TYPE && opener_of(turn, step) &&
	       turn->input->waits == 0;
}

/* A field to type into is looked for a while before a menu is opened instead. */
static bool may_still_come(
	const struct turn *turn, const struct step *recorded, const struct choice *choice)
{
	return recorded->action.kind == ACTION_TYPE && choice->opens && turn->input->waits == 0;
}

static bool answer_choice(struct turn *turn, int step, const struct wanted *wanted)
{
	const struct step *recorded = step_at(turn, step);
	struct choice choice;
	char *label;
	if (!is_choice(recorded) || strcmp(recorded->action.value, "off") == 0)
		return false;
	bool found = find_choice(turn, step, wanted, &choice, &label) &&
		     !may_suggest(turn, step, &choice) && !may_still_come(turn, recorded, &choice);
	if (found)
		answer_with_choice(turn, step, &choice);
	free(label);
	return found;
}

/* The recorded step opened a list; what is there now needs no opening, so the choice itself is
 * the answer. */
static bool answer_choice_at_once(struct turn *turn, int step)
{
	struct wanted wanted;
	struct choice choice;
	char *label;
	if (!step_opens_list(turn, step) || step_is_done(turn->input, step + 1) ||
		!wanted_for(turn, step + 1, &wanted))
		return false;
	bool found = find_choice(turn, step + 1, &wanted, &choice, &label) && !choice.opens &&
		     choice.action.kind != ACTION_TYPE;
	if (found)
		answer_with_choice(turn, step + 1, &choice);
	free(label);
	wanted_release(&wanted);
	return found;
}

/* ---- matches ---- */

/* The destination of a drag, by its own descriptor, as a value. Heap; NULL if it is not clear. */
static char *locate_drop(const struct turn *turn, int step)
{
	const struct step *recorded = step_at(turn, step);
	struct match matches[MATCHES_MAXIMUM];
	struct wanted wanted;
	if (!recorded->drop)
		return NULL;
	wanted_init(&wanted, recorded->drop, recorded, turn->plan.binding,
		plan_item(entry_at(turn, step)), turn->lexicon);
	wanted.operations = 0;
	size_t count = locate(turn->input->observation, &wanted, matches, MATCHES_MAXIMUM);
	wanted_release(&wanted);
	if (match_judge(matches, count) != MATCH_CLEAR)
		return NULL;
	return memory_format("%u", (unsigned)matches[0].element->id);
}

static int refuse_option(struct turn *turn, int step, const struct element *element,
	const char *value, struct error *error)
{
	char *words = element_describe(turn->input->observation, element);
	int code = error_set(error, ERROR_NOT_FOUND,
		"Step %d of the demonstration: %s has no option '%s', or several that could be "
		"meant.",
		step_number(turn, step), words, value);
	free(words);
	return code;
}

/* Several labels at once, which only execution takes apart. */
static bool names_several(const char *value)
{
	return strchr(value, '\n') || strstr(value, ", ");
}

/* The action's value for this element. Heap; NULL with the error set. */
static char *value_for(
	struct turn *turn, int step, const struct element *element, struct error *error)
{
	const struct step *recorded = step_at(turn, step);
	if (recorded->action.kind == ACTION_DRAG) {
		char *drop = locate_drop(turn, step);
		if (!drop)
			error_set(error, ERROR_NOT_FOUND,
				"Step %d of the demonstration: what it was dragged onto is not "
				"clear on this page.",
				step_number(turn, step));
		return drop;
	}
	char *value = bound_value(turn, step);
	const char *name;
	size_t length;
	if (recorded->action.kind != ACTION_SELECT || element->option_count == 0 ||
		secret_placeholder_parse(value, &name, &length))
		return value;
	bool given = strcmp(value, recorded->action.value) != 0;
	const struct option *option = option_meant(given ? NULL : turn->lexicon, element, value);
	if (!option && names_several(value))
		return value;
	if (!option)
		refuse_option(turn, step, element, value, error);
	free(value);
	return option ? memory_copy_text(option->label) : NULL;
}

/* Answers with the matches as candidates; all carry out the same step. */
static int answer_matches(
	struct turn *turn, int step, const struct match *matches, size_t count, struct error *error)
{
	enum action_kind kind = step_at(turn, step)->action.kind;
	char *value = value_for(turn, step, matches[0].element, error);
	if (!value)
		return ERROR_NOT_FOUND;
	for (size_t i = 0; i < count; i++)
		add_candidate(turn, (struct action){kind, matches[i].element->id, value}, step,
			exp(sharpness * (matches[i].score - matches[0].score)),
			reason_for(turn, step, matches[i].element, rung_words(matches[i].rung)));
	free(value);
	decision_complete(turn->decision);
	return 0;
}

static int refuse_several(
	const struct turn *turn, int step, const struct match *matches, struct error *error)
{
	char *first = element_describe(turn->input->observation, matches[0].element);
	char *second = element_describe(turn->input->observation, matches[1].element);
	int code = error_set(error, ERROR_AMBIGUOUS,
		"Step %d of the demonstration fits several elements equally: %s and %s.",
		step_number(turn, step), first, second);
	free(first);
	free(second);
	return code;
}

/* What must be answered before the element can be used. */
static const struct element *what_is_before(const struct turn *turn, const struct element *element)
{
	const struct element *button = confirmation_answer(turn->input, turn->lexicon, element);
	if (button || !(element->state & ELEMENT_OCCLUDED))
		return button;
	return interruption_answer(turn->input, turn->lexicon, element);
}

static int answer_located(
	struct turn *turn, int step, const struct match *matches, size_t count, struct error *error)
{
	const struct element *element = matches[0].element;
	if (matches[0].score < SURE_AT_ONCE && turn->input->waits == 0)
		return ERROR_NOT_FOUND;
	const struct element *button = what_is_before(turn, element);
	if (button)
		return answer_one(turn, (struct action){ACTION_CLICK, button->id, ""}, -1,
			"it stands in the way of the next step");
	if (step_at(turn, step)->action.kind == ACTION_CLICK &&
		(element->operations & OPERATION_SELECT) &&
		element_opens_list(step_at(turn, step)->target))
		return answer_nothing(turn, step, "a list that needs no opening now");
	return answer_matches(turn, step, matches, count, error);
}

static int try_wanted(struct turn *turn, int step, const struct wanted *wanted, struct error *error)
{
	struct match matches[MATCHES_MAXIMUM];
	size_t count = locate(turn->input->observation, wanted, matches, MATCHES_MAXIMUM);
	enum match_verdict verdict = match_judge(matches, count);
	bool sure = verdict == MATCH_CLEAR && matches[0].score >= SURE_AT_ONCE;
	if (!sure && (answer_choice(turn, step, wanted) || answer_choice_at_once(turn, step)))
		return 0;
	if (verdict == MATCH_NONE)
		return ERROR_NOT_FOUND;
	if (verdict == MATCH_SEVERAL)
		return refuse_several(turn, step, matches, error);
	return answer_located(turn, step, matches, count, error);
}

/* ---- a step ---- */

static int try_literally(struct turn *turn, int step, struct error *error)
{
	const struct step *recorded = step_at(turn, step);
	const struct element *element =
		recorded->target ? locate_literally(turn->input->observation, recorded) : NULL;
	if (recorded->target && !element)
		return error_set(error, ERROR_NOT_FOUND,
			"Step %d of the demonstration: no element has the recorded locators of "
			"'%s'.",
			step_number(turn, step), recorded->target->name);
	return answer_one(turn,
		(struct action){
			recorded->action.kind, element ? element->id : 0, recorded->action.value},
		step, "as recorded");
}

int try_step(struct turn *turn, int step, struct error *error)
{
	struct wanted wanted;
	if (turn->input->literal)
		return try_literally(turn, step, error);
	if (wanted_for(turn, step, &wanted)) {
		int code = try_wanted(turn, step, &wanted, error);
		wanted_release(&wanted);
		return code;
	}
	char *value = bound_value(turn, step);
	answer_one(turn, (struct action){step_at(turn, step)->action.kind, 0, value}, step,
		arena_format(turn->arena, "step %d of the demonstration", step_number(turn, step)));
	free(value);
	return 0;
}
