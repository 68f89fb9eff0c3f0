#include "base/memory.h"
#include "base/text.h"
#include "trajectory/mention.h"
#include "trajectory/tokens.h"
#include "trajectory/trajectory.h"
#include "trajectory/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- names ---- */

/* What goals begin with; such a word does not name the value behind it. */
static bool is_verb(const char *word)
{
	static const char *const verbs[] = {"add", "approve", "archive", "ask", "assign", "book",
		"buy", "call", "cancel", "change", "check", "choose", "click", "close", "copy",
		"create", "delete", "download", "edit", "enter", "export", "find", "forward", "get",
		"give", "go", "import", "invite", "mark", "move", "open", "pay", "pick", "print",
		"put", "reject", "remove", "rename", "reply", "reserve", "restore", "search",
		"select", "send", "set", "share", "ship", "show", "sign", "take", "transfer",
		"type", "update", "upload", "use", "view", "write"};
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (strcmp(word, verbs[i]) == 0)
			return true;
	return false;
}

static bool is_number_word(const char *word)
{
	return strcmp(word, "number") == 0 || strcmp(word, "no") == 0 || strcmp(word, "nr") == 0 ||
	       strcmp(word, "id") == 0;
}

static bool names_something(const struct tokens *goal, size_t i)
{
	const struct token *token = &goal->items[i];
	return i > 0 && token->kind == TOKEN_WORD && !token_is_function_word(token) &&
	       !is_verb(token->match);
}

/* The noun that stands before the value in the goal ("order 10482"), or, after a number, behind it
 * ("3 people"). Heap; "" if there is none. */
static char *noun_beside(const char *text, const struct mention *mention)
{
	struct tokens goal;
	char *noun = NULL;
	size_t first = 0, behind;
	tokens_split(&goal, text);
	while (first < goal.count && goal.items[first].start < mention->start)
		first++;
	size_t before = first;
	while (before > 0 && (goal.items[before - 1].kind == TOKEN_MARK ||
				     is_number_word(goal.items[before - 1].match)))
		before--;
	if (before > 0 && names_something(&goal, before - 1))
		noun = memory_copy_text(goal.items[before - 1].match);
	for (behind = first; behind < goal.count; behind++)
		if (goal.items[behind].start >= mention->start + mention->length)
			break;
	if (!noun && first < goal.count && goal.items[first].kind == TOKEN_NUMBER &&
		behind < goal.count && names_something(&goal, behind))
		noun = memory_copy_text(goal.items[behind].match);
	tokens_release(&goal);
	return noun ? noun : memory_copy_text("");
}

static bool has_letters(const char *label)
{
	char *name = parameter_name_new(label, "");
	bool has = *name != 0;
	free(name);
	return has;
}

/* The label without the values of other mentions ("Change quantity of Cable tray"), and without what
 * then hangs at its end. Heap. */
static char *label_without_values(
	const char *goal, const struct mentions *mentions, const struct mention *mention)
{
	char *label = memory_copy_text(mention->field);
	struct tokens tokens;
	for (size_t i = 0; i < mentions->count; i++) {
		size_t start, length;
		const struct mention *other = &mentions->items[i];
		char *value = memory_copy_span(goal + other->start, other->length);
		if (other->start != mention->start && value_find(label, 0, value, &start, &length))
			memset(label + start, ' ', length);
		free(value);
	}
	tokens_split(&tokens, label);
	while (tokens.count > 0 && token_is_function_word(&tokens.items[tokens.count - 1]))
		label[tokens.items[--tokens.count].start] = 0;
	tokens_release(&tokens);
	return label;
}

/* A typed or selected value is named after its field; what was clicked after what the goal calls
 * it, then after its column or group. */
static char *name_for(
	const char *goal, const struct mentions *mentions, const struct mention *mention)
{
	char *noun = noun_beside(goal, mention);
	char *field = label_without_values(goal, mentions, mention);
	enum action_kind kind = mention->step->action.kind;
	bool has_field = kind == ACTION_TYPE || kind == ACTION_SELECT || kind == ACTION_CHECK;
	const char *label = (has_field && has_letters(field)) || !has_letters(noun) ? field : noun;
	char *name = parameter_name_new(label, "item");
	free(noun);
	free(field);
	return name;
}

