#include "tensor/linear.h"

#include "tensor/matmul.h"
#include "tensor/vector.h"

#include <assert.h>

void linear_declare(struct linear *linear, struct tensors *backbone, const char *name, size_t in,
	size_t out, bool bias, double spread)
{
	*linear = (struct linear){.in = in, .out = out, .bias = LINEAR_NO_BIAS};
	linear->weight = tensors_declare(backbone,
		&(struct tensor){.rank = 2,
			.shape = {out, in},
			.start = TENSOR_NORMAL,
			.spread = spread,
			.trainable = true,
			.decays = true},
		"%s.weight", name);
	if (bias)
		linear->bias = tensors_declare(backbone,
			&(struct tensor){.rank = 1, .shape = {out}, .trainable = true}, "%s.bias",
			name);
}

void linear_adapt(
	struct linear *linear, struct tensors *adapter, const char *name, size_t rank, double scale)
{
	assert(rank > 0);
	linear->rank = rank;
	linear->scale = (real)scale;
	linear->down = tensors_declare(adapter,
		&(struct tensor){.rank = 2,
			.shape = {rank, linear->in},
			.start = TENSOR_NORMAL,
			.spread = 1 / sqrt((double)linear->in),
			.trainable = true,
			.decays = true},
		"%s.lora_a", name);
	linear->up = tensors_declare(adapter,
		&(struct tensor){
			.rank = 2, .shape = {linear->out, rank}, .trainable = true, .decays = true},
		"%s.lora_b", name);
}

struct linear linear_part(const struct linear *linear, size_t first, size_t count)
{
	assert(first + count <= linear->out);
	struct linear part = *linear;
	part.out = count;
	part.weight += first * linear->in;
	if (linear->bias != LINEAR_NO_BIAS)
		part.bias += first;
	part.up += first * linear->rank;
	return part;
}

static struct matrix matrix_w(const struct linear *l, const real *backbone)
{
	return matrix_of(backbone + l->weight, l->out, l->in);
}

static struct matrix matrix_a(const struct linear *l, const real *adapter)
{
	return matrix_of(adapter + l->down, l->rank, l->in);
}

static struct matrix matrix_b(const struct linear *l, const real *adapter)
{
	return matrix_of(adapter + l->up, l->out, l->rank);
}

void linear_merge(const struct linear *linear, const real *adapter, real *backbone)
{
	if (linear->rank > 0)
		matmul(backbone + linear->weight, linear->in, matrix_b(linear, adapter),
			matrix_a(linear, adapter), linear->scale, 1);
}

size_t linear_room(const struct linear *linear, size_t N)
{
	return 2 * N * linear->rank;
}

static bool is_beside(const struct linear *linear, const struct weights *weights)
{
	return linear->rank > 0 && weights->adapter && !weights->merged;
}

void linear_forward(const struct linear *linear, const struct weights *weights, const real *x,
	size_t N, const real *carry, real *y, real *room)
{
	size_t I = linear->in, O = linear->out, R = linear->rank;
	const real *b = linear->bias == LINEAR_NO_BIAS ? NULL : weights->backbone + linear->bias;
	if (b || carry)
		vector_start_rows(y, carry, b, N, O);
	matmul(y, O, matrix_of(x, N, I), matrix_transposed(matrix_w(linear, weights->backbone)), 1,
		b || carry ? 1 : 0);
	if (!is_beside(linear, weights))
		return;
	real *u = room; /* [N][R] = x·Aᵀ */
	matmul(u, R, matrix_of(x, N, I), matrix_transposed(matrix_a(linear, weights->adapter)), 1,
		0);
	matmul(y, O, matrix_of(u, N, R), matrix_transposed(matrix_b(linear, weights->adapter)),
		linear->scale, 1);
}

/* dW += dyᵀ·x, db += Σ dy */
static void backward_backbone(const struct linear *linear, struct gradient *gradient, const real *x,
	const real *dy, size_t N)
{
	size_t I = linear->in, O = linear->out;
	matmul(gradient_at(gradient, linear->weight), I, matrix_transposed(matrix_of(dy, N, O)),
		matrix_of(x, N, I), 1, 1);
	if (linear->bias != LINEAR_NO_BIAS)
		vector_add_rows(gradient_at(gradient, linear->bias), dy, N, O);
}

/* dB += s·dyᵀ·u, dA += s·vᵀ·x with u = x·Aᵀ and v = dy·B, both [N][R] */
static void backward_adapter(const struct linear *linear, const real *adapter,
	struct gradient *gradient, const real *x, const real *dy, size_t N, real *u, const real *v)
{
	size_t I = linear->in, O = linear->out, R = linear->rank;
	matmul(u, R, matrix_of(x, N, I), matrix_transposed(matrix_a(linear, adapter)), 1, 0);
	matmul(gradient_at(gradient, linear->up), R, matrix_transposed(matrix_of(dy, N, O)),
		matrix_of(u, N, R), linear->scale, 1);
	matmul(gradient_at(gradient, linear->down), I, matrix_transposed(matrix_of(v, N, R)),
		matrix_of(x, N, I), linear->scale, 1);
}

/* dx = carry + dy·W (+ s·v·A) */
static void backward_input(const struct linear *linear, const struct weights *weights,
	const real *dy, size_t N, const real *carry, real *dx, const real *v)
{
	size_t I = linear->in, O = linear->out, R = linear->rank;
	if (carry)
		vector_start_rows(dx, carry, NULL, N, I);
	matmul(dx, I, matrix_of(dy, N, O), matrix_w(linear, weights->backbone), 1, carry ? 1 : 0);
	if (is_beside(linear, weights))
		matmul(dx, I, matrix_of(v, N, R), matrix_a(linear, weights->adapter), linear->scale,
			1);
}

void linear_backward(const struct linear *linear, const struct weights *weights,
	const struct gradients *gradients, const real *x, const real *dy, size_t N,
	const real *carry, real *dx, real *room)
{
	size_t O = linear->out, R = linear->rank;
	bool adapted = R > 0 && weights->adapter;
	real *u = room, *v = adapted ? room + N * R : NULL;
	if (adapted)
		matmul(v, R, matrix_of(dy, N, O), matrix_b(linear, weights->adapter), 1, 0);
	if (gradients->backbone)
		backward_backbone(linear, gradients->backbone, x, dy, N);
	if (adapted && gradients->adapter)
		backward_adapter(linear, weights->adapter, gradients->adapter, x, dy, N, u, v);
	if (dx)
		backward_input(linear, weights, dy, N, carry, dx, v);
}
