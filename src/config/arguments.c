/*
 * The command line -> options and other arguments.
 */
#include "config/defaults.h"
#include "config/nearest.h"
#include "config/options.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* The reading of one command line. */
struct arguments {
	struct options *options;
	enum option_command command;
	const char *const *next; /* what is to be read, NULL-terminated or up to `end` */
	const char *const *end;
	const char **positional;
	size_t positional_count;
};

/* One flag, taken apart: "--no-json" is the row of json, negated. */
struct flag {
	const struct option_row *row;
	char *name;	   /* without dashes and value; owned */
	const char *value; /* behind '='; NULL: none */
	bool negated;
};

static const struct option_row *find_row(const char *name, bool *negated)
{
	*negated = false;
	const struct option_row *row = options_row_named(name);
	for (size_t i = 0; i < options_row_count() && !row; i++) {
		const struct option_row *other = options_row(i);
		if (other->type != OPTION_BOOL)
			continue;
		*negated = (other->opposite && !strcmp(name, other->opposite)) ||
			   (text_starts_with(name, "no-") && !strcmp(name + 3, other->name));
		row = *negated ? other : NULL;
	}
	return row;
}

/* All flags of the command, as the nearest is searched among them. NULL-terminated. */
static const char **flag_names(enum option_command command)
{
	size_t count = 0;
	const char **names = memory_new(2 * options_row_count() + 1, sizeof(*names));
	for (size_t i = 0; i < options_row_count(); i++) {
		const struct option_row *row = options_row(i);
		if (!(row->commands & (unsigned)command))
			continue;
		names[count++] = row->name;
		if (row->opposite)
			names[count++] = row->opposite;
	}
	return names;
}

static int refuse_unknown(const char *name, enum option_command command, struct error *error)
{
	const char **names = flag_names(command);
	const char *meant = nearest_name(name, names);
	int code = error_set(error, ERROR_USAGE, "There is no option --%s here.%s%s%s", name,
		meant ? " Did you mean --" : " --help lists those there are.", meant ? meant : "",
		meant ? "?" : "");
	free(names);
	return code;
}

static int check_flag(const struct flag *flag, enum option_command command, struct error *error)
{
	if (!flag->row)
		return refuse_unknown(flag->name, command, error);
	if (!(flag->row->commands & (unsigned)command))
		return error_set(error, ERROR_USAGE,
			"This command does not take --%s. --help lists what it takes.", flag->name);
	if (flag->negated && flag->value)
		return error_set(error, ERROR_USAGE, "--%s takes no value.", flag->name);
	return 0;
}

/* A value may begin with a dash, but what is itself an option was rather forgotten to be given. */
static bool is_option(const char *argument)
{
	bool negated;
	if (!text_starts_with(argument, "--"))
		return false;
	char *name = memory_copy_span(argument + 2, strcspn(argument + 2, "="));
	bool known = !*name || find_row(name, &negated);
	free(name);
	return known;
}

static int flag_value(struct arguments *arguments, struct flag *flag, struct error *error)
{
	if (flag->value)
		return 0;
	if (flag->row->type == OPTION_BOOL) {
		flag->value = flag->negated ? "no" : "yes";
		return 0;
	}
	if (arguments->next == arguments->end || is_option(*arguments->next))
		return error_set(error, ERROR_USAGE, "--%s needs a value: --%s %s.", flag->name,
			flag->name, flag->row->meta);
	flag->value = *arguments->next++;
	return 0;
}

static int read_flag(struct arguments *arguments, const char *argument, struct error *error)
{
	struct flag flag = {0};
	size_t length = strcspn(argument, "=");
	flag.name = memory_copy_span(argument, length);
	flag.value = argument[length] ? argument + length + 1 : NULL;
	flag.row = find_row(flag.name, &flag.negated);
	int code = check_flag(&flag, arguments->command, error);
	if (!code)
		code = flag_value(arguments, &flag, error);
	if (!code)
		code = options_set(arguments->options, flag.row, OPTION_FLAG, flag.value, error);
	free(flag.name);
	return code;
}

static int read_argument(struct arguments *arguments, bool *options_ended, struct error *error)
{
	const char *argument = *arguments->next++;
	if (!*options_ended && !strcmp(argument, "--")) {
		*options_ended = true;
		return 0;
	}
	if (!*options_ended && text_starts_with(argument, "--"))
		return read_flag(arguments, argument + 2, error);
	if (!*options_ended && argument[0] == '-' && argument[1])
		return error_set(error, ERROR_USAGE,
			"There is no option %s: options have long names, such as --task.",
			argument);
	arguments->positional[arguments->positional_count++] = argument;
	return 0;
}

int options_read_arguments(struct options *options, enum option_command command, int argc,
	const char *const *argv, const char ***positional, size_t *positional_count,
	struct error *error)
{
	struct arguments arguments = {
		.options = options,
		.command = command,
		.next = argv,
		.end = argv + argc,
		.positional = memory_new((size_t)argc + 1, sizeof(const char *)),
	};
	bool options_ended = false;
	int code = 0;
	options_apply_defaults_of(options, command);
	while (arguments.next < arguments.end && !code)
		code = read_argument(&arguments, &options_ended, error);
	if (code) {
		free(arguments.positional);
		return code;
	}
	*positional = arguments.positional;
	*positional_count = arguments.positional_count;
	return 0;
}
