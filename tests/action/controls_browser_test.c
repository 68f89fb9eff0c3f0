#include "stage.h"

#include "base/secrets.h"

static struct page pages[] = {{.path = "/controls"}, {.path = NULL}};

static int begin(void **state)
{
	(void)state;
	pages[0].body = stage_file("controls.html");
	stage_open(pages);
	return 0;
}

static int end(void **state)
{
	(void)state;
	stage_close();
	free((void *)(uintptr_t)pages[0].body);
	return 0;
}

static int show_controls(void **state)
{
	(void)state;
	scene_new_tab(&stage.scene);
	stage_show("/controls");
	return 0;
}

static int close_tabs(void **state)
{
	(void)state;
	scene_close_tabs(&stage.scene);
	return 0;
}

static void buttons_links_and_spans_are_clicked_by_trusted_events(void **state)
{
	(void)state;
	assert_act(ACTION_CLICK, "Plain", "");
	assert_page("saw('click:plain:true')", "true");
	assert_act(ACTION_CLICK, "Link", "");
	assert_page("location.hash", "#there");
	assert_true(stage.report.settled.url_changed);
	assert_act(ACTION_CLICK, "Span", "");
	assert_page("byId('div').dataset.hit", "1");
}

static void double_click_right_click_and_hover_reach_the_page(void **state)
{
	(void)state;
	assert_act(ACTION_DOUBLE_CLICK, "Plain", "");
	assert_page("saw('dblclick:plain')", "true");
	assert_act(ACTION_RIGHT_CLICK, "Plain", "");
	assert_page("saw('contextmenu:plain')", "true");
	assert_act(ACTION_HOVER, "Link", "");
	assert_page("saw('mouseover:link')", "true");
}

static void a_disabled_button_is_refused(void **state)
{
	(void)state;
	stage.options.action_timeout_ms = 500;
	assert_refused(ACTION_CLICK, "Off", "", ERROR_BLOCKED, "is disabled");
	stage.options.action_timeout_ms = 10000;
}

static void text_fields_take_text_in_place_of_what_was_there(void **state)
{
	(void)state;
	assert_act(ACTION_TYPE, "Text", "Blue room, 3 people");
	assert_page("byId('text').value", "Blue room, 3 people");
	assert_act(ACTION_TYPE, "Mail", "a.b@example.org");
	assert_page("byId('mail').value", "a.b@example.org");
	assert_act(ACTION_TYPE, "Search", "caf\u00e9 \U0001f600");
	assert_page("byId('search').value", "caf\u00e9 \U0001f600");
	assert_act(ACTION_TYPE, "Area", "two\nlines");
	assert_page("byId('area').value", "two\nlines");
	assert_act(ACTION_TYPE, "Text", "");
	assert_page("byId('text').value", "");
}

static void pages_that_listen_see_input_and_key_events(void **state)
{
	(void)state;
	assert_act(ACTION_TYPE, "Text", "abc");
	assert_page("saw('input:text:true') && saw('keydown:text:true') && saw('keyup:text:true')",
		"true");
}

static void contenteditable_is_replaced(void **state)
{
	(void)state;
	assert_act(ACTION_TYPE, "Message", "Hello there");
	assert_page("byId('chat').innerText.trim()", "Hello there");
}

static void a_number_field_that_refuses_letters_is_an_input_error(void **state)
{
	(void)state;
	assert_act(ACTION_TYPE, "Number", "12.5");
	assert_page("byId('number').value", "12.5");
	assert_refused(ACTION_TYPE, "Number", "12a3", ERROR_INPUT, "there stands '123'");
}

static void a_text_that_does_not_fit_is_an_input_error(void **state)
{
	(void)state;
	assert_refused(ACTION_TYPE, "Short", "abcdef", ERROR_INPUT, "there stands 'abc'");
}

static void a_readonly_field_is_refused(void **state)
{
	(void)state;
	assert_refused(ACTION_TYPE, "Fixed", "new", ERROR_BLOCKED, "read-only");
	assert_page("byId('fixed').value", "fixed");
}

