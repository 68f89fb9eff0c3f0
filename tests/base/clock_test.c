#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <time.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static void clock_never_runs_backwards(void **state)
{
	(void)state;
	int64_t before = clock_now_us();
	for (int i = 0; i < 1000; i++) {
		int64_t now = clock_now_us();
		assert_true(now >= before);
		before = now;
	}
	int64_t ms = clock_now_ms();
	assert_true(ms >= before / 1000);
}

static void deadline_in_the_past_has_nothing_left(void **state)
{
	(void)state;
	assert_int_equal(deadline_left_ms(deadline_in(0)), 0);
	assert_int_equal(deadline_left_ms(deadline_in(-5)), 0);
	assert_int_equal(deadline_left_ms(0), 0);
	assert_true(deadline_in(-1000000) > 0);
}

static void deadline_in_the_future_has_at_most_its_duration_left(void **state)
{
	(void)state;
	int64_t left = deadline_left_ms(deadline_in(3600000));
	assert_true(left > 0 && left <= 3600000);
}

static void deadline_in_does_not_overflow(void **state)
{
	(void)state;
	assert_true(deadline_in(INT64_MAX) == INT64_MAX);
	assert_true(deadline_left_ms(INT64_MAX) > 0);
}

static void deadline_earlier_takes_the_smaller(void **state)
{
	(void)state;
	assert_int_equal(deadline_earlier(5, 7), 5);
	assert_int_equal(deadline_earlier(7, 5), 5);
}

static void assert_shape(const char *text, const char *shape)
{
	assert_int_equal(strlen(text), strlen(shape));
	for (; *shape; shape++, text++)
		assert_true(*shape == '0' ? *text >= '0' && *text <= '9' : *shape == *text);
}

static void clock_utc_has_its_two_forms(void **state)
{
	(void)state;
	char iso[32], compact[20];
	clock_utc_iso(iso);
	assert_true(clock_wall_ms() / 1000 >= (int64_t)time(NULL) - 1);
	clock_utc_compact(compact);
	assert_shape(iso, "0000-00-00T00:00:00.000Z");
	assert_shape(compact, "00000000-000000");
	assert_true(strcmp(iso, "2024") > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clock_never_runs_backwards),
		cmocka_unit_test(deadline_in_the_past_has_nothing_left),
		cmocka_unit_test(deadline_in_the_future_has_at_most_its_duration_left),
		cmocka_unit_test(deadline_in_does_not_overflow),
		cmocka_unit_test(deadline_earlier_takes_the_smaller),
		cmocka_unit_test(clock_utc_has_its_two_forms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
