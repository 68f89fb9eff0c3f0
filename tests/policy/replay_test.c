#include "policy/replay.h"

#include "policy/interruption.h"
#include "two_pages.h"

/* ---- forms ---- */

static void show_login(struct fixture *fixture)
{
	struct page *page = &fixture->shown;
	page_group(page, "form", "Log in", -1);
	const struct element *mail = page_field(page, "E-mail");
	const struct element *password = page_field(page, "Password");
	const struct element *button = page_button(page, "Log in");
	page_done(page);
	show(fixture, ACTION_TYPE, mail, "anna@example.org");
	show(fixture, ACTION_TYPE, password, "{{secret:password}}");
	show(fixture, ACTION_CLICK, button, "");
}

static void a_login_form_is_filled_as_shown_and_then_finished(void **state)
{
	struct fixture *fixture = *state;
	show_login(fixture);
	story_bind(&fixture->story, NULL);
	struct page *page = &fixture->now;
	page_group(page, "form", "Log in", -1);
	const struct element *mail = page_field(page, "E-mail");
	const struct element *password = page_field(page, "Password");
	const struct element *button = page_button(page, "Log in");
	page_done(page);
	expect(fixture, ACTION_TYPE, mail, "anna@example.org", 0);
	expect(fixture, ACTION_TYPE, password, "{{secret:password}}", 1);
	expect(fixture, ACTION_CLICK, button, "", 2);
	expect(fixture, ACTION_FINISH, NULL, "", -1);
}

static void a_login_form_in_other_words_and_another_order_is_filled(void **state)
{
	struct fixture *fixture = *state;
	show_login(fixture);
	story_bind(&fixture->story, NULL);
	struct page *page = &fixture->now;
	page_link(page, "Forgot password?");
	page_group(page, "form", "Sign in", -1);
	const struct element *button = page_button(page, "Sign in");
	struct element *password = page_field(page, "Passcode");
	const struct element *mail = page_field(page, "Mail address");
	page_done(page);
	expect(fixture, ACTION_TYPE, mail, "anna@example.org", 0);
	expect(fixture, ACTION_TYPE, password, "{{secret:password}}", 1);
	expect(fixture, ACTION_CLICK, button, "", 2);
}

static void reworded_fields_of_an_order_form_are_told_apart(void **state)
{
	struct fixture *fixture = *state;
	struct page *page = &fixture->shown;
	page_group(page, "form", "New order", -1);
	const struct element *customer = page_field(page, "Customer");
	const struct element *quantity = page_field(page, "Quantity");
	const struct element *note = page_field(page, "Note");
	page_field(page, "Phone");
	const struct element *save = page_button(page, "Save");
	page_done(page);
	show(fixture, ACTION_TYPE, customer, "Anna");
	show(fixture, ACTION_TYPE, quantity, "3");
	show(fixture, ACTION_TYPE, note, "fragile");
	show(fixture, ACTION_CLICK, save, "");
	story_parameter(&fixture->story, "customer", "Anna", "Customer");
	story_parameter(&fixture->story, "boxes", "3", "Quantity");
	bind(fixture, "customer=Boris", "boxes=7");
	page = &fixture->now;
	page_group(page, "form", "Create order", -1);
	page_field(page, "Telephone");
	const struct element *remark = page_field(page, "Remark");
	const struct element *amount = page_field(page, "Amount");
	const struct element *client = page_field(page, "Client");
	page_button(page, "Cancel");
	const struct element *apply = page_button(page, "Apply");
	page_done(page);
	expect(fixture, ACTION_TYPE, client, "Boris", 0);
	expect(fixture, ACTION_TYPE, amount, "7", 1);
	expect(fixture, ACTION_TYPE, remark, "fragile", 2);
	expect(fixture, ACTION_CLICK, apply, "", 3);
}

/* ---- rows ---- */

