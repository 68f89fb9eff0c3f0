/*
 * trajectory.h - goal, step records and outcome of one doing of a task, by a person or an agent;
 * in memory and on disk.
 *
 * On disk a trajectory is a folder: run.json (what is known at the start, rewritten atomically at
 * the end), steps.jsonl (one line per complete step, appended), step-000.jpg ... The folder can be
 * read while it is written; after a crash it is whole up to its last complete step, and a cut last
 * line is ignored. docs/formats.md describes every field.
 *
 * A step is recorded with the page from BEFORE its action; `final` is the page after the last.
 */
#ifndef TRAJECTORY_TRAJECTORY_H
#define TRAJECTORY_TRAJECTORY_H

#include "action/action.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "observation/observation.h"
#include "trajectory/criterion.h"
#include "trajectory/parameters.h"

#define TRAJECTORY_FORMAT	 1
#define TRAJECTORY_STEPS_MAXIMUM 1000
#define TRAJECTORY_LINE_MAXIMUM	 (64u << 20)

enum outcome {
	OUTCOME_UNKNOWN = 0, /* finished, but nothing verified it */
	OUTCOME_SUCCESS,     /* verified */
	OUTCOME_FAILURE,     /* verified failure, or gave up */
	OUTCOME_ABORTED,     /* interrupted, or the environment failed */
	OUTCOME_RUNNING	     /* run.json of a trajectory being written */
};

const char *outcome_name(enum outcome outcome);
bool outcome_from_name(const char *name, enum outcome *outcome);

/* One action and what it met. Texts belong to the arena of the trajectory that holds it, or to the
 * caller while it is being written. */
struct step {
	int index;
	const char *time;		       /* ISO, UTC */
	const char *url;		       /* of the page before the action */
	const struct observation *observation; /* before the action; NULL if not kept */
	struct action action;
	const struct element *target; /* descriptor of the action's element; NULL if none */
	const struct element *drop;   /* of a drag's destination; NULL */
	const char *target_frame_url; /* "" for the main frame */
	const char *changes;	      /* what the action changed, in words */
	const char *screenshot;	      /* file name in the folder; "" */
	const char *error;	      /* "" or why the action failed */
	const json_t *decision;	      /* how it was decided; NULL for a person */
	const json_t *effects;	      /* navigated, new tab, dialog, download...; NULL */
};

struct secret_declaration {
	char *name;
	char *host; /* where it was typed */
};

struct trajectory {
	struct arena arena;
	char *folder; /* where it is or was read from; owned */
	char *id;     /* folder's last component */
	char *task;
	char *goal;
	char *start_url;
	char *started, *ended; /* ISO, UTC; ended "" while running */
	bool demonstration;    /* by a person */
	struct parameters parameters;
	struct criterion criterion;
	struct secret_declaration *secrets;
	size_t secret_count;
	enum outcome outcome;
	char *outcome_reason;
	struct step *steps;
	size_t step_count;
	const struct observation *final; /* NULL if unknown */
	json_t *learning;		 /* on writing: what was learned from the run, an array of
					    events; borrowed; NULL */
	bool truncated;			 /* a cut last line was dropped on reading */
};

void trajectory_release(struct trajectory *trajectory);

/* INPUT: names file, line, and what is wrong; NOT_FOUND. */
int trajectory_read(struct trajectory *trajectory, const char *folder, struct error *error);

/* A task's demonstrations: folders logs/<task>/demo-*, oldest first. NOT_FOUND lists the tasks
 * there are. Owned NULL-terminated array of paths for file_names_free(). */
int task_demonstrations(
	const char *logs_folder, const char *task, char ***folders, struct error *error);
int task_list(const char *logs_folder, char ***names, struct error *error);

#endif
