#include "browser/browser.h"

#include "base/memory.h"
#include "base/text.h"
#include "browser/downloads.h"
#include "browser/events.h"
#include "browser/frame_tree.h"
#include "browser/launch.h"
#include "browser/model.h"
#include "browser/tab_list.h"
#include "browser/target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	LAUNCH_MS = 30000, /* usually 0.2 s; a cold disk and a loaded machine take long */
	ATTACH_MS = 60000, /* a person may have to allow it in the browser */
	NEW_TAB_MS = 15000,
	GOODBYE_MS = 2000
};

/* --- listeners ---------------------------------------------------------------------- */

void browser_listen(struct browser *browser, browser_listener *listener, void *context)
{
	for (size_t i = 0; i < LISTENERS; i++)
		if (!browser->listeners[i].listener) {
			browser->listeners[i].listener = listener;
			browser->listeners[i].context = context;
			return;
		}
	abort(); /* a programmer's error: more listeners than LISTENERS */
}

void browser_unlisten(struct browser *browser, browser_listener *listener, void *context)
{
	for (size_t i = 0; i < LISTENERS; i++)
		if (browser->listeners[i].listener == listener &&
			browser->listeners[i].context == context)
			browser->listeners[i].listener = NULL;
}

void browser_notify(struct browser *browser, const struct browser_event *event)
{
	for (size_t i = 0; i < LISTENERS; i++)
		if (browser->listeners[i].listener)
			browser->listeners[i].listener(browser->listeners[i].context, event);
}

/* --- opening ------------------------------------------------------------------------ */

static void connection_closed(void *context, const char *reason)
{
	browser_notify(context, &(struct browser_event){.kind = BROWSER_CLOSED, .text = reason});
}

static struct browser *browser_new(struct loop *loop, const struct browser_options *options)
{
	struct browser *browser = memory_new(1, sizeof *browser);

	browser->loop = loop;
	browser->options = *options;
	if (!options->width_px)
		browser->options.width_px = 1280;
	if (!options->height_px)
		browser->options.height_px = 720;
	browser->download_folder = memory_copy_text(options->download_folder);
	browser->debugging_port = -1;
	return browser;
}

static int start_chromium(
	struct browser *browser, struct cdp_listener listener, struct error *error)
{
	int read_fd, write_fd;
	int status = chromium_start(
		browser->loop, &browser->options, &browser->chromium, &read_fd, &write_fd, error);

	if (status < 0)
		return status;
	return cdp_open_pipe(
		browser->loop, read_fd, write_fd, listener, &browser->connection, error);
}

static int connect_browser(struct browser *browser, deadline_ms deadline, struct error *error)
{
	struct cdp_listener listener = {
		.context = browser, .event = browser_take_event, .closed = connection_closed};

	if (browser->options.endpoint)
		return cdp_open_endpoint(browser->loop, browser->options.endpoint, deadline,
			listener, &browser->connection, error);
	return start_chromium(browser, listener, error);
}

/* The first answer. When the process ended instead, its own words say more than ours. */
static int ask_version(struct browser *browser, deadline_ms deadline, struct error *error)
{
	json_t *result = NULL;
	int status = cdp_call(cdp_root(browser->connection), "Browser.getVersion", NULL, deadline,
		&result, error);

	if (status == ERROR_CLOSED && browser->chromium)
		return chromium_explain_end(browser->chromium, error);
	if (status == 0)
		browser->version = memory_copy_text(json_text_at(result, "product", ""));
	json_decref(result);
	return status;
}

/* Targets of other types are not asked for: full Chromium has pages of its own user interface
 * which would otherwise be attached to, paused, with every window. */
static int follow_targets(struct browser *browser, deadline_ms deadline, struct error *error)
{
	struct cdp_session *root = cdp_root(browser->connection);

	cdp_post(root, "Target.setDiscoverTargets", json_pack("{s:b}", "discover", true));
	downloads_configure(browser, NULL);
	return cdp_call(root, "Target.setAutoAttach",
		json_pack("{s:b, s:b, s:b, s:[{s:s}]}", "autoAttach", true,
			"waitForDebuggerOnStart", true, "flatten", true, "filter", "type", "page"),
		deadline, NULL, error);
}

static int port_announced(void *context, struct error *error)
{
	struct browser *browser = context;
	const char *line = strstr(chromium_words(browser->chromium), "DevTools listening on ws://");
	const char *port = line ? strchr(line + strlen("DevTools listening on ws://"), ':') : NULL;

	if (!port || !strchr(port, '/'))
		return cdp_is_open(browser->connection)
			       ? 0
			       : error_set(error, ERROR_CLOSED, "The browser ended.");
	browser->debugging_port = (int)strtol(port + 1, NULL, 10);
	return 1;
}

int browser_open(struct loop *loop, const struct browser_options *options, struct browser **out,
	struct error *error)
{
	struct browser *browser = browser_new(loop, options);
	deadline_ms deadline = deadline_in(options->endpoint ? ATTACH_MS : LAUNCH_MS);
	int status = connect_browser(browser, deadline, error);

