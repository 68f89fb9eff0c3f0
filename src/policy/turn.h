/*
 * turn.h - one question to the replay policy, on its way to an answer; private to replay.
 *
 * replay.c decides which step of the plan comes next; replay_step.c answers with a step, or says
 * that the page does not offer it.
 */
#ifndef POLICY_TURN_H
#define POLICY_TURN_H

#include "policy/locate.h"
#include "policy/plan.h"
#include "policy/policy.h"

#define SURE_AT_ONCE 0.70 /* likeness taken without giving the page time to go on */

struct turn {
	const struct policy_input *input;
	const struct lexicon *lexicon;
	struct plan plan;
	struct arena *arena;
	struct decision *decision;
};

/* An action with a step of the plan, or -1, as the only candidate. Returns 0. */
int answer_one(struct turn *turn, struct action action, int step, const char *reason);
/* A step that needs nothing to be done; waiting is the one action without a trace. */
int answer_nothing(struct turn *turn, int step, const char *reason);

const struct plan_entry *entry_at(const struct turn *turn, int step);
const struct step *step_at(const struct turn *turn, int step);
bool step_is_done(const struct policy_input *input, int step);
/* It only opens the list that the following step chooses from. */
bool step_opens_list(const struct turn *turn, int step);
/* For people, as the demonstration counts: from 1. */
int step_number(const struct turn *turn, int step);

/* What the step's element is to be on this page; released by the caller. False if the step has no
 * element. */
bool wanted_for(const struct turn *turn, int step, struct wanted *wanted);
char *bound_value(const struct turn *turn, int step);

/* Answers with this step if the page offers it. Otherwise a negative code; NOT_FOUND may leave the
 * sentence to step_missing(). */
int try_step(struct turn *turn, int step, struct error *error);
int step_missing(const struct turn *turn, int step, struct error *error);

#endif
