/*
 * Which moves are legal, and which texts they may take.
 */
#include "encode_support.h"

struct fixture {
	struct page page;
	struct story story;
	struct encoder *encoder;
	struct encoded encoded;
	bool done;
};

static int set_up(void **state)
{
	struct fixture *f = memory_new(1, sizeof(*f));
	page_init(&f->page, "http://localhost/app");
	story_init(&f->story, "Do it");
	f->story.input.demonstration_count = 0;
	f->encoder = encoder_new();
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	if (f->done)
		encoded_release(&f->encoded);
	encoder_free(f->encoder);
	story_release(&f->story);
	page_release(&f->page);
	free(f);
	return 0;
}

static const struct page_encoding *encode_goal(struct fixture *f, const char *goal)
{
	if (f->done)
		encoded_release(&f->encoded);
	f->story.input.goal = goal;
	f->story.input.observation = page_done(&f->page);
	encoded_init(&f->encoded, f->encoder, &f->story.input);
	f->done = true;
	return &f->encoded.page;
}

static bool can(const struct fixture *f, const struct element *element, enum move_kind kind)
{
	const struct page_encoding *page = &f->encoded.page;
	return find_move(page, position_of_element(page, element), kind) != SIZE_MAX;
}

static bool takes(const struct fixture *f, const struct element *element, enum move_kind kind,
	const char *text)
{
	const struct page_encoding *page = &f->encoded.page;
	size_t move = find_move(page, position_of_element(page, element), kind);
	return move != SIZE_MAX && offers_text(page, move, text);
}

/* ---- legality ---- */

static void what_is_disabled_has_no_moves(void **state)
{
	struct fixture *f = *state;
	struct element *button = page_button(&f->page, "Save"),
		       *field = page_field(&f->page, "Name"),
		       *list = page_select(&f->page, "Size", "Small|Large"),
		       *radio = page_radio(&f->page, "Small");
	button->state = field->state = list->state = radio->state = ELEMENT_DISABLED;
	encode_goal(f, "Save the small one");
	assert_false(can(f, button, MOVE_CLICK) || can(f, field, MOVE_TYPE) ||
		     can(f, field, MOVE_CLICK) || can(f, list, MOVE_SELECT) ||
		     can(f, radio, MOVE_CHECK));
}

static void a_read_only_field_is_clicked_but_not_typed_into(void **state)
{
	struct fixture *f = *state;
	struct element *field = page_field(&f->page, "Date");
	field->state = ELEMENT_READONLY;
	encode_goal(f, "Choose 12 May 2027");
	assert_true(can(f, field, MOVE_CLICK));
	assert_false(can(f, field, MOVE_TYPE));
}

static void a_text_has_no_moves(void **state)
{
	struct fixture *f = *state;
	struct element *text = page_text(&f->page, "Save");
	encode_goal(f, "Save");
	assert_false(can(f, text, MOVE_CLICK) || can(f, text, MOVE_TYPE));
}

static void a_text_that_a_step_clicked_can_be_clicked(void **state)
{
	struct fixture *f = *state;
	struct element *text = page_text(&f->page, "Delivery"), *other = page_text(&f->page, "Pay");
	f->story.input.demonstration_count = 1;
	story_step(&f->story, &f->page.observation, ACTION_CLICK, text, "");
	encode_goal(f, "Do it");
	assert_true(can(f, text, MOVE_CLICK));
	assert_false(can(f, other, MOVE_CLICK));
}

static void a_checkbox_goes_to_its_other_state_and_a_radio_only_on(void **state)
{
	struct fixture *f = *state;
	struct element *box = page_radio(&f->page, "News"), *radio = page_radio(&f->page, "Small");
	struct action action;
	box->role = "checkbox";
	box->type = "checkbox";
	box->state = radio->state = ELEMENT_CHECKED;
	const struct page_encoding *page = encode_goal(f, "No news");
	size_t move = find_move(page, position_of_element(page, box), MOVE_CHECK);
	assert_true(move != SIZE_MAX && encoded_plain_action(page, move, 0, &action));
	assert_string_equal(action.value, "off");
	assert_false(can(f, radio, MOVE_CHECK));
	assert_false(can(f, box, MOVE_CLICK));
	box->state = radio->state = 0;
	page = encode_goal(f, "News");
	move = find_move(page, position_of_element(page, box), MOVE_CHECK);
	assert_true(move != SIZE_MAX && encoded_plain_action(page, move, 0, &action));
	assert_string_equal(action.value, "on");
	assert_true(can(f, radio, MOVE_CHECK));
}

