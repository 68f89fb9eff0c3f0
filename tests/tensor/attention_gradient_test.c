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

static double loss(void *context)
{
	struct fixture *f = context;
	struct weights weights = {.backbone = f->values};
	attention_forward(
		&f->attention, &weights, &f->sample.batch, f->qkv, f->shares, f->out, f->room);
	return vector_dot(f->out, f->pull, ROWS * D);
}

static void check(bool related)
{
	struct fixture f;
	setup(&f, related);
	loss(&f);
	attention_backward(&f.attention, &(struct gradients){&f.gradient, NULL}, &f.sample.batch,
		f.qkv, f.shares, f.pull, f.dqkv, f.room);
	gradient_check("qkv", f.qkv, f.dqkv, ROWS * 3 * D, loss, &f);
	gradient_check_table(&f.table, f.values, f.gradient.values, loss, &f);
	teardown(&f);
}

static void attention_slopes_agree_with_differences(void **state)
{
	(void)state;
	check(true);
}

static void attention_slopes_agree_without_relations(void **state)
{
	(void)state;
	check(false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attention_slopes_agree_with_differences),
		cmocka_unit_test(attention_slopes_agree_without_relations),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
