/* What may stand in the way of an action, and what happens then. */
#include "stage.h"

#define PAGE(title, body) "<!doctype html><title>" title "</title><body style='margin:0'>" body

static const struct page pages[] = {
	{.path = "/covered",
		.body = PAGE("covered",
			"<button id=save onclick='hits++'>Save</button><div id=veil role=dialog "
			"aria-label=Cookies onclick='veiled++' style='position:fixed;inset:0;"
			"background:#0004'></div><script>var hits = 0, veiled = 0</script>")},
	{.path = "/uncovers",
		.body = PAGE("uncovers", "<button id=save onclick='hits++'>Save</button><div "
					 "id=veil style='position:"
					 "fixed;inset:0'></div><script>var hits = 0; setTimeout(() "
					 "=> veil.remove(), 400)"
					 "</script>")},
	{.path = "/moving",
		.body = PAGE("moving",
			"<button id=save onclick='hits++' "
			"style='position:absolute'>Save</button><script>"
			"var hits = 0, x = 0, moves = true; (function step() { save.style.left = "
			"(x = (x + 7) % 500) + 'px'; if (moves) requestAnimationFrame(step); "
			"})()</script>")},
	{.path = "/sneaky",
		.body = PAGE("sneaky", "<button id=save onclick='hits++' "
				       "style='margin:50px'>Save</button><div id=trap "
				       "onclick='trapped++' onmousedown='trapped++' "
				       "style='display:none;position:fixed;"
				       "inset:0'></div><script>var hits = 0, trapped = 0; "
				       "save.onmousemove = () => "
				       "trap.style.display = 'block'</script>")},
	{.path = "/once",
		.body = PAGE("once",
			"<button id=save onclick='hits++' style='margin:50px'>Save</button><div "
			"id=trap "
			"onclick='trapped++' "
			"style='display:none;position:fixed;inset:0'></div><script>"
			"var hits = 0, trapped = 0; save.addEventListener('mousemove', () => { "
			"trap.style.display = 'block'; setTimeout(() => trap.remove(), 100) }, { "
			"once: true })"
			"</script>")},
	{.path = "/rerender",
		.body = PAGE("rerender",
			"<p id=root><button onclick='hits++'>Save</button></p><script>"
			"var hits = 0</script>")},
	{.path = "/far",
		.body = PAGE("far",
			"<header "
			"style='position:fixed;top:0;left:0;right:0;height:100px;background:#ccc'>"
			"Header</header><footer "
			"style='position:fixed;bottom:0;left:0;right:0;height:100px;"
			"background:#ccc'>Footer</footer><div style='height:3000px'></div>"
			"<button onclick='hits++'>Save</button><div style='height:3000px'></div>"
			"<div style='height:80px;overflow:auto;width:200px'><div "
			"style='height:900px'></div>"
			"<button onclick='inner++'>Inner</button></div><div "
			"style='height:400px'></div><script>"
			"var hits = 0, inner = 0</script>")},
	{.path = "/invisible", .body = PAGE("invisible", "<button id=save>Save</button>")},
	{.path = "/late",
		.body = PAGE("late",
			"<button id=save disabled onclick='hits++'>Save</button><script>"
			"var hits = 0; setTimeout(() => save.disabled = false, 400)</script>")},
	{.path = "/wrapped",
		.body = PAGE("wrapped", "<div style='width:90px'>some words <a href='#hit' "
					"id=link>a link over lines</a>"
					"</div>")},
	{.path = "/frames",
		.body = PAGE("frames",
			"<div style='height:1500px'></div><iframe id=f "
			"style='margin:40px;border:3px solid;"
			"width:300px;height:200px'></iframe><script>f.src = 'http://localhost:' + "
			"location.port + '/frame'</script>")},
	{.path = "/frame",
		.body = PAGE("frame",
			"<div style='height:600px'></div><button onclick='parent.postMessage(1, "
			"\"*\");"
			"document.title = \"hit\"'>Framed</button><input aria-label=Field>")},
	{.path = "/veiled-frame",
		.body = PAGE("veiled",
			"<iframe id=f style='width:300px;height:200px'></iframe><div id=cover "
			"style='position:"
			"fixed;inset:0'></div><script>f.src = 'http://localhost:' + location.port "
			"+ '/leaf'"
			"</script>")},
	{.path = "/leaf", .body = PAGE("leaf", "<button>Leaf</button>")},
	{.path = "/shadow",
		.body = PAGE("shadow", "<my-box></my-box><script>var hits = 0; "
				       "customElements.define('my-box', class extends "
				       "HTMLElement { constructor() { super(); const root = "
				       "this.attachShadow({mode: 'open'});"
				       "root.innerHTML = '<button>Shady</button><input "
				       "aria-label=Dark>'; root.firstChild."
				       "onclick = () => hits++ } })</script>")},
	{.path = "/closed",
		.body = PAGE("closed", "<my-box></my-box><script>var hits = 0, typed; "
				       "customElements.define('my-box', class "
				       "extends HTMLElement { constructor() { super(); const root "
				       "= this.attachShadow({mode: "
				       "'closed'}); root.innerHTML = '<button>Shady</button><input "
				       "aria-label=Dark>'; "
				       "root.firstChild.onclick = () => hits++; "
				       "root.lastChild.oninput = e => typed = "
				       "e.target.value } })</script>")},
	{.path = NULL},
};