static const struct element *add_orders(
	struct page *page, const char *const *orders, const char *role, const char *action)
{
	int table = page_group(page, "table", "Orders", -1);
	const struct element *first = NULL;
	for (; *orders; orders += 2) {
		const struct element *button =
			page_row(page, table, orders[0], orders[1], role, action);
		first = first ? first : button;
	}
	page->group = -1;
	page_done(page);
	return first;
}

static const struct element *in_row(const struct page *page, const char *order)
{
	for (size_t i = 0; i + 2 < page->observation.element_count; i++)
		if (strcmp(page->elements[i].name, order) == 0)
			return &page->elements[i + 2];
	return NULL;
}

static const char *const shown_orders[] = {
	"Order 104", "Carla", "Order 10", "Anna", "Order 210", "Boris", NULL};

static void show_row_action(struct fixture *fixture)
{
	add_orders(&fixture->shown, shown_orders, "button", "Ship");
	show(fixture, ACTION_CLICK, in_row(&fixture->shown, "Order 10"), "");
	story_parameter(&fixture->story, "order", "10", "");
}

static void the_row_with_this_runs_value_is_acted_on(void **state)
{
	struct fixture *fixture = *state;
	static const char *const orders[] = {
		"Order 10", "Anna", "Order 1040", "Anna", "Order 104", "Anna", NULL};
	show_row_action(fixture);
	bind(fixture, "order=104", NULL);
	add_orders(&fixture->now, orders, "button", "Ship");
	expect(fixture, ACTION_CLICK, in_row(&fixture->now, "Order 104"), "", 0);
}

static void the_row_is_found_when_its_action_is_a_link_in_other_words(void **state)
{
	struct fixture *fixture = *state;
	static const char *const orders[] = {
		"Order 10", "Anna", "Order 7", "Anna", "Order 104", "Anna", NULL};
	show_row_action(fixture);
	bind(fixture, "order=104", NULL);
	add_orders(&fixture->now, orders, "link", "Dispatch");
	expect(fixture, ACTION_CLICK, in_row(&fixture->now, "Order 104"), "", 0);
}

static void a_row_with_the_old_value_is_never_acted_on(void **state)
{
	struct fixture *fixture = *state;
	static const char *const orders[] = {"Order 10", "Anna", "Order 210", "Boris", NULL};
	show_row_action(fixture);
	bind(fixture, "order=104", NULL);
	add_orders(&fixture->now, orders, "button", "Ship");
	for (fixture->story.input.waits = 0; fixture->story.input.waits < 6;
		fixture->story.input.waits++)
		expect_refusal(fixture, ERROR_NOT_FOUND);
	assert_non_null(strstr(fixture->story.error.message, "Step 1"));
	assert_non_null(strstr(fixture->story.error.message, "'104'"));
}

static void the_only_row_with_the_old_value_is_not_acted_on_either(void **state)
{
	struct fixture *fixture = *state;
	static const char *const orders[] = {"Order 10", "Anna", NULL};
	show_row_action(fixture);
	bind(fixture, "order=104", NULL);
	add_orders(&fixture->now, orders, "button", "Ship");
	fixture->story.input.waits = 5;
	expect_refusal(fixture, ERROR_NOT_FOUND);
}

static void a_row_that_was_alone_in_the_demonstration_is_found_by_its_value(void **state)
{
	struct fixture *fixture = *state;
	static const char *const one[] = {"Order 10", "Anna", NULL};
	static const char *const orders[] = {
		"Order 10", "Anna", "Order 7", "Boris", "Order 104", "Carla", NULL};
	add_orders(&fixture->shown, one, "button", "Ship");
	show(fixture, ACTION_CLICK, in_row(&fixture->shown, "Order 10"), "");
	story_parameter(&fixture->story, "order", "10", "");
	bind(fixture, "order=104", NULL);
	add_orders(&fixture->now, orders, "button", "Ship");
	expect(fixture, ACTION_CLICK, in_row(&fixture->now, "Order 104"), "", 0);
}

