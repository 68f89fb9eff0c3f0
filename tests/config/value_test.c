#include "config/value.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static const struct option_row number_row = {
	.name = "threshold", .type = OPTION_NUMBER, .minimum = 0, .maximum = 1, .unit = ""};
static const struct option_row integer_row = {
	.name = "steps", .type = OPTION_INTEGER, .minimum = -5, .maximum = 1000, .unit = "ms"};
static const struct option_row size_row = {
	.name = "window", .type = OPTION_SIZE, .minimum = 200, .maximum = 4000, .unit = "px"};
static const struct option_row bool_row = {.name = "json", .type = OPTION_BOOL};
static const struct option_row text_row = {.name = "goal", .type = OPTION_TEXT};
static const struct option_row name_row = {.name = "task", .type = OPTION_NAME};
static const struct option_row url_row = {
	.name = "url", .type = OPTION_URL, .choices = "https|http|data|about|file"};
static const struct option_row endpoint_row = {
	.name = "endpoint", .type = OPTION_URL, .choices = "http|ws"};
static const struct option_row choice_row = {
	.name = "policy", .type = OPTION_CHOICE, .choices = "replay|native|vlm"};
static const struct option_row list_row = {.name = "domains", .type = OPTION_LIST};
static const struct option_row levels_row = {
	.name = "drift", .type = OPTION_LIST, .choices = "0|1|2"};
static const struct option_row settings_row = {.name = "param", .type = OPTION_SETTINGS};

static struct option_value parsed(const struct option_row *row, const char *text, char separator)
{
	struct option_value value = {0};
	struct error error = {0};
	if (option_value_parse(row, "--it", text, separator, &value, &error))
		fail_msg("'%s' was refused: %s", text, error.message);
	assert_true(value.set);
	return value;
}

/* The sentence with which a text is refused; static. */
static const char *refusal(const struct option_row *row, const char *text)
{
	static struct error error;
	struct option_value value = {0};
	error = (struct error){0};
	if (option_value_parse(row, "--it", text, ',', &value, &error) != ERROR_USAGE)
		fail_msg("'%s' was accepted", text);
	assert_false(value.set);
	assert_null(value.text);
	assert_null(value.items);
	assert_ptr_equal(strstr(error.message, "--it"), error.message);
	assert_true(strchr(".?", error.message[strlen(error.message) - 1]) != NULL);
	return error.message;
}

