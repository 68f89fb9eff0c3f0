#include "policy/controls.h"

#include "story.h"

#include "policy/interruption.h"

struct fixture {
	struct page shown, opened, now;
	struct story story;
};

static int set_up(void **state)
{
	struct fixture *fixture = memory_new(1, sizeof(*fixture));
	page_init(&fixture->shown, "http://localhost/checkout");
	page_init(&fixture->opened, "http://localhost/checkout");
	page_init(&fixture->now, "http://localhost/checkout");
	story_init(&fixture->story, "Deliver it by express to France");
	story_parameter(&fixture->story, "delivery", "express", "Delivery method");
	story_parameter(&fixture->story, "country", "France", "Country");
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	story_release(&fixture->story);
	page_release(&fixture->shown);
	page_release(&fixture->opened);
	page_release(&fixture->now);
	free(fixture);
	return 0;
}

static void bind(struct fixture *fixture, const char *setting)
{
	const char *settings[] = {setting, NULL};
	story_bind(&fixture->story, settings);
}

static void expect(struct fixture *fixture, enum action_kind kind, const struct element *target,
	const char *value, int step)
{
	story_expect(&fixture->story, page_done(&fixture->now), kind, target, value, step);
	story_did(&fixture->story);
}

static void expect_refusal(struct fixture *fixture, int code)
{
	fixture->story.input.waits = 9;
	story_expect_refusal(&fixture->story, page_done(&fixture->now), code);
}

/* ---- how it was shown ---- */

static void show_radios(struct fixture *fixture)
{
	struct page *page = &fixture->shown;
	page_group(page, "radiogroup", "Delivery method", -1);
	page_radio(page, "Standard");
	const struct element *radio = page_radio(page, "Express");
	page_done(page);
	story_step(&fixture->story, &page->observation, ACTION_CHECK, radio, "on");
}

static void show_select(struct fixture *fixture)
{
	struct page *page = &fixture->shown;
	const struct element *list = page_select(page, "Country", "Germany|France|Spain");
	page_field(page, "City");
	page_done(page);
	story_step(&fixture->story, &page->observation, ACTION_SELECT, list, "France");
}

static struct element *add_menu_button(struct page *page, const char *name)
{
	struct element *button = page_add(page, "combobox", name, OPERATION_CLICK);
	button->tag = "button";
	button->state = ELEMENT_COLLAPSED;
	return button;
}

static const struct element *add_options(struct page *page, const char *list, const char *wanted)
{
	static const char *const countries[] = {"Germany", "France", "Spain"};
	const struct element *found = NULL;
	page_group(page, "listbox", list, -1);
	for (size_t i = 0; i < 3; i++) {
		const struct element *option =
			page_add(page, "option", countries[i], OPERATION_CLICK);
		if (strcmp(countries[i], wanted) == 0)
			found = option;
	}
	page->group = -1;
	return found;
}

static void show_menu(struct fixture *fixture)
{
	const struct element *button = add_menu_button(&fixture->shown, "Country");
	page_field(&fixture->shown, "City");
	page_done(&fixture->shown);
	add_menu_button(&fixture->opened, "Country")->state = ELEMENT_EXPANDED;
	page_field(&fixture->opened, "City");
	const struct element *option = add_options(&fixture->opened, "", "France");
	page_done(&fixture->opened);
	story_step(&fixture->story, &fixture->shown.observation, ACTION_CLICK, button, "");
	story_step(&fixture->story, &fixture->opened.observation, ACTION_CLICK, option, "");
}

/* ---- radios ---- */

static void a_radio_is_chosen_by_this_runs_value(void **state)
{
	struct fixture *fixture = *state;
	show_radios(fixture);
	bind(fixture, "delivery=standard");
	page_group(&fixture->now, "radiogroup", "Delivery method", -1);
	page_radio(&fixture->now, "Express");
	const struct element *radio = page_radio(&fixture->now, "Standard");
	expect(fixture, ACTION_CHECK, radio, "on", 0);
}

static void radios_become_a_native_list(void **state)
{
	struct fixture *fixture = *state;
	show_radios(fixture);
	bind(fixture, "delivery=standard");
	page_select(&fixture->now, "Country", "Germany|France");
	const struct element *list =
		page_select(&fixture->now, "Shipping method", "Express|Standard");
	expect(fixture, ACTION_SELECT, list, "Standard", 0);
}

