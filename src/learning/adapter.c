#include "learning/adapter.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DOWN   ".lora_a"
#define UP     ".lora_b"
#define PREFIX "adapter."

/* One layer's factors. */
struct factors {
	const struct tensor *down, *up; /* A [R][I], B [O][R] */
	const real *a, *b;
	double scale;
};

/* False when the tensor is no A, or its B is missing or does not fit. */
static bool factors_of(
	const struct adapter *adapter, const struct tensor *down, struct factors *factors)
{
	char name[TENSOR_NAME_SIZE + 2];
	if (!text_ends_with(down->name, DOWN))
		return false;
	int stem = (int)(strlen(down->name) - strlen(DOWN));
	snprintf(name, sizeof(name), "%.*s" UP, stem, down->name);
	const struct tensor *up = tensors_find(adapter->table, name);
	if (!up || up->rank != 2 || down->rank != 2 || up->shape[1] != down->shape[0])
		return false;
	*factors = (struct factors){down, up, adapter->values + down->offset,
		adapter->values + up->offset, adapter->scale};
	return true;
}

/* Σ over o of B[o][i]·D[o][j]. */
static double dot_columns(const struct factors *x, size_t i, const struct factors *y, size_t j)
{
	size_t R = x->up->shape[1], Q = y->up->shape[1];
	double sum = 0;
	for (size_t o = 0; o < x->up->shape[0]; o++)
		sum += (double)x->b[o * R + i] * (double)y->b[o * Q + j];
	return sum;
}

/* Σ over k of A[i][k]·C[j][k]. */
static double dot_rows(const struct factors *x, size_t i, const struct factors *y, size_t j)
{
	size_t I = x->down->shape[1];
	double sum = 0;
	for (size_t k = 0; k < I; k++)
		sum += (double)x->a[i * I + k] * (double)y->a[j * I + k];
	return sum;
}

/* <s·B·A, t·D·C> of layers of the same size. */
static double dot(const struct factors *x, const struct factors *y)
{
	double sum = 0;
	for (size_t i = 0; i < x->down->shape[0]; i++)
		for (size_t j = 0; j < y->down->shape[0]; j++)
			sum += dot_columns(x, i, y, j) * dot_rows(x, i, y, j);
	return x->scale * y->scale * sum;
}

/* Of a square that rounding may have left below 0; NaN stays. */
static double root(double square)
{
	return sqrt(square < 0 ? 0 : square);
}

double adapter_norm(const struct adapter *adapter)
{
	double sum = 0;
	struct factors factors;
	for (size_t i = 0; i < adapter->table->count; i++)
		if (factors_of(adapter, &adapter->table->items[i], &factors))
			sum += dot(&factors, &factors);
	return root(sum);
}

/* ---- two adapters ---- */

/* The layer of the same name in another adapter. */
static bool counterpart_of(
	const struct adapter *adapter, const struct factors *factors, struct factors *found)
{
	const struct tensor *down = tensors_find(adapter->table, factors->down->name);
	return down && factors_of(adapter, down, found);
}

static struct adapter_layer *add_layer(struct adapter_layers *layers, const char *down_name)
{
	struct adapter_layer *layer = &layers->items[layers->count++];
	layer->name = memory_copy_span(down_name, strlen(down_name) - strlen(DOWN));
	return layer;
}

static int compare_layer(const struct factors *x, const struct factors *y,
	struct adapter_layer *layer, struct error *error)
{
	if (x->down->shape[1] != y->down->shape[1] || x->up->shape[0] != y->up->shape[0])
		return error_set(error, ERROR_INPUT,
			"The layer '%s' has another size in the second adapter: they belong to "
			"different base models and cannot be compared.",
			layer->name);
	double xx = dot(x, x), yy = dot(y, y);
	layer->first = root(xx);
	layer->second = root(yy);
	layer->difference = root(xx + yy - 2 * dot(x, y));
	return 0;
}

static void add_lonely(struct adapter_layers *layers, const struct factors *factors, bool is_first)
{
	struct adapter_layer *layer = add_layer(layers, factors->down->name);
	layer->difference = root(dot(factors, factors));
	*(is_first ? &layer->first : &layer->second) = layer->difference;
}

int adapter_compare(const struct adapter *first, const struct adapter *second,
	struct adapter_layers *layers, struct error *error)
{
	struct factors x, y;
	*layers = (struct adapter_layers){
		.items = memory_new(
			first->table->count + second->table->count + 1, sizeof(*layers->items))};
	for (size_t i = 0; i < first->table->count; i++) {
		if (!factors_of(first, &first->table->items[i], &x))
			continue;
		if (!counterpart_of(second, &x, &y)) {
			add_lonely(layers, &x, true);
			continue;
		}
		struct adapter_layer *layer = add_layer(layers, x.down->name);
		int rc = compare_layer(&x, &y, layer, error);
		if (rc) {
			adapter_layers_release(layers);
			return rc;
		}
	}
	for (size_t i = 0; i < second->table->count; i++)
		if (factors_of(second, &second->table->items[i], &y) &&
			!counterpart_of(first, &y, &x))
			add_lonely(layers, &y, false);
	return 0;
}

void adapter_layers_release(struct adapter_layers *layers)
{
	for (size_t i = 0; i < layers->count; i++)
		free(layers->items[i].name);
	free(layers->items);
	*layers = (struct adapter_layers){0};
}

/* ---- from a file alone ---- */

static int declare(struct tensors *table, const struct safetensors *file,
	const struct safetensors_entry *entry, struct error *error)
{
	const char *name = entry->name + strlen(PREFIX);
	if (strlen(name) >= TENSOR_NAME_SIZE || *name == 0 || entry->rank == 0 ||
		entry->rank > TENSOR_RANK_MAX || entry->count == 0)
		return error_set(error, ERROR_INPUT,
			"%s is not an adapter of this program: the tensor '%s' is none of a linear "
			"layer.",
			file->path, entry->name);
	struct tensor tensor = {.rank = entry->rank};
	memcpy(tensor.shape, entry->shape, entry->rank * sizeof(*entry->shape));
	tensors_declare(table, &tensor, "%s", name);
	return 0;
}

int adapter_copy_read(
	struct adapter_copy *copy, const struct safetensors *file, struct error *error)
{
	int rc = 0;
	*copy = (struct adapter_copy){0};
	for (size_t i = 0; i < file->count && !rc; i++)
		if (text_starts_with(file->entries[i].name, PREFIX))
			rc = declare(&copy->table, file, &file->entries[i], error);
	if (!rc) {
		copy->values = tensors_buffer_new(&copy->table);
		rc = copy->values
			     ? safetensors_load(file, PREFIX, &copy->table, copy->values, error)
			     : error_set(error, ERROR_LIMIT, "There is no memory for %s.",
				       file->path);
	}
	if (rc)
		adapter_copy_release(copy);
	return rc;
}

void adapter_copy_release(struct adapter_copy *copy)
{
	tensors_release(&copy->table);
	free(copy->values);
	*copy = (struct adapter_copy){0};
}
