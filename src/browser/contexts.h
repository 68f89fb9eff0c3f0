/*
 * contexts.h - the JavaScript worlds of each frame. Private to browser.
 */
#ifndef BROWSER_CONTEXTS_H
#define BROWSER_CONTEXTS_H

#include "browser/model.h"

/* world "": the page's own. NULL when Chrome has not announced it. */
struct context *context_find(const struct frame *frame, const char *world);

/* Forgets the frame's contexts of target; NULL: all. */
void contexts_drop(struct frame *frame, const struct target *target);

void on_context_created(struct browser *browser, struct target *target, const json_t *params);
void on_context_destroyed(struct browser *browser, struct target *target, const json_t *params);
void on_contexts_cleared(struct browser *browser, struct target *target, const json_t *params);
void on_binding_called(struct browser *browser, struct target *target, const json_t *params);

#endif
