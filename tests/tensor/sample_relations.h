/*
 * sample_relations.h - random relations between T positions, and what they should come to.
 */
#ifndef SAMPLE_RELATIONS_H
#define SAMPLE_RELATIONS_H

#include "gradient_check.h"
#include "tensor/relations.h"

struct sample_relations {
	struct relations relations;
	struct arena arena;
	uint32_t *masks; /* as before indexing */
};

/* Half of the pairs have no bit, the others up to three. */
static inline void sample_relations_init(
	struct sample_relations *sample, size_t T, size_t bits, size_t channels, uint64_t seed)
{
	struct random random;
	random_seed(&random, seed);
	arena_init(&sample->arena, (size_t)64 << 20);
	uint32_t *pairs = arena_take(&sample->arena, T * T, sizeof(*pairs));
	sample->masks = arena_take(&sample->arena, T * T, sizeof(*sample->masks));
	real *channel = arena_take(&sample->arena, channels * T * T, sizeof(*channel));
	assert_true(pairs && sample->masks && channel);
	for (size_t p = 0; p < T * T; p++) {
		for (int i = 0; bits > 0 && random_below(&random, 2) && i < 3; i++)
			pairs[p] |= UINT32_C(1) << random_below(&random, (uint32_t)bits);
		sample->masks[p] = pairs[p];
	}
	fill(channel, channels * T * T, 1, seed + 1);
	sample->relations = (struct relations){
		.positions = T, .bits = bits, .channels = channels, .channel = channel};
	assert_int_equal(relations_index(&sample->relations, pairs, &sample->arena, NULL), 0);
}

static inline void sample_relations_release(struct sample_relations *sample)
{
	arena_release(&sample->arena);
}

/* The bias of pair p by the equation in relations.h. */
static inline double sample_bias(const struct sample_relations *sample, const real *w, size_t p)
{
	const struct relations *r = &sample->relations;
	double sum = 0;
	for (size_t bit = 0; bit < r->bits; bit++)
		if (sample->masks[p] >> bit & 1)
			sum += (double)w[bit];
	for (size_t k = 0; k < r->channels; k++)
		sum += (double)w[r->bits + k] *
		       (double)r->channel[k * r->positions * r->positions + p];
	return sum;
}

#endif