static const char full_chromium[] = "/usr/lib/chromium/chromium";

static int begin(void **state)
{
	(void)state;
	stage_open(pages);
	return 0;
}

static int begin_full(void **state)
{
	(void)state;
	stage_open_in(full_chromium, pages);
	return 0;
}

static int end(void **state)
{
	(void)state;
	stage_close();
	return 0;
}

static int new_tab(void **state)
{
	(void)state;
	stage.options.action_timeout_ms = 10000;
	scene_new_tab(&stage.scene);
	return 0;
}

static int close_tabs(void **state)
{
	(void)state;
	scene_close_tabs(&stage.scene);
	return 0;
}

static void a_covered_element_is_blocked_by_what_is_named(void **state)
{
	(void)state;
	stage_show("/covered");
	stage.options.action_timeout_ms = 600;
	assert_refused(ACTION_CLICK, "Save", "", ERROR_BLOCKED, "is covered by dialog 'Cookies'");
	assert_page("hits + veiled", "0");
}

static void what_is_uncovered_in_time_is_clicked(void **state)
{
	(void)state;
	stage_show("/uncovers");
	assert_act(ACTION_CLICK, "Save", "");
	assert_page("hits", "1");
	assert_true(stage.report.attempts > 1);
}

static void what_moves_is_waited_for_and_then_blocked(void **state)
{
	(void)state;
	stage_show("/moving");
	stage.options.action_timeout_ms = 700;
	assert_refused(ACTION_CLICK, "Save", "", ERROR_BLOCKED, "does not keep still");
	assert_page("hits", "0");
	json_decref(stage_page("setTimeout(() => moves = false, 300)"));
	stage.options.action_timeout_ms = 10000;
	assert_act(ACTION_CLICK, "Save", "");
	assert_page("hits", "1");
}

static void a_click_that_would_land_elsewhere_is_swallowed(void **state)
{
	(void)state;
	stage_show("/sneaky");
	stage.options.action_timeout_ms = 1000;
	assert_refused(ACTION_CLICK, "Save", "", ERROR_BLOCKED, "trap");
	assert_page("hits + ',' + trapped", "0,0");
}

static void a_swallowed_click_is_tried_again(void **state)
{
	(void)state;
	stage_show("/once");
	assert_act(ACTION_CLICK, "Save", "");
	assert_page("hits + ',' + trapped", "1,0");
}

static void an_element_that_was_rendered_anew_is_stale(void **state)
{
	(void)state;
	stage_show("/rerender");
	json_decref(stage_page("root.innerHTML = root.innerHTML, 0"));
	assert_refused(ACTION_CLICK, "Save", "", ERROR_STALE, "Observe it again");
	assert_page("hits", "0");
}

static void a_node_that_was_given_another_meaning_is_stale(void **state)
{
	(void)state;
	stage_show("/rerender");
	json_decref(stage_page("root.firstChild.textContent = 'Delete all', 0"));
	assert_refused(ACTION_CLICK, "Save", "", ERROR_STALE, "has become button 'Delete all'");
	assert_page("hits", "0");
}

static void a_replaced_page_is_stale(void **state)
{
	(void)state;
	stage_show("/rerender");
	scene_go(&stage.scene, "/rerender");
	assert_refused(ACTION_CLICK, "Save", "", ERROR_STALE, "Observe it again");
	assert_page("hits", "0");
}

static void what_is_far_away_is_scrolled_to(void **state)
{
	(void)state;
	stage_show("/far");
	assert_act(ACTION_CLICK, "Save", "");
	assert_page("hits", "1");
	assert_act(ACTION_CLICK, "Inner", "");
	assert_page("inner", "1");
}

