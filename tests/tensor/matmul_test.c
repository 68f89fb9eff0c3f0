#include "gradient_check.h"
#include "tensor/matmul.h"

enum { M = 5, K = 7, O = 3 }; /* out[M][O] */

static double at(struct matrix m, size_t row, size_t column)
{
	return (double)(m.transposed ? m.at[column * m.stride + row]
				     : m.at[row * m.stride + column]);
}

static void check(struct matrix a, struct matrix b)
{
	real out[M * (O + 2)];
	fill(out, M * (O + 2), 1, 3);
	real before[M * (O + 2)];
	memcpy(before, out, sizeof(out));
	matmul(out, O + 2, a, b, 2, (real)0.5);
	for (size_t m = 0; m < M; m++)
		for (size_t o = 0; o < O + 2; o++) {
			double sum = 0;
			for (size_t k = 0; o < O && k < K; k++)
				sum += at(a, m, k) * at(b, k, o);
			double old = (double)before[m * (O + 2) + o];
			double expected = o < O ? 2 * sum + 0.5 * old : old;
			assert_float_equal(out[m * (O + 2) + o], expected, 1e-5);
		}
}

static void products_read_operands_as_told(void **state)
{
	(void)state;
	real *a = new_filled(M * K, 1, 1), *b = new_filled(K * O, 1, 2);
	check(matrix_of(a, M, K), matrix_of(b, K, O));
	check(matrix_transposed(matrix_of(a, K, M)), matrix_of(b, K, O));
	check(matrix_of(a, M, K), matrix_transposed(matrix_of(b, O, K)));
	check(matrix_transposed(matrix_of(a, K, M)), matrix_transposed(matrix_of(b, O, K)));
	free(a);
	free(b);
}

static void products_of_parts_keep_to_their_columns(void **state)
{
	(void)state;
	real *a = new_filled(M * (K + 4), 1, 1), *b = new_filled(O * (K + 1), 1, 2);
	check(matrix_part(a + 2, M, K, K + 4), matrix_transposed(matrix_part(b + 1, O, K, K + 1)));
	free(a);
	free(b);
}

/* Odd ones, and around the sizes at which another way of computing is taken. */
static void products_are_right_at_all_kinds_of_sizes(void **state)
{
	(void)state;
	static const size_t sizes[][3] = {{1, 1, 1}, {6, 256, 16}, {7, 257, 17}, {5, 255, 15},
		{241, 4, 33}, {12, 512, 32}, {11, 513, 31}, {480, 3, 1}, {2, 600, 40}, {19, 24, 24},
		{14, 8, 8}, {13, 9, 23}, {8, 256, 9}};
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		for (int way = 0; way < 4; way++) {
			size_t m = sizes[i][0], k = sizes[i][1], n = sizes[i][2];
			real *a = new_filled(m * k, 1, i), *b = new_filled(k * n, 1, i + 50);
			real *out = new_reals(m * n);
			struct matrix left = way & 1 ? matrix_transposed(matrix_of(a, k, m))
						     : matrix_of(a, m, k);
			struct matrix right = way & 2 ? matrix_transposed(matrix_of(b, n, k))
						      : matrix_of(b, k, n);
			matmul(out, n, left, right, 1, 0);
			for (size_t p = 0; p < m * n; p++) {
				double sum = 0;
				for (size_t q = 0; q < k; q++)
					sum += at(left, p / n, q) * at(right, q, p % n);
				assert_float_equal(out[p], sum, 1e-4);
			}
			free(a);
			free(b);
			free(out);
		}
}

static void keep_0_does_not_read_what_was_there(void **state)
{
	(void)state;
	real a[] = {1, 2}, b[] = {3, 4}, out[1] = {(real)NAN};
	matmul(out, 1, matrix_of(a, 1, 2), matrix_of(b, 2, 1), 1, 0);
	assert_true(out[0] == 11);
}

static void transposing_twice_changes_nothing(void **state)
{
	(void)state;
	real a[6] = {0};
	struct matrix m = matrix_transposed(matrix_transposed(matrix_of(a, 2, 3)));
	assert_false(m.transposed);
	assert_int_equal(m.stride, 3);
}

static void a_result_may_be_empty(void **state)
{
	(void)state;
	real a[1] = {1}, out[2] = {5, 6};
	matmul(out, 2, matrix_of(a, 0, 1), matrix_of(a, 1, 2), 1, 1);
	matmul(out, 0, matrix_of(a, 2, 1), matrix_of(a, 1, 0), 1, 0);
	assert_true(out[0] == 5 && out[1] == 6);
}

static void one_thread_gives_the_same_bits_each_time(void **state)
{
	(void)state;
	enum { SIDE = 150 };
	matmul_use_one_thread();
	real *a = new_filled(SIDE * SIDE, 1, 1), *b = new_filled(SIDE * SIDE, 1, 2);
	real *first = new_reals(SIDE * SIDE), *again = new_reals(SIDE * SIDE);
	matmul(first, SIDE, matrix_of(a, SIDE, SIDE), matrix_of(b, SIDE, SIDE), 1, 0);
	for (int i = 0; i < 5; i++) {
		matmul(again, SIDE, matrix_of(a, SIDE, SIDE), matrix_of(b, SIDE, SIDE), 1, 0);
		assert_memory_equal(first, again, SIDE * SIDE * sizeof(real));
	}
	free(a);
	free(b);
	free(first);
	free(again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(products_read_operands_as_told),
		cmocka_unit_test(products_of_parts_keep_to_their_columns),
		cmocka_unit_test(products_are_right_at_all_kinds_of_sizes),
		cmocka_unit_test(keep_0_does_not_read_what_was_there),
		cmocka_unit_test(transposing_twice_changes_nothing),
		cmocka_unit_test(a_result_may_be_empty),
		cmocka_unit_test(one_thread_gives_the_same_bits_each_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
