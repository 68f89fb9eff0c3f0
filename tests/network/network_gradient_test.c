/* Every weight of a whole network held against central differences, in double. */
#include "../tensor/gradient_check.h"
#include "sample_network.h"

struct fixture {
	struct sample_network sample;
	enum adaptation adaptation;
	const struct divergence *divergence; /* NULL: targets */
	struct arena arena;
	struct network_distribution teachers[DECISIONS];
};

static const struct gradients no_gradients = {NULL, NULL};

static void setup_shaped(struct fixture *f, enum adaptation adaptation,
	const struct divergence *divergence, const struct network_shape *shape)
{
	struct sample_network *n = &f->sample;
	*f = (struct fixture){.adaptation = adaptation, .divergence = divergence};
	sample_network_init(n, shape, true, 21);
	disturb_all(&n->network.backbone, n->values, 0.2, 100); /* nothing stays 0 */
	disturb_all(&n->network.adapter, n->adapter, 0.3, 200);
}

static void setup(
	struct fixture *f, enum adaptation adaptation, const struct divergence *divergence)
{
	setup_shaped(f, adaptation, divergence, &small_shape);
}

static void teardown(struct fixture *f)
{
	arena_release(&f->arena);
	sample_network_release(&f->sample);
}

static double compute(
	struct fixture *f, const struct weights *weights, const struct gradients *gradients)
{
	struct sample_network *n = &f->sample;
	network_forward(n->pass, weights);
	return f->divergence ? network_learn_teacher(
				       n->pass, weights, f->teachers, f->divergence, gradients)
			     : network_learn_targets(n->pass, weights, n->targets, gradients);
}

static double loss(void *context)
{
	struct fixture *f = context;
	struct weights weights = sample_weights(&f->sample, f->adaptation);
	return compute(f, &weights, &no_gradients);
}

static void check_backbone(struct fixture *f)
{
	struct sample_network *n = &f->sample;
	gradient_check_table(&n->network.backbone, n->values, n->backbone_gradient.values, loss, f);
}

static void check_adapter(struct fixture *f)
{
	struct sample_network *n = &f->sample;
	gradient_check_table(&n->network.adapter, n->adapter, n->adapter_gradient.values, loss, f);
}

static void check_both(struct fixture *f)
{
	struct sample_network *n = &f->sample;
	struct weights weights = sample_weights(n, f->adaptation);
	struct gradients gradients = {&n->backbone_gradient, &n->adapter_gradient};
	double with_slopes = compute(f, &weights, &gradients);
	assert_true(with_slopes == loss(f));
	assert_true(gradient_norm(&n->backbone_gradient) > 0.01);
	check_backbone(f);
	if (f->adaptation != FROZEN)
		check_adapter(f);
}

static void what_is_right_pulls_as_differences_say(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, FROZEN, NULL);
	check_both(&f);
	teardown(&f);
}

static void so_it_does_with_an_adapter_beside(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, BESIDE, NULL);
	check_both(&f);
	teardown(&f);
}

static void so_it_does_with_a_merged_adapter(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, MERGED, NULL);
	check_both(&f);
	teardown(&f);
}

/* The pass has been used before: nothing of that is left where a decision has no target. */
static void a_decision_of_no_weight_pulls_at_nothing(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, FROZEN, NULL);
	struct gradients gradients = {&f.sample.backbone_gradient, NULL};
	struct weights weights = sample_weights(&f.sample, FROZEN);
	compute(&f, &weights, &gradients);
	gradient_clear(&f.sample.backbone_gradient);
	f.sample.targets[1].weight = 0;
	check_both(&f);
	teardown(&f);
}

/* The one block is first and last. */
static void a_network_of_one_block_agrees(void **state)
{
	(void)state;
	struct fixture f;
	struct network_shape shape = small_shape;
	shape.blocks = 1;
	setup_shaped(&f, BESIDE, NULL, &shape);
	check_both(&f);
	teardown(&f);
}

static void a_network_without_relations_agrees(void **state)
{
	(void)state;
	struct fixture f;
	struct network_shape shape = small_shape;
	shape.bits = shape.channels = 0;
	setup_shaped(&f, FROZEN, NULL, &shape);
	check_both(&f);
	teardown(&f);
}

/* ---- teachers ---- */

/* Another network's opinions, with texts of all moves that are not quite out of the question. */
static void ask_teacher(struct fixture *f)
{
	struct sample_network *n = &f->sample;
	real *other = tensors_buffer_new(&n->network.backbone);
	memcpy(other, n->values, n->network.backbone.total * sizeof(real));
	disturb_all(&n->network.backbone, other, 0.3, 300);
	struct weights weights = {.backbone = other};
	arena_init(&f->arena, 1 << 20);
	network_forward(n->pass, &weights);
	for (size_t i = 0; i < DECISIONS; i++)
		assert_int_equal(network_distribution(n->pass, &weights, i, 0.7, 0.02, &f->arena,
					 &f->teachers[i], NULL),
			0);
	assert_non_null(f->teachers[0].entries[first_text_move(n, 0)]);
	free(other);
}

static void check_divergence(enum divergence_kind kind)
{
	struct divergence divergence = {kind, DIVERGENCE_SOFTEN, 0.5};
	for (enum adaptation a = FROZEN; a < ADAPTATIONS; a++) {
		struct fixture f;
		setup(&f, a, &divergence);
		ask_teacher(&f);
		check_both(&f);
		teardown(&f);
	}
}

static void forward_divergence_pulls_as_differences_say(void **state)
{
	(void)state;
	check_divergence(DIVERGENCE_FORWARD);
}

static void reverse_divergence_pulls_as_differences_say(void **state)
{
	(void)state;
	check_divergence(DIVERGENCE_REVERSE);
}

static void jensen_shannon_divergence_pulls_as_differences_say(void **state)
{
	(void)state;
	check_divergence(DIVERGENCE_JENSEN_SHANNON);
}

/* Learning online: the adapter alone has a gradient, and it is the same. */
static void an_adapters_slopes_need_no_backbone_gradient(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, MERGED, NULL);
	struct sample_network *n = &f.sample;
	struct weights weights = sample_weights(n, MERGED);
	compute(&f, &weights, &(struct gradients){NULL, &n->adapter_gradient});
	check_adapter(&f);
	assert_true(gradient_norm(&n->backbone_gradient) == 0);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_right_pulls_as_differences_say),
		cmocka_unit_test(so_it_does_with_an_adapter_beside),
		cmocka_unit_test(so_it_does_with_a_merged_adapter),
		cmocka_unit_test(a_decision_of_no_weight_pulls_at_nothing),
		cmocka_unit_test(a_network_of_one_block_agrees),
		cmocka_unit_test(a_network_without_relations_agrees),
		cmocka_unit_test(forward_divergence_pulls_as_differences_say),
		cmocka_unit_test(reverse_divergence_pulls_as_differences_say),
		cmocka_unit_test(jensen_shannon_divergence_pulls_as_differences_say),
		cmocka_unit_test(an_adapters_slopes_need_no_backbone_gradient),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
