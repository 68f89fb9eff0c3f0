#include "tensor/tensors.h"

#include "base/memory.h"
#include "tensor/vector.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT_REALS = 16, ALIGNMENT_BYTES = 64 };

void tensors_release(struct tensors *tensors)
{
	free(tensors->items);
	*tensors = (struct tensors){0};
}

static struct tensor *add(struct tensors *tensors)
{
	if (tensors->count == tensors->capacity) {
		tensors->capacity = tensors->capacity ? 2 * tensors->capacity : 32;
		tensors->items =
			memory_resize(tensors->items, tensors->capacity, sizeof(*tensors->items));
	}
	return &tensors->items[tensors->count++];
}

static size_t count_values(const struct tensor *tensor)
{
	assert(tensor->rank > 0 && tensor->rank <= TENSOR_RANK_MAX);
	size_t count = 1;
	for (size_t i = 0; i < tensor->rank; i++)
		count *= tensor->shape[i];
	return count;
}

size_t tensors_declare(struct tensors *tensors, const struct tensor *like, const char *format, ...)
{
	struct tensor tensor = *like;
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(tensor.name, sizeof(tensor.name), format, arguments);
	va_end(arguments);
	assert(length > 0 && (size_t)length < sizeof(tensor.name));
	(void)length;
	assert(!tensors_find(tensors, tensor.name));
	tensor.count = count_values(&tensor);
	tensor.offset = tensors->total;
	tensor.first_mark = tensors->mark_count;
	tensors->total += (tensor.count + ALIGNMENT_REALS - 1) / ALIGNMENT_REALS * ALIGNMENT_REALS;
	if (tensor.sparse)
		tensors->mark_count += tensor.shape[0];
	*add(tensors) = tensor;
	return tensor.offset;
}

const struct tensor *tensors_find(const struct tensors *tensors, const char *name)
{
	for (size_t i = 0; i < tensors->count; i++)
		if (strcmp(tensors->items[i].name, name) == 0)
			return &tensors->items[i];
	return NULL;
}

size_t tensors_value_count(const struct tensors *tensors)
{
	size_t count = 0;
	for (size_t i = 0; i < tensors->count; i++)
		count += tensors->items[i].count;
	return count;
}

real *tensors_buffer_new(const struct tensors *tensors)
{
	size_t bytes = (tensors->total + ALIGNMENT_REALS) * sizeof(real);
	bytes = (bytes + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
	real *buffer = aligned_alloc(ALIGNMENT_BYTES, bytes);
	if (buffer)
		memset(buffer, 0, bytes);
	return buffer;
}

/* Box and Muller 1958; of the pair only the cosine is used. */
static double draw_normal(struct random *random)
{
	double radius = sqrt(-2 * log(1 - random_unit(random)));
	return radius * cos(6.283185307179586 * random_unit(random));
}

static void start(const struct tensor *tensor, real *values, struct random *random)
{
	for (size_t i = 0; i < tensor->count; i++)
		values[i] = tensor->start == TENSOR_NORMAL
				    ? (real)(tensor->spread * draw_normal(random))
				    : (real)(tensor->start == TENSOR_ONE);
}

void tensors_start(const struct tensors *tensors, real *values, struct random *random)
{
	for (size_t i = 0; i < tensors->count; i++)
		start(&tensors->items[i], values + tensors->items[i].offset, random);
}

const struct tensor *tensors_find_not_finite(const struct tensors *tensors, const real *values)
{
	for (size_t i = 0; i < tensors->count; i++) {
		const struct tensor *tensor = &tensors->items[i];
		if (!vector_is_finite(values + tensor->offset, tensor->count))
			return tensor;
	}
	return NULL;
}

void tensors_blend(const struct tensors *tensors, real *into, const real *from, double share)
{
	vector_scale(into, (real)(1 - share), tensors->total);
	vector_add_scaled(into, from, (real)share, tensors->total);
}

double tensors_norm(const struct tensors *tensors, const real *values)
{
	return sqrt(vector_square_sum(values, tensors->total));
}
