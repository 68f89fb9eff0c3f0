#include "gradient_check.h"
#include "tensor/linear.h"

enum { N = 5, I = 7, O = 3, R = 2 };

struct fixture {
	struct tensors backbone, adapter;
	struct linear linear;
	real *backbone_values, *adapter_values, *merged_values;
	struct gradient backbone_gradient, adapter_gradient;
	bool merged;
	bool adapted;
	real *x, *carry, *pull, *y, *dx, *room;
};

static void setup(struct fixture *f, bool bias, bool adapted, bool merged)
{
	*f = (struct fixture){.adapted = adapted, .merged = merged};
	linear_declare(&f->linear, &f->backbone, "layer", I, O, bias, 0.5);
	linear_adapt(&f->linear, &f->adapter, "layer", R, 1.7);
	f->backbone_values = tensors_buffer_new(&f->backbone);
	f->merged_values = tensors_buffer_new(&f->backbone);
	f->adapter_values = tensors_buffer_new(&f->adapter);
	fill(f->backbone_values, f->backbone.total, 1, 1);
	fill(f->adapter_values, f->adapter.total, 1, 2);
	assert_int_equal(gradient_init(&f->backbone_gradient, &f->backbone, NULL), 0);
	assert_int_equal(gradient_init(&f->adapter_gradient, &f->adapter, NULL), 0);
	f->x = new_filled(N * I, 1, 3);
	f->carry = new_filled(N * O, 1, 4);
	f->pull = new_filled(N * O, 1, 5);
	f->y = new_reals(N * O);
	f->dx = new_reals(N * I);
	f->room = new_reals(linear_room(&f->linear, N));
}

static void teardown(struct fixture *f)
{
	tensors_release(&f->backbone);
	tensors_release(&f->adapter);
	gradient_release(&f->backbone_gradient);
	gradient_release(&f->adapter_gradient);
	real *all[] = {f->backbone_values, f->merged_values, f->adapter_values, f->x, f->carry,
		f->pull, f->y, f->dx, f->room};
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		free(all[i]);
}

static struct weights weights_of(struct fixture *f)
{
	if (!f->adapted)
		return (struct weights){.backbone = f->backbone_values};
	if (!f->merged)
		return (struct weights){f->backbone_values, f->adapter_values, false};
	memcpy(f->merged_values, f->backbone_values, f->backbone.total * sizeof(real));
	linear_merge(&f->linear, f->adapter_values, f->merged_values);
	return (struct weights){f->merged_values, f->adapter_values, true};
}

static double loss(void *context)
{
	struct fixture *f = context;
	struct weights weights = weights_of(f);
	linear_forward(&f->linear, &weights, f->x, N, f->carry, f->y, f->room);
	return vector_dot(f->y, f->pull, N * O);
}

static void check(bool bias, bool adapted, bool merged)
{
	struct fixture f;
	setup(&f, bias, adapted, merged);
	struct weights weights = weights_of(&f);
	struct gradients gradients = {&f.backbone_gradient, adapted ? &f.adapter_gradient : NULL};
	linear_backward(&f.linear, &weights, &gradients, f.x, f.pull, N, NULL, f.dx, f.room);
	gradient_check("x", f.x, f.dx, N * I, loss, &f);
	gradient_check("carry", f.carry, f.pull, N * O, loss, &f);
	gradient_check_table(&f.backbone, f.backbone_values, f.backbone_gradient.values, loss, &f);
	if (adapted)
		gradient_check_table(
			&f.adapter, f.adapter_values, f.adapter_gradient.values, loss, &f);
	teardown(&f);
}

static void linear_slopes_agree_with_differences(void **state)
{
	(void)state;
	check(true, false, false);
}

static void linear_slopes_agree_without_a_bias(void **state)
{
	(void)state;
	check(false, false, false);
}

static void linear_slopes_agree_with_an_adapter_beside(void **state)
{
	(void)state;
	check(true, true, false);
}

static void linear_slopes_agree_with_a_merged_adapter(void **state)
{
	(void)state;
	check(true, true, true);
}

static void linear_backward_adds_to_gradients_and_carries_slopes(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, true, true, false);
	struct weights weights = weights_of(&f);
	struct gradients gradients = {&f.backbone_gradient, &f.adapter_gradient};
	linear_backward(&f.linear, &weights, &gradients, f.x, f.pull, N, NULL, f.dx, f.room);
	double norm = gradient_norm(&f.backbone_gradient);
	double adapter_norm = gradient_norm(&f.adapter_gradient);
	real *twice = new_reals(N * I);
	linear_backward(&f.linear, &weights, &gradients, f.x, f.pull, N, f.dx, twice, f.room);
	assert_float_equal(gradient_norm(&f.backbone_gradient), 2 * norm, 1e-12);
	assert_float_equal(gradient_norm(&f.adapter_gradient), 2 * adapter_norm, 1e-12);
	for (size_t i = 0; i < N * I; i++)
		assert_float_equal(twice[i], 2 * f.dx[i], 1e-12);
	free(twice);
	teardown(&f);
}

static void linear_backward_computes_only_what_is_asked_for(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, true, true, false);
	struct weights weights = weights_of(&f);
	struct gradients frozen = {NULL, NULL}, adapter = {NULL, &f.adapter_gradient};
	linear_backward(&f.linear, &weights, &frozen, f.x, f.pull, N, NULL, NULL, f.room);
	assert_true(gradient_norm(&f.adapter_gradient) == 0);
	linear_backward(&f.linear, &weights, &adapter, f.x, f.pull, N, NULL, NULL, f.room);
	assert_true(gradient_norm(&f.adapter_gradient) > 0);
	assert_true(gradient_norm(&f.backbone_gradient) == 0);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(linear_slopes_agree_with_differences),
		cmocka_unit_test(linear_slopes_agree_without_a_bias),
		cmocka_unit_test(linear_slopes_agree_with_an_adapter_beside),
		cmocka_unit_test(linear_slopes_agree_with_a_merged_adapter),
		cmocka_unit_test(linear_backward_adds_to_gradients_and_carries_slopes),
		cmocka_unit_test(linear_backward_computes_only_what_is_asked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
