/*
 * run.h - the agent loop: one run of one task in one tab, from the start page to an outcome.
 *
 *   observe -> complete? -> decide -> guards -> execute -> record -> (again)
 *
 * The only place that sees all stages. Each stage hands the next a value; nothing points back.
 * A step's observation, candidates and decision live in that step's arena and go with it.
 *
 *   outcome     when
 *   SUCCESS     the criterion holds, and did not before the first action
 *   FAILURE     no way on: element missing, ambiguity, loop, step limit, a guard's veto
 *   UNKNOWN     the policy finished, but no criterion could verify it
 *   ABORTED     interrupted, or browser or page lost
 */
#ifndef AGENT_RUN_H
#define AGENT_RUN_H

#include "base/log.h"
#include "base/secrets.h"
#include "browser/browser.h"
#include "policy/policy.h"
#include "trajectory/trajectory.h"

enum run_moment {
	RUN_DECIDED, /* the action is about to be carried out */
	RUN_STEPPED  /* it was, and the page after it was seen */
};

/* Told of each step, for terminal and dashboard, at both moments; borrowed for the call. */
struct run_step_view {
	enum run_moment moment;
	int index;
	const char *action; /* in words, with the element */
	const struct decision *decision;
	const struct observation *observation; /* that was decided on */
	const char *changes;
	const char *error; /* "" or why it failed */
	int64_t observe_ms, decide_ms, act_ms, settle_ms;
	int64_t wait_ms; /* for the page to offer what comes next, before the action */
};

/* What somebody who learned from the run has to tell of it, for its files. */
struct run_lesson {
	json_t *events;	 /* an array, for run.json */
	json_t *metrics; /* an object: members for metrics.json */
};

struct run_options {
	const char *logs_folder; /* NULL: nothing is written */
	const char *task;
	const struct trajectory *demonstrations; /* borrowed; newest last; may be none */
	size_t demonstration_count;
	const struct binding *binding; /* NULL without a demonstration */
	const char *goal;
	const char *start_url;
	struct tab *tab; /* begin in this tab on the page it shows, prepared by the
	                                            caller, and leave it open; NULL: a new tab goes to
	                                            start_url, and is closed */
	const struct criterion *criterion; /* empty: outcome can only be UNKNOWN */
	const struct secrets *secrets;
	const char *secret_selectors;	    /* CSS of more fields to treat as secret; NULL */
	const char *const *allowed_domains; /* NULL-terminated; beyond the start site */
	struct policy *policy;
	bool literal; /* replay word for word, for comparison */
	int max_steps;
	int action_timeout_ms, navigation_timeout_ms;
	bool screenshots;
	void (*progress)(void *context, const struct run_step_view *view);
	void *context;
	/* Told of the outcome while the run's files are open, NULL: nobody is. Fills in what it has to
	 * tell, which the run then owns. */
	void (*ended)(void *context, enum outcome outcome, struct run_lesson *lesson);
	void *ended_context;
};

struct run_result {
	enum outcome outcome;
	bool environment_failed; /* ABORTED by browser or system rather than by the person */
	char *reason;		 /* one sentence */
	char *folder;		 /* logs/<task>/run-...; NULL: nothing was written */
	int steps;
	int retries; /* actions that could not be carried out, after which the run went on */
	int waits;   /* looks at the page again because it did not yet offer what comes next */
	int64_t took_ms;
	int64_t observe_ms, decide_ms, act_ms, settle_ms, wait_ms; /* sums */
	char *download;						   /* last file saved, or NULL */
	char *final_url;
};

void run_result_release(struct run_result *result);

/* Whatever happens in the browser is an outcome; an error is returned only when the run could not
 * be started or recorded (files, arguments), with the run's folder kept. USAGE also for a criterion
 * whose selector or expression the browser cannot parse, before any action. */
int agent_run(struct browser *browser, const struct run_options *options, struct run_result *result,
	struct error *error);

#endif
