#include "policy/interruption.h"

#include "story.h"

struct fixture {
	struct page shown, now;
	struct story story;
	const struct lexicon *lexicon;
};

static int set_up(void **state)
{
	struct fixture *fixture = memory_new(1, sizeof(*fixture));
	page_init(&fixture->shown, "http://localhost/orders");
	page_init(&fixture->now, "http://localhost/orders");
	story_init(&fixture->story, "Cancel the order");
	fixture->lexicon = lexicon_of(LEXICON_ALL);
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

/* The run clicked this on the page of the demonstration, as its first step. */
static void clicked(struct fixture *fixture, const char *name)
{
	const struct element *button = page_button(&fixture->shown, name);
	page_done(&fixture->shown);
	story_step(&fixture->story, &fixture->shown.observation, ACTION_CLICK, button, "");
	fixture->story.history[fixture->story.input.history_count++] = (struct history_step){
		.action = {ACTION_CLICK, button->id, ""}, .target = button, .changes = ""};
}

static void pressed(struct fixture *fixture, const struct element *element)
{
	fixture->story.history[fixture->story.input.history_count++] =
		(struct history_step){.action = {ACTION_CLICK, element->id, ""},
			.target = element,
			.demonstration_step = -1,
			.changes = ""};
}

static void ask(struct fixture *fixture, const char *name, const char *text)
{
	page_group(&fixture->now, "dialog", name, -1);
	page_text(&fixture->now, text);
}

static void expect_name(const struct element *element, const char *name)
{
	assert_string_equal(element ? element->name : "(nothing)", name);
}

static const struct element *confirmation(struct fixture *fixture)
{
	fixture->story.input.observation = page_done(&fixture->now);
	return confirmation_answer(&fixture->story.input, fixture->lexicon, NULL);
}

static const struct element *answer(struct fixture *fixture, const struct element *wanted)
{
	fixture->story.input.observation = page_done(&fixture->now);
	return interruption_answer(&fixture->story.input, fixture->lexicon, wanted);
}

/* What was clicked, then the dialog's buttons, then which is to be pressed ("(nothing)"). */
static const char *const confirmations[][5] = {
	{"Cancel order", "Cancel", "Cancel order", NULL, "Cancel order"},
	{"Cancel order", "Cancel", "Confirm", NULL, "Confirm"},
	{"Cancel order", "Keep order", "Cancel order", NULL, "Cancel order"},
	{"Cancel order 10", "Keep order 10", "Yes, cancel it", NULL, "Yes, cancel it"},
	{"Cancel order", "No", "Yes", NULL, "Yes"},
	{"Cancel order", "Don't cancel order", "Cancel this order", NULL, "Cancel this order"},
	{"Cancel order", "Do not cancel", "Close", NULL, "(nothing)"},
	{"Cancel", "Back", "Cancel booking", NULL, "Cancel booking"},
	{"Cancel", "Cancel", "OK", NULL, "OK"},
	{"Delete", "Cancel", "Delete", NULL, "Delete"},
	{"Delete", "Cancel", "Remove", NULL, "Remove"},
	{"Delete", "Cancel", "Delete permanently", NULL, "Delete permanently"},
	{"Delete", "Keep", "OK", NULL, "OK"},
	{"Close ticket", "Close", "Confirm", NULL, "Confirm"},
	{"Ship", "Abort", "Ship now", NULL, "Ship now"},
	{"Submit", "Go back", "Continue", NULL, "Continue"},
	{"Approve", "Cancel", "Learn more", NULL, "(nothing)"},
};

static void a_question_about_the_last_click_is_confirmed_never_taken_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(confirmations) / sizeof(*confirmations); i++) {
		struct fixture *fixture;
		set_up((void **)&fixture);
		clicked(fixture, confirmations[i][0]);
		ask(fixture, "Please confirm", "Are you sure?");
		page_button(&fixture->now, confirmations[i][1]);
		page_button(&fixture->now, confirmations[i][2]);
		expect_name(confirmation(fixture), confirmations[i][4]);
		tear_down((void **)&fixture);
	}
}

static void a_question_without_a_deed_of_ours_is_no_confirmation(void **state)
{
	struct fixture *fixture = *state;
	ask(fixture, "Allow notifications?", "We would like to notify you.");
	page_button(&fixture->now, "Allow");
	page_button(&fixture->now, "Not now");
	assert_null(confirmation(fixture));
	expect_name(answer(fixture, NULL), "Not now");
}

