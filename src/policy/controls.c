#include "policy/controls.h"

#include "base/text.h"
#include "base/words.h"
#include "policy/role.h"
#include "policy/similarity.h"
#include "trajectory/value.h"

#include <math.h>
#include <string.h>

enum { LABELS_MAXIMUM = 6 };

/* Of the label of the control that a choice belongs to; higher where anything can be typed. */
static const double label_alike = 0.5, label_alike_for_text = 0.75;
/* What is left where a label is not the control's own but stands around or beside it. */
static const double around = 0.95, beside = 0.7;
/* Of an option in other words. */
static const double same_meaning = 0.85;
/* Ways that differ by less are equally good. */
static const double same_fit = 0.02;

/* ---- kinds of controls ---- */

bool element_is_option(const struct element *element)
{
	return role_is_choice(element->role);
}

bool element_opens_list(const struct element *element)
{
	return !(element->operations & OPERATION_SELECT) &&
	       (role_opens_list(element->role) || (element->state & ELEMENT_COLLAPSED));
}

static bool is_text_field(const struct element *element)
{
	return (element->operations & OPERATION_TYPE) && !(element->state & ELEMENT_READONLY);
}

static bool is_pressable(const struct element *element)
{
	return (element->operations & OPERATION_CLICK) && !is_text_field(element);
}

/* ---- labels: what the choice is about ---- */

struct labels {
	const char *items[LABELS_MAXIMUM];
	size_t count;
};

static void add_label(struct labels *labels, const char *label)
{
	if (label && !text_is_blank(label) && labels->count < LABELS_MAXIMUM)
		labels->items[labels->count++] = label;
}

/* Groups that hold one choice; a form or page around it holds many. */
static bool group_is_one_choice(const struct group *group)
{
	static const char *const kinds[] = {
		"radiogroup", "group", "fieldset", "listbox", "menu", "card", "combobox"};
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(group->kind, kinds[i]) == 0)
			return true;
	return false;
}

static void add_groups(
	struct labels *labels, const struct observation *page, const struct element *element)
{
	int group = page ? element->group : -1;
	for (; group >= 0 && (size_t)group < page->group_count; group = page->groups[group].parent)
		if (group_is_one_choice(&page->groups[group]))
			add_label(labels, page->groups[group].name);
}

static struct labels recorded_labels(const struct choice_query *query)
{
	const struct wanted *wanted = query->wanted;
	struct labels labels = {0};
	if (!element_is_option(wanted->recorded))
		add_label(&labels, wanted->name);
	add_label(&labels, query->opener);
	add_groups(&labels, wanted->page, wanted->recorded);
	return labels;
}

static double fit_of_label(
	const struct lexicon *lexicon, const struct labels *recorded, const char *label)
{
	double best = 0;
	if (text_is_blank(label))
		return 0;
	for (size_t i = 0; i < recorded->count; i++)
		best = fmax(best, labels_similarity(lexicon, recorded->items[i], label));
	return best;
}

/* A legend may be plain text that stands beside the choices. */
static double fit_beside(const struct labels *recorded, const char *context)
{
	double best = 0;
	struct words label, text;
	words_split(&text, context);
	for (size_t i = 0; i < recorded->count; i++) {
		words_split(&label, recorded->items[i]);
		best = fmax(best, words_share(&label, &text));
		words_release(&label);
	}
	words_release(&text);
	return best;
}

static double label_fit(const struct choice_query *query, const struct labels *recorded,
	const struct element *element)
{
	const struct lexicon *lexicon = query->wanted->lexicon;
	struct labels groups = {0};
	double fit = 0;
	add_groups(&groups, query->input->observation, element);
	if (!element_is_option(element)) {
		fit = fit_of_label(lexicon, recorded, element->name);
		fit = fmax(fit, around * fit_of_label(lexicon, recorded, element->placeholder));
	}
	for (size_t i = 0; i < groups.count; i++)
		fit = fmax(fit, around * fit_of_label(lexicon, recorded, groups.items[i]));
	return fmax(fit, beside * fit_beside(recorded, element->context));
}

/* ---- values ---- */

/* 3: the same; 2: it has the value among other words; 1: it says it in other words; 0: no. */
static int value_level(const struct lexicon *lexicon, const char *text, const char *value)
{
	if (text_is_blank(text))
		return 0;
	if (text_equal_normalized(text, value) || value_equal(text, value))
		return 3;
	if (value_is_in(text, value))
		return 2;
	return lexicon && labels_similarity(lexicon, text, value) >= same_meaning ? 1 : 0;
}

const struct option *option_meant(
	const struct lexicon *lexicon, const struct element *element, const char *value)
{
	const struct option *found = NULL;
	int best = 0;
	bool several = false;
	for (size_t i = 0; i < element->option_count; i++) {
		const struct option *option = &element->options[i];
		int level = value_level(lexicon, option->label, value);
		if (level < 3 && *option->value && strcmp(option->value, value) == 0)
			level = 3;
		if (option->disabled || level == 0 || level < best)
			continue;
		several = level == best;
		best = level;
		found = option;
	}
	return several && best < 3 ? NULL : found;
}

