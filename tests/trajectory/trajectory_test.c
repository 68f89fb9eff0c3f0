#include "trajectory/trajectory.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each folder below data/ is a trajectory with a file `expected`: what reading it says. */

static char *read_expected(const char *folder)
{
	struct bytes content;
	char *path = path_join(folder, "expected");
	assert_int_equal(file_read(path, 4096, &content, NULL), 0);
	free(path);
	content.data[strcspn(content.data, "\n")] = 0;
	return bytes_take(&content);
}

static size_t each_case(const char *kind, void (*check)(const char *folder, const char *expected))
{
	char *parent = memory_format("%s/%s", TEST_DATA, kind), **names;
	size_t count = 0;
	assert_int_equal(folder_list(parent, &names, NULL), 0);
	for (; names[count]; count++) {
		char *folder = path_join(parent, names[count]);
		char *expected = read_expected(folder);
		check(folder, expected);
		free(expected);
		free(folder);
	}
	file_names_free(names);
	free(parent);
	return count;
}

static void check_malformed(const char *folder, const char *expected)
{
	struct trajectory trajectory;
	struct error error = {0};
	int rc = trajectory_read(&trajectory, folder, &error);
	if (rc != ERROR_INPUT)
		fail_msg("%s gave %d: %s", folder, rc, error.message);
	if (strncmp(error.message, folder, strlen(folder)) != 0 || !strstr(error.message, expected))
		fail_msg("%s said: %s", folder, error.message);
	/* what failed to be read holds nothing */
	assert_null(trajectory.folder);
	assert_int_equal(trajectory.step_count, 0);
	trajectory_release(&trajectory);
}

static void malformed_trajectories_name_file_line_and_field(void **state)
{
	(void)state;
	assert_true(each_case("malformed", check_malformed) >= 50);
}

static void check_readable(const char *folder, const char *expected)
{
	struct trajectory trajectory;
	struct error error = {0};
	char found[64];
	if (trajectory_read(&trajectory, folder, &error))
		fail_msg("%s", error.message);
	snprintf(found, sizeof(found), "%zu step%s%s", trajectory.step_count,
		trajectory.step_count == 1 ? "" : "s", trajectory.truncated ? ", truncated" : "");
	if (strcmp(found, expected) != 0)
		fail_msg("%s has %s, not %s", folder, found, expected);
	trajectory_release(&trajectory);
}

static void whole_and_cut_trajectories_are_read(void **state)
{
	(void)state;
	assert_true(each_case("readable", check_readable) >= 10);
}

static void what_is_no_folder_is_not_found(void **state)
{
	(void)state;
	struct trajectory trajectory;
	struct error error = {0};
	assert_int_equal(trajectory_read(&trajectory, "/nowhere/demo-1", &error), ERROR_NOT_FOUND);
	assert_non_null(strstr(error.message, "/nowhere/demo-1"));
	assert_int_equal(trajectory_read(&trajectory, TEST_DATA "/readable/whole/run.json", &error),
		ERROR_NOT_FOUND);
}

/* A folder in place of a file cannot be read, even by root. */
static void unreadable_files_are_named(void **state)
{
	(void)state;
	char parent[] = "/tmp/apprentice-trajectory-XXXXXX";
	struct trajectory trajectory;
	struct error error = {0};
	assert_non_null(mkdtemp(parent));
	char *run = path_join(parent, "run.json");
	assert_int_equal(mkdir(run, 0700), 0);
	assert_int_equal(trajectory_read(&trajectory, parent, &error), ERROR_IO);
	assert_non_null(strstr(error.message, run));
	rmdir(run);
	char *whole = path_join(TEST_DATA, "readable/whole/run.json");
	assert_int_equal(symlink(whole, run), 0);
	char *steps = path_join(parent, "steps.jsonl");
	assert_int_equal(mkdir(steps, 0700), 0);
	assert_int_equal(trajectory_read(&trajectory, parent, &error), ERROR_IO);
	assert_non_null(strstr(error.message, steps));
	free(run);
	free(whole);
	free(steps);
	folder_remove(parent, NULL);
}

