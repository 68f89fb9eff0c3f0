#include "trajectory/step_json.h"

#include <string.h>

/* ---- writing ---- */

static void put_text(json_t *object, const char *name, const char *text)
{
	if (text && *text)
		json_object_set_new(object, name, json_text_new(text));
}

static void put_copy(json_t *object, const char *name, const json_t *value)
{
	if (value)
		json_object_set_new(object, name, json_deep_copy(value));
}

json_t *step_to_json(const struct step *step)
{
	json_t *object = json_object();
	json_object_set_new(object, "index", json_integer(step->index));
	put_text(object, "time", step->time);
	put_text(object, "url", step->url);
	json_object_set_new(object, "action", action_to_json(&step->action));
	if (step->target)
		json_object_set_new(object, "target", element_to_json(step->target));
	put_text(object, "target_frame_url", step->target_frame_url);
	if (step->drop)
		json_object_set_new(object, "drop", element_to_json(step->drop));
	put_text(object, "changes", step->changes);
	put_text(object, "screenshot", step->screenshot);
	put_text(object, "error", step->error);
	put_copy(object, "decision", step->decision);
	put_copy(object, "effects", step->effects);
	if (step->observation)
		json_object_set_new(object, "observation", observation_to_json(step->observation));
	return object;
}

/* ---- reading ---- */

int json_read_text(const json_t *object, const char *name, const char *fallback, const char **text,
	struct error *error)
{
	const json_t *value = json_object_get(object, name);
	*text = fallback;
	if (!value || json_is_null(value))
		return 0;
	if (!json_is_string(value))
		return error_set(error, ERROR_INPUT, "'%s' is not a text.", name);
	*text = json_string_value(value);
	return 0;
}

static int out_of_memory(struct error *error)
{
	return error_set(error, ERROR_LIMIT, "The trajectory is too large to be held in memory.");
}

static int take_text(const json_t *object, const char *name, struct arena *arena, const char **out,
	struct error *error)
{
	const char *text;
	int rc = json_read_text(object, name, "", &text, error);
	if (rc)
		return rc;
	*out = arena_copy_text(arena, text);
	return *out ? 0 : out_of_memory(error);
}

static int take_texts(
	struct step *step, const json_t *value, struct arena *arena, struct error *error)
{
	const struct {
		const char *name, **out;
	} fields[] = {{"time", &step->time}, {"url", &step->url},
		{"target_frame_url", &step->target_frame_url}, {"changes", &step->changes},
		{"screenshot", &step->screenshot}, {"error", &step->error}};
	int rc = 0;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields) && rc == 0; i++)
		rc = take_text(value, fields[i].name, arena, fields[i].out, error);
	return rc;
}

static int take_element(const json_t *object, const char *name, struct arena *arena,
	const struct element **out, struct error *error)
{
	const json_t *value = json_object_get(object, name);
	*out = NULL;
	if (!value || json_is_null(value))
		return 0;
	struct element *element = arena_take(arena, 1, sizeof(*element));
	if (!element)
		return out_of_memory(error);
	*out = element;
	int rc = element_from_json(element, value, arena, error);
	return rc ? error_prefix(error, "'%s'", name) : 0;
}

/* An object to be kept as it is. */
static int take_object(
	const json_t *object, const char *name, const json_t **out, struct error *error)
{
	json_t *value = json_object_get(object, name);
	if (!value || json_is_null(value))
		return 0;
	if (!json_is_object(value))
		return error_set(error, ERROR_INPUT, "'%s' is not an object.", name);
	*out = json_incref(value);
	return 0;
}

int observation_read(const json_t *value, struct arena *arena, const struct observation **out,
	struct error *error)
{
	*out = NULL;
	if (!value || json_is_null(value))
		return 0;
	struct observation *observation = arena_take(arena, 1, sizeof(*observation));
	if (!observation)
		return out_of_memory(error);
	int rc = observation_from_json(observation, value, error);
	if (rc == 0)
		*out = observation;
	return rc;
}

static int take_parts(
	struct step *step, const json_t *value, struct arena *arena, struct error *error)
{
	const json_t *action = json_object_get(value, "action");
	if (!action)
		return error_set(error, ERROR_INPUT, "'action' is missing.");
	int rc = action_from_json(&step->action, action, arena, error);
	if (rc)
		return error_prefix(error, "'action'");
	rc = take_element(value, "target", arena, &step->target, error);
	if (rc == 0)
		rc = take_element(value, "drop", arena, &step->drop, error);
	if (rc == 0)
		rc = take_object(value, "decision", &step->decision, error);
	if (rc == 0)
		rc = take_object(value, "effects", &step->effects, error);
	if (rc)
		return rc;
	rc = observation_read(
		json_object_get(value, "observation"), arena, &step->observation, error);
	return rc ? error_prefix(error, "'observation'") : 0;
}

int step_from_json(struct step *step, const json_t *value, struct arena *arena, struct error *error)
{
	*step = (struct step){0};
	if (!json_is_object(value))
		return error_set(error, ERROR_INPUT, "It is not an object.");
	const json_t *index = json_object_get(value, "index");
	if (!json_is_integer(index) || json_integer_value(index) < 0 ||
		json_integer_value(index) >= TRAJECTORY_STEPS_MAXIMUM)
		return error_set(error, ERROR_INPUT, "'index' is not a number from 0 to %d.",
			TRAJECTORY_STEPS_MAXIMUM - 1);
	step->index = (int)json_integer_value(index);
	int rc = take_texts(step, value, arena, error);
	if (rc == 0)
		rc = take_parts(step, value, arena, error);
	if (rc)
		step_release(step);
	return rc;
}

/* What was read is the trajectory's own: constness is for its users. */
static void *own(const void *part)
{
	void *owned;
	memcpy(&owned, &part, sizeof(owned));
	return owned;
}

void observation_drop(const struct observation *observation)
{
	if (observation)
		observation_release(own(observation));
}

void step_release(struct step *step)
{
	json_decref(own(step->decision));
	json_decref(own(step->effects));
	observation_drop(step->observation);
	*step = (struct step){0};
}
