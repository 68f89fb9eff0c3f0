/*
 * fields.h - the texts of elements and the others, by the name they are stored under: one table
 * each that writing, reading and their tests walk. Private to observation.
 */
#ifndef OBSERVATION_FIELDS_H
#define OBSERVATION_FIELDS_H

#include "observation/observation.h"

#include <stddef.h>

struct text_row {
	const char *key;
	size_t offset; /* of the const char * in the struct */
	size_t maximum_bytes;
};

enum {
	ADDRESS_BYTES = 4000,
	PATH_BYTES = 4000,
	CUT_BYTES = 500,
	CHANGES_BYTES = 1000,
	GROUP_COUNT_MAXIMUM = INT16_MAX,
	FRAME_COUNT_MAXIMUM = 1000,
	TAB_COUNT_MAXIMUM = 1000,
	CUT_COUNT_MAXIMUM = 1000
};

/* Each ends with a NULL key. */
extern const struct text_row element_texts[], option_texts[], group_texts[], frame_texts[],
	tab_texts[], observation_texts[];

static inline const char *text_at(const void *object, const struct text_row *row)
{
	return *(const char *const *)((const char *)object + row->offset);
}

static inline void set_text_at(void *object, const struct text_row *row, const char *text)
{
	*(const char **)((char *)object + row->offset) = text;
}

#endif
