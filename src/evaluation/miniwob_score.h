/*
 * miniwob_score.h - many episodes of MiniWoB++ as success rates: per task with Wilson's interval,
 * and their mean over the tasks; as a table, as a picture, as JSON.
 *
 * A column is a policy and how it was asked: "replay one-shot". All columns are declared before
 * the first episode. The mean of a column is over the tasks that were examined in it.
 */
#ifndef EVALUATION_MINIWOB_SCORE_H
#define EVALUATION_MINIWOB_SCORE_H

#include "base/interval.h"
#include "base/json.h"
#include "evaluation/miniwob.h"

#define MINIWOB_COLUMNS_MAXIMUM 6

struct miniwob_tally {
	size_t episodes, successes;
};

struct miniwob_row {
	char *task;
	char *note; /* "" or why there is no demonstration */
	struct miniwob_tally tallies[MINIWOB_COLUMNS_MAXIMUM];
};

struct miniwob_score {
	char *columns[MINIWOB_COLUMNS_MAXIMUM];
	size_t column_count;
	struct miniwob_row *rows; /* sorted by task */
	size_t row_count;
};

struct miniwob_mean {
	double rate;
	struct interval reach;
	size_t tasks; /* examined in this column; 0: there is no mean */
};

void miniwob_score_release(struct miniwob_score *score);
/* Both columns of a policy. */
void miniwob_score_declare(struct miniwob_score *score, const char *policy);
void miniwob_score_add(struct miniwob_score *score, const struct miniwob_episode *episode);
void miniwob_score_note(struct miniwob_score *score, const struct miniwob_showing *showing);

struct miniwob_mean miniwob_score_mean(const struct miniwob_score *score, size_t column);
char *miniwob_score_table(const struct miniwob_score *score);	/* heap text, Markdown */
char *miniwob_score_picture(const struct miniwob_score *score); /* heap text, SVG */
json_t *miniwob_score_json(const struct miniwob_score *score); /* {"tasks": [...], "mean": {...}} */

#endif
