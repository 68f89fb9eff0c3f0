/*
 * network_speed.c - what one decision and one step of training cost, for several shapes of the policy
 * network, and as a share of what the machine's matrix product reaches on one thread.
 *
 *   network_speed [SECONDS per measurement, default 2] [WORD: only what has it in its name]
 *
 * Decisions are made up, of the form of a page's: 24 relation bits, 4 channels, some 300 moves of which
 * 12 take a text, about 90 texts each. Times are those the thread spent computing, so that other work
 * on the machine shows little in them. Work is counted in matrix products alone.
 */
#include "../tests/network/sample_encoding.h"
#include "tensor/adamw.h"
#include "tensor/matmul.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BATCH = 16, TOGETHER = 4, RANK = 16, SAMPLES_MAX = 20000, LARGE = 768 };

static double seconds_per_measurement = 2;
static const char *wanted = ""; /* in the name of what is measured */

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "network_speed: %s\n", what);
	exit(EXIT_FAILURE);
}

/* ---- timing ---- */

struct timing {
	double p10_ms, p50_ms, p99_ms;
};

static double now_s(void)
{
	struct timespec time;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int compare_times(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static struct timing measure(void (*work)(void *context), void *context, double seconds)
{
	static double samples[SAMPLES_MAX];
	size_t count = 0;
	work(context);
	double end = now_s() + seconds;
	while (count < 5 || (now_s() < end && count < SAMPLES_MAX)) {
		double began = now_s();
		work(context);
		samples[count++] = (now_s() - began) * 1e3;
	}
	qsort(samples, count, sizeof(*samples), compare_times);
	return (struct timing){samples[count / 10], samples[count / 2], samples[count * 99 / 100]};
}

struct product {
	real *a, *b, *out;
};

static void run_product(void *context)
{
	struct product *p = context;
	matmul(p->out, LARGE, matrix_of(p->a, LARGE, LARGE),
		matrix_transposed(matrix_of(p->b, LARGE, LARGE)), 1, 0);
}

/* GFLOP/s of a large product. */
static double product_rate(void)
{
	size_t count = (size_t)LARGE * LARGE;
	struct product p = {malloc(count * sizeof(real)), malloc(count * sizeof(real)),
		malloc(count * sizeof(real))};
	if (!p.a || !p.b || !p.out)
		fail("There is no memory.");
	for (size_t i = 0; i < count; i++)
		p.a[i] = p.b[i] = (real)(i % 13) / 13 - (real)0.5;
	struct timing timing = measure(run_product, &p, 0.5);
	free(p.a);
	free(p.b);
	free(p.out);
	return 2.0 * (double)count * LARGE / timing.p50_ms / 1e6;
}

/* ---- a network and decisions for it ---- */

struct bench {
	struct network network;
	real *values, *merged, *adapter;
	struct gradient backbone_gradient, adapter_gradient;
	struct adamw backbone_adamw, adapter_adamw;
	struct sample_encoding samples[BATCH];
	const struct encoding *encodings[BATCH];
	struct network_target targets[BATCH];
	struct network_distribution teachers[BATCH];
	struct network_pass *acting, *learning;
	struct arena arena;
};

static void make_network(struct bench *b, const struct network_shape *shape)
{
	struct random random;
	struct error error = {0};
	random_seed(&random, 1);
	if (network_init(&b->network, shape, &error))
		fail(error.message);
	network_adapt(&b->network, RANK, 1);
	b->values = tensors_buffer_new(&b->network.backbone);
	b->merged = tensors_buffer_new(&b->network.backbone);
	b->adapter = tensors_buffer_new(&b->network.adapter);
	if (!b->values || !b->merged || !b->adapter ||
		gradient_init(&b->backbone_gradient, &b->network.backbone, NULL) ||
		gradient_init(&b->adapter_gradient, &b->network.adapter, NULL) ||
		adamw_init(&b->backbone_adamw, &b->network.backbone, NULL) ||
		adamw_init(&b->adapter_adamw, &b->network.adapter, NULL))
		fail("There is no memory.");
	tensors_start(&b->network.backbone, b->values, &random);
	tensors_start(&b->network.adapter, b->adapter, &random);
	b->acting = network_pass_new(&b->network, false, NULL);
	b->learning = network_pass_new(&b->network, true, NULL);
	if (!b->acting || !b->learning)
		fail("There is no memory.");
}

static struct bench *bench_new(const struct network_shape *shape, size_t positions)
{
	struct sample_plan plan = {.positions = positions,
		.goal_words = 14,
		.words_per_bag = 40,
		.features_per_bag = 8,
		.moves_per_thing = positions < 130 ? 7 : 5,
		.text_moves = 12,
		.span_words = 8,
		.copies = 10};
	struct bench *b = calloc(1, sizeof(*b));
	if (!b)
		fail("There is no memory.");
	make_network(b, shape);
	for (size_t i = 0; i < BATCH; i++) {
		sample_encoding_init(&b->samples[i], shape, &plan, i + 1);
		b->encodings[i] = &b->samples[i].encoding;
		b->targets[i] = sample_target(&b->samples[i], 1);
	}
	arena_init(&b->arena, (size_t)64 << 20);
	return b;
}

static void bench_free(struct bench *b)
{
	network_pass_free(b->acting);
	network_pass_free(b->learning);
	for (size_t i = 0; i < BATCH; i++)
		sample_encoding_release(&b->samples[i]);
	gradient_release(&b->backbone_gradient);
	gradient_release(&b->adapter_gradient);
	adamw_release(&b->backbone_adamw);
	adamw_release(&b->adapter_adamw);
	arena_release(&b->arena);
	network_release(&b->network);
	free(b->values);
	free(b->merged);
	free(b->adapter);
	free(b);
}

/* ---- work ---- */

static void reserve(
	struct network_pass *pass, const struct encoding *const *encodings, size_t count)
{
	struct error error = {0};
	if (network_pass_reserve(pass, encodings, count, &error))
		fail(error.message);
}

static void run_forward(void *context)
{
	struct bench *b = context;
	struct weights weights = {.backbone = b->values};
	reserve(b->acting, b->encodings, 1);
	network_forward(b->acting, &weights);
}

/* With the texts of all moves that have a hundredth of the probability. */
static void run_decision(void *context)
{
	struct bench *b = context;
	struct weights weights = {.backbone = b->values};
	struct network_distribution distribution;
	struct arena arena;
	arena_init(&arena, 1 << 20);
	run_forward(b);
	if (network_distribution(b->acting, &weights, 0, 1, 0.01, &arena, &distribution, NULL))
		fail("There is no memory.");
	arena_release(&arena);
}

static void run_training(void *context)
{
	struct bench *b = context;
	struct weights weights = {.backbone = b->values};
	struct gradients gradients = {&b->backbone_gradient, NULL};
	gradient_clear(&b->backbone_gradient);
	for (size_t i = 0; i < BATCH; i += TOGETHER) {
		reserve(b->learning, b->encodings + i, TOGETHER);
		network_forward(b->learning, &weights);
		network_learn_targets(b->learning, &weights, b->targets + i, &gradients);
	}
	gradient_clip(&b->backbone_gradient, 1);
	adamw_step(&b->backbone_adamw, &(struct adamw_options){0.9, 0.999, 1e-8, 0.01}, 1e-9,
		&b->backbone_gradient, b->values);
}

/* Teachers' opinions, once. */
static void ask_teachers(struct bench *b)
{
	struct weights weights = {.backbone = b->values};
	for (size_t i = 0; i < BATCH; i++) {
		reserve(b->acting, b->encodings + i, 1);
		network_forward(b->acting, &weights);
		if (network_distribution(
			    b->acting, &weights, 0, 1, 0.01, &b->arena, &b->teachers[i], NULL))
			fail("There is no memory.");
	}
}

/* A step of self-distillation, without the teacher's part. */
static void run_adaptation(void *context)
{
	struct bench *b = context;
	struct divergence divergence = {DIVERGENCE_FORWARD, DIVERGENCE_SOFTEN, 1};
	struct gradients gradients = {NULL, &b->adapter_gradient};
	memcpy(b->merged, b->values, b->network.backbone.total * sizeof(real));
	network_merge(&b->network, b->adapter, b->merged);
	struct weights weights = {b->merged, b->adapter, true};
	gradient_clear(&b->adapter_gradient);
	for (size_t i = 0; i < BATCH; i += TOGETHER) {
		reserve(b->learning, b->encodings + i, TOGETHER);
		network_forward(b->learning, &weights);
		network_learn_teacher(
			b->learning, &weights, b->teachers + i, &divergence, &gradients);
	}
	gradient_clip(&b->adapter_gradient, 1);
	adamw_step(&b->adapter_adamw, &(struct adamw_options){0.9, 0.999, 1e-8, 0}, 1e-9,
		&b->adapter_gradient, b->adapter);
}

/* ---- accounting ---- */

/* Positions that heads read, as the pass counts them. */
static size_t read_count(const struct encoding *e)
{
	unsigned char read[ENCODING_POSITIONS_MAX] = {1};
	size_t count = 0;
	for (size_t m = 0; m < e->move_count; m++)
		read[e->moves[m].position] = 1;
	for (size_t c = 0; c < e->choice_set_count; c++)
		for (size_t i = 0; i < e->choice_sets[c].entry_count; i++)
			read[e->choice_sets[c].entries[i].first] =
				read[e->choice_sets[c].entries[i].last] = 1;
	for (size_t i = 0; i < e->positions; i++)
		count += read[i];
	return count;
}

/* Of the products of one forward pass; backward does as much twice. */
static double forward_flops(const struct network_shape *s, const struct encoding *e)
{
	double T = (double)e->positions, R = (double)read_count(e), D = (double)s->width;
	double F = (double)s->inner, P = (double)s->pointer_width, blocks = (double)s->blocks;
	double whole = T * D * (3 * D + D + 2 * F) + 2 * T * T * D;
	double last = T * D * 2 * D + R * D * (2 * D + 2 * F) + 2 * R * T * D;
	double heads = R * D * ((double)s->kinds + P), texts = 2 * T * (double)s->text_width * D;
	return 2 * ((blocks - 1) * whole + last + heads + texts);
}

static void report(const char *shape_name, const char *what, struct bench *b, void (*work)(void *),
	double passes, size_t decisions, double sgemm_rate)
{
	char name[96];
	snprintf(name, sizeof(name), "%s %s", shape_name, what);
	if (!strstr(name, wanted))
		return;
	struct timing timing = measure(work, b, seconds_per_measurement);
	double flops =
		passes * (double)decisions * forward_flops(&b->network.shape, b->encodings[0]);
	double rate = flops / timing.p50_ms / 1e6;
	printf("%-36s %8.3f %8.3f %8.3f ms  %7.0f decisions/s  %5.1f GFLOP/s = %2.0f %%\n", name,
		timing.p10_ms, timing.p50_ms, timing.p99_ms,
		(double)decisions / timing.p50_ms * 1e3, rate, 100 * rate / sgemm_rate);
	fflush(stdout);
}

static void report_shape(const struct network_shape *shape, size_t positions, double sgemm_rate)
{
	char name[64];
	struct bench *b = bench_new(shape, positions);
	snprintf(name, sizeof(name), "%zu-%zu-%zu-%zu T=%zu", shape->width, shape->heads,
		shape->inner, shape->blocks, positions);
	printf("%s: %zu weights (%zu without tables), %zu moves, %zu of %zu positions read, "
	       "%.0f MFLOP\n",
		name, tensors_value_count(&b->network.backbone),
		tensors_value_count(&b->network.backbone) -
			(shape->word_rows + shape->value_rows) * shape->text_width,
		b->encodings[0]->move_count, read_count(b->encodings[0]), positions,
		forward_flops(shape, b->encodings[0]) / 1e6);
	report(name, "forward", b, run_forward, 1, 1, sgemm_rate);
	report(name, "decision", b, run_decision, 1, 1, sgemm_rate);
	report(name, "training", b, run_training, 3, BATCH, sgemm_rate);
	ask_teachers(b);
	report(name, "adaptation", b, run_adaptation, 2, BATCH, sgemm_rate);
	bench_free(b);
}

int main(int argc, char **argv)
{
	static const struct {
		size_t width, heads, inner, blocks;
	} shapes[] = {{96, 4, 256, 3}, {128, 4, 256, 3}, {96, 4, 192, 4}, {128, 4, 512, 4},
		{64, 4, 256, 3}, {96, 3, 256, 3}};
	static const size_t positions[] = {110, 150};
	if (argc > 1)
		seconds_per_measurement = strtod(argv[1], NULL);
	if (argc > 2)
		wanted = argv[2];
	matmul_use_one_thread();
	double rate = product_rate();
	printf("sgemm %d: %.1f GFLOP/s\n%-36s %8s %8s %8s\n", LARGE, rate,
		"width-heads-inner-blocks", "p10", "p50", "p99");
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++)
		for (size_t j = 0; j < sizeof(positions) / sizeof(*positions); j++) {
			struct network_shape shape = {.word_rows = 16384,
				.value_rows = 8192,
				.text_width = 64,
				.feature_rows = 512,
				.width = shapes[i].width,
				.heads = shapes[i].heads,
				.inner = shapes[i].inner,
				.blocks = shapes[i].blocks,
				.bits = 24,
				.channels = 4,
				.kinds = 12,
				.pointer_width = 32};
			report_shape(&shape, positions[j], rate);
		}
	return EXIT_SUCCESS;
}
