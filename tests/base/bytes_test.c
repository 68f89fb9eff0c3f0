#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static void bytes_append_grows_and_keeps_the_nul(void **state)
{
	(void)state;
	struct bytes bytes;
	bytes_init(&bytes, 100000);
	for (size_t i = 0; i < 50000; i++) {
		assert_int_equal(bytes_append(&bytes, "ab", 2, NULL), 0);
		assert_int_equal(bytes.data[bytes.length], 0);
	}
	assert_int_equal(bytes.length, 100000);
	assert_int_equal(strlen(bytes.data), 100000);
	bytes_release(&bytes);
}

static void bytes_append_refuses_to_exceed_the_maximum(void **state)
{
	(void)state;
	struct bytes bytes;
	struct error error = {0};
	bytes_init(&bytes, 5);
	assert_int_equal(bytes_append_text(&bytes, "abc", &error), 0);
	assert_int_equal(bytes_append_text(&bytes, "def", &error), ERROR_LIMIT);
	assert_int_equal(error.code, ERROR_LIMIT);
	assert_non_null(strstr(error.message, "5 bytes"));
	assert_string_equal(bytes.data, "abc");
	assert_int_equal(bytes_format(&bytes, NULL, "%d", 123), ERROR_LIMIT);
	assert_string_equal(bytes.data, "abc");
	assert_int_equal(bytes_format(&bytes, NULL, "%d", 12), 0);
	assert_string_equal(bytes.data, "abc12");
	assert_int_equal(bytes_append(&bytes, "", 0, NULL), 0);
	assert_int_equal(bytes_append(&bytes, "x", SIZE_MAX, NULL), ERROR_LIMIT);
	bytes_release(&bytes);
}

static void bytes_hold_nuls(void **state)
{
	(void)state;
	struct bytes bytes;
	bytes_init(&bytes, 10);
	bytes_append(&bytes, "a\0b", 3, NULL);
	assert_int_equal(bytes.length, 3);
	assert_memory_equal(bytes.data, "a\0b", 4);
	bytes_release(&bytes);
}

static void bytes_append_of_nothing_makes_an_empty_text(void **state)
{
	(void)state;
	struct bytes bytes;
	bytes_init(&bytes, 0);
	assert_int_equal(bytes_append(&bytes, NULL, 0, NULL), 0);
	assert_string_equal(bytes.data, "");
	assert_int_equal(bytes_append_text(&bytes, "a", NULL), ERROR_LIMIT);
	bytes_release(&bytes);
}

static void bytes_format_appends(void **state)
{
	(void)state;
	struct bytes bytes;
	bytes_init(&bytes, 10000);
	bytes_format(&bytes, NULL, "%s=%d;", "a", 1);
	bytes_format(&bytes, NULL, "%s=%500d;", "b", 2);
	assert_int_equal(bytes.length, 4 + 2 + 500 + 1);
	assert_memory_equal(bytes.data, "a=1;b=", 6);
	bytes_release(&bytes);
}

static void bytes_drop_front_moves_the_rest(void **state)
{
	(void)state;
	struct bytes bytes;
	bytes_init(&bytes, 100);
	bytes_drop_front(&bytes, 0);
	bytes_append_text(&bytes, "abcdef", NULL);
	bytes_drop_front(&bytes, 2);
	assert_string_equal(bytes.data, "cdef");
	bytes_drop_front(&bytes, 4);
	assert_int_equal(bytes.length, 0);
	assert_string_equal(bytes.data, "");
	bytes_release(&bytes);
}

static void bytes_clear_keeps_the_allocation(void **state)
{
	(void)state;
	struct bytes bytes;
	bytes_init(&bytes, 100);
	bytes_clear(&bytes);
	bytes_append_text(&bytes, "abc", NULL);
	size_t capacity = bytes.capacity;
	bytes_clear(&bytes);
	assert_int_equal(bytes.capacity, capacity);
	assert_string_equal(bytes.data, "");
	bytes_release(&bytes);
}

static void bytes_take_gives_the_text_away(void **state)
{
	(void)state;
	struct bytes bytes;
	bytes_init(&bytes, 100);
	char *empty = bytes_take(&bytes);
	assert_string_equal(empty, "");
	free(empty);
	bytes_append_text(&bytes, "abc", NULL);
	char *text = bytes_take(&bytes);
	assert_string_equal(text, "abc");
	free(text);
	assert_null(bytes.data);
	assert_int_equal(bytes_append_text(&bytes, "again", NULL), 0);
	bytes_release(&bytes);
	bytes_release(&bytes);
}

static void bytes_accept_the_largest_maximum(void **state)
{
	(void)state;
	struct bytes bytes;
	bytes_init(&bytes, SIZE_MAX);
	assert_int_equal(bytes_append_text(&bytes, "abc", NULL), 0);
	assert_string_equal(bytes.data, "abc");
	bytes_release(&bytes);
	struct bytes zeroed = {0};
	bytes_release(&zeroed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_append_grows_and_keeps_the_nul),
		cmocka_unit_test(bytes_append_refuses_to_exceed_the_maximum),
		cmocka_unit_test(bytes_hold_nuls),
		cmocka_unit_test(bytes_append_of_nothing_makes_an_empty_text),
		cmocka_unit_test(bytes_format_appends),
		cmocka_unit_test(bytes_drop_front_moves_the_rest),
		cmocka_unit_test(bytes_clear_keeps_the_allocation),
		cmocka_unit_test(bytes_take_gives_the_text_away),
		cmocka_unit_test(bytes_accept_the_largest_maximum),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
