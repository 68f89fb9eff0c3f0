/*
 * probe.h - how often single decisions are right, on states that the teacher's episodes visit.
 *
 * Right means: the most probable action of the whole joint is one that the gym accepts. Cheap enough
 * to be run during training. Collects what calibration needs: how sure the network was, and whether
 * it was right.
 */
#ifndef GYM_PROBE_H
#define GYM_PROBE_H

#include "gym/gym.h"
#include "network/network.h"

struct probe_options {
	const struct gym_wish *wish; /* NULL: drawn as in training */
	enum gym_split split;
	uint64_t seed;
	size_t decisions;
};

struct probe_result {
	size_t decisions, right;
	double log_loss; /* mean -log of the probability of what is right, nats */
	/* Calibration: of all decisions, by how sure the network was (probability of its choice). */
	double gap; /* expected calibration error, 15 bins of equal width (Guo et al. 2017) */
};

int probe(const struct network *network, const struct weights *weights, double temperature,
	const struct probe_options *options, struct probe_result *result, struct error *error);

/* The temperature in 0.3..4 that gives the least log loss on these decisions (golden section). */
int probe_temperature(const struct network *network, const struct weights *weights,
	const struct probe_options *options, double *temperature, struct error *error);

#endif
