#include "tensor/embedding.h"

#include "tensor/vector.h"

#include <assert.h>

enum { ROWS_AHEAD = 8, REALS_PER_LINE = 64 / sizeof(real) };

void embedding_declare(struct embedding *embedding, struct tensors *backbone, const char *name,
	size_t rows, size_t width, double spread)
{
	embedding->rows = rows;
	embedding->width = width;
	embedding->first_mark = backbone->mark_count;
	embedding->weight = tensors_declare(backbone,
		&(struct tensor){.rank = 2,
			.shape = {rows, width},
			.start = TENSOR_NORMAL,
			.spread = spread,
			.trainable = true,
			.sparse = true},
		"%s.weight", name);
}

static real share_of(const struct bags *bags, size_t n, size_t i)
{
	return bags->share ? bags->share[i] : 1 / (real)(bags->first[n + 1] - bags->first[n]);
}

/* y += Σ share·E[row] over one bag, whose rows are the first `count` of `left` that follow. A table does
 * not fit the caches and the processor cannot guess which row is next, so it is told some rows ahead. */
static TENSOR_HOT void add_bag(const real *restrict table, size_t D, const uint32_t *restrict row,
	const real *restrict share, size_t count, size_t left, real *restrict y)
{
	real mean = 1 / (real)count;
	for (size_t i = 0; i < count; i++) {
		const real *ahead = table + row[i + ROWS_AHEAD < left ? i + ROWS_AHEAD : i] * D;
		const real *x = table + row[i] * D;
		real a = share ? share[i] : mean;
		for (size_t d = 0; d < D; d += REALS_PER_LINE)
			__builtin_prefetch(ahead + d);
		for (size_t d = 0; d < D; d++)
			y[d] += a * x[d];
	}
}

static bool rows_exist(const struct embedding *embedding, const struct bags *bags, size_t N)
{
	for (size_t i = bags->first[0]; i < bags->first[N]; i++)
		if (bags->row[i] >= embedding->rows)
			return false;
	return true;
}

void embedding_forward(const struct embedding *embedding, const struct weights *weights,
	const struct bags *bags, size_t N, real *y)
{
	size_t D = embedding->width;
	const real *table = weights->backbone + embedding->weight;
	assert(rows_exist(embedding, bags, N));
	(void)rows_exist;
	memset(y, 0, N * D * sizeof(*y));
	for (size_t n = 0; n < N; n++) {
		size_t first = bags->first[n];
		add_bag(table, D, bags->row + first, bags->share ? bags->share + first : NULL,
			bags->first[n + 1] - first, bags->first[N] - first, y + n * D);
	}
}

void embedding_backward(const struct embedding *embedding, const struct gradients *gradients,
	const struct bags *bags, const real *dy, size_t N)
{
	if (!gradients->backbone)
		return;
	size_t D = embedding->width;
	real *slopes = gradient_at(gradients->backbone, embedding->weight);
	unsigned char *marks = gradients->backbone->marks + embedding->first_mark;
	for (size_t n = 0; n < N; n++)
		for (size_t i = bags->first[n]; i < bags->first[n + 1]; i++) {
			marks[bags->row[i]] = 1;
			vector_add_scaled(
				slopes + bags->row[i] * D, dy + n * D, share_of(bags, n, i), D);
		}
}
