/*
 * read.c - an observation from its stored form, which a person or another program may have made:
 * every range and reference is checked, and nothing is used before.
 */
#include "observation/fields.h"
#include "observation/states.h"

#include "base/text.h"
#include "observation/wire.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	STORED_MAXIMUM = 128 << 20, /* bytes of one observation */
	COORDINATE_MAXIMUM_PX = 100000000
};

struct input {
	struct arena *arena;
	const char *what; /* "element", for sentences */
	struct error *error;
};

static int malformed(const struct input *input, const char *key, const char *rule)
{
	return error_set(input->error, ERROR_INPUT, "The %s's \"%s\" %s.", input->what, key, rule);
}

static int full(const struct input *input)
{
	return error_set(input->error, ERROR_LIMIT, "The %s is too large.", input->what);
}

static int read_texts(
	const struct input *input, void *object, const json_t *value, const struct text_row *rows)
{
	for (; rows->key; rows++) {
		const json_t *text = json_object_get(value, rows->key);
		set_text_at(object, rows, "");
		if (!text)
			continue;
		if (!json_is_string(text))
			return malformed(input, rows->key, "must be text");
		size_t length = json_string_length(text);
		if (length > rows->maximum_bytes)
			return malformed(input, rows->key, "is too long");
		if (memchr(json_string_value(text), 0, length))
			return malformed(input, rows->key, "has a NUL character");
		const char *copy = arena_copy_span(input->arena, json_string_value(text), length);
		if (!copy)
			return full(input);
		set_text_at(object, rows, copy);
	}
	return 0;
}

struct range {
	json_int_t minimum, maximum, fallback;
};

static int read_integer(const struct input *input, const json_t *value, const char *key,
	struct range range, json_int_t *out)
{
	const json_t *number = json_object_get(value, key);
	*out = range.fallback;
	if (!number)
		return 0;
	*out = json_integer_value(number);
	if (!json_is_integer(number) || *out < range.minimum || *out > range.maximum)
		return malformed(input, key, "is out of range");
	return 0;
}

static int read_flag(const struct input *input, const json_t *value, const char *key, bool *out)
{
	const json_t *flag = json_object_get(value, key);
	if (flag && !json_is_boolean(flag))
		return malformed(input, key, "must be true or false");
	*out = json_is_true(flag);
	return 0;
}

static int read_bits(const struct input *input, const json_t *value, const char *key,
	const struct bit_name *names, uint32_t *bits)
{
	const json_t *text = json_object_get(value, key);
	*bits = 0;
	if (!text)
		return 0;
	if (!json_is_string(text) || !bits_from_text(names, json_string_value(text), bits))
		return malformed(input, key, "has an unknown word");
	return 0;
}

/* An array of count finite numbers. */
static int read_numbers(const struct input *input, const json_t *value, const char *key,
	double *numbers, size_t count)
{
	const json_t *list = json_object_get(value, key);
	if (!json_is_array(list) || json_array_size(list) != count)
		return malformed(input, key, "must be a list of numbers");
	for (size_t i = 0; i < count; i++) {
		const json_t *number = json_array_get(list, i);
		numbers[i] = json_number_value(number);
		if (!json_is_number(number) || !(fabs(numbers[i]) <= COORDINATE_MAXIMUM_PX))
			return malformed(input, key, "is out of range");
	}
	return 0;
}

static int read_options(const struct input *element, struct element *out, const json_t *value)
{
	const struct input input = {element->arena, "option", element->error};
	const json_t *list = json_object_get(value, "options");
	size_t count = json_array_size(list);
	if (!list)
		return 0;
	if (!json_is_array(list) || count > OBSERVATION_OPTIONS_MAXIMUM)
		return malformed(element, "options", "must be a list of at most 300");
	struct option *options = arena_take(input.arena, count + 1, sizeof *options);
	if (!options)
		return full(&input);
	for (size_t i = 0; i < count; i++) {
		const json_t *row = json_array_get(list, i);
		if (!json_is_object(row))
			return malformed(element, "options", "must be a list of objects");
		int problem = read_texts(&input, &options[i], row, option_texts);
		if (!problem)
			problem = read_flag(&input, row, "selected", &options[i].selected);
		if (!problem)
			problem = read_flag(&input, row, "disabled", &options[i].disabled);
		if (problem)
			return problem;
	}
	out->options = options;
	out->option_count = (uint16_t)count;
	return 0;
}

