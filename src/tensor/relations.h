/*
 * relations.h - what holds between pairs of positions, and what attention makes of it.
 *
 * For every ordered pair (i, j) of a sequence's positions the encoder knows up to 32 yes-or-no
 * relations ("j's text equals i's", "same row") as bits of a mask, and a few real channels ("share
 * of i's words found in j"). A head has one learned weight for each:
 *
 *     bias(i, j) = Σ_r bit_r(i, j)·w[r] + Σ_k channel_k(i, j)·w[bits + k]
 *
 * Few of the 2^32 masks occur on one page. relations_index() numbers those that do: a class per
 * pair. A head then adds up its weights once per class, and a pair costs one look-up, whatever
 * the number of bits; backward sums slopes per class first. All layers and both directions share
 * the numbering.
 */
#ifndef TENSOR_RELATIONS_H
#define TENSOR_RELATIONS_H

#include "base/arena.h"
#include "base/error.h"
#include "tensor/real.h"

#include <stddef.h>
#include <stdint.h>

enum { RELATION_BITS_MAX = 32 };

/* Of one sequence of T positions. Everything is borrowed and constant. */
struct relations {
	size_t positions;     /* T */
	size_t bits;	      /* relations in use, 0..RELATION_BITS_MAX */
	size_t channels;      /* K */
	size_t classes;	      /* C, 1..T² unless T is 0 */
	const uint32_t *mask; /* [C]: the bits of each class */
	const uint32_t *pair; /* [T][T]: the class of (i, j), < C */
	const real *channel;  /* [K][T][T]; NULL if K is 0 */
};

/* Some positions of a sequence, as rows of a smaller matrix; or all T of them in their order. */
struct positions {
	size_t count;
	const size_t *at; /* [count], borrowed; NULL: 0 .. count - 1 */
};

static inline size_t positions_at(struct positions positions, size_t row)
{
	return positions.at ? positions.at[row] : row;
}

/* Fills in classes, mask and pair from the [T][T] masks of the pairs, which it overwrites in place:
 * masks become class numbers, and relations->pair. positions must be set. Bits at or above
 * relations->bits must be 0. The masks of the classes are taken from the arena; LIMIT if it is full. */
int relations_index(
	struct relations *relations, uint32_t *masks, struct arena *arena, struct error *error);

/* Reals of the room that the functions below need for any relations over T positions. */
size_t relations_room(size_t T);

/* out[rows][T] = bias of the pairs (i, ·) for each i of the rows, under one head's weights
 * w[bits + channels]. */
void relations_bias(const struct relations *relations, const real *w, struct positions rows,
	real *out, real *room);

/* dw[bits + channels] += slopes, given those of the biases, dbias[rows][T]. */
void relations_bias_backward(const struct relations *relations, struct positions rows,
	const real *dbias, real *dw, real *room);

/* The same for the pairs of one i with some j: out[columns] += bias of (i, j); dw += slopes. */
void relations_add_row(const struct relations *relations, const real *w, size_t i,
	struct positions columns, real *out);
void relations_row_backward(const struct relations *relations, size_t i, struct positions columns,
	const real *dbias, real *dw);

#endif
