/* The table of kinds, its JSON form, its words, and what is checked before an action is tried. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../observation/sample.h"

#include "action/action.h"

#include <stdlib.h>
#include <string.h>

static struct observation page;

static int make(void **state)
{
	(void)state;
	sample_make(&page);
	return 0;
}

static int drop(void **state)
{
	(void)state;
	observation_release(&page);
	return 0;
}

static void every_kind_has_a_name_that_leads_back(void **state)
{
	(void)state;
	for (int kind = 1; kind < ACTION_KIND_COUNT; kind++) {
		const char *name = action_kind_name((enum action_kind)kind);
		assert_int_equal(action_kind_from_name(name), kind);
		assert_true(strlen(action_kind_help((enum action_kind)kind)) > 3);
		assert_int_equal(action_kind_takes_value((enum action_kind)kind),
			action_kind_meaning((enum action_kind)kind)[0] != 0);
	}
	assert_int_equal(action_kind_from_name("fly"), ACTION_NONE);
	assert_int_equal(action_kind_from_name(NULL), ACTION_NONE);
	assert_string_equal(action_kind_name((enum action_kind)99), "none");
}

static void actions_come_back_from_json(void **state)
{
	(void)state;
	for (int kind = 1; kind < ACTION_KIND_COUNT; kind++) {
		struct action action = {.kind = (enum action_kind)kind, .value = "va'l\"ue"};
		struct action read;
		struct error error = {0};
		action.element = action_kind_may_have_element(action.kind) ? 4294967295u : 0;
		json_t *stored = action_to_json(&action);
		assert_int_equal(action_from_json(&read, stored, &page.arena, &error), 0);
		assert_int_equal(read.kind, action.kind);
		assert_int_equal(read.element, action.element);
		assert_string_equal(read.value, action.value);
		json_decref(stored);
	}
}

static void malformed_actions_are_refused(void **state)
{
	static const char *const texts[] = {"[]", "1", "{}", "{\"kind\":\"fly\"}", "{\"kind\":1}",
		"{\"kind\":\"click\",\"element\":-1}",
		"{\"kind\":\"click\",\"element\":4294967296}",
		"{\"kind\":\"click\",\"element\":\"1\"}", "{\"kind\":\"back\",\"element\":1}",
		"{\"kind\":\"type\",\"element\":1,\"value\":7}"};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct action read = {.kind = ACTION_WAIT};
		struct error error = {0};
		json_t *value = json_parse(texts[i], strlen(texts[i]), &error);
		assert_non_null(value);
		if (action_from_json(&read, value, &page.arena, &error) != ERROR_INPUT)
			fail_msg("%s was taken", texts[i]);
		assert_int_equal(read.kind, ACTION_WAIT);
		json_decref(value);
	}
}

static void actions_are_described(void **state)
{
	static const struct {
		struct action action;
		const char *words;
	} rows[] = {
		{{ACTION_CLICK, 102, ""}, "click button 'Save'"},
		{{ACTION_TYPE, 100, "Blue"}, "type 'Blue' into textbox 'Name'"},
		{{ACTION_TYPE, 100, ""}, "clear textbox 'Name'"},
		{{ACTION_TYPE, 100, "{{secret:pin}}"}, "type '{{secret:pin}}' into textbox 'Name'"},
		{{ACTION_SELECT, 101, "Green room"},
			"select 'Green room' in combobox 'Room' in row 'Anna'"},
		{{ACTION_PRESS, 0, "Enter"}, "press Enter"},
		{{ACTION_PRESS, 100, "Enter"}, "press Enter in textbox 'Name'"},
		{{ACTION_DRAG, 102, "100"}, "drag button 'Save' onto textbox 'Name'"},
		{{ACTION_SCROLL, 0, "0,400"}, "scroll the page by 0,400"},
		{{ACTION_CLICK, 7, ""}, "click element 7, which is not on the page"},
		{{ACTION_FINISH, 0, ""}, "finish"},
		{{ACTION_FINISH, 0, "42"}, "finish: 42"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *words = action_describe(&rows[i].action, &page);
		assert_string_equal(words, rows[i].words);
		free(words);
	}
}

static void possible_actions_pass(void **state)
{
	static const struct action rows[] = {{ACTION_CLICK, 102, ""}, {ACTION_HOVER, 102, ""},
		{ACTION_TYPE, 100, "Blue"}, {ACTION_TYPE, 100, ""},
		{ACTION_SELECT, 101, "Green room"}, {ACTION_SELECT, 101, "g1"},
		{ACTION_SELECT, 101, " green  ROOM"}, {ACTION_PRESS, 0, "Control+Shift+K"},
		{ACTION_PRESS, 100, "Enter"}, {ACTION_DRAG, 102, "100"},
		{ACTION_SCROLL, 0, "0,-12.5"}, {ACTION_SCROLL, 100, "5,5"},
		{ACTION_NAVIGATE, 0, "https://example.org/a?b"},
		{ACTION_NAVIGATE, 0, "about:blank"}, {ACTION_BACK, 0, ""},
		{ACTION_SWITCH_TAB, 0, "0"}, {ACTION_CLOSE_TAB, 0, ""}, {ACTION_WAIT, 0, ""},
		{ACTION_FINISH, 0, ""}};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct error error = {0};
		if (action_check(&rows[i], &page, &error))
			fail_msg("row %zu: %s", i, error.message);
	}
}

static void impossible_actions_are_refused_with_what_is_possible(void **state)
{
	static const struct {
		struct action action;
		int code;
		const char *words;
	} rows[] = {
		{{ACTION_NONE, 0, ""}, ERROR_INPUT, "no action"},
		{{(enum action_kind)77, 0, ""}, ERROR_INPUT, "no action"},
		{{ACTION_CLICK, 102, NULL}, ERROR_INPUT, "no value"},
		{{ACTION_CLICK, 0, ""}, ERROR_INPUT, "needs an element"},
		{{ACTION_CLICK, 5, ""}, ERROR_NOT_FOUND, "no element 5"},
		{{ACTION_BACK, 102, ""}, ERROR_INPUT, "takes no element"},
		{{ACTION_TYPE, 102, "x"}, ERROR_INPUT, "possible: textbox 'Name'"},
		{{ACTION_UPLOAD, 103, "/x"}, ERROR_INPUT, "possible: none"},
		{{ACTION_CHECK, 102, "on"}, ERROR_INPUT, "possible: none"},
		{{ACTION_SELECT, 101, "Pink room"}, ERROR_NOT_FOUND, "'Blue room', 'Green room'"},
		{{ACTION_SELECT, 101, "Red room"}, ERROR_BLOCKED, "disabled"},
		{{ACTION_PRESS, 0, "Hyper+Banana"}, ERROR_INPUT, "no key"},
		{{ACTION_PRESS, 0, ""}, ERROR_INPUT, "no key"},
		{{ACTION_DRAG, 102, "somewhere"}, ERROR_INPUT, "id of its target"},
		{{ACTION_DRAG, 102, "5"}, ERROR_NOT_FOUND, "no element 5"},
		{{ACTION_SCROLL, 0, "down"}, ERROR_INPUT, "dx,dy"},
		{{ACTION_SCROLL, 0, "0,1e99"}, ERROR_INPUT, "dx,dy"},
		{{ACTION_NAVIGATE, 0, "javascript:alert(1)"}, ERROR_INPUT, "no address"},
		{{ACTION_NAVIGATE, 0, "example"}, ERROR_INPUT, "no address"},
		{{ACTION_SWITCH_TAB, 0, "1"}, ERROR_NOT_FOUND, "tabs 0 to 0"},
		{{ACTION_SWITCH_TAB, 0, "-1"}, ERROR_NOT_FOUND, "tabs 0 to 0"},
		{{ACTION_DIALOG, 0, "accept"}, ERROR_NOT_FOUND, "No dialog"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct error error = {0};
		if (action_check(&rows[i].action, &page, &error) != rows[i].code)
			fail_msg("row %zu: %s %s", i, error_code_name(error.code), error.message);
		if (!strstr(error.message, rows[i].words))
			fail_msg("row %zu: %s", i, error.message);
	}
}

static void state_stands_against_actions(void **state)
{
	struct error error = {0};
	(void)state;
	page.elements[SAMPLE_SAVE].state |= ELEMENT_DISABLED;
	page.elements[SAMPLE_NAME].state |= ELEMENT_READONLY;
	assert_int_equal(action_check(&(struct action){ACTION_CLICK, 102, ""}, &page, &error),
		ERROR_BLOCKED);
	assert_int_equal(action_check(&(struct action){ACTION_HOVER, 102, ""}, &page, &error), 0);
	assert_int_equal(action_check(&(struct action){ACTION_TYPE, 100, "x"}, &page, &error),
		ERROR_BLOCKED);
}

static void dialogs_want_an_answer(void **state)
{
	struct error error = {0};
	(void)state;
	page.dialog_type = "prompt";
	assert_int_equal(
		action_check(&(struct action){ACTION_DIALOG, 0, "accept:Anna"}, &page, &error), 0);
	assert_int_equal(
		action_check(&(struct action){ACTION_DIALOG, 0, "dismiss"}, &page, &error), 0);
	assert_int_equal(action_check(&(struct action){ACTION_DIALOG, 0, "yes"}, &page, &error),
		ERROR_INPUT);
}

#define with_page(test) cmocka_unit_test_setup_teardown(test, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_page(every_kind_has_a_name_that_leads_back),
		with_page(actions_come_back_from_json),
		with_page(malformed_actions_are_refused),
		with_page(actions_are_described),
		with_page(possible_actions_pass),
		with_page(impossible_actions_are_refused_with_what_is_possible),
		with_page(state_stands_against_actions),
		with_page(dialogs_want_an_answer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
