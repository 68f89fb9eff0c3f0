#include "base/loop.h"

#include <assert.h>
#include <signal.h>

static int uv_problem(struct error *error, int code, const char *what)
{
	return error_set(error, ERROR_IO, "Cannot %s: %s.", what, uv_strerror(code));
}

int loop_init(struct loop *loop, struct error *error)
{
	*loop = (struct loop){0};
	int code = uv_loop_init(&loop->uv);
	if (code)
		return uv_problem(error, code, "start the event loop");
	uv_timer_init(&loop->uv, &loop->alarm);
	uv_signal_init(&loop->uv, &loop->interrupt);
	uv_signal_init(&loop->uv, &loop->terminate);
	loop->alarm.data = loop->interrupt.data = loop->terminate.data = loop;
	signal(SIGPIPE, SIG_IGN);
	return 0;
}

static void close_handle(uv_handle_t *handle, void *context)
{
	(void)context;
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

void loop_release(struct loop *loop)
{
	if (!loop->alarm.data)
		return;
	assert(!loop->waiting);
	int code;
	do {
		uv_walk(&loop->uv, close_handle, NULL);
		uv_run(&loop->uv, UV_RUN_DEFAULT);
		code = uv_loop_close(&loop->uv);
	} while (code == UV_EBUSY);
	*loop = (struct loop){0};
}

/* Stopping the watchers gives both signals back their default action, so that the second one
 * ends the process even while the program is computing and no loop runs. */
static void on_signal(uv_signal_t *handle, int number)
{
	(void)number;
	struct loop *loop = handle->data;
	loop->cancelled = true;
	uv_signal_stop(&loop->interrupt);
	uv_signal_stop(&loop->terminate);
}

int loop_catch_signals(struct loop *loop, struct error *error)
{
	int code = uv_signal_start(&loop->interrupt, on_signal, SIGINT);
	if (code == 0)
		code = uv_signal_start(&loop->terminate, on_signal, SIGTERM);
	return code ? uv_problem(error, code, "watch for signals") : 0;
}

void loop_forgive_cancel(struct loop *loop)
{
	loop->cancelled = false;
}

static void on_alarm(uv_timer_t *alarm)
{
	(void)alarm; /* its work is done by ending uv_run() */
}

static void run_until_something(struct loop *loop, deadline_ms deadline)
{
	uv_update_time(&loop->uv);
	uv_timer_start(&loop->alarm, on_alarm, (uint64_t)deadline_left_ms(deadline), 0);
	uv_run(&loop->uv, UV_RUN_ONCE);
	uv_timer_stop(&loop->alarm);
}

static int timed_out(int64_t waited_ms, const char *what, struct error *error)
{
	return error_set(error, ERROR_TIMEOUT,
		"Gave up waiting for %s: it did not happen within %.1f s.", what,
		(double)waited_ms / 1000);
}

static int wait_for(struct loop *loop, loop_condition *condition, void *context,
	deadline_ms deadline, const char *what, struct error *error)
{
	int64_t allowed_ms = deadline_left_ms(deadline);
	/* What has already arrived counts, even where the deadline has passed. */
	uv_run(&loop->uv, UV_RUN_NOWAIT);
	for (;;) {
		int state = condition(context, error);
		if (state)
			return state > 0 ? 0 : state;
		if (loop->cancelled)
			return error_set(
				error, ERROR_CANCELLED, "Interrupted while waiting for %s.", what);
		if (deadline_left_ms(deadline) == 0)
			return timed_out(allowed_ms, what, error);
		run_until_something(loop, deadline);
	}
}

int loop_wait(struct loop *loop, loop_condition *condition, void *context, deadline_ms deadline,
	const char *what, struct error *error)
{
	assert(!loop->waiting);
	loop->waiting = true;
	int rc = wait_for(loop, condition, context, deadline, what, error);
	loop->waiting = false;
	return rc;
}

void loop_poll(struct loop *loop)
{
	assert(!loop->waiting);
	loop->waiting = true;
	uv_run(&loop->uv, UV_RUN_NOWAIT);
	loop->waiting = false;
}
