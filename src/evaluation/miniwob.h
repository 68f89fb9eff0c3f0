/*
 * miniwob.h - examines policies on MiniWoB++ (Liu et al. 2018), in the folder `html` of Farama's
 * package, by the protocol of its selenium_instance.py.
 *
 * An episode is one goal on one page: seed, start, actions until the page says that it is over, by
 * reward or by its own time limit, or the step limit is reached. It succeeds if the page's raw
 * reward is 1: a part of it is no success, nor is what the agent believes asked. Each episode
 * begins on a page loaded anew, so it depends on its seed alone.
 *
 * A policy is asked zero-shot, with the goal alone, and one-shot, with one demonstration of the task
 * in context. Demonstrations are made by an oracle (miniwob_demonstration.h) at seeds of their own,
 * 1 to 5; the examined seeds begin at MINIWOB_SEED_FIRST. A task without demonstration is examined
 * zero-shot only, and says so.
 */
#ifndef EVALUATION_MINIWOB_H
#define EVALUATION_MINIWOB_H

#include "base/error.h"
#include "browser/browser.h"
#include "policy/policy.h"

#define MINIWOB_SEED_FIRST 1001

struct miniwob_entrant {
	const char *name;	  /* "replay" */
	struct policy *policy;	  /* borrowed */
	bool literal;		  /* replay word for word */
	bool needs_demonstration; /* then it is not asked zero-shot */
};

struct miniwob_episode {
	const char *task, *policy; /* the entrant's name */
	bool one_shot;
	int seed;
	const char *goal;
	bool ended;	    /* the page said so */
	double reward;	    /* raw, as the page gave it, mostly -1..1; 0 unless it ended */
	const char *reason; /* why it came to its end: for people */
	int steps;
	int64_t took_ms;
	const char *folder; /* of the run's files; "" unless they are kept */
};

struct miniwob_showing {
	const char *task;
	int seed, steps;
	const char *objection; /* why there is no demonstration; "" if there is one */
};

struct miniwob_options {
	const char *html;	  /* the folder that holds core/ and miniwob/ */
	const char *const *tasks; /* names; NULL-terminated */
	const char *oracles;	  /* script of the oracles; NULL: no demonstrations */
	const struct miniwob_entrant *entrants;
	size_t entrant_count;
	int seed_count;
	double time_scale; /* of the page's own time limit; 1: as the page sets it */
	int max_steps, action_timeout_ms;
	const char *logs_folder; /* runs are kept in <logs>/miniwob-<task>/; NULL: nowhere */
	void (*shown)(void *context, const struct miniwob_showing *showing);
	void (*done)(void *context, const struct miniwob_episode *episode);
	void *context;
};

bool miniwob_succeeded(const struct miniwob_episode *episode);

/* The tasks of the folder, sorted, of which the name matches one of the globs (none: all). Owned
 * NULL-terminated array for file_names_free(). USAGE: not a folder of MiniWoB++, or a glob that
 * matches nothing. */
int miniwob_tasks(const char *html, const char *const *globs, char ***names, struct error *error);

/* All episodes, one after the other in one tab. Errors are those of the examination itself (a lost
 * browser, files); whatever goes wrong in an episode is that episode's failure. */
int evaluate_miniwob(
	struct browser *browser, const struct miniwob_options *options, struct error *error);

#endif