static void radios_become_a_row_of_buttons(void **state)
{
	struct fixture *fixture = *state;
	show_radios(fixture);
	bind(fixture, "delivery=standard");
	page_group(&fixture->now, "group", "Delivery method", -1);
	const struct element *button = page_button(&fixture->now, "Standard");
	page_button(&fixture->now, "Express");
	expect(fixture, ACTION_CLICK, button, "", 0);
}

static void a_radio_that_is_not_offered_is_not_replaced_by_another(void **state)
{
	struct fixture *fixture = *state;
	show_radios(fixture);
	bind(fixture, "delivery=overnight");
	page_group(&fixture->now, "radiogroup", "Delivery method", -1);
	page_radio(&fixture->now, "Express");
	page_radio(&fixture->now, "Standard");
	expect_refusal(fixture, ERROR_NOT_FOUND);
}

static void equal_offers_in_two_groups_are_told_apart_by_their_labels(void **state)
{
	struct fixture *fixture = *state;
	show_radios(fixture);
	bind(fixture, "delivery=standard");
	page_group(&fixture->now, "radiogroup", "Room type", -1);
	page_radio(&fixture->now, "Standard");
	page_group(&fixture->now, "radiogroup", "Shipping method", -1);
	const struct element *radio = page_radio(&fixture->now, "Standard");
	expect(fixture, ACTION_CHECK, radio, "on", 0);
}

/* ---- native lists ---- */

static void an_option_is_chosen_by_this_runs_value(void **state)
{
	struct fixture *fixture = *state;
	show_select(fixture);
	bind(fixture, "country=Spain");
	const struct element *list =
		page_select(&fixture->now, "Country", "Choose|Spain|Portugal|France");
	expect(fixture, ACTION_SELECT, list, "Spain", 0);
}

static void an_option_with_more_words_is_chosen_by_its_label(void **state)
{
	struct fixture *fixture = *state;
	show_select(fixture);
	bind(fixture, "country=Spain");
	const struct element *list =
		page_select(&fixture->now, "Country", "Portugal (EU)|Spain (EU)|France (EU)");
	expect(fixture, ACTION_SELECT, list, "Spain (EU)", 0);
}

static void an_option_that_is_not_there_is_reported(void **state)
{
	struct fixture *fixture = *state;
	show_select(fixture);
	bind(fixture, "country=Norway");
	page_select(&fixture->now, "Country", "Portugal|Spain|France");
	expect_refusal(fixture, ERROR_NOT_FOUND);
	assert_non_null(strstr(fixture->story.error.message, "'Norway'"));
}

static void a_native_list_becomes_radios(void **state)
{
	struct fixture *fixture = *state;
	show_select(fixture);
	bind(fixture, "country=Spain");
	page_group(&fixture->now, "radiogroup", "Country", -1);
	page_radio(&fixture->now, "France");
	const struct element *radio = page_radio(&fixture->now, "Spain");
	expect(fixture, ACTION_CHECK, radio, "on", 0);
}

static void a_native_list_becomes_a_menu_that_is_opened_first(void **state)
{
	struct fixture *fixture = *state;
	show_select(fixture);
	bind(fixture, "country=Spain");
	struct element *button = add_menu_button(&fixture->now, "Country");
	page_field(&fixture->now, "City");
	expect(fixture, ACTION_CLICK, button, "", -1);
	button->state = ELEMENT_EXPANDED;
	const struct element *option = add_options(&fixture->now, "", "Spain");
	expect(fixture, ACTION_CLICK, option, "", 0);
	expect(fixture, ACTION_FINISH, NULL, "", -1);
}

static void a_menu_that_does_not_offer_the_value_is_not_opened_again(void **state)
{
	struct fixture *fixture = *state;
	show_select(fixture);
	bind(fixture, "country=Norway");
	const struct element *button = add_menu_button(&fixture->now, "Country");
	page_field(&fixture->now, "City");
	expect(fixture, ACTION_CLICK, button, "", -1);
	add_options(&fixture->now, "", "Spain");
	expect_refusal(fixture, ERROR_NOT_FOUND);
}

