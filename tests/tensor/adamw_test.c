#include "gradient_check.h"
#include "tensor/adamw.h"

struct fixture {
	struct tensors table;
	struct gradient gradient;
	struct adamw adamw;
	real *values;
	size_t weight, bias, fixed, rows;
};

/* "weight"[2] decays, "bias"[2] does not, "fixed"[1] is not trained, "rows"[3][2] is sparse. */
static void setup(struct fixture *f)
{
	*f = (struct fixture){0};
	struct tensor like = {.rank = 1, .shape = {2}, .trainable = true, .decays = true};
	f->weight = tensors_declare(&f->table, &like, "weight");
	like.decays = false;
	f->bias = tensors_declare(&f->table, &like, "bias");
	f->fixed = tensors_declare(&f->table, &(struct tensor){.rank = 1, .shape = {1}}, "fixed");
	like = (struct tensor){.rank = 2, .shape = {3, 2}, .trainable = true, .sparse = true};
	f->rows = tensors_declare(&f->table, &like, "rows");
	assert_int_equal(gradient_init(&f->gradient, &f->table, NULL), 0);
	assert_int_equal(adamw_init(&f->adamw, &f->table, NULL), 0);
	f->values = tensors_buffer_new(&f->table);
}

static void teardown(struct fixture *f)
{
	adamw_release(&f->adamw);
	gradient_release(&f->gradient);
	tensors_release(&f->table);
	free(f->values);
}

static const struct adamw_options plain = {0.9, 0.999, 1e-8, 0};

/* Both corrections make the first step η·sign(g), whatever the size of g. */
static void the_first_step_is_the_rate_against_the_slope(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	f.values[f.weight] = 1;
	f.values[f.weight + 1] = 2;
	f.gradient.values[f.weight] = (real)0.003;
	f.gradient.values[f.weight + 1] = -500;
	adamw_step(&f.adamw, &plain, 0.1, &f.gradient, f.values);
	assert_float_equal(f.values[f.weight], 0.9, 1e-5);
	assert_float_equal(f.values[f.weight + 1], 2.1, 1e-5);
	assert_int_equal(f.adamw.steps, 1);
	teardown(&f);
}

/*
 * β1 = β2 = 1/2, g = 1 then 3, η = 1:
 *   t 1: m = 1/2, v = 1/2; corrected 1 and 1: w = -1
 *   t 2: m = 1/4 + 3/2 = 7/4, v = 1/4 + 9/2 = 19/4; corrected by 3/4: 7/3 and 19/3: w = -1 - (7/3)/√(19/3)
 */
static void two_steps_by_hand(void **state)
{
	(void)state;
	struct fixture f;
	struct adamw_options options = {0.5, 0.5, 1e-12, 0};
	setup(&f);
	f.gradient.values[f.bias] = 1;
	adamw_step(&f.adamw, &options, 1, &f.gradient, f.values);
	assert_float_equal(f.values[f.bias], -1, 1e-6);
	f.gradient.values[f.bias] = 3;
	adamw_step(&f.adamw, &options, 1, &f.gradient, f.values);
	assert_float_equal(f.values[f.bias], -1 - 7.0 / 3 / sqrt(19.0 / 3), 1e-6);
	assert_float_equal(f.adamw.mean[f.bias], 1.75, 1e-6);
	assert_float_equal(f.adamw.square[f.bias], 4.75, 1e-6);
	teardown(&f);
}

/* Without slopes only decay moves a weight: 10·(1 - 0.1·0.2) = 9.8. */
static void decay_is_apart_from_the_slope_and_spares_who_does_not_decay(void **state)
{
	(void)state;
	struct fixture f;
	struct adamw_options options = {0.9, 0.999, 1e-8, 0.2};
	setup(&f);
	f.values[f.weight] = f.values[f.bias] = 10;
	adamw_step(&f.adamw, &options, 0.1, &f.gradient, f.values);
	assert_float_equal(f.values[f.weight], 9.8, 1e-5);
	assert_true(f.values[f.bias] == 10);
	teardown(&f);
}

static void what_is_not_trainable_stays(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	f.values[f.fixed] = 7;
	f.gradient.values[f.fixed] = 100;
	adamw_step(&f.adamw, &plain, 0.1, &f.gradient, f.values);
	assert_true(f.values[f.fixed] == 7 && f.adamw.mean[f.fixed] == 0);
	teardown(&f);
}

static void a_row_that_was_not_used_keeps_weight_and_moments(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	f.gradient.marks[1] = 1;
	f.gradient.values[f.rows + 2] = 1;
	adamw_step(&f.adamw, &plain, 0.1, &f.gradient, f.values);
	assert_float_equal(f.values[f.rows + 2], -0.1, 1e-5);
	real mean = f.adamw.mean[f.rows + 2], value = f.values[f.rows + 2];
	gradient_clear(&f.gradient);
	f.gradient.marks[2] = 1;
	f.gradient.values[f.rows + 4] = 1;
	adamw_step(&f.adamw, &plain, 0.1, &f.gradient, f.values);
	assert_true(f.values[f.rows + 2] == value && f.adamw.mean[f.rows + 2] == mean);
	assert_true(f.values[f.rows + 4] < 0);
	teardown(&f);
}

/* The minimum of Σ (w - goal)² is found. */
static void it_walks_downhill(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	for (int step = 0; step < 500; step++) {
		for (size_t i = 0; i < 2; i++)
			f.gradient.values[f.weight + i] =
				2 * (f.values[f.weight + i] - (real)(3 * (int)i - 1));
		adamw_step(&f.adamw, &plain, 0.05, &f.gradient, f.values);
	}
	assert_float_equal(f.values[f.weight], -1, 0.01);
	assert_float_equal(f.values[f.weight + 1], 2, 0.01);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_step_is_the_rate_against_the_slope),
		cmocka_unit_test(two_steps_by_hand),
		cmocka_unit_test(decay_is_apart_from_the_slope_and_spares_who_does_not_decay),
		cmocka_unit_test(what_is_not_trainable_stays),
		cmocka_unit_test(a_row_that_was_not_used_keeps_weight_and_moments),
		cmocka_unit_test(it_walks_downhill),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
