#include "base/json_read.h"

#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAXIMUM = 512, NUMBER_MAXIMUM = 40, SAFE_DIGITS = 18 /* of any 64-bit integer */ };

struct reader {
	const char *at, *end;
	int depth;
};

static json_t *read_value(struct reader *reader);

static void skip_space(struct reader *reader)
{
	while (reader->at < reader->end && strchr(" \t\n\r", *reader->at) && *reader->at)
		reader->at++;
}

static bool take(struct reader *reader, char character)
{
	if (reader->at == reader->end || *reader->at != character)
		return false;
	reader->at++;
	return true;
}

/* --- texts -------------------------------------------------------------------------- */

static long hex_unit(const char *at, const char *end)
{
	long unit = 0;
	if (end - at < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		if (!isxdigit((unsigned char)at[i]))
			return -1;
		unit = unit * 16 +
		       (isdigit((unsigned char)at[i]) ? at[i] - '0' : (at[i] | 0x20) - 'a' + 10);
	}
	return unit;
}

/* The character of "ud83d\ude00" or "u20ac" at *at; 0 for what the library must repair or refuse. */
static uint32_t read_unicode(const char **at, const char *end)
{
	long unit = hex_unit(*at + 1, end);
	if (unit <= 0 || (unit >= 0xdc00 && unit < 0xe000))
		return 0;
	*at += 5;
	if (unit < 0xd800 || unit >= 0xe000)
		return (uint32_t)unit;
	if (end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u')
		return 0;
	long low = hex_unit(*at + 2, end);
	if (low < 0xdc00 || low >= 0xe000)
		return 0;
	*at += 6;
	return (uint32_t)(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
}

/* Writes what the escape behind a backslash stands for; 0 if it is none of the usual ones. */
static size_t read_escape(const char **at, const char *end, char out[static 4])
{
	static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
	const char *letter;
	if (*at == end || !**at)
		return 0;
	if (**at == 'u') {
		uint32_t character = read_unicode(at, end);
		return character ? text_encode(character, out) : 0;
	}
	letter = strchr(letters, **at);
	if (!letter)
		return 0;
	out[0] = meanings[letter - letters];
	++*at;
	return 1;
}

/* Escapes are never shorter than what they stand for, so the room from `at` to `end` is enough.
 * Returns the length, or SIZE_MAX. */
static size_t unescape(const char *at, const char *end, char *out)
{
	size_t length = 0;
	while (at < end) {
		const char *slash = memchr(at, '\\', (size_t)(end - at));
		size_t plain = (size_t)((slash ? slash : end) - at);
		memcpy(out + length, at, plain);
		length += plain;
		at += plain;
		if (!slash)
			break;
		char encoded[4];
		at++;
		size_t written = read_escape(&at, end, encoded);
		if (!written)
			return SIZE_MAX;
		memcpy(out + length, encoded, written);
		length += written;
	}
	return length;
}

struct span {
	const char *start;
	size_t length;
	bool escaped;
};

/* What lies between the quotes; false if something in it needs the library. */
static bool take_span(struct reader *reader, struct span *span)
{
	const char *at = reader->at, *end = reader->end;
	unsigned char joined = 0;
	*span = (struct span){.start = at};
	for (; at < end && *at != '"'; at++) {
		if ((unsigned char)*at < ' ')
			return false;
		joined |= (unsigned char)*at;
		if (*at != '\\')
			continue;
		span->escaped = true;
		if (++at == end)
			return false;
	}
	if (at == end)
		return false;
	span->length = (size_t)(at - span->start);
	reader->at = at + 1;
	return joined < 0x80 || text_is_valid(span->start, span->length);
}

/* The text behind a quote that was taken. Heap; NULL: ask the library. */
static char *take_text(struct reader *reader, size_t *length)
{
	struct span span;
	if (!take_span(reader, &span))
		return NULL;
	char *text = malloc(span.length + 1);
	if (!text)
		return NULL;
	if (span.escaped)
		*length = unescape(span.start, span.start + span.length, text);
	else
		memcpy(text, span.start, *length = span.length);
	if (*length != SIZE_MAX)
		return text;
	free(text);
	return NULL;
}

static json_t *read_text(struct reader *reader)
{
	size_t length = 0;
	char *text = take_text(reader, &length);
	json_t *value = text ? json_stringn_nocheck(text, length) : NULL;
	free(text);
	return value;
}

/* --- numbers and words -------------------------------------------------------------- */

static size_t count_digits(const char *text)
{
	return strspn(text, "0123456789");
}

/* [-] digits [. digits] [e [+-] digits], without leading zeros. */
static bool is_number(const char *text, bool *is_integer)
{
	text += *text == '-';
	size_t digits = count_digits(text);
	if (!digits || (digits > 1 && *text == '0'))
		return false;
	text += digits;
	*is_integer = !*text && digits <= SAFE_DIGITS;
	if (!*text)
		return digits <= SAFE_DIGITS;
	if (*text == '.') {
		digits = count_digits(++text);
		text += digits;
	}
	if (digits && (*text == 'e' || *text == 'E')) {
		text++;
		text += *text == '+' || *text == '-';
		digits = count_digits(text);
		text += digits;
	}
	return digits && !*text;
}

static json_t *read_number(struct reader *reader)
{
	char text[NUMBER_MAXIMUM + 1];
	size_t length = 0;
	bool is_integer;
	while (reader->at < reader->end && *reader->at && strchr("+-.0123456789eE", *reader->at)) {
		if (length == NUMBER_MAXIMUM)
			return NULL;
		text[length++] = *reader->at++;
	}
	text[length] = 0;
	if (!is_number(text, &is_integer))
		return NULL;
	if (is_integer)
		return json_integer(strtoll(text, NULL, 10));
	double real = strtod(text, NULL);
	return isfinite(real) ? json_real(real) : NULL;
}

static json_t *read_word(struct reader *reader, const char *word, json_t *value)
{
	size_t length = strlen(word);
	if ((size_t)(reader->end - reader->at) < length || memcmp(reader->at, word, length) != 0)
		return NULL;
	reader->at += length;
	return value;
}

/* --- arrays and objects ------------------------------------------------------------- */

/* Whether another one follows; sets *good if the list is over as it should be. */
static bool has_next(struct reader *reader, char closing, bool *good)
{
	skip_space(reader);
	*good = take(reader, closing);
	return !*good && take(reader, ',');
}

static bool fill_array(struct reader *reader, json_t *array)
{
	bool good;
	skip_space(reader);
	if (take(reader, ']'))
		return true;
	do {
		json_t *value = read_value(reader);
		if (!value || json_array_append_new(array, value))
			return false;
	} while (has_next(reader, ']', &good));
	return good;
}

static bool read_member(struct reader *reader, json_t *object)
{
	size_t length = 0;
	skip_space(reader);
	char *key = take(reader, '"') ? take_text(reader, &length) : NULL;
	skip_space(reader);
	json_t *value = key && take(reader, ':') ? read_value(reader) : NULL;
	bool good = value && json_object_setn_new_nocheck(object, key, length, value) == 0;
	free(key);
	return good;
}

static bool fill_object(struct reader *reader, json_t *object)
{
	bool good;
	skip_space(reader);
	if (take(reader, '}'))
		return true;
	do
		if (!read_member(reader, object))
			return false;
	while (has_next(reader, '}', &good));
	return good;
}

static json_t *read_list(struct reader *reader, bool is_object)
{
	json_t *list = is_object ? json_object() : json_array();
	if (++reader->depth > DEPTH_MAXIMUM ||
		!(is_object ? fill_object(reader, list) : fill_array(reader, list))) {
		json_decref(list);
		return NULL;
	}
	reader->depth--;
	return list;
}

static json_t *read_value(struct reader *reader)
{
	skip_space(reader);
	if (take(reader, '"'))
		return read_text(reader);
	if (take(reader, '{'))
		return read_list(reader, true);
	if (take(reader, '['))
		return read_list(reader, false);
	switch (reader->at < reader->end ? *reader->at : 0) {
	case 't':
		return read_word(reader, "true", json_true());
	case 'f':
		return read_word(reader, "false", json_false());
	case 'n':
		return read_word(reader, "null", json_null());
	default:
		return read_number(reader);
	}
}

json_t *json_read(const char *text, size_t length)
{
	struct reader reader = {text, text + length, 0};
	json_t *value = read_value(&reader);
	skip_space(&reader);
	if (value && reader.at == reader.end)
		return value;
	json_decref(value);
	return NULL;
}
