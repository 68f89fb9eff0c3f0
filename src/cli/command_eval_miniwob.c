/* apprentice eval miniwob - examines policies on MiniWoB++, whose pages the person brings. */
#include "cli/command_eval.h"

#include "base/bytes.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/places.h"
#include "cli/printer.h"
#include "evaluation/miniwob.h"
#include "evaluation/miniwob_score.h"

#include <stdlib.h>
#include <string.h>

#define SEEDS		  25
#define STEPS_MAXIMUM	  20
#define ACTION_TIMEOUT_MS 2000 /* the pages are on this machine, and an episode has ten seconds */
#define ORACLES		  "bench/miniwob/oracles.js"
#define ORACLES_MAXIMUM	  (1u << 20)
#define PICTURE_MODE	  0644

struct examination {
	struct eval_browser browsing;
	struct miniwob_options how;
	struct eval_policies policies;
	struct miniwob_entrant entrants[EVAL_POLICIES_MAX];
	struct miniwob_score score;
	struct eval_share share;
	char **tasks;
	struct bytes oracles;
	json_t *episodes, *showings;
};

/* ---- what is told on the way ---- */

static void add_episode(struct examination *examination, const struct miniwob_episode *episode)
{
	miniwob_score_add(&examination->score, episode);
	json_array_append_new(examination->episodes,
		json_pack("{s:s,s:s,s:b,s:i,s:o,s:b,s:f,s:b,s:o,s:i,s:I,s:o}", "task",
			episode->task, "policy", episode->policy, "one_shot", episode->one_shot,
			"seed", episode->seed, "goal", json_text_new(episode->goal), "ended",
			episode->ended, "reward", episode->reward, "success",
			miniwob_succeeded(episode), "reason", json_text_new(episode->reason),
			"steps", episode->steps, "took_ms", (json_int_t)episode->took_ms, "folder",
			json_text_new(episode->folder)));
}

static void add_showing(struct examination *examination, const struct miniwob_showing *showing)
{
	miniwob_score_note(&examination->score, showing);
	json_array_append_new(examination->showings,
		json_pack("{s:s,s:i,s:i,s:o}", "task", showing->task, "seed", showing->seed,
			"steps", showing->steps, "objection", json_text_new(showing->objection)));
}

static void show_episode(void *context, const struct miniwob_episode *episode)
{
	struct printer out = printer_for(stderr, NULL);
	bool good = miniwob_succeeded(episode);
	add_episode(context, episode);
	print_line(&out, good ? TONE_PLAIN : TONE_CAUTION,
		"%s seed %d %s %s: %s, reward %.2f, %d steps, %.1f s%s%s", episode->task,
		episode->seed, episode->policy, episode->one_shot ? "one-shot" : "zero-shot",
		good		 ? "success"
		: episode->ended ? "no success"
				 : "not ended",
		episode->reward, episode->steps, (double)episode->took_ms / 1000, good ? "" : " - ",
		good ? "" : episode->reason);
}

static void show_showing(void *context, const struct miniwob_showing *showing)
{
	struct printer out = printer_for(stderr, NULL);
	add_showing(context, showing);
	if (showing->objection[0])
		print_line(&out, TONE_CAUTION, "%s: no demonstration: %s", showing->task,
			showing->objection);
	else
		print_line(&out, TONE_PLAIN, "%s: demonstration of %d steps at seed %d",
			showing->task, showing->steps, showing->seed);
}

/* ---- what is asked for ---- */

static int make_entrants(
	struct examination *examination, const struct options *options, struct error *error)
{
	struct eval_policies *policies = &examination->policies;
	struct miniwob_options *how = &examination->how;
	/* Pages differ from seed to seed: word for word, little can be repeated. */
	static const char *const standard[] = {"replay", NULL};
	int code = eval_policies_open(policies, options, standard, error);
	how->entrants = examination->entrants;
	for (size_t i = 0; i < policies->count; i++) {
		const struct policy_kind *kind = policies->items[i].kind;
		examination->entrants[how->entrant_count++] = (struct miniwob_entrant){
			.name = kind->name,
			.policy = policies->items[i].chosen.policy,
			.literal = kind->literal,
			.needs_demonstration = kind->needs_demonstration,
		};
		miniwob_score_declare(&examination->score, kind->name);
	}
	return code;
}

static int read_oracles(
	struct examination *examination, const struct options *options, struct error *error)
{
	const char *given = options_text(options, "oracle");
	char *path = memory_copy_text(given);
	if (!given && place_find(ORACLES, &path, NULL))
		return 0; /* a program without its sources examines zero-shot only */
	int code = file_read(path, ORACLES_MAXIMUM, &examination->oracles, error);
	if (!code)
		examination->how.oracles = examination->oracles.data;
	free(path);
	return code;
}

/* Keeps every share.count-th task. */
static void take_share(struct examination *examination)
{
	size_t kept = 0;
	for (size_t i = 0; examination->tasks[i]; i++)
		if ((int)(i % (size_t)examination->share.count) == examination->share.index)
			examination->tasks[kept++] = examination->tasks[i];
		else
			free(examination->tasks[i]);
	examination->tasks[kept] = NULL;
	examination->how.tasks = (const char *const *)examination->tasks;
}

