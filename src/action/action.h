/*
 * action.h - one thing an agent or a person does, as a value. No browser in here.
 *
 * The table below drives parsing, printing, checking, docs and tests; a new kind is a new row.
 */
#ifndef ACTION_ACTION_H
#define ACTION_ACTION_H

#include "base/error.h"
#include "base/json.h"
#include "observation/observation.h"

/* name, needs (an operation bit of the element, or 0 where it needs no element), takes a value,
 * the value's meaning, help */
#define ACTION_KINDS(X)                                                                            \
	X(CLICK, "click", OPERATION_CLICK, false, "", "press the left button on an element")       \
	X(DOUBLE_CLICK, "double_click", OPERATION_CLICK, false, "", "press it twice")              \
	X(RIGHT_CLICK, "right_click", OPERATION_CLICK, false, "", "open its context menu")         \
	X(TYPE, "type", OPERATION_TYPE, true, "text", "replace the content of a field")            \
	X(SELECT, "select", OPERATION_SELECT, true, "label", "choose options of a list")           \
	X(CHECK, "check", OPERATION_CHECK, true, "on or off", "set a checkbox, radio or switch")   \
	X(PRESS, "press", 0, true, "key or chord",                                                 \
		"press a key, on an element or where the focus is")                                \
	X(HOVER, "hover", OPERATION_CLICK, false, "", "move the mouse onto an element")            \
	X(DRAG, "drag", OPERATION_CLICK, true, "target element id",                                \
		"drag an element onto another")                                                    \
	X(SCROLL, "scroll", 0, true, "dx,dy in px", "scroll the page, or an element's box")        \
	X(UPLOAD, "upload", OPERATION_UPLOAD, true, "path, or paths by newline",                   \
		"give files to a file field")                                                      \
	X(NAVIGATE, "navigate", 0, true, "url", "go to an address")                                \
	X(BACK, "back", 0, false, "", "go back in history")                                        \
	X(SWITCH_TAB, "switch_tab", 0, true, "tab index", "continue in another tab")               \
	X(CLOSE_TAB, "close_tab", 0, false, "", "close the current tab")                           \
	X(DIALOG, "dialog", 0, true, "accept, dismiss, or accept:text",                            \
		"answer a JavaScript dialog")                                                      \
	X(WAIT, "wait", 0, false, "", "wait until the page changes or is quiet")                   \
	X(FINISH, "finish", 0, true, "answer or empty", "say that the task is done")

enum action_kind {
	ACTION_NONE = 0,
#define ACTION_ENUM(id, name, needs, valued, meaning, help) ACTION_##id,
	ACTION_KINDS(ACTION_ENUM)
#undef ACTION_ENUM
		ACTION_KIND_COUNT
};

struct action {
	enum action_kind kind;
	uint32_t element;  /* element.id in the observation the action was decided on; 0: none */
	const char *value; /* "" where there is none; a placeholder "{{secret:name}}" for secrets */
};

const char *action_kind_name(enum action_kind kind);	  /* "double_click"; "none" */
enum action_kind action_kind_from_name(const char *name); /* ACTION_NONE if unknown */
const char *action_kind_help(enum action_kind kind);
const char *action_kind_meaning(enum action_kind kind); /* of the value; "" */
uint16_t action_kind_needs(enum action_kind kind);	/* operation bits, 0: none */
bool action_kind_takes_value(enum action_kind kind);
/* Whether the kind works on an element at all, be it optionally (press, scroll). */
bool action_kind_may_have_element(enum action_kind kind);

bool actions_equal(const struct action *a, const struct action *b);

/* Is it complete and possible on this page? Element exists, is enabled and offers the operation;
 * value present, option exists, tab exists, URL well formed, key known. INPUT or NOT_FOUND or
 * BLOCKED with a sentence naming the alternatives. */
int action_check(
	const struct action *action, const struct observation *observation, struct error *error);

json_t *action_to_json(const struct action *action);
int action_from_json(
	struct action *action, const json_t *value, struct arena *arena, struct error *error);

/* "type 'Blue' into textbox 'Room'": for people; secrets stay placeholders. Heap text. */
char *action_describe(const struct action *action, const struct observation *observation);

#endif
