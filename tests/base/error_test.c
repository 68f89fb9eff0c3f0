#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void error_set_fills_code_and_sentence(void **state)
{
	(void)state;
	struct error error = {0};
	assert_int_equal(error_set(&error, ERROR_STALE, "Element %d is gone.", 7), ERROR_STALE);
	assert_int_equal(error.code, ERROR_STALE);
	assert_string_equal(error.message, "Element 7 is gone.");
}

static void error_set_accepts_null(void **state)
{
	(void)state;
	assert_int_equal(error_set(NULL, ERROR_IO, "Nobody asks."), ERROR_IO);
	assert_int_equal(error_set_errno(NULL, EIO, "Nobody asks"), ERROR_IO);
	assert_true(error_prefix(NULL, "nobody") < 0);
}

static void error_set_may_quote_the_message_it_replaces(void **state)
{
	(void)state;
	struct error error = {0};
	error_set(&error, ERROR_IO, "The disk is full.");
	error_set(&error, ERROR_INPUT, "Cannot save: %s", error.message);
	assert_string_equal(error.message, "Cannot save: The disk is full.");
}

static void error_set_cuts_a_long_sentence_between_characters(void **state)
{
	(void)state;
	for (int shift = 0; shift < 4; shift++) {
		char text[2000] = "";
		memset(text, 'x', (size_t)shift);
		for (int i = 0; i < 400; i++)
			strcat(text, "\xf0\x9f\x98\x80");
		struct error error = {0};
		error_set(&error, ERROR_INPUT, "%s", text);
		size_t length = strlen(error.message);
		assert_true(length < sizeof(error.message) && length + 4 >= sizeof(error.message));
		assert_int_equal((length - (size_t)shift) % 4, 0);
		assert_memory_equal(error.message, text, length);
	}
}

static void error_set_turns_controls_into_spaces(void **state)
{
	(void)state;
	struct error error = {0};
	error_set(&error, ERROR_INPUT, "Got \"%s\".", "a\nb\tc\x1b[31m\x7f");
	assert_string_equal(error.message, "Got \"a b c [31m \".");
}

static void error_set_errno_appends_the_reason(void **state)
{
	(void)state;
	struct error error = {0};
	assert_int_equal(error_set_errno(&error, EACCES, "Cannot open %s", "a.txt"), ERROR_IO);
	assert_string_equal(error.message, "Cannot open a.txt: Permission denied.");
	error_set_errno(&error, EACCES, "Cannot open %s.", "a.txt");
	assert_string_equal(error.message, "Cannot open a.txt: Permission denied.");
	error_set_errno(&error, EACCES, "Cannot open %s", "..");
	assert_string_equal(error.message, "Cannot open ..: Permission denied.");
}

static void error_set_errno_knows_what_does_not_exist(void **state)
{
	(void)state;
	struct error error = {0};
	assert_int_equal(error_set_errno(&error, ENOENT, "Cannot open x"), ERROR_NOT_FOUND);
	assert_int_equal(error.code, ERROR_NOT_FOUND);
}

static void error_set_errno_keeps_the_reason_of_a_long_sentence(void **state)
{
	(void)state;
	char path[2000];
	memset(path, 'p', sizeof(path) - 1);
	path[sizeof(path) - 1] = 0;
	struct error error = {0};
	error_set_errno(&error, ENOSPC, "Cannot write %s", path);
	assert_non_null(strstr(error.message, "p: No space left on device."));
	assert_int_equal(strlen(error.message), sizeof(error.message) - 1);
}

static void error_prefix_puts_context_before_the_sentence(void **state)
{
	(void)state;
	struct error error = {0};
	error_set(&error, ERROR_INPUT, "The name is empty.");
	assert_int_equal(error_prefix(&error, "Line %d of %s", 3, "a.yaml"), ERROR_INPUT);
	assert_string_equal(error.message, "Line 3 of a.yaml: The name is empty.");
	for (int i = 0; i < 100; i++)
		error_prefix(&error, "in a loop");
	assert_int_equal(strlen(error.message), sizeof(error.message) - 1);
}

static void error_code_name_knows_every_code(void **state)
{
	(void)state;
	assert_string_equal(error_code_name(0), "OK");
	assert_string_equal(error_code_name(ERROR_TIMEOUT), "TIMEOUT");
	assert_string_equal(error_code_name(ERROR_CRASHED), "CRASHED");
	assert_string_equal(error_code_name(-1000), "UNKNOWN");
#define CHECK(name, value, advice)                                                                 \
	assert_int_equal(ERROR_##name, value);                                                     \
	assert_true(value < 0);                                                                    \
	assert_string_equal(error_code_name(value), #name);
	ERROR_CODES(CHECK)
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(error_set_fills_code_and_sentence),
		cmocka_unit_test(error_set_accepts_null),
		cmocka_unit_test(error_set_may_quote_the_message_it_replaces),
		cmocka_unit_test(error_set_cuts_a_long_sentence_between_characters),
		cmocka_unit_test(error_set_turns_controls_into_spaces),
		cmocka_unit_test(error_set_errno_appends_the_reason),
		cmocka_unit_test(error_set_errno_knows_what_does_not_exist),
		cmocka_unit_test(error_set_errno_keeps_the_reason_of_a_long_sentence),
		cmocka_unit_test(error_prefix_puts_context_before_the_sentence),
		cmocka_unit_test(error_code_name_knows_every_code),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
