#include "base/memory.h"
#include "base/text.h"
#include "trajectory/parameters.h"
#include "trajectory/tokens.h"

#include <stdlib.h>
#include <string.h>

/* Between the items of a list stand these; "and" counts only as a word of its own. */
static bool is_separator(const struct token *token)
{
	static const char *const separators[] = {
		",", ";", "&", "+", "and", "plus", "/", "\xe3\x80\x81"};
	bool spaced_out = token->kind == TOKEN_MARK || token->spaced;
	for (size_t i = 0; i < sizeof(separators) / sizeof(*separators); i++)
		if (spaced_out && strcmp(token->match, separators[i]) == 0)
			return true;
	return false;
}

/* A mark inside a number or code ("1,200", "A/B", "C+") does not separate. */
static bool separates(const struct tokens *tokens, size_t i)
{
	const struct token *items = tokens->items;
	if (!is_separator(&items[i]))
		return false;
	bool only_separates = items[i].match[0] == ';' || (unsigned char)items[i].match[0] >= 0x80;
	if (items[i].kind != TOKEN_MARK || only_separates)
		return true;
	bool glued_before = i > 0 && !items[i].spaced;
	bool glued_after = i + 1 < tokens->count && !items[i + 1].spaced;
	if (strcmp(items[i].match, ",") != 0)
		return !glued_before && !glued_after;
	return !(glued_before && glued_after && items[i - 1].kind == TOKEN_NUMBER &&
		 items[i + 1].kind == TOKEN_NUMBER && items[i + 1].length == 3);
}

struct item_list {
	char **items;
	size_t count;
};

/* Quotes around an item are not part of it. */
static void add_item(struct item_list *list, const struct tokens *tokens, size_t first, size_t end)
{
	if (end > first + 1 && tokens->items[first].match[0] == '"' &&
		tokens->items[end - 1].match[0] == '"') {
		first++;
		end--;
	}
	if (end <= first)
		return;
	const struct token *last = &tokens->items[end - 1];
	size_t start = tokens->items[first].start;
	list->items = memory_resize(list->items, list->count + 2, sizeof(*list->items));
	list->items[list->count++] =
		memory_copy_span(tokens->text + start, last->start + last->length - start);
	list->items[list->count] = NULL;
}

/* An apostrophe inside a word opens and closes nothing. */
static bool quoted_after(bool quoted, const struct token *token)
{
	return token->match[0] == '"' && token->spaced != quoted ? !quoted : quoted;
}

char **list_value_split(const char *value)
{
	struct item_list list = {.items = memory_new(1, sizeof(*list.items))};
	struct tokens tokens;
	tokens_split(&tokens, value);
	size_t first = 0;
	bool quoted = false, only_semicolons = strchr(value, ';') != NULL;
	for (size_t i = 0; i < tokens.count; i++) {
		quoted = quoted_after(quoted, &tokens.items[i]);
		if (quoted || !separates(&tokens, i))
			continue;
		if (only_semicolons && tokens.items[i].match[0] != ';')
			continue;
		add_item(&list, &tokens, first, i);
		first = i + 1;
	}
	add_item(&list, &tokens, first, tokens.count);
	tokens_release(&tokens);
	return list.items;
}

void list_value_free(char **items)
{
	if (!items)
		return;
	for (size_t i = 0; items[i]; i++)
		free(items[i]);
	free(items);
}

size_t list_value_count(char *const *items)
{
	size_t count = 0;
	while (items[count])
		count++;
	return count;
}
