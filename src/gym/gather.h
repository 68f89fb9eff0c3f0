/*
 * gather.h - what the collector (observation/collector.js) would report of a page of the gym, made
 * from its tree without a browser; and the observation of it, built by observation/build.h.
 *
 * The rules are the collector's, for the elements of tag.h; a browser is the judge of it
 * (tests/gym/parity_browser_test). The page must have been laid out (layout.h).
 */
#ifndef GYM_GATHER_H
#define GYM_GATHER_H

#include "gym/node.h"
#include "observation/observation.h"

/* What is shown of a page, and how. */
struct view {
	const struct node *body;
	const char *url, *title; /* borrowed by the observation */
	const struct node *focused;
	double scroll_y_px, height_px;
	uint32_t first_id; /* added to the nodes' ids: those of another document are others */
};

enum { VIEWPORT_WIDTH_PX = 1280, VIEWPORT_HEIGHT_PX = 720 };

/* The observation is to be released. It borrows the tree's texts, so the tree must outlive it;
 * fields' values are taken as they are now. */
void gather(const struct view *view, struct observation *observation);

#endif
