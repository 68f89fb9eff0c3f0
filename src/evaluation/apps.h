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
#include "policy/policy.h"
#include "trajectory/trajectory.h"

#define DRIFT_LEVELS 5

struct apps_case {
	const char *app, *task;
	int drift;
	int seed;
	const char *policy;   /* the entrant's name */
	enum outcome outcome; /* as the agent reported it */
	const char *reason;
	bool confirmed;	       /* the app's state is what the goal asked */
	const char *objection; /* why not; "" */
	int steps;
	int64_t took_ms;
	const char *folder; /* of the run's files */
};

/* A policy that is examined. */
struct apps_entrant {
	const char *name; /* borrowed, as all */
	struct policy *policy;
	bool literal;	    /* replays word for word */
	bool needs_binding; /* cannot go on when the goal does not fit the demonstration's */
};

enum { APPS_ENTRANTS_MAX = 4 };

struct apps_options {
	const char *base_url;	      /* "http://127.0.0.1:8750" */
	const char *apps_folder;      /* demonstrations: <app>/demonstrations/<task>/ */
	const char *logs_folder;      /* runs go to <logs>/<app>-<task>/ */
	const char *const *filters;   /* globs over "app/task", NULL-terminated; none: all */
	int share_index, share_count; /* only every share_count-th task, from this one on; 1: all */
	bool drifts[DRIFT_LEVELS];
	int seed_first, seed_count;
	const struct apps_entrant *entrants; /* [entrant_count], at most APPS_ENTRANTS_MAX */
	size_t entrant_count;
	int max_steps, action_timeout_ms;
	bool screenshots;
	void (*done)(void *context, const struct apps_case *result);
	void *context;
};

/* Runs all cases, one after the other, each in a fresh isolated state of its app. Errors are those
 * of the examination itself (no app server, a missing demonstration, a lost browser). */
int evaluate_apps(struct browser *browser, const struct apps_options *options, struct error *error);

/* What a person wants to know of many cases: a table, drift by policy. Zeroed memory is an empty
 * summary. */
struct apps_tally {
	int cases, successes, unconfirmed_successes, unreported_successes;
	int64_t took_ms;
	int steps;
};

struct apps_summary {
	char names[APPS_ENTRANTS_MAX][32]; /* in the order of their first case */
	size_t name_count;
	struct apps_tally level[DRIFT_LEVELS][APPS_ENTRANTS_MAX];
};

void apps_summary_add(struct apps_summary *summary, const struct apps_case *result);
char *apps_summary_table(const struct apps_summary *summary); /* heap text, Markdown */

#endif
