/*
 * interval.h - what was counted in a sample, as a 95 % confidence interval.
 */
#ifndef BASE_INTERVAL_H
#define BASE_INTERVAL_H

#include <stddef.h>

struct interval {
	double low, high;
};

/* Of a success rate, by Wilson's score (E. B. Wilson, 1927): keeps within 0..1 and has a width also
 * where all or nothing succeeded. 0..1 without trials. */
struct interval interval_of_rate(size_t successes, size_t trials);

/* Of the mean of rates, each of one task, by the normal distribution over the tasks: what another
 * choice of like tasks would have given. Kept within 0..1; 0..1 with fewer than two. */
struct interval interval_of_mean(const double *rates, size_t count);

#endif
