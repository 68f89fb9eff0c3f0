/*
 * miniwob_page.h - one page of MiniWoB++ as the protocol sees it: opened, started, over. Private to
 * evaluation.
 */
#ifndef EVALUATION_MINIWOB_PAGE_H
#define EVALUATION_MINIWOB_PAGE_H

#include "browser/tab.h"

/* True in the page once its episode is over. */
#define MINIWOB_OVER "WOB_DONE_GLOBAL === true"

struct miniwob_end {
	bool over;
	double reward; /* raw; 0 unless it is over */
};

/* "file:///.../miniwob/<task>.html". Heap text. */
char *miniwob_url(const char *html, const char *task);

/* Loads the page anew and starts its episode of this seed; *goal is heap text. What the page shows
 * of its own accounting (timer, rewards, cover) and the goal are made invisible: they are no part
 * of what is observed, as in Farama's core.getDOMInfo(). */
int miniwob_begin(struct tab *tab, const char *url, int seed, double time_scale, char **goal,
	struct error *error);

/* A page that cannot be asked any more is not over. */
struct miniwob_end miniwob_look(struct tab *tab);

#endif
