#include "tensor/safetensors.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { LENGTH_BYTES = 8, NAME_MAX_BYTES = 255, DTYPE_SHOWN = 16 };

#define METADATA_KEY "__metadata__"

static size_t type_size(enum safetensors_type type)
{
	return type == SAFETENSORS_F32 ? 4 : 2;
}

static int malformed(const struct safetensors *file, struct error *error, const char *what)
{
	return error_set(error, ERROR_INPUT,
		"%s is not a usable safetensors file: %s. Fetch or make it again.", file->path,
		what);
}

static int bad_tensor(const struct safetensors *file, struct error *error,
	const struct safetensors_entry *entry, const char *what)
{
	return error_set(error, ERROR_INPUT,
		"%s is not a usable safetensors file: the tensor '%s' %s. Fetch or make it "
		"again.",
		file->path, entry->name, what);
}

/* ---- the header's text ---- */

static uint64_t little_endian(const char *bytes)
{
	uint64_t value = 0;
	for (int i = LENGTH_BYTES - 1; i >= 0; i--)
		value = value << 8 | (unsigned char)bytes[i];
	return value;
}

/* The JSON library quotes the text near the fault and may end in the middle of a character. */
static int broken_header(const struct safetensors *file, const char *reason, struct error *error)
{
	char *repaired = text_repair(reason, strlen(reason));
	error_set(error, ERROR_INPUT,
		"%s is not a usable safetensors file: its header is broken: %s", file->path,
		repaired);
	free(repaired);
	return ERROR_INPUT;
}

static int parse_header(struct safetensors *file, struct error *error)
{
	size_t length = file->content.length;
	if (length < LENGTH_BYTES)
		return malformed(file, error, "it is shorter than the 8 bytes of a length");
	uint64_t header_length = little_endian(file->content.data);
	if (header_length > SAFETENSORS_HEADER_MAX)
		return malformed(file, error, "its header claims to be longer than 16 MiB");
	if (header_length > length - LENGTH_BYTES)
		return malformed(file, error, "its header is cut off");
	const char *text = file->content.data + LENGTH_BYTES;
	if (header_length == 0 || text[0] != '{')
		return malformed(file, error, "its header is not a JSON object");
	if (!text_is_valid(text, (size_t)header_length))
		return malformed(file, error, "its header is not UTF-8");
	struct error reason = {0};
	file->header = json_parse(text, (size_t)header_length, &reason);
	if (!file->header)
		return broken_header(file, reason.message, error);
	if (!json_is_object(file->header))
		return malformed(file, error, "its header is not a JSON object");
	file->data_offset = LENGTH_BYTES + (size_t)header_length;
	return 0;
}

/* Members of all objects in a JSON text: colons outside of strings. */
static size_t count_members(const char *text, const char *end)
{
	size_t count = 0;
	bool quoted = false;
	for (; text < end; text++) {
		if (quoted && *text == '\\')
			text++;
		else if (*text == '"')
			quoted = !quoted;
		else if (*text == ':' && !quoted)
			count++;
	}
	return count;
}

/* The JSON library keeps the last of several members of one name. So if the text has more members
 * than the tree, a name occurs twice. Once all checks have passed, objects lie on two levels only. */
static int check_no_name_twice(const struct safetensors *file, struct error *error)
{
	size_t members = json_object_size(file->header);
	const char *name;
	json_t *value;
	json_object_foreach(file->header, name, value) members += json_object_size(value);
	const char *text = file->content.data;
	if (count_members(text + LENGTH_BYTES, text + file->data_offset) != members)
		return malformed(file, error, "a name occurs twice in its header");
	return 0;
}

/* ---- one tensor ---- */

static int parse_type(const struct safetensors *file, json_t *value,
	struct safetensors_entry *entry, struct error *error)
{
	const char *name = json_string_value(value);
	if (!name)
		return bad_tensor(file, error, entry, "has no dtype");
	if (strcmp(name, "F32") == 0)
		entry->type = SAFETENSORS_F32;
	else if (strcmp(name, "F16") == 0)
		entry->type = SAFETENSORS_F16;
	else
		return error_set(error, ERROR_INPUT,
			"%s cannot be used: the tensor '%s' is of dtype %.*s, and only F32 and "
			"F16 "
			"are read. Convert it.",
			file->path, entry->name, (int)text_cut(name, strlen(name), DTYPE_SHOWN),
			name);
	return 0;
}

/* A JSON integer that is a size. */
static bool get_size(json_t *value, size_t *size)
{
	if (!json_is_integer(value) || json_integer_value(value) < 0)
		return false;
	*size = (size_t)json_integer_value(value);
	return true;
}

static int parse_shape(const struct safetensors *file, json_t *value,
	struct safetensors_entry *entry, struct error *error)
{
	if (!json_is_array(value) || json_array_size(value) > SAFETENSORS_RANK_MAX)
		return bad_tensor(file, error, entry, "has no shape of at most 8 dimensions");
	entry->rank = json_array_size(value);
	entry->count = 1;
	for (size_t i = 0; i < entry->rank; i++)
		if (!get_size(json_array_get(value, i), &entry->shape[i]) ||
			__builtin_mul_overflow(entry->count, entry->shape[i], &entry->count))
			return bad_tensor(file, error, entry, "has an impossible shape");
	return 0;
}