static void integers_are_whole_and_within_bounds(void **state)
{
	(void)state;
	assert_int_equal(parsed(&integer_row, "60", 0).integer, 60);
	assert_int_equal(parsed(&integer_row, "-5", 0).integer, -5);
	assert_int_equal(parsed(&integer_row, "0100", 0).integer, 100);
	static const char *const bad[] = {"", "a", "1.5", "1e3", "60 ", " 60", "+60", "--5", "-",
		"0x10", "1001", "-6", "99999999999999999999999", "5000ms"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		refusal(&integer_row, bad[i]);
	assert_string_equal(refusal(&integer_row, "many"),
		"--it takes a whole number from -5 to 1000 ms, not 'many'.");
}

static void numbers_are_finite_and_within_bounds(void **state)
{
	(void)state;
	assert_true(parsed(&number_row, "0.25", 0).number == 0.25);
	assert_true(parsed(&number_row, "1e-3", 0).number == 0.001);
	static const char *const bad[] = {
		"", "nan", "inf", "1.01", "-0.1", "0,5", "0x1", ".", "1e999"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		refusal(&number_row, bad[i]);
}

static void sizes_have_two_sides_within_bounds(void **state)
{
	(void)state;
	struct option_value value = parsed(&size_row, "1280x720", 0);
	assert_int_equal(value.width, 1280);
	assert_int_equal(value.height, 720);
	static const char *const bad[] = {"", "1280", "1280x", "x720", "1280*720", "1280x720x1",
		"199x720", "1280x4001", "1280 x 720", "-1280x720"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		refusal(&size_row, bad[i]);
}

static void booleans_have_the_usual_words(void **state)
{
	(void)state;
	static const char *const yes[] = {"yes", "true", "on", "1"};
	static const char *const no[] = {"no", "false", "off", "0"};
	for (size_t i = 0; i < 4; i++) {
		assert_true(parsed(&bool_row, yes[i], 0).boolean);
		assert_false(parsed(&bool_row, no[i], 0).boolean);
	}
	assert_string_equal(refusal(&bool_row, "maybe"), "--it takes yes or no, not 'maybe'.");
	refusal(&bool_row, "");
}

static void texts_are_valid_and_not_empty(void **state)
{
	(void)state;
	struct option_value value = parsed(&text_row, "Book Bläu, a=b | c", 0);
	assert_string_equal(value.text, "Book Bläu, a=b | c");
	option_value_release(&value);
	refusal(&text_row, "");
	refusal(&text_row, " \t");
	refusal(&text_row, "Bl\xe4u");
}

static void names_are_safe_as_folders(void **state)
{
	(void)state;
	struct option_value value = parsed(&name_row, "book-room.2_b", 0);
	assert_string_equal(value.text, "book-room.2_b");
	option_value_release(&value);
	static const char *const bad[] = {"", ".", "..", "../x", "a/b", ".hidden", "a b", "a\nb"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		refusal(&name_row, bad[i]);
}

static void urls_have_a_scheme_that_is_allowed(void **state)
{
	(void)state;
	static const char *const good[] = {"https://example.com", "http://127.0.0.1:8080/a?b#c",
		"HTTP://EXAMPLE.COM/", "data:text/html,<p>x", "about:blank", "file:///tmp/a.html",
		"http://[::1]:80/"};
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		struct option_value value = parsed(&url_row, good[i], 0);
		assert_string_equal(value.text, good[i]);
		option_value_release(&value);
	}
	static const char *const bad[] = {"", "nonsense", "http://", "https:///path",
		"javascript:alert(1)", "ftp://example.com/", "http://exa mple.com/", "/etc/passwd",
		"http://example.com:99999/"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		refusal(&url_row, bad[i]);
}

static void urls_without_scheme_get_one_proposed(void **state)
{
	(void)state;
	assert_non_null(
		strstr(refusal(&url_row, "example.com/book"), "'https://example.com/book'?"));
	assert_non_null(
		strstr(refusal(&endpoint_row, "localhost:9222"), "'http://localhost:9222'?"));
	assert_null(strstr(refusal(&url_row, "nonsense"), "mean"));
	refusal(&endpoint_row, "ws://");
}

static void a_url_with_a_blank_is_told_so(void **state)
{
	(void)state;
	assert_non_null(strstr(refusal(&url_row, "https://example.com/a b"), "%20"));
	assert_non_null(strstr(refusal(&url_row, "example.com/a b"), "%20"));
	assert_null(strstr(refusal(&url_row, "ftp://example.com/"), "%20"));
}

static void choices_are_listed_and_the_nearest_proposed(void **state)
{
	(void)state;
	struct option_value value = parsed(&choice_row, "native", 0);
	assert_string_equal(value.text, "native");
	option_value_release(&value);
	assert_string_equal(refusal(&choice_row, "reply"),
		"--it takes replay, native or vlm, not 'reply'. Did you mean 'replay'?");
	assert_string_equal(
		refusal(&choice_row, "zzz"), "--it takes replay, native or vlm, not 'zzz'.");
	refusal(&choice_row, "replay|native");
}

static void lists_are_split_and_trimmed(void **state)
{
	(void)state;
	struct option_value value = parsed(&list_row, " a.com, b.com ,,c.com:80", ',');
	assert_int_equal(value.item_count, 3);
	assert_string_equal(value.items[0], "a.com");
	assert_string_equal(value.items[1], "b.com");
	assert_string_equal(value.items[2], "c.com:80");
	assert_null(value.items[3]);
	option_value_release(&value);
	refusal(&list_row, "");
	refusal(&list_row, " , ,");
}

static void lists_of_choices_are_checked_item_by_item(void **state)
{
	(void)state;
	struct option_value value = parsed(&levels_row, "0,2", ',');
	assert_int_equal(value.item_count, 2);
	option_value_release(&value);
	assert_string_equal(refusal(&levels_row, "0,7"), "--it takes 0, 1 or 2, not '7'.");
}

static void settings_keep_their_text_whole(void **state)
{
	(void)state;
	struct option_value value = parsed(&settings_row, "names=Ann, Bob\nand = Cy ", 0);
	assert_int_equal(value.item_count, 1);
	assert_string_equal(value.items[0], "names=Ann, Bob\nand = Cy ");
	assert_int_equal(option_value_parse(&settings_row, "--it", "people=3", 0, &value, NULL), 0);
	assert_int_equal(value.item_count, 2);
	option_value_release(&value);
	value = parsed(&settings_row, "a=1, 2\nb=", '\n');
	assert_int_equal(value.item_count, 2);
	assert_string_equal(value.items[0], "a=1, 2");
	option_value_release(&value);
	refusal(&settings_row, "people");
	refusal(&settings_row, "=3");
}

static void a_refused_item_adds_nothing_to_the_list(void **state)
{
	(void)state;
	struct option_value value = parsed(&levels_row, "0", ',');
	struct error error = {0};
	assert_int_equal(
		option_value_parse(&levels_row, "--it", "1,9", ',', &value, &error), ERROR_USAGE);
	assert_int_equal(value.item_count, 1);
	option_value_release(&value);
}

static void choices_read_as_a_sentence(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"a", "a"}, {"a|b", "a or b"}, {"a|b|c", "a, b or c"}};
	for (size_t i = 0; i < 3; i++) {
		char *text = option_choices_text(cases[i][0]);
		assert_string_equal(text, cases[i][1]);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(integers_are_whole_and_within_bounds),
		cmocka_unit_test(numbers_are_finite_and_within_bounds),
		cmocka_unit_test(sizes_have_two_sides_within_bounds),
		cmocka_unit_test(booleans_have_the_usual_words),
		cmocka_unit_test(texts_are_valid_and_not_empty),
		cmocka_unit_test(names_are_safe_as_folders),
		cmocka_unit_test(urls_have_a_scheme_that_is_allowed),
		cmocka_unit_test(urls_without_scheme_get_one_proposed),
		cmocka_unit_test(a_url_with_a_blank_is_told_so),
		cmocka_unit_test(choices_are_listed_and_the_nearest_proposed),
		cmocka_unit_test(lists_are_split_and_trimmed),
		cmocka_unit_test(lists_of_choices_are_checked_item_by_item),
		cmocka_unit_test(settings_keep_their_text_whole),
		cmocka_unit_test(a_refused_item_adds_nothing_to_the_list),
		cmocka_unit_test(choices_read_as_a_sentence),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
