/*
 * norm.h - layer normalisation (Ba, Kiros and Hinton 2016), row by row.
 *
 *     y = (x - μ)·ρ·γ + β      μ: mean of the row, ρ = 1 / √(variance + 1e-5)
 */
#ifndef TENSOR_NORM_H
#define TENSOR_NORM_H

#include "tensor/gradient.h"

struct norm {
	size_t width;	     /* D */
	size_t weight, bias; /* offsets of γ[D], starting at 1, and β[D] */
};

/* Declares "<name>.weight" and "<name>.bias". */
void norm_declare(struct norm *norm, struct tensors *backbone, const char *name, size_t width);

/* x[N][D] -> y[N][D]; statistics[N][2] = (μ, ρ) are kept for backward. */
void norm_forward(const struct norm *norm, const struct weights *weights, const real *x, size_t N,
	real *y, real *statistics);

/* dx[N][D] = carry + slopes of x; carry may be NULL, dx or dy, and dx may be dy. */
void norm_backward(const struct norm *norm, const struct weights *weights,
	const struct gradients *gradients, const real *x, const real *statistics, const real *dy,
	size_t N, const real *carry, real *dx);

#endif
