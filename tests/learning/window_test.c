#include "learning/window.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

/* K = 10: saved from 8 of 10 on, rolled back below 8/10 of the best. */
static const struct window_options options = {
	.outcomes = 10,
	.good = 0.8,
	.rollback_threshold = 0.8,
	.shadow_margin = 0.1,
	.shadow_least = 20,
	.save_every = 50,
};

static const struct window_evidence nothing_else = {0};

/* "1101", oldest first. */
static void add_all(struct window *window, const char *outcomes)
{
	for (; *outcomes; outcomes++)
		window_add(&options, window, *outcomes == '1');
}

static struct window_decision judge(const struct window *window)
{
	return window_judge(&options, window, &nothing_else);
}

static enum window_verdict verdict(const struct window *window)
{
	return judge(window).verdict;
}

/* An adapter with updates behind it and no best to compare with. */
static struct window adapted(const char *outcomes)
{
	struct window window = {0};
	window_updated(&options, &window);
	add_all(&window, outcomes);
	return window;
}

/* The same after it was saved as the best, ten of ten, and updated once more. */
static struct window after_best(const char *outcomes)
{
	struct window window = adapted("1111111111");
	window_saved(&window, WINDOW_BEST);
	window_updated(&options, &window);
	add_all(&window, outcomes);
	return window;
}

static void the_last_K_outcomes_count(void **state)
{
	(void)state;
	char text[WINDOW_TEXT_SIZE];
	struct window window = {0};
	add_all(&window, "000");
	assert_float_equal(window_success(&window), 0, 0);
	add_all(&window, "1");
	assert_float_equal(window_success(&window), 0.25, 1e-12);
	add_all(&window, "111110111");
	window_text(&window, text);
	assert_string_equal(text, "1111110111");
	assert_float_equal(window_success(&window), 0.9, 1e-12);
	assert_int_equal(window.count, 10);
}

static void the_frozen_policy_alone_asks_for_nothing(void **state)
{
	(void)state;
	struct window window = {0};
	assert_int_equal(verdict(&window), WINDOW_NOTHING);
	add_all(&window, "0000000000");
	assert_int_equal(verdict(&window), WINDOW_NOTHING);
	add_all(&window, "1111111111");
	assert_int_equal(verdict(&window), WINDOW_NOTHING);
}

static void a_full_good_window_is_the_first_best(void **state)
{
	(void)state;
	struct window window = adapted("111101111");
	assert_int_equal(verdict(&window), WINDOW_NOTHING); /* nine outcomes */
	add_all(&window, "1");
	struct window_decision decision = judge(&window);
	assert_int_equal(decision.verdict, WINDOW_BEST);
	assert_float_equal(decision.success, 0.9, 1e-12);
	assert_string_equal(decision.reason,
		"9 of the last 10 verified outcomes were successes: as good as the best so far "
		"(0.00), or better.");
	window_saved(&window, decision.verdict);
	assert_float_equal(window.best, 0.9, 1e-12);
	assert_int_equal(window.best_of, WINDOW_BEST_ADAPTER);
	assert_int_equal(verdict(&window), WINDOW_NOTHING); /* nothing changed since */
}

static void fewer_than_K_outcomes_are_never_good(void **state)
{
	(void)state;
	struct window window = adapted("");
	for (int i = 0; i < 9; i++) {
		window_add(&options, &window, true);
		assert_int_equal(verdict(&window), WINDOW_NOTHING);
	}
}

static void of_equally_good_the_newer_is_the_best(void **state)
{
	(void)state;
	struct window window = after_best("1");
	struct window_decision decision = judge(&window);
	assert_int_equal(decision.verdict, WINDOW_BEST);
	assert_float_equal(decision.success, 1, 0);
	assert_float_equal(decision.best, 1, 0);
}

