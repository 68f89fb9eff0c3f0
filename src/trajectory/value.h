/*
 * value.h - values of parameters as they occur in texts: goals, labels, rows, messages.
 *
 * One value has several forms: "12 May 2027" is "2027-05-12" in a field, 1200 is "1,200" on a page,
 * 3 is "three" in a goal. And a value is found only where it stands for itself: "10" is not in "104",
 * "1.10", "10:30" or "2027-10-01", but it is in "INV-10", "order:10" and "$10".
 */
#ifndef TRAJECTORY_VALUE_H
#define TRAJECTORY_VALUE_H

#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>

/* What kind of thing a text looks like; values of one parameter usually share it. */
enum value_shape {
	VALUE_WORDS,
	VALUE_NUMBER, /* 3, 1,200, 3.50, three */
	VALUE_DATE,   /* with or without year; a month */
	VALUE_TIME,   /* 10:30, 2 pm */
	VALUE_WEEKDAY,
	VALUE_ADDRESS, /* of mail or the web */
	VALUE_CODE     /* one piece with digits in it: INV-2041, B12 */
};

enum value_shape value_shape(const char *text);

/* May a value begin, or end, at this place of the text? */
bool value_may_start(const char *text, size_t at);
bool value_may_end(const char *text, size_t at);

/* The first place at or after `from` where the text has this value, in whatever form, ignoring
 * case and the amount of white space. */
bool value_find(const char *text, size_t from, const char *value, size_t *start, size_t *length);
/* As value_find(), literally: no other form. */
bool value_find_literal(
	const char *text, size_t from, const char *value, size_t *start, size_t *length);
/* As value_find(), also number words ("three"), for what people write. */
bool value_find_spoken(
	const char *text, size_t from, const char *value, size_t *start, size_t *length);

/* The length of the value in some form exactly at this place, or 0. */
size_t value_match_at(const char *text, size_t at, const char *value);

bool value_is_in(const char *text, const char *value); /* value_find() from 0 */
bool value_equal(const char *a, const char *b);	       /* the same in some form */

/* The whole trimmed text is a date, with or without year, or a month. */
bool value_date(const char *text, struct date *date);
/* The whole trimmed text is a non-negative whole number, in digits or words. */
bool value_number(const char *text, long *number);

/* The items of a list value: "A, B and C" -> {A, B, C}. Declared in parameters.h. */

#endif