static int read_options(
	struct examination *examination, const struct options *options, struct error *error)
{
	struct miniwob_options *how = &examination->how;
	how->html = options_text(options, "html");
	if (!how->html)
		return error_set(error, ERROR_USAGE,
			"MiniWoB++ is not part of this program: give the folder 'html' of Farama's "
			"package 'miniwob' with --html DIR.");
	how->seed_count = (int)eval_integer(options, "seeds", SEEDS);
	how->time_scale = options_number(options, "time-scale");
	how->max_steps = (int)eval_integer(options, "max-steps", STEPS_MAXIMUM);
	how->action_timeout_ms = (int)eval_integer(options, "timeout-action", ACTION_TIMEOUT_MS);
	if (options_bool(options, "screenshots"))
		how->logs_folder = options_text(options, "output-dir");
	how->shown = show_showing;
	how->done = show_episode;
	how->context = examination;
	int code = eval_share_of(options, &examination->share, error);
	if (!code)
		code = miniwob_tasks(
			how->html, options_list(options, "tasks"), &examination->tasks, error);
	if (!code)
		code = read_oracles(examination, options, error);
	return code;
}

/* ---- examining ---- */

static int examine(
	struct examination *examination, const struct options *options, struct error *error)
{
	take_share(examination);
	int code = eval_loop_open(&examination->browsing, error);
	if (!code)
		code = eval_browser_open(&examination->browsing, options, error);
	if (!code)
		code = evaluate_miniwob(examination->browsing.browser, &examination->how, error);
	eval_browser_close(&examination->browsing);
	return code;
}

static void merge_episode(struct examination *examination, const json_t *value)
{
	struct miniwob_episode episode = {
		.task = json_text_at(value, "task", ""),
		.policy = json_text_at(value, "policy", ""),
		.one_shot = json_bool_at(value, "one_shot", false),
		.seed = (int)json_integer_at(value, "seed", 0),
		.goal = json_text_at(value, "goal", ""),
		.ended = json_bool_at(value, "ended", false),
		.reward = json_number_at(value, "reward", 0),
		.reason = json_text_at(value, "reason", ""),
		.steps = (int)json_integer_at(value, "steps", 0),
		.took_ms = json_integer_at(value, "took_ms", 0),
		.folder = json_text_at(value, "folder", ""),
	};
	add_episode(examination, &episode);
}

static void merge(void *context, const json_t *result)
{
	struct examination *examination = context;
	size_t index;
	json_t *value;
	json_array_foreach(json_at(result, "demonstrations"), index, value)
	{
		struct miniwob_showing showing = {
			.task = json_text_at(value, "task", ""),
			.seed = (int)json_integer_at(value, "seed", 0),
			.steps = (int)json_integer_at(value, "steps", 0),
			.objection = json_text_at(value, "objection", ""),
		};
		add_showing(examination, &showing);
	}
	json_array_foreach(json_at(result, "episodes"), index, value)
	{
		merge_episode(examination, value);
	}
}

static int jobs_for(const struct examination *examination, const struct options *options)
{
	int jobs = eval_jobs(options), tasks = 0;
	while (examination->tasks[tasks])
		tasks++;
	return jobs < tasks ? jobs : tasks;
}

static int draw(const struct examination *examination, const char *path, struct error *error)
{
	char *svg = miniwob_score_picture(&examination->score);
	int code = file_replace(path, svg, strlen(svg), PICTURE_MODE, error);
	free(svg);
	return code;
}

static void show_score(const struct examination *examination, bool as_json)
{
	struct printer out = printer_for(stdout, NULL);
	char *table = miniwob_score_table(&examination->score);
	if (as_json)
		print_json(&out, json_pack("{s:O,s:O,s:o,s:o}", "demonstrations",
					 examination->showings, "episodes", examination->episodes,
					 "score", miniwob_score_json(&examination->score), "table",
					 json_text_new(table)));
	else
		fputs(table, stdout);
	free(table);
}

static void release(struct examination *examination)
{
	eval_policies_close(&examination->policies);
	miniwob_score_release(&examination->score);
	file_names_free(examination->tasks);
	bytes_release(&examination->oracles);
	json_decref(examination->episodes);
	json_decref(examination->showings);
}

static int run(const struct options *options, struct error *error)
{
	struct examination examination = {.episodes = json_array(), .showings = json_array()};
	const char *picture = options_text(options, "picture");
	int code = make_entrants(&examination, options, error);
	if (!code)
		code = read_options(&examination, options, error);
	if (!code) {
		int jobs = jobs_for(&examination, options);
		if (jobs > 1 && examination.share.count == 1)
			code = eval_shares("miniwob", options, jobs, merge, &examination, error);
		else
			code = examine(&examination, options, error);
	}
	if (!code)
		show_score(&examination, options_bool(options, "json"));
	if (!code && picture)
		code = draw(&examination, picture, error);
	release(&examination);
	return code;
}

const struct eval_suite eval_miniwob = {
	.name = "miniwob",
	.options = (const char *const[]){"html", "oracle", "time-scale", "picture", NULL},
	.run = run,
};
