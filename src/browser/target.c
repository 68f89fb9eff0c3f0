#include "browser/target.h"

#include "base/memory.h"
#include "base/text.h"
#include "browser/contexts.h"
#include "browser/frame_tree.h"
#include "browser/network.h"
#include "browser/tab_list.h"

#include <stdlib.h>
#include <string.h>

extern const char quiet_js[];

struct target *target_find(const struct browser *browser, const char *session_id)
{
	for (struct target *target = browser->targets; target; target = target->next)
		if (strcmp(cdp_session_id(target->session), session_id) == 0)
			return target;
	return NULL;
}

/* --- the burst ---------------------------------------------------------------------- */

static void take_frame_tree(void *context, const json_t *result, const struct error *error)
{
	if (!error)
		frames_merge(context, json_object_get(result, "frameTree"));
}

static void scripts_registered(void *context, const json_t *result, const struct error *error)
{
	struct target *target = context;

	(void)result;
	if (!error && !target->parent)
		target->tab->ready = true;
}

static json_t *script_params(const char *world, const char *source, bool command_line_api)
{
	return json_pack("{s:s, s:s, s:b, s:b}", "source", source, "worldName", world,
		"includeCommandLineAPI", command_line_api, "runImmediately", true);
}

/* Our own script first: those of the caller may rely on nothing of it, but it must count their
 * changes too. With runImmediately a document that is there already gets them as well. */
static void register_scripts(struct target *target)
{
	const struct browser_options *options = &target->browser->options;

	for (size_t i = 0; i < options->script_count; i++)
		if (options->scripts[i].binding)
			cdp_post(target->session, "Runtime.addBinding",
				json_pack("{s:s, s:s}", "name", options->scripts[i].binding,
					"executionContextName", options->scripts[i].world));
	cdp_post(target->session, "Page.addScriptToEvaluateOnNewDocument",
		script_params(BROWSER_WORLD, quiet_js, false));
	for (size_t i = 0; i < options->script_count; i++)
		cdp_post(target->session, "Page.addScriptToEvaluateOnNewDocument",
			script_params(options->scripts[i].world, options->scripts[i].source,
				options->scripts[i].command_line_api));
}

/* The page of a person's own browser keeps its size and knows when it is hidden. */
static void set_page_up(struct target *target)
{
	const struct browser_options *options = &target->browser->options;

	cdp_post(target->session, "Emulation.setFocusEmulationEnabled",
		json_pack("{s:b}", "enabled", true));
	if (!options->headed && !options->endpoint)
		cdp_post(target->session, "Emulation.setDeviceMetricsOverride",
			json_pack("{s:i, s:i, s:i, s:b}", "width", options->width_px, "height",
				options->height_px, "deviceScaleFactor", 1, "mobile", false));
}

static void send_burst(struct target *target)
{
	struct cdp_session *session = target->session;

	cdp_post(session, "Page.enable", NULL);
	cdp_ask(session, "Page.getFrameTree", NULL, take_frame_tree, target);
	cdp_post(session, "Page.setLifecycleEventsEnabled", json_pack("{s:b}", "enabled", true));
	cdp_post(session, "Runtime.enable", NULL);
	/* Before the document: afterwards each accessible name costs milliseconds (cdp.md 2.4). */
	cdp_post(session, "Accessibility.enable", NULL);
	if (target->tab->ours)
		register_scripts(target);
	cdp_post(session, "Network.enable",
		json_pack("{s:i, s:i, s:i}", "maxTotalBufferSize", 65536, "maxResourceBufferSize",
			65536, "maxPostDataSize", 0));
	cdp_post(session, "Target.setAutoAttach",
		json_pack("{s:b, s:b, s:b, s:[{s:s}]}", "autoAttach", true,
			"waitForDebuggerOnStart", true, "flatten", true, "filter", "type",
			"iframe"));
	if (!target->parent && target->tab->ours)
		set_page_up(target);
	/* Answered in order by the renderer, so after all scripts above are in place. */
	if (target->tab->ours)
		cdp_ask(session, "Page.enable", NULL, scripts_registered, target);
	cdp_post(session, "Runtime.runIfWaitingForDebugger", NULL);
}

void target_adopt(struct target *target)
{
	struct tab *tab = target->tab;

	if (tab->ours)
		return;
	tab->ours = true;
	register_scripts(target);
	set_page_up(target);
	cdp_ask(target->session, "Page.enable", NULL, scripts_registered, target);
	browser_notify(
		tab->browser, &(struct browser_event){.kind = BROWSER_TAB_OPENED, .tab = tab});
}

/* --- attaching ---------------------------------------------------------------------- */

static struct target *target_new(
	struct browser *browser, struct target *parent, struct tab *tab, const json_t *params)
{
	struct target *target = memory_new(1, sizeof *target);