static void a_native_list_becomes_a_field_to_type_into(void **state)
{
	struct fixture *fixture = *state;
	show_select(fixture);
	bind(fixture, "country=Spain");
	page_field(&fixture->now, "City");
	const struct element *field = page_field(&fixture->now, "Country");
	expect(fixture, ACTION_TYPE, field, "Spain", 0);
}

/* ---- menus ---- */

static void a_menu_is_opened_and_its_option_chosen_by_this_runs_value(void **state)
{
	struct fixture *fixture = *state;
	show_menu(fixture);
	bind(fixture, "country=Spain");
	struct element *button = add_menu_button(&fixture->now, "Country");
	page_field(&fixture->now, "City");
	expect(fixture, ACTION_CLICK, button, "", 0);
	button->state = ELEMENT_EXPANDED;
	const struct element *option = add_options(&fixture->now, "", "Spain");
	expect(fixture, ACTION_CLICK, option, "", 1);
}

static void a_menu_becomes_a_native_list(void **state)
{
	struct fixture *fixture = *state;
	show_menu(fixture);
	bind(fixture, "country=Spain");
	const struct element *list = page_select(&fixture->now, "Country", "France|Spain");
	page_field(&fixture->now, "City");
	expect(fixture, ACTION_WAIT, NULL, "", 0);
	expect(fixture, ACTION_SELECT, list, "Spain", 1);
	expect(fixture, ACTION_FINISH, NULL, "", -1);
}

static void a_menu_becomes_radios(void **state)
{
	struct fixture *fixture = *state;
	show_menu(fixture);
	bind(fixture, "country=Spain");
	page_group(&fixture->now, "radiogroup", "Country", -1);
	page_radio(&fixture->now, "France");
	const struct element *radio = page_radio(&fixture->now, "Spain");
	expect(fixture, ACTION_CHECK, radio, "on", 1);
	expect(fixture, ACTION_FINISH, NULL, "", -1);
}

/* ---- fields with suggestions ---- */

static struct element *add_suggesting_field(struct page *page)
{
	struct element *field =
		page_add(page, "combobox", "Country", OPERATION_TYPE | OPERATION_CLICK);
	field->tag = "input";
	field->type = "text";
	return field;
}

static void show_suggestions(struct fixture *fixture)
{
	const struct element *field = add_suggesting_field(&fixture->shown);
	page_done(&fixture->shown);
	add_suggesting_field(&fixture->opened)->value = "France";
	const struct element *option = add_options(&fixture->opened, "", "France");
	page_done(&fixture->opened);
	story_step(&fixture->story, &fixture->shown.observation, ACTION_TYPE, field, "France");
	story_step(&fixture->story, &fixture->opened.observation, ACTION_CLICK, option, "");
}

static void a_suggestion_is_chosen_by_this_runs_value(void **state)
{
	struct fixture *fixture = *state;
	show_suggestions(fixture);
	bind(fixture, "country=Spain");
	struct element *field = add_suggesting_field(&fixture->now);
	expect(fixture, ACTION_TYPE, field, "Spain", 0);
	field->value = "Spain";
	const struct element *option = add_options(&fixture->now, "", "Spain");
	expect(fixture, ACTION_CLICK, option, "", 1);
}

static void a_field_that_suggests_nothing_any_more_is_filled_and_done(void **state)
{
	struct fixture *fixture = *state;
	show_suggestions(fixture);
	bind(fixture, "country=Spain");
	struct element *field = page_field(&fixture->now, "Country");
	expect(fixture, ACTION_TYPE, field, "Spain", 0);
	field->value = "Spain";
	story_expect_refusal(&fixture->story, page_done(&fixture->now), ERROR_NOT_FOUND);
	fixture->story.input.waits = 1;
	expect(fixture, ACTION_WAIT, NULL, "", 1);
}

static void a_field_with_suggestions_becomes_a_native_list(void **state)
{
	struct fixture *fixture = *state;
	show_suggestions(fixture);
	bind(fixture, "country=Spain");
	struct element *list = page_select(&fixture->now, "Country", "France|Spain");
	expect(fixture, ACTION_SELECT, list, "Spain", 0);
	list->value = "Spain";
	expect(fixture, ACTION_WAIT, NULL, "", 1);
	expect(fixture, ACTION_FINISH, NULL, "", -1);
}

