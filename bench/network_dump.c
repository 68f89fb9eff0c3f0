/*
 * network_dump.c - a small batch and what our network makes of it, for others to compute again.
 *
 *   network_dump FOLDER
 *
 * Writes FOLDER/network.safetensors (weights; slopes of the batch's loss under "gradient.") and one JSON
 * file for each of these:
 *
 *     small.json     a few small decisions with targets, their scores and the loss
 *     page-110.json  one decision in the size of a page, to take times with; page-150.json another
 *
 * network_parity.py reads them.
 */
#include "../tests/network/sample_encoding.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "tensor/matmul.h"
#include "tensor/safetensors.h"

#include <stdio.h>
#include <stdlib.h>

enum { DECISIONS = 3, ENTRIES_MOST = 512 };

static const struct network_shape shape = {
	.word_rows = 1000,
	.value_rows = 500,
	.text_width = 64,
	.feature_rows = 200,
	.width = 96,
	.heads = 4,
	.inner = 256,
	.blocks = 3,
	.bits = 24,
	.channels = 4,
	.kinds = 12,
	.pointer_width = 32,
};

static const struct sample_plan plans[DECISIONS] = {
	{37, 6, 9, 5, 4, 4, 3, 5}, {1, 0, 4, 3, 1, 0, 0, 0}, {52, 9, 7, 4, 3, 3, 5, 6}};

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "network_dump: %s\n", what);
	exit(EXIT_FAILURE);
}

static json_t *reals(const real *values, size_t count)
{
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, json_real((double)values[i]));
	return list;
}

static json_t *numbers(const uint32_t *values, size_t count)
{
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, json_integer(values[i]));
	return list;
}

/* ---- an encoding ---- */

/* [[row, share], ...] per position */
static json_t *bags_of(const struct bags *bags, size_t positions)
{
	json_t *list = json_array();
	for (size_t n = 0; n < positions; n++) {
		json_t *bag = json_array();
		size_t first = bags->first[n], end = bags->first[n + 1];
		for (size_t i = first; i < end; i++)
			json_array_append_new(
				bag, json_pack("[i, f]", (int)bags->row[i],
					     bags->share ? (double)bags->share[i]
							 : 1 / (double)(end - first)));
		json_array_append_new(list, bag);
	}
	return list;
}

static json_t *choices_of(const struct choice_set *set)
{
	json_t *list = json_array();
	for (size_t i = 0; i < set->entry_count; i++) {
		const struct choice_entry *e = &set->entries[i];
		json_array_append_new(list, json_pack("[i, i, i, i]", e->source == ENTRY_COPY,
						    (int)e->first, (int)e->last, (int)e->outcome));
	}
	return list;
}

static json_t *encoding_of(const struct encoding *e)
{
	const struct relations *r = &e->relations;
	size_t pairs = e->positions * e->positions;
	json_t *moves = json_array(), *sets = json_array();
	for (size_t m = 0; m < e->move_count; m++) {
		bool takes_text = e->moves[m].choice_set != MOVE_WITHOUT_TEXT;
		json_array_append_new(moves,
			json_pack("[i, i, i]", (int)e->moves[m].position, (int)e->moves[m].kind,
				takes_text ? (int)e->moves[m].choice_set : -1));
	}
	for (size_t c = 0; c < e->choice_set_count; c++)
		json_array_append_new(sets, choices_of(&e->choice_sets[c]));
	return json_pack("{s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "positions",
		(int)e->positions, "words", bags_of(&e->words, e->positions), "values",
		bags_of(&e->values, e->positions), "features", bags_of(&e->features, e->positions),
		"pair", numbers(r->pair, pairs), "mask", numbers(r->mask, r->classes), "channel",
		reals(r->channel, r->channels * pairs), "moves", moves, "choice_sets", sets);
}

static json_t *target_of(const struct encoding *e, const struct network_target *target)
{
	json_t *moves = json_array(), *outcomes = json_array();
	for (size_t m = 0; m < e->move_count; m++) {
		json_t *right = json_array();
		json_array_append_new(moves, json_integer(target->moves[m]));
		if (target->outcomes[m])
			for (size_t o = 0; o < e->choice_sets[e->moves[m].choice_set].outcomes; o++)
				json_array_append_new(right, json_integer(target->outcomes[m][o]));
		json_array_append_new(outcomes, right);
	}
	return json_pack(
		"{s:o, s:o, s:f}", "moves", moves, "outcomes", outcomes, "weight", target->weight);
}

/* Scores of the entries of each move that takes a text. */
static json_t *entries_of(struct network_pass *pass, const struct weights *weights, size_t i,
	const struct encoding *e)
{
	real scores[ENTRIES_MOST];
	json_t *list = json_array();
	for (size_t m = 0; m < e->move_count; m++) {
		if (e->moves[m].choice_set == MOVE_WITHOUT_TEXT) {
			json_array_append_new(list, json_array());
			continue;
		}
		network_entry_scores(pass, weights, i, m, scores);
		json_array_append_new(
			list, reals(scores, e->choice_sets[e->moves[m].choice_set].entry_count));
	}
	return list;
}

