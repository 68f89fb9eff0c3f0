/*
 * goal_grid.h - the shortest path through the grid of a template goal and a new goal; the engine
 * of goal_align(), of no use elsewhere.
 *
 * Row i of the grid has used the first i elements of the template, column j the first j tokens of
 * the goal. From each cell a literal is matched with a token, dropped, or a token is taken as
 * extra; a slot captures one to many tokens.
 */
#ifndef TRAJECTORY_GOAL_GRID_H
#define TRAJECTORY_GOAL_GRID_H

#include "base/error.h"
#include "trajectory/lexicon.h"
#include "trajectory/parameters.h"
#include "trajectory/tokens.h"

enum goal_step {
	STEP_MATCH,  /* a literal and the same token */
	STEP_SWAP,   /* a literal and another token */
	STEP_DROP,   /* an element with nothing for it */
	STEP_EXTRA,  /* a token that the template does not have */
	STEP_CAPTURE /* a slot and its tokens */
};

/* A literal token of the template, or a slot. */
struct goal_element {
	const struct token *token; /* NULL: a slot */
	int parameter;		   /* of a slot, or of the literal that stands for one; else -1 */
	size_t slot;		   /* which slot, counted from 0 */
};

struct goal_move {
	enum goal_step step;
	size_t element;	     /* the element used; for STEP_EXTRA the next one */
	size_t token, taken; /* the first token used, and how many */
	bool related;	     /* STEP_SWAP: synonyms, or both function words */
};

struct goal_path {
	struct goal_move *moves; /* owned, first move first */
	size_t count;
	double cost;
};

/* LIMIT: the two goals are too long. Parameters' `given` ones are matched leniently. */
int goal_grid_solve(struct goal_path *path, const struct goal_element *elements, size_t count,
	const struct tokens *goal, const struct parameters *parameters, const bool *given,
	const struct lexicon *lexicon, struct error *error);

#endif
