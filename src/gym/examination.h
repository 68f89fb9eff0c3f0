/*
 * examination.h - whole episodes, played by a policy as a run plays them: decide, act, until it
 * finishes. What the bars are measured by.
 */
#ifndef GYM_EXAMINATION_H
#define GYM_EXAMINATION_H

#include "base/interval.h"
#include "gym/gym.h"

struct examination_options {
	struct gym_wish wish;
	uint64_t seed; /* of the first episode; the next ones follow */
	size_t episodes;
};

enum { EXAMINATION_FAMILIES_MAX = 64, EXAMINATION_BINS = 15 };

struct family_score {
	const char *name;
	size_t episodes, successes;
};

struct examination_score {
	size_t episodes, successes;
	size_t decisions, right;  /* as the gym accepts them */
	size_t refused;		  /* decisions that the policy could not make */
	struct interval interval; /* of the success rate */
	double gap;		  /* expected calibration error of the choices' probabilities */
	struct family_score families[EXAMINATION_FAMILIES_MAX];
	size_t family_count;
};

int examine_episodes(struct policy *policy, const struct examination_options *options,
	struct examination_score *score, struct error *error);

#endif
