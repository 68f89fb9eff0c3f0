#include "policy/wanted.h"

#include "base/memory.h"
#include "base/text.h"
#include "policy/cell.h"
#include "policy/rebind.h"
#include "trajectory/value.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- identifiers ---- */

static bool is_vowel(char c)
{
	return strchr("aeiouyAEIOUY", c) != NULL;
}

/* Letters in a row without a vowel are no word. */
static bool has_unspeakable_run(const char *identifier)
{
	size_t run = 0;
	for (; *identifier; identifier++) {
		run = isalpha((unsigned char)*identifier) && !is_vowel(*identifier) ? run + 1 : 0;
		if (run >= 6)
			return true;
	}
	return false;
}

/* Digits are fine at the end ("field-2") but not scattered through a name ("a8f3c1"). */
static bool has_scattered_digits(const char *identifier)
{
	size_t changes = 0;
	for (const char *c = identifier; *c && c[1]; c++)
		changes +=
			(isdigit((unsigned char)*c) != 0) != (isdigit((unsigned char)c[1]) != 0) &&
			isalnum((unsigned char)*c) && isalnum((unsigned char)c[1]);
	return changes >= 3;
}

bool identifier_is_generated(const char *identifier)
{
	size_t letters = 0;
	for (const char *c = identifier; *c; c++)
		letters += isalpha((unsigned char)*c) || (unsigned char)*c >= 0x80;
	return letters < 3 || strchr(identifier, ':') || has_scattered_digits(identifier) ||
	       has_unspeakable_run(identifier);
}

/* ---- groups ---- */

const struct group *named_group(
	const struct observation *observation, const struct element *element)
{
	int index = observation ? element->group : -1;
	while (index >= 0 && (size_t)index < observation->group_count) {
		const struct group *group = &observation->groups[index];
		if (*group->name)
			return group;
		index = group->parent;
	}
	return NULL;
}

/* ---- identifying values ---- */

const char *element_label(const struct element *element)
{
	return text_is_blank(element->name) ? element->placeholder : element->name;
}

/* What has no name is told by its hint ("icon-bell"). */
static bool is_like(const struct element *a, const struct element *b)
{
	return strcmp(a->role, b->role) == 0 && a->frame == b->frame &&
	       text_equal_normalized(element_label(a), element_label(b)) &&
	       (!text_is_blank(element_label(a)) || text_equal_normalized(a->hint, b->hint));
}

static bool has_value(const struct element *element, const char *value)
{
	return value_is_in(element->name, value) || value_is_in(element->context, value);
}

/* How many rivals are left if this value must be there, too. */
static size_t rivals_with(const struct wanted *wanted, const char *value)
{
	size_t count = 0;
	for (size_t i = 0; i < wanted->rival_count; i++)
		count += has_value(wanted->rivals[i], value);
	return count;
}

static void drop_rivals_without(struct wanted *wanted, const char *value)
{
	size_t kept = 0, before = 0;
	for (size_t i = 0; i < wanted->rival_count; i++) {
		if (!has_value(wanted->rivals[i], value))
			continue;
		before += i < wanted->rivals_before;
		wanted->rivals[kept++] = wanted->rivals[i];
	}
	wanted->rival_count = kept;
	wanted->rivals_before = before;
}

/* The first letters of a name or code; the last digits of a number, which thousands separators leave
 * together. Dates are written in too many ways. */
static void find_hallmark(const char *value, char hallmark[static HALLMARK_SIZE])
{
	struct date date;
	size_t digits = strspn(value, "0123456789"), letters = 0;
	if (value_date(value, &date))
		return;
	if (digits > 0 && value[digits] == 0) {
		size_t kept = digits < 3 ? digits : 3;
		memcpy(hallmark, value + digits - kept, kept);
		return;
	}
	while (letters < HALLMARK_SIZE - 1 && isalpha((unsigned char)value[letters]))
		letters++;
	memcpy(hallmark, value, letters);
}

static void add_value(
	struct wanted *wanted, const struct replacement *value, bool in_name, bool required)
{
	if (wanted->value_count == WANTED_VALUES_MAXIMUM)
		return;
	for (size_t i = 0; i < wanted->value_count; i++)
		if (strcmp(wanted->values[i].now, value->to) == 0 &&
			strcmp(wanted->values[i].before, value->from) == 0)
			return; /* the first, stronger mention stays */
	wanted->values[wanted->value_count++] = (struct wanted_value){memory_copy_text(value->to),
		memory_copy_text(value->from), in_name, required, "", ""};
	struct wanted_value *added = &wanted->values[wanted->value_count - 1];
	find_hallmark(added->now, added->now_hallmark);
	find_hallmark(added->before, added->before_hallmark);
	if (required)
		drop_rivals_without(wanted, value->from);
}

