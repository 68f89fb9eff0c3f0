/*
 * encode_support.h - for the tests of the encoder: encodings of pages made in C and of the shipped
 * demonstrations, and questions about them in words.
 */
#ifndef TESTS_POLICY_ENCODE_SUPPORT_H
#define TESTS_POLICY_ENCODE_SUPPORT_H

#include "story.h"

#include "policy/encode.h"
#include "policy/encode_relations.h"

#include <glob.h>

#define ENCODE_ARENA_BYTES ((size_t)64 << 20)

/* ---- one encoding ---- */

struct encoded {
	struct arena arena;
	struct page_encoding page;
	const struct policy_input *input;
};

static inline void encoded_init(
	struct encoded *encoded, struct encoder *encoder, const struct policy_input *input)
{
	struct error error = {0};
	struct network_shape shape = {0};
	arena_init(&encoded->arena, ENCODE_ARENA_BYTES);
	encoded->input = input;
	if (encode(encoder, input, &encoded->arena, &encoded->page, &error))
		fail_msg("%s", error.message);
	encoder_shape(&shape);
	const char *fault = encoding_fault(&encoded->page.encoding, &shape);
	if (fault)
		fail_msg("The encoding is not valid: %s.", fault);
}

static inline void encoded_release(struct encoded *encoded)
{
	arena_release(&encoded->arena);
}

static inline bool holds_between(
	const struct page_encoding *page, size_t i, size_t j, enum relation relation)
{
	const struct relations *relations = &page->encoding.relations;
	assert_true(i < relations->positions && j < relations->positions);
	uint32_t mask = relations->mask[relations->pair[i * relations->positions + j]];
	return mask >> relation & 1;
}

static inline float channel_between(
	const struct page_encoding *page, size_t i, size_t j, int channel)
{
	const struct relations *relations = &page->encoding.relations;
	size_t count = relations->positions;
	return relations->channel[((size_t)channel * count + i) * count + j];
}

/* The position of the index-th thing of a segment. */
static inline size_t position_of(
	const struct page_encoding *page, enum segment segment, size_t index)
{
	for (size_t i = 0; i < page->encoding.positions; i++)
		if (page->positions[i].segment == segment && page->positions[i].index == index)
			return i;
	fail_msg("There is no position %zu of segment %d.", index, (int)segment);
	return 0;
}

static inline size_t position_of_element(
	const struct page_encoding *page, const struct element *element)
{
	for (size_t i = 0; i < page->encoding.positions; i++)
		if (page->elements[i] == element)
			return i;
	fail_msg("The %s '%s' is no position.", element->role, element->name);
	return 0;
}

/* The move of this kind at the position; SIZE_MAX if there is none. */
static inline size_t find_move(
	const struct page_encoding *page, size_t position, enum move_kind kind)
{
	for (size_t m = 0; m < page->encoding.move_count; m++)
		if (page->encoding.moves[m].position == position &&
			page->encoding.moves[m].kind == kind)
			return m;
	return SIZE_MAX;
}

static inline size_t outcome_count(const struct page_encoding *page, size_t move)
{
	size_t set = page->encoding.moves[move].choice_set;
	return set == MOVE_WITHOUT_TEXT ? 1 : page->encoding.choice_sets[set].outcomes;
}

/* Whether the move may take this very text. */
static inline bool offers_text(const struct page_encoding *page, size_t move, const char *text)
{
	size_t set = page->encoding.moves[move].choice_set;
	for (size_t o = 0; set != MOVE_WITHOUT_TEXT && o < outcome_count(page, move); o++)
		if (strcmp(page->outcomes[set][o], text) == 0)
			return true;
	return false;
}

/* The move and outcome that come to this action; false if none does. */
static inline bool find_action(const struct page_encoding *page, const struct action *action,
	size_t *move, size_t *outcome)
{
	for (*move = 0; *move < page->encoding.move_count; ++*move)
		for (*outcome = 0; *outcome < outcome_count(page, *move); ++*outcome) {
			struct action other;
			if (encoded_plain_action(page, *move, *outcome, &other) &&
				other.kind == action->kind && other.element == action->element &&
				strcmp(other.value, action->value) == 0)
				return true;
		}
	return false;
}

/* ---- shipped demonstrations ---- */

struct shipped {
	struct trajectory demonstration;
	struct binding binding; /* to its own goal */
	struct history_step history[64];
};

static inline void shipped_init(struct shipped *shipped, const char *folder)
{
	struct error error = {0};
	struct parameters none = {0};
	memset(shipped, 0, sizeof(*shipped));
	if (trajectory_read(&shipped->demonstration, folder, &error) ||
		binding_make(&shipped->binding, shipped->demonstration.goal,
			&shipped->demonstration.parameters, shipped->demonstration.goal, &none,
			&error))
		fail_msg("%s", error.message);
	for (size_t i = 0; i < shipped->demonstration.step_count && i < 64; i++) {
		const struct step *step = &shipped->demonstration.steps[i];
		shipped->history[i] = (struct history_step){.action = step->action,
			.target = step->target,
			.demonstration_step = (int)i,
			.changes = step->changes};
	}
}

static inline void shipped_release(struct shipped *shipped)
{
	binding_release(&shipped->binding);
	trajectory_release(&shipped->demonstration);
}

/* What a policy is given before this step, all before being done as shown. */
static inline struct policy_input shipped_input(const struct shipped *shipped, size_t step)
{
	const struct trajectory *demonstration = &shipped->demonstration;
	return (struct policy_input){
		.observation = step < demonstration->step_count
				       ? demonstration->steps[step].observation
				       : demonstration->final,
		.goal = demonstration->goal,
		.demonstrations = demonstration,
		.demonstration_count = 1,
		.binding = &shipped->binding,
		.history = shipped->history,
		.history_count = step,
	};
}

/* Calls `check` for all of them. */
static inline void for_each_shipped(void (*check)(const struct shipped *shipped))
{
	glob_t found;
	assert_int_equal(
		glob(PROJECT_ROOT "/apps/*/demonstrations/*", GLOB_ONLYDIR, NULL, &found), 0);
	assert_true(found.gl_pathc >= 20);
	struct shipped *shipped = memory_new(1, sizeof(*shipped));
	for (size_t i = 0; i < found.gl_pathc; i++) {
		shipped_init(shipped, found.gl_pathv[i]);
		check(shipped);
		shipped_release(shipped);
	}
	free(shipped);
	globfree(&found);
}

#endif
