/*
 * divergence.h - how far a student's decision is from its teacher's, over all candidates.
 *
 * With teacher t and student p = softmax(scores), summed analytically over the candidates
 * (single-sample estimates do clearly worse, arXiv 2601.19897):
 *
 *     forward          KL(t‖p) = Σ t·log(t/p)                  the default of self-distillation
 *     reverse          KL(p‖t) = Σ p·log(p/t)
 *     Jensen-Shannon   ½·KL(t‖m) + ½·KL(p‖m),  m = (t + p)/2
 *
 * One entry's contribution can be held down (arXiv 2601.18734), to `limit` or thereabouts:
 *
 *     stop    min(c, limit)                 an entry beyond the limit pulls no more
 *     soften  limit·log(1 + c/limit), c > 0 it pulls less and less, never not at all; for small
 *             sets of candidates, where the one entry beyond the limit may be the right answer
 */
#ifndef TENSOR_DIVERGENCE_H
#define TENSOR_DIVERGENCE_H

#include "tensor/real.h"

#include <stddef.h>

enum divergence_kind { DIVERGENCE_FORWARD, DIVERGENCE_REVERSE, DIVERGENCE_JENSEN_SHANNON };

enum divergence_clip { DIVERGENCE_UNCLIPPED, DIVERGENCE_STOP, DIVERGENCE_SOFTEN };

struct divergence {
	enum divergence_kind kind;
	enum divergence_clip clip;
	double limit; /* nats, > 0; unused when unclipped */
};

/* The loss; dscores[C] = its slopes. scores may hold CANDIDATE_ILLEGAL, where the entry does not
 * count and its slope is 0. A teacher's probability counts as at least 1e-9 where its logarithm
 * is taken in reverse, so that the loss stays finite. */
double divergence_loss(const struct divergence *divergence, const real *scores, const real *teacher,
	size_t count, real *dscores);

#endif
