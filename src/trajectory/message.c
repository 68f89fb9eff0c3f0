#include "trajectory/message.h"

#include "base/date.h"
#include "base/memory.h"
#include "trajectory/text_template.h"
#include "trajectory/tokens.h"
#include "trajectory/value.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORDS_OF_NAME = 2, /* that one star may stand for */
	TELLING_VALUES = 2 /* so many together are no accident */
};

/* ---- hedges ---- */

/* Sorted. Words that turn, doubt, postpone or limit what a sentence reports. */
static const char *const hedges[] = {"about", "after", "again", "almost", "already", "although",
	"aren", "attempt", "attempting", "awaiting", "before", "being", "blocked", "but", "can",
	"cannot", "cant", "check", "choose", "closed", "could", "couldn", "denied", "didn", "doesn",
	"don", "draft", "enter", "error", "errors", "except", "expired", "fail", "failed",
	"failing", "fails", "failure", "full", "fully", "hasn", "haven", "however", "if", "ignored",
	"incomplete", "incorrect", "instead", "invalid", "isn", "later", "may", "maybe", "might",
	"missing", "must", "need", "needed", "needs", "neither", "never", "no", "nobody", "none",
	"nor", "not", "nothing", "occupied", "once", "only", "or", "otherwise", "overbooked",
	"partially", "partly", "pending", "please", "preview", "problem", "rather", "ready",
	"refused", "rejected", "required", "retry", "review", "shall", "shortly", "should",
	"shouldn", "skipped", "sold", "somebody", "soon", "sorry", "still", "stopped", "sure",
	"taken", "temporarily", "tomorrow", "try", "trying", "unable", "unavailable", "unchanged",
	"undo", "undone", "unfortunately", "unless", "unlike", "unsaved", "unsuccessful", "until",
	"waiting", "want", "warning", "wasn", "when", "whether", "while", "will", "without", "won",
	"would", "wouldn", "wrong", "yet"};

static int compare_words(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;
	return strcmp(*left, *right);
}

static bool is_hedge(const struct token *token)
{
	if (token->kind == TOKEN_MARK)
		return strcmp(token->match, "?") == 0;
	return token->kind == TOKEN_WORD &&
	       bsearch(&token->match, hedges, sizeof(hedges) / sizeof(*hedges), sizeof(*hedges),
		       compare_words) != NULL;
}

static bool has_token(const struct tokens *tokens, const char *match)
{
	for (size_t i = 0; i < tokens->count; i++)
		if (strcmp(tokens->items[i].match, match) == 0)
			return true;
	return false;
}

static bool tokens_hedge(const struct tokens *message, const struct tokens *pattern)
{
	for (size_t i = 0; i < message->count; i++)
		if (is_hedge(&message->items[i]) && !has_token(pattern, message->items[i].match))
			return true;
	return false;
}

bool message_hedges(const char *message, const char *pattern)
{
	struct tokens said, expected;
	tokens_split(&said, message);
	tokens_split(&expected, pattern);
	bool hedges_it = tokens_hedge(&said, &expected);
	tokens_release(&expected);
	tokens_release(&said);
	return hedges_it;
}

/* ---- values ---- */

static void blank_out(char *text, size_t start, size_t length)
{
	memset(text + start, ' ', length);
}

/* A value that stands at or after `from`. */
static bool take_value(char *text, const char *value, size_t *from)
{
	size_t start, length;
	if (!value_find(text, *from, value, &start, &length))
		return false;
	blank_out(text, start, length);
	*from = start + length;
	return true;
}

/* Blanks the pattern's slots in both and returns how many; 0 when the message lacks one of the
 * values. in_order: those of one kind come in the pattern's order. *stars: how many there are. */
static size_t take_values(
	char *message, char *pattern, const struct parameters *values, bool in_order, int *stars)
{
	size_t from[VALUE_CODE + 1] = {0}, taken = 0;
	*stars = 0;
	for (char *at = pattern; *at; at++) {
		char *close = *at == '{' ? strchr(at, '}') : NULL;
		if (*at == '*') {
			++*stars;
			*at = ' ';
		}
		if (!close)
			continue;
		char *name = memory_copy_span(at + 1, (size_t)(close - at - 1));
		const struct parameter *parameter = parameters_find(values, name);
		free(name);
		size_t anywhere = 0;
		size_t *after =
			parameter && in_order ? &from[value_shape(parameter->value)] : &anywhere;
		if (!parameter || !take_value(message, parameter->value, after))
			return 0;
		blank_out(at, 0, (size_t)(close + 1 - at));
		taken++;
	}
	return taken;
}

