/*
 * apprentice pretrain - makes the policy network from nothing, on generated tasks.
 */
#include "cli/cli.h"

#include "base/file.h"
#include "base/memory.h"
#include "cli/printer.h"
#include "gym/probe.h"
#include "gym/suite.h"
#include "gym/training.h"
#include "gym/training_card.h"
#include "policy/native.h"
#include "tensor/matmul.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CALIBRATION_DECISIONS 3000
#define CALIBRATION_SEED      9001 /* states that neither training nor examination meets */
#define EXAMINATION_SEED      500000

static atomic_bool interrupted;

static void interrupt(int signal_number)
{
	(void)signal_number;
	atomic_store(&interrupted, true);
}

struct pretraining {
	struct training_options how;
	struct training_result result;
	struct training_card card;
	struct model model;
	struct suite_row rows[SUITE_ROWS];
	struct printer out; /* stderr */
	const char *model_path;
	char *state_path; /* owned */
	size_t episodes;
	bool quiet, in_place;
};

static double minutes(double seconds)
{
	return seconds / 60;
}

static void show_point(const struct pretraining *pretraining, const struct training_point *point)
{
	print_line(&pretraining->out, TONE_PLAIN,
		"%8llu decisions, %5.1f min: loss %.3f; right on held-out decisions:"
		" %s %.1f %%, %s %.1f %%, %s %.1f %%, %s %.1f %%",
		(unsigned long long)point->decisions, minutes(point->seconds), point->loss,
		gym_split_name(GYM_HELD_WORDS), 100 * point->accuracy[GYM_HELD_WORDS],
		gym_split_name(GYM_HELD_FAMILIES), 100 * point->accuracy[GYM_HELD_FAMILIES],
		gym_split_name(GYM_HELD_TEMPLATES), 100 * point->accuracy[GYM_HELD_TEMPLATES],
		gym_split_name(GYM_HELD_ALL), 100 * point->accuracy[GYM_HELD_ALL]);
}

static void show_progress(void *context, const struct training_progress *progress)
{
	struct pretraining *pretraining = context;
	static uint64_t shown;
	if (pretraining->quiet)
		return;
	if (progress->point && progress->point->decisions != shown) {
		shown = progress->point->decisions;
		if (pretraining->in_place)
			fputs("\r\033[K", stderr);
		show_point(pretraining, progress->point);
	}
	if (!pretraining->in_place)
		return;
	fprintf(stderr, "\r\033[K%llu of %llu decisions, %.0f a second, loss %.3f, %.1f min left",
		(unsigned long long)progress->decisions, (unsigned long long)progress->total,
		progress->decisions_per_second, progress->loss, minutes(progress->seconds_left));
	fflush(stderr);
}

static void read_options(struct pretraining *pretraining, const struct options *options)
{
	struct training_options *how = &pretraining->how;
	training_defaults(how);
	how->minutes = options_number(options, "minutes");
	how->decisions = options_is_set(options, "decisions")
				 ? (uint64_t)options_integer(options, "decisions")
				 : 0;
	how->seed = (uint64_t)options_integer(options, "seed");
	how->threads = (size_t)options_integer(options, "threads");
	how->resume = options_bool(options, "resume");
	how->stop = &interrupted;
	how->progress = show_progress;
	how->context = pretraining;
	pretraining->model_path = options_text(options, "model");
	pretraining->episodes = (size_t)options_integer(options, "episodes");
	pretraining->state_path = memory_format("%s.state", pretraining->model_path);
	how->state_path = pretraining->state_path;
	pretraining->out = printer_for(stderr, NULL);
	pretraining->quiet = options_bool(options, "quiet");
	pretraining->in_place = !pretraining->quiet && isatty(STDERR_FILENO);
}

static int make_folder_of(const char *path, struct error *error)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return 0;
	char *folder = memory_copy_span(path, (size_t)(slash - path));
	int code = folder_make(folder, 0755, error);
	free(folder);
	return code;
}

