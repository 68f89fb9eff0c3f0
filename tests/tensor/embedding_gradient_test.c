#include "gradient_check.h"
#include "tensor/embedding.h"

enum { N = 4, V = 9, D = 5, ITEMS = 8 };

static const size_t first[N + 1] = {0, 3, 3, 4, ITEMS}; /* the second bag is empty */
static const uint32_t row[ITEMS] = {2, 7, 2, 0, 7, 8, 4, 4};

struct fixture {
	struct tensors table;
	struct embedding embedding;
	real *values, *pull, *y;
	struct bags bags;
};

static double loss(void *context)
{
	struct fixture *f = context;
	struct weights weights = {.backbone = f->values};
	embedding_forward(&f->embedding, &weights, &f->bags, N, f->y);
	return vector_dot(f->y, f->pull, N * D);
}

static void setup(struct fixture *f, const real *share)
{
	*f = (struct fixture){.bags = {first, row, share}};
	/* Another sparse tensor before it, so that marks do not start at 0. */
	embedding_declare(&f->embedding, &f->table, "other", 3, D, 1);
	embedding_declare(&f->embedding, &f->table, "words", V, D, 1);
	f->values = tensors_buffer_new(&f->table);
	fill(f->values, f->table.total, 1, 1);
	f->pull = new_filled(N * D, 1, 2);
	f->y = new_reals(N * D);
}

static void teardown(struct fixture *f)
{
	tensors_release(&f->table);
	free(f->values);
	free(f->pull);
	free(f->y);
}

static void check(const real *share)
{
	struct fixture f;
	setup(&f, share);
	struct gradient gradient;
	assert_int_equal(gradient_init(&gradient, &f.table, NULL), 0);
	embedding_backward(&f.embedding, &(struct gradients){&gradient, NULL}, &f.bags, f.pull, N);
	gradient_check_table(&f.table, f.values, gradient.values, loss, &f);
	gradient_release(&gradient);
	teardown(&f);
}

static void embedding_slopes_agree_for_a_mean(void **state)
{
	(void)state;
	check(NULL);
}

static void embedding_slopes_agree_for_given_shares(void **state)
{
	(void)state;
	const real share[ITEMS] = {1, 0.5, -2, 1, 0, 0.25, 3, 1};
	check(share);
}

static void embedding_is_the_mean_of_its_rows_and_0_of_none(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, NULL);
	loss(&f);
	const real *table = f.values + f.embedding.weight;
	for (size_t d = 0; d < D; d++) {
		double mean = (2 * table[2 * D + d] + table[7 * D + d]) / 3;
		assert_float_equal(f.y[d], mean, 1e-15);
		assert_true(f.y[D + d] == 0);
		assert_true(f.y[2 * D + d] == table[d]);
	}
	teardown(&f);
}

static void embedding_backward_touches_and_marks_only_rows_that_were_used(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, NULL);
	struct gradient gradient;
	assert_int_equal(gradient_init(&gradient, &f.table, NULL), 0);
	embedding_backward(&f.embedding, &(struct gradients){&gradient, NULL}, &f.bags, f.pull, N);
	size_t visited = 0;
	struct gradient_run run = {0};
	while (gradient_next(&gradient, &run)) {
		visited++;
		assert_int_equal(run.count, D);
		assert_string_equal(run.tensor->name, "words.weight");
		size_t r = (run.offset - f.embedding.weight) / D;
		assert_true(r == 0 || r == 2 || r == 4 || r == 7 || r == 8);
	}
	assert_int_equal(visited, 5);
	gradient_clear(&gradient);
	for (size_t i = 0; i < f.table.total; i++)
		assert_true(gradient.values[i] == 0);
	assert_false(gradient_next(&gradient, &(struct gradient_run){0}));
	embedding_backward(&f.embedding, &(struct gradients){NULL, NULL}, &f.bags, f.pull, N);
	gradient_release(&gradient);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(embedding_slopes_agree_for_a_mean),
		cmocka_unit_test(embedding_slopes_agree_for_given_shares),
		cmocka_unit_test(embedding_is_the_mean_of_its_rows_and_0_of_none),
		cmocka_unit_test(embedding_backward_touches_and_marks_only_rows_that_were_used),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
