#include "gym/examination.h"
#include "gym/feeder.h"
#include "gym/probe.h"
#include "gym/training.h"
#include "gym/training_card.h"

#include "base/file.h"
#include "base/memory.h"
#include "policy/native.h"
#include "tensor/matmul.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void small(struct training_options *options)
{
	training_defaults(options);
	options->shape.width = 16;
	options->shape.heads = 2;
	options->shape.inner = 16;
	options->shape.blocks = 1;
	options->shape.pointer_width = 8;
	options->threads = 1;
	options->lanes = 8;
	options->decisions = 160;
	options->rate = 3e-3;
}

struct trained {
	struct model model;
	struct training_result result;
};

static struct trained *train_so(const struct training_options *options)
{
	struct trained *trained = memory_new(1, sizeof *trained);
	struct error error = {0};
	if (train(options, &trained->model, &trained->result, &error))
		fail_msg("%s", error.message);
	return trained;
}

static void trained_free(struct trained *trained)
{
	model_release(&trained->model);
	free(trained);
}

static void assert_same_weights(const struct trained *a, const struct trained *b)
{
	size_t total = a->model.network.backbone.total;
	assert_int_equal(total, b->model.network.backbone.total);
	assert_memory_equal(a->model.values, b->model.values, total * sizeof(real));
}

static void one_seed_gives_one_network(void **state)
{
	(void)state;
	struct training_options options;
	small(&options);
	struct trained *first = train_so(&options), *second = train_so(&options);
	assert_same_weights(first, second);
	assert_int_equal(first->result.decisions, 160);
	options.seed++;
	struct trained *third = train_so(&options);
	assert_memory_not_equal(first->model.values, third->model.values,
		first->model.network.backbone.total * sizeof(real));
	trained_free(first);
	trained_free(second);
	trained_free(third);
}

static void two_threads_give_the_same_each_time(void **state)
{
	(void)state;
	struct training_options options;
	small(&options);
	options.threads = 2;
	options.lanes = 4;
	struct trained *first = train_so(&options), *second = train_so(&options);
	assert_same_weights(first, second);
	trained_free(first);
	trained_free(second);
}

static double loss_after(uint64_t decisions)
{
	struct training_options options;
	small(&options);
	options.decisions = decisions;
	struct trained *trained = train_so(&options);
	struct weights weights = {.backbone = trained->model.values};
	struct probe_options how = {.split = GYM_TRAIN, .seed = 3, .decisions = 200};
	struct probe_result result;
	assert_int_equal(probe(&trained->model.network, &weights, 1, &how, &result, NULL), 0);
	assert_true(result.decisions > 150);
	trained_free(trained);
	return result.log_loss;
}

static void training_lowers_the_loss_on_what_was_not_seen(void **state)
{
	(void)state;
	double before = loss_after(8), after = loss_after(2400);
	assert_true(after < 0.8 * before);
}

static void a_training_goes_on_from_its_state(void **state)
{
	(void)state;
	char folder[] = "/tmp/training-XXXXXX";
	assert_non_null(mkdtemp(folder));
	struct training_options options;
	small(&options);
	char *path = path_join(folder, "state");
	options.state_path = path;
	trained_free(train_so(&options));
	options.resume = true;
	options.decisions = 240;
	struct trained *longer = train_so(&options);
	assert_int_equal(longer->result.decisions, 240);
	assert_int_equal(longer->result.steps, 30);
	options.shape.inner = 32;
	struct model model = {0};
	struct error error = {0};
	assert_int_equal(train(&options, &model, &longer->result, &error), ERROR_INPUT);
	assert_non_null(strstr(error.message, path));
	model_release(&model);
	trained_free(longer);
	folder_remove(folder, NULL);
	free(path);
}

static void a_stop_ends_a_training(void **state)
{
	(void)state;
	atomic_bool stop = true;
	struct training_options options;
	small(&options);
	options.stop = &stop;
	struct trained *trained = train_so(&options);
	assert_true(trained->result.stopped);
	assert_int_equal(trained->result.decisions, 0);
	trained_free(trained);
}

