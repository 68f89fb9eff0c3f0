/*
 * candidates.h - the distribution over a decision's candidates, its entropy, and cross-entropy.
 *
 * Scores of all candidates of one decision go through one softmax, so the entropy is that of the
 * whole decision. A candidate that is not legal has the score CANDIDATE_ILLEGAL: its probability is
 * exactly 0 and no slope reaches it. At least one candidate must be legal. There are at most some
 * thousands, so this is computed in double, by the C library's functions.
 *
 * Losses return the loss and write its slopes; a mean over a batch is the caller's to divide.
 */
#ifndef TENSOR_CANDIDATES_H
#define TENSOR_CANDIDATES_H

#include "tensor/real.h"

#include <stddef.h>

#define CANDIDATE_ILLEGAL ((real)-INFINITY)

/* log Σ exp(score) = highest + rest, kept apart: beside a huge score the rest would be lost. */
struct candidates_scale {
	double highest, rest;
};

struct candidates_scale candidates_scale(const real *scores, size_t count);

static inline double candidates_log_probability(struct candidates_scale scale, real score)
{
	return (double)score - scale.highest - scale.rest;
}

/* p[c] = exp(score[c] / temperature) / Σ; temperature > 0, 1 for the model's own. */
void candidates_probabilities(const real *scores, size_t count, double temperature, real *p);

/* -Σ p·log p in nats; 0·log 0 is 0. */
double candidates_entropy(const real *p, size_t count);

/* -Σ target·log p for targets that add up to 1 and are 0 where illegal. dscores = p - target. */
double candidates_cross_entropy(
	const real *scores, const real *target, size_t count, real *dscores);

/* -log Σ of p over the accepted: several candidates may be equally right, and how the model
 * divides its belief among them does not matter. At least one accepted candidate is legal. */
double candidates_cross_entropy_any(
	const real *scores, const unsigned char *accepted, size_t count, real *dscores);

#endif
