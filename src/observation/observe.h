/*
 * observe.h - takes an observation of a tab: one injected pass per frame, in parallel.
 *
 * The collector (collector.js) lives in BROWSER_WORLD of every document, keeps the registry
 * that gives elements their ids, and returns one JSON string per frame. Roles and names come from
 * Chromium itself (getAccessibleName, getAccessibleRole) under a time budget, and from the rules of
 * accname in JavaScript beyond it. Closed shadow roots are opened through DOM.describeNode.
 */
#ifndef OBSERVATION_OBSERVE_H
#define OBSERVATION_OBSERVE_H

#include "browser/tab.h"
#include "observation/observation.h"

/* To be listed in browser_options.scripts. */
struct browser_script observation_script(void);

struct observe_options {
	size_t elements_maximum;      /* 0: OBSERVATION_ELEMENTS_MAXIMUM */
	const char *secret_selectors; /* more fields to treat as secret: CSS, or NULL */
	bool viewport_only;	      /* leave out what is scrolled away */
};

/* Fills *observation (released first by the caller). A frame that does not answer in time is
 * listed unreadable and cut. Fails only if the main frame cannot be observed: TIMEOUT (hung page),
 * CRASHED, CLOSED, STALE (navigated away: call again; or tab_is_closed()). */
int observe(struct tab *tab, const struct observe_options *options, deadline_ms deadline,
	struct observation *observation, struct error *error);

/* Answers the questions about listeners of the frame's last report (wire.h, "q"). How many elements
 * are listened to that were not known to be: if any, the frame is worth another report. */
size_t observation_answer(struct frame *frame, deadline_ms deadline);

/* The JavaScript expression, in BROWSER_WORLD of the element's frame, that gives the element with
 * this id or throws: for execution. Heap text. */
char *observation_element_expression(uint32_t id);

/* The frame of the tab that an element was seen in; NULL when it is gone. */
struct frame *observation_frame(
	const struct observation *observation, const struct element *element, struct tab *tab);

/* A screenshot with the boxes of secret fields blanked, in all frames. The page is asked for the boxes
 * right before and right after; where they differ, the picture is dropped and taken again, three times
 * in all. secret_selectors: as in observe_options. Fails with *jpeg empty: BLOCKED (fields that never
 * rest, a dialog), TIMEOUT (a frame that does not say where its fields are), STALE, CRASHED, CLOSED. */
int observe_screenshot(struct tab *tab, const char *secret_selectors, int quality, double scale,
	deadline_ms deadline, struct bytes *jpeg, struct error *error);

#endif
