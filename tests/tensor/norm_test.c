/* In float, at every remainder of the vector width. */
#include "gradient_check.h"
#include "tensor/norm.h"

static void rows_of_every_width_are_normalised(void **state)
{
	(void)state;
	for (size_t D = 1; D <= 40; D++) {
		struct tensors table = {0};
		struct norm norm;
		norm_declare(&norm, &table, "norm", D);
		real *values = tensors_buffer_new(&table), *x = new_filled(3 * D, 2, D);
		real *y = new_reals(3 * D), statistics[6];
		fill(values, table.total, 1, 1);
		norm_forward(&norm, &(struct weights){.backbone = values}, x, 3, y, statistics);
		for (size_t n = 0; n < 3; n++) {
			double mean = 0, variance = 0;
			for (size_t d = 0; d < D; d++)
				mean += (double)x[n * D + d] / (double)D;
			for (size_t d = 0; d < D; d++)
				variance += pow((double)x[n * D + d] - mean, 2) / (double)D;
			for (size_t d = 0; d < D; d++) {
				double expected = ((double)x[n * D + d] - mean) /
							  sqrt(variance + 1e-5) *
							  (double)values[norm.weight + d] +
						  (double)values[norm.bias + d];
				assert_float_equal(y[n * D + d], expected, 1e-5);
			}
		}
		free(values);
		free(x);
		free(y);
		tensors_release(&table);
	}
}

/* A large mean does not eat the digits of the variance. */
static void a_row_far_from_0_is_normalised_as_well(void **state)
{
	(void)state;
	struct tensors table = {0};
	struct norm norm;
	norm_declare(&norm, &table, "norm", 2);
	real *values = tensors_buffer_new(&table), x[] = {100001, 100003}, y[2], statistics[2];
	tensors_start(&table, values, NULL);
	norm_forward(&norm, &(struct weights){.backbone = values}, x, 1, y, statistics);
	assert_float_equal(y[0], -1, 1e-4);
	assert_float_equal(y[1], 1, 1e-4);
	free(values);
	tensors_release(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_every_width_are_normalised),
		cmocka_unit_test(a_row_far_from_0_is_normalised_as_well),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
