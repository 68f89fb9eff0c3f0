/*
 * controls.h - buttons, links, icons and fields of a site, in the roles and markup of its style.
 */
#ifndef GYM_CONTROLS_H
#define GYM_CONTROLS_H

#include "gym/draft.h"

/* --- to be clicked -------------------------------------------------------------------- */

enum button_rank { BUTTON_PLAIN, BUTTON_PRIMARY, BUTTON_SMALL };

/* A button, or what the site has for one: a link, a clickable box. All with the same key are made
 * in the same way. submits: the one that sends its form. */
struct node *add_button(struct draft *draft, struct node *parent, const char *text,
	enum button_rank rank, const char *key);
struct node *add_submit(struct draft *draft, struct node *parent, const char *text);
/* Without a text: known by its icon, class, title or spoken name. */
struct node *add_icon(
	struct draft *draft, struct node *parent, enum phrase phrase, const char *key);
/* page < 0: leads nowhere. */
struct node *add_link(struct draft *draft, struct node *parent, const char *text, int page);

/* --- to be filled in ------------------------------------------------------------------ */

enum field_kind {
	FIELD_TEXT,
	FIELD_LONG_TEXT,
	FIELD_PASSWORD,
	FIELD_NUMBER,
	FIELD_DATE,
	FIELD_CHOICE, /* one of several */
	FIELD_TICK,   /* yes or no */
	FIELD_FILE
};

enum { CHOICES_MAXIMUM = 14 };

struct field {
	struct caption caption;
	enum field_kind kind;
	bool required;
	bool is_small; /* a number that can be stepped to */
	const char *choices[CHOICES_MAXIMUM];
	size_t choice_count;
	const char *present; /* what it holds at first; NULL */
	/* Set by add_field(). */
	struct node *node; /* of radios: NULL */
	struct node *radios[CHOICES_MAXIMUM];
};

/* Adds the field with its label to a form. */
void add_field(struct draft *draft, struct node *form, struct field *field);
/* A list without a label. */
void add_bare_list(struct draft *draft, struct node *form, struct field *field);
/* A choice whose value is in one place: no radios. */
void add_list_field(struct draft *draft, struct node *form, struct field *field);
/* A number with buttons that step it up and down. */
void add_stepper_field(struct draft *draft, struct node *form, struct field *field);
/* What comes up below a text field when something is typed; one of it must be picked. */
void add_suggestions(struct draft *draft, struct node *form, struct node *field,
	const char *const *texts, size_t count);
/* Makes its value part of the task. said: as the person writes it; NULL: as `value`. A tick is
 * wanted "on" or "off". */
struct intent *want_field(
	struct draft *draft, struct field *field, const char *value, const char *said);

#endif
