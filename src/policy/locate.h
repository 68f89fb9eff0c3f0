/*
 * locate.h - finds a recorded element again on a page that may have changed.
 *
 * The ladder, each rung only if it gives exactly one element that offers the operation:
 *   1 same role, name and context, and same locators     4 unique attribute (test id, id, name)
 *   2 same role and name in the same row, item or group  5 position among like-named siblings
 *   3 same role and name, unique                         6 similarity over all features
 * Names and contexts are compared after re-binding to the run's values: what the goal changed must
 * match the new value, and an element that still carries the old one loses. Words are compared
 * through the lexicon of usual synonyms (lexicon.h: "sign in" ~ "log in").
 */
#ifndef POLICY_LOCATE_H
#define POLICY_LOCATE_H

#include "policy/policy.h"

struct match {
	const struct element *element;
	double score;  /* 0..1 */
	int rung;      /* 1..6 */
};

/* Fills up to `capacity` matches, best first, and returns how many are plausible. */
size_t locate(const struct observation *observation, const struct step *recorded,
	const struct binding *binding, bool literal, struct match *matches, size_t capacity);

/* Whether the best is clearly better than the second. */
bool match_is_clear(const struct match *matches, size_t count);

#endif
