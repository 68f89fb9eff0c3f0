#include "tensor/attention.h"

#include "tensor/matmul.h"
#include "tensor/softmax.h"

#include <assert.h>

struct positions batch_read(const struct batch *batch, size_t s)
{
	if (batch->read)
		return batch->read[s];
	return (struct positions){batch->first[s + 1] - batch->first[s], NULL};
}

struct batch_size batch_size(const struct batch *batch)
{
	struct batch_size size = {.rows = batch->first[batch->sequences]};
	for (size_t s = 0; s < batch->sequences; s++) {
		size_t T = batch->first[s + 1] - batch->first[s];
		size_t R = batch_read(batch, s).count;
		size.read += R;
		size.pairs += R * T;
		size.longest = T > size.longest ? T : size.longest;
		size.most_pairs = R * T > size.most_pairs ? R * T : size.most_pairs;
	}
	return size;
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
	struct positions queries;	   /* R of T */
	real scale;			   /* 1/√E */
	size_t column;			   /* of the head in q, k, v and out */
	size_t first_row, first_query;	   /* in the batch */
	size_t relation;		   /* offset of the head's relation weights */
	const struct relations *relations; /* NULL: no bias */
};

/* One sequence; select_head() says which of its heads. */
static struct head sequence_of(
	const struct attention *attention, const struct batch *batch, size_t s, size_t first_query)
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
		.queries = batch_read(batch, s),
		.scale = 1 / real_sqrt((real)E),
		.first_row = batch->first[s],
		.first_query = first_query,
		.relation = attention->relation,
		.relations = relations,
	};
}

static void select_head(struct head *head, const struct attention *attention, size_t h)
{
	head->column = h * head->E;
	head->relation = attention->relation + h * weights_per_head(attention);
}

/* The head's columns of all the sequence's rows of k or v, and of its rows of q or out. */
static struct matrix key_part(const struct head *head, const real *all, size_t stride)
{
	return matrix_part(all + head->first_row * stride + head->column, head->T, head->E, stride);
}

static size_t query_at(const struct head *head, size_t stride)
{
	return head->first_query * stride + head->column;
}

static struct matrix query_part(const struct head *head, const real *all, size_t stride)
{
	return matrix_part(all + query_at(head, stride), head->queries.count, head->E, stride);
}

static void forward_head(const struct head *head, const real *weights,
	const struct attention_rows *rows, real *P, real *out, real *room)
{
	size_t R = head->queries.count, T = head->T, D = head->D;
	if (head->relations)
		relations_bias(head->relations, weights + head->relation, head->queries, P, room);
	matmul(P, T, query_part(head, rows->q, rows->q_stride),
		matrix_transposed(key_part(head, rows->k, rows->kv_stride)), head->scale,
		head->relations ? 1 : 0);
	softmax_rows(P, R, T);
	matmul(out + query_at(head, D), D, matrix_of(P, R, T),
		key_part(head, rows->v, rows->kv_stride), 1, 0);
}

void attention_forward(const struct attention *attention, const struct weights *weights,
	const struct batch *batch, const struct attention_rows *rows, real *shares, bool keep,
	real *out, real *room)
{
	size_t first_query = 0;
	for (size_t s = 0; s < batch->sequences; s++) {
		struct head head = sequence_of(attention, batch, s, first_query);
		for (size_t h = 0; h < attention->heads; h++) {
			select_head(&head, attention, h);
			forward_head(&head, weights->backbone, rows, shares, out, room);
			if (keep)
				shares += head.queries.count * head.T;
		}
		first_query += head.queries.count;
	}
}

/* dv = Pᵀ·slopes, dP = slopes·vᵀ, dS from dP, dq = dS·k/√E, dk = dSᵀ·q/√E */
static void backward_head(const struct head *head, struct gradient *gradient,
	const struct attention_rows *rows, const real *P, const real *slopes,
	const struct attention_rows *out, real *room)
{
	size_t R = head->queries.count, T = head->T;
	size_t at_key = head->first_row * out->kv_stride + head->column;
	struct matrix dmixed = query_part(head, slopes, head->D);
	real *dS = room;
	matmul(out->v + at_key, out->kv_stride, matrix_transposed(matrix_of(P, R, T)), dmixed, 1,
		0);
	matmul(dS, T, dmixed, matrix_transposed(key_part(head, rows->v, rows->kv_stride)), 1, 0);
	softmax_rows_backward(P, dS, R, T);
	matmul(out->q + query_at(head, out->q_stride), out->q_stride, matrix_of(dS, R, T),
		key_part(head, rows->k, rows->kv_stride), head->scale, 0);
	matmul(out->k + at_key, out->kv_stride, matrix_transposed(matrix_of(dS, R, T)),
		query_part(head, rows->q, rows->q_stride), head->scale, 0);
	if (head->relations && gradient)
		relations_bias_backward(head->relations, head->queries, dS,
			gradient_at(gradient, head->relation), room + T * T);
}

void attention_backward(const struct attention *attention, const struct gradients *gradients,
	const struct batch *batch, const struct attention_rows *rows, const real *shares,
	const real *slopes, const struct attention_rows *slopes_out, real *room)
{
	size_t first_query = 0;
	for (size_t s = 0; s < batch->sequences; s++) {
		struct head head = sequence_of(attention, batch, s, first_query);
		for (size_t h = 0; h < attention->heads; h++) {
			select_head(&head, attention, h);
			backward_head(
				&head, gradients->backbone, rows, shares, slopes, slopes_out, room);
			shares += head.queries.count * head.T;
		}
		first_query += head.queries.count;
	}
}
