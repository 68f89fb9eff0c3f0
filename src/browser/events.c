#include "browser/events.h"

#include "browser/contexts.h"
#include "browser/dialogs.h"
#include "browser/downloads.h"
#include "browser/frame_tree.h"
#include "browser/input_events.h"
#include "browser/navigation_events.h"
#include "browser/network.h"
#include "browser/target.h"

#include <stdlib.h>
#include <string.h>

typedef void event_handler(struct browser *browser, struct target *target, const json_t *params);

struct event_route {
	const char *method;
	event_handler *of_target;  /* on the session of a page or frame */
	event_handler *of_browser; /* on the root session; target is NULL */
};

/* Sorted by method. The deprecated Page.download* duplicates are left out on purpose. */
static const struct event_route routes[] = {
	{"Browser.downloadProgress", NULL, on_download_progress},
	{"Browser.downloadWillBegin", NULL, on_download_begun},
	{"Input.dragIntercepted", on_drag_intercepted, NULL},
	{"Inspector.targetCrashed", on_target_crashed, NULL},
	{"Inspector.targetReloadedAfterCrash", on_target_revived, NULL},
	{"Network.loadingFailed", on_request_ended, NULL},
	{"Network.loadingFinished", on_request_ended, NULL},
	{"Network.requestWillBeSent", on_request_begun, NULL},
	{"Page.frameAttached", on_frame_attached, NULL},
	{"Page.frameClearedScheduledNavigation", on_navigation_unscheduled, NULL},
	{"Page.frameDetached", on_frame_detached, NULL},
	{"Page.frameNavigated", on_frame_navigated, NULL},
	{"Page.frameRequestedNavigation", on_navigation_scheduled, NULL},
	{"Page.frameScheduledNavigation", on_navigation_scheduled, NULL},
	{"Page.frameStartedNavigating", on_navigation_started, NULL},
	{"Page.frameStoppedLoading", on_navigation_stopped, NULL},
	{"Page.javascriptDialogClosed", on_dialog_closed, NULL},
	{"Page.javascriptDialogOpening", on_dialog_opened, NULL},
	{"Page.lifecycleEvent", on_lifecycle, NULL},
	{"Page.navigatedWithinDocument", on_frame_url, NULL},
	{"Runtime.bindingCalled", on_binding_called, NULL},
	{"Runtime.executionContextCreated", on_context_created, NULL},
	{"Runtime.executionContextDestroyed", on_context_destroyed, NULL},
	{"Runtime.executionContextsCleared", on_contexts_cleared, NULL},
	{"Target.attachedToTarget", on_attached, on_attached},
	{"Target.detachedFromTarget", on_detached, on_detached},
	{"Target.targetInfoChanged", NULL, on_target_changed},
};

static int compare(const void *method, const void *route)
{
	return strcmp(method, ((const struct event_route *)route)->method);
}

void browser_take_event(
	void *context, const char *session_id, const char *method, const json_t *params)
{
	struct browser *browser = context;
	const struct event_route *route =
		bsearch(method, routes, sizeof routes / sizeof *routes, sizeof *routes, compare);
	struct target *target;

	if (!route)
		return;
	if (!*session_id) {
		if (route->of_browser)
			route->of_browser(browser, NULL, params);
		return;
	}
	target = target_find(browser, session_id); /* NULL: let go of in the meantime */
	if (target && route->of_target)
		route->of_target(browser, target, params);
}
