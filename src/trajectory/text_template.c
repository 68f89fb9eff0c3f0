#include "trajectory/text_template.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "base/text.h"
#include "trajectory/message.h"
#include "trajectory/tokens.h"
#include "trajectory/value.h"

#include <stdlib.h>
#include <string.h>

enum { STAR_MAXIMUM_BYTES = 200 };
enum { BUDGET = 100000 }; /* comparisons, against patterns of many stars */

struct matcher {
	const char *text;
	size_t length;
	const struct parameters *values;
	enum template_extent extent;
	bool asks; /* the pattern is a question */
	unsigned budget;
};

/* The parameter of a slot at the pattern; NULL when there is none. *length is the slot's. */
static const struct parameter *slot_at(
	const char *pattern, const struct parameters *values, size_t *length)
{
	if (*pattern != '{')
		return NULL;
	for (size_t i = 0; i < values->count; i++) {
		size_t name = strlen(values->items[i].name);
		if (strncmp(pattern + 1, values->items[i].name, name) != 0 ||
			pattern[1 + name] != '}')
			continue;
		*length = name + 2;
		return &values->items[i];
	}
	return NULL;
}

static enum character_kind kind_at(const struct matcher *matcher, size_t at)
{
	return character_kind(character_at(matcher->text, matcher->length, at));
}

static size_t skip_spaces(const struct matcher *matcher, size_t at)
{
	while (kind_at(matcher, at) == CHARACTER_SPACE && matcher->text[at] != '\n') {
		const char *cursor = matcher->text + at;
		text_next(&cursor, matcher->text + matcher->length);
		at = (size_t)(cursor - matcher->text);
	}
	return at;
}

static bool is_sentence_end(const char *text, size_t at)
{
	return text[at] && strchr(".!?", text[at]) &&
	       (text[at + 1] == 0 || strchr(" \n\t", text[at + 1]));
}

static bool may_end(const struct matcher *matcher, size_t at)
{
	if (matcher->extent == TEMPLATE_ANYWHERE)
		return at == 0 || value_may_end(matcher->text, at);
	at = skip_spaces(matcher, at);
	if (matcher->text[at] == '?' && !matcher->asks)
		return false;
	return at >= matcher->length || matcher->text[at] == '\n' ||
	       is_sentence_end(matcher->text, at);
}

static bool may_start(const struct matcher *matcher, size_t at)
{
	if (matcher->extent == TEMPLATE_ANYWHERE)
		return value_may_start(matcher->text, at);
	size_t before = at;
	while (before > 0 && strchr(" \t", matcher->text[before - 1]))
		before--;
	if (before == 0 || matcher->text[before - 1] == '\n')
		return true;
	return before < at && is_sentence_end(matcher->text, before - 1);
}

static bool match_at(struct matcher *matcher, const char *pattern, size_t at);

static bool match_star(struct matcher *matcher, const char *pattern, size_t at)
{
	for (size_t end = at; end <= matcher->length && end - at <= STAR_MAXIMUM_BYTES; end++) {
		if (match_at(matcher, pattern, end))
			return true;
		if (end < matcher->length && matcher->text[end] == '\n')
			return false;
	}
	return false;
}

/* One character or stretch of white space; returns false when they differ. */
static bool match_literal(const struct matcher *matcher, const char **pattern, size_t *at)
{
	const char *pattern_end = *pattern + strlen(*pattern);
	uint32_t wanted = text_next(pattern, pattern_end);
	if (character_kind(wanted) == CHARACTER_SPACE) {
		size_t after = skip_spaces(matcher, *at);
		*pattern += strspn(*pattern, " \t\r\n");
		bool any = after > *at;
		*at = after;
		return any;
	}
	if (*at >= matcher->length)
		return false;
	const char *cursor = matcher->text + *at;
	uint32_t found = text_next(&cursor, matcher->text + matcher->length);
	*at = (size_t)(cursor - matcher->text);
	return text_fold_character(wanted) == text_fold_character(found);
}

