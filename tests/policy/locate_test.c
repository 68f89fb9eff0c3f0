#include "policy/locate.h"

#include "base/file.h"
#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Each file of data/ is a page as it was recorded, the page now, and what must be found of the one
 * on the other: {"target": id, "action": kind, "finds": id, "rung": n} or "ambiguous" or "nothing".
 */

struct fixture {
	const char *name;
	json_t *json;
	struct observation recorded, now;
	struct parameters demonstrated;
	struct binding binding;
	const struct lexicon *lexicon;
};

static void fixture_open(struct fixture *fixture, const char *name)
{
	struct bytes content;
	struct error error = {0};
	char *path = memory_format("%s/%s", TEST_DATA "/locate", name);
	*fixture = (struct fixture){.name = name, .lexicon = lexicon_of(LEXICON_ALL)};
	assert_int_equal(file_read(path, 1 << 20, &content, NULL), 0);
	fixture->json = json_parse(content.data, content.length, &error);
	if (!fixture->json ||
		observation_from_json(
			&fixture->recorded, json_at(fixture->json, "recorded"), &error) ||
		observation_from_json(&fixture->now, json_at(fixture->json, "now"), &error))
		fail_msg("%s: %s", name, error.message);
	json_t *demonstrated = json_at(fixture->json, "demonstrated");
	parameters_init(&fixture->demonstrated);
	if (demonstrated &&
		(parameters_from_json(
			 &fixture->demonstrated, json_at(demonstrated, "parameters"), &error) ||
			binding_make(&fixture->binding, json_text_at(demonstrated, "goal", ""),
				&fixture->demonstrated, json_text_at(fixture->json, "goal", NULL),
				NULL, &error)))
		fail_msg("%s: %s", name, error.message);
	bytes_release(&content);
	free(path);
}

static void fixture_close(struct fixture *fixture)
{
	observation_release(&fixture->recorded);
	observation_release(&fixture->now);
	binding_release(&fixture->binding);
	parameters_release(&fixture->demonstrated);
	json_decref(fixture->json);
}

static const char *describe_matches(const struct match *matches, size_t count)
{
	static char text[1000];
	size_t used = 0;
	text[0] = 0;
	for (size_t i = 0; i < count && used < sizeof(text); i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
			"; #%u %s '%s' %.3f rung %d", matches[i].element->id,
			matches[i].element->role, matches[i].element->name, matches[i].score,
			matches[i].rung);
	return text;
}

static bool check_case(const struct fixture *fixture, const json_t *it)
{
	struct match matches[MATCHES_MAXIMUM];
	struct wanted wanted;
	const struct element *target =
		observation_find(&fixture->recorded, (uint32_t)json_integer_at(it, "target", 0));
	assert_non_null(target);
	struct step step = {.observation = &fixture->recorded,
		.target = target,
		.action = {action_kind_from_name(json_text_at(it, "action", "")), target->id, ""},
		.target_frame_url = json_text_at(it, "frame_url", "")};
	bool bound = json_at(fixture->json, "demonstrated") != NULL;
	wanted_init(
		&wanted, target, &step, bound ? &fixture->binding : NULL, NULL, fixture->lexicon);
	size_t count = locate(&fixture->now, &wanted, matches, MATCHES_MAXIMUM);
	enum match_verdict verdict = match_judge(matches, count);
	wanted_release(&wanted);

	uint32_t finds = (uint32_t)json_integer_at(it, "finds", 0);
	int rung = (int)json_integer_at(it, "rung", 0);
	enum match_verdict expected = json_bool_at(it, "ambiguous", false) ? MATCH_SEVERAL
				      : json_bool_at(it, "nothing", false) ? MATCH_NONE
									   : MATCH_CLEAR;
	bool right = verdict == expected &&
		     (verdict != MATCH_CLEAR || (matches[0].element->id == finds &&
							(!rung || matches[0].rung == rung)));
	if (!right)
		print_error("%s, %s: verdict %d%s\n", fixture->name, json_text_at(it, "what", ""),
			verdict, describe_matches(matches, count));
	return right;
}

static void recorded_elements_are_found_again(void **state)
{
	(void)state;
	char **names;
	size_t files = 0, wrong = 0;
	assert_int_equal(folder_list(TEST_DATA "/locate", &names, NULL), 0);
	for (; names[files]; files++) {
		struct fixture fixture;
		size_t index;
		json_t *it;
		fixture_open(&fixture, names[files]);
		json_array_foreach(json_at(fixture.json, "cases"), index, it)
		{
			wrong += !check_case(&fixture, it);
		}
		fixture_close(&fixture);
	}
	assert_int_equal(wrong, 0);
	assert_true(files >= 12);
	file_names_free(names);
}

/* Whatever was recorded is found on the page it was recorded on, if its own name, place or row tells
 * it from all others there. */
