/*
 * vocabulary.h - words, names, codes, dates and sentences to fill pages and goals with.
 *
 * Every open word belongs to one of two sides, by a hash of its letters: what is made for training
 * never has a word of the held side, and the other way round. Days, months and the words that
 * interfaces are made of (phrases.h) are common to both.
 */
#ifndef GYM_VOCABULARY_H
#define GYM_VOCABULARY_H

#include "base/arena.h"
#include "base/date.h"
#include "base/random.h"

#include <stdbool.h>

enum word_kind {
	WORDS_FIRST_NAMES,
	WORDS_LAST_NAMES,
	WORDS_CITIES,
	WORDS_COUNTRIES,
	WORDS_COLOURS,
	WORDS_SHAPES,
	WORDS_ANIMALS,
	WORDS_FOODS,
	WORDS_THINGS,
	WORDS_NOUNS,
	WORDS_ADJECTIVES,
	WORDS_JOBS,
	WORDS_TOPICS,
	WORDS_VERBS,
	WORDS_LATIN,
	WORDS_COMPANIES,
	WORDS_MADE_UP, /* pronounceable, of no language */
	WORD_KINDS
};

struct vocabulary {
	struct arena *arena;
	struct random *random; /* of what is drawn now; may be changed between draws */
	bool held;	       /* from the held side */
};

bool word_is_held(const char *word);
/* The table of a kind, for tests; NULL for made-up words. */
const char *const *words_of_kind(enum word_kind kind, size_t *count);

uint32_t draw_below(struct vocabulary *words, uint32_t bound);
bool draw_chance(struct vocabulary *words, unsigned percent);
int draw_between(struct vocabulary *words, int least, int most);
void draw_order(struct vocabulary *words, size_t *order, size_t count); /* of 0..count-1 */

/* Texts are in the arena. `Word` begins with a capital. */
const char *draw_word(struct vocabulary *words, enum word_kind kind);
const char *draw_capital(struct vocabulary *words, enum word_kind kind);
const char *draw_person(struct vocabulary *words); /* "Anna Berg" */
const char *draw_user_name(struct vocabulary *words);
const char *draw_password(struct vocabulary *words);
const char *draw_email(struct vocabulary *words);
const char *draw_phone(struct vocabulary *words);
const char *draw_code(struct vocabulary *words); /* "INV-2041" */
const char *draw_number(struct vocabulary *words, int digits);
const char *draw_money(struct vocabulary *words);
const char *draw_company(struct vocabulary *words);
const char *draw_street(struct vocabulary *words);
const char *draw_title(struct vocabulary *words); /* two to four words: of a mail, a product */
const char *draw_sentence(struct vocabulary *words);
const char *draw_filler(struct vocabulary *words, size_t count); /* lorem ipsum */
struct date draw_date(struct vocabulary *words);

const char *date_text(struct arena *arena, const struct date *date, enum date_style style);
const char *month_word(unsigned month); /* 1: January */

#endif
