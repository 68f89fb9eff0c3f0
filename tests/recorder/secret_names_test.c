#include "recorder/secret_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void check(struct secret_names *names, const char *host, const char *words, const char *key,
	const char *expected)
{
	assert_string_equal(secret_names_take(names, host, words, key), expected);
}

static void fields_of_one_host_have_names_of_their_own(void **state)
{
	struct secret_names names = {0};

	(void)state;
	check(&names, "a.example", "code", "first", "code");
	check(&names, "a.example", "code", "second", "code_2");
	check(&names, "a.example", "code", "third", "code_3");
	check(&names, "b.example", "code", "second", "code");
	secret_names_release(&names);
}

static void a_field_that_comes_again_keeps_its_name(void **state)
{
	struct secret_names names = {0};

	(void)state;
	check(&names, "a.example", "password", "login", "password");
	check(&names, "a.example", "password", "again", "password_2");
	check(&names, "a.example", "password", "login", "password");
	check(&names, "a.example", "password", "again", "password_2");
	check(&names, "a.example", "password", "", "password");
	secret_names_release(&names);
}

static void a_number_in_a_label_is_not_taken_for_ours(void **state)
{
	struct secret_names names = {0};

	(void)state;
	check(&names, "a.example", "code_2", "x", "code_2");
	check(&names, "a.example", "code", "y", "code");
	check(&names, "a.example", "code", "z", "code_3");
	secret_names_release(&names);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_of_one_host_have_names_of_their_own),
		cmocka_unit_test(a_field_that_comes_again_keeps_its_name),
		cmocka_unit_test(a_number_in_a_label_is_not_taken_for_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
