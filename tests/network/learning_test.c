/* A whole network learns, with all its weights and with an adapter alone. */
#include "sample_network.h"

#include "tensor/adamw.h"
#include "tensor/vector.h"

#include <pthread.h>

static const struct adamw_options options = {0.9, 0.99, 1e-8, 0};

struct fixture {
	struct sample_network sample;
	struct adamw backbone_adamw, adapter_adamw;
};

static void setup(struct fixture *f, uint64_t seed)
{
	sample_network_init(&f->sample, &small_shape, true, seed);
	assert_int_equal(adamw_init(&f->backbone_adamw, &f->sample.network.backbone, NULL), 0);
	assert_int_equal(adamw_init(&f->adapter_adamw, &f->sample.network.adapter, NULL), 0);
}

static void teardown(struct fixture *f)
{
	adamw_release(&f->backbone_adamw);
	adamw_release(&f->adapter_adamw);
	sample_network_release(&f->sample);
}

static double loss_of(struct fixture *f, enum adaptation adaptation, struct gradients gradients)
{
	struct sample_network *n = &f->sample;
	struct weights weights = sample_weights(n, adaptation);
	network_forward(n->pass, &weights);
	return network_learn_targets(n->pass, &weights, n->targets, &gradients);
}

static double learn_backbone(struct fixture *f, double rate)
{
	struct sample_network *n = &f->sample;
	gradient_clear(&n->backbone_gradient);
	double loss = loss_of(f, FROZEN, (struct gradients){&n->backbone_gradient, NULL});
	gradient_clip(&n->backbone_gradient, 1);
	adamw_step(&f->backbone_adamw, &options, rate, &n->backbone_gradient, n->values);
	return loss;
}

static double learn_adapter(struct fixture *f, double rate)
{
	struct sample_network *n = &f->sample;
	gradient_clear(&n->adapter_gradient);
	double loss = loss_of(f, MERGED, (struct gradients){NULL, &n->adapter_gradient});
	gradient_clip(&n->adapter_gradient, 1);
	adamw_step(&f->adapter_adamw, &options, rate, &n->adapter_gradient, n->adapter);
	return loss;
}

static void one_batch_is_learned_by_heart(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, 3);
	double first = learn_backbone(&f, 0.01), last = first;
	for (int step = 0; step < 200; step++)
		last = learn_backbone(&f, 0.01);
	assert_true(first > 0.3);
	assert_true(last < 0.01);
	teardown(&f);
}

/* Moves with texts alone are right, and of each one outcome: move and text are both learned. */
static void a_move_and_its_text_are_learned_together(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, 3);
	struct sample_network *n = &f.sample;
	unsigned char moves[64] = {0}, outcomes[64] = {0};
	const unsigned char *texts[64] = {0};
	size_t move = first_text_move(n, 2);
	moves[move] = outcomes[1] = 1;
	texts[move] = outcomes;
	n->targets[2] = (struct network_target){moves, texts, 1};
	double last = 0;
	for (int step = 0; step < 250; step++)
		last = learn_backbone(&f, 0.01);
	assert_true(last < 0.01);
	struct network_distribution d;
	struct arena arena;
	arena_init(&arena, 1 << 20);
	struct weights weights = sample_weights(n, FROZEN);
	network_forward(n->pass, &weights);
	assert_int_equal(network_distribution(n->pass, &weights, 2, 1, 0.1, &arena, &d, NULL), 0);
	assert_true(d.moves[move] > (real)0.95);
	const struct encoding *e = n->encodings[2];
	const struct choice_set *set = &e->choice_sets[e->moves[move].choice_set];
	double right = 0;
	for (size_t c = 0; c < set->entry_count; c++)
		right += set->entries[c].outcome == 1 ? (double)d.entries[move][c] : 0;
	assert_true(right > 0.95);
	arena_release(&arena);
	teardown(&f);
}

