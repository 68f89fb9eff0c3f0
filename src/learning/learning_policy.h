/*
 * learning_policy.h - a policy that acts as another one does, and tells a learner what it saw.
 *
 * With a shadow, that policy decides each state too, without acting: the decision says how far the two
 * agree (struct shadow).
 */
#ifndef LEARNING_LEARNING_POLICY_H
#define LEARNING_LEARNING_POLICY_H

#include "learning/learner.h"

struct learning_policy_options {
	struct policy *acting; /* borrowed, as all here */
	struct policy *shadow; /* NULL: none */
	struct learner *learner;
};

/* Over all decisions; a state that was looked at again counts each time. */
struct shadow_sum {
	size_t decisions, agreed;
	double divergence; /* sum */
};

struct policy *policy_learning_new(const struct learning_policy_options *options);
struct shadow_sum policy_learning_shadow(const struct policy *policy);

/* How far decision is from what the shadow would have done. Over the candidates that both list; what one
 * does not list counts as what is left of its probability. */
struct shadow shadow_compare(const struct decision *decision, const struct decision *shadow);

#endif
