#include "policy/plan.h"

#include "base/memory.h"
#include "base/text.h"
#include "policy/rebind.h"
#include "trajectory/value.h"

#include <stdlib.h>
#include <string.h>

enum { ITEMS_MAXIMUM = 64 }; /* of one list; a longer one is not unfolded */

enum { ABOUT_NONE = -1, ABOUT_SEVERAL = -2 };

/* The steps that one list repeats: `count` blocks of `length` steps from `first`. */
struct repetition {
	size_t first, length, count;
	int order[ITEMS_MAXIMUM]; /* the item that each block is about */
};

/* A demonstration and what its steps have to do with the items of one list. */
struct listing {
	const struct trajectory *demonstration;
	char **before, **now; /* in the plan's storage */
	size_t before_count, now_count;
	int parameter;
	int *about; /* per step: an item, or ABOUT_NONE */
};

/* ---- which item a step is about ---- */

/* The item that a text has. One that stands in a longer one ("Blue" in "Blue Room") is not meant. */
static int item_in(const char *text, char *const *items)
{
	int found = ABOUT_NONE;
	for (int i = 0; items[i]; i++) {
		if (!value_is_in(text, items[i]))
			continue;
		if (found == ABOUT_NONE || value_is_in(items[i], items[found]))
			found = i;
		else if (!value_is_in(items[found], items[i]))
			return ABOUT_SEVERAL;
	}
	return found;
}

/* What is typed counts before what the element is called, and that before what stands beside. */
static int item_of(const struct step *step, char *const *items)
{
	const struct element *target = step->target;
	const char *texts[] = {
		step->action.value, target ? target->name : "", target ? target->context : ""};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		int item = item_in(texts[i] ? texts[i] : "", items);
		if (item != ABOUT_NONE)
			return item == ABOUT_SEVERAL ? ABOUT_NONE : item;
	}
	return ABOUT_NONE;
}

static bool any_step_is_about_one(const struct listing *listing)
{
	for (size_t i = 0; i < listing->demonstration->step_count; i++)
		if (listing->about[i] >= 0)
			return true;
	return false;
}

/* ---- repetitions ---- */

static bool value_is_the_same(const struct step *a, const struct step *b)
{
	enum action_kind kind = a->action.kind;
	bool matters = kind == ACTION_TYPE || kind == ACTION_SELECT || kind == ACTION_CHECK ||
		       kind == ACTION_PRESS || kind == ACTION_UPLOAD;
	return !matters || strcmp(a->action.value, b->action.value) == 0;
}

/* The same thing done, but for the items. */
static bool steps_are_alike(const struct step *a, const struct step *b, bool about_items)
{
	if (a->action.kind != b->action.kind || !a->target != !b->target)
		return false;
	if (a->target && strcmp(a->target->role, b->target->role) != 0)
		return false;
	if (about_items)
		return true;
	return value_is_the_same(a, b) &&
	       (!a->target || text_equal_normalized(a->target->name, b->target->name));
}

/* Every step is like its counterpart in the first block, and about its block's item or none; no
 * step outside is about an item. */
static bool repeats(const struct listing *listing, const struct repetition *repetition)
{
	const struct step *steps = listing->demonstration->steps;
	size_t end = repetition->first + repetition->length * repetition->count;
	for (size_t i = 0; i < listing->demonstration->step_count; i++) {
		int about = listing->about[i];
		bool inside = i >= repetition->first && i < end;
		if (!inside && about >= 0)
			return false;
		if (!inside)
			continue;
		size_t at = i - repetition->first, model = at % repetition->length;
		if (about >= 0 && about != repetition->order[at / repetition->length])
			return false;
		model += repetition->first;
		bool both = about >= 0 && listing->about[model] >= 0;
		if ((about >= 0) != (listing->about[model] >= 0) ||
			!steps_are_alike(&steps[model], &steps[i], both))
			return false;
	}
	return true;
}

static bool has_item(const struct repetition *repetition, int item)
{
	for (size_t i = 0; i < repetition->count; i++)
		if (repetition->order[i] == item)
			return true;
	return false;
}

/* The items in the order in which the person came to them, each as far from the next. */
static bool find_period(const struct listing *listing, struct repetition *repetition)
{
	size_t last = 0;
	for (size_t i = 0; i < listing->demonstration->step_count; i++) {
		int about = listing->about[i];
		if (about < 0 || has_item(repetition, about))
			continue;
		if (repetition->count == 0)
			repetition->first = i;
		else if (repetition->count == 1)
			repetition->length = i - last;
		else if (i - last != repetition->length)
			return false;
		repetition->order[repetition->count++] = about;
		last = i;
	}
	return repetition->count == listing->before_count && repetition->count > 1;
}

