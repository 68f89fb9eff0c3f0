/*
 * encode_task.h - what stays the same through a run: the goal's words and the demonstrations' plans,
 * with their texts in this run's values.
 *
 * Reading them costs more than a decision may, so a task is kept between decisions. Its key is made
 * of addresses and of all content that the task rests on, so that another task at the same place in
 * memory is another one.
 */
#ifndef POLICY_ENCODE_TASK_H
#define POLICY_ENCODE_TASK_H

#include "policy/encode_text.h"
#include "policy/plan.h"
#include "policy/policy.h"
#include "policy/wanted.h"

enum {
	GOAL_WORDS_MAX = 48,  /* more are cut */
	STEPS_READ_MAX = 512, /* of a plan; later ones are cut */
	OLDER_STEPS_MAX = 24, /* of an older demonstration */
	BOUND_MAX = 64,	      /* values of the binding */
	QUOTES_MAX = 16,
	SPAN_WORDS_MAX = 12, /* but a quotation may be longer */
	SPANS_MAX = GOAL_WORDS_MAX * SPAN_WORDS_MAX + QUOTES_MAX
};

enum goal_word_flag {
	WORD_QUOTED = 1 << 0,
	WORD_NUMBER = 1 << 1,
	WORD_CODE = 1 << 2, /* letters with digits, or an address */
	WORD_DATE = 1 << 3,
	WORD_CAPITAL = 1 << 4,
	WORD_UPPER = 1 << 5, /* nothing but capitals */
	WORD_FUNCTION = 1 << 6,
	WORD_PARAMETER = 1 << 7, /* belongs to a value of a parameter */
	WORD_CHANGED = 1 << 8,	 /* differs from the demonstration's goal and is no value */
	WORD_ITEM = 1 << 9,	 /* of a list of values */
	WORD_ENDS = 1 << 10,	 /* punctuation stands behind it */
	WORD_FLAGS = 11
};

struct goal_word {
	uint32_t start, length; /* bytes in the goal */
	int quote;		/* index into quotes; -1 */
	unsigned flags;
	uint64_t bound; /* bits of the bound values that it belongs to */
	const struct encoded_text *text;
};

/* What stands between quotation marks, in full. */
struct goal_quote {
	uint32_t start, length;
	size_t first, last; /* words; `last` is the last that was kept */
};

/* Words of the goal that may be a text together, as it stands there. */
struct goal_span {
	uint16_t first, last; /* words */
	const char *text;     /* in the task's arena */
	uint64_t same;	      /* as in encoded_text */
};

struct task_step {
	const struct plan_entry *entry;
	const struct step *step;
	char *value; /* in this run's values; owned. "" where the kind has none */
	char *label; /* of the target; owned; "" */
	const struct encoded_text *label_text, *value_text, *context_text;
	uint64_t bound_value, bound_label, bound_context; /* which bound values stand there */
	bool has_wanted;
	struct wanted wanted;
};

struct task_plan {
	struct plan plan;
	struct task_step *steps;
	size_t count, total; /* total: of the plan */
};

struct task {
	uint64_t key; /* 0: none */
	struct text_store *texts;
	struct arena arena;
	const char *goal; /* borrowed from the input */
	struct goal_word words[GOAL_WORDS_MAX];
	size_t word_count, word_total;
	struct goal_date dates[GOAL_DATES_MAX];
	size_t date_count;
	struct goal_quote quotes[QUOTES_MAX];
	size_t quote_count;
	struct goal_span *spans;
	size_t span_count;
	char *bound[BOUND_MAX]; /* owned */
	bool bound_changed[BOUND_MAX], bound_item[BOUND_MAX];
	size_t bound_count;
	bool has_binding, unfolded; /* the plan's list could be unfolded */
	struct task_plan newest, older;
};

/* Makes `task` be that of the input, if it is not already. The lexicon is borrowed. */
void task_update(
	struct task *task, const struct policy_input *input, const struct lexicon *lexicon);
void task_release(struct task *task);

/* What the step's element is expected to be; NULL if it has none. */
const struct wanted *task_step_wanted(
	struct task *task, struct task_step *step, const struct lexicon *lexicon);

/* ---- parts of the update ---- */

uint64_t task_key(const struct policy_input *input);
void task_read_bound(struct task *task, const struct policy_input *input);
void task_read_goal(struct task *task);
void task_read_spans(struct task *task);
/* Bits of the bound values that the text has. */
uint64_t task_bound_in(const struct task *task, const char *text);

#endif
