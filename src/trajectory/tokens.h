/*
 * tokens.h - a text in its smallest meaningful pieces, for aligning goals and comparing labels.
 *
 * Finer than base/words.h: a token is a run of letters, a run of digits, one character of a script
 * that writes no spaces, or one mark. "INV-2041" is three tokens, so that a value may be a part of
 * what a person would call a word. All kinds of quotes are one mark ('"'), all dashes another
 * ('-').
 */
#ifndef TRAJECTORY_TOKENS_H
#define TRAJECTORY_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum character_kind {
	CHARACTER_NONE, /* before the start or behind the end */
	CHARACTER_SPACE,
	CHARACTER_LETTER,
	CHARACTER_DIGIT,
	CHARACTER_IDEOGRAPH, /* Han, kana, Hangul, Thai: words are not set apart by spaces */
	CHARACTER_MARK
};

enum character_kind character_kind(uint32_t character);
/* The character that starts at, or ends before, a place in the text; 0 outside. */
uint32_t character_at(const char *text, size_t length, size_t at);
uint32_t character_before(const char *text, size_t at, size_t *start);

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_MARK };

struct token {
	enum token_kind kind;
	const char *match;    /* folded; owned by the list */
	size_t start, length; /* bytes in the original */
	bool spaced;	      /* white space stands before it, or the text's start */
};

struct tokens {
	const char *text; /* borrowed */
	struct token *items;
	size_t count;
	char *storage;
};

void tokens_split(struct tokens *tokens, const char *text); /* NULL is an empty text */
void tokens_release(struct tokens *tokens);

/* Words that carry no meaning of their own: "the", "for", "please". */
bool token_is_function_word(const struct token *token);
/* As the name says, of a folded word. */
bool word_is_function_word(const char *match);

#endif
