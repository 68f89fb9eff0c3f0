#include "config/value.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/url.h"
#include "config/nearest.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is being parsed, for the functions below and their sentences. */
struct reading {
	const struct option_row *row;
	const char *origin;
	const char *text;
};

void option_value_release(struct option_value *value)
{
	free(value->text);
	for (size_t i = 0; i < value->item_count; i++)
		free(value->items[i]);
	free(value->items);
	*value = (struct option_value){0};
}

bool option_choice_any(const char *choices,
	bool (*visit)(void *context, const char *word, size_t length), void *context)
{
	while (choices) {
		size_t length = strcspn(choices, "|");
		if (visit(context, choices, length))
			return true;
		choices = choices[length] ? choices + length + 1 : NULL;
	}
	return false;
}

static bool is_word(void *context, const char *word, size_t length)
{
	const char *text = context;
	return strlen(text) == length && !strncmp(text, word, length);
}

static bool is_choice(const char *choices, const char *text)
{
	char *copy = memory_copy_text(text);
	bool found = option_choice_any(choices, is_word, copy);
	free(copy);
	return found;
}

char *option_choices_text(const char *choices)
{
	char *text = memory_copy_text("");
	while (choices) {
		size_t length = strcspn(choices, "|");
		bool last = !choices[length];
		const char *joint = !*text ? "" : last ? " or " : ", ";
		char *longer = memory_format("%s%s%.*s", text, joint, (int)length, choices);
		free(text);
		text = longer;
		choices = last ? NULL : choices + length + 1;
	}
	return text;
}

/* "yes, no, ..." as the NULL-terminated array that nearest_name() wants; its words in *storage. */
static const char **choice_names(const char *choices, char **storage)
{
	*storage = memory_copy_text(choices);
	const char **names = memory_new(strlen(choices) + 2, sizeof(*names));
	char *rest = *storage;
	for (size_t i = 0; rest; i++)
		names[i] = strsep(&rest, "|");
	return names;
}

static int refuse_choice(const struct reading *reading, struct error *error)
{
	char *storage, *choices = option_choices_text(reading->row->choices);
	const char **names = choice_names(reading->row->choices, &storage);
	const char *meant = nearest_name(reading->text, names);
	int code = error_set(error, ERROR_USAGE, "%s takes %s, not '%s'.%s%s%s", reading->origin,
		choices, reading->text, meant ? " Did you mean '" : "", meant ? meant : "",
		meant ? "'?" : "");
	free(names);
	free(storage);
	free(choices);
	return code;
}

static int parse_bool(
	const struct reading *reading, struct option_value *value, struct error *error)
{
	static const char yes[] = "yes|true|on|1", no[] = "no|false|off|0";
	if (!is_choice(yes, reading->text) && !is_choice(no, reading->text))
		return error_set(error, ERROR_USAGE, "%s takes yes or no, not '%s'.",
			reading->origin, reading->text);
	value->boolean = is_choice(yes, reading->text);
	return 0;
}

static int refuse_range(const struct reading *reading, const char *what, struct error *error)
{
	const struct option_row *row = reading->row;
	const char *unit = row->unit ? row->unit : "";
	return error_set(error, ERROR_USAGE, "%s takes %s from %.15g to %.15g%s%s, not '%s'.",
		reading->origin, what, row->minimum, row->maximum, *unit ? " " : "", unit,
		reading->text);
}

static bool within(const struct option_row *row, double number)
{
	return number >= row->minimum && number <= row->maximum;
}

/* A whole number from *cursor on, which moves behind it; digits only, so no sign, no blanks. */
static bool read_digits(const char **cursor, long *number)
{
	size_t length = strspn(*cursor, "0123456789");
	errno = 0;
	*number = strtol(*cursor, NULL, 10);
	*cursor += length;
	return length > 0 && !errno;
}