static void good_but_not_the_best_is_saved(void **state)
{
	(void)state;
	struct window window = after_best("01"); /* 9 of 10 against 10 of 10 */
	assert_int_equal(verdict(&window), WINDOW_SAVE);
	window_saved(&window, WINDOW_SAVE);
	assert_int_equal(verdict(&window), WINDOW_NOTHING);
	assert_float_equal(window.best, 1, 0);
	window_updated(&options, &window);
	assert_int_equal(verdict(&window), WINDOW_SAVE);
}

static void nothing_is_saved_on_a_failure(void **state)
{
	(void)state;
	struct window window = after_best("0");
	assert_float_equal(window_success(&window), 0.9, 1e-12);
	assert_int_equal(verdict(&window), WINDOW_NOTHING);
}

static void updates_alone_are_saved_every_so_often(void **state)
{
	(void)state;
	struct window window = {0};
	for (int i = 0; i < 49; i++)
		window_updated(&options, &window);
	assert_int_equal(verdict(&window), WINDOW_NOTHING);
	window_updated(&options, &window);
	struct window_decision decision = judge(&window);
	assert_int_equal(decision.verdict, WINDOW_SAVE);
	assert_int_equal(decision.cause, WINDOW_BY_COUNT);
	assert_string_equal(decision.reason, "50 updates since the last save.");
}

static void alternating_outcomes_are_neither_good_nor_below_a_half(void **state)
{
	(void)state;
	struct window window = adapted("0101010101");
	assert_float_equal(window_success(&window), 0.5, 1e-12);
	assert_int_equal(verdict(&window), WINDOW_BEST); /* of no other */
	window_saved(&window, WINDOW_BEST);
	window_updated(&options, &window);
	for (int i = 0; i < 10; i++) { /* 0.5 whatever comes first: never below 0.8 * 0.5 */
		window_add(&options, &window, i % 2);
		assert_float_equal(window_success(&window), 0.5, 1e-12);
		assert_int_equal(verdict(&window), i % 2 ? WINDOW_BEST : WINDOW_NOTHING);
	}
	/* Against a perfect best the same outcomes end at the third failure. */
	window = after_best("0101");
	assert_int_equal(verdict(&window), WINDOW_SAVE);
	add_all(&window, "0");
	assert_int_equal(verdict(&window), WINDOW_ROLLBACK);
}

static void falling_below_the_threshold_rolls_back_to_the_best(void **state)
{
	(void)state;
	struct window window = after_best("00");
	assert_float_equal(window_success(&window), 0.8, 1e-12);
	assert_int_equal(verdict(&window), WINDOW_NOTHING); /* not below 0.8 */
	add_all(&window, "0");
	struct window_decision decision = judge(&window);
	assert_int_equal(decision.verdict, WINDOW_ROLLBACK);
	assert_int_equal(decision.cause, WINDOW_BY_OUTCOMES);
	assert_int_equal(decision.target, WINDOW_TO_BEST);
	assert_float_equal(decision.success, 0.7, 1e-12);
	assert_string_equal(decision.reason,
		"7 of the last 10 verified outcomes were successes: below 0.80 of the 1.00 that it "
		"is compared with, back to the best adapter.");
}

static void a_short_window_is_bad_once_nothing_can_save_it(void **state)
{
	(void)state;
	struct window window = after_best("000");
	window_switch(&window, WINDOW_TO_BEST);
	window_updated(&options, &window);
	add_all(&window, "00");
	assert_int_equal(verdict(&window), WINDOW_NOTHING); /* 8 of 10 are possible */
	add_all(&window, "0");
	assert_int_equal(verdict(&window), WINDOW_ROLLBACK); /* 7 of 10 are not enough */
	assert_int_equal(window.count, 3);
}

static void a_best_that_fails_itself_goes_back_to_no_adapter(void **state)
{
	(void)state;
	struct window window = after_best("000");
	window_switch(&window, WINDOW_TO_BEST);
	assert_int_equal(window.count, 0);
	assert_float_equal(window.best, 1, 0);
	add_all(&window, "000");
	struct window_decision decision = judge(&window);
	assert_int_equal(decision.verdict, WINDOW_ROLLBACK);
	assert_int_equal(decision.target, WINDOW_TO_FROZEN);
	assert_non_null(strstr(decision.reason, "back to no adapter"));
	window_switch(&window, decision.target);
	assert_false(window.adapted);
	assert_int_equal(window.best_of, WINDOW_BEST_UNKNOWN);
	add_all(&window, "0000000000");
	assert_int_equal(verdict(&window), WINDOW_NOTHING);
}

