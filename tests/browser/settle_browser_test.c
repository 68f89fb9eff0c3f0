#include "scene.h"

static const struct page pages[] = {
	{.path = "/",
		.body = "<title>start</title><h1>Start</h1>"
			"<a id=link href='/slow'>slow</a> "
			"<a id=hash href='#here'>hash</a> "
			"<a id=nothing href='javascript:void(0)'>nothing</a> "
			"<a id=download href='/file'>file</a> "
			"<a id=empty href='/empty'>204</a> "
			"<a id=blank href='/next' target=_blank>blank</a> "
			"<a id=never href='/never'>never</a> "
			"<button id=late onclick=\"setTimeout(async () => {"
			" const text = await (await fetch('/data')).text();"
			" out.textContent = text; }, 80)\">late</button> "
			"<button id=push onclick=\"history.pushState({}, '', '/pushed');"
			" out.textContent = 'pushed'\">push</button> "
			"<button id=restless onclick=\"setInterval(() => {"
			" out.textContent = performance.now(); }, 16)\">restless</button> "
			"<button id=ask onclick=\"out.textContent = "
			"confirm('sure?')\">ask</button> "
			"<button id=tell onclick=\"alert('hi'); out.textContent = "
			"'told'\">tell</button> "
			"<button id=soon onclick=\"setTimeout(() => location = '/next', 60)\">soon"
			"</button> "
			"<button id=gone onclick='window.close()'>gone</button>"
			"<form action='/next'><input name=q><button id=submit>go</button></form>"
			"<p id=out></p><div id=here style='margin-top: 3000px'>here</div>"},
	{.path = "/next",
		.body = "<title>next</title><p id=out></p><script>"
			"setTimeout(() => { out.textContent = 'rendered'; }, 40)</script>"},
	{.path = "/slow", .body = "<title>slow</title>", .delay_ms = 300},
	{.path = "/slower", .body = "<title>slower</title>", .delay_ms = 1800},
	{.path = "/framed",
		.body = "<title>framed</title><body><script>"
			"const f = document.createElement('iframe'); f.src ="
			" 'http://localhost:' + location.port + '/inner';"
			"document.body.append(f);</script>"},
	{.path = "/inner",
		.body = "<title>inner</title><a id=link href='/slower'>link</a>"
			"<a id=never href='/never'>never</a>"},
	{.path = "/never", .body = NULL},
	{.path = "/data", .body = "data", .delay_ms = 200},
	{.path = "/empty", .body = "", .status = 204},
	{.path = "/file",
		.body = "content",
		.headers = "Content-Type: text/plain\r\nContent-Disposition: attachment\r\n"},
	{.path = NULL},
};

static struct scene scene;

static int begin(void **state)
{
	(void)state;
	scene_open(&scene, pages, NULL);
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
	return 0;
}

static int close_page(void **state)
{
	(void)state;
	scene_close_tabs(&scene);
	return 0;
}

static struct settle_report click_and_settle_within(
	const char *selector, const struct settle_limits *limits)
{
	struct settle_report report;
	struct settle_mark mark;

	settle_begin(scene.tab, &mark);
	scene_click(&scene, selector);
	assert_ok(&scene, settle_wait(&mark, limits, &report, &scene.error));
	return report;
}

static struct settle_report click_and_settle(const char *selector)
{
	return click_and_settle_within(selector, NULL);
}

static void settle_follows_a_link_to_a_slow_page(void **state)
{
	struct settle_report report = click_and_settle("#link");

	(void)state;
	assert_true(report.navigated);
	assert_true(report.url_changed);
	assert_false(report.restless);
	assert_value(&scene, "document.title + ' ' + document.readyState", "slow complete");
}

static void settle_waits_for_what_a_new_page_renders(void **state)
{
	struct settle_report report = click_and_settle("#submit");

	(void)state;
	assert_true(report.navigated);
	assert_value(&scene, "out.textContent", "rendered");
}

static void settle_waits_for_a_delayed_fetch_and_its_rendering(void **state)
{
	struct settle_report report = click_and_settle("#late");

	(void)state;
	assert_false(report.navigated);
	assert_false(report.restless);
	assert_true(report.mutations > 0);
	assert_value(&scene, "out.textContent", "data");
}

static void settle_reports_pushed_addresses(void **state)
{
	struct settle_report report = click_and_settle("#push");

	(void)state;
	assert_true(report.url_changed);
	assert_false(report.navigated);
	assert_non_null(strstr(tab_url(scene.tab), "/pushed"));
	assert_true(report.mutations > 0);
}

static void settle_reports_a_change_of_the_fragment(void **state)
{
	struct settle_report report = click_and_settle("#hash");

	(void)state;
	assert_true(report.url_changed);
	assert_false(report.navigated);
	assert_non_null(strstr(tab_url(scene.tab), "#here"));
}

static void settle_is_short_when_nothing_happens(void **state)
{
	struct settle_report report = click_and_settle("#nothing");

	(void)state;
	assert_false(report.url_changed);
	assert_false(report.restless);
	assert_int_equal(report.mutations, 0);
	assert_true(report.waited_ms >= settle_defaults.quiet_ms);
}

static void settle_gives_up_on_a_page_that_never_rests(void **state)
{
	/* So long a quiet that a busy machine does not make it by starving the page. */
	const struct settle_limits limits = {.quiet_ms = 3000,
		.quiet_cap_ms = 3500,
		.navigation_ms = settle_defaults.navigation_ms,
		.load_ms = settle_defaults.load_ms};
	struct settle_report report = click_and_settle_within("#restless", &limits);

	(void)state;
	assert_true(report.restless);
	assert_true(report.mutations > 10);
	assert_true(report.waited_ms >= limits.quiet_cap_ms);
}