	if (status == 0)
		status = ask_version(browser, deadline, error);
	if (status == 0)
		status = follow_targets(browser, deadline, error);
	if (status == 0 && browser->chromium && options->debugging_port >= 0)
		status = loop_wait(loop, port_announced, browser, deadline,
			"Chromium's debugging port", error);
	if (status == 0)
		*out = browser;
	else
		browser_close(browser);
	return status;
}

/* --- closing ------------------------------------------------------------------------ */

static struct tab *own_tab(const struct browser *browser)
{
	for (size_t i = 0; i < browser->tab_count; i++)
		if (browser->tabs[i]->ours)
			return browser->tabs[i];
	return NULL;
}

/* A browser of ours is asked to end; one that was attached to only loses the tabs we opened. */
static void say_goodbye(struct browser *browser)
{
	deadline_ms deadline = deadline_in(GOODBYE_MS);
	struct tab *tab;
	int status = 0;

	while (!browser->chromium && status == 0 && (tab = own_tab(browser)))
		status = tab_close(tab, deadline, NULL);
	if (browser->chromium)
		cdp_call(
			cdp_root(browser->connection), "Browser.close", NULL, deadline, NULL, NULL);
}

void browser_close(struct browser *browser)
{
	bool cancelled;

	if (!browser)
		return;
	cancelled = browser->loop->cancelled; /* clearing up needs to wait all the same */
	loop_forgive_cancel(browser->loop);
	memset(browser->listeners, 0, sizeof browser->listeners);
	if (cdp_is_open(browser->connection))
		say_goodbye(browser);
	while (browser->targets)
		target_release(browser->targets);
	cdp_close(browser->connection);
	browser->connection = NULL;
	if (browser->chromium)
		chromium_stop(browser->chromium);
	browser->loop->cancelled |= cancelled;
	tabs_release(browser);
	downloads_release(browser);
	free(browser->download_folder);
	free(browser->version);
	free(browser);
}

/* --- what is known ------------------------------------------------------------------ */

bool browser_is_open(const struct browser *browser)
{
	return cdp_is_open(browser->connection);
}

const char *browser_version(const struct browser *browser)
{
	return browser->version;
}

pid_t browser_process(const struct browser *browser)
{
	return browser->chromium ? chromium_process(browser->chromium) : 0;
}

int browser_debugging_port(const struct browser *browser)
{
	return browser->debugging_port;
}

struct loop *browser_loop(const struct browser *browser)
{
	return browser->loop;
}

size_t browser_tab_count(const struct browser *browser)
{
	return browser->tab_count;
}

struct tab *browser_tab(const struct browser *browser, size_t index)
{
	return index < browser->tab_count ? browser->tabs[index] : NULL;
}

/* --- new tabs ----------------------------------------------------------------------- */

static int make_context(
	struct browser *browser, deadline_ms deadline, char **context_id, struct error *error)
{
	json_t *result = NULL;
	int status = cdp_call(cdp_root(browser->connection), "Target.createBrowserContext",
		json_pack("{s:b}", "disposeOnDetach", true), deadline, &result, error);

	if (status < 0)
		return status;
	*context_id = memory_copy_text(json_text_at(result, "browserContextId", ""));
	json_decref(result);
	downloads_configure(browser, *context_id);
	return 0;
}

static int create_page(struct browser *browser, const char *context_id, deadline_ms deadline,
	struct tab **tab, struct error *error)
{
	json_t *params = json_pack("{s:s}", "url", "about:blank");
	json_t *result = NULL;
	int status;

	if (context_id)
		json_object_set_new(params, "browserContextId", json_string(context_id));
	status = cdp_call(cdp_root(browser->connection), "Target.createTarget", params, deadline,
		&result, error);
	if (status == 0)
		*tab = tab_find(browser, json_text_at(result, "targetId", ""));
	if (status == 0 && !*tab) /* its attachment is announced before the answer */
		status = error_set(error, ERROR_PROTOCOL, "Chromium did not attach the new tab.");
	json_decref(result);
	return status;
}

static int tab_is_ready(void *context, struct error *error)
{
	const struct tab *tab = context;

	if (!cdp_is_open(tab->browser->connection))
		return error_set(
			error, ERROR_CLOSED, "%s", cdp_close_reason(tab->browser->connection));
	if (!tab->target)
		return error_set(error, ERROR_STALE, "The new tab was closed while it opened.");
	return tab->ready;
}

int browser_new_tab(struct browser *browser, bool isolated, struct tab **out, struct error *error)
{
	deadline_ms deadline = deadline_in(NEW_TAB_MS);
	char *context_id = NULL;
	struct tab *tab = NULL;
	int status = 0;

	if (isolated)
		status = make_context(browser, deadline, &context_id, error);
	if (status == 0)
		status = create_page(browser, context_id, deadline, &tab, error);
	if (status == 0) {
		tab->isolated = isolated;
		target_adopt(tab->target);
		status =
			loop_wait(browser->loop, tab_is_ready, tab, deadline, "the new tab", error);
	}
	free(context_id);
	if (status == 0)
		*out = tab;
	return status;
}
