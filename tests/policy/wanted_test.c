#include "policy/wanted.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

static void generated_identifiers_are_told_from_names(void **state)
{
	(void)state;
	static const char *const names[] = {"customer-email", "password", "field_first_name",
		"loginForm", "order-10482-ship", "submit2", "btn-save", "strength"};
	static const char *const generated[] = {"", "42", "f3", "a8f3c1e9", ":r1a:", "css-1q2w3e",
		"x7", "mui-98234a1b2", "qwrtzpsd", "0a1b2c3d"};
	for (size_t i = 0; i < SIZE(names); i++)
		if (identifier_is_generated(names[i]))
			fail_msg("'%s' was taken for generated", names[i]);
	for (size_t i = 0; i < SIZE(generated); i++)
		if (!identifier_is_generated(generated[i]))
			fail_msg("'%s' was taken for a name", generated[i]);
}

/* Three rows with a button each; the descriptor of the second is wanted. */
struct rows {
	struct element elements[3];
	struct observation page;
	struct parameters demonstrated;
	struct binding binding;
	const struct lexicon *lexicon;
	struct step step;
};

static void rows_open(struct rows *rows, const char *const *contexts, const char *demonstrated_goal,
	const char *first, const char *second, const char *goal)
{
	memset(rows, 0, sizeof(*rows));
	for (size_t i = 0; i < 3; i++)
		rows->elements[i] = (struct element){.id = (uint32_t)i + 1,
			.group = -1,
			.role = "button",
			.name = "Ship",
			.context = contexts[i],
			.operations = OPERATION_CLICK,
			.placeholder = "",
			.hint = "",
			.href = "",
			.value = "",
			.type = "",
			.tag = "",
			.like_index = (uint16_t)i,
			.like_count = 3,
			.locators = {"", "", "", "", ""}};
	rows->page = (struct observation){
		.elements = rows->elements, .element_count = 3, .url = "", .text = ""};
	parameters_add(&rows->demonstrated, "first", first, "", false, NULL);
	if (second)
		parameters_add(&rows->demonstrated, "second", second, "", false, NULL);
	assert_int_equal(binding_make(&rows->binding, demonstrated_goal, &rows->demonstrated, goal,
				 NULL, NULL),
		0);
	rows->lexicon = lexicon_of(LEXICON_ALL);
	rows->step = (struct step){.observation = &rows->page,
		.target = &rows->elements[1],
		.action = {ACTION_CLICK, 2, ""},
		.target_frame_url = ""};
}

static void rows_close(struct rows *rows, struct wanted *wanted)
{
	wanted_release(wanted);
	binding_release(&rows->binding);
	parameters_release(&rows->demonstrated);
}

static void want(struct rows *rows, struct wanted *wanted)
{
	wanted_init(wanted, rows->step.target, &rows->step, &rows->binding, NULL, rows->lexicon);
}

static void a_value_that_tells_the_row_is_required(void **state)
{
	(void)state;
	static const char *const contexts[] = {"10 | Anna", "11 | Anna", "12 | Tom"};
	struct rows rows;
	struct wanted wanted;
	rows_open(&rows, contexts, "Ship 11", "11", NULL, "Ship 42");
	want(&rows, &wanted);
	assert_int_equal(wanted.value_count, 1);
	assert_true(wanted.values[0].required);
	assert_false(wanted.values[0].in_name);
	assert_string_equal(wanted.values[0].before, "11");
	assert_string_equal(wanted.values[0].now, "42");
	assert_string_equal(wanted.context, "42 | Anna");
	assert_int_equal(wanted.like_count, 1);
	rows_close(&rows, &wanted);
}

static void a_value_that_did_not_change_tells_the_row_too(void **state)
{
	(void)state;
	static const char *const contexts[] = {"10 | Anna", "11 | Anna", "12 | Tom"};
	struct rows rows;
	struct wanted wanted;
	rows_open(&rows, contexts, "Ship 11", "11", NULL, NULL);
	want(&rows, &wanted);
	assert_int_equal(wanted.value_count, 1);
	assert_string_equal(wanted.values[0].now, "11");
	rows_close(&rows, &wanted);
}

