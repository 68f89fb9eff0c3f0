/*
 * apprentice tasks - which tasks there are, and what is known of one.
 */
#include "cli/cli.h"
#include "cli/demonstration_report.h"
#include "cli/load_task.h"
#include "cli/printer.h"
#include "cli/task_summary.h"
#include "config/nearest.h"

#include "base/file.h"

#include <string.h>

static const char *const verbs[] = {"list", "show", NULL};

static void list_for_person(char *const *names, const char *logs_folder)
{
	struct printer out = printer_for(stdout, NULL);
	if (!names[0]) {
		print_line(&out, TONE_PLAIN,
			"There are no tasks in '%s'. Show one with: apprentice record --task NAME "
			"--url URL --goal TEXT",
			logs_folder);
		return;
	}
	print_line(&out, TONE_STRONG, "%-24s %6s  %-10s  %s", "TASK", "SHOWN", "LAST RUN", "GOAL");
	for (; *names; names++) {
		struct task_summary summary = {0};
		task_summarize(&summary, logs_folder, *names);
		print_line(&out, TONE_PLAIN, "%-24s %6zu  %-10s  %s", *names,
			summary.demonstrations, summary.last_outcome ? summary.last_outcome : "-",
			summary.goal ? summary.goal : "-");
		task_summary_release(&summary);
	}
}

static void list_for_program(char *const *names, const char *logs_folder)
{
	struct printer out = printer_for(stdout, NULL);
	json_t *tasks = json_array(), *object = json_object();
	for (; *names; names++) {
		struct task_summary summary = {0};
		task_summarize(&summary, logs_folder, *names);
		json_t *entry = json_object();
		json_object_set_new(entry, "task", json_text_new(*names));
		json_object_set_new(entry, "goal", json_text_new(summary.goal));
		json_object_set_new(
			entry, "demonstrations", json_integer((json_int_t)summary.demonstrations));
		json_object_set_new(entry, "runs", json_integer((json_int_t)summary.runs));
		json_object_set_new(entry, "last_outcome", json_text_new(summary.last_outcome));
		json_array_append_new(tasks, entry);
		task_summary_release(&summary);
	}
	json_object_set_new(object, "tasks", tasks);
	print_json(&out, object);
}

static int list(const struct options *options, struct error *error)
{
	const char *logs_folder = options_text(options, "output-dir");
	char **names = NULL;
	int code = task_list(logs_folder, &names, error);
	if (code)
		return exit_status_of(code);
	if (options_bool(options, "json"))
		list_for_program(names, logs_folder);
	else
		list_for_person(names, logs_folder);
	file_names_free(names);
	return EXIT_VERIFIED;
}

static void show_for_person(const struct loaded_task *task)
{
	struct printer out = printer_for(stdout, NULL);
	const struct trajectory *newest = task_newest(task);
	print_line(&out, TONE_STRONG, "%s: %s", newest->task, newest->goal);
	print_line(&out, TONE_PLAIN, "Starts at %s", newest->start_url);
	print_line(&out, TONE_PLAIN, "Steps of the newest demonstration, %s:", newest->folder);
	report_demonstration(&out, newest);
}

static int show(const struct options *options, const char *name, struct error *error)
{
	struct log log = {.stream = stderr, .level = LOG_WARNING};
	struct loaded_task task;
	int code = task_load(&task, options_text(options, "output-dir"), name, &log, error);
	if (code)
		return exit_status_of(code);
	if (options_bool(options, "json")) {
		struct printer out = printer_for(stdout, NULL);
		print_json(&out, demonstration_to_object(task_newest(&task)));
	} else {
		show_for_person(&task);
	}
	loaded_task_release(&task);
	return EXIT_VERIFIED;
}

static int refuse_verb(const char *verb, struct error *error)
{
	const char *meant = nearest_name(verb, verbs);
	error_set(error, ERROR_USAGE, "tasks does not know '%s'. Use 'apprentice tasks %s%s'.",
		verb, meant ? meant : "show NAME' or 'apprentice tasks list",
		meant && !strcmp(meant, "show") ? " NAME" : "");
	return EXIT_USAGE;
}

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	const char *verb = count > 0 ? arguments[0] : "list";
	if (!strcmp(verb, "list") && count <= 1)
		return list(options, error);
	if (!strcmp(verb, "show") && count == 2)
		return show(options, arguments[1], error);
	if (!strcmp(verb, "show")) {
		error_set(error, ERROR_USAGE,
			"tasks show needs the name of a task: apprentice tasks show NAME.");
		return EXIT_USAGE;
	}
	return refuse_verb(count > 1 && !strcmp(verb, "list") ? arguments[1] : verb, error);
}

const struct command command_tasks = {
	.name = "tasks",
	.group = "Look and check",
	.options = COMMAND_TASKS,
	.synopsis = "[list | show NAME] [options]",
	.summary = "List the tasks, or show one",
	.about = "Lists the tasks with their demonstrations, the outcome of the last run, and the "
		 "goal\n"
		 "they were shown with; or shows one: goal, steps in words, parameters, criterion.",
	.examples = "  apprentice tasks\n"
		    "  apprentice tasks show book\n"
		    "  apprentice tasks --json --output-dir logs\n",
	.arguments_maximum = 2,
	.run = run,
};
