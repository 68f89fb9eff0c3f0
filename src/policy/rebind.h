/*
 * rebind.h - a text of the demonstration in this run's values.
 *
 * The binding (trajectory/parameters.h) replaces what the goal changed. Where a list is unfolded
 * (plan.h), the item that a step is done for now stands for the one it was shown with, and goes
 * before the binding, which would put the item of the same place.
 */
#ifndef POLICY_REBIND_H
#define POLICY_REBIND_H

#include "trajectory/parameters.h"

/* `field`: the label of the control that the text belongs to; NULL. `binding` and `item` may be
 * NULL. Placeholders of secrets are never touched. Heap text. */
char *rebind(const struct binding *binding, const struct replacement *item, const char *text,
	const char *field);

#endif
