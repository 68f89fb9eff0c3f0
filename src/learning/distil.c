#include "learning/distil_ask.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct distil_options distil_defaults = {
	.teacher = DISTIL_FROZEN,
	.ema_share = 0.02,
	.divergence = {.kind = DIVERGENCE_FORWARD, .clip = DIVERGENCE_SOFTEN, .limit = 2},
	.batch = 16,
	.rehearsal = 8,
	.rate = {.peak = 4e-3, .floor = 4e-4, .warm_up = 4, .total = 800},
	.gradient_most = 1,
	.adamw = {.beta1 = 0.9, .beta2 = 0.99, .epsilon = 1e-8, .decay = 0},
	.least_kept = 0.5,
	.seed = 1,
};

static bool is_share(double value)
{
	return value >= 0 && value <= 1;
}

int distil_options_check(const struct distil_options *options, struct error *error)
{
	const struct schedule *rate = &options->rate;
	if (options->batch == 0)
		return error_set(error, ERROR_INPUT, "A step must learn from at least one state.");
	if (!(rate->peak > 0 && isfinite(rate->peak)) || !(rate->floor >= 0) ||
		rate->floor > rate->peak)
		return error_set(error, ERROR_INPUT,
			"The learning rate must be above 0, and not below what it decays to.");
	if (!is_share(options->ema_share) || !is_share(options->least_kept))
		return error_set(error, ERROR_INPUT,
			"The share that a teacher follows its student with, and the share that a "
			"student must be able to express, must be from 0 to 1.");
	if (!(options->gradient_most > 0))
		return error_set(
			error, ERROR_INPUT, "The largest norm of a gradient must be above 0.");
	if (options->divergence.clip != DIVERGENCE_UNCLIPPED && !(options->divergence.limit > 0))
		return error_set(error, ERROR_INPUT,
			"The limit of an entry's contribution to the divergence must be above 0.");
	return 0;
}

int distiller_init(struct distiller *distiller, const struct distil_options *options,
	const struct network *network, const real *backbone, struct learner_state *learner,
	struct error *error)
{
	*distiller = (struct distiller){.options = *options,
		.network = network,
		.backbone = backbone,
		.learner = learner,
		.teacher_version = DISTIL_FROZEN_VERSION + (learner->teacher != NULL)};
	int code = gradient_init(&distiller->gradient, &network->adapter, error);
	if (!code)
		code = gradient_init(&distiller->part, &network->adapter, error);
	if (!code) {
		distiller->student = network_pass_new(network, true, error);
		distiller->asking = network_pass_new(network, false, error);
		code = distiller->student && distiller->asking ? 0 : ERROR_LIMIT;
	}
	if (code)
		distiller_release(distiller);
	return code;
}

void distiller_release(struct distiller *distiller)
{
	network_pass_free(distiller->student);
	network_pass_free(distiller->asking);
	gradient_release(&distiller->gradient);
	gradient_release(&distiller->part);
	free(distiller->order);
	*distiller = (struct distiller){0};
}

/* ---- the teacher ---- */

void distil_forget_teacher(struct distiller *distiller)
{
	if (distiller->learner->teacher)
		distiller->teacher_version++;
}

void distil_refresh_teacher(struct distiller *distiller)
{
	const struct learner_state *learner = distiller->learner;
	if (!learner->teacher)
		return;
	memcpy(learner->teacher, learner->adapter, learner->table->total * sizeof(real));
	distil_forget_teacher(distiller);
}

static void follow_student(struct distiller *distiller)
{
	const struct learner_state *learner = distiller->learner;
	if (distiller->options.teacher != DISTIL_EMA)
		return;
	tensors_blend(
		learner->table, learner->teacher, learner->adapter, distiller->options.ema_share);
	distil_forget_teacher(distiller);
}

/* ---- the loss over some states ---- */

/* The states of one step, with the opinions on them. */
struct round {
	struct experience **recent, **rehearsed;
	size_t recent_count, rehearsed_count;
};

struct losses {
	double recent, rehearsed; /* means */
};

static int aim(struct distiller *distiller, struct experience *const *states, size_t count,
	const struct weights *weights, struct arena *arena, struct network_distribution *targets,
	struct error *error)
{
	int code = 0;
	for (size_t i = 0; i < count && !code; i++) {
		double kept;
		code = transfer_target(distiller->student, weights, i, &states[i]->student.meanings,
			states[i]->opinion, arena, &targets[i], &kept, error);
	}
	return code;
}

