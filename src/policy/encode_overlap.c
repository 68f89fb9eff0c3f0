#include "policy/encode_overlap.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum field { FIELD_LABEL, FIELD_VALUE, FIELD_CONTEXT, FIELDS };

/* A key's mention at a position; mentions of one key and field are a list. */
struct mention {
	uint16_t place, bit;
	uint32_t next; /* index + 1; 0 ends */
};

struct key {
	uint64_t key;
	uint32_t lists[FIELDS]; /* index + 1 of the newest mention */
};

struct overlap_index {
	struct mention *mentions;
	struct key *keys; /* [mention_capacity], in the order they came up */
	size_t mention_count, key_count, mention_capacity;
	uint32_t *slots; /* index of a key + 1; a power of two, at least twice the mentions */
	size_t slot_count, slot_capacity;
};

struct overlaps *overlaps_new(void)
{
	const size_t pairs = (size_t)PLACES_MAX * PLACES_MAX;
	struct overlaps *overlaps = memory_new(1, sizeof(*overlaps));
	overlaps->shared = memory_new(pairs, sizeof(*overlaps->shared));
	overlaps->of_pair = memory_new(pairs, sizeof(*overlaps->of_pair));
	overlaps->index = memory_new(1, sizeof(*overlaps->index));
	return overlaps;
}

void overlaps_free(struct overlaps *overlaps)
{
	if (!overlaps)
		return;
	free(overlaps->index->mentions);
	free(overlaps->index->keys);
	free(overlaps->index->slots);
	free(overlaps->index);
	free(overlaps->shared);
	free(overlaps->of_pair);
	free(overlaps);
}

/* ---- the index ---- */

static size_t mentions_of(const struct scene *scene, bool meanings)
{
	size_t count = 0;
	for (size_t i = 0; i < scene->count; i++) {
		const struct place *place = &scene->places[i];
		count += meanings ? place->label->meaning_count
				  : (size_t)place->label->term_count + place->value->term_count +
					    place->context->term_count;
	}
	return count;
}

static void start_index(struct overlap_index *index, size_t mentions)
{
	size_t slots = 64;
	while (slots < 2 * mentions)
		slots *= 2;
	if (mentions > index->mention_capacity) {
		size_t capacity = index->mention_capacity = 2 * mentions;
		index->mentions =
			memory_resize(index->mentions, capacity, sizeof(*index->mentions));
		index->keys = memory_resize(index->keys, capacity, sizeof(*index->keys));
	}
	if (slots > index->slot_capacity) {
		index->slot_capacity = slots;
		index->slots = memory_resize(index->slots, slots, sizeof(*index->slots));
	}
	memset(index->slots, 0, slots * sizeof(*index->slots));
	index->slot_count = slots;
	index->mention_count = index->key_count = 0;
}

static struct key *find_key(struct overlap_index *index, uint64_t key)
{
	size_t mask = index->slot_count - 1, at = (key ^ key >> 32) & mask;
	while (index->slots[at] && index->keys[index->slots[at] - 1].key != key)
		at = (at + 1) & mask;
	if (!index->slots[at]) {
		index->keys[index->key_count++] = (struct key){.key = key};
		index->slots[at] = (uint32_t)index->key_count;
	}
	return &index->keys[index->slots[at] - 1];
}

static void mention(
	struct overlap_index *index, uint64_t key, enum field field, size_t place, unsigned bit)
{
	struct key *found = find_key(index, key);
	index->mentions[index->mention_count++] =
		(struct mention){(uint16_t)place, (uint16_t)bit, found->lists[field]};
	found->lists[field] = (uint32_t)index->mention_count;
}

/* Function words are left out, and words beyond those that can be looked for are only found. */
static void mention_text(struct overlap_index *index, const struct encoded_text *text,
	enum field field, size_t place)
{
	for (size_t t = 0; t < text->term_count; t++)
		if (t >= MASK_TERMS || text->all >> t & 1)
			mention(index, text->terms[t], field, place, t < MASK_TERMS ? 1u << t : 0);
}

