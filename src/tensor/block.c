#include "tensor/block.h"

#include "tensor/gelu.h"
#include "tensor/vector.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* "<block>.<part>", for the declarations. */
struct part_name {
	char text[TENSOR_NAME_SIZE];
};

static struct part_name part_of(const char *block, const char *part)
{
	struct part_name name;
	int length = snprintf(name.text, sizeof(name.text), "%s.%s", block, part);
	assert(length > 0 && (size_t)length < sizeof(name.text));
	(void)length;
	return name;
}

void block_declare(struct block *block, struct tensors *backbone, const char *name,
	const struct block_shape *shape)
{
	size_t D = shape->width, F = shape->inner;
	double into = 1 / sqrt((double)D);			/* keeps a normed row's variance */
	double residual = 1 / sqrt(2.0 * (double)shape->depth); /* 2 additions per block */
	norm_declare(&block->norm1, backbone, part_of(name, "norm1").text, D);
	linear_declare(&block->qkv, backbone, part_of(name, "qkv").text, D, 3 * D, true, into);
	attention_declare(&block->attention, backbone, part_of(name, "attention").text, D,
		shape->heads, shape->bits, shape->channels);
	linear_declare(
		&block->out, backbone, part_of(name, "out").text, D, D, true, into * residual);
	norm_declare(&block->norm2, backbone, part_of(name, "norm2").text, D);
	linear_declare(&block->up, backbone, part_of(name, "up").text, D, F, true, into);
	linear_declare(&block->down, backbone, part_of(name, "down").text, F, D, true,
		residual / sqrt((double)F));
}

void block_adapt(
	struct block *block, struct tensors *adapter, const char *name, size_t rank, double scale)
{
	linear_adapt(&block->qkv, adapter, part_of(name, "qkv").text, rank, scale);
	linear_adapt(&block->out, adapter, part_of(name, "out").text, rank, scale);
	linear_adapt(&block->up, adapter, part_of(name, "up").text, rank, scale);
	linear_adapt(&block->down, adapter, part_of(name, "down").text, rank, scale);
}

void block_merge(const struct block *block, const real *adapter, real *backbone)
{
	linear_merge(&block->qkv, adapter, backbone);
	linear_merge(&block->out, adapter, backbone);
	linear_merge(&block->up, adapter, backbone);
	linear_merge(&block->down, adapter, backbone);
}

static bool is_partial(const struct batch_size *size)
{
	return size->read < size->rows;
}

static size_t widest(const struct block *block)
{
	size_t D = block->norm1.width, F = block->up.out;
	return F > 3 * D ? F : 3 * D;
}

static void take_kept(struct block_kept *kept, const struct block *block,
	const struct batch_size *size, struct workspace *workspace)
{
	size_t N = size->rows, R = size->read, D = block->norm1.width, F = block->up.out;
	kept->normed1 = workspace_reals(workspace, N * D);
	kept->qkv = workspace_reals(workspace, 3 * N * D);
	kept->shares = workspace_reals(workspace, block->attention.heads * size->pairs);
	kept->mixed = workspace_reals(workspace, R * D);
	kept->middle = workspace_reals(workspace, R * D);
	kept->normed2 = workspace_reals(workspace, R * D);
	kept->raised = workspace_reals(workspace, R * F);
	kept->active = workspace_reals(workspace, R * F);
}

static void take_shared(struct block_kept *kept, const struct block *block,
	const struct batch_size *size, struct workspace *workspace)
{
	kept->normed1 = workspace_reals(workspace, size->rows * block->norm1.width);
	kept->mixed = kept->normed2 = kept->normed1;
	kept->qkv = workspace_reals(workspace, size->rows * widest(block));
	kept->raised = kept->active = kept->qkv;
	kept->shares = workspace_reals(workspace, size->most_pairs);
}

