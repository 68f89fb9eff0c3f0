#include "policy/role.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const roles[] = {"button", "link", "checkbox", "switch", "radio", "option",
	"combobox", "listbox", "textbox", "searchbox", "spinbutton", "slider", "tab", "menuitem",
	"row", "gridcell", "text", "generic", "heading", "dialog", "no such role", ""};

static void role_similarity_is_symmetric_and_bounded(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++) {
		for (size_t j = 0; j < sizeof(roles) / sizeof(*roles); j++) {
			double similarity = role_similarity(roles[i], roles[j]);
			assert_float_equal(similarity, role_similarity(roles[j], roles[i]), 0);
			assert_true(similarity >= 0 && similarity <= 1);
			assert_int_equal(similarity == 1, i == j);
		}
	}
}

static void stand_ins_are_closer_than_strangers(void **state)
{
	(void)state;
	assert_true(role_similarity("button", "link") > role_similarity("button", "checkbox"));
	assert_true(role_similarity("checkbox", "switch") > role_similarity("checkbox", "radio"));
	assert_true(role_similarity("textbox", "searchbox") > role_similarity("textbox", "slider"));
	assert_float_equal(role_similarity("button", "textbox"), 0, 0);
}

static void choices_are_told_from_what_opens_them(void **state)
{
	(void)state;
	assert_true(role_is_choice("radio"));
	assert_true(role_is_choice("option"));
	assert_false(role_is_choice("button"));
	assert_true(role_opens_list("combobox"));
	assert_false(role_opens_list("option"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(role_similarity_is_symmetric_and_bounded),
		cmocka_unit_test(stand_ins_are_closer_than_strangers),
		cmocka_unit_test(choices_are_told_from_what_opens_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
