/* The protocol of MiniWoB++ on small pages of our own that have its globals. */
#include "evaluation/miniwob.h"

#include "action/execute.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "browser/tab.h"
#include "evaluation/miniwob_page.h"
#include "evaluation/miniwob_score.h"
#include "observation/observe.h"
#include "policy/replay.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { EPISODES = 64, WAIT_MS = 20000 };

/* What an examination told. */
static struct {
	struct loop loop;
	struct browser *browser;
	struct bytes oracles;
	struct miniwob_episode episodes[EPISODES]; /* goals are copies */
	size_t episode_count;
	struct miniwob_showing showing; /* the last */
	char *objection;
} stage;

static int begin(void **state)
{
	(void)state;
	static struct browser_script scripts[2];
	struct error error = {0};
	scripts[0] = observation_script();
	scripts[1] = action_script();
	struct browser_options how = {.debugging_port = -1, .scripts = scripts, .script_count = 2};
	if (loop_init(&stage.loop, &error) ||
		file_read(TEST_DATA "/oracles.js", 65536, &stage.oracles, &error) ||
		browser_open(&stage.loop, &how, &stage.browser, &error))
		fail_msg("%s", error.message);
	return 0;
}

static void forget(void)
{
	for (size_t i = 0; i < stage.episode_count; i++)
		free((void *)(uintptr_t)stage.episodes[i].goal);
	free(stage.objection);
	stage.episode_count = 0;
	stage.objection = NULL;
}

static int end(void **state)
{
	(void)state;
	forget();
	browser_close(stage.browser);
	loop_release(&stage.loop);
	bytes_release(&stage.oracles);
	return 0;
}

static void keep_episode(void *context, const struct miniwob_episode *episode)
{
	(void)context;
	assert_in_range(stage.episode_count, 0, EPISODES - 1);
	stage.episodes[stage.episode_count] = *episode;
	stage.episodes[stage.episode_count++].goal = memory_copy_text(episode->goal);
}

static void keep_showing(void *context, const struct miniwob_showing *showing)
{
	(void)context;
	free(stage.objection);
	stage.showing = *showing;
	stage.objection = memory_copy_text(showing->objection);
}

static void examine(const char *task, const struct miniwob_entrant *entrant, int seeds)
{
	struct error error = {0};
	struct miniwob_options how = {.html = TEST_DATA "/pages",
		.tasks = (const char *const[]){task, NULL},
		.oracles = stage.oracles.data,
		.entrants = entrant,
		.entrant_count = 1,
		.seed_count = seeds,
		.time_scale = 1,
		.max_steps = 5,
		.action_timeout_ms = WAIT_MS,
		.shown = keep_showing,
		.done = keep_episode};
	forget();
	if (evaluate_miniwob(stage.browser, &how, &error))
		fail_msg("%s", error.message);
}

static void examine_replay(const char *task, int seeds)
{
	struct miniwob_entrant replay = {
		.name = "replay", .policy = policy_replay_new(), .needs_demonstration = true};
	examine(task, &replay, seeds);
	policy_free(replay.policy);
}

/* A policy that needs no demonstration: presses what the goal ends with. Of the page it must see
 * neither the goal nor the rewards so far. */
static int press_last_word(struct policy *policy, const struct policy_input *input,
	struct arena *arena, struct decision *decision, struct error *error)
{
	(void)policy;
	if (strstr(input->observation->text, "reward") || strstr(input->observation->text, "Press"))
		return error_set(error, ERROR_REFUSED, "It sees: %s", input->observation->text);
	for (size_t i = 0; i < input->observation->element_count; i++) {
		const struct element *element = &input->observation->elements[i];
		if (!element->name[0] || !text_ends_with(input->goal, element->name))
			continue;
		decision->candidates = arena_take(arena, 1, sizeof(struct candidate));
		decision->candidates[0] = (struct candidate){
			.action = {ACTION_CLICK, element->id, ""}, .demonstration_step = -1};
		decision->candidate_count = 1;
		decision_complete(decision);
		return 0;
	}
	return error_set(error, ERROR_REFUSED, "Nothing is called as '%s' ends.", input->goal);
}

static void free_nothing(struct policy *policy)
{
	(void)policy;
}

static void examine_presser(const char *task, int seeds)
{
	static const struct policy_type type = {"presser", press_last_word, free_nothing};
	struct policy policy = {&type};
	struct miniwob_entrant presser = {.name = "presser", .policy = &policy};
	examine(task, &presser, seeds);
}

static void assert_all_succeeded(size_t episodes)
{
	assert_int_equal(stage.episode_count, episodes);
	for (size_t i = 0; i < episodes; i++)
		if (!miniwob_succeeded(&stage.episodes[i]))
			fail_msg("%s: %s", stage.episodes[i].goal, stage.episodes[i].reason);
}

static void replay_is_examined_with_the_oracles_demonstration(void **state)
{
	(void)state;
	examine_replay("press-colour", 4);
	assert_string_equal(stage.objection, "");
	assert_int_equal(stage.showing.steps, 1);
	assert_all_succeeded(4);
	assert_true(stage.episodes[0].one_shot);
}

