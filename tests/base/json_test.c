#include "base/json.h"

#include "base/json_read.h"
#include "base/random.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

static json_t *parse(const char *text)
{
	struct error error = {0};
	json_t *value = json_parse(text, strlen(text), &error);
	if (!value)
		fail_msg("%s: %s", text, error.message);
	return value;
}

/* What parsing and printing again makes of text. */
static void assert_becomes(const char *text, const char *expected)
{
	json_t *value = parse(text);
	char *printed = json_print(value);
	assert_string_equal(printed, expected);
	free(printed);
	json_decref(value);
}

static void assert_refused(const char *text, size_t length)
{
	struct error error = {0};
	assert_null(json_parse(text, length, &error));
	assert_int_equal(error.code, ERROR_INPUT);
	assert_true(text_is_valid(error.message, strlen(error.message)));
	assert_null(json_parse(text, length, NULL));
}

static void json_parse_reads_every_kind_of_value(void **state)
{
	(void)state;
	assert_becomes("{\"b\": [1, -2.5, true, false, null, \"x\"], \"a\": {}}",
		"{\"b\":[1,-2.5,true,false,null,\"x\"],\"a\":{}}");
	assert_becomes(" 5 ", "5");
	assert_becomes("\"text\"", "\"text\"");
	assert_becomes("null", "null");
}

static void json_parse_reads_only_the_given_length(void **state)
{
	(void)state;
	char *text = malloc(3);
	memcpy(text, "123", 3);
	json_t *value = json_parse(text, 2, NULL);
	assert_int_equal(json_integer_value(value), 12);
	json_decref(value);
	free(text);
}

static void json_parse_preserves_surrogate_pairs(void **state)
{
	(void)state;
	assert_becomes("\"\\ud83d\\ude00\"", "\"\xf0\x9f\x98\x80\"");
	assert_becomes(
		"\"\\uD83D\\uDE00 \\udbff\\udfff\"", "\"\xf0\x9f\x98\x80 \xf4\x8f\xbf\xbf\"");
	/* Also next to one that needs repair. */
	assert_becomes(
		"\"\\ude00\\ud83d\\ude00\\ud83d\"", "\"\xef\xbf\xbd\xf0\x9f\x98\x80\xef\xbf\xbd\"");
}

static void json_parse_repairs_lone_surrogates(void **state)
{
	(void)state;
	assert_becomes("\"\\ud83d\"", "\"\xef\xbf\xbd\"");
	assert_becomes("\"\\uDE00\"", "\"\xef\xbf\xbd\"");
	assert_becomes("\"a\\ud83dz\"", "\"a\xef\xbf\xbdz\"");
	assert_becomes("\"\\ud83d\\n\"", "\"\xef\xbf\xbd\\n\"");
	assert_becomes("\"\\ud83d\\u0041\"", "\"\xef\xbf\xbd"
					     "A\"");
	assert_becomes("\"\\ud83d\\ud83d\\ude00\"", "\"\xef\xbf\xbd\xf0\x9f\x98\x80\"");
	assert_becomes("\"\\ude00\\ud83d\"", "\"\xef\xbf\xbd\xef\xbf\xbd\"");
	assert_becomes("{\"\\ud83d\":1}", "{\"\xef\xbf\xbd\":1}");
}

static void json_parse_repairs_nul(void **state)
{
	(void)state;
	assert_becomes("\"a\\u0000b\"", "\"a\xef\xbf\xbd"
					"b\"");
	assert_becomes("{\"k\\u0000\":\"\\u0000\"}", "{\"k\xef\xbf\xbd\":\"\xef\xbf\xbd\"}");
	json_t *value = json_parse("\"a\0b\"", 5, NULL);
	assert_string_equal(json_string_value(value), "a\xef\xbf\xbd"
						      "b");
	json_decref(value);
}

static void json_parse_leaves_escaped_backslashes_alone(void **state)
{
	(void)state;
	assert_becomes("[\"\\\\ud83d\",\"\\ud83d\"]", "[\"\\\\ud83d\",\"\xef\xbf\xbd\"]");
	assert_becomes("[\"\\\\\\ud83d\"]", "[\"\\\\\xef\xbf\xbd\"]");
	assert_becomes("[\"\\\\u0000\",\"\\u0000\"]", "[\"\\\\u0000\",\"\xef\xbf\xbd\"]");
}

