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
	{.path = "/shadows",
		.body = "<title>order</title><x-note id=one></x-note><x-note "
			"id=two></x-note><button "
			"onclick=\"done.textContent = 'Order 10482 was shipped by DHL.'; "
			"one.attachShadow({mode: 'open'}).innerHTML = '<p class=open>done</p>'; "
			"two.attachShadow({mode: 'closed'}).innerHTML = '<p "
			"class=closed>done</p>'\">Go</button><p id=done></p>"},
	{.path = "/opens",
		.body = "<title>order</title><button onclick=\"open('/passing', '', "
			"'width=300,height=200')\">Go</button><p role=status id=said></p>"},
	{.path = "/passing",
		.body = "<title>passing</title><p>One moment</p><script>setTimeout(() => { "
			"opener.said.textContent = 'Order 10482 was shipped by DHL.'; close() }, "
			"300)"
			"</script>"},
	{.path = "/refuses",
		.body = "<title>order</title><button onclick=\"said.textContent = "
			"'E-mail or password is wrong.'\">Go</button><p role=alert id=said></p>"},
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

enum { THINKING_MS = 2 };

static int64_t told_decide_ms; /* of the newest step */

static void hear_step(void *context, const struct run_step_view *view)
{
	(void)context;
	told_decide_ms = view->decide_ms;
}

