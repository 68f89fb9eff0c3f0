#include "base/loop.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct loop *loop_new(void)
{
	struct loop *loop = malloc(sizeof(*loop));
	struct error error = {0};
	if (loop_init(loop, &error))
		fail_msg("%s", error.message);
	return loop;
}

static void loop_free(struct loop *loop)
{
	loop_release(loop);
	free(loop);
}

static int never(void *context, struct error *error)
{
	(void)context;
	(void)error;
	return 0;
}

static int at_once(void *context, struct error *error)
{
	(void)error;
	++*(int *)context;
	return 1;
}

static int count_reaches_three(void *context, struct error *error)
{
	(void)error;
	return *(int *)context >= 3;
}

static int refuses(void *context, struct error *error)
{
	(void)context;
	return error_set(error, ERROR_CRASHED, "The page is gone.");
}

static void count(uv_timer_t *timer)
{
	++*(int *)timer->data;
}

static void loop_wait_returns_when_the_condition_holds(void **state)
{
	(void)state;
	struct loop *loop = loop_new();
	int fired = 0;
	uv_timer_t timer = {.data = &fired};
	uv_timer_init(&loop->uv, &timer);
	uv_timer_start(&timer, count, 1, 1);
	struct error error = {0};
	assert_int_equal(loop_wait(loop, count_reaches_three, &fired, deadline_in(60000),
				 "three ticks", &error),
		0);
	assert_true(fired >= 3);
	assert_int_equal(error.code, 0);
	loop_free(loop);
}

static void loop_wait_asks_once_even_after_the_deadline(void **state)
{
	(void)state;
	struct loop *loop = loop_new();
	int asked = 0;
	assert_int_equal(loop_wait(loop, at_once, &asked, 0, "nothing", NULL), 0);
	assert_int_equal(asked, 1);
	loop_free(loop);
}

static void loop_wait_handles_what_is_ready_before_it_gives_up(void **state)
{
	(void)state;
	struct loop *loop = loop_new();
	int fired = 2;
	uv_timer_t timer = {.data = &fired};
	uv_timer_init(&loop->uv, &timer);
	uv_timer_start(&timer, count, 0, 0);
	assert_int_equal(loop_wait(loop, count_reaches_three, &fired, 0, "a tick", NULL), 0);
	loop_free(loop);
}

static void loop_wait_times_out_and_names_what_it_waited_for(void **state)
{
	(void)state;
	struct loop *loop = loop_new();
	struct error error = {0};
	deadline_ms deadline = deadline_in(20);
	assert_int_equal(
		loop_wait(loop, never, NULL, deadline, "the page to load", &error), ERROR_TIMEOUT);
	assert_true(clock_now_ms() >= deadline);
	assert_int_equal(error.code, ERROR_TIMEOUT);
	assert_non_null(strstr(error.message, "waiting for the page to load"));
	assert_non_null(strstr(error.message, "did not happen within 0.0"));
	assert_int_equal(loop_wait(loop, never, NULL, 0, "the past", NULL), ERROR_TIMEOUT);
	loop_free(loop);
}

static void loop_wait_times_out_while_other_things_happen(void **state)
{
	(void)state;
	struct loop *loop = loop_new();
	int fired = 0;
	uv_timer_t timer = {.data = &fired};
	uv_timer_init(&loop->uv, &timer);
	uv_timer_start(&timer, count, 0, 1);
	assert_int_equal(
		loop_wait(loop, never, NULL, deadline_in(20), "nothing", NULL), ERROR_TIMEOUT);
	assert_true(fired > 0);
	loop_free(loop);
}

static void loop_wait_returns_the_error_of_the_condition(void **state)
{
	(void)state;
	struct loop *loop = loop_new();
	struct error error = {0};
	assert_int_equal(
		loop_wait(loop, refuses, NULL, deadline_in(60000), "it", &error), ERROR_CRASHED);
	assert_string_equal(error.message, "The page is gone.");
	assert_int_equal(
		loop_wait(loop, refuses, NULL, deadline_in(60000), "it", NULL), ERROR_CRASHED);
	loop_free(loop);
}

static void loop_wait_ends_when_the_person_interrupts(void **state)
{
	(void)state;
	static const int signals[] = {SIGINT, SIGTERM};
	for (int i = 0; i < 2; i++) {
		struct loop *loop = loop_new();
		struct error error = {0};
		assert_int_equal(loop_catch_signals(loop, &error), 0);
		raise(signals[i]);
		assert_int_equal(loop_wait(loop, never, NULL, deadline_in(60000), "it", &error),
			ERROR_CANCELLED);
		assert_string_equal(error.message, "Interrupted while waiting for it.");
		assert_true(loop->cancelled);
		/* It stays so, until it is forgiven. */
		assert_int_equal(loop_wait(loop, never, NULL, deadline_in(60000), "it", NULL),
			ERROR_CANCELLED);
		loop_forgive_cancel(loop);
		assert_int_equal(
			loop_wait(loop, never, NULL, deadline_in(1), "it", NULL), ERROR_TIMEOUT);
		loop_free(loop);
	}
}

static void interrupt(uv_timer_t *timer)
{
	(void)timer;
	raise(SIGINT);
}

