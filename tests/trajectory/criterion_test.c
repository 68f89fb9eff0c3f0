#include "trajectory/criterion.h"

#include "page.h"
#include "trajectory/trajectory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

static char word_order[] = "order", word_people[] = "people", word_day[] = "day";

static void set_values(
	struct parameters *values, const char *order, const char *people, const char *day)
{
	parameters_init(values);
	parameters_add(values, "order", order, "Order", false, NULL);
	parameters_add(values, "people", people, "Guests", false, NULL);
	parameters_add(values, "day", day, "Day", false, NULL);
}

static bool holds(
	const struct criterion *criterion, const struct page *page, const struct parameters *values)
{
	char *why = NULL;
	bool holds = criterion_holds(criterion, &page->observation, values, false, &why);
	if (holds)
		assert_null(why);
	else
		assert_non_null(why);
	free(why);
	return holds;
}

static void text_is_looked_for_in_elements_and_page_text(void **state)
{
	(void)state;
	char text[] = "Order {order} shipped";
	struct criterion criterion = {.text = text};
	struct parameters values;
	struct page page;
	set_values(&values, "10", "3", "Monday");
	page_init(&page, "http://x.test/", "Orders\nOrder 10 shipped\nBye");
	assert_true(holds(&criterion, &page, &values));
	page_init(&page, "http://x.test/", "Orders");
	assert_false(holds(&criterion, &page, &values));
	page_add(&page, "status", "Order 10 shipped to Anna", -1);
	assert_true(holds(&criterion, &page, &values));
	criterion.proposed = true;
	assert_false(holds(&criterion, &page, &values));
	page_add(&page, "status", "Order 10 shipped.", -1);
	assert_true(holds(&criterion, &page, &values));
	parameters_release(&values);
}

static void another_orders_message_is_no_success(void **state)
{
	(void)state;
	static const char *const messages[] = {"Order 104 shipped", "Order 1 shipped",
		"Order 110 shipped", "Order 10.4 shipped", "Order 10-B shipped",
		"Order 10 could not be shipped", "Order 10 not shipped", "Order shipped",
		"Order 10 cancelled", "Order 10 was dispatched to the wrong place",
		"Order 2010-10 shipped", "No order 10 shipped"};
	char text[] = "Order {order} shipped";
	for (size_t i = 0; i < SIZE(messages); i++) {
		struct criterion criterion = {.text = text, .proposed = true};
		struct parameters values;
		struct page page;
		set_values(&values, "10", "3", "Monday");
		page_init(&page, "http://x.test/", messages[i]);
		page_add(&page, "status", messages[i], -1)->state = ELEMENT_LIVE;
		if (holds(&criterion, &page, &values))
			fail_msg("'%s' was taken for success", messages[i]);
		parameters_release(&values);
	}
}

static void a_proposed_text_may_be_reworded_where_outcomes_are_announced(void **state)
{
	(void)state;
	char text[] = "Order {order} shipped";
	struct criterion criterion = {.text = text, .proposed = true};
	struct parameters values;
	struct page page;
	set_values(&values, "10", "3", "Monday");
	page_init(&page, "http://x.test/", "");
	page_add(&page, "text", "Order 10 has been dispatched", -1);
	assert_false(holds(&criterion, &page, &values));
	page_add(&page, "status", "Thank you. Order 10 has been dispatched. Undo", -1);
	assert_true(holds(&criterion, &page, &values));
	criterion.proposed = false;
	assert_false(holds(&criterion, &page, &values));
	parameters_release(&values);
}

static void a_file_that_came_affirms_words_that_say_no_more(void **state)
{
	(void)state;
	struct page page;
	struct parameters values;
	struct criterion criterion = {.download = true, .proposed = true};
	static char any[] = "Invoice * of * downloaded.", one[] = "Invoice {invoice} downloaded.";
	page_init(&page, "http://x.test/invoices", "");
	parameters_init(&values);
	parameters_add(&values, "invoice", "INV-12", "Invoice", false, NULL);
	page_add(&page, "status", "Your file is ready.", -1);
	criterion.text = any;
	assert_true(criterion_is_affirmed(&criterion, &page.observation, &values, true));
	assert_false(criterion_is_affirmed(&criterion, &page.observation, &values, false));
	criterion.text = one; /* of which the file says nothing */
	assert_false(criterion_is_affirmed(&criterion, &page.observation, &values, true));
	criterion.text = any;
	criterion.proposed = false; /* a person's words are meant as they stand */
	assert_false(criterion_is_affirmed(&criterion, &page.observation, &values, true));
	parameters_release(&values);
}

