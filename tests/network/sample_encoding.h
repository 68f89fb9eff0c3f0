/*
 * sample_encoding.h - made-up decisions of any size: bags, relations, moves and choices that have the
 * form of a page's, and no meaning. All from a seed.
 *
 * Positions: the decision, then goal words, then things. Some things have no move; the decision has
 * two. Spans are over the goal's words, copies are of the last things.
 */
#ifndef SAMPLE_ENCODING_H
#define SAMPLE_ENCODING_H

#include "base/arena.h"
#include "base/random.h"
#include "network/network.h"

#include <stdio.h>
#include <stdlib.h>

struct sample_plan {
	size_t positions, goal_words;
	size_t words_per_bag, features_per_bag; /* at most, and exactly */
	size_t moves_per_thing;			/* at most; a quarter of the things has none */
	size_t text_moves;			/* how many of the moves take a text */
	size_t span_words;			/* the longest span */
	size_t copies;
};

struct sample_encoding {
	struct encoding encoding;
	struct arena arena;
	struct random random;
};

static inline void *sample_take(struct sample_encoding *sample, size_t count, size_t size)
{
	void *memory = arena_take(&sample->arena, count > 0 ? count : 1, size);
	if (!memory) {
		fprintf(stderr, "There is no memory for a sample.\n");
		abort();
	}
	return memory;
}

/* Bags of least..most rows; every seventh is empty where least is 0. */
static inline struct bags sample_bags(struct sample_encoding *sample, size_t positions,
	size_t least, size_t most, size_t rows, bool shares)
{
	size_t *first = sample_take(sample, positions + 1, sizeof(*first));
	uint32_t *row = sample_take(sample, positions * most, sizeof(*row));
	real *share = sample_take(sample, positions * most, sizeof(*share));
	for (size_t n = 0; n < positions; n++) {
		size_t count = least + random_below(&sample->random, (uint32_t)(most - least + 1));
		if (least == 0 && n % 7 == 3)
			count = 0;
		first[n + 1] = first[n] + count;
		for (size_t i = first[n]; i < first[n + 1]; i++) {
			row[i] = random_below(&sample->random, (uint32_t)rows);
			share[i] = (real)(0.5 + random_unit(&sample->random));
		}
	}
	return (struct bags){first, row, shares ? share : NULL};
}

/* A third of the pairs has up to three relations. */
static inline void sample_relate(struct sample_encoding *sample, const struct network_shape *shape)
{
	size_t T = sample->encoding.positions, pairs = T * T;
	uint32_t *masks = sample_take(sample, pairs, sizeof(*masks));
	real *channel = sample_take(sample, shape->channels * pairs, sizeof(*channel));
	uint32_t bits = (uint32_t)shape->bits;
	for (size_t p = 0; p < pairs; p++)
		if (bits > 0 && random_below(&sample->random, 3) == 0)
			for (int i = 0; i < 3; i++)
				masks[p] |= 1u << (random_below(&sample->random, bits) *
						    random_below(&sample->random, bits) / bits);
	for (size_t i = 0; i < shape->channels * pairs; i++)
		channel[i] = (real)random_unit(&sample->random);
	sample->encoding.relations = (struct relations){.positions = T,
		.bits = shape->bits,
		.channels = shape->channels,
		.channel = shape->channels > 0 ? channel : NULL};
	if (relations_index(&sample->encoding.relations, masks, &sample->arena, NULL))
		abort();
}

/* Entries 0, 3, 6, ... and the last have outcomes of their own, others that of the one before. */
static inline size_t sample_outcome(size_t entry)
{
	return entry / 3;
}

static inline void sample_choices(
	struct sample_encoding *sample, const struct sample_plan *plan, struct choice_set *set)
{
	size_t most = plan->goal_words * plan->span_words + plan->copies + 1;
	struct choice_entry *entries = sample_take(sample, most, sizeof(*entries));
	size_t count = 0, T = plan->positions;
	for (size_t i = 1; i <= plan->goal_words; i++)
		for (size_t j = i; j <= plan->goal_words && j < i + plan->span_words; j++)
			entries[count++] =
				(struct choice_entry){ENTRY_SPAN, (uint16_t)i, (uint16_t)j, 0};
	for (size_t i = 0; i < plan->copies; i++)
		entries[count++] = (struct choice_entry){
			ENTRY_COPY, (uint16_t)(T - 1 - i), (uint16_t)(T - 1 - i), 0};
	for (size_t i = 0; i < count; i++)
		entries[i].outcome = (uint16_t)sample_outcome(i);
	*set = (struct choice_set){entries, count, count > 0 ? sample_outcome(count - 1) + 1 : 0};
}

