#include "policy/encode_measure.h"

#include "policy/encode_scene.h"
#include "trajectory/value.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MEASURED_WORDS = 4, DIGITS_MAXIMUM = 24, LAST_DAY = 31 };

/* ---- reading ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A number stands alone, or beside a sign of money or measure: "INV-12" and "10:30" are none. */
static bool stands_alone(const char *text, size_t start, size_t end)
{
	unsigned char before = start ? (unsigned char)text[start - 1] : ' ';
	unsigned char after = (unsigned char)text[end];
	return (before == ' ' || before == '$' || before >= 0x80) &&
	       (!after || after == ' ' || after == '%' || after >= 0x80);
}

static size_t count_words(const char *text)
{
	size_t words = 0;
	for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
		text += strcspn(text, " ");
		words++;
	}
	return words;
}

/* "1,200.50" without what separates thousands: all but a last separator before one or two digits. */
static double number_of(const char *text, size_t length)
{
	char digits[DIGITS_MAXIMUM + 1];
	size_t count = 0;
	for (size_t i = 0; i < length && count < DIGITS_MAXIMUM; i++) {
		bool is_point = !is_digit(text[i]) && length - i <= 3;
		if (is_digit(text[i]) || is_point)
			digits[count++] = is_point ? '.' : text[i];
	}
	digits[count] = 0;
	return strtod(digits, NULL);
}

static bool read_number(const char *text, double *number)
{
	size_t start = strcspn(text, "0123456789");
	size_t length = strspn(text + start, "0123456789.,");
	while (length && !is_digit(text[start + length - 1]))
		length--;
	if (!length || !stands_alone(text, start, start + length) ||
		strpbrk(text + start + length, "0123456789") || count_words(text) > MEASURED_WORDS)
		return false;
	*number = number_of(text + start, length);
	return true;
}

struct measure measure_read(const char *text)
{
	struct measure measure = {.kind = MEASURE_NONE};
	if (value_date(text, &measure.date))
		measure.kind = measure.date.day ? MEASURE_DATE : MEASURE_MONTH;
	else if (read_number(text, &measure.number))
		measure.kind = MEASURE_NUMBER;
	return measure;
}

/* ---- against the goal ---- */

static uint8_t order_bits(int order)
{
	return order < 0 ? MEASURED_EARLIER : order > 0 ? MEASURED_LATER : MEASURED_SAME_DATE;
}

uint8_t measure_against(const struct measure *measure, const struct date *date)
{
	struct date shown = measure->date, wanted = *date;
	if (measure->kind == MEASURE_NUMBER)
		return measure->number == wanted.day && wanted.day ? MEASURED_SAME_DAY : 0;
	if (measure->kind == MEASURE_NONE)
		return 0;
	if (measure->kind == MEASURE_MONTH || !wanted.day)
		shown.day = wanted.day = 1;
	if (!shown.year || !wanted.year)
		shown.year = wanted.year = 0;
	return order_bits(date_compare(&shown, &wanted));
}

size_t goal_dates_find(const char *goal, struct goal_date dates[static GOAL_DATES_MAX])
{
	size_t count = 0, from = 0, start, length;
	while (count < GOAL_DATES_MAX &&
		date_find_yearless(goal, from, &dates[count].date, &start, &length)) {
		dates[count].start = (uint32_t)start;
		dates[count].length = (uint32_t)length;
		from = start + length;
		count++;
	}
	return count;
}

static uint8_t against_goal(const struct scene *scene, const struct measure *measure)
{
	const struct task *task = scene->task;
	uint8_t bits = 0;
	for (size_t i = 0; i < task->date_count; i++)
		bits |= measure_against(measure, &task->dates[i].date);
	return bits;
}

static uint8_t value_against_goal(const struct scene *scene, const struct measure *value)
{
	uint8_t bits = 0;
	if (value->kind != MEASURE_NUMBER)
		return 0;
	for (size_t w = scene->first[SEGMENT_GOAL]; w < scene->first[SEGMENT_STEP]; w++) {
		const struct measure *said = &scene->places[w].label->measure;
		if (said->kind != MEASURE_NUMBER)
			continue;
		bits |= value->number < said->number   ? MEASURED_VALUE_LESS
			: value->number > said->number ? MEASURED_VALUE_MORE
						       : 0;
	}
	return bits;
}

/* ---- against one another ---- */

/* Where a measured element stands in its row, item or card. */
struct cell {
	size_t position;
	int item, parent, ordinal;
	const struct measure *measure;
};

static size_t find_cells(const struct scene *scene, struct cell cells[static ELEMENTS_SHOWN_MAX])
{
	size_t count = 0;
	int item = -1, ordinal = 0;
	for (size_t i = scene->first[SEGMENT_ELEMENT]; i < scene->count; i++) {
		const struct place *place = &scene->places[i];
		ordinal = place->item == item ? ordinal + 1 : 0;
		item = place->item;
		if (item < 0 || place->label->measure.kind == MEASURE_NONE)
			continue;
		cells[count++] = (struct cell){
			i, item, scene->page->groups[item].parent, ordinal, &place->label->measure};
	}
	return count;
}

static bool are_comparable(const struct cell *a, const struct cell *b)
{
	return a->item != b->item && a->parent == b->parent && a->ordinal == b->ordinal &&
	       a->measure->kind == b->measure->kind;
}

static int compare_measures(const struct measure *a, const struct measure *b)
{
	if (a->kind == MEASURE_NUMBER)
		return (a->number > b->number) - (a->number < b->number);
	return date_compare(&a->date, &b->date);
}

static uint8_t extreme_bits(const struct cell *cells, size_t count, const struct cell *cell)
{
	bool is_least = true, is_most = true, has_peers = false;
	for (size_t i = 0; i < count; i++) {
		if (!are_comparable(&cells[i], cell))
			continue;
		int order = compare_measures(cell->measure, cells[i].measure);
		has_peers = true;
		is_least = is_least && order <= 0;
		is_most = is_most && order >= 0;
	}
	if (!has_peers || (is_least && is_most))
		return 0;
	return (uint8_t)((is_least ? MEASURED_LEAST : 0) | (is_most ? MEASURED_MOST : 0));
}

void measures_mark(struct scene *scene)
{
	struct cell cells[ELEMENTS_SHOWN_MAX];
	size_t count = find_cells(scene, cells);
	for (size_t i = scene->first[SEGMENT_ELEMENT]; i < scene->count; i++) {
		struct place *place = &scene->places[i];
		uint8_t bits = against_goal(scene, &place->label->measure);
		if (place->label->measure.kind == MEASURE_MONTH)
			scene->places[0].measured |= bits;
		place->measured =
			(uint8_t)(bits | value_against_goal(scene, &place->value->measure));
	}
	for (size_t i = 0; i < count; i++)
		scene->places[cells[i].position].measured |= extreme_bits(cells, count, &cells[i]);
}
