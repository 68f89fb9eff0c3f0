#include "action/action.h"

#include <string.h>

struct kind {
	const char *name;
	uint16_t needs;
	bool valued;
	const char *meaning, *help;
};

static const struct kind kinds[ACTION_KIND_COUNT] = {
	[ACTION_NONE] = {"none", 0, false, "", "do nothing"},
#define ACTION_ROW(id, name, needs, valued, meaning, help)                                         \
	[ACTION_##id] = {name, needs, valued, meaning, help},
	ACTION_KINDS(ACTION_ROW)
#undef ACTION_ROW
};

static const struct kind *kind_row(enum action_kind kind)
{
	return (unsigned)kind < ACTION_KIND_COUNT ? &kinds[kind] : &kinds[ACTION_NONE];
}

const char *action_kind_name(enum action_kind kind)
{
	return kind_row(kind)->name;
}

enum action_kind action_kind_from_name(const char *name)
{
	for (int kind = 1; name && kind < ACTION_KIND_COUNT; kind++)
		if (strcmp(kinds[kind].name, name) == 0)
			return (enum action_kind)kind;
	return ACTION_NONE;
}

const char *action_kind_help(enum action_kind kind)
{
	return kind_row(kind)->help;
}

const char *action_kind_meaning(enum action_kind kind)
{
	return kind_row(kind)->meaning;
}

uint16_t action_kind_needs(enum action_kind kind)
{
	return kind_row(kind)->needs;
}

bool action_kind_takes_value(enum action_kind kind)
{
	return kind_row(kind)->valued;
}

bool action_kind_may_have_element(enum action_kind kind)
{
	return kind_row(kind)->needs || kind == ACTION_PRESS || kind == ACTION_SCROLL;
}

bool actions_equal(const struct action *a, const struct action *b)
{
	return a->kind == b->kind && a->element == b->element && strcmp(a->value, b->value) == 0;
}

json_t *action_to_json(const struct action *action)
{
	json_t *value = json_object();
	json_object_set_new(value, "kind", json_string(action_kind_name(action->kind)));
	if (action->element)
		json_object_set_new(value, "element", json_integer(action->element));
	if (action->value && action->value[0])
		json_object_set_new(value, "value", json_text_new(action->value));
	return value;
}

static int read_kind(struct action *action, const json_t *value, struct error *error)
{
	const char *name = json_string_value(json_object_get(value, "kind"));
	action->kind = action_kind_from_name(name);
	if (action->kind == ACTION_NONE && (!name || strcmp(name, "none") != 0))
		return error_set(error, ERROR_INPUT, "\"%.40s\" is no kind of action.",
			name ? name : "(no text)");
	return 0;
}

static int read_element(struct action *action, const json_t *value, struct error *error)
{
	const json_t *element = json_object_get(value, "element");
	if (!element)
		return 0;
	json_int_t id = json_integer_value(element);
	if (!json_is_integer(element) || id < 0 || id > UINT32_MAX)
		return error_set(error, ERROR_INPUT,
			"The element of an action must be an id between 0 and %u.", UINT32_MAX);
	if (id && !action_kind_may_have_element(action->kind))
		return error_set(error, ERROR_INPUT, "The action %s has no element.",
			action_kind_name(action->kind));
	action->element = (uint32_t)id;
	return 0;
}

int action_from_json(
	struct action *action, const json_t *value, struct arena *arena, struct error *error)
{
	struct action read = {.value = ""};
	const json_t *text = json_object_get(value, "value");
	if (!json_is_object(value))
		return error_set(error, ERROR_INPUT, "An action must be a JSON object.");
	int problem = read_kind(&read, value, error);
	if (!problem)
		problem = read_element(&read, value, error);
	if (problem)
		return problem;
	if (text && !json_is_string(text))
		return error_set(error, ERROR_INPUT, "The value of an action must be text.");
	if (text)
		read.value = arena_copy_text(arena, json_string_value(text));
	if (!read.value)
		return error_set(error, ERROR_LIMIT, "The value of the action is too long.");
	*action = read;
	return 0;
}