static void fields_that_dress_up_or_take_keys_only_accept_the_text(void **state)
{
	(void)state;
	assert_act(ACTION_TYPE, "Masked", "5551234567");
	assert_page("byId('masked').value", "(555) 1234567");
	assert_act(ACTION_TYPE, "Keyed", "by keys");
	assert_page("byId('keyed').value", "by keys");
	assert_act(ACTION_TYPE, "React", "controlled");
	assert_page("state", "controlled");
	assert_act(ACTION_TYPE, "Upper", "shout");
	assert_page("byId('upper').value", "SHOUT");
}

static void what_was_typed_is_read_after_the_page_had_its_say(void **state)
{
	(void)state;
	assert_act(ACTION_TYPE, "Silent", "unheard");
	assert_page("byId('silent').value", "unheard");
	assert_refused(ACTION_TYPE, "Wiped", "gone", ERROR_INPUT, "there stands ''");
}

static void date_like_fields_are_set_with_events(void **state)
{
	static const struct {
		const char *name, *value, *expression;
	} rows[] = {
		{"Date", "2027-05-12", "byId('date').value"},
		{"Time", "13:45", "byId('time').value"},
		{"Month", "2027-05", "byId('month').value"},
		{"Week", "2027-W19", "byId('week').value"},
		{"Moment", "2027-05-12T13:45", "byId('moment').value"},
		{"Colour", "#00ff7f", "byId('colour').value"},
		{"Range", "7", "byId('range').value"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_act(ACTION_TYPE, rows[i].name, rows[i].value);
		json_t *value = stage_page(rows[i].expression);
		assert_string_equal(json_string_value(value), rows[i].value);
		json_decref(value);
	}
	assert_page("saw('input:date') && saw('change:date')", "true");
	assert_refused(ACTION_TYPE, "Date", "12.5.2027", ERROR_INPUT, "YYYY-MM-DD");
	assert_page("byId('date').value", "2027-05-12");
	assert_refused(ACTION_TYPE, "Range", "70", ERROR_INPUT, "range");
}

static void selects_take_labels_and_values(void **state)
{
	(void)state;
	assert_act(ACTION_SELECT, "Room", "Blue room");
	assert_page("byId('room').value", "b1");
	assert_page("saw('input:room') && saw('change:room')", "true");
	assert_act(ACTION_SELECT, "Room", "green room");
	assert_page("byId('room').value", "g1");
	assert_act(ACTION_SELECT, "Room", "b1");
	assert_page("byId('room').value", "b1");
	assert_act(ACTION_SELECT, "Extras", "Tea, Cake");
	assert_page("[...byId('extras').selectedOptions].map(o => o.value)", "Tea,Cake");
}

static void a_missing_option_lists_what_there_is(void **state)
{
	(void)state;
	assert_refused(ACTION_SELECT, "Room", "Pink room", ERROR_NOT_FOUND, "'Blue room'");
	assert_refused(ACTION_SELECT, "Room", "Red room", ERROR_BLOCKED, "disabled");
}

static void checkboxes_radios_and_switches_are_set(void **state)
{
	(void)state;
	assert_act(ACTION_CHECK, "Check", "on");
	assert_page("byId('check').checked", "true");
	assert_act(ACTION_CHECK, "Check", "on");
	assert_page("byId('check').checked", "true");
	assert_act(ACTION_CHECK, "Check", "off");
	assert_page("byId('check').checked", "false");
	assert_act(ACTION_CHECK, "Two", "on");
	assert_page("byId('radio2').checked", "true");
	assert_act(ACTION_CHECK, "Hidden box", "on");
	assert_page("byId('hidden').checked", "true");
	assert_act(ACTION_CHECK, "Switch", "on");
	assert_page("byId('switch').getAttribute('aria-checked')", "true");
}

static void a_checkbox_that_stays_as_it_is_is_reported(void **state)
{
	(void)state;
	assert_refused(ACTION_CHECK, "Stubborn", "on", ERROR_BLOCKED, "is not on");
	assert_act(ACTION_CHECK, "One", "on");
	assert_refused(ACTION_CHECK, "One", "off", ERROR_INPUT, "cannot be switched off");
}

static void files_are_looked_at_before_they_are_given(void **state)
{
	char *path = path_join(TEST_DATA, "controls.html");
	char *both = memory_format("%s\n%s", path, path);
	(void)state;
	assert_act(ACTION_UPLOAD, "File", path);
	assert_page("byId('file').files[0].name", "controls.html");
	assert_page("byId('file').files[0].size > 1000", "true");
	assert_act(ACTION_UPLOAD, "Files", both);
	assert_page("byId('files').files.length", "2");
	assert_refused(ACTION_UPLOAD, "File", both, ERROR_INPUT, "one file only");
	assert_refused(
		ACTION_UPLOAD, "File", "/nowhere/at.all", ERROR_NOT_FOUND, "/nowhere/at.all");
	free(both);
	free(path);
}

static void keys_go_to_the_element_or_the_focus(void **state)
{
	(void)state;
	assert_act(ACTION_TYPE, "Text", "abc");
	assert_act(ACTION_PRESS, "Text", "Backspace");
	assert_page("byId('text').value", "ab");
	assert_act(ACTION_PRESS, NULL, "Control+a");
	assert_act(ACTION_PRESS, NULL, "x");
	assert_page("byId('text').value", "x");
}

static void a_placeholder_becomes_the_secret_only_on_its_host(void **state)
{
	struct secrets secrets;
	(void)state;
	secrets_init(&secrets);
	assert_int_equal(secrets_add(&secrets, "pass", NULL, "s3cret-value", &stage.error), 0);
	assert_refused(ACTION_TYPE, "Password", "{{secret:pass}}", ERROR_NOT_FOUND, "pass");
	stage.options.secrets = &secrets;
	stage.options.secret_host = "example.org";
	assert_refused(ACTION_TYPE, "Password", "{{secret:pass}}", ERROR_REFUSED, "127.0.0.1");
	assert_page("byId('password').value", "");
	stage.options.secret_host = "127.0.0.1";
	assert_act(ACTION_TYPE, "Password", "{{secret:pass}}");
	assert_page("byId('password').value", "s3cret-value");
	stage.options.secrets = NULL;
	secrets_release(&secrets);
}

static void a_secret_option_is_chosen_and_not_told(void **state)
{
	struct secrets secrets;
	(void)state;
	secrets_init(&secrets);
	assert_int_equal(secrets_add(&secrets, "room", NULL, "Blue room", &stage.error), 0);
	assert_int_equal(secrets_add(&secrets, "none", NULL, "Violet room", &stage.error), 0);
	stage.options.secrets = &secrets;
	stage.options.secret_host = "127.0.0.1";
	assert_act(ACTION_SELECT, "Room", "{{secret:room}}");
	assert_page("byId('room').value", "b1");
	assert_refused(ACTION_SELECT, "Room", "{{secret:none}}", ERROR_NOT_FOUND, "no such option");
	assert_null(strstr(stage.error.message, "Violet"));
	stage.options.secret_host = "example.org";
	assert_refused(ACTION_SELECT, "Room", "{{secret:room}}", ERROR_REFUSED, "127.0.0.1");
	stage.options.secrets = NULL;
	stage.options.secret_host = NULL;
	secrets_release(&secrets);
}

#define with_page(test) cmocka_unit_test_setup_teardown(test, show_controls, close_tabs)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_page(buttons_links_and_spans_are_clicked_by_trusted_events),
		with_page(double_click_right_click_and_hover_reach_the_page),
		with_page(a_disabled_button_is_refused),
		with_page(text_fields_take_text_in_place_of_what_was_there),
		with_page(pages_that_listen_see_input_and_key_events),
		with_page(contenteditable_is_replaced),
		with_page(a_number_field_that_refuses_letters_is_an_input_error),
		with_page(a_text_that_does_not_fit_is_an_input_error),
		with_page(a_readonly_field_is_refused),
		with_page(fields_that_dress_up_or_take_keys_only_accept_the_text),
		with_page(what_was_typed_is_read_after_the_page_had_its_say),
		with_page(date_like_fields_are_set_with_events),
		with_page(selects_take_labels_and_values),
		with_page(a_missing_option_lists_what_there_is),
		with_page(checkboxes_radios_and_switches_are_set),
		with_page(a_checkbox_that_stays_as_it_is_is_reported),
		with_page(files_are_looked_at_before_they_are_given),
		with_page(keys_go_to_the_element_or_the_focus),
		with_page(a_placeholder_becomes_the_secret_only_on_its_host),
		with_page(a_secret_option_is_chosen_and_not_told),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