/* ---- the values of the demonstration, with this run's ---- */

struct pairs {
	struct replacement *items; /* texts borrowed, but for `lists` */
	size_t count;
	char **lists[8]; /* items of list values that did not change */
	size_t list_count;
};

static void add_pair(struct pairs *pairs, char *from, char *to, int parameter)
{
	pairs->items = memory_resize(pairs->items, pairs->count + 1, sizeof(*pairs->items));
	pairs->items[pairs->count++] = (struct replacement){from, to, parameter};
}

static bool is_replaced(const struct binding *binding, size_t parameter)
{
	for (size_t i = 0; i < binding->replacement_count; i++)
		if (binding->replacements[i].parameter == (int)parameter)
			return true;
	return false;
}

static void add_unchanged(struct pairs *pairs, const struct parameter *parameter, int index)
{
	char **items;
	add_pair(pairs, parameter->value, parameter->value, index);
	if (!parameter->is_list || pairs->list_count == 8)
		return;
	items = pairs->lists[pairs->list_count++] = list_value_split(parameter->value);
	for (size_t i = 0; items[i]; i++)
		add_pair(pairs, items[i], items[i], index);
}

static bool is_of_item(const struct wanted *wanted, const struct replacement *replacement)
{
	return wanted->item && value_equal(wanted->item->from, replacement->from);
}

static void pairs_init(struct pairs *pairs, const struct wanted *wanted)
{
	const struct binding *binding = wanted->binding;
	*pairs = (struct pairs){0};
	if (wanted->item)
		add_pair(pairs, wanted->item->from, wanted->item->to, wanted->item->parameter);
	for (size_t i = 0; binding && i < binding->replacement_count; i++) {
		const struct replacement *replacement = &binding->replacements[i];
		if (replacement->parameter >= 0 && !is_of_item(wanted, replacement))
			add_pair(pairs, replacement->from, replacement->to, replacement->parameter);
	}
	for (size_t i = 0; binding && i < binding->parameters.count; i++)
		if (!is_replaced(binding, i))
			add_unchanged(pairs, &binding->parameters.items[i], (int)i);
}

static void pairs_release(struct pairs *pairs)
{
	for (size_t i = 0; i < pairs->list_count; i++)
		list_value_free(pairs->lists[i]);
	free(pairs->items);
}

/* What the name had and the goal changed, the name must have anew. */
static void take_name_values(struct wanted *wanted, const struct pairs *pairs)
{
	for (size_t i = 0; i < pairs->count; i++) {
		const struct replacement *pair = &pairs->items[i];
		if (strcmp(pair->from, pair->to) != 0 &&
			value_is_in(wanted->recorded->name, pair->from))
			add_value(wanted, pair, true, true);
	}
}

/* The value beside the element that leaves the fewest rivals; NULL if none leaves fewer. */
static const struct replacement *telling_value(
	const struct wanted *wanted, const struct pairs *pairs)
{
	const struct replacement *best = NULL;
	size_t fewest = wanted->rival_count;
	for (size_t i = 0; i < pairs->count; i++) {
		if (!value_is_in(wanted->recorded->context, pairs->items[i].from))
			continue;
		size_t rivals = rivals_with(wanted, pairs->items[i].from);
		if (rivals >= fewest)
			continue;
		fewest = rivals;
		best = &pairs->items[i];
	}
	return best;
}

/* Of several like elements, the values in the row or card tell which was meant; those that tell
 * nothing (a 3 that many rows have) are not asked for. */
static void take_context_values(struct wanted *wanted, const struct pairs *pairs)
{
	while (wanted->rival_count > 0 && wanted->value_count < WANTED_VALUES_MAXIMUM) {
		const struct replacement *best = telling_value(wanted, pairs);
		if (!best)
			return; /* the one chosen leaves fewer rivals, so this comes to an end */
		add_value(wanted, best, false, true);
	}
}

