#include "policy/locate.h"

#include "base/memory.h"
#include "base/text.h"
#include "policy/exclusion.h"
#include "policy/role.h"
#include "policy/similarity.h"

#include <stdlib.h>
#include <string.h>

/* Below this an element is not even worth naming as an alternative; from `enough` on the best one is
 * taken if it leads by `lead`. */
static const double plausible = 0.5, enough = 0.58, lead = 0.06;

static const double rung_scores[] = {0, 1.0, 0.98, 0.96, 0.93, 0.9};
static const double similarity_maximum = 0.89;

enum { LADDER_RUNGS = 5 };

struct ladder {
	const struct wanted *wanted;
	struct likeness *items;
	size_t count;
	/* The group that sets the recorded element apart is on this page, too: what is not in it is
	 * another element. */
	bool group_is_there;
};

/* ---- the rungs ---- */

static bool is_named_so(const struct likeness *likeness)
{
	return likeness->same_role && likeness->name == NAME_SAME && likeness->values == VALUES_FIT;
}

static bool on_rung_1(const struct wanted *wanted, const struct likeness *likeness)
{
	bool same_place = likeness->same_context || !*wanted->context;
	return is_named_so(likeness) && wanted->rank == RANK_NONE && same_place &&
	       likeness->same_locator && (likeness->same_group || !wanted->group_tells);
}

static bool on_rung_2(const struct wanted *wanted, const struct likeness *likeness)
{
	bool by_values = false;
	for (size_t i = 0; i < wanted->value_count; i++)
		by_values = by_values || (wanted->values[i].required && !wanted->values[i].in_name);
	bool same_row = likeness->same_context && wanted->rank == RANK_NONE;
	return is_named_so(likeness) && (same_row || likeness->same_group || by_values);
}

static bool on_rung_3(const struct wanted *wanted, const struct likeness *likeness)
{
	(void)wanted;
	return is_named_so(likeness);
}

static bool equal_unless_generated(const char *recorded, const char *now)
{
	return *recorded && strcmp(recorded, now) == 0 && !identifier_is_generated(recorded);
}

/* An attribute may have been handed to another element: the name or kind must not contradict it. */
static bool on_rung_4(const struct wanted *wanted, const struct likeness *likeness)
{
	const struct element *element = likeness->element;
	const struct locators *now = &element->locators;
	bool same = equal_unless_generated(wanted->test_id, now->test_id) ||
		    equal_unless_generated(wanted->dom_id, now->dom_id) ||
		    equal_unless_generated(wanted->dom_name, now->dom_name);
	bool likely = likeness->name != NAME_OTHER || likeness->score >= plausible;
	return same && likely && likeness->values == VALUES_FIT && !likeness->taken &&
	       role_similarity(wanted->recorded->role, element->role) >= 0.5;
}

static bool on_rung_5(const struct wanted *wanted, const struct likeness *likeness)
{
	return likeness->same_role && likeness->name >= NAME_NUMBERS &&
	       likeness->values == VALUES_FIT && (likeness->same_group || !wanted->group_tells);
}

static bool (*const rungs[LADDER_RUNGS])(const struct wanted *wanted,
	const struct likeness *likeness) = {on_rung_1, on_rung_2, on_rung_3, on_rung_4, on_rung_5};

/* ---- of several on a rung ---- */

static bool is_elsewhere(const struct ladder *ladder, const struct likeness *likeness)
{
	return ladder->group_is_there && !likeness->same_group;
}

static bool has_group(const struct observation *observation, const char *name)
{
	for (size_t i = 0; i < observation->group_count; i++)
		if (text_equal_normalized(observation->groups[i].name, name))
			return true;
	return false;
}

struct several {
	const struct likeness **items;
	size_t count;
};

/* An element under a dialog, or switched off, is not meant while another one can be used. */
static bool can_be_used(const struct likeness *likeness)
{
	return !(likeness->element->state & (ELEMENT_OCCLUDED | ELEMENT_DISABLED));
}

static bool is_in_same_frame(const struct likeness *likeness)
{
	return likeness->same_frame;
}

static bool is_in_same_row(const struct likeness *likeness)
{
	return likeness->same_context;
}

