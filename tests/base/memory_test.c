#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

static void memory_new_is_zeroed(void **state)
{
	(void)state;
	unsigned char *memory = memory_new(100, 3);
	for (int i = 0; i < 300; i++)
		assert_int_equal(memory[i], 0);
	free(memory);
}

static void memory_of_no_size_is_still_memory(void **state)
{
	(void)state;
	void *memory = memory_new(0, 8);
	assert_non_null(memory);
	memory = memory_resize(memory, 0, 0);
	assert_non_null(memory);
	free(memory);
}

static void memory_resize_keeps_the_content(void **state)
{
	(void)state;
	int *numbers = memory_resize(NULL, 2, sizeof(*numbers));
	numbers[0] = 11;
	numbers[1] = 22;
	numbers = memory_resize(numbers, 1000, sizeof(*numbers));
	assert_int_equal(numbers[0], 11);
	assert_int_equal(numbers[1], 22);
	free(numbers);
}

static void memory_copy_text_copies_and_passes_null(void **state)
{
	(void)state;
	char *copy = memory_copy_text("Grüße");
	assert_string_equal(copy, "Grüße");
	free(copy);
	assert_null(memory_copy_text(NULL));
}

static void memory_copy_span_adds_the_nul(void **state)
{
	(void)state;
	char *copy = memory_copy_span("abcdef", 3);
	assert_string_equal(copy, "abc");
	free(copy);
	copy = memory_copy_span(NULL, 0);
	assert_string_equal(copy, "");
	free(copy);
}

static void memory_format_makes_a_text_of_any_length(void **state)
{
	(void)state;
	char *text = memory_format("%5000d|%s", 7, "end");
	assert_int_equal(strlen(text), 5004);
	assert_string_equal(text + 4999, "7|end");
	free(text);
}

static void running_out_of_memory_ends_the_process_with_a_message(void **state)
{
	(void)state;
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		volatile size_t count = SIZE_MAX / 2;
		void *volatile memory = memory_new(count, 4);
		(void)memory;
		_exit(0);
	}
	close(ends[1]);
	char message[256] = "";
	assert_true(read(ends[0], message, sizeof(message) - 1) > 0);
	close(ends[0]);
	int status;
	waitpid(child, &status, 0);
	assert_false(WIFEXITED(status) && WEXITSTATUS(status) == 0);
#ifndef SANITIZED
	assert_non_null(strstr(message, "memory.c:"));
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_new_is_zeroed),
		cmocka_unit_test(memory_of_no_size_is_still_memory),
		cmocka_unit_test(memory_resize_keeps_the_content),
		cmocka_unit_test(memory_copy_text_copies_and_passes_null),
		cmocka_unit_test(memory_copy_span_adds_the_nul),
		cmocka_unit_test(memory_format_makes_a_text_of_any_length),
		cmocka_unit_test(running_out_of_memory_ends_the_process_with_a_message),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
