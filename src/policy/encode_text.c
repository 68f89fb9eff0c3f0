#include "policy/encode_text.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 2048, TEXTS_KEPT = 8192, BYTES_KEPT = 8 << 20 };
/* "Log in" is not "Log out": in a label this short, function words count. */
enum { SHORT_LABEL = 2 };
enum { GROUPS_EMBEDDED = 24, GROUPS_OF_CONCEPT = 2, MEANINGS_MAX = 96 };
#define STORE_MAXIMUM_BYTES (256u << 20)
/* Apart from stems, which are spread over all 64 bits. */
#define GROUP_KEY 0x6772000000000000u

struct entry {
	uint64_t hash; /* of use and text; 0: free */
	const char *text;
	size_t length;
	struct encoded_text encoded;
};

struct text_store {
	const struct lexicon *lexicon;
	struct entry **slots; /* at most half of them in use */
	size_t slot_count, count;
	struct arena arena;
	bool full;
};

static const struct encoded_text blank;

struct text_store *text_store_new(const struct lexicon *lexicon)
{
	struct text_store *store = memory_new(1, sizeof(*store));
	store->lexicon = lexicon;
	store->slot_count = FIRST_SLOTS;
	store->slots = memory_new(store->slot_count, sizeof(*store->slots));
	arena_init(&store->arena, STORE_MAXIMUM_BYTES);
	return store;
}

void text_store_free(struct text_store *store)
{
	if (!store)
		return;
	free(store->slots);
	arena_release(&store->arena);
	free(store);
}

void text_store_trim(struct text_store *store)
{
	if (store->count < TEXTS_KEPT && store->arena.used_bytes < BYTES_KEPT && !store->full)
		return;
	arena_release(&store->arena);
	arena_init(&store->arena, STORE_MAXIMUM_BYTES);
	memset(store->slots, 0, store->slot_count * sizeof(*store->slots));
	store->count = 0;
	store->full = false;
}

bool text_store_is_full(const struct text_store *store)
{
	return store->full;
}

/* ---- looking up ---- */

static size_t find_slot(
	const struct text_store *store, uint64_t hash, const char *text, size_t length)
{
	size_t mask = store->slot_count - 1, slot = hash & mask;
	for (;; slot = (slot + 1) & mask) {
		const struct entry *entry = store->slots[slot];
		if (!entry || (entry->hash == hash && entry->length == length &&
				      memcmp(entry->text, text, length) == 0))
			return slot;
	}
}

static void grow(struct text_store *store)
{
	struct entry **old = store->slots;
	size_t count = store->slot_count;
	store->slot_count = 2 * count;
	store->slots = memory_new(store->slot_count, sizeof(*store->slots));
	for (size_t i = 0; i < count; i++)
		if (old[i])
			store->slots[find_slot(store, old[i]->hash, old[i]->text, old[i]->length)] =
				old[i];
	free(old);
}

/* ---- reading ---- */

static void *keep(struct text_store *store, const void *items, size_t count, size_t size)
{
	void *copy = arena_take(&store->arena, count, size);
	if (copy && count > 0)
		memcpy(copy, items, count * size);
	store->full |= !copy;
	return copy;
}

static void take_terms(
	struct text_store *store, struct encoded_text *encoded, const struct terms *terms)
{
	uint64_t keys[TERMS_MAX];
	int16_t numbers[TERMS_MAX];
	uint16_t minor = 0;
	for (size_t i = 0; i < terms->count; i++) {
		const struct term *term = &terms->items[i];
		keys[i] = term->key;
		numbers[i] = (int16_t)term->number;
		if (i >= MASK_TERMS)
			continue;
		uint16_t bit = (uint16_t)(1u << i);
		minor |= !term->part && term->minor ? bit : 0;
		encoded->telling |= !term->part && !term->minor ? bit : 0;
		encoded->all |= term->part ? bit : 0;
	}
	if (!encoded->telling || terms->words <= SHORT_LABEL)
		encoded->telling |= minor;
	encoded->all |= encoded->telling;
	encoded->weight = text_weight(encoded->telling, encoded->all);
	encoded->term_count = (uint16_t)terms->count;
	encoded->terms = keep(store, keys, terms->count, sizeof(*keys));
	encoded->numbers = keep(store, numbers, terms->count, sizeof(*numbers));
	encoded->grams = keep(store, terms->grams, terms->gram_count, sizeof(*terms->grams));
	encoded->gram_count = (uint16_t)terms->gram_count;
	encoded->word_count = (uint16_t)(terms->words < UINT16_MAX ? terms->words : UINT16_MAX);
	encoded->same = terms->same;
	encoded->number = terms->number;
	encoded->date = terms->date;
	encoded->digits = terms->digits;
}

