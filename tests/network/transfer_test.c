/* A network whose weights are all 0 finds all moves and all entries equally probable: targets can be
 * worked out by hand. */
#include "network/transfer.h"
#include "sample_network.h"

/* Moves of the student: 0 and 1 mean a, 2 means b, 3 takes a text: its outcomes mean a, c and d. */
enum meaning { A, B, C, D, ONLY_TEACHER, TEXT, MEANINGS };

static const struct choice_entry entries[] = {
	{ENTRY_COPY, 0, 0, 0}, {ENTRY_COPY, 0, 0, 1}, {ENTRY_COPY, 0, 0, 2}, {ENTRY_COPY, 0, 0, 1}};
static const struct choice_set set = {entries, 4, 3};
static const struct encoded_move moves[] = {
	{0, 0, MOVE_WITHOUT_TEXT}, {0, 1, MOVE_WITHOUT_TEXT}, {0, 2, MOVE_WITHOUT_TEXT}, {0, 3, 0}};
static const uint32_t whole[] = {A, A, B, TEXT};
static const size_t first[] = {0, 0, 0, 0};
static const uint32_t outcome[] = {A, C, D};
static const struct meanings meanings = {whole, first, outcome, MEANINGS};

struct fixture {
	struct sample_network sample;
	struct encoding encoding;
	struct arena arena;
	struct network_distribution target;
	double kept;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	sample_network_init(&f->sample, &small_shape, false, 3);
	memset(f->sample.values, 0, f->sample.network.backbone.total * sizeof(real));
	f->encoding = *f->sample.encodings[1]; /* one position */
	f->encoding.moves = moves;
	f->encoding.move_count = 4;
	f->encoding.choice_sets = &set;
	f->encoding.choice_set_count = 1;
	assert_null(encoding_fault(&f->encoding, &small_shape));
	arena_init(&f->arena, 1 << 20);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	arena_release(&f->arena);
	sample_network_release(&f->sample);
	free(f);
	return 0;
}

static void aim(struct fixture *f, const double *opinion)
{
	const struct encoding *encoding = &f->encoding;
	struct weights weights = {.backbone = f->sample.values};
	assert_int_equal(network_pass_reserve(f->sample.pass, &encoding, 1, NULL), 0);
	network_forward(f->sample.pass, &weights);
	assert_int_equal(transfer_target(f->sample.pass, &weights, 0, &meanings, opinion, &f->arena,
				 &f->target, &f->kept, NULL),
		0);
}

static void assert_moves(const struct fixture *f, double a, double b, double c, double d)
{
	const double expected[] = {a, b, c, d};
	for (size_t m = 0; m < 4; m++)
		assert_float_equal((double)f->target.moves[m], expected[m], 1e-6);
}

static void an_opinion_adds_up_what_means_the_same(void **state)
{
	struct fixture *f = *state;
	real p[] = {0.1f, 0.2f, 0.3f, 0.4f}, texts[] = {0.5f, 0.125f, 0.25f, 0.125f};
	real *looked_into[] = {NULL, NULL, NULL, texts}, *not_looked_into[4] = {NULL};
	double opinion[MEANINGS] = {0};
	struct network_distribution distribution = {p, looked_into};
	transfer_opinion(&f->encoding, &meanings, &distribution, opinion);
	assert_float_equal(opinion[A], 0.1 + 0.2 + 0.4 * 0.5, 1e-7);
	assert_float_equal(opinion[B], 0.3, 1e-7);
	assert_float_equal(opinion[C], 0.4 * 0.25, 1e-7);
	assert_float_equal(opinion[D], 0.4 * 0.25, 1e-7);
	assert_float_equal(opinion[TEXT], 0, 0);
	memset(opinion, 0, sizeof(opinion));
	distribution.entries = not_looked_into;
	transfer_opinion(&f->encoding, &meanings, &distribution, opinion);
	assert_float_equal(opinion[A], 0.3, 1e-7);
	assert_float_equal(opinion[TEXT], 0.4, 1e-7);
}

/* S: 1/4 for each move, 1/16 for each entry. S(a) = 1/4 + 1/4 + 1/16 = 9/16. */
static void what_means_the_same_shares_in_the_students_proportions(void **state)
{
	struct fixture *f = *state;
	const double opinion[MEANINGS] = {[A] = 0.9, [C] = 0.1};
	aim(f, opinion);
	assert_float_equal(f->kept, 1, 1e-12);
	/* Of a, 4/9 each for moves 0 and 1 and 1/9 for the text; c is all in the text. */
	assert_moves(f, 0.4, 0.4, 0, 0.1 + 0.1);
	const real *texts = f->target.entries[3];
	assert_float_equal((double)texts[0], 0.5, 1e-6);
	assert_float_equal((double)texts[1], 0.25, 1e-6);
	assert_float_equal((double)texts[2], 0, 0);
	assert_float_equal((double)texts[3], 0.25, 1e-6);
}