static void the_id_is_the_folders_last_component(void **state)
{
	(void)state;
	struct trajectory trajectory;
	assert_int_equal(trajectory_read(&trajectory, TEST_DATA "/readable/whole//", NULL), 0);
	assert_string_equal(trajectory.id, "whole");
	assert_string_equal(trajectory.task, "order");
	trajectory_release(&trajectory);
}

static void outcomes_have_names(void **state)
{
	(void)state;
	for (int i = OUTCOME_UNKNOWN; i <= OUTCOME_RUNNING; i++) {
		enum outcome outcome;
		assert_true(outcome_from_name(outcome_name((enum outcome)i), &outcome));
		assert_int_equal(outcome, i);
	}
	enum outcome outcome;
	assert_false(outcome_from_name("", &outcome));
	assert_false(outcome_from_name("Success", &outcome));
}

static void a_zeroed_trajectory_can_be_released(void **state)
{
	(void)state;
	struct trajectory trajectory = {0};
	trajectory_release(&trajectory);
	trajectory_release(&trajectory);
}

/* ---- tasks ---- */

static void make_folder(const char *parent, const char *name, bool with_run)
{
	char *folder = path_join(parent, name), *run = path_join(folder, "run.json");
	assert_int_equal(folder_make(folder, 0700, NULL), 0);
	if (with_run)
		assert_int_equal(file_replace(run, "{}", 2, 0600, NULL), 0);
	free(run);
	free(folder);
}

static void demonstrations_are_listed_oldest_first(void **state)
{
	(void)state;
	char logs[] = "/tmp/apprentice-tasks-XXXXXX", **folders, **names;
	struct error error = {0};
	assert_non_null(mkdtemp(logs));
	make_folder(logs, "book/demo-20270102-120000", true);
	make_folder(logs, "book/demo-20270101-130000", true);
	make_folder(logs, "book/demo-20270103-120000", false); /* a crash at the very start */
	make_folder(logs, "book/run-20270101-120000-abcd", true);
	make_folder(logs, "empty", false);
	assert_int_equal(task_demonstrations(logs, "book", &folders, NULL), 0);
	assert_true(text_ends_with(folders[0], "demo-20270101-130000"));
	assert_true(text_ends_with(folders[1], "demo-20270102-120000"));
	assert_null(folders[2]);
	file_names_free(folders);

	assert_int_equal(task_list(logs, &names, NULL), 0);
	assert_string_equal(names[0], "book");
	assert_string_equal(names[1], "empty");
	assert_null(names[2]);
	file_names_free(names);

	assert_int_equal(task_demonstrations(logs, "bok", &folders, &error), ERROR_NOT_FOUND);
	assert_non_null(strstr(error.message, "its tasks are: book, empty"));
	assert_int_equal(task_demonstrations(logs, "empty", &folders, &error), ERROR_NOT_FOUND);
	assert_int_equal(task_demonstrations(logs, "../x", &folders, &error), ERROR_USAGE);
	folder_remove(logs, NULL);
	assert_int_equal(task_demonstrations(logs, "book", &folders, &error), ERROR_NOT_FOUND);
	assert_non_null(strstr(error.message, "it has no tasks"));
	assert_int_equal(task_list(logs, &names, NULL), 0);
	assert_null(names[0]);
	file_names_free(names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(malformed_trajectories_name_file_line_and_field),
		cmocka_unit_test(whole_and_cut_trajectories_are_read),
		cmocka_unit_test(what_is_no_folder_is_not_found),
		cmocka_unit_test(unreadable_files_are_named),
		cmocka_unit_test(the_id_is_the_folders_last_component),
		cmocka_unit_test(outcomes_have_names),
		cmocka_unit_test(a_zeroed_trajectory_can_be_released),
		cmocka_unit_test(demonstrations_are_listed_oldest_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
