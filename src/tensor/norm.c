#include "tensor/norm.h"

#define EPSILON ((real)1e-5)

void norm_declare(struct norm *norm, struct tensors *backbone, const char *name, size_t width)
{
	norm->width = width;
	norm->weight = tensors_declare(backbone,
		&(struct tensor){
			.rank = 1, .shape = {width}, .start = TENSOR_ONE, .trainable = true},
		"%s.weight", name);
	norm->bias = tensors_declare(backbone,
		&(struct tensor){.rank = 1, .shape = {width}, .trainable = true}, "%s.bias", name);
}

static TENSOR_HOT void forward_row(const real *restrict x, const real *restrict gamma,
	const real *restrict beta, size_t D, real *restrict y, real *restrict statistics)
{
	real sum = 0, squares = 0;
#pragma omp simd reduction(+ : sum)
	for (size_t d = 0; d < D; d++)
		sum += x[d];
	real mean = sum / (real)D;
#pragma omp simd reduction(+ : squares)
	for (size_t d = 0; d < D; d++)
		squares += (x[d] - mean) * (x[d] - mean);
	real rho = 1 / real_sqrt(squares / (real)D + EPSILON);
	for (size_t d = 0; d < D; d++)
		y[d] = (x[d] - mean) * rho * gamma[d] + beta[d];
	statistics[0] = mean;
	statistics[1] = rho;
}

void norm_forward(const struct norm *norm, const struct weights *weights, const real *x, size_t N,
	real *y, real *statistics)
{
	size_t D = norm->width;
	for (size_t n = 0; n < N; n++)
		forward_row(x + n * D, weights->backbone + norm->weight,
			weights->backbone + norm->bias, D, y + n * D, statistics + 2 * n);
}

/*
 * With x̂ = (x - μ)·ρ and g = dy∘γ:
 *     dx = carry + ρ·(g - mean(g) - x̂·mean(g∘x̂))
 */
static TENSOR_HOT void backward_row(const real *x, const real *statistics, const real *gamma,
	const real *dy, size_t D, const real *carry, real *dx)
{
	real mean = statistics[0], rho = statistics[1], sum = 0, along = 0;
#pragma omp simd reduction(+ : sum, along)
	for (size_t d = 0; d < D; d++) {
		sum += dy[d] * gamma[d];
		along += dy[d] * gamma[d] * (x[d] - mean) * rho;
	}
	sum /= (real)D;
	along /= (real)D;
#pragma omp simd
	for (size_t d = 0; d < D; d++) {
		real slope = rho * (dy[d] * gamma[d] - sum - (x[d] - mean) * rho * along);
		dx[d] = carry ? carry[d] + slope : slope;
	}
}

/* dγ += dy∘x̂, dβ += dy */
static TENSOR_HOT void backward_parameters(const real *restrict x, const real *restrict statistics,
	const real *restrict dy, size_t D, real *restrict dgamma, real *restrict dbeta)
{
	real mean = statistics[0], rho = statistics[1];
	for (size_t d = 0; d < D; d++) {
		dgamma[d] += dy[d] * (x[d] - mean) * rho;
		dbeta[d] += dy[d];
	}
}

void norm_backward(const struct norm *norm, const struct weights *weights,
	const struct gradients *gradients, const real *x, const real *statistics, const real *dy,
	size_t N, const real *carry, real *dx)
{
	size_t D = norm->width;
	const real *gamma = weights->backbone + norm->weight;
	real *dgamma = gradient_at(gradients->backbone, norm->weight);
	real *dbeta = gradient_at(gradients->backbone, norm->bias);
	for (size_t n = 0; n < N; n++) {
		const real *row = x + n * D, *slope = dy + n * D, *moments = statistics + 2 * n;
		if (dgamma)
			backward_parameters(row, moments, slope, D, dgamma, dbeta);
		backward_row(
			row, moments, gamma, slope, D, carry ? carry + n * D : NULL, dx + n * D);
	}
}
