#include "gradient_check.h"
#include "tensor/schedule.h"

static void the_rate_climbs_to_its_peak_and_falls_to_its_floor(void **state)
{
	(void)state;
	struct schedule schedule = {.peak = 1, .floor = 0.1, .warm_up = 4, .total = 12};
	const double expected[] = {0.25, 0.5, 0.75, 1, 1};
	for (uint64_t i = 0; i < 5; i++)
		assert_float_equal(schedule_rate(&schedule, i), expected[i], 1e-12);
	assert_float_equal(schedule_rate(&schedule, 8), 0.55, 1e-12); /* half way down */
	assert_float_equal(schedule_rate(&schedule, 10), 0.1 + 0.9 * (1 - sqrt(0.5)) / 2, 1e-12);
	assert_float_equal(schedule_rate(&schedule, 12), 0.1, 1e-12);
	assert_float_equal(schedule_rate(&schedule, 1000000), 0.1, 1e-12);
	for (uint64_t i = 4; i < 12; i++)
		assert_true(schedule_rate(&schedule, i + 1) < schedule_rate(&schedule, i));
}

static void without_warm_up_the_first_step_is_at_the_peak(void **state)
{
	(void)state;
	struct schedule schedule = {.peak = 2, .total = 10};
	assert_float_equal(schedule_rate(&schedule, 0), 2, 1e-12);
	assert_float_equal(schedule_rate(&schedule, 10), 0, 1e-12);
}

static void without_an_end_the_rate_stays_at_the_peak(void **state)
{
	(void)state;
	struct schedule schedule = {.peak = 2, .warm_up = 2};
	assert_float_equal(schedule_rate(&schedule, 0), 1, 1e-12);
	assert_float_equal(schedule_rate(&schedule, 2), 2, 1e-12);
	assert_float_equal(schedule_rate(&schedule, UINT64_MAX), 2, 1e-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rate_climbs_to_its_peak_and_falls_to_its_floor),
		cmocka_unit_test(without_warm_up_the_first_step_is_at_the_peak),
		cmocka_unit_test(without_an_end_the_rate_stays_at_the_peak),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