/* Adds share · (mean loss of these states) to *loss, and its slopes to the gradient. */
static int learn_together(struct distiller *distiller, struct experience *const *states,
	size_t count, double share, double *loss, struct error *error)
{
	struct weights weights = distil_student_weights(distiller);
	struct gradients gradients = {.adapter = &distiller->part};
	struct network_distribution targets[DISTIL_TOGETHER];
	const struct encoding *encodings[DISTIL_TOGETHER];
	struct arena arena;
	for (size_t i = 0; i < count; i++)
		encodings[i] = &states[i]->student.encoding;
	int code = network_pass_reserve(distiller->student, encodings, count, error);
	if (code)
		return code;
	arena_init(&arena, DISTIL_ARENA_MAX);
	network_forward(distiller->student, &weights);
	code = aim(distiller, states, count, &weights, &arena, targets, error);
	if (!code) {
		gradient_clear(&distiller->part);
		*loss += share * network_learn_teacher(distiller->student, &weights, targets,
					 &distiller->options.divergence, &gradients);
		gradient_scale(&distiller->part, (real)share);
		gradient_add(&distiller->gradient, &distiller->part);
	}
	arena_release(&arena);
	return code;
}

/* The mean loss of these states, who are a part of `total`. */
static int learn_all(struct distiller *distiller, struct experience *const *states, size_t count,
	size_t total, double *loss, struct error *error)
{
	double sum = 0;
	int code = 0;
	for (size_t first = 0; first < count && !code; first += DISTIL_TOGETHER) {
		size_t left = count - first;
		size_t together = left < DISTIL_TOGETHER ? left : DISTIL_TOGETHER;
		code = learn_together(distiller, states + first, together,
			(double)together / (double)total, &sum, error);
	}
	*loss = count ? sum * (double)total / (double)count : 0;
	return code;
}

static int learn_round(struct distiller *distiller, const struct round *round,
	struct losses *losses, struct error *error)
{
	size_t total = round->recent_count + round->rehearsed_count;
	gradient_clear(&distiller->gradient);
	int code = learn_all(
		distiller, round->recent, round->recent_count, total, &losses->recent, error);
	if (!code)
		code = learn_all(distiller, round->rehearsed, round->rehearsed_count, total,
			&losses->rehearsed, error);
	return code;
}

/* ---- drawing ---- */

static void make_order(struct distiller *distiller, size_t count)
{
	if (count > distiller->order_capacity) {
		distiller->order =
			memory_resize(distiller->order, count, sizeof(*distiller->order));
		distiller->order_capacity = count;
	}
	for (size_t i = 0; i < count; i++)
		distiller->order[i] = i;
}

/* `wanted` of the states, or all; none twice. */
static size_t draw(struct distiller *distiller, struct random *random,
	struct experience *const *states, size_t count, size_t wanted, struct experience **drawn)
{
	size_t taken = 0;
	make_order(distiller, count);
	for (; taken < wanted && taken < count; taken++) {
		size_t at = taken + random_below(random, (uint32_t)(count - taken));
		size_t chosen = distiller->order[at];
		distiller->order[at] = distiller->order[taken];
		drawn[taken] = states[chosen];
	}
	return taken;
}

/* Keeps those of which the student can express enough. */
static size_t sieve(struct distiller *distiller, struct experience **states, size_t count,
	struct distil_report *report)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		if (!isfinite(states[i]->kept))
			report->fault = DISTIL_OPINION;
		report->dropped += 1 - states[i]->kept;
		if (states[i]->kept < distiller->options.least_kept)
			report->skipped++;
		else
			states[kept++] = states[i];
	}
	return kept;
}

static int draw_round(struct distiller *distiller, const struct distil_material *material,
	struct round *round, struct distil_report *report, struct error *error)
{
	const struct distil_options *options = &distiller->options;
	struct random random;
	random_seed(&random, options->seed ^ 0x9e3779b97f4a7c15u * (distiller->learner->steps + 1));
	size_t drawn = draw(distiller, &random, material->recent, material->recent_count,
		options->batch, round->recent);
	int code = distil_ask(distiller, round->recent, drawn, false, error);
	if (code)
		return code;
	report->states += drawn;
	round->recent_count = sieve(distiller, round->recent, drawn, report);
	round->rehearsed_count = draw(distiller, &random, material->rehearsal,
		material->rehearsal_count, options->rehearsal, round->rehearsed);
	report->rehearsed += round->rehearsed_count;
	return distil_ask(distiller, round->rehearsed, round->rehearsed_count, true, error);
}

