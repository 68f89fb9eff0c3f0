#include "trajectory/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

/* `found` is the text that is found, NULL for none. */
struct find_case {
	const char *text, *value, *found;
};

static void check_find(const struct find_case *cases, size_t count,
	bool (*find)(const char *, size_t, const char *, size_t *, size_t *))
{
	for (size_t i = 0; i < count; i++) {
		const struct find_case *it = &cases[i];
		size_t start = 0, length = 0;
		bool found = find(it->text, 0, it->value, &start, &length);
		if (found != (it->found != NULL))
			fail_msg("'%s' %s in '%s'", it->value, found ? "found" : "not found",
				it->text);
		if (found && (length != strlen(it->found) ||
				     memcmp(it->text + start, it->found, length) != 0))
			fail_msg("'%.*s' found in '%s', not '%s'", (int)length, it->text + start,
				it->text, it->found);
	}
}

static void value_is_found_where_it_stands_for_itself(void **state)
{
	(void)state;
	static const struct find_case cases[] = {
		{"Order 10 shipped", "10", "10"},
		{"Order 104 shipped", "10", NULL},
		{"Order 410 shipped", "10", NULL},
		{"Order 10.", "10", "10"},
		{"(10)", "10", "10"},
		{"#10", "10", "10"},
		{"$10", "10", "10"},
		{"10%", "10", "10"},
		{"1.10", "10", NULL},
		{"10.5", "10", NULL},
		{"10,500", "10", NULL},
		{"at 10:30", "10", NULL},
		{"2027-10-01", "10", NULL},
		{"10/12", "10", NULL},
		{"INV-10", "10", "10"},
		{"/orders/10/edit", "10", "10"},
		{"order:10", "10", "10"},
		{"10-day trip", "10", "10"},
		{"10-B", "10", NULL},
		{"-10", "10", NULL},
		{"balance -10 EUR", "10", NULL},
		{"10x", "10", NULL},
		{"x10", "10", NULL},
		{"10th", "10", NULL},
		{"3", "30", NULL},
		{"30", "3", NULL},
		{"3 and 30", "30", "30"},
		{"Blueberry", "Blue", NULL},
		{"the BLUE room", "Blue", "BLUE"},
		{"Blue-green", "Blue", NULL},
		{"blue's", "Blue", "blue"},
		{"Anna's order", "Anna", "Anna"},
		{"O'Brien", "Brien", NULL},
		{"a.b@example.org", "example", NULL},
		{"write to a.b@example.org!", "a.b@example.org", "a.b@example.org"},
		{"xa.b@example.org", "a.b@example.org", NULL},
		{"Anna   Berg", "Anna Berg", "Anna   Berg"},
		{"Anna\nBerg", "Anna Berg", "Anna\nBerg"},
		{"Annaberg", "Anna Berg", NULL},
		{"C++ and more", "C++", "C++"},
		{"\"Blue Room\"", "Blue Room", "Blue Room"},
		{"M\xc3\xbcnchen Hbf", "m\xc3\xbcnchen", "M\xc3\xbcnchen"},
		{"\xc3\x9c"
		 "ber",
			"ber", NULL},
		{"\xe5\x9c\xa8\xe5\x91\xa8\xe4\xb8\x80\xe9\xa2\x84\xe8\xae\xa2",
			"\xe5\x91\xa8\xe4\xb8\x80", "\xe5\x91\xa8\xe4\xb8\x80"},
		{"text", "", NULL},
		{"text", "  ", NULL},
		{"", "x", NULL},
	};
	check_find(cases, SIZE(cases), value_find);
}

static void value_is_found_in_other_forms(void **state)
{
	(void)state;
	static const struct find_case cases[] = {
		{"Arrival: 2027-05-12", "12 May 2027", "2027-05-12"},
		{"Arrival: May 12, 2027 (Wed)", "2027-05-12", "May 12, 2027"},
		{"Arrival: Wed 12 May", "2027-05-12", "12 May"},
		{"Arrival: 2027-05-13", "12 May 2027", NULL},
		{"due 12/05/2027", "12 May 2027", "12/05/2027"},
		{"on 12 May 2027", "12 May", "12 May 2027"},
		{"Total 1,200 EUR", "1200", "1,200"},
		{"Total 1200 EUR", "1,200", "1200"},
		{"Total 1,200.00 EUR", "1200", "1,200.00"},
		{"Total 1,2000 EUR", "1200", NULL},
		{"3.50", "3.5", "3.50"},
		{"price 3.00", "3", NULL},
		{"price 42.00", "42", "42.00"},
		{"0042", "42", NULL},
		{"42", "0042", NULL},
		{"12 May 2027", "12", NULL},
		{"12 May 2027, table 12", "12", "12"},
		{"three people", "3", NULL},
		{"Period: Aug 2026", "August 2026", "Aug 2026"},
		{"Period: 2026-08", "August 2026", "2026-08"},
		{"7 August 2026", "August 2026", NULL},
	};
	check_find(cases, SIZE(cases), value_find);
}

