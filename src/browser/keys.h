/*
 * keys.h - the US keyboard: names and characters to keys. Private to browser.
 */
#ifndef BROWSER_KEYS_H
#define BROWSER_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bits as in Input.dispatchKeyEvent. */
enum key_modifier { KEY_ALT = 1, KEY_CONTROL = 2, KEY_META = 4, KEY_SHIFT = 8 };

struct key {
	const char *code; /* the place on the keyboard: "KeyA" */
	char name[16];	  /* what it gives, as in KeyboardEvent.key: "a", "Enter" */
	char text[2];	  /* what it inserts; "" for keys that insert nothing */
	int virtual_code; /* Windows' number, which Chrome wants */
	int location;	  /* 0 standard, 1 left, 3 numpad */
	bool shifted;	  /* needs Shift on a US keyboard */
};

/* The key that gives a character; '\n' is Enter, '\t' Tab. False: no key does. */
bool key_of_character(uint32_t character, struct key *key);

/* By KeyboardEvent.key ("Enter", "ArrowDown", "F5", "a", "Shift") or a usual other name ("Ctrl",
 * "Esc", "Space", "Up"); letter case of longer names does not matter. */
bool key_of_name(const char *name, size_t length, struct key *key);

/* The bit of a key that is a modifier, else 0. */
int key_modifier_bit(const struct key *key);

#endif
