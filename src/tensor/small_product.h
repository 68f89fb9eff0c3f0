/*
 * small_product.h - matrix products of the network's sizes, on x86-64 with AVX2 and FMA.
 *
 * A library's product copies both operands into blocks before it multiplies. At some hundred rows and
 * a depth of 128 the copies cost a quarter of the time (see docs/internals/tensor.md for numbers).
 * Here only the right operand is copied, 16 columns at a time, into a panel on the stack; the left
 * one is read where it lies. That is faster as long as the depth is small, and only where the machine
 * has no wider vectors, for which the library has kernels of their own.
 */
#ifndef TENSOR_SMALL_PRODUCT_H
#define TENSOR_SMALL_PRODUCT_H

#include "tensor/matmul.h"

enum { SMALL_PRODUCT_DEPTH = 512 }; /* summed over at most this much it is worth it */

/* True on machines where small_product() exists and is the faster one. Never in double. */
bool small_product_is_best(void);

/* As matmul(). */
void small_product(
	real *out, size_t stride, struct matrix a, struct matrix b, real scale, real keep);

#endif
