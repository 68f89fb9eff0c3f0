#include "policy/exclusion.h"

#include "story.h"

#include "policy/interruption.h"

struct fixture {
	struct page shown, now;
	struct story story;
};

static int set_up(void **state)
{
	struct fixture *fixture = memory_new(1, sizeof(*fixture));
	page_init(&fixture->shown, "http://localhost/");
	page_init(&fixture->now, "http://localhost/");
	story_init(&fixture->story, "Look at the moonlight");
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	story_release(&fixture->story);
	page_release(&fixture->shown);
	page_release(&fixture->now);
	free(fixture);
	return 0;
}

/* Links of a navigation, "A|B|C" as a list; returns the one at `which`. */
static const struct element *add_links(struct page *page, const char *const *names, size_t which)
{
	const struct element *found = NULL;
	page_group(page, "navigation", "", -1);
	for (size_t i = 0; names[i]; i++) {
		const struct element *link = page_link(page, names[i]);
		found = i == which ? link : found;
	}
	page->group = -1;
	page_done(page);
	return found;
}

static void click(struct fixture *fixture, const struct element *target)
{
	story_step(&fixture->story, &fixture->shown.observation, ACTION_CLICK, target, "");
	story_bind(&fixture->story, NULL);
}

static void expect(struct fixture *fixture, const struct element *element)
{
	fixture->story.input.waits = 0;
	story_expect_refusal(&fixture->story, &fixture->now.observation, ERROR_NOT_FOUND);
	fixture->story.input.waits = 1;
	story_expect(&fixture->story, &fixture->now.observation, ACTION_CLICK, element, "", 0);
}

static void expect_nothing(struct fixture *fixture)
{
	fixture->story.input.waits = PATIENCE + 1;
	story_expect_refusal(&fixture->story, &fixture->now.observation, ERROR_NOT_FOUND);
}

static const char *const shown_links[] = {"Home", "Rooms", "Moonlight", "Contact", NULL};

static void the_link_left_over_in_a_navigation_is_meant_after_a_wait(void **state)
{
	struct fixture *fixture = *state;
	static const char *const links[] = {"Contact us", "Starlight", "Start", "Rooms", NULL};
	click(fixture, add_links(&fixture->shown, shown_links, 2));
	expect(fixture, add_links(&fixture->now, links, 1));
}

static void with_two_left_over_none_is_meant(void **state)
{
	struct fixture *fixture = *state;
	static const char *const links[] = {
		"Contact us", "Starlight", "Offers", "Home", "Rooms", NULL};
	click(fixture, add_links(&fixture->shown, shown_links, 2));
	add_links(&fixture->now, links, 0);
	expect_nothing(fixture);
}

static void where_another_is_missing_too_none_is_meant(void **state)
{
	struct fixture *fixture = *state;
	static const char *const links[] = {"Contact us", "Starlight", "Home", NULL};
	click(fixture, add_links(&fixture->shown, shown_links, 2));
	add_links(&fixture->now, links, 0);
	expect_nothing(fixture);
}

static void a_navigation_of_which_nothing_is_known_is_another_one(void **state)
{
	struct fixture *fixture = *state;
	static const char *const links[] = {"Starlight", NULL};
	click(fixture, add_links(&fixture->shown, shown_links, 2));
	add_links(&fixture->now, links, 0);
	expect_nothing(fixture);
}

static const struct element *add_form(struct page *page, const char *submit)
{
	page_group(page, "form", "Your booking", -1);
	page_field(page, "Surname");
	const struct element *button = page_button(page, submit);
	page->group = -1;
	page_link(page, "Help");
	page_done(page);
	return button;
}

static void the_only_button_of_a_form_is_meant(void **state)
{
	struct fixture *fixture = *state;
	click(fixture, add_form(&fixture->shown, "Frobnicate"));
	expect(fixture, add_form(&fixture->now, "Transmogrify"));
}

static void a_button_that_says_the_opposite_is_not_meant(void **state)
{
	static const char *const labels[] = {"Cancel", "Delete booking", "Back", "Close"};
	(void)state;
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		struct fixture *fixture;
		set_up((void **)&fixture);
		click(fixture, add_form(&fixture->shown, "Frobnicate"));
		add_form(&fixture->now, labels[i]);
		expect_nothing(fixture);
		tear_down((void **)&fixture);
	}
}

static void a_button_outside_of_any_group_is_not_meant(void **state)
{
	struct fixture *fixture = *state;
	const struct element *button = page_button(&fixture->shown, "Export report");
	page_link(&fixture->shown, "Home");
	page_done(&fixture->shown);
	click(fixture, button);
	page_button(&fixture->now, "Delete account");
	page_link(&fixture->now, "Home");
	page_done(&fixture->now);
	expect_nothing(fixture);
}

static const struct element *add_fields(struct page *page, const char *first, const char *second)
{
	const struct element *field = NULL;
	page_field(page, "Surname");
	if (first)
		field = page_field(page, first);
	if (second)
		page_field(page, second);
	page_button(page, "Find");
	page_done(page);
	return field;
}

static void the_field_left_over_on_a_page_is_meant(void **state)
{
	struct fixture *fixture = *state;
	const struct element *shown = add_fields(&fixture->shown, "Booking reference", NULL);
	story_step(&fixture->story, &fixture->shown.observation, ACTION_TYPE, shown, "B-17");
	const struct element *now = add_fields(&fixture->now, "What we sent you", NULL);
	fixture->story.input.waits = 1;
	story_expect(&fixture->story, &fixture->now.observation, ACTION_TYPE, now, "B-17", 0);
}

static void a_field_that_may_be_another_one_reworded_is_not_meant(void **state)
{
	struct fixture *fixture = *state;
	const struct element *shown =
		add_fields(&fixture->shown, "Booking reference", "Favourite animal");
	story_step(&fixture->story, &fixture->shown.observation, ACTION_TYPE, shown, "B-17");
	add_fields(&fixture->now, "Best beast", NULL);
	expect_nothing(fixture);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_link_left_over_in_a_navigation_is_meant_after_a_wait),
		TEST(with_two_left_over_none_is_meant),
		TEST(where_another_is_missing_too_none_is_meant),
		TEST(a_navigation_of_which_nothing_is_known_is_another_one),
		TEST(the_only_button_of_a_form_is_meant),
		cmocka_unit_test(a_button_that_says_the_opposite_is_not_meant),
		TEST(a_button_outside_of_any_group_is_not_meant),
		TEST(the_field_left_over_on_a_page_is_meant),
		TEST(a_field_that_may_be_another_one_reworded_is_not_meant),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
