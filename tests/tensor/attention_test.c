#include "sample_batch.h"

enum { D = 6, H = 2 };

struct fixture {
	struct tensors table;
	struct attention attention;
	struct sample_batch sample;
	real *values, *qkv, *shares, *out, *room;
};

static void setup(struct fixture *f)
{
	*f = (struct fixture){0};
	attention_declare(&f->attention, &f->table, "attention", D, H, BITS, CHANNELS);
	sample_batch_init(&f->sample, true);
	f->values = tensors_buffer_new(&f->table);
	fill(f->values, f->table.total, 1, 1);
	f->qkv = new_filled(ROWS * 3 * D, 1, 2);
	f->shares = new_reals(H * PAIRS);
	f->out = new_reals(ROWS * D);
	f->room = new_reals(attention_room(LONGEST));
}

static void teardown(struct fixture *f)
{
	tensors_release(&f->table);
	sample_batch_release(&f->sample);
	real *all[] = {f->values, f->qkv, f->shares, f->out, f->room};
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		free(all[i]);
}

static void forward(struct fixture *f)
{
	struct weights weights = {.backbone = f->values};
	struct attention_rows rows = {f->qkv, f->qkv + D, f->qkv + 2 * D, 3 * D, 3 * D};
	attention_forward(
		&f->attention, &weights, &f->sample.batch, &rows, f->shares, true, f->out, f->room);
}

/* One row's output by the equations of attention.h, position by position. */
static void naive_row(const struct fixture *f, size_t s, size_t h, size_t i, double out[D / H])
{
	enum { E = D / H };
	size_t T = f->sample.first[s + 1] - f->sample.first[s];
	const real *qkv = f->qkv + f->sample.first[s] * 3 * D + h * E;
	const real *w = f->values + f->attention.relation + h * (BITS + CHANNELS);
	double shares[LONGEST], sum = 0;
	for (size_t j = 0; j < T; j++) {
		double score = sample_bias(&f->sample.samples[s], w, i * T + j);
		for (size_t e = 0; e < E; e++)
			score += (double)(qkv[i * 3 * D + e] * qkv[j * 3 * D + D + e]) / sqrt(E);
		sum += shares[j] = exp(score);
	}
	for (size_t e = 0; e < E; e++) {
		out[e] = 0;
		for (size_t j = 0; j < T; j++)
			out[e] += shares[j] / sum * (double)qkv[j * 3 * D + 2 * D + e];
	}
}

static void attention_is_what_its_equations_say(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	forward(&f);
	for (size_t s = 0; s < SEQUENCES; s++)
		for (size_t row = f.sample.first[s]; row < f.sample.first[s + 1]; row++)
			for (size_t h = 0; h < H; h++) {
				double expected[D / H];
				naive_row(&f, s, h, row - f.sample.first[s], expected);
				for (size_t e = 0; e < D / H; e++)
					assert_float_equal(f.out[row * D + h * (D / H) + e],
						expected[e], 2e-6);
			}
	teardown(&f);
}

static void sequences_do_not_see_each_other(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	forward(&f);
	real *before = new_reals(ROWS * D);
	memcpy(before, f.out, ROWS * D * sizeof(real));
	fill(f.qkv + f.sample.first[1] * 3 * D, 3 * D, 5, 77); /* the second sequence */
	forward(&f);
	size_t second = f.sample.first[1] * D, third = f.sample.first[2] * D;
	assert_memory_equal(f.out, before, second * sizeof(real));
	assert_memory_not_equal(f.out + second, before + second, D * sizeof(real));
	assert_memory_equal(f.out + third, before + third, (ROWS * D - third) * sizeof(real));
	free(before);
	teardown(&f);
}

/* Queries packed to the rows that are read: their outputs are those of all, and one head's memory
 * does for the shares. */
static void rows_that_are_read_are_computed_as_among_all(void **state)
{
	(void)state;
	struct fixture f;
	struct sample_read read;
	setup(&f);
	forward(&f);
	sample_read_init(&read, &f.sample);
	real *q = new_reals(READ * D), *out = new_reals(READ * D), *shares = new_reals(3 * LONGEST);
	for (size_t r = 0; r < READ; r++)
		memcpy(q + r * D, f.qkv + read.row[r] * 3 * D, D * sizeof(real));
	struct attention_rows rows = {q, f.qkv + D, f.qkv + 2 * D, D, 3 * D};
	attention_forward(&f.attention, &(struct weights){.backbone = f.values}, &f.sample.batch,
		&rows, shares, false, out, f.room);
	for (size_t r = 0; r < READ; r++)
		for (size_t d = 0; d < D; d++)
			assert_float_equal(out[r * D + d], f.out[read.row[r] * D + d], 1e-6);
	free(q);
	free(out);
	free(shares);
	teardown(&f);
}

static void a_batch_knows_its_size(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	struct batch_size size = batch_size(&f.sample.batch);
	assert_int_equal(size.rows, ROWS);
	assert_int_equal(size.read, ROWS);
	assert_int_equal(size.longest, LONGEST);
	assert_int_equal(size.pairs, PAIRS);
	assert_int_equal(size.most_pairs, LONGEST * LONGEST);
	struct sample_read read;
	sample_read_init(&read, &f.sample);
	size = batch_size(&f.sample.batch);
	assert_int_equal(size.rows, ROWS);
	assert_int_equal(size.read, READ);
	assert_int_equal(size.pairs, 2 * 5 + 1 + 3 * 7);
	assert_int_equal(size.most_pairs, 3 * 7);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attention_is_what_its_equations_say),
		cmocka_unit_test(sequences_do_not_see_each_other),
		cmocka_unit_test(rows_that_are_read_are_computed_as_among_all),
		cmocka_unit_test(a_batch_knows_its_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
