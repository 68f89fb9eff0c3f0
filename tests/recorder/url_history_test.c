#include "recorder/url_history.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void history_tells_back_from_forward(void **state)
{
	struct url_history history = {0};

	(void)state;
	url_history_push(&history, "a");
	url_history_push(&history, "b");
	url_history_push(&history, "c");
	assert_true(url_history_traverse(&history, "b"));
	assert_false(url_history_traverse(&history, "c"));
	assert_true(url_history_traverse(&history, "b"));
	assert_true(url_history_traverse(&history, "a"));
	url_history_release(&history);
}

static void history_tells_a_jump_from_a_step(void **state)
{
	struct url_history history = {0};

	(void)state;
	url_history_push(&history, "a");
	url_history_push(&history, "b");
	url_history_push(&history, "c");
	assert_false(url_history_traverse(&history, "a"));
	assert_int_equal(history.position, 0);
	assert_false(url_history_traverse(&history, "elsewhere"));
	assert_int_equal(history.position, 0);
	url_history_release(&history);
}

static void history_forgets_what_lay_ahead(void **state)
{
	struct url_history history = {0};

	(void)state;
	url_history_push(&history, "a");
	url_history_push(&history, "b");
	url_history_traverse(&history, "a");
	url_history_push(&history, "c");
	assert_int_equal(history.count, 2);
	url_history_replace(&history, "d");
	assert_int_equal(history.count, 2);
	assert_string_equal(history.urls[1], "d");
	url_history_release(&history);
}

static void history_begins_anywhere(void **state)
{
	struct url_history history = {0};

	(void)state;
	assert_true(url_history_traverse(&history, "before the recording"));
	url_history_replace(&history, "a");
	assert_int_equal(history.count, 1);
	url_history_release(&history);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(history_tells_back_from_forward),
		cmocka_unit_test(history_tells_a_jump_from_a_step),
		cmocka_unit_test(history_forgets_what_lay_ahead),
		cmocka_unit_test(history_begins_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
