/* Whatever a page, a person or a file says, nothing here reads beyond it or runs for ever. */

#include "base/date.h"
#include "base/memory.h"
#include "base/random.h"
#include "page.h"
#include "trajectory/data_words.h"
#include "trajectory/goal.h"
#include "trajectory/text_template.h"
#include "trajectory/tokens.h"
#include "trajectory/trajectory.h"
#include "trajectory/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3000 };

static const char *const pieces[] = {"12", "3", "0", "2027-05-12", "12 May", "May", "2027", "/",
	"-", ".", ",", ":", "'", "\"", "{", "}", "{a}", "{b}", "*", "?", " ", "  ", "\n", "\t",
	"Anna", "anna", "Blue Room", "INV-", "x@y.org", "and", "on", "off", "the", "\xc3\xa4",
	"\xe2\x80\x9c", "\xe5\x91\xa8", "\xf0\x9f\x98\x80", "\xff", "\xc3", "\xe2\x80", "\x01",
	"1,200", "3.50", "{{secret:a}}", "August 2026", "order", "shipped", "not", " | ", "%20",
	"http://x.test/a"};

static void make_text(struct random *random, char text[static 400])
{
	uint32_t count = random_below(random, 14);
	text[0] = 0;
	for (uint32_t i = 0; i < count; i++)
		strcat(text, pieces[random_below(random, sizeof(pieces) / sizeof(*pieces))]);
}

static void check_span(const char *text, size_t start, size_t length)
{
	assert_true(start + length <= strlen(text));
	assert_true(length > 0);
}

static void values_and_dates_lie_within_their_texts(void **state)
{
	(void)state;
	struct random random;
	char text[400], value[400], out[DATE_TEXT_SIZE];
	random_seed(&random, 1);
	for (int i = 0; i < ROUNDS; i++) {
		size_t start, length;
		struct date date;
		make_text(&random, text);
		make_text(&random, value);
		if (value_find_spoken(text, 0, value, &start, &length))
			check_span(text, start, length);
		if (date_find_yearless(text, 0, &date, &start, &length)) {
			check_span(text, start, length);
			date_format_like(
				text + start, length, &date, &(struct date){2031, 1, 9}, out);
			assert_true(strlen(out) < sizeof(out));
		}
		if (date_find_month(text, 0, &date, &start, &length))
			check_span(text, start, length);
		assert_true(value_equal(text, text));
		value_shape(text);
	}
}

static void a_value_found_is_equal_where_it_is_found(void **state)
{
	(void)state;
	struct random random;
	char value[400];
	random_seed(&random, 2);
	for (int i = 0; i < ROUNDS; i++) {
		size_t start, length;
		make_text(&random, value);
		char *text = memory_format("before, %s, after", value);
		if (value_find_literal(text, 0, value, &start, &length)) {
			char *found = memory_copy_span(text + start, length);
			assert_true(value_equal(found, value));
			free(found);
		}
		free(text);
	}
}

static void tokens_cover_their_text(void **state)
{
	(void)state;
	struct random random;
	char text[400];
	random_seed(&random, 3);
	for (int i = 0; i < ROUNDS; i++) {
		struct tokens tokens;
		size_t end = 0;
		make_text(&random, text);
		tokens_split(&tokens, text);
		for (size_t j = 0; j < tokens.count; j++) {
			assert_true(tokens.items[j].start >= end && tokens.items[j].length > 0);
			end = tokens.items[j].start + tokens.items[j].length;
		}
		assert_true(end <= strlen(text));
		tokens_release(&tokens);
	}
}

