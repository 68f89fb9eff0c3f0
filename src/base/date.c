#include "base/date.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const month_names[12] = {"January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December"};

static const char *const weekday_names[7] = {
	"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

enum piece_kind { PIECE_DAY, PIECE_MONTH, PIECE_MONTH_NAME, PIECE_YEAR };

/* One component where the text has it; what stands between two pieces is their separator. */
struct piece {
	enum piece_kind kind;
	size_t start, length; /* of a day with its ordinal: both */
	int number;
	bool padded, ordinal, is_short;
};

struct reading {
	struct date date;
	enum date_style style;
	struct piece pieces[3];
	size_t count;
	size_t length; /* from the start given to the reader */
};

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Year 0 stands for "not said" and may be a leap year. */
static bool date_is_valid(const struct date *date)
{
	static const int days[12] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (date->month < 1 || date->month > 12 || date->day < 1 || date->year < 0)
		return false;
	if (date->day > days[date->month - 1])
		return false;
	return date->month != 2 || date->day < 29 || date->year == 0 || is_leap(date->year);
}

static size_t read_digits(const char *text, int *number)
{
	size_t length = 0;
	*number = 0;
	while (length < 5 && isdigit((unsigned char)text[length]))
		*number = *number * 10 + (text[length++] - '0');
	return length;
}

static size_t read_ordinal(const char *text)
{
	static const char *const suffixes[] = {"st", "nd", "rd", "th"};
	for (size_t i = 0; i < 4; i++)
		if (strncasecmp(text, suffixes[i], 2) == 0 && !isalnum((unsigned char)text[2]))
			return 2;
	return 0;
}

/* A day or month number of one or two digits, or a year of four. */
static bool read_number(const char *text, size_t at, enum piece_kind kind, struct piece *piece)
{
	*piece = (struct piece){.kind = kind, .start = at};
	piece->length = read_digits(text + at, &piece->number);
	if (kind == PIECE_YEAR)
		return piece->length == 4 && piece->number >= 1000;
	if (piece->length < 1 || piece->length > 2 || piece->number == 0)
		return false;
	piece->padded = piece->length == 2 && text[at] == '0';
	return true;
}

static bool read_day(const char *text, size_t at, struct piece *piece)
{
	if (!read_number(text, at, PIECE_DAY, piece))
		return false;
	size_t ordinal = read_ordinal(text + at + piece->length);
	piece->ordinal = ordinal > 0;
	piece->length += ordinal;
	return true;
}

static bool read_month_name(const char *text, size_t at, struct piece *piece)
{
	size_t length = 0;
	while (isalpha((unsigned char)text[at + length]))
		length++;
	for (int i = 0; i < 12; i++) {
		const char *name = month_names[i];
		bool full = length == strlen(name);
		bool is_short = length == 3 || (i == 8 && length == 4);
		if ((!full && !is_short) || strncasecmp(text + at, name, length) != 0)
			continue;
		*piece = (struct piece){PIECE_MONTH_NAME, at, length, i + 1, false, false, !full};
		return true;
	}
	return false;
}

/* Blanks (also no-break spaces), at most one '.', ',' or '-', and "of", between the pieces of a
 * date with a month name. 0: there is no separator. */
static size_t read_separator(const char *text)
{
	size_t length = 0, marks = 0;
	for (;;) {
		const char *next = text + length;
		bool mark = *next == '.' || *next == ',' || *next == '-';
		if (*next == ' ' || *next == '\t' || (mark && marks++ == 0))
			length++;
		else if (strncmp(next, "\xc2\xa0", 2) == 0)
			length += 2;
		else if (length > 0 && strncasecmp(next, "of ", 3) == 0)
			length += 3;
		else
			return length;
	}
}

static bool reading_finish(struct reading *reading)
{
	for (size_t i = 0; i < reading->count; i++) {
		const struct piece *piece = &reading->pieces[i];
		if (piece->kind == PIECE_DAY)
			reading->date.day = piece->number;
		else if (piece->kind == PIECE_YEAR)
			reading->date.year = piece->number;
		else
			reading->date.month = piece->number;
		reading->length = piece->start + piece->length;
	}
	return date_is_valid(&reading->date);
}

/* Three numbers with the same separator between them. */
static bool read_numeric(const char *text, const enum piece_kind kinds[3], const char *separators,
	enum date_style style, struct reading *reading)
{
	*reading = (struct reading){.style = style, .count = 3};
	size_t at = 0;
	for (size_t i = 0; i < 3; i++) {
		if (i > 0 && (text[at] == 0 || !strchr(separators, text[at])))
			return false;
		if (i == 2 && text[at] != text[reading->pieces[1].start - 1])
			return false;
		if (i > 0)
			at++;
		if (!read_number(text, at, kinds[i], &reading->pieces[i]))
			return false;
		at += reading->pieces[i].length;
	}
	return reading_finish(reading);
}

static void read_optional_year(const char *text, struct reading *reading)
{
	const struct piece *last = &reading->pieces[1];
	size_t at = last->start + last->length, gap = read_separator(text + at);
	if (gap > 0 && read_number(text, at + gap, PIECE_YEAR, &reading->pieces[2]))
		reading->count = 3;
}

static bool read_day_first(const char *text, struct reading *reading)
{
	*reading = (struct reading){.count = 2};
	if (!read_day(text, 0, &reading->pieces[0]))
		return false;
	size_t at = reading->pieces[0].length, gap = read_separator(text + at);
	if (gap == 0 || !read_month_name(text, at + gap, &reading->pieces[1]))
		return false;
	reading->style = reading->pieces[1].is_short ? DATE_SHORT_DAY_MONTH : DATE_DAY_MONTH_YEAR;
	read_optional_year(text, reading);
	return reading_finish(reading);
}

static bool read_month_first(const char *text, struct reading *reading)
{
	*reading = (struct reading){.count = 2};
	if (!read_month_name(text, 0, &reading->pieces[0]))
		return false;
	size_t at = reading->pieces[0].length, gap = read_separator(text + at);
	if (gap == 0 || !read_day(text, at + gap, &reading->pieces[1]))
		return false;
	reading->style = reading->pieces[0].is_short ? DATE_SHORT_MONTH_DAY : DATE_MONTH_DAY_YEAR;
	read_optional_year(text, reading);
	return reading_finish(reading);
}

/* Two pieces without a day. */
static bool month_finish(struct reading *reading)
{
	const struct piece *pieces = reading->pieces;
	bool year_first = pieces[0].kind == PIECE_YEAR;
	reading->date.year = pieces[year_first ? 0 : 1].number;
	reading->date.month = pieces[year_first ? 1 : 0].number;
	reading->count = 2;
	reading->length = pieces[1].start + pieces[1].length;
	return reading->date.month >= 1 && reading->date.month <= 12;
}

/* "May 2027" */
static bool read_named_month(const char *text, struct reading *reading)
{
	*reading = (struct reading){0};
	if (!read_month_name(text, 0, &reading->pieces[0]))
		return false;
	size_t at = reading->pieces[0].length, gap = read_separator(text + at);
	return gap > 0 && read_number(text, at + gap, PIECE_YEAR, &reading->pieces[1]) &&
	       month_finish(reading);
}

/* "2027-05", "05/2027" */
static bool read_numeric_month(const char *text, bool year_first, struct reading *reading)
{
	*reading = (struct reading){0};
	enum piece_kind first = year_first ? PIECE_YEAR : PIECE_MONTH;
	enum piece_kind second = year_first ? PIECE_MONTH : PIECE_YEAR;
	if (!read_number(text, 0, first, &reading->pieces[0]))
		return false;
	size_t at = reading->pieces[0].length;
	bool parted = year_first ? text[at] == '-' || text[at] == '/' : text[at] == '/';
	if (!parted || !read_number(text, at + 1, second, &reading->pieces[1]))
		return false;
	/* "2026-8" is no way to write a month; "8/2026" is. */
	return (!year_first || reading->pieces[1].length == 2) && month_finish(reading);
}

static bool read_month(const char *text, struct reading *reading)
{
	return read_named_month(text, reading) || read_numeric_month(text, true, reading) ||
	       read_numeric_month(text, false, reading);
}

static bool read_style(const char *text, enum date_style style, struct reading *reading)
{
	static const enum piece_kind ymd[3] = {PIECE_YEAR, PIECE_MONTH, PIECE_DAY};
	static const enum piece_kind dmy[3] = {PIECE_DAY, PIECE_MONTH, PIECE_YEAR};
	static const enum piece_kind mdy[3] = {PIECE_MONTH, PIECE_DAY, PIECE_YEAR};
	switch (style) {
	case DATE_ISO:
		return read_numeric(text, ymd, "-/", style, reading);
	case DATE_DOTTED:
		return read_numeric(text, dmy, ".", style, reading);
	case DATE_US_SLASHED:
		return read_numeric(text, mdy, "/", style, reading);
	case DATE_EU_SLASHED:
		return read_numeric(text, dmy, "/", style, reading);
	case DATE_DAY_MONTH_YEAR:
	case DATE_SHORT_DAY_MONTH:
		return read_day_first(text, reading);
	case DATE_MONTH_DAY_YEAR:
	case DATE_SHORT_MONTH_DAY:
		return read_month_first(text, reading);
	case DATE_STYLE_COUNT:
		break;
	}
	return false;
}

/* Not in the middle of a longer number or word. */
static bool starts_word(const char *text, size_t at)
{
	if (at == 0)
		return true;
	unsigned char before = (unsigned char)text[at - 1];
	if (isalnum(before))
		return false;
	return at < 2 || !strchr("-/.", before) || !isdigit((unsigned char)text[at - 2]);
}

static bool ends_word(const char *text, size_t at)
{
	unsigned char next = (unsigned char)text[at];
	if (next == 'T' && isdigit((unsigned char)text[at + 1]))
		return true;
	if (isalnum(next))
		return false;
	return next == 0 || !strchr("-/.", next) || !isdigit((unsigned char)text[at + 1]);
}

/* What a wanted reading must satisfy; a known date rules all others out. */
struct search {
	const struct date *known;
	bool yearless; /* dates without a year, too */
	bool months;   /* months with their year, too */
};

static bool is_known(const struct date *known, struct date date)
{
	if (date.year == 0 || known->year == 0)
		date.year = known->year;
	return date_compare(&date, known) == 0;
}

static bool reading_fits(
	const struct search *search, const char *text, size_t at, const struct reading *reading)
{
	if (!ends_word(text, at + reading->length) ||
		(reading->date.year == 0 && !search->yearless))
		return false;
	return !search->known || is_known(search->known, reading->date);
}

/* "03/04/2027" says a date only to whoever knows which one to expect. */
static bool order_is_settled(const struct search *search, const struct reading *reading)
{
	if (reading->style != DATE_US_SLASHED && reading->style != DATE_EU_SLASHED)
		return true;
	const struct date *date = &reading->date;
	return search->known || date->day > 12 || date->day == date->month;
}

static bool find_at(const struct search *search, const char *text, size_t at, struct reading *out)
{
	static const enum date_style order[] = {DATE_ISO, DATE_DOTTED, DATE_DAY_MONTH_YEAR,
		DATE_MONTH_DAY_YEAR, DATE_US_SLASHED, DATE_EU_SLASHED};
	if (!isalnum((unsigned char)text[at]) || !starts_word(text, at))
		return false;
	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++)
		if (read_style(text + at, order[i], out) && order_is_settled(search, out) &&
			reading_fits(search, text, at, out))
			return true;
	return search->months && read_month(text + at, out) && reading_fits(search, text, at, out);
}

