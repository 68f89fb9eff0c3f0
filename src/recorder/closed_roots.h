/*
 * closed_roots.h - letting the scripts of a frame look into closed shadow roots. Private to recorder.
 *
 * A report names the elements that may have one, each once. DevTools gives the roots to the page's
 * scripts; from then on reports show what is in them, and events are told of it.
 */
#ifndef RECORDER_CLOSED_ROOTS_H
#define RECORDER_CLOSED_ROOTS_H

#include "recorder/moments.h"

struct closed_host {
	int tab;
	char *frame; /* owned */
	uint32_t element;
};

struct closed_roots {
	struct closed_host *items; /* owned: not opened yet */
	size_t count;
};

void closed_roots_release(struct closed_roots *roots);
void closed_roots_note(struct closed_roots *roots, const struct moment *moment);

/* Opens what was noted, waiting for it; the frames then report themselves anew. */
void closed_roots_open(struct closed_roots *roots, const struct watched *watched);

#endif
