#include "trajectory/text_template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

static struct parameters values;
static const struct lexicon *lexicon;

static int make(void **state)
{
	(void)state;
	parameters_init(&values);
	parameters_add(&values, "order", "10", "", false, NULL);
	parameters_add(&values, "name", "Anna Berg", "", false, NULL);
	parameters_add(&values, "day", "12 May 2027", "", false, NULL);
	lexicon = lexicon_of(LEXICON_ALL);
	return 0;
}

static int drop(void **state)
{
	(void)state;
	parameters_release(&values);
	return 0;
}

struct match_case {
	const char *pattern, *text;
	bool anywhere, sentence;
};

static void templates_match_with_this_runs_values(void **state)
{
	(void)state;
	static const struct match_case cases[] = {
		{"Order {order} shipped", "Order 10 shipped", true, true},
		{"Order {order} shipped", "order 10  SHIPPED.", true, true},
		{"Order {order} shipped.", "Order 10 shipped!", false, true},
		{"Order {order} shipped", "Order 104 shipped", false, false},
		{"Order {order} shipped", "Order 1 shipped", false, false},
		{"Order {order} shipped", "Order 10.5 shipped", false, false},
		{"Order {order} shipped", "Order 10 not shipped", false, false},
		{"Order {order} shipped", "Order shipped", false, false},
		{"Order {order} shipped", "Reorder 10 shipped", false, false},
		{"Order {order} shipped", "Order 10 shippedx", false, false},
		{"Order {order} shipped", "Hello! Order 10 shipped. Bye", true, true},
		{"Order {order} shipped", "We hope order 10 shipped in time", true, false},
		{"Order {order} shipped", "Failed: order 10 shipped", true, false},
		{"Order {order} shipped", "A\nOrder 10 shipped\nB", true, true},
		{"Saved", "Not saved", true, false},
		{"Saved", "Unsaved", false, false},
		{"Saved", "Saved", true, true},
		{"Booked for {day}", "Booked for May 12, 2027", true, true},
		{"Booked for {day}", "Booked for 2027-05-12", true, true},
		{"Booked for {day}", "Booked for 13 May 2027", false, false},
		{"Thank you, {name}", "Thank you, Anna  Berg!", true, true},
		{"Thank you, {name}", "Thank you, Anna Bergmann!", false, false},
		{"Total *", "Total 12.50 EUR", true, true},
		{"Reference * is yours", "Reference AB-12 is yours", true, true},
		{"Reference * is yours", "Reference AB\nis yours", false, false},
		{"* sent", "Message sent", true, true},
		{"{nobody} there", "{nobody} there", true, true},
		{"{nobody} there", "10 there", false, false},
		{"", "text", false, false},
		{"text", "", false, false},
		{"\xc3\x9c"
		 "bernommen",
			"\xc3\xbc"
			"bernommen",
			true, true},
	};
	for (size_t i = 0; i < SIZE(cases); i++) {
		const struct match_case *it = &cases[i];
		if (template_matches(it->pattern, &values, it->text, TEMPLATE_ANYWHERE) !=
			it->anywhere)
			fail_msg("'%s' anywhere in '%s'", it->pattern, it->text);
		if (template_matches(it->pattern, &values, it->text, TEMPLATE_SENTENCE) !=
			it->sentence)
			fail_msg("'%s' as a sentence of '%s'", it->pattern, it->text);
	}
}

static void many_stars_take_bounded_time(void **state)
{
	(void)state;
	char pattern[201], text[4001];
	for (size_t i = 0; i < 200; i++)
		pattern[i] = i % 2 ? 'a' : '*';
	pattern[200] = 0;
	pattern[199] = 'b';
	memset(text, 'a', 4000);
	text[4000] = 0;
	assert_false(template_matches(pattern, &values, text, TEMPLATE_ANYWHERE));
}