/* The length of a full date here, which a search for months must not look into. */
static size_t date_length_at(const char *text, size_t at)
{
	static const struct search any = {.yearless = true};
	struct reading reading;
	return find_at(&any, text, at, &reading) && reading.date.day ? reading.length : 0;
}

static bool find(const struct search *search, const char *text, size_t from, struct reading *out,
	size_t *start)
{
	size_t length = strlen(text);
	for (size_t at = from; at < length; at++) {
		if (find_at(search, text, at, out)) {
			*start = at;
			return true;
		}
		size_t skipped = search->months ? date_length_at(text, at) : 0;
		at += skipped > 0 ? skipped - 1 : 0;
	}
	return false;
}

bool date_find(const char *text, size_t from, struct date *date, enum date_style *style,
	size_t *start, size_t *length)
{
	struct reading reading;
	if (!find(&(struct search){0}, text, from, &reading, start))
		return false;
	*date = reading.date;
	*style = reading.style;
	*length = reading.length;
	return true;
}

bool date_find_yearless(
	const char *text, size_t from, struct date *date, size_t *start, size_t *length)
{
	struct reading reading;
	if (!find(&(struct search){.yearless = true}, text, from, &reading, start))
		return false;
	*date = reading.date;
	*length = reading.length;
	return true;
}

