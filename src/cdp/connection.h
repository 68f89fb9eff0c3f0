/*
 * connection.h - one Chrome DevTools Protocol endpoint: calls, replies, events.
 *
 * This module knows messages, ids, sessions and deadlines, and nothing of pages. A
 * connection carries many flattened sessions (`sessionId` in each message); the root
 * session, with no id, is the browser itself.
 *
 *   opening --open--> OPEN --peer closed, garbage, cdp_close()--> CLOSED
 *
 * Invariants
 *  1. Every call ends exactly once: by its reply, its deadline, the end of its session,
 *     or the end of the connection. Chrome never answers calls to a crashed or detached
 *     target, so whoever learns of that ends the session (cdp_session_end).
 *  2. Events are delivered in the order received, from the loop, to one listener. The
 *     listener never waits and never closes the connection; it may post and start calls,
 *     and make, end and free sessions.
 *  3. Sending never blocks: what the peer does not take now is queued (at most 128 MiB).
 *     Chrome closes on messages above 100 MiB, so those are refused before sending.
 *  4. A pending call outlives its session and its connection: it has its answer or its
 *     error by then, and belongs to whoever started it.
 */
#ifndef CDP_CONNECTION_H
#define CDP_CONNECTION_H

#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"
#include "base/loop.h"

struct cdp_connection;

/* What a listener hears. `session_id` is "" for the root. Borrowed for the call. `closed` is
 * heard once, when the peer ends the connection; not after cdp_close(). */
struct cdp_listener {
	void *context;
	void (*event)(
		void *context, const char *session_id, const char *method, const json_t *params);
	void (*closed)(void *context, const char *reason);
};

/* Over the two ends of AF_UNIX socketpairs whose other ends Chromium holds as its fds 3 and 4
 * (--remote-debugging-pipe; messages end with a zero byte). Takes both fds, also on failure. */
int cdp_open_pipe(struct loop *loop, int read_fd, int write_fd, struct cdp_listener listener,
	struct cdp_connection **out, struct error *error);

/* To a running browser: "ws://host:port/devtools/browser/<id>", or "http://host:port", whose
 * /json/version names it (host in the answer replaced by the one given). Waits until open. */
int cdp_open_endpoint(struct loop *loop, const char *url, deadline_ms deadline,
	struct cdp_listener listener, struct cdp_connection **out, struct error *error);

/* Frees; pending calls end CLOSED. Its sessions are freed before. NULL is allowed. */
void cdp_close(struct cdp_connection *connection);
bool cdp_is_open(const struct cdp_connection *connection);
const char *cdp_close_reason(const struct cdp_connection *connection); /* "" while open */

/* One target's conversation. The browser module makes it on Target.attachedToTarget. */
struct cdp_session;

struct cdp_session *cdp_root(struct cdp_connection *connection);
struct cdp_session *cdp_session_new(struct cdp_connection *connection, const char *session_id);
const char *cdp_session_id(const struct cdp_session *session);

/* Fails all pending and future calls of the session with code and sentence. */
void cdp_session_end(struct cdp_session *session, enum error_code code, const char *sentence);
/* A revived renderer answers again (Inspector.targetReloadedAfterCrash). */
void cdp_session_revive(struct cdp_session *session);
void cdp_session_free(struct cdp_session *session); /* pending calls end STALE */

/* Sends and waits. params is stolen (NULL: none). *result (NULL: not wanted) is the reply's
 * "result", owned by the caller. Errors: PROTOCOL with Chrome's words; STALE where Chrome says
 * that node, context or frame is gone (cdp.md 6.1 lists the sentences); TIMEOUT; CLOSED; CRASHED. */
int cdp_call(struct cdp_session *session, const char *method, json_t *params, deadline_ms deadline,
	json_t **result, struct error *error);

/* The same in two halves, to have several calls under way. Every started call is finished or
 * abandoned exactly once. A call that cannot be sent is born failed: cdp_finish() tells why.
 * cdp_finish(NULL, ...) is CLOSED. */
struct cdp_pending;
struct cdp_pending *cdp_start(struct cdp_session *session, const char *method, json_t *params);
int cdp_finish(
	struct cdp_pending *pending, deadline_ms deadline, json_t **result, struct error *error);
void cdp_abandon(struct cdp_pending *pending);
/* True when cdp_finish() would not wait; for conditions that watch other things too. */
bool cdp_is_done(const struct cdp_pending *pending);

/* Sends and forgets: the reply, also an error, is dropped. For use in listeners. */
void cdp_post(struct cdp_session *session, const char *method, json_t *params);

/* Sends; the answer arrives by `reply`, exactly once, from the loop (or before this returns if
 * it cannot be sent). result is borrowed and NULL on failure, error is NULL on success. */
typedef void cdp_reply(void *context, const json_t *result, const struct error *error);
void cdp_ask(struct cdp_session *session, const char *method, json_t *params, cdp_reply *reply,
	void *context);

#endif
