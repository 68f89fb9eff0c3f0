/*
 * Goals: templates with alternatives, slots and quotes; which of them a split may use; and sentences
 * put together from the steps.
 */
#include "gym/goal.h"
#include "gym/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

struct stage {
	struct arena arena;
	struct site site;
	struct style style;
	struct draft draft;
};

static struct stage stage;

static int open_stage(void **state)
{
	(void)state;
	stage = (struct stage){0};
	arena_init(&stage.arena, STORE_MAXIMUM_BYTES);
	stage.draft = (struct draft){.arena = &stage.arena,
		.site = &stage.site,
		.style = &stage.style,
		.speech = &stage.style};
	return 0;
}

static int close_stage(void **state)
{
	(void)state;
	arena_release(&stage.arena);
	return 0;
}

static const char *write_goal(const struct family *family, enum gym_goal kind, bool held, int seed)
{
	struct random random;
	struct goal_wish wish = {kind, held};
	random_seed(&random, (uint64_t)seed);
	return goal_write(&stage.draft, family, &wish, &random);
}

static void held_templates_are_used_by_the_held_side_alone(void **state)
{
	(void)state;
	static const char *const templates[] = {
		"a", "b", "c", "d", "held one", "f", "g", "h", "i", "held two", NULL};
	struct family family = {.explicit_goals = templates, .value_goals = templates};
	for (int seed = 0; seed < 300; seed++) {
		bool held = seed % 2;
		const char *goal = write_goal(&family, GYM_GOAL_VALUES, held, seed);
		assert_int_equal(strncasecmp(goal, "held", 4) == 0, held);
	}
}

static void alternatives_and_slots_are_filled_in(void **state)
{
	(void)state;
	static const char *const templates[] = {
		"[press|hit [hard|]] the {thing*}[ now|]", "", "", "", "x", NULL};
	struct family family = {.explicit_goals = templates, .value_goals = templates};
	draft_say(&stage.draft, "thing", "Red Button");
	bool has_quotes = false, has_now = false, has_hard = false;
	for (int seed = 0; seed < 300; seed++) {
		const char *goal = write_goal(&family, GYM_GOAL_VALUES, false, seed);
		if (strlen(goal) < 3)
			continue;
		assert_non_null(strstr(goal, "Red Button"));
		assert_null(strpbrk(goal, "[]{}|*"));
		has_quotes = has_quotes || strstr(goal, "\"Red Button\"");
		has_now = has_now || strstr(goal, " now");
		has_hard = has_hard || strstr(goal, "it hard the");
	}
	assert_true(has_quotes && has_now && has_hard);
}

static void a_template_whose_slot_is_missing_is_not_used(void **state)
{
	(void)state;
	static const char *const templates[] = {"{nothing}", "{thing}", "{nothing}", "", "x", NULL};
	struct family family = {.explicit_goals = templates, .value_goals = templates};
	draft_say(&stage.draft, "thing", "lamp");
	for (int seed = 0; seed < 100; seed++) {
		const char *goal = write_goal(&family, GYM_GOAL_VALUES, false, seed);
		assert_true(!*goal || strncmp(goal, "lamp", 4) == 0 || *goal == '.');
	}
}

/* A password that begins the goal must not get a capital. */
static void a_value_at_the_beginning_keeps_its_letters(void **state)
{
	(void)state;
	static const char *const templates[] = {
		"{thing}", "{thing}", "{thing}", "{thing}", "x", NULL};
	struct family family = {.explicit_goals = templates, .value_goals = templates};
	draft_say(&stage.draft, "thing", "kutRod7");
	for (int seed = 0; seed < 50; seed++)
		assert_int_equal(
			strncmp(write_goal(&family, GYM_GOAL_VALUES, false, seed), "kutRod7", 7),
			0);
}

static void steps_are_named_in_their_order(void **state)
{
	(void)state;
	struct family family = {.by_steps = true};
	struct node field = {.tag = TAG_INPUT}, button = {.tag = TAG_BUTTON};
	struct deed *deed = new_deed(&stage.draft, &button);
	want_value(&stage.draft, &field, "Anna", "Name", NULL);
	want_deed(&stage.draft, deed, "Save")->silent = false;
	for (int seed = 0; seed < 100; seed++) {
		const char *goal = write_goal(&family, GYM_GOAL_EXPLICIT, seed % 2, seed);
		const char *name = strstr(goal, "Name"), *value = strstr(goal, "Anna");
		const char *save = strstr(goal, "Save");
		assert_true(name && value && save && name < save && value < save);
	}
}

#define staged(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)

int main(void)
{
	const struct CMUnitTest tests[] = {
		staged(held_templates_are_used_by_the_held_side_alone),
		staged(alternatives_and_slots_are_filled_in),
		staged(a_template_whose_slot_is_missing_is_not_used),
		staged(a_value_at_the_beginning_keeps_its_letters),
		staged(steps_are_named_in_their_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
