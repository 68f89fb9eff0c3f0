/*
 * nearest.h - the name a person probably meant: "did you mean --goal?"
 */
#ifndef CONFIG_NEAREST_H
#define CONFIG_NEAREST_H

#include <stddef.h>

#define NEAREST_LENGTH_MAXIMUM 64 /* longer texts are near to nothing */

/* The name with the fewest insertions, deletions, changes and swaps of neighbours from `text`, or
 * one that text abbreviates; NULL if none is near enough to be meant. Borrowed from `names`,
 * which is NULL-terminated. */
const char *nearest_name(const char *text, const char *const *names);

/* The distance just described; more than NEAREST_LENGTH_MAXIMUM for longer texts. */
size_t nearest_distance(const char *a, const char *b);

#endif
