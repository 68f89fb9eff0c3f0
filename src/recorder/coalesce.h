/*
 * coalesce.h - input events of a person -> actions. Pure: no browser, no clock.
 *
 * What a person does reaches us as a stream of small events; what a task consists of are actions.
 * An event either is an action for certain (a button was clicked), or belongs to one that is not
 * complete (typing), or may turn out to be none (a click into a field to put the caret there). What
 * is certain is emitted at once; the rest is held, in order, until a later event decides it.
 *
 *             certain                          emit, after the held ones are decided
 *   event  -> part of what is held             the held action grows
 *             may be one                       held; kept or dropped by what follows
 *
 * Invariants
 *  1. Actions are emitted in the order in which the person began them.
 *  2. An action's snapshot is the page from before the action's first event.
 *  3. Held: at most one typing, first; behind it clicks, keys, scrolling and hovering in doubt.
 *
 * Rules (each with a test): a label's click and the click it synthesises are one; a double click
 * replaces the click before it; typing is one `type` with the last value, ended by an action
 * elsewhere, Enter, or a navigation; Backspace, paste and caret keys are explained by the value, as
 * are keys that only changed a value; a select's change is `select`, a checkbox's `check`; date-like
 * inputs become `type` with the ISO value; navigations that the page begins are effects of what was
 * done before; scrolling and hovering are kept only if the next action's element appeared through
 * them; clicks on plain text or into a field are kept only if the page reacted.
 */
#ifndef RECORDER_COALESCE_H
#define RECORDER_COALESCE_H

#include "action/action.h"

#include <stdint.h>

enum input_event_kind {
	INPUT_CLICK,
	INPUT_DOUBLE_CLICK, /* the second click of one; CLICK came before */
	INPUT_RIGHT_CLICK,
	INPUT_HOVER,  /* the pointer entered an element that can be acted on */
	INPUT_INPUT,  /* a field's text changed; value = all of it */
	INPUT_CHANGE, /* a select (value = labels by newline) or checkbox ("on", "off") changed */
	INPUT_KEY,    /* value = name or chord; plain characters in text fields are not reported */
	INPUT_BLUR, /* a field with changed text lost the focus or is about to; value = its text */
	INPUT_SCROLL,	  /* value = "dx,dy" px; element 0: the page */
	INPUT_DRAG,	  /* element onto drop */
	INPUT_UPLOAD,	  /* value = paths, or names where paths are not known, by newline */
	INPUT_NAVIGATED,  /* value = url; flags */
	INPUT_DIALOG,	  /* answered; value as of the action */
	INPUT_TAB_OPENED, /* tab, opener */
	INPUT_TAB_CLOSED,
	INPUT_QUIET, /* the page has come to rest; snapshot = how */
	INPUT_END
};

enum input_event_flag {
	INPUT_BY_PAGE = 1 << 0, /* NAVIGATED: a link, form or script began it. TAB_CLOSED: a script.
	                               * TAB_OPENED without opener: was there before the recording */
	INPUT_BY_BROWSER =
		1 << 1,		 /* NAVIGATED: the person typed, reloaded or went through history */
	INPUT_BACK = 1 << 2,	 /* NAVIGATED: one step back in history */
	INPUT_SUBFRAME = 1 << 3, /* NAVIGATED: not the main frame */
	INPUT_REPLACEMENT = 1 << 4 /* INPUT: the browser replaced the text (completion, autofill) */
};

struct input_event {
	enum input_event_kind kind;
	int64_t at_ms;		      /* of the person's input, any one clock */
	size_t order;		      /* counts up; for attributing effects */
	int tab;		      /* number by order of opening, never reused */
	int opener;		      /* TAB_OPENED: tab number, -1: opened by the person */
	const char *frame;	      /* frame id; NULL: none */
	uint32_t element;	      /* in its frame's registry; 0: none */
	const struct element *target; /* descriptor; NULL: none */
	const struct element *drop;   /* DRAG: where it was dropped */
	const char *value;	      /* see the kinds; a placeholder for a secret; NULL is "" */
	uint32_t gesture; /* number of the key or pointer press, in its document; 0: unknown */
	unsigned flags;
	size_t snapshot; /* the page from before the event; 0: unknown */
};

struct coalesced {
	struct action action;	      /* element is event.element, of the frame's registry */
	const struct element *target; /* NULL: none */
	const struct element *drop;
	int tab;
	const char *frame; /* NULL: none */
	size_t snapshot;
	size_t order;		/* of the action's first event */
	bool replaces_previous; /* the action emitted before was only a part of this one */
};

/* What the coalescer asks about pages, and whom it tells. Texts and elements of an emitted action
 * are borrowed until the next push. */
struct coalescer_world {
	void *context;
	/* Was the element to be seen in this snapshot, be it scrolled away? */
	bool (*was_there)(void *context, size_t snapshot, const char *frame, uint32_t element);
	/* Do the pages of the two snapshots differ by more than focus? */
	bool (*changed)(void *context, size_t before, size_t after);
	void (*emit)(void *context, const struct coalesced *action);
};

struct coalescer;

struct coalescer *coalescer_new(struct coalescer_world world);
void coalescer_free(struct coalescer *coalescer); /* NULL is allowed */

/* Takes one event; what it points to is borrowed for the call. */
void coalescer_push(struct coalescer *coalescer, const struct input_event *event);

/* Undo of what a person did last, if it is held and visible to them (typing): true if it was. */
bool coalescer_drop_held(struct coalescer *coalescer);

/* Whether a snapshot may still be asked for or come with an action. */
bool coalescer_needs(const struct coalescer *coalescer, size_t snapshot);

/* What is held and will be an action for certain: typing. NULL: nothing. Borrowed. */
const struct coalesced *coalescer_held(const struct coalescer *coalescer);

#endif
