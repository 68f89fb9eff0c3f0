/*
 * value.h - the text of one setting -> a value checked against its row. Private to config.
 *
 * `origin` is what the person wrote it in ("--max-steps", "APPRENTICE_MAX_STEPS"); every sentence
 * of an error begins with it and says what would be accepted.
 */
#ifndef CONFIG_VALUE_H
#define CONFIG_VALUE_H

#include "config/options.h"

struct option_value {
	bool set;
	bool boolean;
	long integer;
	double number;
	int width, height;
	char *text;   /* TEXT, NAME, URL, CHOICE; owned */
	char **items; /* LIST, SETTINGS; owned, NULL-terminated once set */
	size_t item_count;
};

void option_value_release(struct option_value *value);

/* Fills *value, which must be released or zeroed; on error it stays as it is. LIST and SETTINGS
 * are split at `separator` (0: the whole text is one item), and added to what is there. */
int option_value_parse(const struct option_row *row, const char *origin, const char *text,
	char separator, struct option_value *value, struct error *error);

/* Calls `visit` with each word of "a|b|c". Stops at and returns the first true. */
bool option_choice_any(const char *choices,
	bool (*visit)(void *context, const char *word, size_t length), void *context);
/* "a, b or c". Heap text. */
char *option_choices_text(const char *choices);

#endif
