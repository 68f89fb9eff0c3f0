/*
 * target.h - attaching to pages and to frames in processes of their own. Private to browser.
 *
 * A new target is paused until we say so. Everything it needs is sent in one burst with the resume
 * at the end, and nothing is waited for in between: some commands are answered only after the
 * resume (cdp.md 1.4).
 */
#ifndef BROWSER_TARGET_H
#define BROWSER_TARGET_H

#include "browser/model.h"

struct target *target_find(const struct browser *browser, const char *session_id);

/* The page of a tab that we opened in a person's browser becomes ours: it gets what theirs are left
 * without, which are scripts, viewport and focus, and listeners hear of it. */
void target_adopt(struct target *target);

/* Lets go of the target and those below it; the tab of a page is closed. */
void target_release(struct target *target);

void on_attached(struct browser *browser, struct target *target, const json_t *params);
void on_detached(struct browser *browser, struct target *target, const json_t *params);
void on_target_crashed(struct browser *browser, struct target *target, const json_t *params);
void on_target_revived(struct browser *browser, struct target *target, const json_t *params);
void on_target_changed(struct browser *browser, struct target *target, const json_t *params);

#endif
