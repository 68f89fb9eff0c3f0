#include "metrics/statistics.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double rate_value(const struct rate *rate)
{
	return rate->of ? (double)rate->successes / (double)rate->of : NAN;
}

static bool is_outcome(const struct run_row *row, const char *outcome)
{
	return !strcmp(row->outcome, outcome);
}

static bool is_replay(const struct run_row *row)
{
	return row->policy && !strcmp(row->policy, "literal");
}

static bool counts(const struct run_row *row)
{
	return !is_replay(row) && !is_outcome(row, "aborted");
}

static struct rate rate_of(const struct run_row *const *rows, size_t count)
{
	struct rate rate = {.of = count};
	for (size_t i = 0; i < count; i++)
		rate.successes += is_outcome(rows[i], "success");
	rate.reach = interval_of_rate(rate.successes, rate.of);
	return rate;
}

static void count_outcomes(struct task_statistics *task)
{
	for (size_t i = 0; i < task->runs; i++) {
		const struct run_row *row = &task->rows[i];
		if (is_replay(row)) {
			task->replays++;
			continue;
		}
		task->successes += is_outcome(row, "success");
		task->failures += is_outcome(row, "failure");
		task->unknown += is_outcome(row, "unknown");
		task->aborted += is_outcome(row, "aborted");
		if (counts(row))
			task->counted[task->counted_count++] = row;
	}
}

static void draw_curve(struct task_statistics *task)
{
	for (size_t i = 0; i < task->counted_count; i++) {
		size_t of = i + 1 < STATISTICS_LAST ? i + 1 : STATISTICS_LAST;
		task->curve[i] = rate_of(task->counted + i + 1 - of, of);
	}
	task->all = rate_of(task->counted, task->counted_count);
	task->last = task->counted_count ? task->curve[task->counted_count - 1]
					 : rate_of(task->counted, 0);
}

/* Values that are not known do not count. */
struct mean {
	double sum, weight;
};

static void mean_add(struct mean *mean, double value, double weight)
{
	if (!isfinite(value) || !isfinite(weight))
		return;
	mean->sum += value * weight;
	mean->weight += weight;
}

static double mean_value(const struct mean *mean)
{
	return mean->weight > 0 ? mean->sum / mean->weight : NAN;
}

static void measure_effort(struct task_statistics *task)
{
	struct mean steps = {0}, seconds = {0}, retries = {0};
	for (size_t i = 0; i < task->counted_count; i++) {
		const struct run_row *row = task->counted[i];
		mean_add(&retries, row->retries, 1);
		if (!is_outcome(row, "success"))
			continue;
		mean_add(&steps, row->steps, 1);
		mean_add(&seconds, row->total_ms / 1000, 1);
	}
	task->steps = mean_value(&steps);
	task->seconds = mean_value(&seconds);
	task->retries = mean_value(&retries);
}

/* Adds {"budget":3} to the sums. */
static double add_counts(json_t *sums, const char *text)
{
	json_t *counts_of_run = text ? json_parse(text, strlen(text), NULL) : NULL, *value;
	const char *key;
	double total = 0;
	json_object_foreach(counts_of_run, key, value)
	{
		json_int_t before = json_integer_value(json_object_get(sums, key));
		json_object_set_new(sums, key, json_integer(before + json_integer_value(value)));
		total += (double)json_integer_value(value);
	}
	json_decref(counts_of_run);
	return total;
}

static double known(double value)
{
	return isfinite(value) ? value : 0;
}

static void sum_up_learning(struct task_statistics *task)
{
	struct mean agreement = {0};
	task->refusals = json_object();
	task->decisions = json_object();
	task->budget_used = task->budget = NAN;
	for (size_t i = 0; i < task->runs; i++) {
		const struct run_row *row = &task->rows[i];
		task->updates += known(row->updates);
		task->rollbacks += known(row->rollbacks);
		task->refused += add_counts(task->refusals, row->refusals);
		add_counts(task->decisions, row->decisions);
		task->model_calls += known(row->model_calls);
		task->tokens += known(row->tokens_in) + known(row->tokens_out);
		task->cost += known(row->cost);
		mean_add(&agreement, row->shadow_agreement, row->shadow_steps);
		if (isfinite(row->budget_used)) {
			task->budget_used = row->budget_used;
			task->budget = row->budget;
		}
	}
	task->shadow_agreement = mean_value(&agreement);
}

static void make_task(struct task_statistics *task, const struct run_row *rows, size_t count)
{
	*task = (struct task_statistics){.task = rows->task, .rows = rows, .runs = count};
	task->counted = memory_new(count, sizeof(struct run_row *));
	task->curve = memory_new(count, sizeof *task->curve);
	count_outcomes(task);
	draw_curve(task);
	measure_effort(task);
	sum_up_learning(task);
}

void statistics_make(struct statistics *statistics, const struct run_rows *rows)
{
	*statistics = (struct statistics){0};
	statistics->tasks = memory_new(rows->count + 1, sizeof *statistics->tasks);
	for (size_t first = 0, end; first < rows->count; first = end) {
		for (end = first + 1; end < rows->count; end++)
			if (strcmp(rows->items[end].task, rows->items[first].task) != 0)
				break;
		make_task(
			&statistics->tasks[statistics->count++], &rows->items[first], end - first);
	}
}

void statistics_release(struct statistics *statistics)
{
	for (size_t i = 0; i < statistics->count; i++) {
		struct task_statistics *task = &statistics->tasks[i];
		free(task->counted);
		free(task->curve);
		json_decref(task->refusals);
		json_decref(task->decisions);
	}
	free(statistics->tasks);
	*statistics = (struct statistics){0};
}
