/*
 * Spans of the goal: the texts that it may mean by words in a row.
 */
#include "policy/encode_task.h"

#include <ctype.h>
#include <string.h>

/* A sign belongs to the number behind it: "+49 170", "-5". */
static size_t with_sign(const char *goal, size_t start)
{
	bool signed_number = start > 0 && (goal[start - 1] == '+' || goal[start - 1] == '-') &&
			     isdigit((unsigned char)goal[start]);
	bool apart = start < 2 || strchr(" \t\n\"'(", goal[start - 2]);
	return signed_number && apart ? start - 1 : start;
}

static bool is_whole_quote(const struct task *task, size_t first, size_t last)
{
	int quote = task->words[first].quote;
	return quote >= 0 && task->quotes[quote].first == first && task->quotes[quote].last == last;
}

/* A whole quotation is said with all its marks: "Needed before 13 August." */
static void find_bytes(
	const struct task *task, const struct goal_span *span, size_t *start, size_t *end)
{
	const struct goal_word *from = &task->words[span->first], *to = &task->words[span->last];
	*start = with_sign(task->goal, from->start);
	*end = to->start + to->length;
	if (from->quote < 0 || task->quotes[from->quote].first != span->first)
		return;
	const struct goal_quote *quote = &task->quotes[from->quote];
	*start = quote->start;
	if (quote->last == span->last)
		*end = quote->start + quote->length;
}

static void add_span(struct task *task, size_t first, size_t last)
{
	struct goal_span span = {.first = (uint16_t)first, .last = (uint16_t)last};
	struct terms terms;
	size_t start, end;
	find_bytes(task, &span, &start, &end);
	span.text = arena_copy_span(&task->arena, task->goal + start, end - start);
	if (!span.text || task->span_count == SPANS_MAX)
		return;
	terms_read(&terms, span.text, false);
	span.same = terms.same;
	task->spans[task->span_count++] = span;
}

/* No span goes over the edge of a quotation. */
void task_read_spans(struct task *task)
{
	task->span_count = 0;
	task->spans = arena_take(&task->arena, SPANS_MAX, sizeof(*task->spans));
	for (size_t first = 0; task->spans && first < task->word_count; first++)
		for (size_t last = first; last < task->word_count &&
					  task->words[last].quote == task->words[first].quote;
			last++)
			if (last < first + SPAN_WORDS_MAX || is_whole_quote(task, first, last))
				add_span(task, first, last);
}
