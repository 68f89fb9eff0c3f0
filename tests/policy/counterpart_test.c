#include "policy/counterpart.h"

#include "policy/interruption.h"
#include "two_pages.h"

/* The words of labels are unknown to the lexicon where it must not help: Frob, Zork, ... */

static void click(struct fixture *fixture, const struct element *target)
{
	story_step(&fixture->story, &fixture->shown.observation, ACTION_CLICK, target, "");
	story_bind(&fixture->story, NULL);
}

static void expect_found(struct fixture *fixture, const struct element *element)
{
	fixture->story.input.waits = 1;
	story_expect(&fixture->story, &fixture->now.observation, ACTION_CLICK, element, "", 0);
}

static void expect_none(struct fixture *fixture, int code)
{
	fixture->story.input.waits = PATIENCE + 1;
	story_expect_refusal(&fixture->story, &fixture->now.observation, code);
}

static struct element *add_way(struct page *page, const char *name, const char *href)
{
	struct element *link = page_link(page, name);
	link->href = href;
	return link;
}

static void a_link_to_the_same_address_is_the_same_whatever_it_says(void **state)
{
	struct fixture *fixture = *state;
	page_group(&fixture->shown, "navigation", "", -1);
	const struct element *frob = add_way(&fixture->shown, "Frobs", "/frob?session=1");
	add_way(&fixture->shown, "Zorks", "/zork?session=1");
	page_done(&fixture->shown);
	click(fixture, frob);
	page_group(&fixture->now, "navigation", "", -1);
	add_way(&fixture->now, "Blips", "/blip?session=2");
	add_way(&fixture->now, "Quuxes", "/zork?session=2");
	const struct element *now = add_way(&fixture->now, "Plonks", "/frob?session=2");
	page_done(&fixture->now);
	expect_found(fixture, now);
}

static void an_address_that_two_links_lead_to_tells_nothing(void **state)
{
	struct fixture *fixture = *state;
	page_group(&fixture->shown, "navigation", "", -1);
	const struct element *frob = add_way(&fixture->shown, "Frobs", "/list?kind=1");
	add_way(&fixture->shown, "Zorks", "/list?kind=2");
	page_done(&fixture->shown);
	click(fixture, frob);
	page_group(&fixture->now, "navigation", "", -1);
	add_way(&fixture->now, "Plonks", "/list?kind=3");
	add_way(&fixture->now, "Quuxes", "/list?kind=4");
	page_done(&fixture->now);
	expect_none(fixture, ERROR_NOT_FOUND);
}

static void of_two_alike_the_one_that_is_another_is_not_meant(void **state)
{
	struct fixture *fixture = *state;
	page_link(&fixture->shown, "New ticket");
	page_group(&fixture->shown, "form", "Ticket", -1);
	page_field(&fixture->shown, "Frob");
	const struct element *create = page_button(&fixture->shown, "Create ticket");
	page_done(&fixture->shown);
	click(fixture, create);
	page_link(&fixture->now, "Add ticket");
	page_group(&fixture->now, "form", "Ticket", -1);
	page_field(&fixture->now, "Frob");
	const struct element *save = page_button(&fixture->now, "Store ticket");
	page_done(&fixture->now);
	expect_found(fixture, save);
}

static void a_refusal_is_never_the_deed(void **state)
{
	struct fixture *fixture = *state;
	page_group(&fixture->shown, "form", "Order", -1);
	const struct element *cancel = page_button(&fixture->shown, "Confirm cancellation");
	page_button(&fixture->shown, "Keep order");
	page_done(&fixture->shown);
	click(fixture, cancel);
	page_group(&fixture->now, "form", "Order", -1);
	page_button(&fixture->now, "Do not cancel");
	const struct element *now = page_button(&fixture->now, "Cancel this order");
	page_done(&fixture->now);
	expect_found(fixture, now);
}

static void add_closing(struct page *page, const char *opener, const char *closer)
{
	page_button(page, opener)->state = ELEMENT_OCCLUDED;
	page_group(page, "dialog", "Frob", -1);
	page_button(page, closer);
	page_done(page);
}

static void what_a_dialog_asks_is_answered_in_the_dialog(void **state)
{
	struct fixture *fixture = *state;
	add_closing(&fixture->shown, "Close ticket", "Close it");
	click(fixture, &fixture->shown.elements[1]);
	add_closing(&fixture->now, "Mark as solved", "Finish ticket");
	expect_found(fixture, &fixture->now.elements[1]);
}

