#include "tiny_network.h"

struct fixture {
	struct tiny_network network;
	real *values, *adapter, *merged;
	struct gradient backbone_gradient, adapter_gradient;
	bool adapted, is_merged;
};

static void setup(struct fixture *f, bool adapted, bool is_merged)
{
	struct random random;
	random_seed(&random, 11);
	*f = (struct fixture){.adapted = adapted, .is_merged = is_merged};
	tiny_init(&f->network);
	f->values = tensors_buffer_new(&f->network.backbone);
	f->merged = tensors_buffer_new(&f->network.backbone);
	f->adapter = tensors_buffer_new(&f->network.adapter);
	tensors_start(&f->network.backbone, f->values, &random);
	for (size_t i = 0; i < f->network.backbone.total; i++)
		f->values[i] += (real)(0.2 * random_unit(&random) - 0.1); /* nothing stays 0 */
	fill(f->adapter, f->network.adapter.total, 0.3, 12);
	assert_int_equal(gradient_init(&f->backbone_gradient, &f->network.backbone, NULL), 0);
	assert_int_equal(gradient_init(&f->adapter_gradient, &f->network.adapter, NULL), 0);
}

static void teardown(struct fixture *f)
{
	tiny_release(&f->network);
	gradient_release(&f->backbone_gradient);
	gradient_release(&f->adapter_gradient);
	free(f->values);
	free(f->merged);
	free(f->adapter);
}

static void merge(struct fixture *f)
{
	struct tiny_network *n = &f->network;
	memcpy(f->merged, f->values, n->backbone.total * sizeof(real));
	for (int i = 0; i < BLOCKS; i++)
		block_merge(&n->blocks[i], f->adapter, f->merged);
	linear_merge(&n->query, f->adapter, f->merged);
	linear_merge(&n->key, f->adapter, f->merged);
}

static struct weights weights_of(struct fixture *f)
{
	if (f->is_merged)
		merge(f);
	return (struct weights){
		f->is_merged ? f->merged : f->values, f->adapted ? f->adapter : NULL, f->is_merged};
}

static double loss(void *context)
{
	struct fixture *f = context;
	struct weights weights = weights_of(f);
	tiny_forward(&f->network, &weights);
	return tiny_loss(&f->network);
}

static void check(struct fixture *f)
{
	struct weights weights = weights_of(f);
	struct gradients gradients = {&f->backbone_gradient, &f->adapter_gradient};
	loss(f);
	tiny_backward(&f->network, &weights, &gradients);
	gradient_check_table(&f->network.backbone, f->values, f->backbone_gradient.values, loss, f);
	if (f->adapted)
		gradient_check_table(
			&f->network.adapter, f->adapter, f->adapter_gradient.values, loss, f);
}

static void a_whole_network_agrees_with_differences(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, false, false);
	check(&f);
	teardown(&f);
}

static void a_network_with_adapters_beside_agrees_with_differences(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, true, false);
	check(&f);
	teardown(&f);
}

static void a_network_with_merged_adapters_agrees_with_differences(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, true, true);
	check(&f);
	teardown(&f);
}

/* The loss of self-distillation, down to every adapter weight. */
static void each_divergence_agrees_through_the_network(void **state)
{
	(void)state;
	for (int kind = DIVERGENCE_FORWARD; kind <= DIVERGENCE_JENSEN_SHANNON; kind++) {
		struct fixture f;
		struct divergence divergence = {kind, DIVERGENCE_SOFTEN, 0.5};
		setup(&f, true, true);
		f.network.divergence = &divergence;
		struct weights weights = weights_of(&f);
		struct gradients gradients = {NULL, &f.adapter_gradient};
		loss(&f);
		tiny_backward(&f.network, &weights, &gradients);
		gradient_check_table(
			&f.network.adapter, f.adapter, f.adapter_gradient.values, loss, &f);
		teardown(&f);
	}
}

/* The slopes of an adapter do not depend on whether slopes reach what lies below it. */
static void a_first_block_without_input_slopes_gives_the_same_gradients(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, true, false);
	struct tiny_network *n = &f.network;
	struct weights weights = weights_of(&f);
	struct gradients gradients = {NULL, &f.adapter_gradient};
	loss(&f);
	fill(n->x[1], ROWS * WIDTH, 1, 3);
	block_backward(&n->blocks[0], &weights, &gradients, &n->sample.batch, &n->kept[0], n->x[1],
		n->dx, &n->room);
	real *first = tensors_buffer_new(&n->adapter);
	memcpy(first, f.adapter_gradient.values, n->adapter.total * sizeof(real));
	gradient_clear(&f.adapter_gradient);
	block_backward(&n->blocks[0], &weights, &gradients, &n->sample.batch, &n->kept[0], n->x[1],
		NULL, &n->room);
	assert_memory_equal(first, f.adapter_gradient.values, n->adapter.total * sizeof(real));
	free(first);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_network_agrees_with_differences),
		cmocka_unit_test(a_network_with_adapters_beside_agrees_with_differences),
		cmocka_unit_test(a_network_with_merged_adapters_agrees_with_differences),
		cmocka_unit_test(each_divergence_agrees_through_the_network),
		cmocka_unit_test(a_first_block_without_input_slopes_gives_the_same_gradients),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
