#include "browser/tab.h"

#include "base/memory.h"
#include "browser/frame_tree.h"
#include "browser/model.h"
#include "browser/tab_call.h"
#include "browser/tab_list.h"

enum {
	ACTIVATE_MS = 5000,
	CLOSE_AGAIN_MS = 300 /* closing takes 10 */
};

/* --- what is known ------------------------------------------------------------------ */

struct tab *tab_opener(const struct tab *tab)
{
	return *tab->opener_id ? tab_find(tab->browser, tab->opener_id) : NULL;
}

struct tab *tab_successor(const struct tab *tab)
{
	struct tab *next = tab_opener(tab);

	for (size_t i = tab_peer_count(tab); i-- > 0 && !next;)
		if (tab_peer(tab, i) != tab)
			next = tab_peer(tab, i);
	return next;
}

const char *tab_url(const struct tab *tab)
{
	return tab->frame_count ? tab->frames[0]->url : "";
}

const char *tab_title(const struct tab *tab)
{
	return tab->title;
}

bool tab_is_ours(const struct tab *tab)
{
	return tab->ours;
}

bool tab_is_crashed(const struct tab *tab)
{
	return tab->crashed;
}

bool tab_is_closed(const struct tab *tab)
{
	return !tab->target;
}

struct browser *tab_browser(const struct tab *tab)
{
	return tab->browser;
}

size_t tab_frame_count(const struct tab *tab)
{
	return tab->frame_count;
}

struct frame *tab_frame(const struct tab *tab, size_t index)
{
	return index < tab->frame_count ? tab->frames[index] : NULL;
}

struct frame *tab_frame_by_id(const struct tab *tab, const char *id)
{
	return frame_find(tab, id);
}

const char *frame_id(const struct frame *frame)
{
	return frame->id;
}

const char *frame_url(const struct frame *frame)
{
	return frame->url;
}

struct frame *frame_parent(const struct frame *frame)
{
	return frame->parent;
}

struct tab *frame_tab(const struct frame *frame)
{
	return frame->tab;
}

/* --- what a person does with a tab -------------------------------------------------- */

int tab_activate(struct tab *tab, struct error *error)
{
	int status = tab_check(tab, error);

	if (status < 0 && status != ERROR_CRASHED)
		return status;
	return cdp_call(cdp_root(tab->browser->connection), "Target.activateTarget",
		json_pack("{s:s}", "targetId", tab->id), deadline_in(ACTIVATE_MS), NULL, error);
}

static int is_closed(void *context, struct error *error)
{
	const struct tab *tab = context;

	if (tab->target && !cdp_is_open(tab->browser->connection))
		return error_set(
			error, ERROR_CLOSED, "%s", cdp_close_reason(tab->browser->connection));
	return !tab->target;
}

/* What is tried, in this order, until the tab is gone. A page whose script never ends does not
 * let itself be closed; ending the script helps, and for what is worse, ending the renderer. */
static void push(const struct tab *tab, int tries)
{
	if (tab->hung || tries >= 1)
		cdp_post(tab->target->session, "Runtime.terminateExecution", NULL);
	if (tries >= 5)
		cdp_post(tab->target->session, "Page.crash", NULL);
	cdp_post(cdp_root(tab->browser->connection), "Target.closeTarget",
		json_pack("{s:s}", "targetId", tab->id));
}

/* By the browser and not by the page: a page that asks "leave?" cannot object. Chromium forgets
 * the request when a document is being committed just then, so it is repeated. */
int tab_close(struct tab *tab, deadline_ms deadline, struct error *error)
{
	struct loop *loop = tab->browser->loop;
	int status = is_closed(tab, error);

	for (int tries = 0; status == 0; tries++) {
		push(tab, tries);
		status = loop_wait(loop, is_closed, tab,
			deadline_earlier(deadline, deadline_in(CLOSE_AGAIN_MS)), "the tab to close",
			error);
		if (status == 0 || (status == ERROR_TIMEOUT && deadline_left_ms(deadline) == 0))
			return status;
		if (status == ERROR_TIMEOUT)
			status = 0;
	}
	return status > 0 ? 0 : status;
}