/* Other values of the run, that the template did not ask for, are explained, too. */
static void take_further_values(char *message, const struct parameters *values)
{
	for (size_t i = 0; i < values->count; i++) {
		size_t from = 0;
		if (strlen(values->items[i].value) > 2)
			take_value(message, values->items[i].value, &from);
	}
}

void message_take_codes(char *message, int stars)
{
	struct date date;
	size_t start, length;
	for (; stars > 0 && date_find_yearless(message, 0, &date, &start, &length); stars--)
		blank_out(message, start, length);
	for (char *word = message; *word && stars > 0; word += strspn(word, " \t\r\n")) {
		length = strcspn(word, " \t\r\n");
		if (strcspn(word, "0123456789") < length) {
			blank_out(word, 0, length);
			stars--;
		}
		word += length;
	}
}

static bool has_number(const struct tokens *tokens)
{
	for (size_t i = 0; i < tokens->count; i++)
		if (tokens->items[i].kind == TOKEN_NUMBER)
			return true;
	return false;
}

/* ---- deeds ---- */

/* What has been done: "shipped", "sent". */
static bool is_participle(const struct token *token)
{
	static const char *const irregular[] = {"bought", "built", "chosen", "done", "gone",
		"given", "held", "kept", "made", "paid", "put", "sent", "set", "sold", "taken",
		"told", "withdrawn", "written"};
	static const char *const no_deeds[] = {"need", "speed", "feed", "red", "bed", "seed",
		"breed", "unchanged", "required", "embed", "proceed", "succeed", "exceed",
		"united"};
	size_t length = strlen(token->match);
	for (size_t i = 0; i < sizeof(no_deeds) / sizeof(*no_deeds); i++)
		if (strcmp(token->match, no_deeds[i]) == 0)
			return false;
	for (size_t i = 0; i < sizeof(irregular) / sizeof(*irregular); i++)
		if (strcmp(token->match, irregular[i]) == 0)
			return true;
	return token->kind == TOKEN_WORD && length >= 4 &&
	       strcmp(token->match + length - 2, "ed") == 0;
}

static struct concept concept_of(const struct lexicon *lexicon, const struct token *token)
{
	struct concepts concepts;
	concepts_read(&concepts, lexicon, token->match);
	return concepts.count > 0 ? concepts.items[0] : (struct concept){.stem = ""};
}

static bool has_deed(
	const struct tokens *tokens, const struct lexicon *lexicon, const struct concept *deed)
{
	for (size_t i = 0; i < tokens->count; i++) {
		if (!is_participle(&tokens->items[i]))
			continue;
		struct concept concept = concept_of(lexicon, &tokens->items[i]);
		if (concept_similarity(&concept, deed) > 0)
			return true;
	}
	return false;
}

/* Each deed of `a` is one of `b`; *count: how many there are. */
static bool deeds_are_in(const struct tokens *a, const struct tokens *b,
	const struct lexicon *lexicon, size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < a->count; i++) {
		if (!is_participle(&a->items[i]))
			continue;
		struct concept deed = concept_of(lexicon, &a->items[i]);
		++*count;
		if (!has_deed(b, lexicon, &deed))
			return false;
	}
	return true;
}

/* ---- other words ---- */

static bool is_courteous(const struct token *token)
{
	static const char *const words[] = {"thank", "thanks", "success", "successful",
		"successfully", "congratulations", "done", "ok"};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(token->match, words[i]) == 0)
			return true;
	return false;
}

static bool names_value(const struct parameters *values, const struct lexicon *lexicon,
	const struct concept *concept)
{
	for (size_t i = 0; i < values->count; i++) {
		const char *names[] = {values->items[i].name, values->items[i].field};
		for (size_t j = 0; j < 2; j++) {
			struct concepts concepts;
			if (!names[j])
				continue;
			concepts_read(&concepts, lexicon, names[j]);
			for (size_t k = 0; k < concepts.count; k++)
				if (!concepts.items[k].minor &&
					concept_similarity(concept, &concepts.items[k]) > 0)
					return true;
		}
	}
	return false;
}

static bool is_in_pattern(
	const struct tokens *pattern, const struct lexicon *lexicon, const struct concept *concept)
{
	for (size_t i = 0; i < pattern->count; i++) {
		struct concept expected = concept_of(lexicon, &pattern->items[i]);
		if (pattern->items[i].kind == TOKEN_WORD &&
			concept_similarity(concept, &expected) > 0)
			return true;
	}
	return false;
}

static bool is_explained(const struct token *token, const struct tokens *pattern,
	const struct parameters *values, const struct lexicon *lexicon)
{
	if (token->kind != TOKEN_WORD || token_is_function_word(token) || is_participle(token) ||
		is_courteous(token))
		return true; /* deeds are compared by themselves */
	struct concept concept = concept_of(lexicon, token);
	return is_in_pattern(pattern, lexicon, &concept) || names_value(values, lexicon, &concept);
}

