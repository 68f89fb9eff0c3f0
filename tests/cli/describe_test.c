#include "cli/describe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void shell_words_are_quoted_where_they_must_be(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"plain-1.2/x:y", "plain-1.2/x:y"},
		{"", "''"},
		{"two words", "'two words'"},
		{"it's", "'it'\\''s'"},
		{"'", "''\\'''"},
		{"$HOME `id`", "'$HOME `id`'"},
		{"Blü", "'Blü'"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *word = describe_shell_word(cases[i][0]);
		assert_string_equal(word, cases[i][1]);
		free(word);
	}
}

/* What the shell makes of the word is the text again. */
static void shell_words_are_understood_by_the_shell(void **state)
{
	(void)state;
	static const char text[] = "a'b''c \"d\" $e \\ `f` *";
	char *word = describe_shell_word(text), command[256], back[128] = "";
	snprintf(command, sizeof(command), "printf %%s %s", word);
	FILE *shell = popen(command, "r");
	assert_non_null(shell);
	assert_non_null(fgets(back, sizeof(back), shell));
	assert_int_equal(pclose(shell), 0);
	assert_string_equal(back, text);
	free(word);
}

static void secret_variables_are_upper_case(void **state)
{
	(void)state;
	char *variable = describe_secret_variable("card-number_2");
	assert_string_equal(variable, "APPRENTICE_SECRET_CARD_NUMBER_2");
	free(variable);
}

static void a_step_without_its_page_is_described_by_its_target(void **state)
{
	(void)state;
	struct element target = {.role = "textbox", .name = "Room"};
	struct step step = {
		.action = {.kind = ACTION_TYPE, .element = 4, .value = "Blue"}, .target = &target};
	char *words = describe_step(&step);
	assert_string_equal(words, "type 'Blue' into textbox 'Room'");
	free(words);
	step = (struct step){.action = {.kind = ACTION_BACK, .value = ""}};
	words = describe_step(&step);
	assert_string_equal(words, "go back");
	free(words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shell_words_are_quoted_where_they_must_be),
		cmocka_unit_test(shell_words_are_understood_by_the_shell),
		cmocka_unit_test(secret_variables_are_upper_case),
		cmocka_unit_test(a_step_without_its_page_is_described_by_its_target),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
