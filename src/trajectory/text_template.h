/*
 * text_template.h - sentences with holes: "Order {order} was shipped on *".
 *
 * "{name}" stands for a parameter's value in any of its forms, where it stands for itself (value.h);
 * "*" for any run of characters within the line, at most 200 bytes. The rest is compared without
 * regard to case and the amount of white space.
 */
#ifndef TRAJECTORY_TEXT_TEMPLATE_H
#define TRAJECTORY_TEXT_TEMPLATE_H

#include "trajectory/lexicon.h"
#include "trajectory/parameters.h"

#include <stdbool.h>

enum template_extent {
	TEMPLATE_ANYWHERE, /* as whole words */
	TEMPLATE_SENTENCE  /* a whole sentence or line of the text */
};

bool template_matches(const char *pattern, const struct parameters *values, const char *text,
	enum template_extent extent);

/* The sentence says the same in other words: the same values in the same order, every other word of
 * either a synonym of one in the other. A word of negation never passes. */
bool template_resembles(const char *pattern, const struct parameters *values, const char *text,
	const struct lexicon *lexicon);

/* The template of a text: values of parameters become slots, dates and words with digits "*".
 * Heap text. */
char *template_new(const char *text, const struct parameters *parameters);

/* Does the template have the slot "{name}"? */
bool template_has_slot(const char *pattern, const char *name);
/* It has words of its own, not only holes. */
bool template_says_something(const char *pattern);

#endif
