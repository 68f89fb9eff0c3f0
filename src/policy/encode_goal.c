/*
 * The goal as words, each with what is known of it; and the values that the binding gives.
 */
#include "policy/encode_task.h"

#include "base/memory.h"
#include "base/text.h"
#include "base/words.h"
#include "trajectory/tokens.h"
#include "trajectory/value.h"

#include <stdlib.h>
#include <string.h>

/* ---- values of the binding ---- */

static void add_bound(struct task *task, const char *value, bool changed, bool item)
{
	if (text_is_blank(value))
		return;
	for (size_t i = 0; i < task->bound_count; i++)
		if (strcmp(task->bound[i], value) == 0)
			return;
	if (task->bound_count == BOUND_MAX)
		return;
	task->bound_changed[task->bound_count] = changed;
	task->bound_item[task->bound_count] = item;
	task->bound[task->bound_count++] = memory_copy_text(value);
}

static void add_parameter(struct task *task, const struct parameter *parameter)
{
	if (!parameter->is_list) {
		add_bound(task, parameter->value, false, false);
		return;
	}
	char **items = list_value_split(parameter->value);
	for (size_t i = 0; items[i]; i++)
		add_bound(task, items[i], false, true);
	list_value_free(items);
}

void task_read_bound(struct task *task, const struct policy_input *input)
{
	const struct binding *binding = input->binding;
	for (size_t i = 0; i < binding->parameters.count; i++)
		add_parameter(task, &binding->parameters.items[i]);
	for (size_t i = 0; i < binding->replacement_count; i++)
		if (binding->replacements[i].parameter < 0)
			add_bound(task, binding->replacements[i].to, true, false);
}

uint64_t task_bound_in(const struct task *task, const char *text)
{
	uint64_t bits = 0;
	for (size_t i = 0; *text && i < task->bound_count; i++)
		if (value_is_in(text, task->bound[i]))
			bits |= (uint64_t)1 << i;
	return bits;
}

/* ---- words ---- */

static bool is_quote(uint32_t character)
{
	return character == '\'' || character == '"' || character == 0xab || character == 0xbb ||
	       character == 0x2039 || character == 0x203a ||
	       (character >= 0x2018 && character <= 0x201e);
}

static bool is_quoted(const char *text, const struct word *word)
{
	size_t end = word->start + word->length, start;
	return is_quote(character_before(text, word->start, &start)) &&
	       is_quote(character_at(text, strlen(text), end));
}

static void add_word(struct task *task, size_t start, size_t length, int quote)
{
	task->word_total++;
	if (task->word_count == GOAL_WORDS_MAX)
		return;
	task->words[task->word_count++] = (struct goal_word){
		.start = (uint32_t)start, .length = (uint32_t)length, .quote = quote};
}

/* The words of a quotation are words like others; what has none is one word. */
static void add_quote(struct task *task, size_t start, size_t length)
{
	char *inside = memory_copy_span(task->goal + start, length);
	struct words words;
	words_split(&words, inside);
	int quote = task->quote_count < QUOTES_MAX && task->word_count < GOAL_WORDS_MAX
			    ? (int)task->quote_count++
			    : -1;
	size_t first = task->word_count;
	for (size_t i = 0; i < words.count; i++)
		add_word(task, start + words.items[i].start, words.items[i].length, quote);
	if (words.count == 0)
		add_word(task, start, length, quote);
	if (quote >= 0)
		task->quotes[quote] = (struct goal_quote){
			(uint32_t)start, (uint32_t)length, first, task->word_count - 1};
	words_release(&words);
	free(inside);
}

static void split_goal(struct task *task)
{
	struct words words;
	words_split(&words, task->goal);
	for (size_t i = 0; i < words.count; i++) {
		const struct word *word = &words.items[i];
		if (is_quoted(task->goal, word))
			add_quote(task, word->start, word->length);
		else
			add_word(task, word->start, word->length, -1);
	}
	words_release(&words);
}

/* ---- what is known of a word ---- */

static unsigned letter_flags(const char *word, const char *end)
{
	bool upper = false, lower = false, digit = false, first = true, capital = false, at = false;
	while (word < end) {
		uint32_t character = text_next(&word, end);
		bool is_upper = text_fold_character(character) != character;
		capital |= first && is_upper;
		upper |= is_upper;
		lower |= !is_upper && character_kind(character) == CHARACTER_LETTER;
		digit |= character_kind(character) == CHARACTER_DIGIT;
		at |= character == '@';
		first = false;
	}
	return (capital ? WORD_CAPITAL : 0u) | (upper && !lower ? WORD_UPPER : 0u) |
	       (at || (digit && (upper || lower)) ? WORD_CODE : 0u);
}

