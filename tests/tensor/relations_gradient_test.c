#include "sample_relations.h"

enum { T = 6, BITS = 5, CHANNELS = 2, WEIGHTS = BITS + CHANNELS };

struct fixture {
	struct sample_relations sample;
	real w[WEIGHTS];
	real *out, *pull, *room;
	struct positions rows;
};

static void setup(struct fixture *f)
{
	sample_relations_init(&f->sample, T, BITS, CHANNELS, 1);
	fill(f->w, WEIGHTS, 1, 2);
	f->out = new_reals(T * T);
	f->pull = new_filled(T * T, 1, 3);
	f->room = new_reals(relations_room(T));
	f->rows = (struct positions){T, NULL};
}

static void teardown(struct fixture *f)
{
	sample_relations_release(&f->sample);
	free(f->out);
	free(f->pull);
	free(f->room);
}

static const size_t chosen[] = {1, 2, 5};

static double loss(void *context)
{
	struct fixture *f = context;
	relations_bias(&f->sample.relations, f->w, f->rows, f->out, f->room);
	return vector_dot(f->out, f->pull, f->rows.count * T);
}

static void relation_weight_slopes_agree_with_differences(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	real dw[WEIGHTS] = {0};
	relations_bias_backward(&f.sample.relations, f.rows, f.pull, dw, f.room);
	gradient_check("w", f.w, dw, WEIGHTS, loss, &f);
	f.rows = (struct positions){3, chosen};
	memset(dw, 0, sizeof(dw));
	relations_bias_backward(&f.sample.relations, f.rows, f.pull, dw, f.room);
	gradient_check("w of some rows", f.w, dw, WEIGHTS, loss, &f);
	teardown(&f);
}

static double row_loss(void *context)
{
	struct fixture *f = context;
	real out[T] = {0};
	relations_add_row(&f->sample.relations, f->w, 4, f->rows, out);
	return vector_dot(out, f->pull, f->rows.count);
}

static void relation_row_slopes_agree_with_differences(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	real dw[WEIGHTS] = {0};
	relations_row_backward(&f.sample.relations, 4, f.rows, f.pull, dw);
	gradient_check("w", f.w, dw, WEIGHTS, row_loss, &f);
	f.rows = (struct positions){3, chosen};
	memset(dw, 0, sizeof(dw));
	relations_row_backward(&f.sample.relations, 4, f.rows, f.pull, dw);
	gradient_check("w of some columns", f.w, dw, WEIGHTS, row_loss, &f);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(relation_weight_slopes_agree_with_differences),
		cmocka_unit_test(relation_row_slopes_agree_with_differences),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
