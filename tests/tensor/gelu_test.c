/* In float, where the exponential is our own and the loop is vector code. */
#include "gradient_check.h"
#include "tensor/gelu.h"

enum { COUNT = 4001 };

static void gelu_and_its_slope_are_right_in_float(void **state)
{
	(void)state;
	real *x = new_reals(COUNT), *y = new_reals(COUNT), *one = new_reals(COUNT);
	for (size_t i = 0; i < COUNT; i++) {
		x[i] = (real)(-10 + 0.005 * (double)i);
		one[i] = 1;
	}
	gelu_forward(x, COUNT, y);
	gelu_backward(x, one, COUNT, one);
	for (size_t i = 0; i < COUNT; i++) {
		double v = (double)x[i], u = 0.79788456080286536 * (v + 0.044715 * v * v * v);
		double du = 0.79788456080286536 * (1 + 3 * 0.044715 * v * v);
		double slope = (1 + tanh(u)) / 2 + v / 2 * (1 - tanh(u) * tanh(u)) * du;
		assert_float_equal(y[i], v / 2 * (1 + tanh(u)), 2e-6);
		assert_float_equal(one[i], slope, 2e-6);
	}
	free(x);
	free(y);
	free(one);
}

static void extremes_are_finite_and_nan_stays_nan(void **state)
{
	(void)state;
	real x[] = {-1e4f, -90, 90, 1e4f, (real)NAN}, one[] = {1, 1, 1, 1, 1}, y[5], dx[5];
	gelu_forward(x, 5, y);
	gelu_backward(x, one, 5, dx);
	assert_true(fabsf(y[0]) < 1e-20f && fabsf(y[1]) < 1e-20f);
	assert_true(y[2] == 90 && y[3] == 1e4f && isnan(y[4]));
	assert_true(dx[2] == 1 && isnan(dx[4]));
	assert_true(fabsf(dx[0]) < 1e-20f && fabsf(dx[1]) < 1e-20f && dx[3] == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gelu_and_its_slope_are_right_in_float),
		cmocka_unit_test(extremes_are_finite_and_nan_stays_nan),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
