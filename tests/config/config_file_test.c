#include "config/config_file.h"

#include "base/file.h"
#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct read {
	struct options *options;
	struct error error;
	int code;
};

static struct read read_for(const char *text, const char *task)
{
	struct read read = {.options = options_new()};
	read.code = config_text_read(
		read.options, text, strlen(text), "apprentice.yaml", task, &read.error);
	return read;
}

static void assert_refused(const char *text, const char *sentence)
{
	struct read read = read_for(text, "book");
	assert_int_equal(read.code, ERROR_USAGE);
	assert_string_equal(read.error.message, sentence);
	options_free(read.options);
}

static void settings_are_read(void **state)
{
	(void)state;
	struct read read = read_for("max-steps: 17\n"
				    "success-text: \"Saved: ok\"\n"
				    "screenshots: no\n"
				    "allowed-domains: [a.example, b.example]\n"
				    "param: {people: 3, day: 'Monday, 10th'}\n",
		NULL);
	assert_int_equal(read.code, 0);
	assert_int_equal(options_integer(read.options, "max-steps"), 17);
	assert_int_equal(options_source(read.options, "max-steps"), OPTION_FILE);
	assert_string_equal(options_text(read.options, "success-text"), "Saved: ok");
	assert_false(options_bool(read.options, "screenshots"));
	assert_string_equal(options_list(read.options, "allowed-domains")[1], "b.example");
	assert_string_equal(options_list(read.options, "param")[0], "people=3");
	assert_string_equal(options_list(read.options, "param")[1], "day=Monday, 10th");
	options_free(read.options);
}

static void a_tasks_own_settings_replace_the_common_ones(void **state)
{
	(void)state;
	const char *text =
		"tasks:\n  book:\n    max-steps: 5\n  other: {max-steps: 6}\nmax-steps: 7\n";
	const char *const tasks[] = {"book", "other", "third", NULL};
	for (int i = 0; i < 3; i++) {
		struct read read = read_for(text, tasks[i]);
		assert_int_equal(read.code, 0);
		assert_int_equal(options_integer(read.options, "max-steps"), 5 + i);
		options_free(read.options);
	}
}

static void the_file_yields_to_environment_and_flags(void **state)
{
	(void)state;
	struct options *options = options_new();
	const char *const environment[] = {"APPRENTICE_MAX_STEPS=9", NULL};
	const char *text = "max-steps: 7\n";
	assert_int_equal(options_read_environment(options, environment, NULL), 0);
	assert_int_equal(config_text_read(options, text, strlen(text), "f", NULL, NULL), 0);
	assert_int_equal(options_integer(options, "max-steps"), 9);
	options_free(options);
}

static void an_empty_file_changes_nothing(void **state)
{
	(void)state;
	const char *const texts[] = {"", "# nothing\n", "---\n", "{}\n"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct read read = read_for(texts[i], NULL);
		assert_int_equal(read.code, 0);
		assert_int_equal(options_source(read.options, "max-steps"), OPTION_DEFAULT);
		options_free(read.options);
	}
}

static void faults_are_told_with_their_place(void **state)
{
	(void)state;
	assert_refused("max-steps: 5\nmax-stepz: 6\n",
		"apprentice.yaml, line 2, column 1: there is no setting 'max-stepz'; did you mean "
		"'max-steps'?");
	assert_refused("max-steps: many\n",
		"apprentice.yaml, line 1, column 12: max-steps takes a whole number from 1 to 1000 "
		"steps, not 'many'.");
	assert_refused("max-steps: 0\n",
		"apprentice.yaml, line 1, column 12: max-steps takes a whole number from 1 to 1000 "
		"steps, not '0'.");
	assert_refused("max-steps: 5\nquiet: no\nmax-steps: 5\n",
		"apprentice.yaml, line 3, column 1: 'max-steps' stands here a second time, first "
		"in "
		"line 1.");
	assert_refused("max-steps: [1, 2]\n",
		"apprentice.yaml, line 1, column 12: max-steps takes one value, not several here.");
	assert_refused("- max-steps\n",
		"apprentice.yaml, line 1, column 1: settings are expected here, as 'name: value'.");
	assert_refused("tasks:\n  ../x: {max-steps: 1}\n",
		"apprentice.yaml, line 2, column 3: '../x' cannot be the name of a task.");
	assert_refused("tasks: [a]\n",
		"apprentice.yaml, line 1, column 8: names of tasks are expected here, each with "
		"settings.");
	assert_refused("a: &x 1\nb: *x\n",
		"apprentice.yaml uses a YAML alias (*name); write the value out instead.");
	assert_refused("quiet: no\n---\nquiet: yes\n",
		"apprentice.yaml holds several documents; settings are one.");
}