/* Keeps those that have the property, if any has. */
static void narrow(struct several *several, bool (*has)(const struct likeness *likeness))
{
	size_t kept = 0;
	for (size_t i = 0; i < several->count; i++)
		kept += has(several->items[i]);
	if (kept == 0 || kept == several->count)
		return;
	kept = 0;
	for (size_t i = 0; i < several->count; i++)
		if (has(several->items[i]))
			several->items[kept++] = several->items[i];
	several->count = kept;
}

/* Keeps those that have most of the values that stood beside the recorded element. */
static void narrow_by_values(struct several *several)
{
	size_t most = 0, kept = 0;
	for (size_t i = 0; i < several->count; i++)
		if (several->items[i]->further_values > most)
			most = several->items[i]->further_values;
	for (size_t i = 0; i < several->count; i++)
		if (several->items[i]->further_values == most)
			several->items[kept++] = several->items[i];
	several->count = kept;
}

/* All on a rung, narrowed to what is meant more likely. The array is the caller's. */
static struct several all_on_rung(const struct ladder *ladder, size_t rung)
{
	struct several several = {.items = memory_new(ladder->count, sizeof(*several.items))};
	for (size_t i = 0; i < ladder->count; i++)
		if (!is_elsewhere(ladder, &ladder->items[i]) &&
			rungs[rung](ladder->wanted, &ladder->items[i]))
			several.items[several.count++] = &ladder->items[i];
	narrow(&several, is_in_same_frame);
	narrow(&several, can_be_used);
	narrow_by_values(&several);
	return several;
}

/* The only element on a rung; NULL. */
static const struct likeness *only_one(const struct ladder *ladder, size_t rung)
{
	struct several several = all_on_rung(ladder, rung);
	if (ladder->wanted->rank == RANK_NONE)
		narrow(&several, is_in_same_row);
	const struct likeness *one = several.count == 1 ? several.items[0] : NULL;
	free(several.items);
	return one;
}

static const struct likeness *by_rank(const struct ladder *ladder, const struct several *several)
{
	const struct element **elements = memory_new(several->count, sizeof(*elements));
	const struct likeness *found = NULL;
	for (size_t i = 0; i < several->count; i++)
		elements[i] = several->items[i]->element;
	const struct element *best = rank_pick(ladder->wanted->rank, elements, several->count);
	for (size_t i = 0; i < several->count && best; i++)
		if (several->items[i]->element == best)
			found = several->items[i];
	free(elements);
	return found;
}

/* The same place among its like, if the person chose one of several there: the one that the goal's
 * "latest" means, or the same of as many, or the first or last of them. */
static const struct likeness *by_position(const struct ladder *ladder)
{
	size_t position = ladder->wanted->like_position, before = ladder->wanted->like_count;
	const struct likeness *found = NULL;
	struct several several = all_on_rung(ladder, LADDER_RUNGS - 1);
	if (several.count > 0 && before > 1) {
		if (ladder->wanted->rank != RANK_NONE)
			found = by_rank(ladder, &several);
		else if (several.count == before)
			found = several.items[position];
		else if (position == 0)
			found = several.items[0];
		else if (position == before - 1)
			found = several.items[several.count - 1];
	}
	free(several.items);
	return found;
}

static const struct likeness *climb(const struct ladder *ladder, int *rung)
{
	for (size_t i = 0; i < LADDER_RUNGS; i++) {
		const struct likeness *found =
			i + 1 < LADDER_RUNGS ? only_one(ladder, i) : by_position(ladder);
		*rung = (int)i + 1;
		if (found)
			return found;
	}
	return NULL;
}

/* ---- by what the others are ---- */

/* What is left of the likeness of what another recorded element has become. */
static const double other_factor = 0.5;

/* Good enough when the page had time to go on, not at once. */
static void lift(struct likeness *likeness)
{
	if (likeness->score < enough + lead)
		likeness->score = enough + lead;
}

/* The only one of its kind that has the values; NULL. */
static struct likeness *counterpart_of(
	const struct ladder *ladder, const struct counterparts *counterparts)
{
	struct likeness *found = NULL;
	for (size_t i = 0; i < ladder->count; i++) {
		struct likeness *likeness = &ladder->items[i];
		if (likeness->values != VALUES_FIT ||
			!counterparts_is_wanted(counterparts, likeness->element))
			continue;
		if (found)
			return NULL;
		found = likeness;
	}
	return found;
}

