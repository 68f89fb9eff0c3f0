#include "tensor/gradient.h"

#include "tensor/vector.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int gradient_init(struct gradient *gradient, const struct tensors *table, struct error *error)
{
	*gradient = (struct gradient){.table = table};
	gradient->values = tensors_buffer_new(table);
	gradient->marks = calloc(table->mark_count + 1, 1);
	if (gradient->values && gradient->marks)
		return 0;
	gradient_release(gradient);
	return error_set(error, ERROR_LIMIT, "There is no memory for a gradient of %zu values.",
		table->total);
}

void gradient_release(struct gradient *gradient)
{
	free(gradient->values);
	free(gradient->marks);
	*gradient = (struct gradient){0};
}

real *gradient_at(struct gradient *gradient, size_t offset)
{
	return gradient ? gradient->values + offset : NULL;
}

/* The next marked row of a sparse tensor, from run->next_row on. */
static bool next_row(
	const struct gradient *gradient, const struct tensor *tensor, struct gradient_run *run)
{
	size_t rows = tensor->shape[0];
	const unsigned char *marks = gradient->marks + tensor->first_mark;
	while (run->next_row < rows && !marks[run->next_row])
		run->next_row++;
	if (run->next_row == rows)
		return false;
	run->count = tensor->count / rows;
	run->offset = tensor->offset + run->next_row++ * run->count;
	return true;
}

bool gradient_next(const struct gradient *gradient, struct gradient_run *run)
{
	for (; run->next_tensor < gradient->table->count; run->next_tensor++, run->next_row = 0) {
		run->tensor = &gradient->table->items[run->next_tensor];
		if (run->tensor->sparse && next_row(gradient, run->tensor, run))
			return true;
		if (run->tensor->sparse)
			continue;
		run->offset = run->tensor->offset;
		run->count = run->tensor->count;
		run->next_tensor++;
		return true;
	}
	return false;
}

void gradient_clear(struct gradient *gradient)
{
	struct gradient_run run = {0};
	while (gradient_next(gradient, &run))
		memset(gradient->values + run.offset, 0, run.count * sizeof(real));
	memset(gradient->marks, 0, gradient->table->mark_count);
}

void gradient_add(struct gradient *into, const struct gradient *from)
{
	assert(into->table == from->table);
	struct gradient_run run = {0};
	while (gradient_next(from, &run))
		vector_add(into->values + run.offset, from->values + run.offset, run.count);
	for (size_t i = 0; i < from->table->mark_count; i++)
		into->marks[i] |= from->marks[i];
}

void gradient_scale(struct gradient *gradient, real factor)
{
	struct gradient_run run = {0};
	while (gradient_next(gradient, &run))
		vector_scale(gradient->values + run.offset, factor, run.count);
}

double gradient_norm(const struct gradient *gradient)
{
	double sum = 0;
	struct gradient_run run = {0};
	while (gradient_next(gradient, &run))
		if (run.tensor->trainable)
			sum += vector_square_sum(gradient->values + run.offset, run.count);
	return sqrt(sum);
}

double gradient_clip(struct gradient *gradient, double maximum)
{
	double norm = gradient_norm(gradient);
	if (isfinite(norm) && norm > maximum)
		gradient_scale(gradient, (real)(maximum / norm));
	return norm;
}
