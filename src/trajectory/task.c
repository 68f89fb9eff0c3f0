#include "base/bytes.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "trajectory/trajectory.h"

#include <stdlib.h>
#include <string.h>

/* A crash while a recording began can leave a folder without run.json: it holds nothing. */
static bool holds_trajectory(const char *folder)
{
	char *run = path_join(folder, "run.json");
	bool holds = file_exists(run);
	free(run);
	return holds;
}

static bool is_demonstration(const char *task_folder, const char *name)
{
	char *folder = path_join(task_folder, name);
	bool is = text_starts_with(name, "demo-") && holds_trajectory(folder);
	free(folder);
	return is;
}

/* Keeps of the names those that `keep` accepts, in place. */
static void keep_names(
	char **names, const char *folder, bool (*keep)(const char *folder, const char *name))
{
	size_t kept = 0;
	for (size_t i = 0; names[i]; i++) {
		if (keep(folder, names[i]))
			names[kept++] = names[i];
		else
			free(names[i]);
	}
	names[kept] = NULL;
}

static bool is_task(const char *logs_folder, const char *name)
{
	char *folder = path_join(logs_folder, name);
	bool is = path_component_is_safe(name) && file_is_folder(folder);
	free(folder);
	return is;
}

int task_list(const char *logs_folder, char ***names, struct error *error)
{
	if (!file_is_folder(logs_folder)) {
		*names = memory_new(1, sizeof(**names));
		return 0;
	}
	int rc = folder_list(logs_folder, names, error);
	if (rc == 0)
		keep_names(*names, logs_folder, is_task);
	return rc;
}

static int unknown_task(const char *logs_folder, const char *task, struct error *error)
{
	char **names;
	struct bytes list;
	int rc = task_list(logs_folder, &names, error);
	if (rc)
		return rc;
	bytes_init(&list, 400);
	for (size_t i = 0; names[i]; i++)
		bytes_format(&list, NULL, "%s%s", i ? ", " : "", names[i]);
	rc = error_set(error, ERROR_NOT_FOUND,
		"There is no demonstration of a task '%s' in %s; %s%s. Record one with: "
		"apprentice record --task %s --url URL --goal \"...\".",
		task, logs_folder, list.length ? "its tasks are: " : "it has no tasks",
		list.length ? list.data : "", task);
	bytes_release(&list);
	file_names_free(names);
	return rc;
}

static void names_to_paths(char **names, const char *folder)
{
	for (size_t i = 0; names[i]; i++) {
		char *path = path_join(folder, names[i]);
		free(names[i]);
		names[i] = path;
	}
}

int task_demonstrations(
	const char *logs_folder, const char *task, char ***folders, struct error *error)
{
	if (!path_component_is_safe(task))
		return error_set(error, ERROR_USAGE,
			"'%s' cannot name a task: use letters, digits, '.', '-' and '_'.", task);
	char *folder = path_join(logs_folder, task), **names = NULL;
	int rc = file_is_folder(folder) ? folder_list(folder, &names, error) : 0;
	if (rc == 0 && names)
		keep_names(names, folder, is_demonstration);
	if (rc == 0 && (!names || !names[0])) {
		file_names_free(names);
		rc = unknown_task(logs_folder, task, error);
	} else if (rc == 0) {
		names_to_paths(names, folder);
		*folders = names;
	}
	free(folder);
	return rc;
}
