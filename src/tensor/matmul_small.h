/*
 * matmul_small.h - a product of our own, for the sizes of one page. Behind matmul.h alone.
 *
 * A general library copies both operands into its own order before it multiplies. At some hundred rows and
 * depths up to 512 that, and its edges, cost a third of the time. Here tiles of 6 x 16 results are held in
 * registers, the left operand is read where it lies, one number at a time, and of the right one 16
 * columns at a time are copied to where the first cache keeps them.
 *
 * Needs AVX2 and FMA, asked for at run time. Elsewhere, and in double, nothing applies.
 */
#ifndef TENSOR_MATMUL_SMALL_H
#define TENSOR_MATMUL_SMALL_H

#include "tensor/matmul.h"

/* Is this product faster here than in the library, on this machine? */
bool matmul_small_applies(struct matrix a, struct matrix b);

/* As matmul(), where it applies and neither operand is empty. */
void matmul_small(
	real *out, size_t stride, struct matrix a, struct matrix b, real scale, real keep);

#endif