static void enter_needs_a_focus_and_scrolling_room(void **state)
{
	struct fixture *f = *state;
	struct element *field = page_field(&f->page, "Search");
	const struct page_encoding *page = encode_goal(f, "Search");
	assert_true(find_move(page, 0, MOVE_ENTER) == SIZE_MAX);
	assert_true(find_move(page, 0, MOVE_SCROLL) == SIZE_MAX);
	field->state = ELEMENT_FOCUSED;
	f->page.observation.scroll_height_px = 3000;
	page = encode_goal(f, "Search");
	assert_true(find_move(page, 0, MOVE_ENTER) != SIZE_MAX);
	assert_true(find_move(page, 0, MOVE_SCROLL) != SIZE_MAX);
	f->page.observation.scroll_y_px = 2200;
	page = encode_goal(f, "Search");
	assert_true(find_move(page, 0, MOVE_SCROLL) == SIZE_MAX);
}

static void the_newest_other_tab_can_be_switched_to(void **state)
{
	struct fixture *f = *state;
	struct observed_tab tabs[] = {
		{"http://a/", "A", false}, {"http://b/", "B", false}, {"http://c/", "C", true}};
	struct action action;
	f->page.observation.tabs = tabs;
	f->page.observation.tab_count = 3;
	const struct page_encoding *page = encode_goal(f, "Go on");
	size_t move = find_move(page, 0, MOVE_SWITCH_TAB);
	assert_true(move != SIZE_MAX && encoded_plain_action(page, move, 0, &action));
	assert_string_equal(action.value, "1");
	f->page.observation.tab_count = 1;
	tabs[0].current = true;
	page = encode_goal(f, "Go on");
	assert_true(find_move(page, 0, MOVE_SWITCH_TAB) == SIZE_MAX);
}

/* ---- dialogs of the browser ---- */

static void an_open_dialog_can_only_be_answered(void **state)
{
	struct fixture *f = *state;
	struct element *button = page_button(&f->page, "Save");
	f->page.observation.dialog_type = "confirm";
	f->page.observation.dialog_message = "Sure?";
	const struct page_encoding *page = encode_goal(f, "Save");
	assert_false(can(f, button, MOVE_CLICK));
	assert_int_equal(page->encoding.move_count, 2);
	assert_true(find_move(page, 0, MOVE_ACCEPT) != SIZE_MAX);
	assert_true(find_move(page, 0, MOVE_DISMISS) != SIZE_MAX);
	f->page.observation.dialog_type = "alert";
	assert_int_equal(encode_goal(f, "Save")->encoding.move_count, 1);
}

static void a_prompt_takes_a_text(void **state)
{
	struct fixture *f = *state;
	f->page.observation.dialog_type = "prompt";
	f->page.observation.dialog_message = "Name?";
	const struct page_encoding *page = encode_goal(f, "Rename it to \"Old Mill\"");
	size_t move = find_move(page, 0, MOVE_ACCEPT);
	assert_true(move != SIZE_MAX && offers_text(page, move, "accept:Old Mill"));
}

static void a_dialog_is_answered_as_shown(void **state)
{
	struct fixture *f = *state;
	f->page.observation.dialog_type = "prompt";
	f->page.observation.dialog_message = "Name?";
	f->story.input.demonstration_count = 1;
	story_step(&f->story, &f->page.observation, ACTION_DIALOG, NULL, "accept:Old Mill");
	const struct page_encoding *page = encode_goal(f, "Do it");
	size_t step = position_of(page, SEGMENT_STEP, 0);
	struct action action;
	size_t move = find_move(page, step, MOVE_AS_SHOWN);
	assert_true(move != SIZE_MAX && encoded_plain_action(page, move, 0, &action));
	assert_string_equal(action.value, "accept:Old Mill");
}

/* ---- texts ---- */

static void texts_keep_their_case_and_marks(void **state)
{
	struct fixture *f = *state;
	struct element *field = page_field(&f->page, "Note");
	encode_goal(f, "Write \"See you, Anna-Lena!\" to O'Brien, room B-12 (+49 170 5).");
	assert_true(takes(f, field, MOVE_TYPE, "See you, Anna-Lena!"));
	assert_true(takes(f, field, MOVE_TYPE, "Anna-Lena"));
	assert_true(takes(f, field, MOVE_TYPE, "O'Brien"));
	assert_true(takes(f, field, MOVE_TYPE, "room B-12"));
	assert_true(takes(f, field, MOVE_TYPE, "+49 170 5"));
	assert_false(takes(f, field, MOVE_TYPE, "anna-lena"));
	assert_false(takes(f, field, MOVE_TYPE, "Anna-Lena!\" to O'Brien"));
}

