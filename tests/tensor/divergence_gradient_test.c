#include "gradient_check.h"
#include "tensor/candidates.h"
#include "tensor/divergence.h"

enum { C = 7 };

struct fixture {
	struct divergence divergence;
	real scores[C], teacher[C], slopes[C];
};

static double loss(void *context)
{
	struct fixture *f = context;
	real ignored[C];
	return divergence_loss(&f->divergence, f->scores, f->teacher, C, ignored);
}

static void check(struct divergence divergence)
{
	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct fixture f = {.divergence = divergence};
		real teacher_scores[C];
		fill(f.scores, C, 4, seed);
		fill(teacher_scores, C, 4, seed + 100);
		candidates_probabilities(teacher_scores, C, 1, f.teacher);
		divergence_loss(&f.divergence, f.scores, f.teacher, C, f.slopes);
		gradient_check("scores", f.scores, f.slopes, C, loss, &f);
	}
}

static void check_kind(enum divergence_kind kind)
{
	check((struct divergence){kind, DIVERGENCE_UNCLIPPED, 0});
	check((struct divergence){kind, DIVERGENCE_STOP, 0.3});
	check((struct divergence){kind, DIVERGENCE_SOFTEN, 0.3});
}

static void forward_slopes_agree_with_differences(void **state)
{
	(void)state;
	check_kind(DIVERGENCE_FORWARD);
}

static void reverse_slopes_agree_with_differences(void **state)
{
	(void)state;
	check_kind(DIVERGENCE_REVERSE);
}

static void jensen_shannon_slopes_agree_with_differences(void **state)
{
	(void)state;
	check_kind(DIVERGENCE_JENSEN_SHANNON);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forward_slopes_agree_with_differences),
		cmocka_unit_test(reverse_slopes_agree_with_differences),
		cmocka_unit_test(jensen_shannon_slopes_agree_with_differences),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
