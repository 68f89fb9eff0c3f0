/*
 * encode_moves.h - the legal moves of a scene, and what each means as an action.
 *
 * Every action is one that action_check() lets pass: elements are enabled and offer the operation,
 * options exist. While a dialog of the browser is open, it can only be answered.
 */
#ifndef POLICY_ENCODE_MOVES_H
#define POLICY_ENCODE_MOVES_H

#include "policy/encode_choices.h"
#include "policy/encode_fit.h"

enum { ALIKE_MAX = 6 };

/* An undone step of the window, as far as actions are recognised as carrying it out. */
struct planned {
	int step;   /* of the plan */
	int number; /* for people, as the demonstration counts: from 1 */
	enum action_kind kind;
	uint32_t best;		   /* id of the element that fits best; 0 */
	uint32_t alike[ALIKE_MAX]; /* ids of others that may be meant; 0 ends */
	uint64_t label, value_key; /* `same` of the texts; 0: blank */
	const char *value;
};

/* What is known of an encoding's moves beyond their numbers. In the scene's arena. */
struct encoded_detail {
	const struct action *actions; /* [move_count]; the value of one with a text is "" */
	const int *shown;	      /* [move_count]: the step that is done as shown; -1 */
	struct planned planned[WINDOW_MAX];
	size_t planned_count; /* from the next step on, then those that were skipped */
};

int moves_make(struct page_encoding *page, const struct scene *scene, const struct fits *fits,
	struct choices *choices, struct error *error);

/* The planned step that the action carries out; NULL. `label`: `same` of its element's words. */
const struct planned *planned_for(const struct encoded_detail *detail, const struct action *action,
	const struct element *element, uint64_t label, uint64_t value);

#endif
