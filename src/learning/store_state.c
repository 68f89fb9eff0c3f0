#include "learning/store_state.h"

#include "base/file.h"
#include "base/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FORMAT = 1 };

#define STATE_BYTES_MAX ((size_t)1 << 20)
#define COUNT_MAX	((uint64_t)1 << 53)

/* ---- numbers, as one table ---- */

struct count_row {
	const char *path;
	size_t offset; /* of a uint64_t in struct store_state */
};

#define COUNT(path, member)                                                                        \
	{                                                                                          \
		path, offsetof(struct store_state, member)                                         \
	}

static const struct count_row counts[] = {
	COUNT("commit", commit),
	COUNT("gate.updates_used", gate.updates_used),
	COUNT("gate.updates", gate.updates),
	COUNT("gate.steps", gate.steps),
	COUNT("gate.outcomes", gate.outcomes),
	COUNT("gate.cool_down_left", gate.cool_down_left),
	COUNT("window.updates_since_save", window.updates_since_save),
	COUNT("window.updates_since_best", window.updates_since_best),
};

enum { COUNTS = sizeof(counts) / sizeof(counts[0]) };

static const char *const best_names[] = {
	[WINDOW_BEST_UNKNOWN] = "unknown",
	[WINDOW_BEST_FROZEN] = "frozen",
	[WINDOW_BEST_ADAPTER] = "adapter",
};

/* The object below `root` that a path of one dot or none leads into; *key: its last name. */
static json_t *parent_of(json_t *root, const char *path, const char **key)
{
	const char *dot = strchr(path, '.');
	*key = dot ? dot + 1 : path;
	if (!dot)
		return root;
	return json_object_getn(root, path, (size_t)(dot - path));
}

/* ---- writing ---- */

static void set_hash(json_t *object, const char *key, const char *hash)
{
	json_object_set_new(object, key, *hash ? json_text_new(hash) : json_null());
}

static json_t *recent_to_json(const struct store_state *state)
{
	json_t *list = json_array();
	for (size_t i = 0; i < STORE_RECENT && *state->recent[i]; i++)
		json_array_append_new(list, json_text_new(state->recent[i]));
	return list;
}

static json_t *refused_to_json(const struct gate_state *gate)
{
	json_t *object = json_object();
	for (int i = 0; i < GATE_REFUSAL_COUNT; i++)
		json_object_set_new(object, gate_refusal_name((enum gate_refusal)i),
			json_integer((json_int_t)gate->refused[i]));
	return object;
}

static json_t *window_to_json(const struct window *window)
{
	char text[WINDOW_TEXT_SIZE];
	json_t *object = json_object();
	window_text(window, text);
	json_object_set_new(object, "outcomes", json_text_new(text));
	json_object_set_new(object, "best_of", json_text_new(best_names[window->best_of]));
	json_object_set_new(object, "best", json_real(window->best));
	json_object_set_new(object, "adapted", json_boolean(window->adapted));
	return object;
}

static void set_counts(json_t *root, const struct store_state *state)
{
	for (size_t i = 0; i < COUNTS; i++) {
		const char *key;
		uint64_t value;
		json_t *object = parent_of(root, counts[i].path, &key);
		memcpy(&value, (const char *)state + counts[i].offset, sizeof(value));
		json_object_set_new(object, key, json_integer((json_int_t)value));
	}
}

int store_state_write(const struct store_state *state, const char *path, struct error *error)
{
	json_t *root = json_object(), *gate = json_object();
	json_object_set_new(root, "format", json_integer(FORMAT));
	set_hash(root, "active", state->active);
	set_hash(root, "best", state->best);
	json_object_set_new(root, "recent", recent_to_json(state));
	json_object_set_new(gate, "questions", refused_to_json(&state->gate));
	json_object_set_new(root, "gate", gate);
	json_object_set_new(root, "window", window_to_json(&state->window));
	set_counts(root, state);
	char *text = json_print(root);
	int rc = file_replace(path, text, strlen(text), 0600, error);
	free(text);
	json_decref(root);
	return rc;
}

/* ---- reading ---- */

