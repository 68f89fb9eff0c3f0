#include "tensor/pointer.h"

#include "tensor/vector.h"

static size_t weight_count(const struct pointer *pointer)
{
	return pointer->bits + pointer->channels;
}

void pointer_declare(struct pointer *pointer, struct tensors *backbone, const char *name,
	size_t width, size_t bits, size_t channels)
{
	*pointer = (struct pointer){.width = width, .bits = bits, .channels = channels};
	if (weight_count(pointer) > 0)
		pointer->relation = tensors_declare(backbone,
			&(struct tensor){
				.rank = 1, .shape = {weight_count(pointer)}, .trainable = true},
			"%s.relation", name);
}

void pointer_forward(const struct pointer *pointer, const struct weights *weights,
	const struct relations *relations, size_t i, const real *query,
	const struct pointer_keys *keys, real *score)
{
	size_t P = pointer->width;
	real scale = 1 / real_sqrt((real)P);
	for (size_t j = 0; j < keys->places.count; j++)
		score[j] = scale * vector_dot(query, keys->at + j * keys->stride, P);
	if (relations && weight_count(pointer) > 0)
		relations_add_row(
			relations, weights->backbone + pointer->relation, i, keys->places, score);
}

void pointer_backward(const struct pointer *pointer, const struct gradients *gradients,
	const struct relations *relations, size_t i, const real *query,
	const struct pointer_keys *keys, const real *dscore, real *dquery, real *dkeys)
{
	size_t P = pointer->width;
	real scale = 1 / real_sqrt((real)P);
	for (size_t j = 0; j < keys->places.count; j++) {
		if (dscore[j] == 0)
			continue;
		vector_add_scaled(dquery, keys->at + j * keys->stride, scale * dscore[j], P);
		vector_add_scaled(dkeys + j * keys->stride, query, scale * dscore[j], P);
	}
	if (relations && weight_count(pointer) > 0 && gradients->backbone)
		relations_row_backward(relations, i, keys->places, dscore,
			gradient_at(gradients->backbone, pointer->relation));
}