static char *unique_name(const struct parameters *parameters, char *name)
{
	char *candidate = memory_copy_text(name);
	for (int number = 2; parameters_find(parameters, candidate); number++) {
		free(candidate);
		candidate = memory_format("%.36s_%d", name, number);
	}
	free(name);
	return candidate;
}

/* ---- lists ---- */

static bool is_list_joint(const struct token *token)
{
	static const char *const joints[] = {
		",", ";", "&", "+", "and", "plus", "\"", "\xe3\x80\x81"};
	for (size_t i = 0; i < sizeof(joints) / sizeof(*joints); i++)
		if (strcmp(token->match, joints[i]) == 0)
			return true;
	return false;
}

/* Only separators stand between the two in the goal, and at least one. */
static bool are_joined(const char *text, const struct mention *a, const struct mention *b)
{
	size_t from = a->start + a->length;
	if (b->start <= from)
		return false;
	char *between = memory_copy_span(text + from, b->start - from);
	struct tokens tokens;
	tokens_split(&tokens, between);
	bool joined = tokens.count > 0;
	for (size_t i = 0; i < tokens.count; i++)
		joined = joined && is_list_joint(&tokens.items[i]);
	tokens_release(&tokens);
	free(between);
	return joined;
}

/* "Item 1" and "Item 2" are fields of one kind. */
static bool same_label(const char *a, const char *b)
{
	char *left = parameter_name_new(a, ""), *right = parameter_name_new(b, "");
	size_t x = strcspn(left, "0123456789"), y = strcspn(right, "0123456789");
	bool same = x == y && strncmp(left, right, x) == 0;
	free(left);
	free(right);
	return same;
}

/* Done alike: what is an item of a list was entered in the same way as the others. */
static bool are_alike(const struct mention *a, const struct mention *b)
{
	if (a->step->action.kind != b->step->action.kind || !same_label(a->field, b->field))
		return false;
	const struct element *left = a->step->target, *right = b->step->target;
	return left && right && strcmp(left->role, right->role) == 0;
}

/* How many mentions from `first` on, in goal order, are items of one list; 1: it is none. */
static size_t list_length(const char *goal, const struct mention *items, size_t count)
{
	size_t length = 1;
	while (length < count && are_joined(goal, &items[length - 1], &items[length]) &&
		are_alike(&items[length - 1], &items[length]))
		length++;
	return length;
}

static bool is_quote(char c)
{
	return c == '"' || c == '\'';
}

/* The goal's text from the first item to the last, with the quotes around them. Heap. */
static char *list_text(const char *goal, const struct mention *first, const struct mention *last)
{
	size_t start = first->start, end = last->start + last->length;
	if (start > 0 && is_quote(goal[start - 1]) && is_quote(goal[end])) {
		start--;
		end++;
	}
	return memory_copy_span(goal + start, end - start);
}

/* ---- proposal ---- */

static int compare_mentions(const void *a, const void *b)
{
	const struct mention *left = a, *right = b;
	return left->start < right->start ? -1 : left->start > right->start;
}

/* Of the mentions from `first` on, `length` that are one value or list. */
static int add_parameter(struct parameters *parameters, const char *goal,
	const struct mentions *mentions, size_t first, size_t length, struct error *error)
{
	const struct mention *mention = &mentions->items[first];
	char *name = unique_name(parameters, name_for(goal, mentions, mention));
	char *value = length > 1 ? list_text(goal, mention, mention + length - 1)
				 : memory_copy_span(goal + mention->start, mention->length);
	int rc = parameters_add(parameters, name, value, mention->field, length > 1, error);
	free(value);
	free(name);
	return rc;
}

int parameters_propose(
	struct parameters *parameters, const struct trajectory *trajectory, struct error *error)
{
	struct mentions mentions;
	const struct lexicon *lexicon = lexicon_of(LEXICON_CORE);
	int rc = 0;
	parameters_init(parameters);
	mentions_find(&mentions, trajectory, lexicon);
	if (mentions.count > 1)
		qsort(mentions.items, mentions.count, sizeof(*mentions.items), compare_mentions);
	for (size_t i = 0; i < mentions.count && rc == 0;) {
		size_t length =
			list_length(trajectory->goal, &mentions.items[i], mentions.count - i);
		rc = add_parameter(parameters, trajectory->goal, &mentions, i, length, error);
		i += length;
	}
	mentions_release(&mentions);
	if (rc)
		parameters_release(parameters);
	return rc;
}
