/*
 * plan.h - a demonstration, unfolded for the values of one run.
 *
 * Where the demonstration did the same for each item of a list ("Archive A, B and C": three times
 * the same steps), the plan does it for each item of the new list, however many there are. All
 * other steps are taken over once. A history's `demonstration_step` counts entries of the plan.
 *
 * Blocks that are not alike cannot be repeated. As many items as were shown are then done as they
 * were shown, one for one; another number is refused: it would be done to items nobody named.
 */
#ifndef POLICY_PLAN_H
#define POLICY_PLAN_H

#include "base/error.h"
#include "trajectory/trajectory.h"

#include <stddef.h>

struct plan_entry {
	const struct step *step; /* of the demonstration; borrowed */
	/* Of an unfolded list, texts in the plan's storage; `from` is NULL where there is none. */
	struct replacement item;
};

struct plan {
	const struct trajectory *demonstration; /* borrowed */
	const struct binding *binding;		/* borrowed; NULL: nothing is replaced */
	struct plan_entry *entries;
	size_t count;
	char ***lists; /* storage of items; owned */
	size_t list_count;
};

/* binding NULL: the demonstration as it is. USAGE: a list of another length, whose steps do not
 * repeat. The plan is to be released in any case. */
int plan_make(struct plan *plan, const struct trajectory *demonstration,
	const struct binding *binding, struct error *error);
void plan_release(struct plan *plan);

/* NULL where the entry belongs to no list. */
const struct replacement *plan_item(const struct plan_entry *entry);

/* A text of the entry's step, in this run's values. `field` (may be NULL) is the label of the
 * control that the text goes into. Heap text. */
char *plan_text(const struct plan *plan, const struct plan_entry *entry, const char *text,
	const char *field);

#endif
