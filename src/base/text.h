/*
 * text.h - UTF-8: validity, lengths, folding, comparison.
 *
 * Texts inside the program are valid UTF-8 and NUL-terminated; what enters from a page
 * or a file is repaired once, at the door, with text_repair().
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes the character at *cursor (before end) and moves the cursor; U+FFFD and one
 * byte forward for an invalid sequence. */
uint32_t text_next(const char **cursor, const char *end);
size_t text_encode(uint32_t character, char out[static 4]); /* bytes written, 1..4 */

bool text_is_valid(const char *text, size_t length); /* a NUL is not */
char *text_repair(const char *text, size_t length);  /* heap copy, bad bytes and NULs -> U+FFFD */
size_t text_cut(
	const char *text, size_t length, size_t maximum_bytes); /* <= maximum, on a boundary */

bool text_is_blank(const char *text); /* NULL, empty, or white space only */
bool text_starts_with(const char *text, const char *prefix);
bool text_ends_with(const char *text, const char *suffix);

/* Lower case for Latin, Greek and Cyrillic letters (final sigma as the other one); other
 * characters as they are. */
uint32_t text_fold_character(uint32_t character);

/* Trimmed, white-space runs as one space, folded: the form in which labels compare. White space
 * is what \s is in JavaScript. NULL counts as an empty text, which every text contains. */
char *text_normalize(const char *text); /* heap */
bool text_equal_normalized(const char *a, const char *b);
bool text_contains_normalized(const char *haystack, const char *needle);

/* Shell glob with '*' (any run, also '/') and '?' over whole texts. */
bool text_glob(const char *pattern, const char *text);

#endif
