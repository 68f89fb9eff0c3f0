/* What is said about elements and changes, and the fingerprint. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pair {
	struct observation before, after;
};

static int make(void **state)
{
	static struct pair pair;
	sample_make(&pair.before);
	sample_make(&pair.after);
	*state = &pair;
	return 0;
}

static int drop(void **state)
{
	struct pair *pair = *state;
	observation_release(&pair->before);
	observation_release(&pair->after);
	return 0;
}

static void assert_changes(struct pair *pair, const char *expected)
{
	char *changes = observation_describe_changes(&pair->before, &pair->after);
	assert_string_equal(changes, expected);
	free(changes);
}

static void assert_described(struct pair *pair, int index, const char *expected)
{
	char *described = element_describe(&pair->after, &pair->after.elements[index]);
	assert_string_equal(described, expected);
	free(described);
}

static void elements_are_described_by_role_name_and_place(void **state)
{
	struct pair *pair = *state;
	assert_described(pair, SAMPLE_SAVE, "button 'Save'");
	assert_described(pair, SAMPLE_ROOM, "combobox 'Room' in row 'Anna'");
	pair->after.elements[SAMPLE_ROOM].context = "";
	assert_described(pair, SAMPLE_ROOM, "combobox 'Room' in row 1");
	pair->after.elements[SAMPLE_NAME].name = "";
	assert_described(pair, SAMPLE_NAME, "textbox 'Full name'");
	pair->after.elements[SAMPLE_NAME].placeholder = "";
	assert_described(pair, SAMPLE_NAME, "unnamed textbox");
	pair->after.elements[SAMPLE_SAVE].like_count = 3;
	pair->after.elements[SAMPLE_SAVE].like_index = 1;
	assert_described(pair, SAMPLE_SAVE, "button 'Save' (2 of 3)");
	pair->after.elements[SAMPLE_STATUS].name =
		"a sentence that is much too long to be shown as a whole, so it is cut";
	assert_described(pair, SAMPLE_STATUS,
		"status 'a sentence that is much too long to be shown as a whole, so ...'");
}

static void equal_pages_have_no_changes_and_one_hash(void **state)
{
	struct pair *pair = *state;
	assert_changes(pair, "");
	assert_true(observation_hash(&pair->before) == observation_hash(&pair->after));
	pair->after.elements[SAMPLE_SAVE].x += 100;
	pair->after.elements[SAMPLE_SAVE].state |= ELEMENT_FOCUSED;
	assert_true(observation_hash(&pair->before) == observation_hash(&pair->after));
}

static void the_hash_sees_names_values_and_states(void **state)
{
	struct pair *pair = *state;
	uint64_t hash = observation_hash(&pair->before);
	pair->after.elements[SAMPLE_NAME].value = "Berta";
	assert_true(observation_hash(&pair->after) != hash);
	pair->after.elements[SAMPLE_NAME].value = "Anna";
	assert_true(observation_hash(&pair->after) == hash);
	pair->after.elements[SAMPLE_NAME].state |= ELEMENT_INVALID;
	assert_true(observation_hash(&pair->after) != hash);
	pair->after.elements[SAMPLE_NAME].state &= ~(uint32_t)ELEMENT_INVALID;
	pair->after.elements[SAMPLE_NAME].role = "textboxName";
	pair->after.elements[SAMPLE_NAME].name = "";
	assert_true(observation_hash(&pair->after) != hash);
}

static void values_and_states_that_changed_are_told(void **state)
{
	struct pair *pair = *state;
	pair->after.elements[SAMPLE_NAME].value = "Berta";
	pair->after.elements[SAMPLE_SAVE].state |= ELEMENT_DISABLED;
	assert_changes(pair, "textbox 'Name' is now 'Berta'; button 'Save' is now disabled");
	pair->after.elements[SAMPLE_NAME].value = "";
	pair->after.elements[SAMPLE_SAVE].state = 0;
	assert_changes(pair, "textbox 'Name' is now empty");
}

static void what_appeared_and_went_is_told_announcements_first(void **state)
{
	struct pair *pair = *state;
	pair->after.elements[SAMPLE_SAVE].id = 900;
	pair->after.elements[SAMPLE_SAVE].name = "Undo";
	pair->after.elements[SAMPLE_STATUS].id = 901;
	pair->after.elements[SAMPLE_STATUS].name = "Saved";
	assert_changes(pair, "appeared: status 'Saved'; appeared: button 'Undo'; "
			     "gone: button 'Save'; gone: status 'Ready'");
}

static void another_page_is_told_by_its_title(void **state)
{
	struct pair *pair = *state;
	pair->after.url = "http://shop.example/thanks";
	pair->after.title = "Thank you";
	for (int i = 0; i < SAMPLE_ELEMENTS; i++)
		pair->after.elements[i].id += 5000;
	assert_changes(pair, "page changed to 'Thank you'; appeared: status 'Ready'");
}

static void dialogs_are_told(void **state)
{
	struct pair *pair = *state;
	pair->after.dialog_type = "confirm";
	pair->after.dialog_message = "Sure?";
	pair->after.element_count = 0;
	assert_changes(pair, "confirm dialog opened: 'Sure?'");
}

static void many_changes_are_counted(void **state)
{
	struct pair *pair = *state;
	static char names[40][8];
	struct element *many = arena_take(&pair->after.arena, 40, sizeof *many);
	for (int i = 0; i < 40; i++) {
		many[i] = pair->after.elements[SAMPLE_SAVE];
		many[i].id = (uint32_t)(i < SAMPLE_ELEMENTS ? 100 + i : 1000 + i);
		snprintf(names[i], sizeof names[i], "B%d", i);
		many[i].name = names[i];
	}
	pair->after.elements = many;
	pair->after.element_count = 40;
	char *changes = observation_describe_changes(&pair->before, &pair->after);
	assert_true(strlen(changes) < 350);
	assert_non_null(strstr(changes, "; and "));
	assert_non_null(strstr(changes, " more"));
	free(changes);
}

#define with_pair(test) cmocka_unit_test_setup_teardown(test, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_pair(elements_are_described_by_role_name_and_place),
		with_pair(equal_pages_have_no_changes_and_one_hash),
		with_pair(the_hash_sees_names_values_and_states),
		with_pair(values_and_states_that_changed_are_told),
		with_pair(what_appeared_and_went_is_told_announcements_first),
		with_pair(another_page_is_told_by_its_title),
		with_pair(dialogs_are_told),
		with_pair(many_changes_are_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
