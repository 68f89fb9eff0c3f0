#include "gradient_check.h"
#include "tensor/candidates.h"

static void probabilities_are_exact_where_they_can_be(void **state)
{
	(void)state;
	real scores[] = {0, (real)log(3), CANDIDATE_ILLEGAL, 0}, p[4];
	candidates_probabilities(scores, 4, 1, p);
	const double expected[] = {0.2, 0.6, 0, 0.2};
	for (size_t c = 0; c < 4; c++)
		assert_float_equal(p[c], expected[c], 1e-6);
	assert_true(p[2] == 0);
	struct candidates_scale scale = candidates_scale(scores, 4);
	assert_float_equal(scale.highest + scale.rest, log(5), 1e-6);
}

/* 4·9 = 36 against 1: temperature 1/2 squares the odds of 3 and 2 to 1. */
static void temperature_sharpens_and_flattens(void **state)
{
	(void)state;
	real scores[] = {(real)log(3), (real)log(2), 0}, p[3];
	candidates_probabilities(scores, 3, 0.5, p);
	assert_float_equal(p[0], 9.0 / 14, 1e-6);
	assert_float_equal(p[1], 4.0 / 14, 1e-6);
	candidates_probabilities(scores, 3, 1e9, p);
	assert_float_equal(p[2], 1.0 / 3, 1e-6);
}

static void huge_scores_do_not_overflow(void **state)
{
	(void)state;
	real scores[] = {(real)3e38, (real)3e38, (real)-3e38}, p[3], slopes[3];
	real target[] = {1, 0, 0};
	candidates_probabilities(scores, 3, 1, p);
	assert_float_equal(p[0], 0.5, 1e-6);
	assert_true(p[2] == 0);
	assert_float_equal(candidates_cross_entropy(scores, target, 3, slopes), log(2), 1e-6);
}

static void entropy_of_known_distributions(void **state)
{
	(void)state;
	real certain[] = {0, 1, 0}, even[] = {(real)0.25, (real)0.25, (real)0.25, (real)0.25};
	assert_true(candidates_entropy(certain, 3) == 0);
	assert_float_equal(candidates_entropy(even, 4), log(4), 1e-6);
	assert_true(candidates_entropy(certain, 1) == 0); /* one candidate: nothing to doubt */
}

static void cross_entropy_by_hand(void **state)
{
	(void)state;
	real scores[] = {0, (real)log(3)}, first[] = {1, 0}, slopes[2];
	assert_float_equal(candidates_cross_entropy(scores, first, 2, slopes), log(4), 1e-6);
	assert_float_equal(slopes[0], 0.25 - 1, 1e-6);
	assert_float_equal(slopes[1], 0.75, 1e-6);
}

static void any_of_the_accepted_is_as_good_as_the_other(void **state)
{
	(void)state;
	real scores[] = {0, (real)log(2), 0}, slopes[3];
	const unsigned char accepted[] = {1, 1, 0}, all[] = {1, 1, 1};
	double loss = candidates_cross_entropy_any(scores, accepted, 3, slopes);
	assert_float_equal(loss, log(4.0 / 3), 1e-6);
	assert_float_equal(slopes[0], 0.25 - 1.0 / 3, 1e-6);
	assert_float_equal(slopes[1], 0.5 - 2.0 / 3, 1e-6);
	assert_float_equal(slopes[2], 0.25, 1e-6);
	assert_float_equal(candidates_cross_entropy_any(scores, all, 3, slopes), 0, 1e-6);
}

static void nan_is_not_hidden(void **state)
{
	(void)state;
	real scores[] = {0, (real)NAN}, target[] = {1, 0}, slopes[2];
	assert_true(isnan(candidates_cross_entropy(scores, target, 2, slopes)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(probabilities_are_exact_where_they_can_be),
		cmocka_unit_test(temperature_sharpens_and_flattens),
		cmocka_unit_test(huge_scores_do_not_overflow),
		cmocka_unit_test(entropy_of_known_distributions),
		cmocka_unit_test(cross_entropy_by_hand),
		cmocka_unit_test(any_of_the_accepted_is_as_good_as_the_other),
		cmocka_unit_test(nan_is_not_hidden),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
