#include "scene.h"

static const struct page pages[] = {
	{.path = "/",
		.body = "<title>start</title>"
			"<button id=alert onclick=\"alert('hello'); out.textContent = 'on'\">a"
			"</button>"
			"<button id=confirm onclick=\"out.textContent = confirm('sure?')\">c"
			"</button>"
			"<button id=prompt onclick=\"out.textContent = prompt('name?', 'Ann')\">p"
			"</button>"
			"<button id=twice onclick=\"out.textContent = confirm('one') + ' '"
			" + confirm('two')\">t</button>"
			"<button id=endless onclick=\"out.textContent = 'begun';"
			" for (;;) alert('again')\">e</button>"
			"<button id=askless onclick=\"out.textContent = 'begun';"
			" while (!confirm('again')); out.textContent = 'over'\">q</button>"
			"<p id=out></p>"},
	{.path = "/loading",
		.body = "<title>loading</title><script>"
			"document.title = confirm('now?') ? 'yes' : 'no'</script>"},
	{.path = "/framed",
		.body = "<title>framed</title><body><script>"
			"const f = document.createElement('iframe'); f.src ="
			" 'http://localhost:' + location.port + '/'; document.body.append(f);"
			"</script>"},
	{.path = NULL},
};

static struct scene scene;
static int opened, closed;

static void hear(void *context, const struct browser_event *event)
{
	(void)context;
	opened += event->kind == BROWSER_DIALOG_OPENED;
	closed += event->kind == BROWSER_DIALOG_CLOSED;
}

static int begin(void **state)
{
	(void)state;
	scene_open(&scene, pages, NULL);
	browser_listen(scene.browser, hear, NULL);
	return 0;
}

static int end(void **state)
{
	(void)state;
	scene_close(&scene);
	return 0;
}

static int open_page(void **state)
{
	(void)state;
	scene_new_tab(&scene);
	scene_go(&scene, "/");
	opened = closed = 0;
	return 0;
}

static int close_tabs(void **state)
{
	(void)state;
	scene_close_tabs(&scene);
	return 0;
}

static int is_open(void *context, struct error *error)
{
	(void)error;
	return tab_dialog(context) != NULL;
}

static const struct dialog *await_dialog(void)
{
	assert_ok(&scene,
		loop_wait(&scene.loop, is_open, scene.tab, soon(), "a dialog", &scene.error));
	return tab_dialog(scene.tab);
}

/* --- tests -------------------------------------------------------------------------- */

static void an_alert_is_accepted_and_reported(void **state)
{
	(void)state;
	scene_click(&scene, "#alert");
	scene_await(&scene, "out.textContent === 'on'");
	assert_int_equal(opened, 1);
	assert_int_equal(closed, 1);
	assert_null(tab_dialog(scene.tab));
	assert_int_equal(tab_dialog_count(scene.tab), 1);
}

static void a_question_waits_and_blocks_everything_else(void **state)
{
	struct bytes jpeg;

	(void)state;
	scene_click(&scene, "#confirm"); /* returns although the page is stuck in its handler */
	assert_string_equal(await_dialog()->type, "confirm");
	assert_string_equal(tab_dialog(scene.tab)->message, "sure?");
	assert_int_equal(frame_evaluate(tab_frame(scene.tab, 0), "1", soon(), NULL, &scene.error),
		ERROR_BLOCKED);
	assert_non_null(strstr(scene.error.message, "sure?"));
	bytes_init(&jpeg, 1 << 20);
	assert_int_equal(
		tab_screenshot(scene.tab, 70, 1, soon(), &jpeg, &scene.error), ERROR_BLOCKED);
	assert_int_equal(input_press(scene.tab, "Enter", soon(), &scene.error), ERROR_BLOCKED);
	assert_ok(&scene, tab_answer_dialog(scene.tab, false, NULL, &scene.error));
	scene_await(&scene, "out.textContent === 'false'");
	assert_int_equal(tab_answer_dialog(scene.tab, true, NULL, &scene.error), ERROR_NOT_FOUND);
}

static void a_prompt_takes_text(void **state)
{
	(void)state;
	scene_click(&scene, "#prompt");
	assert_string_equal(await_dialog()->type, "prompt");
	assert_string_equal(tab_dialog(scene.tab)->default_value, "Ann");
	assert_ok(&scene,
		tab_answer_dialog(scene.tab, true, "B\xc3\xb6rn \xf0\x9f\x98\x80", &scene.error));
	scene_await(&scene, "out.textContent === 'B\xc3\xb6rn \xf0\x9f\x98\x80'");
	scene_click(&scene, "#prompt");
	await_dialog();
	assert_ok(&scene, tab_answer_dialog(scene.tab, false, NULL, &scene.error));
	scene_await(&scene, "out.textContent === ''"); /* null */
}