static int read_numbering(const struct input *input, struct element *out, const json_t *value)
{
	json_int_t id, frame, group, index, count;
	int problem = read_integer(input, value, "id", (struct range){1, UINT32_MAX, 0}, &id);
	if (!problem && !id)
		problem = malformed(input, "id", "is missing");
	if (!problem)
		problem = read_integer(input, value, "frame",
			(struct range){0, FRAME_COUNT_MAXIMUM - 1, 0}, &frame);
	if (!problem)
		problem = read_integer(input, value, "group",
			(struct range){0, GROUP_COUNT_MAXIMUM - 1, -1}, &group);
	if (!problem)
		problem = read_integer(
			input, value, "like_index", (struct range){0, UINT16_MAX, 0}, &index);
	if (!problem)
		problem = read_integer(
			input, value, "like_count", (struct range){1, UINT16_MAX, 1}, &count);
	if (!problem && index >= count)
		problem = malformed(input, "like_index", "must be below like_count");
	if (problem)
		return problem;
	out->id = (uint32_t)id;
	out->frame = (uint16_t)frame;
	out->group = (int16_t)group;
	out->like_index = (uint16_t)index;
	out->like_count = (uint16_t)count;
	return 0;
}

int element_from_json(
	struct element *element, const json_t *value, struct arena *arena, struct error *error)
{
	const struct input input = {arena, "element", error};
	struct element out;
	uint32_t operations;
	double box[4];
	element_clear(&out);
	if (!json_is_object(value))
		return error_set(error, ERROR_INPUT, "An element must be a JSON object.");
	int problem = read_numbering(&input, &out, value);
	if (!problem)
		problem = read_texts(&input, &out, value, element_texts);
	if (!problem && !out.role[0])
		problem = malformed(&input, "role", "is missing");
	if (!problem)
		problem = read_bits(&input, value, "operations", operation_names, &operations);
	if (!problem)
		problem = read_bits(&input, value, "state", state_names, &out.state);
	if (!problem)
		problem = read_numbers(&input, value, "box", box, 4);
	if (!problem && (box[2] < 0 || box[3] < 0))
		problem = malformed(&input, "box", "is out of range");
	if (!problem)
		problem = read_options(&input, &out, value);
	if (problem)
		return problem;
	out.operations = (uint16_t)operations;
	out.x = (float)box[0];
	out.y = (float)box[1];
	out.width = (float)box[2];
	out.height = (float)box[3];
	*element = out;
	return 0;
}

/* --- the other lists ----------------------------------------------------------------- */

static int read_group(const struct input *input, void *object, const json_t *value, size_t index)
{
	struct group *group = object;
	json_int_t parent, frame, sibling;
	int problem = read_texts(input, group, value, group_texts);
	if (!problem && !group->kind[0])
		problem = malformed(input, "kind", "is missing");
	if (!problem)
		problem = read_integer(input, value, "parent",
			(struct range){0, (json_int_t)index - 1, -1}, &parent);
	if (!problem)
		problem = read_integer(input, value, "frame",
			(struct range){0, FRAME_COUNT_MAXIMUM - 1, 0}, &frame);
	if (!problem)
		problem = read_integer(
			input, value, "index", (struct range){0, UINT16_MAX, 0}, &sibling);
	if (problem)
		return problem;
	group->parent = (int16_t)parent;
	group->frame = (uint16_t)frame;
	group->index = (uint16_t)sibling;
	return 0;
}

static int read_frame(const struct input *input, void *object, const json_t *value, size_t index)
{
	struct observed_frame *frame = object;
	json_int_t parent;
	int problem = read_texts(input, frame, value, frame_texts);
	if (!problem)
		problem = read_integer(input, value, "parent",
			(struct range){0, (json_int_t)index - 1, -1}, &parent);
	if (!problem)
		problem = read_flag(input, value, "readable", &frame->readable);
	if (!problem)
		frame->parent = (int16_t)parent;
	return problem;
}

static int read_tab(const struct input *input, void *object, const json_t *value, size_t index)
{
	struct observed_tab *tab = object;
	(void)index;
	int problem = read_texts(input, tab, value, tab_texts);
	return problem ? problem : read_flag(input, value, "current", &tab->current);
}

static int read_cut(const struct input *input, void *object, const json_t *value, size_t index)
{
	static const struct text_row texts[] = {
		{"what", offsetof(struct cut, what), CUT_BYTES}, {0}};
	const struct range sizes = {0, INT64_MAX, 0};
	struct cut *cut = object;
	json_int_t kept, total;
	(void)index;
	int problem = read_texts(input, cut, value, texts);
	if (!problem)
		problem = read_integer(input, value, "kept", sizes, &kept);
	if (!problem)
		problem = read_integer(input, value, "total", sizes, &total);
	if (problem)
		return problem;
	cut->kept = (size_t)kept;
	cut->total = (size_t)total;
	return 0;
}

static int read_element(const struct input *input, void *object, const json_t *value, size_t index)
{
	(void)index;
	return element_from_json(object, value, input->arena, input->error);
}

struct list {
	const char *key, *what;
	size_t maximum, size;
	int (*read)(const struct input *input, void *object, const json_t *value, size_t index);
};

