/* A whole small network in float learns, alone and in two threads. */
#include "tiny_network.h"

#include "tensor/adamw.h"
#include "tensor/matmul.h"
#include "tensor/schedule.h"

#include <pthread.h>

struct fixture {
	struct tiny_network network;
	real *values;
	struct gradient gradient;
	struct adamw adamw;
};

static void setup(struct fixture *f)
{
	struct random random;
	*f = (struct fixture){0};
	matmul_use_one_thread();
	tiny_init(&f->network);
	f->values = tensors_buffer_new(&f->network.backbone);
	random_seed(&random, 3);
	tensors_start(&f->network.backbone, f->values, &random);
	assert_int_equal(gradient_init(&f->gradient, &f->network.backbone, NULL), 0);
	assert_int_equal(adamw_init(&f->adamw, &f->network.backbone, NULL), 0);
}

static void teardown(struct fixture *f)
{
	tiny_release(&f->network);
	gradient_release(&f->gradient);
	adamw_release(&f->adamw);
	free(f->values);
}

static double compute(struct fixture *f, const real *values)
{
	struct weights weights = {.backbone = values};
	gradient_clear(&f->gradient);
	tiny_forward(&f->network, &weights);
	double loss = tiny_loss(&f->network);
	tiny_backward(&f->network, &weights, &(struct gradients){&f->gradient, NULL});
	return loss;
}

/* The targets are not certain, so the loss falls to their entropy, not to 0. */
static double least_loss(void)
{
	double mixed = -0.875 * log(0.875) - 0.125 * log(0.125);
	return 2 * mixed; /* the second sequence has one candidate and nothing to learn */
}

static void one_batch_is_learned_by_heart(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	struct schedule schedule = {.peak = 0.01, .floor = 0.0001, .warm_up = 10, .total = 300};
	struct adamw_options options = {0.9, 0.99, 1e-8, 0};
	double first = compute(&f, f.values);
	assert_true(first > least_loss() + 0.5);
	for (uint64_t step = 0; step < schedule.total; step++) {
		compute(&f, f.values);
		gradient_clip(&f.gradient, 1);
		adamw_step(
			&f.adamw, &options, schedule_rate(&schedule, step), &f.gradient, f.values);
	}
	assert_float_equal(compute(&f, f.values), least_loss(), 1e-3);
	assert_null(tensors_find_not_finite(&f.network.backbone, f.values));
	teardown(&f);
}

struct worker {
	struct fixture fixture;
	const real *values;
	double loss;
};

static void *work(void *argument)
{
	struct worker *worker = argument;
	worker->loss = compute(&worker->fixture, worker->values);
	return NULL;
}

/* Two threads, each with its gradient, on the same weights: their sum is twice one's, to the bit. */
static void two_threads_add_their_gradients_up(void **state)
{
	(void)state;
	static struct worker workers[2];
	struct fixture alone;
	setup(&alone);
	double loss = compute(&alone, alone.values);
	for (int i = 0; i < 2; i++) {
		setup(&workers[i].fixture);
		gradient_release(&workers[i].fixture.gradient); /* threads share one table */
		assert_int_equal(
			gradient_init(&workers[i].fixture.gradient, &alone.network.backbone, NULL),
			0);
		workers[i].values = alone.values;
	}
	for (int round = 0; round < 3; round++) {
		pthread_t threads[2];
		for (int i = 0; i < 2; i++)
			assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
		for (int i = 0; i < 2; i++)
			assert_int_equal(pthread_join(threads[i], NULL), 0);
		gradient_add(&workers[0].fixture.gradient, &workers[1].fixture.gradient);
		assert_true(workers[0].loss == loss && workers[1].loss == loss);
		const struct gradient *sum = &workers[0].fixture.gradient;
		for (size_t i = 0; i < alone.network.backbone.total; i++)
			assert_true(sum->values[i] == 2 * alone.gradient.values[i]);
	}
	for (int i = 0; i < 2; i++)
		teardown(&workers[i].fixture);
	teardown(&alone);
}

/* Sequences computed together or one by one: the same numbers but for rounding. */
static void packing_does_not_change_what_is_computed(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	struct tiny_network *n = &f.network;
	struct weights weights = {.backbone = f.values};
	tiny_forward(n, &weights);
	real together[ROWS * WIDTH], one[LONGEST * WIDTH];
	block_forward(&n->blocks[0], &weights, &n->sample.batch, n->x[0], together, &n->kept[0],
		&n->room);
	for (size_t s = 0; s < SEQUENCES; s++) {
		size_t start = n->sample.first[s], T = n->sample.first[s + 1] - start;
		const size_t first[] = {0, T};
		struct batch alone = {1, first, &n->sample.list[s], NULL};
		block_forward(&n->blocks[0], &weights, &alone, n->x[0] + start * WIDTH, one,
			&n->kept[0], &n->room);
		for (size_t i = 0; i < T * WIDTH; i++)
			assert_float_equal(one[i], together[start * WIDTH + i], 1e-5);
	}
	teardown(&f);
}

/* Without backward one block_kept serves all blocks, and one buffer carries the stream. */
static void blocks_share_their_memory_where_nothing_is_learned(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	struct tiny_network *n = &f.network;
	struct weights weights = {.backbone = f.values};
	tiny_forward(n, &weights);
	struct batch_size size = batch_size(&n->sample.batch);
	struct workspace workspace = {0};
	struct block_kept kept;
	block_kept_take(&kept, &n->blocks[0], &size, false, &workspace);
	assert_true(workspace.used_bytes < n->workspace.used_bytes / 4);
	assert_int_equal(workspace_init(&workspace, workspace.used_bytes, NULL), 0);
	block_kept_take(&kept, &n->blocks[0], &size, false, &workspace);
	real stream[ROWS * WIDTH];
	memcpy(stream, n->x[0], sizeof(stream));
	for (int i = 0; i < BLOCKS; i++)
		block_forward(
			&n->blocks[i], &weights, &n->sample.batch, stream, stream, &kept, &n->room);
	assert_memory_equal(stream, n->x[BLOCKS], sizeof(stream));
	workspace_release(&workspace);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_batch_is_learned_by_heart),
		cmocka_unit_test(two_threads_add_their_gradients_up),
		cmocka_unit_test(packing_does_not_change_what_is_computed),
		cmocka_unit_test(blocks_share_their_memory_where_nothing_is_learned),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