static void a_long_quotation_is_one_text(void **state)
{
	struct fixture *f = *state;
	struct element *field = page_field(&f->page, "Note");
	encode_goal(f, "Write \"one two three four five six seven eight nine ten eleven twelve "
		       "thirteen fourteen.\"");
	assert_true(takes(f, field, MOVE_TYPE,
		"one two three four five six seven eight nine ten eleven twelve thirteen "
		"fourteen."));
	assert_false(takes(f, field, MOVE_TYPE,
		"two three four five six seven eight nine ten eleven twelve thirteen fourteen"));
}

static void a_date_field_takes_the_goals_date_in_its_form(void **state)
{
	struct fixture *f = *state;
	struct element *date = page_field(&f->page, "Arrival"),
		       *text = page_field(&f->page, "Note");
	date->type = "date";
	encode_goal(f, "Arrive on 12 May 2027");
	assert_true(takes(f, date, MOVE_TYPE, "2027-05-12"));
	assert_false(takes(f, date, MOVE_TYPE, "Arrive"));
	assert_true(takes(f, text, MOVE_TYPE, "12 May 2027"));
	encode_goal(f, "Arrive soon");
	assert_false(can(f, date, MOVE_TYPE));
}

static void texts_that_come_to_the_same_are_one_outcome(void **state)
{
	struct fixture *f = *state;
	struct element *number = page_field(&f->page, "Guests");
	number->type = "number";
	const struct page_encoding *page = encode_goal(f, "Book for three, I mean 3 guests");
	size_t move = find_move(page, position_of_element(page, number), MOVE_TYPE);
	assert_true(move != SIZE_MAX);
	assert_int_equal(outcome_count(page, move), 1);
	const struct choice_set *set =
		&page->encoding.choice_sets[page->encoding.moves[move].choice_set];
	assert_int_equal(set->entry_count, 2);
}

static void what_a_step_typed_is_offered_in_this_runs_values(void **state)
{
	struct fixture *f = *state;
	const char *settings[] = {"name=Bo Lind", NULL};
	struct element *name = page_field(&f->page, "Name"), *code = page_field(&f->page, "Code");
	free(f->story.demonstration.goal);
	f->story.demonstration.goal = memory_copy_text("Book for Anna Berg");
	f->story.input.demonstration_count = 1;
	story_parameter(&f->story, "name", "Anna Berg", "Name");
	story_bind(&f->story, settings);
	story_step(&f->story, &f->page.observation, ACTION_TYPE, name, "Anna Berg");
	story_step(&f->story, &f->page.observation, ACTION_TYPE, code, "XK-9 constant");
	story_step(&f->story, &f->page.observation, ACTION_TYPE, code, "{{secret:pin}}");
	encode_goal(f, f->story.binding.goal);
	assert_true(takes(f, name, MOVE_TYPE, "Bo Lind"));
	assert_true(takes(f, code, MOVE_TYPE, "XK-9 constant"));
	assert_true(takes(f, code, MOVE_TYPE, "{{secret:pin}}"));
	assert_false(takes(f, name, MOVE_TYPE, "Anna Berg"));
}

static void what_the_page_says_may_be_typed(void **state)
{
	struct fixture *f = *state;
	struct element *field = page_field(&f->page, "Code"), *other = page_field(&f->page, "Copy");
	page_text(&f->page, "CB-862012");
	page_text(&f->page, "anna.berg@mail.example");
	page_text(&f->page, "lorem ipsum");
	page_text(&f->page, "please type the following code into the field below");
	other->value = "Lorem ipsum dolor";
	struct element *secret = page_field(&f->page, "PIN");
	secret->value = "(filled)";
	secret->state = ELEMENT_SECRET;
	encode_goal(f, "Type the code");
	assert_true(takes(f, field, MOVE_TYPE, "CB-862012"));
	assert_true(takes(f, field, MOVE_TYPE, "anna.berg@mail.example"));
	assert_true(takes(f, field, MOVE_TYPE, "lorem ipsum"));
	assert_false(
		takes(f, field, MOVE_TYPE, "please type the following code into the field below"));
	assert_true(takes(f, field, MOVE_TYPE, "Lorem ipsum dolor"));
	assert_false(takes(f, field, MOVE_TYPE, "(filled)"));
}