static void json_parse_repairs_invalid_utf8(void **state)
{
	(void)state;
	assert_becomes("\"a\xff\"", "\"a\xef\xbf\xbd\"");
	assert_becomes("\"\xe2\x82\"", "\"\xef\xbf\xbd\xef\xbf\xbd\"");
	assert_becomes("{\"\xc3\":[\"\\ud800\xf0\x9f\"]}",
		"{\"\xef\xbf\xbd\":[\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"]}");
}

static void json_parse_reads_integers_beyond_64_bits_as_reals(void **state)
{
	(void)state;
	json_t *value = parse("[100000000000000000000,-9223372036854775809,"
			      "9223372036854775807,-9223372036854775808,"
			      "\"100000000000000000000\",\"\\\"100000000000000000000\"]");
	assert_true(json_real_value(json_array_get(value, 0)) == 1e20);
	assert_true(json_real_value(json_array_get(value, 1)) == -0x1p63);
	assert_true(json_integer_value(json_array_get(value, 2)) == INT64_MAX);
	assert_true(json_integer_value(json_array_get(value, 3)) == INT64_MIN);
	assert_string_equal(json_string_value(json_array_get(value, 4)), "100000000000000000000");
	assert_string_equal(json_string_value(json_array_get(value, 5)), "\"100000000000000000000");
	json_decref(value);
	value = parse("[100000000000000000000.5,100000000000000000000e1,100000000000000000000]");
	assert_true(json_real_value(json_array_get(value, 1)) == 1e21);
	json_decref(value);
}

static void json_parse_refuses_malformed_texts(void **state)
{
	(void)state;
	static const char *const bad[] = {"", " ", "{", "[1,]", "{\"a\":}", "{\"a\" 1}", "[1] 2",
		"nul", "\"open", "\"\\", "\"\\u", "\"\\ud8", "\"\\x\"", "\"\\ud83d", "01", "\xff",
		"[\"\n\"]", "-", "1e999", "{1:2}", "100000000000000000000x"};
	for (size_t i = 0; i < SIZE(bad); i++)
		assert_refused(bad[i], strlen(bad[i]));
	assert_refused("1\0", 2);
	assert_refused("[1\0,2]", 6);
}

static void json_parse_names_line_and_column(void **state)
{
	(void)state;
	struct error error = {0};
	const char *text = "{\n  \"a\": 1,\n  oops\n}";
	assert_null(json_parse(text, strlen(text), &error));
	assert_non_null(strstr(error.message, "line 3, column 6"));
	assert_null(strchr(error.message, '\n'));
}

static void json_parse_bounds_the_depth(void **state)
{
	(void)state;
	static char text[400000];
	memset(text, '[', 2000);
	memset(text + 2000, ']', 2000);
	json_t *value = json_parse(text, 4000, NULL);
	assert_non_null(value);
	json_decref(value);
	memset(text, '[', sizeof(text));
	assert_refused(text, sizeof(text));
	memset(text + sizeof(text) / 2, ']', sizeof(text) / 2);
	assert_refused(text, sizeof(text));
}

static void json_parse_survives_any_text(void **state)
{
	(void)state;
	static const char *const pieces[] = {"\"", "\\", "\\u", "d83d", "de00", "0000", "\\ud83d",
		"\\ude00", "[", "]", "{", "}", ":", ",", "1", "99999999999999999999", "-", ".", "e",
		"true", "null", " ", "\n", "\xff", "\xc3", "\xe2\x82\xac", "\\\\"};
	struct random random;
	random_seed(&random, 9);
	size_t accepted = 0;
	for (int round = 0; round < 100000; round++) {
		char text[256] = "\"";
		for (uint32_t i = random_below(&random, 12); i > 0; i--)
			strcat(text, pieces[random_below(&random, SIZE(pieces))]);
		size_t length = strlen(text);
		char *exact = malloc(length);
		memcpy(exact, text, length);
		json_t *value = json_parse(exact, length, NULL);
		accepted += value != NULL;
		json_decref(value);
		free(exact);
	}
	assert_true(accepted > 100);
}

