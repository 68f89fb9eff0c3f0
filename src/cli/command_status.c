/*
 * apprentice status - what there is: tasks, what they have learned, how they did lately, the network.
 */
#include "cli/choose_policy.h"
#include "cli/cli.h"
#include "cli/open_adapters.h"
#include "cli/places.h"
#include "cli/printer.h"
#include "cli/stats_report.h"
#include "cli/task_summary.h"
#include "trajectory/trajectory.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/terminal.h"

#include <stdlib.h>
#include <string.h>

#define COURSE 12 /* columns */

enum learned { LEARNED_NOTHING, LEARNED_SOMETHING, LEARNED_UNREADABLE };

/* One task, from three places; each may be missing. */
struct task_status {
	const char *name;
	struct task_summary summary;
	enum learned learned;
	struct store_state state;
	struct error trouble; /* why its learning cannot be read */
	size_t adapters;
	const struct task_statistics *statistics; /* NULL: no run is in the database */
};

struct status {
	char **names; /* of the tasks */
	struct task_status *tasks;
	size_t count;
	struct run_rows rows;
	struct statistics statistics;
	struct error database_trouble;
	char *model; /* path; NULL: there is none */
};

static void read_learning(struct task_status *task, const struct options *options)
{
	const char *adapters = options_text(options, "adapters-dir");
	struct store store;
	struct store_item *items = NULL;
	char *folder = path_join(adapters, task->name);
	bool exists = file_is_folder(folder);
	free(folder);
	if (!exists)
		return;
	task->learned = LEARNED_UNREADABLE;
	if (store_open(&store, adapters, task->name, STORE_LOOK, &task->trouble))
		return;
	if (!store_list(&store, &items, &task->adapters, &task->trouble)) {
		task->learned = LEARNED_SOMETHING;
		task->state = store.state;
	}
	free(items);
	store_close(&store);
}

/* Without the database everything else is still known. */
static void read_results(struct status *status, const char *logs_folder)
{
	struct metrics *metrics;
	if (!metrics_open(&metrics, logs_folder, METRICS_LOOK, &status->database_trouble))
		metrics_rows(metrics, NULL, &status->rows, &status->database_trouble);
	metrics_close(metrics);
	statistics_make(&status->statistics, &status->rows);
}

static const struct task_statistics *statistics_of(const struct status *status, const char *name)
{
	for (size_t i = 0; i < status->statistics.count; i++)
		if (!strcmp(status->statistics.tasks[i].task, name))
			return &status->statistics.tasks[i];
	return NULL;
}

static void find_model(struct status *status, const struct options *options)
{
	const char *given = options_text(options, "model");
	if (given && file_exists(given))
		status->model = memory_copy_text(given);
	else if (!given)
		place_find(SHIPPED_MODEL, &status->model, NULL);
}

static int read_status(struct status *status, const struct options *options, struct error *error)
{
	const char *logs_folder = options_text(options, "output-dir");
	int code = task_list(logs_folder, &status->names, error);
	if (code)
		return code;
	read_results(status, logs_folder);
	find_model(status, options);
	while (status->names[status->count])
		status->count++;
	status->tasks = memory_new(status->count + 1, sizeof *status->tasks);
	for (size_t i = 0; i < status->count; i++) {
		struct task_status *task = &status->tasks[i];
		task->name = status->names[i];
		task->statistics = statistics_of(status, task->name);
		task_summarize(&task->summary, logs_folder, task->name);
		read_learning(task, options);
	}
	return 0;
}

static void release(struct status *status)
{
	for (size_t i = 0; i < status->count; i++)
		task_summary_release(&status->tasks[i].summary);
	free(status->tasks);
	file_names_free(status->names);
	statistics_release(&status->statistics);
	run_rows_release(&status->rows);
	free(status->model);
}

/* ---- for a person ---- */

/* "12 of 100 updates, adapter 3fa9c1d2e4b5". Heap text. */
static char *learning_in_words(const struct task_status *task)
{
	const struct store_state *state = &task->state;
	char name[HASH_SHOWN + 1];
	if (task->learned != LEARNED_SOMETHING)
		return memory_copy_text(
			task->learned == LEARNED_NOTHING ? "not yet" : "cannot be read");
	adapter_short_name(state->active, name);
	return memory_format("%llu of %llu updates, adapter %s%s",
		(unsigned long long)state->gate.updates_used,
		(unsigned long long)gate_defaults.update_budget, name,
		state->gate.cool_down_left ? ", pausing" : "");
}