static void a_file_field_takes_names_of_files(void **state)
{
	struct fixture *f = *state;
	struct element *field = page_add(&f->page, "button", "Document", OPERATION_UPLOAD);
	field->type = "file";
	encode_goal(f, "Upload the file minutes.pdf with the note \"Final version\"");
	assert_true(takes(f, field, MOVE_UPLOAD, "minutes.pdf"));
	assert_false(takes(f, field, MOVE_UPLOAD, "Final version"));
	encode_goal(f, "Upload it");
	assert_false(can(f, field, MOVE_UPLOAD));
}

static void what_a_step_uploaded_is_uploaded_and_not_typed(void **state)
{
	struct fixture *f = *state;
	struct element *files = page_add(&f->page, "button", "Document", OPERATION_UPLOAD),
		       *note = page_field(&f->page, "Note");
	f->story.input.demonstration_count = 1;
	story_step(&f->story, &f->page.observation, ACTION_UPLOAD, files, "/tmp/scan");
	encode_goal(f, "Do it");
	assert_true(takes(f, files, MOVE_UPLOAD, "/tmp/scan"));
	assert_false(takes(f, note, MOVE_TYPE, "/tmp/scan"));
}

/* ---- lists ---- */

static void a_list_takes_only_options_that_are_named(void **state)
{
	struct fixture *f = *state;
	struct element *list = page_select(&f->page, "Carrier", "DHL|PostNL|UPS");
	const struct page_encoding *page = encode_goal(f, "Ship it with postnl");
	size_t move = find_move(page, position_of_element(page, list), MOVE_SELECT);
	assert_true(move != SIZE_MAX);
	assert_int_equal(outcome_count(page, move), 1);
	assert_true(offers_text(page, move, "PostNL"));
	encode_goal(f, "Ship it");
	assert_false(can(f, list, MOVE_SELECT));
}

static void an_option_is_named_by_value_by_its_only_words_or_by_meaning(void **state)
{
	struct fixture *f = *state;
	struct element *guests = page_select(&f->page, "Guests", "1|2|3"),
		       *room = page_select(&f->page, "Room", "Blue room (2 beds)|Red room (1 bed)"),
		       *day = page_select(&f->page, "Day", "2027-05-12|2027-05-13"),
		       *sort = page_select(&f->page, "Kind", "Phone number|Email address");
	encode_goal(f, "Three guests in the blue room on 12 May 2027, by telephone number");
	assert_true(takes(f, guests, MOVE_SELECT, "3"));
	assert_true(takes(f, room, MOVE_SELECT, "Blue room (2 beds)"));
	assert_false(takes(f, room, MOVE_SELECT, "Red room (1 bed)"));
	assert_true(takes(f, day, MOVE_SELECT, "2027-05-12"));
	assert_true(takes(f, sort, MOVE_SELECT, "Phone number"));
}

static void a_disabled_option_is_not_offered(void **state)
{
	struct fixture *f = *state;
	struct element *list = page_select(&f->page, "Carrier", "DHL|PostNL");
	const struct option options[] = {
		{"DHL", "dhl", false, false}, {"PostNL", "postnl", false, true}};
	list->options = options;
	encode_goal(f, "PostNL or DHL");
	assert_true(takes(f, list, MOVE_SELECT, "DHL"));
	assert_false(takes(f, list, MOVE_SELECT, "PostNL"));
}

static void what_a_step_clicked_names_an_option_but_is_not_typed(void **state)
{
	struct fixture *f = *state;
	struct element *radio = page_radio(&f->page, "PostNL"),
		       *field = page_field(&f->page, "Note"),
		       *list = page_select(&f->page, "Carrier", "DHL|PostNL");
	f->story.input.demonstration_count = 1;
	story_step(&f->story, &f->page.observation, ACTION_CHECK, radio, "on");
	encode_goal(f, "Do it");
	assert_true(takes(f, list, MOVE_SELECT, "PostNL"));
	assert_false(takes(f, field, MOVE_TYPE, "PostNL"));
}

/* ---- as shown ---- */

