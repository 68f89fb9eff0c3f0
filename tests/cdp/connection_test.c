/* A peer that is not Chromium plays transcripts over the socketpairs that Chromium would hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cdp/connection.h"

#include "base/bytes.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SOON_MS = 10000 }; /* only a broken test waits for it */

struct peer {
	struct loop loop;
	struct cdp_connection *connection;
	int reads, writes; /* the peer's ends: what we wrote, what it writes */
	struct bytes events;
	char closed[200];
	int closings;
	struct error error;
};

static deadline_ms soon(void)
{
	return deadline_in(SOON_MS);
}

static void hear_event(
	void *context, const char *session_id, const char *method, const json_t *params)
{
	struct peer *peer = context;

	bytes_format(&peer->events, NULL, "%s/%s/%s ", session_id, method,
		json_text_at(params, "note", "-"));
}

static void hear_close(void *context, const char *reason)
{
	struct peer *peer = context;

	peer->closings++;
	snprintf(peer->closed, sizeof peer->closed, "%s", reason);
}

static int open_peer(void **state)
{
	struct peer *peer = memory_new(1, sizeof *peer);
	struct cdp_listener listener = {peer, hear_event, hear_close};
	int commands[2], answers[2];

	*state = peer;
	bytes_init(&peer->events, 1 << 20);
	loop_init(&peer->loop, NULL);
	socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, commands);
	socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, answers);
	peer->reads = commands[1];
	peer->writes = answers[1];
	return cdp_open_pipe(
		&peer->loop, answers[0], commands[0], listener, &peer->connection, &peer->error);
}

static int close_peer(void **state)
{
	struct peer *peer = *state;

	cdp_close(peer->connection);
	loop_release(&peer->loop);
	bytes_release(&peer->events);
	close(peer->reads);
	if (peer->writes >= 0)
		close(peer->writes);
	free(peer);
	return 0;
}

/* Writes without the separator, all of it, while our side reads. */
static void write_raw(struct peer *peer, const char *text, size_t length)
{
	while (length > 0) {
		ssize_t count = send(peer->writes, text, length, MSG_DONTWAIT | MSG_NOSIGNAL);

		if (count > 0) {
			text += count;
			length -= (size_t)count;
		}
		loop_poll(&peer->loop);
	}
}

static void say(struct peer *peer, const char *message)
{
	write_raw(peer, message, strlen(message) + 1);
}

/* The next command that arrived at the peer, for json_decref(). */
static json_t *next_command(struct peer *peer)
{
	struct bytes bytes;
	json_t *command;
	char c;

	bytes_init(&bytes, 1 << 20);
	loop_poll(&peer->loop);
	while (recv(peer->reads, &c, 1, 0) == 1 && c)
		bytes_append(&bytes, &c, 1, NULL);
	command = json_parse(bytes.data, bytes.length, NULL);
	bytes_release(&bytes);
	assert_non_null(command);
	return command;
}

static struct cdp_session *root(struct peer *peer)
{
	return cdp_root(peer->connection);
}

/* Finishes a call that must succeed and tells the number in its result. */
static int finish(struct peer *peer, struct cdp_pending *pending)
{
	json_t *result = NULL;
	int number;

	if (cdp_finish(pending, soon(), &result, &peer->error) < 0)
		fail_msg("%s", peer->error.message);
	number = (int)json_integer_at(result, "n", -1);
	json_decref(result);
	return number;
}

static int finish_badly(struct peer *peer, struct cdp_pending *pending)
{
	peer->error = (struct error){0};
	return cdp_finish(pending, soon(), NULL, &peer->error);
}

/* --- messages ----------------------------------------------------------------------- */

