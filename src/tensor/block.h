/*
 * block.h - one transformer block, normalised before each half (Xiong et al. 2020).
 *
 *     middle = x + out(attention(qkv(norm1(x))))
 *     y      = middle + down(gelu(up(norm2(middle))))
 *
 * The residual additions happen inside the linear layers (their carry). Forward keeps in struct
 * block_kept what backward needs. Where nothing will be learned one block_kept serves all blocks in
 * turn, and two buffers take turns as x and y: the memory then stays in the cache. struct block_room
 * is scratch; one serves all blocks, also in training.
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
	const real *x;	       /* [N][D] borrowed: what forward was given */
	real *statistics1;     /* [N][2] */
	real *normed1;	       /* [N][D] */
	real *qkv;	       /* [N][3D] */
	real *shares;	       /* [H·ΣT²] */
	real *mixed;	       /* [N][D] */
	real *middle;	       /* [N][D] */
	real *statistics2;     /* [N][2] */
	real *normed2;	       /* [N][D] */
	real *raised, *active; /* [N][F] before and after the activation */
};

struct block_room {
	real *wide;	 /* [N][max(F, 3D)] */
	real *narrow;	 /* [N][D] */
	real *middle;	 /* [N][D] */
	real *attention; /* attention_room() */
	real *linear;	 /* linear_room() of the largest */
};

/* N rows in all, sequences of at most T, `pairs` = ΣT²; see workspace.h for how to size. */
void block_kept_take(struct block_kept *kept, const struct block *block, size_t N, size_t pairs,
	struct workspace *workspace);
void block_room_take(struct block_room *room, const struct block *block, size_t N, size_t T,
	struct workspace *workspace);

/* x[N][D] -> y[N][D] */
void block_forward(const struct block *block, const struct weights *weights,
	const struct batch *batch, const real *x, real *y, struct block_kept *kept,
	const struct block_room *room);

/* dy[N][D] -> dx[N][D], which may be the same buffer; or NULL when nothing below learns. */
void block_backward(const struct block *block, const struct weights *weights,
	const struct gradients *gradients, const struct batch *batch, const struct block_kept *kept,
	const real *dy, real *dx, const struct block_room *room);

#endif
