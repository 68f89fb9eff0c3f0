#include "policy/cell.h"

#include <string.h>

bool element_is_cell(const struct element *element)
{
	return strcmp(element->role, "cell") == 0 || strcmp(element->role, "gridcell") == 0;
}

static int group_of_kind(const struct observation *page, int group, const char *const *kinds)
{
	for (; group >= 0; group = page->groups[group].parent)
		for (size_t i = 0; kinds[i]; i++)
			if (strcmp(page->groups[group].kind, kinds[i]) == 0)
				return group;
	return -1;
}

static int table_of(const struct observation *page, const struct element *element)
{
	static const char *const kinds[] = {"table", "grid", "treegrid", NULL};
	return group_of_kind(page, element->group, kinds);
}

static int row_of(const struct observation *page, const struct element *element)
{
	static const char *const kinds[] = {"row", NULL};
	return group_of_kind(page, element->group, kinds);
}

static bool is_over(const struct element *heading, const struct element *cell)
{
	float middle = cell->x + cell->width / 2;
	return heading->x <= middle && middle <= heading->x + heading->width;
}

const char *cell_heading(const struct observation *page, const struct element *cell)
{
	int table = table_of(page, cell);
	for (size_t i = 0; table >= 0 && i < page->element_count; i++) {
		const struct element *heading = &page->elements[i];
		if (strcmp(heading->role, "columnheader") == 0 && is_over(heading, cell) &&
			table_of(page, heading) == table)
			return heading->name;
	}
	return "";
}

size_t cell_index(const struct observation *page, const struct element *cell)
{
	int row = row_of(page, cell);
	size_t index = 0;
	for (const struct element *before = cell; before > page->elements;) {
		before--;
		if (row_of(page, before) != row)
			break;
		index += element_is_cell(before);
	}
	return index;
}

bool cells_share_column(
	const struct observation *page, const struct element *a, const struct element *b)
{
	return element_is_cell(a) && element_is_cell(b) && table_of(page, a) == table_of(page, b) &&
	       is_over(a, b);
}
