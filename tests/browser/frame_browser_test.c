#include "scene.h"

/* %d in these pages would be the port, so frames are added by script. */
#define CHILD(host, path)                                                                          \
	"<script>const f = document.createElement('iframe'); f.id = 'child';"                      \
	"f.style = 'border: 5px solid; margin: 30px 0 0 70px; width: 500px; height: 300px';"       \
	"f.src = 'http://" host ":' + location.port + '" path "'; document.body.append(f);"        \
	"</script>"

static const struct page pages[] = {
	{.path = "/same", .body = "<title>same</title><body>" CHILD("127.0.0.1", "/leaf")},
	{.path = "/cross", .body = "<title>cross</title><body>" CHILD("localhost", "/leaf")},
	{.path = "/chain", .body = "<title>chain</title><body>" CHILD("localhost", "/middle")},
	{.path = "/middle", .body = "<title>middle</title><body>" CHILD("127.0.0.1", "/leaf")},
	{.path = "/deep", .body = "<title>deep</title><body>" CHILD("localhost", "/inner")},
	{.path = "/inner", .body = "<title>inner</title><body>" CHILD("localhost", "/leaf")},
	{.path = "/leaf",
		.body = "<title>leaf</title><body style='margin:0'>"
			"<button id=button style='margin: 40px' onclick=\"out.textContent ="
			" 'clicked ' + event.isTrusted\">press</button><p id=out></p>"},
	{.path = "/other", .body = "<title>other</title>"},
	{.path = "/empty", .body = "<title>empty</title><iframe></iframe>"},
	{.path = "/hidden",
		.body = "<title>hidden</title><iframe style='display:none' "
			"srcdoc='<title>in</title>'></iframe>"},
	{.path = NULL},
};

/* Two scripts of one world, one of them with a binding, as a recorder has them. */
static const struct browser_script scripts[] = {
	{.world = BROWSER_WORLD,
		.source = "globalThis.order = 'a'; globalThis.early = document.readyState;"
			  "globalThis.nameOf = typeof getAccessibleName === 'function'"
			  " ? getAccessibleName : null;",
		.command_line_api = true},
	{.world = BROWSER_WORLD, .source = "globalThis.order += 'b';"},
	{.world = "other-world",
		.source = "globalThis.order = 'c'; addEventListener('click',"
			  " event => heard(event.target.id), true);",
		.binding = "heard"},
};

static struct scene scene;

struct heard {
	struct frame *frame;
	char name[32], text[32];
	int count;
};

static struct heard heard;

static void hear(void *context, const struct browser_event *event)
{
	(void)context;
	if (event->kind != BROWSER_BINDING)
		return;
	heard.count++;
	heard.frame = event->frame;
	snprintf(heard.name, sizeof heard.name, "%s", event->name);
	snprintf(heard.text, sizeof heard.text, "%s", event->text);
}

static int begin(void **state)
{
	static const struct browser_options options = {
		.debugging_port = -1, .scripts = scripts, .script_count = 3};

	(void)state;
	scene_open(&scene, pages, &options);
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
	heard = (struct heard){0};
	scene_new_tab(&scene);
	return 0;
}

static int close_tabs(void **state)
{
	(void)state;
	scene_close_tabs(&scene);
	return 0;
}

/* Frames arrive after the load of the page around them. */
struct wanted {
	size_t count;
	const char *last_path;
};

static int frames_are_there(void *context, struct error *error)
{
	const struct wanted *wanted = context;
	size_t count = tab_frame_count(scene.tab);

	(void)error;
	return count == wanted->count &&
	       strstr(frame_url(tab_frame(scene.tab, count - 1)), wanted->last_path);
}

static struct frame *await_frames(size_t count, const char *last_path)
{
	struct wanted wanted = {count, last_path};

	assert_ok(&scene,
		loop_wait(&scene.loop, frames_are_there, &wanted, soon(), "frames", &scene.error));
	scene_await_in(
		&scene, tab_frame(scene.tab, count - 1), "document.readyState === 'complete'");
	return tab_frame(scene.tab, count - 1);
}

static void assert_offset(struct frame *frame, double x_px, double y_px)
{
	double x, y;

	assert_ok(&scene, frame_offset(frame, soon(), &x, &y, &scene.error));
	assert_int_equal((int)x, (int)x_px);
	assert_int_equal((int)y, (int)y_px);
}

/* --- tests -------------------------------------------------------------------------- */

static void a_frame_of_the_same_site_is_followed(void **state)
{
	struct frame *leaf;

	(void)state;
	scene_go(&scene, "/same");
	leaf = await_frames(2, "/leaf");
	assert_value_in(&scene, leaf, "document.title", "leaf");
	assert_ptr_equal(frame_parent(leaf), tab_frame(scene.tab, 0));
	assert_ptr_equal(frame_tab(leaf), scene.tab);
	assert_ptr_equal(tab_frame_by_id(scene.tab, frame_id(leaf)), leaf);
	assert_offset(leaf, 8 + 70 + 5, 8 + 30 + 5);
}

