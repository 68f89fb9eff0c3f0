/*
 * transport_websocket.c - messages as WebSocket text frames, by libwebsockets on our own loop.
 *
 * Chrome's rules (cdp.md 1.7): no Origin header, no extensions, a Host that is localhost or an
 * address. It sends each message as one frame, which the library hands over in pieces.
 *
 *   ASKING (http: which path?) --> CONNECTING --> OPEN --> ENDED
 *        \____________________________\________________________/
 */
#include "cdp/transport.h"

#include "base/bytes.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"

#include <libwebsockets.h>
#include <stdlib.h>
#include <string.h>

enum {
	CHUNK_BYTES = 256 * 1024, /* read at once */
	ANSWER_BYTES = 64 * 1024, /* of /json/version, which is below 1 KiB */
	HANDSHAKE_SECONDS =
		120,	   /* a person may have to allow it; the caller's deadline is shorter */
	DESTROY_TURNS = 4, /* of the loop; two are needed */
	HTTP_OK = 200,
	HTTP_NOT_FOUND = 404
};

struct outgoing {
	struct outgoing *next;
	size_t length;
	unsigned char text[]; /* behind LWS_PRE bytes for the library */
};

enum phase { ASKING, ANSWERED, CONNECTING, OPEN, ENDED };

struct websocket {
	struct cdp_transport base; /* first: the caller's pointer is ours */
	struct cdp_transport_listener listener;
	struct loop *loop;
	struct lws_context *context;
	struct lws *wsi;
	enum phase phase;
	bool secure;
	char *url, *address, *path;
	int port;
	unsigned http_status;
	struct bytes incoming; /* an answer or message under way */
	struct outgoing *first, *last;
	size_t queued;
	char reason[160]; /* why it ended, for ENDED */
};

/* --- out ---------------------------------------------------------------------------- */

static int websocket_send(
	struct cdp_transport *transport, const char *text, size_t length, struct error *error)
{
	struct websocket *self = (struct websocket *)transport;
	struct outgoing *message;

	if (self->phase != OPEN)
		return error_set(error, ERROR_CLOSED, "The connection to the browser is closed.");
	if (self->queued + length > CDP_QUEUE_MAXIMUM)
		return error_set(error, ERROR_LIMIT,
			"The browser does not read its commands: %zu bytes are waiting to be sent.",
			self->queued);
	message = malloc(sizeof *message + LWS_PRE + length);
	if (!message)
		return error_set(
			error, ERROR_LIMIT, "No memory for a message of %zu bytes.", length);
	message->next = NULL;
	message->length = length;
	memcpy(message->text + LWS_PRE, text, length);
	if (self->last)
		self->last->next = message;
	else
		self->first = message;
	self->last = message;
	self->queued += length;
	lws_callback_on_writable(self->wsi);
	return 0;
}

static void drop_first(struct websocket *self)
{
	struct outgoing *message = self->first;

	self->queued -= message->length;
	self->first = message->next;
	if (!self->first)
		self->last = NULL;
	free(message);
}

/* One message per turn, as the library wants it. Negative closes the connection. */
static int write_first(struct websocket *self)
{
	struct outgoing *message = self->first;
	int status = 0;

	if (!message)
		return 0;
	if (lws_write(self->wsi, message->text + LWS_PRE, message->length, LWS_WRITE_TEXT) < 0)
		status = -1;
	drop_first(self);
	if (status == 0 && self->first)
		lws_callback_on_writable(self->wsi);
	return status;
}

/* --- in ----------------------------------------------------------------------------- */

static void websocket_ended(struct websocket *self, const char *reason)
{
	bool was_open = self->phase == OPEN;

	if (self->phase == ENDED)
		return;
	self->phase = ENDED;
	snprintf(self->reason, sizeof self->reason, "%s", reason);
	if (was_open && self->listener.closed)
		self->listener.closed(self->listener.context, reason);
}

static int take_fragment(struct websocket *self, const char *text, size_t length)
{
	if (bytes_append(&self->incoming, text, length, NULL) < 0) {
		websocket_ended(self, "it sent a message of more than 256 MiB");
		return -1;
	}
	if (!lws_is_final_fragment(self->wsi) || lws_remaining_packet_payload(self->wsi))
		return 0;
	self->listener.message(self->listener.context, self->incoming.data, self->incoming.length);
	if (self->incoming.capacity > CHUNK_BYTES)
		bytes_release(&self->incoming); /* a huge one is not kept */
	else
		bytes_clear(&self->incoming);
	return 0;
}

