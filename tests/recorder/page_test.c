/* Reports of frames, as the collector writes them, made into pages. */
#include "recorder/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A row that can be clicked, with a cell in it that is only text; a button; an iframe. */
#define MAIN_HEAD "d`0`-1`1280`720`0`720`en`Title\n"
#define MAIN_BODY                                                                                  \
	"k`0`div`generic``1\nk`1`span`text``0\nk`2`button`button`button`1\n"                       \
	"e`11`-1`0``8`8`400`20`0`html>body>:0`Row of Ann\n"                                        \
	"e```1``8`8`90`20`3`:0`Ann\n"                                                              \
	"e```2``8`40`60`20`2`:1`Save\n"                                                            \
	"e```0``0`0`1280`700`2`:2`All\n"
#define FRAME_SLOT "f`0`-1`0`8`100`300`200`Widget\n"

static struct observation *make(const char *main, const char *inner)
{
	struct page_part parts[] = {
		{.frame = "M",
			.url = "http://a/",
			.text = main,
			.length = strlen(main),
			.parent = -1},
		{.frame = "F", .url = "http://b/", .text = inner, .parent = 0},
	};
	struct error error = {0};
	struct observation *page;

	if (inner)
		parts[1].length = strlen(inner);
	page = page_make(parts, inner ? 2 : 1, &error);
	if (!page)
		fail_msg("%s", error.message);
	return page;
}

static void page_refuses_a_report_that_is_cut(void **state)
{
	struct page_part part = {.frame = "M",
		.url = "",
		.text = MAIN_HEAD,
		.length = strlen(MAIN_HEAD),
		.parent = -1};
	struct error error = {0};

	(void)state;
	assert_null(page_make(&part, 1, &error));
	assert_int_equal(error.code, ERROR_PROTOCOL);
}

static void page_picks_what_can_be_acted_on(void **state)
{
	struct observation *page = make(MAIN_HEAD MAIN_BODY "z\n", NULL);
	uint32_t cell[] = {99, 12, 11, 14}, nothing[] = {99, 98}, far[] = {90, 91, 92, 93, 12};

	(void)state;
	assert_int_equal(page_pick(page, 0, cell, 4, PICK_OPERABLE)->id, 11);
	assert_int_equal(page_pick(page, 0, cell, 4, PICK_NEAREST)->id, 12);
	assert_null(page_pick(page, 0, cell, 4, PICK_EXACT));
	assert_null(page_pick(page, 0, nothing, 2, PICK_OPERABLE));
	assert_null(page_pick(page, 0, far, 5, PICK_OPERABLE));
	page_free(page);
}

static void page_takes_no_box_as_wide_as_itself_for_a_control(void **state)
{
	struct observation *page = make(MAIN_HEAD MAIN_BODY "z\n", NULL);
	uint32_t text[] = {12, 14}, box[] = {14};

	(void)state;
	assert_int_equal(page_pick(page, 0, text, 2, PICK_OPERABLE)->id, 12);
	assert_int_equal(page_pick(page, 0, box, 1, PICK_OPERABLE)->id, 14);
	page_free(page);
}

static void page_parts_ids_that_two_frames_chose_alike(void **state)
{
	struct observation *page = make(MAIN_HEAD FRAME_SLOT MAIN_BODY "z\n",
		"d`0`0`300`200`0`200``\nk`0`button`button`button`1\n"
		"e`13`-1`0``8`8`60`20`0`html>body>:0`Go\nz\n");
	size_t with_13 = 0;

	(void)state;
	assert_int_equal(page->frame_count, 2);
	assert_int_equal(page->element_count, 5);
	for (size_t i = 0; i < page->element_count; i++)
		with_13 += page->elements[i].id == 13;
	assert_int_equal(with_13, 1);
	assert_int_equal(page_frame(page, "F"), 1);
	assert_int_equal(page_frame(page, "X"), -1);
	page_free(page);
}

static uint64_t essence_of(const char *report)
{
	struct observation *page = make(report, NULL);
	uint64_t essence = page_essence(page);

	page_free(page);
	return essence;
}

#define ONE(state, value)                                                                          \
	MAIN_HEAD "k`0`input`textbox`text`3\n"                                                     \
		  "e`1`-1`0`" state "`8`8`60`20`0`html>body>:0`User`v" value "\nz\n"

static void page_essence_ignores_focus_and_place(void **state)
{
	(void)state;
	assert_true(essence_of(ONE("0", "a")) == essence_of(ONE("1024", "a")));
	assert_true(essence_of(ONE("0", "a")) == essence_of(ONE("2048", "a")));
	assert_false(essence_of(ONE("0", "a")) == essence_of(ONE("0", "b")));
	assert_false(essence_of(ONE("0", "a")) == essence_of(ONE("64", "a")));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(page_refuses_a_report_that_is_cut),
		cmocka_unit_test(page_picks_what_can_be_acted_on),
		cmocka_unit_test(page_takes_no_box_as_wide_as_itself_for_a_control),
		cmocka_unit_test(page_parts_ids_that_two_frames_chose_alike),
		cmocka_unit_test(page_essence_ignores_focus_and_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