/* What the quick reader makes of a text, the library makes of it, too. */
static void json_read_agrees_with_the_library(void **state)
{
	(void)state;
	static const char *const pieces[] = {"\"", "\"", "\\", "\\u", "\\ud83d\\ude00", "\\u20ac",
		"\\n", "a", "[", "]", "{", "}", ":", ",", ",", "1", "0", "123456789012345678", "-",
		".5", ".", "e", "E+2", "true", "false", "null", " ", "\n", "\xc3\xa9",
		"\"k\":", "[]"};
	struct random random;
	random_seed(&random, 3);
	size_t read = 0;
	for (int round = 0; round < 300000; round++) {
		char text[256] = "";
		const char *frames[] = {"", "[", "{\"a\":", "[\""}, *ends[] = {"", "]", "}", "\"]"};
		int frame = round % 4;
		strcat(text, frames[frame]);
		for (uint32_t i = random_below(&random, 7); i > 0; i--)
			strcat(text, pieces[random_below(&random, SIZE(pieces))]);
		strcat(text, ends[frame]);
		json_t *quick = json_read(text, strlen(text));
		json_t *slow = json_loadb(text, strlen(text), JSON_DECODE_ANY, NULL);
		if (quick && !(slow && json_equal(quick, slow)))
			fail_msg("%s", text);
		read += quick != NULL;
		json_decref(quick);
		json_decref(slow);
	}
	assert_true(read > 20000);
	assert_null(json_read("\"\\ud83d\"", 8));
	assert_null(json_read("\"\xff\"", 3));
	const char *text = "{\"a\":[1,-2.5e1,\"\\u00e9\\n\"]}";
	json_t *whole = json_read(text, strlen(text));
	assert_non_null(whole);
	json_decref(whole);
}

static void json_parse_refuses_every_prefix_of_a_message(void **state)
{
	(void)state;
	const char *text = "{\"id\":1,\"r\":{\"v\":\"\\ud83d \\u0000\\\\ \xe2\x82\xac\",\"n\":"
			   "[100000000000000000000]}}";
	for (size_t length = 0; length < strlen(text); length++)
		assert_null(json_parse(text, length, NULL));
	json_decref(parse(text));
}

static void json_print_keeps_order_and_numbers(void **state)
{
	(void)state;
	json_t *value = json_pack(
		"{s:i,s:f,s:s,s:I}", "z", 1, "a", 0.1, "m", "é\n", "big", (json_int_t)INT64_MAX);
	char *text = json_print(value);
	assert_true(text_starts_with(text, "{\"z\":1,\"a\":0.1"));
	assert_non_null(strstr(text, ",\"m\":\"é\\n\",\"big\":9223372036854775807}"));
	json_t *again = parse(text);
	assert_true(json_equal(value, again));
	json_decref(again);
	free(text);
	json_decref(value);
	assert_null(json_print(NULL));
}

static void json_at_follows_a_dotted_path(void **state)
{
	(void)state;
	json_t *root = parse("{\"a\":{\"b\":{\"c\":5}},\"list\":[{\"x\":1},{\"x\":2}],\"\":7}");
	assert_int_equal(json_integer_value(json_at(root, "a.b.c")), 5);
	assert_int_equal(json_integer_value(json_at(root, "list.1.x")), 2);
	assert_int_equal(json_integer_value(json_at(root, "")), 7);
	static const char *const absent[] = {"b", "a.c", "a.b.c.d", "a.", ".a", "a..b", "list.2",
		"list.x", "list.", "list.-1", "list.99999999999999999999.x", "a.b.cc", "lis"};
	for (size_t i = 0; i < SIZE(absent); i++)
		assert_null(json_at(root, absent[i]));
	assert_null(json_at(NULL, "a"));
	json_decref(root);
}

static void json_lookups_fall_back_on_other_types(void **state)
{
	(void)state;
	json_t *root = parse("{\"t\":\"x\",\"i\":5,\"r\":2.5,\"whole\":7.0,\"huge\":1e300,"
			     "\"yes\":true,\"no\":false,\"null\":null}");
	assert_string_equal(json_text_at(root, "t", "d"), "x");
	assert_string_equal(json_text_at(root, "i", "d"), "d");
	assert_null(json_text_at(root, "none", NULL));
	assert_int_equal(json_integer_at(root, "i", -1), 5);
	assert_int_equal(json_integer_at(root, "whole", -1), 7);
	assert_int_equal(json_integer_at(root, "r", -1), -1);
	assert_int_equal(json_integer_at(root, "huge", -1), -1);
	assert_int_equal(json_integer_at(root, "t", -1), -1);
	assert_int_equal(json_integer_at(root, "null", -1), -1);
	assert_float_equal(json_number_at(root, "r", 0), 2.5, 0);
	assert_float_equal(json_number_at(root, "i", 0), 5, 0);
	assert_float_equal(json_number_at(root, "t", 0.5), 0.5, 0);
	assert_true(json_bool_at(root, "yes", false));
	assert_false(json_bool_at(root, "no", true));
	assert_true(json_bool_at(root, "null", true));
	assert_false(json_bool_at(root, "none", false));
	json_decref(root);
}

