#include "browser/settle.h"

#include "base/clock.h"
#include "base/memory.h"
#include "browser/contexts.h"
#include "browser/frame_tree.h"
#include "browser/model.h"
#include "browser/navigation_events.h"
#include "browser/network.h"
#include "browser/tab_call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	BARRIER_MS = 2000, /* for the round trip behind which navigations have been announced */
	READ_MS = 500	   /* for the frames to tell how long they have been quiet */
};

const struct settle_limits settle_defaults = {
	.quiet_ms = 120, .quiet_cap_ms = 1500, .navigation_ms = 10000, .load_ms = 3000};

struct settling {
	struct tab *tab;
	struct browser *browser;
	const struct settle_mark *mark;
	const struct settle_limits *limits;
	struct settle_report *report;
	int64_t begun_ms;
	int64_t changed_ms; /* the last change of the DOM in any frame, by our clock */
	size_t pending;	    /* requests under way when last looked at */
	uint64_t commits;   /* when last looked at */
	bool load;	    /* waiting for load, not for DOMContentLoaded */
};

/* --- the mark ----------------------------------------------------------------------- */

void settle_begin(struct tab *tab, struct settle_mark *mark)
{
	*mark = (struct settle_mark){.tab = tab,
		.navigations = tab->navigation.commits,
		.url_changes = tab->navigation.url_changes,
		.dialogs = tab->dialog.total,
		.downloads = tab->browser->downloads_begun,
		.tabs_opened = tab->browser->tabs_opened,
		.moment_ms = clock_wall_ms()};
}

/* --- what ends the wait early ------------------------------------------------------- */

static struct tab *opened_since(const struct settle_mark *mark)
{
	const struct browser *browser = mark->tab->browser;

	for (size_t i = 0; i < browser->tab_count; i++)
		if (browser->tabs[i]->serial > mark->tabs_opened &&
			strcmp(browser->tabs[i]->opener_id, mark->tab->id) == 0)
			return browser->tabs[i];
	return NULL;
}

/* > 0: there is something else to look at than this page. */
static int is_interrupted(const struct settling *self, struct error *error)
{
	const struct tab *tab = self->tab;

	if (!cdp_is_open(self->browser->connection))
		return tab_check(tab, error);
	if (!tab->target || tab->dialog.open || opened_since(self->mark) ||
		self->browser->downloads_begun > self->mark->downloads)
		return 1;
	return tab->crashed ? tab_check(tab, error) : 0;
}

/* As loop_wait(); but that the time passes is no error here, and leaves none behind. */
static int wait_or_pass(struct loop *loop, loop_condition *condition, void *context,
	deadline_ms deadline, const char *what, struct error *error)
{
	struct error problem = {0};
	int status = loop_wait(loop, condition, context, deadline, what, &problem);

	if (status < 0 && status != ERROR_TIMEOUT)
		error_set(error, problem.code, "%s", problem.message);
	return status;
}

/* --- the barrier -------------------------------------------------------------------- */

struct barrier {
	struct settling *settling;
	struct cdp_pending *pending;
};

static int passed(void *context, struct error *error)
{
	const struct barrier *barrier = context;

	return cdp_is_done(barrier->pending) ? 1 : is_interrupted(barrier->settling, error);
}

/* Answered when a document that has been asked for is committed, at once if none was. */
static int pass_barrier(struct settling *self, struct error *error)
{
	struct barrier barrier = {.settling = self};
	int status = is_interrupted(self, error);

	if (status != 0)
		return status < 0 ? status : 0;
	barrier.pending = cdp_start(self->tab->target->session, "Page.enable", NULL);
	status = wait_or_pass(self->browser->loop, passed, &barrier, deadline_in(BARRIER_MS),
		"the page's answer", error);
	cdp_abandon(barrier.pending);
	return status == ERROR_TIMEOUT ? 0 : status;
}

/* --- a new document ----------------------------------------------------------------- */

