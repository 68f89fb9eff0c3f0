/*
 * What the encoder says of pairs, on small pages.
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

static bool word_to_element(
	const struct fixture *f, size_t word, const struct element *element, enum relation relation)
{
	const struct page_encoding *page = &f->encoded.page;
	return holds_between(page, position_of(page, SEGMENT_GOAL, word),
		position_of_element(page, element), relation);
}

static bool step_to_element(
	const struct fixture *f, size_t step, const struct element *element, enum relation relation)
{
	const struct page_encoding *page = &f->encoded.page;
	return holds_between(page, position_of(page, SEGMENT_STEP, step),
		position_of_element(page, element), relation);
}

static bool elements_share(const struct fixture *f, const struct element *a,
	const struct element *b, enum relation relation)
{
	const struct page_encoding *page = &f->encoded.page;
	return holds_between(
		page, position_of_element(page, a), position_of_element(page, b), relation);
}

/* ---- words of the goal ---- */

static void a_word_meets_labels_values_contexts_and_options(void **state)
{
	struct fixture *f = *state;
	struct element *button = page_button(&f->page, "Anna"),
		       *link = page_link(&f->page, "Letters of Anna"),
		       *field = page_field(&f->page, "Guest"),
		       *list = page_select(&f->page, "Sender", "Anna|Bo"),
		       *other = page_button(&f->page, "Anne");
	int table = page_group(&f->page, "table", "", -1);
	struct element *open = page_row(&f->page, table, "Anna", "3 boxes", "button", "Open");
	field->value = "Anna Berg";
	encode_goal(f, "anna");
	assert_true(word_to_element(f, 0, button, RELATION_LABEL_EQUAL));
	assert_true(word_to_element(f, 0, link, RELATION_LABEL_IN_LABEL));
	assert_false(word_to_element(f, 0, link, RELATION_LABEL_EQUAL));
	assert_true(word_to_element(f, 0, field, RELATION_LABEL_IN_VALUE));
	assert_true(word_to_element(f, 0, open, RELATION_IN_CONTEXT));
	assert_true(word_to_element(f, 0, list, RELATION_OPTION));
	for (int r = RELATION_LABEL_EQUAL; r <= RELATION_SYNONYM; r++)
		assert_false(word_to_element(f, 0, other, (enum relation)r));
}

static void other_words_for_the_same_are_synonyms(void **state)
{
	struct fixture *f = *state;
	struct element *button = page_button(&f->page, "Sign in"),
		       *out = page_button(&f->page, "Sign out");
	encode_goal(f, "Log in");
	for (size_t word = 0; word < 2; word++) {
		assert_true(word_to_element(f, word, button, RELATION_SYNONYM));
		assert_false(word_to_element(f, word, out, RELATION_SYNONYM));
	}
}

static void an_ordinal_names_the_place_among_its_like(void **state)
{
	struct fixture *f = *state;
	struct element *first = page_button(&f->page, "Open"),
		       *second = page_button(&f->page, "Open"),
		       *last = page_button(&f->page, "Open"), *only = page_button(&f->page, "Save");
	encode_goal(f, "2nd, first, last");
	assert_true(word_to_element(f, 0, second, RELATION_ORDINAL));
	assert_false(word_to_element(f, 0, first, RELATION_ORDINAL));
	assert_true(word_to_element(f, 1, first, RELATION_ORDINAL));
	assert_true(word_to_element(f, 2, last, RELATION_ORDINAL));
	assert_false(word_to_element(f, 1, only, RELATION_ORDINAL));
	encode_goal(f, "two");
	assert_true(word_to_element(f, 0, second, RELATION_ORDINAL));
}

static void a_date_is_found_in_any_style(void **state)
{
	struct fixture *f = *state;
	struct element *field = page_field(&f->page, "Arrival"),
		       *other = page_field(&f->page, "Departure");
	field->value = "2027-05-12";
	other->value = "2027-05-13";
	encode_goal(f, "12 May 2027");
	for (size_t word = 0; word < 3; word++) {
		assert_true(word_to_element(f, word, field, RELATION_LABEL_IN_VALUE));
		assert_false(word_to_element(f, word, other, RELATION_LABEL_IN_VALUE));
	}
}

