#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

static void assert_date(const struct date *date, int year, int month, int day)
{
	if (date->year != year || date->month != month || date->day != day)
		fail_msg("%d-%d-%d is not %d-%d-%d", date->year, date->month, date->day, year,
			month, day);
}

static void date_find_finds_every_unambiguous_form(void **state)
{
	(void)state;
	static const struct {
		const char *text, *span;
		enum date_style style;
	} cases[] = {
		{"2027-05-12", "2027-05-12", DATE_ISO},
		{"on 2027/05/12.", "2027/05/12", DATE_ISO},
		{"2027-5-12", "2027-5-12", DATE_ISO},
		{"2027-05-12T10:30:00Z", "2027-05-12", DATE_ISO},
		{"Arrive 12 May 2027, please", "12 May 2027", DATE_DAY_MONTH_YEAR},
		{"12th of May 2027", "12th of May 2027", DATE_DAY_MONTH_YEAR},
		{"12th May, 2027", "12th May, 2027", DATE_DAY_MONTH_YEAR},
		{"(May 12, 2027)", "May 12, 2027", DATE_MONTH_DAY_YEAR},
		{"MAY 12th 2027", "MAY 12th 2027", DATE_MONTH_DAY_YEAR},
		{"Wed, 12-May-2027", "12-May-2027", DATE_DAY_MONTH_YEAR},
		{"12.05.2027", "12.05.2027", DATE_DOTTED},
		{"am 12.5.2027.", "12.5.2027", DATE_DOTTED},
		{"date:2027-05-12", "2027-05-12", DATE_ISO},
	};
	for (size_t i = 0; i < SIZE(cases); i++) {
		struct date date;
		enum date_style style;
		size_t start, length;
		if (!date_find(cases[i].text, 0, &date, &style, &start, &length))
			fail_msg("no date in '%s'", cases[i].text);
		assert_date(&date, 2027, 5, 12);
		assert_int_equal(style, cases[i].style);
		assert_int_equal(length, strlen(cases[i].span));
		assert_memory_equal(cases[i].text + start, cases[i].span, length);
	}
}

static void date_find_knows_short_month_names(void **state)
{
	(void)state;
	struct date date;
	enum date_style style;
	size_t start, length;
	assert_true(date_find("3 Sep 2027", 0, &date, &style, &start, &length));
	assert_date(&date, 2027, 9, 3);
	assert_int_equal(style, DATE_SHORT_DAY_MONTH);
	assert_true(date_find("Sept. 3, 2027", 0, &date, &style, &start, &length));
	assert_date(&date, 2027, 9, 3);
	assert_int_equal(style, DATE_SHORT_MONTH_DAY);
	assert_int_equal(length, strlen("Sept. 3, 2027"));
}

static void date_find_leaves_what_is_no_date(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "May", "12 May", "2027", "03/04/2027", "2027-13-01",
		"31 April 2027", "29 February 2027", "12.05.27", "1.2.3.2027", "12 Mays 2027",
		"x2027-05-12", "2027-05-123", "12027-05-12", "2027-05/12", "0 May 2027",
		"12 May 20271", "version 1.2.3", "192.168.10.2027"};
	for (size_t i = 0; i < SIZE(texts); i++) {
		struct date date;
		enum date_style style;
		size_t start, length;
		if (date_find(texts[i], 0, &date, &style, &start, &length))
			fail_msg("found %d-%d-%d in '%s'", date.year, date.month, date.day,
				texts[i]);
	}
}

static void date_find_settles_slashes_by_a_day_beyond_twelve(void **state)
{
	(void)state;
	struct date date;
	enum date_style style;
	size_t start, length;
	assert_true(date_find("13/04/2027", 0, &date, &style, &start, &length));
	assert_date(&date, 2027, 4, 13);
	assert_int_equal(style, DATE_EU_SLASHED);
	assert_true(date_find("04/13/2027", 0, &date, &style, &start, &length));
	assert_date(&date, 2027, 4, 13);
	assert_int_equal(style, DATE_US_SLASHED);
	assert_true(date_find("05/05/2027", 0, &date, &style, &start, &length));
	assert_date(&date, 2027, 5, 5);
}

