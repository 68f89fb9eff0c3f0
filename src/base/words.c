#include "base/words.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A quoted span ends within this many bytes, or its quote is a stray one. Without the bound, a
 * page full of stray quotes would take quadratic time. */
enum { QUOTED_MAXIMUM_BYTES = 256 };

enum { ALIGNED_MAXIMUM = 512 }; /* words of each list: bounds the table of words_align() */

struct splitter {
	struct words *words;
	size_t capacity; /* of words->items */
	char *storage;	 /* where the next match form goes */
	const char *cursor, *end;
	uint32_t before; /* the character before the cursor, 0 at the start */
};

static bool is_digit(uint32_t character)
{
	return character >= '0' && character <= '9';
}

/* Beyond ASCII everything counts as a letter that does not lie in one of these blocks of
 * punctuation, symbols, private use or emoji. */
static const struct {
	uint32_t first, last;
} no_letters[] = {{0x80, 0xa9}, {0xab, 0xb4}, {0xb6, 0xb9}, {0xbb, 0xbf}, {0xd7, 0xd7},
	{0xf7, 0xf7}, {0x1680, 0x1680}, {0x2000, 0x2070}, {0x2072, 0x207e}, {0x2080, 0x2bff},
	{0x2e00, 0x2e7f}, {0x3000, 0x3004}, {0x3008, 0x3020}, {0xe000, 0xf8ff}, {0xfe10, 0xfe6f},
	{0xfeff, 0xff0f}, {0xff1a, 0xff20}, {0xff3b, 0xff40}, {0xff5b, 0xff65}, {0xffe0, 0xffff},
	{0x1f000, 0x1ffff}, {0xe0000, UINT32_MAX}};

static bool is_letter(uint32_t character)
{
	if (character < 0x80)
		return (character | 32) >= 'a' && (character | 32) <= 'z';
	for (size_t i = 0; i < sizeof no_letters / sizeof *no_letters; i++)
		if (character >= no_letters[i].first && character <= no_letters[i].last)
			return false;
	return true;
}

static bool is_word_character(uint32_t character)
{
	return is_digit(character) || is_letter(character);
}

static bool is_blank(uint32_t character)
{
	char encoded[5] = "";
	text_encode(character, encoded);
	return text_is_blank(encoded);
}

/* The character at `at`, or 0 at the end. */
static uint32_t peek(const char *at, const char *end)
{
	return at < end ? text_next(&at, end) : 0;
}

/* The end of the letters and digits that start at `at`; the last of them goes to *last. */
static const char *run_end(const char *at, const char *end, uint32_t *last)
{
	while (at < end) {
		const char *next = at;
		uint32_t character = text_next(&next, end);
		if (!is_word_character(character))
			break;
		*last = character;
		at = next;
	}
	return at;
}

static bool joins_code(uint32_t before, char separator, uint32_t after)
{
	if (separator == '-' || separator == '_')
		return is_word_character(after);
	return separator && strchr(".,:/", separator) && is_digit(before) && is_digit(after);
}

static bool joins_address(uint32_t before, char separator, uint32_t after)
{
	(void)before;
	return separator && strchr("-_.+", separator) && is_word_character(after);
}

typedef bool join_rule(uint32_t before, char separator, uint32_t after);

/* The end of runs and the single separators between them that `joins` accepts. */
static const char *chain_end(const char *at, const char *end, join_rule *joins)
{
	for (;;) {
		uint32_t last = 0;
		at = run_end(at, end, &last);
		if (at >= end || !joins(last, *at, peek(at + 1, end)))
			return at;
		at++;
	}
}

/* "a.b@c.org": NULL when there is no such thing at `at`. */
static const char *address_end(const char *at, const char *end)
{
	const char *local_end = chain_end(at, end, joins_address);
	if (local_end >= end || *local_end != '@' || !is_word_character(peek(local_end + 1, end)))
		return NULL;
	return chain_end(local_end + 1, end, joins_address);
}

/* "INV-2041", "10:30": a chain with a digit in it; NULL when there is none at `at`. */
static const char *code_end(const char *at, const char *end)
{
	const char *chain = chain_end(at, end, joins_code);
	for (const char *byte = at; byte < chain; byte++)
		if (is_digit((unsigned char)*byte))
			return chain;
	return NULL;
}

static bool closes_quote(uint32_t opening, uint32_t character)
{
	switch (opening) {
	case '\'':
	case '"':
		return character == opening;
	case 0x2018: /* ‘ ’ */
		return character == 0x2019;
	case 0x201c: /* “ ” */
		return character == 0x201d;
	case 0x201e: /* „ “ and „ ” */
		return character == 0x201c || character == 0x201d;
	case 0x00ab: /* « » */
		return character == 0x00bb;
	case 0x2039: /* ‹ › */
		return character == 0x203a;
	default:
		return false;
	}
}

/* The place of the quote that closes the one before `at`, or NULL. An apostrophe, an inch mark
 * or a quote after a space closes nothing, and no quotation spans lines. */
static const char *quoted_end(const char *at, const char *end, uint32_t opening)
{
	uint32_t before = peek(at, end);
	if (before == 0 || is_blank(before) || closes_quote(opening, before))
		return NULL;
	if (end - at > QUOTED_MAXIMUM_BYTES)
		end = at + QUOTED_MAXIMUM_BYTES;
	before = ' ';
	while (at < end) {
		const char *here = at;
		uint32_t character = text_next(&at, end);
		if (character == '\n')
			return NULL;
		if (closes_quote(opening, character) && !is_blank(before) &&
			!is_word_character(peek(at, end)))
			return here;
		before = character;
	}
	return NULL;
}

