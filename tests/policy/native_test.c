#include "policy/native.h"

#include "encode_support.h"

#include <math.h>

/* A small network of random weights: what it prefers does not matter here. */
static void make_model(struct model *model, uint64_t seed)
{
	struct error error = {0};
	struct network_shape shape = {
		.width = 16, .heads = 2, .inner = 32, .blocks = 2, .pointer_width = 8};
	encoder_shape(&shape);
	if (model_new(model, &shape, seed, &error))
		fail_msg("%s", error.message);
}

struct fixture {
	struct model model;
	struct policy *policy;
	struct page page;
	struct story story;
};

static int set_up(void **state)
{
	struct fixture *f = memory_new(1, sizeof(*f));
	make_model(&f->model, 7);
	f->policy = policy_native_new(&f->model, NULL, NULL);
	assert_non_null(f->policy);
	page_init(&f->page, "http://localhost/app");
	story_init(&f->story, "Do it");
	f->story.input.demonstration_count = 0;
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	policy_free(f->policy);
	model_release(&f->model);
	story_release(&f->story);
	page_release(&f->page);
	free(f);
	return 0;
}

static void check_decision(const struct decision *decision, const struct observation *observation)
{
	double sum = 0;
	assert_string_equal(decision->policy, "network");
	assert_true(decision->candidate_count > 0 &&
		    decision->candidate_count <= POLICY_CANDIDATES_MAXIMUM);
	for (size_t i = 0; i < decision->candidate_count; i++) {
		const struct candidate *candidate = &decision->candidates[i];
		struct error error = {0};
		if (action_check(&candidate->action, observation, &error))
			fail_msg("%s", error.message);
		assert_true(candidate->probability >= 0);
		assert_true(i == 0 ||
			    candidate->probability <= decision->candidates[i - 1].probability);
		assert_non_null(candidate->reason);
		for (size_t j = 0; j < i; j++)
			assert_false(
				candidate->action.kind == decision->candidates[j].action.kind &&
				candidate->action.element ==
					decision->candidates[j].action.element &&
				strcmp(candidate->action.value,
					decision->candidates[j].action.value) == 0);
		sum += candidate->probability;
	}
	assert_true(sum <= 1 + 1e-5);
	assert_true(decision->entropy >= 0 && isfinite(decision->entropy));
	assert_true(decision->confidence >= 0 && decision->confidence <= 1);
}

static void decide_all_pages(const struct shipped *shipped)
{
	struct model model;
	make_model(&model, 3);
	struct policy *policy = policy_native_new(&model, NULL, NULL);
	for (size_t s = 0; s < shipped->demonstration.step_count; s++) {
		struct policy_input input = shipped_input(shipped, s);
		struct decision decision;
		struct error error = {0};
		struct arena arena;
		arena_init(&arena, ENCODE_ARENA_BYTES);
		if (policy_decide(policy, &input, &arena, &decision, &error))
			fail_msg("%s", error.message);
		check_decision(&decision, input.observation);
		arena_release(&arena);
	}
	policy_free(policy);
	model_release(&model);
}

static void decisions_on_recorded_pages_are_distributions_over_legal_actions(void **state)
{
	(void)state;
	for_each_shipped(decide_all_pages);
}

/* ---- one page ---- */

static int decide(struct fixture *f, struct decision *decision, struct error *error)
{
	*error = (struct error){0};
	f->story.input.observation = &f->page.observation;
	return policy_decide(f->policy, &f->story.input, &f->story.arena, decision, error);
}

static void the_same_input_gives_the_same_decision(void **state)
{
	struct fixture *f = *state;
	struct decision first, second;
	struct error error;
	page_field(&f->page, "Name");
	page_button(&f->page, "Save");
	page_done(&f->page);
	f->story.input.goal = "Save the name \"Anna\"";
	assert_int_equal(decide(f, &first, &error), 0);
	assert_int_equal(decide(f, &second, &error), 0);
	assert_int_equal(first.candidate_count, second.candidate_count);
	assert_true(first.entropy == second.entropy);
	for (size_t i = 0; i < first.candidate_count; i++) {
		assert_true(first.candidates[i].probability == second.candidates[i].probability);
		assert_string_equal(
			first.candidates[i].action.value, second.candidates[i].action.value);
	}
}

