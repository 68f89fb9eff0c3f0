/*
 * gradient_check.h - slopes held against central differences, in double.
 *
 * A layer's test makes a loss of its output y by Σ y∘pull with a fixed random pull, so that the
 * slope of y is pull, and lets gradient_check() move every number the output depends on.
 */
#ifndef GRADIENT_CHECK_H
#define GRADIENT_CHECK_H

#include "base/random.h"
#include "tensor/tensors.h"
#include "tensor/vector.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

typedef double loss_function(void *context);

/* Numbers in [-scale, scale). */
static inline void fill(real *values, size_t count, double scale, uint64_t seed)
{
	struct random random;
	random_seed(&random, seed);
	for (size_t i = 0; i < count; i++)
		values[i] = (real)(scale * (2 * random_unit(&random) - 1));
}

/* A buffer of exactly this size, so that a sanitizer sees one step too far; filled with NaN, so
 * that reading what was not written shows. */
static inline real *new_reals(size_t count)
{
	real *values = malloc(count * sizeof(*values) + (count == 0));
	assert_non_null(values);
	for (size_t i = 0; i < count; i++)
		values[i] = (real)NAN;
	return values;
}

static inline real *new_filled(size_t count, double scale, uint64_t seed)
{
	real *values = new_reals(count);
	fill(values, count, scale, seed);
	return values;
}

/* values[count] are the numbers the loss depends on, slopes[count] what backward says. */
static inline void gradient_check(const char *what, real *values, const real *slopes, size_t count,
	loss_function *loss, void *context)
{
	const double step = 1e-5;
	for (size_t i = 0; i < count; i++) {
		real before = values[i];
		values[i] = (real)(before + step);
		double above = loss(context);
		values[i] = (real)(before - step);
		double below = loss(context);
		values[i] = before;
		double numeric = (above - below) / (2 * step), error = fabs(numeric - slopes[i]);
		if (!(error <= 2e-9 + 1e-6 * (fabs(numeric) + fabs((double)slopes[i]))))
			fail_msg("%s[%zu]: backward says %.12g, differences say %.12g", what, i,
				(double)slopes[i], numeric);
	}
}

/* Every trainable tensor of a table, by name. */
static inline void gradient_check_table(const struct tensors *table, real *values,
	const real *slopes, loss_function *loss, void *context)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct tensor *tensor = &table->items[i];
		gradient_check(tensor->name, values + tensor->offset, slopes + tensor->offset,
			tensor->count, loss, context);
	}
}

#endif
