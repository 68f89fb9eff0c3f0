#include "base/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

/* The first outputs that the authors' reference code gives for the state 1, 2, 3, 4. */
static void random_next_is_xoshiro256_star_star(void **state)
{
	(void)state;
	struct random random = {{1, 2, 3, 4}};
	assert_true(random_next(&random) == 11520);
	assert_true(random_next(&random) == 0);
	assert_true(random_next(&random) == 1509978240);
	assert_true(random_next(&random) == 1215971899390074240);
}

static void random_seed_is_splitmix64(void **state)
{
	(void)state;
	struct random random;
	random_seed(&random, 0);
	assert_true(random.state[0] == 0xe220a8397b1dcdaf);
	assert_true(random.state[1] == 0x6e789e6aa1b965f4);
	assert_true(random.state[2] == 0x06c45d188009454f);
	assert_true(random.state[3] == 0xf88bb8a8724c81ec);
}

static void random_repeats_with_its_seed(void **state)
{
	(void)state;
	struct random a, b, c;
	random_seed(&a, 42);
	random_seed(&b, 42);
	random_seed(&c, 43);
	int different = 0;
	for (int i = 0; i < 100; i++) {
		uint64_t value = random_next(&a);
		assert_true(value == random_next(&b));
		different += value != random_next(&c);
	}
	assert_true(different > 90);
}

static void random_unit_stays_below_one(void **state)
{
	(void)state;
	struct random random;
	random_seed(&random, 1);
	double sum = 0;
	for (int i = 0; i < 10000; i++) {
		double value = random_unit(&random);
		assert_true(value >= 0 && value < 1);
		sum += value;
	}
	assert_true(sum > 4800 && sum < 5200);
}

static void random_below_reaches_every_value_about_equally(void **state)
{
	(void)state;
	struct random random;
	random_seed(&random, 7);
	int counts[7] = {0};
	for (int i = 0; i < 70000; i++)
		counts[random_below(&random, 7)]++;
	for (int i = 0; i < 7; i++)
		assert_true(counts[i] > 9500 && counts[i] < 10500);
}

static void random_below_handles_the_extremes(void **state)
{
	(void)state;
	struct random random;
	random_seed(&random, 7);
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(random_below(&random, 1), 0);
		assert_true(random_below(&random, UINT32_MAX) < UINT32_MAX);
		assert_true(random_below(&random, 0x80000001) < 0x80000001);
	}
}

static void random_identifier_has_its_digits_and_is_not_repeated(void **state)
{
	(void)state;
	char a[101], b[101];
	random_identifier(a, 100);
	random_identifier(b, 100);
	assert_int_equal(strlen(a), 100);
	assert_int_equal(strspn(a, "0123456789abcdef"), 100);
	assert_string_not_equal(a, b);
	random_identifier(a, 0);
	assert_string_equal(a, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_next_is_xoshiro256_star_star),
		cmocka_unit_test(random_seed_is_splitmix64),
		cmocka_unit_test(random_repeats_with_its_seed),
		cmocka_unit_test(random_unit_stays_below_one),
		cmocka_unit_test(random_below_reaches_every_value_about_equally),
		cmocka_unit_test(random_below_handles_the_extremes),
		cmocka_unit_test(random_identifier_has_its_digits_and_is_not_repeated),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