static void an_icon_is_known_by_its_hint_or_address(void **state)
{
	struct fixture *f = *state;
	struct element *icon = page_button(&f->page, ""), *link = page_link(&f->page, "");
	icon->hint = "icon trash";
	link->href = "/img/bell.svg";
	encode_goal(f, "trash bell");
	assert_true(word_to_element(f, 0, icon, RELATION_LABEL_IN_LABEL));
	assert_true(word_to_element(f, 1, link, RELATION_LABEL_IN_LABEL));
}

/* ---- elements ---- */

static void elements_know_row_group_line_column_and_heading(void **state)
{
	struct fixture *f = *state;
	int table = page_group(&f->page, "table", "Orders", -1);
	struct element *heading = page_add(&f->page, "columnheader", "State", 0);
	page_row(&f->page, table, "10", "paid", "button", "Ship");
	page_row(&f->page, table, "11", "open", "button", "Ship");
	struct element *e = f->page.elements;
	for (size_t i = 0; i < 3; i++) {
		e[1 + i].y = 40;
		e[4 + i].y = 60;
		e[1 + i].x = e[4 + i].x = (float)(100 * i);
	}
	heading->x = 100;
	heading->y = 0;
	encode_goal(f, "Ship");
	assert_true(elements_share(f, &e[1], &e[3], RELATION_SAME_ITEM));
	assert_true(elements_share(f, &e[1], &e[3], RELATION_SAME_LINE));
	assert_false(elements_share(f, &e[1], &e[4], RELATION_SAME_ITEM));
	assert_true(elements_share(f, &e[2], &e[5], RELATION_SAME_COLUMN));
	assert_false(elements_share(f, &e[2], &e[4], RELATION_SAME_COLUMN));
	assert_true(elements_share(f, heading, &e[5], RELATION_HEADING));
	assert_false(elements_share(f, heading, &e[4], RELATION_HEADING));
	assert_true(elements_share(f, &e[3], &e[6], RELATION_LABEL_EQUAL));
	assert_true(elements_share(f, &e[3], &e[6], RELATION_SAME_ROLE));
	assert_false(elements_share(f, &e[1], &e[3], RELATION_IN_CONTEXT));
}

/* ---- steps ---- */

/* Orders 10 and 11 in rows; the demonstration shipped 10 and typed a note. */
static void show_orders(struct fixture *f, const char *order)
{
	const char *settings[] = {order, NULL};
	int table = page_group(&f->page, "table", "Orders", -1);
	struct element *ship = page_row(&f->page, table, "10", "paid", "button", "Ship");
	page_row(&f->page, table, "11", "paid", "button", "Ship");
	f->page.group = -1;
	struct element *note = page_field(&f->page, "Note");
	page_done(&f->page);
	free(f->story.demonstration.goal);
	f->story.demonstration.goal = memory_copy_text("Ship order 10 now");
	f->story.input.demonstration_count = 1;
	story_parameter(&f->story, "order", "10", "Order");
	story_bind(&f->story, settings);
	story_step(&f->story, &f->page.observation, ACTION_CLICK, ship, "");
	story_step(&f->story, &f->page.observation, ACTION_TYPE, note, "on its way");
}

