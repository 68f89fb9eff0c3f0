#include "recorder/tab_order.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void tab_order_init(struct tab_order *tabs)
{
	*tabs = (struct tab_order){.current = -1};
}

void tab_order_release(struct tab_order *tabs)
{
	free(tabs->items);
	tab_order_init(tabs);
}

static const struct open_tab *find(const struct tab_order *tabs, int number)
{
	for (size_t i = 0; i < tabs->count; i++)
		if (tabs->items[i].number == number)
			return &tabs->items[i];
	return NULL;
}

static void append(struct tab_order *tabs, struct open_tab tab)
{
	tabs->items = memory_resize(tabs->items, tabs->count + 1, sizeof(*tabs->items));
	tabs->items[tabs->count++] = tab;
}

void tab_order_add(struct tab_order *tabs, int number, int opener)
{
	append(tabs, (struct open_tab){number, opener, number});
}

void tab_order_stand_in(struct tab_order *tabs, int number)
{
	append(tabs, (struct open_tab){number, -1, tabs->current});
}

static int successor(const struct tab_order *tabs, int opener)
{
	int last = -1;

	for (size_t i = 0; i < tabs->count; i++) {
		if (tabs->items[i].number == opener)
			return tabs->items[i].stands_for;
		last = tabs->items[i].stands_for;
	}
	return last;
}

void tab_order_remove(struct tab_order *tabs, int number)
{
	const struct open_tab *tab = find(tabs, number);
	int opener = tab ? tab->opener : -1;
	size_t i = tab ? (size_t)(tab - tabs->items) : 0;

	if (!tab)
		return;
	tabs->count--;
	memmove(tabs->items + i, tabs->items + i + 1, (tabs->count - i) * sizeof(*tabs->items));
	if (tabs->current == number)
		tabs->current = successor(tabs, opener);
}

bool tab_order_has(const struct tab_order *tabs, int number)
{
	return find(tabs, number) != NULL;
}

int tab_order_resolve(const struct tab_order *tabs, int number)
{
	const struct open_tab *tab = find(tabs, number);

	return tab ? tab->stands_for : number;
}

int tab_order_index(const struct tab_order *tabs, int number)
{
	int index = 0;

	for (size_t i = 0; i < tabs->count; i++) {
		if (tabs->items[i].number == number)
			return index;
		index += tabs->items[i].stands_for == tabs->items[i].number;
	}
	return -1;
}
