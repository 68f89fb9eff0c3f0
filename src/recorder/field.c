#include "recorder/field.h"

#include <string.h>
#include <strings.h>

static bool is_listed(const char *text, const char *const *list)
{
	for (; *list; list++)
		if (strcasecmp(text, *list) == 0)
			return true;
	return false;
}

static enum field_kind control_or_none(const struct element *target)
{
	return target->operations & OPERATION_CLICK ? FIELD_CONTROL : FIELD_NONE;
}

static enum field_kind input_kind(const struct element *target)
{
	static const char *const checks[] = {"checkbox", "radio", NULL};
	static const char *const set[] = {
		"date", "time", "month", "week", "datetime-local", "range", "color", NULL};
	static const char *const buttons[] = {"button", "submit", "reset", "image", NULL};

	if (is_listed(target->type, checks))
		return FIELD_CHECK;
	if (is_listed(target->type, buttons))
		return FIELD_CONTROL;
	if (strcmp(target->type, "file") == 0)
		return FIELD_FILE;
	if (target->state & ELEMENT_READONLY)
		return control_or_none(target);
	if (is_listed(target->type, set))
		return FIELD_SET;
	return strcmp(target->type, "number") == 0 ? FIELD_NUMBER : FIELD_LINE;
}

enum field_kind field_kind_of(const struct element *target)
{
	static const char *const checks[] = {
		"checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio", NULL};

	if (!target)
		return FIELD_NONE;
	if (strcmp(target->tag, "input") == 0)
		return input_kind(target);
	if (strcmp(target->tag, "select") == 0)
		return FIELD_SELECT;
	if (strcmp(target->tag, "textarea") == 0)
		return target->state & ELEMENT_READONLY ? control_or_none(target) : FIELD_LINES;
	if (is_listed(target->role, checks))
		return FIELD_CHECK;
	if (target->operations & OPERATION_TYPE)
		return FIELD_LINES;
	return control_or_none(target);
}

bool field_has_caret(enum field_kind kind)
{
	return kind == FIELD_LINE || kind == FIELD_LINES || kind == FIELD_NUMBER;
}

bool field_is_same(const struct element *a, const struct element *b)
{
	if (!a || !b)
		return false;
	return strcmp(a->tag, b->tag) == 0 && strcmp(a->type, b->type) == 0 &&
	       strcmp(a->locators.dom_name, b->locators.dom_name) == 0 &&
	       strcmp(a->locators.path, b->locators.path) == 0;
}

/* The key of a chord: "K" of "Control+K", "+" of "Control++". */
static const char *chord_key(const char *chord)
{
	size_t length = strlen(chord);
	const char *plus;

	if (length < 2)
		return chord;
	for (plus = chord + length - 2; plus > chord && *plus != '+'; plus--)
		;
	return *plus == '+' ? plus + 1 : chord;
}

static bool has_command(const char *chord)
{
	return strncmp(chord, "Control+", 8) == 0 || strncmp(chord, "Meta+", 5) == 0 ||
	       strncmp(chord, "Alt+", 4) == 0;
}

static bool is_clipboard_chord(const char *chord)
{
	static const char *const chords[] = {"Control+A", "Control+C", "Control+V", "Control+X",
		"Meta+A", "Meta+C", "Meta+V", "Meta+X", "Control+Insert", "Shift+Insert", NULL};

	return is_listed(chord, chords);
}

static bool is_editing(const char *chord)
{
	static const char *const keys[] = {
		"ArrowLeft", "ArrowRight", "Home", "End", "Backspace", "Delete", "Insert", NULL};
	static const char *const chords[] = {"Control+Z", "Control+Y", "Control+Shift+Z", "Meta+Z",
		"Meta+Shift+Z", "Control+B", "Control+I", "Control+U", NULL};

	return is_listed(chord_key(chord), keys) || is_listed(chord, chords) ||
	       is_clipboard_chord(chord);
}

static bool is_vertical(const char *key)
{
	static const char *const keys[] = {"ArrowUp", "ArrowDown", "PageUp", "PageDown", NULL};

	return is_listed(key, keys);
}

/* In a text field; Enter, Escape and Tab are not asked here. */
static enum key_meaning caret_key(const char *chord, enum field_kind kind)
{
	const char *key = chord_key(chord);

	if (is_editing(chord) || (key[0] && !key[1] && !has_command(chord)))
		return KEY_IGNORED;
	if (!is_vertical(key))
		return KEY_KEPT;
	if (kind == FIELD_NUMBER)
		return KEY_IGNORED;
	return kind == FIELD_LINE && strcmp(chord, key) == 0 ? KEY_KEPT : KEY_IN_DOUBT;
}

static enum key_meaning plain_key(const char *chord)
{
	if (is_clipboard_chord(chord))
		return KEY_IGNORED;
	return has_command(chord) || strcmp(chord, "Escape") == 0 ? KEY_KEPT : KEY_IN_DOUBT;
}

enum key_meaning key_meaning_of(const char *chord, enum field_kind kind)
{
	const char *key = chord_key(chord);

	if (strcmp(key, "Tab") == 0)
		return KEY_TAB;
	if (kind == FIELD_NONE)
		return plain_key(chord);
	if (kind == FIELD_SELECT || kind == FIELD_SET) {
		if (strcmp(key, "Escape") == 0)
			return KEY_IN_DOUBT;
		return kind == FIELD_SET && strcmp(key, "Enter") == 0 ? KEY_KEPT : KEY_IGNORED;
	}
	if (strcmp(key, "Enter") == 0 || strcmp(key, "Escape") == 0)
		return KEY_KEPT;
	if (field_has_caret(kind))
		return caret_key(chord, kind);
	return is_clipboard_chord(chord) ? KEY_IGNORED : KEY_KEPT;
}
