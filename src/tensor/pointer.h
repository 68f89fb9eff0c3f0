/*
 * pointer.h - a query that points at positions: the head that chooses an element, a word, a step.
 *
 *     score[j] = q·k[j]/√P + Σ_r bit_r(i, j)·w[r] + Σ_k channel_k(i, j)·w[bits + k]
 *
 * q and k are linear projections of the positions, made for all rows at once by struct linear, so
 * the score is bilinear in what the network says of i and j. The relation terms are optional. All
 * keys that are given are scored; the caller picks those that are legal.
 */
#ifndef TENSOR_POINTER_H
#define TENSOR_POINTER_H

#include "tensor/gradient.h"
#include "tensor/relations.h"

struct pointer {
	size_t width;	       /* P */
	size_t bits, channels; /* of the relations; both 0: none are used */
	size_t relation;       /* offset of w[bits + channels] */
};

/* What is pointed at: keys as columns of a wider matrix, and the positions they are of. */
struct pointer_keys {
	const real *at; /* [places.count][stride], P of each row are used */
	size_t stride;	/* >= P */
	struct positions places;
};

/* Declares "<name>.relation", starting at 0, unless bits and channels are 0. */
void pointer_declare(struct pointer *pointer, struct tensors *backbone, const char *name,
	size_t width, size_t bits, size_t channels);

/* Of one sequence: the query q[P] of position i; score[places.count]. relations may be NULL. */
void pointer_forward(const struct pointer *pointer, const struct weights *weights,
	const struct relations *relations, size_t i, const real *query,
	const struct pointer_keys *keys, real *score);

/* Adds to dquery[P] and dkeys (laid out as the keys): several queries read the same keys. Where
 * dscore is 0, nothing is computed. */
void pointer_backward(const struct pointer *pointer, const struct gradients *gradients,
	const struct relations *relations, size_t i, const real *query,
	const struct pointer_keys *keys, const real *dscore, real *dquery, real *dkeys);

#endif
