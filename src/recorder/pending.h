/*
 * pending.h - the actions that are not decided yet, in order; deciding and emitting them.
 * Private to recorder; coalesce.c has the rules of what is put in here.
 */
#ifndef RECORDER_PENDING_H
#define RECORDER_PENDING_H

#include "recorder/coalesce.h"
#include "recorder/held.h"
#include "recorder/tab_order.h"

#define PENDING_MAXIMUM 24 /* more than a person leaves in doubt; the oldest are then decided */

struct pending {
	struct coalescer_world world;
	struct held held[PENDING_MAXIMUM];
	size_t count;
	struct held last; /* emitted last; kind NONE: nothing, or undone */
	struct tab_order tabs;
	size_t current_snapshot; /* the newest of the current tab */
	int64_t last_input_ms;	 /* of what a person did last */
	bool has_input;
};

void pending_init(struct pending *pending, struct coalescer_world world);
void pending_release(struct pending *pending);

/* Emits without looking at what is held. `held` is taken. */
void pending_emit(struct pending *pending, struct held *held);
/* As the completion of what was emitted last: in its place, with its snapshot and order. */
void pending_emit_instead(struct pending *pending, struct held *held);
/* Decides what is held, then emits the event as an action. */
void pending_emit_event(
	struct pending *pending, enum action_kind kind, const struct input_event *event);

/* Decides all, or the first `count`, that is held, `next` being what follows: emits or drops.
 * `reacted`: it is known that the page reacted. */
void pending_resolve(struct pending *pending, const struct input_event *next, bool reacted);
void pending_resolve_first(
	struct pending *pending, size_t count, const struct input_event *next, bool reacted);
/* Decides what can be decided, the page being at rest as the event says. */
void pending_resolve_at_rest(struct pending *pending, const struct input_event *event);

struct held *pending_hold(struct pending *pending, enum action_kind kind,
	const struct input_event *event, enum keep keep);
struct held *pending_newest(struct pending *pending); /* NULL: none */
void pending_drop(struct pending *pending, size_t i);
void pending_drop_hovers(struct pending *pending, size_t left); /* the oldest, but for `left` */
/* Keys that did nothing but cause this event: its value says it all. */
void pending_drop_explained_keys(struct pending *pending, const struct input_event *event);

#endif
