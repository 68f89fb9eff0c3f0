#include "trajectory/parameters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

static void parameters_add_takes_safe_names_once(void **state)
{
	(void)state;
	static const char *const bad[] = {"", "Room", "2nd", "a b", "a-b", "\xc3\xa4", "_a",
		"a234567890123456789012345678901234567890x"};
	struct parameters parameters;
	struct error error = {0};
	parameters_init(&parameters);
	assert_int_equal(parameters_add(&parameters, "room_2", "Blue", NULL, false, NULL), 0);
	assert_int_equal(
		parameters_add(&parameters, "room_2", "Red", "", false, &error), ERROR_USAGE);
	assert_string_equal(error.message, "The parameter 'room_2' is given twice.");
	for (size_t i = 0; i < SIZE(bad); i++)
		assert_int_equal(
			parameters_add(&parameters, bad[i], "x", "", false, &error), ERROR_USAGE);
	assert_int_equal(parameters_add(&parameters, NULL, "x", "", false, &error), ERROR_USAGE);
	assert_int_equal(parameters.count, 1);
	assert_string_equal(parameters_find(&parameters, "room_2")->field, "");
	assert_null(parameters_find(&parameters, "room"));
	parameters_release(&parameters);
}

static void parameters_survive_json(void **state)
{
	(void)state;
	struct parameters parameters, again;
	parameters_init(&parameters);
	parameters_add(&parameters, "room", "Blue \"B\"", "Room", false, NULL);
	parameters_add(&parameters, "items", "A, B", "", true, NULL);
	json_t *json = parameters_to_json(&parameters);
	assert_int_equal(parameters_from_json(&again, json, NULL), 0);
	assert_int_equal(again.count, 2);
	assert_string_equal(again.items[0].value, "Blue \"B\"");
	assert_string_equal(again.items[0].field, "Room");
	assert_false(again.items[0].is_list);
	assert_true(again.items[1].is_list);
	json_decref(json);
	parameters_release(&again);
	parameters_release(&parameters);
}

static void parameters_from_json_refuses_what_is_none(void **state)
{
	(void)state;
	static const char *const bad[] = {"{}", "[1]", "[{}]", "[{\"name\":\"a\"}]",
		"[{\"value\":\"a\"}]", "[{\"name\":1,\"value\":\"a\"}]",
		"[{\"name\":\"A\",\"value\":\"a\"}]",
		"[{\"name\":\"a\",\"value\":\"a\"},{\"name\":\"a\",\"value\":\"a\"}]"};
	for (size_t i = 0; i < SIZE(bad); i++) {
		struct parameters parameters;
		struct error error = {0};
		json_t *json = json_parse(bad[i], strlen(bad[i]), NULL);
		assert_int_equal(parameters_from_json(&parameters, json, &error), ERROR_INPUT);
		assert_int_equal(error.code, ERROR_INPUT);
		assert_int_equal(parameters.count, 0);
		json_decref(json);
	}
}

static void settings_split_at_the_first_equals_sign(void **state)
{
	(void)state;
	struct parameters settings;
	struct error error = {0};
	parameters_init(&settings);
	assert_int_equal(parameters_parse_setting(&settings, "formula=a=b", NULL), 0);
	assert_int_equal(parameters_parse_setting(&settings, "empty=", NULL), 0);
	assert_string_equal(parameters_find(&settings, "formula")->value, "a=b");
	assert_string_equal(parameters_find(&settings, "empty")->value, "");
	assert_int_equal(parameters_parse_setting(&settings, "nothing", &error), ERROR_USAGE);
	assert_string_equal(error.message, "'nothing' does not set a parameter: write name=value.");
	assert_int_equal(parameters_parse_setting(&settings, "=x", &error), ERROR_USAGE);
	assert_int_equal(parameters_parse_setting(&settings, "", &error), ERROR_USAGE);
	assert_int_equal(parameters_parse_setting(&settings, "empty=2", &error), ERROR_USAGE);
	parameters_release(&settings);
}

static void names_are_made_of_labels(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"Number of guests", "number_of_guests"},
		{"Number of guests *", "number_of_guests"},
		{"E-Mail:", "e_mail"},
		{"Name (required)", "name"},
		{"Gr\xc3\xb6\xc3\x9f"
		 "e",
			"grose"},
		{"\xc3\x89tat civil", "etat_civil"},
		{"2nd choice", "nd_choice"},
		{"#", "value"},
		{"", "value"},
		{"\xe6\x97\xa5\xe6\x9c\x9f", "value"},
		{"A very long label that goes on and on beyond any need",
			"a_very_long_label_that_goes_on_and_on"},
	};
	for (size_t i = 0; i < SIZE(cases); i++) {
		char *name = parameter_name_new(cases[i][0], "value");
		if (strcmp(name, cases[i][1]) != 0)
			fail_msg("'%s' became '%s', not '%s'", cases[i][0], name, cases[i][1]);
		struct parameters parameters;
		parameters_init(&parameters);
		assert_int_equal(parameters_add(&parameters, name, "", "", false, NULL), 0);
		parameters_release(&parameters);
		free(name);
	}
}

static void list_values_split_into_their_items(void **state)
{
	(void)state;
	static const struct {
		const char *value, *items; /* items joined by '|' */
	} cases[] = {
		{"A, B and C", "A|B|C"},
		{"A, B, and C", "A|B|C"},
		{"A and B", "A|B"},
		{"A & B", "A|B"},
		{"A", "A"},
		{"", ""},
		{" , ", ""},
		{"red mug; blue, warm hat; pen", "red mug|blue, warm hat|pen"},
		{"'red, warm hat' and \"pen\"", "red, warm hat|pen"},
		{"Men's shirt, women's shirt", "Men's shirt|women's shirt"},
		{"1, 2 and 3", "1|2|3"},
		{"1,200 and 3,400", "1,200|3,400"},
		{"1,2,3", "1|2|3"},
		{"sand, candy and land", "sand|candy|land"},
		{"R&D, A/B test", "R&D|A/B test"},
		{"10482, 10483 plus 10484", "10482|10483|10484"},
		{"\xe7\xb4\x85\xe3\x80\x81\xe9\x9d\x92", "\xe7\xb4\x85|\xe9\x9d\x92"},
	};
	for (size_t i = 0; i < SIZE(cases); i++) {
		char joined[400] = "", **items = list_value_split(cases[i].value);
		for (size_t j = 0; items[j]; j++)
			strcat(strcat(joined, j ? "|" : ""), items[j]);
		if (strcmp(joined, cases[i].items) != 0)
			fail_msg("'%s' became '%s', not '%s'", cases[i].value, joined,
				cases[i].items);
		list_value_free(items);
	}
	list_value_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parameters_add_takes_safe_names_once),
		cmocka_unit_test(parameters_survive_json),
		cmocka_unit_test(parameters_from_json_refuses_what_is_none),
		cmocka_unit_test(settings_split_at_the_first_equals_sign),
		cmocka_unit_test(names_are_made_of_labels),
		cmocka_unit_test(list_values_split_into_their_items),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