static void date_find_goes_on_from_a_place(void **state)
{
	(void)state;
	const char *text = "from 2027-05-12 to 14 May 2027";
	struct date date;
	enum date_style style;
	size_t start, length;
	assert_true(date_find(text, 0, &date, &style, &start, &length));
	assert_int_equal(start, 5);
	assert_true(date_find(text, start + length, &date, &style, &start, &length));
	assert_date(&date, 2027, 5, 14);
	assert_false(date_find(text, start + length, &date, &style, &start, &length));
}

static void date_find_knows_leap_years(void **state)
{
	(void)state;
	struct date date;
	assert_true(date_parse("29 February 2028", DATE_DAY_MONTH_YEAR, &date));
	assert_true(date_parse("2000-02-29", DATE_ISO, &date));
	assert_false(date_parse("2100-02-29", DATE_ISO, &date));
}

static void date_find_yearless_takes_a_day_and_month(void **state)
{
	(void)state;
	struct date date;
	size_t start, length;
	assert_true(date_find_yearless("a table on 12 May at 8", 0, &date, &start, &length));
	assert_date(&date, 0, 5, 12);
	assert_int_equal(start, 11);
	assert_int_equal(length, 6);
	assert_true(date_find_yearless("May 3rd", 0, &date, &start, &length));
	assert_date(&date, 0, 5, 3);
	assert_true(date_find_yearless("12 May 2027", 0, &date, &start, &length));
	assert_date(&date, 2027, 5, 12);
	assert_true(date_find_yearless("29 Feb", 0, &date, &start, &length));
}

static void date_find_known_reads_any_order(void **state)
{
	(void)state;
	const struct date known = {2027, 4, 3}, other = {2027, 4, 5};
	static const char *const texts[] = {"due 03/04/2027", "due 04/03/2027", "due 3 April",
		"due 3 Apr 2027", "due Apr 3", "due 2027-04-03", "due 03.04.2027"};
	for (size_t i = 0; i < SIZE(texts); i++) {
		size_t start, length;
		assert_true(date_find_known(texts[i], 0, &known, &start, &length));
		assert_int_equal(start, 4);
		assert_int_equal(length, strlen(texts[i]) - 4);
		assert_false(date_find_known(texts[i], 0, &other, &start, &length));
	}
}

static void date_find_known_without_year_fits_any(void **state)
{
	(void)state;
	const struct date known = {0, 5, 12};
	size_t start, length;
	assert_true(date_find_known("on 2031-05-12", 0, &known, &start, &length));
	assert_true(date_find_known("on 12 May", 0, &known, &start, &length));
	assert_false(date_find_known("on 13 May", 0, &known, &start, &length));
}

static void date_find_month_takes_a_month_with_its_year(void **state)
{
	(void)state;
	static const struct {
		const char *text, *span;
	} cases[] = {
		{"invoice for August 2026", "August 2026"},
		{"Aug, 2026", "Aug, 2026"},
		{"2026-08", "2026-08"},
		{"(08/2026)", "08/2026"},
		{"7 August 2026, August 2026", "August 2026"},
		{"2026-08-07 | 2026-08", "2026-08"},
		{"7 August 2026", NULL},
		{"August 7, 2026", NULL},
		{"2026-08-07", NULL},
		{"13/2026", NULL},
		{"8/2026", "8/2026"},
		{"2026-8", NULL},
		{"August 20", NULL},
		{"5 of 2026-0812", NULL},
	};
	for (size_t i = 0; i < SIZE(cases); i++) {
		struct date date;
		size_t start = 0, length = 0;
		bool found = date_find_month(cases[i].text, 0, &date, &start, &length);
		if (found != (cases[i].span != NULL))
			fail_msg("'%s': %d", cases[i].text, found);
		if (!found)
			continue;
		assert_date(&date, 2026, 8, 0);
		assert_int_equal(length, strlen(cases[i].span));
		if (i != 4 && i != 5)
			assert_ptr_equal(
				strstr(cases[i].text, cases[i].span), cases[i].text + start);
		else
			assert_true(start > 8);
	}
}

