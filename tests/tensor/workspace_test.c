#include "gradient_check.h"
#include "tensor/workspace.h"

static void an_empty_workspace_counts(void **state)
{
	(void)state;
	struct workspace room = {0};
	assert_null(workspace_reals(&room, 1));
	assert_null(workspace_take(&room, 65, 1));
	assert_null(workspace_take(&room, 0, 4));
	assert_int_equal(room.used_bytes, 64 + 128);
	assert_false(workspace_fits(&room));
}

static void what_was_counted_can_be_taken(void **state)
{
	(void)state;
	struct workspace room = {0};
	workspace_reals(&room, 100);
	workspace_reals(&room, 7);
	assert_int_equal(workspace_init(&room, room.used_bytes, NULL), 0);
	assert_int_equal(room.used_bytes, 0);
	real *a = workspace_reals(&room, 100), *b = workspace_reals(&room, 7);
	assert_non_null(a);
	assert_non_null(b);
	assert_true((uintptr_t)a % 64 == 0 && (uintptr_t)b % 64 == 0);
	assert_true(b >= a + 100);
	assert_true(workspace_fits(&room));
	workspace_release(&room);
	workspace_release(&room);
}

static void too_much_is_told_until_the_rewind(void **state)
{
	(void)state;
	struct workspace room;
	assert_int_equal(workspace_init(&room, 128, NULL), 0);
	size_t mark = room.used_bytes;
	assert_non_null(workspace_take(&room, 64, 1));
	assert_null(workspace_take(&room, 65, 1));
	assert_null(workspace_take(&room, 1, 1));
	assert_false(workspace_fits(&room));
	workspace_rewind(&room, mark);
	assert_true(workspace_fits(&room));
	assert_non_null(workspace_take(&room, 128, 1));
	workspace_release(&room);
}

static void sizes_beyond_all_memory_do_not_wrap_around(void **state)
{
	(void)state;
	struct workspace room;
	struct error error = {0};
	assert_int_equal(workspace_init(&room, 64, NULL), 0);
	assert_null(workspace_take(&room, SIZE_MAX / 2, 3));
	assert_null(workspace_take(&room, SIZE_MAX, 1));
	assert_null(workspace_take(&room, SIZE_MAX, 1));
	assert_null(workspace_take(&room, 1, 1));
	assert_false(workspace_fits(&room));
	workspace_release(&room);
	assert_int_equal(workspace_init(&room, SIZE_MAX, &error), ERROR_LIMIT);
	assert_int_equal(error.code, ERROR_LIMIT);
	workspace_release(&room);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_workspace_counts),
		cmocka_unit_test(what_was_counted_can_be_taken),
		cmocka_unit_test(too_much_is_told_until_the_rewind),
		cmocka_unit_test(sizes_beyond_all_memory_do_not_wrap_around),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