static void the_first_adapter_is_held_against_the_frozen_policy(void **state)
{
	(void)state;
	struct window window = {0};
	add_all(&window, "1111111110"); /* 9 of 10 */
	window_updated(&options, &window);
	assert_int_equal(window.best_of, WINDOW_BEST_FROZEN);
	assert_float_equal(window.best, 0.9, 1e-12);
	assert_int_equal(window.count, 0);
	add_all(&window, "00");
	assert_int_equal(verdict(&window), WINDOW_NOTHING); /* 0.8 is not below 0.72 */
	add_all(&window, "0");
	assert_int_equal(judge(&window).verdict, WINDOW_ROLLBACK); /* 0.7 is */
	assert_int_equal(judge(&window).target, WINDOW_TO_FROZEN);
}

static void one_success_of_the_frozen_policy_counts_as_two_thirds(void **state)
{
	(void)state;
	struct window window = {0};
	add_all(&window, "1");
	window_updated(&options, &window);
	assert_float_equal(window.best, 2.0 / 3, 1e-12); /* (1 + 1) / (1 + 2) */
	add_all(&window, "0000"); /* 0.6 is possible, and 0.8 * 0.667 = 0.533 needed */
	assert_int_equal(verdict(&window), WINDOW_NOTHING);
	add_all(&window, "0");
	assert_int_equal(verdict(&window), WINDOW_ROLLBACK);
	struct window blind = {0};
	window_updated(&options, &blind);
	assert_int_equal(blind.best_of, WINDOW_BEST_UNKNOWN);
	add_all(&blind, "0000000000");
	assert_int_equal(verdict(&blind), WINDOW_NOTHING);
}

static void poison_ends_in_a_rollback_within_K_outcomes(void **state)
{
	(void)state;
	struct window window = after_best("");
	int outcomes = 0;
	while (verdict(&window) != WINDOW_ROLLBACK && outcomes < 100) {
		window_add(&options, &window, false);
		outcomes++;
	}
	assert_int_equal(outcomes, 3);
}

static void the_shadow_rolls_back_by_its_margin(void **state)
{
	(void)state;
	struct window window = after_best("1");
	struct window_evidence evidence = {.shadow_decisions = 20, .shadow_gain = -0.1};
	assert_int_equal(window_judge(&options, &window, &evidence).verdict, WINDOW_BEST);
	evidence.shadow_gain = -0.11;
	struct window_decision decision = window_judge(&options, &window, &evidence);
	assert_int_equal(decision.verdict, WINDOW_ROLLBACK);
	assert_int_equal(decision.cause, WINDOW_BY_SHADOW);
	assert_string_equal(decision.reason,
		"On the same 20 decisions the frozen policy was better by 0.11, which is over the "
		"margin of 0.10: back to the best adapter.");
	evidence.shadow_decisions = 19; /* too few to believe */
	assert_int_equal(window_judge(&options, &window, &evidence).verdict, WINDOW_BEST);
	evidence = (struct window_evidence){.shadow_decisions = 20, .shadow_gain = NAN};
	assert_int_equal(window_judge(&options, &window, &evidence).verdict, WINDOW_ROLLBACK);
}

static void numbers_that_are_not_finite_roll_back_at_once(void **state)
{
	(void)state;
	struct window_evidence evidence = {.not_finite = true};
	struct window window = after_best("1");
	struct window_decision decision = window_judge(&options, &window, &evidence);
	assert_int_equal(decision.verdict, WINDOW_ROLLBACK);
	assert_int_equal(decision.cause, WINDOW_BY_NUMBERS);
	assert_int_equal(decision.target, WINDOW_TO_BEST);
	struct window first = adapted("");
	assert_int_equal(window_judge(&options, &first, &evidence).target, WINDOW_TO_FROZEN);
	assert_int_equal(window_judge(&options, &first, &evidence).verdict, WINDOW_ROLLBACK);
}

