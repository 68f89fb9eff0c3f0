#include "policy/plan.h"

#include "story.h"

struct fixture {
	struct page page;
	struct story story;
	struct plan plan;
	struct error error;
};

static const char *const names[] = {"Alpha", "Beta", "Gamma", "Delta"};

static int set_up(void **state)
{
	struct fixture *fixture = memory_new(1, sizeof(*fixture));
	page_init(&fixture->page, "http://localhost/projects");
	int table = page_group(&fixture->page, "table", "Projects", -1);
	for (size_t i = 0; i < 4; i++)
		page_row(&fixture->page, table, names[i], "active", "button", "Archive");
	page_button(&fixture->page, "New");
	page_field(&fixture->page, "Name");
	page_button(&fixture->page, "Save");
	page_done(&fixture->page);
	story_init(&fixture->story, "Archive Alpha, Beta and Gamma");
	story_list(&fixture->story, "items", "Alpha, Beta and Gamma");
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	plan_release(&fixture->plan);
	story_release(&fixture->story);
	page_release(&fixture->page);
	free(fixture);
	return 0;
}

static const struct element *button_of(const struct fixture *fixture, size_t row)
{
	return &fixture->page.elements[3 * row + 2];
}

static void click_rows(struct fixture *fixture, size_t count)
{
	for (size_t i = 0; i < count; i++)
		story_step(&fixture->story, &fixture->page.observation, ACTION_CLICK,
			button_of(fixture, i), "");
}

static void step(struct fixture *fixture, enum action_kind kind, size_t element, const char *value)
{
	story_step(&fixture->story, &fixture->page.observation, kind,
		&fixture->page.elements[element], value);
}

enum { NEW = 12, NAME = 13, SAVE = 14 }; /* elements behind the rows */

static int make(struct fixture *fixture, const char *items)
{
	const char *settings[] = {items, NULL};
	story_bind(&fixture->story, settings);
	return plan_make(&fixture->plan, &fixture->story.demonstration, &fixture->story.binding,
		&fixture->error);
}

static void expect_entry(
	const struct fixture *fixture, size_t at, int step_index, const char *from, const char *to)
{
	const struct plan_entry *entry = &fixture->plan.entries[at];
	assert_true(at < fixture->plan.count);
	assert_int_equal(entry->step->index, step_index);
	assert_string_equal(entry->item.from, from);
	assert_string_equal(entry->item.to, to);
}

static void without_a_binding_every_step_is_taken_once(void **state)
{
	struct fixture *fixture = *state;
	click_rows(fixture, 3);
	assert_int_equal(
		plan_make(&fixture->plan, &fixture->story.demonstration, NULL, &fixture->error), 0);
	assert_int_equal(fixture->plan.count, 3);
	assert_null(plan_item(&fixture->plan.entries[0]));
}

static void three_items_become_one(void **state)
{
	struct fixture *fixture = *state;
	click_rows(fixture, 3);
	assert_int_equal(make(fixture, "items=Delta"), 0);
	assert_int_equal(fixture->plan.count, 1);
	expect_entry(fixture, 0, 0, "Alpha", "Delta");
}

static void three_items_become_two(void **state)
{
	struct fixture *fixture = *state;
	click_rows(fixture, 3);
	assert_int_equal(make(fixture, "items=Delta and Beta"), 0);
	assert_int_equal(fixture->plan.count, 2);
	expect_entry(fixture, 0, 0, "Alpha", "Delta");
	expect_entry(fixture, 1, 1, "Beta", "Beta");
}

static void three_items_become_five_by_repeating_the_last_block(void **state)
{
	struct fixture *fixture = *state;
	click_rows(fixture, 3);
	step(fixture, ACTION_CLICK, SAVE, "");
	assert_int_equal(make(fixture, "items=V, W, X, Y and Z"), 0);
	assert_int_equal(fixture->plan.count, 6);
	expect_entry(fixture, 2, 2, "Gamma", "X");
	expect_entry(fixture, 4, 2, "Gamma", "Z");
	assert_int_equal(fixture->plan.entries[5].step->index, 3);
	assert_null(plan_item(&fixture->plan.entries[5]));
}

static void blocks_may_begin_before_the_step_that_names_the_item(void **state)
{
	struct fixture *fixture = *state;
	for (size_t i = 0; i < 3; i++) {
		step(fixture, ACTION_CLICK, NEW, "");
		step(fixture, ACTION_TYPE, NAME, names[i]);
		step(fixture, ACTION_CLICK, SAVE, "");
	}
	assert_int_equal(make(fixture, "items=X and Y"), 0);
	assert_int_equal(fixture->plan.count, 6);
	expect_entry(fixture, 3, 3, "Beta", "Y");
	expect_entry(fixture, 4, 4, "Beta", "Y");
	expect_entry(fixture, 5, 5, "Beta", "Y");
}