/* What the element sits in: the kind of thing of which pages have many; "" */
static const char *kind_of_item(const struct wanted *wanted)
{
	static const char *const kinds[] = {"row", "listitem", "article", "card"};
	const struct observation *page = wanted->page;
	int group = page ? wanted->recorded->group : -1;
	for (; group >= 0; group = page->groups[group].parent)
		for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
			if (strcmp(page->groups[group].kind, kinds[i]) == 0)
				return kinds[i];
	return "";
}

/* A row that was alone when it was shown may have rivals now: its longest value must be there, or
 * another row would pass for it. Cards hold other texts, too, in which a short value may stand by
 * chance; and fields in them are told apart by their labels. */
static void take_lone_value(struct wanted *wanted, const struct pairs *pairs)
{
	const struct replacement *best = NULL;
	const char *kind = kind_of_item(wanted);
	bool card = strcmp(kind, "card") == 0;
	bool field = !(wanted->operations & (OPERATION_CLICK | OPERATION_CHECK));
	size_t longest = card ? 2 : 0;
	if (!*kind || wanted->value_count > 0 || (card && field) || wanted->rival_count > 0)
		return;
	for (size_t i = 0; i < pairs->count; i++) {
		size_t length = strlen(pairs->items[i].from);
		if (length <= longest ||
			!value_is_in(wanted->recorded->context, pairs->items[i].from))
			continue;
		longest = length;
		best = &pairs->items[i];
	}
	if (best)
		add_value(wanted, best, false, true);
}

/* The other values beside it decide only between elements that have those above. */
static void take_further_values(struct wanted *wanted, const struct pairs *pairs)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (value_is_in(wanted->recorded->context, pairs->items[i].from))
			add_value(wanted, &pairs->items[i], false, false);
}

/* The goal's "latest" counts if the recorded row was the latest of its like. */
static void find_rank(struct wanted *wanted)
{
	enum rank rank =
		wanted->binding && wanted->page ? rank_in_goal(wanted->binding->goal) : RANK_NONE;
	if (rank == RANK_NONE || wanted->like_count < 2)
		return;
	const struct element **likes = memory_new(wanted->rival_count + 1, sizeof(*likes));
	likes[0] = wanted->recorded;
	if (wanted->rival_count > 0)
		memcpy(likes + 1, wanted->rivals, wanted->rival_count * sizeof(*likes));
	if (rank_pick(rank, likes, wanted->rival_count + 1) == wanted->recorded)
		wanted->rank = rank;
	free(likes);
}

static void find_position(struct wanted *wanted)
{
	wanted->like_position = wanted->rivals_before;
	wanted->like_count = wanted->rival_count + 1;
	if (wanted->page || wanted->value_count > 0)
		return;
	wanted->like_position = wanted->recorded->like_index;
	wanted->like_count = wanted->recorded->like_count ? wanted->recorded->like_count : 1;
}

/* ---- the recorded page ---- */

static uint64_t hash_text(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211u; /* FNV-1a */
	return (hash ^ 0xff) * 1099511628211u;
}

static uint64_t hash_element(const struct element *element)
{
	char *name = text_normalize(element->name);
	uint64_t hash = hash_text(hash_text(14695981039346656037u, element->role), name);
	free(name);
	return hash;
}

static int compare_hashes(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return left < right ? -1 : left > right;
}

/* One pass over the page; all later questions are about the few that are found. */
static void read_page(struct wanted *wanted)
{
	const struct observation *page = wanted->page;
	size_t count = page ? page->element_count : 0;
	wanted->rivals = memory_new(count, sizeof(*wanted->rivals));
	wanted->others = memory_new(count, sizeof(*wanted->others));
	for (size_t i = 0; i < count; i++) {
		const struct element *element = &page->elements[i];
		if (element->id == wanted->recorded->id) {
			wanted->rivals_before = wanted->rival_count;
			continue;
		}
		if (wanted->column ? cells_share_column(page, element, wanted->recorded)
				   : is_like(element, wanted->recorded))
			wanted->rivals[wanted->rival_count++] = element;
		if (element->operations)
			wanted->others[wanted->other_count++] = hash_element(element);
	}
	if (wanted->other_count > 0)
		qsort(wanted->others, wanted->other_count, sizeof(*wanted->others), compare_hashes);
}

