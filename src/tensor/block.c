#include "tensor/block.h"

#include "tensor/gelu.h"

#include <assert.h>
#include <stdio.h>

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

void block_kept_take(struct block_kept *kept, const struct block *block, size_t N, size_t pairs,
	struct workspace *workspace)
{
	size_t D = block->norm1.width, F = block->up.out;
	*kept = (struct block_kept){
		.statistics1 = workspace_reals(workspace, 2 * N),
		.normed1 = workspace_reals(workspace, N * D),
		.qkv = workspace_reals(workspace, 3 * N * D),
		.shares = workspace_reals(workspace, block->attention.heads * pairs),
		.mixed = workspace_reals(workspace, N * D),
		.middle = workspace_reals(workspace, N * D),
		.statistics2 = workspace_reals(workspace, 2 * N),
		.normed2 = workspace_reals(workspace, N * D),
		.raised = workspace_reals(workspace, N * F),
		.active = workspace_reals(workspace, N * F),
	};
}

void block_room_take(struct block_room *room, const struct block *block, size_t N, size_t T,
	struct workspace *workspace)
{
	size_t D = block->norm1.width, F = block->up.out;
	*room = (struct block_room){
		.wide = workspace_reals(workspace, N * (F > 3 * D ? F : 3 * D)),
		.narrow = workspace_reals(workspace, N * D),
		.middle = workspace_reals(workspace, N * D),
		.attention = workspace_reals(workspace, attention_room(T)),
		.linear = workspace_reals(workspace, linear_room(&block->qkv, N)),
	};
}

void block_forward(const struct block *block, const struct weights *weights,
	const struct batch *batch, const real *x, real *y, struct block_kept *kept,
	const struct block_room *room)
{
	size_t N = batch_rows(batch), F = block->up.out;
	kept->x = x;
	norm_forward(&block->norm1, weights, x, N, kept->normed1, kept->statistics1);
	linear_forward(&block->qkv, weights, kept->normed1, N, NULL, kept->qkv, room->linear);
	attention_forward(&block->attention, weights, batch, kept->qkv, kept->shares, kept->mixed,
		room->attention);
	linear_forward(&block->out, weights, kept->mixed, N, x, kept->middle, room->linear);

	norm_forward(&block->norm2, weights, kept->middle, N, kept->normed2, kept->statistics2);
	linear_forward(&block->up, weights, kept->normed2, N, NULL, kept->raised, room->linear);
	gelu_forward(kept->raised, N * F, kept->active);
	linear_forward(&block->down, weights, kept->active, N, kept->middle, y, room->linear);
}

void block_backward(const struct block *block, const struct weights *weights,
	const struct gradients *gradients, const struct batch *batch, const struct block_kept *kept,
	const real *dy, real *dx, const struct block_room *room)
{
	size_t N = batch_rows(batch), F = block->up.out;
	real *wide = room->wide, *narrow = room->narrow, *dmiddle = room->middle;
	linear_backward(
		&block->down, weights, gradients, kept->active, dy, N, NULL, wide, room->linear);
	gelu_backward(kept->raised, wide, N * F, wide);
	linear_backward(
		&block->up, weights, gradients, kept->normed2, wide, N, NULL, narrow, room->linear);
	norm_backward(&block->norm2, weights, gradients, kept->middle, kept->statistics2, narrow, N,
		dy, dmiddle);

	linear_backward(&block->out, weights, gradients, kept->mixed, dmiddle, N, NULL, narrow,
		room->linear);
	attention_backward(&block->attention, gradients, batch, kept->qkv, kept->shares, narrow,
		wide, room->attention);
	bool deeper = dx || gradients->backbone; /* norm1's own weights are below qkv */
	linear_backward(&block->qkv, weights, gradients, kept->normed1, wide, N, NULL,
		deeper ? narrow : NULL, room->linear);
	if (deeper)
		norm_backward(&block->norm1, weights, gradients, kept->x, kept->statistics1, narrow,
			N, dmiddle, dx ? dx : narrow);
}
