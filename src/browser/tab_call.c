#include "browser/tab_call.h"

static int blocked(const struct tab *tab, struct error *error)
{
	return error_set(error, ERROR_BLOCKED,
		"A %s dialog is open (\"%.200s\"); answer it before anything else can happen on "
		"the "
		"page.",
		tab->dialog.type, tab->dialog.message);
}

int tab_check(const struct tab *tab, struct error *error)
{
	if (!cdp_is_open(tab->browser->connection))
		return error_set(
			error, ERROR_CLOSED, "%s", cdp_close_reason(tab->browser->connection));
	if (!tab->target)
		return error_set(error, ERROR_STALE, "The tab was closed.");
	if (tab->crashed)
		return error_set(error, ERROR_CRASHED,
			"The page crashed: its renderer process died. Navigate to load it again.");
	return tab->dialog.open ? blocked(tab, error) : 0;
}

int frame_check(const struct frame *frame, struct error *error)
{
	int status;

	if (!frame)
		return error_set(error, ERROR_STALE, "The tab was closed.");
	status = tab_check(frame->tab, error);
	if (status == 0 && (frame->gone || !frame->target))
		status = error_set(error, ERROR_STALE,
			"The frame %s was removed or is being replaced. Observe the page again.",
			frame->url);
	return status;
}

struct wait {
	struct tab *tab;
	struct cdp_pending *pending;
};

static int answered_or_blocked(void *context, struct error *error)
{
	const struct wait *wait = context;

	if (cdp_is_done(wait->pending))
		return 1;
	return wait->tab->dialog.open ? blocked(wait->tab, error) : 0;
}

int tab_finish(struct tab *tab, struct cdp_pending *pending, deadline_ms deadline, json_t **result,
	struct error *error)
{
	struct wait wait = {tab, pending};
	int status = 0;

	if (!cdp_is_done(pending))
		status = loop_wait(tab->browser->loop, answered_or_blocked, &wait, deadline,
			"the page's answer", error);
	if (status == 0)
		return cdp_finish(pending, deadline, result, error);
	tab->hung |= status == ERROR_TIMEOUT;
	cdp_abandon(pending);
	return status;
}

int tab_call(struct tab *tab, struct cdp_session *session, const char *method, json_t *params,
	deadline_ms deadline, json_t **result, struct error *error)
{
	return tab_finish(tab, cdp_start(session, method, params), deadline, result, error);
}
