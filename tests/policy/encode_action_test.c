/*
 * Which step of the plan an action carries out, and why it is done.
 */
#include "encode_support.h"

struct fixture {
	struct page page;
	struct story story;
	struct encoder *encoder;
};

static int set_up(void **state)
{
	struct fixture *f = memory_new(1, sizeof(*f));
	page_init(&f->page, "http://localhost/app");
	story_init(&f->story, "Do it");
	f->encoder = encoder_new();
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	encoder_free(f->encoder);
	story_release(&f->story);
	page_release(&f->page);
	free(f);
	return 0;
}

/* The candidate for this action on the page; texts live as long as the story. */
static struct candidate say(struct fixture *f, const struct observation *page,
	const struct element *element, enum action_kind kind, const char *value)
{
	struct candidate candidate = {0};
	struct encoded encoded;
	struct action action = {kind, element ? element->id : 0, value};
	size_t move = 0, outcome = 0;
	f->story.input.observation = page;
	encoded_init(&encoded, f->encoder, &f->story.input);
	if (!find_action(&encoded.page, &action, &move, &outcome))
		fail_msg("no move says %s '%s'", action_kind_name(kind), value);
	assert_true(encoded_action(f->encoder, &f->story.input, &encoded.page, move, outcome,
		&f->story.arena, &candidate));
	encoded_release(&encoded);
	return candidate;
}

static void did(struct fixture *f, const struct element *target, int step)
{
	f->story.history[f->story.input.history_count++] =
		(struct history_step){.action = {ACTION_CLICK, target->id, ""},
			.target = target,
			.demonstration_step = step,
			.changes = ""};
}

static void the_same_deed_at_the_best_element_carries_the_step_out(void **state)
{
	struct fixture *f = *state;
	struct element *save = page_button(&f->page, "Save"),
		       *cancel = page_button(&f->page, "Cancel");
	const struct observation *page = page_done(&f->page);
	story_step(&f->story, page, ACTION_CLICK, save, "");
	assert_int_equal(say(f, page, save, ACTION_CLICK, "").demonstration_step, 0);
	assert_int_equal(say(f, page, cancel, ACTION_CLICK, "").demonstration_step, -1);
	assert_string_equal(say(f, page, save, ACTION_CLICK, "").reason,
		"matches step 1 of the demonstration: button 'Save'");
}

static void like_buttons_of_other_rows_do_not(void **state)
{
	struct fixture *f = *state;
	int table = page_group(&f->page, "table", "", -1);
	struct element *ten = page_row(&f->page, table, "10", "x", "button", "Ship"),
		       *eleven = page_row(&f->page, table, "11", "y", "button", "Ship");
	const struct observation *page = page_done(&f->page);
	story_step(&f->story, page, ACTION_CLICK, eleven, "");
	assert_int_equal(say(f, page, eleven, ACTION_CLICK, "").demonstration_step, 0);
	assert_int_equal(say(f, page, ten, ACTION_CLICK, "").demonstration_step, -1);
}

static void a_step_that_is_done_is_not_carried_out_again(void **state)
{
	struct fixture *f = *state;
	struct element *next = page_button(&f->page, "Next");
	const struct observation *page = page_done(&f->page);
	story_step(&f->story, page, ACTION_CLICK, next, "");
	story_step(&f->story, page, ACTION_CLICK, next, "");
	assert_int_equal(say(f, page, next, ACTION_CLICK, "").demonstration_step, 0);
	did(f, next, 0);
	assert_int_equal(say(f, page, next, ACTION_CLICK, "").demonstration_step, 1);
	did(f, next, 1);
	assert_int_equal(say(f, page, next, ACTION_CLICK, "").demonstration_step, -1);
}

static void later_steps_and_skipped_ones_may_be_carried_out(void **state)
{
	struct fixture *f = *state;
	struct element *names[4];
	const char *const labels[] = {"Street", "City", "Country", "Phone"};
	for (size_t i = 0; i < 4; i++)
		names[i] = page_button(&f->page, labels[i]);
	const struct observation *page = page_done(&f->page);
	for (size_t i = 0; i < 4; i++)
		story_step(&f->story, page, ACTION_CLICK, names[i], "");
	assert_int_equal(say(f, page, names[2], ACTION_CLICK, "").demonstration_step, 2);
	did(f, names[2], 2);
	assert_int_equal(say(f, page, names[0], ACTION_CLICK, "").demonstration_step, 0);
	assert_int_equal(say(f, page, names[3], ACTION_CLICK, "").demonstration_step, 3);
}

static void a_choice_may_be_made_through_another_control(void **state)
{
	struct fixture *f = *state;
	struct page shown;
	page_init(&shown, "http://localhost/app");
	struct element *list = page_select(&shown, "Carrier", "DHL|PostNL");
	page_done(&shown);
	struct element *radio = page_radio(&f->page, "PostNL"),
		       *other = page_radio(&f->page, "DHL");
	const struct observation *page = page_done(&f->page);
	story_step(&f->story, &shown.observation, ACTION_SELECT, list, "PostNL");
	assert_int_equal(say(f, page, radio, ACTION_CHECK, "on").demonstration_step, 0);
	assert_int_equal(say(f, page, other, ACTION_CHECK, "on").demonstration_step, -1);
	page_release(&shown);
}