/* A student that is taught by itself has nothing to learn; by another network, it comes to say the same. */
static void a_student_comes_to_say_what_its_teacher_says(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, 3);
	struct sample_network *n = &f.sample;
	struct divergence divergence = {DIVERGENCE_FORWARD, DIVERGENCE_UNCLIPPED, 0};
	struct network_distribution teachers[DECISIONS];
	struct arena arena;
	arena_init(&arena, 1 << 20);
	struct weights weights = sample_weights(n, FROZEN);
	disturb_all(&n->network.backbone, n->values, 0.3, 50);
	network_forward(n->pass, &weights);
	for (size_t i = 0; i < DECISIONS; i++)
		assert_int_equal(network_distribution(
					 n->pass, &weights, i, 1, 0, &arena, &teachers[i], NULL),
			0);
	struct gradients none = {NULL, NULL}, gradients = {NULL, &n->adapter_gradient};
	double self = network_learn_teacher(n->pass, &weights, teachers, &divergence, &none);
	assert_float_equal(self, 0, 1e-5);
	disturb_all(&n->network.backbone, n->values, 0.3, 60);
	double first = 0, last = 0;
	for (int step = 0; step < 150; step++) {
		struct weights student = sample_weights(n, MERGED);
		gradient_clear(&n->adapter_gradient);
		network_forward(n->pass, &student);
		last = network_learn_teacher(n->pass, &student, teachers, &divergence, &gradients);
		first = step == 0 ? last : first;
		gradient_clip(&n->adapter_gradient, 1);
		adamw_step(&f.adapter_adamw, &options, 0.01, &n->adapter_gradient, n->adapter);
	}
	assert_true(first > 0.05);
	assert_true(last < first / 10);
	arena_release(&arena);
	teardown(&f);
}

/* ---- adapters ---- */

static void copy_scores(struct fixture *f, enum adaptation adaptation, size_t i, real *out)
{
	struct sample_network *n = &f->sample;
	struct weights weights = sample_weights(n, adaptation);
	network_forward(n->pass, &weights);
	memcpy(out, network_move_scores(n->pass, i), n->encodings[i]->move_count * sizeof(real));
	if (i % 2 == 0)
		network_entry_scores(n->pass, &weights, i, first_text_move(n, i),
			out + n->encodings[i]->move_count);
}

static size_t score_count(const struct sample_network *n, size_t i)
{
	size_t moves = n->encodings[i]->move_count;
	return i % 2 == 0 ? moves + entry_count(n, i, first_text_move(n, i)) : moves;
}

static void a_new_adapter_changes_nothing_bit_for_bit(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, 7);
	struct sample_network *n = &f.sample;
	for (size_t i = 0; i < DECISIONS; i++) {
		real frozen[128], adapted[128];
		copy_scores(&f, FROZEN, i, frozen);
		for (enum adaptation a = BESIDE; a < ADAPTATIONS; a++) {
			copy_scores(&f, a, i, adapted);
			assert_memory_equal(frozen, adapted, score_count(n, i) * sizeof(real));
		}
	}
	assert_memory_equal(n->merged, n->values, n->network.backbone.total * sizeof(real));
	teardown(&f);
}

static void merged_and_beside_are_the_same_function(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, 7);
	struct sample_network *n = &f.sample;
	disturb_all(&n->network.adapter, n->adapter, 0.5, 70);
	for (size_t i = 0; i < DECISIONS; i++) {
		real frozen[128], beside[128], merged[128];
		double moved = 0;
		copy_scores(&f, FROZEN, i, frozen);
		copy_scores(&f, BESIDE, i, beside);
		copy_scores(&f, MERGED, i, merged);
		for (size_t s = 0; s < score_count(n, i); s++) {
			assert_float_equal(beside[s], merged[s], 5e-5);
			moved += fabs((double)(beside[s] - frozen[s]));
		}
		assert_true(moved > 0.1);
	}
	teardown(&f);
}

static void learning_moves_the_adapter_and_never_the_backbone(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, 7);
	struct sample_network *n = &f.sample;
	size_t bytes = n->network.backbone.total * sizeof(real);
	real *before = tensors_buffer_new(&n->network.backbone);
	memcpy(before, n->values, bytes);
	double first = learn_adapter(&f, 0.01), last = first;
	for (int step = 0; step < 200; step++)
		last = learn_adapter(&f, 0.01);
	assert_true(last < first / 5);
	assert_memory_equal(n->values, before, bytes);
	assert_true(gradient_norm(&n->backbone_gradient) == 0);
	free(before);
	teardown(&f);
}

