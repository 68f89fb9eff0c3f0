#include "gradient_check.h"

static void sums_and_products_are_right_at_every_length(void **state)
{
	(void)state;
	for (size_t count = 0; count <= 67; count++) {
		real *x = new_filled(count, 1, 1), *y = new_filled(count, 1, 2);
		double dot = 0, squares = 0;
		for (size_t i = 0; i < count; i++) {
			dot += (double)x[i] * (double)y[i];
			squares += (double)x[i] * (double)x[i];
		}
		assert_float_equal(vector_dot(x, y, count), dot, 1e-5);
		assert_float_equal(vector_square_sum(x, count), squares, 1e-9);
		free(x);
		free(y);
	}
}

static void adding_and_scaling_reach_every_element_and_no_other(void **state)
{
	(void)state;
	for (size_t count = 0; count <= 19; count++) {
		real x[20], y[20];
		for (size_t i = 0; i < 20; i++) {
			x[i] = (real)i;
			y[i] = 1;
		}
		vector_add(y, x, count);
		vector_add_scaled(y, x, 2, count);
		vector_scale(y, 10, count);
		for (size_t i = 0; i < 20; i++)
			assert_true(y[i] == (i < count ? 10 + 30 * (real)i : 1));
	}
}

static void one_bad_number_anywhere_is_found(void **state)
{
	(void)state;
	const real bad[] = {(real)NAN, (real)INFINITY, (real)-INFINITY};
	real *x = new_filled(37, 3e38, 1);
	assert_true(vector_is_finite(x, 37));
	assert_true(vector_is_finite(x, 0));
	for (size_t i = 0; i < 37; i++)
		for (size_t b = 0; b < 3; b++) {
			real before = x[i];
			x[i] = bad[b];
			assert_false(vector_is_finite(x, 37));
			x[i] = before;
		}
	free(x);
}

static void rows_start_from_carry_and_bias(void **state)
{
	(void)state;
	const real carry[] = {1, 2, 3, 4}, bias[] = {10, 20};
	real y[4] = {(real)NAN, (real)NAN, (real)NAN, (real)NAN};
	vector_start_rows(y, carry, bias, 2, 2);
	assert_memory_equal(y, ((real[]){11, 22, 13, 24}), sizeof(y));
	vector_start_rows(y, NULL, bias, 2, 2);
	assert_memory_equal(y, ((real[]){10, 20, 10, 20}), sizeof(y));
	vector_start_rows(y, y, bias, 2, 2);
	assert_memory_equal(y, ((real[]){20, 40, 20, 40}), sizeof(y));
	vector_start_rows(y, NULL, NULL, 2, 2);
	assert_memory_equal(y, ((real[]){0, 0, 0, 0}), sizeof(y));
	real sum[] = {1, 1};
	vector_add_rows(sum, carry, 2, 2);
	assert_memory_equal(sum, ((real[]){5, 7}), sizeof(sum));
}

static void rows_are_gathered_and_scattered_by_number(void **state)
{
	(void)state;
	const real x[] = {1, 2, 3, 4, 5, 6};
	const size_t row[] = {2, 0, 2};
	real y[6], back[6] = {0};
	vector_gather_rows(y, x, row, 3, 2);
	assert_memory_equal(y, ((real[]){5, 6, 1, 2, 5, 6}), sizeof(y));
	vector_scatter_rows(back, y, row, 3, 2);
	assert_memory_equal(back, ((real[]){1, 2, 0, 0, 10, 12}), sizeof(back));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_and_products_are_right_at_every_length),
		cmocka_unit_test(adding_and_scaling_reach_every_element_and_no_other),
		cmocka_unit_test(one_bad_number_anywhere_is_found),
		cmocka_unit_test(rows_start_from_carry_and_bias),
		cmocka_unit_test(rows_are_gathered_and_scattered_by_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
