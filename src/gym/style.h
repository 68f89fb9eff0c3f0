/*
 * style.h - how a site is made: which words, markup, layout, roles and order of things, drawn from
 * a seed for each aspect. Drift is a new seed for some aspects; what a site is about stays.
 */
#ifndef GYM_STYLE_H
#define GYM_STYLE_H

#include "base/random.h"

#include <stdbool.h>

enum aspect {
	ASPECT_MARKUP, /* ids, names, classes */
	ASPECT_LABELS, /* which of several synonyms */
	ASPECT_LAYOUT, /* where things stand, what stands around them */
	ASPECT_ROLES,  /* link or button, select or radios */
	ASPECT_FLOW,   /* in which order, on how many pages */
	ASPECT_COUNT
};

enum { DRIFT_LEVELS = 5 };

struct style {
	uint64_t seeds[ASPECT_COUNT];
};

void style_draw(struct style *style, struct random *random);
/* 0: as it was; 1: markup; 2: labels and layout, too; 3: roles; 4: flow. */
void style_drift(struct style *style, int level, struct random *random);

/* A choice below n, the same for the same key in the same style. */
uint32_t style_choose(const struct style *style, enum aspect aspect, const char *key, uint32_t n);
bool style_chance(const struct style *style, enum aspect aspect, const char *key, unsigned percent);

#endif
