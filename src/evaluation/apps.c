#include "evaluation/apps.h"

#include "agent/run.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/text.h"
#include "browser/tab.h"

#include <stdlib.h>
#include <string.h>

#define EXAMINE_TIMEOUT_MS    20000
#define NAVIGATION_TIMEOUT_MS 30000

struct examination {
	struct browser *browser;
	const struct apps_options *options;
	struct tab *desk; /* shows shared/tasks.html, which knows tasks and judges states */
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
	int code = tab_evaluate_in_page(
		examination->desk, expression, deadline_in(EXAMINE_TIMEOUT_MS), answer, error);
	free(expression);
	free(list);
	json_decref(arguments);
	return code;
}

static int open_desk(struct examination *examination, struct error *error)
{
	int code = browser_new_tab(examination->browser, true, &examination->desk, error);
	if (code)
		return code;
	char *url = memory_format("%s/shared/tasks.html", examination->options->base_url);
	code = tab_navigate(examination->desk, url, deadline_in(NAVIGATION_TIMEOUT_MS), error);
	free(url);
	return code;
}

static int load_demonstration(
	struct examination *examination, struct exercise *exercise, struct error *error)
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
		json_pack("[s,s,i,s]", exercise->app, exercise->task, seed, session), verdict,
		error);
	if (code)
		return code;
	result->confirmed = json_bool_at(*verdict, "ok", false);
	result->objection = json_text_at(*verdict, "why", "");
	return 0;
}

/* One run: what it starts from, and what came out. */
struct attempt {
	const struct exercise *exercise;
	const struct apps_entrant *entrant;
	const char *goal;
	char *start_url;  /* owned, as all below */
	json_t *instance; /* goal and secrets of the seed */
	json_t *verdict;  /* the app's */
	struct secrets secrets;
	struct binding binding; /* empty where the goal does not fit the demonstration's */
	bool bound;
	struct run_result run;
};

static void attempt_release(struct attempt *attempt)
{
	run_result_release(&attempt->run);
	binding_release(&attempt->binding);
	secrets_release(&attempt->secrets);
	json_decref(attempt->verdict);
	json_decref(attempt->instance);
	free(attempt->start_url);
}

/* The demonstration's criterion speaks of its parameters, so without a binding it proves nothing. */
static int run_agent(struct examination *examination, struct attempt *attempt, struct error *error)
{
	static const struct criterion nothing;
	const struct apps_options *options = examination->options;
	const struct exercise *exercise = attempt->exercise;
	char *task = memory_format("%s-%s", exercise->app, exercise->task);
	struct run_options how = {
		.logs_folder = options->logs_folder,
		.task = task,
		.demonstrations = &exercise->demonstration,
		.demonstration_count = 1,
		.binding = attempt->bound ? &attempt->binding : NULL,
		.goal = attempt->goal,
		.start_url = attempt->start_url,
		.criterion = attempt->bound ? &exercise->demonstration.criterion : &nothing,
		.secrets = &attempt->secrets,
		.policy = attempt->entrant->policy,
		.literal = attempt->entrant->literal,
		.max_steps = options->max_steps,
		.action_timeout_ms = options->action_timeout_ms,
		.navigation_timeout_ms = NAVIGATION_TIMEOUT_MS,
		.screenshots = options->screenshots,
	};
	int code = agent_run(examination->browser, &how, &attempt->run, error);
	free(task);
	return code;
}

/* A goal that does not fit is the entrant's failure, or, where it can do without, its handicap. */
static void bind_goal(struct attempt *attempt)
{
	const struct parameters no_settings = {0};
	const struct trajectory *shown = &attempt->exercise->demonstration;
	struct error refusal = {0};
	attempt->bound = !binding_make(&attempt->binding, shown->goal, &shown->parameters,
		attempt->goal, &no_settings, &refusal);
	if (attempt->bound || !attempt->entrant->needs_binding)
		return;
	attempt->run.outcome = OUTCOME_FAILURE;
	attempt->run.reason = memory_copy_text(refusal.message);
}

