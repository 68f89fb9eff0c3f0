/*
 * apprentice stats - how often each task succeeds, over time, and at what cost.
 */
#include "cli/cli.h"
#include "cli/stats_report.h"
#include "config/nearest.h"
#include "metrics/learning_curve.h"
#include "trajectory/trajectory.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

static int rebuild(const struct options *options, struct error *error)
{
	const char *logs_folder = options_text(options, "output-dir");
	struct log log = {
		.stream = stderr, .level = options_bool(options, "quiet") ? LOG_WARNING : LOG_INFO};
	struct metrics_rebuilt rebuilt;
	int code = metrics_rebuild(logs_folder, &rebuilt, error);
	if (rebuilt.aside)
		log_line(&log, LOG_WARNING, "The database could not be used; it is kept as %s.",
			rebuilt.aside);
	if (rebuilt.unread)
		log_line(&log, LOG_WARNING, "%zu run%s left out. The first: %s", rebuilt.unread,
			rebuilt.unread == 1 ? " is" : "s are", rebuilt.trouble.message);
	if (!code)
		log_line(&log, LOG_INFO, "%s/%s is made again, of %zu runs.", logs_folder,
			METRICS_FILE, rebuilt.runs);
	free(rebuilt.aside);
	return code;
}

/* No database is no runs yet, if there is a folder for it to be in. */
static int read_rows(const struct options *options, struct run_rows *rows, struct error *error)
{
	const char *logs_folder = options_text(options, "output-dir");
	const char *task = options_is_set(options, "task") ? options_text(options, "task") : NULL;
	struct metrics *metrics;
	struct error missing = {0};
	*rows = (struct run_rows){0};
	int code = metrics_open(&metrics, logs_folder, METRICS_LOOK, &missing);
	if (code == ERROR_NOT_FOUND)
		return 0;
	if (code)
		return error_set(error, missing.code, "%s", missing.message);
	code = metrics_rows(metrics, task, rows, error);
	metrics_close(metrics);
	return code;
}

/* A task without runs is told apart from one that does not exist. */
static int check_task(
	const struct options *options, const struct run_rows *rows, struct error *error)
{
	char **names = NULL;
	if (!options_is_set(options, "task") || rows->count)
		return 0;
	const char *task = options_text(options, "task");
	const char *logs_folder = options_text(options, "output-dir");
	int code = task_list(logs_folder, &names, error);
	bool found = false;
	for (char **name = names; name && *name; name++)
		found = found || !strcmp(*name, task);
	const char *meant = code || found ? NULL : nearest_name(task, (const char *const *)names);
	if (!code && !found)
		code = error_set(error, ERROR_NOT_FOUND, "There is no task '%s' in '%s'.%s%s%s",
			task, logs_folder, meant ? " Did you mean '" : "", meant ? meant : "",
			meant ? "'?" : "");
	file_names_free(names);
	return code;
}

static int write_picture(const struct statistics *statistics, const char *path, struct error *error)
{
	struct bytes svg;
	bytes_init(&svg, LEARNING_CURVE_BYTES);
	int code = learning_curve_draw(statistics, &svg, error);
	if (!code)
		code = file_replace(path, svg.data, svg.length, 0644, error);
	bytes_release(&svg);
	return code;
}

static void tell_person(const struct options *options, const struct statistics *statistics)
{
	struct printer out = printer_for(stdout, NULL);
	if (!statistics->count)
		print_line(&out, TONE_PLAIN,
			"No run of %s%s is in %s/%s. 'apprentice stats --rebuild' reads those "
			"whose files are there.",
			options_is_set(options, "task") ? "the task " : "any task",
			options_is_set(options, "task") ? options_text(options, "task") : "",
			options_text(options, "output-dir"), METRICS_FILE);
	else if (options_is_set(options, "task"))
		stats_report_task(&out, &statistics->tasks[0]);
	else
		stats_report_table(&out, statistics);
	if (options_is_set(options, "svg"))
		print_line(&out, TONE_PLAIN, "The learning curves are in %s.",
			options_text(options, "svg"));
}

static void tell(const struct options *options, const struct statistics *statistics)
{
	struct printer out = printer_for(stdout, NULL);
	if (options_bool(options, "json")) {
		print_json(&out, stats_to_json(statistics));
	} else if (options_bool(options, "csv")) {
		char *csv = stats_to_csv(statistics);
		fputs(csv, stdout);
		free(csv);
	} else {
		tell_person(options, statistics);
	}
}

static int report(const struct options *options, struct error *error)
{
	struct run_rows rows;
	struct statistics statistics;
	int code = read_rows(options, &rows, error);
	if (code)
		return code;
	code = check_task(options, &rows, error);
	statistics_make(&statistics, &rows);
	if (!code && options_is_set(options, "svg"))
		code = write_picture(&statistics, options_text(options, "svg"), error);
	if (!code)
		tell(options, &statistics);
	statistics_release(&statistics);
	run_rows_release(&rows);
	return code;
}

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	(void)arguments;
	(void)count;
	int code = 0;
	if (options_bool(options, "json") && options_bool(options, "csv"))
		code = error_set(error, ERROR_USAGE,
			"--json and --csv contradict each other: give one of them.");
	if (!code && options_bool(options, "rebuild"))
		code = rebuild(options, error);
	if (!code)
		code = report(options, error);
	return exit_status_of(code);
}

const struct command command_stats = {
	.name = "stats",
	.group = "Look and check",
	.options = COMMAND_STATS,
	.synopsis = "[--task NAME] [--json | --csv] [--svg FILE] [--rebuild]",
	.summary = "How often each task succeeds, over time, and at what cost",
	.about = "Shows for each task the success of the last ten runs and of all, with its 95 % "
		 "interval,\nand what the successes took; with --task also decisions, learning "
		 "and rollbacks. A run\nthat was broken off, and a literal replay, does not "
		 "count; one that nothing verified is\nno success. Reads apprentice.db in "
		 "--output-dir; --rebuild makes that again from the\nfiles of the runs, if it was "
		 "damaged or lost.",
	.examples = "  apprentice stats\n"
		    "  apprentice stats --task book --svg book.svg\n"
		    "  apprentice stats --csv > runs.csv\n"
		    "  apprentice stats --rebuild\n",
	.run = run,
};
