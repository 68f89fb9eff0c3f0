/*
 * decision_speed.c - how long a decision of the native policy takes, and which part of it how long.
 *
 *   decision_speed [MODEL [FOLDER of a demonstration [DECISIONS, default 2000]]]
 *
 * The pages are those of the demonstration, filled up with rows to 100 elements; the goal has 12
 * words, the history grows with the steps. On one core. Told are the median and the 99th percentile
 * of the thread's computing time, so that other work on the machine shows little in them, and the
 * resident memory of the process with model, demonstration and pages.
 */
#include "base/arena.h"
#include "policy/native.h"
#include "tensor/matmul.h"
#include "trajectory/trajectory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ELEMENTS = 100, DECISIONS_MAX = 100000, HISTORY_MAX = 64 };

struct part {
	const char *name;
	double us[DECISIONS_MAX];
	size_t count;
};

struct subject {
	struct trajectory demonstration;
	struct binding binding;
	struct history_step history[HISTORY_MAX];
	struct encoder *encoder;
	struct model model;
	struct network_pass *pass;
	struct policy *policy;
};

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "decision_speed: %s\n", what);
	exit(EXIT_FAILURE);
}

static double now_us(void)
{
	struct timespec time;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e6 + (double)time.tv_nsec * 1e-3;
}

static int compare_times(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void report(struct part *part)
{
	qsort(part->us, part->count, sizeof(*part->us), compare_times);
	printf("  %-28s p50 %8.1f us   p99 %8.1f us   min %8.1f us\n", part->name,
		part->us[part->count / 2], part->us[part->count * 99 / 100], part->us[0]);
}

/* More links and texts, further down, until the page has 100 elements; or cut there. */
static const struct observation *fill_page(const struct observation *page, struct arena *arena)
{
	static const char *const words[] = {"Harbour", "Copper", "Meadow", "Lantern", "Quarry",
		"Orchard", "Velvet", "Summit", "Ribbon", "Anchor", "Juniper", "Falcon", "Cobalt"};
	struct observation *filled = arena_take(arena, 1, sizeof(*filled));
	struct element *elements = arena_take(arena, ELEMENTS, sizeof(*elements));
	if (!filled || !elements || page->element_count == 0)
		fail("There is no page.");
	*filled = *page;
	for (size_t i = 0; i < ELEMENTS; i++) {
		elements[i] = page->elements[i % page->element_count];
		if (i < page->element_count)
			continue;
		struct element *element = &elements[i];
		element->id = 1000000u + (uint32_t)i;
		element->role = i % 3 ? "text" : "link";
		element->operations = i % 3 ? 0 : OPERATION_CLICK;
		element->y = 900 + 20 * (float)i;
		element->group = -1;
		element->option_count = 0;
		element->name = arena_format(
			arena, "%s entry %zu", words[i % (sizeof(words) / sizeof(*words))], i);
		element->value = element->placeholder = element->hint = "";
		element->locators = (struct locators){"", "", "", "", ""};
	}
	filled->elements = elements;
	filled->element_count = ELEMENTS;
	return filled;
}

static struct policy_input input_at(const struct subject *subject, size_t step, struct arena *arena)
{
	return (struct policy_input){
		.observation = fill_page(subject->demonstration.steps[step].observation, arena),
		.goal = subject->demonstration.goal,
		.demonstrations = &subject->demonstration,
		.demonstration_count = 1,
		.binding = &subject->binding,
		.history = subject->history,
		.history_count = step,
	};
}

static void prepare(struct subject *subject, const char *model, const char *folder)
{
	struct error error = {0};
	struct parameters none = {0};
	if (trajectory_read(&subject->demonstration, folder, &error) ||
		binding_make(&subject->binding, subject->demonstration.goal,
			&subject->demonstration.parameters, subject->demonstration.goal, &none,
			&error))
		fail(error.message);
	for (size_t i = 0; i < subject->demonstration.step_count && i < HISTORY_MAX; i++) {
		const struct step *step = &subject->demonstration.steps[i];
		subject->history[i] = (struct history_step){.action = step->action,
			.target = step->target,
			.demonstration_step = (int)i,
			.changes = step->changes};
	}
	subject->encoder = encoder_new();
	matmul_use_one_thread();
	if (model_load(&subject->model, model, ENCODER_VERSION, 0, 1, &error))
		fail(error.message);
	subject->pass = network_pass_new(&subject->model.network, false, &error);
	subject->policy = policy_native_new(&subject->model, NULL, &error);
	if (!subject->pass || !subject->policy)
		fail(error.message);
}

static void time_parts(
	struct subject *subject, const struct policy_input *input, struct part parts[static 4])
{
	struct error error = {0};
	struct page_encoding page;
	struct network_distribution distribution;
	struct decision decision;
	struct arena arena;
	struct weights weights = {.backbone = subject->model.values};
	arena_init(&arena, (size_t)64 << 20);
	double began = now_us();
	if (encode(subject->encoder, input, &arena, &page, &error))
		fail(error.message);
	double encoded = now_us();
	const struct encoding *encoding = &page.encoding;
	if (network_pass_reserve(subject->pass, &encoding, 1, &error))
		fail(error.message);
	network_forward(subject->pass, &weights);
	double computed = now_us();
	if (network_distribution(
		    subject->pass, &weights, 0, 1, 0.005, &arena, &distribution, &error))
		fail(error.message);
	double told = now_us();
	arena_release(&arena);
	arena_init(&arena, (size_t)64 << 20);
	double asked = now_us();
	int code = policy_decide(subject->policy, input, &arena, &decision, &error);
	double decided = now_us();
	if (code && code != ERROR_NOT_FOUND)
		fail(error.message);
	arena_release(&arena);
	const double us[] = {encoded - began, computed - encoded, told - computed, decided - asked};
	for (size_t i = 0; i < 4; i++)
		parts[i].us[parts[i].count++] = us[i];
}

static double resident_mb(void)
{
	size_t resident_kb = 0;
	char line[256];
	FILE *status = fopen("/proc/self/status", "r");
	while (status && fgets(line, sizeof(line), status))
		if (sscanf(line, "VmRSS: %zu kB", &resident_kb) == 1)
			break;
	if (status)
		fclose(status);
	return (double)resident_kb / 1024;
}

int main(int count, char **arguments)
{
	static struct subject subject;
	static struct part parts[4] = {{.name = "encode"}, {.name = "network, all moves"},
		{.name = "texts of probable moves"}, {.name = "whole decision"}};
	size_t decisions = count > 3 ? (size_t)atol(arguments[3]) : 2000;
	prepare(&subject, count > 1 ? arguments[1] : PROJECT_ROOT "/models/base.safetensors",
		count > 2 ? arguments[2] : PROJECT_ROOT "/apps/billing/demonstrations/pay-invoice");
	size_t steps = subject.demonstration.step_count;
	struct arena pages;
	arena_init(&pages, (size_t)64 << 20);
	struct policy_input inputs[HISTORY_MAX];
	for (size_t i = 0; i < steps && i < HISTORY_MAX; i++)
		inputs[i] = input_at(&subject, i, &pages);
	for (size_t i = 0; i < decisions && i < DECISIONS_MAX; i++)
		time_parts(&subject, &inputs[i / 10 % steps], parts);
	printf("%zu decisions over %d elements, %zu steps:\n", decisions, ELEMENTS, steps);
	for (size_t i = 0; i < 4; i++)
		report(&parts[i]);
	printf("  %-28s %.1f MB\n", "resident memory", resident_mb());
	arena_release(&pages);
	return EXIT_SUCCESS;
}
