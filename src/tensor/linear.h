/*
 * linear.h - the linear layer, with an optional low-rank adapter (LoRA, Hu et al. 2022).
 *
 *     y = x·Wᵀ + b                     W[O][I], b[O]
 *     y = x·Wᵀ + b + s·(x·Aᵀ)·Bᵀ      A[R][I] starts random, B[O][R] starts at 0, s = scale
 *
 * so that a new adapter changes nothing. W and b are in the backbone's table, A and B in the
 * adapter's. There are two ways to compute with an adapter, told by struct weights:
 *
 *   beside   the second equation as written; the backbone's buffer is shared and untouched.
 *   merged   W + s·B·A was written into a copy of the backbone's buffer by linear_merge().
 *            Forward is the first equation. This is the faster one as soon as more than a few
 *            sequences are computed with the same adapter.
 *
 * In both, backward adds the gradients of A and B where there is one for the adapter, and those
 * of W and b where there is one for the backbone.
 *
 * Every layer of this module computes out = carry + f(in): carry is the residual stream, NULL
 * counts as 0, and it may be the output itself. The same holds for slopes in backward.
 */
#ifndef TENSOR_LINEAR_H
#define TENSOR_LINEAR_H

#include "tensor/gradient.h"
#include "tensor/workspace.h"

#define LINEAR_NO_BIAS SIZE_MAX

struct linear {
	size_t in, out;	     /* I, O */
	size_t weight, bias; /* offsets; bias may be LINEAR_NO_BIAS */
	size_t rank;	     /* R; 0: no adapter */
	size_t down, up;     /* offsets of A and B in the adapter's table */
	real scale;	     /* s */
};

/* Declares "<name>.weight" and, if it is to have one, "<name>.bias". W starts with standard
 * deviation spread, b at 0. */
void linear_declare(struct linear *linear, struct tensors *backbone, const char *name, size_t in,
	size_t out, bool bias, double spread);

/* The layer that computes outputs first .. first + count - 1 of this one, with the same weights. */
struct linear linear_part(const struct linear *linear, size_t first, size_t count);

/* Declares "<name>.lora_a" and "<name>.lora_b" of rank R >= 1. */
void linear_adapt(struct linear *linear, struct tensors *adapter, const char *name, size_t rank,
	double scale);

/* backbone, the values of a copy: W += s·B·A. */
void linear_merge(const struct linear *linear, const real *adapter, real *backbone);

/* Reals of the room that forward and backward need for N rows; 0 without adapter. */
size_t linear_room(const struct linear *linear, size_t N);

/* x[N][I], carry[N][O] or NULL, y[N][O]. */
void linear_forward(const struct linear *linear, const struct weights *weights, const real *x,
	size_t N, const real *carry, real *y, real *room);

/* dy[N][O]; dx[N][I] = carry + slopes of x, or dx NULL when nobody asks for them. */
void linear_backward(const struct linear *linear, const struct weights *weights,
	const struct gradients *gradients, const real *x, const real *dy, size_t N,
	const real *carry, real *dx, real *room);

#endif
