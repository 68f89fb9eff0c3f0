/*
 * field.h - what kind of thing an element is to the hand that works on it, and what a key means
 * there. Private to recorder.
 */
#ifndef RECORDER_FIELD_H
#define RECORDER_FIELD_H

#include "observation/observation.h"

enum field_kind {
	FIELD_NONE,    /* plain text, a picture, the page itself */
	FIELD_CONTROL, /* a button, a link, whatever answers to a click */
	FIELD_LINE,    /* text on one line */
	FIELD_LINES,   /* text on several: textarea, contenteditable */
	FIELD_NUMBER,
	FIELD_SET, /* date-like, range, colour: edited in place, but not as text */
	FIELD_SELECT,
	FIELD_CHECK,
	FIELD_FILE
};

enum key_meaning {
	KEY_IGNORED,  /* explained by the field's value, or without effect on a page */
	KEY_KEPT,     /* an action, unless a change of value explains it */
	KEY_IN_DOUBT, /* an action if the page reacts */
	KEY_TAB	      /* moves the focus; an action if it changed the field it left */
};

enum field_kind field_kind_of(const struct element *target); /* NULL: FIELD_NONE */

/* LINE, LINES and NUMBER: a click only puts the caret there. */
bool field_has_caret(enum field_kind kind);

/* Whether two descriptors are of one field, also when the page has built it anew between them. */
bool field_is_same(const struct element *a, const struct element *b);

enum key_meaning key_meaning_of(const char *chord, enum field_kind kind);

#endif
