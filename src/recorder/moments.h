/*
 * moments.h - what the pages looked like: the reports that frames sent, each with a number, and
 * observations made of them. Private to recorder.
 *
 * A frame reports itself from inside the event handler, so its report is exact; the other frames of
 * the page are taken as they last reported themselves. An observation is made of a moment only when
 * something is asked about it.
 *
 * Kept are the newest moment of each frame, what the coalescer or a step still needs, and what came
 * last: a typing may go on for minutes while its page reports itself again and again.
 */
#ifndef RECORDER_MOMENTS_H
#define RECORDER_MOMENTS_H

#include "browser/tab.h"
#include "observation/observation.h"
#include "recorder/inbox.h"
#include "recorder/secret_urls.h"
#include "recorder/watched.h"

struct moment {
	size_t number; /* from 1; what the coalescer calls a snapshot */
	size_t order;  /* of the message that brought it */
	int tab;
	char *frame, *parent, *url; /* as in inbox_item */
	int64_t document;	    /* tells documents of one frame apart */
	int64_t page_number;	    /* the document's own count */
	char *text;		    /* the report */
	size_t length;
	bool past;			    /* its document is gone */
	char *dialog_type, *dialog_message; /* "" or of the dialog that stands before it */
	struct observation *page;	    /* NULL: not made yet, or not possible */
	uint64_t essence;		    /* of page, see page_essence() */
	bool tried;
	size_t used; /* counts uses; for forgetting */
	bool kept;
};

struct moments {
	struct moment **items; /* owned, by number */
	size_t count;
	size_t last_number, uses;
	const struct watched *watched;	     /* borrowed; for the list of tabs */
	const struct secret_fields *secrets; /* borrowed */
};

void moments_init(struct moments *moments, const struct watched *watched,
	const struct secret_fields *secrets);
void moments_release(struct moments *moments);

/* A report has come. */
struct moment *moments_add(struct moments *moments, const struct inbox_item *item, int64_t document,
	int64_t page_number, const char *text, size_t length);
/* The page of this tab with a dialog before it. NULL: nothing is known of the tab. */
struct moment *moments_add_dialog(
	struct moments *moments, int tab, const char *type, const char *message);

/* The frame has a new document, or its tab is gone. frame NULL: all of the tab. */
void moments_pass(struct moments *moments, int tab, const char *frame);

struct moment *moments_find(struct moments *moments, size_t number);
/* By the document's own count; else the newest of the frame. NULL: none. */
struct moment *moments_of_page(
	struct moments *moments, const char *frame, int64_t document, int64_t page_number);
struct moment *moments_newest(struct moments *moments, int tab, const char *frame);
/* The newest of the tab's main frame; of a document that is gone if there is no other. */
struct moment *moments_of_tab(struct moments *moments, int tab);

/* The moment, or, where other frames of its page have changed since, one that shows it with them. */
struct moment *moments_now(struct moments *moments, struct moment *moment);

/* The observation, or NULL if the reports do not make one. Borrowed, until the moment is forgotten.
 * Not const: the recorder adds what a person has shown to be possible. */
struct observation *moments_observe(struct moments *moments, struct moment *moment);
/* As they were when the event of this number came, `current` being the number of the current one. */
void moments_list_tabs(
	const struct moments *moments, struct observation *page, size_t order, int current);
bool moments_differ(struct moments *moments, size_t before, size_t after);
/* Was this element of the frame there, be it out of view? */
bool moments_show(struct moments *moments, size_t number, const char *frame, uint32_t element);

/* Forgets what nobody needs. */
void moments_forget(
	struct moments *moments, bool (*is_needed)(void *context, size_t number), void *context);

#endif
