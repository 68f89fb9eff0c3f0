/*
 * observation.h - what a policy sees of a page: elements, groups, text. A value: it can be
 * stored, replayed, compared and fuzzed, and knows nothing of browsers.
 *
 * An observation covers all frames and open tabs at one moment. `elements` are in reading order
 * (frames in place of their iframe element): first what can be acted on and the text that explains
 * it. `id` names an element across observations of one document; positions in the array do not.
 *
 * Texts are valid UTF-8, never NULL ("" where there is none), owned by the observation's arena.
 * The value of a secret field (password, one-time code, card number, or declared) is never in
 * here: `secret` is set and `value` is "" or "(filled)".
 *
 * Every limit that cut something is listed in `cuts`.
 */
#ifndef OBSERVATION_OBSERVATION_H
#define OBSERVATION_OBSERVATION_H

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OBSERVATION_ELEMENTS_MAXIMUM 12000
#define OBSERVATION_OPTIONS_MAXIMUM  300   /* of one select */
#define OBSERVATION_TEXT_MAXIMUM     20000 /* bytes of page text */
#define OBSERVATION_NAME_MAXIMUM     400   /* bytes of one name, value or context */

/* What can be done to an element; bits of element.operations. */
enum operation {
	OPERATION_CLICK = 1 << 0,
	OPERATION_TYPE = 1 << 1,   /* text fields, contenteditable, date and the like */
	OPERATION_SELECT = 1 << 2, /* native select */
	OPERATION_CHECK = 1 << 3,  /* checkbox, radio, switch */
	OPERATION_UPLOAD = 1 << 4,
	OPERATION_SCROLL = 1 << 5, /* a scroll box with hidden content */
	OPERATION_DRAG = 1 << 6
};

enum element_state {
	ELEMENT_CHECKED = 1 << 0,
	ELEMENT_MIXED = 1 << 1,
	ELEMENT_SELECTED = 1 << 2,
	ELEMENT_EXPANDED = 1 << 3,
	ELEMENT_COLLAPSED = 1 << 4, /* says that it can expand */
	ELEMENT_PRESSED = 1 << 5,
	ELEMENT_DISABLED = 1 << 6,
	ELEMENT_READONLY = 1 << 7,
	ELEMENT_REQUIRED = 1 << 8,
	ELEMENT_INVALID = 1 << 9,
	ELEMENT_FOCUSED = 1 << 10,
	ELEMENT_OFFSCREEN = 1 << 11, /* outside the viewport, can be scrolled to */
	ELEMENT_OCCLUDED = 1 << 12,  /* something else is on top at its centre */
	ELEMENT_SECRET = 1 << 13,
	ELEMENT_CURRENT = 1 << 14, /* aria-current */
	ELEMENT_LIVE = 1 << 15	   /* status, alert, log: announces outcomes */
};

struct option {
	const char *label;
	const char *value;
	bool selected, disabled;
};

/* How the page's author names an element; each may be "". For re-finding, not for people. */
struct locators {
	const char *test_id; /* data-testid, data-test-id, data-test, data-cy */
	const char *dom_id;
	const char *dom_name; /* the name attribute */
	const char *classes;
	const char *path; /* "html>body>main:1>form:0>input:2", child indexes; shadow as "//" */
};

struct element {
	uint32_t id;	     /* unique in the observation, stable while the document lives */
	uint16_t frame;	     /* index into frames */
	int16_t group;	     /* index into groups; -1: none */
	uint16_t operations; /* enum operation bits; 0: text only */
	uint32_t state;	     /* enum element_state bits */
	uint16_t like_index; /* among elements with the same role and name, in reading order */
	uint16_t like_count;
	const char *role;  /* ARIA role as Chromium computes it; "text" for plain text */
	const char *name;  /* accessible name as Chromium computes it; the text for "text" */
	const char *value; /* current value; of a select: the chosen labels, joined by ", " */
	const char *tag;   /* lower case, "input" */
	const char *type;  /* of an input, button: "password", "date", ... */
	const char *placeholder;
	const char
		*hint; /* title, class words, alt, file name of icon: words for icon-only things */
	const char *href;
	const char *
		context; /* own text of the row, item, card or fieldset it sits in, without its own */
	const struct option *options;
	uint16_t option_count;
	struct locators locators;
	float x, y, width,
		height; /* page viewport, CSS px, all frames; as they would be unclipped */
};

struct group {
	const char
		*kind; /* role: "row", "listitem", "form", "dialog", "table", "navigation", ... */
	const char *name; /* accessible name, legend, caption or first heading */
	int16_t parent;	  /* index into groups; -1 */
	uint16_t frame;
	uint16_t index; /* among siblings of its kind */
};

struct observed_frame {
	const char *id; /* CDP frame id, for execution */
	const char *url;
	const char *name;
	int16_t parent; /* index; -1 for the main frame */
	bool readable;	/* false: could not be observed; the cut says why */
};

struct observed_tab {
	const char *url, *title;
	bool current;
};

struct cut {
	const char *what; /* "elements", "page text", "options of 'Country'", "frame https://..." */
	size_t kept, total; /* total may be a lower bound */
};

struct observation {
	struct arena arena; /* owns all below */
	const char *url, *title;
	const char *language;
	int viewport_width_px, viewport_height_px;
	double scroll_y_px, scroll_height_px;
	struct element *elements;
	size_t element_count;
	struct group *groups;
	size_t group_count;
	struct observed_frame *frames;
	size_t frame_count;
	struct observed_tab *tabs;
	size_t tab_count;
	const char *text;			  /* visible page text, all frames */
	const char *dialog_type, *dialog_message; /* an open confirm or prompt; "" if none */
	const char *changes; /* what the last action changed, in words; "" at first */
	struct cut *cuts;
	size_t cut_count;
	int64_t took_us; /* to observe */
};

void observation_release(struct observation *observation); /* accepts a zeroed one */

/* The stored form (steps.jsonl, "observation"); reading checks every range and reference. */
json_t *observation_to_json(const struct observation *observation);
int observation_from_json(
	struct observation *observation, const json_t *value, struct error *error);
json_t *element_to_json(const struct element *element);
/* Texts go into the arena. Used for the descriptor of a step's target, too. */
int element_from_json(
	struct element *element, const json_t *value, struct arena *arena, struct error *error);

const struct element *observation_find(const struct observation *observation, uint32_t id);

/* A fingerprint of url, elements, values and states, without geometry: equal pages, equal hash. */
uint64_t observation_hash(const struct observation *observation);

/* What a live region says (an alert first, else the last one) and none said before: the element's
 * name, in after. NULL: nothing. */
const char *observation_announcement(
	const struct observation *before, const struct observation *after);

/* What differs between two observations, in words a person and a model understand
 * ("page changed to 'Invoices'; appeared: status 'Saved'; 'Quantity' is now '3'"), at most about
 * 300 bytes and 8 facts. Heap text, "" if nothing differs. */
char *observation_describe_changes(
	const struct observation *before, const struct observation *after);

/* "button 'Save'", "textbox 'Name' in row 'Anna'": for people. Heap text. */
char *element_describe(const struct observation *observation, const struct element *element);

#endif