static void without_its_row_one_that_was_alone_is_not_replaced_by_another(void **state)
{
	struct fixture *fixture = *state;
	static const char *const one[] = {"Order 10", "Anna", NULL};
	static const char *const orders[] = {"Order 12", "Anna", "Order 7", "Boris", NULL};
	static const char *const other[] = {"Order 12", "Anna", NULL};
	add_orders(&fixture->shown, one, "button", "Ship");
	show(fixture, ACTION_CLICK, in_row(&fixture->shown, "Order 10"), "");
	story_parameter(&fixture->story, "order", "10", "");
	bind(fixture, "order=104", NULL);
	fixture->story.input.waits = 5;
	add_orders(&fixture->now, orders, "button", "Ship");
	assert_int_not_equal(story_decide(&fixture->story, &fixture->now.observation), 0);
	add_orders(&fixture->other, other, "button", "Ship");
	assert_int_not_equal(story_decide(&fixture->story, &fixture->other.observation), 0);
}

static void rows_that_both_have_the_value_are_reported_in_words(void **state)
{
	struct fixture *fixture = *state;
	static const char *const orders[] = {
		"Order 104", "Dora", "Order 7", "Boris", "Order 104", "Carla", NULL};
	show_row_action(fixture);
	bind(fixture, "order=104", NULL);
	add_orders(&fixture->now, orders, "button", "Ship");
	expect_refusal(fixture, ERROR_AMBIGUOUS);
	assert_non_null(strstr(fixture->story.error.message, "button 'Ship'"));
	assert_non_null(strstr(fixture->story.error.message, " and "));
}

static void two_values_together_tell_rows_apart(void **state)
{
	struct fixture *fixture = *state;
	static const char *const shown[] = {
		"Order 10", "Anna", "Order 10", "Boris", "Order 11", "Anna", NULL};
	static const char *const orders[] = {
		"Order 7", "Dora", "Order 8", "Carla", "Order 7", "Carla", NULL};
	const struct element *button = add_orders(&fixture->shown, shown, "button", "Ship");
	show(fixture, ACTION_CLICK, button, "");
	story_parameter(&fixture->story, "order", "10", "");
	story_parameter(&fixture->story, "customer", "Anna", "");
	bind(fixture, "order=7", "customer=Carla");
	add_orders(&fixture->now, orders, "button", "Ship");
	expect(fixture, ACTION_CLICK, &fixture->now.elements[8], "", 0);
}

static void a_link_named_after_the_value_is_found_by_the_new_value(void **state)
{
	struct fixture *fixture = *state;
	page_link(&fixture->shown, "Order 104");
	const struct element *link = page_link(&fixture->shown, "Order 10");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, link, "");
	story_parameter(&fixture->story, "order", "10", "");
	bind(fixture, "order=104", NULL);
	page_link(&fixture->now, "Order 10");
	page_link(&fixture->now, "Order 1040");
	const struct element *wanted = page_link(&fixture->now, "Order 104");
	page_done(&fixture->now);
	expect(fixture, ACTION_CLICK, wanted, "", 0);
}

/* The new value stands around the old choice, too: in the texts of its group. */
static void a_choice_of_the_old_value_beside_the_new_one_is_never_acted_on(void **state)
{
	struct fixture *fixture = *state;
	int group = page_group(&fixture->shown, "card", "Tell whom", -1);
	const struct element *anna =
		page_add(&fixture->shown, "checkbox", "Anna", OPERATION_CHECK | OPERATION_CLICK);
	page_done(&fixture->shown);
	assert_true(group >= 0);
	show(fixture, ACTION_CHECK, anna, "on");
	story_parameter(&fixture->story, "customer", "Anna", "Customer");
	bind(fixture, "customer=Boris", NULL);
	page_group(&fixture->now, "card", "Tell whom", -1);
	page_add(&fixture->now, "checkbox", "Anna", OPERATION_CHECK | OPERATION_CLICK);
	page_text(&fixture->now, "Boris");
	page_done(&fixture->now);
	expect_refusal(fixture, ERROR_NOT_FOUND);
	page_add(&fixture->now, "switch", "Boris", OPERATION_CHECK | OPERATION_CLICK);
	const struct observation *page = page_done(&fixture->now);
	expect(fixture, ACTION_CHECK, &page->elements[page->element_count - 1], "on", 0);
}

