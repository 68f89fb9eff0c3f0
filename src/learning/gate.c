#include "learning/gate.h"

#include <math.h>

static const struct {
	const char *name, *sentence;
} refusals[GATE_REFUSAL_COUNT] = {[GATE_ALLOWED] = {"allowed", ""},
#define GATE_ROW(name, text, sentence) [GATE_##name] = {text, sentence},
	GATE_REFUSALS(GATE_ROW)
#undef GATE_ROW
};

const struct gate_options gate_defaults = {
	.entropy_max = 0.5,
	.warm_up = 1,
	.cool_down = 5,
	.update_budget = 100,
	.steps_per_update = 8,
	.max_norm = 30,
	.least_advantage = 0.01,
};

const char *gate_refusal_name(enum gate_refusal refusal)
{
	return refusals[refusal].name;
}

const char *gate_refusal_sentence(enum gate_refusal refusal)
{
	return refusals[refusal].sentence;
}

int gate_options_check(const struct gate_options *options, struct error *error)
{
	if (!(options->entropy_max >= 0 && options->entropy_max <= 1))
		return error_set(error, ERROR_INPUT,
			"The largest entropy to learn at must be from 0 to 1, not %g.",
			options->entropy_max);
	if (options->steps_per_update == 0)
		return error_set(error, ERROR_INPUT, "An update must have at least one step.");
	if (!(options->max_norm > 0 && isfinite(options->max_norm)))
		return error_set(error, ERROR_INPUT,
			"The largest norm of an adapter must be above 0, not %g.",
			options->max_norm);
	if (!isfinite(options->least_advantage))
		return error_set(
			error, ERROR_INPUT, "The advantage that a teacher needs must be a number.");
	return 0;
}

static bool is_verified(enum outcome outcome)
{
	return outcome == OUTCOME_SUCCESS || outcome == OUTCOME_FAILURE;
}

static enum gate_refusal refusal_of(const struct gate_options *options,
	const struct gate_state *state, const struct gate_evidence *evidence)
{
	if (evidence->standing != GATE_ALLOWED)
		return evidence->standing;
	if (!is_verified(evidence->outcome))
		return GATE_NOT_VERIFIED;
	if (evidence->outcome != OUTCOME_SUCCESS)
		return GATE_NOT_SUCCESSFUL;
	if (state->updates_used >= options->update_budget)
		return GATE_BUDGET;
	if (evidence->norm >= options->max_norm)
		return GATE_NORM;
	if (state->cool_down_left > 0)
		return GATE_COOL_DOWN;
	if (state->outcomes < options->warm_up)
		return GATE_WARM_UP;
	if (isnan(evidence->entropy) || isnan(evidence->norm))
		return GATE_NOT_FINITE;
	if (evidence->entropy > options->entropy_max)
		return GATE_ENTROPY;
	/* NaN is no advantage either. */
	if (evidence->advantage_known && !(evidence->advantage >= options->least_advantage))
		return GATE_NO_ADVANTAGE;
	return GATE_ALLOWED;
}

enum gate_refusal gate_should_update(const struct gate_options *options, struct gate_state *state,
	const struct gate_evidence *evidence)
{
	enum gate_refusal refusal = refusal_of(options, state, evidence);
	state->refused[refusal]++;
	return refusal;
}

void gate_outcome(struct gate_state *state, enum outcome outcome)
{
	if (!is_verified(outcome))
		return;
	state->outcomes++;
	if (state->cool_down_left > 0)
		state->cool_down_left--;
}

void gate_updated(struct gate_state *state, uint64_t steps)
{
	state->updates_used++;
	state->updates++;
	state->steps += steps;
}

void gate_rolled_back(const struct gate_options *options, struct gate_state *state)
{
	state->cool_down_left = options->cool_down;
}

void gate_reset_budget(struct gate_state *state)
{
	state->updates_used = 0;
}

double gate_relative_entropy(double entropy, size_t candidates)
{
	return candidates > 1 ? entropy / log((double)candidates) : 0;
}
