/*
 * gate.h - may the adapter learn now? A value machine: no clock, no files, no chance.
 *
 * One update is a gated learning event of at most `steps_per_update` gradient steps. It needs a
 * verified success, a policy that was sure, budget left, and a teacher that knows more than its
 * student. What speaks against it is a refusal; each question counts as allowed or as one refusal,
 * the first of GATE_REFUSALS that holds, so that the counts add up to the questions asked.
 *
 *     verified outcome --gate_outcome--> warm-up and cool-down go on
 *     decision         --gate_should_update--> GATE_ALLOWED, or why not
 *     update done      --gate_updated--> budget
 *     rollback         --gate_rolled_back--> cool-down begins
 *
 * Entropy is relative: H / ln(candidates), 0 (sure) .. 1 (all equal). It is one less the confidence
 * of policies that state only that.
 */
#ifndef LEARNING_GATE_H
#define LEARNING_GATE_H

#include "base/error.h"
#include "trajectory/trajectory.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order they are looked at: what rules learning out for the whole run, the outcome, what is
 * used up, pauses, and then this decision. name, text of files and JSON, sentence for people. */
#define GATE_REFUSALS(X)                                                                           \
	X(LEARNING_OFF, "learning-off", "Learning is switched off.")                               \
	X(BASE_DIFFERS, "base-differs", "The adapter was learned on another base model.")          \
	X(BUSY, "busy", "Another run is learning this task at the same time.")                     \
	X(NOT_SAVED, "not-saved", "What would be learned cannot be saved.")                        \
	X(NOT_VERIFIED, "not-verified", "Nothing verified the outcome.")                           \
	X(NOT_SUCCESSFUL, "not-successful", "The outcome was no success.")                         \
	X(BUDGET, "budget", "The budget of updates is used up; --reset-budget grants a new one.")  \
	X(NORM, "norm", "The adapter has reached the largest norm it may have.")                   \
	X(COOL_DOWN, "cool-down", "Learning pauses after a rollback.")                             \
	X(WARM_UP, "warm-up", "Too few outcomes were verified so far.")                            \
	X(NOT_FINITE, "not-finite", "The entropy or the norm is not a number.")                    \
	X(ENTROPY, "entropy", "The policy was not sure enough of its decision.")                   \
	X(NO_ADVANTAGE, "no-advantage", "The teacher does no better than the student.")

enum gate_refusal {
	GATE_ALLOWED,
#define GATE_ENUM(name, text, sentence) GATE_##name,
	GATE_REFUSALS(GATE_ENUM)
#undef GATE_ENUM
		GATE_REFUSAL_COUNT
};

const char *gate_refusal_name(enum gate_refusal refusal);     /* "cool-down"; "allowed" */
const char *gate_refusal_sentence(enum gate_refusal refusal); /* "" for GATE_ALLOWED */

struct gate_options {
	double entropy_max;	   /* 0..1: refuses above it */
	uint64_t warm_up;	   /* verified outcomes before the first update */
	uint64_t cool_down;	   /* verified outcomes without updates after a rollback */
	uint64_t update_budget;	   /* updates per task */
	uint64_t steps_per_update; /* gradient steps, at least 1 */
	double max_norm;	   /* > 0: of the change s·B·A over all layers, see adapter.h */
	double least_advantage;	   /* of the teacher over the student; refuses below it */
};

extern const struct gate_options gate_defaults;

/* INPUT: says which is impossible. */
int gate_options_check(const struct gate_options *options, struct error *error);

/* Survives the run. Zeroed memory is a task that has not learned. */
struct gate_state {
	uint64_t updates_used;		      /* of the budget */
	uint64_t updates, steps;	      /* ever; not touched by a new budget or a rollback */
	uint64_t outcomes;		      /* verified, ever */
	uint64_t cool_down_left;	      /* verified outcomes until learning goes on */
	uint64_t refused[GATE_REFUSAL_COUNT]; /* questions, by answer; [GATE_ALLOWED] too */
};

struct gate_evidence {
	enum gate_refusal standing; /* rules out the whole run: LEARNING_OFF .. NOT_SAVED; else
				       GATE_ALLOWED */
	enum outcome outcome;
	double entropy; /* relative, of the decision, or the mean of the run's */
	double norm;	/* of the adapter */
	bool advantage_known;
	double advantage; /* of the teacher over the student on recent states */
};

/* Counts its answer in `state`. */
enum gate_refusal gate_should_update(const struct gate_options *options, struct gate_state *state,
	const struct gate_evidence *evidence);

/* Success and failure count; what nothing verified does not. */
void gate_outcome(struct gate_state *state, enum outcome outcome);
void gate_updated(struct gate_state *state, uint64_t steps);
void gate_rolled_back(const struct gate_options *options, struct gate_state *state);
void gate_reset_budget(struct gate_state *state);

/* H / ln(candidates); 0 for a single candidate. `entropy` in nats. */
double gate_relative_entropy(double entropy, size_t candidates);

#endif