static void every_element_finds_itself(void **state)
{
	(void)state;
	char **names;
	size_t wrong = 0;
	assert_int_equal(folder_list(TEST_DATA "/locate", &names, NULL), 0);
	for (size_t file = 0; names[file]; file++) {
		struct fixture fixture;
		fixture_open(&fixture, names[file]);
		for (size_t i = 0; i < fixture.recorded.element_count; i++) {
			const struct element *target = &fixture.recorded.elements[i];
			struct step step = {.observation = &fixture.recorded,
				.target = target,
				.action = {ACTION_CLICK, target->id, ""},
				.target_frame_url = target->frame ? "http://app.test/form" : ""};
			struct match matches[MATCHES_MAXIMUM];
			struct wanted wanted;
			if (!(target->operations & OPERATION_CLICK))
				continue;
			wanted_init(&wanted, target, &step, NULL, NULL, fixture.lexicon);
			size_t count = locate(&fixture.recorded, &wanted, matches, MATCHES_MAXIMUM);
			if (match_judge(matches, count) != MATCH_CLEAR ||
				matches[0].element != target)
				wrong++, print_error("%s, #%u '%s'%s\n", names[file], target->id,
						 target->name, describe_matches(matches, count));
			wanted_release(&wanted);
		}
		fixture_close(&fixture);
	}
	assert_int_equal(wrong, 0);
	file_names_free(names);
}

static void an_empty_page_has_nothing(void **state)
{
	(void)state;
	struct fixture fixture;
	struct observation empty = {.url = "", .text = ""};
	struct match matches[MATCHES_MAXIMUM];
	struct wanted wanted;
	fixture_open(&fixture, "login_moved.json");
	struct step step = {.observation = &fixture.recorded,
		.target = &fixture.recorded.elements[0],
		.action = {ACTION_CLICK, 1, ""},
		.target_frame_url = ""};
	wanted_init(&wanted, step.target, &step, NULL, NULL, fixture.lexicon);
	assert_int_equal(locate(&empty, &wanted, matches, MATCHES_MAXIMUM), 0);
	assert_int_equal(match_judge(matches, 0), MATCH_NONE);
	wanted_release(&wanted);
	fixture_close(&fixture);
}

static void a_list_item_goes_before_the_binding(void **state)
{
	(void)state;
	struct fixture fixture;
	char from[] = "Blue shirt", to[] = "Green jeans";
	struct replacement item = {from, to, 1};
	struct match matches[MATCHES_MAXIMUM];
	struct wanted wanted;
	fixture_open(&fixture, "product_cards.json");
	const struct element *target = &fixture.recorded.elements[2];
	assert_string_equal(target->role, "button");
	struct step step = {.observation = &fixture.recorded,
		.target = target,
		.action = {ACTION_CLICK, target->id, ""},
		.target_frame_url = ""};
	wanted_init(&wanted, target, &step, &fixture.binding, &item, fixture.lexicon);
	size_t count = locate(&fixture.now, &wanted, matches, MATCHES_MAXIMUM);
	assert_int_equal(match_judge(matches, count), MATCH_CLEAR);
	assert_non_null(strstr(matches[0].element->context, "Green jeans"));
	wanted_release(&wanted);
	fixture_close(&fixture);
}

static void literal_locators_are_taken_in_their_order(void **state)
{
	(void)state;
	struct element elements[] = {
		{.id = 1, .role = "button", .name = "A", .locators = {"", "x", "", "", "p1"}},
		{.id = 2, .role = "button", .name = "B", .locators = {"t", "y", "n", "", "p2"}},
		{.id = 3, .role = "button", .name = "C", .locators = {"", "y", "n", "", "p3"}},
	};
	struct observation page = {.elements = elements, .element_count = 3};
	struct element target = {.role = "link", .name = "Z", .locators = {"t", "x", "", "", "p3"}};
	struct step step = {.target = &target};
	assert_int_equal(locate_literally(&page, &step)->id, 2);
	target.locators.test_id = "gone";
	assert_int_equal(locate_literally(&page, &step)->id, 1);
	target.locators.dom_id = "gone";
	assert_int_equal(locate_literally(&page, &step)->id, 3);
	target.locators.path = "gone";
	assert_null(locate_literally(&page, &step));
	target.locators.dom_id = "y";
	assert_int_equal(locate_literally(&page, &step)->id, 2);
	step.target = NULL;
	assert_null(locate_literally(&page, &step));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(recorded_elements_are_found_again),
		cmocka_unit_test(every_element_finds_itself),
		cmocka_unit_test(an_empty_page_has_nothing),
		cmocka_unit_test(a_list_item_goes_before_the_binding),
		cmocka_unit_test(literal_locators_are_taken_in_their_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
