/*
 * coalesce.h - input events of a person -> actions. Pure: no browser, no clock.
 *
 * Rules (each with a test): a label's click and the click it synthesises are one; a double click
 * replaces the clicks before it; typing is one `type` with the last value, flushed by another
 * element, Enter, blur or a navigation; Backspace, paste and caret keys are explained by the value;
 * bare modifiers and IME keys are dropped; a select's change is `select`, a checkbox's `check`;
 * date-like inputs become `type` with the ISO value; a navigation within 5 s of an action is its
 * effect, else a `navigate` of its own; the scrolling that brings the next target into view is
 * dropped, other scrolling is one step per box; clicks that change nothing on plain text are kept
 * only if the page reacted.
 */
#ifndef RECORDER_COALESCE_H
#define RECORDER_COALESCE_H

#include "action/action.h"
#include "base/json.h"

#include <stdint.h>

enum input_event_kind {
	INPUT_CLICK, INPUT_DOUBLE_CLICK, INPUT_RIGHT_CLICK, INPUT_HOVER, INPUT_INPUT, INPUT_CHANGE,
	INPUT_KEY, INPUT_BLUR, INPUT_SCROLL, INPUT_DRAG, INPUT_UPLOAD, INPUT_NAVIGATED,
	INPUT_DIALOG, INPUT_TAB_OPENED, INPUT_TAB_SWITCHED, INPUT_TAB_CLOSED, INPUT_END
};

struct input_event {
	enum input_event_kind kind;
	int64_t at_ms;              /* monotonic */
	int tab;                    /* index */
	const char *frame;          /* frame id; borrowed */
	uint32_t element;           /* registry id; 0: none */
	const struct element *target; /* descriptor; borrowed for the call */
	const char *value;          /* of the field after the event, key name, url; placeholder if secret */
	const json_t *detail;       /* kind-specific; may be NULL */
	size_t snapshot;            /* which pre-action observation belongs to it */
};

struct coalesced {
	struct action action;       /* texts owned by the coalescer until the next push */
	const struct element *target;
	int tab;
	const char *frame;
	size_t snapshot;
	bool replaces_previous;     /* a double click replacing a click */
};

struct coalescer;

struct coalescer *coalescer_new(void);
void coalescer_free(struct coalescer *coalescer);

/* Takes one event and emits 0..n finished actions through `emit`. */
void coalescer_push(struct coalescer *coalescer, const struct input_event *event,
	void (*emit)(void *context, const struct coalesced *action), void *context);

#endif
