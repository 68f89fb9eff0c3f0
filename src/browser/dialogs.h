/*
 * dialogs.h - alert, confirm, prompt, beforeunload. Private to browser.
 *
 * Chrome reports every dialog of a page, also of its foreign frames, on the page's session, and
 * answers nearly nothing while one is open; so they are handled here, from the event, and never
 * behind a queue of calls.
 *
 *   opening -- alert, beforeunload ------------------> accepted at once
 *           -- confirm, prompt --> OPEN --answer-----> closed
 *           -- the 21st of a document on ------------> dismissed, and its script is ended
 */
#ifndef BROWSER_DIALOGS_H
#define BROWSER_DIALOGS_H

#include "browser/model.h"

void dialog_forget(struct tab *tab);

void on_dialog_opened(struct browser *browser, struct target *target, const json_t *params);
void on_dialog_closed(struct browser *browser, struct target *target, const json_t *params);

#endif
