#include "gym/training_state.h"

#include "base/json.h"
#include "tensor/safetensors.h"

#include <stdlib.h>
#include <string.h>

#define STATE_MAXIMUM ((size_t)1 << 30) /* bytes: four buffers of 64 million values */

static json_t *curve_to_json(const struct training_result *result)
{
	json_t *curve = json_array();
	for (size_t i = 0; i < result->points; i++) {
		const struct training_point *point = &result->curve[i];
		json_t *line = json_pack(
			"[I,f,f]", (json_int_t)point->decisions, point->seconds, point->loss);
		for (int split = 0; split < GYM_SPLITS; split++)
			json_array_append_new(line, json_real(point->accuracy[split]));
		json_array_append_new(curve, line);
	}
	return curve;
}

static void set_number(json_t *metadata, const char *name, uint64_t value)
{
	json_object_set_new(metadata, name, json_sprintf("%llu", (unsigned long long)value));
}

static json_t *metadata_new(const struct training_state *state)
{
	const struct training_result *result = state->result;
	json_t *metadata = json_object(), *curve = curve_to_json(result);
	char *text = json_print(curve);
	set_number(metadata, "decisions", result->decisions);
	set_number(metadata, "steps", result->steps);
	set_number(metadata, "optimiser_steps", state->adamw->steps);
	set_number(metadata, "total", state->total);
	json_object_set_new(metadata, "seconds", json_sprintf("%.3f", result->seconds));
	json_object_set_new(metadata, "curve", json_text_new(text));
	free(text);
	json_decref(curve);
	return metadata;
}

int training_state_save(const struct training_state *state, const char *path, struct error *error)
{
	const struct tensors *table = &state->model->network.backbone;
	const struct safetensors_part parts[] = {
		{"average.", table, state->model->values, SAFETENSORS_F32},
		{"weights.", table, state->values, SAFETENSORS_F32},
		{"mean.", table, state->adamw->mean, SAFETENSORS_F32},
		{"square.", table, state->adamw->square, SAFETENSORS_F32},
	};
	json_t *metadata = metadata_new(state);
	int code = safetensors_save(path, parts, sizeof parts / sizeof *parts, metadata, error);
	json_decref(metadata);
	return code;
}

static int load_buffers(
	const struct training_state *state, const struct safetensors *file, struct error *error)
{
	const struct tensors *table = &state->model->network.backbone;
	int code = safetensors_load(file, "average.", table, state->model->values, error);
	if (!code)
		code = safetensors_load(file, "weights.", table, state->values, error);
	if (!code)
		code = safetensors_load(file, "mean.", table, state->adamw->mean, error);
	if (!code)
		code = safetensors_load(file, "square.", table, state->adamw->square, error);
	return code;
}

static uint64_t number(const struct safetensors *file, const char *name)
{
	const char *text = safetensors_metadata(file, name);
	return text ? strtoull(text, NULL, 10) : 0;
}

static void load_point(const json_t *line, struct training_result *result)
{
	if (json_array_size(line) != 3 + GYM_SPLITS || result->points == TRAINING_CURVE_MAX)
		return;
	struct training_point *point = &result->curve[result->points++];
	point->decisions = (uint64_t)json_integer_value(json_array_get(line, 0));
	point->seconds = json_number_value(json_array_get(line, 1));
	point->loss = json_number_value(json_array_get(line, 2));
	for (size_t split = 0; split < GYM_SPLITS; split++)
		point->accuracy[split] = json_number_value(json_array_get(line, 3 + split));
}

static int load_curve(
	const char *text, const char *path, struct training_result *result, struct error *error)
{
	struct error reason;
	json_t *curve = json_parse(text, strlen(text), &reason);
	if (!curve)
		return error_set(error, ERROR_INPUT, "The curve in %s cannot be read: %s", path,
			reason.message);
	for (size_t i = 0; i < json_array_size(curve); i++)
		load_point(json_array_get(curve, i), result);
	json_decref(curve);
	return 0;
}

static int load_metadata(struct training_state *state, const struct safetensors *file,
	const char *path, struct error *error)
{
	struct training_result *result = state->result;
	const char *seconds = safetensors_metadata(file, "seconds");
	const char *curve = safetensors_metadata(file, "curve");
	if (!seconds || !curve)
		return error_set(error, ERROR_INPUT,
			"%s is not the state of a training: its metadata are missing.", path);
	result->decisions = number(file, "decisions");
	result->steps = number(file, "steps");
	state->adamw->steps = number(file, "optimiser_steps");
	result->seconds = strtod(seconds, NULL);
	if (state->total == 0)
		state->total = number(file, "total");
	return load_curve(curve, path, result, error);
}

int training_state_load(struct training_state *state, const char *path, struct error *error)
{
	struct safetensors file = {0};
	int code = safetensors_read(&file, path, STATE_MAXIMUM, error);
	if (!code)
		code = load_buffers(state, &file, error);
	if (!code)
		code = load_metadata(state, &file, path, error);
	safetensors_release(&file);
	return code;
}
