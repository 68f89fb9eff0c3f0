/*
 * vector.h - the loops over plain runs of numbers that several layers share.
 *
 * All may be called with a count of 0. Unless said otherwise arguments must not overlap.
 */
#ifndef TENSOR_VECTOR_H
#define TENSOR_VECTOR_H

#include "tensor/real.h"

#include <stdbool.h>
#include <stddef.h>

void vector_add(real *y, const real *x, size_t count);		      /* y += x */
void vector_add_scaled(real *y, const real *x, real a, size_t count); /* y += a·x */
void vector_scale(real *x, real a, size_t count);		      /* x *= a */
real vector_dot(const real *x, const real *y, size_t count);	      /* may be the same */
double vector_square_sum(const real *x, size_t count);		      /* summed in double */
bool vector_is_finite(const real *x, size_t count);		      /* no NaN, no infinity */

/* y[n] = carry[n] + bias for each of N rows of O columns, where a NULL carry or bias counts as 0.
 * carry may be y itself. */
void vector_start_rows(real *y, const real *carry, const real *bias, size_t N, size_t O);

/* sum[o] += Σ_n x[n][o] */
void vector_add_rows(real *sum, const real *x, size_t N, size_t O);

/* Rows by number: y[i] = x[row[i]], and its transpose x[row[i]] += y[i]. */
void vector_gather_rows(real *y, const real *x, const size_t *row, size_t count, size_t D);
void vector_scatter_rows(real *x, const real *y, const size_t *row, size_t count, size_t D);

#endif