static void the_temperature_of_the_model_flattens_the_distribution(void **state)
{
	struct fixture *f = *state;
	struct decision sharp, flat;
	struct error error;
	page_button(&f->page, "Save");
	page_button(&f->page, "Cancel");
	page_done(&f->page);
	assert_int_equal(decide(f, &sharp, &error), 0);
	f->model.temperature = 20;
	assert_int_equal(decide(f, &flat, &error), 0);
	assert_true(flat.entropy > sharp.entropy);
	assert_true(flat.confidence < sharp.confidence);
	assert_true(flat.candidates[0].probability < sharp.candidates[0].probability);
}

/* Enter where the focus is, and Enter as it was shown without an element, are one action. */
static void two_moves_that_mean_one_action_are_one_candidate(void **state)
{
	struct fixture *f = *state;
	struct decision decision;
	struct error error;
	size_t enters = 0;
	page_field(&f->page, "Search")->state = ELEMENT_FOCUSED;
	page_done(&f->page);
	f->story.input.demonstration_count = 1;
	story_step(&f->story, &f->page.observation, ACTION_PRESS, NULL, "Enter");
	assert_int_equal(decide(f, &decision, &error), 0);
	check_decision(&decision, &f->page.observation);
	for (size_t i = 0; i < decision.candidate_count; i++)
		if (decision.candidates[i].action.kind == ACTION_PRESS) {
			assert_int_equal(decision.candidates[i].demonstration_step, 0);
			enters++;
		}
	assert_int_equal(enters, 1);
}

/* The move kinds' biases decide what a page without elements is answered with. */
static void prefer(struct fixture *f, enum move_kind kind)
{
	const struct tensor *bias = tensors_find(&f->model.network.backbone, "kinds.bias");
	assert_non_null(bias);
	f->model.values[bias->offset + kind] = 1000;
}

static void waiting_is_an_action_until_it_was_in_vain(void **state)
{
	struct fixture *f = *state;
	struct decision decision;
	struct error error;
	page_button(&f->page, "Save");
	page_done(&f->page);
	f->story.input.goal = "Save it";
	prefer(f, MOVE_WAIT);
	for (size_t waits = 0; waits < 3; waits++) {
		f->story.input.history_count = waits;
		assert_int_equal(decide(f, &decision, &error), 0);
		assert_int_equal(decision.candidates[0].action.kind, ACTION_WAIT);
		f->story.history[waits] = (struct history_step){
			.action = {ACTION_WAIT, 0, ""}, .demonstration_step = -1, .changes = ""};
	}
	f->story.input.history_count = 3;
	assert_int_equal(decide(f, &decision, &error), ERROR_NOT_FOUND);
	assert_non_null(strstr(error.message, "Save it"));
	f->story.history[2].changes = "appeared: button 'Save'";
	assert_int_equal(decide(f, &decision, &error), 0);
}

static void a_blank_page_is_waited_for(void **state)
{
	struct fixture *f = *state;
	struct decision decision;
	struct error error;
	page_done(&f->page);
	assert_int_equal(decide(f, &decision, &error), ERROR_NOT_FOUND);
	f->page.observation.dialog_type = "alert";
	assert_int_equal(decide(f, &decision, &error), 0);
}

static bool has_candidate(const struct decision *decision, const struct action *action)
{
	for (size_t i = 0; i < decision->candidate_count; i++)
		if (actions_equal(&decision->candidates[i].action, action))
			return true;
	return false;
}

