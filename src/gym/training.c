#include "gym/training.h"

#include "base/clock.h"
#include "base/memory.h"
#include "gym/probe.h"
#include "gym/training_state.h"
#include "gym/training_worker.h"
#include "policy/encode.h"
#include "tensor/adamw.h"
#include "tensor/schedule.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define POINTS_WANTED	40   /* of the curve, over the whole training */
#define POINT_SECONDS	20   /* at least between two, as each takes some seconds */
#define POINT_DECISIONS 400  /* examined of each split for one point */
#define WARM_UP_SHARE	0.02 /* of all steps */
#define FLOOR_SHARE	0.02 /* of the peak rate, at the end */
#define RATE_SECONDS	20   /* of training, before its speed is believed */
#define SAVE_SECONDS	120
#define TELL_SECONDS	2
#define LOSS_MEMORY	0.99 /* per step, of the loss that is told */
#define PROBE_SEED	7000 /* never that of a training stream: see stream_seed() */

struct training {
	const struct training_options *options;
	struct model *model; /* its values are the average */
	real *values;	     /* owned: the weights in training */
	struct adamw adamw;
	struct schedule schedule;
	struct training_worker workers[TRAINING_THREADS_MAX];
	size_t started; /* threads besides the leader's */
	uv_barrier_t barrier;
	bool over;
	struct training_result *result;
	uint64_t total;	   /* decisions; 0: not known yet */
	double loss;	   /* smoothed */
	double point_loss; /* sum since the last point */
	uint64_t point_steps;
	int64_t began_us, saved_us, told_us;
	double seconds_before; /* of what is continued */
	double probing_seconds;
	uint64_t decisions_before;
};

void training_defaults(struct training_options *options)
{
	*options = (struct training_options){
		.shape = {.width = 96, .heads = 3, .inner = 256, .blocks = 3, .pointer_width = 32},
		.seed = 1,
		.minutes = 60,
		.threads = 2,
		.lanes = 16,
		.rate = 1.5e-3,
		.decay = 0.01,
		.clip = 1.0,
		.average = 0.998,
		.by_policy = 0.15,
		.by_chance = 0.05,
	};
	encoder_shape(&options->shape);
}

static double seconds_since(int64_t us)
{
	return (double)(clock_now_us() - us) / 1e6;
}

static double seconds_trained(const struct training *training)
{
	return training->seconds_before + seconds_since(training->began_us);
}

static uint64_t step_decisions(const struct training_options *options)
{
	return options->threads * options->lanes;
}

static void set_schedule(struct training *training)
{
	uint64_t steps = training->total / step_decisions(training->options);
	training->schedule = (struct schedule){
		.peak = training->options->rate,
		.floor = training->options->rate * FLOOR_SHARE,
		.warm_up = (uint64_t)((double)steps * WARM_UP_SHARE) + 1,
		.total = steps,
	};
}

/* Minutes become a number of decisions as soon as the speed is known. */
static void settle_total(struct training *training)
{
	double spent = seconds_since(training->began_us);
	if (training->total || spent < RATE_SECONDS)
		return;
	double rate = (double)(training->result->decisions - training->decisions_before) / spent;
	double left = training->options->minutes * 60 - training->seconds_before - spent;
	training->total = training->result->decisions + (uint64_t)(rate * fmax(left, 0)) + 1;
	set_schedule(training);
}

static int probe_splits(
	struct training *training, struct training_point *point, struct error *error)
{
	struct weights weights = {.backbone = training->model->values};
	int code = 0;
	for (int split = 0; !code && split < GYM_SPLITS; split++) {
		struct probe_options options = {.split = (enum gym_split)split,
			.seed = PROBE_SEED,
			.decisions = POINT_DECISIONS};
		struct probe_result result;
		code = probe(&training->model->network, &weights, 1, &options, &result, error);
		if (!code)
			point->accuracy[split] = (double)result.right / (double)result.decisions;
	}
	return code;
}

