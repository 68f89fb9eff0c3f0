#include "cdp/connection.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "cdp/refusal.h"
#include "cdp/transport.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct cdp_session {
	struct cdp_connection *connection;
	char *id;	    /* "" for the root */
	struct error ended; /* code 0 while calls may be sent */
};

struct cdp_pending {
	struct cdp_pending *previous, *next; /* while in the connection's list */
	struct cdp_session *session;	     /* NULL once done */
	struct cdp_connection *connection;   /* NULL once done */
	struct loop *loop;
	char *method;
	int id;
	bool done;
	struct error error; /* why there is no result */
	json_t *result;
	cdp_reply *reply; /* of cdp_ask(): frees itself when done */
	void *reply_context;
};

/* Calls wait in the order sent, which is nearly that of the answers: look-ups are short. */
struct cdp_connection {
	struct loop *loop;
	struct cdp_listener listener;
	struct cdp_transport *transport;
	struct cdp_session root;
	struct cdp_pending *oldest, *newest;
	int last_id; /* one counter for all sessions */
	bool closed;
	struct error reason; /* why it is closed */
};

/* --- pending calls ------------------------------------------------------------------ */

static void pending_link(struct cdp_connection *connection, struct cdp_pending *pending)
{
	pending->connection = connection;
	pending->previous = connection->newest;
	if (connection->newest)
		connection->newest->next = pending;
	else
		connection->oldest = pending;
	connection->newest = pending;
}

static void pending_unlink(struct cdp_pending *pending)
{
	struct cdp_connection *connection = pending->connection;

	if (!connection)
		return;
	if (pending->previous)
		pending->previous->next = pending->next;
	else
		connection->oldest = pending->next;
	if (pending->next)
		pending->next->previous = pending->previous;
	else
		connection->newest = pending->previous;
	pending->previous = pending->next = NULL;
	pending->connection = NULL;
	pending->session = NULL;
}

static void pending_free(struct cdp_pending *pending)
{
	pending_unlink(pending);
	json_decref(pending->result);
	free(pending->method);
	free(pending);
}

/* For cdp_ask(): nobody finishes such a call, so it goes with its answer. */
static void pending_tell(struct cdp_pending *pending)
{
	pending->reply(pending->reply_context, pending->result,
		pending->error.code ? &pending->error : NULL);
	pending_free(pending);
}

/* The one way a call ends before it is finished: its result or error stands in it. */
static void pending_done(struct cdp_pending *pending)
{
	pending_unlink(pending);
	pending->done = true;
	if (pending->reply)
		pending_tell(pending);
}

static void pending_fail(struct cdp_pending *pending, enum error_code code, const char *sentence)
{
	error_set(&pending->error, code, "%s", sentence);
	pending_done(pending);
}

/* What ended is not in the list any more, which the analyser cannot know. */
static struct cdp_pending *first_call_of(
	const struct cdp_connection *connection, const struct cdp_session *session)
{
	struct cdp_pending *pending = connection->oldest;

	// NOLINTNEXTLINE(clang-analyzer-unix.Malloc)
	while (pending && session && pending->session != session)
		pending = pending->next;
	return pending;
}

/* A reply function may start and end other calls, so the search begins anew after each. */
static void fail_calls_of(struct cdp_connection *connection, const struct cdp_session *session,
	enum error_code code, const char *sentence)
{
	struct cdp_pending *pending;

	while ((pending = first_call_of(connection, session)))
		pending_fail(pending, code, sentence);
}

static struct cdp_pending *pending_find(const struct cdp_connection *connection, json_int_t id)
{
	struct cdp_pending *pending = connection->oldest;

	while (pending && pending->id != id)
		pending = pending->next;
	return pending;
}

/* --- what arrives ------------------------------------------------------------------- */

static void connection_end(struct cdp_connection *connection, const char *reason)
{
	if (connection->closed)
		return;
	connection->closed = true;
	error_set(&connection->reason, ERROR_CLOSED, "The browser is gone: %s.", reason);
	fail_calls_of(connection, NULL, ERROR_CLOSED, connection->reason.message);
	connection->listener.closed(connection->listener.context, reason);
}

