/*
 * execute.h - carries out an action on a tab with trusted input, and says what it caused.
 *
 * Contract (Playwright's actionability, cdp.md 3.4): the element is visible, enabled, stable and,
 * for typing, editable; it is scrolled into view; the point is hit-tested through all frames and
 * shadow roots, and checked once more by a listener at the very moment of the event, which swallows
 * a click that would land elsewhere. Covering is never ignored and DOM .click() never used.
 *
 * After typing and selecting, the field's value is read back. Date, time, month, week, colour and
 * range inputs are set with input and change events, as no text can be typed into them.
 */
#ifndef ACTION_EXECUTE_H
#define ACTION_EXECUTE_H

#include "action/action.h"
#include "browser/settle.h"
#include "browser/tab.h"

struct secrets;

/* To be listed in browser_options.scripts after observation_script(). */
struct browser_script action_script(void);

struct execute_options {
	const struct secrets *secrets; /* NULL: a placeholder is an error */
	const char *secret_host;       /* the host the placeholders were declared for */
	int action_timeout_ms;	       /* 0: 5000 */
	int navigation_timeout_ms;     /* 0: 60000 */
	struct settle_limits settle;   /* zeroed: settle_defaults */
};

struct execute_report {
	struct settle_report settled;
	struct tab *tab; /* where to go on: the same tab, a popup, or another after closing */
	int attempts;	 /* of the actionability loop */
	char *download;	 /* path of a download that this action completed; owned */
	int act_ms, settle_ms;
};

void execute_report_release(struct execute_report *report);

/* Errors: STALE (element or document replaced: observe again), BLOCKED (covered, disabled, not
 * editable, never still: which and by what), NOT_FOUND (option, tab, file), INPUT (value refused by
 * the field: what stands there now), REFUSED / NOT_FOUND (secret), TIMEOUT, CRASHED, CLOSED,
 * CANCELLED. A failed action may have had effects: observe again. */
int action_execute(const struct action *action, const struct observation *observation,
	struct tab *tab, const struct execute_options *options, struct execute_report *report,
	struct error *error);

#endif
