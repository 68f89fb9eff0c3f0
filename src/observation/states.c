#include "observation/states.h"

#include "base/bytes.h"
#include "observation/observation.h"

#include <string.h>

const struct bit_name operation_names[] = {{OPERATION_CLICK, "click"}, {OPERATION_TYPE, "type"},
	{OPERATION_SELECT, "select"}, {OPERATION_CHECK, "check"}, {OPERATION_UPLOAD, "upload"},
	{OPERATION_SCROLL, "scroll"}, {OPERATION_DRAG, "drag"}, {0, NULL}};

const struct bit_name state_names[] = {{ELEMENT_CHECKED, "checked"}, {ELEMENT_MIXED, "mixed"},
	{ELEMENT_SELECTED, "selected"}, {ELEMENT_EXPANDED, "expanded"},
	{ELEMENT_COLLAPSED, "collapsed"}, {ELEMENT_PRESSED, "pressed"},
	{ELEMENT_DISABLED, "disabled"}, {ELEMENT_READONLY, "readonly"},
	{ELEMENT_REQUIRED, "required"}, {ELEMENT_INVALID, "invalid"}, {ELEMENT_FOCUSED, "focused"},
	{ELEMENT_OFFSCREEN, "offscreen"}, {ELEMENT_OCCLUDED, "occluded"},
	{ELEMENT_SECRET, "secret"}, {ELEMENT_CURRENT, "current"}, {ELEMENT_LIVE, "live"},
	{0, NULL}};

char *bits_to_text(const struct bit_name *names, uint32_t bits)
{
	struct bytes text;
	bytes_init(&text, 400);
	bytes_append_text(&text, "", NULL);
	for (; names->name; names++)
		if (bits & names->bit)
			bytes_format(&text, NULL, "%s%s", text.length ? " " : "", names->name);
	return bytes_take(&text);
}

static uint32_t bit_of(const struct bit_name *names, const char *word, size_t length)
{
	for (; names->name; names++)
		if (strlen(names->name) == length && strncmp(names->name, word, length) == 0)
			return names->bit;
	return 0;
}

bool bits_from_text(const struct bit_name *names, const char *text, uint32_t *bits)
{
	*bits = 0;
	while (*text) {
		size_t length = strcspn(text, " ");
		uint32_t bit = bit_of(names, text, length);
		if (!bit || (*bits & bit))
			return false;
		*bits |= bit;
		text += length + (text[length] == ' ');
	}
	return true;
}
