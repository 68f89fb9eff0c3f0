#include "base/base64.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_encoded(const char *data, const char *expected)
{
	struct bytes text;
	bytes_init(&text, 100);
	assert_int_equal(base64_append(&text, data, strlen(data), NULL), 0);
	assert_string_equal(text.data ? text.data : "", expected);
	struct bytes decoded;
	bytes_init(&decoded, 100);
	assert_int_equal(base64_decode(&decoded, expected, NULL), 0);
	assert_int_equal(decoded.length, strlen(data));
	assert_memory_equal(decoded.data ? decoded.data : "", data, strlen(data));
	bytes_release(&decoded);
	bytes_release(&text);
}

/* RFC 4648, section 10. */
static void the_standards_examples_are_met(void **state)
{
	(void)state;
	assert_encoded("", "");
	assert_encoded("f", "Zg==");
	assert_encoded("fo", "Zm8=");
	assert_encoded("foo", "Zm9v");
	assert_encoded("foob", "Zm9vYg==");
	assert_encoded("fooba", "Zm9vYmE=");
	assert_encoded("foobar", "Zm9vYmFy");
	assert_encoded("\xff\xfe\xfd", "//79");
}

static void long_data_is_padded_once(void **state)
{
	(void)state;
	enum { LENGTH = 10000 };
	char *data = calloc(LENGTH, 1);
	struct bytes text;
	bytes_init(&text, 20000);
	assert_int_equal(base64_append(&text, data, LENGTH, NULL), 0);
	assert_int_equal(text.length, (LENGTH + 2) / 3 * 4);
	assert_int_equal(strcspn(text.data, "="), text.length - 2);
	struct bytes again;
	bytes_init(&again, LENGTH + 1);
	assert_int_equal(base64_decode(&again, text.data, NULL), 0);
	assert_int_equal(again.length, LENGTH);
	assert_memory_equal(again.data, data, LENGTH);
	bytes_release(&again);
	bytes_release(&text);
	free(data);
}

static void what_does_not_fit_leaves_the_text(void **state)
{
	(void)state;
	char data[8000] = {0};
	struct bytes text;
	bytes_init(&text, 5000);
	bytes_append_text(&text, "before", NULL);
	assert_int_equal(base64_append(&text, data, sizeof data, NULL), ERROR_LIMIT);
	assert_string_equal(text.data, "before");
	bytes_release(&text);
	bytes_init(&text, 2);
	assert_int_equal(base64_decode(&text, "Zm9vYmFy", NULL), ERROR_LIMIT);
	bytes_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_standards_examples_are_met),
		cmocka_unit_test(long_data_is_padded_once),
		cmocka_unit_test(what_does_not_fit_leaves_the_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