/* The same stream again, also when what is right is asked in between. */
static void a_stream_follows_from_its_seed(void **state)
{
	(void)state;
	struct feeder_options options = {
		.split = GYM_TRAIN, .seed = 11, .lanes = 3, .by_chance = 0.2};
	struct feeder *a = feeder_new(&options), *b = feeder_new(&options);
	for (int round = 0; round < 20; round++)
		for (size_t lane = 0; lane < 3; lane++) {
			struct fed_decision left, right;
			assert_int_equal(feeder_look(a, lane, &left, NULL), 0);
			assert_int_equal(feeder_look(b, lane, &right, NULL), 0);
			size_t count = left.page->encoding.move_count;
			assert_int_equal(count, right.page->encoding.move_count);
			assert_memory_equal(left.target.moves, right.target.moves, count);
			feeder_move(a, lane, NULL);
			feeder_move(b, lane, NULL);
		}
	assert_int_equal(feeder_counted(a).episodes, feeder_counted(b).episodes);
	feeder_free(a);
	feeder_free(b);
}

/* Nearly everything that is right can be said in moves; else nothing could be learned. */
static void what_is_right_can_be_expressed(void **state)
{
	(void)state;
	struct feeder_options options = {.split = GYM_TRAIN, .seed = 5, .lanes = 4};
	struct feeder *feeder = feeder_new(&options);
	for (int i = 0; i < 400; i++) {
		struct fed_decision decision;
		assert_int_equal(feeder_look(feeder, (size_t)i % 4, &decision, NULL), 0);
		feeder_move(feeder, (size_t)i % 4, NULL);
	}
	assert_true(feeder_counted(feeder).inexpressible <= 8);
	feeder_free(feeder);
}

static void an_untrained_network_can_be_examined(void **state)
{
	(void)state;
	struct training_options options;
	struct model model = {0};
	small(&options);
	assert_int_equal(model_new(&model, &options.shape, 1, NULL), 0);
	struct policy *policy = policy_native_new(&model, NULL, NULL);
	struct examination_options how = {
		.wish = {.split = GYM_HELD_ALL, .goal = GYM_GOAL_EXPLICIT}, .episodes = 10};
	struct examination_score *score = memory_new(1, sizeof *score);
	assert_int_equal(examine_episodes(policy, &how, score, NULL), 0);
	assert_int_equal(score->episodes, 10);
	assert_true(score->decisions >= 10 && score->right <= score->decisions);
	assert_true(
		score->interval.low <= score->interval.high && score->gap >= 0 && score->gap <= 1);
	free(score);
	policy_free(policy);
	model_release(&model);
}

static void a_curve_is_drawn(void **state)
{
	(void)state;
	struct training_result *result = memory_new(1, sizeof *result);
	struct bytes svg;
	bytes_init(&svg, 1 << 20);
	result->points = 2;
	result->curve[0] = (struct training_point){.decisions = 1000, .loss = 2};
	result->curve[1] = (struct training_point){.decisions = 2000, .loss = 1, .accuracy = {1}};
	assert_int_equal(training_curve_draw(result, &svg, NULL), 0);
	assert_non_null(strstr(svg.data, "<svg"));
	assert_non_null(strstr(svg.data, "570.0,30.0 ")); /* everything right, at the end */
	assert_null(strstr(svg.data, "nan"));
	bytes_release(&svg);
	free(result);
}

static int setup(void **state)
{
	(void)state;
	matmul_use_one_thread();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_seed_gives_one_network),
		cmocka_unit_test(two_threads_give_the_same_each_time),
		cmocka_unit_test(training_lowers_the_loss_on_what_was_not_seen),
		cmocka_unit_test(a_training_goes_on_from_its_state),
		cmocka_unit_test(a_stop_ends_a_training),
		cmocka_unit_test(a_stream_follows_from_its_seed),
		cmocka_unit_test(what_is_right_can_be_expressed),
		cmocka_unit_test(an_untrained_network_can_be_examined),
		cmocka_unit_test(a_curve_is_drawn),
	};
	return cmocka_run_group_tests(tests, setup, NULL);
}
