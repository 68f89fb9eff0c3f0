/*
 * sparkline.h - a curve as one short text: "▁▃▅▇█", or in plain ASCII a digit for each value, from 0
 * for the lowest to 9 for the highest.
 */
#ifndef CHART_SPARKLINE_H
#define CHART_SPARKLINE_H

#include <stdbool.h>
#include <stddef.h>

/* Values 0..1, NAN as a blank; the newest `width` of them. Heap text. */
char *sparkline(const double *values, size_t count, size_t width, bool utf8);

#endif