static void show_task(const struct printer *out, const struct task_status *task)
{
	const struct task_statistics *statistics = task->statistics;
	char *learning = learning_in_words(task);
	char *course = statistics ? stats_course(statistics, COURSE) : NULL;
	char success[16] = "-";
	if (statistics && statistics->last.of)
		snprintf(success, sizeof success, "%.0f %%", 100 * rate_value(&statistics->last));
	/* A column of the screen may be several bytes. */
	int room = course ? (int)(COURSE + strlen(course) - terminal_columns(course)) : COURSE;
	print_line(out, TONE_PLAIN, "%-20s %5zu %5zu  %-9s %7s  %-*s  %s", task->name,
		task->summary.demonstrations, task->summary.runs,
		task->summary.last_outcome ? task->summary.last_outcome : "-", success, room,
		course ? course : "", learning);
	free(course);
	free(learning);
}

static void tell_person(const struct options *options, const struct status *status)
{
	struct printer out = printer_for(stdout, NULL);
	struct log log = {.stream = stderr, .level = LOG_WARNING};
	if (status->count)
		print_line(&out, TONE_STRONG, "%-20s %5s %5s  %-9s %7s  %-12s  %s", "TASK", "SHOWN",
			"RUNS", "LAST", "LAST 10", "COURSE", "LEARNED");
	else
		print_line(&out, TONE_PLAIN,
			"There are no tasks in '%s'. Show one with: apprentice record --task NAME "
			"--url URL --goal TEXT",
			options_text(options, "output-dir"));
	for (size_t i = 0; i < status->count; i++)
		show_task(&out, &status->tasks[i]);
	print_line(&out, TONE_PLAIN, "Network: %s",
		status->model ? status->model : "none, so that --policy native cannot be used");
	for (size_t i = 0; i < status->count; i++)
		if (status->tasks[i].trouble.code)
			log_line(&log, LOG_WARNING, "%s", status->tasks[i].trouble.message);
	if (status->database_trouble.code && status->database_trouble.code != ERROR_NOT_FOUND)
		log_line(&log, LOG_WARNING, "%s", status->database_trouble.message);
}

/* ---- for programs ---- */

static json_t *learning_to_json(const struct task_status *task)
{
	const struct store_state *state = &task->state;
	if (task->learned == LEARNED_NOTHING)
		return json_null();
	if (task->learned == LEARNED_UNREADABLE)
		return json_pack("{s:s}", "trouble", task->trouble.message);
	return json_pack("{s:I,s:s?,s:s?,s:I,s:I,s:I}", "adapters", (json_int_t)task->adapters,
		"in_force", *state->active ? state->active : NULL, "best",
		*state->best ? state->best : NULL, "budget_used",
		(json_int_t)state->gate.updates_used, "budget",
		(json_int_t)gate_defaults.update_budget, "cool_down_left",
		(json_int_t)state->gate.cool_down_left);
}

static json_t *task_to_json(const struct task_status *task)
{
	const struct task_statistics *statistics = task->statistics;
	json_t *object = json_object();
	json_object_set_new(object, "task", json_text_new(task->name));
	json_object_set_new(object, "goal", json_text_new(task->summary.goal));
	json_object_set_new(
		object, "demonstrations", json_integer((json_int_t)task->summary.demonstrations));
	json_object_set_new(object, "runs", json_integer((json_int_t)task->summary.runs));
	json_object_set_new(object, "last_outcome", json_text_new(task->summary.last_outcome));
	json_object_set_new(object, "success_of_last_10",
		statistics && statistics->last.of ? json_real(rate_value(&statistics->last))
						  : json_null());
	json_object_set_new(object, "learned", learning_to_json(task));
	return object;
}

static void tell_program(const struct status *status)
{
	struct printer out = printer_for(stdout, NULL);
	json_t *object = json_object(), *tasks = json_array();
	const struct error *trouble = &status->database_trouble;
	for (size_t i = 0; i < status->count; i++)
		json_array_append_new(tasks, task_to_json(&status->tasks[i]));
	json_object_set_new(object, "tasks", tasks);
	json_object_set_new(object, "model", json_text_new(status->model));
	json_object_set_new(object, "database_trouble",
		json_text_new(trouble->code && trouble->code != ERROR_NOT_FOUND ? trouble->message
										: NULL));
	print_json(&out, object);
}

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	(void)arguments;
	(void)count;
	struct status status = {0};
	int code = read_status(&status, options, error);
	if (!code && options_bool(options, "json"))
		tell_program(&status);
	else if (!code)
		tell_person(options, &status);
	release(&status);
	return exit_status_of(code);
}

const struct command command_status = {
	.name = "status",
	.group = "Look and check",
	.options = COMMAND_STATUS,
	.synopsis = "[--json] [options]",
	.summary = "What there is: tasks, what they learned, how they did lately",
	.about = "Lists the tasks with their demonstrations and runs, the outcome of the last run, "
		 "the\nsuccess of the last ten, what was learned and how much of the budget that "
		 "took, and\nthe file of the network. Changes nothing.",
	.examples = "  apprentice status\n"
		    "  apprentice status --json\n",
	.run = run,
};
