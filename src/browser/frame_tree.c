#include "browser/frame_tree.h"

#include "base/memory.h"
#include "browser/contexts.h"
#include "browser/network.h"

#include <stdlib.h>
#include <string.h>

struct frame *frame_find(const struct tab *tab, const char *id)
{
	for (size_t i = 0; id && i < tab->frame_count; i++)
		if (strcmp(tab->frames[i]->id, id) == 0)
			return tab->frames[i];
	return NULL;
}

static bool is_below(const struct frame *frame, const struct frame *ancestor)
{
	while (frame && frame != ancestor)
		frame = frame->parent;
	return frame != NULL;
}

static size_t index_of(const struct frame *frame)
{
	size_t i = 0;

	while (frame->tab->frames[i] != frame)
		i++;
	return i;
}

/* Pre-order: behind the last frame below parent. */
static void insert(struct frame *frame)
{
	struct tab *tab = frame->tab;
	size_t place = frame->parent ? index_of(frame->parent) + 1 : 0;

	while (frame->parent && place < tab->frame_count &&
		is_below(tab->frames[place], frame->parent))
		place++;
	tab->frames = memory_resize(tab->frames, tab->frame_count + 1, sizeof(struct frame *));
	memmove(tab->frames + place + 1, tab->frames + place,
		(tab->frame_count - place) * sizeof(struct frame *));
	tab->frames[place] = frame;
	tab->frame_count++;
}

struct frame *frame_add(
	struct tab *tab, struct frame *parent, const char *id, struct target *target)
{
	struct frame *frame = frame_find(tab, id);

	if (frame)
		return frame;
	frame = memory_new(1, sizeof *frame);
	frame->tab = tab;
	frame->parent = parent;
	frame->target = target;
	frame->id = memory_copy_text(id);
	frame->url = memory_copy_text("");
	frame->loader_id = memory_copy_text("");
	insert(frame);
	return frame;
}

static void frame_free(struct frame *frame)
{
	if (!frame)
		return;
	contexts_drop(frame, NULL);
	free(frame->id);
	free(frame->url);
	free(frame->loader_id);
	free(frame);
}

static void remove_one(struct frame *frame)
{
	struct tab *tab = frame->tab;
	size_t place = index_of(frame);

	memmove(tab->frames + place, tab->frames + place + 1,
		(tab->frame_count - place - 1) * sizeof(struct frame *));
	tab->frame_count--;
	contexts_drop(frame, NULL);
	network_forget_frame(tab, frame->id);
	frame->target = NULL;
	frame->parent = NULL;
	frame->gone = true;
	frame_free(tab->gone[tab->gone_next]);
	tab->gone[tab->gone_next] = frame;
	tab->gone_next = (tab->gone_next + 1) % GONE_FRAMES;
}

void frame_remove(struct frame *frame)
{
	struct tab *tab = frame->tab;
	size_t first = index_of(frame), end = first + 1;

	while (end < tab->frame_count && is_below(tab->frames[end], frame))
		end++;
	while (end > first)
		remove_one(tab->frames[--end]);
}

void frames_release(struct tab *tab)
{
	for (size_t i = 0; i < tab->frame_count; i++)
		frame_free(tab->frames[i]);
	for (size_t i = 0; i < GONE_FRAMES; i++)
		frame_free(tab->gone[i]);
	for (size_t i = 0; i < COMMITTED_DOCUMENTS; i++)
		free(tab->navigation.committed[i]);
	free(tab->frames);
	tab->frames = NULL;
	tab->frame_count = 0;
}

struct frame *frame_of_target(const struct target *target)
{
	struct tab *tab = target->tab;

	if (!target->parent)
		return tab->frame_count ? tab->frames[0] : NULL;
	return frame_find(tab, target->id);
}

/* --- documents ---------------------------------------------------------------------- */

static void set_text(char **place, const char *text)
{
	free(*place);
	*place = memory_copy_text(text);
}

