#include "evaluation/miniwob_score.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "evaluation/bar_chart.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define TABLE_MAXIMUM (1u << 20)

void miniwob_score_release(struct miniwob_score *score)
{
	for (size_t i = 0; i < score->column_count; i++)
		free(score->columns[i]);
	for (size_t i = 0; i < score->row_count; i++) {
		free(score->rows[i].task);
		free(score->rows[i].note);
	}
	free(score->rows);
	*score = (struct miniwob_score){0};
}

void miniwob_score_declare(struct miniwob_score *score, const char *policy)
{
	assert(score->column_count + 2 <= MINIWOB_COLUMNS_MAXIMUM);
	score->columns[score->column_count++] = memory_format("%s zero-shot", policy);
	score->columns[score->column_count++] = memory_format("%s one-shot", policy);
}

static size_t column_of(const struct miniwob_score *score, const struct miniwob_episode *episode)
{
	size_t length = strlen(episode->policy);
	for (size_t i = 0; i < score->column_count; i += 2)
		if (!strncmp(score->columns[i], episode->policy, length) &&
			score->columns[i][length] == ' ')
			return i + episode->one_shot;
	assert(!"the policy was not declared");
	return 0;
}

/* The row of a task, made in its place among the others if it is new. */
static struct miniwob_row *row_of(struct miniwob_score *score, const char *task)
{
	size_t at = 0;
	while (at < score->row_count && strcmp(score->rows[at].task, task) < 0)
		at++;
	if (at < score->row_count && !strcmp(score->rows[at].task, task))
		return &score->rows[at];
	score->rows = memory_resize(score->rows, score->row_count + 1, sizeof *score->rows);
	memmove(&score->rows[at + 1], &score->rows[at],
		(score->row_count - at) * sizeof *score->rows);
	score->row_count++;
	score->rows[at] =
		(struct miniwob_row){.task = memory_copy_text(task), .note = memory_copy_text("")};
	return &score->rows[at];
}

void miniwob_score_add(struct miniwob_score *score, const struct miniwob_episode *episode)
{
	struct miniwob_tally *tally =
		&row_of(score, episode->task)->tallies[column_of(score, episode)];
	tally->episodes++;
	tally->successes += miniwob_succeeded(episode);
}

void miniwob_score_note(struct miniwob_score *score, const struct miniwob_showing *showing)
{
	struct miniwob_row *row = row_of(score, showing->task);
	free(row->note);
	row->note = showing->objection[0]
			    ? memory_format("no demonstration: %s", showing->objection)
			    : memory_copy_text("");
}

static double rate_of(const struct miniwob_tally *tally)
{
	return (double)tally->successes / (double)tally->episodes;
}

struct miniwob_mean miniwob_score_mean(const struct miniwob_score *score, size_t column)
{
	struct miniwob_mean mean = {0};
	double *rates = memory_new(score->row_count + 1, sizeof *rates), sum = 0;
	for (size_t i = 0; i < score->row_count; i++) {
		const struct miniwob_tally *tally = &score->rows[i].tallies[column];
		if (tally->episodes)
			sum += rates[mean.tasks++] = rate_of(tally);
	}
	mean.rate = mean.tasks ? sum / (double)mean.tasks : 0;
	mean.reach = interval_of_mean(rates, mean.tasks);
	free(rates);
	return mean;
}

/* ---- the table ---- */

static void add_cell(struct bytes *table, double rate, struct interval reach)
{
	bytes_format(table, NULL, " %.1f %% (%.0f to %.0f) |", 100 * rate, 100 * reach.low,
		100 * reach.high);
}

static void add_row(
	struct bytes *table, const struct miniwob_score *score, const struct miniwob_row *row)
{
	bytes_format(table, NULL, "| %s |", row->task);
	for (size_t i = 0; i < score->column_count; i++) {
		const struct miniwob_tally *tally = &row->tallies[i];
		if (tally->episodes)
			add_cell(table, rate_of(tally),
				interval_of_rate(tally->successes, tally->episodes));
		else
			bytes_append_text(table, " |", NULL);
	}
	bytes_append_text(table, " ", NULL);
	for (const char *at = row->note; *at; at++) /* what would end the cell or the row */
		bytes_append(table, strchr("|\n", *at) ? " " : at, 1, NULL);
	bytes_append_text(table, " |\n", NULL);
}

