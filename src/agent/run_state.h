/*
 * run_state.h - what one run carries from step to step. Private to agent.
 *
 * Ownership: `arena` keeps what outlives a step (history); `current` and `previous` are the two
 * newest observations, swapped at each look; `step_arena` holds one decision and is emptied before
 * the next. A step that was executed is `pending` until the page after it has been seen, because
 * its record says what it changed.
 */
#ifndef AGENT_RUN_STATE_H
#define AGENT_RUN_STATE_H

#include "action/execute.h"
#include "agent/run.h"
#include "browser/tab.h"
#include "trajectory/writer.h"

#define RUN_ARENA_MAXIMUM  (256u << 20)
#define STEP_ARENA_MAXIMUM (64u << 20)

struct pending_step {
	bool present;
	struct step step; /* texts in run.arena; observation is run.previous after a look */
	struct bytes jpeg;
	json_t *decision, *effects; /* owned */
	struct run_step_view view;
	char *action_words; /* owned */
};

struct run {
	struct browser *browser;
	const struct run_options *options;
	struct run_result *result;
	struct tab *tab;
	struct trajectory_writer *writer;
	struct arena arena, step_arena;
	struct observation current, previous;
	bool observed; /* current is of a page, not zeroed */
	struct history_step *history;
	size_t history_count;
	struct pending_step pending;
	struct decision decision; /* in step_arena */
	bool downloaded;
	bool criterion_held_before; /* already true before anything was done */
	bool affirmed_before;	    /* in other words, before the newest action */
	int failures_in_a_row;
	int waits; /* for the page, in vain, since the last action */
	int64_t began_ms;
	int64_t ended_ms; /* before learning from it */
	int64_t last_observe_ms;
	int64_t last_decide_ms, last_wait_ms; /* since the last action */
	const char *announced; /* in `arena`: what the page said since the last action, or NULL */
	json_t *deciders;      /* owned: steps by name of the policy */
	double confidences;    /* sum over these steps */
	struct run_lesson lesson; /* owned */
	enum outcome outcome;	  /* OUTCOME_RUNNING until decided */
};

/* run_end: sets outcome and reason once; later calls do nothing. */
void run_end(struct run *run, enum outcome outcome, const char *reason);
/* The outcome that an error of the browser or system means. */
void run_end_by_error(struct run *run, const struct error *error);

/* Ends the run as FAILURE; what the page announced since the last action is added to the reason. */
void run_fail(struct run *run, const char *reason);

/* run_record.c: the files of a run. Errors end the run as ABORTED and are returned. */
int run_record_open(struct run *run, struct error *error);
void run_record_begin_step(struct run *run, const struct candidate *choice);
/* failure NULL: the action was carried out. */
void run_record_executed(
	struct run *run, const struct execute_report *report, const struct error *failure);
int run_record_commit_step(struct run *run, struct error *error);
int run_record_close(struct run *run, struct error *error);

/* run_metrics.c: metrics.json, the figures of a run (docs/formats.md). */
void run_metrics_count(struct run *run);			   /* the step that begins */
int run_metrics_write(const struct run *run, struct error *error); /* into the run's folder */

#endif
