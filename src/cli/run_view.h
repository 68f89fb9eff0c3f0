/*
 * run_view.h - a run in the terminal while it goes on: the agent's progress, shown by the live view.
 */
#ifndef CLI_RUN_VIEW_H
#define CLI_RUN_VIEW_H

#include "base/loop.h"
#include "cli/run_task.h"
#include "dashboard/live_view.h"

struct run_view {
	const struct task_run *run; /* borrowed */
	struct live_view *live;	    /* owned */
	uv_timer_t timer;	    /* on the loop, which must be polled once after the end */
};

/* *view stays where it is until the loop is released: its timer is on the loop. */
void run_view_begin(struct run_view *view, const struct task_run *run, struct loop *loop);
void run_view_step(void *view, const struct run_step_view *seen); /* run_options.progress */
void run_view_end(struct run_view *view);

#endif
