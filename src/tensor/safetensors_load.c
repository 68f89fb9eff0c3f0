#include "tensor/half.h"
#include "tensor/safetensors.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

_Static_assert(
	__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "values are read as they lie in the file");

static bool has_shape(const struct safetensors_entry *entry, const struct tensor *tensor)
{
	return entry->rank == tensor->rank &&
	       memcmp(entry->shape, tensor->shape, tensor->rank * sizeof(*tensor->shape)) == 0;
}

/* "[384, 128]" */
static const char *shape_text(const size_t *shape, size_t rank, char out[static 200])
{
	size_t length = (size_t)snprintf(out, 200, "[");
	for (size_t i = 0; i < rank; i++)
		length +=
			(size_t)snprintf(out + length, 200 - length, i ? ", %zu" : "%zu", shape[i]);
	snprintf(out + length, 200 - length, "]");
	return out;
}

static int wrong_shape(const struct safetensors *file, const struct safetensors_entry *entry,
	const struct tensor *tensor, struct error *error)
{
	char has[200], needs[200];
	return error_set(error, ERROR_INPUT,
		"%s does not fit this network: the tensor '%s' has the shape %s, not %s.",
		file->path, entry->name, shape_text(entry->shape, entry->rank, has),
		shape_text(tensor->shape, tensor->rank, needs));
}

static void copy_values(
	const struct safetensors *file, const struct safetensors_entry *entry, real *values)
{
	const char *at = file->content.data + file->data_offset + entry->begin;
	for (size_t i = 0; i < entry->count; i++) {
		uint16_t half;
		float single;
		if (entry->type == SAFETENSORS_F16) {
			memcpy(&half, at + i * sizeof(half), sizeof(half));
			single = half_to_float(half);
		} else {
			memcpy(&single, at + i * sizeof(single), sizeof(single));
		}
		values[i] = (real)single;
	}
}

static int load_tensor(const struct safetensors *file, const char *prefix,
	const struct tensor *tensor, real *values, struct error *error)
{
	char name[2 * TENSOR_NAME_SIZE];
	snprintf(name, sizeof(name), "%s%s", prefix, tensor->name);
	const struct safetensors_entry *entry = safetensors_find(file, name);
	if (!entry)
		return error_set(error, ERROR_INPUT,
			"%s does not fit this network: the tensor '%s' is missing.", file->path,
			name);
	if (!has_shape(entry, tensor))
		return wrong_shape(file, entry, tensor, error);
	copy_values(file, entry, values + tensor->offset);
	return 0;
}

/* All of the table's were found under the prefix; so one more there is one too many. */
static int check_no_others(const struct safetensors *file, const char *prefix,
	const struct tensors *table, struct error *error)
{
	for (size_t i = 0; i < file->count; i++) {
		const char *name = file->entries[i].name;
		if (text_starts_with(name, prefix) && !tensors_find(table, name + strlen(prefix)))
			return error_set(error, ERROR_INPUT,
				"%s does not fit this network: it has no tensor '%s'.", file->path,
				name);
	}
	return 0;
}

int safetensors_load(const struct safetensors *file, const char *prefix,
	const struct tensors *table, real *values, struct error *error)
{
	for (size_t i = 0; i < table->count; i++) {
		int rc = load_tensor(file, prefix, &table->items[i], values, error);
		if (rc)
			return rc;
	}
	const struct tensor *broken = tensors_find_not_finite(table, values);
	if (broken)
		return error_set(error, ERROR_INPUT,
			"%s cannot be used: the tensor '%s%s' holds values that are not finite "
			"numbers.",
			file->path, prefix, broken->name);
	return check_no_others(file, prefix, table, error);
}
