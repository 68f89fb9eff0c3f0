/*
 * scene.h - what the tests of this folder begin with: a loop, pages, a headless Chromium, a tab.
 *
 * The browser is started once per test program; each test has a tab with cookies of its own.
 */
#ifndef TESTS_BROWSER_SCENE_H
#define TESTS_BROWSER_SCENE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "browser/browser.h"
#include "browser/input.h"
#include "browser/settle.h"
#include "browser/tab.h"
#include "page_server.h"

enum { SCENE_MS = 20000 }; /* generous: only a broken test waits for it */

struct scene {
	struct loop loop;
	struct page_server server;
	struct browser *browser;
	struct tab *tab;
	struct error error;
};

static inline deadline_ms soon(void)
{
	return deadline_in(SCENE_MS);
}

/* For calls that must succeed: shows the sentence if they do not. */
#define assert_ok(scene, call)                                                                     \
	do {                                                                                       \
		if ((call) < 0)                                                                    \
			fail_msg("%s: %s", #call, (scene)->error.message);                         \
	} while (0)

static inline void scene_open(
	struct scene *scene, const struct page *pages, const struct browser_options *options)
{
	static const struct browser_options usual = {.debugging_port = -1};

	*scene = (struct scene){0};
	assert_ok(scene, loop_init(&scene->loop, &scene->error));
	page_server_open(&scene->server, &scene->loop, pages);
	assert_ok(scene, browser_open(&scene->loop, options ? options : &usual, &scene->browser,
				 &scene->error));
}

static inline void scene_close(struct scene *scene)
{
	browser_close(scene->browser);
	page_server_close(&scene->server);
	loop_release(&scene->loop);
}

static inline void scene_new_tab(struct scene *scene)
{
	assert_ok(scene, browser_new_tab(scene->browser, true, &scene->tab, &scene->error));
}

static inline void scene_close_tabs(struct scene *scene)
{
	while (browser_tab_count(scene->browser))
		assert_ok(scene, tab_close(browser_tab(scene->browser, 0), soon(), &scene->error));
}

/* "http://host:port/path"; heap text. */
static inline char *scene_url(const struct scene *scene, const char *host, const char *path)
{
	return memory_format("http://%s:%d%s", host, scene->server.port, path);
}

static inline void scene_go(struct scene *scene, const char *path)
{
	char *url = scene_url(scene, "127.0.0.1", path);

	assert_ok(scene, tab_navigate(scene->tab, url, soon(), &scene->error));
	free(url);
}

/* The value of an expression in the frame's isolated world, for json_decref(). */
static inline json_t *scene_value_in(
	struct scene *scene, struct frame *frame, const char *expression)
{
	json_t *value = NULL;

	assert_ok(scene, frame_evaluate(frame, expression, soon(), &value, &scene->error));
	return value;
}

static inline json_t *scene_value(struct scene *scene, const char *expression)
{
	return scene_value_in(scene, tab_frame(scene->tab, 0), expression);
}

#define assert_value(scene, expression, text)                                                      \
	assert_value_in(scene, tab_frame((scene)->tab, 0), expression, text)

static inline void assert_value_in(
	struct scene *scene, struct frame *frame, const char *expression, const char *text)
{
	json_t *value = scene_value_in(scene, frame, expression);

	assert_true(json_is_string(value));
	assert_string_equal(json_string_value(value), text);
	json_decref(value);
}

/* Waits until a JavaScript condition holds in the frame, whose document may change meanwhile. */
static inline void scene_await_in(struct scene *scene, struct frame *frame, const char *condition)
{
	char *expression =
		memory_format("new Promise(done => { const look = () => (%s) ? done(true)"
			      " : setTimeout(look, 10); look(); })",
			condition);
	deadline_ms deadline = soon();
	json_t *value = NULL;
	int status;

	do {
		scene->error = (struct error){0};
		status = frame_evaluate(frame, expression, deadline, &value, &scene->error);
	} while (status == ERROR_STALE && deadline_left_ms(deadline));
	assert_ok(scene, status);
	assert_true(json_is_true(value));
	json_decref(value);
	free(expression);
}

static inline void scene_await(struct scene *scene, const char *condition)
{
	scene_await_in(scene, tab_frame(scene->tab, 0), condition);
}

/* The centre of the first element that matches, in the frame's own coordinates. */
static inline void scene_centre(
	struct scene *scene, struct frame *frame, const char *selector, double *x_px, double *y_px)
{
	char *expression =
		memory_format("(() => { const box = document.querySelector('%s')"
			      ".getBoundingClientRect();"
			      " return [box.x + box.width / 2, box.y + box.height / 2]; })()",
			selector);
	json_t *value = scene_value_in(scene, frame, expression);

	*x_px = json_number_value(json_array_get(value, 0));
	*y_px = json_number_value(json_array_get(value, 1));
	json_decref(value);
	free(expression);
}

static inline void scene_click_in(struct scene *scene, struct frame *frame, const char *selector)
{
	double x_px, y_px, left_px, top_px;

	scene_centre(scene, frame, selector, &x_px, &y_px);
	assert_ok(scene, frame_offset(frame, soon(), &left_px, &top_px, &scene->error));
	assert_ok(scene, input_click(frame_tab(frame), left_px + x_px, top_px + y_px, MOUSE_LEFT, 1,
				 soon(), &scene->error));
}

static inline void scene_click(struct scene *scene, const char *selector)
{
	scene_click_in(scene, tab_frame(scene->tab, 0), selector);
}

#endif
