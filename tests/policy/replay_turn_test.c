/*
 * What replay does when the page is not as it was: something came up in between, or what comes next
 * is not here.
 */
#include "policy/replay.h"

#include "policy/interruption.h"
#include "two_pages.h"

/* ---- interruptions ---- */

static void a_banner_that_covers_the_next_element_is_answered_first(void **state)
{
	struct fixture *fixture = *state;
	const struct element *shown = page_button(&fixture->shown, "New booking");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, shown, "");
	struct page *page = &fixture->now;
	struct element *button = page_button(page, "New booking");
	button->state = ELEMENT_OCCLUDED;
	page_group(page, "region", "Cookie notice", -1);
	const struct element *reject = page_button(page, "Reject all");
	page_button(page, "Accept all");
	page_done(page);
	expect(fixture, ACTION_CLICK, reject, "", -1);
	button->state = 0;
	expect(fixture, ACTION_CLICK, button, "", 0);
}

static void a_banner_that_covers_nothing_is_left_alone(void **state)
{
	struct fixture *fixture = *state;
	const struct element *shown = page_button(&fixture->shown, "New booking");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, shown, "");
	const struct element *button = page_button(&fixture->now, "New booking");
	page_group(&fixture->now, "region", "Cookie notice", -1);
	page_button(&fixture->now, "Accept all");
	page_done(&fixture->now);
	expect(fixture, ACTION_CLICK, button, "", 0);
}

static void a_new_question_after_the_last_step_is_confirmed_before_the_end(void **state)
{
	struct fixture *fixture = *state;
	const struct element *shown = page_button(&fixture->shown, "Cancel order");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, shown, "");
	struct page *page = &fixture->now;
	const struct element *button = page_button(page, "Cancel order");
	page_done(page);
	expect(fixture, ACTION_CLICK, button, "", 0);
	page_group(page, "dialog", "Cancel this order?", -1);
	page_button(page, "Cancel");
	const struct element *confirm = page_button(page, "Yes, cancel order");
	page_done(page);
	expect(fixture, ACTION_CLICK, confirm, "", -1);
}

static void a_new_question_is_answered_before_a_step_that_it_does_not_cover(void **state)
{
	struct fixture *fixture = *state;
	const struct element *delete = page_button(&fixture->shown, "Delete");
	const struct element *home = page_link(&fixture->shown, "Home");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, delete, "");
	show(fixture, ACTION_CLICK, home, "");
	struct page *page = &fixture->now;
	delete = page_button(page, "Delete");
	home = page_link(page, "Home");
	page_done(page);
	expect(fixture, ACTION_CLICK, delete, "", 0);
	page_group(page, "alertdialog", "Delete?", -1);
	page_button(page, "Keep");
	const struct element *ok = page_button(page, "OK");
	page_done(page);
	expect(fixture, ACTION_CLICK, ok, "", -1);
}

static void a_demonstrated_question_is_answered_by_its_step(void **state)
{
	struct fixture *fixture = *state;
	const struct element *delete = page_button(&fixture->shown, "Delete");
	page_done(&fixture->shown);
	page_group(&fixture->other, "dialog", "Delete order?", -1);
	const struct element *yes = page_button(&fixture->other, "Yes");
	page_done(&fixture->other);
	show(fixture, ACTION_CLICK, delete, "");
	story_step(&fixture->story, &fixture->other.observation, ACTION_CLICK, yes, "");
	struct page *page = &fixture->now;
	delete = page_button(page, "Delete");
	page_done(page);
	expect(fixture, ACTION_CLICK, delete, "", 0);
	page_group(page, "dialog", "Delete order?", -1);
	yes = page_button(page, "Yes");
	page_done(page);
	expect(fixture, ACTION_CLICK, yes, "", 1);
	page->observation.element_count = 1;
	page->observation.group_count = 0;
	expect(fixture, ACTION_FINISH, NULL, "", -1);
}

static void a_demonstrated_question_that_is_not_asked_any_more_is_skipped(void **state)
{
	struct fixture *fixture = *state;
	const struct element *delete = page_button(&fixture->shown, "Delete");
	const struct element *home = page_link(&fixture->shown, "Home");
	page_done(&fixture->shown);
	page_group(&fixture->other, "dialog", "Delete order?", -1);
	const struct element *yes = page_button(&fixture->other, "Yes");
	page_done(&fixture->other);
	show(fixture, ACTION_CLICK, delete, "");
	story_step(&fixture->story, &fixture->other.observation, ACTION_CLICK, yes, "");
	show(fixture, ACTION_CLICK, home, "");
	struct page *page = &fixture->now;
	delete = page_button(page, "Delete");
	home = page_link(page, "Home");
	page_done(page);
	expect(fixture, ACTION_CLICK, delete, "", 0);
	expect_refusal(fixture, ERROR_NOT_FOUND);
	fixture->story.input.waits = PATIENCE;
	expect(fixture, ACTION_WAIT, NULL, "", 1);
	expect(fixture, ACTION_CLICK, home, "", 2);
}