static void commands_carry_id_method_params_and_session(void **state)
{
	struct peer *peer = *state;
	struct cdp_session *session = cdp_session_new(peer->connection, "S1");
	struct cdp_pending *plain = cdp_start(root(peer), "Browser.getVersion", NULL);
	struct cdp_pending *full =
		cdp_start(session, "Page.navigate", json_pack("{s:s}", "url", "a\"\\\n\xc3\xa9"));
	json_t *command = next_command(peer);

	assert_int_equal(json_integer_at(command, "id", 0), 1);
	assert_string_equal(json_text_at(command, "method", ""), "Browser.getVersion");
	assert_null(json_object_get(command, "sessionId"));
	assert_null(json_object_get(command, "params"));
	json_decref(command);
	command = next_command(peer);
	assert_int_equal(json_integer_at(command, "id", 0), 2);
	assert_string_equal(json_text_at(command, "sessionId", ""), "S1");
	assert_string_equal(json_text_at(command, "params.url", ""), "a\"\\\n\xc3\xa9");
	json_decref(command);
	cdp_abandon(plain);
	cdp_abandon(full);
	cdp_session_free(session);
}

static void replies_in_any_order_find_their_calls(void **state)
{
	struct peer *peer = *state;
	struct cdp_pending *first = cdp_start(root(peer), "A.a", NULL);
	struct cdp_pending *second = cdp_start(root(peer), "B.b", NULL);
	struct cdp_pending *third = cdp_start(root(peer), "C.c", NULL);

	say(peer, "{\"id\":3,\"result\":{\"n\":30}}");
	say(peer, "{\"id\":1,\"result\":{\"n\":10}}");
	say(peer, "{\"id\":2,\"result\":{\"n\":20}}");
	assert_int_equal(finish(peer, first), 10);
	assert_int_equal(finish(peer, second), 20);
	assert_true(cdp_is_done(third));
	assert_int_equal(finish(peer, third), 30);
}

static void bytes_may_arrive_one_at_a_time(void **state)
{
	struct peer *peer = *state;
	static const char text[] = "{\"method\":\"E.e\",\"params\":{\"note\":\"1\"}}\0"
				   "{\"id\":1,\"result\":{\"n\":7}}\0"
				   "{\"method\":\"E.e\",\"params\":{\"note\":\"2\"}}";
	struct cdp_pending *pending = cdp_start(root(peer), "A.a", NULL);

	for (size_t i = 0; i < sizeof text; i++) /* with the last separator */
		write_raw(peer, text + i, 1);
	assert_int_equal(finish(peer, pending), 7);
	assert_string_equal(peer->events.data, "/E.e/1 /E.e/2 ");
}

static void several_messages_may_arrive_at_once(void **state)
{
	struct peer *peer = *state;
	static const char text[] = "{\"method\":\"E.a\",\"sessionId\":\"S\"}\0"
				   "{\"method\":\"E.b\"}\0{\"id\":1,\"result\":{}}\0{\"meth";
	struct cdp_pending *pending = cdp_start(root(peer), "A.a", NULL);

	write_raw(peer, text, sizeof text - 1);
	finish(peer, pending);
	assert_string_equal(peer->events.data, "S/E.a/- /E.b/- ");
	write_raw(peer, "od\":\"E.c\"}", 11);
	assert_string_equal(peer->events.data, "S/E.a/- /E.b/- /E.c/- ");
}

static void large_messages_pass_both_ways(void **state)
{
	struct peer *peer = *state;
	size_t length = 3 << 20;
	char *text = memory_new(length + 1, 1);
	char *message, *received;
	struct cdp_pending *pending;
	size_t got = 0;

	memset(text, 'x', length);
	pending = cdp_start(root(peer), "A.a", json_pack("{s:s}", "text", text));
	received = memory_new(length + 100, 1);
	while (got < length + 50 && !(got && !received[got - 1])) {
		ssize_t count = recv(peer->reads, received + got, length + 99 - got, MSG_DONTWAIT);

		got += count > 0 ? (size_t)count : 0;
		loop_poll(&peer->loop);
	}
	assert_true(got > length);
	message = memory_format("{\"id\":1,\"result\":{\"n\":1,\"text\":\"%s\"}}", text);
	say(peer, message);
	assert_int_equal(finish(peer, pending), 1);
	free(message);
	free(received);
	free(text);
}

