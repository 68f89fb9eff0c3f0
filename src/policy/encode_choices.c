#include "policy/encode_choices.h"

#include "base/memory.h"
#include "base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
	SOURCES_MAX = SPANS_MAX + STEPS_SHOWN_MAX + OLDER_STEPS_MAX + COPIED_ELEMENTS,
	OUTCOME_SLOTS = 2048 /* more than twice as many */
};

struct made_set {
	struct text_format format; /* of a set for fields */
	bool for_fields;
	struct choice_set set;
	const char **texts; /* [set.outcomes] */
};

struct choices {
	const struct scene *scene;
	struct source sources[SOURCES_MAX];
	size_t source_count;
	struct made_set sets[CHOICE_SETS_MAX];
	size_t set_count;
	/* the set in the making */
	struct choice_entry entries[SOURCES_MAX];
	const char *texts[SOURCES_MAX];
	size_t entry_count, outcome_count;
	uint16_t slots[OUTCOME_SLOTS]; /* outcome + 1 by the hash of its text */
};

struct choices *choices_new(void)
{
	return memory_new(1, sizeof(struct choices));
}

void choices_free(struct choices *choices)
{
	free(choices);
}

static int arena_is_full(struct error *error)
{
	return error_set(error, ERROR_LIMIT, "A decision needs more memory than a step may use.");
}

/* ---- sources: spans of the goal ---- */

/* NULL when the arena is full. The bound is exact, so there is always room. */
static struct source *add_source(struct choices *choices, enum entry_source kind, size_t first,
	size_t last, const char *text)
{
	const char *copy = arena_copy_text(choices->scene->arena, text);
	if (!copy)
		return NULL;
	struct source *source = &choices->sources[choices->source_count++];
	*source = (struct source){.kind = (uint8_t)kind,
		.first = (uint16_t)first,
		.last = (uint16_t)last,
		.text = copy};
	return source;
}

static int add_spans(struct choices *choices)
{
	const struct scene *scene = choices->scene;
	const struct task *task = scene->task;
	size_t base = scene->first[SEGMENT_GOAL];
	for (size_t i = 0; i < task->span_count; i++) {
		const struct goal_span *span = &task->spans[i];
		struct source *source = add_source(
			choices, ENTRY_SPAN, base + span->first, base + span->last, span->text);
		if (!source)
			return ERROR_LIMIT;
		source->same = span->same;
	}
	return 0;
}

/* ---- sources: steps and elements ---- */

/* What the step says, and for what; NULL if it says nothing. */
static const char *step_says(const struct task_step *step, enum source_use *use)
{
	enum action_kind kind = step->step->action.kind;
	bool clicks = kind == ACTION_CLICK || kind == ACTION_CHECK;
	*use = clicks ? SOURCE_CHOICE : kind == ACTION_UPLOAD ? SOURCE_FILES : SOURCE_TEXT;
	if (!clicks && kind != ACTION_TYPE && kind != ACTION_SELECT && kind != ACTION_UPLOAD)
		return NULL;
	const char *text = clicks ? step->label : step->value;
	return text_is_blank(text) ? NULL : text;
}

static int add_steps(struct choices *choices)
{
	const struct scene *scene = choices->scene;
	for (size_t i = scene->first[SEGMENT_STEP]; i < scene->first[SEGMENT_HISTORY]; i++) {
		enum source_use use;
		const char *text = step_says(scene->places[i].step, &use);
		if (!text)
			continue;
		struct source *source = add_source(choices, ENTRY_COPY, i, i, text);
		if (!source)
			return ERROR_LIMIT;
		source->use = use;
	}
	return 0;
}

enum { COPY_RANKS = 4 };

/* 0: what stands in fields; 1: texts with digits, addresses; 2: short names; 3: other short texts;
 * COPY_RANKS: nothing that one would copy. */
