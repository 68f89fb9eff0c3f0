/*
 * page.h - making an observation of frames' reports, and finding in it what an event happened on.
 * Private to recorder.
 */
#ifndef RECORDER_PAGE_H
#define RECORDER_PAGE_H

#include "observation/observation.h"

#include <stddef.h>
#include <stdint.h>

/* One frame's report; the main frame first, a parent before its children. */
struct page_part {
	const char *frame, *url;
	const char *text;
	size_t length;
	int parent; /* index; -1: main */
};

/* NULL, with the reason, if the main frame's report cannot be read. For page_free(). */
struct observation *page_make(const struct page_part *parts, size_t count, struct error *error);
void page_free(struct observation *page); /* NULL is allowed */

/* A fingerprint of what is there, in any order, without place and focus. */
uint64_t page_essence(const struct observation *page);

/* The frame's index; -1. */
int page_frame(const struct observation *page, const char *frame);
struct element *page_element(const struct observation *page, int frame, uint32_t id);

/* What on the path from the innermost element outward the event is about. */
enum page_pick {
	PICK_OPERABLE, /* the nearest that can be acted on; else the nearest that is listed */
	PICK_NEAREST,  /* the nearest that is listed */
	PICK_EXACT     /* the innermost itself */
};

/* NULL: none of them is listed. */
struct element *page_pick(const struct observation *page, int frame, const uint32_t *path,
	size_t length, enum page_pick pick);

#endif
