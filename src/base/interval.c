#include "base/interval.h"

#include <math.h>

static const double deviations_95 = 1.959963984540054; /* of the normal distribution */

struct interval interval_of_rate(size_t successes, size_t trials)
{
	if (!trials)
		return (struct interval){0, 1};
	double n = (double)trials, p = (double)successes / n, z = deviations_95;
	double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
	double reach = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
	return (struct interval){fmax(0, middle - reach), fmin(1, middle + reach)};
}

struct interval interval_of_mean(const double *rates, size_t count)
{
	if (count < 2)
		return (struct interval){0, 1};
	double mean = 0, squares = 0;
	for (size_t i = 0; i < count; i++)
		mean += rates[i] / (double)count;
	for (size_t i = 0; i < count; i++)
		squares += (rates[i] - mean) * (rates[i] - mean);
	double error = sqrt(squares / (double)(count - 1) / (double)count);
	return (struct interval){
		fmax(0, mean - deviations_95 * error), fmin(1, mean + deviations_95 * error)};
}
