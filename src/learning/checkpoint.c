#include "learning/checkpoint.h"

#include "base/file.h"
#include "base/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FORMAT_KEY "apprentice.adapter"
#define FORMAT	   "1"

enum { PARTS_MAX = 4, HASH_SHOWN = 12 };

/* ---- metadata, as one table ---- */

enum field_kind { FIELD_COUNT, FIELD_NUMBER, FIELD_TEXT, FIELD_HASH };

struct field {
	const char *key;
	enum field_kind kind;
	size_t offset, size; /* of the member of struct checkpoint */
	double least, most;  /* COUNT, NUMBER */
};

#define MEMBER(member) offsetof(struct checkpoint, member), sizeof(((struct checkpoint *)0)->member)

static const struct field fields[] = {
	{"base", FIELD_HASH, MEMBER(identity.base), 0, 0},
	{"encoder", FIELD_COUNT, MEMBER(identity.encoder), 0, 1e9},
	{"rank", FIELD_COUNT, MEMBER(identity.rank), 1, 1024},
	{"scale", FIELD_NUMBER, MEMBER(identity.scale), 0, 1e6},
	{"task", FIELD_TEXT, MEMBER(task), 0, 0},
	{"saved", FIELD_TEXT, MEMBER(saved), 0, 0},
	{"parent", FIELD_HASH, MEMBER(parent), 0, 0},
	{"window", FIELD_TEXT, MEMBER(window), 0, 0},
	{"success", FIELD_NUMBER, MEMBER(success), 0, 1},
	{"temperature", FIELD_NUMBER, MEMBER(temperature), 1e-3, 1e3},
	{"commit", FIELD_COUNT, MEMBER(commit), 0, 1e15},
	{"updates", FIELD_COUNT, MEMBER(updates), 0, 1e15},
	{"steps", FIELD_COUNT, MEMBER(steps), 0, 1e15},
	{"optimiser_steps", FIELD_COUNT, MEMBER(optimiser_steps), 0, 1e15},
	{"budget_used", FIELD_COUNT, MEMBER(budget_used), 0, 1e15},
};

enum { FIELDS = sizeof(fields) / sizeof(fields[0]) };

static char *field_text(const struct field *field, const struct checkpoint *about)
{
	const char *at = (const char *)about + field->offset;
	uint64_t count;
	double number;
	switch (field->kind) {
	case FIELD_COUNT:
		memcpy(&count, at, sizeof(count));
		return memory_format("%llu", (unsigned long long)count);
	case FIELD_NUMBER:
		memcpy(&number, at, sizeof(number));
		return memory_format("%.17g", number);
	default:
		return memory_copy_text(at);
	}
}

static json_t *metadata_new(const struct checkpoint *about)
{
	json_t *metadata = json_object();
	json_object_set_new(metadata, FORMAT_KEY, json_text_new(FORMAT));
	for (size_t i = 0; i < FIELDS; i++) {
		char *text = field_text(&fields[i], about);
		json_object_set_new(metadata, fields[i].key, json_text_new(text));
		free(text);
	}
	return metadata;
}

static bool parse_count(const char *text, const struct field *field, char *at)
{
	char *end;
	errno = 0;
	uint64_t count = strtoull(text, &end, 10);
	if (strspn(text, "0123456789") != strlen(text) || end == text || errno)
		return false;
	memcpy(at, &count, sizeof(count));
	return (double)count >= field->least && (double)count <= field->most;
}

static bool parse_number(const char *text, const struct field *field, char *at)
{
	char *end;
	double number = strtod(text, &end);
	if (strspn(text, "0123456789.e+-") != strlen(text) || end == text || *end)
		return false;
	memcpy(at, &number, sizeof(number));
	return number >= field->least && number <= field->most;
}

static bool parse_field(const char *text, const struct field *field, struct checkpoint *about)
{
	char *at = (char *)about + field->offset;
	switch (field->kind) {
	case FIELD_COUNT:
		return parse_count(text, field, at);
	case FIELD_NUMBER:
		return parse_number(text, field, at);
	case FIELD_HASH:
		if (*text && !checkpoint_is_hash(text))
			return false;
		break;
	case FIELD_TEXT:
		break;
	}
	if (strlen(text) >= field->size)
		return false;
	memcpy(at, text, strlen(text) + 1);
	return true;
}