static void blocks_of_two_steps_leave_what_stands_around_alone(void **state)
{
	struct fixture *fixture = *state;
	step(fixture, ACTION_CLICK, NEW, "");
	for (size_t i = 0; i < 3; i++) {
		step(fixture, ACTION_TYPE, NAME, names[i]);
		step(fixture, ACTION_PRESS, NAME, "Enter");
	}
	step(fixture, ACTION_CLICK, SAVE, "");
	assert_int_equal(make(fixture, "items=P, Q, R and S"), 0);
	assert_int_equal(fixture->plan.count, 10);
	assert_null(plan_item(&fixture->plan.entries[0]));
	expect_entry(fixture, 1, 1, "Alpha", "P");
	expect_entry(fixture, 8, 6, "Gamma", "S");
	assert_null(plan_item(&fixture->plan.entries[9]));
}

static void items_shown_in_another_order_still_repeat(void **state)
{
	struct fixture *fixture = *state;
	const size_t order[] = {1, 0, 2};
	for (size_t i = 0; i < 3; i++)
		step(fixture, ACTION_CLICK, 3 * order[i] + 2, "");
	assert_int_equal(make(fixture, "items=X and Y"), 0);
	assert_int_equal(fixture->plan.count, 2);
	expect_entry(fixture, 0, 0, "Beta", "X");
	expect_entry(fixture, 1, 1, "Alpha", "Y");
}

static void irregular_blocks_are_taken_as_shown_for_as_many_items(void **state)
{
	struct fixture *fixture = *state;
	click_rows(fixture, 1);
	step(fixture, ACTION_CLICK, SAVE, "");
	step(fixture, ACTION_CLICK, 5, "");
	step(fixture, ACTION_CLICK, 8, "");
	assert_int_equal(make(fixture, "items=X, Y and Z"), 0);
	assert_int_equal(fixture->plan.count, 4);
	assert_null(plan_item(&fixture->plan.entries[0]));
}

static void irregular_blocks_are_refused_for_another_number_of_items(void **state)
{
	struct fixture *fixture = *state;
	click_rows(fixture, 1);
	step(fixture, ACTION_CLICK, SAVE, "");
	step(fixture, ACTION_CLICK, 5, "");
	step(fixture, ACTION_CLICK, 8, "");
	assert_int_equal(make(fixture, "items=X and Y"), ERROR_USAGE);
	assert_non_null(strstr(fixture->error.message, "2 instead of 3"));
}

static void blocks_with_other_values_of_their_own_do_not_repeat(void **state)
{
	struct fixture *fixture = *state;
	const char *const amounts[] = {"5", "7", "9"};
	for (size_t i = 0; i < 3; i++) {
		step(fixture, ACTION_TYPE, NAME, names[i]);
		step(fixture, ACTION_TYPE, NAME, amounts[i]);
	}
	assert_int_equal(make(fixture, "items=X and Y"), ERROR_USAGE);
}

static void a_list_typed_as_one_text_is_replaced_as_one(void **state)
{
	struct fixture *fixture = *state;
	step(fixture, ACTION_TYPE, NAME, "Alpha, Beta and Gamma");
	assert_int_equal(make(fixture, "items=X and Y"), 0);
	assert_int_equal(fixture->plan.count, 1);
	char *text = plan_text(&fixture->plan, &fixture->plan.entries[0],
		fixture->story.steps[0].action.value, "Name");
	assert_string_equal(text, "X and Y");
	free(text);
}

static void texts_of_a_repeated_step_have_the_item_it_is_done_for(void **state)
{
	struct fixture *fixture = *state;
	click_rows(fixture, 3);
	assert_int_equal(make(fixture, "items=V, W, X and Beta"), 0);
	char *text =
		plan_text(&fixture->plan, &fixture->plan.entries[3], "Archive Gamma now", NULL);
	assert_string_equal(text, "Archive Beta now");
	free(text);
}

static void placeholders_of_secrets_pass_unchanged(void **state)
{
	struct fixture *fixture = *state;
	click_rows(fixture, 3);
	assert_int_equal(make(fixture, "items=X, Y and Z"), 0);
	char *text = plan_text(
		&fixture->plan, &fixture->plan.entries[0], "{{secret:Alpha}}", "Password");
	assert_string_equal(text, "{{secret:Alpha}}");
	free(text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(without_a_binding_every_step_is_taken_once),
		TEST(three_items_become_one),
		TEST(three_items_become_two),
		TEST(three_items_become_five_by_repeating_the_last_block),
		TEST(blocks_may_begin_before_the_step_that_names_the_item),
		TEST(blocks_of_two_steps_leave_what_stands_around_alone),
		TEST(items_shown_in_another_order_still_repeat),
		TEST(irregular_blocks_are_taken_as_shown_for_as_many_items),
		TEST(irregular_blocks_are_refused_for_another_number_of_items),
		TEST(blocks_with_other_values_of_their_own_do_not_repeat),
		TEST(a_list_typed_as_one_text_is_replaced_as_one),
		TEST(texts_of_a_repeated_step_have_the_item_it_is_done_for),
		TEST(placeholders_of_secrets_pass_unchanged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
