#include "sample_batch.h"

enum { D = 6, H = 2 };

struct fixture {
	struct tensors table;
	struct attention attention;
	struct sample_batch sample;
	struct gradient gradient;
	real *values, *qkv, *shares, *out, *pull, *dqkv, *room;
};

static void setup(struct fixture *f, bool related)
{
	*f = (struct fixture){0};
	attention_declare(&f->attention, &f->table, "attention", D, H, BITS, CHANNELS);
	sample_batch_init(&f->sample, related);
	assert_int_equal(gradient_init(&f->gradient, &f->table, NULL), 0);
	f->values = tensors_buffer_new(&f->table);
	fill(f->values, f->table.total, 1, 1);
	f->qkv = new_filled(ROWS * 3 * D, 1, 2);
	f->pull = new_filled(ROWS * D, 1, 3);
	f->shares = new_reals(H * PAIRS);
	f->out = new_reals(ROWS * D);
	f->dqkv = new_reals(ROWS * 3 * D);
	f->room = new_reals(attention_room(LONGEST));
}

static void teardown(struct fixture *f)
{
	tensors_release(&f->table);
	gradient_release(&f->gradient);
	sample_batch_release(&f->sample);
	real *all[] = {f->values, f->qkv, f->shares, f->out, f->pull, f->dqkv, f->room};
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		free(all[i]);
}

/* All outputs: q, k and v side by side. Some: k and v side by side, then the q of those. */
static struct attention_rows rows_of(const struct fixture *f, real *qkv)
{
	if (f->sample.batch.read)
		return (struct attention_rows){qkv + ROWS * 2 * D, qkv, qkv + D, D, 2 * D};
	return (struct attention_rows){qkv, qkv + D, qkv + 2 * D, 3 * D, 3 * D};
}

static double loss(void *context)
{
	struct fixture *f = context;
	struct weights weights = {.backbone = f->values};
	struct attention_rows rows = rows_of(f, f->qkv);
	attention_forward(
		&f->attention, &weights, &f->sample.batch, &rows, f->shares, true, f->out, f->room);
	return vector_dot(f->out, f->pull, batch_size(&f->sample.batch).read * D);
}

static void check(bool related, bool partial)
{
	struct fixture f;
	struct sample_read read;
	setup(&f, related);
	if (partial)
		sample_read_init(&read, &f.sample);
	loss(&f);
	struct attention_rows rows = rows_of(&f, f.qkv), slopes = rows_of(&f, f.dqkv);
	attention_backward(&f.attention, &(struct gradients){&f.gradient, NULL}, &f.sample.batch,
		&rows, f.shares, f.pull, &slopes, f.room);
	size_t count = ROWS * 2 * D + batch_size(&f.sample.batch).read * D;
	gradient_check("qkv", f.qkv, f.dqkv, count, loss, &f);
	gradient_check_table(&f.table, f.values, f.gradient.values, loss, &f);
	teardown(&f);
}

static void attention_slopes_agree_with_differences(void **state)
{
	(void)state;
	check(true, false);
}

static void attention_slopes_agree_without_relations(void **state)
{
	(void)state;
	check(false, false);
}

static void slopes_of_rows_that_are_read_agree_with_differences(void **state)
{
	(void)state;
	check(true, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attention_slopes_agree_with_differences),
		cmocka_unit_test(attention_slopes_agree_without_relations),
		cmocka_unit_test(slopes_of_rows_that_are_read_agree_with_differences),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