static bool match_at(struct matcher *matcher, const char *pattern, size_t at)
{
	while (*pattern) {
		size_t slot;
		if (matcher->budget == 0 || matcher->budget-- == 0)
			return false;
		if (*pattern == '*')
			return match_star(matcher, pattern + 1, at);
		const struct parameter *parameter = slot_at(pattern, matcher->values, &slot);
		if (!parameter) {
			if (!match_literal(matcher, &pattern, &at))
				return false;
			continue;
		}
		size_t length = value_match_at(matcher->text, at, parameter->value);
		if (length == 0)
			return false;
		at += length;
		pattern += slot;
	}
	return may_end(matcher, at);
}

/* A template ends where its sentence does: the mark behind it may differ. Heap. */
static char *trim_pattern(const char *pattern)
{
	size_t start = strspn(pattern, " \t\r\n"), end = strlen(pattern);
	while (end > start && strchr(" \t\r\n.!?;:", pattern[end - 1]))
		end--;
	return memory_copy_span(pattern + start, end - start);
}

bool template_matches(const char *pattern, const struct parameters *values, const char *text,
	enum template_extent extent)
{
	char *trimmed =
		extent == TEMPLATE_SENTENCE ? trim_pattern(pattern) : memory_copy_text(pattern);
	bool asks = strchr(pattern, '?') != NULL;
	struct matcher matcher = {text, strlen(text), values, extent, asks, BUDGET};
	bool matches = false;
	for (size_t at = 0; *trimmed && at < matcher.length && !matches; at++)
		if (((unsigned char)text[at] & 0xc0) != 0x80 && may_start(&matcher, at))
			matches = match_at(&matcher, trimmed, at);
	free(trimmed);
	return matches;
}

bool template_has_slot(const char *pattern, const char *name)
{
	size_t length = strlen(name);
	for (; (pattern = strchr(pattern, '{')); pattern++)
		if (strncmp(pattern + 1, name, length) == 0 && pattern[1 + length] == '}')
			return true;
	return false;
}

/* ---- the same in other words ---- */

static void blank_out(char *text, size_t start, size_t length)
{
	memset(text + start, ' ', length);
}

/* Takes the values of the pattern's slots out of the text, in order, and all holes out of the
 * pattern. Returns how many stars there were, or -1 when a value is missing. */
static int take_out_holes(char *pattern, const struct parameters *values, char *text)
{
	size_t from = 0, start, length, slot;
	int stars = 0;
	for (size_t at = 0; pattern[at]; at++) {
		const struct parameter *parameter = slot_at(pattern + at, values, &slot);
		if (parameter) {
			if (!value_find(text, from, parameter->value, &start, &length))
				return -1;
			blank_out(text, start, length);
			from = start + length;
			blank_out(pattern, at, slot);
		} else if (pattern[at] == '*') {
			stars++;
			pattern[at] = ' ';
		}
	}
	return stars;
}

static bool has_digit(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] >= '0' && text[i] <= '9')
			return true;
	return false;
}

static bool is_polite(const struct concept *concept)
{
	static const char *const stems[] = {
		"thank", "successfulli", "successful", "success", "great", "congratulation"};
	for (size_t i = 0; i < sizeof(stems) / sizeof(*stems); i++)
		if (strcmp(concept->stem, stems[i]) == 0)
			return true;
	return false;
}

static bool has_like(const struct concepts *concepts, const struct concept *wanted)
{
	for (size_t i = 0; i < concepts->count; i++) {
		double similarity = concept_similarity(&concepts->items[i], wanted);
		if (similarity == 1 ||
			(similarity > 0 && !wanted->negation && !concepts->items[i].negation))
			return true;
	}
	return false;
}

/* Every meaning of a is in b; a phrase's by itself or by all of its words. */
static bool is_covered(const struct concepts *a, const struct concepts *b)
{
	for (size_t i = 0; i < a->count; i++) {
		const struct concept *concept = &a->items[i];
		if (concept->parts) {
			i += has_like(b, concept) ? concept->parts : 0;
			continue;
		}
		if (concept->minor && !concept->negation)
			continue;
		if (!is_polite(concept) && !has_like(b, concept))
			return false;
	}
	return true;
}

static bool has_content(const struct concepts *concepts)
{
	for (size_t i = 0; i < concepts->count; i++)
		if (!concepts->items[i].minor && !is_polite(&concepts->items[i]))
			return true;
	return false;
}

