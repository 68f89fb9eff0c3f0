/*
 * settle.h - waiting for what an action caused, never for a fixed time.
 *
 * settle_begin() before the action marks the moment; settle_wait() after it follows the recipe of
 * docs/internals/browser.md: a round trip as barrier for navigations that have been requested; if
 * a frame navigates, its commit, and for the main frame DOMContentLoaded and load; then a quiet
 * window with neither DOM mutations nor pending documents, scripts, fetches. A new tab, a download
 * or a dialog that needs an answer ends the wait early.
 */
#ifndef BROWSER_SETTLE_H
#define BROWSER_SETTLE_H

#include "browser/tab.h"

struct settle_limits {
	int quiet_ms;	   /* no mutation and no request for so long: 120 */
	int quiet_cap_ms;  /* a page that is never quiet: 1500 */
	int navigation_ms; /* commit and DOMContentLoaded: 10000 */
	int load_ms;	   /* load after that: 3000 */
};

extern const struct settle_limits settle_defaults;

struct settle_mark { /* opaque: counters of the tab and browser at one moment */
	uint64_t navigations, url_changes, dialogs, downloads, tabs_opened;
	int64_t moment_ms; /* wall time, which pages know too */
	struct tab *tab;
};

struct settle_report {
	bool navigated;	    /* a new document in the main frame */
	bool url_changed;   /* also by hash or history */
	bool dialog;	    /* a dialog was opened */
	bool download;	    /* a download was begun */
	bool closed;	    /* the tab closed itself */
	bool restless;	    /* gave up waiting for quiet at the cap */
	struct tab *opened; /* the first new tab this tab opened, or NULL */
	int mutations;	    /* DOM mutation records seen in all frames */
	int waited_ms;
};

void settle_begin(struct tab *tab, struct settle_mark *mark);

/* limits NULL: settle_defaults. 0 also for pages that never rest. Fails with TIMEOUT (navigation began and never committed),
 * CRASHED, CLOSED (browser), CANCELLED. */
int settle_wait(struct settle_mark *mark, const struct settle_limits *limits,
	struct settle_report *report, struct error *error);

#endif
