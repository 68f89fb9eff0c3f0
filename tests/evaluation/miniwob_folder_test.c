#include "evaluation/miniwob.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char pages[] = TEST_DATA "/pages";

static void assert_tasks(const char *const *globs, const char *const *expected)
{
	struct error error = {0};
	char **names = NULL;
	if (miniwob_tasks(pages, globs, &names, &error))
		fail_msg("%s", error.message);
	for (size_t i = 0; expected[i]; i++) {
		assert_non_null(names[i]);
		assert_string_equal(names[i], expected[i]);
		assert_true(expected[i + 1] || !names[i + 1]);
	}
	file_names_free(names);
}

static void assert_refused(const char *html, const char *glob, const char *words)
{
	struct error error = {0};
	char **names = NULL;
	assert_int_equal(miniwob_tasks(html, (const char *const[]){glob, NULL}, &names, &error),
		ERROR_USAGE);
	assert_null(names);
	assert_non_null(strstr(error.message, words));
}

static void tasks_are_the_pages_by_name(void **state)
{
	(void)state;
	assert_tasks(
		(const char *const[]){NULL}, (const char *const[]){"half-reward", "press-colour",
						     "spoken-late", "too-slow", "unseen", NULL});
	assert_tasks((const char *const[]){"too-*", "press-colour", NULL},
		(const char *const[]){"press-colour", "too-slow", NULL});
}

static void a_task_that_is_not_there_is_refused(void **state)
{
	(void)state;
	assert_refused(pages, "press-colors", "'press-colors'");
	assert_refused(pages, "press-colors", "which has 5");
}

static void another_folder_is_refused(void **state)
{
	(void)state;
	assert_refused("/nonexistent", "*", "'/nonexistent' is no folder of MiniWoB++");
	assert_refused(TEST_DATA "/pages/miniwob", "*", "core/core.js");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tasks_are_the_pages_by_name),
		cmocka_unit_test(a_task_that_is_not_there_is_refused),
		cmocka_unit_test(another_folder_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