static bool affirmed(
	const struct criterion *criterion, const struct page *page, const struct parameters *values)
{
	return criterion_is_affirmed(criterion, &page->observation, values, false);
}

static void a_proposed_text_is_affirmed_in_other_words_by_an_announcement(void **state)
{
	(void)state;
	char text[] = "Order {order} shipped for {people} people on {day}.";
	struct criterion criterion = {.text = text, .proposed = true};
	struct parameters values;
	struct page page;
	set_values(&values, "10482", "3", "Monday");
	page_init(&page, "http://x.test/", "");
	page_add(&page, "text", "Monday: order 10482 dispatched, 3 guests.", -1);
	page_add(&page, "status", "3 guests, order 10482 dispatched? Not on Monday.", -1);
	assert_false(affirmed(&criterion, &page, &values));
	page_add(&page, "status", "Thank you. Monday: order 10482 dispatched, 3 guests.", -1);
	assert_false(holds(&criterion, &page, &values));
	assert_true(affirmed(&criterion, &page, &values));
	criterion.proposed = false;
	assert_false(affirmed(&criterion, &page, &values));
	parameters_release(&values);
}

static void what_a_dialog_with_a_choice_says_affirms_nothing(void **state)
{
	(void)state;
	char text[] = "Order {order} was cancelled on {day}.";
	struct criterion criterion = {.text = text, .proposed = true};
	struct parameters values;
	struct page page;
	set_values(&values, "10482", "3", "Monday");
	page_init(&page, "http://x.test/", "");
	int dialog = page_group(&page, "alertdialog", "Order", -1);
	page_add(&page, "heading", "Order 10482, Monday: called off", dialog);
	page_add(&page, "heading", "Order 10482, Monday: cancelled", dialog);
	page_add(&page, "button", "Yes", dialog);
	assert_true(affirmed(&criterion, &page, &values)); /* one button acknowledges */
	page_add(&page, "button", "Back", dialog);
	assert_false(affirmed(&criterion, &page, &values));
	parameters_release(&values);
}

static void all_other_parts_must_hold_for_an_affirmed_text_too(void **state)
{
	(void)state;
	char text[] = "Order {order} shipped.", url[] = "/orders/*";
	char *shown[] = {word_people, NULL};
	struct criterion criterion = {.text = text, .proposed = true};
	struct parameters values;
	struct page page;
	set_values(&values, "10482", "37", "Monday");
	page_init(&page, "http://x.test/", "");
	page_add(&page, "status", "Dispatched: order 10482", -1);
	assert_true(affirmed(&criterion, &page, &values));
	criterion.shown = shown;
	assert_false(affirmed(&criterion, &page, &values));
	page_add(&page, "text", "37 guests", -1);
	assert_true(affirmed(&criterion, &page, &values));
	criterion.url = url;
	assert_false(affirmed(&criterion, &page, &values));
	page.observation.url = "http://x.test/orders/10482";
	assert_true(affirmed(&criterion, &page, &values));
	criterion.download = true;
	assert_false(affirmed(&criterion, &page, &values));
	criterion.text = NULL;
	assert_false(criterion_is_affirmed(&criterion, &page.observation, &values, true));
	parameters_release(&values);
}

static void a_promise_or_a_question_is_no_outcome(void **state)
{
	(void)state;
	static const char *const messages[] = {"Order 10 will be shipped",
		"Order 10 will be shipped when you confirm", "Order 10 can be shipped",
		"Order 10 could be shipped", "Order 10 shipped?", "Should order 10 be shipped",
		"Order 10 is being shipped", "Order 10 must be shipped",
		"If you agree, order 10 is shipped", "Order 10 is shipped once you confirm",
		"Order 10 shipped soon", "Order 10 is still to be shipped"};
	char text[] = "Order {order} shipped";
	for (size_t i = 0; i < SIZE(messages); i++) {
		struct criterion criterion = {.text = text, .proposed = true};
		struct parameters values;
		struct page page;
		set_values(&values, "10", "3", "Monday");
		page_init(&page, "http://x.test/", messages[i]);
		page_add(&page, "status", messages[i], -1)->state = ELEMENT_LIVE;
		if (holds(&criterion, &page, &values) || affirmed(&criterion, &page, &values))
			fail_msg("'%s' was taken for success", messages[i]);
		parameters_release(&values);
	}
}