static int parse_metadata(
	struct checkpoint *about, const struct safetensors *file, struct error *error)
{
	const char *format = safetensors_metadata(file, FORMAT_KEY);
	if (!format)
		return error_set(
			error, ERROR_INPUT, "%s is not an adapter of this program.", file->path);
	if (strcmp(format, FORMAT) != 0)
		return error_set(error, ERROR_INPUT,
			"%s is an adapter in another format than " FORMAT
			", which this program reads. Use the program that wrote it.",
			file->path);
	for (size_t i = 0; i < FIELDS; i++) {
		const char *text = safetensors_metadata(file, fields[i].key);
		if (!text || !parse_field(text, &fields[i], about))
			return error_set(error, ERROR_INPUT,
				"%s is not a usable adapter: its metadata \"%s\" is missing or out "
				"of range. Remove the file.",
				file->path, fields[i].key);
	}
	return 0;
}

/* ---- names ---- */

bool checkpoint_is_hash(const char *text)
{
	return strlen(text) == HASH_TEXT_SIZE - 1 &&
	       strspn(text, "0123456789abcdef") == HASH_TEXT_SIZE - 1;
}

char *checkpoint_path(const char *folder, const char *hash)
{
	return memory_format("%s/%s" CHECKPOINT_SUFFIX, folder, hash);
}

/* ---- writing ---- */

int checkpoint_encode(struct checkpoint *about, const struct learner_state *learner,
	struct bytes *out, struct error *error)
{
	const struct tensors *table = learner->table;
	struct safetensors_part parts[PARTS_MAX] = {
		{"adapter.", table, learner->adapter, SAFETENSORS_F32},
		{"adamw.mean.", table, learner->adamw->mean, SAFETENSORS_F32},
		{"adamw.square.", table, learner->adamw->square, SAFETENSORS_F32},
		{"teacher.", table, learner->teacher, SAFETENSORS_F32},
	};
	about->identity = learner->identity;
	about->updates = learner->updates;
	about->steps = learner->steps;
	about->optimiser_steps = learner->adamw->steps;
	about->temperature = learner->temperature;
	json_t *metadata = metadata_new(about);
	int rc = safetensors_encode("The adapter", parts,
		learner->teacher ? PARTS_MAX : PARTS_MAX - 1, metadata, out, error);
	json_decref(metadata);
	if (!rc)
		hash_sha256(out->data, out->length, about->hash);
	return rc;
}

/* ---- reading ---- */

static int check_hash(
	const char *path, const struct bytes *content, const char *hash, struct error *error)
{
	char found[HASH_TEXT_SIZE];
	hash_sha256(content->data, content->length, found);
	if (strcmp(found, hash) == 0)
		return 0;
	return error_set(error, ERROR_INPUT,
		"%s is damaged: its content is not what its name says. Remove the file, or put a "
		"sound copy in its place.",
		path);
}

int checkpoint_open(struct checkpoint *about, struct safetensors *file, const char *folder,
	const char *hash, struct error *error)
{
	struct bytes content;
	char *path = checkpoint_path(folder, hash);
	*about = (struct checkpoint){0};
	*file = (struct safetensors){0};
	int rc = file_read(path, CHECKPOINT_BYTES_MAX, &content, error);
	if (!rc)
		rc = check_hash(path, &content, hash, error);
	if (!rc)
		rc = safetensors_parse(file, &content, path, error);
	if (!rc) {
		rc = parse_metadata(about, file, error);
		memcpy(about->hash, hash, HASH_TEXT_SIZE);
		if (rc)
			safetensors_release(file);
	}
	bytes_release(&content);
	free(path);
	return rc;
}

