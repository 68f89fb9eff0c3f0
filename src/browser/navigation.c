/*
 * navigation.c - going to an address, going back, and noticing that a page goes elsewhere.
 */
#include "base/memory.h"
#include "base/text.h"
#include "base/url.h"
#include "browser/frame_tree.h"
#include "browser/model.h"
#include "browser/navigation_events.h"
#include "browser/tab.h"
#include "browser/tab_call.h"

#include <string.h>
#include <strings.h>

enum {
	LOAD_MS = 3000, /* for what a page still loads after DOMContentLoaded */
	SOON_MS = 1000
};

/* --- events ------------------------------------------------------------------------- */

static struct frame *frame_of(const struct target *target, const json_t *params)
{
	return frame_find(target->tab, json_text_at(params, "frameId", NULL));
}

bool navigation_is_under_way_in(const struct frame *frame)
{
	return frame && (frame->scheduled || frame->started);
}

bool navigation_is_under_way(const struct tab *tab)
{
	for (size_t i = 0; i < tab->frame_count; i++)
		if (navigation_is_under_way_in(tab->frames[i]))
			return true;
	return false;
}

void navigation_forget(struct tab *tab)
{
	for (size_t i = 0; i < tab->frame_count; i++)
		tab->frames[i]->scheduled = tab->frames[i]->started = false;
}

void on_navigation_scheduled(struct browser *browser, struct target *target, const json_t *params)
{
	struct frame *frame = frame_of(target, params);
	bool first = strcmp(json_text_at(params, "reason", ""), "initialFrameNavigation") == 0;

	(void)browser;
	if (frame && !first &&
		strcmp(json_text_at(params, "disposition", "currentTab"), "currentTab") == 0)
		frame->scheduled = true;
}

void on_navigation_unscheduled(struct browser *browser, struct target *target, const json_t *params)
{
	struct frame *frame = frame_of(target, params);

	(void)browser;
	if (frame)
		frame->scheduled = false;
}

void on_navigation_started(struct browser *browser, struct target *target, const json_t *params)
{
	struct frame *frame = frame_of(target, params);
	bool same = strstr(json_text_at(params, "navigationType", ""), "ameDocument") != NULL;

	(void)browser;
	if (frame && !same && (!frame->parent || frame->scheduled))
		frame->started = true;
}

void on_navigation_stopped(struct browser *browser, struct target *target, const json_t *params)
{
	struct frame *frame = frame_of(target, params);

	(void)browser;
	if (frame)
		frame->scheduled = frame->started = false;
}

/* --- why it failed ------------------------------------------------------------------ */

struct network_failure {
	const char *start;
	enum error_code code;
	const char *words;
};

static const struct network_failure network_failures[] = {
	{"net::ERR_NAME_NOT_RESOLVED", ERROR_NOT_FOUND,
		"its host name is not known. Check the spelling and the network connection"},
	{"net::ERR_FILE_NOT_FOUND", ERROR_NOT_FOUND, "there is no such file. Check the path"},
	{"net::ERR_CONNECTION_REFUSED", ERROR_REFUSED,
		"the connection was refused. Check that the site is running, and the port"},
	{"net::ERR_CERT_", ERROR_REFUSED,
		"its certificate is not trusted. Check the address, or add the certificate to the "
		"system's store"},
	{"net::ERR_SSL_", ERROR_REFUSED,
		"a secure connection could not be made. Check whether the site speaks https"},
	{"net::ERR_INTERNET_DISCONNECTED", ERROR_REFUSED,
		"there is no network. Check the connection"},
	{"net::ERR_ADDRESS_UNREACHABLE", ERROR_REFUSED,
		"its host cannot be reached. Check the address and the network connection"},
	{"net::ERR_TIMED_OUT", ERROR_TIMEOUT, "the site did not answer. Try again later"},
	{"net::ERR_CONNECTION_TIMED_OUT", ERROR_TIMEOUT,
		"the site did not answer. Try again later"},
	{"net::ERR_UNKNOWN_URL_SCHEME", ERROR_INPUT,
		"the browser does not know this kind of address. Use http:// or https://"},
	{"net::ERR_INVALID_URL", ERROR_INPUT, "it is not a valid address. Check the spelling"},
	{"net::ERR_ABORTED", ERROR_REFUSED,
		"the server sent no page, or the page before it would not be left"},
};

