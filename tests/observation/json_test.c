#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"

#include <stdlib.h>
#include <string.h>

static json_t *stored_sample(void)
{
	struct observation sample;
	sample_make(&sample);
	json_t *stored = observation_to_json(&sample);
	observation_release(&sample);
	return stored;
}

static void an_observation_comes_back_as_it_was(void **state)
{
	(void)state;
	struct observation sample, read;
	struct error error = {0};
	sample_make(&sample);
	json_t *stored = observation_to_json(&sample);
	if (observation_from_json(&read, stored, &error))
		fail_msg("%s", error.message);
	json_t *again = observation_to_json(&read);
	assert_true(json_equal(stored, again));
	assert_true(observation_hash(&sample) == observation_hash(&read));
	assert_string_equal(read.elements[SAMPLE_ROOM].options[2].value, "r1");
	assert_true(read.elements[SAMPLE_ROOM].options[2].disabled);
	assert_int_equal(read.elements[SAMPLE_STATUS].state, ELEMENT_LIVE);
	assert_int_equal(read.elements[SAMPLE_STATUS].group, -1);
	assert_int_equal(read.took_us, 1234);
	json_decref(again);
	json_decref(stored);
	observation_release(&read);
	observation_release(&sample);
}

static void stored_text_survives_printing_and_parsing(void **state)
{
	(void)state;
	struct observation read;
	struct error error = {0};
	json_t *stored = stored_sample();
	char *text = json_print(stored);
	json_t *parsed = json_parse(text, strlen(text), &error);
	assert_non_null(parsed);
	assert_int_equal(observation_from_json(&read, parsed, &error), 0);
	observation_release(&read);
	json_decref(parsed);
	free(text);
	json_decref(stored);
}

/* Puts the value at a path ("elements.0.id") into the stored sample and reads it. */
static int read_with(const char *path, json_t *value, struct error *error)
{
	struct observation read = {0};
	json_t *stored = stored_sample();
	const char *key = strrchr(path, '.');
	char parent_path[64] = "";
	if (key)
		memcpy(parent_path, path, (size_t)(key - path));
	json_t *parent = key ? json_at(stored, parent_path) : stored;
	key = key ? key + 1 : path;
	assert_non_null(parent);
	if (json_is_array(parent))
		json_array_set_new(parent, strtoul(key, NULL, 10), value);
	else if (value)
		json_object_set_new(parent, key, value);
	else
		json_object_del(parent, key);
	int problem = observation_from_json(&read, stored, error);
	if (!problem)
		observation_release(&read);
	json_decref(stored);
	return problem;
}

static json_t *long_text(size_t length)
{
	char *text = malloc(length + 1);
	memset(text, 'x', length);
	text[length] = 0;
	json_t *value = json_string(text);
	free(text);
	return value;
}

static void every_field_out_of_range_is_refused(void **state)
{
	(void)state;
	struct {
		const char *path;
		json_t *value; /* NULL: the field is missing */
	} rows[] = {
		{"elements.0.id", NULL},
		{"elements.0.id", json_integer(0)},
		{"elements.0.id", json_integer(-1)},
		{"elements.0.id", json_integer(1LL << 32)},
		{"elements.0.id", json_string("1")},
		{"elements.0.id", json_integer(101)}, /* that of another */
		{"elements.0.frame", json_integer(1)},
		{"elements.0.frame", json_integer(-1)},
		{"elements.0.group", json_integer(2)},
		{"elements.0.group", json_integer(-1)},
		{"elements.0.group", json_integer(40000)},
		{"elements.0.role", NULL},
		{"elements.0.role", json_integer(1)},
		{"elements.0.name", json_null()},
		{"elements.0.name", long_text(OBSERVATION_NAME_MAXIMUM + 1)},
		{"elements.0.path", long_text(5000)},
		{"elements.0.operations", json_string("click fly")},
		{"elements.0.operations", json_string("click click")},
		{"elements.0.operations", json_integer(3)},
		{"elements.0.state", json_string("on")},
		{"elements.0.like_index", json_integer(1)},
		{"elements.0.like_count", json_integer(70000)},
		{"elements.0.box", NULL},
		{"elements.0.box", json_array()},
		{"elements.0.box.2", json_integer(-1)},
		{"elements.0.box.0", json_real(1e300)},
		{"elements.0.box.0", json_string("5")},
		{"elements.1.options", json_object()},
		{"elements.1.options.0", json_integer(1)},
		{"elements.1.options.0.selected", json_integer(1)},
		{"elements.1.options.0.label", json_integer(1)},
		{"elements.0", json_integer(1)},
		{"elements", json_object()},
		{"groups.0.kind", NULL},
		{"groups.0.parent", json_integer(0)}, /* itself */
		{"groups.1.parent", json_integer(1)},
		{"groups.1.frame", json_integer(3)},
		{"groups.1.index", json_integer(-1)},
		{"frames.0.parent", json_integer(0)},
		{"frames.0.readable", json_string("yes")},
		{"frames", json_array()},
		{"tabs.0.current", json_integer(1)},
		{"cuts.0.kept", json_integer(-1)},
		{"cuts.0.what", json_integer(1)},
		{"url", json_integer(1)},
		{"text", long_text(OBSERVATION_TEXT_MAXIMUM + 1)},
		{"changes", long_text(2000)},
		{"viewport", NULL},
		{"viewport.0", json_integer(-1)},
		{"scroll", json_string("10")},
		{"took_us", json_integer(-1)},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct error error = {0};
		if (read_with(rows[i].path, rows[i].value, &error) != ERROR_INPUT)
			fail_msg("row %zu, %s, was not refused", i, rows[i].path);
		assert_true(strlen(error.message) > 10);
	}
}

static void a_text_cut_anywhere_is_refused(void **state)
{
	(void)state;
	json_t *stored = stored_sample();
	char *text = json_print(stored);
	size_t length = strlen(text);
	for (size_t cut = 0; cut < length; cut += 7) {
		struct observation read = {0};
		struct error error = {0};
		json_t *parsed = json_parse(text, cut, &error);
		assert_null(parsed);
		assert_int_equal(observation_from_json(&read, parsed, &error), ERROR_INPUT);
	}
	free(text);
	json_decref(stored);
}

static void an_element_alone_comes_back(void **state)
{
	(void)state;
	struct observation sample;
	struct element element;
	struct arena arena;
	struct error error = {0};
	sample_make(&sample);
	arena_init(&arena, 1 << 16);
	json_t *stored = element_to_json(&sample.elements[SAMPLE_SAVE]);
	assert_int_equal(element_from_json(&element, stored, &arena, &error), 0);
	assert_string_equal(element.locators.test_id, "save");
	assert_string_equal(element.value, "");
	assert_int_equal(element.operations, OPERATION_CLICK);
	json_decref(stored);
	arena_release(&arena);
	observation_release(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_observation_comes_back_as_it_was),
		cmocka_unit_test(stored_text_survives_printing_and_parsing),
		cmocka_unit_test(every_field_out_of_range_is_refused),
		cmocka_unit_test(a_text_cut_anywhere_is_refused),
		cmocka_unit_test(an_element_alone_comes_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
