/*
 * sample.h - a small observation made by hand, for tests that need no browser.
 */
#ifndef TESTS_OBSERVATION_SAMPLE_H
#define TESTS_OBSERVATION_SAMPLE_H

#include "observation/build.h"

enum { SAMPLE_NAME, SAMPLE_ROOM, SAMPLE_SAVE, SAMPLE_STATUS, SAMPLE_ELEMENTS };

/* A form in a page with a status: texts are literals, lists are in the arena. */
static inline void sample_make(struct observation *out)
{
	static const struct option rooms[] = {{"Blue room", "b1", true, false},
		{"Green room", "g1", false, false}, {"Red room", "r1", false, true}};
	struct element element;
	*out = (struct observation){.url = "http://shop.example/order",
		.title = "Order",
		.language = "en",
		.text = "Name\nRoom\nSave\nReady",
		.dialog_type = "",
		.dialog_message = "",
		.changes = "",
		.viewport_width_px = 1280,
		.viewport_height_px = 720,
		.scroll_y_px = 10,
		.scroll_height_px = 2000,
		.took_us = 1234};
	arena_init(&out->arena, 1 << 20);
	out->elements = arena_take(&out->arena, SAMPLE_ELEMENTS, sizeof *out->elements);
	out->element_count = SAMPLE_ELEMENTS;
	element_clear(&element);
	for (int i = 0; i < SAMPLE_ELEMENTS; i++) {
		element.id = (uint32_t)(100 + i);
		element.width = 80;
		element.height = 20;
		element.x = 5;
		element.y = (float)(i * 30);
		element.like_count = 1;
		element.locators.path = "html>body>form:0>input:1";
		out->elements[i] = element;
	}
	struct element *name = &out->elements[SAMPLE_NAME], *room = &out->elements[SAMPLE_ROOM];
	struct element *save = &out->elements[SAMPLE_SAVE], *status = &out->elements[SAMPLE_STATUS];
	name->role = "textbox", name->name = "Name", name->value = "Anna", name->tag = "input";
	name->type = "text", name->placeholder = "Full name", name->group = 0;
	name->operations = OPERATION_CLICK | OPERATION_TYPE, name->state = ELEMENT_REQUIRED;
	room->role = "combobox", room->name = "Room", room->value = "Blue room",
	room->tag = "select";
	room->operations = OPERATION_CLICK | OPERATION_SELECT, room->group = 1;
	room->options = rooms, room->option_count = 3, room->context = "Anna | Berta";
	save->role = "button", save->name = "Save", save->tag = "button", save->type = "submit";
	save->operations = OPERATION_CLICK, save->locators.test_id = "save";
	save->locators.classes = "btn primary", save->group = 0;
	status->role = "status", status->name = "Ready", status->state = ELEMENT_LIVE;
	out->groups = arena_take(&out->arena, 2, sizeof *out->groups);
	out->groups[0] = (struct group){.kind = "form", .name = "Order", .parent = -1};
	out->groups[1] = (struct group){.kind = "row", .name = "", .parent = 0};
	out->group_count = 2;
	out->frames = arena_take(&out->arena, 1, sizeof *out->frames);
	out->frames[0] = (struct observed_frame){
		.id = "F1", .url = out->url, .name = "", .parent = -1, .readable = true};
	out->frame_count = 1;
	out->tabs = arena_take(&out->arena, 1, sizeof *out->tabs);
	out->tabs[0] = (struct observed_tab){.url = out->url, .title = out->title, .current = true};
	out->tab_count = 1;
	out->cuts = arena_take(&out->arena, 1, sizeof *out->cuts);
	out->cuts[0] = (struct cut){.what = "page text", .kept = 20, .total = 40};
	out->cut_count = 1;
}

#endif