/* A block may begin before the step that names its item: "New", type the item, "Save". */
static bool find_repetition(const struct listing *listing, struct repetition *repetition)
{
	*repetition = (struct repetition){0};
	if (listing->before_count > ITEMS_MAXIMUM || !find_period(listing, repetition))
		return false;
	for (size_t back = 0; back < repetition->length; back++) {
		size_t end = repetition->first + repetition->length * repetition->count;
		if (end <= listing->demonstration->step_count && repeats(listing, repetition))
			return true;
		if (repetition->first-- == 0)
			return false;
	}
	return false;
}

/* ---- the plan ---- */

static void add_entry(struct plan *plan, const struct step *step, struct replacement item)
{
	plan->entries = memory_resize(plan->entries, plan->count + 1, sizeof(*plan->entries));
	plan->entries[plan->count++] = (struct plan_entry){step, item};
}

static void add_steps(struct plan *plan, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		add_entry(plan, &plan->demonstration->steps[i],
			(struct replacement){.parameter = -1});
}

/* Further items than were shown are done as the last one was. */
static void add_repetition(
	struct plan *plan, const struct listing *listing, const struct repetition *repetition)
{
	for (size_t item = 0; item < listing->now_count; item++) {
		size_t block = item < repetition->count ? item : repetition->count - 1;
		struct replacement replacement = {listing->before[repetition->order[block]],
			listing->now[item], listing->parameter};
		for (size_t i = 0; i < repetition->length; i++) {
			size_t at = repetition->first + block * repetition->length + i;
			add_entry(plan, &plan->demonstration->steps[at], replacement);
		}
	}
}

static char **keep_list(struct plan *plan, const char *value)
{
	plan->lists = memory_resize(plan->lists, plan->list_count + 1, sizeof(*plan->lists));
	return plan->lists[plan->list_count++] = list_value_split(value);
}

static void listing_init(struct listing *listing, struct plan *plan, size_t parameter)
{
	const struct trajectory *demonstration = plan->demonstration;
	*listing = (struct listing){.demonstration = demonstration, .parameter = (int)parameter};
	listing->before = keep_list(plan, demonstration->parameters.items[parameter].value);
	listing->now = keep_list(plan, plan->binding->parameters.items[parameter].value);
	listing->before_count = list_value_count(listing->before);
	listing->now_count = list_value_count(listing->now);
	listing->about = memory_new(demonstration->step_count, sizeof(*listing->about));
	for (size_t i = 0; i < demonstration->step_count; i++)
		listing->about[i] = item_of(&demonstration->steps[i], listing->before);
}

static int refuse_length(const struct listing *listing, struct error *error)
{
	const struct parameter *list =
		&listing->demonstration->parameters.items[listing->parameter];
	return error_set(error, ERROR_USAGE,
		"The demonstration's steps for '%s' are not the same for each item, so they cannot "
		"be repeated for %zu instead of %zu: give as many items, or record the task with "
		"the same steps for each.",
		list->value, listing->now_count, listing->before_count);
}

/* Unfolds the list if its steps repeat; one is unfolded at most, as tasks rarely have two. */
static int take_list(struct plan *plan, size_t parameter, struct error *error)
{
	struct listing listing;
	struct repetition repetition;
	int code = 0;
	listing_init(&listing, plan, parameter);
	if (plan->count == 0 && listing.now_count > 0 && find_repetition(&listing, &repetition)) {
		add_steps(plan, 0, repetition.first);
		add_repetition(plan, &listing, &repetition);
		add_steps(plan, repetition.first + repetition.length * repetition.count,
			plan->demonstration->step_count);
	} else if (listing.now_count != listing.before_count && any_step_is_about_one(&listing)) {
		code = refuse_length(&listing, error);
	}
	free(listing.about);
	return code;
}

int plan_make(struct plan *plan, const struct trajectory *demonstration,
	const struct binding *binding, struct error *error)
{
	const struct parameters *parameters = &demonstration->parameters;
	*plan = (struct plan){.demonstration = demonstration, .binding = binding};
	for (size_t i = 0; binding && i < parameters->count; i++) {
		int code = parameters->items[i].is_list ? take_list(plan, i, error) : 0;
		if (code)
			return code;
	}
	if (plan->count == 0)
		add_steps(plan, 0, demonstration->step_count);
	return 0;
}

void plan_release(struct plan *plan)
{
	for (size_t i = 0; i < plan->list_count; i++)
		list_value_free(plan->lists[i]);
	free(plan->lists);
	free(plan->entries);
	*plan = (struct plan){0};
}

const struct replacement *plan_item(const struct plan_entry *entry)
{
	return entry->item.from ? &entry->item : NULL;
}

char *plan_text(const struct plan *plan, const struct plan_entry *entry, const char *text,
	const char *field)
{
	return rebind(plan->binding, plan_item(entry), text, field);
}
