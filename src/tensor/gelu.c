#include "tensor/gelu.h"

#define TWICE_ROOT ((real)1.5957691216057308) /* 2·√(2/π) */
#define CUBIC	   ((real)0.044715)

TENSOR_HOT void gelu_forward(const real *x, size_t count, real *y)
{
#pragma omp simd
	for (size_t i = 0; i < count; i++) {
		real twice_u = TWICE_ROOT * (x[i] + CUBIC * x[i] * x[i] * x[i]);
		y[i] = x[i] / (1 + real_exp(-twice_u));
	}
}

/* gelu' = σ + x·σ·(1 - σ)·2u', all at 2u. */
TENSOR_HOT void gelu_backward(const real *restrict x, const real *dy, size_t count, real *dx)
{
#pragma omp simd
	for (size_t i = 0; i < count; i++) {
		real twice_u = TWICE_ROOT * (x[i] + CUBIC * x[i] * x[i] * x[i]);
		real sigma = 1 / (1 + real_exp(-twice_u));
		real steepness = TWICE_ROOT * (1 + 3 * CUBIC * x[i] * x[i]);
		dx[i] = dy[i] * (sigma + x[i] * sigma * (1 - sigma) * steepness);
	}
}
