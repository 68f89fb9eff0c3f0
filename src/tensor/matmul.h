/*
 * matmul.h - the one door to matrix products: the BLAS library's (OpenBLAS), and our own where they are
 * faster (matmul_small.h).
 *
 * Matrices are row-major; a stride (reals from one row to the next) lets a head's columns inside
 * [T][3D] be a matrix of their own. An operand is borrowed memory with its shape; transposing one
 * is a matter of how it is read, nothing moves. An equation such as Y = X·Wᵀ is written
 *
 *     matmul(Y, O, matrix_of(X, N, I), matrix_transposed(matrix_of(W, O, I)), 1, 0);
 */
#ifndef TENSOR_MATMUL_H
#define TENSOR_MATMUL_H

#include "tensor/real.h"

#include <stdbool.h>
#include <stddef.h>

struct matrix {
	const real *at;	      /* borrowed */
	size_t rows, columns; /* as stored */
	size_t stride;	      /* >= columns */
	bool transposed;      /* read as [columns][rows] */
};

static inline struct matrix matrix_part(const real *at, size_t rows, size_t columns, size_t stride)
{
	return (struct matrix){at, rows, columns, stride, false};
}

static inline struct matrix matrix_of(const real *at, size_t row_count, size_t columns)
{
	return matrix_part(at, row_count, columns, columns);
}

static inline struct matrix matrix_transposed(struct matrix matrix)
{
	matrix.transposed = !matrix.transposed;
	return matrix;
}

/* out = scale · a·b + keep · out, with `stride` reals from row to row of out, which overlaps neither
 * operand. With keep 0 what was in out does not matter, not even NaN. out may have no rows or no columns; what is
 * summed over is never empty. */
void matmul(real *out, size_t stride, struct matrix a, struct matrix b, real scale, real keep);

/* Products run on the calling thread alone from here on, in the whole process. To be called once
 * before the first product by whoever owns the program's threads: a small product is slower on
 * several, and results repeat bit for bit only on one. */
void matmul_use_one_thread(void);

#endif