static bool read_hash(const json_t *value, char out[static HASH_TEXT_SIZE])
{
	const char *text = json_string_value(value);
	if (json_is_null(value)) {
		out[0] = 0;
		return true;
	}
	if (!text || !checkpoint_is_hash(text))
		return false;
	memcpy(out, text, HASH_TEXT_SIZE);
	return true;
}

static bool read_recent(const json_t *list, struct store_state *state)
{
	if (!json_is_array(list) || json_array_size(list) > STORE_RECENT)
		return false;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *value = json_array_get(list, i);
		if (json_is_null(value) || !read_hash(value, state->recent[i]))
			return false;
	}
	return true;
}

static bool read_counts(json_t *root, struct store_state *state)
{
	for (size_t i = 0; i < COUNTS; i++) {
		int64_t value = json_integer_at(root, counts[i].path, -1);
		if (value < 0 || (uint64_t)value > COUNT_MAX)
			return false;
		memcpy((char *)state + counts[i].offset, &(uint64_t){(uint64_t)value},
			sizeof(uint64_t));
	}
	return true;
}

/* A reason that this program does not know is left out, one that it has new counts from 0. */
static bool read_refused(const json_t *object, struct gate_state *gate)
{
	if (!json_is_object(object))
		return false;
	for (int i = 0; i < GATE_REFUSAL_COUNT; i++) {
		int64_t value = json_integer_at(object, gate_refusal_name((enum gate_refusal)i), 0);
		if (value < 0)
			return false;
		gate->refused[i] = (uint64_t)value;
	}
	return true;
}

static bool read_outcomes(const char *text, struct window *window)
{
	size_t length = strlen(text);
	if (length > WINDOW_OUTCOMES_MAX || strspn(text, "01") != length)
		return false;
	for (size_t i = 0; i < length; i++)
		window->outcomes = window->outcomes << 1 | (text[i] == '1');
	window->count = length;
	return true;
}

static bool read_window(const json_t *object, struct window *window)
{
	const char *best_of = json_text_at(object, "best_of", "");
	size_t names = sizeof(best_names) / sizeof(best_names[0]), found = names;
	for (size_t i = 0; i < names; i++)
		if (strcmp(best_of, best_names[i]) == 0)
			found = i;
	window->best_of = (enum window_best)found;
	window->best = json_number_at(object, "best", -1);
	window->adapted = json_bool_at(object, "adapted", false);
	return found < names && window->best >= 0 && window->best <= 1 &&
	       json_is_boolean(json_object_get(object, "adapted")) &&
	       read_outcomes(json_text_at(object, "outcomes", "?"), window);
}

static bool read_state(json_t *root, struct store_state *state)
{
	return json_is_object(root) && json_integer_at(root, "format", 0) == FORMAT &&
	       read_hash(json_object_get(root, "active"), state->active) &&
	       read_hash(json_object_get(root, "best"), state->best) &&
	       read_recent(json_object_get(root, "recent"), state) && read_counts(root, state) &&
	       read_refused(json_at(root, "gate.questions"), &state->gate) &&
	       read_window(json_object_get(root, "window"), &state->window);
}

int store_state_read(struct store_state *state, const char *path, struct error *error)
{
	struct bytes content;
	*state = (struct store_state){0};
	int rc = file_read(path, STATE_BYTES_MAX, &content, error);
	if (rc)
		return rc;
	json_t *root = json_parse(content.data, content.length, NULL);
	bool good = read_state(root, state);
	json_decref(root);
	bytes_release(&content);
	if (good)
		return 0;
	*state = (struct store_state){0};
	return error_set(error, ERROR_INPUT,
		"%s is damaged: it does not say which adapter is in force. Begin again from one "
		"that 'apprentice adapters' lists, or from none: apprentice rollback --to HASH.",
		path);
}

bool store_state_keeps(const struct store_state *state, const char *hash)
{
	if (strcmp(state->active, hash) == 0 || strcmp(state->best, hash) == 0)
		return true;
	for (size_t i = 0; i < STORE_RECENT; i++)
		if (strcmp(state->recent[i], hash) == 0)
			return true;
	return false;
}
