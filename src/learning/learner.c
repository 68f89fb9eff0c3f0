#include "learning/learner_parts.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

const struct learner_options learner_defaults = {
	.updates_per_outcome = 4,
	.slice_ms = 10000,
	.buffer_states = 256,
	.buffer_bytes = (size_t)256 << 20,
	.advantage_states = 32,
	.rehearse_states = 128,
};

static const char *const event_names[LEARNER_EVENT_KINDS] = {
	[LEARNER_RESUMED] = "resumed",
	[LEARNER_TROUBLE] = "trouble",
	[LEARNER_REFUSED] = "refused",
	[LEARNER_UPDATED] = "updated",
	[LEARNER_SAVED] = "saved",
	[LEARNER_BEST] = "best",
	[LEARNER_ROLLED_BACK] = "rolled-back",
	[LEARNER_STOPPED] = "stopped",
};

const char *learner_event_name(enum learner_event_kind kind)
{
	return event_names[kind];
}

int learner_options_check(const struct learner_options *options, struct error *error)
{
	int code = gate_options_check(&options->gate, error);
	if (!code)
		code = window_options_check(&options->window, error);
	if (!code)
		code = distil_options_check(&options->distil, error);
	if (!code && (options->buffer_states == 0 || options->slice_ms < 0))
		code = error_set(error, ERROR_INPUT,
			"Learning must keep at least one state, and the time for it must not be "
			"negative.");
	return code;
}

/* ---- events ---- */

struct learner_event *learner_tell(
	struct learner *learner, enum learner_event_kind kind, const char *reason)
{
	if (learner->event_count == learner->event_capacity) {
		learner->event_capacity = learner->event_capacity ? 2 * learner->event_capacity : 8;
		learner->events = memory_resize(
			learner->events, learner->event_capacity, sizeof(*learner->events));
	}
	struct learner_event *event = &learner->events[learner->event_count++];
	*event = (struct learner_event){.kind = kind};
	memcpy(event->adapter, learner->store.state.active, sizeof(event->adapter));
	memcpy(event->reason, reason, text_cut(reason, strlen(reason), sizeof(event->reason) - 1));
	return event;
}

const struct learner_event *learner_events(const struct learner *learner, size_t *count)
{
	*count = learner->event_count;
	return learner->events;
}

/* ---- opening ---- */

void learner_restart(struct learner *learner)
{
	struct learner_state *state = &learner->state;
	size_t size = state->table->total * sizeof(real);
	struct random random;
	random_seed(&random, learner->options.distil.seed);
	memset(state->adapter, 0, size);
	tensors_start(state->table, state->adapter, &random);
	memset(state->adamw->mean, 0, size);
	memset(state->adamw->square, 0, size);
	state->adamw->steps = 0;
	state->updates = state->steps = 0;
	state->temperature = learner->model->temperature;
	distil_refresh_teacher(&learner->distiller);
}

static int make_state(struct learner *learner, struct error *error)
{
	const struct network *network = &learner->model->network;
	const struct tensors *table = &network->adapter;
	bool frozen = learner->options.distil.teacher == DISTIL_FROZEN;
	learner->state = (struct learner_state){
		.identity = {.encoder = ENCODER_VERSION,
			.rank = network->query.rank,
			.scale = (double)network->query.scale},
		.table = table,
		.adapter = tensors_buffer_new(table),
		.adamw = &learner->adamw,
		.teacher = frozen ? NULL : tensors_buffer_new(table),
		.temperature = learner->model->temperature,
	};
	memcpy(learner->state.identity.base, learner->model->hash,
		sizeof(learner->state.identity.base));
	if (!learner->state.adapter || (!frozen && !learner->state.teacher))
		return error_set(error, ERROR_LIMIT, "There is no memory for an adapter.");
	return adamw_init(&learner->adamw, table, error);
}

int learner_open(struct learner **out, const struct learner_options *options,
	const struct model *model, struct error *error)
{
	*out = NULL;
	int code = learner_options_check(options, error);
	if (code)
		return code;
	struct learner *learner = memory_new(1, sizeof(*learner));
	learner->options = *options;
	learner->model = model;
	learner->maker = experience_maker_new();
	replay_buffer_init(&learner->recent, options->buffer_states, options->buffer_bytes);
	replay_buffer_init(
		&learner->visiting.states, options->buffer_states, options->buffer_bytes);
	replay_buffer_init(&learner->rehearsal, SIZE_MAX, SIZE_MAX);
	code = make_state(learner, error);
	if (!code)
		code = distiller_init(&learner->distiller, &options->distil, &model->network,
			model->values, &learner->state, error);
	if (code) {
		learner_free(learner);
		return code;
	}
	learner_restart(learner);
	learner_store_open(learner);
	*out = learner;
	return 0;
}

void learner_close(struct learner *learner)
{
	learner_store_close(learner);
}

void learner_free(struct learner *learner)
{
	if (!learner)
		return;
	learner_store_close(learner);
	distiller_release(&learner->distiller);
	adamw_release(&learner->adamw);
	free(learner->state.adapter);
	free(learner->state.teacher);
	experience_maker_free(learner->maker);
	replay_buffer_release(&learner->visiting.states);
	replay_buffer_release(&learner->recent);
	replay_buffer_release(&learner->rehearsal);
	free(learner->events);
	free(learner);
}

/* ---- looking ---- */

bool learner_is_adapted(const struct learner *learner)
{
	return learner->state.steps > 0;
}

const real *learner_adapter(const struct learner *learner)
{
	bool may_change = learner->options.train;
	return may_change || learner_is_adapted(learner) ? learner->state.adapter : NULL;
}

const struct store_state *learner_store_state(const struct learner *learner)
{
	return &learner->store.state;
}

const struct gate_options *learner_gate(const struct learner *learner)
{
	return &learner->options.gate;
}

/* ---- a run's states ---- */

/* The page was looked at again before anything was done. */
static void forget_newest(struct visiting *visiting)
{
	if (visiting->newest_kept)
		replay_buffer_drop_newest(&visiting->states);
	visiting->entropy -= visiting->newest_entropy;
	visiting->compared -= visiting->newest_compared;
	visiting->differed -= visiting->newest_differed;
	visiting->decisions--;
}

void learner_visit(
	struct learner *learner, const struct policy_input *input, const struct decision *decision)
{
	struct visiting *visiting = &learner->visiting;
	struct experience state;
	if (!learner->options.train || learner->standing != GATE_ALLOWED)
		return;
	if (visiting->decisions > 0 && visiting->newest_history == input->history_count)
		forget_newest(visiting);
	visiting->newest_history = input->history_count;
	visiting->newest_entropy = 1 - decision->confidence;
	visiting->newest_compared = decision->shadow != NULL;
	visiting->newest_differed = decision->shadow && !decision->shadow->agrees;
	visiting->entropy += visiting->newest_entropy;
	visiting->compared += visiting->newest_compared;
	visiting->differed += visiting->newest_differed;
	visiting->decisions++;
	visiting->newest_kept =
		experience_make(&state, learner->maker, input, learner->options.student_shown,
			&decision->candidates[0].action, NULL) == 0;
	if (visiting->newest_kept)
		replay_buffer_add(&visiting->states, &state);
}
