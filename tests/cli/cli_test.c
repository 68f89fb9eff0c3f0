#include "cli/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <string.h>

static void every_error_code_has_an_exit_status(void **state)
{
	(void)state;
	assert_int_equal(exit_status_of(0), EXIT_VERIFIED);
#define CHECK_STATUS(name, value, advice)                                                          \
	assert_in_range(exit_status_of(ERROR_##name), EXIT_FAILED, EXIT_ENVIRONMENT);              \
	assert_in_range(exit_status_of_browsing(ERROR_##name), EXIT_FAILED, EXIT_ENVIRONMENT);
	ERROR_CODES(CHECK_STATUS)
#undef CHECK_STATUS
}

static void exit_statuses_tell_the_person_from_the_machine(void **state)
{
	(void)state;
	assert_int_equal(exit_status_of(ERROR_USAGE), EXIT_USAGE);
	assert_int_equal(exit_status_of(ERROR_INPUT), EXIT_USAGE);
	assert_int_equal(exit_status_of(ERROR_NOT_FOUND), EXIT_USAGE);
	assert_int_equal(exit_status_of(ERROR_IO), EXIT_ENVIRONMENT);
	assert_int_equal(exit_status_of(ERROR_CANCELLED), EXIT_ENVIRONMENT);
	assert_int_equal(exit_status_of_browsing(ERROR_NOT_FOUND), EXIT_ENVIRONMENT);
	assert_int_equal(exit_status_of_browsing(ERROR_REFUSED), EXIT_ENVIRONMENT);
	assert_int_equal(exit_status_of_browsing(ERROR_INPUT), EXIT_USAGE);
}

static void every_command_is_documented(void **state)
{
	(void)state;
	for (size_t i = 0; commands[i]; i++) {
		const struct command *command = commands[i];
		assert_ptr_equal(command_named(command->name), command);
		assert_true(isupper((unsigned char)command->summary[0]));
		assert_true(*command->group && strlen(command->about) > 20);
		assert_ptr_equal(strstr(command->examples, "  "), command->examples);
		assert_int_equal(command->examples[strlen(command->examples) - 1], '\n');
		assert_non_null(strstr(command->examples, command->name));
		assert_non_null(command->run);
		for (size_t j = 0; j < i; j++)
			assert_int_not_equal(command->options, commands[j]->options);
	}
	assert_null(command_named("frobnicate"));
}

static void every_required_option_is_taken_by_its_command(void **state)
{
	(void)state;
	for (size_t i = 0; commands[i]; i++) {
		const char *const *required = commands[i]->required;
		for (; required && *required; required++) {
			const struct option_row *row = options_row_named(*required);
			assert_non_null(row);
			assert_true(row->commands & (unsigned)commands[i]->options);
			assert_null(row->fallback);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_error_code_has_an_exit_status),
		cmocka_unit_test(exit_statuses_tell_the_person_from_the_machine),
		cmocka_unit_test(every_command_is_documented),
		cmocka_unit_test(every_required_option_is_taken_by_its_command),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
