#include "base/text.h"

#include "base/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

static uint32_t decode_one(const char *text, size_t length, size_t *used)
{
	const char *cursor = text;
	uint32_t character = text_next(&cursor, text + length);
	*used = (size_t)(cursor - text);
	return character;
}

static void text_next_reverses_text_encode_for_every_character(void **state)
{
	(void)state;
	for (uint32_t character = 0; character < 0x110000; character++) {
		if (character == 0xd800)
			character = 0xe000;
		char encoded[4];
		size_t length = text_encode(character, encoded), used;
		assert_int_equal(decode_one(encoded, length, &used), character);
		assert_int_equal(used, length);
	}
}

static void text_encode_replaces_what_is_no_character(void **state)
{
	(void)state;
	static const uint32_t bad[] = {0xd800, 0xdbff, 0xdc00, 0xdfff, 0x110000, UINT32_MAX};
	for (size_t i = 0; i < SIZE(bad); i++) {
		char encoded[4];
		assert_int_equal(text_encode(bad[i], encoded), 3);
		assert_memory_equal(encoded, "\xef\xbf\xbd", 3);
	}
}

static void text_next_moves_one_byte_over_what_is_invalid(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"\x80",				    /* a continuation alone */
		"\xc0\x80",			    /* NUL in two bytes */
		"\xc1\xbf",			    /* overlong */
		"\xe0\x9f\xbf",			    /* overlong */
		"\xf0\x8f\xbf\xbf",		    /* overlong */
		"\xed\xa0\x80",			    /* a surrogate */
		"\xed\xbf\xbf",			    /* a surrogate */
		"\xf4\x90\x80\x80",		    /* beyond U+10FFFF */
		"\xf5\x80\x80\x80", "\xff", "\xc3", /* cut short */
		"\xe2\x82",			    /* cut short */
		"\xf0\x9f\x98",			    /* cut short */
		"\xe2\x82x",			    /* something else in its place */
	};
	for (size_t i = 0; i < SIZE(bad); i++) {
		size_t used;
		assert_int_equal(decode_one(bad[i], strlen(bad[i]), &used), 0xfffd);
		assert_int_equal(used, 1);
		assert_false(text_is_valid(bad[i], strlen(bad[i])));
	}
}

