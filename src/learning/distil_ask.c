#include "learning/distil_ask.h"

#include <string.h>

/* Texts of moves that are less likely are not looked into. */
#define TEXTS_FLOOR 0.002

struct weights distil_teacher_weights(const struct distiller *distiller)
{
	return (struct weights){
		.backbone = distiller->backbone, .adapter = distiller->learner->teacher};
}

struct weights distil_student_weights(const struct distiller *distiller)
{
	return (struct weights){
		.backbone = distiller->backbone, .adapter = distiller->learner->adapter};
}

static const struct view *view_of(const struct experience *state, bool student)
{
	return student ? &state->student : &state->teacher;
}

/* One pass over some views, ready for distributions. */
static int look(struct distiller *distiller, const struct weights *weights,
	struct experience *const *states, size_t count, bool student, struct error *error)
{
	const struct encoding *encodings[DISTIL_TOGETHER];
	for (size_t i = 0; i < count; i++)
		encodings[i] = &view_of(states[i], student)->encoding;
	int code = network_pass_reserve(distiller->asking, encodings, count, error);
	if (!code)
		network_forward(distiller->asking, weights);
	return code;
}

/* opinion[meanings] of state i of the pass, in an arena of its own. */
static int take_opinion(struct distiller *distiller, const struct weights *weights, size_t i,
	const struct experience *state, bool student, double *opinion, struct error *error)
{
	struct arena arena;
	struct network_distribution distribution;
	const struct view *view = view_of(state, student);
	arena_init(&arena, DISTIL_ARENA_MAX);
	int code = network_distribution(
		distiller->asking, weights, i, 1, TEXTS_FLOOR, &arena, &distribution, error);
	if (!code) {
		memset(opinion, 0, state->meanings * sizeof(*opinion));
		transfer_opinion(&view->encoding, &view->meanings, &distribution, opinion);
	}
	arena_release(&arena);
	return code;
}

static double kept_of(const struct experience *state)
{
	double kept = 0;
	for (size_t a = 0; a < state->meanings; a++)
		if (state->sayable[a])
			kept += state->opinion[a];
	return kept;
}

static int ask_together(struct distiller *distiller, struct experience *const *states, size_t count,
	const struct weights *weights, uint64_t version, struct error *error)
{
	int code = count ? look(distiller, weights, states, count, false, error) : 0;
	for (size_t i = 0; i < count && !code; i++) {
		struct experience *state = states[i];
		code = take_opinion(distiller, weights, i, state, false, state->opinion, error);
		state->kept = kept_of(state);
		state->opinion_of = code ? 0 : version;
	}
	return code;
}

int distil_ask(struct distiller *distiller, struct experience *const *states, size_t count,
	bool frozen, struct error *error)
{
	struct weights weights = {.backbone = distiller->backbone};
	uint64_t version = frozen ? DISTIL_FROZEN_VERSION : distiller->teacher_version;
	struct experience *together[DISTIL_TOGETHER];
	size_t waiting = 0;
	int code = 0;
	if (!frozen)
		weights = distil_teacher_weights(distiller);
	for (size_t i = 0; i < count && !code; i++) {
		if (states[i]->opinion_of == version)
			continue;
		together[waiting++] = states[i];
		if (waiting < DISTIL_TOGETHER)
			continue;
		code = ask_together(distiller, together, waiting, &weights, version, error);
		waiting = 0;
	}
	return code ? code : ask_together(distiller, together, waiting, &weights, version, error);
}

/* ---- advantage ---- */

static bool is_known(const struct distiller *distiller, const struct experience *state)
{
	return state->taken != EXPERIENCE_UNKNOWN && state->sayable[state->taken] &&
	       state->kept >= distiller->options.least_kept;
}

/* S(taken) of one state. */
static int ask_student(struct distiller *distiller, struct experience *state, double *probability,
	struct error *error)
{
	struct weights weights = distil_student_weights(distiller);
	struct arena arena;
	arena_init(&arena, DISTIL_ARENA_MAX);
	double *opinion = arena_take(&arena, state->meanings, sizeof(*opinion));
	int code = opinion ? look(distiller, &weights, &state, 1, true, error)
			   : error_set(error, ERROR_LIMIT,
				     "A decision needs more memory than a step may use.");
	if (!code)
		code = take_opinion(distiller, &weights, 0, state, true, opinion, error);
	if (!code)
		*probability = opinion[state->taken];
	arena_release(&arena);
	return code;
}

int distil_advantage(struct distiller *distiller, struct experience *const *states, size_t count,
	double *advantage, size_t *known, struct error *error)
{
	double sum = 0;
	*known = 0;
	int code = distil_ask(distiller, states, count, false, error);
	for (size_t i = 0; i < count && !code; i++) {
		double student = 0;
		if (!is_known(distiller, states[i]))
			continue;
		code = ask_student(distiller, states[i], &student, error);
		sum += states[i]->opinion[states[i]->taken] - student;
		++*known;
	}
	*advantage = *known ? sum / (double)*known : 0;
	return code;
}
