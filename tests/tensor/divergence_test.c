#include "gradient_check.h"
#include "tensor/candidates.h"
#include "tensor/divergence.h"

/* Student (1/4, 3/4), teacher (1/2, 1/2). */
static const real scores[2] = {0, (real)1.0986122886681098};
static const real teacher[2] = {(real)0.5, (real)0.5};

static double loss_of(
	enum divergence_kind kind, enum divergence_clip clip, double limit, real slopes[2])
{
	struct divergence divergence = {kind, clip, limit};
	return divergence_loss(&divergence, scores, teacher, 2, slopes);
}

static void forward_by_hand(void **state)
{
	(void)state;
	real slopes[2];
	double loss = loss_of(DIVERGENCE_FORWARD, DIVERGENCE_UNCLIPPED, 0, slopes);
	assert_float_equal(loss, 0.5 * log(2) + 0.5 * log(2.0 / 3), 1e-7); /* 0.143841 */
	assert_float_equal(slopes[0], 0.25 - 0.5, 1e-7);		   /* p - t */
	assert_float_equal(slopes[1], 0.75 - 0.5, 1e-7);
}

static void reverse_by_hand(void **state)
{
	(void)state;
	real slopes[2];
	double loss = loss_of(DIVERGENCE_REVERSE, DIVERGENCE_UNCLIPPED, 0, slopes);
	double expected = 0.25 * log(0.5) + 0.75 * log(1.5); /* 0.130812 */
	assert_float_equal(loss, expected, 1e-7);
	assert_float_equal(slopes[0], 0.25 * (log(0.5) - expected), 1e-7);
	assert_float_equal(slopes[1], 0.75 * (log(1.5) - expected), 1e-7);
}

static void jensen_shannon_by_hand(void **state)
{
	(void)state;
	real slopes[2];
	double loss = loss_of(DIVERGENCE_JENSEN_SHANNON, DIVERGENCE_UNCLIPPED, 0, slopes);
	/* m = (3/8, 5/8) */
	double from_teacher = 0.5 * log(4.0 / 3) + 0.5 * log(4.0 / 5);
	double from_student = 0.25 * log(2.0 / 3) + 0.75 * log(6.0 / 5);
	assert_float_equal(loss, (from_teacher + from_student) / 2, 1e-7); /* 0.033822 */
	assert_float_equal(slopes[0], 0.125 * (log(2.0 / 3) - from_student), 1e-7);
	assert_float_equal(slopes[0] + slopes[1], 0, 1e-7);
}

/* Forward entries: 0.5·ln 2 = 0.3466 and 0.5·ln(2/3) = -0.2027; the first is beyond the limit. */
static void a_stopped_entry_counts_its_limit_and_pulls_no_more(void **state)
{
	(void)state;
	real slopes[2];
	double loss = loss_of(DIVERGENCE_FORWARD, DIVERGENCE_STOP, 0.1, slopes);
	assert_float_equal(loss, 0.1 + 0.5 * log(2.0 / 3), 1e-7);
	assert_float_equal(slopes[0], 0.25 * 0.5, 1e-7); /* p₀·t₁: only the second entry's */
	assert_float_equal(slopes[1], 0.75 * 0.5 - 0.5, 1e-7);
}

static void a_softened_entry_counts_less_and_still_pulls(void **state)
{
	(void)state;
	real slopes[2];
	double loss = loss_of(DIVERGENCE_FORWARD, DIVERGENCE_SOFTEN, 0.1, slopes);
	double entry = 0.5 * log(2), weight = 1 / (1 + entry / 0.1);
	assert_float_equal(loss, 0.1 * log1p(entry / 0.1) + 0.5 * log(2.0 / 3), 1e-7);
	double total = 0.5 * weight + 0.5;
	assert_float_equal(slopes[0], 0.25 * total - 0.5 * weight, 1e-7);
	assert_float_equal(slopes[1], 0.75 * total - 0.5, 1e-7);
}

static void a_far_limit_changes_nothing(void **state)
{
	(void)state;
	real slopes[2], expected[2];
	double loss = loss_of(DIVERGENCE_REVERSE, DIVERGENCE_UNCLIPPED, 0, expected);
	assert_true(loss_of(DIVERGENCE_REVERSE, DIVERGENCE_STOP, 100, slopes) == loss);
	assert_memory_equal(slopes, expected, sizeof(slopes));
}

static void all_kinds_are_0_for_equals(void **state)
{
	(void)state;
	real even[] = {1, 1}, slopes[2];
	for (int kind = DIVERGENCE_FORWARD; kind <= DIVERGENCE_JENSEN_SHANNON; kind++) {
		struct divergence divergence = {kind, DIVERGENCE_UNCLIPPED, 0};
		assert_float_equal(
			divergence_loss(&divergence, even, teacher, 2, slopes), 0, 1e-12);
		assert_float_equal(slopes[0], 0, 1e-7);
	}
}

/* Zeros on either side, and a candidate that is not legal. */
static void extremes_stay_finite(void **state)
{
	(void)state;
	real student[] = {500, -500, CANDIDATE_ILLEGAL}, certain[] = {0, 1, 0}, slopes[3];
	for (int kind = DIVERGENCE_FORWARD; kind <= DIVERGENCE_JENSEN_SHANNON; kind++) {
		struct divergence divergence = {kind, DIVERGENCE_UNCLIPPED, 0};
		double loss = divergence_loss(&divergence, student, certain, 3, slopes);
		assert_true(isfinite(loss) && loss > 0.5);
		assert_true(vector_is_finite(slopes, 3));
		assert_true(slopes[2] == 0);
	}
	struct divergence forward = {DIVERGENCE_FORWARD, DIVERGENCE_UNCLIPPED, 0};
	assert_float_equal(divergence_loss(&forward, student, certain, 3, slopes), 1000, 1e-3);
	assert_float_equal(slopes[1], -1, 1e-6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forward_by_hand),
		cmocka_unit_test(reverse_by_hand),
		cmocka_unit_test(jensen_shannon_by_hand),
		cmocka_unit_test(a_stopped_entry_counts_its_limit_and_pulls_no_more),
		cmocka_unit_test(a_softened_entry_counts_less_and_still_pulls),
		cmocka_unit_test(a_far_limit_changes_nothing),
		cmocka_unit_test(all_kinds_are_0_for_equals),
		cmocka_unit_test(extremes_stay_finite),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
