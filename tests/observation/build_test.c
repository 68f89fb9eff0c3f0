/* Frames put together, cards, likes, contexts, page text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "observation/build.h"

#include <stdio.h>
#include <string.h>

enum { FRAMES = 4 };

struct built {
	struct observation observation;
	struct frame_report reports[FRAMES];
	struct frame_input inputs[FRAMES];
	size_t count;
	struct error error;
};

static int make(void **state)
{
	static struct built built;
	built = (struct built){0};
	arena_init(&built.observation.arena, 8 << 20);
	*state = &built;
	return 0;
}

static int drop(void **state)
{
	struct built *built = *state;
	observation_release(&built->observation);
	return 0;
}

/* One more frame; report NULL: it could not be read. */
static void add(struct built *built, int parent, const char *url, const char *report)
{
	struct frame_input *input = &built->inputs[built->count];
	*input = (struct frame_input){
		.id = url, .url = url, .parent = parent, .problem = "is loading"};
	if (report) {
		struct frame_report *read = &built->reports[built->count];
		assert_int_equal(wire_read(read, report, strlen(report), &built->observation.arena,
					 &built->error),
			0);
		input->report = read;
	}
	built->count++;
}

static void build(struct built *built)
{
	assert_int_equal(
		observation_build(&built->observation, built->inputs, built->count, &built->error),
		0);
}

static const struct element *find(const struct built *built, const char *name)
{
	for (size_t i = 0; i < built->observation.element_count; i++)
		if (strcmp(built->observation.elements[i].name, name) == 0)
			return &built->observation.elements[i];
	fail_msg("no element '%s'", name);
	return NULL;
}

#define DOCUMENT(index) "d`0`" index "`1000`500`0`500`en`Title\n"
#define ELEMENT(id, group, operations, x, y, role, name)                                           \
	"k`0`p`" role "``" operations "\n"                                                         \
	"e`" id "`" group "`0``" x "`" y "`100`20`0`html`" name "\n"

static void frames_stand_where_their_iframe_is(void **state)
{
	struct built *built = *state;
	add(built, -1, "main",
		DOCUMENT("-1") "g`form`-1`Outer\n" ELEMENT("1", "-1", "1", "0", "0", "button",
			"First") "f`1`0`0`200`100`300`200`second frame\n" ELEMENT("2", "-1", "1",
			"0", "400", "button", "Last") "z\n");
	add(built, 0, "hidden",
		DOCUMENT("0") ELEMENT("3", "-1", "1", "0", "0", "button", "Hidden") "z\n");
	add(built, 0, "shown",
		DOCUMENT("1") "g`row`-1`\n" ELEMENT("4", "0", "1", "10", "20", "button", "Inside")
			ELEMENT("5", "-1", "1", "10", "250", "button", "Below") "z\n");
	build(built);
	assert_int_equal(built->observation.element_count, 4);
	assert_string_equal(built->observation.elements[1].name, "Inside");
	const struct element *inside = find(built, "Inside");
	assert_int_equal(inside->frame, 2);
	assert_true(inside->x > 209 && inside->x < 211 && inside->y > 119 && inside->y < 121);
	assert_int_equal(built->observation.groups[inside->group].parent, 0);
	assert_true(find(built, "Below")->state & ELEMENT_OFFSCREEN);
	assert_string_equal(built->observation.frames[2].name, "second frame");
	assert_string_equal(built->observation.text, "First\nInside\nBelow\nLast\n");
}

static void a_frame_that_cannot_be_read_is_a_cut(void **state)
{
	struct built *built = *state;
	add(built, -1, "main", DOCUMENT("-1") "z\n");
	add(built, 0, "http://ads.example/", NULL);
	build(built);
	assert_false(built->observation.frames[1].readable);
	assert_int_equal(built->observation.cut_count, 1);
	assert_string_equal(
		built->observation.cuts[0].what, "frame http://ads.example/ (is loading)");
}

static void what_covers_the_iframe_covers_its_elements(void **state)
{
	struct built *built = *state;
	add(built, -1, "main", DOCUMENT("-1") "f`0`-1`4096`0`0`300`200`\nz\n");
	add(built, 0, "child",
		DOCUMENT("0") ELEMENT("1", "-1", "1", "0", "0", "button", "A") "z\n");
	build(built);
	assert_int_equal(find(built, "A")->state, ELEMENT_OCCLUDED);
}

