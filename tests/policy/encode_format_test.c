#include "policy/encode_format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct element field(const char *type, const char *placeholder)
{
	return (struct element){.role = "textbox",
		.name = "",
		.type = type,
		.placeholder = placeholder,
		.hint = ""};
}

/* expected NULL: the field does not take it. */
static void check(const struct element *element, const char *text, const char *expected)
{
	struct arena arena;
	arena_init(&arena, 1 << 16);
	const char *got = format_text(format_of_field(element), text, &arena);
	if (!expected && got)
		fail_msg("%s field took '%s' as '%s'", element->type, text, got);
	if (expected) {
		assert_non_null(got);
		assert_string_equal(got, expected);
	}
	arena_release(&arena);
}

static void a_plain_field_takes_texts_as_they_are_said(void **state)
{
	struct element text = field("text", "");
	(void)state;
	check(&text, "Anna  Berg!", "Anna  Berg!");
	check(&text, "12 May 2027", "12 May 2027");
	check(&text, "three", "three");
	check(&text, "{{secret:password}}", "{{secret:password}}");
}

static void a_plain_field_that_shows_a_style_takes_dates_in_it(void **state)
{
	struct element us = field("text", "MM/DD/YYYY"), dotted = field("text", "dd.mm.yyyy");
	(void)state;
	check(&us, "12 May 2027", "05/12/2027");
	check(&us, "tomorrow", "tomorrow");
	check(&dotted, "2027-05-12", "12.05.2027");
	check(&dotted, "12 May", "12 May");
}

static void a_date_field_takes_only_dates(void **state)
{
	struct element date = field("date", ""), month = field("month", "");
	(void)state;
	check(&date, "12 May 2027", "2027-05-12");
	check(&date, "May 12, 2027", "2027-05-12");
	check(&date, "12 May", NULL);
	check(&date, "Anna", NULL);
	check(&month, "May 2027", "2027-05");
	check(&month, "12 May 2027", NULL);
}

static void a_time_field_takes_times_of_both_clocks(void **state)
{
	struct element time = field("time", ""), both = field("datetime-local", "");
	(void)state;
	check(&time, "9:05 pm", "21:05");
	check(&time, "2pm", "14:00");
	check(&time, "12 am", "00:00");
	check(&time, "13:00", "13:00");
	check(&time, "25:00", NULL);
	check(&time, "13 pm", NULL);
	check(&time, "3", NULL);
	check(&both, "12 May 2027 at 9:30", "2027-05-12T09:30");
	check(&both, "9:30 on 12 May 2027", "2027-05-12T09:30");
	check(&both, "12 May 2027", NULL);
}

static void a_number_field_takes_only_numbers(void **state)
{
	struct element number = field("number", ""), spin = field("", "");
	(void)state;
	spin.role = "spinbutton";
	check(&number, "three", "3");
	check(&number, "1,200", "1200");
	check(&number, "-3.50", "-3.50");
	check(&number, "3 people", NULL);
	check(&number, "1.2.3", NULL);
	check(&number, "", NULL);
	check(&spin, "two", "2");
}

static void other_fields_take_what_they_can_hold(void **state)
{
	struct element color = field("color", ""), week = field("week", "");
	(void)state;
	check(&color, "Blue", "#0000ff");
	check(&color, "#12aBcd", "#12aBcd");
	check(&color, "the sky", NULL);
	check(&week, "2027-W05", "2027-W05");
	check(&week, "2027-W60", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_field_takes_texts_as_they_are_said),
		cmocka_unit_test(a_plain_field_that_shows_a_style_takes_dates_in_it),
		cmocka_unit_test(a_date_field_takes_only_dates),
		cmocka_unit_test(a_time_field_takes_times_of_both_clocks),
		cmocka_unit_test(a_number_field_takes_only_numbers),
		cmocka_unit_test(other_fields_take_what_they_can_hold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
