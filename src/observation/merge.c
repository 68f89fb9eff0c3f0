/*
 * Puts the frames together: each stands where its iframe element is, and its elements are seen
 * through it.
 */
#include "observation/build.h"

#include "base/bytes.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

enum { GROUPS_MAXIMUM = INT16_MAX };

struct merge {
	struct observation *observation;
	const struct frame_input *inputs;
	size_t count;
	const char **more; /* for each element: text beyond its name */
	bool *placed;	   /* for each frame */
	size_t element_room, group_room;
};

/* What a frame inherits from where it is shown. */
struct placement {
	double x_px, y_px;
	double left_px, top_px, right_px, bottom_px; /* of the viewport through which it is seen */
	uint32_t state;
	int group;
};

static void place_element(struct element *element, const struct placement *place)
{
	element->x = (float)round(element->x + place->x_px);
	element->y = (float)round(element->y + place->y_px);
	if (element->x >= place->right_px || element->y >= place->bottom_px ||
		element->x + element->width <= place->left_px ||
		element->y + element->height <= place->top_px)
		element->state = (element->state & ~(uint32_t)ELEMENT_OCCLUDED) | ELEMENT_OFFSCREEN;
	else if (!(element->state & ELEMENT_OFFSCREEN))
		element->state |= place->state;
}

static void add_groups(struct merge *merge, size_t frame, const struct placement *place)
{
	const struct frame_report *report = merge->inputs[frame].report;
	struct observation *out = merge->observation;
	int first = (int)out->group_count;
	for (size_t i = 0; i < report->group_count && out->group_count < GROUPS_MAXIMUM; i++) {
		struct group group = report->groups[i];
		group.frame = (uint16_t)frame;
		group.parent = (int16_t)(group.parent < 0 ? place->group : group.parent + first);
		out->groups[out->group_count++] = group;
	}
}

static int group_index(
	const struct merge *merge, int group, int first, const struct placement *place)
{
	if (group < 0)
		return place->group;
	return group + first < (int)merge->observation->group_count ? group + first : -1;
}

static void add_element(struct merge *merge, size_t frame, size_t index, int first_group,
	const struct placement *place)
{
	const struct frame_report *report = merge->inputs[frame].report;
	struct observation *out = merge->observation;
	struct element *element = &out->elements[out->element_count];
	*element = report->elements[index];
	element->frame = (uint16_t)frame;
	element->group = (int16_t)group_index(merge, element->group, first_group, place);
	place_element(element, place);
	merge->more[out->element_count++] = report->more[index];
}

/* The child frame that a slot shows; count if none. */
static size_t find_child(const struct merge *merge, size_t parent, const struct frame_slot *slot)
{
	for (size_t i = 0; i < merge->count; i++) {
		const struct frame_input *input = &merge->inputs[i];
		if (input->parent != (int)parent || merge->placed[i] || !input->report)
			continue;
		if (input->report->index == slot->index)
			return i;
	}
	return merge->count;
}

static struct placement slot_placement(
	const struct frame_slot *slot, const struct placement *outer, int group)
{
	struct placement inner = {.x_px = outer->x_px + slot->x,
		.y_px = outer->y_px + slot->y,
		.state = outer->state | slot->state,
		.group = group};
	inner.left_px = fmax(outer->left_px, inner.x_px);
	inner.top_px = fmax(outer->top_px, inner.y_px);
	inner.right_px = fmin(outer->right_px, inner.x_px + slot->width);
	inner.bottom_px = fmin(outer->bottom_px, inner.y_px + slot->height);
	return inner;
}

static void add_frame(struct merge *merge, size_t frame, const struct placement *place)
{
	const struct frame_report *report = merge->inputs[frame].report;
	int first_group = (int)merge->observation->group_count;
	size_t next_slot = 0;
	merge->placed[frame] = true;
	add_groups(merge, frame, place);
	for (size_t i = 0; i <= report->element_count; i++) {
		for (; next_slot < report->slot_count && report->slots[next_slot].element == i;
			next_slot++) {
			const struct frame_slot *slot = &report->slots[next_slot];
			size_t child = find_child(merge, frame, slot);
			if (child == merge->count)
				continue;
			int group = group_index(merge, slot->group, first_group, place);
			struct placement inner = slot_placement(slot, place, group);
			merge->observation->frames[child].name = slot->name;
			add_frame(merge, child, &inner);
		}
		if (i < report->element_count)
			add_element(merge, frame, i, first_group, place);
	}
}