static void a_notice_is_acknowledged(void **state)
{
	struct fixture *fixture = *state;
	ask(fixture, "What is new", "We have a new look.");
	page_button(&fixture->now, "Take the tour");
	page_button(&fixture->now, "Got it");
	expect_name(answer(fixture, NULL), "Got it");
}

static void a_cookie_banner_is_answered_with_what_commits_least(void **state)
{
	struct fixture *fixture = *state;
	page_group(&fixture->now, "region", "Cookie consent", -1);
	page_button(&fixture->now, "Settings");
	page_button(&fixture->now, "Accept all");
	page_button(&fixture->now, "Only necessary");
	expect_name(answer(fixture, NULL), "Only necessary");
}

static void a_cookie_banner_that_can_only_be_accepted_is_accepted(void **state)
{
	struct fixture *fixture = *state;
	clicked(fixture, "Cancel order");
	page_group(&fixture->now, "card", "", -1);
	page_text(&fixture->now, "We use cookies to improve this site.");
	page_button(&fixture->now, "Accept");
	expect_name(answer(fixture, NULL), "Accept");
	assert_null(confirmation(fixture));
}

static void a_shop_that_sells_cookies_is_no_banner(void **state)
{
	struct fixture *fixture = *state;
	page_group(&fixture->now, "card", "Chocolate cookies", -1);
	page_button(&fixture->now, "Add to cart");
	page_button(&fixture->now, "Details");
	assert_null(answer(fixture, NULL));
}

static void dialogs_of_the_demonstration_are_left_to_its_steps(void **state)
{
	struct fixture *fixture = *state;
	page_group(&fixture->shown, "dialog", "Cancel order 10482?", -1);
	page_button(&fixture->shown, "Yes");
	fixture->shown.group = -1;
	clicked(fixture, "Cancel order");
	ask(fixture, "Cancel order 104?", "This cannot be undone.");
	page_button(&fixture->now, "Yes");
	page_button(&fixture->now, "No");
	assert_null(confirmation(fixture));
	assert_null(answer(fixture, NULL));
}

static void a_dialog_without_a_name_is_known_by_its_buttons(void **state)
{
	struct fixture *fixture = *state;
	page_group(&fixture->shown, "dialog", "", -1);
	page_field(&fixture->shown, "Reason");
	page_button(&fixture->shown, "Send");
	fixture->shown.group = -1;
	clicked(fixture, "Cancel order");
	ask(fixture, "", "Are you sure?");
	page_button(&fixture->now, "Yes");
	expect_name(confirmation(fixture), "Yes");
	page_button(&fixture->now, "Send");
	assert_null(confirmation(fixture));
}

static void the_dialog_that_holds_what_is_wanted_is_not_answered(void **state)
{
	struct fixture *fixture = *state;
	clicked(fixture, "Edit");
	ask(fixture, "Edit address", "");
	page_button(&fixture->now, "OK");
	const struct element *field = page_field(&fixture->now, "Street");
	fixture->story.input.observation = page_done(&fixture->now);
	assert_null(confirmation_answer(&fixture->story.input, fixture->lexicon, field));
	assert_null(interruption_answer(&fixture->story.input, fixture->lexicon, field));
}

static void nothing_is_pressed_a_third_time_without_progress(void **state)
{
	struct fixture *fixture = *state;
	clicked(fixture, "Ship");
	ask(fixture, "Notice", "Something");
	const struct element *ok = page_button(&fixture->now, "OK");
	pressed(fixture, ok);
	expect_name(answer(fixture, NULL), "OK");
	pressed(fixture, ok);
	assert_null(answer(fixture, NULL));
	clicked(fixture, "Next order");
	expect_name(answer(fixture, NULL), "OK");
}

static void covered_or_disabled_buttons_are_not_pressed(void **state)
{
	struct fixture *fixture = *state;
	ask(fixture, "Notice", "Something");
	page_button(&fixture->now, "OK")->state = ELEMENT_DISABLED;
	page_button(&fixture->now, "Close")->state = ELEMENT_OCCLUDED;
	assert_null(answer(fixture, NULL));
}

