/*
 * input_events.h - what Chrome tells about input under way. Private to browser.
 */
#ifndef BROWSER_INPUT_EVENTS_H
#define BROWSER_INPUT_EVENTS_H

#include "browser/model.h"

/* The page began an HTML5 drag while drags are intercepted; its data goes to tab->drag_data. */
void on_drag_intercepted(struct browser *browser, struct target *target, const json_t *params);

#endif
