/*
 * learner.h - what a run needs to learn from itself: it is told each state and each verified outcome,
 * and keeps adapter, optimiser, teacher, replay buffer and the task's store.
 *
 *     learner_open         what is in force is loaded; the policy acts with learner_adapter()
 *     learner_visit        each state that is acted in
 *     learner_outcome      of a run: judges, saves or rolls back; then asks the gate and updates
 *     learner_close        saves what was not saved yet
 *
 * Whatever is wrong with the files of a task (another run is learning it, they are damaged, the disk is
 * full, they belong to another model), the run goes on with the last good adapter or with none. That
 * is told by events and rules learning out (gate.h, `standing`).
 *
 * One thread. The adapter's buffer stays where it is, so a policy may hold it throughout.
 */
#ifndef LEARNING_LEARNER_H
#define LEARNING_LEARNER_H

#include "learning/distil.h"
#include "learning/store.h"
#include "network/model.h"

/* Draws a state of another task into *state. */
typedef int learner_rehearse(void *context, struct experience *state, struct error *error);

struct learner_options {
	const char *adapters_folder, *task; /* borrowed for learner_open() */
	bool train;			    /* false: acts with what is in force, learns nothing */
	bool reset_budget;		    /* grants a new one */
	bool student_shown;		    /* the student has the newest demonstration */
	struct gate_options gate;
	struct window_options window;
	struct distil_options distil;
	size_t updates_per_outcome;	    /* how often the gate is asked after a run */
	int slice_ms;			    /* no step of an update begins later; 0: no limit */
	size_t buffer_states, buffer_bytes; /* of runs that succeeded, at most */
	size_t advantage_states;	    /* the newest, of which it is estimated */
	learner_rehearse *rehearse;	    /* NULL: no rehearsal */
	void *rehearse_context;
	size_t rehearse_states; /* drawn once, before the first update */
};

extern const struct learner_options learner_defaults;

/* INPUT: says which is impossible. */
int learner_options_check(const struct learner_options *options, struct error *error);

enum learner_event_kind {
	LEARNER_RESUMED, /* an adapter is in force */
	LEARNER_TROUBLE, /* the files of the task; `reason` says what was done about it */
	LEARNER_REFUSED,
	LEARNER_UPDATED,
	LEARNER_SAVED,
	LEARNER_BEST,
	LEARNER_ROLLED_BACK,
	LEARNER_STOPPED, /* the budget is used up, or the norm reached */
	LEARNER_EVENT_KINDS
};

const char *learner_event_name(enum learner_event_kind kind); /* "rolled-back" */

struct learner_event {
	enum learner_event_kind kind;
	enum gate_refusal refusal;	  /* REFUSED, STOPPED; else GATE_ALLOWED */
	struct distil_report update;	  /* UPDATED */
	double advantage;		  /* UPDATED and REFUSED for NO_ADVANTAGE */
	double success;			  /* of the window; SAVED, BEST, ROLLED_BACK */
	char adapter[HASH_TEXT_SIZE];	  /* in force after it; "" none */
	char reason[JOURNAL_REASON_SIZE]; /* a sentence; "" */
};

struct learner;

/* The model must have an adapter declared; it is borrowed. Only impossible options and lack of memory
 * are errors; all else is an event. */
int learner_open(struct learner **learner, const struct learner_options *options,
	const struct model *model, struct error *error);
/* Saves what is not saved; further events can be read until learner_free(). */
void learner_close(struct learner *learner);
void learner_free(struct learner *learner); /* closes what is open; accepts NULL */

/* For weights.adapter; NULL when the policy acts frozen and nothing can change that. */
const real *learner_adapter(const struct learner *learner);
/* Whether the adapter differs from none. */
bool learner_is_adapted(const struct learner *learner);

/* A state in which the decision's first candidate is about to be carried out. One that was told with
 * the same history is replaced: the page was looked at again. A state that does not fit is left out. Of
 * a decision with a shadow (the frozen policy) it is noted whether the two agree. */
void learner_visit(
	struct learner *learner, const struct policy_input *input, const struct decision *decision);

/* Of the run whose states were visited since the last call. LIMIT: memory. */
int learner_outcome(struct learner *learner, enum outcome outcome, struct error *error);

/* Since learner_open(), oldest first; borrowed until the next call. */
const struct learner_event *learner_events(const struct learner *learner, size_t *count);
/* Budget, refusals, window. */
const struct store_state *learner_store_state(const struct learner *learner);
const struct gate_options *learner_gate(const struct learner *learner);

#endif