static void goals_bind_or_are_refused(void **state)
{
	(void)state;
	struct random random;
	char demonstrated_goal[400], goal[400], value[400];
	random_seed(&random, 4);
	for (int i = 0; i < ROUNDS / 3; i++) {
		struct parameters parameters;
		struct binding binding;
		struct error error = {0};
		make_text(&random, demonstrated_goal);
		make_text(&random, goal);
		make_text(&random, value);
		parameters_init(&parameters);
		parameters_add(&parameters, "a", value, "", random_below(&random, 2), NULL);
		parameters_add(&parameters, "b", "3", "", false, NULL);
		int rc = binding_make(&binding, demonstrated_goal, &parameters, goal, NULL, &error);
		if (rc == 0) {
			char *text = binding_apply(&binding, demonstrated_goal, NULL);
			assert_non_null(text);
			free(text);
			binding_release(&binding);
		} else {
			assert_true(error.message[0] != 0);
		}
		parameters_release(&parameters);
	}
}

static void the_demonstrations_own_goal_changes_nothing(void **state)
{
	(void)state;
	struct random random;
	char goal[400];
	random_seed(&random, 5);
	for (int i = 0; i < ROUNDS / 3; i++) {
		struct parameters parameters;
		struct binding binding;
		make_text(&random, goal);
		parameters_init(&parameters);
		parameters_add(&parameters, "a", "Anna", "", false, NULL);
		assert_int_equal(binding_make(&binding, goal, &parameters, goal, NULL, NULL), 0);
		assert_int_equal(binding.replacement_count, 0);
		assert_string_equal(binding.unexplained, "");
		binding_release(&binding);
		parameters_release(&parameters);
	}
}

static void templates_of_texts_match_them(void **state)
{
	(void)state;
	struct random random;
	char text[400];
	struct parameters values;
	const struct lexicon *lexicon = lexicon_of(LEXICON_ALL);
	parameters_init(&values);
	parameters_add(&values, "a", "Anna", "", false, NULL);
	parameters_add(&values, "b", "12 May", "", false, NULL);
	random_seed(&random, 6);
	for (int i = 0; i < ROUNDS; i++) {
		make_text(&random, text);
		char *made = template_new(text, &values);
		template_matches(made, &values, text, TEMPLATE_SENTENCE);
		template_matches(text, &values, made, TEMPLATE_ANYWHERE);
		template_resembles(made, &values, text, lexicon);
		free(made);
	}
	parameters_release(&values);
}

static void proposals_are_made_of_any_recording(void **state)
{
	(void)state;
	struct random random;
	char goal[400], name[400], value[400], context[400];
	random_seed(&random, 7);
	for (int i = 0; i < ROUNDS / 3; i++) {
		struct page page, final;
		struct parameters parameters;
		struct criterion criterion;
		make_text(&random, goal);
		make_text(&random, name);
		make_text(&random, value);
		make_text(&random, context);
		page_init(&page, value, context);
		page_init(&final, context, name);
		struct element *field = page_add(&page, "textbox", name, -1);
		struct element *button = page_add(&page, "radio", value, -1);
		button->context = context;
		page_add(&final, "status", context, -1);
		struct step steps[2] = {{.action = {ACTION_TYPE, 1, value},
						.target = field,
						.observation = &page.observation,
						.error = ""},
			{.action = {ACTION_CLICK, 2, ""},
				.target = button,
				.observation = &page.observation,
				.error = ""}};
		struct trajectory trajectory = {
			.goal = goal, .steps = steps, .step_count = 2, .final = &final.observation};
		assert_int_equal(parameters_propose(&parameters, &trajectory, NULL), 0);
		assert_int_equal(criterion_propose(&criterion, &trajectory, &parameters, NULL), 0);
		/* what is proposed holds on the page that it was made of */
		if (!criterion_is_empty(&criterion))
			assert_true(criterion_holds(
				&criterion, &final.observation, &parameters, false, NULL));
		criterion_release(&criterion);
		parameters_release(&parameters);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_and_dates_lie_within_their_texts),
		cmocka_unit_test(a_value_found_is_equal_where_it_is_found),
		cmocka_unit_test(tokens_cover_their_text),
		cmocka_unit_test(goals_bind_or_are_refused),
		cmocka_unit_test(the_demonstrations_own_goal_changes_nothing),
		cmocka_unit_test(templates_of_texts_match_them),
		cmocka_unit_test(proposals_are_made_of_any_recording),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
