#include "learning/learning_policy.h"

#include "gym_states.h"

#include "base/file.h"

static const struct action save = {ACTION_CLICK, 1, ""}, back = {ACTION_CLICK, 2, ""},
			   type = {ACTION_TYPE, 3, "Green"}, other = {ACTION_TYPE, 3, "Blue"};

static struct decision decision_of(struct candidate *candidates, size_t count, double confidence)
{
	return (struct decision){
		.candidates = candidates, .candidate_count = count, .confidence = confidence};
}

static void the_same_decision_agrees_and_is_nothing_apart(void **state)
{
	(void)state;
	struct candidate one[] = {
		{.action = save, .probability = 0.75}, {.action = back, .probability = 0.25}};
	struct decision decision = decision_of(one, 2, 0.4);
	struct shadow shadow = shadow_compare(&decision, &decision);
	assert_true(shadow.agrees);
	assert_float_equal(shadow.divergence, 0, 1e-12);
	assert_float_equal(shadow.confidence, 0.4, 0);
}

static void how_far_two_are_apart_is_the_divergence(void **state)
{
	(void)state;
	struct candidate one[] = {
		{.action = save, .probability = 0.75}, {.action = back, .probability = 0.25}};
	struct candidate two[] = {
		{.action = back, .probability = 0.5}, {.action = save, .probability = 0.5}};
	struct decision acting = decision_of(one, 2, 0.4), frozen = decision_of(two, 2, 0.1);
	struct shadow shadow = shadow_compare(&acting, &frozen);
	assert_false(shadow.agrees);
	assert_float_equal(shadow.divergence, 0.75 * log(1.5) + 0.25 * log(0.5), 1e-12);
	assert_float_equal(shadow.confidence, 0.1, 0);
}

static void what_the_shadow_does_not_list_has_what_is_left(void **state)
{
	(void)state;
	struct candidate one[] = {{.action = type, .probability = 1}};
	struct candidate two[] = {{.action = other, .probability = 0.8}};
	struct decision acting = decision_of(one, 1, 1), frozen = decision_of(two, 1, 1);
	struct shadow shadow = shadow_compare(&acting, &frozen);
	assert_false(shadow.agrees); /* the same field, another text */
	assert_float_equal(shadow.divergence, log(1 / 0.2), 1e-9);
	two[0].probability = 1;
	assert_true(isfinite(shadow_compare(&acting, &frozen).divergence));
}

struct seen {
	size_t states;
};

static void count_shadow(
	void *context, const struct policy_input *input, const struct decision *decision)
{
	struct seen *seen = context;
	(void)input;
	seen->states++;
	assert_non_null(decision->shadow);
	assert_true(decision->shadow->agrees);
	assert_float_equal(decision->shadow->divergence, 0, 1e-12);
	assert_string_equal(decision->policy, "network");
}

static void the_learner_is_told_and_the_shadow_looks_on(void **state)
{
	(void)state;
	struct model model;
	char folder[] = "/tmp/apprentice-learning-policy-XXXXXX";
	struct learner *learner;
	struct seen seen = {0};
	struct gym_wish wish = workflow(3);
	assert_non_null(mkdtemp(folder));
	make_model(&model, 7);
	struct learner_options options = learner_defaults;
	options.adapters_folder = folder;
	options.task = "book";
	options.train = true;
	options.gate = gate_defaults;
	options.gate.entropy_max = 1;
	options.gate.least_advantage = -1;
	options.window = window_defaults;
	options.distil = distil_defaults;
	options.distil.rehearsal = 0;
	assert_int_equal(learner_open(&learner, &options, &model, NULL), 0);
	struct policy *frozen = policy_native_new(&model, NULL, NULL);
	struct policy *acting = policy_native_new(&model, learner_adapter(learner), NULL);
	struct policy *policy =
		policy_learning_new(&(struct learning_policy_options){acting, frozen, learner});
	play(policy, &wish, 1, true, count_shadow, &seen);
	struct shadow_sum sum = policy_learning_shadow(policy);
	assert_true(seen.states > 1);
	assert_int_equal(sum.decisions, seen.states);
	assert_int_equal(sum.agreed, seen.states);
	assert_int_equal(learner_outcome(learner, OUTCOME_SUCCESS, NULL), 0);
	assert_true(learner_is_adapted(learner));
	policy_free(policy);
	policy_free(acting);
	policy_free(frozen);
	learner_free(learner);
	model_release(&model);
	folder_remove(folder, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_decision_agrees_and_is_nothing_apart),
		cmocka_unit_test(how_far_two_are_apart_is_the_divergence),
		cmocka_unit_test(what_the_shadow_does_not_list_has_what_is_left),
		cmocka_unit_test(the_learner_is_told_and_the_shadow_looks_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
