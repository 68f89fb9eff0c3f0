/*
 * tensors.h - the one table of a network's tensors.
 *
 * A network declares its tensors once, in order; each gets a place in buffers of `total` reals.
 * Weights, gradients, the optimiser's moments and a teacher's average are such buffers, so all of
 * them are allocated, saved, summed and checked by walking this table. A layer remembers offsets,
 * never pointers: which weights it computes with is decided at each call (struct weights).
 *
 * The table of a backbone and the table of an adapter are two tables: the adapter alone is
 * trained online, and has gradients and moments of its own size.
 *
 * Invariants
 * 1. Tensors do not overlap; each starts at a multiple of 16 reals. What lies between stays 0.
 * 2. Names are unique. 3. Declaring is over before the first buffer is made.
 */
#ifndef TENSOR_TENSORS_H
#define TENSOR_TENSORS_H

#include "base/error.h"
#include "base/random.h"
#include "tensor/real.h"

#include <stdbool.h>
#include <stddef.h>

enum { TENSOR_RANK_MAX = 4, TENSOR_NAME_SIZE = 96 };

enum tensor_start {
	TENSOR_ZERO,
	TENSOR_ONE,
	TENSOR_NORMAL, /* mean 0, standard deviation `spread` */
};

struct tensor {
	char name[TENSOR_NAME_SIZE]; /* "blocks.0.attention.qkv.weight" */
	size_t rank;		     /* 1..TENSOR_RANK_MAX */
	size_t shape[TENSOR_RANK_MAX];
	enum tensor_start start;
	double spread;
	bool trainable;
	bool decays; /* weight decay applies: matrices yes; biases, norms and embeddings no */
	bool sparse; /* a batch uses few of its rows: gradient and optimiser visit only those */

	/* filled by tensors_declare() */
	size_t count;	   /* product of shape */
	size_t offset;	   /* of its first value in a buffer */
	size_t first_mark; /* of its rows' marks in struct gradient, when sparse */
};

struct tensors {
	struct tensor *items; /* owned */
	size_t count, capacity;
	size_t total;	   /* reals in a buffer */
	size_t mark_count; /* rows of all sparse tensors */
};

/* Zeroed memory is an empty table. */
void tensors_release(struct tensors *tensors);

/* Adds a tensor described by the template (its first fields) under the printed name; returns its
 * offset. A name that is taken or too long is a programmer's error. */
size_t tensors_declare(struct tensors *tensors, const struct tensor *like, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

const struct tensor *tensors_find(const struct tensors *tensors, const char *name); /* or NULL */
size_t tensors_value_count(const struct tensors *tensors); /* without the gaps */

/* A zeroed buffer for this table, 64-byte aligned, for free(). NULL when there is no memory. */
real *tensors_buffer_new(const struct tensors *tensors);

/* Draws initial values, in table order: one seed, one network. */
void tensors_start(const struct tensors *tensors, real *values, struct random *random);

/* The first tensor that holds a NaN or an infinity, or NULL. */
const struct tensor *tensors_find_not_finite(const struct tensors *tensors, const real *values);

/* into = (1 - share)·into + share·from: a teacher that follows its student slowly. */
void tensors_blend(const struct tensors *tensors, real *into, const real *from, double share);

double tensors_norm(const struct tensors *tensors, const real *values); /* over all values */

/* What a network computes with: buffers of its backbone's and its adapter's tables. */
struct weights {
	const real *backbone;
	const real *adapter; /* NULL: none */
	bool merged; /* the backbone is a copy into which the adapter was merged (linear_merge):
			forward does not add it again, backward still finds its gradient */
};

#endif