static void index_words(struct overlap_index *index, const struct scene *scene)
{
	start_index(index, mentions_of(scene, false));
	for (size_t i = 0; i < scene->count; i++) {
		const struct place *place = &scene->places[i];
		mention_text(index, place->label, FIELD_LABEL, i);
		mention_text(index, place->value, FIELD_VALUE, i);
		mention_text(index, place->context, FIELD_CONTEXT, i);
	}
}

static void index_meanings(struct overlap_index *index, const struct scene *scene)
{
	start_index(index, mentions_of(scene, true));
	for (size_t i = 0; i < scene->count; i++) {
		const struct encoded_text *label = scene->places[i].label;
		for (size_t m = 0; m < label->meaning_count; m++)
			mention(index, label->meanings[m].key, FIELD_LABEL, i,
				1u << label->meanings[m].concept);
	}
}

/* ---- pairs ---- */

static struct overlap *overlap_at(struct overlaps *overlaps, uint16_t i, uint16_t j)
{
	uint16_t *at = &overlaps->of_pair[i * overlaps->positions + j];
	if (!*at) {
		overlaps->shared[overlaps->shared_count] = (struct overlap){.i = i, .j = j};
		*at = (uint16_t)overlaps->shared_count++;
	}
	return &overlaps->shared[*at];
}

/* Mentions are in descending order of positions: those of elements come first. */
static uint32_t behind_elements(
	const struct overlaps *overlaps, size_t first_element, uint32_t list)
{
	const struct mention *mentions = overlaps->index->mentions;
	while (list && mentions[list - 1].place >= first_element)
		list = mentions[list - 1].next;
	return list;
}

/* Adds the bits of all mentions in list a to the pairs with all in list b, in the member at
 * `offset` of struct overlap; but not to pairs of elements. */
static void join(struct overlaps *overlaps, uint32_t a, uint32_t b, size_t offset)
{
	const struct mention *mentions = overlaps->index->mentions;
	size_t elements = overlaps->first_element;
	uint32_t others = a && b ? behind_elements(overlaps, elements, b) : 0;
	for (; a && b; a = mentions[a - 1].next) {
		const struct mention *from = &mentions[a - 1];
		for (uint32_t at = from->place < elements ? b : others; at;
			at = mentions[at - 1].next) {
			uint16_t to = mentions[at - 1].place;
			if (to == from->place)
				continue;
			struct overlap *overlap = overlap_at(overlaps, from->place, to);
			*(uint16_t *)(void *)((char *)overlap + offset) |= from->bit;
		}
	}
}

static void join_words(struct overlaps *overlaps)
{
	const struct overlap_index *index = overlaps->index;
	for (size_t i = 0; i < index->key_count; i++) {
		const uint32_t *lists = index->keys[i].lists;
		uint32_t label = lists[FIELD_LABEL], value = lists[FIELD_VALUE],
			 context = lists[FIELD_CONTEXT];
		join(overlaps, label, label, offsetof(struct overlap, label_in_label));
		join(overlaps, label, value, offsetof(struct overlap, label_in_value));
		join(overlaps, value, label, offsetof(struct overlap, value_in_label));
		join(overlaps, label, context, offsetof(struct overlap, label_in_context));
		join(overlaps, value, context, offsetof(struct overlap, value_in_context));
	}
}

static void join_meanings(struct overlaps *overlaps)
{
	const struct overlap_index *index = overlaps->index;
	for (size_t i = 0; i < index->key_count; i++) {
		uint32_t label = index->keys[i].lists[FIELD_LABEL];
		join(overlaps, label, label, offsetof(struct overlap, meaning));
	}
}

void overlaps_find(struct overlaps *overlaps, const struct scene *scene)
{
	size_t count = overlaps->positions = scene->count;
	memset(overlaps->of_pair, 0, count * count * sizeof(*overlaps->of_pair));
	overlaps->first_element = scene->first[SEGMENT_ELEMENT];
	overlaps->shared_count = 1;
	index_words(overlaps->index, scene);
	join_words(overlaps);
	index_meanings(overlaps->index, scene);
	join_meanings(overlaps);
}