static void templates_resemble_what_says_the_same(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *text;
		bool resembles;
	} cases[] = {
		{"Order {order} shipped", "Order 10 has been dispatched", true},
		{"Order {order} shipped", "The order 10 was sent successfully", true},
		{"Order {order} was shipped", "Order 10 shipped", true},
		{"Order {order} shipped", "Order 104 has been dispatched", false},
		{"Order {order} shipped", "Order 10 not shipped", false},
		{"Order {order} shipped", "Order 10 could not be dispatched", false},
		{"Order {order} shipped", "Order 10 cancelled", false},
		{"Order {order} shipped", "Order 10 dispatched to the wrong address", false},
		{"Order {order} shipped", "Order 10 selected, shipped orders: 3", false},
		{"Changes saved", "Updates stored", true},
		{"Changes saved", "Changes discarded", false},
		{"Saved", "Saved as a draft", false},
		{"Your booking * is confirmed", "Reservation R-77 confirmed", true},
		{"Your booking is confirmed", "Reservation 77 confirmed", false},
		{"Moved {name} to {order}", "Transferred Anna Berg to 10", true},
		{"Moved {name} to {order}", "Transferred 10 to Anna Berg", false},
		{"{order}", "10", false},
		{"Deleted", "Removed", true},
		{"Failed", "Error", false},
		{"", "", false},
	};
	for (size_t i = 0; i < SIZE(cases); i++)
		if (template_resembles(cases[i].pattern, &values, cases[i].text, lexicon) !=
			cases[i].resembles)
			fail_msg("'%s' ~ '%s'", cases[i].pattern, cases[i].text);
}

static void templates_are_made_of_texts(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"Order 10 was shipped.", "Order {order} was shipped."},
		{"Booked for May 12, 2027 at 10:30", "Booked for {day} at *"},
		{"Booked for May 13, 2027", "Booked for *"},
		{"Anna Berg, your reference is AB-1234!", "{name}, your reference is *!"},
		{"Order 104: total 12.50 EUR", "Order *: total * EUR"},
		{"3 of 7 items", "* of * items"},
		{"12 13 14 done", "* done"},
		{"INV-10 paid", "INV-{order} paid"},
		{"  spaces   shrink ", "spaces shrink"},
		{"", ""},
	};
	for (size_t i = 0; i < SIZE(cases); i++) {
		char *made = template_new(cases[i][0], &values);
		if (strcmp(made, cases[i][1]) != 0)
			fail_msg("'%s' became '%s', not '%s'", cases[i][0], made, cases[i][1]);
		if (*made && strcmp(cases[i][0], "  spaces   shrink ") != 0)
			assert_true(
				template_matches(made, &values, cases[i][0], TEMPLATE_SENTENCE));
		free(made);
	}
}

static void equal_values_leave_a_star(void **state)
{
	(void)state;
	struct parameters equal;
	parameters_init(&equal);
	parameters_add(&equal, "adults", "2", "", false, NULL);
	parameters_add(&equal, "children", "2", "", false, NULL);
	char *made = template_new("2 adults, 2 children", &equal);
	assert_string_equal(made, "* adults, * children");
	free(made);
	parameters_release(&equal);
}

static void templates_know_their_slots(void **state)
{
	(void)state;
	assert_true(template_has_slot("a {order} b", "order"));
	assert_false(template_has_slot("a {order} b", "orde"));
	assert_false(template_has_slot("a order b", "order"));
	assert_true(template_says_something("{order} shipped"));
	assert_false(template_says_something("{order} *, 12!"));
	assert_false(template_says_something(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(templates_match_with_this_runs_values),
		cmocka_unit_test(many_stars_take_bounded_time),
		cmocka_unit_test(templates_resemble_what_says_the_same),
		cmocka_unit_test(templates_are_made_of_texts),
		cmocka_unit_test(equal_values_leave_a_star),
		cmocka_unit_test(templates_know_their_slots),
	};
	return cmocka_run_group_tests(tests, make, drop);
}