/* The library decodes the transfer and calls back with LWS_CALLBACK_RECEIVE_CLIENT_HTTP_READ. */
static int read_answer(struct lws *wsi)
{
	char buffer[LWS_PRE + 4096];
	char *start = buffer + LWS_PRE;
	int length = sizeof buffer - LWS_PRE;

	return lws_http_client_read(wsi, &start, &length) < 0 ? -1 : 0;
}

static int take_event(
	struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length)
{
	struct lws_context *context = lws_get_context(wsi);
	struct websocket *self = context ? lws_context_user(context) : NULL;

	(void)user;
	if (!self)
		return 0;
	switch ((int)reason) {
	case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
		websocket_ended(self, in ? in : "it does not answer");
		break;
	case LWS_CALLBACK_ESTABLISHED_CLIENT_HTTP:
		self->http_status = lws_http_client_http_response(wsi);
		break;
	case LWS_CALLBACK_RECEIVE_CLIENT_HTTP:
		return read_answer(wsi);
	case LWS_CALLBACK_RECEIVE_CLIENT_HTTP_READ:
		return bytes_append(&self->incoming, in, length, NULL) < 0 ? -1 : 0;
	case LWS_CALLBACK_COMPLETED_CLIENT_HTTP:
	case LWS_CALLBACK_CLOSED_CLIENT_HTTP:
		if (self->phase == ASKING)
			self->phase = ANSWERED;
		break;
	case LWS_CALLBACK_CLIENT_ESTABLISHED:
		self->phase = OPEN;
		break;
	case LWS_CALLBACK_CLIENT_RECEIVE:
		return take_fragment(self, in, length);
	case LWS_CALLBACK_CLIENT_WRITEABLE:
		return write_first(self);
	case LWS_CALLBACK_CLIENT_CLOSED:
		websocket_ended(self, "the browser closed the connection");
		break;
	default:
		break;
	}
	return 0;
}

/* --- the library's context ---------------------------------------------------------- */

static const struct lws_protocols protocols[] = {
	{.name = "cdp", .callback = take_event, .rx_buffer_size = CHUNK_BYTES},
	{.name = NULL},
};

static int make_context(struct websocket *self, struct error *error)
{
	void *loops[] = {&self->loop->uv};
	struct lws_context_creation_info info = {.port = CONTEXT_PORT_NO_LISTEN,
		.protocols = protocols,
		.options = LWS_SERVER_OPTION_LIBUV,
		.foreign_loops = loops,
		.user = self,
		.timeout_secs = HANDSHAKE_SECONDS,
		.pt_serv_buf_size = CHUNK_BYTES};

	if (self->secure)
		info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
	lws_set_log_level(0, NULL); /* what fails is told by our errors */
	self->context = lws_create_context(&info);
	if (self->context)
		return 0;
	return error_set(error, ERROR_IO,
		"The WebSocket library cannot start. Is the package libwebsockets-evlib-uv "
		"installed?");
}

/* On a loop that is not its own the library destroys in two steps: the first closes its sockets and,
 * when those are closed, its other handles; after the loop has run both sets of callbacks, the
 * second frees. (Once is a leak of megabytes.) Neither may happen inside a callback. */
static void destroy_context(struct websocket *self)
{
	if (!self->context)
		return;
	lws_context_destroy(self->context);
	for (int turn = 0; turn < DESTROY_TURNS; turn++)
		loop_poll(self->loop);
	lws_context_destroy(self->context);
}

static void websocket_close(struct cdp_transport *transport)
{
	struct websocket *self = (struct websocket *)transport;

	self->listener.closed = NULL;
	self->phase = ENDED;
	destroy_context(self);
	while (self->first)
		drop_first(self);
	bytes_release(&self->incoming);
	free(self->url);
	free(self->address);
	free(self->path);
	free(self);
}

/* --- opening ------------------------------------------------------------------------ */

static int connect_to(struct websocket *self, const char *method, const char *path,
	enum phase phase, struct error *error)
{
	char host[300];
	struct lws_client_connect_info info = {.context = self->context,
		.address = self->address,
		.port = self->port,
		.path = path,
		.host = host,
		.ssl_connection = self->secure ? LCCSCF_USE_SSL : 0,
		.method = method,
		.local_protocol_name = protocols[0].name,
		.pwsi = &self->wsi};

