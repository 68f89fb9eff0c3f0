/*
 * check.c - is an action complete, and possible on the page that was observed? Before it is tried,
 * and for what a model proposes: every refusal says what would be possible instead.
 */
#include "action/action.h"

#include "action/values.h"
#include "base/bytes.h"
#include "base/secrets.h"
#include "base/text.h"
#include "browser/input.h"

#include <stdlib.h>
#include <string.h>

enum { NAMED_MAXIMUM = 12 }; /* alternatives that a sentence names */

struct check {
	const struct action *action;
	const struct observation *observation;
	const struct element *element; /* NULL: none */
};

/* "button 'Save', button 'Cancel'": what could be acted on like this. */
static void name_elements(const struct check *check, uint16_t needs, struct bytes *list)
{
	size_t named = 0;
	for (size_t i = 0; i < check->observation->element_count && named < NAMED_MAXIMUM; i++) {
		const struct element *element = &check->observation->elements[i];
		if (!(element->operations & needs) || (element->state & ELEMENT_DISABLED))
			continue;
		char *described = element_describe(check->observation, element);
		bytes_format(list, NULL, "%s%s", named++ ? ", " : "", described);
		free(described);
	}
	if (!named)
		bytes_append_text(list, "none", NULL);
}

static int refuse_operation(const struct check *check, uint16_t needs, struct error *error)
{
	struct bytes list;
	bytes_init(&list, 500);
	name_elements(check, needs, &list);
	char *described = element_describe(check->observation, check->element);
	int code = error_set(error, ERROR_INPUT, "Cannot %s %s; possible: %s.",
		action_kind_name(check->action->kind), described, list.data ? list.data : "none");
	free(described);
	bytes_release(&list);
	return code;
}

static int check_element(struct check *check, struct error *error)
{
	const struct action *action = check->action;
	uint16_t needs = action_kind_needs(action->kind);
	if (!action->element && !needs)
		return 0;
	if (!action_kind_may_have_element(action->kind))
		return error_set(error, ERROR_INPUT, "The action %s takes no element.",
			action_kind_name(action->kind));
	if (!action->element)
		return error_set(error, ERROR_INPUT, "The action %s needs an element.",
			action_kind_name(action->kind));
	check->element = observation_find(check->observation, action->element);
	if (!check->element)
		return error_set(error, ERROR_NOT_FOUND,
			"There is no element %u on the page as it was observed.",
			(unsigned)action->element);
	/* Texts may listen for clicks where nothing shows it. */
	if (needs && needs != OPERATION_CLICK && !(check->element->operations & needs))
		return refuse_operation(check, needs, error);
	if ((check->element->state & ELEMENT_DISABLED) && action->kind != ACTION_HOVER &&
		action->kind != ACTION_SCROLL) {
		char *described = element_describe(check->observation, check->element);
		int code = error_set(error, ERROR_BLOCKED, "The %s is disabled.", described);
		free(described);
		return code;
	}
	return 0;
}

static int check_type(const struct check *check, struct error *error)
{
	if (!(check->element->state & ELEMENT_READONLY))
		return 0;
	char *described = element_describe(check->observation, check->element);
	int code = error_set(error, ERROR_BLOCKED, "The %s is read-only.", described);
	free(described);
	return code;
}

static bool has_option(const struct element *element, const char *value, bool *disabled)
{
	for (uint16_t i = 0; i < element->option_count; i++) {
		const struct option *option = &element->options[i];
		if (!text_equal_normalized(option->label, value) &&
			strcmp(option->value, value) != 0)
			continue;
		*disabled = option->disabled;
		if (!option->disabled)
			return true;
	}
	return false;
}

