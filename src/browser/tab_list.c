#include "browser/tab_list.h"

#include "base/memory.h"
#include "browser/dialogs.h"
#include "browser/frame_tree.h"
#include "browser/network.h"

#include <stdlib.h>
#include <string.h>

struct tab *tab_find(const struct browser *browser, const char *target_id)
{
	for (size_t i = 0; target_id && i < browser->tab_count; i++)
		if (strcmp(browser->tabs[i]->id, target_id) == 0)
			return browser->tabs[i];
	return NULL;
}

struct tab *tab_of_frame(const struct browser *browser, const char *frame_id)
{
	for (size_t i = 0; i < browser->tab_count; i++)
		if (frame_find(browser->tabs[i], frame_id))
			return browser->tabs[i];
	return NULL;
}

static struct tab *find_by_context(
	const struct browser *browser, const char *context_id, bool isolated)
{
	for (size_t i = 0; i < browser->tab_count; i++)
		if (browser->tabs[i]->isolated == isolated &&
			strcmp(browser->tabs[i]->context_id, context_id) == 0)
			return browser->tabs[i];
	return NULL;
}

static bool is_peer(const struct tab *tab, const struct tab *other)
{
	return other == tab || (other->ours && strcmp(other->context_id, tab->context_id) == 0);
}

struct tab *tab_peer(const struct tab *tab, size_t index)
{
	const struct browser *browser = tab->browser;
	for (size_t i = 0; i < browser->tab_count; i++)
		if (is_peer(tab, browser->tabs[i]) && index-- == 0)
			return browser->tabs[i];
	return NULL;
}

size_t tab_peer_count(const struct tab *tab)
{
	size_t count = 0;
	while (tab_peer(tab, count))
		count++;
	return count;
}

struct tab *tab_new(struct browser *browser, const json_t *target_info)
{
	struct tab *tab = memory_new(1, sizeof *tab);

	tab->browser = browser;
	tab->id = memory_copy_text(json_text_at(target_info, "targetId", ""));
	tab->title = memory_copy_text(json_text_at(target_info, "title", ""));
	tab->context_id = memory_copy_text(json_text_at(target_info, "browserContextId", ""));
	tab->isolated = find_by_context(browser, tab->context_id, true) != NULL;
	tab->opener_id = memory_copy_text(json_text_at(target_info, "openerId", ""));
	browser->tabs = memory_resize(browser->tabs, browser->tab_count + 1, sizeof(struct tab *));
	browser->tabs[browser->tab_count++] = tab;
	tab->serial = ++browser->tabs_opened;
	return tab;
}

static void tab_free(struct tab *tab)
{
	if (!tab)
		return;
	network_forget_target(tab, NULL);
	frames_release(tab);
	dialog_forget(tab);
	json_decref(tab->drag_data);
	free(tab->id);
	free(tab->opener_id);
	free(tab->context_id);
	free(tab->title);
	free(tab);
}

static void leave_list(struct tab *tab)
{
	struct browser *browser = tab->browser;
	size_t i = 0;

	while (browser->tabs[i] != tab)
		i++;
	memmove(browser->tabs + i, browser->tabs + i + 1,
		(browser->tab_count - i - 1) * sizeof(struct tab *));
	browser->tab_count--;
}

void tab_closed(struct tab *tab)
{
	struct browser *browser = tab->browser;

	for (size_t i = 0; i < browser->download_count; i++)
		if (browser->downloads[i].tab == tab)
			browser->downloads[i].tab = NULL;
	leave_list(tab);
	browser_notify(browser, &(struct browser_event){.kind = BROWSER_TAB_CLOSED, .tab = tab});
	while (tab->frame_count)
		frame_remove(tab->frames[0]);
	dialog_forget(tab);
	tab->target = NULL;
	if (tab->isolated && !find_by_context(browser, tab->context_id, true))
		cdp_post(cdp_root(browser->connection), "Target.disposeBrowserContext",
			json_pack("{s:s}", "browserContextId", tab->context_id));
	tab_free(browser->gone[browser->gone_next]);
	browser->gone[browser->gone_next] = tab;
	browser->gone_next = (browser->gone_next + 1) % GONE_TABS;
}

void tabs_release(struct browser *browser)
{
	while (browser->tab_count)
		tab_free(browser->tabs[--browser->tab_count]);
	for (size_t i = 0; i < GONE_TABS; i++)
		tab_free(browser->gone[i]);
	free(browser->tabs);
}
