/*
 * frame_tree.h - the frames of a tab, kept in step with Chrome's events. Private to browser.
 *
 * A frame keeps its identity when it moves to another process: Chrome then detaches it from one
 * session (reason "swap") and attaches a target of the same id (cdp.md 1.5).
 */
#ifndef BROWSER_FRAME_TREE_H
#define BROWSER_FRAME_TREE_H

#include "browser/model.h"

struct frame *frame_find(const struct tab *tab, const char *id); /* NULL id: NULL */

/* parent NULL: the main frame. A frame known already is moved below parent. */
struct frame *frame_add(
	struct tab *tab, struct frame *parent, const char *id, struct target *target);
void frame_remove(struct frame *frame); /* with those below it */
void frames_release(struct tab *tab);	/* all, also those kept for readers */

/* What Page.getFrameTree of a target says. */
void frames_merge(struct target *target, const json_t *tree);

/* The document that target showed in frame, if it did, is gone without a successor. */
void frame_forget_document(struct frame *frame, const struct target *target);

/* target lost its frame's process: whose frames are they now, or were they removed? */
void frames_leave_target(struct target *target);

/* The frame that is the root of target's part of the tree. */
struct frame *frame_of_target(const struct target *target);

/* The headless shell announces a page's title late or never; the answer updates tab->title. */
void tab_ask_title(struct tab *tab);
void tab_set_title(struct tab *tab, const char *title);

void on_frame_attached(struct browser *browser, struct target *target, const json_t *params);
void on_frame_detached(struct browser *browser, struct target *target, const json_t *params);
void on_frame_navigated(struct browser *browser, struct target *target, const json_t *params);
void on_frame_url(struct browser *browser, struct target *target, const json_t *params);
void on_lifecycle(struct browser *browser, struct target *target, const json_t *params);

#endif