static void a_text_typed_elsewhere_does_not_count(void **state)
{
	struct fixture *f = *state;
	struct element *name = page_field(&f->page, "Guest name"),
		       *search = page_field(&f->page, "Search orders");
	const struct observation *page = page_done(&f->page);
	story_step(&f->story, page, ACTION_TYPE, name, "Anna Berg");
	struct candidate right = say(f, page, name, ACTION_TYPE, "Anna Berg");
	assert_int_equal(right.demonstration_step, 0);
	assert_string_equal(right.reason, "types 'Anna Berg' as in the demonstration into textbox "
					  "'Guest name': step 1 of the demonstration");
	assert_int_equal(say(f, page, search, ACTION_TYPE, "Anna Berg").demonstration_step, -1);
	/* the goal may say something else: the step is carried out with it */
	assert_int_equal(say(f, page, name, ACTION_TYPE, "it").demonstration_step, 0);
}

static void enter_and_as_shown_carry_the_same_step_out(void **state)
{
	struct fixture *f = *state;
	struct element *field = page_field(&f->page, "Search");
	field->state = ELEMENT_FOCUSED;
	const struct observation *page = page_done(&f->page);
	story_step(&f->story, page, ACTION_PRESS, field, "Enter");
	assert_int_equal(say(f, page, field, ACTION_PRESS, "Enter").demonstration_step, 0);
	assert_int_equal(say(f, page, NULL, ACTION_PRESS, "Enter").demonstration_step, 0);
	assert_int_equal(say(f, page, NULL, ACTION_WAIT, "").demonstration_step, -1);
	assert_int_equal(say(f, page, NULL, ACTION_FINISH, "").demonstration_step, -1);
}

static void an_option_in_other_words_carries_its_step_out(void **state)
{
	struct fixture *f = *state;
	struct page shown;
	page_init(&shown, "http://localhost/app");
	struct element *list = page_select(&shown, "Contact", "Telephone|Letter");
	page_done(&shown);
	struct element *now = page_select(&f->page, "Contact", "Letter|Phone");
	const struct observation *page = page_done(&f->page);
	story_step(&f->story, &shown.observation, ACTION_SELECT, list, "Telephone");
	assert_int_equal(say(f, page, now, ACTION_SELECT, "Phone").demonstration_step, 0);
	page_release(&shown);
}

static void of_an_unfolded_list_every_item_is_a_step(void **state)
{
	struct fixture *f = *state;
	struct parameters none = {0};
	const char *const names[] = {"Anna", "Bo", "Cleo"};
	struct element *boxes[3];
	for (size_t i = 0; i < 3; i++) {
		boxes[i] = page_radio(&f->page, names[i]);
		boxes[i]->role = "checkbox";
	}
	const struct observation *page = page_done(&f->page);
	free(f->story.demonstration.goal);
	f->story.demonstration.goal = memory_copy_text("Invite Anna and Bo");
	story_list(&f->story, "guests", "Anna and Bo");
	story_step(&f->story, page, ACTION_CHECK, boxes[0], "on");
	story_step(&f->story, page, ACTION_CHECK, boxes[1], "on");
	assert_int_equal(binding_make(&f->story.binding, f->story.demonstration.goal,
				 &f->story.demonstration.parameters, "Invite Bo, Cleo and Anna",
				 &none, NULL),
		0);
	f->story.input.binding = &f->story.binding;
	f->story.input.goal = "Invite Bo, Cleo and Anna";
	assert_int_equal(say(f, page, boxes[1], ACTION_CHECK, "on").demonstration_step, 0);
	assert_int_equal(say(f, page, boxes[2], ACTION_CHECK, "on").demonstration_step, 1);
	assert_int_equal(say(f, page, boxes[0], ACTION_CHECK, "on").demonstration_step, 2);
}

/* ---- reasons without a demonstration ---- */

static void what_the_goal_names_is_done_for_that(void **state)
{
	struct fixture *f = *state;
	struct element *cancel = page_button(&f->page, "Cancel"), *ok = page_button(&f->page, "OK"),
		       *field = page_field(&f->page, "Name");
	const struct observation *page = page_done(&f->page);
	f->story.input.demonstration_count = 0;
	f->story.input.goal = "Press cancel for \"Anna B.\"";
	assert_string_equal(say(f, page, cancel, ACTION_CLICK, "").reason,
		"the goal names it: button 'Cancel'");
	assert_string_equal(
		say(f, page, ok, ACTION_CLICK, "").reason, "seems to lead on: button 'OK'");
	assert_string_equal(say(f, page, field, ACTION_TYPE, "Anna B.").reason,
		"types 'Anna B.' from the goal into textbox 'Name'");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_same_deed_at_the_best_element_carries_the_step_out),
		TEST(like_buttons_of_other_rows_do_not),
		TEST(a_step_that_is_done_is_not_carried_out_again),
		TEST(later_steps_and_skipped_ones_may_be_carried_out),
		TEST(a_choice_may_be_made_through_another_control),
		TEST(a_text_typed_elsewhere_does_not_count),
		TEST(enter_and_as_shown_carry_the_same_step_out),
		TEST(an_option_in_other_words_carries_its_step_out),
		TEST(of_an_unfolded_list_every_item_is_a_step),
		TEST(what_the_goal_names_is_done_for_that),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
