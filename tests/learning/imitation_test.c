/*
 * The shipped network learns workflows that it has never met: their goals do not name the steps, and
 * after some updates it does them without the demonstration, with other values than it learned from.
 */
#include "gym_states.h"
#include "learning/rehearsal.h"

#include "base/file.h"

#define MODEL PROJECT_ROOT "/models/base.safetensors"

enum { EPISODES = 6, UPDATES = 12, STEPS = 8, WORKFLOWS = 3, TRIED = 24, RANK = 16 };

struct fixture {
	struct model model;
	struct policy *frozen;
	struct collection_of_states others;
};

static int set_up(void **state)
{
	struct fixture *f = memory_new(1, sizeof(*f));
	struct error error = {0};
	matmul_use_one_thread();
	*state = f;
	if (!file_exists(MODEL))
		return 0;
	if (model_load(&f->model, MODEL, ENCODER_VERSION, RANK, 1, &error)) {
		print_error("%s\n", error.message);
		return -1;
	}
	f->frozen = policy_native_new(&f->model, NULL, NULL);
	replay_buffer_init(&f->others.buffer, 64, SIZE_MAX);
	struct rehearsal *rehearsal = rehearsal_new(1);
	for (int i = 0; i < 64; i++) {
		struct experience other;
		assert_int_equal(rehearsal_draw(rehearsal, &other, NULL), 0);
		replay_buffer_add(&f->others.buffer, &other);
	}
	rehearsal_free(rehearsal);
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	states_release(&f->others);
	policy_free(f->frozen);
	model_release(&f->model);
	free(f);
	return 0;
}

static size_t successes(struct policy *policy, const struct gym_wish *wish, bool shown)
{
	size_t count = 0;
	for (uint64_t seed = 0; seed < EPISODES; seed++)
		count += play(policy, wish, 50000 + seed, shown, NULL, NULL);
	return count;
}

/* Does it without the demonstration, after learning from runs with it. */
static size_t learn_workflow(struct fixture *f, const struct gym_wish *wish)
{
	struct bare_learner learner;
	struct distil_options options = distil_defaults;
	struct collection_of_states states = {.maker = experience_maker_new()};
	options.rate.total = UPDATES * STEPS;
	bare_init(&learner, &f->model, &options);
	replay_buffer_init(&states.buffer, 256, SIZE_MAX);
	struct policy *acting = policy_native_new(&f->model, learner.state.adapter, NULL);
	for (uint64_t update = 0; update < UPDATES; update++) {
		if (update % 2 == 0)
			play(acting, wish, 1 + update, true, collect, &states);
		struct distil_material material = material_of(&states, &f->others);
		assert_int_equal(learn(&learner, &material, STEPS).fault, DISTIL_FINE);
	}
	size_t after = successes(acting, wish, false);
	policy_free(acting);
	states_release(&states);
	bare_release(&learner);
	return after;
}

static void what_was_shown_once_is_done_without_the_demonstration(void **state)
{
	struct fixture *f = *state;
	size_t tried = 0, after = 0;
	if (!f->frozen)
		skip();
	for (uint64_t number = 1000; number < 1000 + TRIED && tried < WORKFLOWS; number++) {
		struct gym_wish wish = workflow(number);
		wish.split = GYM_HELD_ALL;
		if (successes(f->frozen, &wish, false) > 0 ||
			successes(f->frozen, &wish, true) < EPISODES)
			continue; /* nothing to learn, or nobody to learn it from */
		after += learn_workflow(f, &wish);
		tried++;
	}
	assert_int_equal(tried, WORKFLOWS);
	assert_true(100 * after >= 85 * WORKFLOWS * EPISODES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			what_was_shown_once_is_done_without_the_demonstration, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
