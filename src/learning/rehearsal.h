/*
 * rehearsal.h - states of other tasks, out of the gym's training split: what the adapter learns with
 * is mixed with them, so that it does not forget the rest.
 */
#ifndef LEARNING_REHEARSAL_H
#define LEARNING_REHEARSAL_H

#include "learning/experience.h"

struct rehearsal;

/* All states follow from the seed. */
struct rehearsal *rehearsal_new(uint64_t seed);
void rehearsal_free(struct rehearsal *rehearsal);

/* The next state, to be released; context is a struct rehearsal. For learner_options.rehearse. */
int rehearsal_draw(void *context, struct experience *state, struct error *error);

#endif