static int explain_failure(const char *url, const char *text, struct error *error)
{
	for (size_t i = 0; i < sizeof network_failures / sizeof *network_failures; i++)
		if (text_starts_with(text, network_failures[i].start))
			return error_set(error, network_failures[i].code,
				"Cannot open %.300s: %s (%s).", url, network_failures[i].words,
				text);
	return error_set(error, ERROR_REFUSED,
		"Cannot open %.300s: the browser reports %s. Check the address and the site.", url,
		text);
}

static int bad_address(const char *url, struct error *error)
{
	return error_set(error, ERROR_INPUT,
		"'%.300s' is not an address that can be opened. Write it in full, as in "
		"https://example.com/page.",
		url);
}

static bool is_span(const struct url_span *span, const char *text)
{
	return span->length == strlen(text) && strncasecmp(span->start, text, span->length) == 0;
}

/* Chromium would hand any other scheme to another program, or drop it without a word. */
static bool is_known(const struct url_span *scheme)
{
	static const char *const schemes[] = {
		"http", "https", "file", "data", "about", "blob", "chrome", "view-source"};

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (is_span(scheme, schemes[i]))
			return true;
	return false;
}

/* Settings pages crash a browser in contexts that keep no data (cdp.md 1.6). */
static int check_address(const struct tab *tab, const char *url, struct error *error)
{
	struct url parts;

	if (!url_split(url, &parts) || !is_known(&parts.scheme))
		return bad_address(url, error);
	if (tab->isolated && is_span(&parts.scheme, "chrome"))
		return error_set(error, ERROR_REFUSED,
			"%.300s cannot be opened in a tab with its own cookies; open it in an "
			"ordinary "
			"tab.",
			url);
	return 0;
}

/* --- waiting for a document --------------------------------------------------------- */

struct arrival {
	struct tab *tab;
	const char *loader_id; /* of the document expected; NULL: another address will do */
	uint64_t url_changes;  /* before the navigation */
	bool complete;	       /* wait for load, not for DOMContentLoaded */
};

static bool is_committed(const struct tab *tab, const char *loader_id)
{
	for (size_t i = 0; i < COMMITTED_DOCUMENTS; i++)
		if (tab->navigation.committed[i] &&
			strcmp(tab->navigation.committed[i], loader_id) == 0)
			return true;
	return false;
}

/* A dialog that the new page opens while it loads ends the wait: it must be answered first. Once
 * the document has come, one that replaced it counts as well. */
static int has_arrived(void *context, struct error *error)
{
	const struct arrival *arrival = context;
	const struct tab *tab = arrival->tab;
	int status;

	if (tab->dialog.open)
		return 1;
	status = tab_check(tab, error);
	if (status < 0)
		return status;
	if (arrival->loader_id ? !is_committed(tab, arrival->loader_id)
			       : tab->navigation.url_changes == arrival->url_changes)
		return 0;
	return arrival->complete ? tab->frames[0]->loaded : tab->frames[0]->content_loaded;
}

/* DOMContentLoaded is needed, load is welcome: pages that never finish loading are common. */
static int arrive(struct arrival *arrival, deadline_ms deadline, struct error *error)
{
	struct loop *loop = arrival->tab->browser->loop;
	int status = loop_wait(loop, has_arrived, arrival, deadline, "the page to load", error);

	if (status < 0)
		return status;
	arrival->complete = true;
	status = loop_wait(loop, has_arrived, arrival,
		deadline_earlier(deadline, deadline_in(LOAD_MS)), "the page to load", error);
	return status == ERROR_TIMEOUT ? 0 : status;
}

/* What has been answered already is only waited for so that what is done next finds it done: a
 * change within the document, the browser's own page about a failure. */