static void another_adapter_starts_an_empty_window(void **state)
{
	(void)state;
	struct window window = after_best("0");
	window_switch(&window, WINDOW_TO_OTHER);
	assert_int_equal(window.count, 0);
	assert_true(window.adapted);
	add_all(&window, "000");
	assert_int_equal(judge(&window).target, WINDOW_TO_BEST); /* it is not the best */
}

static void a_window_that_was_made_smaller_keeps_the_newest(void **state)
{
	(void)state;
	struct window_options three = options;
	struct window window = adapted("1111100110");
	char text[WINDOW_TEXT_SIZE];
	three.outcomes = 3;
	window_add(&three, &window, true);
	window_text(&window, text);
	assert_string_equal(text, "101");
	assert_float_equal(window_success(&window), 2.0 / 3, 1e-12);
}

static void the_longest_window_holds_64(void **state)
{
	(void)state;
	struct window_options longest = options;
	struct window window = {0};
	char text[WINDOW_TEXT_SIZE];
	longest.outcomes = 64;
	for (int i = 0; i < 100; i++)
		window_add(&longest, &window, i >= 36 + 16);
	window_text(&window, text);
	assert_int_equal(strlen(text), 64);
	assert_float_equal(window_success(&window), 0.75, 1e-12);
}

static void impossible_options_are_refused(void **state)
{
	(void)state;
	struct error error = {0};
	struct window_options bad;
	assert_int_equal(window_options_check(&window_defaults, &error), 0);
	assert_int_equal(window_defaults.outcomes, 10);
	for (size_t outcomes = 0; outcomes <= 65; outcomes += 65) {
		bad = window_defaults;
		bad.outcomes = outcomes;
		assert_int_equal(window_options_check(&bad, &error), ERROR_INPUT);
	}
	bad = window_defaults;
	bad.rollback_threshold = 1.1;
	assert_int_equal(window_options_check(&bad, &error), ERROR_INPUT);
	bad.rollback_threshold = NAN;
	assert_int_equal(window_options_check(&bad, &error), ERROR_INPUT);
	bad = window_defaults;
	bad.save_every = 0;
	assert_int_equal(window_options_check(&bad, &error), ERROR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_K_outcomes_count),
		cmocka_unit_test(the_frozen_policy_alone_asks_for_nothing),
		cmocka_unit_test(a_full_good_window_is_the_first_best),
		cmocka_unit_test(fewer_than_K_outcomes_are_never_good),
		cmocka_unit_test(of_equally_good_the_newer_is_the_best),
		cmocka_unit_test(good_but_not_the_best_is_saved),
		cmocka_unit_test(nothing_is_saved_on_a_failure),
		cmocka_unit_test(updates_alone_are_saved_every_so_often),
		cmocka_unit_test(alternating_outcomes_are_neither_good_nor_below_a_half),
		cmocka_unit_test(falling_below_the_threshold_rolls_back_to_the_best),
		cmocka_unit_test(a_short_window_is_bad_once_nothing_can_save_it),
		cmocka_unit_test(a_best_that_fails_itself_goes_back_to_no_adapter),
		cmocka_unit_test(the_first_adapter_is_held_against_the_frozen_policy),
		cmocka_unit_test(one_success_of_the_frozen_policy_counts_as_two_thirds),
		cmocka_unit_test(poison_ends_in_a_rollback_within_K_outcomes),
		cmocka_unit_test(the_shadow_rolls_back_by_its_margin),
		cmocka_unit_test(numbers_that_are_not_finite_roll_back_at_once),
		cmocka_unit_test(another_adapter_starts_an_empty_window),
		cmocka_unit_test(a_window_that_was_made_smaller_keeps_the_newest),
		cmocka_unit_test(the_longest_window_holds_64),
		cmocka_unit_test(impossible_options_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