static void a_frame_of_another_site_is_followed_and_clicked(void **state)
{
	struct frame *leaf;

	(void)state;
	scene_go(&scene, "/cross");
	leaf = await_frames(2, "/leaf");
	assert_value_in(&scene, leaf, "location.hostname", "localhost");
	assert_offset(leaf, 8 + 70 + 5, 8 + 30 + 5);
	scene_click_in(&scene, leaf, "#button");
	scene_await_in(&scene, leaf, "out.textContent === 'clicked true'");
}

static void nested_frames_of_alternating_sites_are_followed(void **state)
{
	struct frame *leaf;

	(void)state;
	scene_go(&scene, "/chain");
	leaf = await_frames(3, "/leaf");
	assert_string_equal(
		frame_url(frame_parent(leaf)) + strlen("http://localhost:00000"), "/middle");
	assert_ptr_equal(frame_parent(frame_parent(leaf)), tab_frame(scene.tab, 0));
	assert_offset(leaf, 2 * (8 + 70 + 5), 2 * (8 + 30 + 5));
	scene_click_in(&scene, leaf, "#button");
	scene_await_in(&scene, leaf, "out.textContent === 'clicked true'");
}

static void a_frame_below_a_foreign_frame_in_its_process_has_the_right_place(void **state)
{
	struct frame *leaf;

	(void)state;
	scene_go(&scene, "/deep");
	leaf = await_frames(3, "/leaf");
	assert_offset(leaf, 2 * (8 + 70 + 5), 2 * (8 + 30 + 5));
	scene_click_in(&scene, leaf, "#button");
	scene_await_in(&scene, leaf, "out.textContent === 'clicked true'");
}

static void a_frame_keeps_its_identity_between_processes(void **state)
{
	struct frame *leaf;
	char *url = scene_url(&scene, "127.0.0.1", "/other");
	char *there = scene_url(&scene, "localhost", "/other");
	char *script;

	(void)state;
	scene_go(&scene, "/same");
	leaf = await_frames(2, "/leaf");
	script = memory_format("child.src = '%s', 1", there);
	assert_ok(&scene, tab_evaluate_in_page(scene.tab, script, soon(), NULL, &scene.error));
	assert_ptr_equal(await_frames(2, "localhost"), leaf);
	assert_value_in(&scene, leaf, "location.hostname + document.title", "localhostother");
	free(script);
	script = memory_format("child.src = '%s', 1", url);
	assert_ok(&scene, tab_evaluate_in_page(scene.tab, script, soon(), NULL, &scene.error));
	assert_ptr_equal(await_frames(2, "127.0.0.1"), leaf);
	assert_value_in(&scene, leaf, "location.hostname + document.title", "127.0.0.1other");
	free(script);
	free(there);
	free(url);
}

static void assert_removal_is_noticed(const char *path)
{
	struct wanted wanted = {1, path};
	struct frame *leaf;

	scene_go(&scene, path);
	leaf = await_frames(2, "/leaf");
	assert_ok(&scene,
		tab_evaluate_in_page(scene.tab, "child.remove(), 1", soon(), NULL, &scene.error));
	assert_ok(&scene,
		loop_wait(&scene.loop, frames_are_there, &wanted, soon(), "removal", &scene.error));
	assert_int_equal(frame_evaluate(leaf, "1", soon(), NULL, &scene.error),
		ERROR_STALE); /* readable still */
	assert_non_null(strstr(frame_url(leaf), "/leaf"));
}

static void removed_frames_become_stale(void **state)
{
	(void)state;
	assert_removal_is_noticed("/same");
	assert_removal_is_noticed("/cross");
}

static void leaving_the_page_drops_its_frames(void **state)
{
	(void)state;
	scene_go(&scene, "/chain");
	await_frames(3, "/leaf");
	scene_go(&scene, "/other");
	assert_int_equal(tab_frame_count(scene.tab), 1);
	assert_value(&scene, "document.title", "other");
}

static void a_frame_without_a_document_of_its_own_can_be_asked(void **state)
{
	(void)state;
	scene_go(&scene, "/empty");
	assert_int_equal(tab_frame_count(scene.tab), 2);
	assert_value_in(&scene, tab_frame(scene.tab, 1), "location.href + order", "about:blankab");
}

static void a_frame_that_is_not_shown_has_no_place(void **state)
{
	double x, y;

	(void)state;
	scene_go(&scene, "/hidden");
	await_frames(2, "srcdoc");
	assert_int_equal(
		frame_offset(tab_frame(scene.tab, 1), soon(), &x, &y, &scene.error), ERROR_BLOCKED);
}

static void scripts_run_before_the_page_in_every_frame_and_share_their_world(void **state)
{
	struct frame *leaf;

	(void)state;
	scene_go(&scene, "/cross");
	leaf = await_frames(2, "/leaf");
	assert_value(&scene, "order + early", "abloading");
	assert_value_in(&scene, leaf, "order + early", "abloading");
	assert_value_in(&scene, leaf, "nameOf(button)", "press");
	assert_ok(&scene, tab_evaluate_in_page(scene.tab,
				  "if (typeof order !== 'undefined') throw Error(); 1", soon(),
				  NULL, &scene.error));
}

