/*
 * events.h - which event of Chrome's goes to which function. Private to browser.
 */
#ifndef BROWSER_EVENTS_H
#define BROWSER_EVENTS_H

#include "base/json.h"

/* A cdp_listener's event function; context is the browser. */
void browser_take_event(
	void *context, const char *session_id, const char *method, const json_t *params);

#endif
