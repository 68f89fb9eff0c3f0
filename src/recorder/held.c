#include "recorder/held.h"

#include "base/memory.h"
#include "recorder/field.h"

#include <stdlib.h>
#include <string.h>

#define HELD_MEMORY_MAXIMUM (4u << 20) /* two descriptors, with the options of a select */

static const char *copy_text(struct arena *arena, const char *text)
{
	const char *copy = arena_copy_text(arena, text);

	return copy ? copy : "";
}

static void copy_options(struct element *copy, const struct element *element, struct arena *arena)
{
	struct option *options = arena_take(arena, element->option_count, sizeof(*options));

	copy->options = options;
	copy->option_count = options ? element->option_count : 0;
	for (size_t i = 0; i < copy->option_count; i++) {
		options[i] = element->options[i];
		options[i].label = copy_text(arena, options[i].label);
		options[i].value = copy_text(arena, options[i].value);
	}
}

static const struct element *copy_element(struct arena *arena, const struct element *element)
{
	struct element *copy = element ? arena_take(arena, 1, sizeof(*copy)) : NULL;

	if (!copy)
		return NULL;
	*copy = *element;
	const char **texts[] = {&copy->role, &copy->name, &copy->value, &copy->tag, &copy->type,
		&copy->placeholder, &copy->hint, &copy->href, &copy->context,
		&copy->locators.test_id, &copy->locators.dom_id, &copy->locators.dom_name,
		&copy->locators.classes, &copy->locators.path};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		*texts[i] = copy_text(arena, *texts[i]);
	copy_options(copy, element, arena);
	return copy;
}

void held_init(
	struct held *held, enum action_kind kind, const struct input_event *event, enum keep keep)
{
	*held = (struct held){.keep = keep, .gesture = event->gesture, .at_ms = event->at_ms};
	arena_init(&held->arena, HELD_MEMORY_MAXIMUM);
	held->out = (struct coalesced){
		.action = {.kind = kind, .element = event->element},
		.target = copy_element(&held->arena, event->target),
		.drop = copy_element(&held->arena, event->drop),
		.tab = event->tab,
		.frame = arena_copy_text(&held->arena, event->frame),
		.snapshot = event->snapshot,
		.order = event->order,
	};
	held_set_value(held, action_kind_takes_value(kind) && event->value ? event->value : "");
}

void held_release(struct held *held)
{
	arena_release(&held->arena);
	free(held->value);
	*held = (struct held){0};
}

void held_set_value(struct held *held, const char *value)
{
	char *copy = memory_copy_text(value);

	free(held->value);
	held->value = copy;
	held->out.action.value = copy;
}

static bool is_same_frame(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

bool held_is_on(const struct held *held, const struct input_event *event)
{
	if (held->out.tab != event->tab || !is_same_frame(held->out.frame, event->frame))
		return false;
	if (held->out.action.element && held->out.action.element == event->element)
		return true;
	return field_is_same(held->out.target, event->target);
}

bool held_is_of_gesture(const struct held *held, const struct input_event *event)
{
	return held->gesture && held->gesture == event->gesture && held->out.tab == event->tab &&
	       is_same_frame(held->out.frame, event->frame);
}
