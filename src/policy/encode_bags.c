#include "policy/encode_bags.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void bag_start(struct bag_writer *writer)
{
	writer->count = writer->positions = 0;
	writer->first[0] = 0;
}

void bag_next(struct bag_writer *writer)
{
	writer->first[++writer->positions] = writer->count;
}

void bag_add(struct bag_writer *writer, uint32_t row, float share)
{
	if (writer->count == writer->capacity) {
		writer->capacity = writer->capacity ? 2 * writer->capacity : 4096;
		writer->rows = memory_resize(writer->rows, writer->capacity, sizeof(*writer->rows));
		writer->shares =
			memory_resize(writer->shares, writer->capacity, sizeof(*writer->shares));
	}
	writer->rows[writer->count] = row;
	writer->shares[writer->count++] = share;
}

void bag_release(struct bag_writer *writer)
{
	free(writer->rows);
	free(writer->shares);
	*writer = (struct bag_writer){0};
}

int bag_finish(const struct bag_writer *writer, struct arena *arena, struct bags *bags,
	struct error *error)
{
	size_t *first = arena_take(arena, writer->positions + 1, sizeof(*first));
	uint32_t *rows = arena_take(arena, writer->count, sizeof(*rows));
	real *shares = arena_take(arena, writer->count, sizeof(*shares));
	if (!first || !rows || !shares)
		return error_set(
			error, ERROR_LIMIT, "A decision needs more memory than a step may use.");
	memcpy(first, writer->first, (writer->positions + 1) * sizeof(*first));
	if (writer->count > 0) {
		memcpy(rows, writer->rows, writer->count * sizeof(*rows));
		memcpy(shares, writer->shares, writer->count * sizeof(*shares));
	}
	*bags = (struct bags){first, rows, shares};
	return 0;
}

/* ---- words and values ---- */

/* Shares of what names a position and of what only describes it. */
static const float of_label = 1, of_hint = 0.4f, of_other = 0.4f, of_around = 0.25f,
		   of_context = 0.25f;
enum { CONTEXT_GRAMS = 10, ALL_GRAMS = GRAMS_MAX };

static void add_grams(
	struct bag_writer *writer, const struct encoded_text *text, float share, size_t maximum)
{
	for (size_t i = 0; i < text->gram_count && i < maximum; i++)
		bag_add(writer,
			WORD_GROUP_ROWS + text->grams[i].hash % (WORD_ROWS - WORD_GROUP_ROWS),
			share * text->grams[i].share);
}

/* Synonyms share the rows of their groups. Of a thousand groups many share one row, but hardly any
 * two share both. */
static void add_groups(struct bag_writer *writer, const struct encoded_text *text, float share)
{
	float half = share / (2 * (float)text->group_count);
	for (size_t i = 0; i < text->group_count; i++) {
		uint64_t mixed = term_combine(text->groups[i], 'g');
		bag_add(writer, (uint32_t)(mixed % WORD_GROUP_ROWS), half);
		bag_add(writer, (uint32_t)((mixed >> 32) % WORD_GROUP_ROWS), half);
	}
}

static void add_words(struct bag_writer *writer, const struct encoded_text *text, float share)
{
	add_grams(writer, text, share, ALL_GRAMS);
	add_groups(writer, text, share);
}

void words_write(struct bag_writer *writer, const struct scene *scene)
{
	bag_start(writer);
	for (size_t i = 0; i < scene->count; i++) {
		const struct place *place = &scene->places[i];
		add_words(writer, place->label, of_label);
		add_words(writer, place->other, of_other);
		add_words(writer, place->hint, of_hint);
		add_groups(writer, place->around, of_around);
		add_grams(writer, place->around, of_around, CONTEXT_GRAMS);
		add_grams(writer, place->context, of_context, CONTEXT_GRAMS);
		bag_next(writer);
	}
}

static void add_values(struct bag_writer *writer, const struct encoded_text *text)
{
	for (size_t i = 0; i < text->gram_count; i++)
		bag_add(writer, text->grams[i].hash % VALUE_ROWS, text->grams[i].share);
}

void values_write(struct bag_writer *writer, const struct scene *scene)
{
	bag_start(writer);
	for (size_t i = 0; i < scene->count; i++) {
		const struct place *place = &scene->places[i];
		add_values(writer, place->value);
		if (place->word)
			add_values(writer, place->label);
		bag_next(writer);
	}
}