/* A list that is missing is empty. */
static int read_list(struct arena *arena, const json_t *value, const struct list *list,
	void **first, size_t *count, struct error *error)
{
	const struct input input = {arena, list->what, error};
	const json_t *rows = json_object_get(value, list->key);
	size_t total = json_array_size(rows);
	if (rows && (!json_is_array(rows) || total > list->maximum))
		return error_set(error, ERROR_INPUT,
			"The observation's \"%s\" must be a list of at most %zu.", list->key,
			list->maximum);
	*first = arena_take(arena, total + 1, list->size);
	if (!*first)
		return full(&input);
	for (size_t i = 0; i < total; i++) {
		const json_t *row = json_array_get(rows, i);
		if (!json_is_object(row))
			return error_set(
				error, ERROR_INPUT, "The %s must be a JSON object.", list->what);
		int problem = list->read(&input, (char *)*first + i * list->size, row, i);
		if (problem)
			return problem;
	}
	*count = total;
	return 0;
}

static int read_lists(struct observation *out, const json_t *value, struct error *error)
{
	static const struct list elements = {"elements", "element", OBSERVATION_ELEMENTS_MAXIMUM,
		sizeof(struct element), read_element};
	static const struct list groups = {
		"groups", "group", GROUP_COUNT_MAXIMUM, sizeof(struct group), read_group};
	static const struct list frames = {
		"frames", "frame", FRAME_COUNT_MAXIMUM, sizeof(struct observed_frame), read_frame};
	static const struct list tabs = {
		"tabs", "tab", TAB_COUNT_MAXIMUM, sizeof(struct observed_tab), read_tab};
	static const struct list cuts = {
		"cuts", "cut", CUT_COUNT_MAXIMUM, sizeof(struct cut), read_cut};
	struct arena *arena = &out->arena;
	void *first[5] = {0};
	int problem = read_list(arena, value, &elements, &first[0], &out->element_count, error);
	if (!problem)
		problem = read_list(arena, value, &groups, &first[1], &out->group_count, error);
	if (!problem)
		problem = read_list(arena, value, &frames, &first[2], &out->frame_count, error);
	if (!problem)
		problem = read_list(arena, value, &tabs, &first[3], &out->tab_count, error);
	if (!problem)
		problem = read_list(arena, value, &cuts, &first[4], &out->cut_count, error);
	out->elements = first[0];
	out->groups = first[1];
	out->frames = first[2];
	out->tabs = first[3];
	out->cuts = first[4];
	return problem;
}

static int compare_ids(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
	return left < right ? -1 : left > right;
}

static int check_ids(struct observation *out, struct error *error)
{
	uint32_t *ids = arena_take(&out->arena, out->element_count + 1, sizeof *ids);
	if (!ids)
		return error_set(error, ERROR_LIMIT, "The observation is too large.");
	for (size_t i = 0; i < out->element_count; i++)
		ids[i] = out->elements[i].id;
	qsort(ids, out->element_count, sizeof *ids, compare_ids);
	for (size_t i = 1; i < out->element_count; i++)
		if (ids[i] == ids[i - 1])
			return error_set(error, ERROR_INPUT,
				"The observation has two elements with the id %u.",
				(unsigned)ids[i]);
	return 0;
}

static int check_references(struct observation *out, struct error *error)
{
	for (size_t i = 0; i < out->element_count; i++) {
		const struct element *element = &out->elements[i];
		if (element->group >= (int)out->group_count || element->frame >= out->frame_count)
			return error_set(error, ERROR_INPUT,
				"Element %u is in a group or frame that is not listed.",
				(unsigned)element->id);
	}
	for (size_t i = 0; i < out->group_count; i++)
		if (out->groups[i].frame >= out->frame_count)
			return error_set(error, ERROR_INPUT,
				"Group %zu is in a frame that is not listed.", i);
	return check_ids(out, error);
}

static int read_page(struct observation *out, const json_t *value, struct error *error)
{
	const struct input input = {&out->arena, "observation", error};
	double viewport[2], scroll[2];
	json_int_t took_us;
	int problem = read_texts(&input, out, value, observation_texts);
	if (!problem)
		problem = read_numbers(&input, value, "viewport", viewport, 2);
	if (!problem && (viewport[0] < 0 || viewport[1] < 0))
		problem = malformed(&input, "viewport", "is out of range");
	if (!problem)
		problem = read_numbers(&input, value, "scroll", scroll, 2);
	if (!problem)
		problem = read_integer(
			&input, value, "took_us", (struct range){0, INT64_MAX, 0}, &took_us);
	if (problem)
		return problem;
	out->viewport_width_px = (int)viewport[0];
	out->viewport_height_px = (int)viewport[1];
	out->scroll_y_px = scroll[0];
	out->scroll_height_px = scroll[1];
	out->took_us = took_us;
	return 0;
}

int observation_from_json(struct observation *observation, const json_t *value, struct error *error)
{
	struct observation out = {0};
	if (!json_is_object(value))
		return error_set(error, ERROR_INPUT, "An observation must be a JSON object.");
	arena_init(&out.arena, STORED_MAXIMUM);
	int problem = read_page(&out, value, error);
	if (!problem)
		problem = read_lists(&out, value, error);
	if (!problem)
		problem = check_references(&out, error);
	if (problem)
		observation_release(&out);
	else
		*observation = out;
	return problem;
}
