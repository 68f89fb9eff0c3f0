/*
 * gelu.h - the activation (Hendrycks and Gimpel 2016), in its tanh form.
 *
 *     gelu(x) = x/2·(1 + tanh u) = x·σ(2u)      u = √(2/π)·(x + 0.044715·x³)
 */
#ifndef TENSOR_GELU_H
#define TENSOR_GELU_H

#include "tensor/real.h"

#include <stddef.h>

/* y may be x. */
void gelu_forward(const real *x, size_t count, real *y);

/* dx = dy·gelu'(x); dx may be dy. */
void gelu_backward(const real *x, const real *dy, size_t count, real *dx);

#endif
