#include "gradient_check.h"
#include "tensor/softmax.h"

enum { N = 3, T = 11 };

struct fixture {
	real scores[N * T], shares[N * T], pull[N * T];
};

static double loss(void *context)
{
	struct fixture *f = context;
	memcpy(f->shares, f->scores, sizeof(f->shares));
	softmax_rows(f->shares, N, T);
	return vector_dot(f->shares, f->pull, N * T);
}

static void softmax_slopes_agree_with_differences(void **state)
{
	(void)state;
	struct fixture f;
	fill(f.scores, N * T, 3, 1);
	fill(f.pull, N * T, 1, 2);
	loss(&f);
	real slopes[N * T];
	memcpy(slopes, f.pull, sizeof(slopes));
	softmax_rows_backward(f.shares, slopes, N, T);
	gradient_check("scores", f.scores, slopes, N * T, loss, &f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(softmax_slopes_agree_with_differences),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