	target->browser = browser;
	target->parent = parent;
	target->tab = tab;
	target->id = memory_copy_text(json_text_at(params, "targetInfo.targetId", ""));
	target->session =
		cdp_session_new(browser->connection, json_text_at(params, "sessionId", ""));
	target->next = browser->targets;
	browser->targets = target;
	return target;
}

static void attach_page(struct browser *browser, const json_t *params)
{
	struct tab *tab = tab_new(browser, json_object_get(params, "targetInfo"));

	struct tab *opener = tab_opener(tab);

	tab->ours = !browser->options.endpoint || (opener && opener->ours);
	tab->target = target_new(browser, NULL, tab, params);
	frame_add(tab, NULL, tab->id, tab->target);
	send_burst(tab->target);
	if (tab->ours)
		browser_notify(
			browser, &(struct browser_event){.kind = BROWSER_TAB_OPENED, .tab = tab});
}

/* A frame that was in its parent's process before keeps its place in the tree. */
static void attach_frame(struct browser *browser, struct target *parent, const json_t *params)
{
	struct target *target = target_new(browser, parent, parent->tab, params);
	struct frame *above =
		frame_find(parent->tab, json_text_at(params, "targetInfo.parentFrameId", NULL));
	struct frame *frame =
		frame_add(parent->tab, above ? above : frame_of_target(parent), target->id, target);

	contexts_drop(frame, NULL);
	frame->target = target;
	send_burst(target);
}

/* Workers, extensions, developer tools: none of our business, and not to be left paused. */
static void let_go(struct browser *browser, const json_t *params)
{
	const char *id = json_text_at(params, "sessionId", "");
	struct cdp_session *session = cdp_session_new(browser->connection, id);

	cdp_post(session, "Runtime.runIfWaitingForDebugger", NULL);
	cdp_post(cdp_root(browser->connection), "Target.detachFromTarget",
		json_pack("{s:s}", "sessionId", id));
	cdp_session_free(session);
}

void on_attached(struct browser *browser, struct target *target, const json_t *params)
{
	const char *type = json_text_at(params, "targetInfo.type", "");
	const char *url = json_text_at(params, "targetInfo.url", "");

	if (!target && strcmp(type, "page") == 0 && !text_starts_with(url, "devtools://"))
		attach_page(browser, params);
	else if (target && strcmp(type, "iframe") == 0)
		attach_frame(browser, target, params);
	else
		let_go(browser, params);
}

/* --- letting go --------------------------------------------------------------------- */

/* What was released is not in the list any more, which the analyser cannot know. */
static struct target *first_below(const struct target *parent)
{
	for (struct target *target = parent->browser->targets; target; target = target->next)
		// NOLINTNEXTLINE(clang-analyzer-unix.Malloc)
		if (target->parent == parent)
			return target;
	return NULL;
}

static void unlink_target(struct target *target)
{
	struct target **link = &target->browser->targets;

	while (*link && *link != target)
		link = &(*link)->next;
	if (*link)
		*link = target->next;
}

/* The session goes first: the replies it ends still find the target and its tab. */
void target_release(struct target *target)
{
	struct target *child;

	while ((child = first_below(target)))
		target_release(child);
	cdp_session_end(target->session, ERROR_STALE,
		target->parent ? "The frame is gone or was replaced." : "The page was closed.");
	unlink_target(target);
	network_forget_target(target->tab, target);
	if (target->parent)
		frames_leave_target(target);
	else
		tab_closed(target->tab);
	cdp_session_free(target->session);
	free(target->id);
	free(target);
}

void on_detached(struct browser *browser, struct target *target, const json_t *params)
{
	struct target *gone = target_find(browser, json_text_at(params, "sessionId", ""));

	(void)target;
	if (gone)
		target_release(gone);
}

/* --- crashes ------------------------------------------------------------------------ */

void on_target_crashed(struct browser *browser, struct target *target, const json_t *params)
{
	struct tab *tab = target->tab;

	(void)params;
	cdp_session_end(target->session, ERROR_CRASHED,
		"The page crashed: its renderer process died. Navigate to load it again.");
	network_forget_target(tab, target);
	for (size_t i = 0; i < tab->frame_count; i++)
		frame_forget_document(tab->frames[i], target);
	if (target->parent || tab->crashed)
		return;
	tab->crashed = true;
	browser_notify(browser, &(struct browser_event){.kind = BROWSER_TAB_CRASHED, .tab = tab});
}

void on_target_revived(struct browser *browser, struct target *target, const json_t *params)
{
	(void)browser;
	(void)params;
	cdp_session_revive(target->session);
	if (!target->parent)
		target->tab->crashed = false;
}

/* Of the browser's own session: titles. */
void on_target_changed(struct browser *browser, struct target *target, const json_t *params)
{
	struct tab *tab = tab_find(browser, json_text_at(params, "targetInfo.targetId", ""));

	(void)target;
	if (tab)
		tab_set_title(tab, json_text_at(params, "targetInfo.title", ""));
}
