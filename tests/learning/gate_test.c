#include "learning/gate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

/* A task that has its warm-up behind it, and a question to which the answer is yes. */
static const struct gate_options options = {
	.entropy_max = 0.5,
	.warm_up = 2,
	.cool_down = 3,
	.update_budget = 4,
	.steps_per_update = 8,
	.max_norm = 10,
	.least_advantage = 0.1,
};

static struct gate_state warm(void)
{
	return (struct gate_state){.outcomes = 2};
}

static struct gate_evidence good(void)
{
	return (struct gate_evidence){.outcome = OUTCOME_SUCCESS,
		.entropy = 0.2,
		.norm = 1,
		.advantage_known = true,
		.advantage = 0.5};
}

static enum gate_refusal ask(struct gate_state state, struct gate_evidence evidence)
{
	return gate_should_update(&options, &state, &evidence);
}

static void a_sure_verified_success_with_budget_left_may_update(void **state)
{
	(void)state;
	assert_int_equal(ask(warm(), good()), GATE_ALLOWED);
}

static void each_reason_refuses_alone(void **state)
{
	(void)state;
	struct gate_evidence evidence = good();
	for (int standing = GATE_LEARNING_OFF; standing <= GATE_NOT_SAVED; standing++) {
		evidence.standing = (enum gate_refusal)standing;
		assert_int_equal(ask(warm(), evidence), standing);
	}
	struct gate_state gate = warm();
	gate.updates_used = 4;
	assert_int_equal(ask(gate, good()), GATE_BUDGET);
	gate = warm();
	gate.cool_down_left = 1;
	assert_int_equal(ask(gate, good()), GATE_COOL_DOWN);
	gate = warm();
	gate.outcomes = 1;
	assert_int_equal(ask(gate, good()), GATE_WARM_UP);
	evidence = good();
	evidence.norm = 10;
	assert_int_equal(ask(warm(), evidence), GATE_NORM);
	evidence = good();
	evidence.entropy = 0.51;
	assert_int_equal(ask(warm(), evidence), GATE_ENTROPY);
	evidence = good();
	evidence.advantage = 0.09;
	assert_int_equal(ask(warm(), evidence), GATE_NO_ADVANTAGE);
}

static void only_a_verified_success_teaches(void **state)
{
	(void)state;
	static const struct {
		enum outcome outcome;
		enum gate_refusal answer;
	} cases[] = {{OUTCOME_UNKNOWN, GATE_NOT_VERIFIED}, {OUTCOME_ABORTED, GATE_NOT_VERIFIED},
		{OUTCOME_RUNNING, GATE_NOT_VERIFIED}, {OUTCOME_FAILURE, GATE_NOT_SUCCESSFUL},
		{OUTCOME_SUCCESS, GATE_ALLOWED}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct gate_evidence evidence = good();
		evidence.outcome = cases[i].outcome;
		assert_int_equal(ask(warm(), evidence), cases[i].answer);
	}
}

static void bounds_belong_to_the_allowed_side(void **state)
{
	(void)state;
	struct gate_evidence evidence = good();
	evidence.entropy = 0.5;
	evidence.advantage = 0.1;
	evidence.norm = nextafter(10, 0);
	assert_int_equal(ask(warm(), evidence), GATE_ALLOWED);
	struct gate_state gate = warm();
	gate.updates_used = 3;
	assert_int_equal(ask(gate, good()), GATE_ALLOWED);
}

static void what_is_not_a_number_is_refused(void **state)
{
	(void)state;
	struct gate_evidence evidence = good();
	evidence.entropy = NAN;
	assert_int_equal(ask(warm(), evidence), GATE_NOT_FINITE);
	evidence = good();
	evidence.norm = NAN;
	assert_int_equal(ask(warm(), evidence), GATE_NOT_FINITE);
	evidence.norm = INFINITY;
	assert_int_equal(ask(warm(), evidence), GATE_NORM);
	evidence = good();
	evidence.advantage = NAN;
	assert_int_equal(ask(warm(), evidence), GATE_NO_ADVANTAGE);
	evidence.advantage_known = false;
	assert_int_equal(ask(warm(), evidence), GATE_ALLOWED);
}

static void every_question_is_counted_once(void **state)
{
	(void)state;
	struct gate_state gate = warm();
	struct gate_evidence evidence = good();
	uint64_t questions = 0;
	for (int i = 0; i < 3; i++, questions++)
		gate_should_update(&options, &gate, &evidence);
	evidence.entropy = 0.9;
	for (int i = 0; i < 2; i++, questions++)
		gate_should_update(&options, &gate, &evidence);
	evidence.standing = GATE_BUSY; /* and not sure either: the first reason counts */
	questions++;
	gate_should_update(&options, &gate, &evidence);
	assert_int_equal(gate.refused[GATE_ALLOWED], 3);
	assert_int_equal(gate.refused[GATE_ENTROPY], 2);
	assert_int_equal(gate.refused[GATE_BUSY], 1);
	uint64_t sum = 0;
	for (int i = 0; i < GATE_REFUSAL_COUNT; i++)
		sum += gate.refused[i];
	assert_int_equal(sum, questions);
}

