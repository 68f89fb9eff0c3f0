/*
 * shots.h - screenshots of the tabs, each with what is known of its time. Private to recorder.
 *
 * A step wants the page from before its action. A screenshot takes longer than a click, so one is
 * taken whenever a page has come to rest and at the press of a button; a step gets the newest one
 * that was finished before the action's first event came in.
 */
#ifndef RECORDER_SHOTS_H
#define RECORDER_SHOTS_H

#include "base/bytes.h"
#include "browser/tab.h"
#include "recorder/inbox.h"

struct shot {
	int tab;
	size_t order; /* of the newest event when it was finished */
	struct bytes jpeg;
};

struct shots {
	const char *secret_selectors; /* borrowed: CSS of more fields to blank, or NULL */
	struct shot *items;	      /* owned, oldest first */
	size_t count;
};

void shots_release(struct shots *shots);

/* Takes one of the tab, waiting for it; events keep coming in meanwhile. A page that gives none
 * within its time has none. */
void shots_take(struct shots *shots, struct tab *tab, int number, const struct inbox *inbox);
/* NULL: there is none from before. */
const struct bytes *shots_before(const struct shots *shots, int tab, size_t order);
const struct bytes *shots_newest(const struct shots *shots, int tab);

#endif
