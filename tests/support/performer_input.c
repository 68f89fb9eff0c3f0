#include "performer_input.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { ALT = 1, CONTROL = 2, META = 4, SHIFT = 8 };

/* ---- mouse. Nothing is waited for: a dialog would withhold the answer. */

void performer_mouse(const struct performer_page *page, const char *type, double x_px, double y_px,
	const char *button, int clicks)
{
	bool is_down = strcmp(type, "mousePressed") == 0 || clicks < 0;
	int mask = strcmp(button, "right") == 0 ? 2 : strcmp(button, "left") == 0 ? 1 : 0;

	cdp_post(page->session, "Input.dispatchMouseEvent",
		json_pack("{s:s, s:f, s:f, s:s, s:i, s:i}", "type", type, "x", x_px, "y", y_px,
			"button", button, "buttons", is_down ? mask : 0, "clickCount",
			abs(clicks)));
}

void performer_click_at(
	const struct performer_page *page, double x_px, double y_px, const char *button, int clicks)
{
	performer_mouse(page, "mouseMoved", x_px, y_px, "none", 0);
	for (int i = 1; i <= clicks; i++) {
		performer_mouse(page, "mousePressed", x_px, y_px, button, i);
		performer_mouse(page, "mouseReleased", x_px, y_px, button, i);
	}
}

void performer_click(const struct performer_page *page, const struct performer_spot *spot)
{
	performer_click_at(page, spot->x_px, spot->y_px, "left", 1);
}

/* ---- keys */

static const struct {
	const char *name;
	int code;
	const char *text;
} named_keys[] = {{"Enter", 13, "\r"}, {"Tab", 9, NULL}, {"Escape", 27, NULL},
	{"Backspace", 8, NULL}, {"Delete", 46, NULL}, {"Home", 36, NULL}, {"End", 35, NULL},
	{"PageUp", 33, NULL}, {"PageDown", 34, NULL}, {"ArrowLeft", 37, NULL},
	{"ArrowUp", 38, NULL}, {"ArrowRight", 39, NULL}, {"ArrowDown", 40, NULL},
	{"Space", 32, " "}};

static void send_key(const struct performer_page *page, const char *key, const char *code,
	int number, const char *text, int modifiers)
{
	bool inserts = text && !(modifiers & ~SHIFT);
	json_t *down = json_pack("{s:s, s:s, s:s, s:i, s:i}", "type",
		inserts ? "keyDown" : "rawKeyDown", "key", key, "code", code,
		"windowsVirtualKeyCode", number, "modifiers", modifiers);
	json_t *up = json_deep_copy(down);

	if (inserts)
		json_object_set_new(down, "text", json_string(text));
	json_object_set_new(up, "type", json_string("keyUp"));
	cdp_post(page->session, "Input.dispatchKeyEvent", down);
	cdp_post(page->session, "Input.dispatchKeyEvent", up);
}

void performer_type_character(const struct performer_page *page, char character, int modifiers)
{
	char key[2] = {character}, code[8] = "Key?";
	int number = character;

	if (character >= 'a' && character <= 'z')
		number = character - 'a' + 'A';
	if (number >= 'A' && number <= 'Z')
		code[3] = (char)number;
	else if (character >= '0' && character <= '9')
		memcpy(code, (char[]){'D', 'i', 'g', 'i', 't', character, 0}, 7);
	else {
		code[0] = '\0';
		number = 0;
	}
	send_key(page, key, code, number, key, modifiers);
}

int performer_press(const struct performer_page *page, const char *chord, struct error *error)
{
	static const struct {
		const char *prefix;
		int bit;
	} modifiers[] = {{"Control+", CONTROL}, {"Shift+", SHIFT}, {"Alt+", ALT}, {"Meta+", META}};
	const char *key = chord;
	int mask = 0;

	for (size_t i = 0; i < sizeof(modifiers) / sizeof(*modifiers); i++)
		if (text_starts_with(key, modifiers[i].prefix)) {
			mask |= modifiers[i].bit;
			key += strlen(modifiers[i].prefix);
		}
	if (key[0] && !key[1]) {
		performer_type_character(page, *key, mask);
		return 0;
	}
	for (size_t i = 0; i < sizeof(named_keys) / sizeof(*named_keys); i++)
		if (strcmp(named_keys[i].name, key) == 0) {
			const char *name = strcmp(key, "Space") == 0 ? " " : key;

			send_key(page, name, key, named_keys[i].code, named_keys[i].text, mask);
			return 0;
		}
	return error_set(error, ERROR_INPUT, "The key %s is not known.", chord);
}

void performer_type(const struct performer_page *page, const char *text)
{
	const char *end = text + strlen(text), *next;

	for (; text < end; text = next) {
		char character[5] = {0};

		next = text;
		text_next(&next, end);
		memcpy(character, text, (size_t)(next - text));
		if (*text == '\n')
			performer_press(page, "Enter", NULL);
		else if ((unsigned char)*text < 0x80)
			performer_type_character(page, *text, 0);
		else
			cdp_post(page->session, "Input.insertText",
				json_pack("{s:s}", "text", character));
	}
}
