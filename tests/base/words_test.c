#include "base/words.h"

#include "base/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

/* The words of text, joined by '|'; also checks what holds for every split. */
static void assert_words(const char *text, const char *expected)
{
	struct words words;
	char joined[4096] = "";
	size_t end = 0;
	words_split(&words, text);
	for (size_t i = 0; i < words.count; i++) {
		assert_true(words.items[i].start >= end && words.items[i].length > 0);
		end = words.items[i].start + words.items[i].length;
		assert_true(end <= strlen(text));
		strcat(strcat(joined, i ? "|" : ""), words.items[i].match);
	}
	words_release(&words);
	if (strcmp(joined, expected) != 0)
		fail_msg("'%s' gave '%s', not '%s'", text, joined, expected);
}

static void words_are_runs_of_letters_or_digits(void **state)
{
	(void)state;
	assert_words("", "");
	assert_words("  \n\t", "");
	assert_words("Save", "save");
	assert_words("Add the Red mug to the cart.", "add|the|red|mug|to|the|cart");
	assert_words("one,two;three (four) [five]!", "one|two|three|four|five");
	assert_words("well-known check-in", "well|known|check|in");
	assert_words("first_name", "first|name");
	assert_words("Don't open O'Brien's file", "don|t|open|o|brien|s|file");
	assert_words("example.org/path", "example|org|path");
	assert_words("Room:12 No.5", "room|12|no|5");
	assert_words("2nd 30am 5kg", "2nd|30am|5kg");
	assert_words("$5 #42 -7 50% R&D C++", "5|42|7|50|r|d|c");
	assert_words("... --- !?", "");
}

static void words_keep_digits_with_inner_separators_together(void **state)
{
	(void)state;
	assert_words("2027-05-12", "2027-05-12");
	assert_words("on 2027-05-12.", "on|2027-05-12");
	assert_words("3.50, 1,234.56; 12/05/2027", "3.50|1,234.56|12/05/2027");
	assert_words("10:30-11:45", "10:30-11:45");
	assert_words("INV-2041: paid", "inv-2041|paid");
	assert_words("A-12-B and INV_2041", "a-12-b|and|inv_2041");
	assert_words("2027-05-12T10:30", "2027-05-12t10:30");
	assert_words("192.168.0.1:8080", "192.168.0.1:8080");
	assert_words("Room 2.Then 3", "room|2|then|3");
	assert_words("1, 2, 3", "1|2|3");
	assert_words("2-", "2");
	assert_words("2--3", "2|3");
	assert_words("report2.pdf", "report2|pdf");
}

static void words_keep_addresses_together(void **state)
{
	(void)state;
	assert_words("a.b@c.org", "a.b@c.org");
	assert_words("Mail Ann.Lee+x@Shop-1.example.org.", "mail|ann.lee+x@shop-1.example.org");
	assert_words("<a_b@c.org>, d@e", "a_b@c.org|d@e");
	assert_words("@ann", "ann");
	assert_words("ann@ home", "ann|home");
	assert_words("3 @ 4", "3|4");
}

static void words_take_a_quoted_span_as_one(void **state)
{
	(void)state;
	assert_words("Book 'Blue Room' now", "book|blue room|now");
	assert_words("Book \"Blue  Room\", please", "book|blue room|please");
	assert_words("(\xe2\x80\x9c"
		     "Blue Room\xe2\x80\x9d)",
		"blue room");
	assert_words("\xe2\x80\x98"
		     "a b\xe2\x80\x99",
		"a b");
	assert_words("\xe2\x80\x9e"
		     "Blauer Raum\xe2\x80\x9c",
		"blauer raum");
	assert_words("\xc2\xab"
		     "salle bleue\xc2\xbb",
		"salle bleue");
	assert_words("'a' 'b'", "a|b");
	assert_words("'Bob's house' is 'it'", "bob's house|is|it");
	assert_words("\"He said 'no' twice\"", "he said 'no' twice");
	assert_words("'!'", "!");
	assert_words("'INV-2041, paid'", "inv-2041, paid");
}

static void words_take_a_stray_quote_as_punctuation(void **state)
{
	(void)state;
	assert_words("the '90s and the '80s", "the|90s|and|the|80s");
	assert_words("customers' and suppliers' lists", "customers|and|suppliers|lists");
	assert_words("27\" and 24\" screens", "27|and|24|screens");
	assert_words("an 'open quote", "an|open|quote");
	assert_words("'' \"\" ' '", "");
	assert_words("'one\ntwo'", "one|two");
	assert_words("'", "");
	assert_words("\xe2\x80\x9d"
		     "a b\xe2\x80\x9d",
		"a|b");
	char text[400] = "'";
	memset(text + 1, 'x', 300);
	strcpy(text + 301, "' end");
	struct words words;
	words_split(&words, text);
	assert_int_equal(words.count, 2);
	assert_int_equal(words.items[0].length, 300);
	words_release(&words);
}

