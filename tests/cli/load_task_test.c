#include "cli/load_task.h"

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
#include <unistd.h>

/* A folder of tasks that goes with the test, and what was logged. */
struct desk {
	char logs[64];
	FILE *notices;
	struct log log;
	struct loaded_task task;
	struct error error;
};

static int open_desk(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));
	strcpy(desk->logs, "/tmp/load-task-test-XXXXXX");
	desk->notices = tmpfile();
	desk->log = (struct log){.stream = desk->notices, .level = LOG_WARNING};
	*state = desk;
	return !mkdtemp(desk->logs) || !desk->notices;
}

static int close_desk(void **state)
{
	struct desk *desk = *state;
	loaded_task_release(&desk->task);
	folder_remove(desk->logs, NULL);
	fclose(desk->notices);
	free(desk);
	return 0;
}

static void copy_file(const char *from, const char *to, const char *name)
{
	char *source = path_join(from, name), *target = path_join(to, name);
	struct bytes content;
	assert_int_equal(file_read(source, 1 << 20, &content, NULL), 0);
	assert_int_equal(file_replace(target, content.data, content.length, 0600, NULL), 0);
	bytes_release(&content);
	free(target);
	free(source);
}

/* A demonstration of the task "book", copied from the data's task `from`. */
static void add_demonstration(struct desk *desk, const char *from, int day)
{
	char *source = memory_format("%s/logs/%s/demo-20260101-120000", TEST_DATA, from);
	char *target = memory_format("%s/book/demo-202601%02d-120000", desk->logs, day);
	assert_int_equal(folder_make(target, 0700, NULL), 0);
	copy_file(source, target, "run.json");
	copy_file(source, target, "steps.jsonl");
	free(target);
	free(source);
}

static int load(struct desk *desk)
{
	return task_load(&desk->task, desk->logs, "book", &desk->log, &desk->error);
}

static bool nothing_was_logged(struct desk *desk)
{
	return ftell(desk->notices) == 0;
}

static void demonstrations_are_loaded_oldest_first(void **state)
{
	struct desk *desk = *state;
	for (int day = 3; day > 0; day--)
		add_demonstration(desk, "book", day);
	assert_int_equal(load(desk), 0);
	assert_int_equal(desk->task.count, 3);
	assert_string_equal(desk->task.demonstrations[0].id, "demo-20260101-120000");
	assert_string_equal(task_newest(&desk->task)->id, "demo-20260103-120000");
	assert_int_equal(task_newest(&desk->task)->step_count, 3);
	assert_true(nothing_was_logged(desk));
}

static void only_the_newest_are_loaded(void **state)
{
	struct desk *desk = *state;
	for (int day = 1; day <= DEMONSTRATIONS_MAXIMUM + 3; day++)
		add_demonstration(desk, "book", day);
	assert_int_equal(load(desk), 0);
	assert_int_equal(desk->task.count, DEMONSTRATIONS_MAXIMUM);
	assert_string_equal(desk->task.demonstrations[0].id, "demo-20260104-120000");
	assert_string_equal(task_newest(&desk->task)->id, "demo-20260111-120000");
}

static void one_that_was_cut_off_is_left_out_with_a_warning(void **state)
{
	struct desk *desk = *state;
	add_demonstration(desk, "book", 1);
	add_demonstration(desk, "cut", 2);
	assert_int_equal(load(desk), 0);
	assert_int_equal(desk->task.count, 1);
	assert_string_equal(task_newest(&desk->task)->id, "demo-20260101-120000");
	assert_false(nothing_was_logged(desk));
}

static void none_that_can_be_followed_is_an_error_of_the_newest(void **state)
{
	struct desk *desk = *state;
	add_demonstration(desk, "cut", 1);
	add_demonstration(desk, "cut", 2);
	assert_int_equal(load(desk), ERROR_INPUT);
	assert_int_equal(desk->task.count, 0);
	assert_non_null(strstr(desk->error.message, "demo-20260102-120000"));
	assert_non_null(strstr(desk->error.message, "apprentice record --task"));
	assert_true(nothing_was_logged(desk));
}

static void an_unknown_task_names_the_nearest(void **state)
{
	struct desk *desk = *state;
	add_demonstration(desk, "book", 1);
	assert_int_equal(task_load(&desk->task, desk->logs, "bok", &desk->log, &desk->error),
		ERROR_NOT_FOUND);
	assert_non_null(strstr(desk->error.message, "Did you mean 'book'?"));
}

static void an_empty_task_is_released(void **state)
{
	(void)state;
	struct loaded_task task = {0};
	loaded_task_release(&task);
	assert_int_equal(task.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			demonstrations_are_loaded_oldest_first, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(only_the_newest_are_loaded, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(
			one_that_was_cut_off_is_left_out_with_a_warning, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(
			none_that_can_be_followed_is_an_error_of_the_newest, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(
			an_unknown_task_names_the_nearest, open_desk, close_desk),
		cmocka_unit_test(an_empty_task_is_released),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
