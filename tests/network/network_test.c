/* What a network says of decisions, and that it does not depend on how they are computed. */
#include "sample_network.h"

#include "tensor/candidates.h"

enum { MOVES_MOST = 64, ENTRIES_MOST = 64 };

struct fixture {
	struct sample_network sample;
};

static void setup(struct fixture *f, bool training)
{
	sample_network_init(&f->sample, &small_shape, training, 5);
	disturb_all(&f->sample.network.backbone, f->sample.values, 0.2, 100);
}

static void teardown(struct fixture *f)
{
	sample_network_release(&f->sample);
}

static void forward(struct fixture *f)
{
	struct weights weights = {.backbone = f->sample.values};
	network_forward(f->sample.pass, &weights);
}

static void entry_scores(struct fixture *f, size_t i, size_t move, real *out)
{
	struct weights weights = {.backbone = f->sample.values};
	network_entry_scores(f->sample.pass, &weights, i, move, out);
}

/* ---- shapes ---- */

static void assert_refused(struct network_shape shape, const char *expected)
{
	struct network network;
	struct error error = {0};
	assert_int_equal(network_init(&network, &shape, &error), ERROR_INPUT);
	if (!strstr(error.message, expected))
		fail_msg("'%s' does not say '%s'", error.message, expected);
	network_release(&network);
}

static void a_shape_out_of_bounds_is_refused_by_name(void **state)
{
	(void)state;
	struct network_shape shape = small_shape;
	shape.width = 1025;
	assert_refused(shape, "width = 1025: it must be from 1 to 1024");
	shape = small_shape;
	shape.heads = 3;
	assert_refused(shape, "heads = 3");
	shape = small_shape;
	shape.heads = 0;
	assert_refused(shape, "heads = 0");
	shape = small_shape;
	shape.blocks = NETWORK_BLOCKS_MAX + 1;
	assert_refused(shape, "blocks = 9");
	shape = small_shape;
	shape.bits = 33;
	assert_refused(shape, "bits = 33");
	shape = small_shape;
	shape.word_rows = SIZE_MAX;
	assert_refused(shape, "word_rows");
	shape = small_shape;
	shape.kinds = 0;
	assert_refused(shape, "kinds = 0");
}

/* ---- one or many ---- */

static void decisions_together_score_as_each_alone(void **state)
{
	(void)state;
	for (int training = 0; training < 2; training++) {
		struct fixture f;
		setup(&f, training);
		struct sample_network *n = &f.sample;
		struct weights weights = {.backbone = n->values};
		struct network_pass *alone = network_pass_new(&n->network, false, NULL);
		forward(&f);
		for (size_t i = 0; i < DECISIONS; i++) {
			assert_int_equal(network_pass_reserve(alone, &n->encodings[i], 1, NULL), 0);
			network_forward(alone, &weights);
			for (size_t m = 0; m < n->encodings[i]->move_count; m++)
				assert_float_equal(network_move_scores(alone, 0)[m],
					network_move_scores(n->pass, i)[m], 2e-5);
			if (i % 2 == 1)
				continue;
			real together[ENTRIES_MOST], single[ENTRIES_MOST];
			size_t move = first_text_move(n, i);
			entry_scores(&f, i, move, together);
			network_entry_scores(alone, &weights, 0, move, single);
			for (size_t c = 0; c < entry_count(n, i, move); c++)
				assert_float_equal(single[c], together[c], 2e-5);
		}
		network_pass_free(alone);
		teardown(&f);
	}
}

/* A pass that has seen a large batch computes a small one as a fresh pass does, to the bit. */
static void a_pass_forgets_the_batch_before(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, false);
	struct sample_network *n = &f.sample;
	struct weights weights = {.backbone = n->values};
	struct network_pass *fresh = network_pass_new(&n->network, false, NULL);
	forward(&f);
	assert_int_equal(network_pass_reserve(n->pass, &n->encodings[2], 1, NULL), 0);
	assert_int_equal(network_pass_reserve(fresh, &n->encodings[2], 1, NULL), 0);
	forward(&f);
	network_forward(fresh, &weights);
	assert_memory_equal(network_move_scores(n->pass, 0), network_move_scores(fresh, 0),
		n->encodings[2]->move_count * sizeof(real));
	network_pass_free(fresh);
	teardown(&f);
}

