/*
 * Words as they are written: where one begins and ends, and what number it is.
 */
#include "policy/encode_terms.h"

#include "base/text.h"
#include "trajectory/tokens.h"

#include <stdlib.h>
#include <string.h>

enum { ADDRESS_BYTES = 64 }; /* what stands before the '@'; longer ones are read as words */

uint64_t term_combine(uint64_t hash, uint64_t next)
{
	hash = ((hash << 25 | hash >> 39) + next) * 0x9e3779b97f4a7c15u;
	hash ^= hash >> 29;
	return hash ? hash : 1;
}

/* Both halves of a product depend on all bits of the factors (Wang Yi, wyhash). */
static uint64_t fold_product(uint64_t a, uint64_t b)
{
	__extension__ unsigned __int128 product = (unsigned __int128)a * b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t term_hash(const void *data, size_t length)
{
	const unsigned char *bytes = data;
	uint64_t hash = 0x51ed270b76a5c1e9u + length, words[2];
	for (; length > 16; length -= 16, bytes += 16) {
		memcpy(words, bytes, 16);
		hash = fold_product(words[0] ^ 0x9e3779b97f4a7c15u, words[1] ^ hash);
	}
	words[0] = words[1] = 0;
	memcpy(words, bytes, length);
	hash = fold_product(words[0] ^ 0x9e3779b97f4a7c15u, words[1] ^ hash);
	return term_combine(hash, length);
}

/* ---- characters ---- */

struct letter {
	enum character_kind kind;
	uint32_t folded;
	size_t length; /* bytes */
};

static struct letter read_letter(const char *at, const char *end)
{
	unsigned char byte = (unsigned char)*at;
	if (byte >= 0x80) {
		const char *cursor = at;
		uint32_t character = text_next(&cursor, end);
		return (struct letter){character_kind(character), text_fold_character(character),
			(size_t)(cursor - at)};
	}
	unsigned char lower = byte | 0x20;
	if (lower >= 'a' && lower <= 'z')
		return (struct letter){CHARACTER_LETTER, lower, 1};
	if (byte >= '0' && byte <= '9')
		return (struct letter){CHARACTER_DIGIT, byte, 1};
	if (byte == ' ' || (byte >= '\t' && byte <= '\r'))
		return (struct letter){CHARACTER_SPACE, byte, 1};
	return (struct letter){CHARACTER_MARK, byte, 1};
}

static bool is_word_kind(enum character_kind kind)
{
	return kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT;
}

static void keep_letter(struct chain *chain, struct letter letter)
{
	char encoded[4];
	size_t length = text_encode(letter.folded, encoded);
	if (chain->letter_bytes + length >= CHAIN_LETTERS)
		return;
	memcpy(chain->letters + chain->letter_bytes, encoded, length);
	chain->letter_bytes += length;
	chain->letters[chain->letter_bytes] = 0;
}

/* ---- runs of letters or of digits ---- */

/* Hashes by characters, so that long words differ though only their beginning is kept. */
static const char *read_part(struct chain *chain, const char *at, const char *end, uint64_t *key)
{
	struct letter letter = read_letter(at, end);
	enum character_kind kind = letter.kind;
	uint64_t hash = 14695981039346656037u; /* FNV-1a */
	do {
		hash = (hash ^ letter.folded) * 1099511628211u;
		keep_letter(chain, letter);
		chain->has_digit |= kind == CHARACTER_DIGIT;
		at += letter.length;
		if (at < end)
			letter = read_letter(at, end);
	} while (at < end && kind != CHARACTER_IDEOGRAPH && letter.kind == kind);
	*key = hash ? hash : 1;
	return at;
}

/* Whether what stands at the mark goes on behind it: "INV-2041", "10:30", "1,200", "a.b@c.org". */
static bool joins(const char *before, const char *mark, const char *end, bool address)
{
	if (mark + 1 >= end || !strchr("-_@.,:/+", *mark))
		return false;
	struct letter after = read_letter(mark + 1, end);
	if (!is_word_kind(after.kind))
		return false;
	if (*mark == '-' || *mark == '_' || *mark == '@')
		return true;
	bool digits = *before >= '0' && *before <= '9' && after.kind == CHARACTER_DIGIT;
	return (digits && *mark != '+') || (address && (*mark == '.' || *mark == '+'));
}

/* An address goes on to a '@' without a blank, or has had one. */
static bool is_address(const char *at, const char *end)
{
	if (end - at > ADDRESS_BYTES)
		end = at + ADDRESS_BYTES;
	while (at < end && (unsigned char)*at > ' ' && *at != '@' && *at != ',')
		at++;
	return at < end && *at == '@';
}

/* ---- numbers ---- */

static const struct {
	const char *word;
	int number;
} number_words[] = {{"eight", 8}, {"eighth", 8}, {"eleven", 11}, {"eleventh", 11}, {"fifth", 5},
	{"first", 1}, {"five", 5}, {"four", 4}, {"fourth", 4}, {"last", NUMBER_LAST}, {"nine", 9},
	{"ninth", 9}, {"one", 1}, {"second", 2}, {"seven", 7}, {"seventh", 7}, {"six", 6},
	{"sixth", 6}, {"ten", 10}, {"tenth", 10}, {"third", 3}, {"three", 3}, {"twelfth", 12},
	{"twelve", 12}, {"two", 2}};

static int number_of_word(const char *word)
{
	size_t low = 0, high = sizeof(number_words) / sizeof(*number_words);
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(word, number_words[middle].word);
		if (order == 0)
			return number_words[middle].number;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NUMBER_NONE;
}

/* Digits with thousands separators and decimals, in one form ("1,200.50" is 1200.5). A leading zero
 * makes it a code, and ".00" counts only where it looks like an amount, as in value.h. */
static bool plain_number(const char *letters, char out[static CHAIN_LETTERS])
{
	size_t length = 0, whole = strcspn(letters, ".");
	for (const char *c = letters; *c; c++) {
		bool grouping = *c == ',' && c > letters && strspn(c + 1, "0123456789") == 3;
		if (!strchr("0123456789.", *c) && !grouping)
			return false;
		if (*c == '.' && (size_t)(c - letters) != whole)
			return false;
		if (!grouping)
			out[length++] = *c;
	}
	out[length] = 0;
	if (out[0] == '0' && out[1] && out[1] != '.')
		return false;
	while (whole >= 2 && length > 0 && strchr(out, '.') && strchr("0.", out[length - 1])) {
		bool point = out[--length] == '.';
		out[length] = 0;
		if (point)
			break;
	}
	return length > 0;
}

static bool is_ordinal_ending(const char *letters)
{
	static const char *const endings[] = {"st", "nd", "rd", "th"};
	for (size_t i = 0; i < 4; i++)
		if (strcmp(letters, endings[i]) == 0)
			return true;
	return false;
}

/* Of the leading digits, of which there are few. */
static int value_of_digits(const char *digits)
{
	int value = 0;
	for (; *digits >= '0' && *digits <= '9'; digits++)
		value = 10 * value + (*digits - '0');
	return value;
}

static void write_number(int number, char out[static CHAIN_LETTERS])
{
	char digits[8];
	size_t count = 0, length = 0;
	if (number < 0)
		out[length++] = '-';
	for (number = abs(number); number > 0 || count == 0; number /= 10)
		digits[count++] = (char)('0' + number % 10);
	while (count > 0)
		out[length++] = digits[--count];
	out[length] = 0;
}

static void read_number(struct chain *chain)
{
	char plain[CHAIN_LETTERS];
	const char *letters = chain->letters;
	size_t digits = strspn(letters, "0123456789");
	if (!chain->has_digit) {
		chain->number = chain->part_count == 1 ? number_of_word(letters) : NUMBER_NONE;
		if (chain->number == NUMBER_NONE)
			return;
		write_number(chain->number, plain);
	} else if (digits > 0 && digits < 5 && is_ordinal_ending(letters + digits)) {
		chain->number = value_of_digits(letters);
		write_number(chain->number, plain);
	} else if (plain_number(letters, plain)) {
		chain->is_number = true;
		if (strlen(plain) <= 4 && !strchr(plain, '.'))
			chain->number = value_of_digits(plain);
	} else {
		return;
	}
	if (chain->number == NUMBER_NONE && !chain->is_number)
		return;
	chain->is_number |= chain->number > 0;
	chain->part_count = 1;
	chain->key = term_combine(term_hash(plain, strlen(plain)), 'n');
}

/* ---- chains ---- */

static const char *skip_to_word(const char *at, const char *end)
{
	while (at < end) {
		struct letter letter = read_letter(at, end);
		if (is_word_kind(letter.kind) || letter.kind == CHARACTER_IDEOGRAPH)
			break;
		at += letter.length;
	}
	return at;
}

static void add_part(struct chain *chain, uint64_t key)
{
	if (chain->part_count < CHAIN_PARTS)
		chain->parts[chain->part_count] = key;
	chain->part_count++;
	chain->key = chain->part_count == 1 ? key : term_combine(chain->key, key);
}

/* "Room12" and "A1" are one thing; so is what a mark joins. */
static const char *read_parts(struct chain *chain, const char *at, const char *end)
{
	bool address = is_address(at, end);
	for (;;) {
		uint64_t key;
		bool ideograph = read_letter(at, end).kind == CHARACTER_IDEOGRAPH;
		at = read_part(chain, at, end, &key);
		add_part(chain, key);
		if (ideograph || at >= end)
			return at;
		struct letter next = read_letter(at, end);
		if (is_word_kind(next.kind))
			continue;
		if (next.kind != CHARACTER_MARK || next.length != 1 ||
			!joins(at - 1, at, end, address))
			return at;
		keep_letter(chain, next);
		add_part(chain, next.folded);
		chain->part_count--;
		at++;
	}
}

bool chain_next(struct chain *chain, const char *text, size_t length, size_t *at)
{
	const char *end = text + length, *start = skip_to_word(text + *at, end);
	*at = length;
	if (start >= end)
		return false;
	chain->key = 0;
	chain->part_count = 0;
	chain->letters[0] = 0;
	chain->letter_bytes = 0;
	chain->number = NUMBER_NONE;
	chain->is_number = chain->has_digit = false;
	const char *after = read_parts(chain, start, end);
	chain->start = (size_t)(start - text);
	chain->length = (size_t)(after - start);
	read_number(chain);
	*at = (size_t)(after - text);
	if (chain->part_count > CHAIN_PARTS)
		chain->part_count = CHAIN_PARTS;
	return true;
}
