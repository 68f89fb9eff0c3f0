/*
 * sample_learner.h - a small learner: two linear layers' adapters, moments, an EMA teacher, all
 * filled from one number, so that a state is known again by it.
 */
#ifndef SAMPLE_LEARNER_H
#define SAMPLE_LEARNER_H

#include "learning/store.h"

#include "base/file.h"
#include "base/memory.h"
#include "tensor/linear.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLE_BASE "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

enum { SAMPLE_RANK = 2 };

struct sample_learner {
	struct tensors backbone, table;
	struct linear layers[2];
	real *adapter, *teacher;
	struct adamw adamw;
	struct learner_state state;
};

static inline void sample_fill(const struct tensors *table, real *values, double first)
{
	for (size_t i = 0; i < table->count; i++)
		for (size_t j = 0; j < table->items[i].count; j++)
			values[table->items[i].offset + j] = (real)(first + (double)j / 64);
}

/* Everything the learner holds becomes that of state number `mark`, 1..: exact in float. */
static inline void sample_mark(struct sample_learner *learner, uint64_t mark)
{
	sample_fill(&learner->table, learner->adapter, (double)mark);
	sample_fill(&learner->table, learner->adamw.mean, (double)mark + 0.25);
	sample_fill(&learner->table, learner->adamw.square, (double)mark + 0.5);
	sample_fill(&learner->table, learner->teacher, (double)mark + 0.75);
	learner->adamw.steps = learner->state.steps = 8 * mark;
	learner->state.updates = mark;
	learner->state.temperature = 1 + (double)mark / 16;
}

static inline void sample_init(struct sample_learner *learner, uint64_t mark)
{
	*learner = (struct sample_learner){0};
	linear_declare(&learner->layers[0], &learner->backbone, "one", 3, 4, true, 0.1);
	linear_declare(&learner->layers[1], &learner->backbone, "two", 4, 2, false, 0.1);
	linear_adapt(&learner->layers[0], &learner->table, "one", SAMPLE_RANK, 0.5);
	linear_adapt(&learner->layers[1], &learner->table, "two", SAMPLE_RANK, 0.5);
	learner->adapter = tensors_buffer_new(&learner->table);
	learner->teacher = tensors_buffer_new(&learner->table);
	assert_int_equal(adamw_init(&learner->adamw, &learner->table, NULL), 0);
	learner->state = (struct learner_state){
		.identity = {.base = SAMPLE_BASE, .encoder = 3, .rank = SAMPLE_RANK, .scale = 0.5},
		.table = &learner->table,
		.adapter = learner->adapter,
		.adamw = &learner->adamw,
		.teacher = learner->teacher,
	};
	sample_mark(learner, mark);
}

static inline void sample_release(struct sample_learner *learner)
{
	tensors_release(&learner->backbone);
	tensors_release(&learner->table);
	adamw_release(&learner->adamw);
	free(learner->adapter);
	free(learner->teacher);
}

static inline bool sample_has(const struct tensors *table, const real *values, double first)
{
	for (size_t i = 0; i < table->count; i++)
		for (size_t j = 0; j < table->items[i].count; j++)
			if (values[table->items[i].offset + j] != (real)(first + (double)j / 64))
				return false;
	return true;
}

/* All of it is state number `mark`: no part is another's. */
static inline bool sample_is(const struct sample_learner *learner, uint64_t mark)
{
	double number = (double)mark;
	return sample_has(&learner->table, learner->adapter, number) &&
	       sample_has(&learner->table, learner->adamw.mean, number + 0.25) &&
	       sample_has(&learner->table, learner->adamw.square, number + 0.5) &&
	       sample_has(&learner->table, learner->teacher, number + 0.75) &&
	       learner->adamw.steps == 8 * mark && learner->state.steps == 8 * mark &&
	       learner->state.updates == mark && learner->state.temperature == 1 + number / 16;
}

static inline char *temporary_folder(void)
{
	char *folder = strdup("/tmp/apprentice-learning-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	return folder;
}

static inline void discard(char *folder)
{
	assert_int_equal(folder_remove(folder, NULL), 0);
	free(folder);
}

static inline void open_store(struct store *store, const char *folder, enum store_mode mode)
{
	struct error error = {0};
	if (store_open(store, folder, "book", mode, &error))
		fail_msg("%s", error.message);
}

/* Saves state number `mark` after one update and one successful outcome; returns its hash in the
 * store's state. */
static inline void save_mark(struct store *store, struct sample_learner *learner, uint64_t mark,
	enum window_verdict verdict)
{
	struct error error = {0};
	struct window_decision decision = {.verdict = verdict, .reason = "It was good."};
	sample_mark(learner, mark);
	gate_updated(&store->state.gate, 8);
	window_updated(&window_defaults, &store->state.window);
	window_add(&window_defaults, &store->state.window, true);
	decision.success = window_success(&store->state.window);
	if (store_save(store, &learner->state, &decision, &error))
		fail_msg("%s", error.message);
}

#endif
