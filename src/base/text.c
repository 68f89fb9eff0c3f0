#include "base/text.h"

#include "base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { REPLACEMENT = 0xfffd };

/* How many bytes the sequence has that this byte begins; 0 when it begins none. */
static size_t sequence_length(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead < 0xc2)
		return 0;
	return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
}

static bool is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

static bool is_surrogate(uint32_t character)
{
	return character >= 0xd800 && character <= 0xdfff;
}

/* The length of the valid sequence at text, whose character goes to *character, or 0. */
static size_t decode(const char *text, size_t available, uint32_t *character)
{
	static const unsigned char lead_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t length = sequence_length((unsigned char)text[0]);
	if (length == 0 || length > available)
		return 0;
	uint32_t decoded = (unsigned char)text[0] & lead_bits[length];
	for (size_t i = 1; i < length; i++) {
		if (!is_continuation(text[i]))
			return 0;
		decoded = decoded << 6 | ((unsigned char)text[i] & 0x3f);
	}
	if (decoded < smallest[length] || decoded > 0x10ffff || is_surrogate(decoded))
		return 0;
	*character = decoded;
	return length;
}

uint32_t text_next(const char **cursor, const char *end)
{
	assert(*cursor < end);
	uint32_t character = REPLACEMENT;
	size_t length = decode(*cursor, (size_t)(end - *cursor), &character);
	*cursor += length > 0 ? length : 1;
	return character;
}

size_t text_encode(uint32_t character, char out[static 4])
{
	if (is_surrogate(character) || character > 0x10ffff)
		character = REPLACEMENT;
	if (character < 0x80) {
		out[0] = (char)character;
		return 1;
	}
	size_t length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
	for (size_t i = length - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (character & 0x3f));
		character >>= 6;
	}
	out[0] = (char)((0xf00u >> length) | character);
	return length;
}

bool text_is_valid(const char *text, size_t length)
{
	uint32_t character;
	for (size_t at = 0, step; at < length; at += step) {
		step = decode(text + at, length - at, &character);
		if (step == 0 || text[at] == 0)
			return false;
	}
	return true;
}

char *text_repair(const char *text, size_t length)
{
	if (text_is_valid(text, length))
		return memory_copy_span(text, length);
	char *repaired = memory_new(length + 1, 3);
	char *out = repaired;
	for (const char *cursor = text, *end = text + length; cursor < end;) {
		uint32_t character = text_next(&cursor, end);
		out += text_encode(character == 0 ? REPLACEMENT : character, out);
	}
	return repaired;
}

size_t text_cut(const char *text, size_t length, size_t maximum_bytes)
{
	if (length <= maximum_bytes)
		return length;
	size_t cut = maximum_bytes;
	while (cut > 0 && maximum_bytes - cut < 3 && is_continuation(text[cut]))
		cut--;
	return is_continuation(text[cut]) ? maximum_bytes : cut;
}

/* What \s means in JavaScript, so that a text compares here as it does in the page. */
static bool is_space(uint32_t character)
{
	if (character < 0x80)
		return character == ' ' || (character >= '\t' && character <= '\r');
	if (character < 0x2000)
		return character == 0xa0 || character == 0x1680;
	return character <= 0x200a || character == 0x2028 || character == 0x2029 ||
	       character == 0x202f || character == 0x205f || character == 0x3000 ||
	       character == 0xfeff;
}

bool text_is_blank(const char *text)
{
	if (!text)
		return true;
	for (const char *end = text + strlen(text); text < end;)
		if (!is_space(text_next(&text, end)))
			return false;
	return true;
}

bool text_starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_ends_with(const char *text, const char *suffix)
{
	size_t length = strlen(text), tail = strlen(suffix);
	return length >= tail && memcmp(text + length - tail, suffix, tail) == 0;
}

/* Every `stride`th character from first to last becomes itself plus `shift`. Ascending. The
 * final sigma folds into the other one, as upper case does not tell them apart. Letters of
 * phonetics and old manuscripts are left out. */
