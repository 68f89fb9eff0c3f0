/*
 * closed_roots.h - telling the scripts of a frame what only DevTools knows: what is in closed shadow
 * roots, and which elements the page listens to. Private to recorder.
 *
 * A report names the elements that may have a root, each once, and says whether it has questions about
 * listeners. From then on reports show what was found, and events in roots are told of.
 */
#ifndef RECORDER_CLOSED_ROOTS_H
#define RECORDER_CLOSED_ROOTS_H

#include "recorder/moments.h"

struct closed_host {
	int tab;
	char *frame;	  /* owned */
	uint32_t element; /* 0: questions about listeners */
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