static void an_outcome_that_does_not_show_is_waited_for_and_looked_for(void **state)
{
	struct fixture *fixture = *state;
	const struct element *order = page_button(&fixture->shown, "Place order");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, order, "");
	char text[] = "Thank you for your order";
	fixture->story.demonstration.criterion.text = text;
	order = page_button(&fixture->now, "Place order");
	page_done(&fixture->now);
	expect(fixture, ACTION_CLICK, order, "", 0);
	page_text(&fixture->other, "Please check your data");
	page_button(&fixture->other, "Cancel");
	const struct element *confirm = page_button(&fixture->other, "Confirm");
	page_done(&fixture->other);
	story_expect_refusal(&fixture->story, &fixture->other.observation, ERROR_NOT_FOUND);
	fixture->story.input.waits = PATIENCE;
	story_expect(&fixture->story, &fixture->other.observation, ACTION_CLICK, confirm, "", -1);
	story_did(&fixture->story);
	page_text(&fixture->now, "Thank you for your order");
	expect(fixture, ACTION_FINISH, NULL, "", -1);
	fixture->story.demonstration.criterion.text = NULL;
}

static void an_outcome_that_never_shows_ends_the_run(void **state)
{
	struct fixture *fixture = *state;
	const struct element *order = page_button(&fixture->shown, "Place order");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, order, "");
	char text[] = "Thank you for your order";
	fixture->story.demonstration.criterion.text = text;
	order = page_button(&fixture->now, "Place order");
	page_done(&fixture->now);
	expect(fixture, ACTION_CLICK, order, "", 0);
	expect_refusal(fixture, ERROR_NOT_FOUND);
	fixture->story.input.waits = PATIENCE;
	expect(fixture, ACTION_FINISH, NULL, "", -1);
	fixture->story.demonstration.criterion.text = NULL;
}

/* ---- dialogs of the browser ---- */

static void a_dialog_of_the_browser_is_answered_as_demonstrated(void **state)
{
	struct fixture *fixture = *state;
	page_done(&fixture->shown);
	show(fixture, ACTION_DIALOG, NULL, "accept:Anna");
	story_parameter(&fixture->story, "customer", "Anna", "");
	bind(fixture, "customer=Boris", NULL);
	fixture->now.observation.dialog_type = "prompt";
	fixture->now.observation.dialog_message = "Name?";
	page_done(&fixture->now);
	expect(fixture, ACTION_DIALOG, NULL, "accept:Boris", 0);
}

/* "Delete" is done, the way it ended and in the mode given, and the browser asks something. */
static void delete_and_be_asked(struct fixture *fixture, enum action_kind kind, bool failed)
{
	const struct element *delete = page_button(&fixture->shown, "Delete");
	page_done(&fixture->shown);
	show(fixture, kind, delete, "");
	delete = page_button(&fixture->now, "Delete");
	page_done(&fixture->now);
	expect(fixture, kind, delete, "", 0);
	fixture->story.history[0].failed = failed;
	fixture->now.observation.dialog_type = "confirm";
}

static void a_dialog_of_the_browser_after_a_deed_is_accepted(void **state)
{
	delete_and_be_asked(*state, ACTION_CLICK, false);
	expect(*state, ACTION_DIALOG, NULL, "accept", -1);
}

static void a_dialog_of_the_browser_that_comes_by_itself_is_dismissed(void **state)
{
	struct fixture *fixture = *state;
	const struct element *home = page_link(&fixture->shown, "Home");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, home, "");
	fixture->now.observation.dialog_type = "confirm";
	page_done(&fixture->now);
	expect(fixture, ACTION_DIALOG, NULL, "dismiss", -1);
}

static void a_dialog_after_what_failed_or_only_pointed_is_dismissed(void **state)
{
	delete_and_be_asked(*state, ACTION_CLICK, true);
	expect(*state, ACTION_DIALOG, NULL, "dismiss", -1);
	tear_down(state);
	set_up(state);
	delete_and_be_asked(*state, ACTION_HOVER, false);
	expect(*state, ACTION_DIALOG, NULL, "dismiss", -1);
}

static void word_for_word_nothing_is_accepted_that_was_not_shown(void **state)
{
	struct fixture *fixture = *state;
	delete_and_be_asked(fixture, ACTION_CLICK, false);
	fixture->story.input.literal = true;
	expect(fixture, ACTION_DIALOG, NULL, "dismiss", -1);
}

static void a_question_drawn_by_the_page_may_become_one_of_the_browser(void **state)
{
	struct fixture *fixture = *state;
	page_group(&fixture->shown, "dialog", "Delete order?", -1);
	const struct element *keep = page_button(&fixture->shown, "Keep it");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, keep, "");
	fixture->now.observation.dialog_type = "confirm";
	page_done(&fixture->now);
	expect(fixture, ACTION_DIALOG, NULL, "dismiss", 0);
}