static void lone_surrogates_do_not_lose_a_message(void **state)
{
	struct peer *peer = *state;

	say(peer, "{\"method\":\"E.e\",\"params\":{\"note\":\"\\ud83d|\\u0000|\"}}");
	loop_poll(&peer->loop);
	assert_string_equal(peer->events.data, "/E.e/\xef\xbf\xbd|\xef\xbf\xbd| ");
}

/* --- refusals ----------------------------------------------------------------------- */

static void refusals_carry_the_browsers_words(void **state)
{
	struct peer *peer = *state;
	struct cdp_pending *pending = cdp_start(root(peer), "X.y", NULL);

	say(peer, "{\"id\":1,\"error\":{\"code\":-32601,\"message\":\"'X.y' wasn't found\"}}");
	assert_int_equal(finish_badly(peer, pending), ERROR_PROTOCOL);
	assert_non_null(strstr(peer->error.message, "X.y"));
	assert_non_null(strstr(peer->error.message, "wasn't found"));
}

static void refusals_that_mean_stale_say_so(void **state)
{
	static const char *const sentences[] = {
		"Inspected target navigated or closed",
		"Cannot find context with specified id",
		"Execution context was destroyed.",
		"Node with given id does not belong to the document",
		"No node found for given backend id",
		"Node is detached from document",
		"Session with given id not found.",
		"uniqueContextId not found",
	};
	struct peer *peer = *state;

	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
		struct cdp_pending *pending = cdp_start(root(peer), "A.a", NULL);
		char *message =
			memory_format("{\"id\":%zu,\"error\":{\"code\":-32000,\"message\":\"%s\"}}",
				i + 1, sentences[i]);

		say(peer, message);
		free(message);
		assert_int_equal(finish_badly(peer, pending), ERROR_STALE);
	}
}

static void a_refusal_without_id_fails_the_newest_call(void **state)
{
	struct peer *peer = *state;
	struct cdp_pending *older = cdp_start(root(peer), "A.a", NULL);
	struct cdp_pending *newer = cdp_start(root(peer), "B.b", NULL);

	say(peer, "{\"error\":{\"code\":-32700,\"message\":\"JSON: invalid\"}}");
	assert_int_equal(finish_badly(peer, newer), ERROR_PROTOCOL);
	assert_false(cdp_is_done(older));
	say(peer, "{\"id\":1,\"result\":{\"n\":1}}");
	assert_int_equal(finish(peer, older), 1);
}

static void replies_nobody_waits_for_are_dropped(void **state)
{
	struct peer *peer = *state;

	cdp_post(root(peer), "A.a", NULL);
	say(peer, "{\"id\":1,\"result\":{}}");
	say(peer, "{\"id\":99,\"result\":{}}");
	say(peer, "{\"id\":98,\"error\":{\"message\":\"no\"}}");
	loop_poll(&peer->loop);
	assert_true(cdp_is_open(peer->connection));
	assert_int_equal(peer->closings, 0);
}

static void a_call_ends_at_its_deadline_and_a_late_reply_is_dropped(void **state)
{
	struct peer *peer = *state;

	assert_int_equal(cdp_call(root(peer), "A.slow", NULL, deadline_in(20), NULL, &peer->error),
		ERROR_TIMEOUT);
	assert_non_null(strstr(peer->error.message, "A.slow"));
	say(peer, "{\"id\":1,\"result\":{}}");
	loop_poll(&peer->loop);
	assert_true(cdp_is_open(peer->connection));
}

