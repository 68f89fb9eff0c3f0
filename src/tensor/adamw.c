#include "tensor/adamw.h"

#include <assert.h>
#include <stdlib.h>

int adamw_init(struct adamw *adamw, const struct tensors *table, struct error *error)
{
	*adamw = (struct adamw){.table = table};
	adamw->mean = tensors_buffer_new(table);
	adamw->square = tensors_buffer_new(table);
	if (adamw->mean && adamw->square)
		return 0;
	adamw_release(adamw);
	return error_set(error, ERROR_LIMIT,
		"There is no memory for the optimiser's moments of %zu values.", table->total);
}

void adamw_release(struct adamw *adamw)
{
	free(adamw->mean);
	free(adamw->square);
	*adamw = (struct adamw){0};
}

/* The equations of adamw.h with all that does not depend on the weight worked out. */
struct coefficients {
	real beta1, beta2;
	real keep;    /* 1 - η·λ */
	real rate;    /* η / (1 - β1ᵗ) */
	real root;    /* 1 / √(1 - β2ᵗ) */
	real epsilon; /* ε */
};

static TENSOR_HOT void step_run(const struct coefficients *coefficients, real *restrict w,
	real *restrict m, real *restrict v, const real *restrict g, size_t count)
{
	const struct coefficients c = *coefficients;
	for (size_t i = 0; i < count; i++) {
		m[i] = c.beta1 * m[i] + (1 - c.beta1) * g[i];
		v[i] = c.beta2 * v[i] + (1 - c.beta2) * g[i] * g[i];
		w[i] = c.keep * w[i] - c.rate * m[i] / (real_sqrt(v[i]) * c.root + c.epsilon);
	}
}

void adamw_step(struct adamw *adamw, const struct adamw_options *options, double rate,
	const struct gradient *gradient, real *values)
{
	assert(adamw->table == gradient->table);
	double t = (double)++adamw->steps;
	struct coefficients c = {
		.beta1 = (real)options->beta1,
		.beta2 = (real)options->beta2,
		.rate = (real)(rate / (1 - pow(options->beta1, t))),
		.root = (real)(1 / sqrt(1 - pow(options->beta2, t))),
		.epsilon = (real)options->epsilon,
	};
	struct gradient_run run = {0};
	while (gradient_next(gradient, &run)) {
		if (!run.tensor->trainable)
			continue;
		c.keep = (real)(run.tensor->decays ? 1 - rate * options->decay : 1);
		step_run(&c, values + run.offset, adamw->mean + run.offset,
			adamw->square + run.offset, gradient->values + run.offset, run.count);
	}
}