static void what_the_student_cannot_say_is_dropped(void **state)
{
	struct fixture *f = *state;
	const double opinion[MEANINGS] = {[B] = 0.3, [D] = 0.1, [ONLY_TEACHER] = 0.6};
	aim(f, opinion);
	assert_float_equal(f->kept, 0.4, 1e-9);
	assert_moves(f, 0, 0, 0.75, 0.25);
	assert_float_equal((double)f->target.entries[3][2], 1, 1e-6);
}

static void a_text_that_was_not_looked_into_counts_for_its_move(void **state)
{
	struct fixture *f = *state;
	const double opinion[MEANINGS] = {[B] = 0.8, [TEXT] = 0.2};
	aim(f, opinion);
	assert_float_equal(f->kept, 1, 1e-12);
	assert_moves(f, 0, 0, 0.8, 0.2);
	assert_null(f->target.entries[3]);
}

static void an_opinion_that_cannot_be_said_at_all_gives_nothing(void **state)
{
	struct fixture *f = *state;
	const double opinion[MEANINGS] = {[ONLY_TEACHER] = 1};
	aim(f, opinion);
	assert_float_equal(f->kept, 0, 0);
	assert_moves(f, 0, 0, 0, 0);
	assert_null(f->target.entries[3]);
}

static void the_students_own_opinion_is_its_own_target(void **state)
{
	struct fixture *f = *state;
	const double opinion[MEANINGS] = {
		[A] = 9. / 16, [B] = 4. / 16, [C] = 2. / 16, [D] = 1. / 16};
	aim(f, opinion);
	assert_moves(f, 0.25, 0.25, 0.25, 0.25);
	for (size_t e = 0; e < 4; e++)
		assert_float_equal((double)f->target.entries[3][e], 0.25, 1e-6);
}

static void the_divergence_of_opinions_is_their_relative_entropy(void **state)
{
	(void)state;
	const double t[] = {0.5, 0.5, 0}, s[] = {0.25, 0.5, 0.25};
	assert_float_equal(transfer_divergence(t, s, 3), 0.5 * log(2), 1e-12);
	assert_float_equal(transfer_divergence(t, t, 3), 0, 1e-12);
	assert_true(isfinite(transfer_divergence(s, t, 3)));
}

/* The copy is used after the arena of the original is gone, in another computation. */
static void a_copied_encoding_gives_the_same_scores(void **state)
{
	struct fixture *f = *state;
	struct sample_encoding sample;
	struct encoding copy;
	struct random random;
	random_seed(&random, 5);
	tensors_start(&f->sample.network.backbone, f->sample.values, &random);
	struct weights weights = {.backbone = f->sample.values};
	for (size_t plan = 0; plan < DECISIONS; plan++) {
		real scores[64];
		sample_encoding_init(&sample, &small_shape, &small_plans[plan], 40);
		const struct encoding *encoding = &sample.encoding;
		size_t count = encoding->move_count;
		assert_true(count <= 64);
		assert_int_equal(network_pass_reserve(f->sample.pass, &encoding, 1, NULL), 0);
		network_forward(f->sample.pass, &weights);
		memcpy(scores, network_move_scores(f->sample.pass, 0), count * sizeof(real));
		assert_int_equal(encoding_copy(&copy, encoding, &f->arena, NULL), 0);
		sample_encoding_release(&sample);
		assert_null(encoding_fault(&copy, &small_shape));
		encoding = &copy;
		assert_int_equal(network_pass_reserve(f->sample.pass, &encoding, 1, NULL), 0);
		network_forward(f->sample.pass, &weights);
		assert_memory_equal(
			scores, network_move_scores(f->sample.pass, 0), count * sizeof(real));
	}
}

static void a_copy_without_room_is_refused(void **state)
{
	struct fixture *f = *state;
	struct encoding copy;
	struct error error = {0};
	struct arena small;
	assert_int_equal(encoding_copy(&copy, f->sample.encodings[0], &f->arena, NULL), 0);
	for (size_t room = 0; room < f->arena.used_bytes; room += 16) {
		arena_init(&small, room);
		int code = encoding_copy(&copy, f->sample.encodings[0], &small, &error);
		assert_int_equal(code, ERROR_LIMIT);
		arena_release(&small);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			an_opinion_adds_up_what_means_the_same, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			what_means_the_same_shares_in_the_students_proportions, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			what_the_student_cannot_say_is_dropped, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_text_that_was_not_looked_into_counts_for_its_move, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			an_opinion_that_cannot_be_said_at_all_gives_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			the_students_own_opinion_is_its_own_target, set_up, tear_down),
		cmocka_unit_test(the_divergence_of_opinions_is_their_relative_entropy),
		cmocka_unit_test_setup_teardown(
			a_copied_encoding_gives_the_same_scores, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_copy_without_room_is_refused, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
