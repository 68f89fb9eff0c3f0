#include "tensor/vector.h"

TENSOR_HOT void vector_add(real *restrict y, const real *restrict x, size_t count)
{
	for (size_t i = 0; i < count; i++)
		y[i] += x[i];
}

TENSOR_HOT void vector_add_scaled(real *restrict y, const real *restrict x, real a, size_t count)
{
	for (size_t i = 0; i < count; i++)
		y[i] += a * x[i];
}

TENSOR_HOT void vector_scale(real *x, real a, size_t count)
{
	for (size_t i = 0; i < count; i++)
		x[i] *= a;
}

TENSOR_HOT real vector_dot(const real *x, const real *y, size_t count)
{
	real sum = 0;
#pragma omp simd reduction(+ : sum)
	for (size_t i = 0; i < count; i++)
		sum += x[i] * y[i];
	return sum;
}

TENSOR_HOT double vector_square_sum(const real *x, size_t count)
{
	double sum = 0;
#pragma omp simd reduction(+ : sum)
	for (size_t i = 0; i < count; i++)
		sum += (double)x[i] * (double)x[i];
	return sum;
}

/* 0·x is 0 for every number, NaN for NaN and the infinities. */
TENSOR_HOT bool vector_is_finite(const real *x, size_t count)
{
	real sum = 0;
#pragma omp simd reduction(+ : sum)
	for (size_t i = 0; i < count; i++)
		sum += x[i] * 0;
	return sum == 0;
}

static TENSOR_HOT void add_bias(
	real *y, const real *carry, const real *restrict bias, size_t N, size_t O)
{
	for (size_t n = 0; n < N; n++, y += O, carry += O)
#pragma omp simd
		for (size_t o = 0; o < O; o++)
			y[o] = carry[o] + bias[o];
}

void vector_start_rows(real *y, const real *carry, const real *bias, size_t N, size_t O)
{
	if (carry && bias)
		add_bias(y, carry, bias, N, O);
	else if (bias)
		for (size_t n = 0; n < N; n++)
			memcpy(y + n * O, bias, O * sizeof(*y));
	else if (!carry)
		memset(y, 0, N * O * sizeof(*y));
	else if (carry != y)
		memcpy(y, carry, N * O * sizeof(*y));
}

void vector_add_rows(real *sum, const real *x, size_t N, size_t O)
{
	for (size_t n = 0; n < N; n++)
		vector_add(sum, x + n * O, O);
}

void vector_gather_rows(real *y, const real *x, const size_t *row, size_t count, size_t D)
{
	for (size_t i = 0; i < count; i++)
		memcpy(y + i * D, x + row[i] * D, D * sizeof(*y));
}

void vector_scatter_rows(real *x, const real *y, const size_t *row, size_t count, size_t D)
{
	for (size_t i = 0; i < count; i++)
		vector_add(x + row[i] * D, y + i * D, D);
}