static void a_message_beyond_the_browsers_limit_is_not_sent(void **state)
{
	struct peer *peer = *state;
	size_t length = (100u << 20) + 1;
	char *text = malloc(length + 1);
	struct cdp_pending *pending;

	memset(text, 'x', length);
	text[length] = 0;
	pending = cdp_start(root(peer), "A.a", json_pack("{s:s}", "text", text));
	free(text);
	assert_true(cdp_is_done(pending));
	assert_int_equal(finish_badly(peer, pending), ERROR_LIMIT);
	assert_true(cdp_is_open(peer->connection));
}

static void a_peer_that_does_not_read_fills_the_queue_and_no_more(void **state)
{
	struct peer *peer = *state;
	size_t length = 20u << 20;
	char *text = malloc(length + 1);
	int refused = 0;

	memset(text, 'x', length);
	text[length] = 0;
	for (int i = 0; i < 8; i++) {
		struct cdp_pending *pending =
			cdp_start(root(peer), "A.a", json_pack("{s:s}", "text", text));

		refused += cdp_is_done(pending) &&
			   cdp_finish(pending, soon(), NULL, &peer->error) == ERROR_LIMIT;
		if (!refused)
			cdp_abandon(pending);
		else
			break;
	}
	free(text);
	assert_int_equal(refused, 1);
	assert_true(cdp_is_open(peer->connection));
}

/* --- ends --------------------------------------------------------------------------- */

static void hang_up(struct peer *peer)
{
	close(peer->writes);
	peer->writes = -1;
}

static int has_closed(void *context, struct error *error)
{
	const struct peer *peer = context;

	(void)error;
	return peer->closings;
}

static void the_peers_end_fails_all_calls(void **state)
{
	struct peer *peer = *state;
	struct cdp_session *session = cdp_session_new(peer->connection, "S");
	struct cdp_pending *first = cdp_start(root(peer), "A.a", NULL);
	struct cdp_pending *second = cdp_start(session, "B.b", NULL);

	hang_up(peer);
	assert_int_equal(finish_badly(peer, first), ERROR_CLOSED);
	assert_int_equal(finish_badly(peer, second), ERROR_CLOSED);
	assert_int_equal(peer->closings, 1);
	assert_false(cdp_is_open(peer->connection));
	assert_int_equal(finish_badly(peer, cdp_start(session, "C.c", NULL)), ERROR_CLOSED);
	assert_int_equal(finish_badly(peer, NULL), ERROR_CLOSED);
	assert_true(strlen(cdp_close_reason(peer->connection)) > 0);
	cdp_session_free(session);
}

static void an_end_in_the_middle_of_a_message_is_told(void **state)
{
	struct peer *peer = *state;

	write_raw(peer, "{\"id\":1,\"res", 12);
	hang_up(peer);
	assert_int_equal(
		loop_wait(&peer->loop, has_closed, peer, soon(), "the end", &peer->error), 0);
	assert_non_null(strstr(peer->closed, "middle of a message"));
}

static void garbage_ends_the_connection(void **state)
{
	struct peer *peer = *state;
	struct cdp_pending *pending = cdp_start(root(peer), "A.a", NULL);

	say(peer, "<html>");
	say(peer, "{\"id\":1,\"result\":{}}");
	assert_int_equal(finish_badly(peer, pending), ERROR_CLOSED);
	assert_int_equal(peer->closings, 1);
}

static void closing_fails_calls_that_are_finished_later(void **state)
{
	struct peer *peer = *state;
	struct cdp_pending *pending = cdp_start(root(peer), "A.a", NULL);

	cdp_close(peer->connection);
	peer->connection = NULL;
	assert_int_equal(finish_badly(peer, pending), ERROR_CLOSED);
	assert_int_equal(peer->closings, 0); /* it was our own wish */
}