static void loop_wait_is_interrupted_in_the_middle(void **state)
{
	(void)state;
	struct loop *loop = loop_new();
	uv_timer_t timer;
	assert_int_equal(loop_catch_signals(loop, NULL), 0);
	uv_timer_init(&loop->uv, &timer);
	uv_timer_start(&timer, interrupt, 5, 0);
	assert_int_equal(
		loop_wait(loop, never, NULL, INT64_MAX, "the end of time", NULL), ERROR_CANCELLED);
	loop_free(loop);
}

/* What becomes of a child that runs `act`, as waitpid() tells it. */
static int status_of(void (*act)(void))
{
	pid_t child = fork();
	if (child == 0) {
		freopen("/dev/null", "w", stderr);
		act();
		_exit(0);
	}
	int status;
	waitpid(child, &status, 0);
	return status;
}

static void interrupt_twice(void)
{
	struct loop loop;
	signal(SIGINT, SIG_DFL);
	if (loop_init(&loop, NULL) || loop_catch_signals(&loop, NULL))
		_exit(1);
	raise(SIGINT);
	if (loop_wait(&loop, never, NULL, deadline_in(60000), "it", NULL) != ERROR_CANCELLED)
		_exit(2);
	loop_forgive_cancel(&loop);
	raise(SIGINT);
}

static void second_interrupt_ends_the_process(void **state)
{
	(void)state;
	int status = status_of(interrupt_twice);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGINT);
}

static void write_to_nobody(void)
{
	struct loop loop;
	int ends[2];
	if (loop_init(&loop, NULL) || pipe(ends))
		_exit(1);
	close(ends[0]);
	_exit(write(ends[1], "x", 1) < 0 ? 0 : 2);
}

static void writing_to_a_closed_pipe_does_not_end_the_process(void **state)
{
	(void)state;
	int status = status_of(write_to_nobody);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

#ifndef NDEBUG
static struct loop *entered;

static void wait_again(uv_timer_t *timer)
{
	(void)timer;
	loop_wait(entered, never, NULL, 0, "too much", NULL);
}

static void wait_in_a_callback(void)
{
	uv_timer_t timer;
	entered = loop_new();
	uv_timer_init(&entered->uv, &timer);
	uv_timer_start(&timer, wait_again, 0, 0);
	loop_wait(entered, never, NULL, deadline_in(1000), "it", NULL);
}

static int waits(void *context, struct error *error)
{
	return loop_wait(context, never, NULL, 0, "too much", error);
}

static void wait_in_a_condition(void)
{
	struct loop *loop = loop_new();
	loop_wait(loop, waits, loop, deadline_in(1000), "it", NULL);
}
#endif

static void loop_wait_asserts_that_it_is_not_entered_twice(void **state)
{
	(void)state;
#ifdef NDEBUG
	skip();
#else
	int status = status_of(wait_in_a_callback);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	status = status_of(wait_in_a_condition);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
#endif
}

static void loop_poll_handles_what_is_ready_and_does_not_block(void **state)
{
	(void)state;
	struct loop *loop = loop_new();
	int soon = 0, later = 0;
	uv_timer_t timers[2] = {{.data = &soon}, {.data = &later}};
	for (int i = 0; i < 2; i++)
		uv_timer_init(&loop->uv, &timers[i]);
	uv_timer_start(&timers[0], count, 0, 0);
	uv_timer_start(&timers[1], count, 3600000, 0);
	loop_poll(loop);
	assert_int_equal(soon, 1);
	assert_int_equal(later, 0);
	loop_poll(loop);
	loop_free(loop);
}

static void loop_release_closes_what_is_open(void **state)
{
	(void)state;
	struct loop *loop = loop_new();
	int ends[2], fired = 0;
	uv_timer_t timer = {.data = &fired};
	uv_pipe_t stream;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(loop_catch_signals(loop, NULL), 0);
	uv_timer_init(&loop->uv, &timer);
	uv_timer_start(&timer, count, 3600000, 0);
	uv_pipe_init(&loop->uv, &stream, 0);
	assert_int_equal(uv_pipe_open(&stream, ends[0]), 0);
	loop_release(loop);
	assert_int_equal(fired, 0);
	assert_int_equal(close(ends[1]), 0);
	assert_int_equal(close(ends[0]), -1);
	loop_release(loop);
	free(loop);
}

static void loop_release_accepts_an_empty_loop(void **state)
{
	(void)state;
	struct loop loop = {0};
	loop_release(&loop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(loop_wait_returns_when_the_condition_holds),
		cmocka_unit_test(loop_wait_asks_once_even_after_the_deadline),
		cmocka_unit_test(loop_wait_handles_what_is_ready_before_it_gives_up),
		cmocka_unit_test(loop_wait_times_out_and_names_what_it_waited_for),
		cmocka_unit_test(loop_wait_times_out_while_other_things_happen),
		cmocka_unit_test(loop_wait_returns_the_error_of_the_condition),
		cmocka_unit_test(loop_wait_ends_when_the_person_interrupts),
		cmocka_unit_test(loop_wait_is_interrupted_in_the_middle),
		cmocka_unit_test(second_interrupt_ends_the_process),
		cmocka_unit_test(writing_to_a_closed_pipe_does_not_end_the_process),
		cmocka_unit_test(loop_wait_asserts_that_it_is_not_entered_twice),
		cmocka_unit_test(loop_poll_handles_what_is_ready_and_does_not_block),
		cmocka_unit_test(loop_release_closes_what_is_open),
		cmocka_unit_test(loop_release_accepts_an_empty_loop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