static int make_attempt(
	struct examination *examination, struct attempt *attempt, int seed, struct error *error)
{
	const struct exercise *exercise = attempt->exercise;
	int code = ask_desk(examination, "instance",
		json_pack("[s,s,i]", exercise->app, exercise->task, seed), &attempt->instance,
		error);
	if (!code)
		code = take_secrets(attempt->instance, &attempt->secrets, error);
	if (code)
		return code;
	attempt->goal = json_text_at(attempt->instance, "goal", "");
	bind_goal(attempt);
	return attempt->run.outcome == OUTCOME_FAILURE ? 0 : run_agent(examination, attempt, error);
}

/* The case of one seed: its goal from the app, the run, the app's verdict. */
static int run_case(struct examination *examination, const struct exercise *exercise, int drift,
	int seed, const struct apps_entrant *entrant, struct error *error)
{
	const struct apps_options *options = examination->options;
	struct attempt attempt = {.exercise = exercise, .entrant = entrant};
	char session[17];
	random_identifier(session, 16);
	attempt.start_url = memory_format("%s%s?seed=%d&drift=%d&session=%s", options->base_url,
		exercise->start, seed, drift, session);
	secrets_init(&attempt.secrets);
	int code = make_attempt(examination, &attempt, seed, error);
	const struct run_result *run = &attempt.run;
	struct apps_case result = {.app = exercise->app,
		.task = exercise->task,
		.drift = drift,
		.seed = seed,
		.policy = entrant->name,
		.outcome = run->outcome,
		.reason = run->reason,
		.steps = run->steps,
		.took_ms = run->took_ms,
		.folder = run->folder ? run->folder : "",
		.objection = ""};
	if (!code)
		code = judge(
			examination, exercise, seed, session, &result, &attempt.verdict, error);
	if (!code)
		options->done(options->context, &result);
	attempt_release(&attempt);
	return code;
}

static int run_exercise(
	struct examination *examination, const struct exercise *exercise, struct error *error)
{
	const struct apps_options *options = examination->options;
	for (int drift = 0; drift < DRIFT_LEVELS; drift++) {
		if (!options->drifts[drift])
			continue;
		for (int i = 0; i < options->seed_count; i++) {
			int seed = options->seed_first + i;
			for (size_t e = 0; e < options->entrant_count; e++) {
				int code = run_case(examination, exercise, drift, seed,
					&options->entrants[e], error);
				if (code)
					return code;
			}
		}
	}
	return 0;
}

static bool wanted(const struct apps_options *options, const char *app, const char *task)
{
	char *name = memory_format("%s/%s", app, task);
	bool matches = !options->filters[0];
	for (size_t i = 0; options->filters[i] && !matches; i++)
		matches = text_glob(options->filters[i], name);
	free(name);
	return matches;
}

static int run_all(struct examination *examination, const json_t *tasks, struct error *error)
{
	size_t index;
	int matching = 0, share_count = examination->options->share_count;
	json_t *row;
	json_array_foreach(tasks, index, row)
	{
		struct exercise exercise = {
			.app = json_text_at(row, "app", ""),
			.task = json_text_at(row, "task", ""),
			.start = json_text_at(row, "start", ""),
		};
		if (!wanted(examination->options, exercise.app, exercise.task) ||
			matching++ % share_count != examination->options->share_index)
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

int evaluate_apps(struct browser *browser, const struct apps_options *options, struct error *error)
{
	struct examination examination = {.browser = browser, .options = options};
	json_t *tasks = NULL;
	int code = open_desk(&examination, error);
	if (!code)
		code = ask_desk(&examination, "list", json_array(), &tasks, error);
	if (!code)
		code = run_all(&examination, tasks, error);
	json_decref(tasks);
	return code;
}