static void add_means(struct bytes *table, const struct miniwob_score *score)
{
	bytes_append_text(table, "| **mean over tasks** |", NULL);
	for (size_t i = 0; i < score->column_count; i++) {
		struct miniwob_mean mean = miniwob_score_mean(score, i);
		if (mean.tasks)
			add_cell(table, mean.rate, mean.reach);
		else
			bytes_append_text(table, " |", NULL);
	}
	bytes_append_text(table, " |\n| tasks |", NULL);
	for (size_t i = 0; i < score->column_count; i++)
		bytes_format(table, NULL, " %zu |", miniwob_score_mean(score, i).tasks);
	bytes_append_text(table, " |\n", NULL);
}

char *miniwob_score_table(const struct miniwob_score *score)
{
	struct bytes table;
	bytes_init(&table, TABLE_MAXIMUM);
	bytes_append_text(&table, "| task |", NULL);
	for (size_t i = 0; i < score->column_count; i++)
		bytes_format(&table, NULL, " %s |", score->columns[i]);
	bytes_append_text(&table, " note |\n|---|", NULL);
	for (size_t i = 0; i < score->column_count; i++)
		bytes_append_text(&table, "---|", NULL);
	bytes_append_text(&table, "---|\n", NULL);
	for (size_t i = 0; i < score->row_count; i++)
		add_row(&table, score, &score->rows[i]);
	add_means(&table, score);
	return bytes_take(&table);
}

/* ---- the picture ---- */

/* Columns in which nothing was examined would only be gaps. */
static size_t find_filled(const struct miniwob_score *score, size_t *columns)
{
	size_t count = 0;
	for (size_t i = 0; i < score->column_count; i++)
		if (miniwob_score_mean(score, i).tasks)
			columns[count++] = i;
	return count;
}

static struct bar bar_of_row(const struct miniwob_tally *tally)
{
	if (!tally->episodes)
		return (struct bar){.rate = -1};
	return (struct bar){rate_of(tally), interval_of_rate(tally->successes, tally->episodes)};
}

static struct bar bar_of_mean(struct miniwob_mean mean)
{
	return (struct bar){mean.rate, mean.reach};
}

char *miniwob_score_picture(const struct miniwob_score *score)
{
	size_t columns[MINIWOB_COLUMNS_MAXIMUM] = {0};
	const char *names[MINIWOB_COLUMNS_MAXIMUM] = {0};
	size_t count = find_filled(score, columns);
	struct bar_group *groups = memory_new(score->row_count + 1, sizeof *groups);
	groups[0].label = "mean over tasks";
	for (size_t c = 0; c < count; c++) {
		names[c] = score->columns[columns[c]];
		groups[0].bars[c] = bar_of_mean(miniwob_score_mean(score, columns[c]));
	}
	for (size_t i = 0; i < score->row_count; i++) {
		groups[i + 1].label = score->rows[i].task;
		for (size_t c = 0; c < count; c++)
			groups[i + 1].bars[c] = bar_of_row(&score->rows[i].tallies[columns[c]]);
	}
	struct bar_chart chart = {.title = "MiniWoB++: success rate, 95 % confidence intervals",
		.series = names,
		.series_count = count,
		.groups = groups,
		.group_count = score->row_count + 1};
	char *svg = bar_chart_svg(&chart);
	free(groups);
	return svg;
}

/* ---- JSON ---- */

static json_t *row_to_json(const struct miniwob_score *score, const struct miniwob_row *row)
{
	json_t *rates = json_object();
	for (size_t i = 0; i < score->column_count; i++) {
		const struct miniwob_tally *tally = &row->tallies[i];
		if (!tally->episodes)
			continue;
		struct interval reach = interval_of_rate(tally->successes, tally->episodes);
		json_object_set_new(rates, score->columns[i],
			json_pack("{s:I,s:I,s:f,s:f,s:f}", "episodes", (json_int_t)tally->episodes,
				"successes", (json_int_t)tally->successes, "rate", rate_of(tally),
				"low", reach.low, "high", reach.high));
	}
	return json_pack("{s:s,s:o,s:o}", "task", row->task, "note", json_text_new(row->note),
		"rates", rates);
}

json_t *miniwob_score_json(const struct miniwob_score *score)
{
	json_t *tasks = json_array(), *means = json_object();
	for (size_t i = 0; i < score->row_count; i++)
		json_array_append_new(tasks, row_to_json(score, &score->rows[i]));
	for (size_t i = 0; i < score->column_count; i++) {
		struct miniwob_mean mean = miniwob_score_mean(score, i);
		if (mean.tasks)
			json_object_set_new(means, score->columns[i],
				json_pack("{s:I,s:f,s:f,s:f}", "tasks", (json_int_t)mean.tasks,
					"rate", mean.rate, "low", mean.reach.low, "high",
					mean.reach.high));
	}
	return json_pack("{s:o,s:o}", "tasks", tasks, "mean", means);
}
