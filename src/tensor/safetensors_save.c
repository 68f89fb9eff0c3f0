#include "tensor/half.h"
#include "tensor/safetensors.h"

#include "base/file.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LENGTH_BYTES = 8, ALIGNMENT = 8, CHUNK = 1024 };

static size_t value_size(enum safetensors_type type)
{
	return type == SAFETENSORS_F32 ? sizeof(float) : sizeof(uint16_t);
}

/* ---- the header ---- */

static json_t *describe(const struct tensor *tensor, enum safetensors_type type, size_t begin)
{
	json_t *shape = json_array();
	for (size_t i = 0; i < tensor->rank; i++)
		json_array_append_new(shape, json_integer((json_int_t)tensor->shape[i]));
	json_t *offsets = json_array();
	json_array_append_new(offsets, json_integer((json_int_t)begin));
	size_t end = begin + tensor->count * value_size(type);
	json_array_append_new(offsets, json_integer((json_int_t)end));
	json_t *entry = json_object();
	json_object_set_new(entry, "dtype", json_text_new(type == SAFETENSORS_F32 ? "F32" : "F16"));
	json_object_set_new(entry, "shape", shape);
	json_object_set_new(entry, "data_offsets", offsets);
	return entry;
}

/* Adds a part's tensors to the header; returns where the next part's values begin. */
static size_t describe_part(json_t *header, const struct safetensors_part *part, size_t begin)
{
	for (size_t i = 0; i < part->table->count; i++) {
		const struct tensor *tensor = &part->table->items[i];
		char *name = memory_format("%s%s", part->prefix, tensor->name);
		json_object_set_new(header, name, describe(tensor, part->type, begin));
		begin += tensor->count * value_size(part->type);
		free(name);
	}
	return begin;
}

/* The header as text, padded so that the values start at a multiple of 8 bytes. */
static char *header_text(const struct safetensors_part *parts, size_t count, const json_t *metadata)
{
	json_t *header = json_object();
	if (metadata)
		json_object_set_new(header, "__metadata__", json_deep_copy(metadata));
	size_t begin = 0;
	for (size_t i = 0; i < count; i++)
		begin = describe_part(header, &parts[i], begin);
	char *text = json_print(header);
	json_decref(header);
	size_t length = strlen(text);
	size_t padding = (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
	char *padded = memory_format("%s%*s", text, (int)padding, "");
	free(text);
	return padded;
}

static int append_header(struct bytes *out, const char *text, struct error *error)
{
	size_t length = strlen(text);
	unsigned char prefix[LENGTH_BYTES];
	for (int i = 0; i < LENGTH_BYTES; i++)
		prefix[i] = (unsigned char)((uint64_t)length >> (8 * i));
	int rc = bytes_append(out, prefix, sizeof(prefix), error);
	return rc ? rc : bytes_append(out, text, length, error);
}

/* ---- the values ---- */

/* False when a value is not finite as a half. */
static bool to_halves(const real *values, size_t count, uint16_t *halves)
{
	bool finite = true;
	for (size_t i = 0; i < count; i++) {
		halves[i] = half_from_float((float)values[i]);
		finite &= (halves[i] & 0x7c00) != 0x7c00;
	}
	return finite;
}

static bool to_singles(const real *values, size_t count, float *singles)
{
	bool finite = true;
	for (size_t i = 0; i < count; i++) {
		singles[i] = (float)values[i];
		finite &= (bool)isfinite(singles[i]);
	}
	return finite;
}

static int append_tensor(struct bytes *out, const struct safetensors_part *part,
	const struct tensor *tensor, const char *path, struct error *error)
{
	union {
		float singles[CHUNK];
		uint16_t halves[CHUNK];
	} chunk;
	for (size_t i = 0; i < tensor->count; i += CHUNK) {
		const real *values = part->values + tensor->offset + i;
		size_t count = tensor->count - i < CHUNK ? tensor->count - i : CHUNK;
		bool fits = part->type == SAFETENSORS_F32 ? to_singles(values, count, chunk.singles)
							  : to_halves(values, count, chunk.halves);
		if (!fits)
			return error_set(error, ERROR_INPUT,
				"%s was not written: the tensor '%s%s' holds values that are not "
				"finite "
				"numbers of its type.",
				path, part->prefix, tensor->name);
		int rc = bytes_append(out, &chunk, count * value_size(part->type), error);
		if (rc)
			return rc;
	}
	return 0;
}

static int append_parts(struct bytes *out, const char *path, const struct safetensors_part *parts,
	size_t count, struct error *error)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < parts[i].table->count; j++) {
			int rc = append_tensor(
				out, &parts[i], &parts[i].table->items[j], path, error);
			if (rc)
				return rc;
		}
	return 0;
}

int safetensors_encode(const char *path, const struct safetensors_part *parts, size_t count,
	const json_t *metadata, struct bytes *out, struct error *error)
{
	bytes_init(out, SIZE_MAX);
	char *text = header_text(parts, count, metadata);
	int rc = append_header(out, text, error);
	if (!rc)
		rc = append_parts(out, path, parts, count, error);
	free(text);
	if (rc)
		bytes_release(out);
	return rc;
}

int safetensors_save(const char *path, const struct safetensors_part *parts, size_t count,
	const json_t *metadata, struct error *error)
{
	struct bytes out;
	int rc = safetensors_encode(path, parts, count, metadata, &out, error);
	if (rc)
		return rc;
	rc = file_replace(path, out.data, out.length, 0644, error);
	bytes_release(&out);
	return rc;
}