static void arrive_soon(struct arrival *arrival)
{
	loop_wait(arrival->tab->browser->loop, has_arrived, arrival, deadline_in(SOON_MS),
		"the page to change", NULL);
}

/* --- the interface ------------------------------------------------------------------ */

/* What stands in the way of leaving the page is cleared: a dialog, a dead or endless script. */
static int make_way(struct tab *tab, struct error *error)
{
	if (tab->dialog.open)
		tab_answer_dialog(tab, false, NULL, NULL);
	if (tab->target && tab->crashed) {
		tab->crashed = false;
		cdp_session_revive(tab->target->session);
	}
	if (tab->target && tab->hung)
		cdp_post(tab->target->session, "Runtime.terminateExecution", NULL);
	tab->hung = false;
	return tab_check(tab, error);
}

/* What Page.navigate answered: a download, a failure, the same document, or another. */
static int follow(struct arrival *arrival, const char *url, const json_t *answer,
	deadline_ms deadline, struct error *error)
{
	const char *failure = json_text_at(answer, "errorText", NULL);

	arrival->loader_id = json_text_at(answer, "loaderId", NULL);
	if (json_bool_at(answer, "isDownload", false))
		return 0;
	if (arrival->loader_id && !failure)
		return arrive(arrival, deadline, error);
	if (!failure || strcmp(failure, "net::ERR_ABORTED") != 0)
		arrive_soon(arrival);
	return failure ? explain_failure(url, failure, error) : 0;
}

static int too_slow(struct tab *tab, const char *url, struct error *error)
{
	if (tab->target)
		cdp_post(tab->target->session, "Page.stopLoading", NULL);
	return error_set(error, ERROR_TIMEOUT,
		"%.300s did not load in the time allowed. Check that the site answers, or allow "
		"more time.",
		url);
}

int tab_navigate(struct tab *tab, const char *url, deadline_ms deadline, struct error *error)
{
	struct arrival arrival = {.tab = tab, .url_changes = tab->navigation.url_changes};
	json_t *answer = NULL;
	int status = check_address(tab, url, error);

	if (status == 0)
		status = make_way(tab, error);
	if (status < 0)
		return status;
	status = tab_call(tab, tab->target->session, "Page.navigate",
		json_pack("{s:o}", "url", json_text_new(url)), deadline, &answer, error);
	if (status == ERROR_PROTOCOL)
		status = bad_address(url, error);
	if (status == 0)
		status = follow(&arrival, url, answer, deadline, error);
	if (status == ERROR_TIMEOUT && !json_text_at(answer, "errorText", NULL))
		status = too_slow(tab, url, error);
	json_decref(answer);
	return status;
}

static int find_entry(
	struct tab *tab, int offset, deadline_ms deadline, int64_t *id, struct error *error)
{
	json_t *result = NULL, *entry = NULL;
	int64_t index;
	int status = tab_call(tab, tab->target->session, "Page.getNavigationHistory", NULL,
		deadline, &result, error);

	if (status < 0)
		return status;
	index = json_integer_at(result, "currentIndex", 0) + offset;
	if (index >= 0)
		entry = json_array_get(json_object_get(result, "entries"), (size_t)index);
	*id = json_integer_at(entry, "id", -1);
	if (!entry)
		status = error_set(error, ERROR_NOT_FOUND,
			"There is no page to go %s to from %.300s.",
			offset < 0 ? "back" : "forward", tab_url(tab));
	json_decref(result);
	return status;
}

int tab_history(struct tab *tab, int offset, deadline_ms deadline, struct error *error)
{
	struct arrival arrival = {.tab = tab, .url_changes = tab->navigation.url_changes};
	int64_t id = 0;
	int status = make_way(tab, error);

	if (status == 0)
		status = find_entry(tab, offset, deadline, &id, error);
	if (status == 0)
		status = tab_call(tab, tab->target->session, "Page.navigateToHistoryEntry",
			json_pack("{s:I}", "entryId", (json_int_t)id), deadline, NULL, error);
	if (status == 0)
		status = arrive(&arrival, deadline, error);
	return status;
}
