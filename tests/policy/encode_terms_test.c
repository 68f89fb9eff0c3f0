#include "policy/encode_terms.h"

#include "policy/encode_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool has_term(const struct terms *terms, uint64_t key)
{
	for (size_t i = 0; i < terms->count; i++)
		if (terms->items[i].key == key)
			return true;
	return false;
}

/* The first term of a text. */
static uint64_t key_of(const char *text)
{
	struct terms terms;
	terms_read(&terms, text, false);
	return terms.count ? terms.items[0].key : 0;
}

static void assert_same(const char *a, const char *b)
{
	struct terms left, right;
	terms_read(&left, a, false);
	terms_read(&right, b, false);
	if (left.same != right.same)
		fail_msg("'%s' and '%s' are not the same", a, b);
}

static void assert_other(const char *a, const char *b)
{
	struct terms left, right;
	terms_read(&left, a, false);
	terms_read(&right, b, false);
	if (left.same == right.same)
		fail_msg("'%s' and '%s' are the same", a, b);
}

static void case_blanks_and_marks_do_not_matter(void **state)
{
	(void)state;
	assert_same("Save changes", "  SAVE\tchanges! ");
	assert_same("Straße: ÜBER", "straße über");
	assert_other("Save changes", "changes Save");
	assert_other("Save", "Saved");
}

static void a_number_is_one_term_in_every_form(void **state)
{
	(void)state;
	assert_same("2", "two");
	assert_same("2nd", "second");
	assert_same("3", "third");
	assert_same("1,200", "1200");
	assert_same("42.00", "42");
	assert_other("3.00", "3");
	assert_other("007", "7");
	assert_other("10", "1");
	assert_other("1.10", "1.1.0");
}

static void a_date_is_one_term_in_every_style(void **state)
{
	struct terms written, iso, yearless;
	(void)state;
	assert_same("12 May 2027", "2027-05-12");
	terms_read(&written, "until 12 May 2027 at noon", false);
	terms_read(&iso, "2027-05-12", false);
	terms_read(&yearless, "12 May", false);
	uint64_t date = term_of_date(&(struct date){2027, 5, 12}, true);
	uint64_t day = term_of_date(&(struct date){2027, 5, 12}, false);
	assert_true(has_term(&written, date) && has_term(&iso, date));
	assert_true(has_term(&written, day) && has_term(&yearless, day));
	assert_false(has_term(&yearless, date));
}

static void a_code_is_a_term_and_its_parts_are_found_in_it(void **state)
{
	struct terms terms;
	(void)state;
	terms_read(&terms, "order INV-2041", false);
	assert_true(has_term(&terms, key_of("INV-2041")));
	assert_true(has_term(&terms, key_of("inv")));
	assert_true(has_term(&terms, key_of("order")));
	assert_int_equal(terms.words, 2);
	assert_true(key_of("a.b@c.org") != key_of("a.b@c.com"));
	assert_true(key_of("10:30") != key_of("10:31"));
}

static void a_sentence_ends_behind_its_last_word(void **state)
{
	(void)state;
	assert_true(key_of("Berlin.") == key_of("berlin"));
	assert_true(key_of("10:30.") == key_of("10:30"));
	assert_true(key_of("(INV-2041),") == key_of("INV-2041"));
}

static void what_has_no_words_is_told_by_its_marks(void **state)
{
	(void)state;
	assert_same(" × ", "×");
	assert_other("×", "+");
	assert_other("×", "");
	struct terms blank;
	terms_read(&blank, " \t\n", true);
	assert_true(blank.same == 0 && blank.count == 0 && blank.gram_count == 0);
}

static void shares_of_grams_add_up_to_one(void **state)
{
	static const char *const texts[] = {
		"Save", "Number of guests *", "2nd floor", "×", "a b c d e f g h i j k l"};
	(void)state;
	for (size_t t = 0; t < sizeof(texts) / sizeof(*texts); t++) {
		struct terms terms;
		float sum = 0;
		terms_read(&terms, texts[t], true);
		for (size_t i = 0; i < terms.gram_count; i++)
			sum += terms.grams[i].share;
		assert_true(sum > 0.999f && sum < 1.001f);
	}
}

static void a_long_text_is_cut_but_not_taken_for_another(void **state)
{
	char *text = malloc(100000), *other;
	struct terms terms;
	(void)state;
	for (size_t i = 0; i < 99999; i++)
		text[i] = "word "[i % 5];
	text[99999] = 0;
	other = strdup(text);
	memcpy(other + 99000, "other", 5);
	terms_read(&terms, text, true);
	assert_true(terms.cut && terms.count <= TERMS_MAX && terms.gram_count <= GRAMS_MAX);
	assert_other(text, other);
	free(text);
	free(other);
}

/* ---- texts of a store ---- */

static void a_store_gives_the_same_text_again(void **state)
{
	const struct lexicon *lexicon = lexicon_of(LEXICON_ALL);
	struct text_store *store = text_store_new(lexicon);
	(void)state;
	const struct encoded_text *text = text_store_read(store, "Log in", TEXT_LABEL);
	assert_ptr_equal(text_store_read(store, "Log in", TEXT_LABEL), text);
	assert_true(text->same && text->concept_count == 1 && text->group_count > 0);
	const struct encoded_text *data = text_store_read(store, "Log in", TEXT_DATA);
	assert_true(data != text && data->same == text->same && data->meaning_count == 0);
	assert_true(text_store_read(store, NULL, TEXT_DATA)->same == 0);
	text_store_free(store);
}

static void function_words_count_only_in_short_labels(void **state)
{
	const struct lexicon *lexicon = lexicon_of(LEXICON_ALL);
	struct text_store *store = text_store_new(lexicon);
	(void)state;
	assert_int_equal(text_store_read(store, "Log in", TEXT_LABEL)->telling, 3);
	assert_int_equal(text_store_read(store, "Add to the cart", TEXT_LABEL)->telling, 1 | 8);
	assert_int_equal(text_store_read(store, "for you", TEXT_LABEL)->telling, 3);
	text_store_free(store);
}

static void a_store_forgets_when_it_has_read_much(void **state)
{
	const struct lexicon *lexicon = lexicon_of(LEXICON_ALL);
	struct text_store *store = text_store_new(lexicon);
	char text[32];
	(void)state;
	for (int i = 0; i < 30000; i++) {
		snprintf(text, sizeof(text), "entry %d", i);
		text_store_trim(store);
		assert_int_equal(text_store_read(store, text, TEXT_LABEL)->word_count, 2);
		assert_false(text_store_is_full(store));
	}
	text_store_free(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(case_blanks_and_marks_do_not_matter),
		cmocka_unit_test(a_number_is_one_term_in_every_form),
		cmocka_unit_test(a_date_is_one_term_in_every_style),
		cmocka_unit_test(a_code_is_a_term_and_its_parts_are_found_in_it),
		cmocka_unit_test(a_sentence_ends_behind_its_last_word),
		cmocka_unit_test(what_has_no_words_is_told_by_its_marks),
		cmocka_unit_test(shares_of_grams_add_up_to_one),
		cmocka_unit_test(a_long_text_is_cut_but_not_taken_for_another),
		cmocka_unit_test(a_store_gives_the_same_text_again),
		cmocka_unit_test(function_words_count_only_in_short_labels),
		cmocka_unit_test(a_store_forgets_when_it_has_read_much),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
