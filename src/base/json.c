#include "base/json.h"

#include "base/json_read.h"
#include "base/memory.h"
#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ESCAPE_LENGTH = 6, PAIR_LENGTH = 12 }; /* of "\ud83d" and "\ud83d\ude00" */

/* The code unit of the escape at text, or -1 when there is none. */
static long escaped_unit(const char *text, const char *end)
{
	if (end - text < ESCAPE_LENGTH || text[0] != '\\' || text[1] != 'u')
		return -1;
	char digits[5] = {text[2], text[3], text[4], text[5], 0};
	for (int i = 0; i < 4; i++)
		if (!isxdigit((unsigned char)digits[i]))
			return -1;
	return strtol(digits, NULL, 16);
}

static bool is_high_surrogate(long unit)
{
	return unit >= 0xd800 && unit < 0xdc00;
}

static bool is_low_surrogate(long unit)
{
	return unit >= 0xdc00 && unit < 0xe000;
}

/* Handles the escape at text and returns what follows it. */
static char *repair_escape(char *text, const char *end)
{
	long unit = escaped_unit(text, end);
	if (unit < 0)
		return text + 2 < end ? text + 2 : text + 1;
	if (is_high_surrogate(unit) && is_low_surrogate(escaped_unit(text + ESCAPE_LENGTH, end)))
		return text + PAIR_LENGTH;
	if (unit == 0 || is_high_surrogate(unit) || is_low_surrogate(unit))
		memcpy(text, "\\ufffd", ESCAPE_LENGTH);
	return text + ESCAPE_LENGTH;
}

/* Lone surrogates and NULs become \ufffd, which has the same length. */
static void repair_escapes(char *text, size_t length)
{
	const char *end = text + length;
	while (text < end && (text = memchr(text, '\\', (size_t)(end - text))))
		text = repair_escape(text, end);
}

static const char *string_end(const char *text)
{
	for (text++; *text && *text != '"'; text++)
		if (*text == '\\' && text[1])
			text++;
	return *text ? text + 1 : text;
}

/* JavaScript prints 1e20 as 100000000000000000000, an integer that the library cannot hold:
 * such a number becomes a real by ".0" behind it. */
static char *repair_integers(const char *text)
{
	struct bytes out;
	bytes_init(&out, SIZE_MAX);
	while (*text) {
		const char *token = text;
		bool too_big = false;
		if (*text == '"') {
			text = string_end(text);
		} else if (*text == '-' || isdigit((unsigned char)*text)) {
			text += strspn(text, "+-.0123456789eE");
			errno = 0;
			strtoll(token, NULL, 10);
			too_big =
				errno == ERANGE && strcspn(token, ".eE") >= (size_t)(text - token);
		} else {
			text += strcspn(text, "\"-0123456789");
		}
		if (bytes_append(&out, token, (size_t)(text - token), NULL) ||
			(too_big && bytes_append_text(&out, ".0", NULL)))
			break;
	}
	return bytes_take(&out);
}

static json_t *load(const char *text, size_t length, json_error_t *problem)
{
	return json_loadb(text, length, JSON_DECODE_ANY, problem);
}

/* A good message, which nearly all are, is read at once. For others the library itself finds out
 * whether they need repair; only NUL bytes between values escape it. */
json_t *json_parse(const char *text, size_t length, struct error *error)
{
	json_error_t problem;
	if (length == 0)
		text = "";
	json_t *value = json_read(text, length);
	if (!value && !memchr(text, 0, length))
		value = load(text, length, &problem);
	if (value)
		return value;
	char *repaired = text_repair(text, length);
	repair_escapes(repaired, strlen(repaired));
	char *printable = repair_integers(repaired);
	value = load(printable, strlen(printable), &problem);
	if (!value)
		error_set(error, ERROR_INPUT,
			"The JSON text is malformed at line %d, column %d: %s.", problem.line,
			problem.column, problem.text);
	free(printable);
	free(repaired);
	return value;
}

char *json_print(const json_t *value)
{
	return json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
}

static json_t *child(const json_t *node, const char *name, size_t length)
{
	if (json_is_object(node))
		return json_object_getn(node, name, length);
	if (!json_is_array(node) || length == 0 || strspn(name, "0123456789") < length)
		return NULL;
	return json_array_get(node, strtoul(name, NULL, 10));
}

json_t *json_at(const json_t *root, const char *path)
{
	const json_t *node = root;
	for (;;) {
		size_t length = strcspn(path, ".");
		json_t *found = child(node, path, length);
		if (!found || path[length] == 0)
			return found;
		node = found;
		path += length + 1;
	}
}

const char *json_text_at(const json_t *root, const char *path, const char *fallback)
{
	const char *text = json_string_value(json_at(root, path));
	return text ? text : fallback;
}

int64_t json_integer_at(const json_t *root, const char *path, int64_t fallback)
{
	const json_t *value = json_at(root, path);
	if (json_is_integer(value))
		return json_integer_value(value);
	double real = json_real_value(value);
	bool fits = json_is_real(value) && real == trunc(real) && fabs(real) < 0x1p63;
	return fits ? (int64_t)real : fallback;
}

double json_number_at(const json_t *root, const char *path, double fallback)
{
	const json_t *value = json_at(root, path);
	return json_is_number(value) ? json_number_value(value) : fallback;
}

bool json_bool_at(const json_t *root, const char *path, bool fallback)
{
	const json_t *value = json_at(root, path);
	return json_is_boolean(value) ? json_is_true(value) : fallback;
}

static int quote_character(struct bytes *out, uint32_t character, struct error *error)
{
	static const char named[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
	const char *place = character < 0x80 ? strchr(named, (int)character) : NULL;
	if (place)
		return bytes_format(out, error, "\\%c", names[place - named]);
	if (character < ' ' || character == 0x2028 || character == 0x2029)
		return bytes_format(out, error, "\\u%04x", (unsigned)character);
	char encoded[4];
	return bytes_append(out, encoded, text_encode(character, encoded), error);
}

int json_quote(struct bytes *out, const char *text, struct error *error)
{
	if (!text)
		return bytes_append_text(out, "null", error);
	size_t length_before = out->length;
	int rc = bytes_append(out, "\"", 1, error);
	for (const char *end = text + strlen(text); rc == 0 && text < end;)
		rc = quote_character(out, text_next(&text, end), error);
	if (rc == 0)
		rc = bytes_append(out, "\"", 1, error);
	if (rc && out->data) {
		out->length = length_before;
		out->data[length_before] = 0;
	}
	return rc;
}

json_t *json_text_new(const char *text)
{
	if (!text)
		return json_null();
	char *repaired = text_repair(text, strlen(text));
	json_t *value = json_string(repaired);
	free(repaired);
	return value;
}
