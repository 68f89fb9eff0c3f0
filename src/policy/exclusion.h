/*
 * exclusion.h - an element known by what the others are.
 *
 * A form, dialog, region or navigation is the one that was recorded if some of its other elements
 * are recognised (counterpart.h). If then one recorded element is left over, and one of today's, they
 * are the same, however the label was reworded.
 */
#ifndef POLICY_EXCLUSION_H
#define POLICY_EXCLUSION_H

#include "policy/counterpart.h"

/* NULL if more is left over than that, on either side, or nothing else was recognised, or if the
 * label left over says the opposite ("Cancel", "Delete"). */
const struct element *left_over(const struct observation *observation, const struct wanted *wanted,
	const struct counterparts *counterparts);

#endif