static void words_know_letters_of_other_scripts(void **state)
{
	(void)state;
	assert_words("Größe ändern", "größe|ändern");
	assert_words("ΟΔΟΣ Ёлка", "οδοσ|ёлка");
	assert_words("cafe\xcc\x81s", "cafe\xcc\x81s");
	assert_words("a\xe2\x80\x94"
		     "b\xe2\x80\xa6"
		     "c",
		"a|b|c");
	assert_words("¿Qué? ¡Sí! 5\xe2\x82\xac ×2", "qué|sí|5|2");
	assert_words("\xe6\x97\xa5\xe6\x9c\xac\xe3\x80\x81\xe8\xaa\x9e\xe3\x80\x82",
		"\xe6\x97\xa5\xe6\x9c\xac|\xe8\xaa\x9e");
	assert_words("\xf0\x9f\x97\x91 Delete \xe2\x9c\x93", "delete");
	assert_words("a\xff"
		     "b",
		"a|b");
}

static void words_point_into_the_original(void **state)
{
	(void)state;
	const char *text = "  Book 'Blue  Room' on 2027-05-12!";
	struct words words;
	words_split(&words, text);
	assert_int_equal(words.count, 4);
	assert_ptr_equal(words.text, text);
	static const char *const spans[] = {"Book", "Blue  Room", "on", "2027-05-12"};
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(words.items[i].length, strlen(spans[i]));
		assert_memory_equal(text + words.items[i].start, spans[i], strlen(spans[i]));
	}
	assert_string_equal(words.items[1].match, "blue room");
	words_release(&words);
	words_release(&words);
}

static void words_split_takes_null_for_an_empty_text(void **state)
{
	(void)state;
	struct words words;
	words_split(&words, NULL);
	assert_int_equal(words.count, 0);
	assert_string_equal(words.text, "");
	words_release(&words);
}

static void words_split_survives_any_text(void **state)
{
	(void)state;
	static const char *const pieces[] = {"a", "7", "'", "\"", "-", ".", "@", ":", " ", "\n",
		"\xe2\x80\x9c", "\xe2\x80\x9d", "\xff", "\xc3", "é", "İ", "ẞ", "/", "_"};
	struct random random;
	random_seed(&random, 3);
	for (int round = 0; round < 20000; round++) {
		char text[200] = "";
		for (uint32_t i = random_below(&random, 40); i > 0; i--)
			strcat(text, pieces[random_below(&random, SIZE(pieces))]);
		struct words words;
		words_split(&words, text);
		size_t end = 0;
		for (size_t i = 0; i < words.count; i++) {
			assert_true(words.items[i].start >= end);
			end = words.items[i].start + words.items[i].length;
			assert_true(end <= strlen(text) && words.items[i].match[0] != 0);
		}
		words_release(&words);
	}
}

static void words_split_of_many_quotes_takes_linear_time(void **state)
{
	(void)state;
	size_t pairs = 300000;
	char *text = malloc(2 * pairs + 1);
	for (size_t i = 0; i < pairs; i++)
		memcpy(text + 2 * i, i % 2 ? "x " : " \"", 2);
	text[2 * pairs] = 0;
	struct words words;
	words_split(&words, text);
	assert_int_equal(words.count, pairs / 2);
	words_release(&words);
	free(text);
}

/* "=a b" for a common run, "-a b+c" for a difference, each ended by ';'. */
static void describe_side(char *out, const struct words *words, size_t first, size_t count)
{
	for (size_t i = 0; i < count; i++)
		strcat(strcat(out, i ? " " : ""), words->items[first + i].match);
}

static void assert_aligned(const char *a_text, const char *b_text, const char *expected)
{
	struct words a, b;
	struct alignment alignment;
	char described[4096] = "";
	size_t a_next = 0, b_next = 0;
	words_split(&a, a_text);
	words_split(&b, b_text);
	words_align(&alignment, &a, &b);
	for (size_t i = 0; i < alignment.count; i++) {
		struct alignment_span *span = &alignment.spans[i];
		assert_int_equal(span->a_first, a_next);
		assert_int_equal(span->b_first, b_next);
		a_next += span->a_count;
		b_next += span->b_count;
		strcat(described, span->equal ? "=" : "-");
		describe_side(described, &a, span->a_first, span->a_count);
		if (!span->equal) {
			strcat(described, "+");
			describe_side(described, &b, span->b_first, span->b_count);
		}
		strcat(described, ";");
	}
	assert_int_equal(a_next, a.count);
	assert_int_equal(b_next, b.count);
	assert_string_equal(described, expected);
	alignment_release(&alignment);
	words_release(&a);
	words_release(&b);
}

