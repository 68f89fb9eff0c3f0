/*
 * inbox.h - what the browser told, in order, until the recorder gets to it. Private to recorder.
 *
 * A listener never waits and must not do much; so events are copied here, and numbered: what was
 * known at which moment is decided by these numbers, over all tabs and frames.
 */
#ifndef RECORDER_INBOX_H
#define RECORDER_INBOX_H

#include "browser/tab.h"

#include <stddef.h>
#include <stdint.h>

struct inbox_item {
	struct inbox_item *next;
	enum browser_event_kind kind;
	size_t order;  /* from 1 */
	int64_t at_ms; /* wall clock, as the page's own messages */
	int tab;       /* number, see watched.h; -1: none */
	char *frame;   /* id; NULL: none */
	char *parent;  /* id of the parent frame; NULL: it is the main frame */
	char *url;     /* of the frame when it happened; "" */
	char *name;    /* as of the event; "" */
	char *text;    /* as of the event; NULL */
};

struct inbox {
	struct inbox_item *first, **end;
	size_t last_order;
};

void inbox_init(struct inbox *inbox);
void inbox_release(struct inbox *inbox);

/* Copies the event; tab is the number of event->tab. */
void inbox_put(struct inbox *inbox, const struct browser_event *event, int tab);
struct inbox_item *inbox_take(struct inbox *inbox); /* NULL: empty; for inbox_item_free() */
void inbox_item_free(struct inbox_item *item);

#endif
