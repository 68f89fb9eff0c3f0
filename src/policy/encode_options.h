/*
 * encode_options.h - which options of a list the goal and the steps name.
 *
 * A text names an option that says the same; else the only one that has all its words; else the
 * only one that says it in other words. Disabled options are never named.
 */
#ifndef POLICY_ENCODE_OPTIONS_H
#define POLICY_ENCODE_OPTIONS_H

#include "policy/encode_scene.h"

enum { OPTION_WORDS = (OBSERVATION_OPTIONS_MAXIMUM + 63) / 64 };

struct option_set {
	uint64_t bits[OPTION_WORDS];
};

struct named_options {
	const struct element *element;
	size_t count;
	const struct encoded_text *texts[OBSERVATION_OPTIONS_MAXIMUM];
	/* Of each word of the goal, the options that have it, and that have it or a synonym. */
	struct option_set having[GOAL_WORDS_MAX], meaning[GOAL_WORDS_MAX];
};

/* Reads the options of the list at this position. NULL when the arena is full. */
const struct named_options *options_read(const struct scene *scene, size_t position);

/* The option that is named by these words of the goal; -1. `same`: of the span's text as a whole. */
int options_named_by_span(const struct named_options *options, const struct task *task,
	size_t first, size_t last, uint64_t same);
int options_named_by_text(const struct named_options *options, const struct encoded_text *text);

/* Whether the word of the goal or the step at this position tells some option from others. */
bool options_are_named(
	const struct named_options *options, const struct scene *scene, size_t position);

/* What a person sees of it. */
const char *option_text(const struct option *option);

#endif