static int is_second(void *context, struct error *error)
{
	const struct dialog *dialog = tab_dialog(context);

	(void)error;
	return dialog && strcmp(dialog->message, "two") == 0;
}

static void two_questions_in_a_row_are_answered_in_turn(void **state)
{
	(void)state;
	scene_click(&scene, "#twice");
	await_dialog();
	assert_ok(&scene, tab_answer_dialog(scene.tab, true, NULL, &scene.error));
	assert_ok(&scene,
		loop_wait(&scene.loop, is_second, scene.tab, soon(), "the second", &scene.error));
	assert_ok(&scene, tab_answer_dialog(scene.tab, false, NULL, &scene.error));
	scene_await(&scene, "out.textContent === 'true false'");
}

static void a_script_under_way_is_told_of_the_dialog_that_stops_it(void **state)
{
	(void)state;
	assert_int_equal(
		frame_evaluate(tab_frame(scene.tab, 0),
			"document.getElementById('confirm').click()", soon(), NULL, &scene.error),
		ERROR_BLOCKED);
	assert_ok(&scene, tab_answer_dialog(scene.tab, true, NULL, &scene.error));
	scene_await(&scene, "out.textContent === 'true'");
}

static void a_page_that_asks_while_it_loads_can_be_answered(void **state)
{
	(void)state;
	scene_go(&scene, "/loading"); /* does not wait for the load that cannot come */
	assert_string_equal(await_dialog()->message, "now?");
	assert_ok(&scene, tab_answer_dialog(scene.tab, true, NULL, &scene.error));
	scene_await(&scene, "document.title === 'yes'");
}

static void navigating_dismisses_an_open_question(void **state)
{
	(void)state;
	scene_click(&scene, "#confirm");
	await_dialog();
	scene_go(&scene, "/framed");
	assert_value(&scene, "document.title", "framed");
}

static void a_tab_with_an_open_question_can_be_closed(void **state)
{
	(void)state;
	scene_click(&scene, "#confirm");
	await_dialog();
	assert_ok(&scene, tab_close(scene.tab, soon(), &scene.error));
}

static void a_question_in_a_foreign_frame_is_asked_on_the_tab(void **state)
{
	struct frame *frame;

	(void)state;
	scene_go(&scene, "/framed");
	scene_await(&scene, "document.querySelector('iframe')");
	frame = tab_frame(scene.tab, 1);
	scene_await_in(&scene, frame, "document.readyState === 'complete' && location.port");
	scene_click_in(&scene, frame, "#confirm");
	assert_string_equal(await_dialog()->message, "sure?");
	assert_ok(&scene, tab_answer_dialog(scene.tab, true, NULL, &scene.error));
	scene_await_in(&scene, frame, "out.textContent === 'true'");
}

static void endless_alerts_are_ended(void **state)
{
	(void)state;
	scene_click(&scene, "#endless");
	scene_await(&scene, "out.textContent === 'begun'"); /* the page answers again */
	assert_true(tab_dialog_count(scene.tab) > 20);
	assert_int_equal(opened, 21); /* the rest is not news */
	assert_null(tab_dialog(scene.tab));
}

/* The agent says no 20 times; then it is said for it, and the script is ended. */
static void endless_questions_are_ended(void **state)
{
	int answers = 0;

	(void)state;
	scene_click(&scene, "#askless");
	while (answers < 20) {
		await_dialog();
		assert_ok(&scene, tab_answer_dialog(scene.tab, false, NULL, &scene.error));
		answers++;
	}
	scene_await(&scene, "out.textContent === 'begun'");
	assert_null(tab_dialog(scene.tab));
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_page, close_tabs)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(an_alert_is_accepted_and_reported),
		test(a_question_waits_and_blocks_everything_else),
		test(a_prompt_takes_text),
		test(two_questions_in_a_row_are_answered_in_turn),
		test(a_script_under_way_is_told_of_the_dialog_that_stops_it),
		test(a_page_that_asks_while_it_loads_can_be_answered),
		test(navigating_dismisses_an_open_question),
		test(a_tab_with_an_open_question_can_be_closed),
		test(a_question_in_a_foreign_frame_is_asked_on_the_tab),
		test(endless_alerts_are_ended),
		test(endless_questions_are_ended),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
