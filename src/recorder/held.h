/*
 * held.h - an action that is not emitted yet, with copies of all it points to. Private to recorder.
 */
#ifndef RECORDER_HELD_H
#define RECORDER_HELD_H

#include "base/arena.h"
#include "recorder/coalesce.h"

enum keep {
	KEEP_ALWAYS,
	KEEP_IF_REACTED,   /* if the page is another at the next action */
	KEEP_IF_REVEALING, /* if the next action's element was not there before */
	KEEP_IF_FOLLOWED,  /* unless it is the last */
	KEEP_NEVER	   /* unless a later event says otherwise */
};

struct held {
	struct arena arena; /* owns target, drop, frame */
	struct coalesced out;
	char *value; /* owned; out.action.value */
	enum keep keep;
	uint32_t gesture;
	int64_t at_ms;
	double dx_px, dy_px; /* of a scroll */
};

/* The action `kind` with what the event says of element, place and time. */
void held_init(
	struct held *held, enum action_kind kind, const struct input_event *event, enum keep keep);
void held_release(struct held *held); /* accepts a zeroed one */
void held_set_value(struct held *held, const char *value);

/* On the event's element, or on what stands in its place after the page built it anew. */
bool held_is_on(const struct held *held, const struct input_event *event);
bool held_is_of_gesture(const struct held *held, const struct input_event *event);

#endif
