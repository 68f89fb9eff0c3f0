#include "learning/learner_parts.h"

#include "learning/adapter.h"

#include <stdio.h>

/* ---- evidence ---- */

static double norm_of(const struct learner *learner)
{
	const struct learner_state *state = &learner->state;
	struct adapter adapter = {state->table, state->adapter, state->identity.scale};
	return adapter_norm(&adapter);
}

static bool is_finite(const struct learner *learner)
{
	const struct learner_state *state = &learner->state;
	return !tensors_find_not_finite(state->table, state->adapter) &&
	       (!state->teacher || !tensors_find_not_finite(state->table, state->teacher));
}

static int take_advantage(
	struct learner *learner, struct gate_evidence *evidence, struct error *error)
{
	const struct replay_buffer *recent = &learner->recent;
	size_t most = learner->options.advantage_states, known;
	size_t count = recent->count < most ? recent->count : most;
	evidence->advantage_known = true;
	return distil_advantage(&learner->distiller, recent->states + recent->count - count, count,
		&evidence->advantage, &known, error);
}

/* The advantage costs passes of the network, so it is looked at only where nothing else speaks
 * against learning. */
static int ask_gate(struct learner *learner, struct gate_evidence *evidence,
	enum gate_refusal *answer, struct error *error)
{
	const struct gate_options *gate = &learner->options.gate;
	struct gate_state trial = learner->store.state.gate;
	evidence->norm = norm_of(learner);
	evidence->advantage_known = false;
	evidence->advantage = 0;
	if (gate_should_update(gate, &trial, evidence) == GATE_ALLOWED) {
		int code = take_advantage(learner, evidence, error);
		if (code)
			return code;
	}
	*answer = gate_should_update(gate, &learner->store.state.gate, evidence);
	return 0;
}

/* ---- judging ---- */

/* Deciding otherwise than the frozen policy is to its credit where the run succeeded. */
static void credit_shadow(struct learner *learner, bool success)
{
	const struct visiting *visiting = &learner->visiting;
	learner->shadow_decisions += visiting->compared;
	learner->shadow_sum += success ? (double)visiting->differed : -(double)visiting->differed;
}

static bool judge(struct learner *learner, bool not_finite)
{
	struct window_evidence evidence = {
		.not_finite = not_finite, .shadow_decisions = learner->shadow_decisions};
	if (learner->shadow_decisions > 0)
		evidence.shadow_gain = learner->shadow_sum / (double)learner->shadow_decisions;
	struct window_decision decision =
		window_judge(&learner->options.window, &learner->store.state.window, &evidence);
	if (decision.verdict == WINDOW_ROLLBACK)
		learner_roll_back(learner, &decision);
	else if (decision.verdict != WINDOW_NOTHING)
		learner_save(learner, &decision);
	return decision.verdict == WINDOW_ROLLBACK;
}

/* ---- updates ---- */

static int draw_rehearsal(struct learner *learner, struct error *error)
{
	const struct learner_options *options = &learner->options;
	struct replay_buffer *bank = &learner->rehearsal;
	int code = 0;
	while (options->rehearse && bank->count < options->rehearse_states && !code) {
		struct experience state;
		code = options->rehearse(options->rehearse_context, &state, error);
		if (!code)
			replay_buffer_add(bank, &state);
	}
	return code;
}

/* *more: whether the gate may be asked again. */
static int update(struct learner *learner, double advantage, deadline_ms deadline, bool *more,
	struct error *error)
{
	const struct gate_options *gate = &learner->options.gate;
	struct store_state *state = &learner->store.state;
	struct distil_material material = {learner->recent.states, learner->recent.count,
		learner->rehearsal.states, learner->rehearsal.count};
	struct distil_report report;
	int code = distil_update(
		&learner->distiller, &material, gate->steps_per_update, deadline, &report, error);
	*more = false;
	if (code)
		return code;
	if (report.steps == 0 && report.fault == DISTIL_FINE) {
		learner_tell(learner, LEARNER_TROUBLE,
			"Nothing of this run can be said without the demonstration, so nothing was "
			"learned.");
		return 0;
	}
	gate_updated(&state->gate, report.steps);
	window_updated(&learner->options.window, &state->window);
	learner->state.updates++;
	learner->unsaved++;
	struct learner_event *event = learner_tell(learner, LEARNER_UPDATED, "");
	event->update = report;
	event->advantage = advantage;
	if (report.fault != DISTIL_FINE) {
		snprintf(event->reason, sizeof(event->reason), "Not finite: %s.",
			distil_fault_name(report.fault));
		judge(learner, true);
	} else if (state->gate.updates_used >= gate->update_budget) {
		learner_stop(learner, GATE_BUDGET);
	} else if (norm_of(learner) >= gate->max_norm) {
		learner_stop(learner, GATE_NORM);
	} else {
		*more = !report.out_of_time;
	}
	return 0;
}

static int learn(struct learner *learner, struct gate_evidence *evidence, struct error *error)
{
	const struct learner_options *options = &learner->options;
	deadline_ms deadline =
		options->slice_ms ? deadline_in(options->slice_ms) : DISTIL_NO_DEADLINE;
	bool more = true;
	int code = 0;
	for (size_t i = 0; i < options->updates_per_outcome && more && !code; i++) {
		enum gate_refusal answer;
		code = ask_gate(learner, evidence, &answer, error);
		if (code)
			break;
		if (answer != GATE_ALLOWED) {
			struct learner_event *event = learner_tell(
				learner, LEARNER_REFUSED, gate_refusal_sentence(answer));
			event->refusal = answer;
			event->advantage = evidence->advantage;
			break;
		}
		code = draw_rehearsal(learner, error);
		if (!code)
			code = update(learner, evidence->advantage, deadline, &more, error);
	}
	return code;
}

/* ---- outcomes ---- */

static void leave_run(struct learner *learner, bool success)
{
	struct visiting *visiting = &learner->visiting;
	if (success)
		replay_buffer_take(&learner->recent, &visiting->states);
	replay_buffer_clear(&visiting->states);
	*visiting = (struct visiting){.states = visiting->states};
}

int learner_outcome(struct learner *learner, enum outcome outcome, struct error *error)
{
	const struct visiting *visiting = &learner->visiting;
	bool success = outcome == OUTCOME_SUCCESS;
	bool verified = success || outcome == OUTCOME_FAILURE;
	struct gate_evidence evidence = {.standing = learner->standing,
		.outcome = outcome,
		.entropy =
			visiting->decisions ? visiting->entropy / (double)visiting->decisions : 1};
	if (!learner->options.train)
		return 0;
	if (verified && learner->standing == GATE_ALLOWED) {
		gate_outcome(&learner->store.state.gate, outcome);
		window_add(&learner->options.window, &learner->store.state.window, success);
		credit_shadow(learner, success);
		judge(learner, !is_finite(learner));
		evidence.standing = learner->standing;
	}
	leave_run(learner, success);
	return learn(learner, &evidence, error);
}
