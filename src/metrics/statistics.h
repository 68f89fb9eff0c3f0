/*
 * statistics.h - what the rows of a task's runs come to: how often it succeeds, then and now, at
 * what cost, and what it learned.
 *
 * A run counts for success unless it was aborted (a person or the environment ended it) or was a
 * literal replay (done for comparison). Of those that count, only verified successes are successes:
 * "finished, but nothing verified it" is none.
 */
#ifndef METRICS_STATISTICS_H
#define METRICS_STATISTICS_H

#include "base/interval.h"
#include "base/json.h"
#include "metrics/metrics.h"

enum { STATISTICS_LAST = 10 }; /* runs that "lately" means */

struct rate {
	size_t successes, of;
	struct interval reach; /* 95 %, by Wilson's score */
};

struct task_statistics {
	const char *task;	    /* borrowed from the rows, as all below */
	const struct run_row *rows; /* of this task, oldest first, all of them */
	size_t runs;
	size_t successes, failures, unknown, aborted; /* literal replays in none of them */
	size_t replays;
	struct rate all, last;
	/* The curve: after each run that counts, the rate of the last STATISTICS_LAST ones. */
	const struct run_row **counted; /* owned array */
	struct rate *curve;		/* owned; as many */
	size_t counted_count;
	double steps, seconds;		    /* means over the successes; NAN without one */
	double retries;			    /* mean over the runs that count; NAN without one */
	double updates, rollbacks, refused; /* sums; 0 for a task that never learned */
	double budget_used, budget;	    /* after the newest run that knows them; else NAN */
	double shadow_agreement;	    /* mean over the steps compared; NAN without any */
	double model_calls, tokens, cost;   /* sums */
	json_t *refusals, *decisions;	    /* owned objects: sums by reason, by policy */
};

struct statistics {
	struct task_statistics *tasks; /* owned; by name */
	size_t count;
};

/* The rows must outlive it. */
void statistics_make(struct statistics *statistics, const struct run_rows *rows);
void statistics_release(struct statistics *statistics);

double rate_value(const struct rate *rate); /* 0..1; NAN of nothing */

#endif
