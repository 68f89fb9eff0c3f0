#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "browser/input.h"
#include "browser/keys.h"

#include <string.h>

static struct key key_named(const char *name)
{
	struct key key = {0};

	assert_true(key_of_name(name, strlen(name), &key));
	return key;
}

static void every_printable_character_has_a_key(void **state)
{
	struct key key;

	(void)state;
	for (uint32_t c = ' '; c <= '~'; c++) {
		assert_true(key_of_character(c, &key));
		assert_int_equal(key.text[0], c);
		assert_int_equal(key.name[0], c);
		assert_non_null(key.code);
		assert_true(key.virtual_code > 0);
	}
}

static void characters_outside_the_layout_have_none(void **state)
{
	struct key key;

	(void)state;
	assert_false(key_of_character(0xe9, &key));
	assert_false(key_of_character(0x1f600, &key));
	assert_false(key_of_character(0, &key));
	assert_false(key_of_character(0x7f, &key));
}

static void shift_is_needed_for_the_upper_row(void **state)
{
	struct key key;

	(void)state;
	assert_true(key_of_character('a', &key) && !key.shifted);
	assert_true(key_of_character('A', &key) && key.shifted);
	assert_string_equal(key.code, "KeyA");
	assert_true(key_of_character('!', &key) && key.shifted);
	assert_string_equal(key.code, "Digit1");
	assert_true(key_of_character(' ', &key) && !key.shifted);
}

static void enter_inserts_a_return_and_tab_nothing(void **state)
{
	struct key key;

	(void)state;
	assert_string_equal(key_named("Enter").text, "\r");
	assert_true(key_of_character('\n', &key));
	assert_string_equal(key.name, "Enter");
	assert_true(key_of_character('\t', &key));
	assert_string_equal(key.name, "Tab");
	assert_string_equal(key.text, "");
}

static void keys_are_known_by_the_names_people_write(void **state)
{
	(void)state;
	assert_string_equal(key_named("Esc").name, "Escape");
	assert_string_equal(key_named("ctrl").name, "Control");
	assert_string_equal(key_named("arrowdown").name, "ArrowDown");
	assert_string_equal(key_named("Down").name, "ArrowDown");
	assert_string_equal(key_named("space").text, " ");
	assert_int_equal(key_named("F12").virtual_code, 123);
	assert_int_equal(key_named("NumpadEnter").location, 3);
}

static void modifiers_have_their_bits(void **state)
{
	struct key enter = key_named("Enter");
	struct key control = key_named("Control"), shift = key_named("Shift");
	struct key alt = key_named("Alt"), meta = key_named("Meta");

	(void)state;
	assert_int_equal(key_modifier_bit(&enter), 0);
	assert_int_equal(key_modifier_bit(&control), KEY_CONTROL);
	assert_int_equal(key_modifier_bit(&shift), KEY_SHIFT);
	assert_int_equal(key_modifier_bit(&alt), KEY_ALT);
	assert_int_equal(key_modifier_bit(&meta), KEY_META);
}

static void chords_are_modifiers_and_one_key(void **state)
{
	static const char *const good[] = {
		"Enter", "a", "A", "+", "Control++", "Control+Shift+K", "Ctrl+Alt+Delete", "Shift"};
	static const char *const bad[] = {"", "Entr", "a+b", "a+Control", "Control+", "++",
		"Control+Alt+Shift+Meta+Control+a", "\xc3\xa9"};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!input_key_is_known(good[i]))
			fail_msg("%s should be known", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (input_key_is_known(bad[i]))
			fail_msg("'%s' should not be known", bad[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_printable_character_has_a_key),
		cmocka_unit_test(characters_outside_the_layout_have_none),
		cmocka_unit_test(shift_is_needed_for_the_upper_row),
		cmocka_unit_test(enter_inserts_a_return_and_tab_nothing),
		cmocka_unit_test(keys_are_known_by_the_names_people_write),
		cmocka_unit_test(modifiers_have_their_bits),
		cmocka_unit_test(chords_are_modifiers_and_one_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
