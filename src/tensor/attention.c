#include "tensor/attention.h"

#include "tensor/matmul.h"
#include "tensor/softmax.h"

#include <assert.h>

size_t batch_longest(const struct batch *batch)
{
	size_t longest = 0;
	for (size_t s = 0; s < batch->sequences; s++) {
		size_t T = batch->first[s + 1] - batch->first[s];
		longest = T > longest ? T : longest;
	}
	return longest;
}

size_t batch_pairs(const struct batch *batch)
{
	size_t pairs = 0;
	for (size_t s = 0; s < batch->sequences; s++) {
		size_t T = batch->first[s + 1] - batch->first[s];
		pairs += T * T;
	}
	return pairs;
}

static size_t weights_per_head(const struct attention *attention)
{
	return attention->bits + attention->channels;
}

void attention_declare(struct attention *attention, struct tensors *backbone, const char *name,
	size_t width, size_t heads, size_t bits, size_t channels)
{
	assert(width % heads == 0 && bits <= RELATION_BITS_MAX);
	*attention = (struct attention){width, heads, bits, channels, 0};
	if (weights_per_head(attention) > 0)
		attention->relation = tensors_declare(backbone,
			&(struct tensor){.rank = 2,
				.shape = {heads, weights_per_head(attention)},
				.trainable = true},
			"%s.relation", name);
}

size_t attention_room(size_t T)
{
	return T * T + relations_room(T);
}

/* One head of one sequence: what both directions compute with. */
struct head {
	size_t T, D, E;
	real scale;			   /* 1/√E */
	size_t columns;			   /* of q in a row of qkv; k at + D, v at + 2D */
	size_t first_row;		   /* in the batch */
	size_t first_pair;		   /* of P in shares */
	size_t relation;		   /* offset of the head's relation weights */
	const struct relations *relations; /* NULL: no bias */
};

static struct head head_of(const struct attention *attention, const struct batch *batch, size_t s,
	size_t h, size_t first_pair)
{
	size_t D = attention->width, E = D / attention->heads;
	size_t T = batch->first[s + 1] - batch->first[s];
	const struct relations *relations =
		batch->relations && weights_per_head(attention) ? batch->relations[s] : NULL;
	assert(!relations || (relations->positions == T && relations->bits == attention->bits &&
				     relations->channels == attention->channels));
	return (struct head){
		.T = T,
		.D = D,
		.E = E,
		.scale = 1 / real_sqrt((real)E),
		.columns = h * E,
		.first_row = batch->first[s],
		.first_pair = first_pair + h * T * T,
		.relation = attention->relation + h * weights_per_head(attention),
		.relations = relations,
	};
}

/* The head's [T][E] part of a [N][width] matrix, from a column on. */
static struct matrix part(const struct head *head, const real *all, size_t width, size_t column)
{
	return matrix_part(all + head->first_row * width + column, head->T, head->E, width);
}

static void forward_head(const struct head *head, const real *weights, const real *qkv,
	real *shares, real *out, real *room)
{
	size_t T = head->T, D = head->D;
	struct matrix q = part(head, qkv, 3 * D, head->columns);
	struct matrix k = part(head, qkv, 3 * D, head->columns + D);
	struct matrix v = part(head, qkv, 3 * D, head->columns + 2 * D);
	real *P = shares + head->first_pair;
	if (head->relations)
		relations_bias(head->relations, weights + head->relation, P, room);
	matmul(P, T, q, matrix_transposed(k), head->scale, head->relations ? 1 : 0);
	softmax_rows(P, T, T);
	matmul(out + head->first_row * D + head->columns, D, matrix_of(P, T, T), v, 1, 0);
}

void attention_forward(const struct attention *attention, const struct weights *weights,
	const struct batch *batch, const real *qkv, real *shares, real *out, real *room)
{
	size_t pairs = 0;
	for (size_t s = 0; s < batch->sequences; s++) {
		size_t T = batch->first[s + 1] - batch->first[s];
		for (size_t h = 0; h < attention->heads; h++) {
			struct head head = head_of(attention, batch, s, h, pairs);
			forward_head(&head, weights->backbone, qkv, shares, out, room);
		}
		pairs += attention->heads * T * T;
	}
}

/* dv = Pᵀ·slopes, dP = slopes·vᵀ, dS from dP, dq = dS·k/√E, dk = dSᵀ·q/√E */
static void backward_head(const struct head *head, struct gradient *gradient, const real *qkv,
	const real *shares, const real *slopes, real *dqkv, real *room)
{
	size_t T = head->T, D = head->D;
	struct matrix q = part(head, qkv, 3 * D, head->columns);
	struct matrix k = part(head, qkv, 3 * D, head->columns + D);
	struct matrix v = part(head, qkv, 3 * D, head->columns + 2 * D);
	struct matrix dmixed = part(head, slopes, D, head->columns);
	const real *P = shares + head->first_pair;
	real *dq = dqkv + head->first_row * 3 * D + head->columns;
	real *dS = room;
	matmul(dq + 2 * D, 3 * D, matrix_transposed(matrix_of(P, T, T)), dmixed, 1, 0);
	matmul(dS, T, dmixed, matrix_transposed(v), 1, 0);
	softmax_rows_backward(P, dS, T, T);
	matmul(dq, 3 * D, matrix_of(dS, T, T), k, head->scale, 0);
	matmul(dq + D, 3 * D, matrix_transposed(matrix_of(dS, T, T)), q, head->scale, 0);
	if (head->relations && gradient)
		relations_bias_backward(
			head->relations, dS, gradient_at(gradient, head->relation), room + T * T);
}

void attention_backward(const struct attention *attention, const struct gradients *gradients,
	const struct batch *batch, const real *qkv, const real *shares, const real *slopes,
	real *dqkv, real *room)
{
	size_t pairs = 0;
	for (size_t s = 0; s < batch->sequences; s++) {
		size_t T = batch->first[s + 1] - batch->first[s];
		for (size_t h = 0; h < attention->heads; h++) {
			struct head head = head_of(attention, batch, s, h, pairs);
			backward_head(&head, gradients->backbone, qkv, shares, slopes, dqkv, room);
		}
		pairs += attention->heads * T * T;
	}
}