bool date_find_known(
	const char *text, size_t from, const struct date *known, size_t *start, size_t *length)
{
	struct reading reading;
	struct search search = {.known = known, .yearless = true, .months = known->day == 0};
	if (!find(&search, text, from, &reading, start))
		return false;
	*length = reading.length;
	return true;
}

bool date_find_month(
	const char *text, size_t from, struct date *date, size_t *start, size_t *length)
{
	struct reading reading;
	struct search search = {.months = true};
	while (find(&search, text, from, &reading, start)) {
		*date = reading.date;
		*length = reading.length;
		if (reading.date.day == 0)
			return true;
		from = *start + *length;
	}
	return false;
}

bool date_parse(const char *text, enum date_style style, struct date *date)
{
	struct reading reading;
	text += strspn(text, " \t\r\n");
	if (!read_style(text, style, &reading) || reading.count < 3 || reading.style != style)
		return false;
	const char *rest = text + reading.length;
	if (rest[strspn(rest, " \t\r\n")] != 0)
		return false;
	*date = reading.date;
	return true;
}

void date_format(const struct date *date, enum date_style style, char out[static DATE_TEXT_SIZE])
{
	const char *month = month_names[date->month - 1];
	int y = date->year, m = date->month, d = date->day;
	switch (style) {
	case DATE_DAY_MONTH_YEAR:
		snprintf(out, DATE_TEXT_SIZE, "%d %s %04d", d, month, y);
		break;
	case DATE_MONTH_DAY_YEAR:
		snprintf(out, DATE_TEXT_SIZE, "%s %d, %04d", month, d, y);
		break;
	case DATE_SHORT_DAY_MONTH:
		snprintf(out, DATE_TEXT_SIZE, "%d %.3s %04d", d, month, y);
		break;
	case DATE_SHORT_MONTH_DAY:
		snprintf(out, DATE_TEXT_SIZE, "%.3s %d, %04d", month, d, y);
		break;
	case DATE_DOTTED:
		snprintf(out, DATE_TEXT_SIZE, "%02d.%02d.%04d", d, m, y);
		break;
	case DATE_US_SLASHED:
		snprintf(out, DATE_TEXT_SIZE, "%02d/%02d/%04d", m, d, y);
		break;
	case DATE_EU_SLASHED:
		snprintf(out, DATE_TEXT_SIZE, "%02d/%02d/%04d", d, m, y);
		break;
	case DATE_ISO:
	case DATE_STYLE_COUNT:
		snprintf(out, DATE_TEXT_SIZE, "%04d-%02d-%02d", y, m, d);
		break;
	}
}

