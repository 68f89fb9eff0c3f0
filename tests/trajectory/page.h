/*
 * page.h - small observations made by hand, for tests.
 */
#ifndef TESTS_PAGE_H
#define TESTS_PAGE_H

#include "observation/observation.h"

#include <string.h>

#define PAGE_ELEMENTS 64
#define PAGE_GROUPS   16

struct page {
	struct observation observation;
	struct element elements[PAGE_ELEMENTS];
	struct group groups[PAGE_GROUPS];
	struct observed_frame frames[4];
};

static inline void page_init(struct page *page, const char *url, const char *text)
{
	memset(page, 0, sizeof(*page));
	page->frames[0] = (struct observed_frame){
		.id = "F", .url = url, .name = "", .parent = -1, .readable = true};
	page->observation = (struct observation){.url = url,
		.title = "",
		.language = "en",
		.text = text,
		.viewport_width_px = 1280,
		.viewport_height_px = 720,
		.elements = page->elements,
		.groups = page->groups,
		.frames = page->frames,
		.frame_count = 1,
		.dialog_type = "",
		.dialog_message = "",
		.changes = ""};
}

static inline int page_group(struct page *page, const char *kind, const char *name, int parent)
{
	int index = (int)page->observation.group_count++;
	page->groups[index] = (struct group){.kind = kind, .name = name, .parent = (int16_t)parent};
	return index;
}

static inline uint16_t page_operations(const char *role)
{
	if (strcmp(role, "textbox") == 0 || strcmp(role, "spinbutton") == 0)
		return OPERATION_TYPE | OPERATION_CLICK;
	if (strcmp(role, "combobox") == 0)
		return OPERATION_SELECT | OPERATION_CLICK;
	if (strcmp(role, "radio") == 0 || strcmp(role, "checkbox") == 0)
		return OPERATION_CHECK | OPERATION_CLICK;
	if (strcmp(role, "button") == 0 || strcmp(role, "link") == 0 || strcmp(role, "tab") == 0 ||
		strcmp(role, "option") == 0)
		return OPERATION_CLICK;
	return 0;
}

/* Adds an element, one line below the one before, with an id that counts from 1. */
static inline struct element *page_add(
	struct page *page, const char *role, const char *name, int group)
{
	size_t index = page->observation.element_count++;
	struct element *element = &page->elements[index];
	*element = (struct element){.id = (uint32_t)index + 1,
		.group = (int16_t)group,
		.operations = page_operations(role),
		.role = role,
		.name = name,
		.value = "",
		.tag = "",
		.type = "",
		.placeholder = "",
		.hint = "",
		.href = "",
		.context = "",
		.locators = {"", "", "", "", ""},
		.like_count = 1,
		.x = 10,
		.y = (float)(30 * index),
		.width = 200,
		.height = 24};
	return element;
}

/* A row of a table: cells and a button in it, with what its context says. Returns the button. */
static inline struct element *page_row(struct page *page, int table, const char *const *cells,
	const char *context, const char *button)
{
	int row = page_group(page, "row", "", table);
	float y = (float)(30 * page->observation.element_count);
	size_t i = 0;
	for (; cells[i]; i++) {
		struct element *cell = page_add(page, "cell", cells[i], row);
		cell->x = (float)(100 * i);
		cell->width = 90;
		cell->y = y;
	}
	struct element *element = page_add(page, "button", button, row);
	element->context = context;
	element->x = (float)(100 * i);
	element->y = y;
	return element;
}

#endif
