#include "tensor/candidates.h"

static double highest_of(const real *scores, size_t count)
{
	double highest = -INFINITY;
	for (size_t c = 0; c < count; c++)
		highest = scores[c] > highest ? scores[c] : highest;
	return highest;
}

struct candidates_scale candidates_scale(const real *scores, size_t count)
{
	double highest = highest_of(scores, count), sum = 0;
	for (size_t c = 0; c < count; c++)
		sum += exp(scores[c] - highest);
	return (struct candidates_scale){highest, log(sum)};
}

void candidates_probabilities(const real *scores, size_t count, double temperature, real *p)
{
	double highest = highest_of(scores, count), sum = 0;
	for (size_t c = 0; c < count; c++)
		sum += exp((scores[c] - highest) / temperature);
	for (size_t c = 0; c < count; c++)
		p[c] = (real)(exp((scores[c] - highest) / temperature) / sum);
}

double candidates_entropy(const real *p, size_t count)
{
	double entropy = 0;
	for (size_t c = 0; c < count; c++)
		if (p[c] > 0)
			entropy -= p[c] * log(p[c]);
	return entropy;
}

double candidates_cross_entropy(const real *scores, const real *target, size_t count, real *dscores)
{
	struct candidates_scale scale = candidates_scale(scores, count);
	double loss = 0;
	for (size_t c = 0; c < count; c++) {
		double log_p = candidates_log_probability(scale, scores[c]);
		if (target[c] != 0)
			loss -= target[c] * log_p;
		dscores[c] = (real)(exp(log_p) - target[c]);
	}
	return loss;
}

static struct candidates_scale scale_of_accepted(
	const real *scores, const unsigned char *accepted, size_t count)
{
	double highest = -INFINITY, sum = 0;
	for (size_t c = 0; c < count; c++)
		if (accepted[c] && scores[c] > highest)
			highest = scores[c];
	for (size_t c = 0; c < count; c++)
		if (accepted[c])
			sum += exp(scores[c] - highest);
	return (struct candidates_scale){highest, log(sum)};
}

/* dscores = p - p·accepted / Σ p over the accepted */
double candidates_cross_entropy_any(
	const real *scores, const unsigned char *accepted, size_t count, real *dscores)
{
	struct candidates_scale all = candidates_scale(scores, count);
	struct candidates_scale right = scale_of_accepted(scores, accepted, count);
	for (size_t c = 0; c < count; c++) {
		double pull = accepted[c] ? exp(candidates_log_probability(right, scores[c])) : 0;
		dscores[c] = (real)(exp(candidates_log_probability(all, scores[c])) - pull);
	}
	return all.highest - right.highest + (all.rest - right.rest);
}
