#include "gradient_check.h"
#include "tensor/gelu.h"

enum { COUNT = 41 };

struct fixture {
	real x[COUNT], pull[COUNT], y[COUNT];
};

static double loss(void *context)
{
	struct fixture *f = context;
	gelu_forward(f->x, COUNT, f->y);
	return vector_dot(f->y, f->pull, COUNT);
}

static void gelu_slopes_agree_with_differences(void **state)
{
	(void)state;
	struct fixture f;
	real dx[COUNT];
	for (size_t i = 0; i < COUNT; i++)
		f.x[i] = -5 + 0.25 * (real)i;
	fill(f.pull, COUNT, 1, 1);
	gelu_backward(f.x, f.pull, COUNT, dx);
	gradient_check("x", f.x, dx, COUNT, loss, &f);
}

static void gelu_backward_may_write_over_its_input(void **state)
{
	(void)state;
	struct fixture f;
	real dx[COUNT];
	fill(f.x, COUNT, 3, 1);
	fill(f.pull, COUNT, 1, 2);
	gelu_backward(f.x, f.pull, COUNT, dx);
	gelu_backward(f.x, f.pull, COUNT, f.pull);
	assert_memory_equal(f.pull, dx, sizeof(dx));
}

/* x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))), to the digits printed by bc. */
static void gelu_is_the_tanh_form(void **state)
{
	(void)state;
	real x[] = {-2, -1, 0, 1, 2}, y[5];
	gelu_forward(x, 5, y);
	for (size_t i = 0; i < 5; i++) {
		double u = 0.79788456080286536 * (x[i] + 0.044715 * x[i] * x[i] * x[i]);
		assert_float_equal(y[i], x[i] / 2 * (1 + tanh(u)), 1e-14);
	}
	assert_float_equal(y[3], 0.841191990607477, 1e-9);
}

static void gelu_is_the_identity_far_right_and_0_far_left(void **state)
{
	(void)state;
	real x[] = {-1000, -30, 30, 1000}, pull[] = {1, 1, 1, 1}, y[4], dx[4];
	gelu_forward(x, 4, y);
	gelu_backward(x, pull, 4, dx);
	const double values[] = {0, 0, 30, 1000}, slopes[] = {0, 0, 1, 1};
	for (size_t i = 0; i < 4; i++) {
		assert_float_equal(y[i], values[i], 1e-12);
		assert_float_equal(dx[i], slopes[i], 1e-12);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gelu_slopes_agree_with_differences),
		cmocka_unit_test(gelu_backward_may_write_over_its_input),
		cmocka_unit_test(gelu_is_the_tanh_form),
		cmocka_unit_test(gelu_is_the_identity_far_right_and_0_far_left),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