static int add_point(struct training *training, struct error *error)
{
	struct training_result *result = training->result;
	if (result->points == TRAINING_CURVE_MAX || training->point_steps == 0)
		return 0;
	int64_t began = clock_now_us();
	struct training_point *point = &result->curve[result->points];
	*point = (struct training_point){
		.decisions = result->decisions,
		.seconds = seconds_trained(training),
		.loss = training->point_loss / (double)training->point_steps,
	};
	int code = probe_splits(training, point, error);
	if (!code)
		result->points++;
	training->point_loss = 0;
	training->point_steps = 0;
	training->probing_seconds += seconds_since(began);
	return code;
}

static bool point_is_due(const struct training *training)
{
	const struct training_result *result = training->result;
	const struct training_point *last =
		result->points ? &result->curve[result->points - 1] : &(struct training_point){0};
	return training->total &&
	       result->decisions - last->decisions >= training->total / POINTS_WANTED &&
	       seconds_trained(training) - last->seconds >= POINT_SECONDS;
}

static int save(struct training *training, struct error *error)
{
	training->saved_us = clock_now_us();
	training->result->seconds = seconds_trained(training);
	if (!training->options->state_path)
		return 0;
	struct training_state state = {training->model, training->values, &training->adamw,
		training->result, training->total};
	return training_state_save(&state, training->options->state_path, error);
}

static void tell(struct training *training)
{
	const struct training_options *options = training->options;
	const struct training_result *result = training->result;
	if (!options->progress || seconds_since(training->told_us) < TELL_SECONDS)
		return;
	training->told_us = clock_now_us();
	double spent = seconds_since(training->began_us) - training->probing_seconds;
	double rate = (double)(result->decisions - training->decisions_before) / fmax(spent, 1e-3);
	struct feeder_count fed = feeder_counted(training->workers[0].feeder);
	struct training_progress progress = {
		.decisions = result->decisions,
		.total = training->total,
		.seconds = seconds_trained(training),
		.seconds_left =
			training->total ? (double)(training->total - result->decisions) / rate : 0,
		.loss = training->loss,
		.decisions_per_second = rate,
		.inexpressible = (double)fed.inexpressible / (double)(fed.decisions + 1),
		.point = result->points ? &result->curve[result->points - 1] : NULL,
	};
	options->progress(options->context, &progress);
}

/* The workers' slopes into the first one's, in order: the sum does not depend on who was faster. */
static int gather(struct training *training, double *loss, struct error *error)
{
	struct gradient *sum = &training->workers[0].gradient;
	size_t threads = training->options->threads;
	*loss = 0;
	for (size_t i = 0; i < threads; i++) {
		struct training_worker *worker = &training->workers[i];
		if (worker->error.code)
			return error_set(error, worker->error.code, "%s", worker->error.message);
		*loss += worker->loss / (double)threads;
		if (i > 0)
			gradient_add(sum, &worker->gradient);
	}
	gradient_scale(sum, (real)(1.0 / (double)threads));
	return 0;
}

/* The average follows closely at first, when early weights are worth nothing. */
static double average_share(const struct training *training)
{
	double steps = (double)training->adamw.steps;
	return 1 - fmin(training->options->average, (1 + steps) / (10 + steps));
}

static int learn(struct training *training, struct error *error)
{
	const struct training_options *options = training->options;
	const struct adamw_options how = {0.9, 0.999, 1e-8, options->decay};
	struct gradient *gradient = &training->workers[0].gradient;
	double loss;
	int code = gather(training, &loss, error);
	if (code)
		return code;
	double norm = gradient_clip(gradient, options->clip);
	if (!isfinite(norm) || !isfinite(loss))
		return error_set(error, ERROR_INPUT,
			"Training went wrong: a loss or slope is not finite after %llu decisions. "
			"Continue from the saved state with a lower --rate.",
			(unsigned long long)training->result->decisions);
	double rate = schedule_rate(&training->schedule, training->adamw.steps);
	adamw_step(&training->adamw, &how, rate, gradient, training->values);
	tensors_blend(&training->model->network.backbone, training->model->values, training->values,
		average_share(training));
	training->result->decisions += step_decisions(options);
	training->result->steps++;
	training->loss = training->adamw.steps == 1
				 ? loss
				 : LOSS_MEMORY * training->loss + (1 - LOSS_MEMORY) * loss;
	training->point_loss += loss;
	training->point_steps++;
	return 0;
}

