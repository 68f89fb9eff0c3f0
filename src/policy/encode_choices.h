/*
 * encode_choices.h - the texts that a move may take: words of the goal, what a demonstration's step
 * typed or chose in this run's values, what an element of the page says.
 */
#ifndef POLICY_ENCODE_CHOICES_H
#define POLICY_ENCODE_CHOICES_H

#include "policy/encode_format.h"
#include "policy/encode_options.h"
#include "policy/encode_scene.h"

enum {
	COPIED_ELEMENTS = 48, /* whose text may be typed */
	CHOICE_SETS_MAX = ELEMENTS_SHOWN_MAX + 8
};

enum source_use {
	SOURCE_TEXT,   /* may be typed, and names options */
	SOURCE_CHOICE, /* what a step chose by a click: names options, but is not typed */
	SOURCE_FILES   /* what a step uploaded */
};

/* A text as it is said. Several sources may come to one outcome. */
struct source {
	uint8_t kind; /* enum entry_source */
	enum source_use use;
	uint16_t first, last; /* positions */
	const char *text;
	uint64_t same; /* of a span, as in encoded_text */
};

struct choices;

/* Works on one scene after another. */
struct choices *choices_new(void);
void choices_free(struct choices *choices);
/* Collects the sources of a scene. LIMIT when its arena is full, as for all below. */
int choices_start(struct choices *choices, const struct scene *scene, struct error *error);

/* The set for a field of this format -> its index, shared by all fields of the format; or
 * MOVE_WITHOUT_TEXT if there is nothing to type. */
int choices_for_field(
	struct choices *choices, struct text_format format, size_t *set, struct error *error);
/* The set for a list, by its options. */
int choices_for_list(struct choices *choices, const struct named_options *options, size_t *set,
	struct error *error);
/* The set for a field that takes files: what looks like the name of one. */
int choices_for_files(struct choices *choices, size_t *set, struct error *error);
/* The set for a dialog that asks for a text: "accept:" and the text. */
int choices_for_prompt(struct choices *choices, size_t *set, struct error *error);

/* Copies of all sets and of their outcomes' texts, in the scene's arena. */
int choices_finish(struct choices *choices, struct encoding *encoding,
	const char *const *const **outcomes, struct error *error);

#endif