static void likes_are_numbered(void **state)
{
	struct built *built = *state;
	add(built, -1, "main",
		DOCUMENT("-1") ELEMENT("1", "-1", "1", "0", "0", "button", "Edit")
			ELEMENT("2", "-1", "1", "0", "0", "link", "Edit")
				ELEMENT("3", "-1", "1", "0", "0", "button", "Edit") "z\n");
	build(built);
	assert_int_equal(built->observation.elements[2].like_index, 1);
	assert_int_equal(built->observation.elements[2].like_count, 2);
	assert_int_equal(built->observation.elements[1].like_count, 1);
}

static void a_box_around_one_field_is_no_card(void **state)
{
	struct built *built = *state;
	add(built, -1, "main",
		DOCUMENT("-1") "g`form`-1`\ng`card`0`\ng`card`0`\ng`row`1`\n" ELEMENT(
			"1", "1", "3", "0", "0", "textbox", "Name") ELEMENT("2", "1", "0", "0", "0",
			"text", "Help") ELEMENT("3", "2", "0", "0", "0", "text", "Basic")
			ELEMENT("4", "2", "1", "0", "0", "button", "Buy") "z\n");
	build(built);
	assert_int_equal(built->observation.group_count, 3);
	assert_string_equal(built->observation.groups[find(built, "Name")->group].kind, "form");
	assert_string_equal(built->observation.groups[find(built, "Buy")->group].kind, "card");
	assert_int_equal(built->observation.groups[2].parent, 0); /* the row moved up */
	assert_string_equal(find(built, "Buy")->context, "Basic");
	assert_string_equal(find(built, "Name")->context, "");
}

static void siblings_of_a_kind_are_counted(void **state)
{
	struct built *built = *state;
	add(built, -1, "main",
		DOCUMENT("-1") "g`table`-1`\ng`row`0`\ng`list`0`\ng`row`0`\ng`table`-1`\ng`row`4`"
			       "\nz\n");
	build(built);
	assert_int_equal(built->observation.groups[3].index, 1);
	assert_int_equal(built->observation.groups[4].index, 1);
	assert_int_equal(built->observation.groups[5].index, 0);
}

static void contexts_are_bounded(void **state)
{
	struct built *built = *state;
	char report[16384] = DOCUMENT("-1") "g`row`-1`\nk`0`td`cell``0\n";
	for (int i = 0; i < 40; i++)
		snprintf(report + strlen(report), sizeof report - strlen(report),
			"e`%d`0`0``0`0`9`9`0`html`A cell with some longer text in it, "
			"number "
			"%d, and then more words to make it longer still\n",
			i + 1, i);
	strcat(report, "z\n");
	add(built, -1, "main", report);
	build(built);
	for (size_t i = 0; i < built->observation.element_count; i++)
		assert_true(
			strlen(built->observation.elements[i].context) <= OBSERVATION_NAME_MAXIMUM);
}

static void page_text_that_is_cut_says_so(void **state)
{
	struct built *built = *state;
	static char report[70000];
	strcpy(report, DOCUMENT("-1") "k`0`p`text``0\ne`1`-1`0``0`0`9`9`0`html`Start`m");
	memset(report + strlen(report), 'x', 30000);
	strcat(report, "\nz\n");
	add(built, -1, "main", report);
	build(built);
	assert_int_equal(strlen(built->observation.text), OBSERVATION_TEXT_MAXIMUM);
	assert_string_equal(built->observation.cuts[0].what, "page text");
	assert_int_equal(built->observation.cuts[0].total, 30006);
}

static void endless_cuts_are_counted_in_the_last(void **state)
{
	struct built *built = *state;
	struct observation *observation = &built->observation;
	for (int i = 0; i < 100; i++)
		assert_int_equal(observation_add_cut(observation, "thing", 1, 2, &built->error), 0);
	assert_int_equal(observation->cut_count, 64);
	assert_string_equal(observation->cuts[63].what, "further cuts");
	assert_int_equal(observation->cuts[63].total, 37);
}

#define with_built(test) cmocka_unit_test_setup_teardown(test, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_built(frames_stand_where_their_iframe_is),
		with_built(a_frame_that_cannot_be_read_is_a_cut),
		with_built(what_covers_the_iframe_covers_its_elements),
		with_built(likes_are_numbered),
		with_built(a_box_around_one_field_is_no_card),
		with_built(siblings_of_a_kind_are_counted),
		with_built(contexts_are_bounded),
		with_built(page_text_that_is_cut_says_so),
		with_built(endless_cuts_are_counted_in_the_last),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
