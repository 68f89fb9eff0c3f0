#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static void arena_take_is_aligned_and_zeroed(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena, 1 << 20);
	for (size_t size = 0; size < 300; size += 7) {
		unsigned char *memory = arena_take(&arena, size, 1);
		assert_non_null(memory);
		assert_int_equal((uintptr_t)memory % 16, 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(memory[i], 0);
		memset(memory, 0xee, size);
	}
	arena_release(&arena);
}

static void arena_pieces_do_not_overlap(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena, 1 << 20);
	unsigned char *pieces[200];
	for (size_t i = 0; i < 200; i++) {
		pieces[i] = arena_take(&arena, i + 1, 3);
		memset(pieces[i], (int)i, 3 * (i + 1));
	}
	for (size_t i = 0; i < 200; i++)
		for (size_t j = 0; j < 3 * (i + 1); j++)
			assert_int_equal(pieces[i][j], i);
	arena_release(&arena);
}

static void arena_take_gives_null_beyond_the_maximum_and_goes_on(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena, 10000);
	assert_non_null(arena_take(&arena, 6000, 1));
	assert_null(arena_take(&arena, 4001, 1));
	assert_non_null(arena_take(&arena, 4000, 1));
	assert_int_equal(arena.used_bytes, 10000);
	assert_null(arena_take(&arena, 1, 1));
	assert_null(arena_copy_text(&arena, "x"));
	assert_null(arena_format(&arena, "x"));
	arena_release(&arena);
}

static void arena_can_be_used_up_in_small_pieces(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena, 160000);
	size_t pieces = 0;
	while (arena_take(&arena, 1, 16))
		pieces++;
	assert_int_equal(pieces, 10000);
	arena_release(&arena);
}

static void arena_take_refuses_a_product_that_overflows(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena, SIZE_MAX);
	assert_null(arena_take(&arena, SIZE_MAX, 2));
	assert_null(arena_take(&arena, SIZE_MAX, 1));
	assert_null(arena_take(&arena, SIZE_MAX / 2 + 1, 2));
	assert_null(arena_copy_span(&arena, "", SIZE_MAX));
	arena_release(&arena);
}

static void arena_copies_and_formats_texts(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena, 1 << 20);
	assert_string_equal(arena_copy_text(&arena, "abc"), "abc");
	assert_null(arena_copy_text(&arena, NULL));
	assert_string_equal(arena_copy_span(&arena, "abcdef", 2), "ab");
	assert_string_equal(arena_copy_span(&arena, NULL, 0), "");
	assert_string_equal(arena_format(&arena, "%s-%d", "a", 5), "a-5");
	assert_int_equal(strlen(arena_format(&arena, "%20000d", 1)), 20000);
	arena_release(&arena);
}

static void arena_release_accepts_an_empty_arena_and_allows_reuse(void **state)
{
	(void)state;
	struct arena arena = {0};
	arena_release(&arena);
	assert_null(arena_take(&arena, 1, 1));
	arena_init(&arena, 100);
	assert_non_null(arena_take(&arena, 96, 1));
	arena_release(&arena);
	assert_non_null(arena_take(&arena, 96, 1));
	arena_release(&arena);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_take_is_aligned_and_zeroed),
		cmocka_unit_test(arena_pieces_do_not_overlap),
		cmocka_unit_test(arena_take_gives_null_beyond_the_maximum_and_goes_on),
		cmocka_unit_test(arena_can_be_used_up_in_small_pieces),
		cmocka_unit_test(arena_take_refuses_a_product_that_overflows),
		cmocka_unit_test(arena_copies_and_formats_texts),
		cmocka_unit_test(arena_release_accepts_an_empty_arena_and_allows_reuse),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