static void a_session_that_ends_fails_its_calls_and_no_others(void **state)
{
	struct peer *peer = *state;
	struct cdp_session *session = cdp_session_new(peer->connection, "S");
	struct cdp_pending *its = cdp_start(session, "A.a", NULL);
	struct cdp_pending *other = cdp_start(root(peer), "B.b", NULL);

	cdp_session_end(session, ERROR_CRASHED, "The page crashed.");
	assert_int_equal(finish_badly(peer, its), ERROR_CRASHED);
	assert_string_equal(peer->error.message, "The page crashed.");
	assert_int_equal(finish_badly(peer, cdp_start(session, "C.c", NULL)), ERROR_CRASHED);
	cdp_session_revive(session);
	its = cdp_start(session, "D.d", NULL);
	assert_false(cdp_is_done(its));
	cdp_session_free(session);
	assert_int_equal(finish_badly(peer, its), ERROR_STALE);
	say(peer, "{\"id\":2,\"result\":{\"n\":5}}");
	assert_int_equal(finish(peer, other), 5);
}

/* --- asking ------------------------------------------------------------------------- */

struct answer {
	struct peer *peer;
	int count, code, number;
};

static void take_answer(void *context, const json_t *result, const struct error *error)
{
	struct answer *answer = context;

	answer->count++;
	answer->code = error ? (int)error->code : 0;
	answer->number = (int)json_integer_at(result, "n", -1);
	if (answer->peer) /* a listener may go on asking */
		cdp_post(root(answer->peer), "Again.again", NULL);
}

static void answers_come_by_callback_exactly_once(void **state)
{
	struct peer *peer = *state;
	struct answer good = {.peer = peer}, bad = {0}, late = {0};
	struct cdp_session *session = cdp_session_new(peer->connection, "S");

	cdp_ask(root(peer), "A.a", NULL, take_answer, &good);
	cdp_ask(session, "B.b", NULL, take_answer, &bad);
	say(peer, "{\"id\":1,\"result\":{\"n\":4}}");
	say(peer, "{\"id\":1,\"result\":{\"n\":5}}");
	loop_poll(&peer->loop);
	assert_int_equal(good.count, 1);
	assert_int_equal(good.number, 4);
	assert_int_equal(bad.count, 0);
	cdp_session_free(session);
	assert_int_equal(bad.count, 1);
	assert_int_equal(bad.code, ERROR_STALE);
	hang_up(peer);
	loop_wait(&peer->loop, has_closed, peer, soon(), "the end", NULL);
	cdp_ask(root(peer), "C.c", NULL, take_answer, &late);
	assert_int_equal(late.count, 1);
	assert_int_equal(late.code, ERROR_CLOSED);
}

static void events_arrive_while_a_call_waits(void **state)
{
	struct peer *peer = *state;
	struct cdp_pending *pending = cdp_start(root(peer), "A.a", NULL);

	say(peer, "{\"method\":\"E.during\",\"params\":{\"note\":\"x\"}}");
	say(peer, "{\"id\":1,\"result\":{\"n\":1}}");
	assert_int_equal(finish(peer, pending), 1);
	assert_string_equal(peer->events.data, "/E.during/x ");
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_peer, close_peer)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(commands_carry_id_method_params_and_session),
		test(replies_in_any_order_find_their_calls),
		test(bytes_may_arrive_one_at_a_time),
		test(several_messages_may_arrive_at_once),
		test(large_messages_pass_both_ways),
		test(lone_surrogates_do_not_lose_a_message),
		test(refusals_carry_the_browsers_words),
		test(refusals_that_mean_stale_say_so),
		test(a_refusal_without_id_fails_the_newest_call),
		test(replies_nobody_waits_for_are_dropped),
		test(a_call_ends_at_its_deadline_and_a_late_reply_is_dropped),
		test(a_message_beyond_the_browsers_limit_is_not_sent),
		test(a_peer_that_does_not_read_fills_the_queue_and_no_more),
		test(the_peers_end_fails_all_calls),
		test(an_end_in_the_middle_of_a_message_is_told),
		test(garbage_ends_the_connection),
		test(closing_fails_calls_that_are_finished_later),
		test(a_session_that_ends_fails_its_calls_and_no_others),
		test(answers_come_by_callback_exactly_once),
		test(events_arrive_while_a_call_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