static int parse_integer(
	const struct reading *reading, struct option_value *value, struct error *error)
{
	bool negative = reading->text[0] == '-';
	const char *cursor = reading->text + negative;
	long number;
	if (!read_digits(&cursor, &number) || *cursor)
		return refuse_range(reading, "a whole number", error);
	number = negative ? -number : number;
	if (!within(reading->row, (double)number))
		return refuse_range(reading, "a whole number", error);
	value->integer = number;
	return 0;
}

static int parse_number(
	const struct reading *reading, struct option_value *value, struct error *error)
{
	char *end;
	double number = strtod(reading->text, &end);
	bool plain = reading->text[strspn(reading->text, "0123456789.eE+-")] == 0;
	if (!plain || end == reading->text || *end || !isfinite(number) ||
		!within(reading->row, number))
		return refuse_range(reading, "a number", error);
	value->number = number;
	return 0;
}

static int parse_size(
	const struct reading *reading, struct option_value *value, struct error *error)
{
	const char *cursor = reading->text;
	long width, height;
	bool good = read_digits(&cursor, &width) && (*cursor == 'x' || *cursor == 'X');
	cursor += good;
	if (!good || !read_digits(&cursor, &height) || *cursor ||
		!within(reading->row, (double)width) || !within(reading->row, (double)height))
		return refuse_range(reading, "a size such as 1280x720, each", error);
	value->width = (int)width;
	value->height = (int)height;
	return 0;
}

static int take_text(const struct reading *reading, struct option_value *value)
{
	free(value->text);
	value->text = memory_copy_text(reading->text);
	return 0;
}

static int parse_text(
	const struct reading *reading, struct option_value *value, struct error *error)
{
	if (text_is_blank(reading->text))
		return error_set(
			error, ERROR_USAGE, "%s needs a text that is not empty.", reading->origin);
	return take_text(reading, value);
}

static int parse_name(
	const struct reading *reading, struct option_value *value, struct error *error)
{
	if (!path_component_is_safe(reading->text))
		return error_set(error, ERROR_USAGE,
			"%s takes a name of letters, digits, '.', '-' and '_' (not first a '.', at "
			"most "
			"100), not '%s'.",
			reading->origin, reading->text);
	return take_text(reading, value);
}

static int parse_choice(
	const struct reading *reading, struct option_value *value, struct error *error)
{
	if (!is_choice(reading->row->choices, reading->text))
		return refuse_choice(reading, error);
	return take_text(reading, value);
}

/* "example.com/book" and "localhost:8080" lack but the scheme. */
static bool is_address_without_scheme(const char *text)
{
	size_t host =
		strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.");
	bool port = text[host] == ':' && isdigit((unsigned char)text[host + 1]);
	bool dotted = host > 0 && text[0] != '.' && memchr(text, '.', host);
	bool ended = !text[host] || strchr("/?#", text[host]);
	return host > 0 && (port || (dotted && ended));
}