static bool is_done(const struct training *training)
{
	const struct training_options *options = training->options;
	training->result->stopped = options->stop && atomic_load(options->stop);
	return training->result->stopped ||
	       (training->total && training->result->decisions >= training->total);
}

static void meet(struct training *training)
{
	if (training->started)
		uv_barrier_wait(&training->barrier);
}

static int loop(struct training *training, struct error *error)
{
	int code = 0;
	while (!code && !is_done(training)) {
		meet(training);
		training_worker_step(&training->workers[0]);
		meet(training);
		code = learn(training, error);
		settle_total(training);
		if (!code && point_is_due(training))
			code = add_point(training, error);
		if (!code && seconds_since(training->saved_us) > SAVE_SECONDS)
			code = save(training, error);
		tell(training);
	}
	return code;
}

static int start_workers(struct training *training, struct error *error)
{
	const struct training_options *options = training->options;
	for (size_t i = 0; i < options->threads; i++) {
		struct training_worker *worker = &training->workers[i];
		*worker = (struct training_worker){.options = options,
			.network = &training->model->network,
			.values = training->values,
			.barrier = &training->barrier,
			.over = &training->over};
		int code = training_worker_init(worker, i, training->result->decisions, error);
		if (code)
			return code;
	}
	if (uv_barrier_init(&training->barrier, (unsigned)options->threads))
		return error_set(error, ERROR_IO, "The system gave no threads to train with.");
	for (size_t i = 1; i < options->threads; i++) {
		struct training_worker *worker = &training->workers[i];
		if (uv_thread_create(&worker->thread, training_worker_run, worker))
			abort(); /* the barrier, which waits for it, would never open */
		training->started++;
	}
	return 0;
}

static void stop_workers(struct training *training)
{
	training->over = true;
	meet(training);
	for (size_t i = 1; i <= training->started; i++)
		uv_thread_join(&training->workers[i].thread);
	for (size_t i = 0; i < training->options->threads; i++) {
		if (training->workers[i].feeder)
			training->result->episodes +=
				feeder_counted(training->workers[i].feeder).episodes;
		training_worker_release(&training->workers[i]);
	}
}

static int begin(struct training *training, struct error *error)
{
	const struct training_options *options = training->options;
	const struct tensors *table;
	int code = model_new(training->model, &options->shape, options->seed, error);
	if (code)
		return code;
	table = &training->model->network.backbone;
	training->values = tensors_buffer_new(table);
	if (!training->values)
		return error_set(error, ERROR_LIMIT, "There is not enough memory to train.");
	memcpy(training->values, training->model->values, table->total * sizeof(real));
	training->total = options->decisions;
	set_schedule(training);
	code = adamw_init(&training->adamw, table, error);
	if (code || !options->resume || !options->state_path)
		return code;
	struct training_state state = {training->model, training->values, &training->adamw,
		training->result, training->total};
	code = training_state_load(&state, options->state_path, error);
	training->total = state.total;
	set_schedule(training);
	training->decisions_before = training->result->decisions;
	training->seconds_before = training->result->seconds;
	return code;
}

int train(const struct training_options *options, struct model *model,
	struct training_result *result, struct error *error)
{
	struct training training = {.options = options, .model = model, .result = result};
	*result = (struct training_result){0};
	assert(options->threads >= 1 && options->threads <= TRAINING_THREADS_MAX);
	int code = begin(&training, error);
	training.began_us = training.saved_us = training.told_us = clock_now_us();
	if (!code)
		code = start_workers(&training, error);
	if (!code)
		code = loop(&training, error);
	if (!code && !result->stopped)
		code = add_point(&training, error);
	if (!code)
		code = save(&training, error);
	stop_workers(&training);
	if (training.started)
		uv_barrier_destroy(&training.barrier);
	adamw_release(&training.adamw);
	free(training.values);
	model->seed = (long long)options->seed;
	model->decisions = (long long)result->decisions;
	return code;
}
