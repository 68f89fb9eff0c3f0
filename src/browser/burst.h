/*
 * burst.h - several input calls sent at once and waited for together. Private to browser.
 *
 * Nothing is waited for between them, so the page cannot move under a click between its parts.
 */
#ifndef BROWSER_BURST_H
#define BROWSER_BURST_H

#include "browser/model.h"

enum { BURST_CALLS = 128 };

struct burst {
	struct tab *tab;
	struct cdp_pending *calls[BURST_CALLS];
	size_t count;
	uint64_t dialogs;		/* that the tab had shown at the beginning */
	const struct cdp_pending *told; /* a call whose answer says that all has come; or NULL */
};

/* Fails if the tab cannot be spoken to. */
int burst_begin(struct burst *burst, struct tab *tab, struct error *error);
void burst_send(struct burst *burst, const char *method, json_t *params);
bool burst_is_full(const struct burst *burst); /* no room for one more key */

/* Waits for the answers, or for that of `told`, which may come sooner. That the tab closed or a dialog opened by what was sent is no error: the
 * answers then never come, and what was sent was received. */
int burst_finish(struct burst *burst, deadline_ms deadline, struct error *error);

#endif
