/*
 * locate.h - finds a recorded element again on a page that may have changed.
 *
 * The ladder, each rung only if it gives exactly one element that offers the operation:
 *   1 same role, name and context, and same locators     4 unique attribute (test id, id, name)
 *   2 same role and name in the same row, item or group  5 position among like-named siblings
 *   3 same role and name, unique                         6 similarity over all features
 * Names and contexts are compared after re-binding to the run's values: what the goal changed must
 * match the new value, and an element that still carries the old one loses. Words are compared
 * through the lexicon of usual synonyms (trajectory/lexicon.h: "sign in" ~ "log in").
 *
 * Rung 5 stands only where the person, too, chose by position: among several of the same name that
 * no value of the goal tells apart.
 */
#ifndef POLICY_LOCATE_H
#define POLICY_LOCATE_H

#include "policy/policy.h"
#include "policy/wanted.h"

#define MATCHES_MAXIMUM 8 /* that anyone needs to be told of */

struct match {
	const struct element *element;
	double score; /* 0..1 */
	int rung;     /* 1..6 */
};

/* Fills up to `capacity` matches, best first, and returns how many are plausible. */
size_t locate(const struct observation *observation, const struct wanted *wanted,
	struct match *matches, size_t capacity);

/* Exact locators only, in the order of classical recorders (test id, id, name, path), of several
 * elements the first; NULL. */
const struct element *locate_literally(
	const struct observation *observation, const struct step *recorded);

enum match_verdict {
	MATCH_NONE,    /* nothing is good enough */
	MATCH_SEVERAL, /* the first is, but others are as good */
	MATCH_CLEAR    /* the first is, and clearly better than the second */
};

enum match_verdict match_judge(const struct match *matches, size_t count);

#endif
