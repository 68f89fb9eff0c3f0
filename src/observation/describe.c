#include "observation/observation.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAXIMUM = 60 }; /* bytes of a text in a description */

/* The text in quotes, shortened; what stands around it decides how. Heap. */
static char *quoted(const char *text)
{
	size_t length = strlen(text), kept = text_cut(text, length, SHOWN_MAXIMUM);
	kept = kept < strcspn(text, "\n") ? kept : strcspn(text, "\n");
	return memory_format("'%.*s%s'", (int)kept, text, kept < length ? "..." : "");
}

static const char *words_for(const struct element *element)
{
	const char *const candidates[] = {element->name, element->placeholder, element->hint,
		element->locators.test_id, element->locators.dom_id, element->locators.dom_name};
	for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++)
		if (!text_is_blank(candidates[i]))
			return candidates[i];
	return "";
}

/* The part of a context before the first " | ": what a row is known by. Heap. */
static char *first_context(const struct element *element)
{
	const char *end = strstr(element->context, " | ");
	return end ? memory_copy_span(element->context, (size_t)(end - element->context))
		   : memory_copy_text(element->context);
}

static const struct group *row_of(
	const struct observation *observation, const struct element *element)
{
	int index = element->group;
	while (index >= 0 && (size_t)index < observation->group_count) {
		const struct group *group = &observation->groups[index];
		if (strcmp(group->kind, "row") == 0 || strcmp(group->kind, "listitem") == 0 ||
			strcmp(group->kind, "card") == 0)
			return group;
		index = group->parent;
	}
	return NULL;
}

/* " in row 'Anna'", or "". Heap. */
static char *place_of(const struct observation *observation, const struct element *element)
{
	const struct group *row = row_of(observation, element);
	if (!row)
		return memory_copy_text("");
	char *known_by = row->name[0] ? memory_copy_text(row->name) : first_context(element);
	char *shown = quoted(known_by);
	char *place = known_by[0] ? memory_format(" in %s %s", row->kind, shown)
				  : memory_format(" in %s %d", row->kind, row->index + 1);
	free(known_by);
	free(shown);
	return place;
}

static char *number_of(const struct element *element)
{
	if (element->like_count < 2)
		return memory_copy_text("");
	return memory_format(" (%d of %d)", element->like_index + 1, element->like_count);
}

char *element_describe(const struct observation *observation, const struct element *element)
{
	char *shown = quoted(words_for(element));
	char *place = place_of(observation, element);
	char *number = *place ? memory_copy_text("") : number_of(element);
	const char *role = strcmp(element->role, "generic") == 0 ? "element" : element->role;
	char *described = strcmp(shown, "''") == 0
				  ? memory_format("unnamed %s%s%s", role, place, number)
				  : memory_format("%s %s%s%s", role, shown, place, number);
	free(shown);
	free(place);
	free(number);
	return described;
}