static void a_question_of_the_browser_may_become_one_drawn_by_the_page(void **state)
{
	struct fixture *fixture = *state;
	const struct element *delete = page_button(&fixture->shown, "Delete");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, delete, "");
	show(fixture, ACTION_DIALOG, NULL, "accept");
	struct page *page = &fixture->now;
	delete = page_button(page, "Delete");
	page_done(page);
	expect(fixture, ACTION_CLICK, delete, "", 0);
	expect_refusal(fixture, ERROR_NOT_FOUND);
	page_group(page, "dialog", "Sure?", -1);
	page_button(page, "Cancel");
	const struct element *confirm = page_button(page, "Delete");
	page_done(page);
	expect(fixture, ACTION_CLICK, confirm, "", 1);
}

/* ---- other orders and pages ---- */

static void later_fields_come_first_when_the_current_is_not_here_and_then_next(void **state)
{
	struct fixture *fixture = *state;
	const struct element *name = page_field(&fixture->shown, "Customer");
	const struct element *city = page_field(&fixture->shown, "City");
	const struct element *send = page_button(&fixture->shown, "Send");
	page_done(&fixture->shown);
	show(fixture, ACTION_TYPE, name, "Anna");
	show(fixture, ACTION_TYPE, city, "Bonn");
	show(fixture, ACTION_CLICK, send, "");
	struct page *page = &fixture->now;
	const struct element *town = page_field(page, "Town");
	const struct element *next = page_button(page, "Next");
	page_done(page);
	for (int wait = 0; wait < PATIENCE; wait++) {
		fixture->story.input.waits = wait;
		expect_refusal(fixture, ERROR_NOT_FOUND);
	}
	fixture->story.input.waits = PATIENCE;
	expect(fixture, ACTION_TYPE, town, "Bonn", 1);
	expect_refusal(fixture, ERROR_NOT_FOUND);
	fixture->story.input.waits = PATIENCE;
	expect(fixture, ACTION_CLICK, next, "", -1);
	name = page_field(&fixture->other, "Customer");
	page_button(&fixture->other, "Send");
	page_done(&fixture->other);
	story_expect(&fixture->story, &fixture->other.observation, ACTION_TYPE, name, "Anna", 0);
}

static void fields_behind_a_click_do_not_come_before_it(void **state)
{
	struct fixture *fixture = *state;
	const struct element *open = page_button(&fixture->shown, "Open settings");
	const struct element *city = page_field(&fixture->shown, "City");
	page_done(&fixture->shown);
	show(fixture, ACTION_CLICK, open, "");
	show(fixture, ACTION_TYPE, city, "Bonn");
	page_field(&fixture->now, "City");
	page_done(&fixture->now);
	fixture->story.input.waits = PATIENCE + 1;
	expect_refusal(fixture, ERROR_NOT_FOUND);
}

static void pages_that_were_joined_need_no_next(void **state)
{
	struct fixture *fixture = *state;
	const struct element *next = page_button(&fixture->shown, "Next");
	page_done(&fixture->shown);
	const struct element *city = page_field(&fixture->other, "City");
	page_done(&fixture->other);
	show(fixture, ACTION_CLICK, next, "");
	story_step(&fixture->story, &fixture->other.observation, ACTION_TYPE, city, "Bonn");
	city = page_field(&fixture->now, "City");
	page_done(&fixture->now);
	expect_refusal(fixture, ERROR_NOT_FOUND);
	fixture->story.input.waits = PATIENCE;
	expect(fixture, ACTION_WAIT, NULL, "", 0);
	expect(fixture, ACTION_TYPE, city, "Bonn", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_banner_that_covers_the_next_element_is_answered_first),
		TEST(a_banner_that_covers_nothing_is_left_alone),
		TEST(a_new_question_after_the_last_step_is_confirmed_before_the_end),
		TEST(a_new_question_is_answered_before_a_step_that_it_does_not_cover),
		TEST(a_demonstrated_question_is_answered_by_its_step),
		TEST(a_demonstrated_question_that_is_not_asked_any_more_is_skipped),
		TEST(an_outcome_that_does_not_show_is_waited_for_and_looked_for),
		TEST(an_outcome_that_never_shows_ends_the_run),
		TEST(a_dialog_of_the_browser_is_answered_as_demonstrated),
		TEST(a_dialog_of_the_browser_after_a_deed_is_accepted),
		TEST(a_dialog_of_the_browser_that_comes_by_itself_is_dismissed),
		TEST(a_dialog_after_what_failed_or_only_pointed_is_dismissed),
		TEST(word_for_word_nothing_is_accepted_that_was_not_shown),
		TEST(a_question_drawn_by_the_page_may_become_one_of_the_browser),
		TEST(a_question_of_the_browser_may_become_one_drawn_by_the_page),
		TEST(later_fields_come_first_when_the_current_is_not_here_and_then_next),
		TEST(fields_behind_a_click_do_not_come_before_it),
		TEST(pages_that_were_joined_need_no_next),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
