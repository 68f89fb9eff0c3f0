/*
 * keyboard.c - keys, chords and text (input.h).
 */
#include "base/memory.h"
#include "base/text.h"
#include "browser/burst.h"
#include "browser/input.h"
#include "browser/keys.h"

#include <stdlib.h>
#include <string.h>

enum { CHORD_KEYS = 5 }; /* four modifiers and a key */

/* --- one key ------------------------------------------------------------------------ */

/* Without text a press is a "rawKeyDown"; with a modifier other than Shift nothing is inserted. */
static void send_key(struct burst *burst, bool down, const struct key *key, int modifiers)
{
	bool inserts = down && *key->text && !(modifiers & ~KEY_SHIFT);
	const char *type = !down ? "keyUp" : inserts ? "keyDown" : "rawKeyDown";
	json_t *params = json_pack("{s:s, s:s, s:s, s:i, s:i, s:i, s:b}", "type", type, "code",
		key->code, "key", key->name, "windowsVirtualKeyCode", key->virtual_code, "location",
		key->location, "modifiers", modifiers, "isKeypad", key->location == 3);

	if (inserts) {
		json_object_set_new(params, "text", json_string(key->text));
		json_object_set_new(params, "unmodifiedText", json_string(key->text));
	}
	burst_send(burst, "Input.dispatchKeyEvent", params);
}

static void send_insertion(struct burst *burst, const char *text, size_t length)
{
	char *valid = text_repair(text, length);

	burst_send(burst, "Input.insertText", json_pack("{s:o}", "text", json_text_new(valid)));
	free(valid);
}

/* --- text --------------------------------------------------------------------------- */

int input_insert_text(struct tab *tab, const char *text, deadline_ms deadline, struct error *error)
{
	struct burst burst;
	int status = burst_begin(&burst, tab, error);

	if (status < 0)
		return status;
	send_insertion(&burst, text, strlen(text));
	return burst_finish(&burst, deadline, error);
}

/* Characters that no key gives go in one piece: joiners, variation selectors, skin tones and
 * flags make one emoji of several characters. */
static size_t keyless_length(const char *text, const char *end)
{
	const char *cursor = text, *next = text;
	struct key key;

	while (next < end && !key_of_character(text_next(&next, end), &key))
		cursor = next;
	return (size_t)(cursor - text);
}

static const char *send_some(struct burst *burst, const char *text, const char *end)
{
	size_t length = keyless_length(text, end);
	struct key key;
	int modifiers;

	if (length) {
		send_insertion(burst, text, length);
		return text + length;
	}
	key_of_character((unsigned char)*text, &key);
	modifiers = key.shifted ? KEY_SHIFT : 0;
	send_key(burst, true, &key, modifiers);
	send_key(burst, false, &key, modifiers);
	return text + 1;
}

int input_type_keys(struct tab *tab, const char *text, deadline_ms deadline, struct error *error)
{
	const char *end = text + strlen(text);
	struct burst burst;
	int status = 0;

	while (status == 0 && text < end) {
		status = burst_begin(&burst, tab, error);
		if (status < 0)
			break;
		while (text < end && !burst_is_full(&burst))
			text = send_some(&burst, text, end);
		status = burst_finish(&burst, deadline, error);
	}
	return status;
}

bool input_ends_with_key(const char *text)
{
	size_t length = strlen(text);

	return length && text[length - 1] >= ' ' && (unsigned char)text[length - 1] < 0x7f;
}

int input_enter(struct tab *tab, const char *text, const struct cdp_pending *told,
	deadline_ms deadline, struct error *error)
{
	size_t length = strlen(text), inserted = length - (input_ends_with_key(text) ? 1 : 0);
	struct burst burst;
	int status = burst_begin(&burst, tab, error);

	if (status < 0)
		return status;
	burst.told = told;
	if (inserted)
		send_insertion(&burst, text, inserted);
	if (inserted < length)
		send_some(&burst, text + inserted, text + length);
	return burst_finish(&burst, deadline, error);
}

/* --- chords ------------------------------------------------------------------------- */

struct chord {
	struct key keys[CHORD_KEYS]; /* modifiers first, in the order given */
	size_t count;
};

/* The length of the first name: up to the next '+', which may itself be the key. */
static size_t name_length(const char *text)
{
	const char *plus = *text ? strchr(text + 1, '+') : NULL;

	return plus ? (size_t)(plus - text) : strlen(text);
}

static bool chord_parse(const char *text, struct chord *chord)
{
	chord->count = 0;
	for (;;) {
		size_t length = name_length(text);
		struct key *key = &chord->keys[chord->count];

		if (chord->count == CHORD_KEYS || !key_of_name(text, length, key))
			return false;
		chord->count++;
		text += length;
		if (!*text)
			return true;
		if (!key_modifier_bit(key))
			return false; /* "A+Control" */
		text++;
	}
}

bool input_key_is_known(const char *chord)
{
	struct chord keys;

	return chord_parse(chord, &keys);
}

/* Pressed in order, let go in reverse, as fingers do. */
static void send_chord(struct burst *burst, const struct chord *chord)
{
	int modifiers = 0;

	for (size_t i = 0; i < chord->count; i++) {
		modifiers |= key_modifier_bit(&chord->keys[i]);
		if (chord->keys[i].shifted && chord->count == 1)
			modifiers |= KEY_SHIFT;
		send_key(burst, true, &chord->keys[i], modifiers);
	}
	for (size_t i = chord->count; i-- > 0;) {
		modifiers &= ~key_modifier_bit(&chord->keys[i]);
		send_key(burst, false, &chord->keys[i], modifiers);
	}
}

int input_press(struct tab *tab, const char *chord, deadline_ms deadline, struct error *error)
{
	struct chord keys;
	struct burst burst;
	int status;

	if (!chord_parse(chord, &keys))
		return error_set(error, ERROR_INPUT,
			"There is no key '%.100s'. Keys are written as Enter, ArrowDown, F5, a, or "
			"Control+Shift+K.",
			chord);
	status = burst_begin(&burst, tab, error);
	if (status < 0)
		return status;
	send_chord(&burst, &keys);
	return burst_finish(&burst, deadline, error);
}
