#include "learning/learning_policy.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_PROBABILITY 1e-6

struct policy_learning {
	struct policy policy;
	struct policy_type type; /* called as the acting one */
	struct learning_policy_options options;
	struct shadow_sum sum;
};

/* ---- comparing ---- */

static bool is_same(const struct action *a, const struct action *b)
{
	return a->kind == b->kind && a->element == b->element && strcmp(a->value, b->value) == 0;
}

static double left_over(const struct decision *decision)
{
	double left = 1;
	for (size_t i = 0; i < decision->candidate_count; i++)
		left -= decision->candidates[i].probability;
	return fmax(left, LEAST_PROBABILITY);
}

static double probability_of(const struct decision *decision, const struct action *action)
{
	for (size_t i = 0; i < decision->candidate_count; i++)
		if (is_same(&decision->candidates[i].action, action))
			return fmax(decision->candidates[i].probability, LEAST_PROBABILITY);
	return left_over(decision);
}

struct shadow shadow_compare(const struct decision *decision, const struct decision *shadow)
{
	double sum = 0;
	for (size_t i = 0; i < decision->candidate_count; i++) {
		const struct candidate *candidate = &decision->candidates[i];
		if (candidate->probability > 0)
			sum += candidate->probability *
			       log(candidate->probability /
				       probability_of(shadow, &candidate->action));
	}
	return (struct shadow){
		.agrees = is_same(&decision->candidates[0].action, &shadow->candidates[0].action),
		.divergence = fmax(sum, 0),
		.confidence = shadow->confidence,
	};
}

/* ---- deciding ---- */

/* A shadow that cannot decide does not agree, and is not sure of anything. */
static int look_on(struct policy_learning *self, const struct policy_input *input,
	struct arena *arena, struct decision *decision, struct error *error)
{
	struct decision other;
	struct shadow *shadow = arena_take(arena, 1, sizeof(*shadow));
	if (!shadow)
		return error_set(
			error, ERROR_LIMIT, "A decision needs more memory than a step may use.");
	if (policy_decide(self->options.shadow, input, arena, &other, NULL) == 0)
		*shadow = shadow_compare(decision, &other);
	decision->shadow = shadow;
	self->sum.decisions++;
	self->sum.agreed += shadow->agrees;
	self->sum.divergence += shadow->divergence;
	return 0;
}

static int decide(struct policy *policy, const struct policy_input *input, struct arena *arena,
	struct decision *decision, struct error *error)
{
	struct policy_learning *self = (struct policy_learning *)policy;
	int code = policy_decide(self->options.acting, input, arena, decision, error);
	if (!code && self->options.shadow)
		code = look_on(self, input, arena, decision, error);
	if (!code)
		learner_visit(self->options.learner, input, decision);
	return code;
}

static void release(struct policy *policy)
{
	free(policy);
}

struct policy *policy_learning_new(const struct learning_policy_options *options)
{
	struct policy_learning *self = memory_new(1, sizeof(*self));
	self->type = (struct policy_type){options->acting->type->name, decide, release};
	self->policy.type = &self->type;
	self->options = *options;
	return &self->policy;
}

struct shadow_sum policy_learning_shadow(const struct policy *policy)
{
	return ((const struct policy_learning *)policy)->sum;
}
