/*
 * What stands beside an element: the texts of the row, list item, card or fieldset around it.
 */
#include "observation/build.h"

#include "base/bytes.h"
#include "base/text.h"

#include <string.h>

enum { TEXTS_MAXIMUM = 12 };

/* The first texts inside a group, with those of groups inside it. */
struct beside {
	uint32_t items[TEXTS_MAXIMUM];
	size_t count;
};

static bool gives_context(const struct group *group)
{
	static const char *const kinds[] = {
		"row", "listitem", "card", "article", "group", "radiogroup", "option"};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(group->kind, kinds[i]) == 0)
			return true;
	return false;
}

static int context_group(const struct observation *observation, int group)
{
	while (group >= 0 && !gives_context(&observation->groups[group]))
		group = observation->groups[group].parent;
	return group;
}

/* Links often hold what identifies a row; buttons do not. */
static bool is_text(const struct element *element)
{
	return element->name[0] && (element->operations == 0 || strcmp(element->role, "link") == 0);
}

static void collect(const struct observation *observation, struct beside *besides)
{
	for (size_t i = 0; i < observation->element_count; i++) {
		const struct element *element = &observation->elements[i];
		if (!is_text(element))
			continue;
		int group = context_group(observation, element->group);
		while (group >= 0) {
			struct beside *beside = &besides[group];
			if (beside->count < TEXTS_MAXIMUM)
				beside->items[beside->count++] = (uint32_t)i;
			group = context_group(observation, observation->groups[group].parent);
		}
	}
}

static const char *join(const struct observation *observation, const struct beside *beside,
	const struct element *element, struct bytes *text)
{
	bytes_clear(text);
	for (size_t i = 0; i < beside->count; i++) {
		const struct element *other = &observation->elements[beside->items[i]];
		if (other == element || strcmp(other->name, element->name) == 0)
			continue;
		size_t length = strlen(other->name), room = text->maximum - text->length;
		if (text->length && (room <= 3 || bytes_append_text(text, " | ", NULL)))
			break;
		room = text->maximum - text->length;
		bytes_append(text, other->name, text_cut(other->name, length, room), NULL);
	}
	return text->data ? text->data : "";
}

int observation_add_contexts(struct observation *observation, struct error *error)
{
	struct beside *besides =
		arena_take(&observation->arena, observation->group_count + 1, sizeof *besides);
	struct bytes text;
	bytes_init(&text, OBSERVATION_NAME_MAXIMUM);
	int problem = 0;
	if (besides)
		collect(observation, besides);
	for (size_t i = 0; besides && i < observation->element_count && !problem; i++) {
		struct element *element = &observation->elements[i];
		int group = context_group(observation, element->group);
		if (group < 0)
			continue;
		element->context = arena_copy_text(
			&observation->arena, join(observation, &besides[group], element, &text));
		problem = element->context ? 0 : ERROR_LIMIT;
	}
	bytes_release(&text);
	if (problem || !besides)
		return error_set(error, ERROR_LIMIT, "The page is too large to observe.");
	return 0;
}
