#include "network/model.h"

#include "base/hash.h"
#include "base/memory.h"
#include "network/shape.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FORMAT		"1"
#define FILE_BYTES_MAX	((size_t)1 << 30)
#define TEMPERATURE_MIN 0.05
#define TEMPERATURE_MAX 20.0

enum { KEY_SIZE = 32, BYTES_PER_VALUE_MIN = 2 };

_Static_assert(sizeof(((struct model *)0)->hash) == HASH_TEXT_SIZE, "a hash has its size");

static int new_values(struct model *model, struct error *error)
{
	model->values = tensors_buffer_new(&model->network.backbone);
	if (!model->values)
		return error_set(error, ERROR_LIMIT,
			"There is no memory for a network of %zu weights.",
			tensors_value_count(&model->network.backbone));
	return 0;
}

int model_new(
	struct model *model, const struct network_shape *shape, uint64_t seed, struct error *error)
{
	struct random random;
	*model = (struct model){.temperature = 1, .seed = (long long)seed};
	int rc = network_init(&model->network, shape, error);
	if (!rc)
		rc = new_values(model, error);
	if (rc) {
		model_release(model);
		return rc;
	}
	random_seed(&random, seed);
	tensors_start(&model->network.backbone, model->values, &random);
	return 0;
}

void model_release(struct model *model)
{
	network_release(&model->network);
	free(model->values);
	*model = (struct model){0};
}

/* ---- reading metadata: nothing is believed ---- */

static int bad_metadata(
	const struct safetensors *file, const char *key, const char *what, struct error *error)
{
	return error_set(error, ERROR_INPUT,
		"%s is not a usable model: its metadata \"%s\" %s. Fetch it again, or train it "
		"anew.",
		file->path, key, what);
}

/* A decimal number in canonical form: no sign but '-', no spaces, no leading zeros. */
static int get_integer(const struct safetensors *file, const char *key, long long least,
	long long most, long long *value, struct error *error)
{
	const char *text = safetensors_metadata(file, key);
	if (!text)
		return bad_metadata(file, key, "is missing", error);
	char *end, canonical[KEY_SIZE];
	errno = 0;
	long long number = strtoll(text, &end, 10);
	snprintf(canonical, sizeof(canonical), "%lld", number);
	if (errno || *end || strcmp(text, canonical) != 0)
		return bad_metadata(file, key, "is not a whole number", error);
	if (number < least || number > most)
		return bad_metadata(file, key, "is out of range", error);
	*value = number;
	return 0;
}

static bool temperature_is_valid(double temperature)
{
	return temperature >= TEMPERATURE_MIN && temperature <= TEMPERATURE_MAX;
}

static int get_temperature(const struct safetensors *file, double *value, struct error *error)
{
	const char *text = safetensors_metadata(file, "temperature");
	if (!text)
		return bad_metadata(file, "temperature", "is missing", error);
	char *end;
	*value = strtod(text, &end);
	if (end == text || *end || strspn(text, "0123456789.e+-") != strlen(text))
		return bad_metadata(file, "temperature", "is not a number", error);
	if (!temperature_is_valid(*value))
		return bad_metadata(file, "temperature", "is out of range", error);
	return 0;
}

static void shape_key(const struct shape_number *number, char key[static KEY_SIZE])
{
	snprintf(key, KEY_SIZE, "shape.%s", number->name);
}

static bool is_shape_key(const char *key)
{
	char known[KEY_SIZE];
	for (size_t i = 0; i < SHAPE_NUMBERS; i++) {
		shape_key(&shape_numbers[i], known);
		if (strcmp(key, known) == 0)
			return true;
	}
	return false;
}

static int get_shape(
	const struct safetensors *file, struct network_shape *shape, struct error *error)
{
	char key[KEY_SIZE];
	const char *other;
	json_t *value;
	for (size_t i = 0; i < SHAPE_NUMBERS; i++) {
		const struct shape_number *number = &shape_numbers[i];
		long long size = 0;
		shape_key(number, key);
		int rc = get_integer(
			file, key, (long long)number->least, (long long)number->most, &size, error);
		if (rc)
			return rc;
		shape_set(shape, number, (size_t)size);
	}
	json_object_foreach(json_object_get(file->header, "__metadata__"), other, value)
	{
		if (strncmp(other, "shape.", 6) == 0 && !is_shape_key(other))
			return error_set(error, ERROR_INPUT,
				"%s is a model of another kind than this program knows. Use the "
				"model that came with the program.",
				file->path);
	}
	return 0;
}

