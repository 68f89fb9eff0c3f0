#include "gradient_check.h"

static size_t declare(struct tensors *table, const char *name, size_t rows, size_t columns,
	enum tensor_start start)
{
	struct tensor like = {.rank = 2,
		.shape = {rows, columns},
		.start = start,
		.spread = 0.5,
		.trainable = true};
	return tensors_declare(table, &like, "%s", name);
}

static void tensors_lie_one_after_another_without_overlap(void **state)
{
	(void)state;
	struct tensors table = {0};
	assert_int_equal(declare(&table, "a", 3, 5, TENSOR_ZERO), 0);
	assert_int_equal(declare(&table, "b", 1, 16, TENSOR_ZERO), 16);
	assert_int_equal(declare(&table, "c", 2, 9, TENSOR_ZERO), 32);
	assert_int_equal(table.total, 64);
	assert_int_equal(tensors_value_count(&table), 15 + 16 + 18);
	assert_int_equal(table.items[2].count, 18);
	tensors_release(&table);
	tensors_release(&table);
}

static void tensors_are_found_by_name(void **state)
{
	(void)state;
	struct tensors table = {0};
	for (int i = 0; i < 100; i++)
		tensors_declare(&table, &(struct tensor){.rank = 1, .shape = {4}}, "blocks.%d", i);
	assert_int_equal(tensors_find(&table, "blocks.57")->offset, 57 * 16);
	assert_null(tensors_find(&table, "blocks.100"));
	assert_null(tensors_find(&table, ""));
	tensors_release(&table);
}

static void a_buffer_starts_as_declared_and_repeats_with_its_seed(void **state)
{
	(void)state;
	struct tensors table = {0};
	size_t zero = declare(&table, "zero", 4, 4, TENSOR_ZERO);
	size_t one = declare(&table, "one", 3, 5, TENSOR_ONE);
	size_t normal = declare(&table, "normal", 100, 100, TENSOR_NORMAL);
	real *values = tensors_buffer_new(&table), *again = tensors_buffer_new(&table);
	assert_true((uintptr_t)values % 64 == 0);
	struct random a, b;
	random_seed(&a, 3);
	random_seed(&b, 3);
	tensors_start(&table, values, &a);
	tensors_start(&table, again, &b);
	assert_memory_equal(values, again, table.total * sizeof(real));
	assert_true(values[zero] == 0 && values[zero + 15] == 0);
	assert_true(values[one] == 1 && values[one + 14] == 1 && values[one + 15] == 0);
	double sum = 0;
	for (size_t i = 0; i < 10000; i++)
		sum += (double)values[normal + i];
	double squares = vector_square_sum(values + normal, 10000);
	assert_float_equal(sum / 10000, 0, 0.02);
	assert_float_equal(sqrt(squares / 10000), 0.5, 0.02);
	free(values);
	free(again);
	tensors_release(&table);
}

static void the_tensor_with_a_bad_number_is_named(void **state)
{
	(void)state;
	struct tensors table = {0};
	declare(&table, "a", 3, 5, TENSOR_ZERO);
	size_t b = declare(&table, "b", 3, 5, TENSOR_ZERO);
	real *values = tensors_buffer_new(&table);
	assert_null(tensors_find_not_finite(&table, values));
	values[b + 14] = (real)NAN;
	assert_string_equal(tensors_find_not_finite(&table, values)->name, "b");
	values[2] = (real)-INFINITY;
	assert_string_equal(tensors_find_not_finite(&table, values)->name, "a");
	free(values);
	tensors_release(&table);
}

/* A teacher at 1 that follows a student at 2 by a tenth: 1.1, then 1.19. */
static void blending_follows_slowly(void **state)
{
	(void)state;
	struct tensors table = {0};
	declare(&table, "a", 1, 2, TENSOR_ZERO);
	real *teacher = tensors_buffer_new(&table), *student = tensors_buffer_new(&table);
	teacher[0] = teacher[1] = 1;
	student[0] = 2;
	tensors_blend(&table, teacher, student, 0.1);
	assert_float_equal(teacher[0], 1.1, 1e-6);
	assert_float_equal(teacher[1], 0.9, 1e-6);
	tensors_blend(&table, teacher, student, 0.1);
	assert_float_equal(teacher[0], 1.19, 1e-6);
	tensors_blend(&table, teacher, student, 1);
	assert_true(teacher[0] == 2 && teacher[1] == 0);
	assert_float_equal(tensors_norm(&table, teacher), 2, 1e-6);
	free(teacher);
	free(student);
	tensors_release(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tensors_lie_one_after_another_without_overlap),
		cmocka_unit_test(tensors_are_found_by_name),
		cmocka_unit_test(a_buffer_starts_as_declared_and_repeats_with_its_seed),
		cmocka_unit_test(the_tensor_with_a_bad_number_is_named),
		cmocka_unit_test(blending_follows_slowly),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
