#include "trajectory/value.h"

#include "base/memory.h"
#include "base/text.h"
#include "trajectory/tokens.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- where a value may begin and end ---- */

struct surroundings {
	uint32_t next, beyond; /* outward from the place: the neighbour and the one behind it */
	uint32_t inner;	       /* the value's own character at the place */
};

static bool is_word_kind(enum character_kind kind)
{
	return kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT;
}

static bool is_upper(uint32_t character)
{
	return text_fold_character(character) != character;
}

/* Where texts of blocks were put together without a blank: "Anna BergOpen". */
static bool is_seam(uint32_t before, uint32_t after)
{
	return character_kind(before) == CHARACTER_LETTER && !is_upper(before) && is_upper(after);
}

/* A letter or digit of the value next to another that is not the value's. */
static bool is_inside_word(uint32_t before, uint32_t after)
{
	return is_word_kind(character_kind(before)) && is_word_kind(character_kind(after)) &&
	       !is_seam(before, after);
}

/* Marks that hold a number together, or a name to what stands on its other side. */
static bool mark_binds(const struct surroundings *place)
{
	enum character_kind inner = character_kind(place->inner);
	enum character_kind beyond = character_kind(place->beyond);
	uint32_t mark = place->next;
	if (!is_word_kind(inner) || mark >= 0x80 || !strchr(".,:/-_@'+&", (int)mark))
		return false;
	if (inner == CHARACTER_DIGIT && (mark == '@' || mark == '\''))
		return is_word_kind(beyond);
	if (inner == CHARACTER_DIGIT)
		return beyond == CHARACTER_DIGIT;
	return is_word_kind(beyond) && strchr(".-_@'+&", (int)mark) != NULL;
}

bool value_may_start(const char *text, size_t at)
{
	size_t length = strlen(text), before, ignored;
	struct surroundings place = {.inner = character_at(text, length, at)};
	place.next = character_before(text, at, &before);
	place.beyond = character_before(text, before, &ignored);
	enum character_kind inner = character_kind(place.inner);
	if (is_inside_word(place.next, place.inner))
		return false;
	/* "-3" is another number than 3; "INV-3" and "- 3" are not. */
	if (inner == CHARACTER_DIGIT && (place.next == '-' || place.next == 0x2212) &&
		!is_word_kind(character_kind(place.beyond)))
		return false;
	return !mark_binds(&place);
}

/* "10-day" ends the number, "10-B" does not. */
static bool is_code_suffix(const char *text, size_t length, size_t at)
{
	return text[at] == '-' && isalpha((unsigned char)text[at + 1]) &&
	       !is_word_kind(character_kind(character_at(text, length, at + 2)));
}

/* "Anna's" ends a name. */
static bool is_possessive(const char *text, size_t length, size_t at)
{
	if (text[at] == '\'' && (text[at + 1] == 's' || text[at + 1] == 'S'))
		return !is_word_kind(character_kind(character_at(text, length, at + 2)));
	return false;
}

bool value_may_end(const char *text, size_t at)
{
	size_t length = strlen(text), ignored;
	struct surroundings place = {.inner = character_before(text, at, &ignored)};
	place.next = character_at(text, length, at);
	const char *cursor = text + at;
	if (place.next)
		text_next(&cursor, text + length);
	place.beyond = character_at(text, length, (size_t)(cursor - text));
	enum character_kind inner = character_kind(place.inner);
	if (is_inside_word(place.inner, place.next))
		return false;
	if (place.next && is_possessive(text, length, at))
		return true;
	if (inner == CHARACTER_DIGIT && place.next && is_code_suffix(text, length, at))
		return false;
	return !mark_binds(&place);
}

/* ---- literal occurrences ---- */

static bool is_space_at(const char *cursor, const char *end, const char **after)
{
	*after = cursor;
	return cursor < end && character_kind(text_next(after, end)) == CHARACTER_SPACE;
}

static const char *skip_spaces(const char *cursor, const char *end)
{
	const char *after;
	while (is_space_at(cursor, end, &after))
		cursor = after;
	return cursor;
}

/* The length of the value's text at this place, whatever its case and spacing, or 0. */
static size_t literal_at(const char *text, const char *text_end, const char *value)
{
	const char *at = text, *value_end = value + strlen(value), *after;
	value = skip_spaces(value, value_end);
	while (value < value_end) {
		if (is_space_at(value, value_end, &after)) {
			value = skip_spaces(value, value_end);
			if (value == value_end)
				break;
			if (!is_space_at(at, text_end, &after))
				return 0;
			at = skip_spaces(at, text_end);
			continue;
		}
		if (at == text_end || text_fold_character(text_next(&at, text_end)) !=
					      text_fold_character(text_next(&value, value_end)))
			return 0;
	}
	return (size_t)(at - text);
}

static size_t literal_match_at(const char *text, const char *end, size_t at, const char *value)
{
	size_t length = literal_at(text + at, end, value);
	if (length == 0 || !value_may_start(text, at) || !value_may_end(text, at + length))
		return 0;
	return length;
}

/* ---- numbers ---- */

