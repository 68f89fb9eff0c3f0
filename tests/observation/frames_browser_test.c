/*
 * Frames seen as one page. The headless shell keeps all frames of a page in one process, the full
 * Chromium has one for each site; both must look the same.
 */
#include "look.h"

#include <math.h>

#define FRAME(id, host, path, style)                                                               \
	"<iframe id='" id "' style='" style "'></iframe><script>document.getElementById('" id      \
	"').src = 'http://" host ":' + location.port + '" path "'</script>"

static const struct page pages[] = {
	{.path = "/top",
		.body = "<title>top</title><body style='margin:0'><button id=before>Before</button>"
			"<fieldset><legend>Frames</legend>" FRAME("same", "127.0.0.1", "/leaf?same",
				"border:5px solid;padding:3px;width:300px;height:120px") FRAME("cro"
											       "ss",
				"localhost", "/middle",
				"border:2px solid;width:400px;height:200px") "</fieldset><button "
									     "id=after>After</"
									     "button>"},
	{.path = "/middle",
		.body = "<title>middle</title><body style='margin:0'><p>In the middle</p>" FRAME(
			"leaf", "127.0.0.1", "/leaf?deep",
			"margin:10px 0 0 20px;border:0;width:200px;height:80px")},
	{.path = "/leaf",
		.body = "<title>leaf</title><body style='margin:0'><button id=button>Leaf</button>"
			"<div style='margin-top:400px'><button id=below>Below</button></div>"},
	{.path = "/hung",
		.body = "<title>hung</title><body><button id=main>Main</button>" FRAME(
			"child", "localhost", "/busy", "width:100px")},
	{.path = "/busy",
		.body = "<title>busy</title><script>setTimeout(() => { const end = Date.now() + "
			"8000;"
			"while (Date.now() < end); }, 300)</script>"},
	{.path = "/covered",
		.body = "<title>covered</title><body style='margin:0'>" FRAME("same", "127.0.0.1",
			"/leaf", "width:300px;height:120px") "<div style='position:fixed;inset:0;"
							     "background:#0008'></div>"},
	{.path = "/shadowed",
		.body = "<title>shadowed</title><body style='margin:0'><div id=host></div><script>"
			"const f = document.createElement('iframe'); f.style = "
			"'border:0;margin:25px';"
			"f.src = 'http://localhost:' + location.port + '/leaf';"
			"host.attachShadow({ mode: 'open' }).append(f)</script>"},
	{.path = NULL},
};

static const char full_chromium[] = "/usr/lib/chromium/chromium";

static int begin(void **state)
{
	(void)state;
	look_open(pages, -1);
	return 0;
}

static int begin_full(void **state)
{
	(void)state;
	look_open_in(full_chromium, pages, -1);
	return 0;
}

static int end(void **state)
{
	(void)state;
	look_close();
	return 0;
}

/* The element of that name in the frame whose address ends so. */
static const struct element *find_in(const char *url_end, const char *name)
{
	for (size_t i = 0; i < look.observation.element_count; i++) {
		const struct element *element = &look.observation.elements[i];
		const char *url = look.observation.frames[element->frame].url;
		if (strcmp(element->name, name) == 0 && strlen(url) >= strlen(url_end) &&
			strcmp(url + strlen(url) - strlen(url_end), url_end) == 0)
			return element;
	}
	return NULL;
}

/* Observes until every frame of the page has been loaded and seen. */
static void look_until(const char *path, const char *url_end, const char *name)
{
	deadline_ms deadline = soon();
	look_at(path);
	while (!find_in(url_end, name)) {
		if (!deadline_left_ms(deadline))
			fail_msg("'%s' of %s never came", name, url_end);
		look_again();
	}
}

