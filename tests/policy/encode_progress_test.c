#include "policy/encode_progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* After these steps (-1: none; others below -1: that one, failed) of a plan this long. */
static struct progress after(size_t count, const int *steps, size_t step_count)
{
	static struct progress progress;
	struct history_step history[16] = {0};
	struct task_plan plan = {.count = count, .total = count};
	for (size_t i = 0; i < step_count; i++) {
		history[i].failed = steps[i] < -1;
		history[i].demonstration_step = steps[i] < -1 ? -steps[i] - 2 : steps[i];
	}
	struct policy_input input = {.history = history, .history_count = step_count};
	progress_read(&progress, &input, &plan);
	return progress;
}

static void assert_window(const struct progress *progress, const int *steps, size_t count)
{
	assert_int_equal(progress->window_count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(progress->window[i], steps[i]);
}

static void at_first_the_first_steps_come(void **state)
{
	struct progress progress = after(8, NULL, 0);
	(void)state;
	assert_int_equal(progress.next, 0);
	assert_int_equal(progress.last, -1);
	assert_window(&progress, (int[]){0, 1, 2, 3}, 4);
}

static void in_order_the_last_one_and_the_next_ones_are_looked_at(void **state)
{
	struct progress progress = after(8, (int[]){0, 1, -1, 2}, 4);
	(void)state;
	assert_int_equal(progress.next, 3);
	assert_int_equal(progress.last, 2);
	assert_int_equal(progress.done_count, 3);
	assert_window(&progress, (int[]){2, 3, 4, 5, 6}, 5);
}

static void skipped_steps_stay_in_the_window(void **state)
{
	struct progress progress = after(8, (int[]){0, 3}, 2);
	(void)state;
	assert_int_equal(progress.next, 4);
	assert_window(&progress, (int[]){1, 2, 3, 4, 5, 6, 7}, 7);
}

static void a_skipped_step_done_later_leads_back_behind_it(void **state)
{
	struct progress progress = after(5, (int[]){0, 2, 1}, 3);
	(void)state;
	assert_int_equal(progress.last, 1);
	assert_int_equal(progress.next, 3);
	assert_window(&progress, (int[]){1, 3, 4}, 3);
}

static void a_step_that_failed_is_not_done(void **state)
{
	struct progress progress = after(3, (int[]){0, -3}, 2);
	(void)state;
	assert_int_equal(progress.next, 1);
	assert_false(progress.done[1]);
}

static void at_the_end_nothing_comes_next(void **state)
{
	struct progress progress = after(2, (int[]){0, 1}, 2);
	(void)state;
	assert_int_equal(progress.next, 2);
	assert_window(&progress, (int[]){1}, 1);
}

static void of_a_long_plan_the_steps_around_the_progress_are_shown(void **state)
{
	struct progress progress = after(200, (int[]){100}, 1);
	(void)state;
	assert_int_equal(progress.shown, STEPS_SHOWN_MAX);
	assert_int_equal(progress.first_shown, 101 - STEPS_SHOWN_BEHIND);
	progress = after(200, (int[]){199}, 1);
	assert_int_equal(progress.first_shown + progress.shown, 200);
	assert_true(progress_in_window(&progress, 199) >= 0);
}

static void steps_beyond_the_plan_are_ignored(void **state)
{
	struct progress progress = after(2, (int[]){7, 1000}, 2);
	(void)state;
	assert_int_equal(progress.next, 0);
	assert_int_equal(progress.done_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_first_the_first_steps_come),
		cmocka_unit_test(in_order_the_last_one_and_the_next_ones_are_looked_at),
		cmocka_unit_test(skipped_steps_stay_in_the_window),
		cmocka_unit_test(a_skipped_step_done_later_leads_back_behind_it),
		cmocka_unit_test(a_step_that_failed_is_not_done),
		cmocka_unit_test(at_the_end_nothing_comes_next),
		cmocka_unit_test(of_a_long_plan_the_steps_around_the_progress_are_shown),
		cmocka_unit_test(steps_beyond_the_plan_are_ignored),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