static void shown_values_must_stand_in_texts(void **state)
{
	(void)state;
	char *shown[] = {word_people, word_day, NULL};
	struct criterion criterion = {.shown = shown};
	struct parameters values;
	struct page page;
	set_values(&values, "10", "3", "12 May 2027");
	page_init(&page, "http://x.test/", "Guests 3 on May 12, 2027");
	assert_true(holds(&criterion, &page, &values));
	page_init(&page, "http://x.test/", "Guests 30 on May 12, 2027");
	assert_false(holds(&criterion, &page, &values));
	page_init(&page, "http://x.test/", "Guests 3 on May 13, 2027");
	assert_false(holds(&criterion, &page, &values));
	page_init(&page, "http://x.test/", "");
	page_add(&page, "text", "3 guests", -1);
	page_add(&page, "heading", "Your stay on 2027-05-12", -1);
	assert_true(holds(&criterion, &page, &values));
	parameters_release(&values);
}

static void values_in_fields_and_choices_are_not_shown(void **state)
{
	(void)state;
	static const struct option options[] = {{"2", "2", false, false}, {"3", "3", true, false}};
	char *shown[] = {word_people, NULL};
	struct criterion criterion = {.shown = shown};
	struct parameters values;
	struct page page;
	set_values(&values, "10", "3", "Monday");
	page_init(&page, "http://x.test/", "Guests 2 3");
	page_add(&page, "textbox", "Guests", -1)->value = "3";
	page_add(&page, "radio", "3", -1);
	struct element *select = page_add(&page, "combobox", "Guests", -1);
	select->options = options;
	select->option_count = 2;
	assert_false(holds(&criterion, &page, &values));
	parameters_release(&values);
}

static void list_values_are_shown_item_by_item(void **state)
{
	(void)state;
	char *shown[] = {word_order, NULL};
	struct criterion criterion = {.shown = shown};
	struct parameters values;
	struct page page;
	parameters_init(&values);
	parameters_add(&values, "order", "10, 11 and 12", "", true, NULL);
	page_init(&page, "http://x.test/", "done: 10\ndone: 11\ndone: 12");
	assert_true(holds(&criterion, &page, &values));
	page_init(&page, "http://x.test/", "done: 10\ndone: 11\ndone: 13");
	assert_false(holds(&criterion, &page, &values));
	parameters_release(&values);
}

static void urls_are_globs_over_address_or_path(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *url;
		bool holds;
	} cases[] = {
		{"http://x.test/done", "http://x.test/done?a=1#b", true},
		{"http://x.test/done", "http://x.test/done/2", false},
		{"*/done", "https://y.test/a/done", true},
		{"/orders/*/done", "http://x.test:8080/orders/10/done", true},
		{"/orders/*/done", "http://x.test/my/orders/10/done", false},
		{"/orders/{order}/done", "http://x.test/orders/10/done", true},
		{"/", "http://x.test", true},
		{"/Done", "http://x.test/done", true},
		{"/done", "about:blank", false},
	};
	for (size_t i = 0; i < SIZE(cases); i++) {
		char pattern[64];
		strcpy(pattern, cases[i].pattern);
		struct criterion criterion = {.url = pattern};
		struct parameters values;
		struct page page;
		set_values(&values, "10", "3", "Monday");
		page_init(&page, cases[i].url, "");
		if (holds(&criterion, &page, &values) != cases[i].holds)
			fail_msg("'%s' ~ '%s'", cases[i].pattern, cases[i].url);
		parameters_release(&values);
	}
}

