/*
 * live_view.h - a run while it runs, in the terminal: a line for each step that is done, and below
 * them, where the terminal can, a frame that changes in place:
 *
 *     book: Book Green for 5 people                                   a line, stays
 *        1 of about 3  type 'Green' into textbox 'Room'  (0.4 s)      a line, stays
 *     step 2 of about 3   4 s   book: Book Green for 5 people         the frame, from here on
 *       type '5' into spinbutton 'People'
 *       sure  ################----  78 %   native: the goal names it
 *       else   12 %  click button 'Book'
 *       learning on, 12 of 100 updates; 3 refused; shadow agrees 96 %; 9 of the last 10
 *
 * In a file or a pipe there are the lines alone. The frame leaves the terminal as it found it after
 * every drawing: one write, no mode stays switched, the cursor rests at the frame's upper left
 * corner, which is where the next drawing begins. So a change of the window's size cannot put it
 * into the wrong place, and nothing has to be restored if the process is killed.
 *
 * It shows what it is told; nothing is asked. All texts pass through log_text(): no secret, and no
 * escape sequence of a page. A frame is drawn only if it differs from the one that is shown.
 */
#ifndef DASHBOARD_LIVE_VIEW_H
#define DASHBOARD_LIVE_VIEW_H

#include "base/bytes.h"
#include "base/clock.h"
#include "base/secrets.h"

#include <stdbool.h>
#include <stdio.h>

enum { LIVE_ALTERNATIVES = 2 };

enum live_detail {
	LIVE_NOTHING, /* --quiet, --json */
	LIVE_USUAL,
	LIVE_MORE /* --verbose: also why, what else, how long, what it changed */
};

struct live_action {
	const char *words;  /* "click button 'Book'" */
	double probability; /* 0..1 */
};

/* A decision, about to be carried out. Borrowed for the call. */
struct live_step {
	int index; /* from 0 */
	const char *action;
	const char *policy;				    /* that decided; NULL: not known */
	double confidence;				    /* 0..1 */
	const char *reason;				    /* may be NULL */
	struct live_action alternatives[LIVE_ALTERNATIVES]; /* likeliest first */
	size_t alternative_count;
};

/* What became of it. */
struct live_result {
	const char *error;   /* "" or why it failed */
	const char *changes; /* of the page; "" for none */
	int64_t observe_ms, decide_ms, act_ms, settle_ms, wait_ms;
};

/* What is known of the task's learning; zeroed memory is a run that does not learn. */
struct live_learning {
	bool on;
	const char *off_because;  /* a sentence; NULL: it is on, or nobody asked for it */
	size_t updates, budget;	  /* used, of; budget 0: not known */
	size_t refused;		  /* updates, in this run */
	const char *last_refusal; /* its reason, such as "entropy"; NULL: none */
	size_t shadow_steps;	  /* decisions compared */
	double shadow_agreement;  /* 0..1 */
	size_t window_successes, window_count; /* of the last verified outcomes */
	size_t rollbacks;
};

struct live_options {
	FILE *stream;
	const struct secrets *secrets; /* borrowed, may be NULL */
	enum live_detail detail;
	bool in_place;		 /* terminal_takes_moves() */
	bool colour;		 /* terminal_takes_colour() */
	bool utf8;		 /* terminal_takes_utf8() */
	const char *task, *goal; /* borrowed */
	int about;		 /* how many steps the demonstration took; 0: not known */
	const char *caution;	 /* said at the beginning; NULL: nothing */
};

struct live_view;

/* Prints the beginning. */
struct live_view *live_view_begin(const struct live_options *options);
void live_view_step(struct live_view *view, const struct live_step *step);
void live_view_result(
	struct live_view *view, const struct live_step *step, const struct live_result *result);
void live_view_learning(struct live_view *view, const struct live_learning *learning);
/* Time went on, or the window changed. */
void live_view_tick(struct live_view *view);
/* Takes the frame away; the lines stay. Accepts NULL. */
void live_view_end(struct live_view *view);

/* The frame as text, for a window of this size and at this moment; for live_view_tick() and for
 * tests. Lines are separated by newlines. */
void live_view_frame(const struct live_view *view, int columns, int rows, int64_t elapsed_ms,
	struct bytes *frame);

#endif
