#include "policy/policy.h"

#include "story.h"

#include <math.h>

static struct decision decision_of(
	struct candidate *candidates, const double *weights, size_t count)
{
	for (size_t i = 0; i < count; i++)
		candidates[i] = (struct candidate){.action = {ACTION_CLICK, (uint32_t)i + 1, ""},
			.probability = weights[i],
			.demonstration_step = -1};
	return (struct decision){
		.policy = "replay", .candidates = candidates, .candidate_count = count};
}

static void assert_near(double value, double expected)
{
	assert_true(fabs(value - expected) < 1e-9);
}

static void one_candidate_is_certain(void **state)
{
	struct candidate candidates[1];
	struct decision decision = decision_of(candidates, (const double[]){0.3}, 1);
	(void)state;
	decision_complete(&decision);
	assert_near(candidates[0].probability, 1);
	assert_near(decision.entropy, 0);
	assert_near(decision.confidence, 1);
}

static void equal_candidates_give_no_confidence(void **state)
{
	struct candidate candidates[4];
	struct decision decision = decision_of(candidates, (const double[]){2, 2, 2, 2}, 4);
	(void)state;
	decision_complete(&decision);
	assert_near(candidates[0].probability, 0.25);
	assert_near(decision.entropy, log(4));
	assert_near(decision.confidence, 0);
	assert_int_equal(candidates[0].action.element, 1);
	assert_int_equal(candidates[3].action.element, 4);
}

/* H = -(3/4 ln 3/4 + 1/4 ln 1/4) = 0.5623351446188083; 1 - H / ln 2 = 0.1887218755408671 */
static void weights_become_a_sorted_distribution(void **state)
{
	struct candidate candidates[2];
	struct decision decision = decision_of(candidates, (const double[]){1, 3}, 2);
	(void)state;
	decision_complete(&decision);
	assert_int_equal(candidates[0].action.element, 2);
	assert_near(candidates[0].probability, 0.75);
	assert_near(decision.entropy, 0.5623351446188083);
	assert_near(decision.confidence, 0.1887218755408671);
}

static void a_candidate_of_no_weight_adds_no_entropy(void **state)
{
	struct candidate candidates[2];
	struct decision decision = decision_of(candidates, (const double[]){0, 5}, 2);
	(void)state;
	decision_complete(&decision);
	assert_near(decision.entropy, 0);
	assert_near(decision.confidence, 1);
	assert_near(candidates[1].probability, 0);
}

static void no_candidates_give_no_confidence(void **state)
{
	struct decision decision = {.policy = "replay"};
	(void)state;
	decision_complete(&decision);
	assert_near(decision.entropy, 0);
	assert_near(decision.confidence, 0);
}

static void the_distribution_is_over_all_considered_also_the_cut_ones(void **state)
{
	enum { COUNT = 2 * POLICY_CANDIDATES_MAXIMUM };
	struct candidate candidates[COUNT];
	double weights[COUNT];
	(void)state;
	for (size_t i = 0; i < COUNT; i++)
		weights[i] = 1;
	struct decision decision = decision_of(candidates, weights, COUNT);
	decision_complete(&decision);
	assert_int_equal(decision.candidate_count, POLICY_CANDIDATES_MAXIMUM);
	assert_near(candidates[0].probability, 1.0 / COUNT);
	assert_near(decision.entropy, log(COUNT));
}

static void a_record_has_the_choice_and_the_best_alternatives(void **state)
{
	struct page page;
	struct candidate candidates[7];
	struct decision decision =
		decision_of(candidates, (const double[]){64, 32, 16, 8, 4, 2, 1}, 7);
	(void)state;
	page_init(&page, "http://localhost/");
	for (size_t i = 0; i < 7; i++)
		page_button(&page, "Save");
	page_done(&page);
	candidates[0].demonstration_step = 2;
	candidates[0].reason = "step 3";
	decision_complete(&decision);
	json_t *record = decision_to_json(&decision, &page.observation);
	assert_string_equal(json_text_at(record, "policy", ""), "replay");
	assert_int_equal(json_integer_at(record, "candidates", 0), 7);
	assert_string_equal(
		json_text_at(record, "chosen.action", ""), "click button 'Save' (1 of 7)");
	assert_true(fabs(json_number_at(record, "chosen.probability", 0) - 0.504) < 1e-12);
	assert_int_equal(json_integer_at(record, "chosen.demonstration_step", -1), 2);
	assert_int_equal(json_array_size(json_at(record, "alternatives")), 5);
	assert_null(json_at(record, "alternatives.0.demonstration_step"));
	json_decref(record);
	page_release(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_candidate_is_certain),
		cmocka_unit_test(equal_candidates_give_no_confidence),
		cmocka_unit_test(weights_become_a_sorted_distribution),
		cmocka_unit_test(a_candidate_of_no_weight_adds_no_entropy),
		cmocka_unit_test(no_candidates_give_no_confidence),
		cmocka_unit_test(the_distribution_is_over_all_considered_also_the_cut_ones),
		cmocka_unit_test(a_record_has_the_choice_and_the_best_alternatives),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
