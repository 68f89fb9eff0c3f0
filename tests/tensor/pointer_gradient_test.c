#include "sample_relations.h"
#include "tensor/pointer.h"

enum { T = 5, P = 3, BITS = 4, CHANNELS = 1, I = 2, STRIDE = P + 2 };

struct fixture {
	struct tensors table;
	struct pointer pointer;
	struct sample_relations sample;
	const struct relations *relations;
	struct pointer_keys pointed;
	real *values, query[P], keys[T * STRIDE], score[T], pull[T];
};

static void setup(struct fixture *f, bool related)
{
	*f = (struct fixture){0};
	pointer_declare(&f->pointer, &f->table, "element", P, BITS, CHANNELS);
	sample_relations_init(&f->sample, T, BITS, CHANNELS, 1);
	f->relations = related ? &f->sample.relations : NULL;
	f->values = tensors_buffer_new(&f->table);
	fill(f->values, f->table.total, 1, 2);
	fill(f->query, P, 1, 3);
	fill(f->keys, T * STRIDE, 1, 4);
	f->pointed = (struct pointer_keys){f->keys + 1, STRIDE, {T, NULL}};
	fill(f->pull, T, 1, 5);
	f->pull[3] = 0; /* a candidate that is not legal */
}

static void teardown(struct fixture *f)
{
	tensors_release(&f->table);
	sample_relations_release(&f->sample);
	free(f->values);
}

static double loss(void *context)
{
	struct fixture *f = context;
	struct weights weights = {.backbone = f->values};
	pointer_forward(&f->pointer, &weights, f->relations, I, f->query, &f->pointed, f->score);
	return vector_dot(f->score, f->pull, f->pointed.places.count);
}

static void check(bool related, struct positions places)
{
	struct fixture f;
	setup(&f, related);
	f.pointed.places = places;
	struct gradient gradient;
	assert_int_equal(gradient_init(&gradient, &f.table, NULL), 0);
	real dquery[P] = {0}, dkeys[T * STRIDE] = {0};
	pointer_backward(&f.pointer, &(struct gradients){&gradient, NULL}, f.relations, I, f.query,
		&f.pointed, f.pull, dquery, dkeys + 1);
	gradient_check("query", f.query, dquery, P, loss, &f);
	gradient_check("keys", f.keys, dkeys, T * STRIDE, loss, &f);
	gradient_check_table(&f.table, f.values, gradient.values, loss, &f);
	gradient_release(&gradient);
	teardown(&f);
}

static void pointer_slopes_agree_with_differences(void **state)
{
	(void)state;
	check(true, (struct positions){T, NULL});
}

static void slopes_of_some_places_agree_with_differences(void **state)
{
	(void)state;
	static const size_t places[] = {0, 2, 3, 4};
	check(true, (struct positions){4, places});
}

static void pointer_slopes_agree_without_relations(void **state)
{
	(void)state;
	check(false, (struct positions){T, NULL});
}

static void pointer_score_is_the_scaled_product_and_the_relations(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, true);
	loss(&f);
	for (size_t j = 0; j < T; j++) {
		double expected = sample_bias(&f.sample, f.values + f.pointer.relation, I * T + j);
		for (size_t p = 0; p < P; p++)
			expected += f.query[p] * f.keys[1 + j * STRIDE + p] / sqrt(P);
		assert_float_equal(f.score[j], expected, 1e-12);
	}
	teardown(&f);
}

static void pointer_without_relation_weights_declares_nothing(void **state)
{
	(void)state;
	struct tensors table = {0};
	struct pointer pointer;
	pointer_declare(&pointer, &table, "word", P, 0, 0);
	assert_int_equal(table.count, 0);
	tensors_release(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pointer_slopes_agree_with_differences),
		cmocka_unit_test(slopes_of_some_places_agree_with_differences),
		cmocka_unit_test(pointer_slopes_agree_without_relations),
		cmocka_unit_test(pointer_score_is_the_scaled_product_and_the_relations),
		cmocka_unit_test(pointer_without_relation_weights_declares_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
