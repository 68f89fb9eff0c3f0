#include "trajectory/tokens.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct range {
	uint32_t first, last;
};

static bool in_ranges(uint32_t character, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (character >= ranges[i].first && character <= ranges[i].last)
			return true;
	return false;
}

static bool is_space(uint32_t character)
{
	static const struct range spaces[] = {{0x9, 0xd}, {' ', ' '}, {0xa0, 0xa0},
		{0x1680, 0x1680}, {0x2000, 0x200b}, {0x2028, 0x2029}, {0x202f, 0x202f},
		{0x205f, 0x205f}, {0x3000, 0x3000}, {0xfeff, 0xfeff}};
	return in_ranges(character, spaces, sizeof(spaces) / sizeof(*spaces));
}

static bool is_ideograph(uint32_t character)
{
	static const struct range scripts[] = {{0x0e00, 0x0eff}, {0x2e80, 0x2fdf}, {0x3005, 0x3007},
		{0x3021, 0x31ff}, {0x3400, 0x9fff}, {0xac00, 0xd7af}, {0xf900, 0xfaff},
		{0x20000, 0x3ffff}};
	return in_ranges(character, scripts, sizeof(scripts) / sizeof(*scripts));
}

static bool is_mark(uint32_t character)
{
	static const struct range marks[] = {{0x0, '/'}, {':', '@'}, {'[', '`'}, {'{', 0xa9},
		{0xab, 0xb4}, {0xb6, 0xb9}, {0xbb, 0xbf}, {0xd7, 0xd7}, {0xf7, 0xf7},
		{0x200c, 0x2bff}, {0x2e00, 0x2e7f}, {0x3001, 0x3020}, {0xe000, 0xf8ff},
		{0xfe10, 0xfe6f}, {0xff01, 0xff0f}, {0xff1a, 0xff20}, {0xff3b, 0xff40},
		{0xff5b, 0xff65}, {0xffe0, 0xffff}, {0x1f000, 0x1ffff}, {0xe0000, 0x10ffff}};
	return in_ranges(character, marks, sizeof(marks) / sizeof(*marks));
}

enum character_kind character_kind(uint32_t character)
{
	if (character == 0)
		return CHARACTER_NONE;
	if (character >= '0' && character <= '9')
		return CHARACTER_DIGIT;
	if (is_space(character))
		return CHARACTER_SPACE;
	if (is_ideograph(character))
		return CHARACTER_IDEOGRAPH;
	return is_mark(character) ? CHARACTER_MARK : CHARACTER_LETTER;
}

uint32_t character_at(const char *text, size_t length, size_t at)
{
	if (at >= length)
		return 0;
	const char *cursor = text + at;
	return text_next(&cursor, text + length);
}

uint32_t character_before(const char *text, size_t at, size_t *start)
{
	*start = at;
	if (at == 0)
		return 0;
	size_t begin = at - 1;
	while (begin > 0 && at - begin < 4 && ((unsigned char)text[begin] & 0xc0) == 0x80)
		begin--;
	*start = begin;
	const char *cursor = text + begin;
	return text_next(&cursor, text + at);
}

/* All quotes compare alike, and all dashes. */
static uint32_t unify(uint32_t character)
{
	static const struct range quotes[] = {{'"', '"'}, {'\'', '\''}, {'`', '`'}, {0xab, 0xab},
		{0xb4, 0xb4}, {0xbb, 0xbb}, {0x2018, 0x201f}, {0x2039, 0x203a}, {0x300c, 0x300f}};
	if (in_ranges(character, quotes, sizeof(quotes) / sizeof(*quotes)))
		return '"';
	if ((character >= 0x2010 && character <= 0x2015) || character == 0x2212)
		return '-';
	return text_fold_character(character);
}

struct splitter {
	struct tokens *tokens;
	size_t capacity;
	char *storage;
	enum character_kind before;
};

static bool continues(const struct splitter *splitter, enum character_kind kind)
{
	return kind == splitter->before && (kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT);
}

static struct token *token_start(struct splitter *splitter, size_t start, enum character_kind kind)
{
	struct tokens *tokens = splitter->tokens;
	if (tokens->count == splitter->capacity) {
		splitter->capacity = splitter->capacity ? splitter->capacity * 2 : 16;
		tokens->items =
			memory_resize(tokens->items, splitter->capacity, sizeof(*tokens->items));
	}
	struct token *token = &tokens->items[tokens->count++];
	*token = (struct token){
		.kind = kind == CHARACTER_DIGIT	 ? TOKEN_NUMBER
			: kind == CHARACTER_MARK ? TOKEN_MARK
						 : TOKEN_WORD,
		.match = splitter->storage,
		.start = start,
		.spaced = splitter->before == CHARACTER_SPACE || splitter->before == CHARACTER_NONE,
	};
	return token;
}

static void take_character(struct splitter *splitter, uint32_t character, size_t start, size_t end)
{
	enum character_kind kind = character_kind(character);
	if (kind == CHARACTER_NONE)
		kind = CHARACTER_MARK;
	if (kind != CHARACTER_SPACE) {
		struct tokens *tokens = splitter->tokens;
		struct token *token;
		if (continues(splitter, kind)) {
			token = &tokens->items[tokens->count - 1];
			splitter->storage--; /* over the NUL of its match form */
		} else {
			token = token_start(splitter, start, kind);
		}
		splitter->storage += text_encode(unify(character), splitter->storage);
		*splitter->storage++ = 0;
		token->length = end - token->start;
	}
	splitter->before = kind;
}

void tokens_split(struct tokens *tokens, const char *text)
{
	*tokens = (struct tokens){.text = text ? text : ""};
	size_t length = strlen(tokens->text);
	/* A bad byte becomes U+FFFD (three bytes) and each token has a NUL. */
	tokens->storage = memory_new(length + 1, 4);
	struct splitter splitter = {.tokens = tokens, .storage = tokens->storage};
	const char *cursor = tokens->text, *end = cursor + length;
	while (cursor < end) {
		size_t start = (size_t)(cursor - tokens->text);
		uint32_t character = text_next(&cursor, end);
		take_character(&splitter, character, start, (size_t)(cursor - tokens->text));
	}
}

void tokens_release(struct tokens *tokens)
{
	free(tokens->items);
	free(tokens->storage);
	*tokens = (struct tokens){0};
}

static int compare_words(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

bool word_is_function_word(const char *match)
{
	static const char *const sorted[] = {"a", "about", "after", "ahead", "all", "also", "an",
		"and", "any", "are", "as", "at", "be", "been", "before", "but", "by", "can",
		"could", "d", "do", "each", "every", "for", "from", "had", "has", "have", "her",
		"here", "his", "how", "i", "if", "in", "into", "is", "it", "its", "just", "kindly",
		"let", "ll", "m", "me", "might", "must", "my", "need", "needs", "now", "of", "off",
		"on", "onto", "or", "our", "out", "please", "s", "shall", "should", "so", "some",
		"still", "sure", "t", "than", "thank", "thanks", "that", "the", "their", "then",
		"there", "these", "this", "those", "to", "too", "up", "upon", "us", "ve", "want",
		"wants", "was", "we", "were", "what", "when", "where", "which", "who", "whose",
		"will", "with", "would", "you", "your"};
	return bsearch(match, sorted, sizeof(sorted) / sizeof(*sorted), sizeof(*sorted),
		       compare_words) != NULL;
}

bool token_is_function_word(const struct token *token)
{
	return token->kind == TOKEN_WORD && word_is_function_word(token->match);
}
