#include "learning/adapter.h"
#include "sample_learner.h"

#include <math.h>

/* Two adapters of one layer, W[2][3]. */
struct fixture {
	struct tensors backbone, table;
	struct linear layer;
	real *values;
	struct adapter adapter;
};

static void setup(struct fixture *f, size_t rank, double scale, const real *a, const real *b)
{
	*f = (struct fixture){0};
	linear_declare(&f->layer, &f->backbone, "layer", 3, 2, false, 1);
	linear_adapt(&f->layer, &f->table, "layer", rank, scale);
	f->values = tensors_buffer_new(&f->table);
	memcpy(f->values + f->layer.down, a, rank * 3 * sizeof(real));
	memcpy(f->values + f->layer.up, b, rank * 2 * sizeof(real));
	f->adapter = (struct adapter){&f->table, f->values, scale};
}

static void teardown(struct fixture *f)
{
	tensors_release(&f->backbone);
	tensors_release(&f->table);
	free(f->values);
}

static const real a1[] = {1, 2, 2}, b1[] = {3, 4}; /* B·A has norm 5 · 3 */

static void the_norm_is_that_of_the_product(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, 1, 0.5, a1, b1);
	assert_float_equal(adapter_norm(&f.adapter), 7.5, 1e-12);
	teardown(&f);
}

static void a_fresh_adapter_has_norm_zero(void **state)
{
	(void)state;
	static const real zero[2] = {0};
	struct fixture f;
	setup(&f, 1, 0.5, a1, zero);
	assert_float_equal(adapter_norm(&f.adapter), 0, 0);
	teardown(&f);
}

static void a_norm_over_what_is_not_finite_is_not_a_number(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, 1, 0.5, a1, b1);
	f.values[f.layer.up] = (real)NAN;
	assert_true(isnan(adapter_norm(&f.adapter)));
	teardown(&f);
}

static void the_norm_is_what_merging_changes(void **state)
{
	(void)state;
	static const real a[] = {1, -2, 0.5, 3, 1, -1}, b[] = {2, 1, -1, 0.25}, none[6] = {0};
	struct fixture f;
	setup(&f, 2, 0.75, a, b);
	real *merged = tensors_buffer_new(&f.backbone);
	memcpy(merged + f.layer.weight, none, sizeof(none));
	linear_merge(&f.layer, f.values, merged);
	double sum = 0;
	for (size_t i = 0; i < 6; i++)
		sum += (double)merged[f.layer.weight + i] * (double)merged[f.layer.weight + i];
	assert_float_equal(adapter_norm(&f.adapter), sqrt(sum), 1e-6);
	free(merged);
	teardown(&f);
}

static void factors_that_make_the_same_change_do_not_differ(void **state)
{
	(void)state;
	static const real a2[] = {2, 4, 4, 0, 0, 0}, b2[] = {1.5, 7, 2, 9}; /* rank 2, one unused */
	struct fixture f, g;
	struct adapter_layers layers;
	setup(&f, 1, 1, a1, b1);
	setup(&g, 2, 1, a2, b2);
	assert_int_equal(adapter_compare(&f.adapter, &g.adapter, &layers, NULL), 0);
	assert_int_equal(layers.count, 1);
	assert_string_equal(layers.items[0].name, "layer");
	assert_float_equal(layers.items[0].first, 15, 1e-9);
	assert_float_equal(layers.items[0].second, 15, 1e-9);
	assert_float_equal(layers.items[0].difference, 0, 1e-5);
	adapter_layers_release(&layers);
	teardown(&f);
	teardown(&g);
}

static void opposite_changes_differ_by_twice_their_norm(void **state)
{
	(void)state;
	static const real minus[] = {-3, -4};
	struct fixture f, g;
	struct adapter_layers layers;
	setup(&f, 1, 1, a1, b1);
	setup(&g, 1, 1, a1, minus);
	assert_int_equal(adapter_compare(&f.adapter, &g.adapter, &layers, NULL), 0);
	assert_float_equal(layers.items[0].difference, 30, 1e-9);
	adapter_layers_release(&layers);
	teardown(&f);
	teardown(&g);
}

static void layers_that_one_lacks_count_as_nothing_there(void **state)
{
	(void)state;
	struct fixture f;
	struct sample_learner learner;
	struct adapter_layers layers;
	setup(&f, 1, 1, a1, b1);
	sample_init(&learner, 1);
	struct adapter other = {&learner.table, learner.adapter, 0.5};
	assert_int_equal(adapter_compare(&f.adapter, &other, &layers, NULL), 0);
	assert_int_equal(layers.count, 3);
	assert_float_equal(layers.items[0].second, 0, 0);
	assert_float_equal(layers.items[0].difference, 15, 1e-9);
	assert_string_equal(layers.items[1].name, "one");
	assert_float_equal(layers.items[1].first, 0, 0);
	assert_true(layers.items[1].difference > 0);
	adapter_layers_release(&layers);
	sample_release(&learner);
	teardown(&f);
}

static void layers_of_other_sizes_are_refused(void **state)
{
	(void)state;
	struct fixture f;
	struct tensors backbone = {0}, table = {0};
	struct linear layer;
	struct adapter_layers layers;
	struct error error = {0};
	setup(&f, 1, 1, a1, b1);
	linear_declare(&layer, &backbone, "layer", 4, 2, false, 1);
	linear_adapt(&layer, &table, "layer", 1, 1);
	real *values = tensors_buffer_new(&table);
	struct adapter other = {&table, values, 1};
	assert_int_equal(adapter_compare(&f.adapter, &other, &layers, &error), ERROR_INPUT);
	assert_non_null(strstr(error.message, "'layer'"));
	assert_null(layers.items);
	tensors_release(&backbone);
	tensors_release(&table);
	free(values);
	teardown(&f);
}

static void an_adapter_is_read_from_a_file_without_its_network(void **state)
{
	(void)state;
	char *folder = temporary_folder(), *path = path_join(folder, "a.safetensors");
	struct sample_learner learner;
	struct safetensors file;
	struct adapter_copy copy;
	sample_init(&learner, 2);
	struct safetensors_part parts[] = {
		{"adapter.", &learner.table, learner.adapter, SAFETENSORS_F32},
		{"adamw.mean.", &learner.table, learner.adamw.mean, SAFETENSORS_F32}};
	assert_int_equal(safetensors_save(path, parts, 2, NULL, NULL), 0);
	assert_int_equal(safetensors_read(&file, path, 1 << 20, NULL), 0);
	assert_int_equal(adapter_copy_read(&copy, &file, NULL), 0);
	struct adapter here = {&learner.table, learner.adapter, 0.5};
	struct adapter there = {&copy.table, copy.values, 0.5};
	assert_int_equal(copy.table.count, learner.table.count);
	assert_float_equal(adapter_norm(&there), adapter_norm(&here), 1e-9);
	adapter_copy_release(&copy);
	safetensors_release(&file);
	sample_release(&learner);
	free(path);
	discard(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_norm_is_that_of_the_product),
		cmocka_unit_test(a_fresh_adapter_has_norm_zero),
		cmocka_unit_test(a_norm_over_what_is_not_finite_is_not_a_number),
		cmocka_unit_test(the_norm_is_what_merging_changes),
		cmocka_unit_test(factors_that_make_the_same_change_do_not_differ),
		cmocka_unit_test(opposite_changes_differ_by_twice_their_norm),
		cmocka_unit_test(layers_that_one_lacks_count_as_nothing_there),
		cmocka_unit_test(layers_of_other_sizes_are_refused),
		cmocka_unit_test(an_adapter_is_read_from_a_file_without_its_network),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
