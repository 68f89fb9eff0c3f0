#include "policy/encode_terms.h"

#include "trajectory/tokens.h"

#include <string.h>

enum { LETTER_WORDS = 8, LETTER_GRAMS = 8 }; /* words with grams of three letters; of each */
enum { SHORTEST_DATE = 5 };

static void add_term(struct terms *terms, struct term term)
{
	if (terms->count == TERMS_MAX)
		terms->cut = true;
	else
		terms->items[terms->count++] = term;
}

static void add_gram(struct terms *terms, uint64_t hash, float share)
{
	if (terms->gram_count < GRAMS_MAX)
		terms->grams[terms->gram_count++] =
			(struct gram){(uint32_t)(hash ^ hash >> 32), share};
}

/* ---- grams ---- */

/* Half of a word's share goes to its trigrams, with a mark at both of its ends. */
static void add_trigrams(struct terms *terms, const struct chain *chain)
{
	char marked[CHAIN_LETTERS + 2] = "^";
	size_t length = chain->letter_bytes + 2;
	memcpy(marked + 1, chain->letters, chain->letter_bytes);
	marked[length - 1] = '$';
	size_t count = length - 2 < LETTER_GRAMS ? length - 2 : LETTER_GRAMS;
	for (size_t i = 0; i < count; i++)
		add_gram(terms, term_combine(term_hash(marked + i, 3), '3'), 0.5f / (float)count);
}

static void add_grams(struct terms *terms, const struct chain *chain, bool letters)
{
	uint64_t word = term_hash(chain->letters, chain->letter_bytes);
	bool trigrams = letters && terms->words <= LETTER_WORDS && chain->letter_bytes > 3;
	bool numbered = chain->number != NUMBER_NONE;
	add_gram(terms, word, trigrams || numbered ? 0.5f : 1.0f);
	if (numbered)
		add_gram(terms, chain->key, 0.5f);
	else if (trigrams)
		add_trigrams(terms, chain);
}

/* ---- words ---- */

static void add_chain(struct terms *terms, const struct chain *chain, bool letters)
{
	struct term term = {
		.key = chain->key,
		.start = (uint32_t)chain->start,
		.length = (uint32_t)chain->length,
		.number = chain->number,
		.minor = !chain->has_digit && word_is_function_word(chain->letters),
	};
	terms->words++;
	terms->digits |= chain->has_digit;
	terms->same = terms->same ? term_combine(terms->same, chain->key) : chain->key;
	add_term(terms, term);
	add_grams(terms, chain, letters);
	for (size_t i = 0; chain->part_count > 1 && i < chain->part_count; i++) {
		term.key = chain->parts[i];
		term.part = true;
		term.number = NUMBER_NONE;
		add_term(terms, term);
	}
}

/* ---- dates ---- */

uint64_t term_of_date(const struct date *date, bool year)
{
	int parts[3] = {date->month, date->day, year ? date->year : 0};
	return term_combine(term_hash(parts, sizeof(parts)), 'd');
}

/* The words of the date stand for it together, and no longer for themselves. */
static void add_date(struct terms *terms, const struct date *date, size_t start, size_t length)
{
	for (size_t i = 0; i < terms->count; i++)
		if (terms->items[i].start >= start && terms->items[i].start < start + length)
			terms->items[i].part = true;
	struct term term = {.start = (uint32_t)start, .length = (uint32_t)length};
	term.key = term_of_date(date, date->year > 0);
	add_term(terms, term);
	if (date->year > 0) {
		term.key = term_of_date(date, false);
		term.part = true;
		add_term(terms, term);
	}
}

static void read_dates(struct terms *terms, const char *text, size_t length)
{
	struct date date;
	size_t start, taken, from = 0, found = 0;
	if (!terms->digits || length < SHORTEST_DATE)
		return;
	while (found < 4 && date_find_yearless(text, from, &date, &start, &taken)) {
		add_date(terms, &date, start, taken);
		from = start + taken;
		found++;
		terms->date = found == 1 && start == 0 && taken == length;
	}
	if (terms->date)
		terms->same = term_of_date(&date, date.year > 0);
}

/* ---- whole texts ---- */

/* What has no words is told by its marks ("x", an arrow). */
static uint64_t marks_of(const char *text, size_t length)
{
	size_t start = strspn(text, " \t\r\n");
	while (length > start && strchr(" \t\r\n", text[length - 1]))
		length--;
	return start < length ? term_combine(term_hash(text + start, length - start), 'm') : 0;
}

void terms_read(struct terms *terms, const char *text, bool letters)
{
	size_t length = strlen(text), at = 0;
	struct chain chain;
	terms->count = terms->words = terms->gram_count = 0;
	terms->cut = terms->number = terms->date = terms->digits = false;
	terms->same = 0;
	while (chain_next(&chain, text, length, &at)) {
		if (terms->count == TERMS_MAX) {
			terms->cut = true;
			terms->same = term_combine(terms->same, chain.key);
			continue;
		}
		add_chain(terms, &chain, letters);
		terms->number = terms->words == 1 && chain.is_number;
	}
	if (terms->words == 0) {
		terms->same = marks_of(text, length);
		if (terms->same)
			add_gram(terms, terms->same, 1);
	}
	read_dates(terms, text, length);
	for (size_t i = 0; i < terms->gram_count; i++)
		terms->grams[i].share /= (float)(terms->words > 0 ? terms->words : 1);
}

void terms_scan(const char *text, term_meeting *meet, void *context)
{
	struct chain chain;
	size_t length = strlen(text), at = 0;
	while (chain_next(&chain, text, length, &at)) {
		meet(context, chain.key);
		for (size_t i = 0; chain.part_count > 1 && i < chain.part_count; i++)
			meet(context, chain.parts[i]);
	}
}