/* Clicks the button once, then says that it is done; takes a moment that can be measured. */
static int decide(struct policy *policy, const struct policy_input *input, struct arena *arena,
	struct decision *decision, struct error *error)
{
	(void)policy;
	(void)error;
	deadline_ms until = deadline_in(THINKING_MS);
	while (deadline_left_ms(until) > 0)
		continue;
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

/* Runs the stub on a page; the result is the caller's. */
static int run_on(const char *path, const struct criterion *criterion, struct run_result *result)
{
	static const struct policy_type type = {"stub", decide, NULL};
	static char goal[] = "Ship order 10482", none[] = "";
	struct policy policy = {&type};
	struct binding binding = {.goal = goal, .unexplained = none};
	char *url = scene_url(&stage.scene, "127.0.0.1", path);
	parameters_init(&binding.parameters);
	parameters_add(&binding.parameters, "order", "10482", "Order", false, NULL);
	parameters_add(&binding.parameters, "carrier", "DHL", "Carrier", false, NULL);
	const struct run_options options = {.logs_folder = folder,
		.task = "ship",
		.binding = &binding,
		.goal = goal,
		.start_url = url,
		.criterion = criterion,
		.policy = &policy,
		.max_steps = 5,
		.progress = hear_step,
		.action_timeout_ms = 5000,
		.navigation_timeout_ms = SCENE_MS};
	*result = (struct run_result){0};
	stage.scene.error = (struct error){0};
	int code = agent_run(stage.scene.browser, &options, result, &stage.scene.error);
	parameters_release(&binding.parameters);
	free(url);
	return code;
}

static void run_shipping(const char *path, struct run_result *result)
{
	static char text[] = "Order {order} was shipped by {carrier}.";
	const struct criterion criterion = {.text = text, .proposed = true};
	assert_ok(&stage.scene, run_on(path, &criterion, result));
}

static enum outcome outcome_of(const char *path)
{
	struct run_result result;
	run_shipping(path, &result);
	enum outcome outcome = result.outcome;
	run_result_release(&result);
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

static void a_popup_that_closes_by_itself_is_left_for_its_opener(void **state)
{
	(void)state;
	assert_int_equal(outcome_of("/opens"), OUTCOME_SUCCESS);
}

static void a_success_selector_looks_into_shadow_roots(void **state)
{
	static const char *const selectors[] = {"p.open", "p.closed"};
	(void)state;
	for (size_t i = 0; i < sizeof selectors / sizeof *selectors; i++) {
		struct criterion criterion = {.selector = memory_copy_text(selectors[i])};
		struct run_result result;
		assert_ok(&stage.scene, run_on("/shadows", &criterion, &result));
		assert_int_equal(result.outcome, OUTCOME_SUCCESS);
		run_result_release(&result);
		criterion_release(&criterion);
	}
}

static void a_criterion_that_cannot_be_parsed_is_a_usage_error_before_any_action(void **state)
{
	static char selector[] = "p[[", js[] = "1 +", runs[] = "JSON.parse('') && missing.thing";
	const struct criterion bad_selector = {.selector = selector}, bad_js = {.js = js},
			       failing = {.js = runs};
	struct run_result result;
	(void)state;
	assert_int_equal(run_on("/literal", &bad_selector, &result), ERROR_USAGE);
	assert_non_null(strstr(stage.scene.error.message, selector));
	assert_int_equal(result.steps, 0);
	run_result_release(&result);
	assert_int_equal(run_on("/literal", &bad_js, &result), ERROR_USAGE);
	assert_non_null(strstr(stage.scene.error.message, js));
	assert_int_equal(result.steps, 0);
	run_result_release(&result);
	assert_ok(&stage.scene, run_on("/literal", &failing, &result));
	assert_int_equal(result.outcome, OUTCOME_FAILURE);
	run_result_release(&result);
}

static void a_failure_says_what_the_page_announced_last(void **state)
{
	struct run_result result;
	(void)state;
	run_shipping("/refuses", &result);
	assert_int_equal(result.outcome, OUTCOME_FAILURE);
	assert_non_null(strstr(result.reason, "all steps are done, but the page does not show"));
	assert_non_null(strstr(result.reason, "The page says: \"E-mail or password is wrong.\""));
	run_result_release(&result);
}

static void each_step_tells_how_long_deciding_took(void **state)
{
	(void)state;
	told_decide_ms = 0;
	outcome_of("/literal");
	assert_true(told_decide_ms >= THINKING_MS);
}

static void a_run_leaves_its_figures(void **state)
{
	struct run_result result;
	struct bytes text;
	(void)state;
	run_shipping("/refuses", &result);
	char *path = path_join(result.folder, "metrics.json");
	assert_ok(&stage.scene, file_read(path, 1 << 16, &text, &stage.scene.error));
	json_t *metrics = json_parse(text.data, text.length, NULL);
	assert_string_equal(json_text_at(metrics, "outcome", ""), "failure");
	assert_int_equal(json_integer_at(metrics, "steps", -1), 1);
	assert_int_equal(json_integer_at(metrics, "decisions.stub", -1), 1);
	assert_true(json_integer_at(metrics, "waits", 0) > 0);
	assert_int_equal(json_integer_at(metrics, "waits", 0), result.waits);
	assert_int_equal(json_integer_at(metrics, "retries", -1), 0);
	int64_t wait_ms = json_integer_at(metrics, "times_ms.wait", 0);
	assert_int_equal(wait_ms, result.wait_ms);
	assert_true(wait_ms > 0 && wait_ms <= json_integer_at(metrics, "times_ms.total", 0));
	json_decref(metrics);
	bytes_release(&text);
	free(path);
	run_result_release(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_last_step_brought_up_is_success_in_any_words),
		cmocka_unit_test(a_message_of_an_earlier_run_is_no_success),
		cmocka_unit_test(a_promise_a_failure_and_another_thing_are_no_success),
		cmocka_unit_test(a_popup_that_closes_by_itself_is_left_for_its_opener),
		cmocka_unit_test(a_success_selector_looks_into_shadow_roots),
		cmocka_unit_test(
			a_criterion_that_cannot_be_parsed_is_a_usage_error_before_any_action),
		cmocka_unit_test(a_failure_says_what_the_page_announced_last),
		cmocka_unit_test(each_step_tells_how_long_deciding_took),
		cmocka_unit_test(a_run_leaves_its_figures),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
