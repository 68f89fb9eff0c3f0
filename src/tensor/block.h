/*
 * block.h - one transformer block, normalised before each half (Xiong et al. 2020).
 *
 *     middle = x + out(attention(qkv(norm1(x))))
 *     y      = middle + down(gelu(up(norm2(middle))))
 *
 * The residual additions happen inside the linear layers (their carry). Forward keeps in struct
 * block_kept what backward needs, one for each block. Where nothing will be learned, one block_kept
 * taken with `keep` false serves all blocks in turn: what is no longer needed is then written over, and
 * y may be x, so that the memory stays in the cache. struct block_room is scratch; one serves all blocks,
 * also in training.
 *
 * A batch that reads only some positions (the last block of a network) has R rows of output: all N
 * rows are keys and values, but only the R are computed further.
 */
#ifndef TENSOR_BLOCK_H
#define TENSOR_BLOCK_H

#include "tensor/attention.h"
#include "tensor/linear.h"
#include "tensor/norm.h"

struct block_shape {
	size_t width, heads, inner; /* D, H, F */
	size_t bits, channels;	    /* of the relations */
	size_t depth; /* blocks in the network: the deeper, the smaller what each adds at first */
};

struct block {
	struct norm norm1, norm2;
	struct linear qkv, out, up, down;
	struct attention attention;
};

/* Declares "<name>.norm1.weight" ... "<name>.down.bias". */
void block_declare(struct block *block, struct tensors *backbone, const char *name,
	const struct block_shape *shape);

/* Gives all four linear layers an adapter. */
void block_adapt(
	struct block *block, struct tensors *adapter, const char *name, size_t rank, double scale);
void block_merge(const struct block *block, const real *adapter, real *backbone);

struct block_kept {
	bool keep;	       /* for backward; else several of these are the same memory */
	const real *x;	       /* [N][D] borrowed: what forward was given */
	real *statistics1;     /* [N][2] */
	real *normed1;	       /* [N][D] */
	real *chosen;	       /* [R][D] the rows of normed1 that are read, if not all are */
	real *qkv;	       /* [N][3D], or [N][2D] of k and v and then [R][D] of q */
	real *shares;	       /* see attention_forward() */
	real *mixed;	       /* [R][D] */
	real *middle;	       /* [R][D]; not kept: y */
	real *statistics2;     /* [R][2] */
	real *normed2;	       /* [R][D] */
	real *raised, *active; /* [R][F] before and after the activation */
};

struct block_room {
	real *wide;	 /* [N][max(F, 3D)] */
	real *narrow;	 /* [N][D] */
	real *middle;	 /* [R][D] */
	real *chosen;	 /* [R][D], if not all are read */
	real *attention; /* attention_room() */
	real *linear;	 /* linear_room() of the largest */
};

/* For batches of this size; see workspace.h for how to size. Not to be kept, one taken for a batch's
 * size with less in `read` serves the batch both ways, whole and read in part. Room that will also
 * serve backward needs `keep`, as that which was kept. */
void block_kept_take(struct block_kept *kept, const struct block *block,
	const struct batch_size *size, bool keep, struct workspace *workspace);
void block_room_take(struct block_room *room, const struct block *block,
	const struct batch_size *size, bool keep, struct workspace *workspace);

/* x[N][D] -> y[R][D] */
void block_forward(const struct block *block, const struct weights *weights,
	const struct batch *batch, const real *x, real *y, struct block_kept *kept,
	const struct block_room *room);

/* dy[R][D] -> dx[N][D], which may be the same buffer where all are read; or NULL when nothing below
 * learns. */
void block_backward(const struct block *block, const struct weights *weights,
	const struct gradients *gradients, const struct batch *batch, const struct block_kept *kept,
	const real *dy, real *dx, const struct block_room *room);

#endif
