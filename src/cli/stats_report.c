#include "cli/stats_report.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "base/terminal.h"
#include "chart/sparkline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TABLE_COURSE 16 /* columns */
#define TASK_COURSE  60
#define CSV_MAXIMUM  (1u << 30) /* bytes */
#define LINE_MAXIMUM 4096

char *stats_course(const struct task_statistics *task, size_t width)
{
	double *values = memory_new(task->counted_count + 1, sizeof *values);
	for (size_t i = 0; i < task->counted_count; i++)
		values[i] = rate_value(&task->curve[i]);
	char *line = sparkline(values, task->counted_count, width, terminal_takes_utf8());
	free(values);
	return line;
}

/* ---- for a person ---- */

/* "3.0", or "-" for what is not known. */
struct shown {
	char text[32];
};

static struct shown show(double value, int decimals, const char *unit)
{
	struct shown shown = {"-"};
	if (isfinite(value))
		snprintf(shown.text, sizeof shown.text, "%.*f%s", decimals, value, unit);
	return shown;
}

static struct shown show_rate(const struct rate *rate)
{
	return show(100 * rate_value(rate), 0, " %");
}

static struct shown show_reach(const struct rate *rate)
{
	struct shown shown = {""};
	if (rate->of)
		snprintf(shown.text, sizeof shown.text, "%.0f..%.0f %%", 100 * rate->reach.low,
			100 * rate->reach.high);
	return shown;
}

void stats_report_table(const struct printer *out, const struct statistics *statistics)
{
	print_line(out, TONE_STRONG, "%-20s %5s %8s %6s %-11s %5s %7s %7s  %s", "TASK", "RUNS",
		"LAST 10", "ALL", "(95 %)", "STEPS", "SECONDS", "UPDATES", "COURSE");
	for (size_t i = 0; i < statistics->count; i++) {
		const struct task_statistics *task = &statistics->tasks[i];
		char *course = stats_course(task, TABLE_COURSE);
		print_line(out, TONE_PLAIN, "%-20s %5zu %8s %6s %-11s %5s %7s %7.0f  %s",
			task->task, task->runs, show_rate(&task->last).text,
			show_rate(&task->all).text, show_reach(&task->all).text,
			show(task->steps, 1, "").text, show(task->seconds, 1, "").text,
			task->updates, course);
		free(course);
	}
}

/* "budget 2, entropy 1"; nothing of an empty one. Heap text. */
static char *counts_in_words(const json_t *counts)
{
	struct bytes out;
	const char *key;
	json_t *value;
	bytes_init(&out, LINE_MAXIMUM);
	json_object_foreach((json_t *)(uintptr_t)counts, key, value)
		bytes_format(&out, NULL, "%s%s %" JSON_INTEGER_FORMAT, out.length ? ", " : "", key,
			json_integer_value(value));
	return bytes_take(&out);
}

static void report_outcomes(const struct printer *out, const struct task_statistics *task)
{
	struct bytes line;
	bytes_init(&line, LINE_MAXIMUM);
	bytes_format(&line, NULL, "%zu run%s: %zu succeeded, %zu failed, %zu unverified",
		task->counted_count, task->counted_count == 1 ? "" : "s", task->successes,
		task->failures, task->unknown);
	if (task->aborted)
		bytes_format(&line, NULL, "; %zu broken off", task->aborted);
	if (task->replays)
		bytes_format(&line, NULL, "; %zu literal replay%s", task->replays,
			task->replays == 1 ? "" : "s");
	bytes_append_text(&line, task->aborted || task->replays ? ", not counted" : "", NULL);
	print_line(out, TONE_STRONG, "%s, %s", task->task, line.data);
	bytes_release(&line);
}

static void report_learning(const struct printer *out, const struct task_statistics *task)
{
	char *refusals = counts_in_words(task->refusals);
	struct bytes line;
	bytes_init(&line, LINE_MAXIMUM);
	bytes_format(&line, NULL, "%.0f update%s", task->updates, task->updates == 1 ? "" : "s");
	if (isfinite(task->budget))
		bytes_format(&line, NULL, " (%.0f of the budget of %.0f used)", task->budget_used,
			task->budget);
	bytes_format(
		&line, NULL, ", %.0f rollback%s", task->rollbacks, task->rollbacks == 1 ? "" : "s");
	if (task->refused > 0)
		bytes_format(&line, NULL, "; %.0f refused: %s", task->refused, refusals);
	print_line(out, TONE_PLAIN, "  learning   %s", line.data);
	if (isfinite(task->shadow_agreement))
		print_line(out, TONE_PLAIN,
			"  shadow     the frozen policy agrees in %.0f %% of the steps",
			100 * task->shadow_agreement);
	bytes_release(&line);
	free(refusals);
}

void stats_report_task(const struct printer *out, const struct task_statistics *task)
{
	char *course = stats_course(task, TASK_COURSE),
	     *decisions = counts_in_words(task->decisions);
	report_outcomes(out, task);
	if (task->counted_count) {
		print_line(out, TONE_PLAIN, "  success    last %d: %s (%s); all: %s (%s)",
			STATISTICS_LAST, show_rate(&task->last).text, show_reach(&task->last).text,
			show_rate(&task->all).text, show_reach(&task->all).text);
		print_line(out, TONE_PLAIN, "  course     %s", course);
		print_line(out, TONE_PLAIN,
			"  steps      %s to completion, in %s s; %s retries a run",
			show(task->steps, 1, "").text, show(task->seconds, 1, "").text,
			show(task->retries, 1, "").text);
	}
	if (*decisions)
		print_line(out, TONE_PLAIN, "  decisions  %s", decisions);
	report_learning(out, task);
	if (task->model_calls > 0)
		print_line(out, TONE_PLAIN, "  models     %.0f calls, %.0f tokens, cost %.4g",
			task->model_calls, task->tokens, task->cost);
	free(course);
	free(decisions);
}

