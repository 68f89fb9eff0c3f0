#include "trajectory/page_text.h"

#include "trajectory/parameters.h"
#include "trajectory/value.h"

#include <string.h>

static bool is_one_of(const char *text, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(text, names[i]) == 0)
			return true;
	return false;
}

bool element_tells(const struct element *element)
{
	static const char *const choices[] = {"option", "radio", "checkbox", "switch",
		"menuitemradio", "menuitemcheckbox", "combobox", "listbox", "textbox", "searchbox",
		"spinbutton", "slider", "button", "tab", "menuitem", "treeitem"};
	if (element->operations & (OPERATION_TYPE | OPERATION_SELECT | OPERATION_CHECK))
		return false;
	return !is_one_of(element->role, choices, sizeof(choices) / sizeof(*choices));
}

bool element_announces(const struct element *element)
{
	static const char *const roles[] = {"status", "alert", "log", "alertdialog"};
	return (element->state & ELEMENT_LIVE) ||
	       is_one_of(element->role, roles, sizeof(roles) / sizeof(*roles));
}

/* How often the text has the value; enough are counted to tell more from fewer. */
static size_t count_value(const char *text, const char *value)
{
	size_t count = 0, from = 0, start, length;
	while (count < 100 && value_find(text, from, value, &start, &length)) {
		from = start + length;
		count++;
	}
	return count;
}

static size_t count_in_choices(const struct observation *observation, const char *value)
{
	size_t count = 0;
	for (size_t i = 0; i < observation->element_count; i++) {
		const struct element *element = &observation->elements[i];
		if (element_tells(element))
			continue;
		count += count_value(element->name, value) + count_value(element->value, value);
		for (size_t j = 0; j < element->option_count; j++)
			count += count_value(element->options[j].label, value);
	}
	return count;
}

bool page_tells_value(const struct observation *observation, const char *value)
{
	for (size_t i = 0; i < observation->element_count; i++) {
		const struct element *element = &observation->elements[i];
		if (element_tells(element) && value_is_in(element->name, value))
			return true;
	}
	size_t in_text = count_value(observation->text, value);
	return in_text > 0 && in_text > count_in_choices(observation, value);
}

bool page_tells_values(const struct observation *observation, const char *value, bool is_list)
{
	if (!is_list || page_tells_value(observation, value))
		return page_tells_value(observation, value);
	char **items = list_value_split(value);
	bool all = items[0] != NULL;
	for (size_t i = 0; items[i] && all; i++)
		all = page_tells_value(observation, items[i]);
	list_value_free(items);
	return all;
}
