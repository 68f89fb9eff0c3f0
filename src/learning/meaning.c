#include "learning/meaning.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A meaning's action; of a move as a whole, the action without its text. */
struct meaning {
	struct action action;
	bool whole;
};

/* Open addressing; `slots` hold a number + 1, 0 is free. */
struct meaning_table {
	struct meaning *items; /* owned */
	size_t count, capacity;
	uint32_t *slots; /* owned, [slot_count], a power of two, at most half full */
	size_t slot_count;
};

enum { SLOTS_FIRST = 1024 };

struct meaning_table *meaning_table_new(void)
{
	struct meaning_table *table = memory_new(1, sizeof(*table));
	table->slot_count = SLOTS_FIRST;
	table->slots = memory_new(table->slot_count, sizeof(*table->slots));
	table->capacity = SLOTS_FIRST / 2;
	table->items = memory_new(table->capacity, sizeof(*table->items));
	return table;
}

void meaning_table_free(struct meaning_table *table)
{
	if (!table)
		return;
	free(table->items);
	free(table->slots);
	free(table);
}

void meaning_table_clear(struct meaning_table *table)
{
	table->count = 0;
	memset(table->slots, 0, table->slot_count * sizeof(*table->slots));
}

size_t meaning_table_count(const struct meaning_table *table)
{
	return table->count;
}

/* FNV-1a (Fowler, Noll, Vo) over what makes the action. */
static uint64_t hash_of(const struct meaning *meaning)
{
	uint64_t hash = 0xcbf29ce484222325u;
	uint64_t numbers = (uint64_t)meaning->action.kind << 40 | (uint64_t)meaning->whole << 39 |
			   meaning->action.element;
	for (int i = 0; i < 8; i++, numbers >>= 8)
		hash = (hash ^ (numbers & 0xff)) * 0x100000001b3u;
	for (const char *at = meaning->action.value; *at; at++)
		hash = (hash ^ (unsigned char)*at) * 0x100000001b3u;
	return hash;
}

static bool is_same(const struct meaning *a, const struct meaning *b)
{
	return a->whole == b->whole && a->action.kind == b->action.kind &&
	       a->action.element == b->action.element &&
	       strcmp(a->action.value, b->action.value) == 0;
}

/* The slot that holds the meaning, or the free one where it belongs. */
static uint32_t *slot_of(const struct meaning_table *table, const struct meaning *meaning)
{
	size_t at = hash_of(meaning) & (table->slot_count - 1);
	while (table->slots[at] && !is_same(&table->items[table->slots[at] - 1], meaning))
		at = (at + 1) & (table->slot_count - 1);
	return &table->slots[at];
}

static void grow(struct meaning_table *table)
{
	table->slot_count *= 2;
	table->capacity *= 2;
	free(table->slots);
	table->slots = memory_new(table->slot_count, sizeof(*table->slots));
	table->items = memory_resize(table->items, table->capacity, sizeof(*table->items));
	for (size_t i = 0; i < table->count; i++)
		*slot_of(table, &table->items[i]) = (uint32_t)i + 1;
}

static uint32_t number_of(struct meaning_table *table, const struct meaning *meaning)
{
	uint32_t *slot = slot_of(table, meaning);
	if (*slot)
		return *slot - 1;
	if (table->count == table->capacity) {
		grow(table);
		slot = slot_of(table, meaning);
	}
	table->items[table->count++] = *meaning;
	*slot = (uint32_t)table->count;
	return *slot - 1;
}

static uint32_t whole_of(struct meaning_table *table, const struct action *action)
{
	struct meaning meaning = {{action->kind, action->element, ""}, true};
	return number_of(table, &meaning);
}

uint32_t meaning_of(struct meaning_table *table, const struct observation *observation,
	const struct action *action)
{
	struct meaning meaning = {*action, false};
	const struct element *element =
		observation && action->kind == ACTION_PRESS && action->element
			? observation_find(observation, action->element)
			: NULL;
	if (element && (element->state & ELEMENT_FOCUSED))
		meaning.action.element = 0;
	return number_of(table, &meaning);
}

static size_t outcome_count(const struct encoding *encoding, size_t move)
{
	size_t set = encoding->moves[move].choice_set;
	return set == MOVE_WITHOUT_TEXT ? 0 : encoding->choice_sets[set].outcomes;
}

int meanings_make(struct meanings *meanings, struct meaning_table *table,
	const struct page_encoding *page, const struct observation *observation,
	struct arena *arena, struct error *error)
{
	const struct encoding *encoding = &page->encoding;
	size_t total = 0;
	for (size_t m = 0; m < encoding->move_count; m++)
		total += outcome_count(encoding, m);
	uint32_t *whole = arena_take(arena, encoding->move_count, sizeof(*whole));
	size_t *first = arena_take(arena, encoding->move_count, sizeof(*first));
	uint32_t *outcome = arena_take(arena, total, sizeof(*outcome));
	if (!whole || !first || !outcome)
		return error_set(
			error, ERROR_LIMIT, "A decision is too large to be kept for learning.");
	size_t next = 0;
	for (size_t m = 0; m < encoding->move_count; m++) {
		struct action action;
		size_t count = outcome_count(encoding, m);
		first[m] = next;
		encoded_plain_action(page, m, 0, &action);
		whole[m] =
			count ? whole_of(table, &action) : meaning_of(table, observation, &action);
		for (size_t o = 0; o < count; o++) {
			encoded_plain_action(page, m, o, &action);
			outcome[next++] = meaning_of(table, observation, &action);
		}
	}
	*meanings = (struct meanings){whole, first, outcome, meaning_table_count(table)};
	return 0;
}