/* Chrome gives url and fragment apart. */
static void set_url(struct frame *frame, const json_t *description)
{
	free(frame->url);
	frame->url = memory_format("%s%s", json_text_at(description, "url", ""),
		json_text_at(description, "urlFragment", ""));
}

static void begin_document(struct frame *frame, const char *loader_id)
{
	if (strcmp(frame->loader_id, loader_id) == 0)
		return;
	set_text(&frame->loader_id, loader_id);
	frame->content_loaded = frame->loaded = false;
}

static void merge(struct target *target, struct frame *parent, const json_t *tree)
{
	const json_t *description = json_object_get(tree, "frame");
	const char *id = json_text_at(description, "id", "");
	struct frame *frame = frame_add(target->tab, parent, id, target);
	size_t index;
	json_t *child;

	frame->target = target;
	set_url(frame, description);
	begin_document(frame, json_text_at(description, "loaderId", ""));
	json_array_foreach(json_object_get(tree, "childFrames"), index, child)
		merge(target, frame, child);
}

void frames_merge(struct target *target, const json_t *tree)
{
	struct frame *root = frame_of_target(target);
	const char *id = json_text_at(tree, "frame.id", "");

	/* The main frame was assumed to have the target's id, which is nearly always so. */
	if (root && !target->parent && strcmp(root->id, id) != 0)
		set_text(&root->id, id);
	merge(target, root ? root->parent : NULL, tree);
}

static void remove_children(struct frame *frame)
{
	struct tab *tab = frame->tab;
	size_t child = index_of(frame) + 1;

	while (child < tab->frame_count && is_below(tab->frames[child], frame))
		frame_remove(tab->frames[child]);
}

/* --- frames that change process ----------------------------------------------------- */

struct departure {
	struct target *parent;
	char *frame_id;
};

/* The parent's own list of frames decides: a frame that came back to its process is in it. */
static void after_departure(void *context, const json_t *result, const struct error *error)
{
	struct departure *departure = context;
	struct tab *tab = departure->parent->tab;
	struct frame *frame;

	if (!error)
		frames_merge(departure->parent, json_object_get(result, "frameTree"));
	frame = frame_find(tab, departure->frame_id);
	if (frame && !frame->target)
		frame_remove(frame);
	free(departure->frame_id);
	free(departure);
}

void frame_forget_document(struct frame *frame, const struct target *target)
{
	contexts_drop(frame, target);
	if (frame->target == target)
		frame->scheduled = frame->started = false;
}

static void forget_target(struct frame *frame, const struct target *target)
{
	contexts_drop(frame, target);
	if (frame->target == target)
		frame->target = NULL;
}

void frames_leave_target(struct target *target)
{
	struct tab *tab = target->tab;
	struct frame *root = frame_of_target(target);
	struct departure *departure;

	for (size_t i = 0; i < tab->frame_count; i++)
		forget_target(tab->frames[i], target);
	if (!root || root->target || !target->parent)
		return;
	departure = memory_new(1, sizeof *departure);
	departure->parent = target->parent;
	departure->frame_id = memory_copy_text(root->id);
	cdp_ask(target->parent->session, "Page.getFrameTree", NULL, after_departure, departure);
}

/* --- events ------------------------------------------------------------------------- */

void on_frame_attached(struct browser *browser, struct target *target, const json_t *params)
{
	struct frame *parent = frame_find(target->tab, json_text_at(params, "parentFrameId", NULL));
	const char *id = json_text_at(params, "frameId", "");

	(void)browser;
	if (parent) /* else Page.getFrameTree will tell of both */
		frame_add(target->tab, parent, id, target)->target = target;
}

void on_frame_detached(struct browser *browser, struct target *target, const json_t *params)
{
	struct frame *frame = frame_find(target->tab, json_text_at(params, "frameId", NULL));

	(void)browser;
	if (!frame)
		return;
	if (strcmp(json_text_at(params, "reason", "remove"), "swap") == 0)
		forget_target(frame, target);
	else if (frame->parent)
		frame_remove(frame);
}

