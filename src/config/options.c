#include "config/options.h"

#include "base/memory.h"
#include "config/defaults.h"
#include "config/value.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct setting {
	struct option_value value;
	enum option_source source;
};

struct options {
	struct setting *settings; /* one per row */
};

static size_t row_index(const struct option_row *row)
{
	return (size_t)(row - options_row(0));
}

/* Settings are one text each: a flag's is whole, as values may hold any character; elsewhere they
 * stand one per line. */
static char separator_of(const struct option_row *row, enum option_source source)
{
	if (row->type == OPTION_LIST)
		return ',';
	return source == OPTION_FLAG ? 0 : '\n';
}

static char *origin_of(const struct option_row *row, enum option_source source)
{
	if (source == OPTION_ENVIRONMENT)
		return options_row_variable(row);
	return memory_format("%s%s", source == OPTION_FILE ? "" : "--", row->name);
}

int options_set(struct options *options, const struct option_row *row, enum option_source source,
	const char *text, struct error *error)
{
	struct setting *setting = &options->settings[row_index(row)];
	if (source < setting->source)
		return 0;
	struct option_value value = {0};
	bool adds = row->type == OPTION_LIST || row->type == OPTION_SETTINGS;
	bool continues = adds && source == OPTION_FLAG && setting->source == OPTION_FLAG;
	char *origin = origin_of(row, source);
	int code = option_value_parse(row, origin, text, separator_of(row, source),
		continues ? &setting->value : &value, error);
	free(origin);
	if (code || continues)
		return code;
	option_value_release(&setting->value);
	*setting = (struct setting){.value = value, .source = source};
	return 0;
}

static void set_default(struct options *options, const struct option_row *row, const char *text)
{
	struct setting *setting = &options->settings[row_index(row)];
	if (!text || setting->source != OPTION_DEFAULT)
		return;
	struct error error = {0};
	int code = options_set(options, row, OPTION_DEFAULT, text, &error);
	assert(code == 0 && "a default in the table is malformed");
	(void)code;
}

struct options *options_new(void)
{
	struct options *options = memory_new(1, sizeof(*options));
	options->settings = memory_new(options_row_count(), sizeof(*options->settings));
	for (size_t i = 0; i < options_row_count(); i++)
		set_default(options, options_row(i), options_row(i)->fallback);
	return options;
}

void options_free(struct options *options)
{
	if (!options)
		return;
	for (size_t i = 0; i < options_row_count(); i++)
		option_value_release(&options->settings[i].value);
	free(options->settings);
	free(options);
}

void options_apply_defaults_of(struct options *options, enum option_command command)
{
	for (size_t i = 0; i < options_row_count(); i++)
		set_default(options, options_row(i), options_row_default(options_row(i), command));
}

static const char *environment_value(const char *const *environment, const char *variable)
{
	size_t length = strlen(variable);
	for (; environment && *environment; environment++)
		if (!strncmp(*environment, variable, length) && (*environment)[length] == '=')
			return *environment + length + 1;
	return NULL;
}

int options_read_environment(
	struct options *options, const char *const *environment, struct error *error)
{
	int code = 0;
	for (size_t i = 0; i < options_row_count() && !code; i++) {
		const struct option_row *row = options_row(i);
		char *variable = options_row_variable(row);
		const char *text = environment_value(environment, variable);
		if (text && *text)
			code = options_set(options, row, OPTION_ENVIRONMENT, text, error);
		free(variable);
	}
	return code;
}

static const struct setting *setting_named(const struct options *options, const char *name)
{
	const struct option_row *row = options_row_named(name);
	assert(row && "no option has this name");
	return &options->settings[row_index(row)];
}

static const struct option_value *value_named(
	const struct options *options, const char *name, enum option_type type)
{
	assert(options_row_named(name)->type == type);
	(void)type;
	return &setting_named(options, name)->value;
}

const char *options_text(const struct options *options, const char *name)
{
	return setting_named(options, name)->value.text;
}

long options_integer(const struct options *options, const char *name)
{
	return value_named(options, name, OPTION_INTEGER)->integer;
}

double options_number(const struct options *options, const char *name)
{
	return value_named(options, name, OPTION_NUMBER)->number;
}

bool options_bool(const struct options *options, const char *name)
{
	return value_named(options, name, OPTION_BOOL)->boolean;
}

void options_size(const struct options *options, const char *name, int *width, int *height)
{
	const struct option_value *value = value_named(options, name, OPTION_SIZE);
	*width = value->width;
	*height = value->height;
}

const char *const *options_list(const struct options *options, const char *name)
{
	static const char *const none[] = {NULL};
	const struct option_value *value = &setting_named(options, name)->value;
	return value->items ? (const char *const *)value->items : none;
}

bool options_is_set(const struct options *options, const char *name)
{
	return setting_named(options, name)->value.set;
}

enum option_source options_source(const struct options *options, const char *name)
{
	return setting_named(options, name)->source;
}
