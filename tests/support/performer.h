/*
 * performer.h - does what a person would do, over a DevTools connection of its own: trusted mouse
 * and key input to the pages of a running Chromium. It knows nothing of Apprentice, so that a
 * recorder or an agent can be judged by it.
 *
 * A step is JSON:
 *
 *   {"do": "click" | "double_click" | "right_click" | "hover", "css": LOCATOR}
 *   {"do": "type", "css": LOCATOR, "text": TEXT}       or "secret": NAME, looked up in `secrets`
 *   {"do": "select", "css": LOCATOR, "label": TEXT}
 *   {"do": "check", "css": LOCATOR, "on": BOOL}
 *   {"do": "press", "key": CHORD}                      where the focus is
 *   {"do": "drag", "css": LOCATOR, "to": LOCATOR}
 *   {"do": "upload", "css": LOCATOR, "files": [PATH]}
 *   {"do": "scroll", "css": LOCATOR, "dy": PX}         by wheel, over the element
 *   {"do": "dialog", "accept": BOOL, "text": TEXT}     answers the one that is open
 *   {"do": "navigate", "url": URL}  {"do": "back"}     as by the browser's own bar
 *   {"do": "close"}                                    the tab
 *   {"do": "overlay", "act": "undo" | "finish" | "discard"}   the recorder's bar, by mouse
 *   {"do": "wait", "css": LOCATOR}                     until it is there
 *   {"do": "pause", "ms": N}                           as a person who thinks
 *
 * LOCATOR is a selector ("xpath=..." for XPath), or an array of them that goes into the shadow root
 * of each but the last. "frame": LOCATOR of the iframe, or an array of arrays of them, outermost
 * first. "tab": N picks a page by order of opening, without it the newest one that is open.
 *
 * A step waits for its element (visible, still, on top) and, afterwards, for the page to come to
 * rest, as a person would.
 */
#ifndef SUPPORT_PERFORMER_H
#define SUPPORT_PERFORMER_H

#include "base/error.h"
#include "base/json.h"
#include "base/loop.h"

struct performer;

/* endpoint: "http://127.0.0.1:PORT" or ws://. The loop is waited on by each step. */
int performer_open(
	struct loop *loop, const char *endpoint, struct performer **out, struct error *error);
void performer_close(struct performer *performer); /* the browser goes on; NULL is allowed */

/* secrets: {NAME: TEXT} for steps with "secret"; NULL: none. */
int performer_do(struct performer *performer, const json_t *step, const json_t *secrets,
	struct error *error);
/* All of an array; an error names the step. */
int performer_run(struct performer *performer, const json_t *steps, const json_t *secrets,
	struct error *error);

/* The value of an expression in the page's main frame, for judging; *value is the caller's. */
int performer_evaluate(
	struct performer *performer, const char *expression, json_t **value, struct error *error);

#endif
