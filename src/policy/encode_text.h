/*
 * encode_text.h - texts read once: their terms, what they mean by the lexicon, and their grams.
 *
 * A store remembers what it has read, as pages say the same again and again. What it gives is
 * valid until the store is trimmed or released. It compares whole texts, so two texts are never
 * taken for one.
 */
#ifndef POLICY_ENCODE_TEXT_H
#define POLICY_ENCODE_TEXT_H

#include "base/arena.h"
#include "policy/encode_measure.h"
#include "policy/encode_terms.h"
#include "trajectory/lexicon.h"

enum { MASK_TERMS = 16, MASK_CONCEPTS = 16 }; /* what of a text can be looked for in others */

enum text_use {
	TEXT_LABEL, /* compared by meaning, too, and embedded by letters, too */
	TEXT_DATA
};

/* A concept of the text (an index) and one of the keys by which another text may share it: its
 * stems, or a group of synonyms. */
struct meaning {
	uint64_t key;
	uint8_t concept;
};

struct encoded_text {
	uint64_t same; /* equal for texts that say the same; 0: blank */
	const uint64_t *terms;
	const int16_t *numbers; /* [term_count]: NUMBER_LAST, NUMBER_NONE or the number */
	uint16_t term_count;
	/* Bits of the first MASK_TERMS terms: the words that count, which must all be found where the
	 * text as a whole is to be found; and these with their parts. */
	uint16_t telling, all;
	uint16_t weight; /* of all terms: 2 for each that counts, 1 for a part */
	const struct meaning *meanings;
	uint16_t meaning_count, concept_count;
	const struct gram *grams;
	const uint64_t *groups; /* keys of the lexicon's groups, to be embedded */
	uint16_t gram_count, group_count, word_count;
	bool number, date, digits;
	struct measure measure; /* of labels */
};

struct text_store;

/* The lexicon is borrowed. */
struct text_store *text_store_new(const struct lexicon *lexicon);
void text_store_free(struct text_store *store);
/* Forgets everything if it has become too much. */
void text_store_trim(struct text_store *store);
/* Whether memory was short since the last trim: some texts were then taken for blank ones. */
bool text_store_is_full(const struct text_store *store);

/* Never NULL; NULL is a blank text. */
const struct encoded_text *text_store_read(
	struct text_store *store, const char *text, enum text_use use);

/* Without a processor's instruction for it, which the portable build may not use. */
static inline int count_bits(uint16_t bits)
{
	unsigned pairs = bits - (bits >> 1 & 0x5555u);
	unsigned fours = (pairs & 0x3333u) + (pairs >> 2 & 0x3333u);
	return (int)(((fours + (fours >> 4)) & 0x0f0fu) * 0x0101u >> 8 & 0xff);
}

static inline uint16_t text_weight(uint16_t telling, uint16_t all)
{
	return (uint16_t)(count_bits(telling) + count_bits(all));
}

/* How much of `text` was found, 0..1, given the bits of its terms that were. */
float text_share_found(const struct encoded_text *text, uint16_t found);
static inline bool text_is_found(const struct encoded_text *text, uint16_t found)
{
	return text->telling && (found & text->telling) == text->telling;
}

#endif