static int has_heard(void *context, struct error *error)
{
	(void)context;
	(void)error;
	return heard.count;
}

static void bindings_tell_which_frame_called(void **state)
{
	struct frame *leaf;

	(void)state;
	scene_go(&scene, "/cross");
	leaf = await_frames(2, "/leaf");
	scene_click_in(&scene, leaf, "#button");
	assert_ok(&scene, loop_wait(&scene.loop, has_heard, NULL, soon(), "a call", &scene.error));
	assert_ptr_equal(heard.frame, leaf);
	assert_string_equal(heard.name, "heard");
	assert_string_equal(heard.text, "button");
}

static void values_promises_and_exceptions_come_back(void **state)
{
	json_t *value = NULL;

	(void)state;
	scene_go(&scene, "/other");
	value = scene_value(&scene, "({a: [1, 2.5, true, null, '\\ud83d\\ude00']})");
	assert_int_equal(
		json_integer_at(value, "a.0", 0) + (int)json_array_size(json_at(value, "a")),
		json_integer_at(value, "a.0", 0) + 5);
	json_decref(value);
	value = scene_value(&scene, "undefined");
	assert_true(json_is_null(value));
	json_decref(value);
	value = scene_value(&scene, "NaN");
	assert_true(json_is_null(value));
	json_decref(value);
	assert_value(&scene, "new Promise(done => setTimeout(() => done('late'), 20))", "late");
	assert_value(&scene, "'\\ud83d'", "\xef\xbf\xbd"); /* half a character is no lost message */
	assert_int_equal(frame_evaluate(tab_frame(scene.tab, 0), "nothing.there", soon(), NULL,
				 &scene.error),
		ERROR_PROTOCOL);
	assert_non_null(strstr(scene.error.message, "nothing is not defined"));
	assert_int_equal(
		frame_evaluate(tab_frame(scene.tab, 0), "window", soon(), NULL, &scene.error),
		ERROR_PROTOCOL);
}

static void a_document_that_goes_away_makes_its_scripts_stale(void **state)
{
	(void)state;
	scene_go(&scene, "/other");
	assert_int_equal(frame_evaluate(tab_frame(scene.tab, 0),
				 "location.href = '/same', new Promise(() => {})", soon(), NULL,
				 &scene.error),
		ERROR_STALE);
}

static void many_frames_are_asked_at_once(void **state)
{
	struct cdp_pending *calls[3];
	json_t *value;

	(void)state;
	scene_go(&scene, "/chain");
	await_frames(3, "/leaf");
	for (size_t i = 0; i < 3; i++)
		calls[i] = frame_evaluate_start(tab_frame(scene.tab, i), "document.title", soon());
	for (size_t i = 3; i-- > 0;) {
		value = NULL;
		assert_ok(&scene, frame_evaluate_finish(tab_frame(scene.tab, i), calls[i], soon(),
					  &value, &scene.error));
		assert_true(json_is_string(value));
		json_decref(value);
	}
}

static void files_are_given_to_an_input(void **state)
{
	const char *here[] = {__FILE__};
	const char *nowhere[] = {"/nowhere/at-all"};
	json_t *value;

	(void)state;
	scene_go(&scene, "/other");
	value = scene_value(&scene, "document.body.innerHTML = '<input type=file>', 1");
	json_decref(value);
	assert_int_equal(frame_set_files(tab_frame(scene.tab, 0), "document.querySelector('input')",
				 nowhere, 1, soon(), &scene.error),
		ERROR_NOT_FOUND);
	assert_int_equal(
		frame_set_files(tab_frame(scene.tab, 0), "null", here, 1, soon(), &scene.error),
		ERROR_STALE);
	assert_ok(
		&scene, frame_set_files(tab_frame(scene.tab, 0), "document.querySelector('input')",
				here, 1, soon(), &scene.error));
	assert_value(&scene, "document.querySelector('input').files[0].name",
		strrchr(__FILE__, '/') + 1);
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_tab, close_tabs)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_frame_of_the_same_site_is_followed),
		test(a_frame_of_another_site_is_followed_and_clicked),
		test(nested_frames_of_alternating_sites_are_followed),
		test(a_frame_below_a_foreign_frame_in_its_process_has_the_right_place),
		test(a_frame_keeps_its_identity_between_processes),
		test(removed_frames_become_stale),
		test(leaving_the_page_drops_its_frames),
		test(a_frame_without_a_document_of_its_own_can_be_asked),
		test(a_frame_that_is_not_shown_has_no_place),
		test(scripts_run_before_the_page_in_every_frame_and_share_their_world),
		test(bindings_tell_which_frame_called),
		test(values_promises_and_exceptions_come_back),
		test(a_document_that_goes_away_makes_its_scripts_stale),
		test(many_frames_are_asked_at_once),
		test(files_are_given_to_an_input),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
