/*
 * encode_overlap.h - which words of which position stand in which other.
 *
 * Not of two elements: pages say the same again and again, and what elements have in common is told by
 * equality, place and group.
 *
 * By an index from words to the positions that have them, so that the cost follows what is shared
 * and not the number of pairs. What was found is told as bits of the terms, or concepts, of the
 * position they were looked for of.
 */
#ifndef POLICY_ENCODE_OVERLAP_H
#define POLICY_ENCODE_OVERLAP_H

#include "policy/encode_scene.h"

/* Of an ordered pair (i, j) of positions: bits of i's terms. */
struct overlap {
	uint16_t i, j;
	uint16_t label_in_label, label_in_value, label_in_context;
	uint16_t value_in_label, value_in_context;
	uint16_t meaning; /* bits of the concepts of i's label in j's */
};

/* Memory for any number of scenes, one after another. */
struct overlaps {
	struct overlap *shared; /* the pairs that share anything; the first is a blank one */
	size_t shared_count;
	uint16_t *of_pair; /* [positions][positions]: index into shared; 0: nothing */
	size_t positions, first_element;
	struct overlap_index *index;
};

struct overlaps *overlaps_new(void);
void overlaps_free(struct overlaps *overlaps);

void overlaps_find(struct overlaps *overlaps, const struct scene *scene);

static inline const struct overlap *overlap_of(const struct overlaps *overlaps, size_t i, size_t j)
{
	return &overlaps->shared[overlaps->of_pair[i * overlaps->positions + j]];
}

#endif