static void take_reply(struct cdp_connection *connection, json_t *message, json_int_t id)
{
	struct cdp_pending *pending = pending_find(connection, id);
	const json_t *refusal = json_object_get(message, "error");

	if (!pending)
		return; /* posted, abandoned, or past its deadline */
	if (refusal)
		cdp_refusal(&pending->error, pending->method, refusal);
	else
		pending->result = json_incref(json_object_get(message, "result"));
	pending_done(pending);
}

/* Chrome could not read a message of ours and cannot say which: the newest is the likeliest. */
static void take_anonymous_refusal(struct cdp_connection *connection, const json_t *refusal)
{
	struct cdp_pending *pending = connection->newest;

	if (!pending)
		return;
	cdp_refusal(&pending->error, pending->method, refusal);
	pending_done(pending);
}

static void take_message(void *context, const char *text, size_t length)
{
	struct cdp_connection *connection = context;
	struct error error = {0};
	json_t *message;
	const char *method;

	if (connection->closed)
		return;
	message = json_parse(text, length, &error);
	method = json_text_at(message, "method", NULL);
	if (!json_is_object(message))
		connection_end(connection, "it sent a message that is not a JSON object");
	else if (method)
		connection->listener.event(connection->listener.context,
			json_text_at(message, "sessionId", ""), method,
			json_object_get(message, "params"));
	else if (json_is_integer(json_object_get(message, "id")))
		take_reply(connection, message, json_integer_value(json_object_get(message, "id")));
	else if (json_object_get(message, "error"))
		take_anonymous_refusal(connection, json_object_get(message, "error"));
	json_decref(message);
}

static void take_end(void *context, const char *reason)
{
	connection_end(context, reason);
}

/* --- the connection ----------------------------------------------------------------- */

static struct cdp_connection *connection_new(struct loop *loop, struct cdp_listener listener)
{
	struct cdp_connection *connection = memory_new(1, sizeof *connection);

	connection->loop = loop;
	connection->listener = listener;
	connection->root.connection = connection;
	connection->root.id = memory_copy_text("");
	return connection;
}

static struct cdp_transport_listener listener_for(struct cdp_connection *connection)
{
	return (struct cdp_transport_listener){
		.context = connection, .message = take_message, .closed = take_end};
}

static int connection_opened(
	struct cdp_connection *connection, int status, struct cdp_connection **out)
{
	if (status < 0)
		cdp_close(connection);
	else
		*out = connection;
	return status;
}

int cdp_open_pipe(struct loop *loop, int read_fd, int write_fd, struct cdp_listener listener,
	struct cdp_connection **out, struct error *error)
{
	struct cdp_connection *connection = connection_new(loop, listener);
	int status = cdp_transport_pipe(
		loop, read_fd, write_fd, listener_for(connection), &connection->transport, error);

	return connection_opened(connection, status, out);
}

int cdp_open_endpoint(struct loop *loop, const char *url, deadline_ms deadline,
	struct cdp_listener listener, struct cdp_connection **out, struct error *error)
{
	struct cdp_connection *connection = connection_new(loop, listener);
	int status = cdp_transport_websocket(
		loop, url, deadline, listener_for(connection), &connection->transport, error);

	return connection_opened(connection, status, out);
}

void cdp_close(struct cdp_connection *connection)
{
	if (!connection)
		return;
	connection->closed = true;
	fail_calls_of(connection, NULL, ERROR_CLOSED, "The connection to the browser was closed.");
	if (connection->transport)
		connection->transport->close(connection->transport);
	free(connection->root.id);
	free(connection);
}

bool cdp_is_open(const struct cdp_connection *connection)
{
	return connection && !connection->closed;
}

const char *cdp_close_reason(const struct cdp_connection *connection)
{
	return connection->reason.message;
}

/* --- sessions ----------------------------------------------------------------------- */

struct cdp_session *cdp_root(struct cdp_connection *connection)
{
	return &connection->root;
}

struct cdp_session *cdp_session_new(struct cdp_connection *connection, const char *session_id)
{
	struct cdp_session *session = memory_new(1, sizeof *session);

	session->connection = connection;
	session->id = memory_copy_text(session_id);
	return session;
}

const char *cdp_session_id(const struct cdp_session *session)
{
	return session->id;
}

void cdp_session_end(struct cdp_session *session, enum error_code code, const char *sentence)
{
	error_set(&session->ended, code, "%s", sentence);
	fail_calls_of(session->connection, session, code, sentence);
}

void cdp_session_revive(struct cdp_session *session)
{
	session->ended = (struct error){0};
}