static void a_step_knows_the_element_that_has_this_runs_values(void **state)
{
	struct fixture *f = *state;
	show_orders(f, "order=11");
	const struct page_encoding *page = encode_goal(f, f->story.binding.goal);
	const struct element *ten = &f->page.elements[2], *eleven = &f->page.elements[5];
	assert_true(step_to_element(f, 0, eleven, RELATION_BEST_FIT));
	assert_true(step_to_element(f, 0, eleven, RELATION_FITS));
	assert_false(step_to_element(f, 0, ten, RELATION_BEST_FIT));
	assert_true(step_to_element(f, 0, ten, RELATION_OTHER_VALUES));
	assert_true(holds_between(page, 0, position_of_element(page, eleven), RELATION_BEST_FIT));
	assert_true(holds_between(page, 0, position_of(page, SEGMENT_STEP, 0), RELATION_NEXT_STEP));
	float likeness = channel_between(page, position_of(page, SEGMENT_STEP, 0),
		position_of_element(page, eleven), CHANNEL_LIKENESS);
	assert_true(likeness > 0.7f);
	/* "11" is the third word */
	assert_true(holds_between(page, position_of(page, SEGMENT_GOAL, 2),
		position_of(page, SEGMENT_STEP, 0), RELATION_BOUND));
	assert_false(holds_between(page, position_of(page, SEGMENT_GOAL, 1),
		position_of(page, SEGMENT_STEP, 0), RELATION_BOUND));
}

static void what_was_done_is_known_by_element_and_step(void **state)
{
	struct fixture *f = *state;
	show_orders(f, "order=11");
	const struct element *eleven = &f->page.elements[5], *note = &f->page.elements[6];
	f->story.history[0] = (struct history_step){
		.action = {ACTION_CLICK, eleven->id, ""}, .target = eleven, .changes = ""};
	f->story.input.history_count = 1;
	const struct page_encoding *page = encode_goal(f, f->story.binding.goal);
	size_t past = position_of(page, SEGMENT_HISTORY, 0);
	size_t first = position_of(page, SEGMENT_STEP, 0), second = first + 1;
	assert_true(
		holds_between(page, past, position_of_element(page, eleven), RELATION_ACTED_ON));
	assert_true(holds_between(page, 0, position_of_element(page, eleven), RELATION_ACTED_ON));
	assert_true(holds_between(page, past, first, RELATION_CARRIED_OUT));
	assert_true(holds_between(page, 0, first, RELATION_CARRIED_OUT));
	assert_true(holds_between(page, 0, second, RELATION_NEXT_STEP));
	assert_false(holds_between(page, 0, first, RELATION_NEXT_STEP));
	assert_true(holds_between(page, 0, position_of_element(page, note), RELATION_BEST_FIT));
}

static void a_step_whose_effect_is_there_holds(void **state)
{
	struct fixture *f = *state;
	show_orders(f, "order=11");
	struct element *note = &f->page.elements[6];
	note->value = "On its way";
	encode_goal(f, f->story.binding.goal);
	assert_true(step_to_element(f, 1, note, RELATION_HOLDS));
	assert_true(step_to_element(f, 1, note, RELATION_VALUE_EQUAL));
	note->value = "gone";
	encode_goal(f, f->story.binding.goal);
	assert_false(step_to_element(f, 1, note, RELATION_HOLDS));
}

static void a_failed_deed_leaves_its_step_to_do(void **state)
{
	struct fixture *f = *state;
	show_orders(f, "order=11");
	f->story.history[0] = (struct history_step){.action = {ACTION_CLICK, 6, ""},
		.target = &f->page.elements[5],
		.failed = true,
		.changes = ""};
	f->story.input.history_count = 1;
	const struct page_encoding *page = encode_goal(f, f->story.binding.goal);
	size_t first = position_of(page, SEGMENT_STEP, 0);
	assert_true(holds_between(page, 0, first, RELATION_NEXT_STEP));
	assert_false(holds_between(page, 0, first, RELATION_CARRIED_OUT));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_word_meets_labels_values_contexts_and_options),
		TEST(other_words_for_the_same_are_synonyms),
		TEST(an_ordinal_names_the_place_among_its_like),
		TEST(a_date_is_found_in_any_style),
		TEST(an_icon_is_known_by_its_hint_or_address),
		TEST(elements_know_row_group_line_column_and_heading),
		TEST(a_step_knows_the_element_that_has_this_runs_values),
		TEST(what_was_done_is_known_by_element_and_step),
		TEST(a_step_whose_effect_is_there_holds),
		TEST(a_failed_deed_leaves_its_step_to_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
