/*
 * story.h - pages and demonstrations made in C, for the tests of policies.
 *
 * A page is an observation with its contexts and likes derived as the observer does. A story is a
 * demonstration over such pages, the values of a run, and the run so far.
 */
#ifndef TESTS_POLICY_STORY_H
#define TESTS_POLICY_STORY_H

#include "base/memory.h"
#include "observation/build.h"
#include "policy/policy.h"
#include "policy/replay.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PAGE_ELEMENTS = 96, PAGE_GROUPS = 48, STORY_STEPS = 24, STORY_HISTORY = 48 };

struct page {
	struct observation observation;
	struct element elements[PAGE_ELEMENTS];
	struct group groups[PAGE_GROUPS];
	struct observed_frame frames[1];
	int group; /* that elements are added to; -1: none */
};

static inline void page_init(struct page *page, const char *url)
{
	memset(page, 0, sizeof(*page));
	page->group = -1;
	page->frames[0] = (struct observed_frame){"F", url, "", -1, true};
	page->observation = (struct observation){
		.url = url,
		.title = "",
		.language = "en",
		.viewport_width_px = 1280,
		.viewport_height_px = 800,
		.elements = page->elements,
		.groups = page->groups,
		.frames = page->frames,
		.frame_count = 1,
		.text = "",
		.dialog_type = "",
		.dialog_message = "",
		.changes = "",
	};
	arena_init(&page->observation.arena, 1 << 20);
}

static inline void page_release(struct page *page)
{
	arena_release(&page->observation.arena);
}

/* The new group becomes the one that elements are added to; page->group = ... goes back. */
static inline int page_group(struct page *page, const char *kind, const char *name, int parent)
{
	size_t index = page->observation.group_count++;
	assert_true(index < PAGE_GROUPS);
	page->groups[index] = (struct group){.kind = kind, .name = name, .parent = (int16_t)parent};
	return page->group = (int)index;
}

static inline struct element *page_add(
	struct page *page, const char *role, const char *name, unsigned operations)
{
	size_t index = page->observation.element_count++;
	assert_true(index < PAGE_ELEMENTS);
	page->elements[index] = (struct element){
		.id = (uint32_t)index + 1,
		.group = (int16_t)page->group,
		.operations = (uint16_t)operations,
		.role = role,
		.name = name,
		.value = "",
		.tag = operations ? role : "span",
		.type = "",
		.placeholder = "",
		.hint = "",
		.href = "",
		.context = "",
		.locators = {"", "", "", "", ""},
		.x = 100,
		.y = 20 * (float)index,
		.width = 80,
		.height = 18,
	};
	return &page->elements[index];
}

static inline struct element *page_text(struct page *page, const char *text)
{
	return page_add(page, "text", text, 0);
}

static inline struct element *page_button(struct page *page, const char *name)
{
	return page_add(page, "button", name, OPERATION_CLICK);
}

static inline struct element *page_link(struct page *page, const char *name)
{
	return page_add(page, "link", name, OPERATION_CLICK);
}

static inline struct element *page_field(struct page *page, const char *name)
{
	struct element *field = page_add(page, "textbox", name, OPERATION_TYPE | OPERATION_CLICK);
	field->tag = "input";
	field->type = "text";
	return field;
}

static inline struct element *page_radio(struct page *page, const char *name)
{
	struct element *radio = page_add(page, "radio", name, OPERATION_CHECK | OPERATION_CLICK);
	radio->tag = "input";
	radio->type = "radio";
	return radio;
}

/* options: "A|B|C"; of the page's arena. */
static inline struct element *page_select(struct page *page, const char *name, const char *options)
{
	struct element *list = page_add(page, "combobox", name, OPERATION_SELECT);
	struct arena *arena = &page->observation.arena;
	struct option *items = arena_take(arena, 32, sizeof(*items));
	list->tag = "select";
	while (*options) {
		size_t length = strcspn(options, "|");
		items[list->option_count].label = arena_copy_span(arena, options, length);
		items[list->option_count++].value = "";
		options += length + (options[length] == '|');
	}
	list->options = items;
	return list;
}

/* A row with the texts of its cells and one button or link; returns that. */
static inline struct element *page_row(struct page *page, int table, const char *first,
	const char *second, const char *role, const char *action)
{
	struct element *element;
	page_group(page, "row", "", table);
	page_text(page, first);
	page_text(page, second);
	element = page_add(page, role, action, OPERATION_CLICK);
	page->group = table;
	return element;
}

static inline const struct observation *page_done(struct page *page)
{
	assert_int_equal(observation_number_likes(&page->observation, NULL), 0);
	assert_int_equal(observation_add_contexts(&page->observation, NULL), 0);
	return &page->observation;
}

