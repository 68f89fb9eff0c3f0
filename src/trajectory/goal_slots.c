#include "trajectory/goal.h"

#include "base/memory.h"
#include "trajectory/value.h"

#include <stdlib.h>
#include <string.h>

struct slot_list {
	struct goal_slot *items;
	size_t count;
};

static bool overlaps(const struct slot_list *list, size_t start, size_t length)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct goal_slot *slot = &list->items[i];
		if (start < slot->start + slot->length && slot->start < start + length)
			return true;
	}
	return false;
}

static void add_slot(struct slot_list *list, int parameter, size_t start, size_t length)
{
	list->items = memory_resize(list->items, list->count + 1, sizeof(*list->items));
	list->items[list->count++] = (struct goal_slot){parameter, start, length};
}

/* The parameters whose value is the same as that of `first`, in order. */
static size_t same_valued(
	const struct parameters *parameters, size_t first, const bool *done, size_t *group)
{
	size_t count = 0;
	for (size_t i = 0; i < parameters->count; i++)
		if (!done[i] &&
			value_equal(parameters->items[first].value, parameters->items[i].value))
			group[count++] = i;
	return count;
}

static void place_group(struct slot_list *list, const char *goal,
	const struct parameters *parameters, const size_t *group, size_t group_count)
{
	size_t from = 0, start, length, seen = 0;
	const char *value = parameters->items[group[0]].value;
	while (value_find_spoken(goal, from, value, &start, &length)) {
		from = start + length;
		if (overlaps(list, start, length))
			continue;
		size_t which = group_count == 1 ? 0 : seen++;
		if (which < group_count)
			add_slot(list, (int)group[which], start, length);
	}
}

/* The longest value that is not placed yet; the parameters' count when all are. */
static size_t longest_left(const struct parameters *parameters, const bool *done)
{
	size_t best = parameters->count;
	for (size_t i = 0; i < parameters->count; i++)
		if (!done[i] && (best == parameters->count ||
					strlen(parameters->items[i].value) >
						strlen(parameters->items[best].value)))
			best = i;
	return best;
}

static int compare_slots(const void *a, const void *b)
{
	const struct goal_slot *left = a, *right = b;
	return left->start < right->start ? -1 : left->start > right->start;
}

/* Longest values first, so that "Blue" does not take its part of "Blue Room". */
struct goal_slot *goal_slots_find(
	const char *goal, const struct parameters *parameters, size_t *count)
{
	struct slot_list list = {.items = memory_new(1, sizeof(*list.items))};
	bool *done = memory_new(parameters->count, sizeof(*done));
	size_t *group = memory_new(parameters->count, sizeof(*group)), next;
	while ((next = longest_left(parameters, done)) < parameters->count) {
		size_t group_count = same_valued(parameters, next, done, group);
		place_group(&list, goal, parameters, group, group_count);
		for (size_t i = 0; i < group_count; i++)
			done[group[i]] = true;
		done[next] = true;
	}
	free(group);
	free(done);
	qsort(list.items, list.count, sizeof(*list.items), compare_slots);
	*count = list.count;
	return list.items;
}
