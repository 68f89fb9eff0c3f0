#include "policy/policy.h"

#include <math.h>
#include <stdlib.h>

enum { ALTERNATIVES_STORED = 5 }; /* in a step record */

int policy_decide(struct policy *policy, const struct policy_input *input, struct arena *arena,
	struct decision *decision, struct error *error)
{
	*decision = (struct decision){.policy = policy->type->name};
	return policy->type->decide(policy, input, arena, decision, error);
}

void policy_free(struct policy *policy)
{
	if (policy)
		policy->type->free(policy);
}

static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;
	if (left->probability != right->probability)
		return left->probability > right->probability ? -1 : 1;
	return left->action.element < right->action.element
		       ? -1
		       : left->action.element > right->action.element;
}

void decision_complete(struct decision *decision)
{
	size_t count = decision->candidate_count;
	double sum = 0;
	decision->entropy = 0;
	decision->confidence = count > 0;
	for (size_t i = 0; i < count; i++)
		sum += decision->candidates[i].probability;
	if (sum <= 0)
		return;
	for (size_t i = 0; i < count; i++) {
		double probability = decision->candidates[i].probability /= sum;
		decision->entropy -= probability > 0 ? probability * log(probability) : 0;
	}
	if (count > 1)
		decision->confidence = 1 - decision->entropy / log((double)count);
	qsort(decision->candidates, count, sizeof(*decision->candidates), compare_candidates);
	if (count > POLICY_CANDIDATES_MAXIMUM)
		decision->candidate_count = POLICY_CANDIDATES_MAXIMUM;
}

/* Three decimals tell all that anyone will read out of a record. */
static json_t *rounded(double value)
{
	return json_real(round(value * 1000) / 1000);
}

static json_t *candidate_to_json(
	const struct candidate *candidate, const struct observation *observation)
{
	json_t *object = json_object();
	char *description = action_describe(&candidate->action, observation);
	json_object_set_new(object, "action", json_text_new(description));
	json_object_set_new(object, "probability", rounded(candidate->probability));
	if (candidate->demonstration_step >= 0)
		json_object_set_new(
			object, "demonstration_step", json_integer(candidate->demonstration_step));
	if (candidate->reason)
		json_object_set_new(object, "reason", json_text_new(candidate->reason));
	free(description);
	return object;
}

static json_t *shadow_to_json(const struct shadow *shadow)
{
	json_t *object = json_object();
	json_object_set_new(object, "agrees", json_boolean(shadow->agrees));
	json_object_set_new(object, "kl", rounded(shadow->divergence));
	json_object_set_new(object, "confidence", rounded(shadow->confidence));
	return object;
}

json_t *decision_to_json(const struct decision *decision, const struct observation *observation)
{
	json_t *object = json_object(), *others = json_array();
	json_object_set_new(object, "policy", json_text_new(decision->policy));
	json_object_set_new(object, "confidence", rounded(decision->confidence));
	json_object_set_new(object, "entropy", rounded(decision->entropy));
	json_object_set_new(
		object, "candidates", json_integer((json_int_t)decision->candidate_count));
	if (decision->candidate_count > 0)
		json_object_set_new(
			object, "chosen", candidate_to_json(&decision->candidates[0], observation));
	for (size_t i = 1; i < decision->candidate_count && i <= ALTERNATIVES_STORED; i++)
		json_array_append_new(
			others, candidate_to_json(&decision->candidates[i], observation));
	json_object_set_new(object, "alternatives", others);
	if (decision->shadow)
		json_object_set_new(object, "shadow", shadow_to_json(decision->shadow));
	return object;
}