static void one_deed_is_not_taken_for_another(void **state)
{
	struct fixture *fixture = *state;
	page_group(&fixture->shown, "form", "Frob", -1);
	page_field(&fixture->shown, "Zork");
	const struct element *cancel = page_button(&fixture->shown, "Archive frob");
	page_done(&fixture->shown);
	click(fixture, cancel);
	page_group(&fixture->now, "form", "Frob", -1);
	page_field(&fixture->now, "Zork");
	page_button(&fixture->now, "Remove it");
	page_done(&fixture->now);
	expect_none(fixture, ERROR_NOT_FOUND);
}

static void the_only_search_box_is_the_search_box(void **state)
{
	struct fixture *fixture = *state;
	struct element *shown = page_field(&fixture->shown, "Zork");
	shown->type = "search";
	page_field(&fixture->shown, "Frob");
	page_done(&fixture->shown);
	show(fixture, ACTION_TYPE, shown, "pears");
	bind(fixture, NULL, NULL);
	page_field(&fixture->now, "Frob");
	struct element *now = page_field(&fixture->now, "Plonk");
	now->type = "search";
	page_field(&fixture->now, "Blip");
	page_done(&fixture->now);
	fixture->story.input.waits = 1;
	expect(fixture, ACTION_TYPE, now, "pears", 0);
}

static void fields_of_another_make_keep_apart(void **state)
{
	struct fixture *fixture = *state;
	page_group(&fixture->shown, "form", "", -1);
	page_field(&fixture->shown, "Subject");
	struct element *text = page_field(&fixture->shown, "Description");
	text->tag = "textarea";
	text->type = "";
	page_done(&fixture->shown);
	show(fixture, ACTION_TYPE, text, "It burns");
	bind(fixture, NULL, NULL);
	page_group(&fixture->now, "form", "", -1);
	page_field(&fixture->now, "Summary");
	struct element *now = page_field(&fixture->now, "What happened");
	now->tag = "textarea";
	now->type = "";
	page_done(&fixture->now);
	fixture->story.input.waits = 1;
	expect(fixture, ACTION_TYPE, now, "It burns", 0);
}

static void what_two_kinds_fit_equally_stays_open(void **state)
{
	struct fixture *fixture = *state;
	page_group(&fixture->shown, "form", "", -1);
	const struct element *frob = page_button(&fixture->shown, "Frob report");
	page_field(&fixture->shown, "Blip");
	page_done(&fixture->shown);
	click(fixture, frob);
	page_group(&fixture->now, "form", "", -1);
	page_button(&fixture->now, "Zork report");
	page_button(&fixture->now, "Plonk report");
	page_field(&fixture->now, "Blip");
	page_done(&fixture->now);
	fixture->story.input.waits = PATIENCE + 1;
	assert_int_not_equal(story_decide(&fixture->story, &fixture->now.observation), 0);
}

static void an_element_of_no_page_has_no_counterparts(void **state)
{
	struct fixture *fixture = *state;
	const struct element *text = page_text(&fixture->shown, "Frob");
	page_done(&fixture->shown);
	struct step *step =
		story_step(&fixture->story, &fixture->shown.observation, ACTION_CLICK, text, "");
	const struct lexicon *lexicon = lexicon_of(LEXICON_ALL);
	struct wanted wanted;
	wanted_init(&wanted, step->target, step, NULL, NULL, lexicon);
	assert_null(counterparts_new(&fixture->now.observation, &wanted));
	counterparts_free(NULL);
	wanted_release(&wanted);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_link_to_the_same_address_is_the_same_whatever_it_says),
		TEST(an_address_that_two_links_lead_to_tells_nothing),
		TEST(of_two_alike_the_one_that_is_another_is_not_meant),
		TEST(a_refusal_is_never_the_deed),
		TEST(what_a_dialog_asks_is_answered_in_the_dialog),
		TEST(one_deed_is_not_taken_for_another),
		TEST(the_only_search_box_is_the_search_box),
		TEST(fields_of_another_make_keep_apart),
		TEST(what_two_kinds_fit_equally_stays_open),
		TEST(an_element_of_no_page_has_no_counterparts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
