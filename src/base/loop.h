/*
 * loop.h - the one event loop (libuv) and the one way to wait.
 *
 * The program is single-threaded. Code that needs an answer starts its request and calls
 * loop_wait(): the loop runs, and with it everything else that is registered (the browser's
 * messages, timers, the dashboard), until the condition holds, the deadline passes, the
 * condition fails, or the person interrupts.
 *
 * Rule: a callback run by the loop never waits. It changes state and may start requests;
 * loop_wait() asserts that it is not entered twice.
 */
#ifndef BASE_LOOP_H
#define BASE_LOOP_H

#include "base/clock.h"
#include "base/error.h"

#include <stdbool.h>
#include <uv.h>

struct loop {
	uv_loop_t uv;
	uv_timer_t alarm; /* wakes loop_wait() at its deadline */
	uv_signal_t interrupt, terminate;
	bool waiting;
	bool cancelled; /* SIGINT or SIGTERM arrived */
};

/* Also has the process ignore SIGPIPE: writing to a browser that is gone must return an error. */
int loop_init(struct loop *loop, struct error *error);
void loop_release(struct loop *loop); /* closes what is still open on it */

/* SIGINT and SIGTERM set `cancelled` and end waits with ERROR_CANCELLED; a second one ends the
 * process by the signal's default action. */
int loop_catch_signals(struct loop *loop, struct error *error);

/* After the person's wish to stop was noted, clean-up may need to wait again. */
void loop_forgive_cancel(struct loop *loop);

/* Returns > 0 when what is waited for has happened, 0 not yet, < 0 an error code it has put
 * into error. Called after every loop iteration, so it must be cheap. */
typedef int loop_condition(void *context, struct error *error);

/* 0, ERROR_TIMEOUT ("... did not happen within ..." naming `what`), ERROR_CANCELLED, or the
 * condition's own error. `what` completes "waiting for ...". */
int loop_wait(struct loop *loop, loop_condition *condition, void *context, deadline_ms deadline,
	const char *what, struct error *error);

/* Lets the loop handle what is ready, without blocking. */
void loop_poll(struct loop *loop);

#endif