/* ---- stories ---- */

struct story {
	struct trajectory demonstration;
	struct step steps[STORY_STEPS];
	struct binding binding;
	struct history_step history[STORY_HISTORY];
	struct policy_input input;
	struct policy *policy;
	struct arena arena;
	struct decision decision;
	struct error error;
	const struct observation *page; /* decided on */
};

static inline void story_init(struct story *story, const char *goal)
{
	memset(story, 0, sizeof(*story));
	story->demonstration.goal = memory_copy_text(goal);
	story->demonstration.steps = story->steps;
	story->policy = policy_replay_new();
	arena_init(&story->arena, 1 << 22);
	story->input = (struct policy_input){
		.goal = goal,
		.demonstrations = &story->demonstration,
		.demonstration_count = 1,
		.history = story->history,
	};
}

static inline void story_release(struct story *story)
{
	free(story->demonstration.goal);
	parameters_release(&story->demonstration.parameters);
	binding_release(&story->binding);
	policy_free(story->policy);
	arena_release(&story->arena);
}

static inline void story_parameter(
	struct story *story, const char *name, const char *value, const char *field)
{
	assert_int_equal(
		parameters_add(&story->demonstration.parameters, name, value, field, false, NULL),
		0);
}

static inline void story_list(struct story *story, const char *name, const char *value)
{
	assert_int_equal(
		parameters_add(&story->demonstration.parameters, name, value, "", true, NULL), 0);
}

static inline struct step *story_step(struct story *story, const struct observation *page,
	enum action_kind kind, const struct element *target, const char *value)
{
	size_t index = story->demonstration.step_count++;
	assert_true(index < STORY_STEPS);
	story->steps[index] = (struct step){
		.index = (int)index,
		.url = page->url,
		.observation = page,
		.action = {kind, target ? target->id : 0, value},
		.target = target,
		.target_frame_url = "",
	};
	return &story->steps[index];
}

/* "name=value" settings, NULL-terminated. */
static inline void story_bind(struct story *story, const char *const *settings)
{
	struct parameters parameters;
	parameters_init(&parameters);
	for (; settings && *settings; settings++)
		assert_int_equal(parameters_parse_setting(&parameters, *settings, NULL), 0);
	assert_int_equal(
		binding_make(&story->binding, story->demonstration.goal,
			&story->demonstration.parameters, NULL, &parameters, &story->error),
		0);
	story->input.binding = &story->binding;
	parameters_release(&parameters);
}

static inline int story_decide(struct story *story, const struct observation *page)
{
	story->input.observation = page;
	story->page = page;
	story->error = (struct error){0};
	return policy_decide(
		story->policy, &story->input, &story->arena, &story->decision, &story->error);
}

/* The choice was carried out. */
static inline void story_did(struct story *story)
{
	const struct candidate *choice = &story->decision.candidates[0];
	assert_true(story->input.history_count < STORY_HISTORY);
	story->history[story->input.history_count++] = (struct history_step){
		.action = choice->action,
		.target = observation_find(story->page, choice->action.element),
		.demonstration_step = choice->demonstration_step,
		.changes = "",
	};
	story->input.waits = 0;
}

/* Decides and expects this. */
static inline void story_expect(struct story *story, const struct observation *page,
	enum action_kind kind, const struct element *target, const char *value, int step)
{
	if (story_decide(story, page) != 0)
		fail_msg("%s", story->error.message);
	const struct candidate *choice = &story->decision.candidates[0];
	assert_string_equal(action_kind_name(choice->action.kind), action_kind_name(kind));
	if (choice->action.element != (target ? target->id : 0)) {
		const struct element *chosen = observation_find(page, choice->action.element);
		fail_msg("chosen: %s '%s' (%s)", chosen ? chosen->role : "nothing",
			chosen ? chosen->name : "", choice->reason);
	}
	assert_string_equal(choice->action.value, value);
	assert_int_equal(choice->demonstration_step, step);
}

static inline void story_expect_refusal(
	struct story *story, const struct observation *page, int code)
{
	int got = story_decide(story, page);
	if (got == 0) {
		const struct candidate *choice = &story->decision.candidates[0];
		const struct element *chosen = observation_find(page, choice->action.element);
		fail_msg("acted: %s %s '%s' in '%s' (%s)", action_kind_name(choice->action.kind),
			chosen ? chosen->role : "nothing", chosen ? chosen->name : "",
			chosen ? chosen->context : "", choice->reason);
	}
	assert_string_equal(error_code_name(got), error_code_name(code));
}

#endif
