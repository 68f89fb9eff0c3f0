/*
 * The network that comes with the program, on the recordings of the bundled apps, which it was not trained on.
 * Not an examination: an encoder that means something else than what the weights have learned, or
 * weights of another encoder, fall far below these numbers.
 */
#include "policy/guided.h"
#include "policy/native.h"
#include "policy/replay.h"

#include "encode_support.h"

enum { DECISIONS_LEAST = 140, NETWORK_PERCENT = 65, GUIDED_PERCENT = 90 };

static struct model model;
static struct policy *policy;
static size_t decisions, as_recorded;

/* Nobody records the last decision: that it is done. */
static bool is_as_recorded(
	const struct trajectory *demonstration, size_t step, const struct action *chosen)
{
	if (step == demonstration->step_count)
		return chosen->kind == ACTION_FINISH;
	return actions_equal(chosen, &demonstration->steps[step].action);
}

static void count_decisions(const struct shipped *shipped)
{
	const struct trajectory *demonstration = &shipped->demonstration;
	for (size_t s = 0; s <= demonstration->step_count; s++) {
		struct policy_input input = shipped_input(shipped, s);
		struct decision decision;
		struct arena arena;
		arena_init(&arena, ENCODE_ARENA_BYTES);
		decisions++;
		if (!policy_decide(policy, &input, &arena, &decision, NULL))
			as_recorded +=
				is_as_recorded(demonstration, s, &decision.candidates[0].action);
		arena_release(&arena);
	}
}

static void check_share(size_t percent)
{
	decisions = as_recorded = 0;
	for_each_shipped(count_decisions);
	policy_free(policy);
	print_message("%zu of %zu decisions as recorded\n", as_recorded, decisions);
	assert_true(decisions >= DECISIONS_LEAST);
	assert_true(100 * as_recorded >= percent * decisions);
}

static void the_network_alone_follows_recordings_it_has_not_seen(void **state)
{
	(void)state;
	policy = policy_native_new(&model, NULL, NULL);
	check_share(NETWORK_PERCENT);
}

static void with_the_rules_it_does_nearly_always(void **state)
{
	(void)state;
	policy = policy_guided_new(policy_native_new(&model, NULL, NULL), policy_replay_new());
	check_share(GUIDED_PERCENT);
}

static int load(void **state)
{
	struct error error = {0};
	(void)state;
	if (model_load(
		    &model, PROJECT_ROOT "/models/base.safetensors", ENCODER_VERSION, 0, 1, &error))
		fail_msg("%s", error.message);
	return 0;
}

static int release(void **state)
{
	(void)state;
	model_release(&model);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_network_alone_follows_recordings_it_has_not_seen),
		cmocka_unit_test(with_the_rules_it_does_nearly_always),
	};
	return cmocka_run_group_tests(tests, load, release);
}
