/*
 * tiny_network.h - a small network of the policy's kind, made of every layer: words and kinds of
 * positions are embedded, two blocks read them with their relations, the first position of each
 * sequence points at one of the others. Used in float and, for differences, in double.
 */
#ifndef TINY_NETWORK_H
#define TINY_NETWORK_H

#include "sample_batch.h"
#include "tensor/block.h"
#include "tensor/candidates.h"
#include "tensor/divergence.h"
#include "tensor/embedding.h"
#include "tensor/pointer.h"

enum { WIDTH = 12, TEXT_WIDTH = 5, HEADS = 3, INNER = 20, BLOCKS = 2, POINTER_WIDTH = 7 };
enum { WORD_ROWS = 17, KIND_ROWS = 4, WORDS_PER_ROW = 3, LORA_RANK = 2 };

struct tiny_network {
	struct tensors backbone, adapter;
	struct embedding words, kinds;
	struct linear text, query, key;
	struct block blocks[BLOCKS];
	struct norm last;
	struct pointer pointer;

	struct sample_batch sample;
	size_t word_first[ROWS + 1], kind_first[ROWS + 1];
	uint32_t word[ROWS * WORDS_PER_ROW], kind[ROWS];

	struct workspace workspace;
	struct block_kept kept[BLOCKS];
	struct block_room room;
	real *bagged, *x[BLOCKS + 1], *statistics, *normed, *queries, *keys, *scores;
	real *dscores, *dqueries, *dkeys, *dnormed, *dx, *dbagged;

	const struct divergence *divergence; /* NULL: cross-entropy */
};

static inline void tiny_declare(struct tiny_network *n)
{
	struct block_shape shape = {WIDTH, HEADS, INNER, BITS, CHANNELS, BLOCKS};
	embedding_declare(&n->words, &n->backbone, "words", WORD_ROWS, TEXT_WIDTH, 0.5);
	embedding_declare(&n->kinds, &n->backbone, "kinds", KIND_ROWS, WIDTH, 0.5);
	linear_declare(&n->text, &n->backbone, "text", TEXT_WIDTH, WIDTH, false, 0.5);
	for (int i = 0; i < BLOCKS; i++) {
		char name[16];
		snprintf(name, sizeof(name), "blocks.%d", i);
		block_declare(&n->blocks[i], &n->backbone, name, &shape);
		block_adapt(&n->blocks[i], &n->adapter, name, LORA_RANK, 0.75);
	}
	norm_declare(&n->last, &n->backbone, "last", WIDTH);
	linear_declare(&n->query, &n->backbone, "query", WIDTH, POINTER_WIDTH, true, 0.3);
	linear_declare(&n->key, &n->backbone, "key", WIDTH, POINTER_WIDTH, true, 0.3);
	linear_adapt(&n->query, &n->adapter, "query", LORA_RANK, 0.75);
	linear_adapt(&n->key, &n->adapter, "key", LORA_RANK, 0.75);
	pointer_declare(&n->pointer, &n->backbone, "pointer", POINTER_WIDTH, BITS, CHANNELS);
}

static inline void tiny_take(struct tiny_network *n)
{
	struct workspace *w = &n->workspace;
	struct batch_size size = batch_size(&n->sample.batch);
	for (int i = 0; i < BLOCKS; i++)
		block_kept_take(&n->kept[i], &n->blocks[i], &size, true, w);
	block_room_take(&n->room, &n->blocks[0], &size, true, w);
	n->bagged = workspace_reals(w, ROWS * TEXT_WIDTH);
	n->dbagged = workspace_reals(w, ROWS * TEXT_WIDTH);
	for (int i = 0; i <= BLOCKS; i++)
		n->x[i] = workspace_reals(w, ROWS * WIDTH);
	n->statistics = workspace_reals(w, 2 * ROWS);
	n->normed = workspace_reals(w, ROWS * WIDTH);
	n->dnormed = workspace_reals(w, ROWS * WIDTH);
	n->dx = workspace_reals(w, ROWS * WIDTH);
	n->queries = workspace_reals(w, ROWS * POINTER_WIDTH);
	n->keys = workspace_reals(w, ROWS * POINTER_WIDTH);
	n->dqueries = workspace_reals(w, ROWS * POINTER_WIDTH);
	n->dkeys = workspace_reals(w, ROWS * POINTER_WIDTH);
	n->scores = workspace_reals(w, ROWS);
	n->dscores = workspace_reals(w, ROWS);
}

static inline void tiny_init(struct tiny_network *n)
{
	*n = (struct tiny_network){0};
	struct random random;
	random_seed(&random, 5);
	tiny_declare(n);
	sample_batch_init(&n->sample, true);
	for (size_t row = 0; row < ROWS; row++) {
		n->word_first[row + 1] = (row + 1) * WORDS_PER_ROW;
		n->kind_first[row + 1] = row + 1;
		n->kind[row] = random_below(&random, KIND_ROWS);
		for (size_t i = 0; i < WORDS_PER_ROW; i++)
			n->word[row * WORDS_PER_ROW + i] = random_below(&random, WORD_ROWS);
	}
	tiny_take(n);
	assert_int_equal(workspace_init(&n->workspace, n->workspace.used_bytes, NULL), 0);
	tiny_take(n);
	assert_true(workspace_fits(&n->workspace));
}

