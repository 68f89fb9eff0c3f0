/*
 * sample_network.h - a small network over a few made-up decisions, for tests. Numbers are odd and differ,
 * so that a mix-up of two of them shows.
 */
#ifndef SAMPLE_NETWORK_H
#define SAMPLE_NETWORK_H

#include "sample_encoding.h"
#include "tensor/matmul.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

enum { DECISIONS = 4, ADAPTER_RANK = 2 };

static const struct network_shape small_shape = {
	.word_rows = 13,
	.value_rows = 9,
	.text_width = 3,
	.feature_rows = 11,
	.width = 10,
	.heads = 2,
	.inner = 7,
	.blocks = 2,
	.bits = 5,
	.channels = 2,
	.kinds = 4,
	.pointer_width = 3,
};

static const struct sample_plan small_plans[DECISIONS] = {
	{.positions = 9,
		.goal_words = 3,
		.words_per_bag = 3,
		.features_per_bag = 2,
		.moves_per_thing = 3,
		.text_moves = 2,
		.span_words = 2,
		.copies = 2},
	/* One position and one thing to do would be next to nothing: only the decision's moves. */
	{.positions = 1, .words_per_bag = 2, .features_per_bag = 1, .moves_per_thing = 1},
	{.positions = 7,
		.goal_words = 2,
		.words_per_bag = 4,
		.features_per_bag = 3,
		.moves_per_thing = 2,
		.text_moves = 3,
		.span_words = 2,
		.copies = 4},
	{.positions = 12,
		.goal_words = 5,
		.words_per_bag = 2,
		.features_per_bag = 1,
		.moves_per_thing = 2},
};

struct sample_network {
	struct network network;
	real *values, *merged, *adapter;
	struct gradient backbone_gradient, adapter_gradient;
	struct sample_encoding samples[DECISIONS];
	const struct encoding *encodings[DECISIONS];
	struct network_target targets[DECISIONS];
	struct network_pass *pass;
};

static inline void disturb(real *values, size_t count, double scale, uint64_t seed)
{
	struct random random;
	random_seed(&random, seed);
	for (size_t i = 0; i < count; i++)
		values[i] += (real)(scale * (2 * random_unit(&random) - 1));
}

/* All numbers of the tensors, and not what lies between them. */
static inline void disturb_all(
	const struct tensors *table, real *values, double scale, uint64_t seed)
{
	for (size_t i = 0; i < table->count; i++)
		disturb(values + table->items[i].offset, table->items[i].count, scale, seed + i);
}

static inline void sample_network_init(
	struct sample_network *n, const struct network_shape *shape, bool training, uint64_t seed)
{
	struct random random;
	*n = (struct sample_network){0};
	matmul_use_one_thread();
	assert_int_equal(network_init(&n->network, shape, NULL), 0);
	network_adapt(&n->network, ADAPTER_RANK, 0.75);
	n->values = tensors_buffer_new(&n->network.backbone);
	n->merged = tensors_buffer_new(&n->network.backbone);
	n->adapter = tensors_buffer_new(&n->network.adapter);
	random_seed(&random, seed);
	tensors_start(&n->network.backbone, n->values, &random);
	tensors_start(&n->network.adapter, n->adapter, &random);
	assert_int_equal(gradient_init(&n->backbone_gradient, &n->network.backbone, NULL), 0);
	assert_int_equal(gradient_init(&n->adapter_gradient, &n->network.adapter, NULL), 0);
	for (size_t i = 0; i < DECISIONS; i++) {
		sample_encoding_init(&n->samples[i], shape, &small_plans[i], seed + i);
		n->encodings[i] = &n->samples[i].encoding;
		n->targets[i] = sample_target(&n->samples[i], 1 + (double)i / 2);
		const char *fault = encoding_fault(n->encodings[i], shape);
		if (fault)
			fail_msg("the sample is no valid encoding: %s", fault);
	}
	n->pass = network_pass_new(&n->network, training, NULL);
	assert_non_null(n->pass);
	assert_int_equal(network_pass_reserve(n->pass, n->encodings, DECISIONS, NULL), 0);
}

static inline void sample_network_release(struct sample_network *n)
{
	network_pass_free(n->pass);
	network_release(&n->network);
	gradient_release(&n->backbone_gradient);
	gradient_release(&n->adapter_gradient);
	for (size_t i = 0; i < DECISIONS; i++)
		sample_encoding_release(&n->samples[i]);
	free(n->values);
	free(n->merged);
	free(n->adapter);
}

/* The three ways to compute: without adapter, with it beside, with it merged. */
enum adaptation { FROZEN, BESIDE, MERGED, ADAPTATIONS };

static inline struct weights sample_weights(struct sample_network *n, enum adaptation adaptation)
{
	if (adaptation == FROZEN)
		return (struct weights){.backbone = n->values};
	if (adaptation == BESIDE)
		return (struct weights){n->values, n->adapter, false};
	memcpy(n->merged, n->values, n->network.backbone.total * sizeof(real));
	network_merge(&n->network, n->adapter, n->merged);
	return (struct weights){n->merged, n->adapter, true};
}

/* The first move of decision i that takes a text. */
static inline size_t first_text_move(const struct sample_network *n, size_t i)
{
	const struct encoding *e = n->encodings[i];
	for (size_t m = 0; m < e->move_count; m++)
		if (e->moves[m].choice_set != MOVE_WITHOUT_TEXT)
			return m;
	fail_msg("decision %zu has no move that takes a text", i);
	return 0;
}

static inline size_t entry_count(const struct sample_network *n, size_t i, size_t move)
{
	const struct encoding *e = n->encodings[i];
	return e->choice_sets[e->moves[move].choice_set].entry_count;
}

#endif
