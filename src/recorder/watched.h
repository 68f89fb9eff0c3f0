/*
 * watched.h - the tabs of the browser while they are recorded. Private to recorder.
 *
 * A tab has a number, given when it is first seen and never reused, by which everything that waits
 * in queues names it; the tab itself may be gone by the time it is looked at.
 */
#ifndef RECORDER_WATCHED_H
#define RECORDER_WATCHED_H

#include "browser/tab.h"
#include "recorder/url_history.h"

struct watched_tab {
	struct tab *tab; /* NULL: closed */
	int number;
	int opener;			   /* number; -1 */
	size_t opened_order, closed_order; /* of the browser's events; SIZE_MAX: open */
	char *last_url, *last_title;	   /* owned: of a closed tab */
	struct url_history history;	   /* of the main frame */
	int64_t announced_ms; /* when the page said that a new document will come; 0: it did not */
	bool is_unclassified; /* a new document came; who wanted it is not known yet */
	bool is_young;	      /* nothing was done in it yet, and no document came */
	size_t commit_order;  /* of the newest new document */
	int64_t commit_ms;
	char *dialog_type, *dialog_message; /* of the question that is open; NULL: none */
	bool wants_shot, wants_overlay;
};

struct watched {
	struct watched_tab **items; /* owned */
	size_t count;
};

void watched_release(struct watched *watched);
struct watched_tab *watched_add(struct watched *watched, struct tab *tab, size_t order);
/* While the tab can still be read. */
void watched_close(struct watched_tab *item, size_t order);
struct watched_tab *watched_find(const struct watched *watched, const struct tab *tab);
struct watched_tab *watched_get(const struct watched *watched, int number); /* NULL: no such */
size_t watched_in_use(const struct watched *watched); /* open, and not blank */

#endif
