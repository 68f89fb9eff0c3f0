/*
 * form_fields.h - the fields that forms of the gym are made of: what they are called, which control
 * they want, and what people put in them.
 */
#ifndef GYM_FORM_FIELDS_H
#define GYM_FORM_FIELDS_H

#include "gym/controls.h"

/* A field as the subject has drawn it; the same on all sites of a task. */
struct known_field {
	int row; /* of the table of usual fields; -1: one of its own */
	struct caption caption;
	enum field_kind kind;
	enum word_kind words; /* of values or choices */
	const char *choices[CHOICES_MAXIMUM];
	size_t choice_count;
};

struct filled {
	const char *value; /* as the field holds it */
	const char *said;  /* as the person writes it */
};

/* Draws so many different fields; at least one. Returns how many. */
size_t known_fields_draw(struct vocabulary *words, struct known_field *fields, size_t count);
void known_field_set_up(const struct known_field *known, struct field *field);
void known_field_fill(struct draft *draft, const struct known_field *known,
	struct vocabulary *words, struct filled *filled);

#endif