	snprintf(host, sizeof host, strchr(self->address, ':') ? "[%s]:%d" : "%s:%d", self->address,
		self->port);
	self->phase = phase;
	self->http_status = 0;
	bytes_clear(&self->incoming);
	if (lws_client_connect_via_info(&info) || self->phase == ENDED)
		return 0; /* what went wrong at once is seen by whoever waits */
	return error_set(error, ERROR_IO, "Cannot connect to %s.", self->url);
}

static int has_progressed(void *context, struct error *error)
{
	const struct websocket *self = context;

	if (self->phase == ENDED && strstr(self->reason, "not 101"))
		return error_set(error, ERROR_REFUSED,
			"The browser at %s refused the connection: it has another id, or its "
			"person did "
			"not allow it. Use http://host:port, and allow it when asked.",
			self->url);
	if (self->phase == ENDED)
		return error_set(error, ERROR_NOT_FOUND,
			"No browser answers at %s (%s). Start one with --remote-debugging-port, "
			"and check "
			"host and port.",
			self->url, self->reason);
	return self->phase == ANSWERED || self->phase == OPEN;
}

/* "ws://127.0.0.1:9222/devtools/browser/<id>" -> "devtools/browser/<id>" */
static char *path_of(const char *url)
{
	const char *host = strstr(url, "://");
	const char *path = host ? strchr(host + 3, '/') : NULL;

	return path ? memory_copy_text(path) : NULL;
}

/* Which browser is it? One that asks its person about each connection tells nobody: there
 * the path is the same for all. */
static int ask_path(struct websocket *self, deadline_ms deadline, struct error *error)
{
	json_t *answer = NULL;
	int status = connect_to(self, "GET", "/json/version", ASKING, error);

	if (status == 0)
		status = loop_wait(
			self->loop, has_progressed, self, deadline, "the browser's answer", error);
	if (status < 0)
		return status;
	free(self->path);
	self->path = NULL;
	if (self->http_status == HTTP_OK)
		answer = json_parse(self->incoming.data ? self->incoming.data : "",
			self->incoming.length, NULL);
	if (answer)
		self->path = path_of(json_text_at(answer, "webSocketDebuggerUrl", ""));
	else if (self->http_status == HTTP_NOT_FOUND)
		self->path = memory_copy_text("/devtools/browser");
	json_decref(answer);
	if (self->path)
		return 0;
	return error_set(error, ERROR_PROTOCOL,
		"%s answers, but not as a browser's debugging port does (status %u). Check the "
		"port.",
		self->url, self->http_status);
}

static int parse_url(struct websocket *self, struct error *error)
{
	char *copy = memory_copy_text(self->url);
	const char *scheme = "", *address = "", *path = "";
	bool good = lws_parse_uri(copy, &scheme, &address, &self->port, &path) == 0 && *address;

	self->secure = strcmp(scheme, "wss") == 0 || strcmp(scheme, "https") == 0;
	self->phase = strcmp(scheme, "ws") == 0 || strcmp(scheme, "wss") == 0 ? CONNECTING : ASKING;
	good = good && (self->phase == CONNECTING || text_starts_with(scheme, "http"));
	self->address = memory_copy_text(address);
	self->path = memory_format("/%s", path);
	free(copy);
	if (good)
		return 0;
	return error_set(error, ERROR_INPUT,
		"'%s' is no address of a browser. Use http://host:port or "
		"ws://host:port/devtools/browser/<id>.",
		self->url);
}

static int open_websocket(struct websocket *self, deadline_ms deadline, struct error *error)
{
	int status = parse_url(self, error);

	if (status == 0)
		status = make_context(self, error);
	if (status == 0 && self->phase == ASKING)
		status = ask_path(self, deadline, error);
	if (status == 0)
		status = connect_to(self, NULL, self->path, CONNECTING, error);
	if (status == 0)
		status = loop_wait(
			self->loop, has_progressed, self, deadline, "the browser's consent", error);
	return status;
}

int cdp_transport_websocket(struct loop *loop, const char *url, deadline_ms deadline,
	struct cdp_transport_listener listener, struct cdp_transport **out, struct error *error)
{
	struct websocket *self = memory_new(1, sizeof *self);
	int status;

	self->base = (struct cdp_transport){.send = websocket_send, .close = websocket_close};
	self->listener = listener;
	self->loop = loop;
	self->url = memory_copy_text(url);
	bytes_init(&self->incoming, CDP_MESSAGE_MAXIMUM);
	status = open_websocket(self, deadline, error);
	if (status < 0)
		websocket_close(&self->base);
	else
		*out = &self->base;
	return status;
}