static int has_document(void *context, struct error *error)
{
	const struct settling *self = context;
	const struct tab *tab = self->tab;
	int status = is_interrupted(self, error);

	if (status != 0 || navigation_is_under_way(tab))
		return status;
	return self->load ? tab->frames[0]->loaded : tab->frames[0]->content_loaded;
}

/* The browser would go on waiting, and so would everything that is done next. */
static int no_document(const struct settling *self, struct error *error)
{
	cdp_post(self->tab->target->session, "Page.stopLoading", NULL);
	return error_set(error, ERROR_TIMEOUT,
		"The page began to load another one from %.300s, which did not come within %d s.",
		tab_url(self->tab), self->limits->navigation_ms / 1000);
}

static bool is_main_frame_navigating(const struct tab *tab)
{
	return tab->frame_count && navigation_is_under_way_in(tab->frames[0]);
}

/* Commit and DOMContentLoaded must come, load need not; nor need the document of an inner frame. */
static int await_document(struct settling *self, struct error *error)
{
	struct loop *loop = self->browser->loop;
	int status = wait_or_pass(loop, has_document, self,
		deadline_in(self->limits->navigation_ms), "the next page", error);

	if (status == ERROR_TIMEOUT && is_main_frame_navigating(self->tab))
		return no_document(self, error);
	if (status == ERROR_TIMEOUT) {
		self->report->restless = true;
		navigation_forget(self->tab);
	}
	if (status == 0) {
		self->load = true;
		status = wait_or_pass(loop, has_document, self, deadline_in(self->limits->load_ms),
			"the next page", error);
		self->load = false;
	}
	return status == ERROR_TIMEOUT ? 0 : status;
}

static bool is_navigating(const struct settling *self)
{
	return navigation_is_under_way(self->tab) || self->tab->navigation.commits != self->commits;
}

/* --- quiet -------------------------------------------------------------------------- */

struct reading {
	struct settling *settling;
	struct cdp_pending **calls;
	size_t count;
};

static int all_read(void *context, struct error *error)
{
	const struct reading *reading = context;
	size_t done = 0;

	while (done < reading->count && cdp_is_done(reading->calls[done]))
		done++;
	return done == reading->count ? 1 : is_interrupted(reading->settling, error);
}

static void start_reading(struct reading *reading)
{
	struct tab *tab = reading->settling->tab;
	char expression[64];

	snprintf(expression, sizeof expression, "apprenticeQuiet.read(%lld)",
		(long long)reading->settling->mark->moment_ms);
	reading->calls = memory_new(tab->frame_count, sizeof(struct cdp_pending *));
	for (size_t i = 0; i < tab->frame_count; i++) {
		const struct context *context = context_find(tab->frames[i], BROWSER_WORLD);

		if (context)
			reading->calls[reading->count++] = cdp_start(
				tab->frames[i]->target->session, "Runtime.evaluate",
				json_pack("{s:s, s:s, s:b}", "uniqueContextId", context->unique_id,
					"expression", expression, "returnByValue", true));
	}
}

static void take_answer(struct settling *self, const json_t *reading, int64_t now_ms)
{
	int64_t changed_ms = now_ms - (int64_t)json_number_value(json_array_get(reading, 0));

	if (!json_is_array(reading))
		return; /* the document went away */
	if (changed_ms > self->changed_ms)
		self->changed_ms = changed_ms;
	self->report->mutations += (int)json_number_value(json_array_get(reading, 1));
	if (json_is_string(json_array_get(reading, 2)))
		tab_set_title(self->tab, json_string_value(json_array_get(reading, 2)));
}

static void take_reading(struct reading *reading)
{
	struct settling *self = reading->settling;
	int64_t now_ms = clock_now_ms();

	self->report->mutations = 0;
	for (size_t i = 0; i < reading->count; i++) {
		json_t *result = NULL;

		if (!cdp_is_done(reading->calls[i])) {
			cdp_abandon(reading->calls[i]);
			self->changed_ms = now_ms; /* it is too busy to answer */
			continue;
		}
		cdp_finish(reading->calls[i], 0, &result, NULL);
		take_answer(self, json_at(result, "result.value"), now_ms);
		json_decref(result);
	}
	free(reading->calls);
}