static void all_parts_must_hold(void **state)
{
	(void)state;
	char text[] = "Saved", url[] = "/done";
	struct criterion criterion = {.text = text, .url = url, .download = true};
	struct parameters values;
	struct page page;
	char *why;
	set_values(&values, "10", "3", "Monday");
	page_init(&page, "http://x.test/done", "Saved");
	assert_false(criterion_holds(&criterion, &page.observation, &values, false, &why));
	assert_string_equal(why, "No download has completed.");
	free(why);
	assert_true(criterion_holds(&criterion, &page.observation, &values, true, &why));
	assert_null(why);
	page.observation.url = "http://x.test/form";
	assert_false(criterion_holds(&criterion, &page.observation, &values, true, &why));
	assert_string_equal(why, "The address is http://x.test/form, which is not like /done.");
	free(why);
	page.observation.text = "Draft";
	assert_false(criterion_holds(&criterion, &page.observation, &values, true, &why));
	assert_string_equal(why, "The page does not show \"Saved\".");
	free(why);
	parameters_release(&values);
}

static void an_empty_criterion_never_holds(void **state)
{
	(void)state;
	struct criterion criterion = {0};
	struct parameters values;
	struct page page;
	set_values(&values, "10", "3", "Monday");
	page_init(&page, "http://x.test/", "anything");
	assert_true(criterion_is_empty(&criterion));
	assert_false(holds(&criterion, &page, &values));
	parameters_release(&values);
}

static void criteria_survive_json_and_describe_themselves(void **state)
{
	(void)state;
	static const char stored[] =
		"{\"url\":\"/done\",\"text\":\"Order {order} shipped\",\"selector\":\".ok\","
		"\"js\":\"window.done\",\"shown\":[\"people\"],\"download\":true,\"proposed\":"
		"true}";
	struct criterion criterion, empty = {0};
	json_t *json = json_parse(stored, strlen(stored), NULL);
	assert_int_equal(criterion_from_json(&criterion, json, NULL), 0);
	json_decref(json);
	json = criterion_to_json(&criterion);
	char *again = json_print(json);
	assert_string_equal(again, stored);
	char *words = criterion_describe(&criterion);
	assert_string_equal(words,
		"the page shows \"Order {order} shipped\" and the page shows the value of people "
		"and "
		"its address is like /done and it has a visible .ok and window.done is true in it "
		"and a download has completed");
	free(words);
	words = criterion_describe(&empty);
	assert_string_equal(words, "nothing tells success");
	free(words);
	free(again);
	json_decref(json);
	criterion_release(&criterion);
}

static void malformed_criteria_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {"[]", "{\"url\":1}", "{\"text\":[]}", "{\"shown\":\"x\"}",
		"{\"shown\":[1]}", "{\"download\":\"yes\"}", "{\"proposed\":1}",
		"{\"selector\":{}}", "{\"js\":true}"};
	for (size_t i = 0; i < SIZE(bad); i++) {
		struct criterion criterion;
		struct error error = {0};
		json_t *json = json_parse(bad[i], strlen(bad[i]), NULL);
		if (criterion_from_json(&criterion, json, &error) != ERROR_INPUT)
			fail_msg("%s was accepted", bad[i]);
		assert_true(criterion_is_empty(&criterion));
		json_decref(json);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_looked_for_in_elements_and_page_text),
		cmocka_unit_test(another_orders_message_is_no_success),
		cmocka_unit_test(a_proposed_text_may_be_reworded_where_outcomes_are_announced),
		cmocka_unit_test(a_file_that_came_affirms_words_that_say_no_more),
		cmocka_unit_test(a_proposed_text_is_affirmed_in_other_words_by_an_announcement),
		cmocka_unit_test(what_a_dialog_with_a_choice_says_affirms_nothing),
		cmocka_unit_test(all_other_parts_must_hold_for_an_affirmed_text_too),
		cmocka_unit_test(a_promise_or_a_question_is_no_outcome),
		cmocka_unit_test(shown_values_must_stand_in_texts),
		cmocka_unit_test(values_in_fields_and_choices_are_not_shown),
		cmocka_unit_test(list_values_are_shown_item_by_item),
		cmocka_unit_test(urls_are_globs_over_address_or_path),
		cmocka_unit_test(all_parts_must_hold),
		cmocka_unit_test(an_empty_criterion_never_holds),
		cmocka_unit_test(criteria_survive_json_and_describe_themselves),
		cmocka_unit_test(malformed_criteria_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