static void what_became_invisible_is_blocked(void **state)
{
	(void)state;
	stage_show("/invisible");
	stage.options.action_timeout_ms = 500;
	json_decref(stage_page("save.style.display = 'none'"));
	assert_refused(ACTION_CLICK, "Save", "", ERROR_BLOCKED, "is not visible");
}

static void what_becomes_enabled_in_time_is_clicked(void **state)
{
	(void)state;
	stage_show("/late");
	assert_act(ACTION_CLICK, "Save", "");
	assert_page("hits", "1");
}

static void a_link_over_several_lines_is_hit(void **state)
{
	(void)state;
	stage_show("/wrapped");
	assert_act(ACTION_CLICK, "a link over lines", "");
	assert_page("location.hash", "#hit");
}

static void look_until(const char *name)
{
	deadline_ms deadline = soon();
	for (;;) {
		for (size_t i = 0; i < stage.observation.element_count; i++)
			if (strcmp(stage.observation.elements[i].name, name) == 0)
				return;
		if (!deadline_left_ms(deadline))
			fail_msg("'%s' never came", name);
		stage_observe();
	}
}

static void elements_in_frames_are_scrolled_to_clicked_and_typed_into(void **state)
{
	(void)state;
	stage_show("/frames");
	look_until("Framed");
	struct frame *frame =
		observation_frame(&stage.observation, stage_find("Framed"), stage.scene.tab);
	assert_act(ACTION_CLICK, "Framed", "");
	assert_value_in(&stage.scene, frame, "document.title", "hit");
	assert_act(ACTION_TYPE, "Field", "in a frame");
	assert_value_in(&stage.scene, frame, "document.querySelector('input').value", "in a frame");
}

static void what_covers_a_frame_blocks_what_is_in_it(void **state)
{
	(void)state;
	stage_show("/veiled-frame");
	look_until("Leaf");
	stage.options.action_timeout_ms = 700;
	assert_refused(ACTION_CLICK, "Leaf", "", ERROR_BLOCKED, "<div id=cover>");
}

static void elements_in_shadow_roots_are_clicked_and_typed_into(void **state)
{
	(void)state;
	stage_show("/shadow");
	assert_act(ACTION_CLICK, "Shady", "");
	assert_page("hits", "1");
	assert_act(ACTION_TYPE, "Dark", "text");
	assert_page(
		"document.querySelector('my-box').shadowRoot.querySelector('input').value", "text");
}

static void elements_in_closed_shadow_roots_are_clicked_and_typed_into(void **state)
{
	(void)state;
	stage_show("/closed");
	assert_act(ACTION_CLICK, "Shady", "");
	assert_page("hits", "1");
	assert_act(ACTION_TYPE, "Dark", "text");
	assert_page("typed", "text");
}

#define with_tab(test) cmocka_unit_test_setup_teardown(test, new_tab, close_tabs)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_tab(a_covered_element_is_blocked_by_what_is_named),
		with_tab(what_is_uncovered_in_time_is_clicked),
		with_tab(what_moves_is_waited_for_and_then_blocked),
		with_tab(a_click_that_would_land_elsewhere_is_swallowed),
		with_tab(a_swallowed_click_is_tried_again),
		with_tab(an_element_that_was_rendered_anew_is_stale),
		with_tab(a_node_that_was_given_another_meaning_is_stale),
		with_tab(a_replaced_page_is_stale),
		with_tab(what_is_far_away_is_scrolled_to),
		with_tab(what_became_invisible_is_blocked),
		with_tab(what_becomes_enabled_in_time_is_clicked),
		with_tab(a_link_over_several_lines_is_hit),
		with_tab(elements_in_frames_are_scrolled_to_clicked_and_typed_into),
		with_tab(what_covers_a_frame_blocks_what_is_in_it),
		with_tab(elements_in_shadow_roots_are_clicked_and_typed_into),
		with_tab(elements_in_closed_shadow_roots_are_clicked_and_typed_into),
	};
	const struct CMUnitTest in_several_processes[] = {
		with_tab(elements_in_frames_are_scrolled_to_clicked_and_typed_into),
		with_tab(what_covers_a_frame_blocks_what_is_in_it),
	};
	int failed = cmocka_run_group_tests(tests, begin, end);
	if (file_exists(full_chromium))
		failed += cmocka_run_group_tests(in_several_processes, begin_full, end);
	return failed;
}