static void what_was_tried_in_vain_on_this_page_is_not_tried_again(void **state)
{
	struct fixture *f = *state;
	struct decision decision;
	struct error error;
	struct element *save = page_button(&f->page, "Save");
	page_button(&f->page, "Cancel");
	page_done(&f->page);
	struct action click = {ACTION_CLICK, save->id, ""};
	assert_int_equal(decide(f, &decision, &error), 0);
	assert_true(has_candidate(&decision, &click));
	f->story.history[0] = (struct history_step){.action = click,
		.page_hash = observation_hash(&f->page.observation),
		.demonstration_step = -1,
		.changes = ""};
	f->story.input.history_count = 1;
	assert_int_equal(decide(f, &decision, &error), 0);
	assert_false(has_candidate(&decision, &click));
	check_decision(&decision, &f->page.observation);
	f->story.history[0].changes = "appeared: text 'Saved'"; /* it had an effect */
	assert_int_equal(decide(f, &decision, &error), 0);
	assert_true(has_candidate(&decision, &click));
	f->story.history[1] = f->story.history[0]; /* and led back here, twice */
	f->story.input.history_count = 2;
	assert_int_equal(decide(f, &decision, &error), 0);
	assert_false(has_candidate(&decision, &click));
	f->story.input.history_count = 1;
	f->story.history[0].changes = "";
	f->story.history[0].page_hash++; /* on another page */
	assert_int_equal(decide(f, &decision, &error), 0);
	assert_true(has_candidate(&decision, &click));
}

static void an_adapter_changes_the_decision_and_without_one_it_is_frozen(void **state)
{
	struct fixture *f = *state;
	struct decision frozen, start, adapted;
	struct error error;
	struct random random;
	page_button(&f->page, "Save");
	page_button(&f->page, "Cancel");
	page_done(&f->page);
	assert_int_equal(decide(f, &frozen, &error), 0);
	network_adapt(&f->model.network, 4, 1);
	real *adapter = tensors_buffer_new(&f->model.network.adapter);
	random_seed(&random, 5);
	tensors_start(&f->model.network.adapter, adapter, &random);
	policy_free(f->policy);
	f->policy = policy_native_new(&f->model, adapter, NULL);
	assert_int_equal(decide(f, &start, &error), 0);
	assert_true(fabs(start.entropy - frozen.entropy) < 1e-6);
	for (size_t i = 0; i < f->model.network.adapter.total; i++)
		adapter[i] += (real)0.2;
	assert_int_equal(decide(f, &adapted, &error), 0);
	assert_true(fabs(adapted.entropy - frozen.entropy) > 1e-4);
	free(adapter);
}

static void a_network_of_another_encoding_is_refused(void **state)
{
	struct model other;
	struct error error = {0};
	struct network_shape shape = {
		.width = 16, .heads = 2, .inner = 32, .blocks = 1, .pointer_width = 8};
	(void)state;
	encoder_shape(&shape);
	shape.channels--;
	assert_int_equal(model_new(&other, &shape, 1, NULL), 0);
	assert_null(policy_native_new(&other, NULL, &error));
	assert_int_equal(error.code, ERROR_INPUT);
	assert_non_null(strstr(error.message, "another version"));
	model_release(&other);
}

static void a_page_that_does_not_fit_is_refused(void **state)
{
	struct fixture *f = *state;
	struct decision decision;
	struct error error = {0};
	struct arena arena;
	page_button(&f->page, "Save");
	page_done(&f->page);
	f->story.input.observation = &f->page.observation;
	for (size_t bytes = 0; bytes < 12000; bytes += 400) {
		arena_init(&arena, bytes);
		int code = policy_decide(f->policy, &f->story.input, &arena, &decision, &error);
		assert_true(code == 0 || code == ERROR_LIMIT);
		arena_release(&arena);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decisions_on_recorded_pages_are_distributions_over_legal_actions),
		TEST(the_same_input_gives_the_same_decision),
		TEST(the_temperature_of_the_model_flattens_the_distribution),
		TEST(two_moves_that_mean_one_action_are_one_candidate),
		TEST(waiting_is_an_action_until_it_was_in_vain),
		TEST(a_network_of_another_encoding_is_refused),
		TEST(a_blank_page_is_waited_for),
		TEST(what_was_tried_in_vain_on_this_page_is_not_tried_again),
		TEST(an_adapter_changes_the_decision_and_without_one_it_is_frozen),
		TEST(a_page_that_does_not_fit_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
