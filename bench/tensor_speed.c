/*
 * tensor_speed.c - how fast the numerical ground is, as a share of what the machine's matrix
 * product reaches on one thread.
 *
 *   tensor_speed [SECONDS per measurement, default 2] [WORD: only what has it in its name]
 *
 * The network is the policy's in size: 4 blocks, 128 wide, 4 heads, 512 inner, 91 positions, 24 relation
 * bits and 2 real channels, with relations as dense as a page's (a third of the pairs has some). Times
 * are those the thread spent computing, so that other work on the machine shows little in them.
 */
#include "base/arena.h"
#include "base/clock.h"
#include "tensor/adamw.h"
#include "tensor/block.h"
#include "tensor/matmul.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { D = 128, HEADS = 4, INNER = 512, BLOCKS = 4, T = 91, BATCH = 16, RANK = 16 };
enum { BITS = 24, CHANNELS = 2, SAMPLES_MAX = 20000 };

static double seconds_per_measurement = 2;
static const char *wanted = ""; /* in the name of what is measured */

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "tensor_speed: %s\n", what);
	exit(EXIT_FAILURE);
}

static double now_s(void)
{
	struct timespec time;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* ---- timing ---- */

struct timing {
	double median_ms, p10_ms, p99_ms;
};

static int compare_times(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double time_ms(void (*work)(void *context), void *context, size_t repetitions)
{
	double began = now_s();
	for (size_t i = 0; i < repetitions; i++)
		work(context);
	return (now_s() - began) * 1e3 / (double)repetitions;
}

/* What takes less than a millisecond is repeated in one sample until it takes about that long. */
static struct timing measure(void (*work)(void *context), void *context)
{
	static double samples[SAMPLES_MAX];
	size_t count = 0, repetitions = 1;
	while (time_ms(work, context, repetitions) * (double)repetitions < 1)
		repetitions *= 2;
	double end = now_s() + seconds_per_measurement;
	while (count < 5 || (now_s() < end && count < SAMPLES_MAX))
		samples[count++] = time_ms(work, context, repetitions);
	qsort(samples, count, sizeof(*samples), compare_times);
	return (struct timing){samples[count / 2], samples[count / 10], samples[count * 99 / 100]};
}

/* ---- the machine's matrix product ---- */

struct product {
	const char *name;
	size_t M, N, K;
	bool a_transposed, b_transposed;
	real *a, *b, *out;
};

static void run_product(void *context)
{
	struct product *p = context;
	struct matrix a = p->a_transposed ? matrix_transposed(matrix_of(p->a, p->K, p->M))
					  : matrix_of(p->a, p->M, p->K);
	struct matrix b = p->b_transposed ? matrix_transposed(matrix_of(p->b, p->N, p->K))
					  : matrix_of(p->b, p->K, p->N);
	matmul(p->out, p->N, a, b, 1, 0);
}

static double product_rate(struct product p)
{
	size_t bytes = (size_t)4 << 20;
	p.a = aligned_alloc(64, bytes);
	p.b = aligned_alloc(64, bytes);
	p.out = aligned_alloc(64, bytes);
	if (!p.a || !p.b || !p.out)
		fail("There is no memory.");
	for (size_t i = 0; i < bytes / sizeof(real); i++)
		p.a[i] = p.b[i] = (real)(i % 13) / 13 - (real)0.5;
	struct timing timing = measure(run_product, &p);
	double flops = 2.0 * (double)p.M * (double)p.N * (double)p.K;
	double rate = flops / timing.median_ms / 1e6;
	printf("  %-34s %4zu x %4zu x %4zu  %8.1f us  %6.1f GFLOP/s (p10 of times: %.1f)\n", p.name,
		p.M, p.N, p.K, timing.median_ms * 1e3, rate, flops / timing.p10_ms / 1e6);
	free(p.a);
	free(p.b);
	free(p.out);
	return rate;
}

/* The rate of the large one, which is always measured, is what shares refer to. */
static double measure_products(void)
{
	printf("Matrix products (rows x columns x summed over):\n");
	static const struct product products[] = {
		{"large", 768, 768, 768, false, true, NULL, NULL, NULL},
		{"qkv, 1 sequence", T, 3 * D, D, false, true, NULL, NULL, NULL},
		{"up, 1 sequence", T, INNER, D, false, true, NULL, NULL, NULL},
		{"down, 1 sequence", T, D, INNER, false, true, NULL, NULL, NULL},
		{"up, 16 sequences", BATCH * T, INNER, D, false, true, NULL, NULL, NULL},
		{"gradient of up, 16 sequences", INNER, D, BATCH * T, true, false, NULL, NULL,
			NULL},
		{"scores of a head", T, T, D / HEADS, false, true, NULL, NULL, NULL},
		{"mixture of a head", T, D / HEADS, T, false, false, NULL, NULL, NULL},
	};
	double rate = product_rate(products[0]);
	for (size_t i = 1; i < sizeof(products) / sizeof(*products); i++)
		if (strstr(products[i].name, wanted))
			product_rate(products[i]);
	return rate;
}

/* ---- the network ---- */

struct network {
	struct tensors backbone, adapter;
	struct block blocks[BLOCKS];
	real *values, *adapter_values, *merged;
	struct gradient backbone_gradient, adapter_gradient;
	struct adamw adamw, adapter_adamw;
	struct relations relations[BATCH];
	const struct relations *relation_list[BATCH];
	size_t first[BATCH + 1];
	struct arena arena;
	struct workspace workspace;
	struct block_kept kept[BLOCKS];
	struct block_room room;
	real *x[BLOCKS + 1], *slope;
	size_t sequences, chunk; /* chunk: sequences computed together */
	bool keep;		 /* for backward */
};

static void declare(struct network *n)
{
	struct block_shape shape = {D, HEADS, INNER, BITS, CHANNELS, BLOCKS};
	for (int i = 0; i < BLOCKS; i++) {
		char name[16];
		snprintf(name, sizeof(name), "blocks.%d", i);
		block_declare(&n->blocks[i], &n->backbone, name, &shape);
		block_adapt(&n->blocks[i], &n->adapter, name, RANK, 1);
	}
}

/* A third of the pairs is related, by up to three relations. */
static void make_relations(struct network *n, struct relations *r, struct random *random)
{
	uint32_t *masks = arena_take(&n->arena, (size_t)T * T, sizeof(*masks));
	real *channel = arena_take(&n->arena, (size_t)CHANNELS * T * T, sizeof(*channel));
	if (!masks || !channel)
		fail("There is no memory.");
	for (size_t p = 0; p < (size_t)T * T; p++) {
		if (random_below(random, 3) == 0)
			for (int i = 0; i < 3; i++)
				masks[p] |= 1u << (random_below(random, BITS) *
						    random_below(random, BITS) / BITS);
		for (size_t k = 0; k < CHANNELS; k++)
			channel[k * T * T + p] = (real)random_unit(random);
	}
	*r = (struct relations){
		.positions = T, .bits = BITS, .channels = CHANNELS, .channel = channel};
	if (relations_index(r, masks, &n->arena, NULL))
		fail("There is no memory.");
}

static void take(struct network *n)
{
	struct batch batch = {n->chunk, n->first, NULL, NULL};
	struct batch_size size = batch_size(&batch);
	size_t N = size.rows;
	for (int i = 0; i < BLOCKS; i++)
		block_kept_take(&n->kept[i], &n->blocks[i], &size, n->keep, &n->workspace);
	block_room_take(&n->room, &n->blocks[0], &size, n->keep, &n->workspace);
	for (int i = 0; i <= BLOCKS; i++)
		n->x[i] = workspace_reals(&n->workspace, N * D);
	n->slope = workspace_reals(&n->workspace, N * D);
}

static void size_workspace(struct network *n, size_t sequences, size_t chunk, bool keep)
{
	workspace_release(&n->workspace);
	n->sequences = sequences;
	n->chunk = chunk;
	n->keep = keep;
	take(n);
	if (workspace_init(&n->workspace, n->workspace.used_bytes, NULL))
		fail("There is no memory.");
	take(n);
	for (size_t i = 0; i < chunk * T * D; i++)
		n->x[0][i] = (real)(i % 17) / 17 - (real)0.5;
}

static struct network *network_new(void)
{
	struct network *n = calloc(1, sizeof(*n));
	struct random random;
	random_seed(&random, 1);
	declare(n);
	arena_init(&n->arena, (size_t)64 << 20);
	n->values = tensors_buffer_new(&n->backbone);
	n->merged = tensors_buffer_new(&n->backbone);
	n->adapter_values = tensors_buffer_new(&n->adapter);
	if (!n->values || !n->merged || !n->adapter_values ||
		gradient_init(&n->backbone_gradient, &n->backbone, NULL) ||
		gradient_init(&n->adapter_gradient, &n->adapter, NULL) ||
		adamw_init(&n->adamw, &n->backbone, NULL) ||
		adamw_init(&n->adapter_adamw, &n->adapter, NULL))
		fail("There is no memory.");
	tensors_start(&n->backbone, n->values, &random);
	tensors_start(&n->adapter, n->adapter_values, &random);
	memcpy(n->merged, n->values, n->backbone.total * sizeof(real));
	for (size_t s = 0; s < BATCH; s++) {
		make_relations(n, &n->relations[s], &random);
		n->relation_list[s] = &n->relations[s];
		n->first[s + 1] = (s + 1) * T;
	}
	return n;
}

static void network_free(struct network *n)
{
	tensors_release(&n->backbone);
	tensors_release(&n->adapter);
	gradient_release(&n->backbone_gradient);
	gradient_release(&n->adapter_gradient);
	adamw_release(&n->adamw);
	adamw_release(&n->adapter_adamw);
	arena_release(&n->arena);
	workspace_release(&n->workspace);
	free(n->values);
	free(n->merged);
	free(n->adapter_values);
	free(n);
}

static void forward(struct network *n, const struct weights *weights, const struct batch *batch)
{
	if (!n->keep)
		memcpy(n->x[1], n->x[0], n->chunk * T * D * sizeof(real));
	for (int i = 0; i < BLOCKS; i++)
		block_forward(&n->blocks[i], weights, batch, n->x[n->keep ? i : 1],
			n->x[n->keep ? i + 1 : 1], &n->kept[n->keep ? i : 0], &n->room);
}

static void backward(struct network *n, const struct weights *weights,
	const struct gradients *gradients, const struct batch *batch)
{
	memcpy(n->slope, n->x[BLOCKS], n->chunk * T * D * sizeof(real));
	for (int i = BLOCKS - 1; i >= 0; i--)
		block_backward(&n->blocks[i], weights, gradients, batch, &n->kept[i], n->slope,
			n->slope, &n->room);
}

static void run_forward(void *context)
{
	struct network *n = context;
	struct weights weights = {.backbone = n->values};
	for (size_t s = 0; s < n->sequences; s += n->chunk) {
		struct batch batch = {n->chunk, n->first, n->relation_list + s, NULL};
		forward(n, &weights, &batch);
	}
}

/* Forward, backward, clipping and optimiser, of the whole network. */
static void run_training(void *context)
{
	struct network *n = context;
	struct weights weights = {.backbone = n->values};
	struct gradients gradients = {&n->backbone_gradient, NULL};
	gradient_clear(&n->backbone_gradient);
	for (size_t s = 0; s < n->sequences; s += n->chunk) {
		struct batch batch = {n->chunk, n->first, n->relation_list + s, NULL};
		forward(n, &weights, &batch);
		backward(n, &weights, &gradients, &batch);
	}
	gradient_clip(&n->backbone_gradient, 1);
	adamw_step(&n->adamw, &(struct adamw_options){0.9, 0.999, 1e-8, 0.01}, 1e-9,
		&n->backbone_gradient, n->values);
}

/* The same of the adapter alone, merged into a copy of the backbone at each step. */
static void run_adaptation(void *context)
{
	struct network *n = context;
	memcpy(n->merged, n->values, n->backbone.total * sizeof(real));
	for (int i = 0; i < BLOCKS; i++)
		block_merge(&n->blocks[i], n->adapter_values, n->merged);
	struct weights weights = {n->merged, n->adapter_values, true};
	struct gradients gradients = {NULL, &n->adapter_gradient};
	gradient_clear(&n->adapter_gradient);
	for (size_t s = 0; s < n->sequences; s += n->chunk) {
		struct batch batch = {n->chunk, n->first, n->relation_list + s, NULL};
		forward(n, &weights, &batch);
		backward(n, &weights, &gradients, &batch);
	}
	gradient_clip(&n->adapter_gradient, 1);
	adamw_step(&n->adapter_adamw, &(struct adamw_options){0.9, 0.999, 1e-8, 0}, 1e-9,
		&n->adapter_gradient, n->adapter_values);
}

/* Of one sequence's forward pass through all blocks; backward does the same for the slopes of what
 * is computed, and once more for those of weights. */
static double forward_flops(void)
{
	double per_row = 2.0 * D * (3 * D + D + 2 * INNER), attention = 2.0 * 2 * T * T * D;
	return BLOCKS * (T * per_row + attention);
}

/* The four thin products of each adapter's gradient: over I or O, twice each. */
static double adapter_flops(void)
{
	double sides = (D + 3 * D) + (D + D) + (D + INNER) + (INNER + D);
	return BLOCKS * 2.0 * 2 * T * RANK * sides;
}

static void report(
	const char *name, struct network *n, void (*work)(void *), double flops, double sgemm_rate)
{
	if (!strstr(name, wanted))
		return;
	struct timing timing = measure(work, n);
	double rate = flops * (double)n->sequences / timing.median_ms / 1e6;
	printf("  %-31s p50 %8.3f ms (p10 %.3f, p99 %.3f)  %5.1f GFLOP/s = %3.0f %% of sgemm\n",
		name, timing.median_ms, timing.p10_ms, timing.p99_ms, rate,
		100 * rate / sgemm_rate);
}

int main(int argc, char **argv)
{
	if (argc > 1)
		seconds_per_measurement = strtod(argv[1], NULL);
	if (argc > 2)
		wanted = argv[2];
	matmul_use_one_thread();
	double rate = measure_products();
	struct network *n = network_new();
	printf("Network of %zu weights, %d positions; work counted in matrix products alone:\n",
		tensors_value_count(&n->backbone), T);
	size_workspace(n, 1, 1, false);
	report("forward, 1 sequence", n, run_forward, forward_flops(), rate);
	size_workspace(n, BATCH, 1, false);
	report("forward, 16, one by one", n, run_forward, forward_flops(), rate);
	size_workspace(n, BATCH, BATCH, false);
	report("forward, 16 together", n, run_forward, forward_flops(), rate);
	for (size_t chunk = 1; chunk <= BATCH; chunk *= 4) {
		char name[64];
		size_workspace(n, BATCH, chunk, true);
		snprintf(name, sizeof(name), "training step, 16, %zu together", chunk);
		report(name, n, run_training, 3 * forward_flops(), rate);
		snprintf(name, sizeof(name), "adapter step, 16, %zu together", chunk);
		report(name, n, run_adaptation, 2 * forward_flops() + adapter_flops(), rate);
	}
	network_free(n);
	return EXIT_SUCCESS;
}
