#include "config/options.h"

#include "base/memory.h"
#include "base/text.h"
#include "config/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- every row ---------------------------------------------------------------------------- */

static enum option_command lowest_command(const struct option_row *row)
{
	return (enum option_command)(row->commands & -row->commands);
}

/* A value that is in bounds and is not the default. */
static char *sample_of(const struct option_row *row)
{
	switch (row->type) {
	case OPTION_BOOL:
		return memory_copy_text(strcmp(row->fallback, "yes") ? "yes" : "no");
	case OPTION_INTEGER:
		return memory_format("%.0f", row->maximum);
	case OPTION_NUMBER:
		return memory_format("%g", row->maximum);
	case OPTION_SIZE:
		return memory_format("%gx%g", row->maximum, row->minimum);
	case OPTION_TEXT:
	case OPTION_NAME:
		return memory_copy_text("sample");
	case OPTION_URL:
		return memory_format(
			"%.*s://example.com/", (int)strcspn(row->choices, "|"), row->choices);
	case OPTION_CHOICE:
		return memory_copy_span(row->choices, strcspn(row->choices, "|"));
	case OPTION_LIST:
		return memory_copy_span(row->choices ? row->choices : "sample",
			row->choices ? strcspn(row->choices, "|") : 6);
	case OPTION_SETTINGS:
		return memory_copy_text("sample=1");
	}
	fail();
	return NULL;
}

/* The value in force, as a person would write it. Heap text. */
static char *written(const struct options *options, const struct option_row *row)
{
	int width, height;
	switch (row->type) {
	case OPTION_BOOL:
		return memory_copy_text(options_bool(options, row->name) ? "yes" : "no");
	case OPTION_INTEGER:
		return memory_format("%ld", options_integer(options, row->name));
	case OPTION_NUMBER:
		return memory_format("%g", options_number(options, row->name));
	case OPTION_SIZE:
		options_size(options, row->name, &width, &height);
		return memory_format("%dx%d", width, height);
	case OPTION_LIST:
	case OPTION_SETTINGS:
		return memory_copy_text(options_list(options, row->name)[0]);
	default:
		return memory_copy_text(options_text(options, row->name));
	}
}

static void every_row_is_documented(void **state)
{
	(void)state;
	for (size_t i = 0; i < options_row_count(); i++) {
		const struct option_row *row = options_row(i);
		assert_ptr_equal(options_row_named(row->name), row);
		size_t length = strlen(row->help);
		assert_true(length > 10 && row->help[length - 1] == '.');
		assert_true(isupper((unsigned char)row->help[0]));
		assert_null(strchr(row->help, '\n'));
		assert_true(*row->section && row->commands != 0);
		assert_true(row->type == OPTION_BOOL ? !*row->meta : *row->meta != 0);
		assert_int_equal(row->other_commands != 0, row->other_fallback != NULL);
		assert_int_equal(row->other_commands & ~row->commands, 0);
	}
	assert_null(options_row(options_row_count()));
}

static void every_row_has_a_name_of_its_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < options_row_count(); i++) {
		const char *name = options_row(i)->name;
		assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz-"), strlen(name));
		assert_int_not_equal(strncmp(name, "no-", 3), 0);
		for (size_t j = 0; j < i; j++) {
			assert_string_not_equal(name, options_row(j)->name);
			if (options_row(j)->opposite)
				assert_string_not_equal(name, options_row(j)->opposite);
		}
	}
}

/* APPRENTICE_SECRET_<NAME> holds a secret: base/secrets.h. */
static void no_variable_looks_like_a_secret(void **state)
{
	(void)state;
	for (size_t i = 0; i < options_row_count(); i++) {
		char *variable = options_row_variable(options_row(i));
		assert_int_not_equal(strncmp(variable, "APPRENTICE_SECRET_", 18), 0);
		free(variable);
	}
}

static void every_section_stands_together(void **state)
{
	(void)state;
	for (size_t i = 1; i < options_row_count(); i++) {
		const char *section = options_row(i)->section;
		if (!strcmp(section, options_row(i - 1)->section))
			continue;
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(section, options_row(j)->section);
	}
}