static void deeds_without_a_move_of_their_own_are_done_as_shown(void **state)
{
	struct fixture *f = *state;
	struct element *field = page_field(&f->page, "Search"),
		       *cell = page_button(&f->page, "Row");
	f->story.input.demonstration_count = 1;
	story_step(&f->story, &f->page.observation, ACTION_PRESS, field, "Enter");
	story_step(&f->story, &f->page.observation, ACTION_DOUBLE_CLICK, cell, "");
	story_step(&f->story, &f->page.observation, ACTION_NAVIGATE, NULL, "http://localhost/x");
	story_step(&f->story, &f->page.observation, ACTION_CLICK, cell, "");
	const struct page_encoding *page = encode_goal(f, "Do it");
	const struct action expected[] = {{ACTION_PRESS, field->id, "Enter"},
		{ACTION_DOUBLE_CLICK, cell->id, ""}, {ACTION_NAVIGATE, 0, "http://localhost/x"}};
	for (size_t s = 0; s < 3; s++) {
		size_t move = find_move(page, position_of(page, SEGMENT_STEP, s), MOVE_AS_SHOWN);
		struct action action;
		assert_true(move != SIZE_MAX && encoded_plain_action(page, move, 0, &action));
		assert_int_equal(action.kind, expected[s].kind);
		assert_int_equal(action.element, expected[s].element);
		assert_string_equal(action.value, expected[s].value);
	}
	assert_true(find_move(page, position_of(page, SEGMENT_STEP, 3), MOVE_AS_SHOWN) == SIZE_MAX);
}

static void a_deed_whose_element_is_gone_is_not_offered(void **state)
{
	struct fixture *f = *state;
	struct element *cell = page_button(&f->page, "Row");
	f->story.input.demonstration_count = 1;
	story_step(&f->story, &f->page.observation, ACTION_DOUBLE_CLICK, cell, "");
	struct page now;
	page_init(&now, "http://localhost/app");
	page_button(&now, "Settings");
	struct encoded encoded;
	f->story.input.observation = page_done(&now);
	f->story.input.goal = "Do it";
	encoded_init(&encoded, f->encoder, &f->story.input);
	assert_true(find_move(&encoded.page, position_of(&encoded.page, SEGMENT_STEP, 0),
			    MOVE_AS_SHOWN) == SIZE_MAX);
	encoded_release(&encoded);
	page_release(&now);
}

static void something_dragged_is_dragged_onto_what_is_like_the_recorded_place(void **state)
{
	struct fixture *f = *state;
	struct element *card = page_button(&f->page, "Card"),
		       *place = page_button(&f->page, "Done");
	f->story.input.demonstration_count = 1;
	story_step(&f->story, &f->page.observation, ACTION_DRAG, card, "2")->drop = place;
	const struct page_encoding *page = encode_goal(f, "Do it");
	size_t move = find_move(page, position_of(page, SEGMENT_STEP, 0), MOVE_AS_SHOWN);
	struct action action;
	assert_true(move != SIZE_MAX && encoded_plain_action(page, move, 0, &action));
	assert_int_equal(action.element, card->id);
	assert_int_equal(atoi(action.value), place->id);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_disabled_has_no_moves),
		TEST(a_read_only_field_is_clicked_but_not_typed_into),
		TEST(a_text_has_no_moves),
		TEST(a_text_that_a_step_clicked_can_be_clicked),
		TEST(a_checkbox_goes_to_its_other_state_and_a_radio_only_on),
		TEST(enter_needs_a_focus_and_scrolling_room),
		TEST(the_newest_other_tab_can_be_switched_to),
		TEST(an_open_dialog_can_only_be_answered),
		TEST(a_prompt_takes_a_text),
		TEST(a_dialog_is_answered_as_shown),
		TEST(texts_keep_their_case_and_marks),
		TEST(a_long_quotation_is_one_text),
		TEST(a_date_field_takes_the_goals_date_in_its_form),
		TEST(texts_that_come_to_the_same_are_one_outcome),
		TEST(what_a_step_typed_is_offered_in_this_runs_values),
		TEST(what_the_page_says_may_be_typed),
		TEST(a_file_field_takes_names_of_files),
		TEST(what_a_step_uploaded_is_uploaded_and_not_typed),
		TEST(a_list_takes_only_options_that_are_named),
		TEST(an_option_is_named_by_value_by_its_only_words_or_by_meaning),
		TEST(a_disabled_option_is_not_offered),
		TEST(what_a_step_clicked_names_an_option_but_is_not_typed),
		TEST(deeds_without_a_move_of_their_own_are_done_as_shown),
		TEST(a_deed_whose_element_is_gone_is_not_offered),
		TEST(something_dragged_is_dragged_onto_what_is_like_the_recorded_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
