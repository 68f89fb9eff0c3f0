#include "gym/training_worker.h"

#define TOGETHER 4 /* decisions in one pass: fewer reload weights, more overflow the caches */

static uint64_t stream_seed(uint64_t seed, size_t index, uint64_t from)
{
	struct random random;
	random_seed(&random, seed ^ (0x9e3779b97f4a7c15u * (index + 1)) ^ (from << 20));
	return random_next(&random);
}

int training_worker_init(
	struct training_worker *worker, size_t index, uint64_t from, struct error *error)
{
	const struct training_options *options = worker->options;
	struct feeder_options feeder = {.split = GYM_TRAIN,
		.seed = stream_seed(options->seed, index, from),
		.lanes = options->lanes,
		.by_policy = options->by_policy,
		.by_chance = options->by_chance};
	int code = gradient_init(&worker->gradient, &worker->network->backbone, error);
	if (code)
		return code;
	worker->pass = network_pass_new(worker->network, true, error);
	if (!worker->pass)
		return ERROR_LIMIT;
	worker->feeder = feeder_new(&feeder);
	return 0;
}

void training_worker_release(struct training_worker *worker)
{
	feeder_free(worker->feeder);
	network_pass_free(worker->pass);
	gradient_release(&worker->gradient);
}

/* Decisions of some lanes, in one pass. */
static int learn_lanes(struct training_worker *worker, size_t first, size_t count)
{
	struct fed_decision decisions[TOGETHER];
	const struct encoding *encodings[TOGETHER];
	struct network_target targets[TOGETHER];
	struct weights weights = {.backbone = worker->values};
	struct gradients gradients = {.backbone = &worker->gradient};
	struct error *error = &worker->error;
	int code = 0;
	for (size_t i = 0; !code && i < count; i++) {
		code = feeder_look(worker->feeder, first + i, &decisions[i], error);
		encodings[i] = &decisions[i].page->encoding;
		targets[i] = decisions[i].target;
	}
	if (!code)
		code = network_pass_reserve(worker->pass, encodings, count, error);
	if (code)
		return code;
	network_forward(worker->pass, &weights);
	worker->loss += network_learn_targets(worker->pass, &weights, targets, &gradients);
	for (size_t i = 0; i < count; i++)
		feeder_move(worker->feeder, first + i, network_move_scores(worker->pass, i));
	return 0;
}

void training_worker_step(struct training_worker *worker)
{
	size_t lanes = worker->options->lanes, passes = 0;
	worker->loss = 0;
	worker->error = (struct error){0};
	gradient_clear(&worker->gradient);
	for (size_t first = 0; first < lanes; first += TOGETHER, passes++) {
		size_t count = lanes - first < TOGETHER ? lanes - first : TOGETHER;
		if (learn_lanes(worker, first, count))
			return;
	}
	worker->loss /= (double)passes;
	gradient_scale(&worker->gradient, (real)(1.0 / (double)passes));
}

void training_worker_run(void *context)
{
	struct training_worker *worker = context;
	for (;;) {
		uv_barrier_wait(worker->barrier);
		if (*worker->over)
			return;
		training_worker_step(worker);
		uv_barrier_wait(worker->barrier);
	}
}
