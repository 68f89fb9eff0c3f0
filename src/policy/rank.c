#include "policy/rank.h"

#include "base/date.h"
#include "trajectory/tokens.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *word;
	enum rank rank;
} rank_words[] = {
	{"latest", RANK_LATEST},
	{"newest", RANK_LATEST},
	{"recent", RANK_LATEST},
	{"last", RANK_LATEST},
	{"earliest", RANK_EARLIEST},
	{"oldest", RANK_EARLIEST},
	{"first", RANK_EARLIEST},
	{"highest", RANK_HIGHEST},
	{"largest", RANK_HIGHEST},
	{"biggest", RANK_HIGHEST},
	{"dearest", RANK_HIGHEST},
	{"lowest", RANK_LOWEST},
	{"smallest", RANK_LOWEST},
	{"cheapest", RANK_LOWEST},
};

enum rank rank_in_goal(const char *goal)
{
	struct tokens tokens;
	enum rank rank = RANK_NONE;
	tokens_split(&tokens, goal);
	for (size_t i = 0; i < tokens.count && rank == RANK_NONE; i++)
		for (size_t j = 0; j < sizeof(rank_words) / sizeof(*rank_words); j++)
			if (strcmp(tokens.items[i].match, rank_words[j].word) == 0)
				rank = rank_words[j].rank;
	tokens_release(&tokens);
	return rank;
}

/* Days in order, not in number: enough to compare by. NAN: no date. */
static double date_measure(const char *text)
{
	struct date date;
	enum date_style style;
	size_t start, length;
	if (!date_find(text, 0, &date, &style, &start, &length))
		return NAN;
	return date.year * 400.0 + date.month * 32.0 + date.day;
}

/* The largest number with two decimals. NAN: no amount. */
static double amount_measure(const char *text)
{
	double largest = NAN;
	for (; *text; text++) {
		char digits[32];
		size_t length = 0, at = 0;
		if (!isdigit((unsigned char)*text))
			continue;
		for (; isdigit((unsigned char)text[at]) || text[at] == ','; at++)
			if (text[at] != ',' && length < sizeof(digits) - 4)
				digits[length++] = text[at];
		bool amount = text[at] == '.' && isdigit((unsigned char)text[at + 1]) &&
			      isdigit((unsigned char)text[at + 2]) &&
			      !isdigit((unsigned char)text[at + 3]);
		if (amount) {
			memcpy(digits + length, text + at, 3);
			digits[length + 3] = 0;
			largest = fmax(largest, strtod(digits, NULL));
			at += 2;
		}
		text += at > 0 ? at - 1 : 0;
	}
	return largest;
}

static double measure(enum rank rank, const struct element *element)
{
	bool by_date = rank == RANK_LATEST || rank == RANK_EARLIEST;
	double value = by_date ? date_measure(element->context) : amount_measure(element->context);
	if (isnan(value))
		value = by_date ? date_measure(element->name) : amount_measure(element->name);
	return rank == RANK_EARLIEST || rank == RANK_LOWEST ? -value : value;
}

const struct element *rank_pick(enum rank rank, const struct element *const *elements, size_t count)
{
	const struct element *best = NULL;
	double highest = -INFINITY;
	bool tied = false;
	for (size_t i = 0; rank != RANK_NONE && i < count; i++) {
		double value = measure(rank, elements[i]);
		if (isnan(value))
			return NULL;
		tied = value == highest || (tied && value < highest);
		if (value > highest) {
			highest = value;
			best = elements[i];
		}
	}
	return tied ? NULL : best;
}