static inline void tiny_release(struct tiny_network *n)
{
	tensors_release(&n->backbone);
	tensors_release(&n->adapter);
	workspace_release(&n->workspace);
	sample_batch_release(&n->sample);
}

/* Scores of all rows: those of sequence s are where its first position points. */
static inline void tiny_forward(struct tiny_network *n, const struct weights *weights)
{
	const struct batch *batch = &n->sample.batch;
	struct bags words = {n->word_first, n->word, NULL}, kinds = {n->kind_first, n->kind, NULL};
	embedding_forward(&n->words, weights, &words, ROWS, n->bagged);
	embedding_forward(&n->kinds, weights, &kinds, ROWS, n->x[0]);
	linear_forward(&n->text, weights, n->bagged, ROWS, n->x[0], n->x[0], NULL);
	for (int i = 0; i < BLOCKS; i++)
		block_forward(
			&n->blocks[i], weights, batch, n->x[i], n->x[i + 1], &n->kept[i], &n->room);
	norm_forward(&n->last, weights, n->x[BLOCKS], ROWS, n->normed, n->statistics);
	linear_forward(&n->query, weights, n->normed, ROWS, NULL, n->queries, n->room.linear);
	linear_forward(&n->key, weights, n->normed, ROWS, NULL, n->keys, n->room.linear);
	for (size_t s = 0; s < SEQUENCES; s++) {
		size_t first = n->sample.first[s], T = n->sample.first[s + 1] - first;
		struct pointer_keys keys = {
			n->keys + first * POINTER_WIDTH, POINTER_WIDTH, {T, NULL}};
		pointer_forward(&n->pointer, weights, n->sample.list[s], 0,
			n->queries + first * POINTER_WIDTH, &keys, n->scores + first);
		if (T > 1)
			n->scores[first] = CANDIDATE_ILLEGAL; /* no pointing at oneself */
	}
}

/* The position that sequence s should point at. */
static inline size_t tiny_target(size_t s)
{
	return s == 1 ? 0 : s + 1;
}

/* The loss over all sequences, and its slopes in dscores. */
static inline double tiny_loss(struct tiny_network *n)
{
	double loss = 0;
	for (size_t s = 0; s < SEQUENCES; s++) {
		size_t first = n->sample.first[s], T = n->sample.first[s + 1] - first;
		real target[LONGEST] = {0};
		target[tiny_target(s)] = (real)0.875;
		target[T - 1] += (real)0.125;
		loss += n->divergence ? divergence_loss(n->divergence, n->scores + first, target, T,
						n->dscores + first)
				      : candidates_cross_entropy(
						n->scores + first, target, T, n->dscores + first);
	}
	return loss;
}

static inline void tiny_backward(
	struct tiny_network *n, const struct weights *weights, const struct gradients *gradients)
{
	const struct batch *batch = &n->sample.batch;
	memset(n->dqueries, 0, ROWS * POINTER_WIDTH * sizeof(real));
	memset(n->dkeys, 0, ROWS * POINTER_WIDTH * sizeof(real));
	for (size_t s = 0; s < SEQUENCES; s++) {
		size_t first = n->sample.first[s], T = n->sample.first[s + 1] - first;
		struct pointer_keys keys = {
			n->keys + first * POINTER_WIDTH, POINTER_WIDTH, {T, NULL}};
		pointer_backward(&n->pointer, gradients, n->sample.list[s], 0,
			n->queries + first * POINTER_WIDTH, &keys, n->dscores + first,
			n->dqueries + first * POINTER_WIDTH, n->dkeys + first * POINTER_WIDTH);
	}
	linear_backward(&n->query, weights, gradients, n->normed, n->dqueries, ROWS, NULL,
		n->dnormed, n->room.linear);
	linear_backward(&n->key, weights, gradients, n->normed, n->dkeys, ROWS, n->dnormed,
		n->dnormed, n->room.linear);
	norm_backward(&n->last, weights, gradients, n->x[BLOCKS], n->statistics, n->dnormed, ROWS,
		NULL, n->dx);
	for (int i = BLOCKS - 1; i >= 0; i--)
		block_backward(&n->blocks[i], weights, gradients, batch, &n->kept[i], n->dx, n->dx,
			&n->room);
	linear_backward(
		&n->text, weights, gradients, n->bagged, n->dx, ROWS, NULL, n->dbagged, NULL);
	struct bags words = {n->word_first, n->word, NULL}, kinds = {n->kind_first, n->kind, NULL};
	embedding_backward(&n->words, gradients, &words, n->dbagged, ROWS);
	embedding_backward(&n->kinds, gradients, &kinds, n->dx, ROWS);
}

#endif
