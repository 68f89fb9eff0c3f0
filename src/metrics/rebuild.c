#include "metrics/database.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int add_run(struct metrics *metrics, const char *logs_folder, const char *task,
	const char *run, struct metrics_rebuilt *rebuilt, struct error *error)
{
	struct run_row row;
	struct error trouble = {0};
	int code = run_row_read(&row, logs_folder, task, run, &trouble);
	if (code == ERROR_NOT_FOUND) {
		rebuilt->unended++;
		return 0;
	}
	if (code) {
		if (!rebuilt->unread++)
			rebuilt->trouble = trouble;
		return 0;
	}
	code = metrics_add(metrics, &row, error);
	rebuilt->runs += !code;
	run_row_release(&row);
	return code;
}

static int add_task(struct metrics *metrics, const char *logs_folder, const char *task,
	struct metrics_rebuilt *rebuilt, struct error *error)
{
	char *folder = path_join(logs_folder, task), **names = NULL;
	int code = 0;
	if (path_component_is_safe(task) && file_is_folder(folder))
		code = folder_list(folder, &names, error);
	for (char **name = names; name && *name && !code; name++)
		if (text_starts_with(*name, "run-"))
			code = add_run(metrics, logs_folder, task, *name, rebuilt, error);
	file_names_free(names);
	free(folder);
	return code;
}

static int fill(struct metrics *metrics, const char *logs_folder, struct metrics_rebuilt *rebuilt,
	struct error *error)
{
	char **tasks = NULL;
	int code = metrics_execute(metrics, "DELETE FROM runs", error);
	if (!code)
		code = folder_list(logs_folder, &tasks, error);
	for (char **task = tasks; task && *task && !code; task++)
		code = add_task(metrics, logs_folder, *task, rebuilt, error);
	file_names_free(tasks);
	return code;
}

/* The journal goes with its database: beside another one it would be taken for that one's, and
 * undo what was never done there. It goes first, so that no crash in between leaves it behind. */
static int put_aside(const char *logs_folder, char **aside, struct error *error)
{
	static const char *const endings[] = {"-journal", "-wal", "-shm", ""};
	char *path = path_join(logs_folder, METRICS_FILE), time[20];
	clock_utc_compact(time);
	int code = 0;
	char *target = memory_format("%s.%s", path, time);
	for (int i = 2; file_exists(target); i++) {
		free(target);
		target = memory_format("%s.%s-%d", path, time, i);
	}
	for (size_t i = 0; i < sizeof endings / sizeof *endings && !code; i++) {
		char *from = memory_format("%s%s", path, endings[i]);
		char *to = memory_format("%s%s", target, endings[i]);
		if (rename(from, to) && errno != ENOENT)
			code = error_set_errno(error, errno, "Cannot put %s aside", from);
		free(from);
		free(to);
	}
	free(path);
	if (code)
		free(target);
	else
		*aside = target;
	return code;
}

/* Damage in the middle of the file shows only when all of it is looked at. */
static int check(struct metrics *metrics, struct error *error)
{
	long sound = 0;
	int code = metrics_ask(metrics,
		"SELECT count(*) FROM pragma_quick_check WHERE quick_check = 'ok'", &sound, error);
	return code || sound ? code : metrics_refuse(metrics, SQLITE_CORRUPT, error);
}

static int open_sound(struct metrics **metrics, const char *logs_folder, struct error *error)
{
	int code = metrics_open(metrics, logs_folder, METRICS_CHANGE, error);
	if (!code)
		code = check(*metrics, error);
	if (code) {
		metrics_close(*metrics);
		*metrics = NULL;
	}
	return code;
}

int metrics_rebuild(const char *logs_folder, struct metrics_rebuilt *rebuilt, struct error *error)
{
	struct metrics *metrics;
	struct error unusable = {0};
	*rebuilt = (struct metrics_rebuilt){0};
	if (!file_is_folder(logs_folder))
		return error_set(error, ERROR_NOT_FOUND,
			"There is no folder '%s' with the files of runs. Name it with "
			"--output-dir.",
			logs_folder);
	int code = open_sound(&metrics, logs_folder, &unusable);
	if (code == ERROR_INPUT) {
		code = put_aside(logs_folder, &rebuilt->aside, error);
		if (!code)
			code = metrics_open(&metrics, logs_folder, METRICS_CHANGE, error);
	} else if (code) {
		code = error_set(error, unusable.code, "%s", unusable.message);
	}
	if (!code)
		code = metrics_begin(metrics, error);
	if (!code)
		code = metrics_end(metrics, fill(metrics, logs_folder, rebuilt, error), error);
	metrics_close(metrics);
	return code;
}
