/*
 * arena.h - memory that is born and dies together.
 *
 * Everything made in one agent step (observation, candidates, decision) lives in that
 * step's arena and goes with it. Blocks grow by doubling up to a declared maximum;
 * a request beyond it returns NULL, which callers sized by input must handle.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	size_t used_bytes;	    /* over all blocks */
	size_t maximum_bytes;
};

void arena_init(struct arena *arena, size_t maximum_bytes);
void *arena_take(struct arena *arena, size_t count, size_t size); /* zeroed, 16-byte aligned */
char *arena_copy_text(struct arena *arena, const char *text);	  /* NULL gives NULL */
char *arena_copy_span(struct arena *arena, const char *text, size_t length);
char *arena_format(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void arena_release(struct arena *arena); /* accepts an empty or zeroed arena */

#endif
