/*
 * The options part of --help: two columns, by section, wrapped at 80 columns.
 */
#include "config/options.h"
#include "config/value.h"

#include "base/bytes.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
	WIDTH = 80,
	COLUMN = 30,		   /* where the sentences begin */
	HELP_MAXIMUM = 256 * 1024, /* far above what the table can fill */
};

static void add(struct bytes *out, const char *text)
{
	bytes_append_text(out, text, NULL);
}

static void add_spaces(struct bytes *out, size_t count)
{
	while (count-- > 0)
		add(out, " ");
}

/* What a person would type: "--max-steps N", "--json", "--[no-]screenshots". */
char *options_row_usage(const struct option_row *row, enum option_command command)
{
	const char *fallback = options_row_default(row, command);
	if (row->type != OPTION_BOOL)
		return memory_format("--%s %s", row->name, row->meta);
	if (row->opposite)
		return memory_format("--%s, --%s", row->name, row->opposite);
	return memory_format("--%s%s", strcmp(fallback, "no") ? "[no-]" : "", row->name);
}

static char *bounds_of(const struct option_row *row)
{
	const char *unit = row->unit && *row->unit ? row->unit : NULL;
	switch (row->type) {
	case OPTION_INTEGER:
	case OPTION_NUMBER:
	case OPTION_SIZE:
		return memory_format("%.15g to %.15g%s%s", row->minimum, row->maximum,
			unit ? " " : "", unit ? unit : "");
	case OPTION_CHOICE:
	case OPTION_LIST:
		return row->choices ? option_choices_text(row->choices) : memory_copy_text("");
	default:
		return memory_copy_text("");
	}
}

/* The default as --help shows it; "" where there is nothing to say. */
static const char *default_of(const struct option_row *row, const char *fallback)
{
	if (!fallback)
		return "";
	bool off = row->type == OPTION_BOOL && !strcmp(fallback, "no");
	if (row->opposite)
		return off ? row->opposite : row->name;
	return off ? "" : fallback;
}

/* The sentence, and in brackets what is accepted and what holds without the flag. */
char *options_row_sentence(const struct option_row *row, enum option_command command)
{
	const char *fallback = options_row_default(row, command);
	char *bounds = bounds_of(row);
	const char *standard = default_of(row, fallback);
	if (!strcmp(bounds, standard)) /* there is one choice only */
		*bounds = 0;
	char *text = memory_format("%s%s%s%s%s%s%s", row->help, *bounds || *standard ? " (" : "",
		bounds, *bounds && *standard ? "; " : "", *standard ? "default " : "", standard,
		*bounds || *standard ? ")" : "");
	free(bounds);
	return text;
}

/* Words of `text` from the current column on, in lines that begin at COLUMN. */
static void add_wrapped(struct bytes *out, size_t at, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, " ");
		bool first = at == COLUMN;
		if (!first && at + 1 + length > WIDTH) {
			add(out, "\n");
			add_spaces(out, COLUMN);
			at = COLUMN;
			first = true;
		}
		if (!first)
			add(out, " ");
		bytes_append(out, text, length, NULL);
		at += length + !first;
		text += length + strspn(text + length, " ");
	}
	add(out, "\n");
}

static void add_row(struct bytes *out, const struct option_row *row, enum option_command command)
{
	char *usage = options_row_usage(row, command);
	char *sentence = options_row_sentence(row, command);
	add(out, "  ");
	add(out, usage);
	size_t at = 2 + strlen(usage);
	if (at + 2 > COLUMN) {
		add(out, "\n");
		at = 0;
	}
	add_spaces(out, COLUMN - at);
	add_wrapped(out, COLUMN, sentence);
	free(sentence);
	free(usage);
}

char *options_help(enum option_command command)
{
	struct bytes out;
	bytes_init(&out, HELP_MAXIMUM);
	add(&out, "");
	const char *section = "";
	for (size_t i = 0; i < options_row_count(); i++) {
		const struct option_row *row = options_row(i);
		if (!(row->commands & (unsigned)command))
			continue;
		if (strcmp(section, row->section) != 0) {
			add(&out, *section ? "\n" : "");
			add(&out, row->section);
			add(&out, ":\n");
			section = row->section;
		}
		add_row(&out, row, command);
	}
	return bytes_take(&out);
}
