#include "cli/printer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

struct sheet {
	char *text;
	size_t length;
	FILE *stream;
	struct secrets secrets;
};

static int open_sheet(void **state)
{
	struct sheet *sheet = calloc(1, sizeof(*sheet));
	sheet->stream = tmpfile();
	secrets_init(&sheet->secrets);
	secrets_add(&sheet->secrets, "password", NULL, "hunter2!", NULL);
	*state = sheet;
	return !sheet->stream;
}

static int close_sheet(void **state)
{
	struct sheet *sheet = *state;
	fclose(sheet->stream);
	secrets_release(&sheet->secrets);
	free(sheet->text);
	free(sheet);
	return 0;
}

static const char *printed(struct sheet *sheet)
{
	rewind(sheet->stream);
	sheet->text = calloc(1, 4096);
	assert_true(fread(sheet->text, 1, 4095, sheet->stream) < 4095);
	return sheet->text;
}

static void lines_in_a_file_have_no_colour(void **state)
{
	struct sheet *sheet = *state;
	struct printer printer = printer_for(sheet->stream, NULL);
	assert_false(printer.colour);
	print_line(&printer, TONE_GOOD, "%s %d", "done", 3);
	print_gap(&printer);
	print_line(&printer, TONE_PLAIN, "next");
	assert_string_equal(printed(sheet), "done 3\n\nnext\n");
}

static void colour_surrounds_a_line(void **state)
{
	struct sheet *sheet = *state;
	struct printer printer = printer_for(sheet->stream, NULL);
	printer.colour = true;
	print_line(&printer, TONE_BAD, "bad");
	print_line(&printer, TONE_PLAIN, "plain");
	assert_string_equal(printed(sheet), "\033[31mbad\n\033[0mplain\n");
}

static void texts_cannot_steer_the_terminal(void **state)
{
	struct sheet *sheet = *state;
	struct printer printer = printer_for(sheet->stream, NULL);
	print_line(&printer, TONE_PLAIN, "a\033[2Jb\nc\rd");
	assert_string_equal(printed(sheet), "a [2Jb c d\n");
}

static void lines_hold_no_secrets(void **state)
{
	struct sheet *sheet = *state;
	struct printer printer = printer_for(sheet->stream, &sheet->secrets);
	print_line(&printer, TONE_PLAIN, "typed hunter2! there");
	assert_string_equal(printed(sheet), "typed [secret:password] there\n");
}

static void objects_are_one_line_without_secrets(void **state)
{
	struct sheet *sheet = *state;
	struct printer printer = printer_for(sheet->stream, &sheet->secrets);
	json_t *object = json_object();
	json_object_set_new(object, "a", json_text_new("x\n\033 hunter2!"));
	json_object_set_new(object, "b", json_text_new(NULL));
	print_json(&printer, object);
	assert_string_equal(
		printed(sheet), "{\"a\":\"x\\n\\u001B [secret:password]\",\"b\":null}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			lines_in_a_file_have_no_colour, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(colour_surrounds_a_line, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(
			texts_cannot_steer_the_terminal, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(lines_hold_no_secrets, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(
			objects_are_one_line_without_secrets, open_sheet, close_sheet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