static void add_word(struct splitter *splitter, const char *start, const char *end)
{
	struct words *words = splitter->words;
	if (words->count == splitter->capacity) {
		splitter->capacity = splitter->capacity ? splitter->capacity * 2 : 16;
		words->items =
			memory_resize(words->items, splitter->capacity, sizeof(*words->items));
	}
	char *span = memory_copy_span(start, (size_t)(end - start));
	char *match = text_normalize(span);
	words->items[words->count++] = (struct word){
		.match = splitter->storage,
		.start = (size_t)(start - words->text),
		.length = (size_t)(end - start),
	};
	splitter->storage = stpcpy(splitter->storage, match) + 1;
	free(match);
	free(span);
}

static const char *word_end(const char *at, const char *end)
{
	const char *found = address_end(at, end);
	if (!found)
		found = code_end(at, end);
	uint32_t last;
	return found ? found : run_end(at, end, &last);
}

static void split_step(struct splitter *splitter)
{
	const char *start = splitter->cursor, *next = start;
	uint32_t character = text_next(&next, splitter->end);
	if (is_word_character(character)) {
		next = word_end(start, splitter->end);
		add_word(splitter, start, next);
	} else if (!is_word_character(splitter->before)) {
		const char *closing = quoted_end(next, splitter->end, character);
		if (closing) {
			add_word(splitter, next, closing);
			next = closing;
			character = text_next(&next, splitter->end);
		}
	}
	splitter->before = character;
	splitter->cursor = next;
}

void words_split(struct words *words, const char *text)
{
	*words = (struct words){.text = text ? text : ""};
	size_t length = strlen(words->text);
	/* No match form is longer than three times its word (a bad byte becomes U+FFFD), and
	 * between two words stands at least the byte that their NULs need. */
	words->storage = memory_new(length + 1, 3);
	struct splitter splitter = {
		.words = words,
		.storage = words->storage,
		.cursor = words->text,
		.end = words->text + length,
	};
	while (splitter.cursor < splitter.end)
		split_step(&splitter);
}

void words_release(struct words *words)
{
	free(words->items);
	free(words->storage);
	*words = (struct words){0};
}

static bool same_word(const struct words *a, size_t i, const struct words *b, size_t j)
{
	return strcmp(a->items[i].match, b->items[j].match) == 0;
}

/* lengths[i * (b_count + 1) + j]: the longest common subsequence of a from i and b from j. */
static uint16_t *common_lengths(
	const struct words *a, size_t a_count, const struct words *b, size_t b_count)
{
	size_t row = b_count + 1;
	uint16_t *lengths = memory_new((a_count + 1) * row, sizeof(*lengths));
	for (size_t i = a_count; i-- > 0;) {
		for (size_t j = b_count; j-- > 0;) {
			uint16_t skip_a = lengths[(i + 1) * row + j];
			uint16_t skip_b = lengths[i * row + j + 1];
			uint16_t longest = skip_a > skip_b ? skip_a : skip_b;
			if (same_word(a, i, b, j))
				longest = (uint16_t)(lengths[(i + 1) * row + j + 1] + 1);
			lengths[i * row + j] = longest;
		}
	}
	return lengths;
}

/* The span that the next word of kind `equal` belongs to, begun at (i, j) if need be. */
static struct alignment_span *span_at(struct alignment *alignment, bool equal, size_t i, size_t j)
{
	size_t count = alignment->count;
	if (count > 0 && alignment->spans[count - 1].equal == equal)
		return &alignment->spans[count - 1];
	alignment->spans[count] =
		(struct alignment_span){.a_first = i, .b_first = j, .equal = equal};
	alignment->count++;
	return &alignment->spans[count];
}

void words_align(struct alignment *alignment, const struct words *a, const struct words *b)
{
	size_t a_count = a->count < ALIGNED_MAXIMUM ? a->count : ALIGNED_MAXIMUM;
	size_t b_count = b->count < ALIGNED_MAXIMUM ? b->count : ALIGNED_MAXIMUM;
	uint16_t *lengths = common_lengths(a, a_count, b, b_count);
	size_t row = b_count + 1, i = 0, j = 0;
	alignment->count = 0;
	alignment->spans = memory_new(a_count + b_count, sizeof(*alignment->spans));
	while (i < a_count || j < b_count) {
		bool equal = i < a_count && j < b_count && same_word(a, i, b, j);
		struct alignment_span *span = span_at(alignment, equal, i, j);
		bool from_a =
			equal || j == b_count ||
			(i < a_count && lengths[(i + 1) * row + j] >= lengths[i * row + j + 1]);
		bool from_b = equal || !from_a;
		span->a_count += from_a;
		span->b_count += from_b;
		i += from_a;
		j += from_b;
	}
	free(lengths);
}

void alignment_release(struct alignment *alignment)
{
	free(alignment->spans);
	*alignment = (struct alignment){0};
}

double words_share(const struct words *a, const struct words *b)
{
	size_t shared = 0;
	for (size_t i = 0; i < a->count; i++) {
		size_t j = 0;
		while (j < b->count && !same_word(a, i, b, j))
			j++;
		shared += j < b->count;
	}
	return a->count ? (double)shared / (double)a->count : 0;
}
