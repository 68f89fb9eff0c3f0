/*
 * controls.h - the same choice made through another control: radios that became a list, a list that
 * became a button with a menu or a row of buttons, a list one types into, and back.
 */
#ifndef POLICY_CONTROLS_H
#define POLICY_CONTROLS_H

#include "policy/policy.h"
#include "policy/wanted.h"

struct choice_query {
	const struct policy_input *input;
	const struct wanted *wanted; /* the recorded control, or the recorded option itself */
	const char *value;	     /* what is chosen, in this run's words */
	bool given;		     /* the goal gave them: other words for it are not it */
	const char *opener;	     /* the label of what was opened to choose it; NULL */
};

struct choice {
	struct action action; /* its value is borrowed from query or page, or a literal */
	const struct element *element;
	bool opens; /* it only opens the list: the choice itself is still to come */
};

/* False if nothing offers the value, or several things do equally well. */
bool choose_otherwise(const struct choice_query *query, struct choice *choice);

/* The option of a native list that this value means: the same, or the only one that has it or, with
 * a lexicon, says it in other words. NULL. */
const struct option *option_meant(
	const struct lexicon *lexicon, const struct element *element, const char *value);

/* One of several: a radio, an option of a list, an item of a menu. */
bool element_is_option(const struct element *element);
/* It shows a list to choose from when it is clicked or typed into. */
bool element_opens_list(const struct element *element);

#endif