static void an_item_that_became_one_link_is_found_by_what_its_name_begins_with(void **state)
{
	struct fixture *fixture = *state;
	page_link(&fixture->shown, "Lamp is broken");
	const struct element *link = page_button(&fixture->shown, "Phone is silent");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, link, "");
	story_parameter(&fixture->story, "ticket", "Phone is silent", "");
	bind(fixture, "ticket=Printer is slow", NULL);
	page_link(&fixture->now, "Scanner is slow HD-7 Anna Berg");
	page_link(&fixture->now, "Old: Printer is slow HD-9 Anna Berg");
	const struct element *wanted = page_link(&fixture->now, "Printer is slow HD-8 Bert Crane");
	page_done(&fixture->now);
	fixture->story.input.waits = 1;
	expect(fixture, ACTION_CLICK, wanted, "", 0);
}

static void two_items_that_begin_alike_are_not_told_apart(void **state)
{
	struct fixture *fixture = *state;
	const struct element *link = page_button(&fixture->shown, "Phone is silent");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, link, "");
	story_parameter(&fixture->story, "ticket", "Phone is silent", "");
	bind(fixture, "ticket=Printer is slow", NULL);
	page_link(&fixture->now, "Printer is slow HD-8 Bert Crane");
	page_link(&fixture->now, "Printer is slow HD-9 Carl Crane");
	page_done(&fixture->now);
	fixture->story.input.waits = PATIENCE + 1;
	expect_refusal(fixture, ERROR_AMBIGUOUS);
}

static void each_item_of_a_list_is_done_in_its_row(void **state)
{
	struct fixture *fixture = *state;
	static const char *const orders[] = {"Order 3", "A", "Order 5", "B", "Order 8", "C",
		"Order 10", "D", "Order 210", "E", NULL};
	free(fixture->story.demonstration.goal);
	fixture->story.demonstration.goal = memory_copy_text("Ship orders 10 and 210");
	add_orders(&fixture->shown, shown_orders, "button", "Ship");
	show(fixture, ACTION_CLICK, in_row(&fixture->shown, "Order 10"), "");
	show(fixture, ACTION_CLICK, in_row(&fixture->shown, "Order 210"), "");
	story_list(&fixture->story, "orders", "10 and 210");
	bind(fixture, "orders=8, 3 and 5", NULL);
	add_orders(&fixture->now, orders, "button", "Ship");
	expect(fixture, ACTION_CLICK, in_row(&fixture->now, "Order 8"), "", 0);
	expect(fixture, ACTION_CLICK, in_row(&fixture->now, "Order 3"), "", 1);
	expect(fixture, ACTION_CLICK, in_row(&fixture->now, "Order 5"), "", 2);
	expect(fixture, ACTION_FINISH, NULL, "", -1);
}

/* ---- places ---- */

static const struct element *add_invoices(
	struct page *page, const char *heading, bool card_first, const char *role)
{
	static const char *const invoices[] = {"May", "April", "March"};
	const struct element *in_card = NULL;
	for (int part = 0; part < 2; part++) {
		if ((part == 0) == card_first) {
			page_group(page, "card", heading, -1);
			page_text(page, heading);
			page_text(page, "120.00 EUR");
			in_card = page_add(page, role, "Download", OPERATION_CLICK);
			page->group = -1;
			continue;
		}
		int table = page_group(page, "table", "All invoices", -1);
		for (size_t i = 0; i < 3; i++)
			page_row(page, table, invoices[i], "paid", role, "Download");
		page->group = -1;
	}
	page_done(page);
	return in_card;
}

