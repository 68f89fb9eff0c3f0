#include "gradient_check.h"
#include "tensor/norm.h"

enum { N = 3, D = 7 };

struct fixture {
	struct tensors table;
	struct norm norm;
	real *values, *x, *pull, *y, *statistics;
};

static double loss(void *context)
{
	struct fixture *f = context;
	struct weights weights = {.backbone = f->values};
	norm_forward(&f->norm, &weights, f->x, N, f->y, f->statistics);
	return vector_dot(f->y, f->pull, N * D);
}

static void setup(struct fixture *f)
{
	*f = (struct fixture){0};
	norm_declare(&f->norm, &f->table, "norm", D);
	f->values = tensors_buffer_new(&f->table);
	fill(f->values, f->table.total, 1, 1);
	f->x = new_filled(N * D, 2, 2);
	f->pull = new_filled(N * D, 1, 3);
	f->y = new_reals(N * D);
	f->statistics = new_reals(2 * N);
}

static void teardown(struct fixture *f)
{
	tensors_release(&f->table);
	free(f->values);
	free(f->x);
	free(f->pull);
	free(f->y);
	free(f->statistics);
}

static void norm_slopes_agree_with_differences(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	struct gradient gradient;
	assert_int_equal(gradient_init(&gradient, &f.table, NULL), 0);
	struct weights weights = {.backbone = f.values};
	real *dx = new_reals(N * D);
	loss(&f);
	norm_backward(&f.norm, &weights, &(struct gradients){&gradient, NULL}, f.x, f.statistics,
		f.pull, N, NULL, dx);
	gradient_check("x", f.x, dx, N * D, loss, &f);
	gradient_check_table(&f.table, f.values, gradient.values, loss, &f);
	free(dx);
	gradient_release(&gradient);
	teardown(&f);
}

static void norm_backward_carries_and_may_write_over_its_input(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	struct weights weights = {.backbone = f.values};
	struct gradients frozen = {NULL, NULL};
	real *dx = new_reals(N * D), *carry = new_filled(N * D, 1, 9);
	loss(&f);
	norm_backward(&f.norm, &weights, &frozen, f.x, f.statistics, f.pull, N, NULL, dx);
	real *expected = new_reals(N * D);
	for (size_t i = 0; i < N * D; i++)
		expected[i] = carry[i] + dx[i];
	norm_backward(&f.norm, &weights, &frozen, f.x, f.statistics, f.pull, N, carry, carry);
	for (size_t i = 0; i < N * D; i++)
		assert_float_equal(carry[i], expected[i], 1e-14);
	norm_backward(&f.norm, &weights, &frozen, f.x, f.statistics, f.pull, N, NULL, f.pull);
	assert_memory_equal(f.pull, dx, N * D * sizeof(real));
	free(dx);
	free(carry);
	free(expected);
	teardown(&f);
}

static void norm_gives_rows_of_mean_0_and_variance_1(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	tensors_start(&f.table, f.values, NULL); /* ones and zeros: nothing is drawn */
	loss(&f);
	for (size_t n = 0; n < N; n++) {
		double sum = 0, squares = 0;
		for (size_t d = 0; d < D; d++) {
			sum += f.y[n * D + d];
			squares += f.y[n * D + d] * f.y[n * D + d];
		}
		assert_float_equal(sum, 0, 1e-12);
		assert_float_equal(squares / D, 1, 1e-4);
	}
	teardown(&f);
}

static void norm_of_a_constant_row_is_its_bias(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	for (size_t i = 0; i < N * D; i++)
		f.x[i] = 3;
	loss(&f);
	for (size_t d = 0; d < D; d++)
		assert_float_equal(f.y[d], f.values[f.norm.bias + d], 1e-12);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(norm_slopes_agree_with_differences),
		cmocka_unit_test(norm_backward_carries_and_may_write_over_its_input),
		cmocka_unit_test(norm_gives_rows_of_mean_0_and_variance_1),
		cmocka_unit_test(norm_of_a_constant_row_is_its_bias),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
