/*
 * adapter.h - an adapter as the change it makes: s·B·A for each linear layer.
 *
 * Its factors alone say little: a fresh A is random and B = 0, and scaling A up and B down changes
 * nothing. So sizes and differences are those of the products, by Frobenius norm, computed from
 * small matrices of the ranks' size without forming B·A:
 *
 *     <s·B·A, t·D·C> = s·t·Σ (Bᵀ·D) ∘ (A·Cᵀ)
 *
 * A table's tensors belong together by name: "<layer>.lora_a" [R][I], "<layer>.lora_b" [O][R].
 */
#ifndef LEARNING_ADAPTER_H
#define LEARNING_ADAPTER_H

#include "tensor/safetensors.h"

struct adapter {		     /* borrowed */
	const struct tensors *table; /* as network_adapt() declares it */
	const real *values;
	double scale; /* s */
};

/* √Σ‖s·B·A‖² over all layers; NaN when a value is. */
double adapter_norm(const struct adapter *adapter);

/* One layer of two adapters side by side. */
struct adapter_layer {
	char *name;			  /* "blocks.0.attention.qkv"; owned */
	double first, second, difference; /* norms; a layer that one lacks counts as 0 there */
};

struct adapter_layers {
	struct adapter_layer *items; /* owned; in the order of the first, then what only the
					second has */
	size_t count;
};

/* INPUT when a layer has another size in the other. */
int adapter_compare(const struct adapter *first, const struct adapter *second,
	struct adapter_layers *layers, struct error *error);
void adapter_layers_release(struct adapter_layers *layers);

/* An adapter that stands in a file below "adapter.", read without the network it belongs to. */
struct adapter_copy {
	struct tensors table; /* owned */
	real *values;	      /* owned */
};

int adapter_copy_read(
	struct adapter_copy *copy, const struct safetensors *file, struct error *error);
void adapter_copy_release(struct adapter_copy *copy);

#endif
