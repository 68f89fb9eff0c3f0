#include "gradient_check.h"
#include "tensor/softmax.h"

static void rows_add_up_to_1_and_keep_their_order(void **state)
{
	(void)state;
	for (size_t T = 1; T <= 40; T++) {
		real *x = new_filled(3 * T, 5, T), *p = new_reals(3 * T);
		memcpy(p, x, 3 * T * sizeof(real));
		softmax_rows(p, 3, T);
		for (size_t n = 0; n < 3; n++) {
			double sum = 0, exact = 0;
			for (size_t j = 0; j < T; j++)
				exact += exp((double)x[n * T + j]);
			for (size_t j = 0; j < T; j++) {
				sum += (double)p[n * T + j];
				assert_float_equal(
					p[n * T + j], exp((double)x[n * T + j]) / exact, 1e-6);
			}
			assert_float_equal(sum, 1, 1e-5);
		}
		free(x);
		free(p);
	}
}

static void scores_far_apart_do_not_overflow(void **state)
{
	(void)state;
	real x[] = {1000, -1000, 0, (real)-INFINITY};
	softmax_rows(x, 1, 4);
	assert_true(x[0] == 1);
	assert_true(x[1] < 1e-37f && x[2] < 1e-37f && x[3] < 1e-37f);
}

static void a_nan_is_not_hidden(void **state)
{
	(void)state;
	for (size_t bad = 0; bad < 11; bad++) {
		real x[11] = {0};
		x[bad] = (real)NAN;
		softmax_rows(x, 1, 11);
		for (size_t j = 0; j < 11; j++)
			assert_true(isnan(x[j]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_add_up_to_1_and_keep_their_order),
		cmocka_unit_test(scores_far_apart_do_not_overflow),
		cmocka_unit_test(a_nan_is_not_hidden),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