static void an_offer_after_our_click_is_refused_only_with_patience(void **state)
{
	struct fixture *fixture = *state;
	clicked(fixture, "Ship");
	ask(fixture, "Newsletter", "10 % off when you subscribe");
	page_button(&fixture->now, "Subscribe");
	page_button(&fixture->now, "No thanks");
	assert_null(answer(fixture, NULL));
	fixture->story.input.waits = PATIENCE;
	expect_name(answer(fixture, NULL), "No thanks");
}

static void a_question_about_our_deed_is_not_refused_even_with_patience(void **state)
{
	struct fixture *fixture = *state;
	clicked(fixture, "Ship");
	ask(fixture, "Ship order", "Really ship it?");
	page_button(&fixture->now, "No thanks");
	page_button(&fixture->now, "Later");
	fixture->story.input.waits = PATIENCE;
	const struct element *pressed_one = answer(fixture, NULL);
	assert_true(!pressed_one || strcmp(pressed_one->name, "No thanks") != 0);
}

static void an_unexplained_overlay_is_closed_by_its_only_button(void **state)
{
	struct fixture *fixture = *state;
	struct element *wanted = page_button(&fixture->now, "Ship");
	wanted->state = ELEMENT_OCCLUDED;
	page_button(&fixture->now, "\xc3\x97");
	assert_null(answer(fixture, wanted));
	fixture->story.input.waits = 1;
	expect_name(answer(fixture, wanted), "\xc3\x97");
	page_button(&fixture->now, "Close");
	assert_null(answer(fixture, wanted));
}

static const struct element *onward(struct fixture *fixture)
{
	fixture->story.input.observation = page_done(&fixture->now);
	return way_on(&fixture->story.input, fixture->lexicon);
}

static void the_only_button_that_leads_on_is_the_way_on(void **state)
{
	struct fixture *fixture = *state;
	page_button(&fixture->now, "Back");
	page_button(&fixture->now, "Continue shopping");
	page_button(&fixture->now, "Continue to payment");
	expect_name(onward(fixture), "Continue to payment");
	page_button(&fixture->now, "Next");
	expect_name(onward(fixture), "Next");
	page_link(&fixture->now, "Next");
	assert_null(onward(fixture));
}

static void a_way_on_that_the_person_left_alone_is_none(void **state)
{
	struct fixture *fixture = *state;
	page_button(&fixture->shown, "Next");
	clicked(fixture, "Ship");
	page_button(&fixture->now, "Next");
	assert_null(onward(fixture));
}

static void a_way_on_that_the_person_took_may_be_taken_again(void **state)
{
	struct fixture *fixture = *state;
	clicked(fixture, "Next");
	page_button(&fixture->now, "Next");
	expect_name(onward(fixture), "Next");
}

static void a_page_that_asks_to_confirm_the_last_click_is_gone_through(void **state)
{
	struct fixture *fixture = *state;
	page_button(&fixture->now, "Cancel");
	page_button(&fixture->now, "Confirm");
	assert_null(onward(fixture));
	clicked(fixture, "Place order");
	expect_name(onward(fixture), "Confirm");
	page_button(&fixture->now, "Next");
	assert_null(onward(fixture));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_question_about_the_last_click_is_confirmed_never_taken_back),
		TEST(a_question_without_a_deed_of_ours_is_no_confirmation),
		TEST(a_notice_is_acknowledged),
		TEST(a_cookie_banner_is_answered_with_what_commits_least),
		TEST(a_cookie_banner_that_can_only_be_accepted_is_accepted),
		TEST(a_shop_that_sells_cookies_is_no_banner),
		TEST(dialogs_of_the_demonstration_are_left_to_its_steps),
		TEST(a_dialog_without_a_name_is_known_by_its_buttons),
		TEST(the_dialog_that_holds_what_is_wanted_is_not_answered),
		TEST(nothing_is_pressed_a_third_time_without_progress),
		TEST(covered_or_disabled_buttons_are_not_pressed),
		TEST(an_offer_after_our_click_is_refused_only_with_patience),
		TEST(a_question_about_our_deed_is_not_refused_even_with_patience),
		TEST(an_unexplained_overlay_is_closed_by_its_only_button),
		TEST(the_only_button_that_leads_on_is_the_way_on),
		TEST(a_way_on_that_the_person_left_alone_is_none),
		TEST(a_way_on_that_the_person_took_may_be_taken_again),
		TEST(a_page_that_asks_to_confirm_the_last_click_is_gone_through),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
