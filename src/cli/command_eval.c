/*
 * apprentice eval - examines policies on the bundled apps.
 */
#include "cli/cli.h"

#include "action/execute.h"
#include "appserver/appserver.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/places.h"
#include "cli/printer.h"
#include "evaluation/apps.h"
#include "observation/observe.h"

#include <stdlib.h>
#include <string.h>

#define STEPS_MAXIMUM 60

struct examination {
	struct loop loop;
	struct appserver *server;
	struct browser *browser;
	struct browser_script scripts[2];
	struct apps_options how;
	struct apps_summary summary;
	char *apps_folder, *base_url, *downloads;
	json_t *cases; /* for --json; NULL otherwise */
};

static const char *policy_name(const struct apps_case *result)
{
	return result->literal ? "literal" : "replay";
}

static const char *verdict_of(const struct apps_case *result)
{
	if (result->outcome == OUTCOME_SUCCESS)
		return result->confirmed ? "success" : "FALSE SUCCESS";
	return result->confirmed ? "done, not reported" : "no success";
}

static void show_case(void *context, const struct apps_case *result)
{
	struct examination *examination = context;
	struct printer out = printer_for(stderr, NULL);
	bool good = result->outcome == OUTCOME_SUCCESS && result->confirmed;
	apps_summary_add(&examination->summary, result);
	print_line(&out, good ? TONE_PLAIN : TONE_CAUTION,
		"%s/%s drift %d seed %d %s: %s, %d steps, %.1f s%s%s%s%s", result->app,
		result->task, result->drift, result->seed, policy_name(result), verdict_of(result),
		result->steps, (double)result->took_ms / 1000, good ? "" : " - ",
		good ? "" : result->reason,
		result->confirmed ? "" : " - app: ", result->confirmed ? "" : result->objection);
	if (!examination->cases)
		return;
	json_array_append_new(examination->cases,
		json_pack("{s:s,s:s,s:i,s:i,s:s,s:s,s:o,s:b,s:o,s:i,s:I,s:o}", "app", result->app,
			"task", result->task, "drift", result->drift, "seed", result->seed,
			"policy", policy_name(result), "outcome", outcome_name(result->outcome),
			"reason", json_text_new(result->reason), "confirmed", result->confirmed,
			"objection", json_text_new(result->objection), "steps", result->steps,
			"took_ms", (json_int_t)result->took_ms, "folder",
			json_text_new(result->folder)));
}

static bool list_has(const char *const *list, const char *word)
{
	while (*list && strcmp(*list, word) != 0)
		list++;
	return *list != NULL;
}

static void read_options(struct examination *examination, const struct options *options)
{
	const char *const *drifts = options_list(options, "drift");
	const char *const *policies = options_list(options, "policies");
	struct apps_options *how = &examination->how;
	for (size_t i = 0; drifts[i]; i++)
		how->drifts[strtol(drifts[i], NULL, 10)] = true;
	how->follow = list_has(policies, "replay");
	how->literal = list_has(policies, "literal");
	how->seed_first = 2; /* 1 is what the demonstrations show */
	how->seed_count = (int)options_integer(options, "seeds");
	how->filter = options_text(options, "tasks");
	how->logs_folder = options_text(options, "output-dir");
	how->max_steps = STEPS_MAXIMUM;
	how->action_timeout_ms = (int)options_integer(options, "timeout-action");
	how->screenshots = options_bool(options, "screenshots");
	how->done = show_case;
	how->context = examination;
}

static int start_server(
	struct examination *examination, const struct options *options, struct error *error)
{
	const char *given = options_text(options, "root");
	int code = 0;
	if (given)
		examination->apps_folder = memory_copy_text(given);
	else
		code = place_find("apps", &examination->apps_folder, error);
	struct appserver_options server = {
		.port = (int)options_integer(options, "port"), .root = examination->apps_folder};
	if (!code)
		code = appserver_open(&examination->loop, &server, &examination->server, error);
	if (code)
		return code;
	examination->base_url =
		memory_format("http://127.0.0.1:%d", appserver_port(examination->server));
	examination->how.base_url = examination->base_url;
	examination->how.apps_folder = examination->apps_folder;
	return 0;
}

static int start_browser(
	struct examination *examination, const struct options *options, struct error *error)
{
	char *folder = path_join(options_text(options, "output-dir"), "downloads");
	int code = folder_make(folder, 0700, error);
	examination->downloads = code ? NULL : realpath(folder, NULL);
	free(folder);
	if (code)
		return code;
	examination->scripts[0] = observation_script();
	examination->scripts[1] = action_script();
	struct browser_options how = {.chromium = options_text(options, "chromium"),
		.debugging_port = -1,
		.download_folder = examination->downloads,
		.scripts = examination->scripts,
		.script_count = 2};
	return browser_open(&examination->loop, &how, &examination->browser, error);
}

static void show_summary(const struct examination *examination)
{
	struct printer out = printer_for(stdout, NULL);
	char *table = apps_summary_table(&examination->summary);
	if (examination->cases)
		print_json(&out, json_pack("{s:O,s:o}", "cases", examination->cases, "table",
					 json_text_new(table)));
	else
		fputs(table, stdout);
	free(table);
}

static int examine(
	struct examination *examination, const struct options *options, struct error *error)
{
	int code = loop_init(&examination->loop, error);
	if (code)
		return code;
	code = loop_catch_signals(&examination->loop, error);
	if (!code)
		code = start_server(examination, options, error);
	if (!code)
		code = start_browser(examination, options, error);
	if (!code)
		code = evaluate_apps(examination->browser, &examination->how, error);
	if (!code)
		show_summary(examination);
	browser_close(examination->browser);
	appserver_close(examination->server);
	loop_release(&examination->loop);
	return code;
}

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	struct examination examination = {0};
	if (count != 1 || strcmp(arguments[0], "apps") != 0) {
		error_set(error, ERROR_USAGE, "Say what to examine on: 'apprentice eval apps'.");
		return EXIT_USAGE;
	}
	read_options(&examination, options);
	if (options_bool(options, "json"))
		examination.cases = json_array();
	int code = examine(&examination, options, error);
	json_decref(examination.cases);
	free(examination.apps_folder);
	free(examination.base_url);
	free(examination.downloads);
	return code ? exit_status_of_browsing(code) : EXIT_VERIFIED;
}

const struct command command_eval = {
	.name = "eval",
	.group = "Look and check",
	.options = COMMAND_EVAL,
	.synopsis = "apps [options]",
	.summary = "Measure how often tasks succeed on changed pages",
	.about = "Runs every task of the bundled apps from its shipped demonstration, with new "
		 "values, at\n"
		 "each level of drift. The app's own state decides whether a run succeeded; a "
		 "success that\n"
		 "it does not confirm is counted as false.",
	.examples =
		"  apprentice eval apps\n"
		"  apprentice eval apps --drift 0,1 --policies replay --tasks 'shop/*' --seeds 3\n",
	.arguments_maximum = 1,
	.run = run,
};
