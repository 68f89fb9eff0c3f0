/*
 * mention.h - where the goal names what a recorded step typed, chose or clicked; the groundwork of
 * parameters_propose().
 */
#ifndef TRAJECTORY_MENTION_H
#define TRAJECTORY_MENTION_H

#include "trajectory/lexicon.h"
#include "trajectory/trajectory.h"

struct mention {
	size_t start, length; /* bytes in the goal */
	const struct step *step;
	char *field; /* owned: the label of the control, group or column; "" */
};

struct mentions {
	struct mention *items; /* owned, in the order of the steps */
	size_t count;
};

void mentions_find(struct mentions *mentions, const struct trajectory *trajectory,
	const struct lexicon *lexicon);
void mentions_release(struct mentions *mentions);

#endif