/* The temperature, from states of held-out words; then how far off the sureness is. */
static int calibrate(struct pretraining *pretraining, struct error *error)
{
	struct model *model = &pretraining->model;
	struct weights weights = {.backbone = model->values};
	struct probe_options options = {.split = GYM_HELD_WORDS,
		.seed = CALIBRATION_SEED,
		.decisions = CALIBRATION_DECISIONS};
	struct probe_result before, after;
	int code =
		probe_temperature(&model->network, &weights, &options, &model->temperature, error);
	options.seed++;
	if (!code)
		code = probe(&model->network, &weights, 1, &options, &before, error);
	if (!code)
		code = probe(
			&model->network, &weights, model->temperature, &options, &after, error);
	if (code)
		return code;
	pretraining->card.gap_before = before.gap;
	pretraining->card.gap_after = after.gap;
	return 0;
}

static void show_row(void *context, const struct suite_row *row)
{
	const struct pretraining *pretraining = context;
	if (!pretraining->quiet)
		print_line(&pretraining->out, TONE_PLAIN, "%s, %s: %zu of %zu episodes",
			gym_split_name(row->wish.split), suite_goal_name(row->wish.goal),
			row->score.successes, row->score.episodes);
}

static int examine(struct pretraining *pretraining, struct error *error)
{
	struct suite_options how = {.episodes = pretraining->episodes,
		.seed = EXAMINATION_SEED,
		.done = show_row,
		.context = pretraining};
	struct policy *policy = policy_native_new(&pretraining->model, NULL, error);
	if (!policy)
		return error->code;
	int code = suite_run(policy, &how, pretraining->rows, error);
	policy_free(policy);
	return code;
}

/* Calibrates, saves, reads back what was saved, examines that, and writes the card. */
static int conclude(struct pretraining *pretraining, struct error *error)
{
	struct model *model = &pretraining->model;
	int code = calibrate(pretraining, error);
	if (!code)
		code = model_save(
			model, pretraining->model_path, ENCODER_VERSION, SAFETENSORS_F16, error);
	if (code)
		return code;
	model_release(model);
	*model = (struct model){0};
	code = model_load(model, pretraining->model_path, ENCODER_VERSION, 0, 1, error);
	if (!code)
		code = examine(pretraining, error);
	pretraining->card.options = &pretraining->how;
	pretraining->card.result = &pretraining->result;
	pretraining->card.model = model;
	pretraining->card.rows = pretraining->rows;
	if (!code)
		code = training_card_save(&pretraining->card, pretraining->model_path, error);
	return code;
}

static void show_end(const struct pretraining *pretraining)
{
	const struct printer out = printer_for(stdout, NULL);
	if (pretraining->result.stopped) {
		print_line(&out, TONE_PLAIN,
			"Stopped after %llu decisions; '--resume' goes on from %s.",
			(unsigned long long)pretraining->result.decisions, pretraining->state_path);
		return;
	}
	struct bytes table;
	bytes_init(&table, 65536);
	if (!suite_table(pretraining->rows, &table, NULL))
		fputs(table.data, stdout);
	bytes_release(&table);
	print_line(&out, TONE_PLAIN, "The network is in %s, its training card beside it.",
		pretraining->model_path);
}

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	(void)arguments;
	(void)count;
	struct pretraining *pretraining = memory_new(1, sizeof *pretraining);
	read_options(pretraining, options);
	matmul_use_one_thread();
	signal(SIGINT, interrupt);
	signal(SIGTERM, interrupt);
	int code = make_folder_of(pretraining->model_path, error);
	if (!code)
		code = train(&pretraining->how, &pretraining->model, &pretraining->result, error);
	if (!code && !pretraining->result.stopped)
		code = conclude(pretraining, error);
	if (!code)
		show_end(pretraining);
	int status = code ? exit_status_of(code) : EXIT_VERIFIED;
	model_release(&pretraining->model);
	free(pretraining->state_path);
	free(pretraining);
	return status;
}

const struct command command_pretrain = {
	.name = "pretrain",
	.group = "Learn",
	.options = COMMAND_PRETRAIN,
	.synopsis = "[--minutes N] [--seed S] [options]",
	.summary = "Make the policy network from nothing, on generated tasks",
	.about = "Generates web tasks and trains the network that decides what to do on them, on "
		 "the\nprocessor alone. Ends with the network's file and, beside it, a card that "
		 "says how\nit was made and how good it is. Ctrl-C saves the state; --resume goes "
		 "on from it.",
	.examples = "  apprentice pretrain --minutes 150 --seed 1\n"
		    "  apprentice pretrain --resume\n",
	.run = run,
};