static int check_identity(const struct adapter_identity *has, const struct adapter_identity *needs,
	const char *path, struct error *error)
{
	if (strcmp(has->base, needs->base) != 0)
		return error_set(error, ERROR_REFUSED,
			"%s was learned on the base model %.*s, and the one in use is %.*s. Name "
			"its own with --model, or go on without an adapter: apprentice rollback "
			"--to none.",
			path, HASH_SHOWN, has->base, HASH_SHOWN, needs->base);
	if (has->encoder != needs->encoder)
		return error_set(error, ERROR_REFUSED,
			"%s was learned on encoding %llu, and this program encodes in version "
			"%llu. Go on without an adapter: apprentice rollback --to none.",
			path, (unsigned long long)has->encoder, (unsigned long long)needs->encoder);
	if (has->rank != needs->rank || has->scale != needs->scale)
		return error_set(error, ERROR_REFUSED,
			"%s has rank %llu and scale %g, and the settings say rank %llu and scale "
			"%g. Change them back, or begin anew: apprentice rollback --to none.",
			path, (unsigned long long)has->rank, has->scale,
			(unsigned long long)needs->rank, needs->scale);
	return 0;
}

/* What is read before any of it is believed. */
struct staged {
	real *adapter, *mean, *square, *teacher;
};

static void staged_release(struct staged *staged)
{
	free(staged->adapter);
	free(staged->mean);
	free(staged->square);
	free(staged->teacher);
}

static int load_part(const struct safetensors *file, const char *prefix,
	const struct tensors *table, real **values, struct error *error)
{
	*values = tensors_buffer_new(table);
	if (!*values)
		return error_set(error, ERROR_LIMIT, "There is no memory to load %s.", file->path);
	return safetensors_load(file, prefix, table, *values, error);
}

/* Averages of squares; the next step takes their roots. */
static int check_squares(const struct safetensors *file, const struct tensors *table,
	const real *square, struct error *error)
{
	for (size_t i = 0; i < table->total; i++)
		if (square[i] < 0)
			return error_set(error, ERROR_INPUT,
				"%s is damaged: the optimiser's mean squares hold a negative "
				"number. Remove the file.",
				file->path);
	return 0;
}

static bool has_teacher(const struct safetensors *file, const struct tensors *table)
{
	char *name = memory_format("teacher.%s", table->count ? table->items[0].name : "");
	bool found = safetensors_find(file, name) != NULL;
	free(name);
	return found;
}

static int stage(struct staged *staged, const struct safetensors *file,
	const struct learner_state *learner, struct error *error)
{
	const struct tensors *table = learner->table;
	int rc = load_part(file, "adapter.", table, &staged->adapter, error);
	if (!rc)
		rc = load_part(file, "adamw.mean.", table, &staged->mean, error);
	if (!rc)
		rc = load_part(file, "adamw.square.", table, &staged->square, error);
	if (!rc)
		rc = check_squares(file, table, staged->square, error);
	if (!rc && learner->teacher && has_teacher(file, table))
		rc = load_part(file, "teacher.", table, &staged->teacher, error);
	return rc;
}

static void accept(
	const struct checkpoint *about, const struct staged *staged, struct learner_state *learner)
{
	size_t size = learner->table->total * sizeof(real);
	memcpy(learner->adapter, staged->adapter, size);
	memcpy(learner->adamw->mean, staged->mean, size);
	memcpy(learner->adamw->square, staged->square, size);
	if (staged->teacher)
		memcpy(learner->teacher, staged->teacher, size);
	learner->teacher_loaded = staged->teacher != NULL;
	learner->adamw->steps = about->optimiser_steps;
	learner->updates = about->updates;
	learner->steps = about->steps;
	learner->temperature = about->temperature;
}

int checkpoint_load(const struct checkpoint *about, const struct safetensors *file,
	struct learner_state *learner, struct error *error)
{
	struct staged staged = {0};
	int rc = check_identity(&about->identity, &learner->identity, file->path, error);
	if (!rc)
		rc = stage(&staged, file, learner, error);
	if (!rc)
		accept(about, &staged, learner);
	staged_release(&staged);
	return rc;
}
