/*
 * layout.h - where things of a page stand, roughly as a browser would put them: blocks below each
 * other, texts in lines, rows side by side, tables in columns. Plausible, not exact.
 */
#ifndef GYM_LAYOUT_H
#define GYM_LAYOUT_H

#include "gym/node.h"

struct frame_of_page {
	float left, top, width; /* px: where the content begins and how wide it may be */
};

/* Sets the boxes of all that is shown. Returns the page's height in px. */
float layout(struct node *body, const struct frame_of_page *frame);

#endif