static void describe_word(struct task *task, struct goal_word *word)
{
	char *text = memory_copy_span(task->goal + word->start, word->length);
	const char *end = task->goal + word->start + word->length;
	size_t length = strlen(end);
	word->text = text_store_read(task->texts, text, TEXT_LABEL);
	word->flags = letter_flags(text, text + word->length);
	if (word->quote >= 0)
		word->flags |= WORD_QUOTED;
	if (word->text->number || (word->text->term_count && word->text->numbers[0]))
		word->flags |= WORD_NUMBER;
	char *folded = text_normalize(text);
	if (word_is_function_word(folded))
		word->flags |= WORD_FUNCTION;
	if (length > 0 && character_kind(character_at(end, length, 0)) == CHARACTER_MARK)
		word->flags |= WORD_ENDS;
	free(folded);
	free(text);
}

static bool overlaps(const struct goal_word *word, size_t start, size_t length)
{
	return word->start < start + length && start < word->start + word->length;
}

static void mark_bound(struct task *task, size_t value)
{
	size_t start, length, from = 0;
	unsigned flags = task->bound_changed[value] ? WORD_CHANGED : WORD_PARAMETER;
	if (task->bound_item[value])
		flags |= WORD_ITEM;
	while (value_find_spoken(task->goal, from, task->bound[value], &start, &length)) {
		for (size_t i = 0; i < task->word_count; i++)
			if (overlaps(&task->words[i], start, length)) {
				task->words[i].flags |= flags;
				task->words[i].bound |= (uint64_t)1 << value;
			}
		from = start + (length > 0 ? length : 1);
	}
}

/* ---- phrases ---- */

enum { PHRASE_WORDS = 4 };

/* A copy of the word's text that also means what the phrase means. */
static const struct encoded_text *with_meaning(
	struct task *task, const struct encoded_text *text, const struct encoded_text *phrase)
{
	size_t count = text->meaning_count, more = phrase->meaning_count;
	struct encoded_text *copy = arena_take(&task->arena, 1, sizeof(*copy));
	struct meaning *meanings = arena_take(&task->arena, count + more, sizeof(*meanings));
	if (!copy || !meanings)
		return text;
	*copy = *text;
	for (size_t i = 0; i < count; i++)
		meanings[i] = text->meanings[i];
	for (size_t i = 0; i < more; i++)
		meanings[count + i] = (struct meaning){phrase->meanings[i].key, 0};
	copy->meanings = meanings;
	copy->meaning_count = (uint16_t)(count + more);
	copy->concept_count = 1;
	copy->groups = phrase->groups;
	copy->group_count = phrase->group_count;
	return copy;
}

/* "log in" means something that neither of its words does. */
static void mark_phrases(struct task *task)
{
	for (size_t first = 0; first < task->word_count; first++)
		for (size_t last = first + 1;
			last < task->word_count && last < first + PHRASE_WORDS &&
			task->words[last].quote == task->words[first].quote;
			last++) {
			const struct goal_word *from = &task->words[first],
					       *to = &task->words[last];
			char *text = memory_copy_span(
				task->goal + from->start, to->start + to->length - from->start);
			const struct encoded_text *phrase =
				text_store_read(task->texts, text, TEXT_LABEL);
			bool known = phrase->concept_count == 1 && phrase->group_count > 0;
			for (size_t i = first; known && i <= last; i++)
				task->words[i].text =
					with_meaning(task, task->words[i].text, phrase);
			free(text);
		}
}

/* ---- dates ---- */

/* A copy of the word's text that is also found where the date stands in another form. */
static const struct encoded_text *with_date(
	struct task *task, const struct encoded_text *text, const struct date *date)
{
	size_t count = text->term_count < MASK_TERMS - 2 ? text->term_count : MASK_TERMS - 2;
	struct encoded_text *copy = arena_take(&task->arena, 1, sizeof(*copy));
	uint64_t *terms = arena_take(&task->arena, count + 2, sizeof(*terms));
	int16_t *numbers = arena_take(&task->arena, count + 2, sizeof(*numbers));
	if (!copy || !terms || !numbers)
		return text;
	*copy = *text;
	memcpy(terms + 2, text->terms, count * sizeof(*terms));
	memcpy(numbers + 2, text->numbers, count * sizeof(*numbers));
	terms[0] = term_of_date(date, date->year > 0);
	terms[1] = term_of_date(date, false);
	copy->terms = terms;
	copy->numbers = numbers;
	copy->term_count = (uint16_t)(count + 2);
	copy->telling = 1;
	copy->all = (uint16_t)(3u | (unsigned)text->all << 2);
	copy->weight = text_weight(copy->telling, copy->all);
	return copy;
}

static void mark_dates(struct task *task)
{
	struct date date;
	size_t start, length, from = 0;
	while (date_find_yearless(task->goal, from, &date, &start, &length)) {
		for (size_t i = 0; i < task->word_count; i++)
			if (overlaps(&task->words[i], start, length)) {
				task->words[i].flags |= WORD_DATE;
				task->words[i].text = with_date(task, task->words[i].text, &date);
			}
		from = start + length;
	}
}

void task_read_goal(struct task *task)
{
	split_goal(task);
	for (size_t i = 0; i < task->word_count; i++)
		describe_word(task, &task->words[i]);
	for (size_t i = 0; i < task->bound_count; i++)
		mark_bound(task, i);
	mark_phrases(task);
	mark_dates(task);
}
