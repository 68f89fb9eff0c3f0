/*
 * names.h - lists of names for things to click, as a family's subject or data has them, and what
 * pages say when something was done.
 */
#ifndef GYM_NAMES_H
#define GYM_NAMES_H

#include "gym/draft.h"

enum { NAMES_MAXIMUM = 16 };

/* Different names of one kind, so many as between least and most. */
size_t draw_names(struct vocabulary *words, const char **names, size_t least, size_t most);
size_t draw_names_of(struct vocabulary *words, const char **names, enum word_kind kind,
	size_t least, size_t most);
/* Labels as interfaces have them: "OK", "Print". Some of them are the subject's. */
size_t draw_commands(struct draft *draft, const char **names);
/* "A, B and C" as the person lists things; any other way of joining them, by seed of the goal. */
const char *list_text(struct draft *draft, const char *const *items, size_t count);
/* What is said when something was done to it; NULL where a site says nothing. */
const char *notice(struct draft *draft, const char *about);

#endif
