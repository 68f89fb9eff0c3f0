/*
 * speed.c - our side of bench/speed.mjs: does what it is told on one page and prints how long each
 * repetition took, as JSON, in milliseconds.
 *
 *   speed CHROMIUM URL REPETITIONS
 */
#include "action/execute.h"
#include "base/clock.h"
#include "base/json.h"
#include "observation/observe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TIMEOUT_MS 30000

static _Noreturn void fail(const struct error *error)
{
	fprintf(stderr, "speed: %s\n", error->message);
	exit(EXIT_FAILURE);
}

static double ms_since(int64_t began_us)
{
	return (double)(clock_now_us() - began_us) / 1000.0;
}

static long resident_kb(void)
{
	long pages = 0;
	FILE *file = fopen("/proc/self/statm", "r");
	if (!file || fscanf(file, "%*s %ld", &pages) != 1)
		pages = 0;
	if (file)
		fclose(file);
	return pages * 4;
}

static const struct element *element_named(const struct observation *page, const char *name)
{
	for (size_t i = 0; i < page->element_count; i++)
		if (page->elements[i].operations && strcmp(page->elements[i].name, name) == 0)
			return &page->elements[i];
	fprintf(stderr, "speed: the page has no element '%s'\n", name);
	exit(EXIT_FAILURE);
}

static double time_observation(struct tab *tab)
{
	struct observation page = {0};
	struct error error = {0};
	int64_t began = clock_now_us();
	if (observe(tab, NULL, deadline_in(TIMEOUT_MS), &page, &error))
		fail(&error);
	double ms = ms_since(began);
	observation_release(&page);
	return ms;
}

/* The action alone, up to the reply to its input: what the comparison's click and fill do. */
static double time_action(struct tab *tab, const struct observation *page, enum action_kind kind,
	const char *name, const char *value)
{
	struct action action = {kind, element_named(page, name)->id, value};
	struct execute_options options = {0};
	struct execute_report report = {0};
	struct error error = {0};
	if (action_execute(&action, page, tab, &options, &report, &error))
		fail(&error);
	double ms = report.act_ms;
	execute_report_release(&report);
	return ms;
}

static void measure(struct tab *tab, int repetitions, json_t *result)
{
	json_t *observations = json_array(), *clicks = json_array(), *fills = json_array();
	struct error error = {0};
	for (int i = 0; i < repetitions; i++)
		json_array_append_new(observations, json_real(time_observation(tab)));
	struct observation page = {0};
	if (observe(tab, NULL, deadline_in(TIMEOUT_MS), &page, &error))
		fail(&error);
	json_object_set_new(result, "elements", json_integer((json_int_t)page.element_count));
	for (int i = 0; i < repetitions; i++) {
		char value[32];
		snprintf(value, sizeof value, "amber %d", i);
		json_array_append_new(clicks,
			json_real(time_action(tab, &page, ACTION_CLICK, "Apply filter", "")));
		json_array_append_new(
			fills, json_real(time_action(tab, &page, ACTION_TYPE, "Filter", value)));
	}
	observation_release(&page);
	json_object_set_new(result, "observe", observations);
	json_object_set_new(result, "click", clicks);
	json_object_set_new(result, "fill", fills);
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "usage: speed CHROMIUM URL REPETITIONS\n");
		return EXIT_FAILURE;
	}
	int64_t began = clock_now_us();
	struct error error = {0};
	struct loop loop;
	struct browser *browser = NULL;
	struct tab *tab;
	struct browser_script scripts[] = {observation_script(), action_script()};
	struct browser_options options = {
		.chromium = argv[1], .debugging_port = -1, .scripts = scripts, .script_count = 2};
	if (loop_init(&loop, &error) || browser_open(&loop, &options, &browser, &error) ||
		browser_new_tab(browser, false, &tab, &error) ||
		tab_navigate(tab, argv[2], deadline_in(TIMEOUT_MS), &error))
		fail(&error);
	json_t *result = json_object();
	time_observation(tab);
	json_object_set_new(result, "start", json_real(ms_since(began)));
	measure(tab, (int)strtol(argv[3], NULL, 10), result);
	json_object_set_new(result, "resident_kb", json_integer(resident_kb()));
	char *text = json_print(result);
	puts(text);
	free(text);
	json_decref(result);
	browser_close(browser);
	loop_release(&loop);
	return EXIT_SUCCESS;
}
