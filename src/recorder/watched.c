#include "recorder/watched.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>

void watched_release(struct watched *watched)
{
	for (size_t i = 0; i < watched->count; i++) {
		url_history_release(&watched->items[i]->history);
		free(watched->items[i]->last_url);
		free(watched->items[i]->last_title);
		free(watched->items[i]->dialog_type);
		free(watched->items[i]->dialog_message);
		free(watched->items[i]);
	}
	free(watched->items);
	*watched = (struct watched){0};
}

struct watched_tab *watched_add(struct watched *watched, struct tab *tab, size_t order)
{
	struct watched_tab *item = memory_new(1, sizeof(*item));
	struct watched_tab *opener = watched_find(watched, tab_opener(tab));

	item->tab = tab;
	item->opened_order = order;
	item->closed_order = SIZE_MAX;
	item->number = (int)watched->count;
	item->opener = opener ? opener->number : -1;
	item->is_young = opener != NULL;
	watched->items =
		memory_resize(watched->items, watched->count + 1, sizeof(struct watched_tab *));
	watched->items[watched->count++] = item;
	return item;
}

void watched_close(struct watched_tab *item, size_t order)
{
	item->last_url = memory_copy_text(tab_url(item->tab));
	item->last_title = memory_copy_text(tab_title(item->tab));
	item->closed_order = order;
	item->tab = NULL;
}

struct watched_tab *watched_find(const struct watched *watched, const struct tab *tab)
{
	for (size_t i = 0; tab && i < watched->count; i++)
		if (watched->items[i]->tab == tab)
			return watched->items[i];
	return NULL;
}

struct watched_tab *watched_get(const struct watched *watched, int number)
{
	return number >= 0 && (size_t)number < watched->count ? watched->items[number] : NULL;
}

static bool is_blank(const char *url)
{
	return !*url || text_starts_with(url, "about:blank") || text_starts_with(url, "chrome://");
}

size_t watched_in_use(const struct watched *watched)
{
	size_t open = 0;

	for (size_t i = 0; i < watched->count; i++) {
		const struct tab *tab = watched->items[i]->tab;

		open += tab && !is_blank(tab_url(tab));
	}
	return open;
}
