/*
 * plot.h - curves as an SVG picture that needs nothing else: a page, frames with scales on it, lines
 * and bands in them.
 *
 * All goes into the caller's bytes. One that does not fit any more is cut off there; picture_end()
 * tells, so that nothing before it has to be asked. Lengths on the picture are px, from its upper
 * left corner; values are whatever the frame's scales are in. What lies outside a scale is drawn at
 * its edge.
 */
#ifndef CHART_PLOT_H
#define CHART_PLOT_H

#include "base/bytes.h"

struct plot {
	struct bytes *svg;		 /* borrowed */
	double left, top, width, height; /* of the frame, px */
	double x_low, x_high, y_low, y_high;
};

enum plot_unit { PLOT_PLAIN, PLOT_PERCENT /* 0..1 */, PLOT_THOUSANDS };

void picture_begin(struct bytes *svg, int width, int height);
int picture_end(struct bytes *svg, struct error *error);
/* With what XML needs escaped. */
void picture_text(struct bytes *svg, const char *text);

double plot_x(const struct plot *plot, double value); /* px */
double plot_y(const struct plot *plot, double value);

/* The frame with its title above, and the y scale in four parts. */
void plot_frame(const struct plot *plot, const char *title, enum plot_unit unit);
/* The x scale below the frame, in as many parts, and what it shows. */
void plot_x_scale(const struct plot *plot, int parts, enum plot_unit unit, const char *label);

void plot_line(const struct plot *plot, const double *x, const double *y, size_t count,
	const char *colour);
/* Between low and high: a confidence interval. */
void plot_band(const struct plot *plot, const double *x, const double *low, const double *high,
	size_t count, const char *colour);
void plot_dot(const struct plot *plot, double x, double y, const char *colour);
/* From bottom to top: something happened there. */
void plot_mark(const struct plot *plot, double x, const char *colour, const char *title);
/* A line of the legend, right of the frame. */
void plot_legend(const struct plot *plot, int index, const char *colour, const char *text);

#endif