static const struct fold_range {
	uint16_t first, last;
	uint16_t stride;
	int16_t shift;
} fold_ranges[] = {
	{0x00c0, 0x00d6, 1, 32},
	{0x00d8, 0x00de, 1, 32},
	{0x0100, 0x012e, 2, 1},
	{0x0130, 0x0130, 1, -199},
	{0x0132, 0x0136, 2, 1},
	{0x0139, 0x0147, 2, 1},
	{0x014a, 0x0176, 2, 1},
	{0x0178, 0x0178, 1, -121},
	{0x0179, 0x017d, 2, 1},
	{0x0181, 0x0181, 1, 210},
	{0x0182, 0x0184, 2, 1},
	{0x0186, 0x0186, 1, 206},
	{0x0187, 0x0187, 1, 1},
	{0x0189, 0x018a, 1, 205},
	{0x018b, 0x018b, 1, 1},
	{0x018e, 0x018e, 1, 79},
	{0x018f, 0x018f, 1, 202},
	{0x0190, 0x0190, 1, 203},
	{0x0191, 0x0191, 1, 1},
	{0x0193, 0x0193, 1, 205},
	{0x0198, 0x0198, 1, 1},
	{0x019d, 0x019d, 1, 213},
	{0x01a0, 0x01a4, 2, 1},
	{0x01af, 0x01af, 1, 1},
	{0x01b3, 0x01b5, 2, 1},
	{0x01cd, 0x01db, 2, 1},
	{0x01de, 0x01ee, 2, 1},
	{0x01f8, 0x021e, 2, 1},
	{0x0222, 0x0232, 2, 1},
	{0x0386, 0x0386, 1, 38},
	{0x0388, 0x038a, 1, 37},
	{0x038c, 0x038c, 1, 64},
	{0x038e, 0x038f, 1, 63},
	{0x0391, 0x03a1, 1, 32},
	{0x03a3, 0x03ab, 1, 32},
	{0x03c2, 0x03c2, 1, 1},
	{0x0400, 0x040f, 1, 80},
	{0x0410, 0x042f, 1, 32},
	{0x0460, 0x0480, 2, 1},
	{0x048a, 0x04be, 2, 1},
	{0x04c0, 0x04c0, 1, 15},
	{0x04c1, 0x04cd, 2, 1},
	{0x04d0, 0x052e, 2, 1},
	{0x1e00, 0x1e94, 2, 1},
	{0x1e9e, 0x1e9e, 1, -7615},
	{0x1ea0, 0x1efe, 2, 1},
	{0x1f08, 0x1f0f, 1, -8},
	{0x1f18, 0x1f1d, 1, -8},
	{0x1f28, 0x1f2f, 1, -8},
	{0x1f38, 0x1f3f, 1, -8},
	{0x1f48, 0x1f4d, 1, -8},
	{0x1f59, 0x1f5f, 2, -8},
	{0x1f68, 0x1f6f, 1, -8},
	{0xff21, 0xff3a, 1, 32},
};

static int compare_fold_range(const void *key, const void *element)
{
	uint32_t character = *(const uint32_t *)key;
	const struct fold_range *range = element;
	return character < range->first ? -1 : character > range->last ? 1 : 0;
}

uint32_t text_fold_character(uint32_t character)
{
	if (character < 0x80)
		return character >= 'A' && character <= 'Z' ? character + 32 : character;
	const struct fold_range *range =
		bsearch(&character, fold_ranges, sizeof(fold_ranges) / sizeof(*fold_ranges),
			sizeof(*fold_ranges), compare_fold_range);
	if (!range || (character - range->first) % range->stride != 0)
		return character;
	return (uint32_t)((int32_t)character + range->shift);
}

/* Reads a text as its normalized form, one character at a time. */
struct normal_reader {
	const char *cursor, *end;
	uint32_t held; /* the character behind a space that was just returned, or 0 */
	bool started;
};

static struct normal_reader normal_reader(const char *text)
{
	if (!text)
		text = "";
	return (struct normal_reader){.cursor = text, .end = text + strlen(text)};
}

/* 0 at the end. */
static uint32_t normal_next(struct normal_reader *reader)
{
	uint32_t character = reader->held;
	reader->held = 0;
	if (character)
		return character;
	bool space = false;
	while (reader->cursor < reader->end) {
		character = text_next(&reader->cursor, reader->end);
		if (is_space(character)) {
			space = reader->started;
			continue;
		}
		reader->started = true;
		character = text_fold_character(character);
		if (!space)
			return character;
		reader->held = character;
		return ' ';
	}
	return 0;
}

char *text_normalize(const char *text)
{
	struct normal_reader reader = normal_reader(text);
	/* A bad byte becomes the three bytes of U+FFFD; nothing else grows. */
	char *normalized = memory_new((size_t)(reader.end - reader.cursor) + 2, 3);
	char *out = normalized;
	for (uint32_t character; (character = normal_next(&reader));)
		out += text_encode(character, out);
	return normalized;
}

bool text_equal_normalized(const char *a, const char *b)
{
	struct normal_reader left = normal_reader(a), right = normal_reader(b);
	uint32_t character;
	do {
		character = normal_next(&left);
		if (character != normal_next(&right))
			return false;
	} while (character);
	return true;
}

bool text_contains_normalized(const char *haystack, const char *needle)
{
	char *hay = text_normalize(haystack), *sought = text_normalize(needle);
	bool found = strstr(hay, sought) != NULL;
	free(sought);
	free(hay);
	return found;
}

/* Only the last '*' need be reconsidered: what an earlier one could take more, it can too. */
bool text_glob(const char *pattern, const char *text)
{
	const char *end = text + strlen(text);
	const char *star = NULL, *star_text = text;
	while (text < end) {
		if (*pattern == '*') {
			star = ++pattern;
			star_text = text;
		} else if (*pattern == '?') {
			pattern++;
			text_next(&text, end);
		} else if (*pattern == *text) {
			pattern++;
			text++;
		} else if (star) {
			text_next(&star_text, end);
			text = star_text;
			pattern = star;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == 0;
}
