/*
 * execution.h - one action being carried out. Private to action; execute.h is the interface.
 *
 * All functions here act on the element of the action unless they are given another. They return
 * the errors that execute.h lists.
 */
#ifndef ACTION_EXECUTION_H
#define ACTION_EXECUTION_H

#include "action/execute.h"
#include "browser/input.h"
#include "observation/observe.h"

struct execution {
	const struct action *action;
	const struct observation *observation;
	struct tab *tab;
	const struct execute_options *options;
	struct execute_report *report;
	const struct element *element; /* NULL: the action has none */
	struct frame *frame;	       /* of the element, or the main frame */
	deadline_ms deadline;
	struct loop *loop;
};

/* What must hold before input is given. */
struct readiness {
	bool enabled, editable;
	bool anywhere; /* need not be in view, still and on top: files, keys */
	bool guard;    /* a click comes next: watch it */
	bool typing;   /* the click is needed only by editors, to take the focus */
};

/* What prepare found: a point in the page's viewport, and what kind of control it is. */
struct target_point {
	double x_px, y_px;
	char type[24]; /* of an input */
	bool guarded;  /* a click is expected */
	bool secret;
	bool selected, empty; /* a field that was at once made ready for typing */
};

/* Calls function in the frame's world: "selectAll(%u)" becomes apprenticePage.selectAll(7). */
int execution_call(struct execution *execution, struct frame *frame, json_t **value,
	struct error *error, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* round: how often input had to be swallowed before. */
int execution_prepare(struct execution *execution, const struct element *element,
	const struct readiness *needs, int round, struct target_point *point, struct error *error);

/* How the guard saw the event: > 0 it went where it should, 0 it was swallowed (try again). */
int execution_verdict(struct execution *execution, struct error *error);

/* Prepares and clicks until the click is received. */
int execution_click(struct execution *execution, enum mouse_button button, int clicks,
	const struct readiness *needs, struct target_point *point, struct error *error);

/* One function per kind that needs more than a click. */
int execute_type(struct execution *execution, struct error *error);
int execute_select(struct execution *execution, struct error *error);
int execute_check(struct execution *execution, struct error *error);
int execute_upload(struct execution *execution, struct error *error);
int execute_press(struct execution *execution, struct error *error);
int execute_scroll(struct execution *execution, struct error *error);
int execute_drag(struct execution *execution, struct error *error);

/* The action's value; a placeholder becomes the secret's value here, at the last moment. *text is
 * borrowed. */
int execution_text(
	struct execution *execution, const char **text, bool *is_secret, struct error *error);

/* "The textbox 'Room'" begins many sentences. Heap. */
char *execution_subject(const struct execution *execution, const struct element *element);

/* text as a JavaScript string literal. Heap. */
char *script_literal(const char *text);

#endif
