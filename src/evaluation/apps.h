/*
 * apps.h - examines a policy on the bundled web apps: every task, at every level of drift, with new
 * values, judged by the app's own state and not by what the agent believes.
 *
 * A case is one run: task x drift x seed x policy. Seed 1 is what the demonstration shows; cases use
 * other seeds, so values and data are new. A case succeeds if the agent reported success AND the
 * app's state is what the goal asked. Reported success that the state does not confirm is a false
 * success, the one thing that must never happen.
 */
#ifndef EVALUATION_APPS_H
#define EVALUATION_APPS_H

#include "base/error.h"
#include "browser/browser.h"
#include "trajectory/trajectory.h"

#define DRIFT_LEVELS 5

struct apps_case {
	const char *app, *task;
	int drift;
	int seed;
	bool literal;             /* replay word for word */
	enum outcome outcome;     /* as the agent reported it */
	const char *reason;
	bool confirmed;           /* the app's state is what the goal asked */
	const char *objection;    /* why not; "" */
	int steps;
	int64_t took_ms;
	const char *folder;       /* of the run's files */
};

struct apps_options {
	const char *base_url;     /* "http://127.0.0.1:8750" */
	const char *apps_folder;  /* demonstrations: <app>/demonstrations/<task>/ */
	const char *logs_folder;  /* runs go to <logs>/<app>-<task>/ */
	const char *filter;       /* glob over "app/task"; NULL: all */
	bool drifts[DRIFT_LEVELS];
	int seed_first, seed_count;
	bool follow, literal;     /* which policies: replay that re-finds, literal replay */
	int max_steps, action_timeout_ms;
	bool screenshots;
	void (*done)(void *context, const struct apps_case *result);
	void *context;
};

/* Runs all cases, one after the other, each in a fresh isolated state of its app. Errors are those
 * of the examination itself (no app server, a missing demonstration, a lost browser). */
int evaluate_apps(struct browser *browser, const struct apps_options *options,
	struct error *error);

/* What a person wants to know of many cases: a table, drift by policy. */
struct apps_tally {
	int cases, successes, unconfirmed_successes, unreported_successes;
	int64_t took_ms;
	int steps;
};

struct apps_summary {
	struct apps_tally level[DRIFT_LEVELS][2]; /* [drift][literal] */
};

void apps_summary_add(struct apps_summary *summary, const struct apps_case *result);
char *apps_summary_table(const struct apps_summary *summary); /* heap text, Markdown */

#endif
