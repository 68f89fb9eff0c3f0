/*
 * distil.h - self-distillation: what the policy knows with the demonstration in context moves into an
 * adapter that acts without it (SDFT; Shenfeld et al., arXiv 2601.19897).
 *
 *     student   backbone + adapter, sees what experience.h gives the student
 *     teacher   backbone, or backbone + a former state of the adapter; sees the demonstration
 *     loss      divergence of the student from the teacher over all actions (network/transfer.h),
 *               and from the frozen backbone on states of other tasks (rehearsal), averaged
 *
 * Only the adapter changes. A step's batch is drawn from seed and number of the step, so that a learner
 * that was saved and loaded takes the same next step. One thread; no files; the clock only where a
 * deadline is given.
 */
#ifndef LEARNING_DISTIL_H
#define LEARNING_DISTIL_H

#include "base/clock.h"
#include "learning/checkpoint.h"
#include "learning/experience.h"
#include "tensor/schedule.h"

#define DISTIL_NO_DEADLINE INT64_MAX

enum distil_teacher {
	DISTIL_FROZEN, /* the backbone alone */
	DISTIL_EMA,    /* follows the adapter slowly: an average over its past */
	DISTIL_GATED   /* the adapter as it was at the last distil_refresh_teacher() */
};

struct distil_options {
	enum distil_teacher teacher;
	double ema_share; /* 0..1: how much of the adapter each step blends in */
	struct divergence divergence;
	size_t batch, rehearsal; /* states of a step; at least 1, at least 0 */
	struct schedule rate;
	double gradient_most; /* norm that a step's gradient is clipped to; > 0 */
	struct adamw_options adamw;
	double least_kept; /* 0..1: a state is skipped where the student can express less of what
			      the teacher says */
	uint64_t seed;
};

extern const struct distil_options distil_defaults;

/* INPUT: says which is impossible. */
int distil_options_check(const struct distil_options *options, struct error *error);

/* Computes with the caller's learner and network, borrowed; owns what it computes in. */
struct distiller {
	struct distil_options options;
	const struct network *network;
	const real *backbone;
	struct learner_state *learner; /* `teacher` is NULL exactly if the teacher is frozen */
	struct network_pass *student, *asking;
	struct gradient gradient, part;
	uint64_t teacher_version; /* changes with the teacher's weights; 1: frozen */
	size_t *order;		  /* owned: of a draw */
	size_t order_capacity;
};

int distiller_init(struct distiller *distiller, const struct distil_options *options,
	const struct network *network, const real *backbone, struct learner_state *learner,
	struct error *error);
void distiller_release(struct distiller *distiller); /* accepts a zeroed one */

/* After the learner's buffers were filled from elsewhere: what was known of the teacher is old. */
void distil_forget_teacher(struct distiller *distiller);
/* The teacher becomes what the student is; nothing for a frozen one. */
void distil_refresh_teacher(struct distiller *distiller);

/* States to learn from, borrowed; the teacher's opinion is kept in them. */
struct distil_material {
	struct experience *const *recent;
	size_t recent_count;
	struct experience *const *rehearsal; /* of other tasks */
	size_t rehearsal_count;
};

enum distil_fault { DISTIL_FINE, DISTIL_OPINION, DISTIL_LOSS, DISTIL_GRADIENT, DISTIL_WEIGHTS };

/* "the teacher's opinion", "the loss", "the gradient", "the adapter" */
const char *distil_fault_name(enum distil_fault fault);

struct distil_report {
	size_t steps;		      /* taken */
	size_t states, rehearsed;     /* learned from, over all steps */
	size_t skipped;		      /* drawn, and the student could not express them */
	double dropped;		      /* mean share of the teacher's opinion that it could not */
	double first_loss, last_loss; /* on recent states, nats; 0 without a step */
	double rehearsal_loss;	      /* of the last step */
	double gradient_norm;	      /* of the last step, before clipping */
	enum distil_fault fault;      /* what was not finite; it ended the update */
	bool out_of_time;
};

/* At most `steps` gradient steps, none begun after the deadline. A fault is reported, not repaired: the
 * adapter is then unchanged by the step, except after DISTIL_WEIGHTS. Without a usable state no step
 * is taken. An error is of memory. */
int distil_update(struct distiller *distiller, const struct distil_material *material, size_t steps,
	deadline_ms deadline, struct distil_report *report, struct error *error);

/* Mean over these states of T(taken) - S(taken), the probability that teacher and student give to what
 * was done there: the states are of verified successes, so that is the teacher's advantage.
 * *known: states of which the action taken is known and can be expressed; 0: the advantage is 0. */
int distil_advantage(struct distiller *distiller, struct experience *const *states, size_t count,
	double *advantage, size_t *known, struct error *error);

/* The loss over these states and its slopes, added up in distiller->gradient, as one step computes
 * them; nothing is changed. For tests and studies. */
int distil_loss(struct distiller *distiller, const struct distil_material *material, double *loss,
	struct error *error);

#endif
