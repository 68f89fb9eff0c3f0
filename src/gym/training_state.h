/*
 * training_state.h - a training in the middle, as a file that it can be continued from.
 *
 * A safetensors file: "average.", "weights.", "mean." and "square." are buffers of the network's
 * table; the metadata hold the step, the totals, the shape and the curve.
 */
#ifndef GYM_TRAINING_STATE_H
#define GYM_TRAINING_STATE_H

#include "gym/training.h"
#include "tensor/adamw.h"

struct training_state {	     /* all borrowed */
	struct model *model; /* with the average as its values */
	real *values;
	struct adamw *adamw;
	struct training_result *result;
	uint64_t total; /* decisions planned; 0: not known */
};

int training_state_save(const struct training_state *state, const char *path, struct error *error);

/* Fills what the state points to, which has the right sizes already. INPUT: another network, or
 * a damaged file; NOT_FOUND. */
int training_state_load(struct training_state *state, const char *path, struct error *error);

#endif
