#include "gradient_check.h"

#include <float.h>

static void exp_is_within_three_units_in_the_last_place(void **state)
{
	(void)state;
	double worst = 0;
	for (float x = -87; x <= 88; x += 0.00037f) {
		double exact = exp((double)x);
		double error = fabs((double)real_exp(x) - exact) / exact;
		worst = error > worst ? error : worst;
	}
	if (worst > 3 * FLT_EPSILON / 2)
		fail_msg("worst relative error %g", worst);
}

static void exp_of_0_is_1(void **state)
{
	(void)state;
	assert_true(real_exp(0.0f) == 1);
	assert_true(real_exp(-0.0f) == 1);
}

static void exp_stays_finite_and_normal_at_the_ends(void **state)
{
	(void)state;
	assert_true(isfinite(real_exp(1e30f)));
	assert_true(isfinite(real_exp((real)INFINITY)));
	assert_true(real_exp(-1e30f) >= FLT_MIN);
	assert_true(real_exp((real)-INFINITY) < 2e-38f);
	assert_true(real_exp(88) > 1.6e38f);
}

static void exp_of_nan_is_nan(void **state)
{
	(void)state;
	assert_true(isnan(real_exp((real)NAN)));
}

static void exp_never_falls(void **state)
{
	(void)state;
	float last = 0;
	for (float x = -20; x <= 20; x += 0.0005f) {
		float value = real_exp(x);
		assert_true(value >= last * (1 - FLT_EPSILON));
		last = value;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exp_is_within_three_units_in_the_last_place),
		cmocka_unit_test(exp_of_0_is_1),
		cmocka_unit_test(exp_stays_finite_and_normal_at_the_ends),
		cmocka_unit_test(exp_of_nan_is_nan),
		cmocka_unit_test(exp_never_falls),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
