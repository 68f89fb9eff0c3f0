/*
 * write.c - the stored form of an observation. What is empty is left out.
 */
#include "observation/fields.h"
#include "observation/states.h"

#include <stdlib.h>

static void write_texts(json_t *out, const void *object, const struct text_row *rows)
{
	for (; rows->key; rows++) {
		const char *text = text_at(object, rows);
		if (text && text[0])
			json_object_set_new(out, rows->key, json_text_new(text));
	}
}

static void write_integer(json_t *out, const char *key, json_int_t value)
{
	json_object_set_new(out, key, json_integer(value));
}

static void write_bits(json_t *out, const char *key, const struct bit_name *names, uint32_t bits)
{
	char *text = bits_to_text(names, bits);
	if (bits)
		json_object_set_new(out, key, json_string(text));
	free(text);
}

static json_t *option_to_json(const struct option *option)
{
	json_t *out = json_object();
	write_texts(out, option, option_texts);
	if (option->selected)
		json_object_set_new(out, "selected", json_true());
	if (option->disabled)
		json_object_set_new(out, "disabled", json_true());
	return out;
}

static json_t *box_to_json(const struct element *element)
{
	return json_pack("[f,f,f,f]", (double)element->x, (double)element->y,
		(double)element->width, (double)element->height);
}

json_t *element_to_json(const struct element *element)
{
	json_t *out = json_object();
	write_integer(out, "id", element->id);
	if (element->frame)
		write_integer(out, "frame", element->frame);
	if (element->group >= 0)
		write_integer(out, "group", element->group);
	write_texts(out, element, element_texts);
	write_bits(out, "operations", operation_names, element->operations);
	write_bits(out, "state", state_names, element->state);
	if (element->like_count > 1) {
		write_integer(out, "like_index", element->like_index);
		write_integer(out, "like_count", element->like_count);
	}
	json_object_set_new(out, "box", box_to_json(element));
	if (element->option_count) {
		json_t *options = json_array();
		for (uint16_t i = 0; i < element->option_count; i++)
			json_array_append_new(options, option_to_json(&element->options[i]));
		json_object_set_new(out, "options", options);
	}
	return out;
}

static json_t *group_to_json(const void *object)
{
	const struct group *group = object;
	json_t *out = json_object();
	write_texts(out, group, group_texts);
	if (group->parent >= 0)
		write_integer(out, "parent", group->parent);
	if (group->frame)
		write_integer(out, "frame", group->frame);
	write_integer(out, "index", group->index);
	return out;
}

static json_t *frame_to_json(const void *object)
{
	const struct observed_frame *frame = object;
	json_t *out = json_object();
	write_texts(out, frame, frame_texts);
	if (frame->parent >= 0)
		write_integer(out, "parent", frame->parent);
	json_object_set_new(out, "readable", json_boolean(frame->readable));
	return out;
}

static json_t *tab_to_json(const void *object)
{
	const struct observed_tab *tab = object;
	json_t *out = json_object();
	write_texts(out, tab, tab_texts);
	if (tab->current)
		json_object_set_new(out, "current", json_true());
	return out;
}

static json_t *cut_to_json(const void *object)
{
	const struct cut *cut = object;
	json_t *out = json_object();
	json_object_set_new(out, "what", json_text_new(cut->what));
	write_integer(out, "kept", (json_int_t)cut->kept);
	write_integer(out, "total", (json_int_t)cut->total);
	return out;
}

static json_t *element_row_to_json(const void *object)
{
	return element_to_json(object);
}

static void write_list(json_t *out, const char *key, const void *first, size_t count, size_t size,
	json_t *(*write)(const void *object))
{
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, write((const char *)first + i * size));
	json_object_set_new(out, key, list);
}

json_t *observation_to_json(const struct observation *observation)
{
	json_t *out = json_object();
	write_texts(out, observation, observation_texts);
	json_object_set_new(out, "viewport",
		json_pack(
			"[i,i]", observation->viewport_width_px, observation->viewport_height_px));
	json_object_set_new(out, "scroll",
		json_pack("[f,f]", observation->scroll_y_px, observation->scroll_height_px));
	write_list(out, "elements", observation->elements, observation->element_count,
		sizeof *observation->elements, element_row_to_json);
	write_list(out, "groups", observation->groups, observation->group_count,
		sizeof *observation->groups, group_to_json);
	write_list(out, "frames", observation->frames, observation->frame_count,
		sizeof *observation->frames, frame_to_json);
	write_list(out, "tabs", observation->tabs, observation->tab_count,
		sizeof *observation->tabs, tab_to_json);
	write_list(out, "cuts", observation->cuts, observation->cut_count,
		sizeof *observation->cuts, cut_to_json);
	write_integer(out, "took_us", observation->took_us);
	return out;
}
