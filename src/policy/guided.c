#include "policy/guided.h"

#include "base/memory.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PATIENCE = 1 }; /* how often the page is waited for where the rules find nothing */

/* What the rules count for: a step that they recognise; and that all steps are done, which need not
 * be all there is to do. */
static const double rules_weight = 0.9, finish_weight = 0.47;
static const double sure = 0.8; /* confidence at which the network may choose of two */

struct policy_guided {
	struct policy policy;
	struct policy *network, *rules; /* owned */
};

/* A demonstration of another task than today's says nothing certain. */
static bool rules_apply(const struct policy_input *input)
{
	return input->demonstration_count && input->binding && !input->literal &&
	       text_is_blank(input->binding->unexplained);
}

/* ---- mixing ---- */

static struct candidate *find_candidate(
	const struct decision *decision, const struct action *action)
{
	for (size_t i = 0; i < decision->candidate_count; i++)
		if (actions_equal(&decision->candidates[i].action, action))
			return &decision->candidates[i];
	return NULL;
}

static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;
	return (left->probability < right->probability) - (left->probability > right->probability);
}

/* The least likely makes room where there is none. */
static struct candidate *add_candidate(struct decision *decision, const struct candidate *candidate)
{
	bool full = decision->candidate_count == POLICY_CANDIDATES_MAXIMUM;
	struct candidate *added = &decision->candidates[decision->candidate_count - full];
	decision->candidate_count += !full;
	*added = *candidate;
	added->probability = 0;
	return added;
}

/* Of the mixture: what the network keeps of its own entropy, and what the choice between both adds. */
static void measure(struct decision *decision, double weight, double considered)
{
	double p = decision->candidates[0].probability;
	double choice = p < 1 ? -p * log(p) - (1 - p) * log(1 - p) : 0;
	double network = (1 - weight) * decision->entropy;
	decision->entropy = fmin(network + choice, log(considered));
	decision->confidence = considered > 1 ? 1 - decision->entropy / log(considered) : 1;
}

/* decision: the network's, in an array of POLICY_CANDIDATES_MAXIMUM. */
static void mix(struct decision *decision, const struct candidate *rule)
{
	double weight = rule->probability *
			(rule->action.kind == ACTION_FINISH ? finish_weight : rules_weight);
	double considered = fmax(2, (double)decision->candidate_count);
	struct candidate *same = find_candidate(decision, &rule->action);
	if (!same)
		same = add_candidate(decision, rule);
	for (size_t i = 0; i < decision->candidate_count; i++)
		decision->candidates[i].probability *= 1 - weight;
	same->probability += weight;
	same->demonstration_step = rule->demonstration_step;
	same->reason = rule->reason ? rule->reason : same->reason;
	qsort(decision->candidates, decision->candidate_count, sizeof(*decision->candidates),
		compare_candidates);
	measure(decision, weight, considered);
}

/* ---- deciding ---- */

/* What may still come is waited for: a page that is half there looks like another one. Of two that fit
 * equally, none is guessed. */
static bool must_stop(int found, const struct policy_input *input, const struct decision *decision)
{
	return (found == ERROR_NOT_FOUND && input->waits < PATIENCE) ||
	       (found == ERROR_AMBIGUOUS && decision->confidence < sure);
}

static int guided_decide(struct policy *policy, const struct policy_input *input,
	struct arena *arena, struct decision *decision, struct error *error)
{
	struct policy_guided *self = (struct policy_guided *)policy;
	struct decision rules;
	struct error refusal = {0};
	const char *name = decision->policy;
	int code = policy_decide(self->network, input, arena, decision, error);
	decision->policy = name;
	if (!rules_apply(input) || (code && code != ERROR_NOT_FOUND))
		return code;
	int found = policy_decide(self->rules, input, arena, &rules, &refusal);
	if (found == 0 && code == 0)
		mix(decision, &rules.candidates[0]);
	else if (found == 0 && input->observation->element_count > 0)
		*decision = rules; /* the network has tried everything else in vain */
	else if (code == 0 && must_stop(found, input, decision))
		return error_set(error, found, "%s", refusal.message);
	else
		return code;
	decision->policy = name;
	return 0;
}

static void guided_free(struct policy *policy)
{
	struct policy_guided *self = (struct policy_guided *)policy;
	policy_free(self->network);
	policy_free(self->rules);
	free(self);
}

struct policy *policy_guided_new(struct policy *network, struct policy *rules)
{
	static const struct policy_type type = {"native", guided_decide, guided_free};
	struct policy_guided *self = memory_new(1, sizeof(*self));
	*self = (struct policy_guided){{&type}, network, rules};
	return &self->policy;
}
