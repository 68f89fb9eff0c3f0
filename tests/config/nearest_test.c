#include "config/nearest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static const char *const commands[] = {"record", "run", "replay", "tasks", "apps", "doctor", NULL};

static void nearest_distance_counts_edits_and_swaps(void **state)
{
	(void)state;
	assert_int_equal(nearest_distance("", ""), 0);
	assert_int_equal(nearest_distance("goal", "goal"), 0);
	assert_int_equal(nearest_distance("goal", ""), 4);
	assert_int_equal(nearest_distance("gaol", "goal"), 1);
	assert_int_equal(nearest_distance("gal", "goal"), 1);
	assert_int_equal(nearest_distance("goall", "goal"), 1);
	assert_int_equal(nearest_distance("gual", "goal"), 1);
	assert_int_equal(nearest_distance("kitten", "sitting"), 3);
	assert_int_equal(nearest_distance("ca", "abc"), 3); /* no swap across an edit */
}

static void nearest_distance_is_the_same_both_ways(void **state)
{
	(void)state;
	for (size_t i = 0; commands[i]; i++)
		for (size_t j = 0; commands[j]; j++)
			assert_int_equal(nearest_distance(commands[i], commands[j]),
				nearest_distance(commands[j], commands[i]));
}

static void nearest_name_finds_a_mistyped_name(void **state)
{
	(void)state;
	assert_string_equal(nearest_name("recrod", commands), "record");
	assert_string_equal(nearest_name("rn", commands), "run");
	assert_string_equal(nearest_name("rpelay", commands), "replay");
	assert_string_equal(nearest_name("task", commands), "tasks");
}

static void nearest_name_finds_an_abbreviated_name(void **state)
{
	(void)state;
	assert_string_equal(nearest_name("rec", commands), "record");
	assert_string_equal(nearest_name("doc", commands), "doctor");
}

static void nearest_name_does_not_guess_wildly(void **state)
{
	(void)state;
	assert_null(nearest_name("frobnicate", commands));
	assert_null(nearest_name("", commands));
	assert_null(nearest_name("x", commands));
	assert_null(nearest_name("zzz", commands));
}

static void nearest_name_leaves_long_texts_alone(void **state)
{
	(void)state;
	char text[NEAREST_LENGTH_MAXIMUM + 2];
	memset(text, 'r', sizeof(text) - 1);
	text[sizeof(text) - 1] = 0;
	assert_null(nearest_name(text, commands));
	assert_true(nearest_distance(text, "r") > NEAREST_LENGTH_MAXIMUM);
	text[NEAREST_LENGTH_MAXIMUM] = 0;
	assert_int_equal(nearest_distance(text, ""), NEAREST_LENGTH_MAXIMUM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nearest_distance_counts_edits_and_swaps),
		cmocka_unit_test(nearest_distance_is_the_same_both_ways),
		cmocka_unit_test(nearest_name_finds_a_mistyped_name),
		cmocka_unit_test(nearest_name_finds_an_abbreviated_name),
		cmocka_unit_test(nearest_name_does_not_guess_wildly),
		cmocka_unit_test(nearest_name_leaves_long_texts_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