static void seeds_give_different_goals_and_are_not_the_demonstrations(void **state)
{
	(void)state;
	size_t different = 0;
	examine_replay("press-colour", 6);
	for (size_t i = 0; i < stage.episode_count; i++) {
		assert_int_equal(stage.episodes[i].seed, MINIWOB_SEED_FIRST + (int)i);
		assert_true(stage.episodes[i].seed > stage.showing.seed);
		different += strcmp(stage.episodes[i].goal, stage.episodes[0].goal) != 0;
	}
	assert_true(different > 0);
}

static void a_policy_that_can_is_asked_with_the_goal_alone_first(void **state)
{
	(void)state;
	examine_presser("press-colour", 2);
	assert_all_succeeded(4);
	assert_false(stage.episodes[1].one_shot);
	assert_true(stage.episodes[2].one_shot);
	assert_int_equal(stage.episodes[2].seed, stage.episodes[0].seed);
	assert_string_equal(stage.episodes[2].goal, stage.episodes[0].goal);
}

static void half_of_the_reward_is_no_success(void **state)
{
	(void)state;
	examine_replay("half-reward", 1);
	assert_int_equal(stage.episode_count, 1);
	assert_true(stage.episodes[0].ended);
	assert_true(stage.episodes[0].reward == 0.5);
	assert_false(miniwob_succeeded(&stage.episodes[0]));
}

static void running_out_of_time_is_no_success(void **state)
{
	(void)state;
	examine_replay("too-slow", 1);
	assert_int_equal(stage.episode_count, 1);
	assert_true(stage.episodes[0].ended);
	assert_true(stage.episodes[0].reward == -1);
	assert_false(miniwob_succeeded(&stage.episodes[0]));
}

/* The page says that it is not ready, and gives an object for its goal. */
static void an_episode_waits_for_its_page_and_takes_the_words_of_its_goal(void **state)
{
	(void)state;
	examine_presser("spoken-late", 1);
	assert_all_succeeded(1);
	assert_string_equal(stage.episodes[0].goal, "Press train");
	assert_non_null(strstr(stage.objection, "no oracle"));
}

static void what_cannot_be_observed_cannot_be_demonstrated(void **state)
{
	(void)state;
	examine_replay("unseen", 1);
	assert_non_null(strstr(stage.objection, "not observed"));
	assert_int_equal(stage.episode_count, 0);
}

static void the_time_of_a_page_can_be_scaled(void **state)
{
	(void)state;
	struct error error = {0};
	struct tab *tab = NULL;
	char *url = miniwob_url(TEST_DATA "/pages", "press-colour"), *goal = NULL;
	json_t *limit = NULL;
	if (browser_new_tab(stage.browser, false, &tab, &error) ||
		miniwob_begin(tab, url, 7, 0.5, &goal, &error) ||
		tab_evaluate_in_page(
			tab, "core.EPISODE_MAX_TIME", deadline_in(WAIT_MS), &limit, &error))
		fail_msg("%s", error.message);
	assert_int_equal(json_integer_value(limit), 30000);
	assert_true(text_starts_with(goal, "Press "));
	assert_false(miniwob_look(tab).over);
	json_decref(limit);
	free(goal);
	free(url);
	tab_close(tab, deadline_in(WAIT_MS), NULL);
}

/* Chromium reads it as the XML that it must be. */
static void the_picture_is_an_svg_document(void **state)
{
	(void)state;
	struct miniwob_score score = {0};
	struct error error = {0};
	struct tab *tab = NULL;
	json_t *root = NULL;
	struct bytes question;
	miniwob_score_declare(&score, "<&\"replay");
	miniwob_score_add(&score,
		&(struct miniwob_episode){
			.task = "a<b&c", .policy = "<&\"replay", .ended = true, .reward = 1});
	char *svg = miniwob_score_picture(&score);
	bytes_init(&question, 1 << 20);
	bytes_append_text(&question, "new DOMParser().parseFromString(", NULL);
	json_quote(&question, svg, NULL);
	bytes_append_text(&question, ", 'image/svg+xml').documentElement.outerHTML", NULL);
	if (browser_new_tab(stage.browser, false, &tab, &error) ||
		tab_evaluate_in_page(tab, question.data, deadline_in(WAIT_MS), &root, &error))
		fail_msg("%s", error.message);
	assert_true(text_starts_with(json_string_value(root), "<svg "));
	assert_null(strstr(json_string_value(root), "parsererror"));
	assert_non_null(strstr(json_string_value(root), "a&lt;b&amp;c"));
	json_decref(root);
	bytes_release(&question);
	free(svg);
	miniwob_score_release(&score);
	tab_close(tab, deadline_in(WAIT_MS), NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replay_is_examined_with_the_oracles_demonstration),
		cmocka_unit_test(seeds_give_different_goals_and_are_not_the_demonstrations),
		cmocka_unit_test(a_policy_that_can_is_asked_with_the_goal_alone_first),
		cmocka_unit_test(half_of_the_reward_is_no_success),
		cmocka_unit_test(running_out_of_time_is_no_success),
		cmocka_unit_test(an_episode_waits_for_its_page_and_takes_the_words_of_its_goal),
		cmocka_unit_test(what_cannot_be_observed_cannot_be_demonstrated),
		cmocka_unit_test(the_time_of_a_page_can_be_scaled),
		cmocka_unit_test(the_picture_is_an_svg_document),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