static const char *const number_words[] = {"zero", "one", "two", "three", "four", "five", "six",
	"seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
	"sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
enum { NUMBER_WORD_COUNT = sizeof(number_words) / sizeof(*number_words) };

struct number {
	char digits[32];   /* of the whole part, without grouping */
	char decimals[16]; /* without trailing zeros */
	size_t length;	   /* bytes read */
};

static bool reads_group(const char *at)
{
	return at[0] == ',' && isdigit((unsigned char)at[1]) && isdigit((unsigned char)at[2]) &&
	       isdigit((unsigned char)at[3]) && !isdigit((unsigned char)at[4]);
}

static void read_decimals(const char *text, struct number *number)
{
	size_t at = number->length, count = 0;
	if (text[at] != '.' || !isdigit((unsigned char)text[at + 1]))
		return;
	for (at++; isdigit((unsigned char)text[at]) && count < sizeof(number->decimals) - 1; at++)
		number->decimals[count++] = text[at];
	number->length = at;
	while (count > 0 && number->decimals[count - 1] == '0')
		count--;
	number->decimals[count] = 0;
}

/* "1,200.50" at this place. */
static bool read_number(const char *text, struct number *number)
{
	*number = (struct number){.length = 0};
	size_t count = 0, at = 0;
	while (isdigit((unsigned char)text[at]) || (count > 0 && reads_group(text + at))) {
		if (text[at] != ',') {
			if (count == sizeof(number->digits) - 1)
				return false;
			number->digits[count++] = text[at];
		}
		at++;
	}
	number->length = at;
	if (count > 0)
		read_decimals(text, number);
	return count > 0;
}

/* Two ways of writing one number. A leading zero makes it a code; ".00" counts only for what looks
 * like an amount, so that the 3 of "3 people" is not found in a price of 3.00. */
static bool same_number(const struct number *a, const struct number *b, const char *written)
{
	if (a->digits[0] == '0' && a->digits[1])
		return false;
	bool amount = a->digits[1] || a->decimals[0];
	return (amount || !memchr(written, '.', b->length)) && strcmp(a->digits, b->digits) == 0 &&
	       strcmp(a->decimals, b->decimals) == 0;
}

static bool whole_number(const char *value, struct number *number)
{
	value += strspn(value, " \t");
	if (!read_number(value, number))
		return false;
	return value[number->length + strspn(value + number->length, " \t")] == 0;
}

static size_t number_match_at(const char *text, size_t at, const struct number *number)
{
	struct number found;
	if (!isdigit((unsigned char)text[at]) || !value_may_start(text, at) ||
		!read_number(text + at, &found))
		return 0;
	if (!same_number(number, &found, text + at) || !value_may_end(text, at + found.length))
		return 0;
	return found.length;
}

bool value_number(const char *text, long *number)
{
	struct number digits;
	if (whole_number(text, &digits) && !digits.decimals[0] && strlen(digits.digits) < 16) {
		*number = strtol(digits.digits, NULL, 10);
		return true;
	}
	for (long i = 0; i < NUMBER_WORD_COUNT; i++) {
		if (!text_equal_normalized(text, number_words[i]))
			continue;
		*number = i;
		return true;
	}
	return false;
}

/* ---- dates ---- */

bool value_date(const char *text, struct date *date)
{
	size_t start, length;
	text += strspn(text, " \t\r\n");
	if (date_find_yearless(text, 0, date, &start, &length) && start == 0)
		return text_is_blank(text + length);
	return date_find_month(text, 0, date, &start, &length) && start == 0 &&
	       text_is_blank(text + length);
}

/* ---- all forms ---- */

/* A value with what its other forms are compared by, read once per search. */
struct sought {
	const char *value;
	char first; /* the value's first character, folded, if it is ASCII; else 0 */
	bool is_date, is_number;
	struct date date;
	struct number number;
};

/* 0: it is not ASCII, and all places must be looked at. */
static char first_character(const char *value)
{
	value += strspn(value, " \t\r\n");
	unsigned char first = (unsigned char)*value;
	return first < 0x80 ? (char)tolower(first) : 0;
}

static bool may_match(const struct sought *sought, unsigned char there)
{
	return !sought->first || there >= 0x80 || tolower(there) == sought->first ||
	       (sought->is_number && isdigit(there));
}

static void sought_init(struct sought *sought, const char *value)
{
	*sought = (struct sought){.value = value, .first = first_character(value)};
	sought->is_date = value_date(value, &sought->date);
	sought->is_number = !sought->is_date && whole_number(value, &sought->number);
}

static size_t form_at(const struct sought *sought, const char *text, const char *end, size_t at)
{
	size_t length = literal_match_at(text, end, at, sought->value);
	if (length == 0 && sought->is_number)
		length = number_match_at(text, at, &sought->number);
	return length;
}

static bool find_date(
	const struct sought *sought, const char *text, size_t from, size_t *start, size_t *length)
{
	return sought->is_date && date_find_known(text, from, &sought->date, start, length);
}

/* A number or name inside a date is part of the date. */
static bool is_in_date(const char *text, size_t at, size_t length)
{
	struct date date;
	size_t start, date_length, line = at;
	while (line > 0 && at - line < 24 && text[line - 1] != '\n')
		line--;
	while (date_find_yearless(text, line, &date, &start, &date_length) && start <= at) {
		if (at + length <= start + date_length)
			return length < date_length;
		line = start + date_length;
	}
	return false;
}

static bool find_in_forms(
	const struct sought *sought, const char *text, size_t from, size_t *start, size_t *length)
{
	size_t end = strlen(text);
	for (size_t at = from; at < end; at++) {
		unsigned char there = (unsigned char)text[at];
		if ((there & 0xc0) == 0x80 || !may_match(sought, there))
			continue;
		*length = form_at(sought, text, text + end, at);
		if (*length == 0 || is_in_date(text, at, *length))
			continue;
		*start = at;
		return true;
	}
	return false;
}

static bool find_sought(
	const struct sought *sought, const char *text, size_t from, size_t *start, size_t *length)
{
	size_t date_start, date_length;
	bool by_form = find_in_forms(sought, text, from, start, length);
	if (!find_date(sought, text, from, &date_start, &date_length))
		return by_form;
	if (!by_form || date_start <= *start) {
		*start = date_start;
		*length = date_length;
	}
	return true;
}

bool value_find(const char *text, size_t from, const char *value, size_t *start, size_t *length)
{
	struct sought sought;
	if (text_is_blank(value))
		return false;
	sought_init(&sought, value);
	return find_sought(&sought, text, from, start, length);
}

bool value_find_literal(
	const char *text, size_t from, const char *value, size_t *start, size_t *length)
{
	struct sought sought = {.value = value, .first = first_character(value)};
	return !text_is_blank(value) && find_in_forms(&sought, text, from, start, length);
}

bool value_find_spoken(
	const char *text, size_t from, const char *value, size_t *start, size_t *length)
{
	long number;
	if (value_find(text, from, value, start, length))
		return true;
	if (!value_number(value, &number) || number >= NUMBER_WORD_COUNT)
		return false;
	return value_find_literal(text, from, number_words[number], start, length);
}

size_t value_match_at(const char *text, size_t at, const char *value)
{
	struct sought sought;
	size_t start, length;
	if (text_is_blank(value))
		return 0;
	sought_init(&sought, value);
	if (find_date(&sought, text, at, &start, &length) && start == at)
		return length;
	length = form_at(&sought, text, text + strlen(text), at);
	return length > 0 && is_in_date(text, at, length) ? 0 : length;
}

bool value_is_in(const char *text, const char *value)
{
	size_t start, length;
	return value_find(text, 0, value, &start, &length);
}

bool value_equal(const char *a, const char *b)
{
	struct date first, second;
	struct number left, right;
	if (text_equal_normalized(a, b))
		return true;
	if (value_date(a, &first) && value_date(b, &second))
		return date_compare(&first, &second) == 0;
	return whole_number(a, &left) && whole_number(b, &right) && same_number(&left, &right, b);
}

/* ---- shapes ---- */

/* Monday, mon, next Monday */
static bool is_weekday(const char *text)
{
	static const char *const before[] = {"next ", "this ", "on ", "coming "};
	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++)
		if (strncasecmp(text, before[i], strlen(before[i])) == 0)
			text += strlen(before[i]);
	for (int i = 0; i < 7; i++) {
		const char *name = date_weekday_name(i);
		char brief[4] = {name[0], name[1], name[2], 0};
		if (text_equal_normalized(text, name) || text_equal_normalized(text, brief))
			return true;
	}
	return false;
}

