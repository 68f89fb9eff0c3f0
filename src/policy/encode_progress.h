/*
 * encode_progress.h - how far a run has come along its plan.
 *
 * A step is done when an action of the run carried it out and did not fail. The next step is the
 * first undone one behind the step that was carried out last; undone ones before it were skipped.
 * The order is a likelihood, no law: steps may be skipped because their effect holds already, or
 * come in another order on a changed page. So the network is told all of this as features, and what
 * costs much is worked out for a window of steps: the last one done, the nearest that were skipped,
 * and the next ones.
 */
#ifndef POLICY_ENCODE_PROGRESS_H
#define POLICY_ENCODE_PROGRESS_H

#include "policy/encode_task.h"

enum {
	STEPS_SHOWN_MAX = 48, /* steps of the newest plan that are positions */
	STEPS_SHOWN_BEHIND = 12,
	WINDOW_MAX = 8,
	WINDOW_SKIPPED = 3,
	WINDOW_AHEAD = 4 /* the next one and those behind it */
};

struct progress {
	size_t count; /* steps of the plan that were read */
	size_t done_count;
	int last, next; /* next: count when all behind the last are done */
	size_t first_shown, shown;
	int window[WINDOW_MAX]; /* steps, ascending */
	size_t window_count;
	bool done[STEPS_READ_MAX];
};

void progress_read(
	struct progress *progress, const struct policy_input *input, const struct task_plan *plan);

/* The place of a step in the window; -1. */
int progress_in_window(const struct progress *progress, int step);

#endif