static int read_frames(struct settling *self, deadline_ms deadline, struct error *error)
{
	struct reading reading = {.settling = self};
	int status;

	start_reading(&reading);
	status = wait_or_pass(self->browser->loop, all_read, &reading,
		deadline_earlier(deadline, deadline_in(READ_MS)), "the frames", error);
	take_reading(&reading);
	return status == ERROR_TIMEOUT ? 0 : status;
}

/* Something happened that makes another look worth while before the time has come. */
static int has_stirred(void *context, struct error *error)
{
	const struct settling *self = context;
	int status = is_interrupted(self, error);

	if (status != 0)
		return status;
	return is_navigating(self) || network_pending(self->tab) != self->pending;
}

static int64_t quiet_from_ms(const struct settling *self)
{
	int64_t changed_ms = self->changed_ms > self->tab->network_changed_ms
				     ? self->changed_ms
				     : self->tab->network_changed_ms;

	return changed_ms + self->limits->quiet_ms;
}

/* Looks at the frames; > 0 when all has been quiet for long enough. Else waits until it could be,
 * or something stirs. */
static int look(struct settling *self, deadline_ms cap, struct error *error)
{
	deadline_ms next;
	int status = read_frames(self, cap, error);

	if (status < 0)
		return status;
	self->pending = network_pending(self->tab);
	next = quiet_from_ms(self);
	if (self->pending == 0 && deadline_left_ms(next) == 0)
		return 1;
	status = wait_or_pass(self->browser->loop, has_stirred, self,
		self->pending ? cap : deadline_earlier(cap, next), "the page to rest", error);
	return status == ERROR_TIMEOUT ? 0 : status;
}

static int await_quiet(struct settling *self, struct error *error)
{
	deadline_ms cap = deadline_in(self->limits->quiet_cap_ms);
	int status = 0;

	self->changed_ms = clock_now_ms();
	while (status == 0 && !is_navigating(self)) {
		status = is_interrupted(self, error);
		if (status == 0 && deadline_left_ms(cap) == 0) {
			self->report->restless = true;
			network_ignore_pending(self->tab);
			return 0;
		}
		if (status == 0)
			status = look(self, cap, error);
	}
	return status < 0 ? status : 0;
}

/* --- together ----------------------------------------------------------------------- */

static void fill_report(struct settling *self)
{
	const struct tab *tab = self->tab;
	const struct settle_mark *mark = self->mark;
	struct settle_report *report = self->report;

	report->navigated = tab->navigation.commits > mark->navigations;
	report->url_changed = tab->navigation.url_changes > mark->url_changes;
	report->dialog = tab->dialog.total > mark->dialogs;
	report->download = self->browser->downloads_begun > mark->downloads;
	report->closed = !tab->target;
	report->opened = opened_since(mark);
	report->waited_ms = (int)(clock_now_ms() - self->begun_ms);
}

/* A page may go on to another while it settles (redirects by script): three are followed. */
static int settle(struct settling *self, struct error *error)
{
	int status = pass_barrier(self, error);

	self->commits = self->mark->navigations;
	for (int documents = 0; status == 0 && documents < 4; documents++) {
		if (is_interrupted(self, error) != 0)
			break;
		if (is_navigating(self))
			status = await_document(self, error);
		self->commits = self->tab->navigation.commits;
		if (status == 0 && is_interrupted(self, error) == 0)
			status = await_quiet(self, error);
		if (!is_navigating(self))
			break;
	}
	return status;
}

int settle_wait(struct settle_mark *mark, const struct settle_limits *limits,
	struct settle_report *report, struct error *error)
{
	struct settling self = {.tab = mark->tab,
		.browser = mark->tab->browser,
		.mark = mark,
		.limits = limits ? limits : &settle_defaults,
		.report = report,
		.begun_ms = clock_now_ms()};
	int status;

	*report = (struct settle_report){0};
	status = settle(&self, error);
	if (status == 0)
		status = is_interrupted(&self, error) < 0 ? tab_check(self.tab, error) : 0;
	fill_report(&self);
	return status;
}