void cdp_session_free(struct cdp_session *session)
{
	if (!session)
		return;
	cdp_session_end(session, ERROR_STALE, "The page or frame is gone.");
	free(session->id);
	free(session);
}

/* --- calls -------------------------------------------------------------------------- */

static int write_message(struct bytes *out, const struct cdp_session *session, int id,
	const char *method, const json_t *params, struct error *error)
{
	char *text = params ? json_print(params) : NULL;
	int status = 0;

	if (params && !text)
		status = error_set(
			error, ERROR_LIMIT, "The parameters of %s are too large.", method);
	if (status == 0)
		status = bytes_format(out, error, "{\"id\":%d,\"method\":\"%s\"", id, method);
	if (status == 0 && *session->id)
		status = bytes_format(out, error, ",\"sessionId\":\"%s\"", session->id);
	if (status == 0 && text)
		status = bytes_format(out, error, ",\"params\":%s", text);
	if (status == 0)
		status = bytes_append_text(out, "}", error);
	free(text);
	return status;
}

static int send_call(struct cdp_session *session, int id, const char *method, const json_t *params,
	struct error *error)
{
	struct cdp_connection *connection = session->connection;
	struct bytes message;
	int status;

	if (connection->closed)
		return error_set(error, ERROR_CLOSED, "%s", connection->reason.message);
	if (session->ended.code)
		return error_set(error, session->ended.code, "%s", session->ended.message);
	bytes_init(&message, CDP_SEND_MAXIMUM);
	status = write_message(&message, session, id, method, params, error);
	if (status == 0)
		status = connection->transport->send(
			connection->transport, message.data, message.length, error);
	bytes_release(&message);
	return status;
}

static int next_id(struct cdp_connection *connection)
{
	connection->last_id = connection->last_id == INT_MAX ? 1 : connection->last_id + 1;
	return connection->last_id;
}

/* The call is linked before it is sent, so that a failing transport finds and fails it. */
static struct cdp_pending *pending_new(struct cdp_session *session, const char *method)
{
	struct cdp_pending *pending = memory_new(1, sizeof *pending);

	pending->session = session;
	pending->loop = session->connection->loop;
	pending->method = memory_copy_text(method);
	pending->id = next_id(session->connection);
	pending_link(session->connection, pending);
	return pending;
}

struct cdp_pending *cdp_start(struct cdp_session *session, const char *method, json_t *params)
{
	struct cdp_pending *pending = pending_new(session, method);

	if (send_call(session, pending->id, method, params, &pending->error) < 0) {
		pending_unlink(pending);
		pending->done = true;
	}
	json_decref(params);
	return pending;
}

void cdp_ask(struct cdp_session *session, const char *method, json_t *params, cdp_reply *reply,
	void *context)
{
	struct cdp_pending *pending = pending_new(session, method);

	pending->reply = reply;
	pending->reply_context = context;
	if (send_call(session, pending->id, method, params, &pending->error) < 0)
		pending_done(pending);
	json_decref(params);
}

void cdp_post(struct cdp_session *session, const char *method, json_t *params)
{
	send_call(session, next_id(session->connection), method, params, NULL);
	json_decref(params);
}

static int answered(void *context, struct error *error)
{
	const struct cdp_pending *pending = context;

	(void)error;
	return pending->done;
}

int cdp_finish(
	struct cdp_pending *pending, deadline_ms deadline, json_t **result, struct error *error)
{
	char what[128];
	int status = 0;

	if (!pending)
		return error_set(error, ERROR_CLOSED, "The connection to the browser is closed.");
	snprintf(what, sizeof what, "Chromium's answer to %s", pending->method);
	if (!pending->done)
		status = loop_wait(pending->loop, answered, pending, deadline, what, error);
	if (status == 0 && pending->error.code)
		status = error_set(error, pending->error.code, "%s", pending->error.message);
	if (status == 0 && result)
		*result = json_incref(pending->result);
	pending_free(pending);
	return status;
}

bool cdp_is_done(const struct cdp_pending *pending)
{
	return !pending || pending->done;
}

void cdp_abandon(struct cdp_pending *pending)
{
	if (pending)
		pending_free(pending);
}

int cdp_call(struct cdp_session *session, const char *method, json_t *params, deadline_ms deadline,
	json_t **result, struct error *error)
{
	return cdp_finish(cdp_start(session, method, params), deadline, result, error);
}
