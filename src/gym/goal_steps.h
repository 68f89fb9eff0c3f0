/*
 * goal_steps.h - a goal under way, and goals that name step after step: "Type x into Name, choose
 * Blue in Colour and press Save."
 */
#ifndef GYM_GOAL_STEPS_H
#define GYM_GOAL_STEPS_H

#include "gym/draft.h"

struct wording {
	struct draft *draft;
	struct random *random;
	char text[2000];
	size_t length;
	int quotes;  /* 0: none, 1: single, 2: double */
	bool small;  /* no capital at the beginning: it is a value, or the person writes none */
	bool sloppy; /* makes a slip */
	bool lowers; /* labels that are common words are written small */
};

void wording_start(struct wording *wording, struct draft *draft, struct random *random);
void wording_put(struct wording *wording, const char *text, size_t length);
/* A value or a label, with the person's quotes if it may have some. */
void wording_add(struct wording *wording, const char *text, bool quoted);
void wording_add_steps(struct wording *wording, bool held);
const char *wording_finish(struct wording *wording);

#endif