/* Of several values each is looked for, in the way in which execution takes them apart. */
static int check_select(const struct check *check, struct error *error)
{
	const struct element *element = check->element;
	const char *value = check->action->value;
	bool disabled = false;
	bool several = strcmp(element->role, "listbox") == 0;
	const char *name;
	size_t length;
	if (has_option(element, value, &disabled) ||
		element->option_count == OBSERVATION_OPTIONS_MAXIMUM ||
		(several && (strchr(value, '\n') || strstr(value, ", "))) ||
		secret_placeholder_parse(value, &name, &length))
		return 0;
	if (disabled)
		return error_set(error, ERROR_BLOCKED, "The option '%.100s' is disabled.", value);
	struct bytes list;
	bytes_init(&list, 400);
	for (uint16_t i = 0; i < element->option_count && i < NAMED_MAXIMUM; i++)
		if (!element->options[i].disabled)
			bytes_format(&list, NULL, "%s'%s'", list.length ? ", " : "",
				element->options[i].label);
	int code = error_set(error, ERROR_NOT_FOUND,
		"There is no option '%.100s' in '%.60s'; it has %s%s.", value, element->name,
		list.length ? list.data : "none",
		element->option_count > NAMED_MAXIMUM ? " and more" : "");
	bytes_release(&list);
	return code;
}

static int check_press(const struct check *check, struct error *error)
{
	if (input_key_is_known(check->action->value))
		return 0;
	return error_set(error, ERROR_INPUT,
		"\"%.60s\" is no key; use for example Enter, Tab, Escape, ArrowDown, a or "
		"Control+A.",
		check->action->value);
}

static int check_drag(const struct check *check, struct error *error)
{
	uint32_t target;
	if (!value_as_id(check->action->value, &target))
		return error_set(error, ERROR_INPUT, "A drag needs the id of its target element.");
	if (observation_find(check->observation, target))
		return 0;
	return error_set(
		error, ERROR_NOT_FOUND, "There is no element %u to drag onto.", (unsigned)target);
}

static int check_tab(const struct check *check, struct error *error)
{
	uint32_t index;
	size_t count = check->observation->tab_count;
	if (value_as_id(check->action->value, &index) && index < count)
		return 0;
	return error_set(error, ERROR_NOT_FOUND,
		"There is no tab \"%.20s\"; there are tabs 0 to %zu.", check->action->value,
		count ? count - 1 : 0);
}

static int check_dialog(const struct check *check, struct error *error)
{
	if (!check->observation->dialog_type[0])
		return error_set(error, ERROR_NOT_FOUND, "No dialog is open.");
	if (value_as_answer(check->action->value, NULL, NULL))
		return 0;
	return error_set(error, ERROR_INPUT,
		"A dialog is answered by accept, dismiss, or accept: and a text.");
}

static int check_value(const struct check *check, struct error *error)
{
	const char *value = check->action->value;
	double dx, dy;
	bool on;
	switch (check->action->kind) {
	case ACTION_TYPE:
		return check_type(check, error);
	case ACTION_SELECT:
		return check_select(check, error);
	case ACTION_CHECK:
		return value_as_switch(value, &on)
			       ? 0
			       : error_set(error, ERROR_INPUT, "A checkbox is set to on or off.");
	case ACTION_PRESS:
		return check_press(check, error);
	case ACTION_DRAG:
		return check_drag(check, error);
	case ACTION_SCROLL:
		return value_as_distance(value, &dx, &dy)
			       ? 0
			       : error_set(error, ERROR_INPUT, "Scrolling needs \"dx,dy\" in px.");
	case ACTION_UPLOAD:
		return value[0] ? 0 : error_set(error, ERROR_INPUT, "An upload needs a path.");
	case ACTION_NAVIGATE:
		return value_is_address(value)
			       ? 0
			       : error_set(error, ERROR_INPUT, "\"%.100s\" is no address to go to.",
					 value);
	case ACTION_SWITCH_TAB:
		return check_tab(check, error);
	case ACTION_DIALOG:
		return check_dialog(check, error);
	default:
		return 0;
	}
}

int action_check(
	const struct action *action, const struct observation *observation, struct error *error)
{
	struct check check = {.action = action, .observation = observation};
	if (action->kind <= ACTION_NONE || action->kind >= ACTION_KIND_COUNT)
		return error_set(error, ERROR_INPUT, "There is no action to take.");
	if (!action->value)
		return error_set(error, ERROR_INPUT, "The action %s has no value.",
			action_kind_name(action->kind));
	int problem = check_element(&check, error);
	return problem ? problem : check_value(&check, error);
}