static void one_seed_gives_the_same_bits(void **state)
{
	(void)state;
	struct fixture a, b;
	setup(&a, false);
	setup(&b, false);
	forward(&a);
	forward(&b);
	forward(&b);
	for (size_t i = 0; i < DECISIONS; i++)
		assert_memory_equal(network_move_scores(a.sample.pass, i),
			network_move_scores(b.sample.pass, i),
			a.sample.encodings[i]->move_count * sizeof(real));
	teardown(&a);
	teardown(&b);
}

/* ---- what is computed ---- */

/* More moves, at positions that nobody read before: the scores of the others stay. */
static void a_score_does_not_depend_on_what_else_is_read(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, false);
	struct sample_network *n = &f.sample;
	struct weights weights = {.backbone = n->values};
	const struct encoding *before = n->encodings[3];
	struct encoded_move moves[MOVES_MOST];
	memcpy(moves, before->moves, before->move_count * sizeof(*moves));
	struct encoding after = *before;
	for (size_t position = 0; position < before->positions; position++)
		moves[after.move_count++] =
			(struct encoded_move){(uint16_t)position, 2, MOVE_WITHOUT_TEXT};
	after.moves = moves;
	const struct encoding *both[] = {before, &after};
	assert_int_equal(network_pass_reserve(n->pass, both, 2, NULL), 0);
	network_forward(n->pass, &weights);
	for (size_t m = 0; m < before->move_count; m++)
		assert_float_equal(network_move_scores(n->pass, 0)[m],
			network_move_scores(n->pass, 1)[m], 2e-5);
	teardown(&f);
}

static void one_position_with_one_move_is_certain(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, false);
	struct sample_network *n = &f.sample;
	struct weights weights = {.backbone = n->values};
	struct encoding only = *n->encodings[1];
	only.move_count = 1;
	const struct encoding *list[] = {&only};
	struct network_distribution distribution;
	struct arena arena;
	arena_init(&arena, 4096);
	assert_int_equal(only.positions, 1);
	assert_int_equal(network_pass_reserve(n->pass, list, 1, NULL), 0);
	network_forward(n->pass, &weights);
	assert_true(isfinite(network_move_scores(n->pass, 0)[0]));
	assert_int_equal(
		network_distribution(n->pass, &weights, 0, 1, 0, &arena, &distribution, NULL), 0);
	assert_true(distribution.moves[0] == 1);
	const unsigned char accepted[] = {1};
	struct network_target target = {accepted, NULL, 1};
	assert_true(network_learn_targets(
			    n->pass, &weights, &target, &(struct gradients){NULL, NULL}) == 0);
	arena_release(&arena);
	teardown(&f);
}

/* Another end moves a span's score by as much, wherever it starts; a copy has a score of its own. */
static void a_span_scores_by_its_start_and_its_end(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, false);
	struct sample_network *n = &f.sample;
	struct encoding e = *n->encodings[0];
	const struct choice_entry entries[] = {{ENTRY_SPAN, 1, 2, 0}, {ENTRY_SPAN, 1, 3, 1},
		{ENTRY_SPAN, 2, 2, 2}, {ENTRY_SPAN, 2, 3, 3}, {ENTRY_COPY, 2, 2, 4}};
	const struct choice_set sets[] = {{entries, 5, 5}, {entries, 5, 5}};
	e.choice_sets = sets;
	const struct encoding *list[] = {&e};
	struct weights weights = {.backbone = n->values};
	assert_int_equal(network_pass_reserve(n->pass, list, 1, NULL), 0);
	network_forward(n->pass, &weights);
	real s[5];
	entry_scores(&f, 0, first_text_move(n, 0), s);
	assert_float_equal(s[0] - s[1], s[2] - s[3], 1e-5);
	assert_true(fabs((double)(s[4] - s[2])) > 1e-3);
	teardown(&f);
}