static void date_find_known_finds_a_month_but_not_its_days(void **state)
{
	(void)state;
	const struct date august = {2026, 8, 0};
	size_t start, length;
	assert_true(date_find_known("in Aug 2026", 0, &august, &start, &length));
	assert_false(date_find_known("on 7 August 2026", 0, &august, &start, &length));
	assert_true(date_find_known("on 7 August 2026 for 2026-08", 0, &august, &start, &length));
	assert_int_equal(start, 21);
	assert_true(date_find_known("2026-08", 0, &august, &start, &length));
	assert_false(date_find_known("in Aug 2027", 0, &august, &start, &length));
	assert_false(date_find_known("on 7 July 2026", 0, &august, &start, &length));
}

static void date_format_like_writes_months(void **state)
{
	(void)state;
	const struct date known = {2026, 8, 0}, date = {2027, 12, 0};
	static const char *const cases[][2] = {
		{"August 2026", "December 2027"},
		{"Aug 2026", "Dec 2027"},
		{"2026-08", "2027-12"},
		{"08/2026", "12/2027"},
	};
	for (size_t i = 0; i < SIZE(cases); i++) {
		char out[DATE_TEXT_SIZE];
		date_format_like(cases[i][0], strlen(cases[i][0]), &known, &date, out);
		assert_string_equal(out, cases[i][1]);
	}
}

static void date_parse_takes_only_its_style_and_the_whole_text(void **state)
{
	(void)state;
	struct date date;
	assert_true(date_parse("  05/12/2027 \n", DATE_US_SLASHED, &date));
	assert_date(&date, 2027, 5, 12);
	assert_true(date_parse("05/12/2027", DATE_EU_SLASHED, &date));
	assert_date(&date, 2027, 12, 5);
	assert_false(date_parse("13/40/2027", DATE_US_SLASHED, &date));
	assert_false(date_parse("12 May 2027", DATE_ISO, &date));
	assert_false(date_parse("2027-05-12 or so", DATE_ISO, &date));
	assert_false(date_parse("12 May", DATE_DAY_MONTH_YEAR, &date));
	assert_false(date_parse("", DATE_ISO, &date));
}

static void date_format_is_read_back_in_every_style(void **state)
{
	(void)state;
	static const struct date dates[] = {{2027, 5, 12}, {2027, 9, 3}, {1999, 12, 31}};
	for (size_t i = 0; i < SIZE(dates); i++) {
		for (int style = 0; style < DATE_STYLE_COUNT; style++) {
			char text[DATE_TEXT_SIZE];
			struct date date;
			enum date_style same = (enum date_style)style;
			date_format(&dates[i], same, text);
			if (dates[i].month == 5 && same == DATE_SHORT_DAY_MONTH)
				same = DATE_DAY_MONTH_YEAR; /* May is short and long */
			if (dates[i].month == 5 && same == DATE_SHORT_MONTH_DAY)
				same = DATE_MONTH_DAY_YEAR;
			if (!date_parse(text, same, &date))
				fail_msg("'%s' is not of style %d", text, style);
			assert_int_equal(date_compare(&date, &dates[i]), 0);
		}
	}
}

