/*
 * encode_bags.h - what single positions are, as rows of the network's tables: words, values, and
 * categories.
 */
#ifndef POLICY_ENCODE_BAGS_H
#define POLICY_ENCODE_BAGS_H

#include "policy/encode_fit.h"
#include "tensor/embedding.h"

enum {
	WORD_ROWS = 16384, /* the first ones are for the lexicon's groups */
	WORD_GROUP_ROWS = 4096,
	VALUE_ROWS = 8192,
	TEXT_WIDTH = 64
};

/* Rows in the making; memory that serves one scene after another. */
struct bag_writer {
	size_t first[PLACES_MAX + 1];
	uint32_t *rows;
	real *shares;
	size_t count, capacity, positions;
};

void bag_start(struct bag_writer *writer);
void bag_next(struct bag_writer *writer); /* the position is complete */
void bag_add(struct bag_writer *writer, uint32_t row, float share);
void bag_release(struct bag_writer *writer);
/* A copy in the arena; LIMIT. */
int bag_finish(const struct bag_writer *writer, struct arena *arena, struct bags *bags,
	struct error *error);

/* The bags of all positions. */
void words_write(struct bag_writer *writer, const struct scene *scene);
void values_write(struct bag_writer *writer, const struct scene *scene);
void features_write(struct bag_writer *writer, const struct scene *scene, const struct fits *fits);

size_t features_count(void); /* rows */

#endif
