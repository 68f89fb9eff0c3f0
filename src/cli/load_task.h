/*
 * load_task.h - the demonstrations of a task, read from its folder, and what a run needs of them.
 *
 * A demonstration is usable if its recording was finished and has steps. One that was cut off (a
 * crash, a full disk, a file that somebody changed) is left out with a warning as long as there is
 * another, and is an error otherwise.
 */
#ifndef CLI_LOAD_TASK_H
#define CLI_LOAD_TASK_H

#include "base/log.h"
#include "trajectory/trajectory.h"

#define DEMONSTRATIONS_MAXIMUM 8 /* the newest; each holds all the pages it was shown */

struct loaded_task {
	struct trajectory slots[DEMONSTRATIONS_MAXIMUM];
	const struct trajectory *demonstrations; /* into slots; oldest first */
	size_t count;
};

/* NOT_FOUND: no such task, or no demonstration of it (proposes the nearest, lists the others).
 * INPUT: no demonstration is usable: names the newest, and what is wrong with it. */
int task_load(struct loaded_task *task, const char *logs_folder, const char *name,
	const struct log *log, struct error *error);
void loaded_task_release(struct loaded_task *task); /* accepts a zeroed one */

/* The newest demonstration, which runs follow; NULL without one. */
const struct trajectory *task_newest(const struct loaded_task *task);

#endif
