#include "sample_relations.h"

static void check(size_t T, size_t bits, size_t channels)
{
	struct sample_relations sample;
	sample_relations_init(&sample, T, bits, channels, T + bits);
	real *w = new_filled(bits + channels, 1, 2), *out = new_reals(T * T);
	real *room = new_reals(relations_room(T));
	struct positions all = {T, NULL};
	relations_bias(&sample.relations, w, all, out, room);
	for (size_t p = 0; p < T * T; p++)
		assert_float_equal(out[p], sample_bias(&sample, w, p), 1e-5);
	for (size_t i = 0; i < T; i++) {
		real *row = new_reals(T);
		for (size_t j = 0; j < T; j++)
			row[j] = 5;
		relations_add_row(&sample.relations, w, i, all, row);
		for (size_t j = 0; j < T; j++)
			assert_float_equal(row[j], 5 + sample_bias(&sample, w, i * T + j), 1e-5);
		free(row);
	}
	free(w);
	free(out);
	free(room);
	sample_relations_release(&sample);
}

static void bias_is_the_sum_over_bits_and_channels(void **state)
{
	(void)state;
	check(7, 5, 2);
	check(33, 24, 3);
}

static void all_32_bits_can_be_used(void **state)
{
	(void)state;
	check(40, 32, 0);
}

static void relations_may_be_channels_alone(void **state)
{
	(void)state;
	check(5, 0, 1);
}

static void one_position_is_enough(void **state)
{
	(void)state;
	check(1, 3, 1);
}

static void classes_number_each_mask_once(void **state)
{
	(void)state;
	uint32_t masks[9] = {0, 0, 4, 0, 4, 6, 6, 0, 1};
	const uint32_t expected[9] = {0, 0, 1, 0, 1, 2, 2, 0, 3};
	struct arena arena;
	arena_init(&arena, 1 << 20);
	struct relations relations = {.positions = 3, .bits = 3};
	assert_int_equal(relations_index(&relations, masks, &arena, NULL), 0);
	assert_int_equal(relations.classes, 4);
	assert_ptr_equal(relations.pair, masks);
	assert_memory_equal(masks, expected, sizeof(expected));
	assert_memory_equal(relations.mask, ((uint32_t[]){0, 4, 6, 1}), 4 * sizeof(uint32_t));
	arena_release(&arena);
}

/* As many classes as pairs: the table of the numbering grows several times. */
static void every_pair_may_be_a_class_of_its_own(void **state)
{
	(void)state;
	enum { T = 90 };
	static uint32_t masks[T * T];
	for (uint32_t p = 0; p < T * T; p++)
		masks[p] = p * 0x9e3779b1u;
	struct arena arena;
	arena_init(&arena, 4 << 20);
	struct relations relations = {.positions = T, .bits = 32};
	assert_int_equal(relations_index(&relations, masks, &arena, NULL), 0);
	assert_int_equal(relations.classes, T * T);
	for (uint32_t p = 0; p < T * T; p++) {
		assert_int_equal(masks[p], p);
		assert_true(relations.mask[p] == p * 0x9e3779b1u);
	}
	arena_release(&arena);
}

static void a_full_arena_is_reported(void **state)
{
	(void)state;
	uint32_t mask = 1;
	struct arena arena;
	struct error error = {0};
	arena_init(&arena, 1024);
	struct relations relations = {.positions = 1, .bits = 1};
	assert_int_equal(relations_index(&relations, &mask, &arena, &error), ERROR_LIMIT);
	assert_int_equal(error.code, ERROR_LIMIT);
	arena_release(&arena);
}

static void no_positions_have_no_classes(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena, 1 << 20);
	struct relations relations = {.positions = 0, .bits = 1};
	uint32_t none = 0;
	assert_int_equal(relations_index(&relations, &none, &arena, NULL), 0);
	assert_int_equal(relations.classes, 0);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bias_is_the_sum_over_bits_and_channels),
		cmocka_unit_test(all_32_bits_can_be_used),
		cmocka_unit_test(relations_may_be_channels_alone),
		cmocka_unit_test(one_position_is_enough),
		cmocka_unit_test(classes_number_each_mask_once),
		cmocka_unit_test(every_pair_may_be_a_class_of_its_own),
		cmocka_unit_test(a_full_arena_is_reported),
		cmocka_unit_test(no_positions_have_no_classes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
