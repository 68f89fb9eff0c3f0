#include "gradient_check.h"
#include "tensor/half.h"

/* What a half means, from the standard: (-1)^s · 2^(e - 15) · 1.f, or 2^-14 · 0.f for e = 0. */
static double meaning(uint16_t half)
{
	int exponent = half >> 10 & 31, fraction = half & 1023;
	double magnitude =
		exponent == 0 ? ldexp(fraction, -24) : ldexp(1024 + fraction, exponent - 25);
	return half & 0x8000 ? -magnitude : magnitude;
}

static bool is_infinite_or_nan(uint16_t half)
{
	return (half & 0x7c00) == 0x7c00;
}

static void every_half_is_the_float_it_means(void **state)
{
	(void)state;
	for (uint32_t half = 0; half < 65536; half++) {
		float value = half_to_float((uint16_t)half);
		if (!is_infinite_or_nan((uint16_t)half)) {
			assert_true((double)value == meaning((uint16_t)half));
			assert_true(!signbit(value) == !(half >> 15));
		} else if (half & 0x3ff) {
			assert_true(isnan(value));
		} else {
			assert_true(isinf(value) && !signbit(value) == !(half >> 15));
		}
	}
}

static void every_half_comes_back_from_its_float(void **state)
{
	(void)state;
	for (uint32_t half = 0; half < 65536; half++) {
		uint16_t back = half_from_float(half_to_float((uint16_t)half));
		if (is_infinite_or_nan((uint16_t)half) && half & 0x3ff)
			assert_int_equal(back, half | 0x200); /* NaN, made quiet */
		else
			assert_int_equal(back, half);
	}
}

/* Between each two neighbours: just below the middle, the middle, just above. */
static void floats_round_to_the_nearest_half_and_ties_to_even(void **state)
{
	(void)state;
	for (uint32_t half = 0; half < 0x7c00; half++) {
		uint16_t low = (uint16_t)half, high = (uint16_t)(half + 1);
		double upper = high == 0x7c00 ? 65536 : meaning(high);
		float middle = (float)((meaning(low) + upper) / 2);
		uint16_t even = low & 1 ? high : low;
		assert_int_equal(half_from_float(nextafterf(middle, 0)), low);
		assert_int_equal(half_from_float(middle), even);
		assert_int_equal(half_from_float(nextafterf(middle, INFINITY)), high);
		assert_int_equal(half_from_float(-middle), even | 0x8000);
	}
}

static void what_is_too_large_becomes_infinite_and_too_small_0(void **state)
{
	(void)state;
	assert_int_equal(half_from_float(65519.0f), 0x7bff);
	assert_int_equal(half_from_float(65520.0f), 0x7c00);
	assert_int_equal(half_from_float(-3e38f), 0xfc00);
	assert_int_equal(half_from_float((float)INFINITY), 0x7c00);
	assert_int_equal(half_from_float(0x1p-25f), 0);
	assert_int_equal(half_from_float(1e-45f), 0);
	assert_int_equal(half_from_float(-0.0f), 0x8000);
	assert_true(half_to_float(0x7bff) == HALF_MAXIMUM);
}

static void nan_stays_nan(void **state)
{
	(void)state;
	for (uint32_t payload = 1; payload < 0x800000; payload = payload * 2 + 1) {
		uint32_t bits = 0x7f800000 | payload;
		float value;
		memcpy(&value, &bits, sizeof(value));
		assert_true(isnan(half_to_float(half_from_float(value))));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_half_is_the_float_it_means),
		cmocka_unit_test(every_half_comes_back_from_its_float),
		cmocka_unit_test(floats_round_to_the_nearest_half_and_ties_to_even),
		cmocka_unit_test(what_is_too_large_becomes_infinite_and_too_small_0),
		cmocka_unit_test(nan_stays_nan),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