/* ---- ways ---- */

struct way {
	const struct element *element;
	enum action_kind kind;
	const char *text; /* of the action */
	int level;	  /* how well the value fits */
	double fit;	  /* how well the label does */
	bool opens;
};

/* Something was just opened, so what is open belongs to it. */
static bool was_just_opened(const struct policy_input *input)
{
	if (!input->history_count)
		return false;
	const struct history_step *last = &input->history[input->history_count - 1];
	return last->target && !last->failed && element_opens_list(last->target);
}

/* Opened or typed into already, without the choice having come up. */
static bool was_tried(const struct policy_input *input, const struct element *element)
{
	for (size_t i = input->history_count; i-- > 0;) {
		const struct history_step *past = &input->history[i];
		if (past->demonstration_step >= 0 && !past->failed)
			return false;
		if (past->target && past->action.element == element->id)
			return true;
	}
	return false;
}

/* The choice itself: an option of a list, a radio, an item of an open menu, one of several
 * buttons. */
static bool way_by_choice(const struct choice_query *query, struct way *way)
{
	const struct element *element = way->element;
	const struct lexicon *lexicon = query->given ? NULL : query->wanted->lexicon;
	if (element->operations & OPERATION_SELECT) {
		const struct option *option = option_meant(lexicon, element, query->value);
		if (!option)
			return false;
		way->kind = ACTION_SELECT;
		way->text = option->label;
		way->level = value_level(lexicon, option->label, query->value);
		return true;
	}
	way->level = value_level(lexicon, element->name, query->value);
	way->kind = element->operations & OPERATION_CHECK ? ACTION_CHECK : ACTION_CLICK;
	way->text = way->kind == ACTION_CHECK ? "on" : "";
	return way->level > 0 && (way->kind == ACTION_CHECK || is_pressable(element));
}

/* A list that is still closed, or a field that takes the value. */
static bool way_by_opening(const struct choice_query *query, struct way *way)
{
	const struct element *element = way->element;
	bool opens = element_opens_list(element);
	way->level = 0;
	way->opens = opens;
	way->kind = is_text_field(element) ? ACTION_TYPE : ACTION_CLICK;
	way->text = way->kind == ACTION_TYPE ? query->value : "";
	if (opens)
		return (way->kind == ACTION_TYPE || is_pressable(element)) &&
		       !was_tried(query->input, element);
	return way->kind == ACTION_TYPE && query->wanted->recorded->role[0] &&
	       !(query->wanted->operations & OPERATION_TYPE);
}

/* An option of what was just opened: the list may be drawn anywhere on the page. */
static bool is_of_open_list(const struct choice_query *query, const struct way *way)
{
	return element_is_option(way->element) && way->kind == ACTION_CLICK &&
	       was_just_opened(query->input);
}

static bool label_is_enough(
	const struct choice_query *query, const struct labels *recorded, const struct way *way)
{
	if (is_of_open_list(query, way))
		return true;
	if (way->kind == ACTION_TYPE && !way->opens)
		return way->fit >= label_alike_for_text;
	return way->fit >= label_alike || (recorded->count == 0 && way->level == 3);
}

/* Negative: a is better. What chooses at once beats what has to be opened first. */
static int compare_ways(const struct way *a, const struct way *b)
{
	if (a->opens != b->opens)
		return a->opens ? 1 : -1;
	if (a->level != b->level)
		return a->level > b->level ? -1 : 1;
	return a->fit > b->fit + same_fit ? -1 : b->fit > a->fit + same_fit;
}

static bool read_way(const struct choice_query *query, const struct labels *recorded,
	const struct element *element, struct way *way)
{
	*way = (struct way){.element = element};
	if (element->operations == 0 || (element->state & ELEMENT_DISABLED))
		return false;
	if (!way_by_choice(query, way) && !way_by_opening(query, way))
		return false;
	if (!is_of_open_list(query, way) &&
		!element_is_in_row(query->wanted, query->input->observation, element))
		return false;
	way->fit = label_fit(query, recorded, element);
	return label_is_enough(query, recorded, way);
}

bool choose_otherwise(const struct choice_query *query, struct choice *choice)
{
	const struct observation *page = query->input->observation;
	struct labels recorded = recorded_labels(query);
	struct way best = {0};
	bool several = false;
	for (size_t i = 0; i < page->element_count; i++) {
		struct way way;
		if (!read_way(query, &recorded, &page->elements[i], &way))
			continue;
		int order = best.element ? compare_ways(&way, &best) : -1;
		several = order == 0 || (several && order > 0);
		if (order < 0)
			best = way;
	}
	if (!best.element || several)
		return false;
	choice->element = best.element;
	choice->opens = best.opens;
	choice->action = (struct action){best.kind, best.element->id, best.text};
	return true;
}
