/* apprentice eval apps - examines policies on the bundled apps. */
#include "cli/command_eval.h"

#include "appserver/appserver.h"
#include "base/memory.h"
#include "cli/places.h"
#include "cli/printer.h"
#include "evaluation/apps.h"

#include <stdlib.h>
#include <string.h>

#define STEPS_MAXIMUM 60

struct examination {
	struct eval_browser browsing;
	struct appserver *server;
	struct apps_options how;
	struct eval_policies policies;
	struct apps_entrant entrants[APPS_ENTRANTS_MAX];
	struct apps_summary summary;
	char *apps_folder, *base_url;
	json_t *cases; /* for --json; NULL otherwise */
};

static const char *verdict_of(const struct apps_case *result)
{
	if (result->outcome == OUTCOME_SUCCESS)
		return result->confirmed ? "success" : "FALSE SUCCESS";
	return result->confirmed ? "done, not reported" : "no success";
}

static json_t *case_to_json(const struct apps_case *result)
{
	return json_pack("{s:s,s:s,s:i,s:i,s:s,s:s,s:o,s:b,s:o,s:i,s:I,s:o}", "app", result->app,
		"task", result->task, "drift", result->drift, "seed", result->seed, "policy",
		result->policy, "outcome", outcome_name(result->outcome), "reason",
		json_text_new(result->reason), "confirmed", result->confirmed, "objection",
		json_text_new(result->objection), "steps", result->steps, "took_ms",
		(json_int_t)result->took_ms, "folder", json_text_new(result->folder));
}

/* What a summary needs of it. */
static struct apps_case case_from_json(const json_t *value)
{
	struct apps_case result = {
		.drift = (int)json_integer_at(value, "drift", 0),
		.policy = json_text_at(value, "policy", ""),
		.confirmed = json_bool_at(value, "confirmed", false),
		.steps = (int)json_integer_at(value, "steps", 0),
		.took_ms = json_integer_at(value, "took_ms", 0),
	};
	outcome_from_name(json_text_at(value, "outcome", ""), &result.outcome);
	return result;
}

static void show_case(void *context, const struct apps_case *result)
{
	struct examination *examination = context;
	struct printer out = printer_for(stderr, NULL);
	bool good = result->outcome == OUTCOME_SUCCESS && result->confirmed;
	apps_summary_add(&examination->summary, result);
	print_line(&out, good ? TONE_PLAIN : TONE_CAUTION,
		"%s/%s drift %d seed %d %s: %s, %d steps, %.1f s%s%s%s%s", result->app,
		result->task, result->drift, result->seed, result->policy, verdict_of(result),
		result->steps, (double)result->took_ms / 1000, good ? "" : " - ",
		good ? "" : result->reason,
		result->confirmed ? "" : " - app: ", result->confirmed ? "" : result->objection);
	if (examination->cases)
		json_array_append_new(examination->cases, case_to_json(result));
}

static void read_options(struct examination *examination, const struct options *options)
{
	const char *const *drifts = options_list(options, "drift");
	struct apps_options *how = &examination->how;
	for (size_t i = 0; drifts[i]; i++)
		how->drifts[strtol(drifts[i], NULL, 10)] = true;
	how->seed_first = 2; /* 1 is what the demonstrations show */
	how->seed_count = (int)options_integer(options, "seeds");
	how->filters = options_list(options, "tasks");
	how->logs_folder = options_text(options, "output-dir");
	how->max_steps = (int)eval_integer(options, "max-steps", STEPS_MAXIMUM);
	how->action_timeout_ms = (int)options_integer(options, "timeout-action");
	how->screenshots = options_bool(options, "screenshots");
	how->done = show_case;
	how->context = examination;
}

static int make_entrants(
	struct examination *examination, const struct options *options, struct error *error)
{
	struct eval_policies *policies = &examination->policies;
	int code = eval_policies_open(policies, options, NULL, error);
	for (size_t i = 0; i < policies->count; i++)
		examination->entrants[i] = (struct apps_entrant){
			.name = policies->items[i].kind->name,
			.policy = policies->items[i].chosen.policy,
			.literal = policies->items[i].kind->literal,
			.needs_binding = policies->items[i].kind->needs_demonstration,
		};
	examination->how.entrants = examination->entrants;
	examination->how.entrant_count = policies->count;
	return code;
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
		code = appserver_open(
			&examination->browsing.loop, &server, &examination->server, error);
	if (code)
		return code;
	examination->base_url =
		memory_format("http://127.0.0.1:%d", appserver_port(examination->server));
	examination->how.base_url = examination->base_url;
	examination->how.apps_folder = examination->apps_folder;
	return 0;
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
	int code = make_entrants(examination, options, error);
	if (!code)
		code = eval_loop_open(&examination->browsing, error);
	if (!code)
		code = start_server(examination, options, error);
	if (!code)
		code = eval_browser_open(&examination->browsing, options, error);
	if (!code)
		code = evaluate_apps(examination->browsing.browser, &examination->how, error);
	browser_close(examination->browsing.browser);
	examination->browsing.browser = NULL;
	appserver_close(examination->server);
	eval_browser_close(&examination->browsing);
	eval_policies_close(&examination->policies);
	return code;
}

static void merge(void *context, const json_t *result)
{
	struct examination *examination = context;
	size_t index;
	json_t *value;
	json_array_foreach(json_at(result, "cases"), index, value)
	{
		struct apps_case one = case_from_json(value);
		apps_summary_add(&examination->summary, &one);
		if (examination->cases)
			json_array_append(examination->cases, value);
	}
}

static int run(const struct options *options, struct error *error)
{
	struct examination examination = {0};
	struct eval_share share;
	int jobs = eval_jobs(options);
	int code = eval_share_of(options, &share, error);
	if (code)
		return code;
	read_options(&examination, options);
	examination.how.share_index = share.index;
	examination.how.share_count = share.count;
	if (options_bool(options, "json"))
		examination.cases = json_array();
	if (jobs > 1 && share.count == 1)
		code = eval_shares("apps", options, jobs, merge, &examination, error);
	else
		code = examine(&examination, options, error);
	if (!code)
		show_summary(&examination);
	json_decref(examination.cases);
	free(examination.apps_folder);
	free(examination.base_url);
	return code;
}

const struct eval_suite eval_apps = {
	.name = "apps",
	.options = (const char *const[]){"drift", "port", "root", NULL},
	.run = run,
};