static void every_row_is_bounded(void **state)
{
	(void)state;
	for (size_t i = 0; i < options_row_count(); i++) {
		const struct option_row *row = options_row(i);
		bool numeric = row->type == OPTION_INTEGER || row->type == OPTION_NUMBER ||
			       row->type == OPTION_SIZE;
		if (numeric) {
			assert_true(row->minimum < row->maximum);
			assert_non_null(row->unit);
		}
		if (row->type == OPTION_CHOICE || row->type == OPTION_URL)
			assert_true(row->choices && *row->choices);
		if (row->type == OPTION_BOOL)
			assert_non_null(row->fallback);
	}
}

static void every_value_beyond_its_bounds_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < options_row_count(); i++) {
		const struct option_row *row = options_row(i);
		if (row->type != OPTION_INTEGER && row->type != OPTION_NUMBER)
			continue;
		double beyond[] = {row->minimum - 1, row->maximum + 1};
		for (size_t j = 0; j < 2; j++) {
			struct options *options = options_new();
			struct error error = {0};
			char *text = memory_format("%.15g", beyond[j]);
			assert_int_equal(
				options_set(options, row, OPTION_FLAG, text, &error), ERROR_USAGE);
			assert_non_null(strstr(error.message, row->name));
			assert_non_null(strstr(error.message, text));
			free(text);
			options_free(options);
		}
	}
}

static void every_default_parses(void **state)
{
	(void)state;
	for (size_t i = 0; i < options_row_count(); i++) {
		const struct option_row *row = options_row(i);
		const char *defaults[] = {row->fallback, row->other_fallback};
		for (size_t j = 0; j < 2; j++) {
			struct option_value value = {0};
			struct error error = {0};
			if (defaults[j] && option_value_parse(row, row->name, defaults[j], ',',
						   &value, &error))
				fail_msg("%s", error.message);
			option_value_release(&value);
		}
		struct options *options = options_new();
		assert_int_equal(options_source(options, row->name), OPTION_DEFAULT);
		assert_int_equal(options_is_set(options, row->name), row->fallback != NULL);
		options_free(options);
	}
}

static void assert_written(
	const struct options *options, const struct option_row *row, const char *sample)
{
	char *text = written(options, row);
	assert_string_equal(text, sample);
	free(text);
}

static void every_row_loads_from_the_environment(void **state)
{
	(void)state;
	for (size_t i = 0; i < options_row_count(); i++) {
		const struct option_row *row = options_row(i);
		struct options *options = options_new();
		char *sample = sample_of(row), *variable = options_row_variable(row);
		char *setting = memory_format("%s=%s", variable, sample);
		const char *const environment[] = {setting, NULL};
		assert_int_equal(options_read_environment(options, environment, NULL), 0);
		assert_int_equal(options_source(options, row->name), OPTION_ENVIRONMENT);
		assert_written(options, row, sample);
		free(setting);
		free(variable);
		free(sample);
		options_free(options);
	}
}

static int read_arguments(struct options *options, enum option_command command,
	const char *const *argv, struct error *error)
{
	int argc = 0;
	while (argv[argc])
		argc++;
	const char **positional = NULL;
	size_t count = 0;
	int code = options_read_arguments(options, command, argc, argv, &positional, &count, error);
	free(positional);
	return code;
}

static void every_row_loads_from_its_flag(void **state)
{
	(void)state;
	for (size_t i = 0; i < options_row_count(); i++) {
		const struct option_row *row = options_row(i);
		char *sample = sample_of(row);
		char *joined = memory_format("--%s=%s", row->name, sample);
		char *flag = memory_format("--%s", row->name);
		const char *argv[][3] = {{joined, NULL, NULL}, {flag, sample, NULL}};
		for (size_t j = 0; j < (row->type == OPTION_BOOL ? 1 : 2); j++) {
			struct options *options = options_new();
			struct error error = {0};
			if (read_arguments(options, lowest_command(row), argv[j], &error))
				fail_msg("%s", error.message);
			assert_int_equal(options_source(options, row->name), OPTION_FLAG);
			assert_written(options, row, sample);
			options_free(options);
		}
		free(flag);
		free(joined);
		free(sample);
	}
}

