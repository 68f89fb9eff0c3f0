/*
 * words.h - a text as words with their places, and the alignment of two word lists.
 *
 * Goals, labels and values meet as words. A word is a run of letters, or of digits with
 * inner separators kept together ("2027-05-12", "3.50", "INV-2041", "a.b@c.org",
 * "10:30"), or a quoted span ("'Blue Room'" is one word, quotes outside). Punctuation is
 * no word. `match` is the folded form used to compare; `start` and `length` point into
 * the original text, so that case and punctuation are never lost.
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stddef.h>

struct word {
	const char *match; /* folded, NUL-terminated, owned by the list */
	size_t start;	   /* byte offset in the original text */
	size_t length;	   /* bytes in the original text */
};

struct words {
	const char *text; /* borrowed: the original */
	struct word *items;
	size_t count;
	char *storage; /* owned: all match forms */
};

void words_split(struct words *words, const char *text); /* NULL is an empty text */
void words_release(struct words *words);

/* One region of an alignment: either the same words on both sides, or what stands
 * between two such runs, where the texts differ (either side may be empty). */
struct alignment_span {
	size_t a_first, a_count; /* words of a */
	size_t b_first, b_count; /* words of b */
	int equal;
};

struct alignment {
	struct alignment_span *spans; /* owned, in order, covering both lists */
	size_t count;
};

/* Longest common subsequence of match forms. Lists beyond 512 words are cut there. */
void words_align(struct alignment *alignment, const struct words *a, const struct words *b);
void alignment_release(struct alignment *alignment);

/* Share of a's words that occur in b, 0..1; 0 when a is empty. */
double words_share(const struct words *a, const struct words *b);

#endif