static void warm_up_counts_verified_outcomes(void **state)
{
	(void)state;
	struct gate_state gate = {0};
	gate_outcome(&gate, OUTCOME_SUCCESS);
	gate_outcome(&gate, OUTCOME_UNKNOWN);
	gate_outcome(&gate, OUTCOME_ABORTED);
	assert_int_equal(ask(gate, good()), GATE_WARM_UP);
	gate_outcome(&gate, OUTCOME_FAILURE);
	assert_int_equal(ask(gate, good()), GATE_ALLOWED);
}

static void a_rollback_pauses_for_the_cool_down(void **state)
{
	(void)state;
	struct gate_state gate = warm();
	gate_rolled_back(&options, &gate);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(ask(gate, good()), GATE_COOL_DOWN);
		gate_outcome(&gate, OUTCOME_UNKNOWN);
		assert_int_equal(ask(gate, good()), GATE_COOL_DOWN);
		gate_outcome(&gate, OUTCOME_SUCCESS);
	}
	assert_int_equal(ask(gate, good()), GATE_ALLOWED);
}

static void the_budget_ends_learning_until_it_is_reset(void **state)
{
	(void)state;
	struct gate_state gate = warm();
	for (int i = 0; i < 4; i++) {
		assert_int_equal(ask(gate, good()), GATE_ALLOWED);
		gate_updated(&gate, 8);
	}
	assert_int_equal(ask(gate, good()), GATE_BUDGET);
	gate_rolled_back(&options, &gate);
	assert_int_equal(gate.updates_used, 4);
	assert_int_equal(ask(gate, good()), GATE_BUDGET);
	gate_reset_budget(&gate);
	gate.cool_down_left = 0;
	assert_int_equal(ask(gate, good()), GATE_ALLOWED);
	assert_int_equal(gate.updates, 4);
	assert_int_equal(gate.steps, 32);
}

static void a_budget_of_nothing_learns_nothing(void **state)
{
	(void)state;
	struct gate_options none = options;
	struct gate_state gate = warm();
	struct gate_evidence evidence = good();
	none.update_budget = 0;
	assert_int_equal(gate_options_check(&none, NULL), 0);
	assert_int_equal(gate_should_update(&none, &gate, &evidence), GATE_BUDGET);
}

static void every_refusal_has_a_name_of_its_own_and_a_sentence(void **state)
{
	(void)state;
	for (int i = 0; i < GATE_REFUSAL_COUNT; i++) {
		const char *name = gate_refusal_name((enum gate_refusal)i);
		const char *sentence = gate_refusal_sentence((enum gate_refusal)i);
		assert_true(*name);
		if (i != GATE_ALLOWED)
			assert_int_equal(sentence[strlen(sentence) - 1], '.');
		for (int j = 0; j < i; j++)
			assert_string_not_equal(name, gate_refusal_name((enum gate_refusal)j));
	}
}

static void impossible_options_are_refused(void **state)
{
	(void)state;
	struct error error = {0};
	struct gate_options bad;
	assert_int_equal(gate_options_check(&gate_defaults, &error), 0);
	assert_int_equal(gate_defaults.update_budget, 100);
	assert_int_equal(gate_defaults.steps_per_update, 8);
	bad = gate_defaults;
	bad.entropy_max = 1.01;
	assert_int_equal(gate_options_check(&bad, &error), ERROR_INPUT);
	bad.entropy_max = NAN;
	assert_int_equal(gate_options_check(&bad, &error), ERROR_INPUT);
	bad = gate_defaults;
	bad.steps_per_update = 0;
	assert_int_equal(gate_options_check(&bad, &error), ERROR_INPUT);
	bad = gate_defaults;
	bad.max_norm = 0;
	assert_int_equal(gate_options_check(&bad, &error), ERROR_INPUT);
	bad = gate_defaults;
	bad.least_advantage = NAN;
	assert_int_equal(gate_options_check(&bad, &error), ERROR_INPUT);
}

static void relative_entropy_is_from_sure_to_all_equal(void **state)
{
	(void)state;
	assert_float_equal(gate_relative_entropy(0, 7), 0, 0);
	assert_float_equal(gate_relative_entropy(log(7), 7), 1, 1e-12);
	assert_float_equal(gate_relative_entropy(log(2), 4), 0.5, 1e-12);
	assert_float_equal(gate_relative_entropy(0, 1), 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sure_verified_success_with_budget_left_may_update),
		cmocka_unit_test(each_reason_refuses_alone),
		cmocka_unit_test(only_a_verified_success_teaches),
		cmocka_unit_test(bounds_belong_to_the_allowed_side),
		cmocka_unit_test(what_is_not_a_number_is_refused),
		cmocka_unit_test(every_question_is_counted_once),
		cmocka_unit_test(warm_up_counts_verified_outcomes),
		cmocka_unit_test(a_rollback_pauses_for_the_cool_down),
		cmocka_unit_test(the_budget_ends_learning_until_it_is_reset),
		cmocka_unit_test(a_budget_of_nothing_learns_nothing),
		cmocka_unit_test(every_refusal_has_a_name_of_its_own_and_a_sentence),
		cmocka_unit_test(impossible_options_are_refused),
		cmocka_unit_test(relative_entropy_is_from_sure_to_all_equal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
