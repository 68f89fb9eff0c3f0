#include "gradient_check.h"
#include "tensor/candidates.h"

enum { C = 6 };

struct fixture {
	real scores[C], target[C], slopes[C];
	unsigned char accepted[C];
};

static double loss(void *context)
{
	struct fixture *f = context;
	real ignored[C];
	return candidates_cross_entropy(f->scores, f->target, C, ignored);
}

static double loss_of_any(void *context)
{
	struct fixture *f = context;
	real ignored[C];
	return candidates_cross_entropy_any(f->scores, f->accepted, C, ignored);
}

static void cross_entropy_slopes_agree_with_differences(void **state)
{
	(void)state;
	struct fixture f = {.target = {0.5, 0, 0.125, 0.375}};
	fill(f.scores, C, 3, 1);
	candidates_cross_entropy(f.scores, f.target, C, f.slopes);
	gradient_check("scores", f.scores, f.slopes, C, loss, &f);
}

static void cross_entropy_of_any_slopes_agree_with_differences(void **state)
{
	(void)state;
	struct fixture f = {.accepted = {0, 1, 0, 0, 1, 0}};
	fill(f.scores, C, 3, 1);
	candidates_cross_entropy_any(f.scores, f.accepted, C, f.slopes);
	gradient_check("scores", f.scores, f.slopes, C, loss_of_any, &f);
}

static void an_illegal_candidate_takes_no_part(void **state)
{
	(void)state;
	struct fixture f = {.target = {0.5, 0.5}, .accepted = {1, 1, 1}};
	fill(f.scores, C, 3, 1);
	real with[C];
	double expected = candidates_cross_entropy(f.scores, f.target, C - 1, with);
	f.scores[C - 1] = CANDIDATE_ILLEGAL;
	assert_float_equal(
		candidates_cross_entropy(f.scores, f.target, C, f.slopes), expected, 1e-15);
	assert_true(f.slopes[C - 1] == 0);
	f.scores[2] = CANDIDATE_ILLEGAL; /* also when it would be accepted */
	assert_true(isfinite(candidates_cross_entropy_any(f.scores, f.accepted, C, f.slopes)));
	assert_true(f.slopes[2] == 0 && f.slopes[C - 1] == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cross_entropy_slopes_agree_with_differences),
		cmocka_unit_test(cross_entropy_of_any_slopes_agree_with_differences),
		cmocka_unit_test(an_illegal_candidate_takes_no_part),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
