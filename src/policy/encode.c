#include "policy/encode.h"

#include "base/memory.h"
#include "policy/encode_bags.h"
#include "policy/encode_moves.h"
#include "policy/encode_relations.h"

#include <stdlib.h>
#include <string.h>

struct encoder {
	const struct lexicon *lexicon;
	struct text_store *texts; /* of pages and histories */
	struct task task;
	struct overlaps *overlaps;
	struct choices *choices;
	struct bag_writer writer;
	struct scene scene;
	struct fits fits;
	struct fit_cache fit_cache;
};

void encoder_shape(struct network_shape *shape)
{
	shape->word_rows = WORD_ROWS;
	shape->value_rows = VALUE_ROWS;
	shape->text_width = TEXT_WIDTH;
	shape->feature_rows = features_count();
	shape->bits = RELATION_COUNT;
	shape->channels = CHANNEL_COUNT;
	shape->kinds = MOVE_KINDS;
}

int encoder_check(const struct network_shape *shape, struct error *error)
{
	struct network_shape mine = *shape;
	encoder_shape(&mine);
	if (memcmp(&mine, shape, sizeof(mine)) == 0)
		return 0;
	return error_set(error, ERROR_INPUT,
		"The network reads %zu features, %zu relations and %zu channels, and this program "
		"gives it %zu, %zu and %zu: its weights were made for another version. Use the one "
		"that came with the program, or make one with 'apprentice pretrain'.",
		shape->feature_rows, shape->bits, shape->channels, mine.feature_rows, mine.bits,
		mine.channels);
}

struct encoder *encoder_new(void)
{
	struct encoder *encoder = memory_new(1, sizeof(*encoder));
	encoder->lexicon = lexicon_of(LEXICON_ALL);
	encoder->texts = text_store_new(encoder->lexicon);
	encoder->overlaps = overlaps_new();
	encoder->choices = choices_new();
	return encoder;
}

void encoder_free(struct encoder *encoder)
{
	if (!encoder)
		return;
	task_release(&encoder->task);
	text_store_free(encoder->texts);
	overlaps_free(encoder->overlaps);
	choices_free(encoder->choices);
	bag_release(&encoder->writer);
	free(encoder);
}

/* Lists need more than their label to be compared. */
static void read_options(struct scene *scene)
{
	for (size_t i = scene->first[SEGMENT_ELEMENT]; i < scene->count; i++)
		if (scene->places[i].element->option_count)
			scene->places[i].options = options_read(scene, i);
}

static void make_scene(
	struct encoder *encoder, const struct policy_input *input, struct arena *arena)
{
	struct scene *scene = &encoder->scene;
	text_store_trim(encoder->texts);
	task_update(&encoder->task, input, encoder->lexicon);
	scene->input = input;
	scene->page = input->observation;
	scene->lexicon = encoder->lexicon;
	scene->task = &encoder->task;
	scene->texts = encoder->texts;
	scene->arena = arena;
	progress_read(&scene->progress, input, &encoder->task.newest);
	scene_lay_out(scene);
	read_options(scene);
}

static int write_bags(struct encoder *encoder, struct encoding *encoding, struct error *error)
{
	const struct scene *scene = &encoder->scene;
	struct bag_writer *writer = &encoder->writer;
	words_write(writer, scene);
	int code = bag_finish(writer, scene->arena, &encoding->words, error);
	values_write(writer, scene);
	if (!code)
		code = bag_finish(writer, scene->arena, &encoding->values, error);
	features_write(writer, scene, &encoder->fits);
	if (!code)
		code = bag_finish(writer, scene->arena, &encoding->features, error);
	return code;
}

/* Where positions came from, for those who read the encoding. */
static int describe(const struct scene *scene, struct page_encoding *page, struct error *error)
{
	size_t count = scene->count;
	struct encoded_position *positions = arena_take(scene->arena, count, sizeof(*positions));
	const struct element **elements = arena_take(scene->arena, count, sizeof(*elements));
	struct cut *cuts = arena_take(scene->arena, scene->cut_count, sizeof(*cuts));
	if (!positions || !elements || !cuts)
		return error_set(
			error, ERROR_LIMIT, "A decision needs more memory than a step may use.");
	for (size_t i = 0; i < count; i++) {
		const struct place *place = &scene->places[i];
		positions[i] = (struct encoded_position){place->segment, place->index};
		elements[i] = place->segment == SEGMENT_ELEMENT ? place->element : NULL;
	}
	memcpy(cuts, scene->cuts, scene->cut_count * sizeof(*cuts));
	page->encoding.positions = count;
	page->positions = positions;
	page->elements = elements;
	page->cuts = cuts;
	page->cut_count = scene->cut_count;
	return 0;
}

int encode(struct encoder *encoder, const struct policy_input *input, struct arena *arena,
	struct page_encoding *page, struct error *error)
{
	*page = (struct page_encoding){0};
	make_scene(encoder, input, arena);
	const struct scene *scene = &encoder->scene;
	const struct overlaps *overlaps = encoder->overlaps;
	overlaps_find(encoder->overlaps, scene);
	fits_measure(&encoder->fits, &encoder->scene, overlaps, &encoder->fit_cache);
	int code = describe(scene, page, error);
	if (!code)
		code = relations_make(
			&page->encoding.relations, scene, overlaps, &encoder->fits, error);
	if (!code)
		code = write_bags(encoder, &page->encoding, error);
	if (!code)
		code = moves_make(page, scene, &encoder->fits, encoder->choices, error);
	if (!code &&
		(text_store_is_full(encoder->texts) || text_store_is_full(encoder->task.texts)))
		code = error_set(error, ERROR_LIMIT, "The page has too much text to be read.");
	return code;
}
