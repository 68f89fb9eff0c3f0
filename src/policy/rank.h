/*
 * rank.h - "the latest invoice", "the cheapest offer": elements chosen by what their row says in
 * comparison with the others, whatever place it has.
 *
 * A rank is believed only if the demonstration bears it out: the goal has the word, and the recorded
 * element's row really was the extreme one.
 */
#ifndef POLICY_RANK_H
#define POLICY_RANK_H

#include "observation/observation.h"

#include <stdbool.h>
#include <stddef.h>

enum rank {
	RANK_NONE,
	RANK_LATEST, /* by the first date in the row */
	RANK_EARLIEST,
	RANK_HIGHEST, /* by the largest amount in the row */
	RANK_LOWEST
};

/* What the goal asks for: "the latest", "cheapest", ... */
enum rank rank_in_goal(const char *goal);

/* The element whose row is extreme, and strictly so; NULL if there is none, or if a row has nothing
 * to compare. */
const struct element *rank_pick(
	enum rank rank, const struct element *const *elements, size_t count);

#endif