static void assert_quoted(const char *text, const char *expected)
{
	struct bytes out;
	bytes_init(&out, 1000);
	assert_int_equal(json_quote(&out, text, NULL), 0);
	assert_string_equal(out.data, expected);
	bytes_release(&out);
}

static void json_quote_escapes_what_json_and_javascript_need(void **state)
{
	(void)state;
	assert_quoted("", "\"\"");
	assert_quoted(NULL, "null");
	assert_quoted("a\"b\\c/", "\"a\\\"b\\\\c/\"");
	assert_quoted("\b\f\n\r\t\x01\x1f\x7f", "\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"");
	assert_quoted("é \xf0\x9f\x98\x80", "\"é \xf0\x9f\x98\x80\"");
	assert_quoted("\xe2\x80\xa8\xe2\x80\xa9", "\"\\u2028\\u2029\"");
	assert_quoted("a\xff", "\"a\xef\xbf\xbd\"");
}

static void json_quote_reverses_by_json_parse(void **state)
{
	(void)state;
	struct random random;
	random_seed(&random, 4);
	for (int round = 0; round < 5000; round++) {
		char text[40];
		size_t length = random_below(&random, sizeof(text));
		for (size_t i = 0; i < length; i++)
			text[i] = (char)(1 + random_below(&random, round % 2 ? 127 : 255));
		text[length] = 0;
		struct bytes out;
		bytes_init(&out, 1000);
		json_quote(&out, text, NULL);
		json_t *value = parse(out.data);
		char *repaired = text_repair(text, length);
		assert_string_equal(json_string_value(value), repaired);
		free(repaired);
		json_decref(value);
		bytes_release(&out);
	}
}

static void json_quote_leaves_the_buffer_as_it_was_at_its_limit(void **state)
{
	(void)state;
	for (size_t maximum = 3; maximum < 9; maximum++) {
		struct bytes out;
		bytes_init(&out, maximum);
		bytes_append_text(&out, "abc", NULL);
		assert_int_equal(json_quote(&out, "x\ny\"", NULL), ERROR_LIMIT);
		assert_int_equal(out.length, 3);
		assert_string_equal(out.data, "abc");
		bytes_release(&out);
	}
	struct bytes none;
	bytes_init(&none, 0);
	assert_int_equal(json_quote(&none, "x", NULL), ERROR_LIMIT);
	bytes_release(&none);
}

static void json_text_new_repairs_and_knows_null(void **state)
{
	(void)state;
	json_t *value = json_text_new("a\xff");
	assert_string_equal(json_string_value(value), "a\xef\xbf\xbd");
	json_decref(value);
	assert_true(json_is_null(json_text_new(NULL)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_parse_reads_every_kind_of_value),
		cmocka_unit_test(json_parse_reads_only_the_given_length),
		cmocka_unit_test(json_parse_preserves_surrogate_pairs),
		cmocka_unit_test(json_parse_repairs_lone_surrogates),
		cmocka_unit_test(json_parse_repairs_nul),
		cmocka_unit_test(json_parse_leaves_escaped_backslashes_alone),
		cmocka_unit_test(json_parse_repairs_invalid_utf8),
		cmocka_unit_test(json_parse_reads_integers_beyond_64_bits_as_reals),
		cmocka_unit_test(json_parse_refuses_malformed_texts),
		cmocka_unit_test(json_parse_names_line_and_column),
		cmocka_unit_test(json_parse_bounds_the_depth),
		cmocka_unit_test(json_parse_survives_any_text),
		cmocka_unit_test(json_read_agrees_with_the_library),
		cmocka_unit_test(json_parse_refuses_every_prefix_of_a_message),
		cmocka_unit_test(json_print_keeps_order_and_numbers),
		cmocka_unit_test(json_at_follows_a_dotted_path),
		cmocka_unit_test(json_lookups_fall_back_on_other_types),
		cmocka_unit_test(json_quote_escapes_what_json_and_javascript_need),
		cmocka_unit_test(json_quote_reverses_by_json_parse),
		cmocka_unit_test(json_quote_leaves_the_buffer_as_it_was_at_its_limit),
		cmocka_unit_test(json_text_new_repairs_and_knows_null),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
