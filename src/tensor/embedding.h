/*
 * embedding.h - rows of a learned table, added up: a position's words, kinds and flags as numbers.
 *
 * A bag is a list of rows with shares. With shares of 1 / size it is the mean over hashed n-grams;
 * with 1 the sum over categories (segment, role, flags). An empty bag gives 0.
 *
 *     y[n] = Σ_i share[i]·E[row[i]]      i over the bag of n
 *
 * The table is sparse: backward touches the rows that were used, and no others.
 */
#ifndef TENSOR_EMBEDDING_H
#define TENSOR_EMBEDDING_H

#include "tensor/gradient.h"

struct embedding {
	size_t rows, width; /* V, D */
	size_t weight;	    /* offset of E[V][D] */
	size_t first_mark;
};

/* The bags of N positions, one after another. */
struct bags {
	const size_t *first; /* [N + 1]: bag n is first[n] .. first[n + 1] - 1 */
	const uint32_t *row; /* each < V */
	const real *share;   /* NULL: 1 / size of the bag */
};

/* Declares "<name>.weight" with standard deviation spread. */
void embedding_declare(struct embedding *embedding, struct tensors *backbone, const char *name,
	size_t rows, size_t width, double spread);

/* y[N][D] */
void embedding_forward(const struct embedding *embedding, const struct weights *weights,
	const struct bags *bags, size_t N, real *y);

/* Adds to the backbone's gradient; without one there is nothing to do. dy[N][D] */
void embedding_backward(const struct embedding *embedding, const struct gradients *gradients,
	const struct bags *bags, const real *dy, size_t N);

#endif
