/*
 * button.h - what a button that closes, confirms or leads on says of itself.
 *
 * Not by synonyms: "OK" and "Close" mean the same under a notice and the opposite under a question.
 * The first telling word of the label decides ("No, continue shopping" refuses).
 */
#ifndef POLICY_BUTTON_H
#define POLICY_BUTTON_H

#include <stdbool.h>

enum button_says {
	BUTTON_OTHER,
	BUTTON_YES,	/* yes, confirm, accept: agrees to something */
	BUTTON_SEEN,	/* ok, got it: agrees, or has taken note */
	BUTTON_CLOSE,	/* close, later, skip: does nothing and goes away */
	BUTTON_NO,	/* no, cancel, keep: takes back what was begun */
	BUTTON_DECLINE, /* decline, reject, only necessary: refuses an offer */
	BUTTON_ON	/* next, continue: leads to the next page */
};

struct button_label {
	enum button_says says;
	const char *word; /* the telling one, folded, static; NULL */
	bool bare;	  /* nothing but telling words: "Cancel", not "Cancel order" */
};

struct button_label button_read(const char *label);

/* It takes back, refuses or goes away, rather than agreeing or leading on. */
bool button_refuses(const struct button_label *label);

#endif