static void a_fault_of_another_task_is_told_too(void **state)
{
	(void)state;
	assert_refused("tasks: {other: {max-steps: -1}}\n",
		"apprentice.yaml, line 1, column 28: max-steps takes a whole number from 1 to 1000 "
		"steps, not '-1'.");
}

static void broken_syntax_is_told_with_its_place(void **state)
{
	(void)state;
	struct read read = read_for("max-steps: [1\nquiet: no\n", NULL);
	assert_int_equal(read.code, ERROR_USAGE);
	assert_non_null(strstr(read.error.message, "apprentice.yaml, line 2, column"));
	assert_non_null(strstr(read.error.message, "this is not YAML"));
	options_free(read.options);
}

static void a_fault_sets_nothing(void **state)
{
	(void)state;
	struct read read = read_for("max-steps: 5\nquiet: perhaps\n", NULL);
	assert_int_equal(read.code, ERROR_USAGE);
	assert_int_equal(options_source(read.options, "max-steps"), OPTION_DEFAULT);
	options_free(read.options);
}

/* What --print writes is a valid file; with the '#' of every setting taken away, too. */
static void the_printed_file_reads_back(void **state)
{
	(void)state;
	struct read read = read_for("max-steps: 17\nparam: {people: 3}\n", NULL);
	char *text = config_text_new(read.options);
	struct read again = read_for(text, NULL);
	assert_int_equal(again.code, 0);
	assert_int_equal(options_integer(again.options, "max-steps"), 17);
	assert_string_equal(options_list(again.options, "param")[0], "people=3");
	options_free(again.options);
	options_free(read.options);
	free(text);
}

static void every_option_of_files_is_printed_and_read(void **state)
{
	(void)state;
	struct options *defaults = options_new();
	char *text = config_text_new(defaults);
	for (size_t i = 0; i < options_row_count(); i++) {
		const struct option_row *row = options_row(i);
		char *line = memory_format("\n#%s:%s", row->name, row->fallback ? " " : "\n");
		char *at = strstr(text, line);
		assert_int_equal(at != NULL, config_file_has(row));
		if (at && row->fallback) {
			at[1] = '\n';
			struct read read = read_for(text, NULL);
			assert_int_equal(read.code, 0);
			assert_int_equal(options_source(read.options, row->name), OPTION_FILE);
			options_free(read.options);
			at[1] = '#';
		}
		free(line);
	}
	free(text);
	options_free(defaults);
}

static void a_missing_file_is_not_found(void **state)
{
	(void)state;
	struct options *options = options_new();
	struct error error = {0};
	assert_int_equal(
		config_file_read(options, "/nowhere/a.yaml", NULL, &error), ERROR_NOT_FOUND);
	assert_non_null(strstr(error.message, "/nowhere/a.yaml"));
	options_free(options);
}

/* Whatever bytes a file holds: an answer, no crash. */
static void mutated_files_are_answered(void **state)
{
	(void)state;
	const char *text = "max-steps: 17\ntasks:\n  a: {quiet: no, param: {x: \"1\"}}\n"
			   "allowed-domains: [a, b]\n";
	size_t length = strlen(text);
	char *copy = memory_copy_text(text);
	for (size_t at = 0; at < length; at++)
		for (int byte = 1; byte < 256; byte += 7) {
			memcpy(copy, text, length);
			copy[at] = (char)byte;
			struct options *options = options_new();
			struct error error = {0};
			int code = config_text_read(options, copy, length, "f", "a", &error);
			assert_true(code == 0 || strlen(error.message) > 10);
			options_free(options);
		}
	free(copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settings_are_read),
		cmocka_unit_test(a_tasks_own_settings_replace_the_common_ones),
		cmocka_unit_test(the_file_yields_to_environment_and_flags),
		cmocka_unit_test(an_empty_file_changes_nothing),
		cmocka_unit_test(faults_are_told_with_their_place),
		cmocka_unit_test(a_fault_of_another_task_is_told_too),
		cmocka_unit_test(broken_syntax_is_told_with_its_place),
		cmocka_unit_test(a_fault_sets_nothing),
		cmocka_unit_test(the_printed_file_reads_back),
		cmocka_unit_test(every_option_of_files_is_printed_and_read),
		cmocka_unit_test(a_missing_file_is_not_found),
		cmocka_unit_test(mutated_files_are_answered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