static void compare_with_others(struct ladder *ladder, const struct observation *observation)
{
	struct counterparts *counterparts = counterparts_new(observation, ladder->wanted);
	if (!counterparts)
		return;
	struct likeness *counterpart = counterpart_of(ladder, counterparts);
	const struct element *left = left_over(observation, ladder->wanted, counterparts);
	if (counterpart)
		lift(counterpart);
	for (size_t i = 0; i < ladder->count; i++) {
		struct likeness *likeness = &ladder->items[i];
		if (likeness->element == left && likeness->values == VALUES_FIT)
			lift(likeness);
		else if (likeness->score >= plausible &&
			 counterparts_is_other(counterparts, likeness->element))
			likeness->score *= other_factor;
	}
	counterparts_free(counterparts);
}

/* ---- results ---- */

static int compare_likeness(const void *a, const void *b)
{
	const struct likeness *left = a, *right = b;
	if (left->score != right->score)
		return left->score > right->score ? -1 : 1;
	bool usable = can_be_used(left), other = can_be_used(right);
	if (usable != other)
		return usable ? -1 : 1;
	return left->element < right->element ? -1 : left->element > right->element;
}

static struct likeness *measure_all(
	const struct observation *observation, const struct wanted *wanted, size_t *count)
{
	struct likeness *items = memory_new(observation->element_count, sizeof(*items));
	*count = 0;
	for (size_t i = 0; i < observation->element_count; i++)
		if (element_offers(&observation->elements[i], wanted->operations))
			likeness_measure(
				&items[(*count)++], wanted, observation, &observation->elements[i]);
	return items;
}

static void add_match(struct match *matches, size_t *count, size_t capacity,
	const struct element *element, double score, int rung)
{
	if (*count < capacity)
		matches[(*count)++] = (struct match){element, score, rung};
}

size_t locate(const struct observation *observation, const struct wanted *wanted,
	struct match *matches, size_t capacity)
{
	struct ladder ladder = {.wanted = wanted};
	size_t count = 0;
	int rung;
	ladder.items = measure_all(observation, wanted, &ladder.count);
	ladder.group_is_there = wanted->group_tells && has_group(observation, wanted->group_name);
	const struct likeness *found = climb(&ladder, &rung);
	const struct element *first = found ? found->element : NULL;
	if (first)
		add_match(matches, &count, capacity, first, rung_scores[rung], rung);
	else
		compare_with_others(&ladder, observation);
	for (size_t i = 0; i < ladder.count; i++)
		if (is_elsewhere(&ladder, &ladder.items[i]))
			ladder.items[i].score *= other_factor;
	if (ladder.count > 1)
		qsort(ladder.items, ladder.count, sizeof(*ladder.items), compare_likeness);
	for (size_t i = 0; i < ladder.count; i++) {
		const struct likeness *likeness = &ladder.items[i];
		double score =
			likeness->score < similarity_maximum ? likeness->score : similarity_maximum;
		if (likeness->element != first && score >= plausible)
			add_match(matches, &count, capacity, likeness->element, score, 6);
	}
	free(ladder.items);
	return count;
}

enum match_verdict match_judge(const struct match *matches, size_t count)
{
	if (count == 0)
		return MATCH_NONE;
	if (matches[0].rung < 6)
		return MATCH_CLEAR;
	if (matches[0].score < enough)
		return MATCH_NONE;
	bool leads = count == 1 || matches[0].score - matches[1].score >= lead;
	return leads ? MATCH_CLEAR : MATCH_SEVERAL;
}

/* ---- literally ---- */

static const char *literal_locator(const struct element *element, size_t which)
{
	const char *all[] = {element->locators.test_id, element->locators.dom_id,
		element->locators.dom_name, element->locators.path};
	return all[which];
}

const struct element *locate_literally(
	const struct observation *observation, const struct step *recorded)
{
	for (size_t which = 0; recorded->target && which < 4; which++) {
		const char *wanted = literal_locator(recorded->target, which);
		for (size_t i = 0; *wanted && i < observation->element_count; i++) {
			const struct element *element = &observation->elements[i];
			if (strcmp(literal_locator(element, which), wanted) == 0)
				return element;
		}
	}
	return NULL;
}