static void date_format_like_keeps_the_way_of_writing(void **state)
{
	(void)state;
	const struct date known = {2027, 5, 12}, date = {2028, 9, 3};
	static const char *const cases[][2] = {
		{"2027-05-12", "2028-09-03"},
		{"2027/05/12", "2028/09/03"},
		{"2027-5-12", "2028-9-3"},
		{"12 May 2027", "3 September 2028"},
		{"12th of MAY 2027", "3rd of SEPTEMBER 2028"},
		{"May 12, 2027", "September 3, 2028"},
		{"may 12th", "september 3rd"},
		{"12 May", "3 September"},
		{"12-May-2027", "3-September-2028"},
		{"12.05.2027", "03.09.2028"},
		{"12.5.2027", "3.9.2028"},
		{"05/12/2027", "09/03/2028"},
		{"12/05/2027", "03/09/2028"},
		{"5/12/2027", "9/3/2028"},
	};
	for (size_t i = 0; i < SIZE(cases); i++) {
		char out[DATE_TEXT_SIZE];
		date_format_like(cases[i][0], strlen(cases[i][0]), &known, &date, out);
		assert_string_equal(out, cases[i][1]);
	}
}

static void date_format_like_keeps_short_months(void **state)
{
	(void)state;
	const struct date known = {2027, 9, 3}, date = {2027, 12, 24};
	char out[DATE_TEXT_SIZE];
	date_format_like("03 Sep 2027", 11, &known, &date, out);
	assert_string_equal(out, "24 Dec 2027");
	date_format_like("Sep 3, 2027", 11, &known, &date, out);
	assert_string_equal(out, "Dec 24, 2027");
}

static void date_format_like_falls_back_to_iso(void **state)
{
	(void)state;
	const struct date known = {2027, 9, 3}, date = {2027, 12, 24};
	char out[DATE_TEXT_SIZE];
	date_format_like("soon", 4, &known, &date, out);
	assert_string_equal(out, "2027-12-24");
}

static void date_weekday_is_right(void **state)
{
	(void)state;
	assert_string_equal(
		date_weekday_name(date_weekday(&(struct date){2027, 5, 12})), "Wednesday");
	assert_string_equal(
		date_weekday_name(date_weekday(&(struct date){2000, 2, 29})), "Tuesday");
	assert_string_equal(
		date_weekday_name(date_weekday(&(struct date){2028, 1, 1})), "Saturday");
}

static void date_compare_orders_by_time(void **state)
{
	(void)state;
	const struct date dates[] = {{2026, 12, 31}, {2027, 1, 1}, {2027, 1, 2}, {2027, 2, 1}};
	for (size_t i = 0; i < SIZE(dates); i++)
		for (size_t j = 0; j < SIZE(dates); j++)
			assert_int_equal(date_compare(&dates[i], &dates[j]), i < j ? -1 : i > j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(date_find_finds_every_unambiguous_form),
		cmocka_unit_test(date_find_knows_short_month_names),
		cmocka_unit_test(date_find_leaves_what_is_no_date),
		cmocka_unit_test(date_find_settles_slashes_by_a_day_beyond_twelve),
		cmocka_unit_test(date_find_goes_on_from_a_place),
		cmocka_unit_test(date_find_knows_leap_years),
		cmocka_unit_test(date_find_yearless_takes_a_day_and_month),
		cmocka_unit_test(date_find_known_reads_any_order),
		cmocka_unit_test(date_find_known_without_year_fits_any),
		cmocka_unit_test(date_find_month_takes_a_month_with_its_year),
		cmocka_unit_test(date_find_known_finds_a_month_but_not_its_days),
		cmocka_unit_test(date_format_like_writes_months),
		cmocka_unit_test(date_parse_takes_only_its_style_and_the_whole_text),
		cmocka_unit_test(date_format_is_read_back_in_every_style),
		cmocka_unit_test(date_format_like_keeps_the_way_of_writing),
		cmocka_unit_test(date_format_like_keeps_short_months),
		cmocka_unit_test(date_format_like_falls_back_to_iso),
		cmocka_unit_test(date_weekday_is_right),
		cmocka_unit_test(date_compare_orders_by_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