static int copy_rank(const struct place *place)
{
	const struct element *element = place->element;
	const char *name = element->name, *cursor = name;
	if (element->state & ELEMENT_SECRET)
		return COPY_RANKS;
	if ((element->operations & OPERATION_TYPE) && !text_is_blank(element->value))
		return 0;
	if (element->operations || text_is_blank(name))
		return COPY_RANKS;
	if ((place->label->digits || strchr(name, '@')) && place->label->word_count <= 6)
		return 1;
	uint32_t letter = text_next(&cursor, name + strlen(name));
	bool capital = text_fold_character(letter) != letter;
	return place->label->word_count > 5 ? COPY_RANKS : capital ? 2 : 3;
}

static int add_elements(struct choices *choices)
{
	const struct scene *scene = choices->scene;
	size_t copied = 0;
	for (int rank = 0; rank < COPY_RANKS; rank++)
		for (size_t i = scene->first[SEGMENT_ELEMENT];
			i < scene->count && copied < COPIED_ELEMENTS; i++) {
			const struct place *place = &scene->places[i];
			if (copy_rank(place) != rank)
				continue;
			const struct element *element = place->element;
			const char *text = rank == 0 ? element->value : element->name;
			if (!add_source(choices, ENTRY_COPY, i, i, text))
				return ERROR_LIMIT;
			copied++;
		}
	return 0;
}

int choices_start(struct choices *choices, const struct scene *scene, struct error *error)
{
	choices->scene = scene;
	choices->source_count = choices->set_count = 0;
	if (add_spans(choices) || add_steps(choices) || add_elements(choices))
		return arena_is_full(error);
	return 0;
}

/* ---- one set ---- */

static void start_set(struct choices *choices)
{
	choices->entry_count = choices->outcome_count = 0;
	memset(choices->slots, 0, sizeof(choices->slots));
}

static uint16_t outcome_of(struct choices *choices, const char *text)
{
	size_t slot = term_hash(text, strlen(text)) % OUTCOME_SLOTS;
	for (; choices->slots[slot]; slot = (slot + 1) % OUTCOME_SLOTS)
		if (strcmp(choices->texts[choices->slots[slot] - 1], text) == 0)
			return (uint16_t)(choices->slots[slot] - 1);
	choices->texts[choices->outcome_count++] = text;
	choices->slots[slot] = (uint16_t)choices->outcome_count;
	return (uint16_t)(choices->outcome_count - 1);
}

static void add_entry(struct choices *choices, const struct source *source, const char *text)
{
	uint16_t outcome = outcome_of(choices, text);
	choices->entries[choices->entry_count++] =
		(struct choice_entry){source->kind, source->first, source->last, outcome};
}

static int keep_set(struct choices *choices, size_t *set, struct error *error)
{
	struct arena *arena = choices->scene->arena;
	*set = MOVE_WITHOUT_TEXT;
	if (choices->entry_count == 0 || choices->set_count == CHOICE_SETS_MAX)
		return 0;
	struct made_set *made = &choices->sets[choices->set_count];
	struct choice_entry *entries = arena_take(arena, choices->entry_count, sizeof(*entries));
	made->texts = arena_take(arena, choices->outcome_count, sizeof(*made->texts));
	if (!entries || !made->texts)
		return arena_is_full(error);
	memcpy(entries, choices->entries, choices->entry_count * sizeof(*entries));
	memcpy(made->texts, choices->texts, choices->outcome_count * sizeof(*made->texts));
	made->set = (struct choice_set){entries, choices->entry_count, choices->outcome_count};
	made->for_fields = false;
	*set = choices->set_count++;
	return 0;
}

int choices_for_field(
	struct choices *choices, struct text_format format, size_t *set, struct error *error)
{
	for (*set = 0; *set < choices->set_count; ++*set)
		if (choices->sets[*set].for_fields &&
			formats_equal(choices->sets[*set].format, format))
			return 0;
	start_set(choices);
	for (size_t i = 0; i < choices->source_count; i++) {
		const struct source *source = &choices->sources[i];
		const char *text = source->use == SOURCE_TEXT ? format_text(format, source->text,
									choices->scene->arena)
							      : NULL;
		if (text)
			add_entry(choices, source, text);
	}
	int code = keep_set(choices, set, error);
	if (!code && *set != MOVE_WITHOUT_TEXT) {
		choices->sets[*set].for_fields = true;
		choices->sets[*set].format = format;
	}
	return code;
}