struct meanings {
	struct meaning items[MEANINGS_MAX];
	uint64_t groups[GROUPS_EMBEDDED];
	size_t count, group_count, concepts;
};

static void add_meaning(struct meanings *meanings, uint64_t key)
{
	if (meanings->count < MEANINGS_MAX)
		meanings->items[meanings->count++] =
			(struct meaning){key, (uint8_t)meanings->concepts};
}

static void add_concept(struct meanings *meanings, const struct concept *concept)
{
	add_meaning(meanings, concept->hash);
	for (size_t i = 0; i < LEXICON_GROUPS_PER_PHRASE && concept->groups[i]; i++) {
		add_meaning(meanings, GROUP_KEY + concept->groups[i]);
		if (i < GROUPS_OF_CONCEPT && meanings->group_count < GROUPS_EMBEDDED)
			meanings->groups[meanings->group_count++] =
				lexicon_group_key(concept->groups[i]);
	}
	meanings->concepts++;
}

/* Function words say nothing among others. */
static void take_meanings(struct text_store *store, struct encoded_text *encoded, const char *text)
{
	struct concepts concepts;
	struct meanings meanings;
	size_t major = 0;
	concepts_read(&concepts, store->lexicon, text);
	meanings.count = meanings.group_count = meanings.concepts = 0;
	for (size_t i = 0; i < concepts.count; i++)
		major += !concepts.items[i].minor;
	for (size_t i = 0; i < concepts.count && meanings.concepts < MASK_CONCEPTS; i++)
		if (!concepts.items[i].minor || major == 0)
			add_concept(&meanings, &concepts.items[i]);
	encoded->meanings = keep(store, meanings.items, meanings.count, sizeof(*meanings.items));
	encoded->meaning_count = (uint16_t)meanings.count;
	encoded->concept_count = (uint16_t)meanings.concepts;
	encoded->groups = keep(store, meanings.groups, meanings.group_count, sizeof(uint64_t));
	encoded->group_count = (uint16_t)meanings.group_count;
}

static struct entry *make_entry(
	struct text_store *store, const char *text, size_t length, enum text_use use)
{
	struct entry *entry = arena_take(&store->arena, 1, sizeof(*entry));
	struct terms terms;
	if (!entry)
		return NULL;
	entry->text = arena_copy_span(&store->arena, text, length);
	entry->length = length;
	terms_read(&terms, text, use == TEXT_LABEL);
	take_terms(store, &entry->encoded, &terms);
	if (use == TEXT_LABEL)
		take_meanings(store, &entry->encoded, text);
	if (use == TEXT_LABEL && terms.digits)
		entry->encoded.measure = measure_read(entry->text ? entry->text : "");
	return entry->text && !store->full ? entry : NULL;
}

const struct encoded_text *text_store_read(
	struct text_store *store, const char *text, enum text_use use)
{
	if (!text || !*text)
		return &blank;
	size_t length = strlen(text);
	uint64_t hash = term_combine(term_hash(text, length), use);
	size_t slot = find_slot(store, hash, text, length);
	if (store->slots[slot])
		return &store->slots[slot]->encoded;
	struct entry *entry = store->full ? NULL : make_entry(store, text, length, use);
	if (!entry) {
		store->full = true;
		return &blank;
	}
	entry->hash = hash;
	store->slots[slot] = entry;
	if (2 * ++store->count > store->slot_count)
		grow(store);
	return &entry->encoded;
}

float text_share_found(const struct encoded_text *text, uint16_t found)
{
	if (!found || !text->weight)
		return 0;
	uint16_t telling = found & text->telling, all = found & text->all;
	return (float)text_weight(telling, all) / (float)text->weight;
}
