#include "scene.h"

static const struct page pages[] = {
	{.path = "/", .body = "<title>first</title><a id=link href='/second'>second</a>"},
	{.path = "/second", .body = "<title>second</title>"},
	{.path = "/slow", .body = "<title>slow</title>", .delay_ms = 200},
	{.path = "/never", .body = NULL},
	{.path = "/endless", .body = "<title>endless</title><img src='/never'>"},
	{.path = "/empty", .body = "", .status = 204},
	{.path = "/moved", .body = "", .headers = "Location: /second\r\n", .status = 302},
	{.path = "/script", .body = "<script>location.replace('/second')</script>"},
	{.path = "/missing", .body = "<title>404</title>", .status = 404},
	{.path = "/hang",
		.body = "<title>hang</title><script>"
			"onload = () => setTimeout(() => { for (;;); }, 0)</script>"},
	{.path = "/hang-early", .body = "<title>hang</title><script>for (;;);</script>"},
	{.path = "/stay",
		.body = "<title>stay</title><button id=b>b</button><script>"
			"addEventListener('beforeunload', e => e.preventDefault())</script>"},
	{.path = NULL},
};

static struct scene scene;
static int crashes;

static void hear(void *context, const struct browser_event *event)
{
	(void)context;
	crashes += event->kind == BROWSER_TAB_CRASHED;
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

static int open_tab(void **state)
{
	(void)state;
	scene_new_tab(&scene);
	return 0;
}

static int close_tabs(void **state)
{
	(void)state;
	scene_close_tabs(&scene);
	return 0;
}

static int navigate(const char *url, int64_t limit_ms)
{
	scene.error = (struct error){0};
	return tab_navigate(scene.tab, url, deadline_in(limit_ms), &scene.error);
}

static void assert_fails(const char *url, enum error_code code)
{
	int status = navigate(url, SCENE_MS);

	if (status != (int)code)
		fail_msg("%s: %s (%s)", url, error_code_name(status), scene.error.message);
	assert_non_null(strstr(scene.error.message, url));
}

/* --- arriving ----------------------------------------------------------------------- */

static void navigating_waits_for_the_document(void **state)
{
	(void)state;
	scene_go(&scene, "/slow");
	assert_value(&scene, "document.title + document.readyState", "slowcomplete");
	assert_non_null(strstr(tab_url(scene.tab), "/slow"));
}

static void redirects_are_followed(void **state)
{
	(void)state;
	scene_go(&scene, "/moved");
	assert_value(&scene, "document.title", "second");
	scene_go(&scene, "/script");
	scene_await(&scene, "document.title === 'second'");
}

static void a_page_the_server_does_not_have_is_a_page(void **state)
{
	(void)state;
	scene_go(&scene, "/missing");
	assert_value(&scene, "document.title", "404");
}

static void another_fragment_is_the_same_document(void **state)
{
	json_t *value;

	(void)state;
	scene_go(&scene, "/");
	value = scene_value(&scene, "globalThis.kept = 1");
	json_decref(value);
	scene_go(&scene, "/#part");
	assert_non_null(strstr(tab_url(scene.tab), "/#part"));
	assert_value(&scene, "'kept ' + globalThis.kept", "kept 1");
}

static void a_page_that_never_finishes_loading_is_usable(void **state)
{
	(void)state;
	scene_go(&scene, "/endless");
	assert_value(&scene, "document.title + document.readyState", "endlessinteractive");
}

static void history_goes_back_and_forward(void **state)
{
	(void)state;
	scene_go(&scene, "/");
	scene_go(&scene, "/#part");
	scene_go(&scene, "/second");
	assert_ok(&scene, tab_history(scene.tab, -1, soon(), &scene.error));
	assert_value(&scene, "document.title + location.hash", "first#part");
	assert_ok(&scene, tab_history(scene.tab, -1, soon(), &scene.error));
	assert_value(&scene, "document.title + location.hash", "first");
	assert_ok(&scene, tab_history(scene.tab, 2, soon(), &scene.error));
	assert_value(&scene, "document.title", "second");
	assert_int_equal(tab_history(scene.tab, 1, soon(), &scene.error), ERROR_NOT_FOUND);
}

static void leaving_a_page_that_wants_to_be_kept_is_accepted(void **state)
{
	(void)state;
	scene_go(&scene, "/stay");
	scene_click(&scene, "#b"); /* without a gesture Chromium does not ask */
	scene_go(&scene, "/second");
	assert_value(&scene, "document.title", "second");
}

/* --- failing ------------------------------------------------------------------------ */

static void addresses_that_cannot_be_opened_are_told(void **state)
{
	char *closed = scene_url(&scene, "127.0.0.2", "/"); /* where the server does not listen */

	(void)state;
	assert_fails("example.com", ERROR_INPUT);
	assert_fails("http://", ERROR_INPUT);
	assert_fails("nonsense://x", ERROR_INPUT);
	assert_fails("", ERROR_INPUT);
	assert_fails(closed, ERROR_REFUSED);
	assert_non_null(strstr(scene.error.message, "refused"));
	free(closed);
	assert_fails("http://no-such-host.invalid/", ERROR_NOT_FOUND);
	assert_fails("file:///no/such/file.html", ERROR_NOT_FOUND);
	assert_fails("chrome://settings", ERROR_REFUSED);
	scene_go(&scene, "/");
	assert_value(&scene, "document.title", "first");
}

static void a_server_without_certificate_is_told(void **state)
{
	char *url = memory_format("https://127.0.0.1:%d/", scene.server.port);

	(void)state;
	assert_fails(url, ERROR_REFUSED);
	free(url);
}

static void a_server_that_never_answers_is_given_up(void **state)
{
	char *url = scene_url(&scene, "127.0.0.1", "/never");

	(void)state;
	assert_int_equal(navigate(url, 400), ERROR_TIMEOUT);
	assert_non_null(strstr(scene.error.message, url));
	scene_go(&scene, "/"); /* the tab is usable */
	assert_value(&scene, "document.title", "first");
	free(url);
}

static void a_server_that_sends_no_page_leaves_us_where_we_are(void **state)
{
	char *url = scene_url(&scene, "127.0.0.1", "/empty");

	(void)state;
	scene_go(&scene, "/");
	assert_fails(url, ERROR_REFUSED);
	assert_value(&scene, "document.title", "first");
	free(url);
}

/* --- pages that die or hang --------------------------------------------------------- */

static int has_crashed(void *context, struct error *error)
{
	(void)error;
	return tab_is_crashed(context);
}

static void crash(void)
{
	struct cdp_pending *call =
		frame_evaluate_start(tab_frame(scene.tab, 0), "new Promise(() => {})", soon());

	navigate("chrome://crash", 5000);
	assert_ok(&scene,
		loop_wait(&scene.loop, has_crashed, scene.tab, soon(), "the crash", &scene.error));
	assert_true(frame_evaluate_finish(
			    tab_frame(scene.tab, 0), call, soon(), NULL, &scene.error) < 0);
}

static void a_crashed_page_is_reported_and_revived_by_navigating(void **state)
{
	struct tab *isolated = scene.tab;
	struct bytes jpeg;

	(void)state;
	crashes = 0;
	assert_ok(&scene, browser_new_tab(scene.browser, false, &scene.tab, &scene.error));
	scene_go(&scene, "/");
	crash();
	assert_int_equal(crashes, 1);
	assert_int_equal(frame_evaluate(tab_frame(scene.tab, 0), "1", soon(), NULL, &scene.error),
		ERROR_CRASHED);
	assert_int_equal(
		input_click(scene.tab, 1, 1, MOUSE_LEFT, 1, soon(), &scene.error), ERROR_CRASHED);
	bytes_init(&jpeg, 1 << 20);
	assert_int_equal(
		tab_screenshot(scene.tab, 70, 1, soon(), &jpeg, &scene.error), ERROR_CRASHED);
	bytes_release(&jpeg);
	scene_go(&scene, "/second");
	assert_false(tab_is_crashed(scene.tab));
	assert_value(&scene, "document.title + typeof apprenticeQuiet", "secondobject");
	crash();
	assert_ok(&scene, tab_close(scene.tab, soon(), &scene.error));
	scene.tab = isolated;
}

static void a_hung_page_times_out_and_can_be_left(void **state)
{
	(void)state;
	scene_go(&scene, "/hang");
	assert_int_equal(
		frame_evaluate(tab_frame(scene.tab, 0), "1", deadline_in(300), NULL, &scene.error),
		ERROR_TIMEOUT);
	scene_go(&scene, "/second");
	assert_value(&scene, "document.title", "second");
}

static void a_hung_page_can_be_closed(void **state)
{
	(void)state;
	scene_go(&scene, "/hang");
	assert_int_equal(
		frame_evaluate(tab_frame(scene.tab, 0), "1", deadline_in(300), NULL, &scene.error),
		ERROR_TIMEOUT);
	assert_int_equal(
		input_click(scene.tab, 1, 1, MOUSE_LEFT, 1, deadline_in(300), &scene.error),
		ERROR_TIMEOUT);
	assert_ok(&scene, tab_close(scene.tab, soon(), &scene.error));
	assert_true(tab_is_closed(scene.tab));
}

static void our_own_endless_script_is_stopped_at_its_deadline(void **state)
{
	(void)state;
	scene_go(&scene, "/");
	assert_int_equal(frame_evaluate(tab_frame(scene.tab, 0), "for (;;);", deadline_in(300),
				 NULL, &scene.error),
		ERROR_TIMEOUT);
	scene_await(&scene, "document.title === 'first'"); /* the page goes on */
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_tab, close_tabs)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(navigating_waits_for_the_document),
		test(redirects_are_followed),
		test(a_page_the_server_does_not_have_is_a_page),
		test(another_fragment_is_the_same_document),
		test(a_page_that_never_finishes_loading_is_usable),
		test(history_goes_back_and_forward),
		test(leaving_a_page_that_wants_to_be_kept_is_accepted),
		test(addresses_that_cannot_be_opened_are_told),
		test(a_server_without_certificate_is_told),
		test(a_server_that_never_answers_is_given_up),
		test(a_server_that_sends_no_page_leaves_us_where_we_are),
		test(a_crashed_page_is_reported_and_revived_by_navigating),
		test(a_hung_page_times_out_and_can_be_left),
		test(a_hung_page_can_be_closed),
		test(our_own_endless_script_is_stopped_at_its_deadline),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