/* ---- lists ---- */

/* Several labels at once, as execution takes them apart; all must be there. */
static bool names_several(
	struct choices *choices, const struct named_options *options, const char *text)
{
	bool several = strcmp(options->element->role, "listbox") == 0 && strchr(text, '\n');
	for (const char *at = text; several && *at;) {
		size_t length = strcspn(at, "\n");
		const char *part = arena_copy_span(choices->scene->arena, at, length);
		if (!part || options_named_by_text(options,
				     text_store_read(choices->scene->texts, part, TEXT_LABEL)) < 0)
			return false;
		at += length + (at[length] == '\n');
	}
	return several;
}

static int named_option(
	struct choices *choices, const struct named_options *options, const struct source *source)
{
	const struct scene *scene = choices->scene;
	const struct place *place = &scene->places[source->first];
	if (source->kind == ENTRY_COPY && place->segment == SEGMENT_STEP)
		return options_named_by_text(
			options, source->use == SOURCE_CHOICE ? place->label : place->value);
	if (source->kind == ENTRY_COPY)
		return -1;
	return options_named_by_span(options, scene->task, place->index,
		scene->places[source->last].index, source->same);
}

int choices_for_list(struct choices *choices, const struct named_options *options, size_t *set,
	struct error *error)
{
	start_set(choices);
	for (size_t i = 0; i < choices->source_count; i++) {
		const struct source *source = &choices->sources[i];
		int option = named_option(choices, options, source);
		if (option >= 0)
			add_entry(choices, source, option_text(&options->element->options[option]));
		else if (source->kind == ENTRY_COPY && source->use == SOURCE_TEXT &&
			 names_several(choices, options, source->text))
			add_entry(choices, source, source->text);
	}
	return keep_set(choices, set, error);
}

/* ---- files ---- */

/* "report.pdf": a point and up to five letters or digits at the end, in one line. */
static bool is_file_name(const char *text)
{
	const char *point = strrchr(text, '.');
	size_t length = point ? strlen(point + 1) : 0;
	if (length < 1 || length > 5 || point == text || strpbrk(text, "\n\r"))
		return false;
	for (const char *c = point + 1; *c; c++)
		if (!isalnum((unsigned char)*c))
			return false;
	return true;
}

int choices_for_files(struct choices *choices, size_t *set, struct error *error)
{
	start_set(choices);
	for (size_t i = 0; i < choices->source_count; i++) {
		const struct source *source = &choices->sources[i];
		bool named = source->kind == ENTRY_SPAN && is_file_name(source->text);
		if (named || source->use == SOURCE_FILES)
			add_entry(choices, source, source->text);
	}
	return keep_set(choices, set, error);
}

/* ---- dialogs ---- */

int choices_for_prompt(struct choices *choices, size_t *set, struct error *error)
{
	start_set(choices);
	for (size_t i = 0; i < choices->source_count; i++) {
		const struct source *source = &choices->sources[i];
		if (source->use != SOURCE_TEXT)
			continue;
		const char *text = arena_format(choices->scene->arena, "accept:%s", source->text);
		if (!text)
			return arena_is_full(error);
		add_entry(choices, source, text);
	}
	return keep_set(choices, set, error);
}

/* ---- all sets ---- */

int choices_finish(struct choices *choices, struct encoding *encoding,
	const char *const *const **outcomes, struct error *error)
{
	struct arena *arena = choices->scene->arena;
	struct choice_set *sets = arena_take(arena, choices->set_count, sizeof(*sets));
	const char *const **texts = arena_take(arena, choices->set_count, sizeof(*texts));
	if (!sets || !texts)
		return arena_is_full(error);
	for (size_t i = 0; i < choices->set_count; i++) {
		sets[i] = choices->sets[i].set;
		texts[i] = choices->sets[i].texts;
	}
	encoding->choice_sets = sets;
	encoding->choice_set_count = choices->set_count;
	*outcomes = texts;
	return 0;
}
