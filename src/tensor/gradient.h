/*
 * gradient.h - the slopes of a loss over a table's tensors: gathered, summed, clipped.
 *
 * Backward functions add into it, so one buffer sums over a batch. Each training thread has its
 * own; gradient_add() sums them in a fixed order, so that a result does not depend on which thread
 * was faster. A NULL gradient means frozen: layers then skip the work.
 *
 * Of a sparse tensor (an embedding) only the rows that a batch used are ever visited: layers mark
 * them, and clearing, summing, clipping and the optimiser walk the marked rows. Invariant: a row
 * without mark holds zeros.
 */
#ifndef TENSOR_GRADIENT_H
#define TENSOR_GRADIENT_H

#include "tensor/tensors.h"

struct gradient {
	const struct tensors *table; /* borrowed, outlives this */
	real *values;		     /* owned, a buffer of the table */
	unsigned char *marks;	     /* owned, one per row of the sparse tensors */
};

int gradient_init(struct gradient *gradient, const struct tensors *table, struct error *error);
void gradient_release(struct gradient *gradient);

/* The slopes of the tensor at this offset, to be added to; NULL when gradient is NULL. */
real *gradient_at(struct gradient *gradient, size_t offset);

void gradient_clear(struct gradient *gradient);
void gradient_add(struct gradient *into, const struct gradient *from); /* of the same table */
void gradient_scale(struct gradient *gradient, real factor);

/* The Euclidean norm over all trainable tensors; NaN or infinite when a slope is. */
double gradient_norm(const struct gradient *gradient);

/* Scales all slopes down so that the norm is at most `maximum`; returns the norm before. A norm
 * that is not finite is returned and nothing is scaled: such a gradient must not be used. */
double gradient_clip(struct gradient *gradient, double maximum);

/* The walk that visits what may be non-zero: a dense tensor as one run, of a sparse one each
 * marked row. Start with a zeroed struct; false at the end. */
struct gradient_run {
	const struct tensor *tensor;
	size_t offset, count; /* values in a buffer of the table */
	size_t next_tensor, next_row;
};

bool gradient_next(const struct gradient *gradient, struct gradient_run *run);

/* Where slopes go in a network with an adapter; either may be NULL. */
struct gradients {
	struct gradient *backbone, *adapter;
};

#endif
