#include "base/interval.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_interval(struct interval interval, double low, double high)
{
	if (fabs(interval.low - low) > 5e-4 || fabs(interval.high - high) > 5e-4)
		fail_msg("%.4f to %.4f instead of %.4f to %.4f", interval.low, interval.high, low,
			high);
}

/* Values from Wilson's formula, as published tables give them. */
static void a_rate_has_the_interval_of_wilson(void **state)
{
	(void)state;
	assert_interval(interval_of_rate(5, 10), 0.2366, 0.7634);
	assert_interval(interval_of_rate(20, 25), 0.6087, 0.9114);
}

static void nothing_and_everything_leave_room_for_doubt(void **state)
{
	(void)state;
	assert_interval(interval_of_rate(0, 10), 0, 0.2775);
	assert_interval(interval_of_rate(10, 10), 0.7225, 1);
	assert_interval(interval_of_rate(0, 0), 0, 1);
}

/* Mean 0.5, standard deviation 0.5774, standard error 0.2887. */
static void a_mean_has_the_interval_of_its_standard_error(void **state)
{
	(void)state;
	const double rates[] = {0, 0, 1, 1}, narrow[] = {0.4, 0.5, 0.6};
	assert_interval(interval_of_mean(rates, 4), 0, 1);
	assert_interval(interval_of_mean(narrow, 3), 0.3868, 0.6132);
}

static void one_value_says_nothing_of_others(void **state)
{
	(void)state;
	const double rates[] = {0.5};
	assert_interval(interval_of_mean(rates, 1), 0, 1);
	assert_interval(interval_of_mean(rates, 0), 0, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rate_has_the_interval_of_wilson),
		cmocka_unit_test(nothing_and_everything_leave_room_for_doubt),
		cmocka_unit_test(a_mean_has_the_interval_of_its_standard_error),
		cmocka_unit_test(one_value_says_nothing_of_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
