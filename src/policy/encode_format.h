/*
 * encode_format.h - the form in which a field wants a text: what a person says as "12 May 2027" a date
 * field takes as "2027-05-12".
 */
#ifndef POLICY_ENCODE_FORMAT_H
#define POLICY_ENCODE_FORMAT_H

#include "base/date.h"
#include "observation/observation.h"

enum text_form {
	FORM_PLAIN, /* as it is said; dates in the field's style if it shows one */
	FORM_DATE,
	FORM_MONTH,
	FORM_WEEK,
	FORM_TIME,
	FORM_DATE_TIME,
	FORM_NUMBER,
	FORM_COLOR
};

struct text_format {
	enum text_form form;
	enum date_style style; /* of FORM_PLAIN: DATE_STYLE_COUNT for none */
};

struct text_format format_of_field(const struct element *element);
bool formats_equal(struct text_format a, struct text_format b);

/* The text as the field takes it, in the arena or the text itself. NULL if it is none that the field
 * takes, or when the arena is full. */
const char *format_text(struct text_format format, const char *text, struct arena *arena);

#endif
