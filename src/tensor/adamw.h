/*
 * adamw.h - the optimiser: Adam (Kingma and Ba 2015) with decoupled decay (Loshchilov and Hutter
 * 2019).
 *
 *     m = β1·m + (1 - β1)·g          v = β2·v + (1 - β2)·g²
 *     w = w - η·λ·w - η · (m / (1 - β1ᵗ)) / (√(v / (1 - β2ᵗ)) + ε)
 *
 * The rate η comes with each step (see schedule.h). Decay λ applies to tensors that say `decays`.
 * Tensors that are not trainable do not change, whatever their gradient. Rows of a sparse tensor
 * that the batch did not use keep weight and moments as they are ("lazy" Adam).
 */
#ifndef TENSOR_ADAMW_H
#define TENSOR_ADAMW_H

#include "tensor/gradient.h"

struct adamw_options {
	double beta1, beta2; /* [0, 1): usually 0.9 and 0.999 */
	double epsilon;	     /* > 0: usually 1e-8 */
	double decay;	     /* λ >= 0 */
};

/* What must be saved beside the weights so that the next step is the same. */
struct adamw {
	const struct tensors *table; /* borrowed, outlives this */
	real *mean;		     /* m, owned, a buffer of the table */
	real *square;		     /* v, likewise */
	uint64_t steps;		     /* t, steps taken */
};

int adamw_init(struct adamw *adamw, const struct tensors *table, struct error *error);
void adamw_release(struct adamw *adamw);

/* One step on `values`, a buffer of the same table. */
void adamw_step(struct adamw *adamw, const struct adamw_options *options, double rate,
	const struct gradient *gradient, real *values);

#endif
