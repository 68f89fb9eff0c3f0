/*
 * The table of options as an annotated YAML file.
 */
#include "config/config_file.h"

#include "base/bytes.h"
#include "base/json.h"
#include "base/memory.h"
#include "config/value.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_MAXIMUM (1u << 20)
#define WIDTH	     96

static void add_wrapped(struct bytes *out, const char *text)
{
	while (*text) {
		size_t length = strlen(text);
		if (length > WIDTH) {
			length = WIDTH;
			while (length > 0 && text[length] != ' ')
				length--;
			if (length == 0)
				length = strcspn(text, " ");
		}
		bytes_format(out, NULL, "# %.*s\n", (int)length, text);
		text += length;
		text += strspn(text, " ");
	}
}

static char *bounds_of(const struct option_row *row)
{
	switch (row->type) {
	case OPTION_INTEGER:
	case OPTION_NUMBER:
		return memory_format(" From %.15g to %.15g%s%s.", row->minimum, row->maximum,
			row->unit && *row->unit ? " " : "", row->unit ? row->unit : "");
	case OPTION_SIZE:
		return memory_format(" Each from %.15g to %.15g.", row->minimum, row->maximum);
	case OPTION_BOOL:
		return memory_copy_text(" yes or no.");
	default:
		break;
	}
	if (!row->choices || row->type == OPTION_URL)
		return memory_copy_text("");
	char *choices = option_choices_text(row->choices);
	char *text = memory_format(" %s: %s.", row->type == OPTION_LIST ? "Of" : "One of", choices);
	free(choices);
	return text;
}

/* JSON's strings are YAML's double-quoted ones. */
static void add_quoted(struct bytes *out, const char *text)
{
	json_quote(out, text, NULL);
}

static void add_items(struct bytes *out, const struct option_row *row, const char *const *items)
{
	bool settings = row->type == OPTION_SETTINGS;
	bytes_append_text(out, settings ? "{" : "[", NULL);
	for (size_t i = 0; items[i]; i++) {
		size_t name = settings ? strcspn(items[i], "=") : 0;
		if (i)
			bytes_append_text(out, ", ", NULL);
		if (settings)
			bytes_format(out, NULL, "%.*s: ", (int)name, items[i]);
		add_quoted(out, items[i] + name + settings);
	}
	bytes_append_text(out, settings ? "}" : "]", NULL);
}

static void add_value(
	struct bytes *out, const struct options *options, const struct option_row *row)
{
	int width, height;
	switch (row->type) {
	case OPTION_BOOL:
		bytes_append_text(out, options_bool(options, row->name) ? "yes" : "no", NULL);
		break;
	case OPTION_INTEGER:
		bytes_format(out, NULL, "%ld", options_integer(options, row->name));
		break;
	case OPTION_NUMBER:
		bytes_format(out, NULL, "%.15g", options_number(options, row->name));
		break;
	case OPTION_SIZE:
		options_size(options, row->name, &width, &height);
		bytes_format(out, NULL, "%dx%d", width, height);
		break;
	case OPTION_LIST:
	case OPTION_SETTINGS:
		add_items(out, row, options_list(options, row->name));
		break;
	default:
		add_quoted(out, options_text(options, row->name));
	}
}

static void add_row(struct bytes *out, const struct options *options, const struct option_row *row)
{
	char *bounds = bounds_of(row);
	char *help = memory_format("%s%s", row->help, bounds);
	bytes_append_text(out, "\n", NULL);
	add_wrapped(out, help);
	bool stated = options_source(options, row->name) != OPTION_DEFAULT;
	bytes_format(out, NULL, "%s%s:%s", stated ? "" : "#", row->name,
		options_is_set(options, row->name) ? " " : "");
	if (options_is_set(options, row->name))
		add_value(out, options, row);
	bytes_append_text(out, "\n", NULL);
	free(help);
	free(bounds);
}

char *config_text_new(const struct options *options)
{
	struct bytes out;
	const char *section = "";
	bytes_init(&out, TEXT_MAXIMUM);
	bytes_append_text(&out,
		"# Settings of Apprentice. What begins with '#' is at its default; remove the '#' "
		"to change it.\n"
		"# A flag wins over the environment, which wins over this file.\n"
		"#\n"
		"# tasks:\n"
		"#   NAME:            # for one task, instead of what stands below\n"
		"#     max-steps: 20\n",
		NULL);
	for (size_t i = 0; i < options_row_count(); i++) {
		const struct option_row *row = options_row(i);
		if (!config_file_has(row))
			continue;
		if (strcmp(section, row->section) != 0)
			bytes_format(&out, NULL, "\n# ---- %s ----\n", row->section);
		section = row->section;
		add_row(&out, options, row);
	}
	return bytes_take(&out);
}
