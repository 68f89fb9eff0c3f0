/*
 * safetensors.h - weights as files that other tools read too (huggingface/safetensors).
 *
 *     8 bytes     N, the length of the header, little-endian
 *     N bytes     a JSON object, padded with spaces:
 *                 {"__metadata__": {"base": "...", ...},
 *                  "blocks.0.qkv.weight": {"dtype": "F16", "shape": [384, 128],
 *                                          "data_offsets": [0, 98304]}, ...}
 *     the rest    the values, row-major, little-endian; offsets count from here
 *
 * A file is data from outside: nothing in it is believed before it was checked. Accepted are
 * dtypes F32 and F16; at most 8 dimensions; names of 1..255 bytes, each once; tensors that cover
 * the rest of the file exactly, without overlap or gap; metadata of texts. Everything else is
 * ERROR_INPUT with a sentence that names the file, the tensor and the fault.
 *
 * Reading keeps the values in the file's bytes; safetensors_load() copies them into a buffer of
 * a table, where NaN and infinities are refused too. Saving is atomic (file_replace).
 */
#ifndef TENSOR_SAFETENSORS_H
#define TENSOR_SAFETENSORS_H

#include "base/bytes.h"
#include "base/json.h"
#include "tensor/tensors.h"

enum { SAFETENSORS_RANK_MAX = 8, SAFETENSORS_TENSORS_MAX = 65536 };
#define SAFETENSORS_HEADER_MAX ((size_t)16 << 20) /* bytes: 65,536 tensors at 256 each */

enum safetensors_type { SAFETENSORS_F32, SAFETENSORS_F16 };

struct safetensors_entry {
	const char *name; /* borrowed from the header */
	enum safetensors_type type;
	size_t rank; /* 0: a single value */
	size_t shape[SAFETENSORS_RANK_MAX];
	size_t count;	   /* product of shape */
	size_t begin, end; /* bytes from the start of the values; end - begin fits count */
};

/* A file that was read. Zeroed memory is an empty one. */
struct safetensors {
	char *path;			   /* owned: names the file in messages */
	struct bytes content;		   /* owned: the whole file */
	size_t data_offset;		   /* where the values start in content */
	json_t *header;			   /* owned */
	struct safetensors_entry *entries; /* owned, in order of begin */
	size_t count;
};

int safetensors_read(
	struct safetensors *file, const char *path, size_t maximum_bytes, struct error *error);

/* The same for bytes that are already there; content is taken over and left empty. */
int safetensors_parse(
	struct safetensors *file, struct bytes *content, const char *path, struct error *error);

void safetensors_release(struct safetensors *file);

const struct safetensors_entry *safetensors_find(
	const struct safetensors *file, const char *name);			   /* or NULL */
const char *safetensors_metadata(const struct safetensors *file, const char *key); /* or NULL */

/* A buffer of a table under a prefix of names: "adapter.", "adamw.mean.", or "". */
struct safetensors_part {
	const char *prefix;
	const struct tensors *table;
	const real *values;
	enum safetensors_type type;
};

/* Fills values with the tensors named prefix + name. The file must have each of the table's tensors
 * in its shape and no other under this prefix, and all values must be finite. On failure the
 * content of values is undefined. */
int safetensors_load(const struct safetensors *file, const char *prefix,
	const struct tensors *table, real *values, struct error *error);

/* The bytes of a file with these parts and metadata (an object of texts, borrowed, or NULL); *out
 * is initialised here and stays empty on failure. A value that is not finite, or too large for
 * F16, is ERROR_INPUT: what could not be read back is not written. The path is for messages. */
int safetensors_encode(const char *path, const struct safetensors_part *parts, size_t count,
	const json_t *metadata, struct bytes *out, struct error *error);

/* The same into a file, mode 0644. */
int safetensors_save(const char *path, const struct safetensors_part *parts, size_t count,
	const json_t *metadata, struct error *error);

#endif
