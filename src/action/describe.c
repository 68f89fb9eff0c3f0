#include "action/action.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAXIMUM = 80 }; /* bytes of a value in a description */

/* The element's description, or what is known of one that is not on the page. Heap. */
static char *describe_target(const struct observation *observation, uint32_t id)
{
	const struct element *element = observation_find(observation, id);
	if (element)
		return element_describe(observation, element);
	return id ? memory_format("element %u, which is not on the page", (unsigned)id)
		  : memory_copy_text("the page");
}

static char *shorten(const char *value)
{
	size_t length = strlen(value), kept = text_cut(value, length, SHOWN_MAXIMUM);
	char *shown = memory_format("%.*s%s", (int)kept, value, kept < length ? "..." : "");
	for (char *c = shown; *c; c++)
		if (*c == '\n')
			*c = ' ';
	return shown;
}

/* How each kind is said: %V stands for the value, %E for the element, %T for the drag's target. */
static const char *phrase_for(const struct action *action)
{
	switch (action->kind) {
	case ACTION_CLICK:
		return "click %E";
	case ACTION_DOUBLE_CLICK:
		return "double-click %E";
	case ACTION_RIGHT_CLICK:
		return "right-click %E";
	case ACTION_TYPE:
		return action->value[0] ? "type '%V' into %E" : "clear %E";
	case ACTION_SELECT:
		return "select '%V' in %E";
	case ACTION_CHECK:
		return "set %E to %V";
	case ACTION_PRESS:
		return action->element ? "press %V in %E" : "press %V";
	case ACTION_HOVER:
		return "hover over %E";
	case ACTION_DRAG:
		return "drag %E onto %T";
	case ACTION_SCROLL:
		return "scroll %E by %V";
	case ACTION_UPLOAD:
		return "upload '%V' to %E";
	case ACTION_NAVIGATE:
		return "go to %V";
	case ACTION_BACK:
		return "go back";
	case ACTION_SWITCH_TAB:
		return "switch to tab %V";
	case ACTION_CLOSE_TAB:
		return "close the tab";
	case ACTION_DIALOG:
		return "answer the dialog: %V";
	case ACTION_WAIT:
		return "wait";
	case ACTION_FINISH:
		return action->value[0] ? "finish: %V" : "finish";
	default:
		return "do nothing";
	}
}

static char *placeholder(
	const struct action *action, const struct observation *observation, char kind)
{
	switch (kind) {
	case 'V':
		return shorten(action->value);
	case 'E':
		return describe_target(observation, action->element);
	default:
		return describe_target(observation, (uint32_t)strtoul(action->value, NULL, 10));
	}
}

char *action_describe(const struct action *action, const struct observation *observation)
{
	struct bytes text;
	bytes_init(&text, 4096);
	for (const char *c = phrase_for(action); *c; c++) {
		if (*c != '%') {
			bytes_append(&text, c, 1, NULL);
			continue;
		}
		char *word = placeholder(action, observation, *++c);
		bytes_append_text(&text, word, NULL);
		free(word);
	}
	return bytes_take(&text);
}
