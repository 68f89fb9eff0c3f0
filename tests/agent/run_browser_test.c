#include "agent/run.h"

#include "../action/stage.h"

#include <unistd.h>

/* What the button brings up decides what a run may report. */
#define PAGE(before, after)                                                                        \
	"<title>order</title><button onclick=\"said.textContent='" after "'\">Go</button>"         \
	"<p role=status id=said>" before "</p>"

static const struct page pages[] = {
	{.path = "/literal", .body = PAGE("", "Order 10482 was shipped by DHL.")},
	{.path = "/reworded", .body = PAGE("", "DHL: order 10482 was dispatched")},
	{.path = "/leftover",
		.body = PAGE("DHL: order 10482 was dispatched", "DHL: order 10482 was dispatched")},
	{.path = "/promised",
		.body = PAGE("", "Order 10482 will be shipped by DHL when you confirm.")},
	{.path = "/failed", .body = PAGE("", "Order 10482 could not be shipped by DHL.")},
	{.path = "/another", .body = PAGE("", "DHL: order 104821 was dispatched")},
	{.path = NULL},
};

static char folder[] = "/tmp/apprentice-run-XXXXXX";

static int begin(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	stage_open(pages);
	return 0;
}

static int end(void **state)
{
	(void)state;
	scene_close(&stage.scene);
	char *command = memory_format("rm -r %s", folder);
	int code = system(command);
	free(command);
	return code;
}

/* Clicks the button once, then says that it is done. */
static int decide(struct policy *policy, const struct policy_input *input, struct arena *arena,
	struct decision *decision, struct error *error)
{
	(void)policy;
	(void)error;
	const struct observation *page = input->observation;
	decision->candidates = arena_take(arena, 1, sizeof(*decision->candidates));
	decision->candidates[0] = (struct candidate){.action = {ACTION_FINISH, 0, ""},
		.probability = 1,
		.demonstration_step = -1,
		.reason = "done"};
	for (size_t i = 0; input->history_count == 0 && i < page->element_count; i++)
		if (strcmp(page->elements[i].name, "Go") == 0)
			decision->candidates[0].action =
				(struct action){ACTION_CLICK, page->elements[i].id, ""};
	decision->candidate_count = 1;
	return 0;
}

static enum outcome outcome_of(const char *path)
{
	static const struct policy_type type = {"stub", decide, NULL};
	static char text[] = "Order {order} was shipped by {carrier}.", goal[] = "Ship order 10482",
		    none[] = "";
	struct policy policy = {&type};
	struct criterion criterion = {.text = text, .proposed = true};
	struct binding binding = {.goal = goal, .unexplained = none};
	struct run_result result = {0};
	char *url = scene_url(&stage.scene, "127.0.0.1", path);
	parameters_init(&binding.parameters);
	parameters_add(&binding.parameters, "order", "10482", "Order", false, NULL);
	parameters_add(&binding.parameters, "carrier", "DHL", "Carrier", false, NULL);
	const struct run_options options = {.logs_folder = folder,
		.task = "ship",
		.binding = &binding,
		.goal = goal,
		.start_url = url,
		.criterion = &criterion,
		.policy = &policy,
		.max_steps = 5,
		.action_timeout_ms = 5000,
		.navigation_timeout_ms = SCENE_MS};
	assert_ok(&stage.scene,
		agent_run(stage.scene.browser, &options, &result, &stage.scene.error));
	enum outcome outcome = result.outcome;
	run_result_release(&result);
	parameters_release(&binding.parameters);
	free(url);
	return outcome;
}

static void what_the_last_step_brought_up_is_success_in_any_words(void **state)
{
	(void)state;
	assert_int_equal(outcome_of("/literal"), OUTCOME_SUCCESS);
	assert_int_equal(outcome_of("/reworded"), OUTCOME_SUCCESS);
}

static void a_message_of_an_earlier_run_is_no_success(void **state)
{
	(void)state;
	assert_int_not_equal(outcome_of("/leftover"), OUTCOME_SUCCESS);
}

static void a_promise_a_failure_and_another_thing_are_no_success(void **state)
{
	(void)state;
	assert_int_not_equal(outcome_of("/promised"), OUTCOME_SUCCESS);
	assert_int_not_equal(outcome_of("/failed"), OUTCOME_SUCCESS);
	assert_int_not_equal(outcome_of("/another"), OUTCOME_SUCCESS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_last_step_brought_up_is_success_in_any_words),
		cmocka_unit_test(a_message_of_an_earlier_run_is_no_success),
		cmocka_unit_test(a_promise_a_failure_and_another_thing_are_no_success),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