static void a_button_of_a_card_is_not_mixed_up_with_its_like_in_rows(void **state)
{
	struct fixture *fixture = *state;
	const struct element *shown =
		add_invoices(&fixture->shown, "Latest invoice", true, "button");
	show(fixture, ACTION_CLICK, shown, "");
	const struct element *now = add_invoices(&fixture->now, "Latest invoice", false, "button");
	expect(fixture, ACTION_CLICK, now, "", 0);
}

static void a_card_in_other_words_is_still_told_from_rows(void **state)
{
	struct fixture *fixture = *state;
	const struct element *shown =
		add_invoices(&fixture->shown, "Latest invoice", true, "button");
	show(fixture, ACTION_CLICK, shown, "");
	const struct element *now = add_invoices(&fixture->now, "Newest bill", false, "link");
	if (story_decide(&fixture->story, &fixture->now.observation) == 0)
		assert_int_equal(fixture->story.decision.candidates[0].action.element, now->id);
}

static void the_first_of_many_without_a_value_is_the_first_again(void **state)
{
	struct fixture *fixture = *state;
	static const char *const shown[] = {"May", "a", "April", "b", "March", "c", NULL};
	static const char *const now[] = {"July", "x", "June", "y", "August", "z", NULL};
	const struct element *first = add_orders(&fixture->shown, shown, "button", "Open");
	show(fixture, ACTION_CLICK, first, "");
	first = add_orders(&fixture->now, now, "button", "Open");
	expect(fixture, ACTION_CLICK, first, "", 0);
}

static void a_link_may_take_the_place_of_a_button(void **state)
{
	struct fixture *fixture = *state;
	const struct element *button = page_button(&fixture->shown, "New booking");
	page_button(&fixture->shown, "Settings");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, button, "");
	page_link(&fixture->now, "Settings");
	const struct element *link = page_link(&fixture->now, "New booking");
	page_done(&fixture->now);
	expect(fixture, ACTION_CLICK, link, "", 0);
}

static void nothing_alike_is_reported_with_step_and_name(void **state)
{
	struct fixture *fixture = *state;
	const struct element *button = page_button(&fixture->shown, "Export report");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, button, "");
	page_button(&fixture->now, "Delete account");
	page_button(&fixture->now, "Help");
	page_done(&fixture->now);
	fixture->story.input.waits = 9;
	expect_refusal(fixture, ERROR_NOT_FOUND);
	assert_non_null(strstr(fixture->story.error.message,
		"Step 1 of the demonstration (click button 'Export report') has no match"));
}

/* ---- literal ---- */

static void literally_the_recorded_locator_and_value_are_used(void **state)
{
	struct fixture *fixture = *state;
	struct element *shown = page_field(&fixture->shown, "Customer");
	shown->locators.dom_id = "customer";
	page_done(&fixture->shown);
	show(fixture, ACTION_TYPE, shown, "Anna");
	story_parameter(&fixture->story, "customer", "Anna", "Customer");
	bind(fixture, "customer=Boris", NULL);
	fixture->story.input.literal = true;
	page_field(&fixture->now, "Customer");
	struct element *same = page_field(&fixture->now, "Other");
	same->locators.dom_id = "customer";
	page_done(&fixture->now);
	expect(fixture, ACTION_TYPE, same, "Anna", 0);
	expect(fixture, ACTION_FINISH, NULL, "", -1);
}

static void literally_nothing_is_found_without_the_locator(void **state)
{
	struct fixture *fixture = *state;
	struct element *shown = page_field(&fixture->shown, "Customer");
	shown->locators.dom_id = "customer";
	page_done(&fixture->shown);
	show(fixture, ACTION_TYPE, shown, "Anna");
	fixture->story.input.literal = true;
	fixture->story.input.waits = 9;
	page_field(&fixture->now, "Customer");
	page_done(&fixture->now);
	expect_refusal(fixture, ERROR_NOT_FOUND);
}

/* ---- a pure function ---- */

