/*
 * run_task.h - what `run` and `replay` share: a task's demonstrations, this run's values, its
 * criterion and secrets, a browser, the run itself, and what is printed of it.
 *
 * Everything that can be refused is refused before the browser starts.
 */
#ifndef CLI_RUN_TASK_H
#define CLI_RUN_TASK_H

#include "agent/run.h"
#include "cli/choose_policy.h"
#include "cli/learn_from_run.h"
#include "cli/load_task.h"
#include "config/options.h"

struct task_run {
	const struct options *options; /* borrowed */
	const struct policy_kind *kind;
	struct chosen_policy chosen;
	struct learn_from_run learning; /* of a network; else empty */
	struct log log;
	struct loaded_task task; /* may be empty for a policy that needs no demonstration */
	const char *goal;	 /* this run's, in words */
	struct binding binding;
	bool bound; /* the goal fits the demonstration's; else the binding is empty */
	struct criterion criterion;
	struct secrets secrets;
	struct run_result result;
};

/* Runs the task that --task names, from beginning to end. Returns an exit status. */
int run_task(const struct options *options, const struct policy_kind *kind, struct error *error);

/* run_report.c: a summary; or the result as one JSON object. */
void report_result(const struct task_run *run);
void report_result_json(const struct task_run *run);

/* VERIFIED, FAILED, UNVERIFIED or ENVIRONMENT. */
int run_exit_status(const struct run_result *result);

#endif
