#include "base/terminal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void columns_are_those_of_the_screen(void **state)
{
	(void)state;
	assert_int_equal(terminal_columns(""), 0);
	assert_int_equal(terminal_columns("Book"), 4);
	assert_int_equal(terminal_columns("Käse"), 4);
	assert_int_equal(terminal_columns("Ka\xcc\x88se"), 4); /* the same, of two characters */
	assert_int_equal(terminal_columns("日本"), 4);
	assert_int_equal(terminal_columns("█▁"), 2);
}

static void assert_cut(const char *text, size_t columns, const char *expected)
{
	char *cut = terminal_cut(text, columns);
	assert_string_equal(cut, expected);
	free(cut);
}

static void what_does_not_fit_is_cut_where_a_character_ends(void **state)
{
	(void)state;
	assert_cut("Book Blue", 9, "Book Blue");
	assert_cut("Book Blue", 8, "Book ...");
	assert_cut("Book Blue", 3, "Boo");
	assert_cut("Book", 0, "");
	assert_cut("日本語日本語", 8, "日本...");
	assert_cut("ääää", 2, "ää");
}

static void a_file_takes_neither_colour_nor_moves(void **state)
{
	(void)state;
	int columns, rows;
	FILE *file = tmpfile();
	setenv("TERM", "xterm", 1);
	assert_false(terminal_takes_colour(file));
	assert_false(terminal_takes_moves(file));
	terminal_size(file, &columns, &rows);
	assert_int_equal(columns, 80);
	assert_int_equal(rows, 24);
	fclose(file);
}

static void the_locale_tells_utf8(void **state)
{
	(void)state;
	unsetenv("LC_ALL");
	unsetenv("LC_CTYPE");
	unsetenv("LANG");
	assert_false(terminal_takes_utf8());
	setenv("LANG", "de_DE.UTF-8", 1);
	assert_true(terminal_takes_utf8());
	setenv("LC_CTYPE", "C", 1);
	assert_false(terminal_takes_utf8());
	setenv("LC_ALL", "C.utf8", 1);
	assert_true(terminal_takes_utf8());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_those_of_the_screen),
		cmocka_unit_test(what_does_not_fit_is_cut_where_a_character_ends),
		cmocka_unit_test(a_file_takes_neither_colour_nor_moves),
		cmocka_unit_test(the_locale_tells_utf8),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
