/*
 * date.h - calendar dates in texts: found, compared, and written in another's style.
 *
 * A person says "12 May 2027", the field wants "2027-05-12", the page shows "May 12, 2027". All
 * are one date; a style remembers how a text wrote it, so that a new date can be written the
 * same way. Only unambiguous forms are dates: ISO (2027-05-12, 2027/05/12), day month-name year,
 * month-name day year (with ordinals and commas, full and 3-letter English month names), and
 * numeric day.month.year with dots. "03/04/2027" is ambiguous: it is a date only in the style of
 * an example that settles the order, or when it can be read as a date that is already known;
 * "13/04/2027" settles itself.
 *
 * A text may leave the year out ("12 May"), or the day ("May 2027", "2027-05", "05/2027"); such a
 * date has year 0 or day 0 and is found only by the functions that say so.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

struct date {
	int year, month,
		day; /* month 1..12, day 1..31, checked against the calendar; year 0: not said */
};

enum date_style {
	DATE_ISO,	      /* 2027-05-12 */
	DATE_DAY_MONTH_YEAR,  /* 12 May 2027 */
	DATE_MONTH_DAY_YEAR,  /* May 12, 2027 */
	DATE_SHORT_DAY_MONTH, /* 12 Sep 2027 */
	DATE_SHORT_MONTH_DAY, /* Sep 12, 2027 */
	DATE_DOTTED,	      /* 12.05.2027 */
	DATE_US_SLASHED,      /* 05/12/2027 */
	DATE_EU_SLASHED,      /* 12/05/2027 */
	DATE_STYLE_COUNT
};

/* Room for any date in any style, with its NUL. */
#define DATE_TEXT_SIZE 64

/* The first date in text at or after `from`: its span in bytes and style. */
bool date_find(const char *text, size_t from, struct date *date, enum date_style *style,
	size_t *start, size_t *length);

/* As date_find(), also taking dates without a year. */
bool date_find_yearless(
	const char *text, size_t from, struct date *date, size_t *start, size_t *length);

/* A month with its year that is no part of a full date; the day is 0. */
bool date_find_month(
	const char *text, size_t from, struct date *date, size_t *start, size_t *length);

/* The first place at or after `from` where the text says this very date, in any style, also
 * without its year, also slashed in either order. A known date without year fits any year;
 * a known month is not said by its days: "7 August" tells when, not of which month. */
bool date_find_known(
	const char *text, size_t from, const struct date *known, size_t *start, size_t *length);

/* The whole text, trimmed, is a date in this style. */
bool date_parse(const char *text, enum date_style style, struct date *date);

/* Writes the date in a style. */
void date_format(const struct date *date, enum date_style style, char out[static DATE_TEXT_SIZE]);

/* Writes `date` as the example (a span found by one of the functions above, which says `known`)
 * writes its own: its order, separators, padding, ordinals, letter case, with or without year. */
void date_format_like(const char *example, size_t length, const struct date *known,
	const struct date *date, char out[static DATE_TEXT_SIZE]);

int date_compare(const struct date *a, const struct date *b);

int date_weekday(const struct date *date);  /* 0 is Sunday; the year must be known */
const char *date_weekday_name(int weekday); /* "Sunday" */

#endif
