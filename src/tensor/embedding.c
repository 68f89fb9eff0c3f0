#include "tensor/embedding.h"

#include "tensor/vector.h"

#include <assert.h>

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

void embedding_forward(const struct embedding *embedding, const struct weights *weights,
	const struct bags *bags, size_t N, real *y)
{
	size_t D = embedding->width;
	const real *table = weights->backbone + embedding->weight;
	memset(y, 0, N * D * sizeof(*y));
	for (size_t n = 0; n < N; n++)
		for (size_t i = bags->first[n]; i < bags->first[n + 1]; i++) {
			assert(bags->row[i] < embedding->rows);
			vector_add_scaled(
				y + n * D, table + bags->row[i] * D, share_of(bags, n, i), D);
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
