/*
 * tab_call.h - calls to a page that notice what makes an answer impossible. Private to browser.
 *
 * While a dialog is open Chrome withholds most answers; these calls then end at once with BLOCKED
 * instead of at their deadline.
 */
#ifndef BROWSER_TAB_CALL_H
#define BROWSER_TAB_CALL_H

#include "browser/model.h"

/* 0 if the tab can be asked now; else STALE (closed), CRASHED, BLOCKED (dialog), CLOSED. */
int tab_check(const struct tab *tab, struct error *error);
/* frame NULL: a frame of a tab that was closed, as tab_frame() gives it. */
int frame_check(const struct frame *frame, struct error *error);

/* As cdp_finish() and cdp_call(), on tab's page or one of its frames. */
int tab_finish(struct tab *tab, struct cdp_pending *pending, deadline_ms deadline, json_t **result,
	struct error *error);
int tab_call(struct tab *tab, struct cdp_session *session, const char *method, json_t *params,
	deadline_ms deadline, json_t **result, struct error *error);

#endif