/* ---- updates ---- */

/* From the gradient to the next weights. */
static enum distil_fault take_step(struct distiller *distiller, double norm)
{
	struct learner_state *learner = distiller->learner;
	const struct distil_options *options = &distiller->options;
	if (!isfinite(norm))
		return DISTIL_GRADIENT;
	adamw_step(learner->adamw, &options->adamw, schedule_rate(&options->rate, learner->steps),
		&distiller->gradient, learner->adapter);
	learner->steps++;
	if (tensors_find_not_finite(learner->table, learner->adapter))
		return DISTIL_WEIGHTS;
	follow_student(distiller);
	return DISTIL_FINE;
}

static int step(struct distiller *distiller, const struct round *round,
	struct distil_report *report, struct error *error)
{
	struct losses losses = {0};
	int code = learn_round(distiller, round, &losses, error);
	if (code)
		return code;
	if (!isfinite(losses.recent) || !isfinite(losses.rehearsed)) {
		report->fault = DISTIL_LOSS;
		return 0;
	}
	report->gradient_norm =
		gradient_clip(&distiller->gradient, distiller->options.gradient_most);
	report->fault = take_step(distiller, report->gradient_norm);
	if (report->fault == DISTIL_FINE) {
		if (report->steps == 0)
			report->first_loss = losses.recent;
		report->last_loss = losses.recent;
		report->rehearsal_loss = losses.rehearsed;
		report->steps++;
	}
	return 0;
}

static struct round round_new(const struct distil_options *options)
{
	return (struct round){.recent = memory_new(options->batch, sizeof(struct experience *)),
		.rehearsed = memory_new(options->rehearsal + 1, sizeof(struct experience *))};
}

static void round_release(struct round *round)
{
	free(round->recent);
	free(round->rehearsed);
}

int distil_update(struct distiller *distiller, const struct distil_material *material, size_t steps,
	deadline_ms deadline, struct distil_report *report, struct error *error)
{
	struct round round = round_new(&distiller->options);
	int code = 0;
	*report = (struct distil_report){0};
	for (size_t i = 0; i < steps && report->fault == DISTIL_FINE; i++) {
		report->out_of_time =
			deadline != DISTIL_NO_DEADLINE && deadline_left_ms(deadline) == 0;
		if (report->out_of_time)
			break;
		code = draw_round(distiller, material, &round, report, error);
		if (code || report->fault != DISTIL_FINE || round.recent_count == 0)
			break;
		code = step(distiller, &round, report, error);
		if (code)
			break;
	}
	report->dropped = report->states ? report->dropped / (double)report->states : 0;
	round_release(&round);
	return code;
}

int distil_loss(struct distiller *distiller, const struct distil_material *material, double *loss,
	struct error *error)
{
	size_t n = material->recent_count, r = material->rehearsal_count;
	struct round round = {.recent = (struct experience **)(uintptr_t)material->recent,
		.rehearsed = (struct experience **)(uintptr_t)material->rehearsal,
		.recent_count = n,
		.rehearsed_count = r};
	struct losses losses = {0};
	int code = distil_ask(distiller, material->recent, n, false, error);
	if (!code)
		code = distil_ask(distiller, material->rehearsal, r, true, error);
	if (!code)
		code = learn_round(distiller, &round, &losses, error);
	if (!code)
		*loss = n + r ? (losses.recent * (double)n + losses.rehearsed * (double)r) /
					(double)(n + r)
			      : 0;
	return code;
}

const char *distil_fault_name(enum distil_fault fault)
{
	static const char *const names[] = {[DISTIL_FINE] = "nothing",
		[DISTIL_OPINION] = "the teacher's opinion",
		[DISTIL_LOSS] = "the loss",
		[DISTIL_GRADIENT] = "the gradient",
		[DISTIL_WEIGHTS] = "the adapter"};
	return names[fault];
}
