#include "browser/keys.h"

#include <string.h>
#include <strings.h>

/* Keys that insert a character: code, Windows' number, plain, with Shift. */
static const struct {
	const char *code;
	int virtual_code;
	char plain, shifted;
} character_keys[] = {
	{"Backquote", 192, '`', '~'},
	{"Digit1", '1', '1', '!'},
	{"Digit2", '2', '2', '@'},
	{"Digit3", '3', '3', '#'},
	{"Digit4", '4', '4', '$'},
	{"Digit5", '5', '5', '%'},
	{"Digit6", '6', '6', '^'},
	{"Digit7", '7', '7', '&'},
	{"Digit8", '8', '8', '*'},
	{"Digit9", '9', '9', '('},
	{"Digit0", '0', '0', ')'},
	{"Minus", 189, '-', '_'},
	{"Equal", 187, '=', '+'},
	{"Backslash", 220, '\\', '|'},
	{"BracketLeft", 219, '[', '{'},
	{"BracketRight", 221, ']', '}'},
	{"Semicolon", 186, ';', ':'},
	{"Quote", 222, '\'', '"'},
	{"Comma", 188, ',', '<'},
	{"Period", 190, '.', '>'},
	{"Slash", 191, '/', '?'},
	{"Space", 32, ' ', ' '},
	{"KeyA", 'A', 'a', 'A'},
	{"KeyB", 'B', 'b', 'B'},
	{"KeyC", 'C', 'c', 'C'},
	{"KeyD", 'D', 'd', 'D'},
	{"KeyE", 'E', 'e', 'E'},
	{"KeyF", 'F', 'f', 'F'},
	{"KeyG", 'G', 'g', 'G'},
	{"KeyH", 'H', 'h', 'H'},
	{"KeyI", 'I', 'i', 'I'},
	{"KeyJ", 'J', 'j', 'J'},
	{"KeyK", 'K', 'k', 'K'},
	{"KeyL", 'L', 'l', 'L'},
	{"KeyM", 'M', 'm', 'M'},
	{"KeyN", 'N', 'n', 'N'},
	{"KeyO", 'O', 'o', 'O'},
	{"KeyP", 'P', 'p', 'P'},
	{"KeyQ", 'Q', 'q', 'Q'},
	{"KeyR", 'R', 'r', 'R'},
	{"KeyS", 'S', 's', 'S'},
	{"KeyT", 'T', 't', 'T'},
	{"KeyU", 'U', 'u', 'U'},
	{"KeyV", 'V', 'v', 'V'},
	{"KeyW", 'W', 'w', 'W'},
	{"KeyX", 'X', 'x', 'X'},
	{"KeyY", 'Y', 'y', 'Y'},
	{"KeyZ", 'Z', 'z', 'Z'},
};

/* Keys with names. Enter inserts "\r": without it no form is submitted. */
static const struct key named_keys[] = {
	{"Enter", "Enter", "\r", 13, 0, false},
	{"Tab", "Tab", "", 9, 0, false},
	{"Escape", "Escape", "", 27, 0, false},
	{"Backspace", "Backspace", "", 8, 0, false},
	{"Delete", "Delete", "", 46, 0, false},
	{"Insert", "Insert", "", 45, 0, false},
	{"Home", "Home", "", 36, 0, false},
	{"End", "End", "", 35, 0, false},
	{"PageUp", "PageUp", "", 33, 0, false},
	{"PageDown", "PageDown", "", 34, 0, false},
	{"ArrowLeft", "ArrowLeft", "", 37, 0, false},
	{"ArrowUp", "ArrowUp", "", 38, 0, false},
	{"ArrowRight", "ArrowRight", "", 39, 0, false},
	{"ArrowDown", "ArrowDown", "", 40, 0, false},
	{"ShiftLeft", "Shift", "", 16, 1, false},
	{"ControlLeft", "Control", "", 17, 1, false},
	{"AltLeft", "Alt", "", 18, 1, false},
	{"MetaLeft", "Meta", "", 91, 1, false},
	{"CapsLock", "CapsLock", "", 20, 0, false},
	{"ContextMenu", "ContextMenu", "", 93, 0, false},
	{"Pause", "Pause", "", 19, 0, false},
	{"NumpadEnter", "NumpadEnter", "\r", 13, 3, false},
	{"F1", "F1", "", 112, 0, false},
	{"F2", "F2", "", 113, 0, false},
	{"F3", "F3", "", 114, 0, false},
	{"F4", "F4", "", 115, 0, false},
	{"F5", "F5", "", 116, 0, false},
	{"F6", "F6", "", 117, 0, false},
	{"F7", "F7", "", 118, 0, false},
	{"F8", "F8", "", 119, 0, false},
	{"F9", "F9", "", 120, 0, false},
	{"F10", "F10", "", 121, 0, false},
	{"F11", "F11", "", 122, 0, false},
	{"F12", "F12", "", 123, 0, false},
};

/* What people and other tools write. */
static const struct {
	const char *written, *name;
} other_names[] = {
	{"Ctrl", "Control"},
	{"Cmd", "Meta"},
	{"Command", "Meta"},
	{"Win", "Meta"},
	{"Option", "Alt"},
	{"Esc", "Escape"},
	{"Return", "Enter"},
	{"Del", "Delete"},
	{"Left", "ArrowLeft"},
	{"Right", "ArrowRight"},
	{"Up", "ArrowUp"},
	{"Down", "ArrowDown"},
};

#define LENGTH(array) (sizeof(array) / sizeof *(array))

bool key_of_character(uint32_t character, struct key *key)
{
	if (character == '\n' || character == '\r')
		return key_of_name("Enter", 5, key);
	if (character == '\t')
		return key_of_name("Tab", 3, key);
	for (size_t i = 0; i < LENGTH(character_keys); i++) {
		if (character != (unsigned char)character_keys[i].plain &&
			character != (unsigned char)character_keys[i].shifted)
			continue;
		*key = (struct key){.code = character_keys[i].code,
			.name = {(char)character},
			.text = {(char)character},
			.virtual_code = character_keys[i].virtual_code,
			.shifted = character != (unsigned char)character_keys[i].plain};
		return true;
	}
	return false;
}

static bool same_name(const char *name, size_t length, const char *known)
{
	return strlen(known) == length && strncasecmp(name, known, length) == 0;
}

bool key_of_name(const char *name, size_t length, struct key *key)
{
	if (length == 1)
		return key_of_character((unsigned char)name[0], key);
	if (same_name(name, length, "Space"))
		return key_of_character(' ', key);
	for (size_t i = 0; i < LENGTH(other_names); i++)
		if (same_name(name, length, other_names[i].written))
			return key_of_name(other_names[i].name, strlen(other_names[i].name), key);
	for (size_t i = 0; i < LENGTH(named_keys); i++)
		if (same_name(name, length, named_keys[i].name)) {
			*key = named_keys[i];
			return true;
		}
	return false;
}

int key_modifier_bit(const struct key *key)
{
	switch (key->location == 1 ? key->virtual_code : 0) {
	case 16:
		return KEY_SHIFT;
	case 17:
		return KEY_CONTROL;
	case 18:
		return KEY_ALT;
	case 91:
		return KEY_META;
	default:
		return 0;
	}
}
