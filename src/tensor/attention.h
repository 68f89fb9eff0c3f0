/*
 * attention.h - multi-head self-attention with relation bias over packed sequences.
 *
 * A batch is a list of sequences whose positions stand one after another in every [N][...] matrix:
 * no padding, nothing to mask, and a position never sees another sequence. For a sequence of T
 * positions and head h, with q, k, v its [T][E] columns of qkv[N][3D]:
 *
 *     S = q·kᵀ/√E + bias_h        P = softmax(S)        out = P·v
 */
#ifndef TENSOR_ATTENTION_H
#define TENSOR_ATTENTION_H

#include "tensor/gradient.h"
#include "tensor/relations.h"

struct batch {
	size_t sequences;
	const size_t *first; /* [sequences + 1]: rows first[s] .. first[s + 1] - 1; first[0] is 0 */
	const struct relations *const *relations; /* [sequences]; NULL: no biases at all */
};

static inline size_t batch_rows(const struct batch *batch)
{
	return batch->first[batch->sequences];
}

size_t batch_longest(const struct batch *batch); /* the largest T */
size_t batch_pairs(const struct batch *batch);	 /* Σ T² */

struct attention {
	size_t width, heads;   /* D, H; E = D / H is whole */
	size_t bits, channels; /* of all relations it will meet */
	size_t relation;       /* offset of w[H][bits + channels], if that is not empty */
};

/* Declares "<name>.relation", starting at 0. */
void attention_declare(struct attention *attention, struct tensors *backbone, const char *name,
	size_t width, size_t heads, size_t bits, size_t channels);

/* Reals of the room that forward and backward need when no sequence is longer than T. */
size_t attention_room(size_t T);

/* qkv[N][3D] -> out[N][D]; shares[H·ΣT²] (P of each sequence and head in turn) are kept for
 * backward. */
void attention_forward(const struct attention *attention, const struct weights *weights,
	const struct batch *batch, const real *qkv, real *shares, real *out, real *room);

/* slopes[N][D] -> dqkv[N][3D] */
void attention_backward(const struct attention *attention, const struct gradients *gradients,
	const struct batch *batch, const real *qkv, const real *shares, const real *slopes,
	real *dqkv, real *room);

#endif
