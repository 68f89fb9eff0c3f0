#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "observation/wire.h"

#include <string.h>

static const char report[] = "d`5`-1`1280`720`40`3000`en`The \x01title\x01\n"
			     "g`form`-1`Order\n"
			     "g`row`0`\n"
			     "k`0`input`textbox`text`3\n"
			     "e`77`0`0`256`10`20`100`30`0`html>body>:0`Name`"
			     "vtwo\x02lines`pFull`dname\n"
			     "k`1`select`combobox``5\n"
			     "e``1`1``10`60`100`30``:1`Room`vBlue`p\n"
			     "o`1`Blue`b1\n"
			     "o`2`Red\n"
			     "f`0`1`4096`5.5`6.5`300`200`inner\n"
			     "k`2`p`text``0\n"
			     "b`/list?page=1\n"
			     "e`79`-1`2``0`90`10`10`1`//>:0`Long`mand more`f#two\n"
			     "h`79\n"
			     "c`elements`3`9\n"
			     "z\n";

struct parse {
	struct arena arena;
	struct frame_report report;
	struct error error;
};

static int read_text(struct parse *parse, const char *text)
{
	arena_release(&parse->arena);
	arena_init(&parse->arena, 1 << 20);
	return wire_read(&parse->report, text, strlen(text), &parse->arena, &parse->error);
}

static int make(void **state)
{
	static struct parse parse;
	parse = (struct parse){0};
	*state = &parse;
	return 0;
}

static int drop(void **state)
{
	struct parse *parse = *state;
	arena_release(&parse->arena);
	return 0;
}

static void a_report_is_read(void **state)
{
	struct parse *parse = *state;
	assert_int_equal(read_text(parse, report), 0);
	const struct frame_report *read = &parse->report;
	assert_int_equal(read->base, 5);
	assert_string_equal(read->title, "The `title`");
	assert_int_equal(read->element_count, 3);
	assert_int_equal(read->elements[0].id, 77);
	assert_string_equal(read->elements[0].value, "two\nlines");
	assert_string_equal(read->elements[0].placeholder, "Full");
	assert_string_equal(read->elements[0].locators.dom_id, "name");
	assert_string_equal(read->elements[0].href, "");
	assert_string_equal(read->elements[2].href, "/list?page=1#two");
	assert_int_equal(read->elements[1].option_count, 2);
	assert_string_equal(read->elements[1].options[0].value, "b1");
	assert_true(read->elements[1].options[0].selected);
	assert_string_equal(read->elements[1].options[1].value, "Red");
	assert_true(read->elements[1].options[1].disabled);
	assert_string_equal(read->more[2], "and more");
	assert_int_equal(read->groups[1].parent, 0);
	assert_int_equal(read->slots[0].element, 2);
	assert_int_equal(read->slots[0].index, 0);
	assert_true(read->slots[0].x > 5.4f && read->slots[0].x < 5.6f);
	assert_int_equal(read->hosts[0], 79);
	assert_int_equal(read->cuts[0].total, 9);
}

static void what_is_left_out_is_as_before(void **state)
{
	struct parse *parse = *state;
	assert_int_equal(read_text(parse, "d`0\ng`form`-1`\nk`0`a`link``1\n"
					  "e`7`0`0`64`1`2`3`4`0`body>:0`One`p\n"
					  "e```0``1`2`3`4``:1`Two`pOther\nz\n"),
		0);
	const struct element *one = &parse->report.elements[0], *two = one + 1;
	assert_int_equal(two->id, 8);
	assert_int_equal(two->group, 0);
	assert_int_equal(two->state, 0);
	assert_int_equal(two->operations, 1);
	assert_string_equal(two->tag, "a");
	assert_string_equal(two->role, "link");
	assert_string_equal(one->placeholder, "One");
	assert_string_equal(two->placeholder, "Other");
	assert_string_equal(two->locators.path, "body>a:1");
}

static void paths_continue_the_one_before(void **state)
{
	struct parse *parse = *state;
	assert_int_equal(read_text(parse, report), 0);
	assert_string_equal(parse->report.elements[0].locators.path, "html>body>input:0");
	assert_string_equal(parse->report.elements[1].locators.path, "html>body>select:1");
	assert_string_equal(parse->report.elements[2].locators.path, "html>//>p:0");
}

static void a_report_that_breaks_off_is_refused(void **state)
{
	struct parse *parse = *state;
	char text[sizeof report];
	for (size_t length = 0; length + 2 < strlen(report); length++) {
		memcpy(text, report, length);
		text[length] = 0;
		if (read_text(parse, text) != ERROR_PROTOCOL)
			fail_msg("%zu bytes were taken for a whole report", length);
	}
}

static void malformed_lines_are_refused(void **state)
{
	static const char *const texts[] = {"", "x`y\nz\n", "e`1`2\nz\n", "\nz\n",
		"e`1`-1`0``1`2`3`4`0`:0`of a kind that was not told\nz\n", "k`1`p`text``0\nz\n",
		"k`-1`p`text``0\nz\n"};
	struct parse *parse = *state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_int_equal(read_text(parse, texts[i]), ERROR_PROTOCOL);
}

static void wild_numbers_do_no_harm(void **state)
{
	struct parse *parse = *state;
	assert_int_equal(read_text(parse, "d`a`b`c`d`e`f\ng`form`99`\no`1`lonely\n"
					  "k`0`p`text``x\n"
					  "e`99999999999`77`0`x`1e99`nan`y`z`5000`a>b`T\nz\n"),
		0);
	assert_int_equal(parse->report.element_count, 1);
	assert_int_equal(parse->report.elements[0].group, -1);
	assert_int_equal(parse->report.groups[0].parent, -1);
}

static void long_names_are_cut_and_counted(void **state)
{
	struct parse *parse = *state;
	char text[2000] = "d`0`-1`1`1`0`0``\nk`0`p`text``0\ne`1`-1`0`0`0`0`1`1`0`html`";
	for (int i = 0; i < 300; i++)
		strcat(text, "\u00e9");
	strcat(text, "\nz\n");
	assert_int_equal(read_text(parse, text), 0);
	assert_int_equal(strlen(parse->report.elements[0].name), OBSERVATION_NAME_MAXIMUM);
	assert_int_equal(parse->report.long_texts, 1);
}

static void an_arena_that_is_full_is_a_limit(void **state)
{
	struct parse *parse = *state;
	arena_init(&parse->arena, 600);
	assert_int_equal(
		wire_read(&parse->report, report, strlen(report), &parse->arena, &parse->error),
		ERROR_LIMIT);
}

#define with_parse(test) cmocka_unit_test_setup_teardown(test, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_parse(a_report_is_read),
		with_parse(what_is_left_out_is_as_before),
		with_parse(paths_continue_the_one_before),
		with_parse(a_report_that_breaks_off_is_refused),
		with_parse(malformed_lines_are_refused),
		with_parse(wild_numbers_do_no_harm),
		with_parse(long_names_are_cut_and_counted),
		with_parse(an_arena_that_is_full_is_a_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