bool wanted_has_other(const struct wanted *wanted, const struct element *element)
{
	if (wanted->other_count == 0 || text_is_blank(element->name))
		return false;
	uint64_t hash = hash_element(element);
	return bsearch(&hash, wanted->others, wanted->other_count, sizeof(hash), compare_hashes);
}

/* ---- the rebound descriptor ---- */

char *wanted_rebind(const struct wanted *wanted, const char *text, const char *field)
{
	return rebind(wanted->binding, wanted->item, text, field);
}

const char *wanted_label(const struct wanted *wanted)
{
	if (wanted->column)
		return wanted->column;
	return text_is_blank(wanted->name) ? wanted->placeholder : wanted->name;
}

static bool has_any(const char *text, const struct pairs *pairs)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (value_is_in(text, pairs->items[i].from))
			return true;
	return false;
}

static void find_column(struct wanted *wanted, const struct pairs *pairs)
{
	const struct element *recorded = wanted->recorded;
	const struct element *cell =
		wanted->page ? observation_find(wanted->page, recorded->id) : NULL;
	if (!cell || !element_is_cell(cell) || has_any(recorded->name, pairs) ||
		!has_any(recorded->context, pairs))
		return;
	wanted->column = cell_heading(wanted->page, cell);
	wanted->column_index = cell_index(wanted->page, cell);
}

static void rebind_texts(struct wanted *wanted)
{
	const struct element *recorded = wanted->recorded;
	const struct group *group = named_group(wanted->page, recorded);
	const char *group_name = group ? group->name : "";
	wanted->group_kind = group ? group->kind : "";
	wanted->name = wanted_rebind(wanted, recorded->name, group_name);
	wanted->context = wanted_rebind(wanted, recorded->context, NULL);
	wanted->group_name = wanted_rebind(wanted, group_name, NULL);
	wanted->placeholder = wanted_rebind(wanted, recorded->placeholder, NULL);
	wanted->hint = wanted_rebind(wanted, recorded->hint, NULL);
	wanted->href = wanted_rebind(wanted, recorded->href, NULL);
	wanted->test_id = wanted_rebind(wanted, recorded->locators.test_id, NULL);
	wanted->dom_id = wanted_rebind(wanted, recorded->locators.dom_id, NULL);
	wanted->dom_name = wanted_rebind(wanted, recorded->locators.dom_name, NULL);
	concepts_read(&wanted->name_concepts, wanted->lexicon, wanted_label(wanted));
	concepts_read(&wanted->context_concepts, wanted->lexicon, wanted->context);
}

/* Before any rival is dropped for lack of a value. */
static void find_telling_group(struct wanted *wanted)
{
	const struct group *own = named_group(wanted->page, wanted->recorded);
	wanted->group_tells = own && wanted->rival_count > 0;
	for (size_t i = 0; i < wanted->rival_count && wanted->group_tells; i++) {
		const struct group *other = named_group(wanted->page, wanted->rivals[i]);
		wanted->group_tells = other && !text_equal_normalized(own->name, other->name);
	}
}

void wanted_init(struct wanted *wanted, const struct element *recorded, const struct step *step,
	const struct binding *binding, const struct replacement *item,
	const struct lexicon *lexicon)
{
	*wanted = (struct wanted){
		.recorded = recorded,
		.page = step->observation,
		.binding = binding,
		.item = item,
		.lexicon = lexicon,
		.operations = action_kind_needs(step->action.kind),
		.frame_path = step->target_frame_url ? step->target_frame_url : "",
	};
	struct pairs pairs;
	pairs_init(&pairs, wanted);
	find_column(wanted, &pairs);
	rebind_texts(wanted);
	read_page(wanted);
	find_telling_group(wanted);
	take_name_values(wanted, &pairs);
	take_context_values(wanted, &pairs);
	take_lone_value(wanted, &pairs);
	take_further_values(wanted, &pairs);
	pairs_release(&pairs);
	find_position(wanted);
	find_rank(wanted);
}

void wanted_release(struct wanted *wanted)
{
	char *texts[] = {wanted->name, wanted->context, wanted->group_name, wanted->placeholder,
		wanted->hint, wanted->href, wanted->test_id, wanted->dom_id, wanted->dom_name};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		free(texts[i]);
	for (size_t i = 0; i < wanted->value_count; i++) {
		free(wanted->values[i].now);
		free(wanted->values[i].before);
	}
	free(wanted->rivals);
	free(wanted->others);
	*wanted = (struct wanted){0};
}