/* A document out of the back-forward cache brings its frames with it. */
static void on_frame_tree(void *context, const json_t *result, const struct error *error)
{
	if (!error)
		frames_merge(context, json_object_get(result, "frameTree"));
}

static void main_frame_committed(struct tab *tab, const char *loader_id)
{
	struct navigation_state *navigation = &tab->navigation;

	set_text(&navigation->committed[navigation->commits % COMMITTED_DOCUMENTS], loader_id);
	navigation->commits++;
	navigation->url_changes++;
	tab->dialog.count = 0;
	tab->hung = false;
}

void on_frame_navigated(struct browser *browser, struct target *target, const json_t *params)
{
	const json_t *description = json_object_get(params, "frame");
	struct frame *parent = frame_find(target->tab, json_text_at(description, "parentId", NULL));
	struct frame *frame = frame_find(target->tab, json_text_at(description, "id", NULL));

	if (!frame && !parent)
		return;
	if (!frame)
		frame = frame_add(target->tab, parent, json_text_at(description, "id", ""), target);
	frame->target = target;
	frame->scheduled = frame->started = false;
	remove_children(frame); /* of the document before; Chrome does not always say so */
	set_url(frame, description);
	begin_document(frame, json_text_at(description, "loaderId", ""));
	network_forget_frame(target->tab, frame->id);
	if (strcmp(json_text_at(params, "type", ""), "BackForwardCacheRestore") == 0) {
		frame->content_loaded = frame->loaded = true;
		cdp_ask(target->session, "Page.getFrameTree", NULL, on_frame_tree, target);
	}
	if (!frame->parent)
		main_frame_committed(target->tab, frame->loader_id);
	browser_notify(browser, &(struct browser_event){.kind = BROWSER_FRAME_NAVIGATED,
					.tab = target->tab,
					.frame = frame,
					.text = frame->url});
}

void on_frame_url(struct browser *browser, struct target *target, const json_t *params)
{
	struct frame *frame = frame_find(target->tab, json_text_at(params, "frameId", NULL));

	if (!frame)
		return;
	set_text(&frame->url, json_text_at(params, "url", ""));
	frame->scheduled = false;
	if (!frame->parent)
		target->tab->navigation.url_changes++;
	browser_notify(browser, &(struct browser_event){.kind = BROWSER_FRAME_URL,
					.tab = target->tab,
					.frame = frame,
					.text = frame->url});
}

void tab_set_title(struct tab *tab, const char *title)
{
	set_text(&tab->title, title);
}

static void take_title(void *context, const json_t *result, const struct error *error)
{
	if (!error)
		tab_set_title(context, json_text_at(result, "result.value", ""));
}

void tab_ask_title(struct tab *tab)
{
	const struct context *context =
		tab->frame_count ? context_find(tab->frames[0], BROWSER_WORLD) : NULL;

	if (context)
		cdp_ask(tab->target->session, "Runtime.evaluate",
			json_pack("{s:s, s:s}", "uniqueContextId", context->unique_id, "expression",
				"document.title"),
			take_title, tab);
}

void on_lifecycle(struct browser *browser, struct target *target, const json_t *params)
{
	struct frame *frame = frame_find(target->tab, json_text_at(params, "frameId", NULL));
	const char *loader_id = json_text_at(params, "loaderId", "");
	const char *name = json_text_at(params, "name", "");

	(void)browser;
	if (!frame)
		return;
	if (strcmp(name, "commit") == 0)
		begin_document(frame, loader_id);
	if (strcmp(frame->loader_id, loader_id) != 0)
		return;
	if (strcmp(name, "DOMContentLoaded") == 0)
		frame->content_loaded = true;
	else if (strcmp(name, "load") == 0)
		frame->content_loaded = frame->loaded = true;
	else
		return;
	if (!frame->parent)
		tab_ask_title(frame->tab);
}