static int parse_offsets(const struct safetensors *file, json_t *value,
	struct safetensors_entry *entry, struct error *error)
{
	size_t bytes;
	if (!json_is_array(value) || json_array_size(value) != 2 ||
		!get_size(json_array_get(value, 0), &entry->begin) ||
		!get_size(json_array_get(value, 1), &entry->end) || entry->begin > entry->end)
		return bad_tensor(file, error, entry, "has no valid data_offsets");
	if (entry->end > file->content.length - file->data_offset)
		return bad_tensor(file, error, entry, "ends beyond the end of the file");
	if (__builtin_mul_overflow(entry->count, type_size(entry->type), &bytes) ||
		bytes != entry->end - entry->begin)
		return bad_tensor(
			file, error, entry, "has another number of bytes than its shape needs");
	return 0;
}

static int parse_entry(const struct safetensors *file, const char *name, json_t *value,
	struct safetensors_entry *entry, struct error *error)
{
	*entry = (struct safetensors_entry){.name = name};
	if (name[0] == 0 || strlen(name) > NAME_MAX_BYTES)
		return malformed(
			file, error, "the name of a tensor is empty or over 255 bytes long");
	if (json_object_size(value) != 3)
		return bad_tensor(
			file, error, entry, "is not described by dtype, shape and data_offsets");
	int rc = parse_type(file, json_object_get(value, "dtype"), entry, error);
	if (!rc)
		rc = parse_shape(file, json_object_get(value, "shape"), entry, error);
	if (!rc)
		rc = parse_offsets(file, json_object_get(value, "data_offsets"), entry, error);
	return rc;
}

/* ---- all of them ---- */

static int check_metadata(const struct safetensors *file, json_t *metadata, struct error *error)
{
	if (!json_is_object(metadata))
		return malformed(file, error, "its metadata is not an object");
	const char *key;
	json_t *value;
	json_object_foreach(metadata, key, value) if (!json_is_string(value)) return malformed(
		file, error, "its metadata holds something else than texts");
	return 0;
}

static int parse_entries(struct safetensors *file, struct error *error)
{
	size_t size = json_object_size(file->header);
	if (size > SAFETENSORS_TENSORS_MAX)
		return malformed(file, error, "it has more than 65,536 tensors");
	file->entries = memory_new(size + 1, sizeof(*file->entries));
	const char *name;
	json_t *value;
	json_object_foreach(file->header, name, value)
	{
		int rc = strcmp(name, METADATA_KEY) == 0
				 ? check_metadata(file, value, error)
				 : parse_entry(
					   file, name, value, &file->entries[file->count++], error);
		if (rc)
			return rc;
	}
	return 0;
}

static int compare_places(const void *left, const void *right)
{
	const struct safetensors_entry *a = left, *b = right;
	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	return (a->end > b->end) - (a->end < b->end);
}

static int check_cover(struct safetensors *file, struct error *error)
{
	size_t covered = 0;
	qsort(file->entries, file->count, sizeof(*file->entries), compare_places);
	for (size_t i = 0; i < file->count; i++) {
		const struct safetensors_entry *entry = &file->entries[i];
		if (entry->begin < covered)
			return bad_tensor(file, error, entry, "overlaps the one before it");
		if (entry->begin > covered)
			return bad_tensor(file, error, entry, "leaves a gap before it");
		covered = entry->end;
	}
	if (covered != file->content.length - file->data_offset)
		return malformed(file, error, "it has bytes that belong to no tensor");
	return 0;
}

int safetensors_parse(
	struct safetensors *file, struct bytes *content, const char *path, struct error *error)
{
	*file = (struct safetensors){.path = memory_copy_text(path), .content = *content};
	bytes_init(content, content->maximum);
	int rc = parse_header(file, error);
	if (!rc)
		rc = parse_entries(file, error);
	if (!rc)
		rc = check_no_name_twice(file, error);
	if (!rc)
		rc = check_cover(file, error);
	if (rc)
		safetensors_release(file);
	return rc;
}

int safetensors_read(
	struct safetensors *file, const char *path, size_t maximum_bytes, struct error *error)
{
	struct bytes content;
	*file = (struct safetensors){0};
	int rc = file_read(path, maximum_bytes, &content, error);
	return rc ? rc : safetensors_parse(file, &content, path, error);
}

void safetensors_release(struct safetensors *file)
{
	free(file->path);
	free(file->entries);
	bytes_release(&file->content);
	json_decref(file->header);
	*file = (struct safetensors){0};
}

const struct safetensors_entry *safetensors_find(const struct safetensors *file, const char *name)
{
	for (size_t i = 0; i < file->count; i++)
		if (strcmp(file->entries[i].name, name) == 0)
			return &file->entries[i];
	return NULL;
}

const char *safetensors_metadata(const struct safetensors *file, const char *key)
{
	json_t *metadata = json_object_get(file->header, METADATA_KEY);
	return json_string_value(json_object_get(metadata, key));
}
