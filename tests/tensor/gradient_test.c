#include "gradient_check.h"
#include "tensor/gradient.h"

/* "dense"[2], "fixed"[2] not trainable, "rows"[5][3] sparse. */
struct fixture {
	struct tensors table;
	struct gradient a, b;
	size_t dense, fixed, rows;
};

static void setup(struct fixture *f)
{
	*f = (struct fixture){0};
	struct tensor like = {.rank = 1, .shape = {2}, .trainable = true};
	f->dense = tensors_declare(&f->table, &like, "dense");
	like.trainable = false;
	f->fixed = tensors_declare(&f->table, &like, "fixed");
	like = (struct tensor){.rank = 2, .shape = {5, 3}, .trainable = true, .sparse = true};
	f->rows = tensors_declare(&f->table, &like, "rows");
	assert_int_equal(gradient_init(&f->a, &f->table, NULL), 0);
	assert_int_equal(gradient_init(&f->b, &f->table, NULL), 0);
}

static void teardown(struct fixture *f)
{
	gradient_release(&f->a);
	gradient_release(&f->b);
	gradient_release(&f->b);
	tensors_release(&f->table);
}

static void set_row(struct gradient *gradient, size_t offset, size_t row, real value)
{
	gradient->marks[row] = 1;
	for (size_t i = 0; i < 3; i++)
		gradient->values[offset + row * 3 + i] = value;
}

static void no_gradient_has_no_slopes(void **state)
{
	(void)state;
	assert_null(gradient_at(NULL, 7));
}

static void the_walk_visits_dense_tensors_and_marked_rows(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	set_row(&f.a, f.rows, 1, 1);
	set_row(&f.a, f.rows, 4, 1);
	const size_t offsets[] = {f.dense, f.fixed, f.rows + 3, f.rows + 12};
	const size_t counts[] = {2, 2, 3, 3};
	struct gradient_run run = {0};
	for (size_t i = 0; i < 4; i++) {
		assert_true(gradient_next(&f.a, &run));
		assert_int_equal(run.offset, offsets[i]);
		assert_int_equal(run.count, counts[i]);
	}
	assert_false(gradient_next(&f.a, &run));
	teardown(&f);
}

static void threads_sums_add_up_with_their_marks(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	f.a.values[f.dense] = 1;
	f.b.values[f.dense] = 2;
	set_row(&f.a, f.rows, 1, 1);
	set_row(&f.b, f.rows, 1, 10);
	set_row(&f.b, f.rows, 3, 20);
	gradient_add(&f.a, &f.b);
	assert_true(f.a.values[f.dense] == 3);
	assert_true(f.a.values[f.rows + 3] == 11 && f.a.values[f.rows + 9] == 20);
	assert_true(f.a.marks[1] && f.a.marks[3] && !f.a.marks[0]);
	assert_true(f.b.values[f.rows + 3] == 10);
	gradient_clear(&f.a);
	assert_true(gradient_norm(&f.a) == 0);
	teardown(&f);
}

/* 3, 4 and three times 2 make √(9 + 16 + 12); the slope of what is not trained does not count. */
static void the_norm_is_over_what_is_trained(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	f.a.values[f.dense] = 3;
	f.a.values[f.dense + 1] = -4;
	f.a.values[f.fixed] = 1000;
	set_row(&f.a, f.rows, 2, 2);
	assert_float_equal(gradient_norm(&f.a), sqrt(37), 1e-6);
	teardown(&f);
}

static void clipping_scales_to_the_maximum_and_leaves_less_alone(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	f.a.values[f.dense] = 3;
	f.a.values[f.dense + 1] = -4;
	assert_float_equal(gradient_clip(&f.a, 5.5), 5, 1e-6);
	assert_true(f.a.values[f.dense] == 3);
	assert_float_equal(gradient_clip(&f.a, 1), 5, 1e-6);
	assert_float_equal(f.a.values[f.dense], 0.6, 1e-6);
	assert_float_equal(f.a.values[f.dense + 1], -0.8, 1e-6);
	teardown(&f);
}

static void clipping_reports_what_is_not_finite(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	f.a.values[f.dense] = (real)NAN;
	f.a.values[f.dense + 1] = 4;
	assert_true(isnan(gradient_clip(&f.a, 1)));
	assert_true(f.a.values[f.dense + 1] == 4);
	f.a.values[f.dense] = (real)INFINITY;
	assert_true(isinf(gradient_clip(&f.a, 1)));
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_gradient_has_no_slopes),
		cmocka_unit_test(the_walk_visits_dense_tensors_and_marked_rows),
		cmocka_unit_test(threads_sums_add_up_with_their_marks),
		cmocka_unit_test(the_norm_is_over_what_is_trained),
		cmocka_unit_test(clipping_scales_to_the_maximum_and_leaves_less_alone),
		cmocka_unit_test(clipping_reports_what_is_not_finite),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