static void words_align_finds_common_and_differing_runs(void **state)
{
	(void)state;
	assert_aligned("", "", "");
	assert_aligned("a b", "", "-a b+;");
	assert_aligned("", "a b", "-+a b;");
	assert_aligned("a b", "A B", "=a b;");
	assert_aligned("a", "b", "-a+b;");
	assert_aligned("Add the red mug to the cart", "Add the blue tea pot to the cart",
		"=add the;-red mug+blue tea pot;=to the cart;");
	assert_aligned("Book a room for Ann on Monday", "Book a room for Bob on Friday",
		"=book a room for;-ann+bob;=on;-monday+friday;");
	assert_aligned("a b c", "b c d", "-a+;=b c;-+d;");
	assert_aligned("Find 'Blue Room'", "Find 'Red Room'", "=find;-blue room+red room;");
}

static void words_align_finds_the_longest_common_subsequence(void **state)
{
	(void)state;
	struct random random;
	random_seed(&random, 5);
	for (int round = 0; round < 500; round++) {
		char texts[2][64] = {"", ""};
		for (int side = 0; side < 2; side++)
			for (uint32_t i = random_below(&random, 9); i > 0; i--)
				strcat(texts[side], (const char *[]){"a ", "b ",
							    "c "}[random_below(&random, 3)]);
		struct words words[2];
		struct alignment alignment;
		words_split(&words[0], texts[0]);
		words_split(&words[1], texts[1]);
		words_align(&alignment, &words[0], &words[1]);
		size_t common = 0, longest = 0;
		for (size_t i = 0; i < alignment.count; i++) {
			struct alignment_span *span = &alignment.spans[i];
			assert_true(i == 0 || span->equal != alignment.spans[i - 1].equal);
			assert_true(!span->equal || span->a_count == span->b_count);
			common += span->equal ? span->a_count : 0;
		}
		/* By brute force: every choice of a's words, matched greedily in b. */
		for (uint32_t choice = 0; choice < 1u << words[0].count; choice++) {
			size_t at = 0, taken = 0;
			bool fits = true;
			for (size_t i = 0; fits && i < words[0].count; i++) {
				if (!(choice >> i & 1))
					continue;
				while (at < words[1].count &&
					strcmp(words[0].items[i].match, words[1].items[at].match))
					at++;
				fits = at++ < words[1].count;
				taken++;
			}
			if (fits && taken > longest)
				longest = taken;
		}
		assert_int_equal(common, longest);
		alignment_release(&alignment);
		words_release(&words[0]);
		words_release(&words[1]);
	}
}

static void words_align_cuts_long_lists(void **state)
{
	(void)state;
	char text[4001] = "";
	for (int i = 0; i < 2000; i++)
		memcpy(text + 2 * (size_t)i, "w ", 3);
	struct words words;
	struct alignment alignment;
	words_split(&words, text);
	assert_int_equal(words.count, 2000);
	words_align(&alignment, &words, &words);
	assert_int_equal(alignment.count, 1);
	assert_int_equal(alignment.spans[0].a_count, 512);
	assert_int_equal(alignment.spans[0].b_count, 512);
	alignment_release(&alignment);
	alignment_release(&alignment);
	words_release(&words);
}

static double share(const char *a_text, const char *b_text)
{
	struct words a, b;
	words_split(&a, a_text);
	words_split(&b, b_text);
	double result = words_share(&a, &b);
	words_release(&a);
	words_release(&b);
	return result;
}

static void words_share_counts_the_words_of_the_first(void **state)
{
	(void)state;
	assert_float_equal(share("", "a"), 0, 0);
	assert_float_equal(share("a", ""), 0, 0);
	assert_float_equal(share("Add to cart", "to the CART"), 2.0 / 3, 1e-12);
	assert_float_equal(share("a b", "b c a d"), 1, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_runs_of_letters_or_digits),
		cmocka_unit_test(words_keep_digits_with_inner_separators_together),
		cmocka_unit_test(words_keep_addresses_together),
		cmocka_unit_test(words_take_a_quoted_span_as_one),
		cmocka_unit_test(words_take_a_stray_quote_as_punctuation),
		cmocka_unit_test(words_know_letters_of_other_scripts),
		cmocka_unit_test(words_point_into_the_original),
		cmocka_unit_test(words_split_takes_null_for_an_empty_text),
		cmocka_unit_test(words_split_survives_any_text),
		cmocka_unit_test(words_split_of_many_quotes_takes_linear_time),
		cmocka_unit_test(words_align_finds_common_and_differing_runs),
		cmocka_unit_test(words_align_finds_the_longest_common_subsequence),
		cmocka_unit_test(words_align_cuts_long_lists),
		cmocka_unit_test(words_share_counts_the_words_of_the_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
