/*
 * encode.h - what a policy is given, as the network sees it: the only door between pages and numbers.
 *
 * Positions, in this order: the decision (with what an open dialog asks); the words of the goal; the
 * steps of an older demonstration, as they were shown; the steps of the newest one's plan (plan.h:
 * unfolded, and with every text in this run's values by the binding), those around the progress
 * when there are too many; the steps done so far, newest last; the elements of the page, those that
 * matter most when there are too many. What was left out is told in `cuts`.
 *
 * Relations carry most of what generalises: which words of one thing stand in another (through the
 * lexicon of synonyms, too), equality, same row, neighbours, and how well an element fits the
 * recorded one of a step (similarity.h). They are computed, not learned; the network learns what
 * they are worth.
 *
 * Training and inference go through this file alike, so a policy never meets an input that is made
 * in another way than those it was trained on. Any change of meaning or order is a new
 * ENCODER_VERSION, and needs new weights.
 */
#ifndef POLICY_ENCODE_H
#define POLICY_ENCODE_H

#include "network/network.h"
#include "policy/policy.h"

#define ENCODER_VERSION 1

enum segment {
	SEGMENT_DECISION,
	SEGMENT_GOAL,	 /* a word of the goal */
	SEGMENT_STEP,	 /* an entry of a demonstration's plan */
	SEGMENT_HISTORY, /* a step of this run */
	SEGMENT_ELEMENT,
	SEGMENT_COUNT
};

/* Kinds of moves, and where they are made. */
enum move_kind {
	MOVE_CLICK,    /* element */
	MOVE_TYPE,     /* element, with a text */
	MOVE_SELECT,   /* element, with a text that names an option */
	MOVE_CHECK,    /* element: to the other state */
	MOVE_UPLOAD,   /* element, with a text that is the name of a file */
	MOVE_AS_SHOWN, /* step: what the demonstration did there, for kinds that have no move of
			    their own (press, hover, drag, navigate, back, tabs, double and right click,
			    scroll); at the element that fits best, if it needs one */
	MOVE_ENTER,    /* decision: press Enter where the focus is */
	MOVE_SCROLL,   /* decision: one screen down */
	MOVE_ACCEPT,   /* decision: answer an open dialog */
	MOVE_DISMISS,
	MOVE_SWITCH_TAB, /* decision: to the newest other tab */
	MOVE_WAIT,	 /* decision */
	MOVE_FINISH,	 /* decision */
	MOVE_KINDS
};

/* The numbers of a network that reads this encoding; width, depth and the like are the caller's. */
void encoder_shape(struct network_shape *shape);
/* INPUT where a network does not read this encoding: its weights were made for another one. */
int encoder_check(const struct network_shape *shape, struct error *error);

/* Holds the lexicon and what was worked out of the newest demonstrations; one per thread. */
struct encoder;

struct encoder *encoder_new(void);
void encoder_free(struct encoder *encoder);

/* Where a position came from. */
struct encoded_position {
	enum segment segment;
	size_t index; /* word of the goal, entry of its plan, index into history or elements */
};

struct encoded_detail;

struct page_encoding {
	struct encoding encoding;
	const struct encoded_position *positions; /* [encoding.positions] */
	const struct element *const *elements;	  /* by position; NULL for others */
	const char *const *const *outcomes; /* [choice_set][outcome]: the text, case and form as the
					       field wants it; of a select the option's label; of
					       a dialog "accept:" and the text */
	const struct cut *cuts;
	size_t cut_count;
	const struct encoded_detail *detail; /* private to the encoder */
};

/* Everything is made in the arena. An empty page is a valid input. LIMIT when the arena is full. */
int encode(struct encoder *encoder, const struct policy_input *input, struct arena *arena,
	struct page_encoding *page, struct error *error);

/* What a move with one of its outcomes (0 where it takes no text) means on this page: an action,
 * the step of the newest plan that it carries out (-1: none), and the reason in words. Texts in the
 * arena. Moves are legal ones, so this is false only when the arena is full. */
bool encoded_action(struct encoder *encoder, const struct policy_input *input,
	const struct page_encoding *page, size_t move, size_t outcome, struct arena *arena,
	struct candidate *candidate);

/* The action alone, without searching the plan and wording a reason; the same action. Always true.
 * Texts borrowed from the page encoding. */
bool encoded_plain_action(
	const struct page_encoding *page, size_t move, size_t outcome, struct action *action);

#endif