static void every_linear_layer_has_an_adapter_that_learns(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, 7);
	struct sample_network *n = &f.sample;
	size_t layers = 0;
	for (size_t i = 0; i < n->network.backbone.count; i++) {
		const struct tensor *tensor = &n->network.backbone.items[i];
		layers += tensor->rank == 2 && tensor->decays;
	}
	assert_int_equal(n->network.adapter.count, 2 * layers);
	disturb_all(&n->network.adapter, n->adapter, 0.1, 80);
	loss_of(&f, BESIDE, (struct gradients){NULL, &n->adapter_gradient});
	for (size_t i = 0; i < n->network.adapter.count; i++) {
		const struct tensor *tensor = &n->network.adapter.items[i];
		if (vector_square_sum(n->adapter_gradient.values + tensor->offset, tensor->count) ==
			0)
			fail_msg("%s has no slope", tensor->name);
	}
	teardown(&f);
}

/* ---- repetition and threads ---- */

static void one_seed_learns_the_same_bits(void **state)
{
	(void)state;
	struct fixture a, b;
	setup(&a, 9);
	setup(&b, 9);
	for (int step = 0; step < 5; step++) {
		assert_true(learn_backbone(&a, 0.01) == learn_backbone(&b, 0.01));
		assert_true(learn_adapter(&a, 0.01) == learn_adapter(&b, 0.01));
	}
	assert_memory_equal(
		a.sample.values, b.sample.values, a.sample.network.backbone.total * sizeof(real));
	assert_memory_equal(
		a.sample.adapter, b.sample.adapter, a.sample.network.adapter.total * sizeof(real));
	teardown(&a);
	teardown(&b);
}

struct worker {
	struct sample_network *sample; /* network, weights and encodings are shared */
	struct network_pass *pass;
	struct gradient gradient;
	double loss;
};

static void *work(void *argument)
{
	struct worker *worker = argument;
	struct weights weights = {.backbone = worker->sample->values};
	gradient_clear(&worker->gradient);
	network_forward(worker->pass, &weights);
	worker->loss = network_learn_targets(worker->pass, &weights, worker->sample->targets,
		&(struct gradients){&worker->gradient, NULL});
	return NULL;
}

/* Two threads, each with its pass and its gradient: both find what one alone finds, to the bit. */
static void two_threads_share_a_network(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, 9);
	struct sample_network *n = &f.sample;
	double loss = loss_of(&f, FROZEN, (struct gradients){&n->backbone_gradient, NULL});
	struct worker workers[2];
	for (int i = 0; i < 2; i++) {
		workers[i] = (struct worker){
			.sample = n, .pass = network_pass_new(&n->network, true, NULL)};
		assert_int_equal(
			network_pass_reserve(workers[i].pass, n->encodings, DECISIONS, NULL), 0);
		assert_int_equal(
			gradient_init(&workers[i].gradient, &n->network.backbone, NULL), 0);
	}
	for (int round = 0; round < 5; round++) {
		pthread_t threads[2];
		for (int i = 0; i < 2; i++)
			assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
		for (int i = 0; i < 2; i++) {
			assert_int_equal(pthread_join(threads[i], NULL), 0);
			assert_true(workers[i].loss == loss);
			assert_memory_equal(workers[i].gradient.values, n->backbone_gradient.values,
				n->network.backbone.total * sizeof(real));
		}
	}
	for (int i = 0; i < 2; i++) {
		network_pass_free(workers[i].pass);
		gradient_release(&workers[i].gradient);
	}
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_batch_is_learned_by_heart),
		cmocka_unit_test(a_move_and_its_text_are_learned_together),
		cmocka_unit_test(a_student_comes_to_say_what_its_teacher_says),
		cmocka_unit_test(a_new_adapter_changes_nothing_bit_for_bit),
		cmocka_unit_test(merged_and_beside_are_the_same_function),
		cmocka_unit_test(learning_moves_the_adapter_and_never_the_backbone),
		cmocka_unit_test(every_linear_layer_has_an_adapter_that_learns),
		cmocka_unit_test(one_seed_learns_the_same_bits),
		cmocka_unit_test(two_threads_share_a_network),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
