#include "evaluation/miniwob_score.h"

#include "base/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void add(struct miniwob_score *score, const char *task, bool one_shot, double reward)
{
	struct miniwob_episode episode = {.task = task,
		.policy = "replay",
		.one_shot = one_shot,
		.ended = true,
		.reward = reward};
	miniwob_score_add(score, &episode);
}

/* type: 3 of 4 one-shot; click: 1 of 2 zero-shot, 1 of 1 one-shot. */
static struct miniwob_score sample(void)
{
	struct miniwob_score score = {0};
	miniwob_score_declare(&score, "replay");
	for (int i = 0; i < 4; i++)
		add(&score, "type", true, i ? 1 : -1);
	add(&score, "click", false, 1);
	add(&score, "click", false, 0);
	add(&score, "click", true, 1);
	return score;
}

static void a_part_of_the_reward_is_no_success(void **state)
{
	(void)state;
	struct miniwob_episode episode = {.ended = true, .reward = 1};
	assert_true(miniwob_succeeded(&episode));
	episode.reward = 0.5;
	assert_false(miniwob_succeeded(&episode));
	episode.reward = 0.999;
	assert_false(miniwob_succeeded(&episode));
	episode = (struct miniwob_episode){.ended = false, .reward = 1};
	assert_false(miniwob_succeeded(&episode));
}

static void rows_are_sorted_by_task_and_columns_counted_apart(void **state)
{
	(void)state;
	struct miniwob_score score = sample();
	assert_int_equal(score.row_count, 2);
	assert_string_equal(score.rows[0].task, "click");
	assert_int_equal(score.rows[0].tallies[0].episodes, 2);
	assert_int_equal(score.rows[0].tallies[0].successes, 1);
	assert_int_equal(score.rows[0].tallies[1].successes, 1);
	assert_int_equal(score.rows[1].tallies[0].episodes, 0);
	assert_int_equal(score.rows[1].tallies[1].successes, 3);
	miniwob_score_release(&score);
}

/* Tasks weigh the same, however many episodes each had. */
static void the_mean_is_over_the_tasks_that_were_examined(void **state)
{
	(void)state;
	struct miniwob_score score = sample();
	struct miniwob_mean zero = miniwob_score_mean(&score, 0),
			    one = miniwob_score_mean(&score, 1);
	assert_int_equal(zero.tasks, 1);
	assert_true(fabs(zero.rate - 0.5) < 1e-12);
	assert_int_equal(one.tasks, 2);
	assert_true(fabs(one.rate - (0.75 + 1) / 2) < 1e-12);
	miniwob_score_release(&score);
}

static void the_table_has_rates_intervals_and_reasons(void **state)
{
	(void)state;
	struct miniwob_score score = sample();
	struct miniwob_showing showing = {.task = "draw", .objection = "no | oracle"};
	miniwob_score_note(&score, &showing);
	char *table = miniwob_score_table(&score);
	assert_non_null(strstr(table, "| task | replay zero-shot | replay one-shot | note |\n"));
	assert_non_null(strstr(table, "| type | | 75.0 % (30 to 95) |  |\n"));
	assert_non_null(strstr(table, "| draw | | | no demonstration: no   oracle |\n"));
	assert_non_null(strstr(
		table, "| **mean over tasks** | 50.0 % (0 to 100) | 87.5 % (63 to 100) | |\n"));
	assert_non_null(strstr(table, "| tasks | 1 | 2 | |\n"));
	free(table);
	miniwob_score_release(&score);
}

static void a_policy_whose_name_begins_another_has_columns_of_its_own(void **state)
{
	(void)state;
	struct miniwob_score score = {0};
	miniwob_score_declare(&score, "replay-more");
	miniwob_score_declare(&score, "replay");
	add(&score, "click", true, 1);
	assert_int_equal(score.rows[0].tallies[1].episodes, 0);
	assert_int_equal(score.rows[0].tallies[3].episodes, 1);
	miniwob_score_release(&score);
}

static void json_has_the_same_numbers(void **state)
{
	(void)state;
	struct miniwob_score score = sample();
	json_t *json = miniwob_score_json(&score);
	assert_string_equal(json_text_at(json, "tasks.1.task", ""), "type");
	json_t *rate = json_object_get(json_at(json, "tasks.1.rates"), "replay one-shot");
	assert_int_equal(json_integer_at(rate, "successes", 0), 3);
	assert_true(fabs(json_number_at(rate, "rate", 0) - 0.75) < 1e-12);
	assert_null(json_object_get(json_at(json, "tasks.1.rates"), "replay zero-shot"));
	rate = json_object_get(json_at(json, "mean"), "replay one-shot");
	assert_int_equal(json_integer_at(rate, "tasks", 0), 2);
	json_decref(json);
	miniwob_score_release(&score);
}

static size_t count(const char *text, const char *part)
{
	size_t found = 0;
	while ((text = strstr(text, part))) {
		found++;
		text += strlen(part);
	}
	return found;
}

/* The background, the legend's keys, and a bar for each cell that is filled. */
static void the_picture_has_a_bar_for_each_rate(void **state)
{
	(void)state;
	struct miniwob_score score = sample();
	char *svg = miniwob_score_picture(&score);
	assert_true(text_starts_with(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\""));
	assert_true(text_ends_with(svg, "</svg>\n"));
	assert_int_equal(count(svg, "<rect"), 1 + 2 + 5);
	assert_non_null(strstr(svg, ">mean over tasks<"));
	free(svg);
	miniwob_score_release(&score);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_part_of_the_reward_is_no_success),
		cmocka_unit_test(rows_are_sorted_by_task_and_columns_counted_apart),
		cmocka_unit_test(the_mean_is_over_the_tasks_that_were_examined),
		cmocka_unit_test(the_table_has_rates_intervals_and_reasons),
		cmocka_unit_test(a_policy_whose_name_begins_another_has_columns_of_its_own),
		cmocka_unit_test(json_has_the_same_numbers),
		cmocka_unit_test(the_picture_has_a_bar_for_each_rate),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
