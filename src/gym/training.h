/*
 * training.h - pretraining: makes the policy network from nothing, on episodes of the gym.
 *
 * Every step, each thread looks at one decision of each of its lanes (feeder.h), computes loss and
 * slopes in a pass of its own, and lets the lanes act; the slopes are added up in a fixed order,
 * clipped, and AdamW steps. The weights that are kept are an average over the last steps
 * (Polyak and Juditsky 1992, with a decay), which is what is examined and shipped.
 *
 * With a number of decisions given, the result follows from the options alone, on one machine. With
 * minutes given, the number is set once the speed is known, and told, so that it can be given.
 *
 * The state is saved now and then, atomically, and training can be continued from it: weights,
 * average, moments, step and curve are restored; the streams of episodes start anew from the step.
 */
#ifndef GYM_TRAINING_H
#define GYM_TRAINING_H

#include "gym/gym.h"
#include "network/model.h"

#include <stdatomic.h>

enum { TRAINING_THREADS_MAX = 8, TRAINING_CURVE_MAX = 512 };

/* One point of the curve. */
struct training_point {
	uint64_t decisions;
	double seconds;
	double loss;		     /* mean since the last point */
	double accuracy[GYM_SPLITS]; /* of single decisions, with the averaged weights */
};

struct training_progress {
	uint64_t decisions, total; /* total 0: not known yet */
	double seconds, seconds_left;
	double loss; /* lately */
	double decisions_per_second;
	double inexpressible;		    /* share of decisions that no move could express */
	const struct training_point *point; /* newest; NULL at first */
};

struct training_options {
	struct network_shape shape;
	uint64_t seed;
	double minutes;		     /* > 0: the number of decisions is worked out from it */
	uint64_t decisions;	     /* > 0: goes before minutes */
	size_t threads;		     /* 1..TRAINING_THREADS_MAX */
	size_t lanes;		     /* decisions of each thread in a step */
	double rate;		     /* peak of the schedule */
	double decay;		     /* of weights */
	double clip;		     /* largest norm of a step's slopes */
	double average;		     /* decay of the average per step, 0..1 */
	double by_policy, by_chance; /* see feeder.h */
	const char *state_path;	     /* where the state is saved; NULL: nowhere */
	bool resume;		     /* from the state, if there is one */
	const atomic_bool *stop;     /* ends early and saves; NULL */
	void (*progress)(void *context, const struct training_progress *progress);
	void *context;
};

struct training_result {
	struct training_point curve[TRAINING_CURVE_MAX];
	size_t points;
	uint64_t decisions, episodes, steps;
	double seconds;
	bool stopped; /* before the end */
};

/* What the shipped network was made with. */
void training_defaults(struct training_options *options);

/* *model is made here and holds the averaged weights. INPUT: a state that does not fit; IO. */
int train(const struct training_options *options, struct model *model,
	struct training_result *result, struct error *error);

#endif