static int check_versions(const struct safetensors *file, int encoder_version, struct error *error)
{
	const char *format = safetensors_metadata(file, "apprentice.format");
	if (!format)
		return error_set(error, ERROR_INPUT,
			"%s is not a model of this program. Use the model that came with it.",
			file->path);
	if (strcmp(format, FORMAT) != 0)
		return error_set(error, ERROR_INPUT,
			"%s is a model in another format than " FORMAT
			", which this program reads. Use the model that came with the program.",
			file->path);
	long long encoder = 0;
	int rc = get_integer(file, "encoder", 1, INT32_MAX, &encoder, error);
	if (!rc && encoder != encoder_version)
		return error_set(error, ERROR_INPUT,
			"%s was trained on encoding %lld, and this program encodes in version %d. "
			"Use the model that came with the program, or train it anew.",
			file->path, encoder, encoder_version);
	return rc;
}

/* ---- loading ---- */

/* Of all that metadata claims, before memory is asked for: the file must be able to hold it. */
static int check_size(
	const struct safetensors *file, const struct network *network, struct error *error)
{
	size_t values = tensors_value_count(&network->backbone);
	if (values > file->content.length / BYTES_PER_VALUE_MIN)
		return error_set(error, ERROR_INPUT,
			"%s is not a usable model: by its metadata it has %zu weights, and it is "
			"too short for them. Fetch it again.",
			file->path, values);
	return 0;
}

static int load_network(struct model *model, const struct safetensors *file, struct error *error)
{
	struct network_shape shape;
	int rc = get_shape(file, &shape, error);
	if (rc)
		return rc;
	rc = network_init(&model->network, &shape, error);
	if (rc) {
		error_prefix(error, "%s is not a usable model", file->path);
		return rc;
	}
	rc = check_size(file, &model->network, error);
	if (!rc)
		rc = new_values(model, error);
	if (!rc)
		rc = safetensors_load(file, "", &model->network.backbone, model->values, error);
	return rc;
}

static int load_training(struct model *model, const struct safetensors *file, struct error *error)
{
	int rc = get_temperature(file, &model->temperature, error);
	if (!rc)
		rc = get_integer(file, "seed", INT64_MIN, INT64_MAX, &model->seed, error);
	if (!rc)
		rc = get_integer(file, "decisions", 0, INT64_MAX, &model->decisions, error);
	return rc;
}

int model_load(struct model *model, const char *path, int encoder_version, size_t rank,
	double scale, struct error *error)
{
	struct safetensors file;
	*model = (struct model){0};
	int rc = safetensors_read(&file, path, FILE_BYTES_MAX, error);
	if (rc)
		return rc;
	hash_sha256(file.content.data, file.content.length, model->hash);
	rc = check_versions(&file, encoder_version, error);
	if (!rc)
		rc = load_training(model, &file, error);
	if (!rc)
		rc = load_network(model, &file, error);
	safetensors_release(&file);
	if (rc)
		model_release(model);
	else if (rank > 0)
		network_adapt(&model->network, rank, scale);
	return rc;
}

/* ---- saving ---- */

static void set_text(json_t *metadata, const char *key, char *text)
{
	json_object_set_new(metadata, key, json_text_new(text));
	free(text);
}

static json_t *metadata_of(const struct model *model, int encoder_version)
{
	json_t *metadata = json_object();
	char key[KEY_SIZE];
	json_object_set_new(metadata, "apprentice.format", json_text_new(FORMAT));
	set_text(metadata, "encoder", memory_format("%d", encoder_version));
	for (size_t i = 0; i < SHAPE_NUMBERS; i++) {
		shape_key(&shape_numbers[i], key);
		size_t value = shape_get(&model->network.shape, &shape_numbers[i]);
		set_text(metadata, key, memory_format("%zu", value));
	}
	set_text(metadata, "temperature", memory_format("%.17g", model->temperature));
	set_text(metadata, "seed", memory_format("%lld", model->seed));
	set_text(metadata, "decisions", memory_format("%lld", model->decisions));
	return metadata;
}

int model_save(const struct model *model, const char *path, int encoder_version,
	enum safetensors_type type, struct error *error)
{
	if (!temperature_is_valid(model->temperature))
		return error_set(error, ERROR_INPUT,
			"%s was not written: the temperature %g is not from %g to %g.", path,
			model->temperature, TEMPERATURE_MIN, TEMPERATURE_MAX);
	const struct safetensors_part part = {"", &model->network.backbone, model->values, type};
	json_t *metadata = metadata_of(model, encoder_version);
	int rc = safetensors_save(path, &part, 1, metadata, error);
	json_decref(metadata);
	return rc;
}