/* ---- rows ---- */

/* Rows of a city and a list, or the menu that it became. */
static const struct element *add_row(struct page *page, int table, const char *city, bool menu)
{
	page_group(page, "row", "", table);
	page_text(page, city);
	const struct element *control = menu ? add_menu_button(page, "Country")
					     : page_select(page, "Country", "Germany|France|Spain");
	page->group = table;
	return control;
}

static void show_rows(struct fixture *fixture)
{
	int table = page_group(&fixture->shown, "table", "Cities", -1);
	add_row(&fixture->shown, table, "Bonn", false);
	const struct element *list = add_row(&fixture->shown, table, "Lyon", false);
	page_done(&fixture->shown);
	story_step(&fixture->story, &fixture->shown.observation, ACTION_SELECT, list, "France");
	story_parameter(&fixture->story, "city", "Lyon", "");
	bind(fixture, "city=Nice");
}

static void another_control_is_taken_only_in_the_same_row(void **state)
{
	struct fixture *fixture = *state;
	show_rows(fixture);
	int table = page_group(&fixture->now, "table", "Cities", -1);
	add_row(&fixture->now, table, "Bonn", true);
	const struct element *menu = add_row(&fixture->now, table, "Nice", true);
	expect(fixture, ACTION_CLICK, menu, "", -1);
}

static void a_control_of_another_row_is_not_taken(void **state)
{
	struct fixture *fixture = *state;
	show_rows(fixture);
	int table = page_group(&fixture->now, "table", "Cities", -1);
	add_row(&fixture->now, table, "Bonn", true);
	expect_refusal(fixture, ERROR_NOT_FOUND);
}

/* ---- options ---- */

static const char *meant(struct page *page, const char *options, const char *value)
{
	const struct lexicon *lexicon = lexicon_of(LEXICON_ALL);
	const struct option *option =
		option_meant(lexicon, page_select(page, "List", options), value);
	return option ? option->label : "(none)";
}

static void an_option_is_meant_by_itself_its_value_or_its_only_likeness(void **state)
{
	struct page *page = &((struct fixture *)*state)->now;
	assert_string_equal(meant(page, "10|1|11", "1"), "1");
	assert_string_equal(meant(page, "10 pieces|1 piece|11 pieces", "1"), "1 piece");
	assert_string_equal(meant(page, "Express - 5 EUR|Express - 9 EUR", "Express"), "(none)");
	assert_string_equal(
		meant(page, "Standard delivery|Express delivery", "express"), "Express delivery");
	assert_string_equal(meant(page, "Urgent|Low", "Express"), "(none)");
	assert_string_equal(meant(page, "", "Express"), "(none)");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_radio_is_chosen_by_this_runs_value),
		TEST(radios_become_a_native_list),
		TEST(radios_become_a_row_of_buttons),
		TEST(a_radio_that_is_not_offered_is_not_replaced_by_another),
		TEST(equal_offers_in_two_groups_are_told_apart_by_their_labels),
		TEST(an_option_is_chosen_by_this_runs_value),
		TEST(an_option_with_more_words_is_chosen_by_its_label),
		TEST(an_option_that_is_not_there_is_reported),
		TEST(a_native_list_becomes_radios),
		TEST(a_native_list_becomes_a_menu_that_is_opened_first),
		TEST(a_menu_that_does_not_offer_the_value_is_not_opened_again),
		TEST(a_native_list_becomes_a_field_to_type_into),
		TEST(a_menu_is_opened_and_its_option_chosen_by_this_runs_value),
		TEST(a_menu_becomes_a_native_list),
		TEST(a_menu_becomes_radios),
		TEST(a_suggestion_is_chosen_by_this_runs_value),
		TEST(a_field_that_suggests_nothing_any_more_is_filled_and_done),
		TEST(a_field_with_suggestions_becomes_a_native_list),
		TEST(another_control_is_taken_only_in_the_same_row),
		TEST(a_control_of_another_row_is_not_taken),
		TEST(an_option_is_meant_by_itself_its_value_or_its_only_likeness),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
