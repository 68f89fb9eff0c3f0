#include "evaluation/apps.h"

#include "agent/run.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/file.h"
#include "base/text.h"
#include "browser/tab.h"
#include "policy/replay.h"

#include <stdlib.h>
#include <string.h>

#define EXAMINE_TIMEOUT_MS 20000
#define NAVIGATION_TIMEOUT_MS 30000

struct examination {
	struct browser *browser;
	const struct apps_options *options;
	struct tab *desk;        /* shows shared/tasks.html, which knows tasks and judges states */
	struct policy *replay;
};

/* One task of one app, with its demonstration. */
struct exercise {
	const char *app, *task, *start;
	struct trajectory demonstration;
};

/* Calls window.examine.<function>(arguments...) on the desk. `arguments` is a JSON array. */
static int ask_desk(struct examination *examination, const char *function, json_t *arguments,
	json_t **answer, struct error *error)
{
	char *list = json_print(arguments);
	char *expression = memory_format("window.examine.%s(...%s)", function, list);
	int code = tab_evaluate_in_page(examination->desk, expression,
		deadline_in(EXAMINE_TIMEOUT_MS), answer, error);
	free(expression);
	free(list);
	json_decref(arguments);
	return code;
}

static int open_desk(struct examination *examination, struct error *error)
{
	int code = browser_new_tab(examination->browser, false, &examination->desk, error);
	if (code)
		return code;
	char *url = memory_format("%s/shared/tasks.html", examination->options->base_url);
	code = tab_navigate(examination->desk, url, deadline_in(NAVIGATION_TIMEOUT_MS), error);
	free(url);
	return code;
}

static int load_demonstration(struct examination *examination, struct exercise *exercise,
	struct error *error)
{
	char *folder = memory_format("%s/%s/demonstrations/%s", examination->options->apps_folder,
		exercise->app, exercise->task);
	int code = trajectory_read(&exercise->demonstration, folder, error);
	free(folder);
	return code;
}

static int take_secrets(const json_t *instance, struct secrets *secrets, struct error *error)
{
	const char *name;
	json_t *value;
	json_t *declared = json_at(instance, "secrets");
	json_object_foreach(declared, name, value)
	{
		int code = secrets_add(secrets, name, NULL, json_string_value(value), error);
		if (code)
			return code;
	}
	return 0;
}

static int judge(struct examination *examination, const struct exercise *exercise, int seed,
	const char *session, struct apps_case *result, json_t **verdict, struct error *error)
{
	int code = ask_desk(examination, "check",
		json_pack("[s,s,i,s]", exercise->app, exercise->task, seed, session), verdict, error);
	if (code)
		return code;
	result->confirmed = json_bool_at(*verdict, "ok", false);
	result->objection = json_text_at(*verdict, "why", "");
	return 0;
}

static int run_agent(struct examination *examination, const struct exercise *exercise,
	const struct binding *binding, const struct secrets *secrets, const char *start_url,
	bool literal, struct run_result *run, struct error *error)
{
	const struct apps_options *options = examination->options;
	char *task = memory_format("%s-%s", exercise->app, exercise->task);
	struct run_options how = {
		.logs_folder = options->logs_folder,
		.task = task,
		.demonstrations = &exercise->demonstration,
		.demonstration_count = 1,
		.binding = binding,
		.goal = binding->goal,
		.start_url = start_url,
		.criterion = &exercise->demonstration.criterion,
		.secrets = secrets,
		.policy = examination->replay,
		.literal = literal,
		.max_steps = options->max_steps,
		.action_timeout_ms = options->action_timeout_ms,
		.navigation_timeout_ms = NAVIGATION_TIMEOUT_MS,
		.screenshots = options->screenshots,
	};
	int code = agent_run(examination->browser, &how, run, error);
	free(task);
	return code;
}

/* The case of one seed: its goal from the app, the run, the app's verdict. */
static int run_case(struct examination *examination, const struct exercise *exercise, int drift,
	int seed, bool literal, struct error *error)
{
	const struct apps_options *options = examination->options;
	char session[17];
	random_identifier(session, 16);
	char *start_url = memory_format("%s%s?seed=%d&drift=%d&session=%s", options->base_url,
		exercise->start, seed, drift, session);
	json_t *instance = NULL, *verdict = NULL;
	struct secrets secrets;
	secrets_init(&secrets);
	struct binding binding = {0};
	struct run_result run = {0};
	const struct parameters no_settings = {0};
	int code = ask_desk(examination, "instance",
		json_pack("[s,s,i]", exercise->app, exercise->task, seed), &instance, error);
	if (!code)
		code = take_secrets(instance, &secrets, error);
	if (!code)
		code = binding_make(&binding, exercise->demonstration.goal,
			&exercise->demonstration.parameters, json_text_at(instance, "goal", ""),
			&no_settings, error);
	if (!code)
		code = run_agent(examination, exercise, &binding, &secrets, start_url, literal, &run, error);
	struct apps_case result = {.app = exercise->app, .task = exercise->task, .drift = drift,
		.seed = seed, .literal = literal, .outcome = run.outcome, .reason = run.reason,
		.steps = run.steps, .took_ms = run.took_ms, .folder = run.folder, .objection = ""};
	if (!code)
		code = judge(examination, exercise, seed, session, &result, &verdict, error);
	if (!code)
		options->done(options->context, &result);
	run_result_release(&run);
	binding_release(&binding);
	secrets_release(&secrets);
	json_decref(verdict);
	json_decref(instance);
	free(start_url);
	return code;
}

static int run_exercise(struct examination *examination, const struct exercise *exercise,
	struct error *error)
{
	const struct apps_options *options = examination->options;
	for (int drift = 0; drift < DRIFT_LEVELS; drift++) {
		if (!options->drifts[drift])
			continue;
		for (int i = 0; i < options->seed_count; i++) {
			int seed = options->seed_first + i;
			int code = 0;
			if (options->literal)
				code = run_case(examination, exercise, drift, seed, true, error);
			if (!code && options->follow)
				code = run_case(examination, exercise, drift, seed, false, error);
			if (code)
				return code;
		}
	}
	return 0;
}

static bool wanted(const struct apps_options *options, const char *app, const char *task)
{
	char *name = memory_format("%s/%s", app, task);
	bool matches = !options->filter || text_glob(options->filter, name);
	free(name);
	return matches;
}

static int run_all(struct examination *examination, const json_t *tasks, struct error *error)
{
	size_t index;
	json_t *row;
	json_array_foreach(tasks, index, row)
	{
		struct exercise exercise = {
			.app = json_text_at(row, "app", ""),
			.task = json_text_at(row, "task", ""),
			.start = json_text_at(row, "start", ""),
		};
		if (!wanted(examination->options, exercise.app, exercise.task))
			continue;
		int code = load_demonstration(examination, &exercise, error);
		if (!code)
			code = run_exercise(examination, &exercise, error);
		trajectory_release(&exercise.demonstration);
		if (code)
			return code;
	}
	return 0;
}

int evaluate_apps(struct browser *browser, const struct apps_options *options,
	struct error *error)
{
	struct examination examination = {.browser = browser, .options = options,
		.replay = policy_replay_new()};
	json_t *tasks = NULL;
	int code = open_desk(&examination, error);
	if (!code)
		code = ask_desk(&examination, "list", json_array(), &tasks, error);
	if (!code)
		code = run_all(&examination, tasks, error);
	json_decref(tasks);
	policy_free(examination.replay);
	return code;
}
