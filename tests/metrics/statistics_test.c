#include "metrics/learning_curve.h"
#include "metrics/statistics.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MANY = 12 };

static char book[] = "book", pay[] = "pay", success[] = "success", failure[] = "failure",
	    unknown[] = "unknown", aborted[] = "aborted", literal[] = "literal";

static struct run_row row(char *task, char *outcome)
{
	return (struct run_row){.task = task,
		.run = task,
		.outcome = outcome,
		.steps = 4,
		.retries = 1,
		.total_ms = 2000,
		.updates = NAN,
		.rollbacks = NAN,
		.budget_used = NAN,
		.shadow_agreement = NAN,
		.shadow_steps = NAN,
		.model_calls = NAN,
		.tokens_in = NAN,
		.tokens_out = NAN,
		.cost = NAN};
}

static void only_verified_success_counts_as_success(void **state)
{
	(void)state;
	struct run_row items[] = {row(book, success), row(book, failure), row(book, unknown),
		row(book, aborted), row(book, success)};
	items[4].policy = literal;
	const struct run_rows rows = {items, 5};
	struct statistics statistics;
	statistics_make(&statistics, &rows);
	const struct task_statistics *task = statistics.tasks;
	assert_int_equal(statistics.count, 1);
	assert_int_equal(task->runs, 5);
	assert_int_equal(task->counted_count, 3);
	assert_int_equal(task->all.successes, 1);
	assert_int_equal(task->all.of, 3);
	assert_int_equal(task->aborted, 1);
	assert_int_equal(task->replays, 1);
	assert_true(task->steps == 4 && task->seconds == 2 && task->retries == 1);
	statistics_release(&statistics);
}

/* 2 failures, then 10 successes: the last ten forget the failures. */
static void the_curve_is_of_the_last_ten(void **state)
{
	(void)state;
	struct run_row items[MANY];
	for (size_t i = 0; i < MANY; i++)
		items[i] = row(book, i < 2 ? failure : success);
	const struct run_rows rows = {items, MANY};
	struct statistics statistics;
	statistics_make(&statistics, &rows);
	const struct task_statistics *task = statistics.tasks;
	assert_true(rate_value(&task->curve[0]) == 0);
	assert_true(rate_value(&task->curve[3]) == 0.5);
	assert_true(rate_value(&task->curve[9]) == 0.8);
	assert_true(rate_value(&task->curve[11]) == 1);
	assert_true(rate_value(&task->last) == 1 && task->last.of == 10);
	assert_float_equal(task->last.reach.low, 0.7225, 1e-4); /* Wilson, 10 of 10 */
	assert_float_equal(rate_value(&task->all), 10.0 / 12, 1e-9);
	statistics_release(&statistics);
}

static void learning_is_summed_up(void **state)
{
	(void)state;
	static char first[] = "{\"budget\":1,\"entropy\":2}", second[] = "{\"budget\":3}",
		    torn[] = "{\"bud";
	struct run_row items[] = {row(book, success), row(book, failure), row(book, success)};
	items[0].refusals = first;
	items[0].updates = 2;
	items[0].budget_used = 2;
	items[0].budget = 100;
	items[0].shadow_steps = 1;
	items[0].shadow_agreement = 1;
	items[1].refusals = second;
	items[1].rollbacks = 1;
	items[1].shadow_steps = 3;
	items[1].shadow_agreement = 0;
	items[2].refusals = torn;
	const struct run_rows rows = {items, 3};
	struct statistics statistics;
	statistics_make(&statistics, &rows);
	const struct task_statistics *task = statistics.tasks;
	assert_true(task->updates == 2 && task->rollbacks == 1 && task->refused == 6);
	assert_int_equal(json_integer_at(task->refusals, "budget", 0), 4);
	assert_int_equal(json_integer_at(task->refusals, "entropy", 0), 2);
	assert_true(task->budget_used == 2 && task->budget == 100);
	assert_true(task->shadow_agreement == 0.25);
	statistics_release(&statistics);
}

static void tasks_are_told_apart(void **state)
{
	(void)state;
	struct run_row items[] = {row(book, success), row(pay, failure), row(pay, aborted)};
	const struct run_rows rows = {items, 3};
	struct statistics statistics;
	statistics_make(&statistics, &rows);
	assert_int_equal(statistics.count, 2);
	assert_int_equal(statistics.tasks[0].runs, 1);
	assert_int_equal(statistics.tasks[1].runs, 2);
	assert_true(isnan(statistics.tasks[1].steps));
	statistics_release(&statistics);
}

static void nothing_at_all_is_no_task(void **state)
{
	(void)state;
	const struct run_rows none = {0};
	struct statistics statistics;
	statistics_make(&statistics, &none);
	assert_int_equal(statistics.count, 0);
	statistics_release(&statistics);
}

static void draw(const struct run_rows *rows, struct bytes *svg)
{
	struct statistics statistics;
	statistics_make(&statistics, rows);
	bytes_init(svg, LEARNING_CURVE_BYTES);
	assert_int_equal(learning_curve_draw(&statistics, svg, NULL), 0);
	assert_non_null(strstr(svg->data, "<svg"));
	assert_non_null(strstr(svg->data, "</svg>"));
	assert_null(strstr(svg->data, "nan"));
	statistics_release(&statistics);
}

static size_t occurrences(const char *text, const char *word)
{
	size_t count = 0;
	while ((text = strstr(text, word))) {
		count++;
		text += strlen(word);
	}
	return count;
}

static void the_picture_has_each_run_and_each_rollback(void **state)
{
	(void)state;
	struct run_row items[] = {row(book, success), row(book, failure), row(book, success)};
	items[1].rollbacks = 1;
	const struct run_rows rows = {items, 3}, none = {0}, one = {items, 1};
	struct bytes svg;
	draw(&rows, &svg);
	assert_int_equal(occurrences(svg.data, "<circle"), 3 + 2); /* and steps of successes */
	assert_int_equal(occurrences(svg.data, ">rollback<"), 1);
	bytes_release(&svg);
	draw(&one, &svg);
	assert_int_equal(occurrences(svg.data, "<circle"), 2);
	bytes_release(&svg);
	draw(&none, &svg);
	assert_non_null(strstr(svg.data, "no runs yet"));
	bytes_release(&svg);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_verified_success_counts_as_success),
		cmocka_unit_test(the_curve_is_of_the_last_ten),
		cmocka_unit_test(learning_is_summed_up),
		cmocka_unit_test(tasks_are_told_apart),
		cmocka_unit_test(nothing_at_all_is_no_task),
		cmocka_unit_test(the_picture_has_each_run_and_each_rollback),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