static bool url_is_allowed(const struct option_row *row, const char *text)
{
	struct url url;
	if (text[strcspn(text, " \t\r\n")] || !url_split(text, &url))
		return false;
	char *scheme = memory_copy_span(url.scheme.start, url.scheme.length);
	for (char *at = scheme; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	bool allowed = is_choice(row->choices, scheme);
	bool hostless = url.host.length == 0 && (!strcmp(scheme, "ws") || !strcmp(scheme, "wss"));
	free(scheme);
	return allowed && !hostless;
}

static int parse_url(const struct reading *reading, struct option_value *value, struct error *error)
{
	const struct option_row *row = reading->row;
	if (url_is_allowed(row, reading->text))
		return take_text(reading, value);
	if (reading->text[strcspn(reading->text, " \t\r\n")])
		return error_set(error, ERROR_USAGE,
			"%s takes a URL, and '%s' has a blank in it; write it as %%20.",
			reading->origin, reading->text);
	if (is_address_without_scheme(reading->text))
		return error_set(error, ERROR_USAGE,
			"%s takes a whole URL, not '%s'. Did you mean '%.*s://%s'?",
			reading->origin, reading->text, (int)strcspn(row->choices, "|"),
			row->choices, reading->text);
	char *schemes = option_choices_text(row->choices);
	int code = error_set(error, ERROR_USAGE,
		"%s takes a URL that begins with %s and a colon, such as %.*s://example.com/, not "
		"'%s'.",
		reading->origin, schemes, (int)strcspn(row->choices, "|"), row->choices,
		reading->text);
	free(schemes);
	return code;
}

static char *trimmed(const char *text, size_t length)
{
	while (length > 0 && strchr(" \t\r", text[length - 1]))
		length--;
	size_t lead = strspn(text, " \t");
	return lead < length ? memory_copy_span(text + lead, length - lead) : memory_copy_text("");
}

static int check_item(const struct reading *item, struct error *error)
{
	const char *equals = strchr(item->text, '=');
	if (item->row->type == OPTION_SETTINGS && (!equals || equals == item->text))
		return error_set(error, ERROR_USAGE, "%s takes NAME=VALUE, not '%s'.", item->origin,
			item->text);
	if (item->row->choices && !is_choice(item->row->choices, item->text))
		return refuse_choice(item, error);
	return 0;
}

static void add_item(struct option_value *value, char *item)
{
	size_t size = value->item_count + 2;
	value->items = memory_resize(value->items, size, sizeof(*value->items));
	value->items[value->item_count++] = item;
	value->items[value->item_count] = NULL;
}

/* All items of one text are checked before the first is added. */
static int parse_items(const struct reading *reading, char separator, struct option_value *value,
	struct error *error)
{
	struct option_value found = {0};
	const char end[] = {separator, 0};
	int code = 0;
	for (const char *at = reading->text; at && !code;) {
		size_t length = separator ? strcspn(at, end) : strlen(at);
		struct reading item = *reading;
		char *text = separator ? trimmed(at, length) : memory_copy_span(at, length);
		item.text = text;
		code = *text ? check_item(&item, error) : 0;
		if (*text && !code)
			add_item(&found, text);
		else
			free(text);
		at = at[length] ? at + length + 1 : NULL;
	}
	if (!code && found.item_count == 0)
		code = error_set(error, ERROR_USAGE, "%s needs a value.", reading->origin);
	for (size_t i = 0; i < found.item_count && !code; i++)
		add_item(value, memory_copy_text(found.items[i]));
	option_value_release(&found);
	return code;
}

static int parse_by_type(const struct reading *reading, char separator, struct option_value *value,
	struct error *error)
{
	switch (reading->row->type) {
	case OPTION_BOOL:
		return parse_bool(reading, value, error);
	case OPTION_INTEGER:
		return parse_integer(reading, value, error);
	case OPTION_NUMBER:
		return parse_number(reading, value, error);
	case OPTION_TEXT:
		return parse_text(reading, value, error);
	case OPTION_NAME:
		return parse_name(reading, value, error);
	case OPTION_URL:
		return parse_url(reading, value, error);
	case OPTION_SIZE:
		return parse_size(reading, value, error);
	case OPTION_CHOICE:
		return parse_choice(reading, value, error);
	case OPTION_LIST:
	case OPTION_SETTINGS:
		return parse_items(reading, separator, value, error);
	}
	assert(!"unknown type of option");
	return ERROR_USAGE;
}

int option_value_parse(const struct option_row *row, const char *origin, const char *text,
	char separator, struct option_value *value, struct error *error)
{
	if (!text_is_valid(text, strlen(text)))
		return error_set(error, ERROR_USAGE, "%s needs a text in valid UTF-8.", origin);
	struct reading reading = {row, origin, text};
	int code = parse_by_type(&reading, separator, value, error);
	if (!code)
		value->set = true;
	return code;
}
