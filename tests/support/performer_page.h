/*
 * performer_page.h - the pages and frames that a performer sees, and how it finds things in them.
 * Private to support.
 */
#ifndef SUPPORT_PERFORMER_PAGE_H
#define SUPPORT_PERFORMER_PAGE_H

#include "cdp/connection.h"

#include <stdbool.h>

enum { PERFORMER_PAGES_MAXIMUM = 16, PERFORMER_FRAMES_MAXIMUM = 16, PERFORMER_STEP_MS = 15000 };

struct performer_frame {
	char *id;
	struct cdp_session *session; /* of a frame in a process of its own */
};

struct performer_page {
	char *target_id;
	struct cdp_session *session; /* NULL: closed */
	struct performer_frame frames[PERFORMER_FRAMES_MAXIMUM];
	size_t frame_count;
	bool is_loading;
	bool has_dialog;
	json_t *drag_data; /* of an HTML5 drag that was intercepted */
};

struct performer {
	struct loop *loop;
	struct cdp_connection *connection;
	struct performer_page pages[PERFORMER_PAGES_MAXIMUM];
	size_t page_count;
};

/* A cdp_listener's event function; context is the performer. */
void performer_take_event(
	void *context, const char *session_id, const char *method, const json_t *params);

/* The step's page, waited for. NOT_FOUND. */
int performer_page_of(struct performer *performer, const json_t *step, struct performer_page **page,
	struct error *error);

/* Where an element was found: in px of the page's viewport, on top and at rest. */
struct performer_spot {
	double x_px, y_px, width_px, height_px;
	bool is_on; /* a checkbox or switch */
	char tag[32], type[32];
	int downs;	 /* of a select: so many options below (negative: above) the chosen one */
	char *object_id; /* owned */
	struct cdp_session *session;
	bool is_empty; /* a field without text */
	double steps;  /* of a range: from its minimum */
};

void performer_spot_release(struct performer_spot *spot);

/* Waits until the step's element is there, in whatever page is the step's by then, and would
 * receive a click. `key` names the locator's key
 * in the step. `label`: of the option looked for, or the value of a range; or NULL. */
int performer_find(struct performer *performer, struct performer_page **page, const json_t *step,
	const char *key, const char *label, struct performer_spot *spot, struct error *error);

/* Waits until the page is loaded and has not changed for a moment, or a dialog is open. */
int performer_rest(struct performer *performer, struct performer_page *page, struct error *error);

#endif
