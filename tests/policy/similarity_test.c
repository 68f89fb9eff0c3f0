#include "policy/similarity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static struct element element_of(const char *role, const char *name)
{
	return (struct element){.id = 1,
		.group = -1,
		.role = role,
		.name = name,
		.operations = OPERATION_CLICK,
		.value = "",
		.tag = "",
		.type = "",
		.placeholder = "",
		.hint = "",
		.href = "",
		.context = "",
		.like_count = 1,
		.locators = {"", "", "", "", ""}};
}

static struct likeness compare_on(
	const struct element *recorded, const struct element *now, const struct observation *was)
{
	struct observed_frame frame = {.id = "F", .url = "", .name = "", .parent = -1};
	struct observation page = {.frames = &frame, .frame_count = 1};
	struct step step = {
		.observation = was, .target_frame_url = "", .action = {ACTION_CLICK, 1, ""}};
	const struct lexicon *lexicon = lexicon_of(LEXICON_ALL);
	struct wanted wanted;
	struct likeness likeness;
	wanted_init(&wanted, recorded, &step, NULL, NULL, lexicon);
	likeness_measure(&likeness, &wanted, &page, now);
	wanted_release(&wanted);
	assert_true(likeness.score >= 0 && likeness.score <= 1);
	return likeness;
}

static struct likeness compare(const struct element *recorded, const struct element *now)
{
	return compare_on(recorded, now, NULL);
}

static void the_same_element_is_wholly_alike(void **state)
{
	(void)state;
	struct element save = element_of("button", "Save");
	struct likeness likeness = compare(&save, &save);
	assert_float_equal(likeness.score, 1, 1e-9);
	assert_int_equal(likeness.name, NAME_SAME);
	assert_int_equal(likeness.values, VALUES_FIT);
	assert_true(likeness.same_role);
}

static void names_are_graded(void **state)
{
	(void)state;
	struct element recorded = element_of("tab", "Open (12)");
	struct element number = element_of("tab", "Open (3)");
	struct element other = element_of("tab", "Kittens");
	assert_int_equal(compare(&recorded, &number).name, NAME_NUMBERS);
	assert_int_equal(compare(&recorded, &other).name, NAME_OTHER);
	recorded = element_of("button", "Sign in");
	number = element_of("button", "Log in");
	assert_int_equal(compare(&recorded, &number).name, NAME_SYNONYM);
	assert_true(compare(&recorded, &recorded).score > compare(&recorded, &number).score);
	assert_true(compare(&recorded, &number).score > compare(&recorded, &other).score);
}

static void nothing_in_common_is_never_enough(void **state)
{
	(void)state;
	struct element next = element_of("button", "Next");
	struct element previous = element_of("button", "Previous");
	assert_true(compare(&next, &previous).score < 0.5);
}

static void a_stable_attribute_speaks_for_a_stranger(void **state)
{
	(void)state;
	struct element recorded = element_of("button", "Finish");
	struct element now = element_of("button", "Kittens");
	double without = compare(&recorded, &now).score;
	recorded.locators.test_id = now.locators.test_id = "wizard-finish";
	assert_true(compare(&recorded, &now).score > without);
}

static void changed_identifiers_cost_little(void **state)
{
	(void)state;
	struct element recorded = element_of("textbox", "Customer");
	struct element now = recorded;
	recorded.locators.dom_id = "customer-name";
	now.locators.dom_id = "x81h2k9";
	assert_true(compare(&recorded, &now).score > 0.85);
}

static void what_the_recorded_page_has_elsewhere_is_taken(void **state)
{
	(void)state;
	struct element elements[2] = {element_of("button", "Next"), element_of("button", "Print")};
	elements[1].id = 2;
	struct observation was = {.elements = elements, .element_count = 2};
	struct element now = element_of("button", "Print");
	assert_true(compare_on(&elements[0], &now, &was).taken);
	assert_false(compare_on(&elements[1], &now, &was).taken);
}

static void elements_without_names_are_told_by_hints(void **state)
{
	(void)state;
	struct element gear = element_of("button", ""), bell = element_of("button", "");
	gear.hint = "icon-gear";
	bell.hint = "icon-bell";
	assert_int_equal(compare(&gear, &gear).name, NAME_SAME);
	assert_int_equal(compare(&gear, &bell).name, NAME_OTHER);
}

static void operations_are_offered_or_not(void **state)
{
	(void)state;
	struct element button = element_of("button", "x"), text = element_of("text", "x");
	text.operations = 0;
	assert_true(element_offers(&button, OPERATION_CLICK));
	assert_true(element_offers(&button, 0));
	assert_false(element_offers(&button, OPERATION_TYPE | OPERATION_SELECT));
	assert_false(element_offers(&text, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_element_is_wholly_alike),
		cmocka_unit_test(names_are_graded),
		cmocka_unit_test(nothing_in_common_is_never_enough),
		cmocka_unit_test(a_stable_attribute_speaks_for_a_stranger),
		cmocka_unit_test(changed_identifiers_cost_little),
		cmocka_unit_test(what_the_recorded_page_has_elsewhere_is_taken),
		cmocka_unit_test(elements_without_names_are_told_by_hints),
		cmocka_unit_test(operations_are_offered_or_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
