#include "cli/load_task.h"

#include "base/file.h"
#include "config/nearest.h"

#include <stdlib.h>
#include <string.h>

/* What keeps a demonstration from being followed, as the end of a sentence; NULL: nothing. */
static const char *fault_of(const struct trajectory *demonstration)
{
	if (demonstration->truncated)
		return "its file ends in the middle of a step";
	if (demonstration->outcome == OUTCOME_RUNNING)
		return "its recording was not finished";
	if (demonstration->outcome == OUTCOME_ABORTED)
		return "its recording was broken off";
	return demonstration->step_count == 0 ? "it has no steps" : NULL;
}

static int read_demonstration(
	struct trajectory *demonstration, const char *folder, struct error *error)
{
	int code = trajectory_read(demonstration, folder, error);
	if (code) {
		*demonstration = (struct trajectory){0};
		return code;
	}
	const char *fault = fault_of(demonstration);
	if (!fault)
		return 0;
	code = error_set(error, ERROR_INPUT,
		"The demonstration '%s' cannot be followed: %s. Record it again: apprentice record "
		"--task %s --url '%s'.",
		folder, fault, demonstration->task, demonstration->start_url);
	trajectory_release(demonstration);
	*demonstration = (struct trajectory){0};
	return code;
}

/* Fills the slots from the last on, so that the newest comes last. *newest_fault stays empty if all
 * can be followed. */
static void read_newest(struct loaded_task *task, char *const *folders, const struct log *log,
	struct error *newest_fault)
{
	size_t left = 0;
	while (folders[left])
		left++;
	size_t free_slots = DEMONSTRATIONS_MAXIMUM;
	while (left > 0 && free_slots > 0) {
		struct error fault = {0};
		if (!read_demonstration(&task->slots[free_slots - 1], folders[--left], &fault)) {
			free_slots--;
			continue;
		}
		if (!newest_fault->code)
			*newest_fault = fault;
	}
	if (newest_fault->code && free_slots < DEMONSTRATIONS_MAXIMUM)
		log_line(log, LOG_WARNING, "%s An older one is followed.", newest_fault->message);
	if (left > 0)
		log_line(log, LOG_DEBUG, "%zu older demonstrations are not used.", left);
	task->demonstrations = &task->slots[free_slots];
	task->count = DEMONSTRATIONS_MAXIMUM - free_slots;
}

/* "... There is no task 'bok'." becomes more helpful with the name that was probably meant. */
static int propose_nearest(const char *logs_folder, const char *name, struct error *error)
{
	char **names = NULL;
	if (task_list(logs_folder, &names, NULL))
		return error->code;
	const char *meant = nearest_name(name, (const char *const *)names);
	struct error found = *error;
	if (meant && strcmp(meant, name) != 0)
		error_set(error, found.code, "%s Did you mean '%s'?", found.message, meant);
	file_names_free(names);
	return error->code;
}

int task_load(struct loaded_task *task, const char *logs_folder, const char *name,
	const struct log *log, struct error *error)
{
	*task = (struct loaded_task){0};
	char **folders = NULL;
	struct error fault = {0};
	int code = task_demonstrations(logs_folder, name, &folders, &fault);
	if (code == ERROR_NOT_FOUND)
		propose_nearest(logs_folder, name, &fault);
	if (!code)
		read_newest(task, folders, log, &fault);
	file_names_free(folders);
	if (task->count > 0)
		return 0;
	if (!fault.code)
		error_set(&fault, ERROR_NOT_FOUND, "The task '%s' has no demonstration.", name);
	return error_set(error, fault.code, "%s", fault.message);
}

void loaded_task_release(struct loaded_task *task)
{
	for (size_t i = 0; i < DEMONSTRATIONS_MAXIMUM; i++)
		if (task->slots[i].folder)
			trajectory_release(&task->slots[i]);
	*task = (struct loaded_task){0};
}

const struct trajectory *task_newest(const struct loaded_task *task)
{
	return task->count ? &task->demonstrations[task->count - 1] : NULL;
}