bool template_resembles(const char *pattern, const struct parameters *values, const char *text,
	const struct lexicon *lexicon)
{
	struct concepts wanted, found;
	char *rest = memory_copy_text(text), *words = memory_copy_text(pattern);
	int stars = take_out_holes(words, values, rest);
	bool hedges = message_hedges(rest, words);
	message_take_codes(rest, stars);
	concepts_read(&wanted, lexicon, words);
	concepts_read(&found, lexicon, rest);
	free(words);
	free(rest);
	return stars >= 0 && !hedges && !wanted.cut && !found.cut && has_content(&wanted) &&
	       is_covered(&wanted, &found) && is_covered(&found, &wanted);
}

/* ---- making templates ---- */

static bool values_are_shared(const struct parameters *parameters, size_t which)
{
	for (size_t i = 0; i < parameters->count; i++)
		if (i != which &&
			value_equal(parameters->items[i].value, parameters->items[which].value))
			return true;
	return false;
}

/* The earliest, then longest value at or after `from`; its parameter, or -1. */
static int next_value(const char *text, size_t from, const struct parameters *parameters,
	size_t *start, size_t *length)
{
	int best = -1;
	for (size_t i = 0; i < parameters->count; i++) {
		size_t at, size;
		if (!value_find(text, from, parameters->items[i].value, &at, &size))
			continue;
		if (best >= 0 && (at > *start || (at == *start && size <= *length)))
			continue;
		best = (int)i;
		*start = at;
		*length = size;
	}
	return best;
}

static void append_star(struct bytes *out)
{
	size_t end = out->length;
	while (end > 0 && out->data[end - 1] == ' ')
		end--;
	if (end > 0 && out->data[end - 1] == '*')
		out->data[out->length = end] = 0; /* "* *" says no more than "*" */
	else
		bytes_append_text(out, "*", NULL);
}

/* Words between values, those with digits as "*". */
static void append_words(struct bytes *out, const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		size_t word = 0;
		while (at + word < length && !strchr(" \t\r\n", text[at + word]))
			word++;
		size_t core = word;
		while (core > 0 && strchr(".,!?;:)", text[at + core - 1]))
			core--;
		if (has_digit(text + at, core))
			append_star(out);
		else
			bytes_append(out, text + at, core, NULL);
		bytes_append(out, text + at + core, word - core, NULL);
		at += word;
		size_t blanks = 0;
		while (at + blanks < length && strchr(" \t\r\n", text[at + blanks]))
			blanks++;
		if (blanks > 0 && out->length > 0)
			bytes_append_text(out, " ", NULL);
		at += blanks;
	}
}

/* The text up to the next value, dates as "*". */
static void append_between(struct bytes *out, const char *text, size_t length)
{
	char *part = memory_copy_span(text, length);
	size_t at = 0, start, size;
	struct date date;
	while (date_find_yearless(part, at, &date, &start, &size)) {
		append_words(out, part + at, start - at);
		append_star(out);
		at = start + size;
	}
	append_words(out, part + at, length - at);
	free(part);
}

char *template_new(const char *text, const struct parameters *parameters)
{
	struct bytes out;
	size_t at = 0, start, length;
	int which;
	bytes_init(&out, SIZE_MAX / 4);
	bytes_append_text(&out, "", NULL);
	while ((which = next_value(text, at, parameters, &start, &length)) >= 0) {
		append_between(&out, text + at, start - at);
		if (values_are_shared(parameters, (size_t)which))
			append_star(&out);
		else
			bytes_format(&out, NULL, "{%s}", parameters->items[which].name);
		at = start + length;
	}
	append_between(&out, text + at, strlen(text + at));
	while (out.length > 0 && out.data[out.length - 1] == ' ')
		out.data[--out.length] = 0;
	return bytes_take(&out);
}

bool template_says_something(const char *pattern)
{
	bool in_slot = false;
	const char *end = pattern + strlen(pattern);
	while (pattern < end) {
		uint32_t character = text_next(&pattern, end);
		enum character_kind kind = character_kind(character);
		if (character == '{')
			in_slot = true;
		else if (character == '}')
			in_slot = false;
		else if (!in_slot && (kind == CHARACTER_LETTER || kind == CHARACTER_IDEOGRAPH))
			return true;
	}
	return false;
}
