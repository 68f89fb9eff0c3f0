/*
 * stage.h - what tests of execution begin with: a scene whose documents have the collector and
 * the action script, an observation of it, and actions on elements by name.
 */
#ifndef TESTS_ACTION_STAGE_H
#define TESTS_ACTION_STAGE_H

#include "../browser/scene.h"

#include "action/execute.h"
#include "base/file.h"
#include "observation/observe.h"

struct stage {
	struct scene scene;
	struct observation observation;
	struct execute_options options;
	struct execute_report report;
	struct error error;
};

static struct stage stage;

static inline void stage_open_with(struct browser_options options, const struct page *pages)
{
	static struct browser_script scripts[2];
	options.debugging_port = -1;
	options.script_count = 2;
	scripts[0] = observation_script();
	scripts[1] = action_script();
	options.scripts = scripts;
	scene_open(&stage.scene, pages, &options);
	stage.options = (struct execute_options){.action_timeout_ms = 10000};
}

static inline void stage_open_in(const char *chromium, const struct page *pages)
{
	stage_open_with((struct browser_options){.chromium = chromium}, pages);
}

static inline void stage_open_saving(const char *download_folder, const struct page *pages)
{
	stage_open_with((struct browser_options){.download_folder = download_folder}, pages);
}

static inline void stage_open(const struct page *pages)
{
	stage_open_in(NULL, pages);
}

static inline void stage_close(void)
{
	observation_release(&stage.observation);
	execute_report_release(&stage.report);
	scene_close(&stage.scene);
}

static inline void stage_observe(void)
{
	observation_release(&stage.observation);
	if (observe(stage.scene.tab, NULL, soon(), &stage.observation, &stage.error))
		fail_msg("observe: %s", stage.error.message);
}

static inline void stage_show(const char *path)
{
	scene_go(&stage.scene, path);
	stage_observe();
}

static inline const struct element *stage_find(const char *name)
{
	for (size_t i = 0; i < stage.observation.element_count; i++)
		if (stage.observation.elements[i].operations &&
			strcmp(stage.observation.elements[i].name, name) == 0)
			return &stage.observation.elements[i];
	fail_msg("no element '%s'", name);
	return NULL;
}

/* Carries out an action on the element of that name (NULL: none) and returns its status. */
static inline int stage_act(enum action_kind kind, const char *name, const char *value)
{
	struct action action = {
		.kind = kind, .element = name ? stage_find(name)->id : 0, .value = value};
	execute_report_release(&stage.report);
	stage.error = (struct error){0};
	return action_execute(&action, &stage.observation, stage.scene.tab, &stage.options,
		&stage.report, &stage.error);
}

/* The action succeeds. */
static inline void assert_act(enum action_kind kind, const char *name, const char *value)
{
	if (stage_act(kind, name, value))
		fail_msg("%s '%s' on %s: %s %s", action_kind_name(kind), value,
			name ? name : "the page", error_code_name(stage.error.code),
			stage.error.message);
}

/* The action fails with this code, and its sentence contains these words. */
static inline void assert_refused(
	enum action_kind kind, const char *name, const char *value, int code, const char *words)
{
	int status = stage_act(kind, name, value);
	if (status != code || !strstr(stage.error.message, words))
		fail_msg("%s '%s', not %s '%s'", error_code_name(status), stage.error.message,
			error_code_name(code), words);
}

/* What the page itself says. */
static inline json_t *stage_page(const char *expression)
{
	json_t *value = NULL;
	struct error error = {0};
	if (tab_evaluate_in_page(stage.scene.tab, expression, soon(), &value, &error))
		fail_msg("%s: %s", expression, error.message);
	return value;
}

#define assert_page(expression, text)                                                              \
	do {                                                                                       \
		json_t *page_value = stage_page("String(" expression ")");                         \
		assert_string_equal(json_string_value(page_value), text);                          \
		json_decref(page_value);                                                           \
	} while (0)

/* The text of a file below TEST_DATA, for a table of pages. */
static inline char *stage_file(const char *name)
{
	char *path = path_join(TEST_DATA, name);
	struct bytes text;
	bytes_init(&text, 1 << 20);
	if (file_read(path, 1 << 20, &text, &stage.error))
		fail_msg("%s", stage.error.message);
	free(path);
	return bytes_take(&text);
}

#endif
