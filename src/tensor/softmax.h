/*
 * softmax.h - rows of scores into rows of shares, in place, for attention.
 *
 *     p_j = exp(s_j - max s) / Σ_k exp(s_k - max s)        ds = p∘(dp - Σ_k dp_k·p_k)
 *
 * A row that holds a NaN becomes NaN. The distribution over a decision's candidates is another
 * matter: see candidates.h.
 */
#ifndef TENSOR_SOFTMAX_H
#define TENSOR_SOFTMAX_H

#include "tensor/real.h"

#include <stddef.h>

/* x[N][T], T >= 1: scores become shares. */
void softmax_rows(real *x, size_t N, size_t T);

/* d[N][T]: slopes of the shares become slopes of the scores. */
void softmax_rows_backward(const real *p, real *d, size_t N, size_t T);

#endif