static int take_room(struct merge *merge, struct error *error)
{
	struct observation *out = merge->observation;
	struct arena *arena = &out->arena;
	for (size_t i = 0; i < merge->count; i++)
		if (merge->inputs[i].report) {
			merge->element_room += merge->inputs[i].report->element_count;
			merge->group_room += merge->inputs[i].report->group_count;
		}
	out->elements = arena_take(arena, merge->element_room + 1, sizeof *out->elements);
	out->groups = arena_take(arena, merge->group_room + 1, sizeof *out->groups);
	out->frames = arena_take(arena, merge->count + 1, sizeof *out->frames);
	merge->more = arena_take(arena, merge->element_room + 1, sizeof *merge->more);
	merge->placed = arena_take(arena, merge->count + 1, sizeof *merge->placed);
	if (!out->elements || !out->groups || !out->frames || !merge->more || !merge->placed)
		return error_set(error, ERROR_LIMIT, "The page is too large to observe.");
	return 0;
}

static int add_unreadable(struct merge *merge, struct error *error)
{
	for (size_t i = 0; i < merge->count; i++) {
		const struct frame_input *input = &merge->inputs[i];
		if (input->report)
			continue;
		char *what = arena_format(&merge->observation->arena, "frame %.200s (%s)",
			input->url, input->problem);
		int problem = observation_add_cut(merge->observation, what, 0, 1, error);
		if (problem)
			return problem;
	}
	return 0;
}

static int add_report_cuts(struct merge *merge, struct error *error)
{
	struct observation *out = merge->observation;
	size_t long_texts = 0, groups = 0;
	for (size_t i = 0; i < merge->count; i++) {
		const struct frame_report *report = merge->inputs[i].report;
		for (size_t k = 0; report && k < report->cut_count; k++) {
			const struct cut *cut = &report->cuts[k];
			int problem =
				observation_add_cut(out, cut->what, cut->kept, cut->total, error);
			if (problem)
				return problem;
		}
		long_texts += report ? report->long_texts : 0;
		groups += report ? report->group_count : 0;
	}
	if (long_texts && observation_add_cut(out, "long names and values", 0, long_texts, error))
		return ERROR_LIMIT;
	if (groups > out->group_count)
		return observation_add_cut(out, "groups", out->group_count, groups, error);
	return 0;
}

static void list_frames(struct merge *merge)
{
	struct observation *out = merge->observation;
	for (size_t i = 0; i < merge->count; i++)
		out->frames[i] = (struct observed_frame){.id = merge->inputs[i].id,
			.url = merge->inputs[i].url,
			.name = "",
			.parent = (int16_t)merge->inputs[i].parent,
			.readable = merge->inputs[i].report != NULL};
	out->frame_count = merge->count;
}

static int add_text(struct merge *merge, struct error *error)
{
	struct observation *out = merge->observation;
	struct bytes text;
	size_t total = 0;
	int problem = 0;
	bytes_init(&text, OBSERVATION_TEXT_MAXIMUM);
	for (size_t i = 0; i < out->element_count; i++) {
		const char *parts[] = {out->elements[i].name, merge->more[i], "\n"};
		for (size_t k = 0; parts[0][0] && k < 3; k++) {
			size_t length = strlen(parts[k]);
			size_t room = OBSERVATION_TEXT_MAXIMUM - text.length;
			total += length;
			bytes_append(&text, parts[k], text_cut(parts[k], length, room), NULL);
		}
	}
	out->text = arena_copy_span(&out->arena, text.data ? text.data : "", text.length);
	if (!out->text)
		problem = error_set(error, ERROR_LIMIT, "The page's text does not fit.");
	else if (total > text.length)
		problem = observation_add_cut(out, "page text", text.length, total, error);
	bytes_release(&text);
	return problem;
}

int observation_build(struct observation *observation, const struct frame_input *inputs,
	size_t count, struct error *error)
{
	struct merge merge = {.observation = observation, .inputs = inputs, .count = count};
	const struct frame_report *main_report = inputs[0].report;
	struct placement whole = {.right_px = main_report->width_px,
		.bottom_px = main_report->height_px,
		.group = -1};
	int problem = take_room(&merge, error);
	if (problem)
		return problem;
	list_frames(&merge);
	add_frame(&merge, 0, &whole);
	observation->language = main_report->language;
	observation->viewport_width_px = main_report->width_px;
	observation->viewport_height_px = main_report->height_px;
	observation->scroll_y_px = main_report->scroll_y_px;
	observation->scroll_height_px = main_report->scroll_height_px;
	problem = observation_resolve_cards(observation, error);
	if (!problem)
		problem = observation_number_likes(observation, error);
	if (!problem)
		problem = observation_add_contexts(observation, error);
	if (!problem)
		problem = add_report_cuts(&merge, error);
	if (!problem)
		problem = add_unreadable(&merge, error);
	return problem ? problem : add_text(&merge, error);
}