static void a_value_that_many_rows_have_is_not_required(void **state)
{
	(void)state;
	static const char *const contexts[] = {"10 | 3 items", "11 | 3 items", "12 | 3 items"};
	struct rows rows;
	struct wanted wanted;
	rows_open(&rows, contexts, "Ship 3 of 11", "3", "11", "Ship 5 of 12");
	want(&rows, &wanted);
	assert_int_equal(wanted.value_count, 2);
	assert_string_equal(wanted.values[0].now, "12");
	assert_true(wanted.values[0].required);
	assert_string_equal(wanted.values[1].now, "5");
	assert_false(wanted.values[1].required);
	rows_close(&rows, &wanted);
}

static void two_values_are_required_where_one_does_not_do(void **state)
{
	(void)state;
	static const char *const contexts[] = {"Anna | Open", "Anna | Paid", "Tom | Paid"};
	struct rows rows;
	struct wanted wanted;
	rows_open(&rows, contexts, "Ship what Anna Paid", "Anna", "Paid", "Ship what Tom Open");
	want(&rows, &wanted);
	assert_int_equal(wanted.value_count, 2);
	assert_true(wanted.values[0].required && wanted.values[1].required);
	rows_close(&rows, &wanted);
}

static void without_a_value_the_place_is_kept(void **state)
{
	(void)state;
	static const char *const contexts[] = {"10", "11", "12"};
	struct rows rows;
	struct wanted wanted;
	rows_open(&rows, contexts, "Ship to Rome", "Rome", NULL, "Ship to Oslo");
	want(&rows, &wanted);
	assert_int_equal(wanted.value_count, 0);
	assert_int_equal(wanted.like_position, 1);
	assert_int_equal(wanted.like_count, 3);
	rows_close(&rows, &wanted);
}

static void a_rank_counts_only_if_the_recorded_row_had_it(void **state)
{
	(void)state;
	static const char *const latest[] = {"2027-01-01", "2027-03-01", "2027-02-01"};
	static const char *const other[] = {"2027-04-01", "2027-03-01", "2027-02-01"};
	struct rows rows;
	struct wanted wanted;
	rows_open(
		&rows, latest, "Ship the latest to Rome", "Rome", NULL, "Ship the latest to Oslo");
	want(&rows, &wanted);
	assert_int_equal(wanted.rank, RANK_LATEST);
	rows_close(&rows, &wanted);
	rows_open(&rows, other, "Ship the latest to Rome", "Rome", NULL, "Ship the latest to Oslo");
	want(&rows, &wanted);
	assert_int_equal(wanted.rank, RANK_NONE);
	rows_close(&rows, &wanted);
}

static void a_name_with_the_value_must_have_it_anew(void **state)
{
	(void)state;
	static const char *const contexts[] = {"", "", ""};
	struct rows rows;
	struct wanted wanted;
	rows_open(&rows, contexts, "Ship 11", "11", NULL, "Ship 42");
	rows.elements[1].name = "Order 11";
	want(&rows, &wanted);
	assert_string_equal(wanted.name, "Order 42");
	assert_int_equal(wanted.value_count, 1);
	assert_true(wanted.values[0].in_name && wanted.values[0].required);
	rows_close(&rows, &wanted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(generated_identifiers_are_told_from_names),
		cmocka_unit_test(a_value_that_tells_the_row_is_required),
		cmocka_unit_test(a_value_that_did_not_change_tells_the_row_too),
		cmocka_unit_test(a_value_that_many_rows_have_is_not_required),
		cmocka_unit_test(two_values_are_required_where_one_does_not_do),
		cmocka_unit_test(without_a_value_the_place_is_kept),
		cmocka_unit_test(a_rank_counts_only_if_the_recorded_row_had_it),
		cmocka_unit_test(a_name_with_the_value_must_have_it_anew),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
