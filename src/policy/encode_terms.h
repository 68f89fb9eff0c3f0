/*
 * encode_terms.h - a text as the terms that it is compared and embedded by.
 *
 * A term is the hash of a folded word. What people take for one thing is one term, however it is
 * written: a number ("2", "two", "2nd", "second"; "1,200" is 1200), a date ("12 May 2027" is
 * "2027-05-12"). A code or an address ("INV-2041", "a.b@c.org") is a term as a whole, and each of
 * its parts is one, so that a part is found in the whole, but does not stand for it.
 *
 * Reading needs no memory and takes time linear in the text.
 */
#ifndef POLICY_ENCODE_TERMS_H
#define POLICY_ENCODE_TERMS_H

#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TERMS_MAX = 24, GRAMS_MAX = 64, CHAIN_LETTERS = 40, CHAIN_PARTS = 6 };
enum { NUMBER_LAST = -1, NUMBER_NONE = 0 };

struct term {
	uint64_t key;
	uint32_t start, length; /* bytes in the text */
	int number;		/* 1..9999, NUMBER_LAST for "last", NUMBER_NONE */
	bool part;		/* of a code or date, which is a term of its own */
	bool minor;		/* a function word */
};

/* A piece of a word to be embedded: the word itself, or three letters of it. */
struct gram {
	uint32_t hash;
	float share; /* those of one word add up to 1 */
};

struct terms {
	struct term items[TERMS_MAX];
	size_t count;
	size_t words; /* terms that are no parts */
	struct gram grams[GRAMS_MAX];
	size_t gram_count;
	bool cut;	   /* there were more */
	bool number, date; /* the text is nothing but one */
	bool digits;	   /* it has some */
	uint64_t same;	   /* equal for texts that say the same in the same order; 0: blank */
};

/* `letters`: also grams of three letters, for what is a label rather than data. */
void terms_read(struct terms *terms, const char *text, bool letters);

/* Meets the keys of the text's words and their parts, but not dates, for looking through much
 * text for a few words. */
typedef void term_meeting(void *context, uint64_t key);
void terms_scan(const char *text, term_meeting *meet, void *context);

/* A run of words that are written as one: the smallest thing that is a term. */
struct chain {
	uint64_t key;
	uint64_t parts[CHAIN_PARTS];
	size_t part_count;
	size_t start, length;	     /* bytes in the text */
	char letters[CHAIN_LETTERS]; /* folded; cut if longer */
	size_t letter_bytes;
	int number;
	bool is_number, has_digit;
};

/* The chain at or after *at, which is moved behind it; false at the end. */
bool chain_next(struct chain *chain, const char *text, size_t length, size_t *at);

/* The key of a date; without its year it fits those of all years. */
uint64_t term_of_date(const struct date *date, bool year);

/* Hashes are never 0. */
uint64_t term_hash(const void *data, size_t length);
uint64_t term_combine(uint64_t hash, uint64_t next); /* depends on the order */

#endif
