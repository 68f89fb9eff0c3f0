/* Two hosts may ask for a secret of one name: each gets its own. */
#include "agent/run.h"

#include "../action/stage.h"
#include "base/secrets.h"

#include <unistd.h>

static const struct page pages[] = {
	{.path = "/login",
		.body = "<title>login</title><label>Password <input type=password "
			"oninput=\"said.textContent = value == 'near-value' ? 'Near' : value == "
			"'far-value' ? 'Far' : ''\"></label><p role=status id=said></p>"},
	{.path = NULL},
};

static char folder[] = "/tmp/apprentice-secret-host-XXXXXX";

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
	folder_remove(folder, NULL);
	return 0;
}

/* Types the secret once, then says that it is done. */
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
		if (page->elements[i].state & ELEMENT_SECRET)
			decision->candidates[0].action = (struct action){
				ACTION_TYPE, page->elements[i].id, "{{secret:password}}"};
	decision->candidate_count = 1;
	return 0;
}

static enum outcome outcome_on(
	const char *host, const struct secrets *secrets, const char *expected)
{
	static const struct policy_type type = {"stub", decide, NULL};
	static char name[] = "password", near[] = "127.0.0.1", far[] = "localhost";
	struct secret_declaration declared[] = {{name, near}, {name, far}};
	const struct trajectory shown = {.secrets = declared, .secret_count = 2};
	struct policy policy = {&type};
	char *text = memory_copy_text(expected);
	struct criterion criterion = {.text = text};
	struct run_result result = {0};
	char *url = scene_url(&stage.scene, host, "/login");
	const struct run_options options = {.logs_folder = folder,
		.task = "login",
		.goal = "Log in",
		.demonstrations = &shown,
		.demonstration_count = 1,
		.start_url = url,
		.criterion = &criterion,
		.secrets = secrets,
		.policy = &policy,
		.max_steps = 3,
		.action_timeout_ms = 5000,
		.navigation_timeout_ms = SCENE_MS};
	assert_ok(&stage.scene,
		agent_run(stage.scene.browser, &options, &result, &stage.scene.error));
	enum outcome outcome = result.outcome;
	run_result_release(&result);
	free(url);
	free(text);
	return outcome;
}

static void each_host_gets_its_own_secret_of_that_name(void **state)
{
	struct secrets secrets;
	(void)state;
	secrets_init(&secrets);
	assert_int_equal(
		secrets_add(&secrets, "password", "127.0.0.1", "near-value", &stage.error), 0);
	assert_int_equal(
		secrets_add(&secrets, "password", "localhost", "far-value", &stage.error), 0);
	assert_int_equal(outcome_on("127.0.0.1", &secrets, "Near"), OUTCOME_SUCCESS);
	assert_int_equal(outcome_on("localhost", &secrets, "Far"), OUTCOME_SUCCESS);
	secrets_release(&secrets);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_host_gets_its_own_secret_of_that_name),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
