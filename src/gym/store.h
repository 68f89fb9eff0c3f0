/*
 * store.h - memory of an episode: an arena that never says no. An episode is of a known, small
 * size, so running out is the machine's failure, and ends the program as memory.h does.
 */
#ifndef GYM_STORE_H
#define GYM_STORE_H

#include "base/arena.h"

#define STORE_MAXIMUM_BYTES (256u << 20)

void *store_take(struct arena *arena, size_t count, size_t size); /* zeroed */
const char *store_format(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
char *store_copy(struct arena *arena, const char *text);
char *store_span(struct arena *arena, const char *text, size_t length);

#endif