/* ---- what is written ---- */

static void write_json(const char *folder, const char *name, json_t *value)
{
	struct error error = {0};
	char *path = path_join(folder, name), *text = json_print(value);
	if (file_replace(path, text, strlen(text), 0644, &error))
		fail(error.message);
	free(path);
	free(text);
	json_decref(value);
}

static json_t *shape_of(void)
{
	return json_pack("{s:i, s:i, s:i, s:i}", "heads", (int)shape.heads, "blocks",
		(int)shape.blocks, "bits", (int)shape.bits, "pointer_width",
		(int)shape.pointer_width);
}

static void write_small(const char *folder, const struct network *network, const real *values,
	struct gradient *gradient)
{
	struct sample_encoding samples[DECISIONS];
	const struct encoding *encodings[DECISIONS];
	struct network_target targets[DECISIONS];
	struct weights weights = {.backbone = values};
	json_t *decisions = json_array();
	struct network_pass *pass = network_pass_new(network, true, NULL);
	for (size_t i = 0; i < DECISIONS; i++) {
		sample_encoding_init(&samples[i], &shape, &plans[i], i + 1);
		encodings[i] = &samples[i].encoding;
		targets[i] = sample_target(&samples[i], 1 + (double)i / 4);
	}
	if (!pass || network_pass_reserve(pass, encodings, DECISIONS, NULL))
		fail("There is no memory.");
	network_forward(pass, &weights);
	double loss =
		network_learn_targets(pass, &weights, targets, &(struct gradients){gradient, NULL});
	for (size_t i = 0; i < DECISIONS; i++)
		json_array_append_new(decisions,
			json_pack("{s:o, s:o, s:o, s:o}", "encoding", encoding_of(encodings[i]),
				"target", target_of(encodings[i], &targets[i]), "move_scores",
				reals(network_move_scores(pass, i), encodings[i]->move_count),
				"entry_scores", entries_of(pass, &weights, i, encodings[i])));
	write_json(folder, "small.json",
		json_pack("{s:o, s:o, s:f}", "shape", shape_of(), "decisions", decisions, "loss",
			loss));
	for (size_t i = 0; i < DECISIONS; i++)
		sample_encoding_release(&samples[i]);
	network_pass_free(pass);
}

static void write_page(const char *folder, size_t positions)
{
	struct sample_plan plan = {positions, 14, 40, 8, positions < 130 ? 7 : 5, 12, 8, 10};
	struct sample_encoding sample;
	char *name = memory_format("page-%zu.json", positions);
	sample_encoding_init(&sample, &shape, &plan, 1);
	struct network_target target = sample_target(&sample, 1);
	json_t *decisions = json_array();
	json_array_append_new(
		decisions, json_pack("{s:o, s:o}", "encoding", encoding_of(&sample.encoding),
				   "target", target_of(&sample.encoding, &target)));
	write_json(
		folder, name, json_pack("{s:o, s:o}", "shape", shape_of(), "decisions", decisions));
	sample_encoding_release(&sample);
	free(name);
}

int main(int argc, char **argv)
{
	struct network network;
	struct gradient gradient;
	struct random random;
	struct error error = {0};
	if (argc != 2)
		fail("usage: network_dump FOLDER");
	matmul_use_one_thread();
	if (network_init(&network, &shape, &error) ||
		gradient_init(&gradient, &network.backbone, &error))
		fail(error.message);
	real *values = tensors_buffer_new(&network.backbone);
	if (!values)
		fail("There is no memory.");
	random_seed(&random, 1);
	tensors_start(&network.backbone, values, &random);
	for (size_t i = 0; i < network.backbone.count; i++) /* what starts at 0 or 1, too */
		for (size_t j = 0; j < network.backbone.items[i].count; j++)
			values[network.backbone.items[i].offset + j] +=
				(real)(0.1 * (2 * random_unit(&random) - 1));
	if (folder_make(argv[1], 0755, &error))
		fail(error.message);
	write_small(argv[1], &network, values, &gradient);
	write_page(argv[1], 110);
	write_page(argv[1], 150);
	const struct safetensors_part parts[] = {{"", &network.backbone, values, SAFETENSORS_F32},
		{"gradient.", &network.backbone, gradient.values, SAFETENSORS_F32}};
	char *path = path_join(argv[1], "network.safetensors");
	if (safetensors_save(path, parts, 2, NULL, &error))
		fail(error.message);
	free(path);
	free(values);
	gradient_release(&gradient);
	network_release(&network);
	return EXIT_SUCCESS;
}
