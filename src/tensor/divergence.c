#include "tensor/divergence.h"

#include "tensor/candidates.h"

#define TEACHER_LEAST 1e-9

/* One candidate's contribution c to the sum, and p·∂c/∂p. */
struct entry {
	double value, slope;
};

static struct entry entry_forward(double t, double log_p)
{
	return (struct entry){t > 0 ? t * (log(t) - log_p) : 0, -t};
}

static struct entry entry_reverse(double t, double log_p)
{
	double p = exp(log_p), ratio = log_p - log(t > TEACHER_LEAST ? t : TEACHER_LEAST);
	return (struct entry){p * ratio, p * (ratio + 1)};
}

static struct entry entry_jensen_shannon(double t, double log_p)
{
	double p = exp(log_p), m = (t + p) / 2;
	double from_t = t > 0 ? t * log(t / m) : 0;
	double from_p = p > 0 ? p * log(p / m) : 0;
	return (struct entry){(from_t + from_p) / 2, from_p / 2};
}

static struct entry entry_of(enum divergence_kind kind, double t, double log_p)
{
	switch (kind) {
	case DIVERGENCE_REVERSE:
		return entry_reverse(t, log_p);
	case DIVERGENCE_JENSEN_SHANNON:
		return entry_jensen_shannon(t, log_p);
	case DIVERGENCE_FORWARD:
		break;
	}
	return entry_forward(t, log_p);
}

static struct entry clipped(const struct divergence *divergence, struct entry entry)
{
	double limit = divergence->limit;
	if (divergence->clip == DIVERGENCE_STOP && entry.value > limit)
		return (struct entry){limit, 0};
	if (divergence->clip == DIVERGENCE_SOFTEN && entry.value > 0)
		return (struct entry){limit * log1p(entry.value / limit),
			entry.slope / (1 + entry.value / limit)};
	return entry;
}

/* A score z_k moves every p_i = exp(z_i) / Σ exp(z): ∂p_i/∂z_k = p_i·(δ_ik - p_k). So with
 * a_i = p_i·∂c_i/∂p_i the slope of Σ c is a_k - p_k·Σ a. */
double divergence_loss(const struct divergence *divergence, const real *scores, const real *teacher,
	size_t count, real *dscores)
{
	struct candidates_scale scale = candidates_scale(scores, count);
	double loss = 0, total = 0;
	for (size_t c = 0; c < count; c++) {
		dscores[c] = 0;
		if (scores[c] == CANDIDATE_ILLEGAL)
			continue;
		double log_p = candidates_log_probability(scale, scores[c]);
		struct entry entry =
			clipped(divergence, entry_of(divergence->kind, teacher[c], log_p));
		loss += entry.value;
		total += entry.slope;
		dscores[c] = (real)entry.slope;
	}
	for (size_t c = 0; c < count; c++)
		dscores[c] -= (real)(exp(candidates_log_probability(scale, scores[c])) * total);
	return loss;
}
