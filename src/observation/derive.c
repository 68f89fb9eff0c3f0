/* What follows from the elements themselves: cards, likes, contexts, cuts. */
#include "observation/build.h"

#include <stdlib.h>
#include <string.h>

enum { CUTS_MAXIMUM = 64 };

static int full(struct error *error)
{
	return error_set(error, ERROR_LIMIT, "The page is too large to observe.");
}

int observation_add_cut(struct observation *observation, const char *what, size_t kept,
	size_t total, struct error *error)
{
	if (!observation->cuts)
		observation->cuts =
			arena_take(&observation->arena, CUTS_MAXIMUM, sizeof *observation->cuts);
	if (!observation->cuts || !what)
		return full(error);
	if (observation->cut_count < CUTS_MAXIMUM - 1) {
		observation->cuts[observation->cut_count++] =
			(struct cut){.what = what, .kept = kept, .total = total};
	} else { /* the last one counts the rest */
		struct cut *rest = &observation->cuts[CUTS_MAXIMUM - 1];
		observation->cut_count = CUTS_MAXIMUM;
		*rest = (struct cut){.what = "further cuts", .total = rest->total + 1};
	}
	return 0;
}

/* What a group holds, with all groups inside it. */
struct holding {
	size_t texts, actions, fields;
	int index; /* when it stays: its new index; else that of its parent */
};

static void count_holdings(const struct observation *observation, struct holding *holdings)
{
	const uint16_t fields = OPERATION_TYPE | OPERATION_SELECT | OPERATION_CHECK;
	for (size_t i = 0; i < observation->element_count; i++) {
		const struct element *element = &observation->elements[i];
		if (element->group < 0)
			continue;
		struct holding *holding = &holdings[element->group];
		holding->texts += element->operations == 0;
		holding->actions += element->operations != 0;
		holding->fields += (element->operations & fields) != 0;
	}
	for (size_t i = observation->group_count; i-- > 0;) {
		int parent = observation->groups[i].parent;
		if (parent < 0)
			continue;
		holdings[parent].texts += holdings[i].texts;
		holdings[parent].actions += holdings[i].actions;
		holdings[parent].fields += holdings[i].fields;
	}
}

/* A label with its field is no card, nor are buttons side by side. */
static bool stays(const struct group *group, const struct holding *holding)
{
	if (strcmp(group->kind, "card") != 0)
		return true;
	bool one_field = holding->actions == 1 && holding->fields == 1;
	return holding->texts > 0 && !one_field && (holding->actions > 0 || holding->texts > 1);
}

static int compare_siblings(const void *a, const void *b)
{
	const struct group *left = *(const struct group *const *)a;
	const struct group *right = *(const struct group *const *)b;
	if (left->parent != right->parent)
		return left->parent < right->parent ? -1 : 1;
	if (left->frame != right->frame)
		return left->frame < right->frame ? -1 : 1;
	int kind = strcmp(left->kind, right->kind);
	return kind ? kind : (left < right ? -1 : left > right);
}

static void number_siblings(struct observation *observation, struct group **order)
{
	for (size_t i = 0; i < observation->group_count; i++)
		order[i] = &observation->groups[i];
	qsort(order, observation->group_count, sizeof *order, compare_siblings);
	for (size_t i = 0; i < observation->group_count; i++) {
		bool same = i > 0 && order[i]->parent == order[i - 1]->parent &&
			    order[i]->frame == order[i - 1]->frame &&
			    strcmp(order[i]->kind, order[i - 1]->kind) == 0;
		order[i]->index = same ? (uint16_t)(order[i - 1]->index + 1) : 0;
	}
}

int observation_resolve_cards(struct observation *observation, struct error *error)
{
	size_t count = observation->group_count, kept = 0;
	struct holding *holdings = arena_take(&observation->arena, count + 1, sizeof *holdings);
	struct group **order = arena_take(&observation->arena, count + 1, sizeof *order);
	if (!holdings || !order)
		return full(error);
	count_holdings(observation, holdings);
	for (size_t i = 0; i < count; i++) {
		struct group group = observation->groups[i];
		group.parent = (int16_t)(group.parent < 0 ? -1 : holdings[group.parent].index);
		if (stays(&group, &holdings[i])) {
			holdings[i].index = (int)kept;
			observation->groups[kept++] = group;
		} else {
			holdings[i].index = group.parent;
		}
	}
	observation->group_count = kept;
	for (size_t i = 0; i < observation->element_count; i++) {
		struct element *element = &observation->elements[i];
		if (element->group >= 0)
			element->group = (int16_t)holdings[element->group].index;
	}
	number_siblings(observation, order);
	return 0;
}

static uint64_t hash_like(const struct element *element)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */
	for (const char *c = element->role; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	for (const char *c = element->name; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	return hash;
}

static bool is_like(const struct element *a, const struct element *b)
{
	return strcmp(a->role, b->role) == 0 && strcmp(a->name, b->name) == 0;
}

/* Open addressing over the first of each kind, whose like_count counts up meanwhile. */
int observation_number_likes(struct observation *observation, struct error *error)
{
	size_t room = 16;
	while (room < observation->element_count * 2)
		room *= 2;
	struct element **table = arena_take(&observation->arena, room, sizeof *table);
	struct element **first =
		arena_take(&observation->arena, observation->element_count + 1, sizeof *first);
	if (!table || !first)
		return full(error);
	for (size_t i = 0; i < observation->element_count; i++) {
		struct element *element = &observation->elements[i];
		size_t slot = hash_like(element) & (room - 1);
		while (table[slot] && !is_like(table[slot], element))
			slot = (slot + 1) & (room - 1);
		if (!table[slot]) {
			table[slot] = element;
			element->like_count = 0;
		}
		first[i] = table[slot];
		element->like_index = first[i]->like_count++;
	}
	for (size_t i = 0; i < observation->element_count; i++)
		observation->elements[i].like_count = first[i]->like_count;
	return 0;
}
