#include "evaluation/miniwob.h"

#include "agent/run.h"
#include "base/memory.h"
#include "browser/tab.h"
#include "evaluation/miniwob_demonstration.h"
#include "evaluation/miniwob_page.h"

#include <stdlib.h>

#define DEMONSTRATION_SEEDS   5 /* 1 to 5, until one succeeds */
#define NAVIGATION_TIMEOUT_MS 20000

struct examination {
	struct browser *browser;
	const struct miniwob_options *options;
	struct tab *tab; /* for all episodes */
};

/* One task, and its demonstration if there is one. */
struct exercise {
	const char *task;
	char *url;
	struct trajectory demonstration;
	bool demonstrated;
};

bool miniwob_succeeded(const struct miniwob_episode *episode)
{
	return episode->ended && episode->reward >= 1;
}

/* A page may have crashed the tab or closed it: the next episode needs one. */
static int provide_tab(struct examination *examination, struct error *error)
{
	struct tab *tab = examination->tab;
	if (tab && !tab_is_crashed(tab) && !tab_is_closed(tab))
		return 0;
	if (tab && !tab_is_closed(tab))
		tab_close(tab, deadline_in(NAVIGATION_TIMEOUT_MS), NULL);
	return browser_new_tab(examination->browser, false, &examination->tab, error);
}

/* Whether an error ends the examination rather than the episode. */
static bool is_grave(const struct examination *examination, int code)
{
	return code == ERROR_CANCELLED || code == ERROR_CLOSED ||
	       !browser_is_open(examination->browser);
}

/* ---- demonstrations ---- */

static void tell_showing(const struct examination *examination, const struct exercise *exercise,
	int seed, const char *objection)
{
	struct miniwob_showing showing = {.task = exercise->task,
		.seed = seed,
		.steps = (int)exercise->demonstration.step_count,
		.objection = objection};
	examination->options->shown(examination->options->context, &showing);
}

/* *objection: heap text, why the attempt failed; NULL if it succeeded. */
static int attempt(struct examination *examination, struct exercise *exercise, int seed,
	char **objection, struct error *error)
{
	const struct miniwob_options *options = examination->options;
	struct miniwob_scene scene = {.tab = examination->tab,
		.task = exercise->task,
		.url = exercise->url,
		.seed = seed,
		.time_scale = options->time_scale,
		.action_timeout_ms = options->action_timeout_ms,
		.oracles = options->oracles};
	struct error failure = {0};
	int code = miniwob_demonstrate(&scene, &exercise->demonstration, &failure);
	if (is_grave(examination, code))
		return error_set(error, failure.code, "%s", failure.message);
	exercise->demonstrated = !code && exercise->demonstration.outcome == OUTCOME_SUCCESS;
	free(*objection);
	*objection = NULL;
	if (!exercise->demonstrated) {
		const char *reason =
			code ? failure.message : exercise->demonstration.outcome_reason;
		*objection = memory_copy_text(reason);
		trajectory_release(&exercise->demonstration);
	}
	return code == ERROR_NOT_FOUND ? code : 0;
}

/* Tries seed after seed; none of them is ever examined. */
static int show(struct examination *examination, struct exercise *exercise, struct error *error)
{
	char *objection = NULL;
	int code = 0, seed = 0;
	while (!code && !exercise->demonstrated && seed < DEMONSTRATION_SEEDS) {
		code = provide_tab(examination, error);
		if (!code)
			code = attempt(examination, exercise, ++seed, &objection, error);
	}
	bool is_known = code == 0 || code == ERROR_NOT_FOUND; /* NOT_FOUND: there is no oracle */
	if (is_known)
		tell_showing(examination, exercise, seed, objection ? objection : "");
	free(objection);
	return is_known ? 0 : code;
}

/* ---- episodes ---- */

