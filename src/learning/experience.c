#include "learning/experience.h"

#include "base/memory.h"
#include "learning/meaning.h"

#include <stdlib.h>
#include <string.h>

#define ENCODING_BYTES_MAX ((size_t)64 << 20) /* of a state while it is encoded */

struct experience_maker {
	struct encoder *student, *teacher;
	struct meaning_table *table;
};

struct experience_maker *experience_maker_new(void)
{
	struct experience_maker *maker = memory_new(1, sizeof(*maker));
	maker->student = encoder_new();
	maker->teacher = encoder_new();
	maker->table = meaning_table_new();
	return maker;
}

void experience_maker_free(struct experience_maker *maker)
{
	if (!maker)
		return;
	encoder_free(maker->student);
	encoder_free(maker->teacher);
	meaning_table_free(maker->table);
	free(maker);
}

/* ---- what the student is given ---- */

/* Who sees no demonstration does not know which steps of one were carried out. */
static int forget_steps(struct policy_input *input, struct arena *arena, struct error *error)
{
	size_t count = input->history_count;
	struct history_step *history = arena_take(arena, count, sizeof(*history));
	if (!history)
		return error_set(
			error, ERROR_LIMIT, "The history of a run is too long to be learned from.");
	for (size_t i = 0; i < count; i++) {
		history[i] = input->history[i];
		history[i].demonstration_step = -1;
	}
	input->history = history;
	return 0;
}

static int student_input(
	struct policy_input *input, bool shown, struct arena *arena, struct error *error)
{
	size_t count = input->demonstration_count;
	if (shown && count > 0) {
		input->demonstrations += count - 1;
		input->demonstration_count = 1;
		return 0;
	}
	input->demonstrations = NULL;
	input->demonstration_count = 0;
	input->binding = NULL;
	return forget_steps(input, arena, error);
}

/* ---- making ---- */

/* Numbers and copies what was encoded. */
static int keep_view(struct view *view, struct experience *experience, struct meaning_table *table,
	const struct page_encoding *page, const struct observation *observation,
	struct error *error)
{
	int code =
		meanings_make(&view->meanings, table, page, observation, &experience->arena, error);
	return code ? code
		    : encoding_copy(&view->encoding, &page->encoding, &experience->arena, error);
}

static void mark_sayable(struct experience *experience)
{
	const struct encoding *encoding = &experience->student.encoding;
	const struct meanings *meanings = &experience->student.meanings;
	for (size_t m = 0; m < encoding->move_count; m++) {
		size_t set = encoding->moves[m].choice_set;
		experience->sayable[meanings->whole[m]] = true;
		if (set == MOVE_WITHOUT_TEXT)
			continue;
		for (size_t o = 0; o < encoding->choice_sets[set].outcomes; o++)
			experience->sayable[meanings->outcome[meanings->first[m] + o]] = true;
	}
}

static int conclude(
	struct experience *experience, const struct meaning_table *table, struct error *error)
{
	size_t count = meaning_table_count(table);
	experience->meanings = count;
	experience->student.meanings.count = experience->teacher.meanings.count = count;
	experience->opinion = arena_take(&experience->arena, count, sizeof(*experience->opinion));
	experience->sayable = arena_take(&experience->arena, count, sizeof(*experience->sayable));
	if (!experience->opinion || !experience->sayable)
		return error_set(
			error, ERROR_LIMIT, "A decision is too large to be kept for learning.");
	mark_sayable(experience);
	return 0;
}

static int make_views(struct experience *experience, struct experience_maker *maker,
	const struct policy_input *input, bool shown, struct arena *arena, struct error *error)
{
	struct page_encoding page;
	struct policy_input without = *input;
	int code = encode(maker->teacher, input, arena, &page, error);
	if (!code)
		code = keep_view(&experience->teacher, experience, maker->table, &page,
			input->observation, error);
	if (!code)
		code = student_input(&without, shown, arena, error);
	if (!code)
		code = encode(maker->student, &without, arena, &page, error);
	if (!code)
		code = keep_view(&experience->student, experience, maker->table, &page,
			input->observation, error);
	return code;
}

/* An action that neither can express gets no number. */
static uint32_t number_taken(struct experience_maker *maker, const struct observation *observation,
	const struct action *taken)
{
	size_t known = meaning_table_count(maker->table);
	uint32_t number = taken ? meaning_of(maker->table, observation, taken) : 0;
	return taken && number < known ? number : EXPERIENCE_UNKNOWN;
}

int experience_make(struct experience *experience, struct experience_maker *maker,
	const struct policy_input *input, bool student_shown, const struct action *taken,
	struct error *error)
{
	struct arena arena;
	*experience = (struct experience){0};
	arena_init(&experience->arena, EXPERIENCE_BYTES_MAX);
	arena_init(&arena, ENCODING_BYTES_MAX);
	meaning_table_clear(maker->table);
	int code = make_views(experience, maker, input, student_shown, &arena, error);
	if (!code)
		code = conclude(experience, maker->table, error);
	if (!code)
		experience->taken = number_taken(maker, input->observation, taken);
	arena_release(&arena);
	if (code)
		experience_release(experience);
	return code;
}

int experience_of_page(struct experience *experience, const struct page_encoding *page,
	const struct observation *observation, struct error *error)
{
	struct meaning_table *table = meaning_table_new();
	*experience = (struct experience){.taken = EXPERIENCE_UNKNOWN};
	arena_init(&experience->arena, EXPERIENCE_BYTES_MAX);
	int code = keep_view(&experience->student, experience, table, page, observation, error);
	experience->teacher = experience->student;
	if (!code)
		code = conclude(experience, table, error);
	meaning_table_free(table);
	if (code)
		experience_release(experience);
	return code;
}

void experience_release(struct experience *experience)
{
	arena_release(&experience->arena);
	*experience = (struct experience){0};
}
