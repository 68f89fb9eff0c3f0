/*
 * schedule.h - the learning rate over a training: a linear warm-up, then half a cosine down.
 *
 *     rate
 *     peak |     .-""-.
 *          |   /        \
 *          | /            `-.
 *    floor |/                `-.____________
 *          +---------------------------------> step
 *           0   warm-up      total
 */
#ifndef TENSOR_SCHEDULE_H
#define TENSOR_SCHEDULE_H

#include <stdint.h>

struct schedule {
	double peak;
	double floor;	  /* rate from `total` on */
	uint64_t warm_up; /* steps until peak is reached; 0: starts at peak */
	uint64_t total;	  /* steps; <= warm_up: stays at peak after the warm-up */
};

/* The rate of the step after `steps` steps: never 0 at the first while peak is not. */
double schedule_rate(const struct schedule *schedule, uint64_t steps);

#endif
