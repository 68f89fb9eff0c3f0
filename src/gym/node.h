/*
 * node.h - a page of the gym as a tree of elements and texts, like a document.
 *
 * One tree drives three things, so that they cannot disagree: the observation (gather.h), the HTML
 * (render.h), and what an action does (site.h). The tree is retained: actions change flags and
 * values, and an element keeps its id as long as its page is not loaded anew.
 *
 * All memory is the tree's arena; texts are borrowed from there or are constants.
 */
#ifndef GYM_NODE_H
#define GYM_NODE_H

#include "base/arena.h"
#include "gym/tag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum attribute {
	ATTRIBUTE_ID,
	ATTRIBUTE_CLASS,
	ATTRIBUTE_NAME,
	ATTRIBUTE_TYPE,
	ATTRIBUTE_HREF,
	ATTRIBUTE_TITLE,
	ATTRIBUTE_PLACEHOLDER,
	ATTRIBUTE_ALT,
	ATTRIBUTE_SRC,
	ATTRIBUTE_ROLE,
	ATTRIBUTE_ARIA_LABEL,
	ATTRIBUTE_ARIA_LIVE,
	ATTRIBUTE_TEST_ID,
	ATTRIBUTE_TABINDEX,
	ATTRIBUTE_COUNT
};

const char *attribute_name(enum attribute attribute); /* "aria-label" */

enum node_flag {
	NODE_HIDDEN = 1 << 0, /* not displayed, with all inside */
	NODE_CHECKED = 1 << 1,
	NODE_DISABLED = 1 << 2,
	NODE_REQUIRED = 1 << 3,
	NODE_READONLY = 1 << 4,
	NODE_POINTER = 1 << 5,	 /* drawn with a pointing hand: clickable by script */
	NODE_EDITABLE = 1 << 6,	 /* contenteditable */
	NODE_EXPANDED = 1 << 7,	 /* aria-expanded true */
	NODE_COLLAPSED = 1 << 8, /* aria-expanded false */
	NODE_PRESSED = 1 << 9,	 /* aria-pressed true */
	NODE_SELECTED = 1 << 10, /* aria-selected true */
	NODE_CURRENT = 1 << 11,	 /* aria-current */
	NODE_INVALID = 1 << 12,	 /* aria-invalid */
	NODE_OPEN = 1 << 13,	 /* of details */
	NODE_MODAL = 1 << 14,	 /* lies over all that is not inside */
	NODE_BOX = 1 << 15,	 /* a box of a size of its own, as `width`, `height` say */
	NODE_LAZY = 1 << 16,	 /* hidden until the page is scrolled */
	NODE_PICKED = 1 << 17,	 /* the value was chosen from suggestions */
	NODE_GIVEN = 1 << 18,	 /* a field that other nodes put or step the value of */
	NODE_ON = 1 << 19,	 /* a toggle that says so by its class only */
	NODE_PANEL = 1 << 20	 /* shown in turn with others around it (EFFECT_TAB) */
};

/* How children are placed. */
enum flow {
	FLOW_BLOCK,  /* below each other, inline ones beside each other */
	FLOW_ROW,    /* beside each other */
	FLOW_COLUMNS /* in a grid */
};

struct choice {
	const char *label;
	const char *value; /* the attribute; the label where it is the same */
	bool selected;
};

struct deed; /* site.h */

enum effect_kind {
	EFFECT_NONE,
	EFFECT_GO,     /* to page `amount` */
	EFFECT_TOGGLE, /* shows or hides target; expanded and collapsed follow */
	EFFECT_OPEN,   /* shows target */
	EFFECT_CLOSE,  /* hides target */
	EFFECT_TAB,    /* shows target and hides its siblings */
	EFFECT_FLIP,   /* flips checked (ARIA's boxes), pressed, or the class, to `value` */
	EFFECT_PUT,    /* target's value becomes `value`; the popup around this closes */
	EFFECT_STEP,   /* target's number changes by `amount`, within its bounds */
	EFFECT_TURN,   /* shows the next (amount 1) or previous (-1) child of target */
	EFFECT_SUGGEST /* when typed into: shows what fits of target's children */
};

struct effect {
	enum effect_kind kind;
	struct node *target;
	const char *value;
	int amount;
};

struct node {
	enum tag tag;
	uint32_t id; /* of the element; unique in its site; 0 for texts */
	uint32_t flags;
	const char *text; /* of TAG_TEXT */
	const char *attributes[ATTRIBUTE_COUNT];
	const char *value;   /* of a field, what it holds now; never NULL */
	const char *initial; /* value and flags when the site was new */
	uint32_t initial_flags;
	struct choice *choices;
	size_t choice_count;
	struct node *parent, *first, *last, *next;
	const struct node *label; /* that names this field */
	struct node *labels;	  /* of a label: its field */
	struct effect effect;	  /* of a click, or of typing where it is EFFECT_SUGGEST */
	struct deed *deed;	  /* what a click does for the task; NULL */
	struct deed *on_enter;	  /* what Enter does in this field, if no button does it; NULL */
	struct node *opener;	  /* what shows this, where it may be hidden */
	int least, most;	  /* bounds of a stepper's number */
	enum flow flow;
	int columns;		   /* of FLOW_COLUMNS */
	float wide, high;	   /* size wished, px; 0: by content */
	float x, y, width, height; /* px, as laid out */
};

struct tree {
	struct arena *arena;
	uint32_t next_id;
};

struct node *node_new(struct tree *tree, struct node *parent, enum tag tag);
/* An element that holds nothing but a text. */
struct node *node_with_text(struct tree *tree, struct node *parent, enum tag tag, const char *text);
struct node *node_text(struct tree *tree, struct node *parent, const char *text);
void node_set(struct node *node, enum attribute attribute, const char *value);
const char *node_get(const struct node *node, enum attribute attribute); /* never NULL */
bool node_is(const struct node *node, enum attribute attribute, const char *value);

/* Takes a node out of its parent; it can be put elsewhere with node_append(). */
void node_detach(struct node *node);
void node_append(struct node *parent, struct node *child);
/* Puts it before another child; NULL: at the end. */
void node_insert(struct node *parent, struct node *child, struct node *before);

/* In document order; NULL at the end. Stays within root. */
struct node *node_next(const struct node *node, const struct node *root);
struct node *node_next_sibling_of(const struct node *node, const struct node *root);

bool node_is_inside(const struct node *node, const struct node *ancestor);
struct node *node_root(const struct node *node);
/* Neither it nor anything around it is hidden. Closed details hide all but their summary. */
bool node_is_shown(const struct node *node);
/* The outermost one that is hidden, of it and all around it; NULL if it is shown. */
const struct node *node_hidden_by(const struct node *node);

bool node_is_control(const struct node *node); /* input, select, textarea, button */
bool node_is_text_field(const struct node *node);
bool node_is_checkable(const struct node *node); /* checkbox, radio, switch: native or by role */
bool node_is_radio(const struct node *node);
bool node_is_on(const struct node *node); /* checked, pressed or selected */
/* The text inside, as it reads; in the arena. */
const char *node_content(const struct node *node, struct arena *arena);
const struct choice *node_chosen(const struct node *node); /* of a select; NULL */

#endif
