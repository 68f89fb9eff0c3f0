/* What a step of self-distillation pulls at, held against differences, through the mapping between what
 * teacher and student see. */
#include "network/transfer.h"

#include "../tensor/gradient_check.h"
#include "sample_network.h"

enum {
	SHARED = 7,		/* meanings that plain moves and texts have in common */
	MEANINGS = SHARED + 40, /* then those of moves with texts as a whole, and one that the
				   student does not have */
	UNSAYABLE = MEANINGS - 1
};

struct fixture {
	struct sample_network sample;
	struct divergence divergence;
	struct arena arena;
	struct meanings meanings[DECISIONS];
	double opinions[DECISIONS][MEANINGS];
	double kept[DECISIONS];
	struct network_distribution targets[DECISIONS];
};

/* Several moves and several texts come to the same. */
static void give_meanings(struct fixture *f, size_t i)
{
	const struct encoding *e = f->sample.encodings[i];
	uint32_t *whole = arena_take(&f->arena, e->move_count, sizeof(*whole));
	size_t *first = arena_take(&f->arena, e->move_count, sizeof(*first)), next = 0;
	uint32_t *outcome = arena_take(&f->arena, 4096, sizeof(*outcome));
	uint32_t texts = 0;
	for (size_t m = 0; m < e->move_count; m++) {
		size_t set = e->moves[m].choice_set;
		first[m] = next;
		whole[m] = (uint32_t)(m % SHARED);
		if (set == MOVE_WITHOUT_TEXT)
			continue;
		whole[m] = SHARED + texts++;
		for (size_t o = 0; o < e->choice_sets[set].outcomes; o++)
			outcome[next++] = (uint32_t)((2 * m + o) % SHARED);
	}
	f->meanings[i] = (struct meanings){whole, first, outcome, MEANINGS};
}

static void give_opinion(struct fixture *f, size_t i)
{
	struct random random;
	double sum = 0;
	random_seed(&random, 70 + i);
	for (size_t a = 0; a < SHARED; a++)
		sum += f->opinions[i][a] = a == 3 ? 0 : random_unit(&random);
	sum += f->opinions[i][UNSAYABLE] = 0.5;
	for (size_t a = 0; a < MEANINGS; a++)
		f->opinions[i][a] /= sum;
}

static void setup(struct fixture *f, enum divergence_kind kind, enum divergence_clip clip)
{
	struct sample_network *n = &f->sample;
	*f = (struct fixture){.divergence = {kind, clip, 0.5}};
	arena_init(&f->arena, (size_t)1 << 26);
	sample_network_init(n, &small_shape, true, 23);
	disturb_all(&n->network.backbone, n->values, 0.2, 100);
	disturb_all(&n->network.adapter, n->adapter, 0.3, 200);
	for (size_t i = 0; i < DECISIONS; i++) {
		give_meanings(f, i);
		give_opinion(f, i);
	}
}

static void teardown(struct fixture *f)
{
	arena_release(&f->arena);
	sample_network_release(&f->sample);
}

/* Targets of the weights as they are now, and the slopes of the adapter. */
static double learn(struct fixture *f)
{
	struct sample_network *n = &f->sample;
	struct weights weights = sample_weights(n, BESIDE);
	struct gradients gradients = {NULL, &n->adapter_gradient};
	network_forward(n->pass, &weights);
	for (size_t i = 0; i < DECISIONS; i++)
		assert_int_equal(
			transfer_target(n->pass, &weights, i, &f->meanings[i], f->opinions[i],
				&f->arena, &f->targets[i], &f->kept[i], NULL),
			0);
	double loss =
		network_learn_teacher(n->pass, &weights, f->targets, &f->divergence, &gradients);
	assert_true(gradient_norm(&n->adapter_gradient) > 0.01);
	return loss;
}

static void check_adapter(struct fixture *f, loss_function *loss)
{
	struct sample_network *n = &f->sample;
	gradient_check_table(&n->network.adapter, n->adapter, n->adapter_gradient.values, loss, f);
}

/* KL(T‖S) over meanings, of all texts, and without any target. */
static double divergence_over_meanings(void *context)
{
	struct fixture *f = context;
	struct sample_network *n = &f->sample;
	struct weights weights = sample_weights(n, BESIDE);
	double sum = 0;
	network_forward(n->pass, &weights);
	for (size_t i = 0; i < DECISIONS; i++) {
		struct network_distribution all;
		struct arena arena;
		double student[MEANINGS] = {0}, teacher[MEANINGS];
		arena_init(&arena, 1 << 20);
		assert_int_equal(
			network_distribution(n->pass, &weights, i, 1, 0, &arena, &all, NULL), 0);
		transfer_opinion(n->encodings[i], &f->meanings[i], &all, student);
		for (size_t a = 0; a < MEANINGS; a++)
			teacher[a] = student[a] > 0 ? f->opinions[i][a] / f->kept[i] : 0;
		sum += transfer_divergence(teacher, student, MEANINGS) / DECISIONS;
		arena_release(&arena);
	}
	return sum;
}

static void forward_steps_descend_the_divergence_over_meanings(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, DIVERGENCE_FORWARD, DIVERGENCE_UNCLIPPED);
	double loss = learn(&f);
	assert_true(f.kept[0] > 0.3 && f.kept[0] < 0.99);
	assert_float_equal(loss, divergence_over_meanings(&f), 1e-9);
	check_adapter(&f, divergence_over_meanings);
	teardown(&f);
}

/* With the targets as they stood when the slopes were taken. */
static double loss_to_targets(void *context)
{
	static const struct gradients none = {NULL, NULL};
	struct fixture *f = context;
	struct weights weights = sample_weights(&f->sample, BESIDE);
	network_forward(f->sample.pass, &weights);
	return network_learn_teacher(f->sample.pass, &weights, f->targets, &f->divergence, &none);
}

static void check_kind(enum divergence_kind kind)
{
	for (enum divergence_clip clip = DIVERGENCE_UNCLIPPED; clip <= DIVERGENCE_SOFTEN; clip++) {
		struct fixture f;
		setup(&f, kind, clip);
		assert_true(learn(&f) == loss_to_targets(&f));
		check_adapter(&f, loss_to_targets);
		teardown(&f);
	}
}

static void forward_divergence_pulls_as_differences_say(void **state)
{
	(void)state;
	check_kind(DIVERGENCE_FORWARD);
}

static void reverse_divergence_pulls_as_differences_say(void **state)
{
	(void)state;
	check_kind(DIVERGENCE_REVERSE);
}

static void jensen_shannon_divergence_pulls_as_differences_say(void **state)
{
	(void)state;
	check_kind(DIVERGENCE_JENSEN_SHANNON);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forward_steps_descend_the_divergence_over_meanings),
		cmocka_unit_test(forward_divergence_pulls_as_differences_say),
		cmocka_unit_test(reverse_divergence_pulls_as_differences_say),
		cmocka_unit_test(jensen_shannon_divergence_pulls_as_differences_say),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