static void every_flag_is_refused_by_commands_that_do_not_take_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < options_row_count(); i++) {
		const struct option_row *row = options_row(i);
		char *flag = memory_format("--%s", row->name);
		const char *argv[] = {flag, NULL};
		for (unsigned command = 1; command & COMMAND_ALL; command <<= 1) {
			if (row->commands & command)
				continue;
			struct options *options = options_new();
			struct error error = {0};
			assert_int_equal(
				read_arguments(options, (enum option_command)command, argv, &error),
				ERROR_USAGE);
			assert_non_null(strstr(error.message, flag));
			options_free(options);
		}
		free(flag);
	}
}

static void every_row_is_in_the_help_of_its_commands_alone(void **state)
{
	(void)state;
	for (unsigned command = 1; command & COMMAND_ALL; command <<= 1) {
		char *help = options_help((enum option_command)command);
		for (size_t i = 0; i < options_row_count(); i++) {
			const struct option_row *row = options_row(i);
			char *plain = memory_format("  --%s", row->name);
			char *negated = memory_format("  --[no-]%s", row->name);
			const char *at = strstr(help, plain);
			while (at && strchr("abcdefghijklmnopqrstuvwxyz-", at[strlen(plain)]))
				at = strstr(at + 1, plain);
			bool found = at || strstr(help, negated);
			assert_int_equal(found, (row->commands & command) != 0);
			free(plain);
			free(negated);
		}
		free(help);
	}
}

static void help_fits_eighty_columns(void **state)
{
	(void)state;
	for (unsigned command = 1; command & COMMAND_ALL; command <<= 1) {
		char *help = options_help((enum option_command)command);
		for (char *line = strtok(help, "\n"); line; line = strtok(NULL, "\n")) {
			assert_true(strlen(line) <= 80);
			assert_true(line[strlen(line) - 1] != ' ');
		}
		free(help);
	}
}

static void help_says_bounds_and_defaults(void **state)
{
	(void)state;
	char *help = options_help(COMMAND_RUN);
	assert_non_null(strstr(help, "--max-steps N"));
	assert_true(text_contains_normalized(help, "(1 to 1000 steps; default 60)"));
	assert_true(text_contains_normalized(help, "default headless"));
	assert_non_null(strstr(help, "--[no-]screenshots"));
	free(help);
	help = options_help(COMMAND_RECORD);
	assert_true(text_contains_normalized(help, "default headed"));
	free(help);
}

/* ---- the command line --------------------------------------------------------------------- */

struct parsed {
	struct options *options;
	const char **positional;
	size_t count;
	struct error error;
	int code;
};

static struct parsed parse(enum option_command command, int argc, const char *const *argv)
{
	struct parsed parsed = {.options = options_new()};
	parsed.code = options_read_arguments(parsed.options, command, argc, argv,
		&parsed.positional, &parsed.count, &parsed.error);
	return parsed;
}

#define PARSE(command, ...)                                                                        \
	parse(command, (int)(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)),              \
		(const char *[]){__VA_ARGS__})

static void parsed_release(struct parsed *parsed)
{
	free(parsed->positional);
	options_free(parsed->options);
}

static void assert_refused(struct parsed parsed, const char *sentence)
{
	assert_int_equal(parsed.code, ERROR_USAGE);
	assert_null(parsed.positional);
	if (!strstr(parsed.error.message, sentence))
		fail_msg("'%s' is not in '%s'", sentence, parsed.error.message);
	parsed_release(&parsed);
}

static void flags_and_other_arguments_may_be_mixed(void **state)
{
	(void)state;
	struct parsed parsed = PARSE(COMMAND_TASKS, "show", "--json", "book", "--output-dir=x");
	assert_int_equal(parsed.code, 0);
	assert_int_equal(parsed.count, 2);
	assert_string_equal(parsed.positional[0], "show");
	assert_string_equal(parsed.positional[1], "book");
	assert_null(parsed.positional[2]);
	assert_true(options_bool(parsed.options, "json"));
	assert_string_equal(options_text(parsed.options, "output-dir"), "x");
	parsed_release(&parsed);
}