/* 10:30, 9:05 pm, 2pm */
static bool is_time(const char *text)
{
	text += strspn(text, " ");
	size_t hours = strspn(text, "0123456789"), minutes = 0;
	if (hours < 1 || hours > 2)
		return false;
	text += hours;
	if (text[0] == ':' && isdigit((unsigned char)text[1]) && isdigit((unsigned char)text[2])) {
		minutes = 3;
		text += minutes;
	}
	text += strspn(text, " ");
	bool named = text_equal_normalized(text, "am") || text_equal_normalized(text, "pm") ||
		     text_equal_normalized(text, "a.m.") || text_equal_normalized(text, "p.m.");
	return named || (minutes > 0 && *text == 0);
}

static bool is_one_piece(const char *text)
{
	const char *end = text + strlen(text), *cursor = skip_spaces(text, end), *after;
	while (cursor < end && !is_space_at(cursor, end, &after))
		cursor = after;
	return skip_spaces(cursor, end) == end;
}

static bool has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

enum value_shape value_shape(const char *text)
{
	struct date date;
	struct number number;
	long spoken;
	if (value_date(text, &date))
		return VALUE_DATE;
	if (whole_number(text, &number) || value_number(text, &spoken))
		return VALUE_NUMBER;
	if (is_time(text))
		return VALUE_TIME;
	if (is_weekday(text))
		return VALUE_WEEKDAY;
	if (!is_one_piece(text))
		return VALUE_WORDS;
	if (strchr(text, '@') || strstr(text, "://"))
		return VALUE_ADDRESS;
	return has_digit(text) ? VALUE_CODE : VALUE_WORDS;
}