static void text_is_valid_knows_nul_and_length(void **state)
{
	(void)state;
	assert_true(text_is_valid("", 0));
	assert_true(text_is_valid("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 10));
	assert_false(text_is_valid("a\xc3\xa9", 2));
	assert_false(text_is_valid("a\0b", 3));
}

static void assert_repaired(const char *text, size_t length, const char *expected)
{
	char *repaired = text_repair(text, length);
	assert_string_equal(repaired, expected);
	free(repaired);
}

static void text_repair_replaces_bad_bytes_and_nuls(void **state)
{
	(void)state;
	assert_repaired("", 0, "");
	assert_repaired("Grüße", 7, "Grüße");
	assert_repaired("a\0b", 3,
		"a\xef\xbf\xbd"
		"b");
	assert_repaired("a\xff\xfe", 3, "a\xef\xbf\xbd\xef\xbf\xbd");
	assert_repaired("\xe2\x82x", 3, "\xef\xbf\xbd\xef\xbf\xbdx");
	assert_repaired("\xed\xa0\x80", 3, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

static void text_repair_makes_any_bytes_valid(void **state)
{
	(void)state;
	struct random random;
	random_seed(&random, 1);
	for (int round = 0; round < 3000; round++) {
		char bytes[64];
		size_t length = random_below(&random, sizeof(bytes));
		for (size_t i = 0; i < length; i++)
			bytes[i] = (char)random_below(&random, 256);
		char *repaired = text_repair(bytes, length);
		assert_true(text_is_valid(repaired, strlen(repaired)));
		assert_repaired(repaired, strlen(repaired), repaired);
		free(repaired);
	}
}

static void text_cut_stays_on_a_boundary(void **state)
{
	(void)state;
	const char *text = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";
	static const size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
	for (size_t maximum = 0; maximum < SIZE(expected); maximum++)
		assert_int_equal(text_cut(text, 10, maximum), expected[maximum]);
	assert_int_equal(text_cut("\x80\x80\x80\x80\x80\x80", 6, 5), 5);
	assert_int_equal(text_cut("", 0, 0), 0);
}

static void text_is_blank_knows_white_space(void **state)
{
	(void)state;
	assert_true(text_is_blank(NULL));
	assert_true(text_is_blank(""));
	assert_true(text_is_blank(" \t\n\v\f\r"));
	assert_true(text_is_blank("\xc2\xa0\xe2\x80\x89\xe3\x80\x80\xef\xbb\xbf"));
	assert_false(text_is_blank(" . "));
	assert_false(text_is_blank("\x01"));
	assert_false(text_is_blank("\xe2\x80\x8b"));
}

static void text_starts_and_ends_with_its_parts(void **state)
{
	(void)state;
	assert_true(text_starts_with("https://a", "https:"));
	assert_true(text_starts_with("a", ""));
	assert_false(text_starts_with("htt", "https:"));
	assert_true(text_ends_with("a.json", ".json"));
	assert_true(text_ends_with("a", ""));
	assert_false(text_ends_with("n", ".json"));
	assert_false(text_ends_with("a.jsonx", ".json"));
}

static void text_fold_character_agrees_with_unicode_in_common_blocks(void **state)
{
	(void)state;
	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	static const uint32_t blocks[][2] = {{0, 0x12f}, {0x131, 0x180}, {0x386, 0x3c1},
		{0x3c3, 0x3ce}, {0x400, 0x52f}, {0x1e00, 0x1eff}, {0x1f00, 0x1f6f},
		{0x3000, 0xa63f}, {0xff00, 0xffff}};
	for (size_t i = 0; i < SIZE(blocks); i++)
		for (uint32_t at = blocks[i][0]; at <= blocks[i][1]; at++)
			assert_int_equal(text_fold_character(at), towlower(at));
	setlocale(LC_CTYPE, "C");
	assert_int_equal(text_fold_character(0x3c2), 0x3c3); /* final sigma */
	assert_int_equal(text_fold_character(0x130), 'i');   /* dotted capital I */
	assert_int_equal(text_fold_character(0x18f), 0x259);
	assert_int_equal(text_fold_character(0x1f600), 0x1f600);
}

static void text_fold_character_is_final_and_grows_no_text(void **state)
{
	(void)state;
	for (uint32_t character = 0; character < 0x110000; character++) {
		char before[4], after[4];
		uint32_t folded = text_fold_character(character);
		assert_int_equal(text_fold_character(folded), folded);
		assert_true(text_encode(folded, after) <= text_encode(character, before));
	}
}

static void assert_normalized(const char *text, const char *expected)
{
	char *normalized = text_normalize(text);
	assert_string_equal(normalized, expected);
	free(normalized);
	assert_true(text_equal_normalized(text, expected));
}

static void text_normalize_trims_folds_and_joins_spaces(void **state)
{
	(void)state;
	assert_normalized(NULL, "");
	assert_normalized("", "");
	assert_normalized(" \n\t ", "");
	assert_normalized("Save", "save");
	assert_normalized("  Save \n\n  AS\xc2\xa0... ", "save as ...");
	assert_normalized("GRÜSSE ΟΔΟΣ Ёлка", "grüsse οδοσ ёлка");
	assert_normalized("a\xff", "a\xef\xbf\xbd");
}

static void text_equal_normalized_compares_labels(void **state)
{
	(void)state;
	assert_true(text_equal_normalized(" Log  in", "LOG IN "));
	assert_true(text_equal_normalized(NULL, "  "));
	assert_true(text_equal_normalized("ὁδός", "ὉΔΌΣ"));
	assert_false(text_equal_normalized("Log in", "Login"));
	assert_false(text_equal_normalized("Log in", "Log i"));
	assert_false(text_equal_normalized("", "a"));
}

static void text_contains_normalized_finds_inside(void **state)
{
	(void)state;
	assert_true(text_contains_normalized("Your  ORDER was\nplaced.", "order WAS placed"));
	assert_true(text_contains_normalized("abc", " "));
	assert_true(text_contains_normalized(NULL, NULL));
	assert_false(text_contains_normalized("abc", "abcd"));
	assert_false(text_contains_normalized(NULL, "a"));
}

static void text_glob_matches_whole_texts(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *text;
		bool matches;
	} cases[] = {
		{"", "", true},
		{"", "a", false},
		{"*", "", true},
		{"*", "a/b", true},
		{"a", "a", true},
		{"a", "ab", false},
		{"ab", "a", false},
		{"?", "", false},
		{"?", "a", true},
		{"?", "\xe2\x82\xac", true},
		{"??", "\xe2\x82\xac", false},
		{"*??", "\xe2\x82\xac", false},
		{"*?\xc3\xa9", "\xc3\xa9\xc3\xa9", true},
		{"a*c", "abbbc", true},
		{"a*c", "abbbcd", false},
		{"*.pdf", "report.pdf", true},
		{"*.pdf", ".pdf.pdf", true},
		{"*a*b*", "xxaxxbxx", true},
		{"*a*b*", "xxbxxaxx", false},
		{"a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
		{"https://*/orders/?", "https://shop.test/eu/orders/7", true},
		{"https://*/orders/?", "https://shop.test/eu/orders/77", false},
		{"**", "a", true},
		{"A", "a", false},
	};
	for (size_t i = 0; i < SIZE(cases); i++)
		if (text_glob(cases[i].pattern, cases[i].text) != cases[i].matches)
			fail_msg("'%s' on '%s'", cases[i].pattern, cases[i].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_next_reverses_text_encode_for_every_character),
		cmocka_unit_test(text_encode_replaces_what_is_no_character),
		cmocka_unit_test(text_next_moves_one_byte_over_what_is_invalid),
		cmocka_unit_test(text_is_valid_knows_nul_and_length),
		cmocka_unit_test(text_repair_replaces_bad_bytes_and_nuls),
		cmocka_unit_test(text_repair_makes_any_bytes_valid),
		cmocka_unit_test(text_cut_stays_on_a_boundary),
		cmocka_unit_test(text_is_blank_knows_white_space),
		cmocka_unit_test(text_starts_and_ends_with_its_parts),
		cmocka_unit_test(text_fold_character_agrees_with_unicode_in_common_blocks),
		cmocka_unit_test(text_fold_character_is_final_and_grows_no_text),
		cmocka_unit_test(text_normalize_trims_folds_and_joins_spaces),
		cmocka_unit_test(text_equal_normalized_compares_labels),
		cmocka_unit_test(text_contains_normalized_finds_inside),
		cmocka_unit_test(text_glob_matches_whole_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