/* ---- for programs ---- */

static json_t *number(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *whole(double value)
{
	return json_integer((json_int_t)value);
}

static json_t *rate_to_json(const struct rate *rate)
{
	return json_pack("{s:I,s:I,s:o,s:f,s:f}", "successes", (json_int_t)rate->successes, "of",
		(json_int_t)rate->of, "rate", number(rate_value(rate)), "low", rate->reach.low,
		"high", rate->reach.high);
}

static json_t *course_to_json(const struct task_statistics *task)
{
	json_t *course = json_array();
	for (size_t i = 0; i < task->counted_count; i++) {
		const struct run_row *row = task->counted[i];
		json_array_append_new(
			course, json_pack("{s:s,s:s?,s:s,s:o,s:o,s:o}", "run", row->run, "started",
					row->started, "outcome", row->outcome, "steps",
					number(row->steps), "seconds", number(row->total_ms / 1000),
					"last_10", number(rate_value(&task->curve[i]))));
	}
	return course;
}

static json_t *task_to_json(const struct task_statistics *task)
{
	json_t *object = json_object();
	json_object_set_new(object, "task", json_text_new(task->task));
	json_object_set_new(object, "runs", json_integer((json_int_t)task->runs));
	json_object_set_new(object, "outcomes",
		json_pack("{s:I,s:I,s:I,s:I}", "success", (json_int_t)task->successes, "failure",
			(json_int_t)task->failures, "unknown", (json_int_t)task->unknown, "aborted",
			(json_int_t)task->aborted));
	json_object_set_new(object, "literal_replays", json_integer((json_int_t)task->replays));
	json_object_set_new(object, "last_10", rate_to_json(&task->last));
	json_object_set_new(object, "all", rate_to_json(&task->all));
	json_object_set_new(object, "steps", number(task->steps));
	json_object_set_new(object, "seconds", number(task->seconds));
	json_object_set_new(object, "retries", number(task->retries));
	json_object_set_new(object, "decisions", json_deep_copy(task->decisions));
	json_object_set_new(object, "updates", whole(task->updates));
	json_object_set_new(object, "budget_used",
		isfinite(task->budget_used) ? whole(task->budget_used) : json_null());
	json_object_set_new(
		object, "budget", isfinite(task->budget) ? whole(task->budget) : json_null());
	json_object_set_new(object, "refusals", json_deep_copy(task->refusals));
	json_object_set_new(object, "rollbacks", whole(task->rollbacks));
	json_object_set_new(object, "shadow_agreement", number(task->shadow_agreement));
	json_object_set_new(object, "model_calls", whole(task->model_calls));
	json_object_set_new(object, "tokens", whole(task->tokens));
	json_object_set_new(object, "cost", number(task->cost));
	json_object_set_new(object, "course", course_to_json(task));
	return object;
}

json_t *stats_to_json(const struct statistics *statistics)
{
	json_t *object = json_object(), *tasks = json_array();
	for (size_t i = 0; i < statistics->count; i++)
		json_array_append_new(tasks, task_to_json(&statistics->tasks[i]));
	json_object_set_new(object, "tasks", tasks);
	return object;
}

static void add_csv_text(struct bytes *csv, const char *text)
{
	bytes_append_text(csv, "\"", NULL);
	for (; *text; text++) {
		bytes_append(csv, text, 1, NULL);
		if (*text == '"')
			bytes_append_text(csv, "\"", NULL);
	}
	bytes_append_text(csv, "\"", NULL);
}

static void add_csv_run(struct bytes *csv, const struct run_row *row, double last)
{
	for (size_t i = 0; i < column_count(); i++) {
		const struct column *column = column_at(i);
		const char *text = row_text(row, column);
		double value = row_number(row, column);
		if (text)
			add_csv_text(csv, text);
		else if (isfinite(value))
			bytes_format(csv, NULL, "%.10g", value);
		bytes_append_text(csv, ",", NULL);
	}
	if (isfinite(last))
		bytes_format(csv, NULL, "%.4g", last);
	bytes_append_text(csv, "\n", NULL);
}

char *stats_to_csv(const struct statistics *statistics)
{
	struct bytes csv;
	bytes_init(&csv, CSV_MAXIMUM);
	for (size_t i = 0; i < column_count(); i++)
		bytes_format(&csv, NULL, "%s,", column_at(i)->name);
	bytes_append_text(&csv, "success_of_last_10\n", NULL);
	for (size_t i = 0; i < statistics->count; i++) {
		const struct task_statistics *task = &statistics->tasks[i];
		for (size_t run = 0, counted = 0; run < task->runs; run++) {
			bool is_next = counted < task->counted_count &&
				       task->counted[counted] == &task->rows[run];
			add_csv_run(&csv, &task->rows[run],
				is_next ? rate_value(&task->curve[counted]) : NAN);
			counted += is_next;
		}
	}
	return bytes_take(&csv);
}