/* Data that a star may stand for: written with a capital, and no word of interfaces. */
static bool is_name(
	const struct tokens *tokens, const struct token *token, const struct lexicon *lexicon)
{
	struct concept concept = concept_of(lexicon, token);
	return isupper((unsigned char)tokens->text[token->start]) && !concept.groups[0];
}

static bool all_explained(const struct tokens *message, const struct tokens *pattern, int stars,
	const struct parameters *values, const struct lexicon *lexicon)
{
	int names = stars * WORDS_OF_NAME;
	for (size_t i = 0; i < message->count; i++) {
		const struct token *token = &message->items[i];
		if (is_explained(token, pattern, values, lexicon))
			continue;
		if (names-- <= 0 || !is_name(message, token, lexicon))
			return false;
	}
	return true;
}

/* ---- done, without saying what ---- */

/* "Thank you", "Done.", "All set.": what was asked for has happened. */
static bool thanks(const struct tokens *message)
{
	for (size_t i = 0; i < message->count; i++) {
		const char *word = message->items[i].match;
		bool all_set = i > 0 && strcmp(word, "set") == 0 &&
			       strcmp(message->items[i - 1].match, "all") == 0;
		if (is_courteous(&message->items[i]) || all_set)
			return true;
	}
	return false;
}

/* What thanks say of any deed: that it was taken note of. */
static bool takes_note(const struct token *token)
{
	static const char *const words[] = {"accepted", "completed", "expected", "finished",
		"noted", "processed", "recorded", "registered", "set"};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(token->match, words[i]) == 0)
			return true;
	return false;
}

/* A deed that is none of the template's, as far as is known. */
static bool has_other_deed(
	const struct tokens *message, const struct tokens *pattern, const struct lexicon *lexicon)
{
	for (size_t i = 0; i < message->count; i++) {
		if (!is_participle(&message->items[i]))
			continue;
		struct concept deed = concept_of(lexicon, &message->items[i]);
		bool is_usual = is_courteous(&message->items[i]) || takes_note(&message->items[i]);
		if (!is_usual && !is_in_pattern(pattern, lexicon, &deed))
			return true;
	}
	return false;
}

static bool has_participle(const struct tokens *tokens)
{
	for (size_t i = 0; i < tokens->count; i++)
		if (is_participle(&tokens->items[i]))
			return true;
	return false;
}

/* Several of the task's own values, and thanks for them: how it is put does not matter then. */
static bool tokens_acknowledge(const struct tokens *message, const struct tokens *pattern,
	size_t values, const struct lexicon *lexicon)
{
	return values >= TELLING_VALUES && has_participle(pattern) && thanks(message) &&
	       !tokens_hedge(message, pattern) && !has_number(message) &&
	       !has_other_deed(message, pattern, lexicon);
}

/* ---- the whole ---- */

static bool tokens_affirm(const struct tokens *message, const struct tokens *pattern, int stars,
	const struct parameters *values, const struct lexicon *lexicon)
{
	size_t expected, done;
	return !tokens_hedge(message, pattern) && !has_number(message) &&
	       deeds_are_in(pattern, message, lexicon, &expected) && expected > 0 &&
	       deeds_are_in(message, pattern, lexicon, &done) &&
	       all_explained(message, pattern, stars, values, lexicon);
}

/* One of the two readings: every word explained, or thanks for the values in whatever words. */
static bool affirms_by(const char *message, const char *pattern, const struct parameters *values,
	const struct lexicon *lexicon, bool thanks_will_do)
{
	char *said = memory_copy_text(message), *expected = memory_copy_text(pattern);
	int stars;
	bool affirms = false;
	size_t taken = take_values(said, expected, values, !thanks_will_do, &stars);
	if (taken > 0) {
		struct tokens left, right;
		take_further_values(said, values);
		message_take_codes(said, stars);
		tokens_split(&left, said);
		tokens_split(&right, expected);
		affirms = thanks_will_do ? tokens_acknowledge(&left, &right, taken, lexicon)
					 : tokens_affirm(&left, &right, stars, values, lexicon);
		tokens_release(&right);
		tokens_release(&left);
	}
	free(expected);
	free(said);
	return affirms;
}

bool message_affirms(const char *message, const char *pattern, const struct parameters *values,
	const struct lexicon *lexicon)
{
	return affirms_by(message, pattern, values, lexicon, false) ||
	       affirms_by(message, pattern, values, lexicon, true);
}
