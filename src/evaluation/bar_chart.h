/*
 * bar_chart.h - rates as a picture: one group of horizontal bars for each label, with whiskers for
 * their confidence intervals, as an SVG that needs nothing else.
 */
#ifndef EVALUATION_BAR_CHART_H
#define EVALUATION_BAR_CHART_H

#include "base/interval.h"

#define BAR_CHART_SERIES_MAXIMUM 6

struct bar {
	double rate;	       /* 0..1; negative: no bar */
	struct interval reach; /* the whisker's ends */
};

struct bar_group {
	const char *label;
	struct bar bars[BAR_CHART_SERIES_MAXIMUM]; /* one per series */
};

struct bar_chart {
	const char *title;
	const char *const *series; /* names, for the legend */
	size_t series_count;
	const struct bar_group *groups;
	size_t group_count;
};

/* Heap text: a whole SVG document. */
char *bar_chart_svg(const struct bar_chart *chart);

#endif
