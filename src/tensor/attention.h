/*
 * attention.h - multi-head self-attention with relation bias over packed sequences.
 *
 * A batch is a list of sequences whose positions stand one after another in every [N][...] matrix:
 * no padding, nothing to mask, and a position never sees another sequence. For a sequence of T
 * positions and head h, with q, k, v its [T][E] columns of qkv[N][3D]:
 *
 *     S = q·kᵀ/√E + bias_h        P = softmax(S)        out = P·v
 *
 * Every position is a key and a value. Where only some outputs are read further on (in a network's
 * last block), only those are computed: their queries and outputs are rows of smaller matrices.
 */
#ifndef TENSOR_ATTENTION_H
#define TENSOR_ATTENTION_H

#include "tensor/gradient.h"
#include "tensor/relations.h"

struct batch {
	size_t sequences;
	const size_t *first; /* [sequences + 1]: rows first[s] .. first[s + 1] - 1; first[0] is 0 */
	const struct relations *const *relations; /* [sequences]; NULL: no biases at all */
	const struct positions
		*read; /* [sequences]: whose output is wanted, ascending; NULL: all */
};

/* How large a batch is, for memory that is taken before. */
struct batch_size {
	size_t rows;	   /* N */
	size_t read;	   /* R: rows whose output is wanted */
	size_t longest;	   /* the largest T */
	size_t pairs;	   /* Σ R·T over the sequences */
	size_t most_pairs; /* the largest R·T */
};

struct batch_size batch_size(const struct batch *batch);
struct positions batch_read(const struct batch *batch, size_t s); /* of one sequence */

/* Queries, keys and values (or their slopes) as columns of wider matrices: a row of q for each output, a
 * row of k and v for each position. */
struct attention_rows {
	real *q, *k, *v;
	size_t q_stride, kv_stride;
};

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

/* -> out[R][D]; shares[H·pairs] (P of each sequence and head in turn) are kept for backward. Where
 * there will be none, `keep` false makes do with shares[most_pairs]. */
void attention_forward(const struct attention *attention, const struct weights *weights,
	const struct batch *batch, const struct attention_rows *rows, real *shares, bool keep,
	real *out, real *room);

/* slopes[R][D] -> those of rows in `slopes_out`, which are written. */
void attention_backward(const struct attention *attention, const struct gradients *gradients,
	const struct batch *batch, const struct attention_rows *rows, const real *shares,
	const real *slopes, const struct attention_rows *slopes_out, real *room);

#endif
