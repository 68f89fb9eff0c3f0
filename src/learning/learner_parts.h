/*
 * learner_parts.h - a learner from the inside. Private to learner.c, learner_store.c and
 * learner_outcome.c.
 */
#ifndef LEARNING_LEARNER_PARTS_H
#define LEARNING_LEARNER_PARTS_H

#include "learning/learner.h"
#include "learning/replay_buffer.h"

/* The run whose states are being visited. */
struct visiting {
	struct replay_buffer states;
	size_t decisions, newest_history; /* of the newest decision */
	bool newest_kept;		  /* it is the newest of the states */
	double entropy, newest_entropy;	  /* relative; sum */
	size_t compared, differed;	  /* with the frozen policy */
	bool newest_compared, newest_differed;
};

struct learner {
	struct learner_options options;
	const struct model *model; /* borrowed */
	struct store store;	   /* without folder: none could be opened */
	enum gate_refusal standing;
	struct adamw adamw;
	struct learner_state state; /* adapter and teacher are owned */
	struct distiller distiller;
	struct experience_maker *maker;
	struct visiting visiting;
	struct replay_buffer recent, rehearsal;
	size_t shadow_decisions; /* since the last switch */
	double shadow_sum;
	uint64_t unsaved; /* updates */
	struct learner_event *events;
	size_t event_count, event_capacity;
};

/* ---- learner.c ---- */

struct learner_event *learner_tell(
	struct learner *learner, enum learner_event_kind kind, const char *reason);
/* The adapter that changes nothing, and no memory of another. */
void learner_restart(struct learner *learner);

/* ---- learner_store.c: what goes wrong is told, and rules learning out ---- */

void learner_store_open(struct learner *learner);
void learner_store_close(struct learner *learner);
void learner_save(struct learner *learner, const struct window_decision *decision);
void learner_roll_back(struct learner *learner, const struct window_decision *decision);
/* Learning has come to an end that only a person can undo. */
void learner_stop(struct learner *learner, enum gate_refusal refusal);

#endif