static void two_dashes_end_the_options(void **state)
{
	(void)state;
	struct parsed parsed = PARSE(COMMAND_TASKS, "--json", "--", "--quiet", "--", "-x");
	assert_int_equal(parsed.code, 0);
	assert_int_equal(parsed.count, 3);
	assert_string_equal(parsed.positional[0], "--quiet");
	assert_string_equal(parsed.positional[1], "--");
	assert_false(options_bool(parsed.options, "quiet"));
	parsed_release(&parsed);
}

static void booleans_are_negated_in_two_ways(void **state)
{
	(void)state;
	struct parsed parsed = PARSE(COMMAND_RUN, "--no-screenshots", "--headed", "--headless");
	assert_int_equal(parsed.code, 0);
	assert_false(options_bool(parsed.options, "screenshots"));
	assert_false(options_bool(parsed.options, "headed"));
	assert_int_equal(options_source(parsed.options, "headed"), OPTION_FLAG);
	parsed_release(&parsed);
	parsed = PARSE(COMMAND_RUN, "--json=no", "--headed=yes");
	assert_false(options_bool(parsed.options, "json"));
	assert_true(options_bool(parsed.options, "headed"));
	parsed_release(&parsed);
	assert_refused(PARSE(COMMAND_RUN, "--no-json=yes"), "--no-json takes no value");
	assert_refused(PARSE(COMMAND_RUN, "--no-goal"), "There is no option --no-goal");
}

static void a_command_has_defaults_of_its_own(void **state)
{
	(void)state;
	const char *const environment[] = {"APPRENTICE_HEADED=no", NULL};
	struct parsed parsed = PARSE(COMMAND_RECORD, "--task", "t");
	assert_true(options_bool(parsed.options, "headed"));
	assert_int_equal(options_source(parsed.options, "headed"), OPTION_DEFAULT);
	assert_int_equal(options_read_environment(parsed.options, environment, NULL), 0);
	assert_false(options_bool(parsed.options, "headed"));
	parsed_release(&parsed);
}

static void flags_win_over_the_environment_in_any_order(void **state)
{
	(void)state;
	const char *const environment[] = {"APPRENTICE_MAX_STEPS=7", "APPRENTICE_PARAM=a=1\nb=2",
		"APPRENTICE_QUIET=", "APPRENTICE_MAX_STEPS_X=9", NULL};
	struct parsed parsed = PARSE(COMMAND_RUN, "--max-steps", "8", "--param", "a=3");
	assert_int_equal(options_read_environment(parsed.options, environment, NULL), 0);
	assert_int_equal(options_integer(parsed.options, "max-steps"), 8);
	assert_string_equal(options_list(parsed.options, "param")[0], "a=3");
	assert_null(options_list(parsed.options, "param")[1]);
	assert_int_equal(options_source(parsed.options, "quiet"), OPTION_DEFAULT);
	parsed_release(&parsed);
}

static void a_repeated_list_grows_and_a_repeated_value_is_replaced(void **state)
{
	(void)state;
	struct parsed parsed = PARSE(COMMAND_RUN, "--param", "people=1, 2", "--param=day=Monday",
		"--allowed-domains", "a.com,b.com", "--allowed-domains=c.com", "--goal", "x",
		"--goal", "y");
	assert_int_equal(parsed.code, 0);
	const char *const *params = options_list(parsed.options, "param");
	assert_string_equal(params[0], "people=1, 2");
	assert_string_equal(params[1], "day=Monday");
	assert_null(params[2]);
	assert_string_equal(options_list(parsed.options, "allowed-domains")[2], "c.com");
	assert_string_equal(options_text(parsed.options, "goal"), "y");
	parsed_release(&parsed);
}

static void a_flag_replaces_the_default_of_a_list(void **state)
{
	(void)state;
	struct parsed parsed = PARSE(COMMAND_EVAL, "--drift", "3");
	assert_string_equal(options_list(parsed.options, "drift")[0], "3");
	assert_null(options_list(parsed.options, "drift")[1]);
	parsed_release(&parsed);
}

static void unset_options_are_empty(void **state)
{
	(void)state;
	struct options *options = options_new();
	assert_null(options_text(options, "goal"));
	assert_null(options_list(options, "param")[0]);
	assert_false(options_is_set(options, "debugging-port"));
	options_free(options);
	options_free(NULL);
}