static const char *ordinal_suffix(int day)
{
	if (day >= 11 && day <= 13)
		return "th";
	return day % 10 == 1 ? "st" : day % 10 == 2 ? "nd" : day % 10 == 3 ? "rd" : "th";
}

/* An example of two digits does not show whether one digit would be padded. Numeric styles are
 * taken to pad unless some number in them is a single digit; styles with names not to. */
static bool pads(const struct reading *reading, const struct piece *piece)
{
	bool numeric = true;
	for (size_t i = 0; i < reading->count; i++) {
		const struct piece *other = &reading->pieces[i];
		if (other->kind == PIECE_MONTH_NAME)
			numeric = false;
		else if (other->length == 1)
			return false;
	}
	return numeric || piece->padded;
}

static void write_month_name(
	const struct piece *piece, const char *example, int month, char *out, size_t size)
{
	snprintf(out, size, "%.*s", piece->is_short ? 3 : 9, month_names[month - 1]);
	bool upper = isupper((unsigned char)example[1]), lower = islower((unsigned char)example[0]);
	for (char *c = out; *c; c++)
		*c = (char)(upper   ? toupper((unsigned char)*c)
			    : lower ? tolower((unsigned char)*c)
				    : *c);
}

static void write_piece(const struct reading *reading, const struct piece *piece,
	const char *example, const struct date *date, char *out, size_t size)
{
	int number = piece->kind == PIECE_DAY ? date->day : date->month;
	if (piece->kind == PIECE_MONTH_NAME)
		write_month_name(piece, example + piece->start, date->month, out, size);
	else if (piece->kind == PIECE_YEAR)
		snprintf(out, size, "%04d", date->year);
	else
		snprintf(out, size, pads(reading, piece) ? "%02d%s" : "%d%s", number,
			piece->ordinal ? ordinal_suffix(number) : "");
}

static bool read_known(const char *text, const struct date *known, struct reading *reading)
{
	struct search search = {.known = known, .yearless = true, .months = known->day == 0};
	size_t start;
	return find(&search, text, 0, reading, &start) && start == 0;
}

void date_format_like(const char *example, size_t length, const struct date *known,
	const struct date *date, char out[static DATE_TEXT_SIZE])
{
	char text[DATE_TEXT_SIZE];
	struct reading reading;
	snprintf(text, sizeof(text), "%.*s", (int)length, example);
	if (!read_known(text, known, &reading)) {
		date_format(date, DATE_ISO, out);
		return;
	}
	size_t used = 0, after = 0;
	for (size_t i = 0; i < reading.count && used < DATE_TEXT_SIZE - 1; i++) {
		const struct piece *piece = &reading.pieces[i];
		char written[16];
		write_piece(&reading, piece, text, date, written, sizeof(written));
		used += (size_t)snprintf(out + used, DATE_TEXT_SIZE - used, "%.*s%s",
			(int)(piece->start - after), text + after, written);
		after = piece->start + piece->length;
	}
}

int date_compare(const struct date *a, const struct date *b)
{
	if (a->year != b->year)
		return a->year < b->year ? -1 : 1;
	if (a->month != b->month)
		return a->month < b->month ? -1 : 1;
	return a->day < b->day ? -1 : a->day > b->day;
}

/* Sakamoto's method (comp.lang.c, 1993). */
int date_weekday(const struct date *date)
{
	static const int shift[12] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
	int year = date->year - (date->month < 3);
	return (year + year / 4 - year / 100 + year / 400 + shift[date->month - 1] + date->day) % 7;
}

const char *date_weekday_name(int weekday)
{
	return weekday_names[weekday % 7];
}
