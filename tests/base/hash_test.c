#include "base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static void check(const char *text, size_t length, const char *expected)
{
	char hash[HASH_TEXT_SIZE];
	memset(hash, 'x', sizeof(hash));
	hash_sha256(text, length, hash);
	assert_string_equal(hash, expected);
}

/* The examples of FIPS 180-4, and an empty text. */
static void the_standards_examples_hash_as_it_says(void **state)
{
	(void)state;
	check("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	check("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	const char *longer = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
	check(longer, strlen(longer),
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void a_nul_inside_counts(void **state)
{
	(void)state;
	char with[HASH_TEXT_SIZE], without[HASH_TEXT_SIZE];
	hash_sha256("a\0b", 3, with);
	hash_sha256("a", 1, without);
	assert_string_not_equal(with, without);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_standards_examples_hash_as_it_says),
		cmocka_unit_test(a_nul_inside_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
