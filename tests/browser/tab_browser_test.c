#include "scene.h"

static const struct page pages[] = {
	{.path = "/",
		.body = "<title>start</title>"
			"<a id=blank href='/next' target=_blank>blank</a> "
			"<a id=slow href='/slow' target=_blank>slow</a> "
			"<a id=noopener href='/next' target=_blank rel=noopener>noopener</a> "
			"<button id=popup onclick=\"w = open('/next', '', 'width=300,height=200')"
			"\">popup</button>"},
	{.path = "/next",
		.body = "<title>next</title><script>"
			"document.documentElement.className = typeof before</script>"},
	{.path = "/slow", .body = "<title>slow</title>", .delay_ms = 300},
	{.path = "/tall",
		.body = "<title>tall</title><div style='height: 5000px; background:"
			" linear-gradient(red, blue)'></div>"},
	{.path = NULL},
};

static struct scene scene;

struct told {
	int opened, closed, navigated;
	struct tab *last_opened, *last_closed;
	bool was_readable;
};

static struct told told;

static void hear(void *context, const struct browser_event *event)
{
	(void)context;
	if (event->kind == BROWSER_TAB_OPENED) {
		told.opened++;
		told.last_opened = event->tab;
	} else if (event->kind == BROWSER_TAB_CLOSED) {
		told.closed++;
		told.last_closed = event->tab;
		told.was_readable = strlen(tab_url(event->tab)) > 0;
	} else if (event->kind == BROWSER_FRAME_NAVIGATED) {
		told.navigated++;
	}
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
	told = (struct told){0};
	return 0;
}

static int close_tabs(void **state)
{
	(void)state;
	scene_close_tabs(&scene);
	return 0;
}

static int has_opened(void *context, struct error *error)
{
	(void)context;
	(void)error;
	return told.opened;
}

static struct tab *await_tab(void)
{
	assert_ok(&scene, loop_wait(&scene.loop, has_opened, NULL, soon(), "a tab", &scene.error));
	return told.last_opened;
}

/* --- tests -------------------------------------------------------------------------- */

static void a_new_tab_is_empty_and_ready(void **state)
{
	struct tab *tab = NULL;

	(void)state;
	assert_ok(&scene, browser_new_tab(scene.browser, false, &tab, &scene.error));
	assert_int_equal(browser_tab_count(scene.browser), 2);
	assert_ptr_equal(browser_tab(scene.browser, 1), tab);
	assert_ptr_equal(told.last_opened, tab);
	assert_string_equal(tab_url(tab), "about:blank");
	assert_null(tab_opener(tab));
	assert_ptr_equal(tab_browser(tab), scene.browser);
	assert_value_in(&scene, tab_frame(tab, 0), "innerWidth + 'x' + innerHeight", "1280x720");
}

static void isolated_tabs_have_cookies_of_their_own(void **state)
{
	struct tab *first = scene.tab;
	json_t *value = scene_value(&scene, "document.cookie = 'name=first', 1");

	(void)state;
	json_decref(value);
	scene_new_tab(&scene);
	scene_go(&scene, "/");
	assert_value(&scene, "document.cookie", "");
	assert_value_in(&scene, tab_frame(first, 0), "document.cookie", "name=first");
}

static void assert_opens(const char *selector)
{
	struct tab *opener = scene.tab;
	struct tab *tab;

	told = (struct told){0};
	scene_click(&scene, selector);
	tab = await_tab();
	assert_ptr_equal(tab_opener(tab), opener);
	assert_ptr_not_equal(tab, opener);
	scene.tab = tab;
	scene_await(&scene, "document.readyState === 'complete' && document.title");
	scene_await(&scene, "typeof apprenticeQuiet === 'object'");
	scene.tab = opener;
}

static void tabs_that_a_page_opens_are_followed(void **state)
{
	(void)state;
	assert_opens("#blank");
	assert_opens("#noopener");
	assert_opens("#slow");
	assert_opens("#popup");
	assert_int_equal(browser_tab_count(scene.browser), 5);
}

static int is_gone(void *context, struct error *error)
{
	(void)error;
	return tab_is_closed(context);
}

static void a_tab_closed_by_its_opener_stays_readable(void **state)
{
	struct tab *tab;

	(void)state;
	assert_opens("#popup");
	tab = told.last_opened;
	assert_ok(&scene,
		tab_evaluate_in_page(scene.tab, "w.close(), 1", soon(), NULL, &scene.error));
	assert_ok(&scene, loop_wait(&scene.loop, is_gone, tab, soon(), "closing", &scene.error));
	assert_ptr_equal(told.last_closed, tab);
	assert_true(told.was_readable);
	assert_int_equal(browser_tab_count(scene.browser), 1);
	assert_int_equal(tab_frame_count(tab), 0);
	assert_string_equal(tab_url(tab), "");
	assert_int_equal(tab_navigate(tab, "about:blank", soon(), &scene.error), ERROR_STALE);
	assert_int_equal(tab_activate(tab, &scene.error), ERROR_STALE);
	assert_ptr_equal(tab_opener(tab), scene.tab);
}

static void popups_outlive_the_tab_they_come_from(void **state)
{
	struct tab *popup;

	(void)state;
	assert_opens("#popup");
	popup = told.last_opened;
	assert_ok(&scene, tab_close(scene.tab, soon(), &scene.error));
	assert_null(tab_opener(popup));
	assert_value_in(&scene, tab_frame(popup, 0), "document.title", "next");
}

