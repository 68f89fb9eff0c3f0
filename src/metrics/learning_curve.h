/*
 * learning_curve.h - success over the runs of each task, as a picture: the rate of the last ten with
 * its confidence interval, each run as a dot, rollbacks as marks, and beside it the steps that the
 * successes took.
 */
#ifndef METRICS_LEARNING_CURVE_H
#define METRICS_LEARNING_CURVE_H

#include "base/bytes.h"
#include "metrics/statistics.h"

enum { LEARNING_CURVES_MAXIMUM = 40 }; /* tasks in one picture; it says how many it left out */

#define LEARNING_CURVE_BYTES (64u << 20)

/* A whole SVG document. LIMIT: too many runs for `svg`. */
int learning_curve_draw(
	const struct statistics *statistics, struct bytes *svg, struct error *error);

#endif
