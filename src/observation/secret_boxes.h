/*
 * secret_boxes.h - where secret fields are drawn at this moment, in all frames of a tab. Private to
 * observation.
 */
#ifndef OBSERVATION_SECRET_BOXES_H
#define OBSERVATION_SECRET_BOXES_H

#include "browser/tab.h"

struct secret_box { /* in the page's viewport, CSS px; may lie outside of it */
	double x_px, y_px, width_px, height_px;
};

struct secret_boxes {
	struct secret_box *items; /* owned, in the order of the frames and of their documents */
	size_t count;
	double viewport_width_px;
};

/* *out is initialised here, and for secret_boxes_release() also after a failure. Every frame that is
 * shown must answer: TIMEOUT, STALE, BLOCKED (dialog), PROTOCOL, CRASHED, CLOSED. */
int secret_boxes_read(struct secret_boxes *out, struct tab *tab, const char *secret_selectors,
	deadline_ms deadline, struct error *error);
void secret_boxes_release(struct secret_boxes *boxes);

/* To half a pixel. */
bool secret_boxes_equal(const struct secret_boxes *a, const struct secret_boxes *b);

#endif