static void an_unknown_flag_names_the_nearest(void **state)
{
	(void)state;
	assert_refused(PARSE(COMMAND_RUN, "--gaol", "x"), "no option --gaol here. Did you mean "
							  "--goal?");
	assert_refused(PARSE(COMMAND_RUN, "--head"), "Did you mean --headed?");
	assert_refused(PARSE(COMMAND_RUN, "--frobnicate"), "--help lists");
	assert_refused(PARSE(COMMAND_RUN, "-x"), "no option -x");
	assert_refused(PARSE(COMMAND_RUN, "--password=hunter2"), "no option --password here");
}

static void the_value_of_an_unknown_flag_is_not_repeated(void **state)
{
	(void)state;
	struct parsed parsed = PARSE(COMMAND_RUN, "--password=hunter2");
	assert_null(strstr(parsed.error.message, "hunter2"));
	parsed_release(&parsed);
}

static void a_flag_without_its_value_is_refused(void **state)
{
	(void)state;
	assert_refused(PARSE(COMMAND_RUN, "--goal"), "--goal needs a value: --goal TEXT.");
	assert_refused(PARSE(COMMAND_RUN, "--goal", "--json"), "--goal needs a value");
	assert_refused(PARSE(COMMAND_RUN, "--goal="), "--goal needs a text that is not empty");
	assert_refused(PARSE(COMMAND_RUN, "--goal", "--", "x"), "--goal needs a value");
}

static void a_value_may_begin_with_dashes(void **state)
{
	(void)state;
	struct parsed parsed =
		PARSE(COMMAND_RUN, "--goal", "-1 degree", "--success-text", "--ok--");
	assert_int_equal(parsed.code, 0);
	assert_string_equal(options_text(parsed.options, "goal"), "-1 degree");
	assert_string_equal(options_text(parsed.options, "success-text"), "--ok--");
	parsed_release(&parsed);
}

static void a_malformed_variable_is_named(void **state)
{
	(void)state;
	const char *const environment[] = {"APPRENTICE_MAX_STEPS=many", NULL};
	struct options *options = options_new();
	struct error error = {0};
	assert_int_equal(options_read_environment(options, environment, &error), ERROR_USAGE);
	assert_string_equal(error.message,
		"APPRENTICE_MAX_STEPS takes a whole number from 1 to 1000 steps, not 'many'.");
	assert_int_equal(options_integer(options, "max-steps"), 60);
	options_free(options);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_documented),
		cmocka_unit_test(every_row_has_a_name_of_its_own),
		cmocka_unit_test(no_variable_looks_like_a_secret),
		cmocka_unit_test(every_section_stands_together),
		cmocka_unit_test(every_row_is_bounded),
		cmocka_unit_test(every_value_beyond_its_bounds_is_refused),
		cmocka_unit_test(every_default_parses),
		cmocka_unit_test(every_row_loads_from_the_environment),
		cmocka_unit_test(every_row_loads_from_its_flag),
		cmocka_unit_test(every_flag_is_refused_by_commands_that_do_not_take_it),
		cmocka_unit_test(every_row_is_in_the_help_of_its_commands_alone),
		cmocka_unit_test(help_fits_eighty_columns),
		cmocka_unit_test(help_says_bounds_and_defaults),
		cmocka_unit_test(flags_and_other_arguments_may_be_mixed),
		cmocka_unit_test(two_dashes_end_the_options),
		cmocka_unit_test(booleans_are_negated_in_two_ways),
		cmocka_unit_test(a_command_has_defaults_of_its_own),
		cmocka_unit_test(flags_win_over_the_environment_in_any_order),
		cmocka_unit_test(a_repeated_list_grows_and_a_repeated_value_is_replaced),
		cmocka_unit_test(a_flag_replaces_the_default_of_a_list),
		cmocka_unit_test(unset_options_are_empty),
		cmocka_unit_test(an_unknown_flag_names_the_nearest),
		cmocka_unit_test(the_value_of_an_unknown_flag_is_not_repeated),
		cmocka_unit_test(a_flag_without_its_value_is_refused),
		cmocka_unit_test(a_value_may_begin_with_dashes),
		cmocka_unit_test(a_malformed_variable_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