static void value_find_literal_knows_no_other_form(void **state)
{
	(void)state;
	static const struct find_case cases[] = {
		{"on 2027-05-12", "12 May 2027", NULL},
		{"1,200", "1200", NULL},
		{"Order 10", "10", "10"},
	};
	check_find(cases, SIZE(cases), value_find_literal);
}

static void value_find_spoken_knows_number_words(void **state)
{
	(void)state;
	static const struct find_case cases[] = {
		{"for three people", "3", "three"},
		{"for Twelve people", "12", "Twelve"},
		{"threefold", "3", NULL},
		{"for 3 or three", "3", "3"},
	};
	check_find(cases, SIZE(cases), value_find_spoken);
}

static void value_match_at_is_about_one_place(void **state)
{
	(void)state;
	assert_int_equal(value_match_at("Order 10", 6, "10"), 2);
	assert_int_equal(value_match_at("Order 10", 0, "10"), 0);
	assert_int_equal(value_match_at("on May 12, 2027", 3, "2027-05-12"), 12);
	assert_int_equal(value_match_at("on May 12, 2027", 7, "12"), 0);
}

static void value_equal_compares_forms(void **state)
{
	(void)state;
	assert_true(value_equal("Blue  Room", "blue room"));
	assert_true(value_equal("12 May 2027", "2027-05-12"));
	assert_true(value_equal("1,200", "1200"));
	assert_false(value_equal("12 May 2027", "2027-05-13"));
	assert_false(value_equal("10", "104"));
	assert_false(value_equal("Blue", "Blue Room"));
}

static void value_shape_tells_kinds_apart(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum value_shape shape;
	} cases[] = {
		{"3", VALUE_NUMBER},
		{"1,200.50", VALUE_NUMBER},
		{"three", VALUE_NUMBER},
		{"2027-05-12", VALUE_DATE},
		{"12 May", VALUE_DATE},
		{"May 2027", VALUE_DATE},
		{"10:30", VALUE_TIME},
		{"2 pm", VALUE_TIME},
		{"9:05 a.m.", VALUE_TIME},
		{"Monday", VALUE_WEEKDAY},
		{"tue", VALUE_WEEKDAY},
		{"a.b@c.org", VALUE_ADDRESS},
		{"https://example.org/x", VALUE_ADDRESS},
		{"INV-2041", VALUE_CODE},
		{"B12", VALUE_CODE},
		{"Blue Room", VALUE_WORDS},
		{"Blue", VALUE_WORDS},
		{"room 12", VALUE_WORDS},
		{"", VALUE_WORDS},
	};
	for (size_t i = 0; i < SIZE(cases); i++)
		if (value_shape(cases[i].text) != cases[i].shape)
			fail_msg("'%s' is of shape %d", cases[i].text, value_shape(cases[i].text));
}

static void value_number_reads_digits_and_words(void **state)
{
	(void)state;
	long number;
	assert_true(value_number(" 1,200 ", &number));
	assert_int_equal(number, 1200);
	assert_true(value_number("Seven", &number));
	assert_int_equal(number, 7);
	assert_false(value_number("3.5", &number));
	assert_false(value_number("seventy", &number));
	assert_false(value_number("", &number));
	assert_false(value_number("99999999999999999999999999999999999999", &number));
}

static void value_find_takes_linear_time_on_long_texts(void **state)
{
	(void)state;
	static char text[60001];
	memset(text, '1', sizeof(text) - 1);
	for (size_t i = 3; i < sizeof(text) - 1; i += 4)
		text[i] = ' ';
	assert_false(value_is_in(text, "11"));
	assert_false(value_is_in(text, "12 May 2027"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(value_is_found_where_it_stands_for_itself),
		cmocka_unit_test(value_is_found_in_other_forms),
		cmocka_unit_test(value_find_literal_knows_no_other_form),
		cmocka_unit_test(value_find_spoken_knows_number_words),
		cmocka_unit_test(value_match_at_is_about_one_place),
		cmocka_unit_test(value_equal_compares_forms),
		cmocka_unit_test(value_shape_tells_kinds_apart),
		cmocka_unit_test(value_number_reads_digits_and_words),
		cmocka_unit_test(value_find_takes_linear_time_on_long_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