static inline void sample_moves(struct sample_encoding *sample, const struct sample_plan *plan,
	const struct network_shape *shape)
{
	size_t most = plan->positions * plan->moves_per_thing + 2, count = 0;
	struct encoded_move *moves = sample_take(sample, most, sizeof(*moves));
	uint16_t kinds = (uint16_t)shape->kinds;
	for (uint16_t kind = 0; kind < 2 && kind < kinds; kind++)
		moves[count++] = (struct encoded_move){0, kind, MOVE_WITHOUT_TEXT};
	for (size_t i = plan->goal_words + 1; i < plan->positions; i++) {
		if (random_below(&sample->random, 4) == 0)
			continue;
		size_t here = 1 + random_below(&sample->random, (uint32_t)plan->moves_per_thing);
		for (size_t k = 0; k < here && k < kinds; k++)
			moves[count++] = (struct encoded_move){
				(uint16_t)i, (uint16_t)(kinds - 1 - k), MOVE_WITHOUT_TEXT};
	}
	size_t apart = plan->text_moves > 0 ? count / plan->text_moves : 0;
	for (size_t i = 0; apart > 0 && i < plan->text_moves; i++)
		moves[count - 1 - i * apart].choice_set =
			(uint16_t)(i % sample->encoding.choice_set_count);
	sample->encoding.moves = moves;
	sample->encoding.move_count = count;
}

static inline void sample_encoding_init(struct sample_encoding *sample,
	const struct network_shape *shape, const struct sample_plan *plan, uint64_t seed)
{
	struct encoding *e = &sample->encoding;
	*sample = (struct sample_encoding){0};
	random_seed(&sample->random, seed);
	arena_init(&sample->arena, (size_t)256 << 20);
	e->positions = plan->positions;
	e->words =
		sample_bags(sample, e->positions, 0, plan->words_per_bag, shape->word_rows, false);
	e->values = sample_bags(
		sample, e->positions, 0, plan->words_per_bag / 2 + 1, shape->value_rows, false);
	e->features = sample_bags(sample, e->positions, plan->features_per_bag,
		plan->features_per_bag, shape->feature_rows, true);
	sample_relate(sample, shape);
	struct choice_set *sets = sample_take(sample, 2, sizeof(*sets));
	if (plan->text_moves > 0) {
		struct sample_plan shorter = *plan;
		shorter.copies = plan->copies / 2;
		sample_choices(sample, plan, &sets[0]);
		sample_choices(sample, &shorter, &sets[1]);
		e->choice_set_count = 2;
	}
	e->choice_sets = sets;
	sample_moves(sample, plan, shape);
}

static inline void sample_encoding_release(struct sample_encoding *sample)
{
	arena_release(&sample->arena);
}

/* What is right here: one move in five, and of those with a text one outcome in four; the first
 * of each always. */
static inline struct network_target sample_target(struct sample_encoding *sample, double weight)
{
	const struct encoding *e = &sample->encoding;
	unsigned char *moves = sample_take(sample, e->move_count, 1);
	const unsigned char **outcomes =
		sample_take(sample, e->move_count, sizeof(const unsigned char *));
	for (size_t m = 0; m < e->move_count; m++) {
		bool takes_text = e->moves[m].choice_set != MOVE_WITHOUT_TEXT;
		moves[m] = m == 0 || takes_text || random_below(&sample->random, 5) == 0;
		if (!takes_text || !moves[m])
			continue;
		const struct choice_set *set = &e->choice_sets[e->moves[m].choice_set];
		unsigned char *right = sample_take(sample, set->outcomes, 1);
		for (size_t o = 0; o < set->outcomes; o++)
			right[o] = o == 0 || random_below(&sample->random, 4) == 0;
		outcomes[m] = right;
	}
	return (struct network_target){moves, outcomes, weight};
}

#endif