/* ---- losses ---- */

/* -log Σ p(move)·Σ p(outcome | move), term by term. */
static double plain_loss(struct fixture *f, size_t i)
{
	struct sample_network *n = &f->sample;
	struct weights weights = {.backbone = n->values};
	const struct encoding *e = n->encodings[i];
	const struct network_target *target = &n->targets[i];
	struct network_distribution d;
	struct arena arena;
	double right = 0;
	arena_init(&arena, 1 << 20);
	assert_int_equal(network_distribution(n->pass, &weights, i, 1, 0, &arena, &d, NULL), 0);
	for (size_t m = 0; m < e->move_count; m++) {
		double text = 1;
		if (!target->moves[m])
			continue;
		if (e->moves[m].choice_set != MOVE_WITHOUT_TEXT) {
			const struct choice_set *set = &e->choice_sets[e->moves[m].choice_set];
			text = 0;
			for (size_t c = 0; c < set->entry_count; c++)
				if (target->outcomes[m][set->entries[c].outcome])
					text += (double)d.entries[m][c];
		}
		right += (double)d.moves[m] * text;
	}
	arena_release(&arena);
	return -log(right);
}

static void the_loss_is_that_of_the_joint_distribution(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, false);
	struct sample_network *n = &f.sample;
	struct weights weights = {.backbone = n->values};
	forward(&f);
	double expected = 0, weight = 0;
	for (size_t i = 0; i < DECISIONS; i++) {
		expected += n->targets[i].weight * plain_loss(&f, i);
		weight += n->targets[i].weight;
	}
	double loss = network_learn_targets(
		n->pass, &weights, n->targets, &(struct gradients){NULL, NULL});
	assert_float_equal(loss, expected / weight, 1e-5);
	assert_true(loss > 0.1);
	teardown(&f);
}

static void a_decision_without_weight_does_not_count(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, true);
	struct sample_network *n = &f.sample;
	struct weights weights = {.backbone = n->values};
	struct gradients gradients = {&n->backbone_gradient, NULL};
	unsigned char none[MOVES_MOST] = {0};
	for (size_t i = 1; i < DECISIONS; i++)
		n->targets[i] = (struct network_target){none, NULL, 0};
	forward(&f);
	assert_float_equal(network_learn_targets(n->pass, &weights, n->targets, &gradients),
		plain_loss(&f, 0), 1e-5);
	double norm = gradient_norm(&n->backbone_gradient);
	gradient_clear(&n->backbone_gradient);
	assert_int_equal(network_pass_reserve(n->pass, n->encodings, 1, NULL), 0);
	forward(&f);
	network_learn_targets(n->pass, &weights, n->targets, &gradients);
	assert_float_equal(gradient_norm(&n->backbone_gradient), norm, 1e-4 * norm);
	gradient_clear(&n->backbone_gradient);
	n->targets[0].weight = 0;
	assert_true(network_learn_targets(n->pass, &weights, n->targets, &gradients) == 0);
	assert_true(gradient_norm(&n->backbone_gradient) == 0);
	teardown(&f);
}

/* ---- distributions ---- */

static double sum_of(const real *p, size_t count)
{
	double sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += (double)p[i];
	return sum;
}

static void a_distribution_adds_up_and_leaves_out_what_is_below_the_floor(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, false);
	struct sample_network *n = &f.sample;
	struct weights weights = {.backbone = n->values};
	struct network_distribution d;
	struct arena arena;
	arena_init(&arena, 1 << 20);
	forward(&f);
	const struct encoding *e = n->encodings[2];
	assert_int_equal(network_distribution(n->pass, &weights, 2, 1, 0, &arena, &d, NULL), 0);
	assert_float_equal(sum_of(d.moves, e->move_count), 1, 1e-5);
	double least = 1, most = 0;
	for (size_t m = 0; m < e->move_count; m++) {
		bool takes_text = e->moves[m].choice_set != MOVE_WITHOUT_TEXT;
		assert_int_equal(d.entries[m] != NULL, takes_text);
		if (!takes_text)
			continue;
		assert_float_equal(sum_of(d.entries[m], entry_count(n, 2, m)), 1, 1e-5);
		least = fmin(least, (double)d.moves[m]);
		most = fmax(most, (double)d.moves[m]);
	}
	assert_true(least < most);
	assert_int_equal(
		network_distribution(n->pass, &weights, 2, 1, (least + most) / 2, &arena, &d, NULL),
		0);
	for (size_t m = 0; m < e->move_count; m++)
		if (d.entries[m])
			assert_true((double)d.moves[m] >= (least + most) / 2);
	arena_release(&arena);
	teardown(&f);
}

