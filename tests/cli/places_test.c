#include "cli/places.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int forget_folder(void **state)
{
	(void)state;
	unsetenv("APPRENTICE_DATA");
	return 0;
}

/* The test's own program lies in the build folder of the source tree. */
static void files_of_the_source_tree_are_found(void **state)
{
	(void)state;
	char *path = NULL;
	struct error error = {0};
	if (place_find("apps/shared", &path, &error))
		fail_msg("%s", error.message);
	assert_true(file_is_folder(path));
	free(path);
}

static void the_folder_that_was_named_comes_first(void **state)
{
	(void)state;
	char folder[] = "/tmp/places-test-XXXXXX";
	assert_non_null(mkdtemp(folder));
	char *apps = path_join(folder, "apps"), *path = NULL;
	assert_int_equal(folder_make(apps, 0700, NULL), 0);
	setenv("APPRENTICE_DATA", folder, 1);
	assert_int_equal(place_find("apps", &path, NULL), 0);
	assert_string_equal(path, apps);
	free(path);
	free(apps);
	assert_int_equal(folder_remove(folder, NULL), 0);
}

static void what_is_nowhere_is_reported_with_the_remedy(void **state)
{
	(void)state;
	char *path = NULL;
	struct error error = {0};
	setenv("APPRENTICE_DATA", "/nonexistent", 1);
	assert_int_equal(place_find("no-such-thing", &path, &error), ERROR_NOT_FOUND);
	assert_null(path);
	assert_non_null(strstr(error.message, "no-such-thing"));
	assert_non_null(strstr(error.message, "APPRENTICE_DATA"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(files_of_the_source_tree_are_found, forget_folder),
		cmocka_unit_test_teardown(the_folder_that_was_named_comes_first, forget_folder),
		cmocka_unit_test_teardown(
			what_is_nowhere_is_reported_with_the_remedy, forget_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