void block_kept_take(struct block_kept *kept, const struct block *block,
	const struct batch_size *size, bool keep, struct workspace *workspace)
{
	*kept = (struct block_kept){.keep = keep};
	kept->statistics1 = workspace_reals(workspace, 2 * size->rows);
	kept->statistics2 = workspace_reals(workspace, 2 * (keep ? size->read : size->rows));
	if (is_partial(size))
		kept->chosen = workspace_reals(workspace, size->read * block->norm1.width);
	if (keep)
		take_kept(kept, block, size, workspace);
	else
		take_shared(kept, block, size, workspace);
}

void block_room_take(struct block_room *room, const struct block *block,
	const struct batch_size *size, bool keep, struct workspace *workspace)
{
	size_t N = size->rows, R = size->read, D = block->norm1.width;
	*room = (struct block_room){
		.attention = workspace_reals(workspace, attention_room(size->longest)),
		.linear = workspace_reals(workspace, linear_room(&block->qkv, N)),
	};
	if (!keep)
		return;
	room->wide = workspace_reals(workspace, N * widest(block));
	room->narrow = workspace_reals(workspace, N * D);
	room->middle = workspace_reals(workspace, R * D);
	room->chosen = workspace_reals(workspace, R * D);
}

/* ---- rows that are read ---- */

/* y[R][D] = the rows of x[N][D] that are read; y may be x. */
static void gather_read(const struct batch *batch, const real *x, size_t D, real *y)
{
	for (size_t s = 0; s < batch->sequences; s++) {
		struct positions read = batch_read(batch, s);
		for (size_t i = 0; i < read.count; i++, y += D)
			memmove(y, x + (batch->first[s] + positions_at(read, i)) * D,
				D * sizeof(*y));
	}
}

/* x += y at the rows that are read. */
static void scatter_read(const struct batch *batch, real *x, size_t D, const real *y)
{
	for (size_t s = 0; s < batch->sequences; s++) {
		struct positions read = batch_read(batch, s);
		for (size_t i = 0; i < read.count; i++, y += D)
			vector_add(x + (batch->first[s] + positions_at(read, i)) * D, y, D);
	}
}

/* ---- queries, keys and values ---- */

static struct attention_rows rows_of(
	const struct block *block, const struct batch_size *size, real *qkv)
{
	size_t D = block->norm1.width;
	if (is_partial(size))
		return (struct attention_rows){qkv + size->rows * 2 * D, qkv, qkv + D, D, 2 * D};
	return (struct attention_rows){qkv, qkv + D, qkv + 2 * D, 3 * D, 3 * D};
}

static void project(const struct block *block, const struct weights *weights,
	const struct batch *batch, const struct batch_size *size, struct block_kept *kept,
	const struct block_room *room)
{
	size_t D = block->norm1.width, N = size->rows;
	if (!is_partial(size)) {
		linear_forward(
			&block->qkv, weights, kept->normed1, N, NULL, kept->qkv, room->linear);
		return;
	}
	struct attention_rows rows = rows_of(block, size, kept->qkv);
	struct linear q = linear_part(&block->qkv, 0, D), kv = linear_part(&block->qkv, D, 2 * D);
	gather_read(batch, kept->normed1, D, kept->chosen);
	linear_forward(&kv, weights, kept->normed1, N, NULL, rows.k, room->linear);
	linear_forward(&q, weights, kept->chosen, size->read, NULL, rows.q, room->linear);
}

/* dnormed[N][D] may be NULL. */
static void project_backward(const struct block *block, const struct weights *weights,
	const struct gradients *gradients, const struct batch *batch, const struct batch_size *size,
	const struct block_kept *kept, real *dnormed, const struct block_room *room)
{
	size_t D = block->norm1.width, N = size->rows;
	if (!is_partial(size)) {
		linear_backward(&block->qkv, weights, gradients, kept->normed1, room->wide, N, NULL,
			dnormed, room->linear);
		return;
	}
	struct attention_rows slopes = rows_of(block, size, room->wide);
	struct linear q = linear_part(&block->qkv, 0, D), kv = linear_part(&block->qkv, D, 2 * D);
	linear_backward(
		&kv, weights, gradients, kept->normed1, slopes.k, N, NULL, dnormed, room->linear);
	linear_backward(&q, weights, gradients, kept->chosen, slopes.q, size->read, NULL,
		dnormed ? room->chosen : NULL, room->linear);
	if (dnormed)
		scatter_read(batch, dnormed, D, room->chosen);
}

