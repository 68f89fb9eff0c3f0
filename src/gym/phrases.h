/*
 * phrases.h - what interfaces say: each phrase with the other ways to say it, and the words that its
 * icon goes by. Common to all splits, as everybody knows them.
 */
#ifndef GYM_PHRASES_H
#define GYM_PHRASES_H

#include "gym/phrases_table.h"

#include <stddef.h>

enum phrase {
	PHRASE_NONE,
#define GYM_PHRASE_ENUM(id, ways, icons) PHRASE_##id,
	GYM_PHRASES(GYM_PHRASE_ENUM)
#undef GYM_PHRASE_ENUM
		PHRASE_COUNT
};

const char *phrase_ways(enum phrase phrase);  /* "Save|Apply|Store" */
const char *phrase_icons(enum phrase phrase); /* "trash|bin"; "" */

/* The n-th of several parts divided by '|'; n may be too large, and starts again. */
size_t ways_count(const char *ways);
const char *ways_part(const char *ways, size_t n, size_t *length);

#endif
