#include "gym/suite.h"

#define EXAMINED_DRIFT 1 /* data, order, ids and classes are others than in the demonstration */

static const char *const goal_names[GYM_GOALS] = {
	[GYM_GOAL_EXPLICIT] = "goal explicit, no demonstration",
	[GYM_GOAL_VALUES] = "goal names values, one demonstration",
	[GYM_GOAL_CONTRARY] = "goal contradicts the demonstration",
};

const char *suite_goal_name(enum gym_goal goal)
{
	return goal_names[goal];
}

static struct gym_wish wish_of(enum gym_split split, enum gym_goal goal)
{
	bool demonstrated = goal != GYM_GOAL_EXPLICIT;
	return (struct gym_wish){.split = split,
		.goal = goal,
		.demonstrated = demonstrated,
		.drift = demonstrated ? EXAMINED_DRIFT : 0,
		.interruptions = true};
}

int suite_run(struct policy *policy, const struct suite_options *options,
	struct suite_row rows[static SUITE_ROWS], struct error *error)
{
	for (int i = 0; i < SUITE_ROWS; i++) {
		rows[i].wish =
			wish_of((enum gym_split)(i / GYM_GOALS), (enum gym_goal)(i % GYM_GOALS));
		struct examination_options how = {
			.wish = rows[i].wish, .seed = options->seed, .episodes = options->episodes};
		int code = examine_episodes(policy, &how, &rows[i].score, error);
		if (code)
			return code;
		if (options->done)
			options->done(options->context, &rows[i]);
	}
	return 0;
}

static double percent(size_t part, size_t whole)
{
	return whole ? 100.0 * (double)part / (double)whole : 0;
}

static void add_line(struct bytes *table, const struct suite_row *rows, int split)
{
	bytes_format(table, NULL, "| %s |", gym_split_name((enum gym_split)split));
	for (int goal = 0; goal < GYM_GOALS; goal++) {
		const struct examination_score *score = &rows[split * GYM_GOALS + goal].score;
		bytes_format(table, NULL, " %.1f %% (%.1f to %.1f) |",
			percent(score->successes, score->episodes), 100 * score->interval.low,
			100 * score->interval.high);
	}
	bytes_append_text(table, "\n", NULL);
}

static void add_calibration(struct bytes *table, const struct suite_row *rows)
{
	size_t decisions = 0, right = 0;
	double gap = 0;
	for (int i = 0; i < SUITE_ROWS; i++) {
		decisions += rows[i].score.decisions;
		right += rows[i].score.right;
		gap += rows[i].score.gap * (double)rows[i].score.decisions;
	}
	bytes_format(table, NULL,
		"\n%zu episodes in each cell. Of %zu single decisions %.2f %% were right; expected "
		"calibration error %.2f %%.\n",
		rows[0].score.episodes, decisions, percent(right, decisions),
		decisions ? 100 * gap / (double)decisions : 0);
}

int suite_table(const struct suite_row *rows, struct bytes *table, struct error *error)
{
	bytes_append_text(table, "| whole episodes succeeded |", NULL);
	for (int goal = 0; goal < GYM_GOALS; goal++)
		bytes_format(table, NULL, " %s |", goal_names[goal]);
	bytes_append_text(table, "\n|---|---|---|---|\n", NULL);
	for (int split = 0; split < GYM_SPLITS; split++)
		add_line(table, rows, split);
	add_calibration(table, rows);
	return table->length ? 0
			     : error_set(error, ERROR_LIMIT, "The table does not fit its memory.");
}