/* ---- forward and backward ---- */

void block_forward(const struct block *block, const struct weights *weights,
	const struct batch *batch, const real *x, real *y, struct block_kept *kept,
	const struct block_room *room)
{
	struct batch_size size = batch_size(batch);
	size_t N = size.rows, R = size.read, D = block->norm1.width, F = block->up.out;
	struct attention_rows rows = rows_of(block, &size, kept->qkv);
	kept->x = x;
	if (!kept->keep)
		kept->middle = y;
	norm_forward(&block->norm1, weights, x, N, kept->normed1, kept->statistics1);
	project(block, weights, batch, &size, kept, room);
	attention_forward(&block->attention, weights, batch, &rows, kept->shares, kept->keep,
		kept->mixed, room->attention);
	if (is_partial(&size)) {
		gather_read(batch, x, D, kept->middle);
		x = kept->middle;
	}
	linear_forward(&block->out, weights, kept->mixed, R, x, kept->middle, room->linear);

	norm_forward(&block->norm2, weights, kept->middle, R, kept->normed2, kept->statistics2);
	linear_forward(&block->up, weights, kept->normed2, R, NULL, kept->raised, room->linear);
	gelu_forward(kept->raised, R * F, kept->active);
	linear_forward(&block->down, weights, kept->active, R, kept->middle, y, room->linear);
}

/* dy[R][D] -> room->middle, the slopes of what lies between the halves. */
static void feed_backward(const struct block *block, const struct weights *weights,
	const struct gradients *gradients, size_t R, const struct block_kept *kept, const real *dy,
	const struct block_room *room)
{
	real *wide = room->wide, *narrow = room->narrow;
	linear_backward(
		&block->down, weights, gradients, kept->active, dy, R, NULL, wide, room->linear);
	gelu_backward(kept->raised, wide, R * block->up.out, wide);
	linear_backward(
		&block->up, weights, gradients, kept->normed2, wide, R, NULL, narrow, room->linear);
	norm_backward(&block->norm2, weights, gradients, kept->middle, kept->statistics2, narrow, R,
		dy, room->middle);
}

void block_backward(const struct block *block, const struct weights *weights,
	const struct gradients *gradients, const struct batch *batch, const struct block_kept *kept,
	const real *dy, real *dx, const struct block_room *room)
{
	struct batch_size size = batch_size(batch);
	struct attention_rows rows = rows_of(block, &size, kept->qkv);
	struct attention_rows slopes = rows_of(block, &size, room->wide);
	bool deeper = dx || gradients->backbone; /* norm1's own weights are below qkv */
	real *narrow = room->narrow;
	assert(kept->keep);
	feed_backward(block, weights, gradients, size.read, kept, dy, room);
	linear_backward(&block->out, weights, gradients, kept->mixed, room->middle, size.read, NULL,
		narrow, room->linear);
	attention_backward(&block->attention, gradients, batch, &rows, kept->shares, narrow,
		&slopes, room->attention);
	project_backward(
		block, weights, gradients, batch, &size, kept, deeper ? narrow : NULL, room);
	if (deeper)
		norm_backward(&block->norm1, weights, gradients, kept->x, kept->statistics1, narrow,
			size.rows, is_partial(&size) ? NULL : room->middle, dx ? dx : narrow);
	if (dx && is_partial(&size))
		scatter_read(batch, dx, block->norm1.width, room->middle);
}
