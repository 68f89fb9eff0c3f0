/*
 * date.h - calendar dates in texts: found, compared, and written in another's style.
 *
 * A person says "12 May 2027", the field wants "2027-05-12", the page shows "May 12, 2027". All
 * are one date; a style remembers how a text wrote it, so that a new date can be written the
 * same way. Only unambiguous forms are dates: ISO (2027-05-12, 2027/05/12), day month-name year,
 * month-name day year (with ordinals and commas, full and 3-letter English month names), and
 * numeric day.month.year with dots. "03/04/2027" is ambiguous: it is a date only in the style of
 * an example that settles the order.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

struct date {
	int year, month, day; /* month 1..12, day 1..31, checked against the calendar */
};

enum date_style {
	DATE_ISO,	      /* 2027-05-12 */
	DATE_DAY_MONTH_YEAR,  /* 12 May 2027 */
	DATE_MONTH_DAY_YEAR,  /* May 12, 2027 */
	DATE_SHORT_DAY_MONTH, /* 12 May 2027 with a 3-letter month where the name is longer */
	DATE_SHORT_MONTH_DAY,
	DATE_DOTTED,	 /* 12.05.2027 */
	DATE_US_SLASHED, /* 05/12/2027 */
	DATE_EU_SLASHED	 /* 12/05/2027 */
};

/* The first date in text at or after `from`: its span in bytes and style. */
bool date_find(const char *text, size_t from, struct date *date, enum date_style *style,
	size_t *start, size_t *length);

/* The whole text, trimmed, is this date in this style. */
bool date_parse(const char *text, enum date_style style, struct date *date);

/* Writes the date in a style; out holds at least 32 bytes. */
void date_format(const struct date *date, enum date_style style, char out[static 32]);

int date_compare(const struct date *a, const struct date *b);

#endif
