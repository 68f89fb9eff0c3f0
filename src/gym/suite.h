/*
 * suite.h - the examination of a policy on the gym: every kind of goal in every split, as a table.
 */
#ifndef GYM_SUITE_H
#define GYM_SUITE_H

#include "gym/examination.h"

enum { SUITE_ROWS = GYM_SPLITS * GYM_GOALS };

struct suite_row {
	struct gym_wish wish;
	struct examination_score score;
};

struct suite_options {
	size_t episodes; /* of each row */
	uint64_t seed;	 /* examinations with other seeds meet other episodes */
	/* Told of each row as it is done; NULL. */
	void (*done)(void *context, const struct suite_row *row);
	void *context;
};

int suite_run(struct policy *policy, const struct suite_options *options,
	struct suite_row rows[static SUITE_ROWS], struct error *error);

/* "goal explicit, no demonstration" */
const char *suite_goal_name(enum gym_goal goal);

/* Markdown: splits down, kinds of goal across, success with interval; then calibration. */
int suite_table(const struct suite_row *rows, struct bytes *table, struct error *error);

#endif
