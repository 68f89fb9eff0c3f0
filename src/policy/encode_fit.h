/*
 * encode_fit.h - how well the page's elements fit the recorded ones of the window's steps.
 *
 * similarity.h measures; measuring costs microseconds, so only elements are measured that share a
 * word, a meaning or a locator with the recorded one, or that have no words as it had none.
 */
#ifndef POLICY_ENCODE_FIT_H
#define POLICY_ENCODE_FIT_H

#include "policy/encode_overlap.h"
#include "policy/similarity.h"

enum { FIT_SLOTS = 4096 }; /* at most half of them in use */

enum fit_flag {
	FIT_MEASURED = 1 << 0,
	FIT_NAME = 1 << 1, /* the same or the same meaning, with the right values */
	FIT_LOCATOR = 1 << 2,
	FIT_CONTEXT = 1 << 3, /* the same row, item or group */
	FIT_ROLE = 1 << 4,
	FIT_OTHER_VALUES = 1 << 5, /* it lacks a value that it should have */
	FIT_OFFERS = 1 << 6,	   /* the operation that the step needs */
	FIT_HOLDS = 1 << 7	   /* what the step does is done there already */
};

struct fit {
	float score; /* 0..1 */
	uint8_t flags;
	uint8_t further; /* values that it has beyond the required */
};

/* What was measured before, by a hash of all that it rests on: pages mostly stay as they are from one
 * decision to the next. */
struct fit_cache {
	uint64_t task;
	size_t count;
	uint64_t keys[FIT_SLOTS]; /* 0: free */
	struct fit fits[FIT_SLOTS];
};

/* Of one step of the window, with all elements. */
struct step_fits {
	size_t position;  /* of the step; 0: not shown */
	int best, second; /* positions of elements that offer the operation; -1 */
	struct fit fits[ELEMENTS_SHOWN_MAX];
};

struct fits {
	struct step_fits steps[WINDOW_MAX];
	size_t count; /* of the window */
};

/* The cache must be zeroed at first. */
void fits_measure(struct fits *fits, struct scene *scene, const struct overlaps *overlaps,
	struct fit_cache *cache);

/* That of an element's position. */
static inline const struct fit *fit_of(
	const struct scene *scene, const struct step_fits *step, size_t position)
{
	return &step->fits[position - scene->first[SEGMENT_ELEMENT]];
}

#endif
