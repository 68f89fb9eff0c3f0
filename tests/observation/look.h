/*
 * look.h - what tests of observing begin with: a scene whose documents have the collector, and an
 * observation of it.
 */
#ifndef TESTS_OBSERVATION_LOOK_H
#define TESTS_OBSERVATION_LOOK_H

#include "../browser/scene.h"

#include "base/file.h"
#include "observation/observe.h"

struct look {
	struct scene scene;
	struct browser_script script;
	struct observation observation;
	struct error error;
};

static struct look look;

static inline void look_open_in(const char *chromium, const struct page *pages, int debugging_port)
{
	look.script = observation_script();
	struct browser_options options = {.chromium = chromium,
		.debugging_port = debugging_port,
		.scripts = &look.script,
		.script_count = 1};
	scene_open(&look.scene, pages, &options);
}

static inline void look_open(const struct page *pages, int debugging_port)
{
	look_open_in(NULL, pages, debugging_port);
}

static inline void look_close(void)
{
	observation_release(&look.observation);
	scene_close(&look.scene);
}

static inline void look_again_with(const struct observe_options *options)
{
	observation_release(&look.observation);
	if (observe(look.scene.tab, options, soon(), &look.observation, &look.error))
		fail_msg("observe: %s", look.error.message);
}

static inline void look_again(void)
{
	look_again_with(NULL);
}

static inline void look_at(const char *path)
{
	scene_go(&look.scene, path);
	look_again();
}

/* The element with that id attribute or name; NULL if there is none. */
static inline const struct element *look_for(const char *name)
{
	for (size_t i = 0; i < look.observation.element_count; i++) {
		const struct element *element = &look.observation.elements[i];
		if (strcmp(element->locators.dom_id, name) == 0 || strcmp(element->name, name) == 0)
			return element;
	}
	return NULL;
}

static inline const struct element *look_find(const char *name)
{
	const struct element *element = look_for(name);
	if (!element)
		fail_msg("no element '%s'", name);
	return element;
}

static inline const char *look_group(const struct element *element)
{
	return element->group < 0 ? "" : look.observation.groups[element->group].kind;
}

/* The text of a file below TEST_DATA, for a table of pages. */
static inline char *look_file(const char *name)
{
	char *path = path_join(TEST_DATA, name);
	struct bytes text;
	bytes_init(&text, 1 << 20);
	if (file_read(path, 1 << 20, &text, &look.error))
		fail_msg("%s", look.error.message);
	free(path);
	return bytes_take(&text);
}

static inline int look_new_tab(void **state)
{
	(void)state;
	scene_new_tab(&look.scene);
	return 0;
}

static inline int look_close_tabs(void **state)
{
	(void)state;
	scene_close_tabs(&look.scene);
	return 0;
}

#define with_tab(test) cmocka_unit_test_setup_teardown(test, look_new_tab, look_close_tabs)

#endif