static void the_same_input_gives_the_same_decision_and_stays_as_it_was(void **state)
{
	struct fixture *fixture = *state;
	static const char *const orders[] = {
		"Order 10", "Anna", "Order 1040", "Anna", "Order 104", "Anna", NULL};
	show_row_action(fixture);
	bind(fixture, "order=104", NULL);
	add_orders(&fixture->now, orders, "button", "Ship");
	struct observation before = fixture->now.observation;
	struct element elements[PAGE_ELEMENTS];
	memcpy(elements, fixture->now.elements, sizeof(elements));
	assert_int_equal(story_decide(&fixture->story, &fixture->now.observation), 0);
	struct decision first = fixture->story.decision;
	assert_int_equal(story_decide(&fixture->story, &fixture->now.observation), 0);
	const struct decision *second = &fixture->story.decision;
	assert_int_equal(first.candidate_count, second->candidate_count);
	assert_true(first.entropy >= second->entropy && first.entropy <= second->entropy);
	for (size_t i = 0; i < first.candidate_count; i++) {
		assert_int_equal(
			first.candidates[i].action.element, second->candidates[i].action.element);
		assert_string_equal(first.candidates[i].reason, second->candidates[i].reason);
	}
	assert_memory_equal(&before, &fixture->now.observation, sizeof(before));
	assert_memory_equal(elements, fixture->now.elements, sizeof(elements));
}

static void a_step_that_failed_is_tried_again(void **state)
{
	struct fixture *fixture = *state;
	const struct element *button = page_button(&fixture->shown, "Save");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, button, "");
	button = page_button(&fixture->now, "Save");
	page_done(&fixture->now);
	expect(fixture, ACTION_CLICK, button, "", 0);
	fixture->story.history[0].failed = true;
	expect(fixture, ACTION_CLICK, button, "", 0);
	expect(fixture, ACTION_FINISH, NULL, "", -1);
}

static void without_a_demonstration_the_person_is_told_to_record_one(void **state)
{
	struct fixture *fixture = *state;
	fixture->story.input.demonstration_count = 0;
	page_done(&fixture->now);
	expect_refusal(fixture, ERROR_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_login_form_is_filled_as_shown_and_then_finished),
		TEST(a_login_form_in_other_words_and_another_order_is_filled),
		TEST(reworded_fields_of_an_order_form_are_told_apart),
		TEST(the_row_with_this_runs_value_is_acted_on),
		TEST(the_row_is_found_when_its_action_is_a_link_in_other_words),
		TEST(a_row_with_the_old_value_is_never_acted_on),
		TEST(the_only_row_with_the_old_value_is_not_acted_on_either),
		TEST(a_row_that_was_alone_in_the_demonstration_is_found_by_its_value),
		TEST(without_its_row_one_that_was_alone_is_not_replaced_by_another),
		TEST(rows_that_both_have_the_value_are_reported_in_words),
		TEST(two_values_together_tell_rows_apart),
		TEST(a_link_named_after_the_value_is_found_by_the_new_value),
		TEST(a_choice_of_the_old_value_beside_the_new_one_is_never_acted_on),
		TEST(an_item_that_became_one_link_is_found_by_what_its_name_begins_with),
		TEST(two_items_that_begin_alike_are_not_told_apart),
		TEST(each_item_of_a_list_is_done_in_its_row),
		TEST(a_button_of_a_card_is_not_mixed_up_with_its_like_in_rows),
		TEST(a_card_in_other_words_is_still_told_from_rows),
		TEST(the_first_of_many_without_a_value_is_the_first_again),
		TEST(a_link_may_take_the_place_of_a_button),
		TEST(nothing_alike_is_reported_with_step_and_name),
		TEST(literally_the_recorded_locator_and_value_are_used),
		TEST(literally_nothing_is_found_without_the_locator),
		TEST(the_same_input_gives_the_same_decision_and_stays_as_it_was),
		TEST(a_step_that_failed_is_tried_again),
		TEST(without_a_demonstration_the_person_is_told_to_record_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
