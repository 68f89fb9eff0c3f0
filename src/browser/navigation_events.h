/*
 * navigation_events.h - signs that a frame is about to get a new document, or after all is not.
 * Private to browser.
 *
 *   link, form, script: scheduled --> started --> unscheduled --> committed | stopped
 *   javascript:void(0): scheduled --> unscheduled
 *   address bar, us:                  started -----------------> committed | stopped
 *
 * "Stopped" without a commit: no content, a download, a cancelled navigation. The first document of
 * an inner frame does not count: the page around it is usable without.
 */
#ifndef BROWSER_NAVIGATION_EVENTS_H
#define BROWSER_NAVIGATION_EVENTS_H

#include "browser/model.h"

bool navigation_is_under_way(const struct tab *tab);	    /* in any frame */
bool navigation_is_under_way_in(const struct frame *frame); /* NULL: no */

void navigation_forget(struct tab *tab); /* nobody waits for it any more */

void on_navigation_scheduled(struct browser *browser, struct target *target, const json_t *params);
void on_navigation_unscheduled(
	struct browser *browser, struct target *target, const json_t *params);
void on_navigation_started(struct browser *browser, struct target *target, const json_t *params);
void on_navigation_stopped(struct browser *browser, struct target *target, const json_t *params);

#endif
