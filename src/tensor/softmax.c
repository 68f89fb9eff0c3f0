#include "tensor/softmax.h"

enum { LANES = 8 };

/* The compilers do not take a maximum apart by themselves, since NaN has no order. */
static inline real highest_of(const real *row, size_t T)
{
	real lane[LANES];
	for (size_t l = 0; l < LANES; l++)
		lane[l] = row[0];
	size_t j = 0;
	for (; j + LANES <= T; j += LANES)
		for (size_t l = 0; l < LANES; l++)
			lane[l] = row[j + l] > lane[l] ? row[j + l] : lane[l];
	for (; j < T; j++)
		lane[0] = row[j] > lane[0] ? row[j] : lane[0];
	for (size_t l = 1; l < LANES; l++)
		lane[0] = lane[l] > lane[0] ? lane[l] : lane[0];
	return lane[0];
}

TENSOR_HOT void softmax_rows(real *x, size_t N, size_t T)
{
	for (real *row = x; row < x + N * T; row += T) {
		real highest = highest_of(row, T), sum = 0;
#pragma omp simd reduction(+ : sum)
		for (size_t j = 0; j < T; j++) {
			row[j] = real_exp(row[j] - highest);
			sum += row[j];
		}
		real share = 1 / sum;
		for (size_t j = 0; j < T; j++)
			row[j] *= share;
	}
}

TENSOR_HOT void softmax_rows_backward(const real *restrict p, real *restrict d, size_t N, size_t T)
{
	for (size_t n = 0; n < N; n++, p += T, d += T) {
		real along = 0;
#pragma omp simd reduction(+ : along)
		for (size_t j = 0; j < T; j++)
			along += d[j] * p[j];
		for (size_t j = 0; j < T; j++)
			d[j] = p[j] * (d[j] - along);
	}
}