static void a_tab_that_is_not_in_front_goes_on(void **state)
{
	struct tab *first = scene.tab;
	struct tab *second = NULL;

	(void)state;
	assert_ok(&scene, browser_new_tab(scene.browser, false, &second, &scene.error));
	assert_ok(&scene, tab_activate(second, &scene.error));
	assert_value_in(&scene, tab_frame(first, 0), "document.visibilityState", "visible");
	assert_value_in(&scene, tab_frame(first, 0),
		"new Promise(done => requestAnimationFrame(() => done('drawn')))", "drawn");
	assert_ok(&scene, input_move(first, 10, 10, soon(), &scene.error));
	assert_ok(&scene, tab_activate(first, &scene.error));
}

static void closing_twice_is_no_error(void **state)
{
	(void)state;
	assert_ok(&scene, tab_close(scene.tab, soon(), &scene.error));
	assert_ok(&scene, tab_close(scene.tab, soon(), &scene.error));
	assert_int_equal(told.closed, 1);
}

static int has_title(void *context, struct error *error)
{
	(void)error;
	return strcmp(tab_title(context), "next") == 0;
}

static void titles_are_announced(void **state)
{
	(void)state;
	scene_go(&scene, "/next");
	assert_ok(&scene,
		loop_wait(&scene.loop, has_title, scene.tab, soon(), "the title", &scene.error));
}

/* Width and height out of the frame header of a JPEG. */
static void measure(const struct bytes *jpeg, int *width_px, int *height_px)
{
	const unsigned char *data = (const unsigned char *)jpeg->data;
	size_t at = 2;

	*width_px = *height_px = 0;
	while (at + 9 < jpeg->length && data[at] == 0xff) {
		if (data[at + 1] >= 0xc0 && data[at + 1] <= 0xc2) {
			*height_px = data[at + 5] << 8 | data[at + 6];
			*width_px = data[at + 7] << 8 | data[at + 8];
			return;
		}
		at += 2u + (unsigned)(data[at + 2] << 8 | data[at + 3]);
	}
}

static void screenshots_have_the_size_asked_for(void **state)
{
	int width_px, height_px;
	struct bytes jpeg;
	json_t *value;

	(void)state;
	scene_go(&scene, "/tall");
	value = scene_value(&scene, "scrollTo(0, 2000), 1");
	json_decref(value);
	bytes_init(&jpeg, 8 << 20);
	assert_ok(&scene, tab_screenshot(scene.tab, 70, 1, soon(), &jpeg, &scene.error));
	measure(&jpeg, &width_px, &height_px);
	assert_int_equal(width_px, 1280);
	assert_int_equal(height_px, 720);
	bytes_clear(&jpeg);
	assert_ok(&scene, tab_screenshot(scene.tab, 70, 0.5, soon(), &jpeg, &scene.error));
	measure(&jpeg, &width_px, &height_px);
	assert_int_equal(width_px, 640);
	assert_int_equal(height_px, 360);
	bytes_release(&jpeg);
	bytes_init(&jpeg, 100); /* too small: nothing is cut silently */
	assert_int_equal(
		tab_screenshot(scene.tab, 70, 1, soon(), &jpeg, &scene.error), ERROR_LIMIT);
	bytes_release(&jpeg);
}

/* More tabs and frames than are kept for readers. */
static void many_tabs_come_and_go(void **state)
{
	(void)state;
	for (int i = 0; i < 40; i++) {
		struct tab *tab = NULL;

		assert_ok(&scene, browser_new_tab(scene.browser, i % 2, &tab, &scene.error));
		assert_ok(&scene, tab_close(tab, soon(), &scene.error));
	}
	assert_int_equal(browser_tab_count(scene.browser), 1);
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_page, close_tabs)

static void a_closed_tab_and_its_frames_are_stale_to_all_calls(void **state)
{
	(void)state;
	assert_ok(&scene, tab_close(scene.tab, soon(), &scene.error));
	assert_true(tab_is_closed(scene.tab));
	assert_null(tab_frame(scene.tab, 0));
	struct error error = {0};
	assert_int_equal(
		frame_evaluate(tab_frame(scene.tab, 0), "1", soon(), NULL, &error), ERROR_STALE);
	assert_int_equal(tab_evaluate_in_page(scene.tab, "1", soon(), NULL, &error), ERROR_STALE);
	assert_int_equal(tab_compile_in_page(scene.tab, "1", soon(), &error), ERROR_STALE);
}

static void an_expression_is_compiled_without_being_run(void **state)
{
	(void)state;
	struct error error = {0};
	assert_int_equal(tab_compile_in_page(scene.tab, "1 +", soon(), &error), ERROR_INPUT);
	assert_non_null(strstr(error.message, "SyntaxError"));
	assert_ok(&scene, tab_compile_in_page(scene.tab, "missing.thing = document.title = 'ran'",
				  soon(), &scene.error));
	json_t *title = NULL;
	assert_ok(&scene,
		tab_evaluate_in_page(scene.tab, "document.title", soon(), &title, &scene.error));
	assert_string_not_equal(json_string_value(title), "ran");
	json_decref(title);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_new_tab_is_empty_and_ready),
		test(isolated_tabs_have_cookies_of_their_own),
		test(tabs_that_a_page_opens_are_followed),
		test(a_tab_closed_by_its_opener_stays_readable),
		test(popups_outlive_the_tab_they_come_from),
		test(a_tab_that_is_not_in_front_goes_on),
		test(closing_twice_is_no_error),
		test(titles_are_announced),
		test(screenshots_have_the_size_asked_for),
		test(a_closed_tab_and_its_frames_are_stale_to_all_calls),
		test(an_expression_is_compiled_without_being_run),
		test(many_tabs_come_and_go),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