static void settle_ends_at_a_dialog_that_needs_an_answer(void **state)
{
	struct settle_report report = click_and_settle("#ask");

	(void)state;
	assert_true(report.dialog);
	assert_non_null(tab_dialog(scene.tab));
	assert_ok(&scene, tab_answer_dialog(scene.tab, true, NULL, &scene.error));
	scene_await(&scene, "out.textContent === 'true'");
}

static void settle_goes_on_after_an_alert(void **state)
{
	struct settle_report report = click_and_settle("#tell");

	(void)state;
	assert_true(report.dialog);
	assert_null(tab_dialog(scene.tab));
	assert_value(&scene, "out.textContent", "told");
}

static void settle_reports_a_new_tab(void **state)
{
	struct settle_report report = click_and_settle("#blank");

	(void)state;
	assert_non_null(report.opened);
	assert_ptr_equal(tab_opener(report.opened), scene.tab);
	assert_false(report.navigated);
}

static void settle_reports_a_download(void **state)
{
	struct settle_report report = click_and_settle("#download");

	(void)state;
	assert_true(report.download);
	assert_false(report.navigated);
	assert_value(&scene, "document.title", "start");
}

static void settle_stays_on_the_page_when_the_server_sends_none(void **state)
{
	struct settle_report report = click_and_settle("#empty");

	(void)state;
	assert_false(report.navigated);
	assert_value(&scene, "document.title", "start");
}

static void settle_sees_a_navigation_by_timer(void **state)
{
	struct settle_report report = click_and_settle("#soon");

	(void)state;
	assert_true(report.navigated);
	assert_value(&scene, "document.title", "next");
}

static void settle_reports_a_tab_that_closes_itself(void **state)
{
	struct settle_report report;
	struct tab *first = scene.tab;

	(void)state;
	report = click_and_settle("#blank");
	scene.tab = report.opened;
	scene_await(&scene, "document.title === 'next'");
	{
		json_t *value = scene_value(
			&scene, "document.body.innerHTML = '<button id=gone>gone</button>', 1");

		json_decref(value);
	}
	assert_ok(&scene, tab_evaluate_in_page(scene.tab, "gone.onclick = () => window.close(), 1",
				  soon(), NULL, &scene.error));
	report = click_and_settle("#gone");
	assert_true(report.closed);
	assert_true(tab_is_closed(scene.tab));
	assert_int_equal(tab_close(scene.tab, soon(), &scene.error), 0);
	scene.tab = first;
}

static struct frame *open_framed(void)
{
	struct frame *frame;

	scene_go(&scene, "/framed");
	scene_await(&scene, "document.querySelector('iframe')");
	frame = tab_frame(scene.tab, 1);
	scene_await_in(&scene, frame, "document.title === 'inner'");
	return frame;
}

static void settle_waits_for_the_next_document_of_a_foreign_frame(void **state)
{
	struct frame *frame = open_framed();
	struct settle_report report;
	struct settle_mark mark;

	(void)state;
	settle_begin(scene.tab, &mark);
	scene_click_in(&scene, frame, "#link");
	assert_ok(&scene, settle_wait(&mark, NULL, &report, &scene.error));
	assert_value_in(&scene, frame, "document.title", "slower");
	assert_false(report.navigated); /* the page is still the same */
	assert_false(report.restless);
}

static void settle_gives_up_on_a_frame_whose_document_never_comes(void **state)
{
	struct frame *frame = open_framed();
	struct settle_limits limits = settle_defaults;
	struct settle_report report;
	struct settle_mark mark;

	(void)state;
	limits.navigation_ms = 300;
	settle_begin(scene.tab, &mark);
	scene_click_in(&scene, frame, "#never");
	assert_ok(&scene, settle_wait(&mark, &limits, &report, &scene.error));
	assert_true(report.restless);
	settle_begin(scene.tab, &mark);
	assert_ok(&scene, settle_wait(&mark, NULL, &report, &scene.error));
	assert_true(report.waited_ms < limits.navigation_ms + settle_defaults.quiet_cap_ms + 500);
}

static void settle_tells_of_a_page_that_never_comes(void **state)
{
	struct settle_limits limits = settle_defaults;
	struct settle_report report;
	struct settle_mark mark;

	(void)state;
	limits.navigation_ms = 500;
	settle_begin(scene.tab, &mark);
	scene_click(&scene, "#never");
	assert_int_equal(settle_wait(&mark, &limits, &report, &scene.error), ERROR_TIMEOUT);
	assert_false(report.navigated);
	settle_begin(scene.tab, &mark); /* and it is not waited for again */
	assert_ok(&scene, settle_wait(&mark, NULL, &report, &scene.error));
	assert_value(&scene, "document.title", "start");
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_page, close_page)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(settle_follows_a_link_to_a_slow_page),
		test(settle_waits_for_what_a_new_page_renders),
		test(settle_waits_for_a_delayed_fetch_and_its_rendering),
		test(settle_reports_pushed_addresses),
		test(settle_reports_a_change_of_the_fragment),
		test(settle_is_short_when_nothing_happens),
		test(settle_gives_up_on_a_page_that_never_rests),
		test(settle_ends_at_a_dialog_that_needs_an_answer),
		test(settle_goes_on_after_an_alert),
		test(settle_reports_a_new_tab),
		test(settle_reports_a_download),
		test(settle_stays_on_the_page_when_the_server_sends_none),
		test(settle_sees_a_navigation_by_timer),
		test(settle_reports_a_tab_that_closes_itself),
		test(settle_waits_for_the_next_document_of_a_foreign_frame),
		test(settle_gives_up_on_a_frame_whose_document_never_comes),
		test(settle_tells_of_a_page_that_never_comes),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