static void frames_of_all_processes_are_in_their_place(void **state)
{
	(void)state;
	look_until("/top", "?deep", "Leaf");
	look_until("/top", "?deep", "Leaf");
	const struct element *before = look_find("before"), *after = look_find("after");
	const struct element *same = find_in("?same", "Leaf"), *deep = find_in("?deep", "Leaf");
	assert_non_null(same);
	assert_true(before < same && same < find_in("/middle", "In the middle"));
	assert_true(find_in("/middle", "In the middle") < deep && deep < after);
	assert_string_equal(look.observation.groups[same->group].name, "Frames");
	assert_int_equal(look.observation.frame_count, 4);
	assert_int_equal(look.observation.frames[deep->frame].parent,
		find_in("/middle", "In the middle")->frame);
	assert_int_equal(look.observation.cut_count, 0);
}

/* Where a click at the element's centre lands, as the frame itself hears it. */
static void assert_clickable_at(const struct element *element)
{
	struct frame *frame = observation_frame(&look.observation, element, look.scene.tab);
	json_decref(scene_value_in(&look.scene, frame,
		"globalThis.heard = '', addEventListener('click', e => heard = e.target.id, true), "
		"0"));
	assert_ok(&look.scene, input_click(look.scene.tab, element->x + element->width / 2,
				       element->y + element->height / 2, MOUSE_LEFT, 1, soon(),
				       &look.scene.error));
	scene_await_in(&look.scene, frame, "heard === 'button'");
}

static void geometry_in_frames_is_that_of_the_page(void **state)
{
	(void)state;
	look_until("/top", "?deep", "Leaf");
	assert_clickable_at(find_in("?same", "Leaf"));
	assert_clickable_at(find_in("?deep", "Leaf"));
	assert_true(find_in("?same", "Below")->state & ELEMENT_OFFSCREEN);
}

static void ids_of_frames_do_not_collide(void **state)
{
	(void)state;
	look_until("/top", "?deep", "Leaf");
	for (size_t i = 0; i < look.observation.element_count; i++)
		for (size_t k = 0; k < i; k++)
			assert_int_not_equal(
				look.observation.elements[i].id, look.observation.elements[k].id);
	uint32_t id = find_in("?deep", "Leaf")->id;
	look_again();
	assert_int_equal(find_in("?deep", "Leaf")->id, id);
}

static void a_hung_frame_is_cut_and_the_rest_is_seen(void **state)
{
	(void)state;
	scene_go(&look.scene, "/hung");
	json_decref(scene_value(
		&look.scene, "new Promise(done => setTimeout(done, 600))")); /* until it hangs */
	look_again();
	look_find("main");
	assert_int_equal(look.observation.frame_count, 2);
	assert_false(look.observation.frames[1].readable);
	assert_int_equal(look.observation.cut_count, 1);
	assert_non_null(strstr(look.observation.cuts[0].what, "/busy"));
}

static void a_covered_frame_covers_its_elements(void **state)
{
	(void)state;
	look_until("/covered", "/leaf", "Leaf");
	assert_true(find_in("/leaf", "Leaf")->state & ELEMENT_OCCLUDED);
}

static void a_frame_in_a_shadow_root_is_placed(void **state)
{
	(void)state;
	look_until("/shadowed", "/leaf", "Leaf");
	assert_true(fabs(find_in("/leaf", "Leaf")->x - 25) <= 1);
	assert_clickable_at(find_in("/leaf", "Leaf"));
}

int main(void)
{
	const struct CMUnitTest in_one_process[] = {
		with_tab(frames_of_all_processes_are_in_their_place),
		with_tab(geometry_in_frames_is_that_of_the_page),
		with_tab(ids_of_frames_do_not_collide),
		with_tab(a_covered_frame_covers_its_elements),
		with_tab(a_frame_in_a_shadow_root_is_placed),
	};
	const struct CMUnitTest in_several_processes[] = {
		with_tab(frames_of_all_processes_are_in_their_place),
		with_tab(geometry_in_frames_is_that_of_the_page),
		with_tab(ids_of_frames_do_not_collide),
		with_tab(a_hung_frame_is_cut_and_the_rest_is_seen),
		with_tab(a_covered_frame_covers_its_elements),
		with_tab(a_frame_in_a_shadow_root_is_placed),
	};
	int failed = cmocka_run_group_tests(in_one_process, begin, end);
	if (file_exists(full_chromium))
		failed += cmocka_run_group_tests(in_several_processes, begin_full, end);
	return failed;
}