/* Fills in how the episode went; an error is of the examination. */
static int play(struct examination *examination, const struct exercise *exercise,
	const struct miniwob_entrant *entrant, const struct binding *binding,
	struct miniwob_episode *episode, struct run_result *run, struct error *error)
{
	static char over[] = MINIWOB_OVER;
	const struct miniwob_options *options = examination->options;
	struct criterion criterion = {.js = over};
	char *task = memory_format("miniwob-%s", exercise->task);
	struct run_options how = {
		.logs_folder = options->logs_folder,
		.task = task,
		.demonstrations = episode->one_shot ? &exercise->demonstration : NULL,
		.demonstration_count = episode->one_shot,
		.binding = binding,
		.goal = episode->goal,
		.start_url = exercise->url,
		.tab = examination->tab,
		.criterion = &criterion,
		.policy = entrant->policy,
		.literal = entrant->literal,
		.max_steps = options->max_steps,
		.action_timeout_ms = options->action_timeout_ms,
		.navigation_timeout_ms = NAVIGATION_TIMEOUT_MS,
		.screenshots = options->logs_folder != NULL,
	};
	int code = agent_run(examination->browser, &how, run, error);
	free(task);
	if (code)
		return code;
	if (run->outcome == OUTCOME_ABORTED && !run->environment_failed)
		return error_set(error, ERROR_CANCELLED, "%s", run->reason);
	if (!browser_is_open(examination->browser))
		return error_set(error, ERROR_CLOSED, "%s", run->reason);
	struct miniwob_end end = miniwob_look(examination->tab);
	episode->ended = end.over;
	episode->reward = end.reward;
	episode->reason = end.over ? "the page ended the episode" : run->reason;
	episode->steps = run->steps;
	episode->took_ms = run->took_ms;
	episode->folder = run->folder ? run->folder : "";
	return 0;
}

/* A goal that the demonstration's values cannot be found in is tried with the demonstration as it
 * is. */
static const struct binding *binding_for(
	const struct exercise *exercise, bool one_shot, const char *goal, struct binding *binding)
{
	const struct parameters no_settings = {0};
	if (!one_shot)
		return NULL;
	int code = binding_make(binding, exercise->demonstration.goal,
		&exercise->demonstration.parameters, goal, &no_settings, NULL);
	return code ? NULL : binding;
}

static int run_episode(struct examination *examination, const struct exercise *exercise,
	const struct miniwob_entrant *entrant, bool one_shot, int seed, struct error *error)
{
	const struct miniwob_options *options = examination->options;
	struct miniwob_episode episode = {.task = exercise->task,
		.policy = entrant->name,
		.one_shot = one_shot,
		.seed = seed,
		.folder = ""};
	struct binding binding = {0};
	struct run_result run = {0};
	struct error failure = {0};
	char *goal = NULL;
	int code = provide_tab(examination, error);
	if (code)
		return code;
	code = miniwob_begin(
		examination->tab, exercise->url, seed, options->time_scale, &goal, &failure);
	episode.reason = failure.message;
	episode.goal = goal ? goal : "";
	if (is_grave(examination, code))
		return error_set(error, failure.code, "%s", failure.message);
	if (code)
		code = 0; /* a page that does not start is a failed episode */
	else
		code = play(examination, exercise, entrant,
			binding_for(exercise, one_shot, goal, &binding), &episode, &run, error);
	if (!code)
		options->done(options->context, &episode);
	run_result_release(&run);
	binding_release(&binding);
	free(goal);
	return code;
}

static int run_column(struct examination *examination, const struct exercise *exercise,
	const struct miniwob_entrant *entrant, bool one_shot, struct error *error)
{
	int code = 0;
	for (int i = 0; i < examination->options->seed_count && !code; i++)
		code = run_episode(
			examination, exercise, entrant, one_shot, MINIWOB_SEED_FIRST + i, error);
	return code;
}

static int run_exercise(
	struct examination *examination, struct exercise *exercise, struct error *error)
{
	const struct miniwob_options *options = examination->options;
	int code = options->oracles ? show(examination, exercise, error) : 0;
	if (!options->oracles)
		tell_showing(examination, exercise, 0, "no oracles were given");
	for (size_t i = 0; i < options->entrant_count && !code; i++) {
		const struct miniwob_entrant *entrant = &options->entrants[i];
		if (!entrant->needs_demonstration)
			code = run_column(examination, exercise, entrant, false, error);
		if (!code && exercise->demonstrated)
			code = run_column(examination, exercise, entrant, true, error);
	}
	return code;
}

int evaluate_miniwob(
	struct browser *browser, const struct miniwob_options *options, struct error *error)
{
	struct examination examination = {.browser = browser, .options = options};
	int code = 0;
	for (size_t i = 0; options->tasks[i] && !code; i++) {
		struct exercise exercise = {.task = options->tasks[i],
			.url = miniwob_url(options->html, options->tasks[i])};
		code = run_exercise(&examination, &exercise, error);
		trajectory_release(&exercise.demonstration);
		free(exercise.url);
	}
	return code;
}