static void a_higher_temperature_makes_less_certain(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, false);
	struct sample_network *n = &f.sample;
	struct weights weights = {.backbone = n->values};
	struct arena arena;
	arena_init(&arena, 1 << 20);
	forward(&f);
	double before = -1;
	for (double temperature = 0.25; temperature <= 4; temperature *= 4) {
		struct network_distribution d;
		assert_int_equal(network_distribution(
					 n->pass, &weights, 0, temperature, 0, &arena, &d, NULL),
			0);
		double entropy = candidates_entropy(d.moves, n->encodings[0]->move_count);
		assert_true(entropy > before + 0.01);
		before = entropy;
	}
	arena_release(&arena);
	teardown(&f);
}

static void a_full_arena_is_an_error_and_not_a_crash(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, false);
	struct sample_network *n = &f.sample;
	struct weights weights = {.backbone = n->values};
	forward(&f);
	for (size_t room = 0; room < 512; room += 16) {
		struct network_distribution d;
		struct error error = {0};
		struct arena arena;
		arena_init(&arena, room);
		int rc = network_distribution(n->pass, &weights, 0, 1, 0, &arena, &d, &error);
		if (rc)
			assert_int_equal(error.code, ERROR_LIMIT);
		arena_release(&arena);
	}
	teardown(&f);
}

/* ---- limits ---- */

static void decisions_beyond_the_limits_are_refused(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, false);
	struct sample_network *n = &f.sample;
	struct error error = {0};
	struct encoding large = *n->encodings[0];
	const struct encoding *list[] = {n->encodings[1], &large};
	large.positions = ENCODING_POSITIONS_MAX + 1;
	assert_int_equal(network_pass_reserve(n->pass, list, 2, &error), ERROR_LIMIT);
	assert_non_null(strstr(error.message, "257 positions"));
	large = *n->encodings[0];
	large.move_count = ENCODING_MOVES_MAX + 1;
	assert_int_equal(network_pass_reserve(n->pass, list, 2, &error), ERROR_LIMIT);
	large = *n->encodings[0];
	struct choice_set sets[2] = {large.choice_sets[0], large.choice_sets[1]};
	sets[1].entry_count = ENCODING_ENTRIES_MAX + 1;
	large.choice_sets = sets;
	assert_int_equal(network_pass_reserve(n->pass, list, 2, &error), ERROR_LIMIT);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_shape_out_of_bounds_is_refused_by_name),
		cmocka_unit_test(decisions_together_score_as_each_alone),
		cmocka_unit_test(a_pass_forgets_the_batch_before),
		cmocka_unit_test(one_seed_gives_the_same_bits),
		cmocka_unit_test(a_score_does_not_depend_on_what_else_is_read),
		cmocka_unit_test(one_position_with_one_move_is_certain),
		cmocka_unit_test(a_span_scores_by_its_start_and_its_end),
		cmocka_unit_test(the_loss_is_that_of_the_joint_distribution),
		cmocka_unit_test(a_decision_without_weight_does_not_count),
		cmocka_unit_test(a_distribution_adds_up_and_leaves_out_what_is_below_the_floor),
		cmocka_unit_test(a_higher_temperature_makes_less_certain),
		cmocka_unit_test(a_full_arena_is_an_error_and_not_a_crash),
		cmocka_unit_test(decisions_beyond_the_limits_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
