#include "metrics/metrics.h"

#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

#define RUN_JSON_MAXIMUM     (64u << 20) /* bytes; it holds the final page */
#define METRICS_JSON_MAXIMUM (1u << 20)

#define FOLDER(name)                                                                               \
	{                                                                                          \
#name, COLUMN_TEXT, offsetof(struct run_row, name), NULL, 0                        \
	}
#define ABOUT(name)                                                                                \
	{                                                                                          \
#name, COLUMN_TEXT, offsetof(struct run_row, name), #name, 0                       \
	}
#define FIGURE(name, kind, path)                                                                   \
	{                                                                                          \
#name, COLUMN_##kind, offsetof(struct run_row, name), path, 1                      \
	}

/* In the order of the table and of CSV. */
static const struct column columns[] = {
	FOLDER(task),
	FOLDER(run),
	ABOUT(started),
	ABOUT(ended),
	ABOUT(goal),
	FIGURE(policy, TEXT, "policy"),
	FIGURE(outcome, TEXT, "outcome"),
	ABOUT(reason),
	FIGURE(steps, INTEGER, "steps"),
	FIGURE(retries, INTEGER, "retries"),
	FIGURE(waits, INTEGER, "waits"),
	FIGURE(observe_ms, INTEGER, "times_ms.observe"),
	FIGURE(decide_ms, INTEGER, "times_ms.decide"),
	FIGURE(act_ms, INTEGER, "times_ms.act"),
	FIGURE(settle_ms, INTEGER, "times_ms.settle"),
	FIGURE(wait_ms, INTEGER, "times_ms.wait"),
	FIGURE(total_ms, INTEGER, "times_ms.total"),
	FIGURE(decisions, COUNTS, "decisions"),
	FIGURE(confidence, NUMBER, "confidence"),
	FIGURE(updates, INTEGER, "learning.updates"),
	FIGURE(gradient_steps, INTEGER, "learning.gradient_steps"),
	FIGURE(refusals, COUNTS, "learning.refusals"),
	FIGURE(rollbacks, INTEGER, "learning.rollbacks"),
	FIGURE(budget_used, INTEGER, "learning.budget_used"),
	FIGURE(budget, INTEGER, "learning.budget"),
	FIGURE(shadow_steps, INTEGER, "shadow.steps"),
	FIGURE(shadow_agreement, NUMBER, "shadow.agreement"),
	FIGURE(shadow_kl, NUMBER, "shadow.kl"),
	FIGURE(model_calls, INTEGER, "model.calls"),
	FIGURE(tokens_in, INTEGER, "model.tokens_in"),
	FIGURE(tokens_out, INTEGER, "model.tokens_out"),
	FIGURE(cost, NUMBER, "model.cost"),
};

size_t column_count(void)
{
	return sizeof columns / sizeof *columns;
}

const struct column *column_at(size_t index)
{
	return &columns[index];
}

static bool is_text(const struct column *column)
{
	return column->kind == COLUMN_TEXT || column->kind == COLUMN_COUNTS;
}

const char *row_text(const struct run_row *row, const struct column *column)
{
	const char *at = (const char *)row + column->offset;
	return is_text(column) ? *(char *const *)(const void *)at : NULL;
}

double row_number(const struct run_row *row, const struct column *column)
{
	const char *at = (const char *)row + column->offset;
	return is_text(column) ? NAN : *(const double *)(const void *)at;
}

void run_row_release(struct run_row *row)
{
	for (size_t i = 0; i < column_count(); i++)
		if (is_text(&columns[i]))
			free(*(char **)(void *)((char *)row + columns[i].offset));
	*row = (struct run_row){0};
}

static void take_value(struct run_row *row, const struct column *column, const json_t *object)
{
	void *at = (char *)row + column->offset;
	const json_t *value = json_at(object, column->path);
	if (column->kind == COLUMN_TEXT)
		*(char **)at = memory_copy_text(json_string_value(value));
	else if (column->kind == COLUMN_COUNTS)
		*(char **)at = json_is_object(value) ? json_print(value) : NULL;
	else
		*(double *)at = json_is_number(value) ? json_number_value(value) : NAN;
}

static int read_object(
	json_t **object, const char *folder, const char *name, size_t maximum, struct error *error)
{
	char *path = path_join(folder, name);
	struct bytes content;
	bytes_init(&content, maximum);
	int code = file_read(path, maximum, &content, error);
	*object = NULL;
	if (!code) {
		struct error fault = {0};
		*object = json_parse(content.data, content.length, &fault);
		if (!json_is_object(*object))
			code = error_set(error, ERROR_INPUT, "%s is damaged: %s", path,
				fault.code ? fault.message : "it is no JSON object.");
	}
	bytes_release(&content);
	free(path);
	return code;
}

static int read_values(struct run_row *row, const char *folder, struct error *error)
{
	json_t *files[2] = {NULL};
	int code = read_object(&files[1], folder, "metrics.json", METRICS_JSON_MAXIMUM, error);
	if (!code)
		code = read_object(&files[0], folder, "run.json", RUN_JSON_MAXIMUM, error);
	for (size_t i = 0; i < column_count() && !code; i++)
		if (columns[i].path)
			take_value(row, &columns[i], files[columns[i].in_metrics]);
	if (!code && !row->outcome)
		code = error_set(error, ERROR_INPUT,
			"%s/metrics.json is damaged: it has no outcome.", folder);
	json_decref(files[0]);
	json_decref(files[1]);
	return code;
}

int run_row_read(struct run_row *row, const char *logs_folder, const char *task, const char *run,
	struct error *error)
{
	*row = (struct run_row){.task = memory_copy_text(task), .run = memory_copy_text(run)};
	char *folder = memory_format("%s/%s/%s", logs_folder, task, run);
	int code = read_values(row, folder, error);
	if (code)
		run_row_release(row);
	free(folder);
	return code;
}
