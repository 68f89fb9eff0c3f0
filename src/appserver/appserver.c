/*
 * One exchange on a connection:
 *
 *     HTTP --- no body is announced ----------------------------------> answer
 *       |                                                                  ^
 *       +----- a body is: HTTP_BODY ... HTTP_BODY_COMPLETION --------------+
 *                                                                          |
 *     next exchange <--- transaction completed <--- last chunk <--- HTTP_WRITEABLE ...
 *
 * Request and response live in libwebsockets' per-connection memory and are released when the
 * exchange is complete or the connection closes, whichever comes first.
 */
#include "appserver/appserver.h"

#include "appserver/routes.h"
#include "base/file.h"
#include "base/memory.h"

#include <libwebsockets.h>
#include <stdlib.h>
#include <string.h>

enum {
	CONNECTIONS_MAXIMUM = 256,
	SESSIONS_MAXIMUM = 1000,
	HEAD_BYTES_MAXIMUM = 16 * 1024,
	IDLE_TIMEOUT_S = 30,
	CHUNK_BYTES = 16 * 1024,
	HEAD_BUFFER_BYTES = 8 * 1024, /* more than all headers of a response can take */
	/* A body that is too large is read and dropped up to here, so that its sender sees the
	 * answer; beyond, the connection is closed. */
	DRAINED_BYTES_MAXIMUM = 8 * 1024 * 1024,
	CLOSING_ROUNDS_MAXIMUM = 1000,
};

struct appserver {
	struct loop *loop;
	struct lws_context *context;
	struct routes routes;
	int port;
};

struct exchange {
	bool begun; /* request and response are init'ed */
	struct request request;
	struct response response;
	size_t sent; /* bytes of the response's body */
};

static void exchange_release(struct exchange *exchange)
{
	if (!exchange || !exchange->begun)
		return;
	request_release(&exchange->request);
	response_release(&exchange->response);
	*exchange = (struct exchange){0};
}

/* ---- reading */

static const struct {
	enum lws_token_indexes token;
	enum request_method method;
} methods[] = {
	{WSI_TOKEN_GET_URI, REQUEST_GET},
	{WSI_TOKEN_PUT_URI, REQUEST_PUT},
	{WSI_TOKEN_OPTIONS_URI, REQUEST_OPTIONS},
};

static enum request_method method_of(struct lws *wsi)
{
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
		if (lws_hdr_total_length(wsi, methods[i].token) > 0)
			return methods[i].method;
	}
	return REQUEST_OTHER;
}

/* False when there are more arguments than a request may have. */
static bool read_arguments(struct lws *wsi, struct request *request)
{
	for (int i = 0;; i++) {
		int length = lws_hdr_fragment_length(wsi, WSI_TOKEN_HTTP_URI_ARGS, i);
		if (length <= 0)
			return true;
		char *argument = memory_new((size_t)length + 1, 1);
		lws_hdr_copy_fragment(wsi, argument, length + 1, WSI_TOKEN_HTTP_URI_ARGS, i);
		if (!request_add_argument(request, argument))
			return false;
	}
}

/* The announced length of the body; -1 when there is none. */
static int64_t announced_length(struct lws *wsi)
{
	char text[24];
	if (lws_hdr_copy(wsi, text, sizeof(text), WSI_TOKEN_HTTP_CONTENT_LENGTH) <= 0)
		return -1;
	return strtoll(text, NULL, 10);
}

static void read_body(struct request *request, const void *data, size_t length)
{
	if (!request->too_large && bytes_append(&request->body, data, length, NULL))
		request->too_large = true;
	if (request->too_large)
		bytes_clear(&request->body);
}

/* ---- answering */

static int write_head(struct lws *wsi, const struct response *response)
{
	unsigned char buffer[LWS_PRE + HEAD_BUFFER_BYTES], *start = buffer + LWS_PRE, *at = start,
							   *end = buffer + sizeof(buffer);
	static const char no_store[] = "no-store";
	if (lws_add_http_header_status(wsi, (unsigned)response->status, &at, end) ||
		lws_add_http_header_by_token(wsi, WSI_TOKEN_HTTP_CACHE_CONTROL,
			(const unsigned char *)no_store, (int)strlen(no_store), &at, end) ||
		lws_add_http_header_content_length(wsi, response->body.length, &at, end))
		return -1;
	if (response->type && lws_add_http_header_by_token(wsi, WSI_TOKEN_HTTP_CONTENT_TYPE,
				      (const unsigned char *)response->type,
				      (int)strlen(response->type), &at, end))
		return -1;
	for (size_t i = 0; i < response->headers_length; i++) {
		const struct response_header *header = &response->headers[i];
		if (lws_add_http_header_by_name(wsi, (const unsigned char *)header->name,
			    (const unsigned char *)header->value, (int)strlen(header->value), &at,
			    end))
			return -1;
	}
	return lws_finalize_write_http_header(wsi, start, &at, end);
}

static int complete(struct lws *wsi, struct exchange *exchange)
{
	exchange_release(exchange);
	return lws_http_transaction_completed(wsi) ? -1 : 0;
}

static int answer(struct appserver *server, struct lws *wsi, struct exchange *exchange)
{
	struct response *response = &exchange->response;
	routes_answer(&server->routes, &exchange->request, response);
	if (write_head(wsi, response))
		return -1;
	if (response->body.length == 0)
		return complete(wsi, exchange);
	lws_callback_on_writable(wsi);
	return 0;
}

/* lws_write() wants room before the data, hence the copy. */
static int write_chunk(struct lws *wsi, struct exchange *exchange)
{
	unsigned char buffer[LWS_PRE + CHUNK_BYTES];
	const struct bytes *body = &exchange->response.body;
	if (!exchange->begun || body->length == 0)
		return 0;
	size_t length = body->length - exchange->sent;
	bool last = length <= CHUNK_BYTES;
	if (!last)
		length = CHUNK_BYTES;
	memcpy(buffer + LWS_PRE, body->data + exchange->sent, length);
	int written = lws_write(
		wsi, buffer + LWS_PRE, length, last ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP);
	if (written < (int)length)
		return -1;
	exchange->sent += length;
	if (last)
		return complete(wsi, exchange);
	lws_callback_on_writable(wsi);
	return 0;
}

static int refuse(struct lws *wsi, unsigned status, const char *sentence)
{
	lws_return_http_status(wsi, status, sentence);
	return -1;
}

static int begin(
	struct appserver *server, struct lws *wsi, struct exchange *exchange, const char *path)
{
	exchange_release(exchange);
	exchange->begun = true;
	request_init(&exchange->request);
	response_init(&exchange->response);
	exchange->request.path = memory_copy_text(path);
	if (!read_arguments(wsi, &exchange->request))
		return refuse(wsi, 400, "There are too many arguments.");
	exchange->request.method = method_of(wsi);
	int64_t length = announced_length(wsi);
	if (length < 0 && exchange->request.method == REQUEST_PUT)
		return refuse(wsi, 411, "The body's length must be given.");
	if (length > DRAINED_BYTES_MAXIMUM)
		return refuse(wsi, 413, "The body is too large.");
	return length > 0 ? 0 : answer(server, wsi, exchange);
}

/* ---- libwebsockets */

static int on_event(struct lws *wsi, enum lws_callback_reasons reason, void *connection, void *data,
	size_t length)
{
	struct exchange *exchange = connection;
	struct appserver *server = lws_context_user(lws_get_context(wsi));
	switch (reason) {
	case LWS_CALLBACK_HTTP:
		return begin(server, wsi, exchange, data);
	case LWS_CALLBACK_HTTP_BODY:
		read_body(&exchange->request, data, length);
		return 0;
	case LWS_CALLBACK_HTTP_BODY_COMPLETION:
		return answer(server, wsi, exchange);
	case LWS_CALLBACK_HTTP_WRITEABLE:
		return write_chunk(wsi, exchange);
	case LWS_CALLBACK_CLOSED_HTTP:
	case LWS_CALLBACK_HTTP_DROP_PROTOCOL:
		exchange_release(exchange);
		return 0;
	case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
		return -1; /* no WebSocket here */
	default:
		return lws_callback_http_dummy(wsi, reason, connection, data, length);
	}
}

static const struct lws_protocols protocols[] = {
	{.name = "http", .callback = on_event, .per_session_data_size = sizeof(struct exchange)},
	{0},
};

static int make_context(struct appserver *server, struct error *error)
{
	/* What goes wrong is said by our errors; the library would print it to stderr as well. */
	lws_set_log_level(0, NULL);
	void *loops[1] = {&server->loop->uv};
	struct lws_context_creation_info info = {
		.port = CONTEXT_PORT_NO_LISTEN,
		.gid = (gid_t)-1,
		.uid = (uid_t)-1,
		.options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS,
		.foreign_loops = loops,
		.user = server,
		.fd_limit_per_thread = CONNECTIONS_MAXIMUM,
		.max_http_header_data = HEAD_BYTES_MAXIMUM,
	};
	server->context = lws_create_context(&info);
	if (!server->context)
		return error_set(error, ERROR_IO,
			"libwebsockets cannot start on the event loop: install the package "
			"libwebsockets-evlib-uv.");
	return 0;
}

/* The port that was bound, or -1. */
static int listen_on(
	struct appserver *server, const char *name, const char *address, int port, uint64_t family)
{
	struct lws_context_creation_info info = {
		.port = port,
		.iface = address,
		.vhost_name = name,
		.protocols = protocols,
		.options = LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND | family,
		.keepalive_timeout = IDLE_TIMEOUT_S,
	};
	struct lws_vhost *vhost = lws_create_vhost(server->context, &info);
	return vhost ? lws_get_vhost_listen_port(vhost) : -1;
}

static int start_listening(struct appserver *server, int port, struct error *error)
{
	server->port = listen_on(server, "ipv4", "127.0.0.1", port, LWS_SERVER_OPTION_DISABLE_IPV6);
	if (server->port <= 0)
		return error_set(error, ERROR_IO,
			"Port %d of 127.0.0.1 cannot be used: another program may have it. "
			"Choose another port, or 0 for any.",
			port);
	listen_on(server, "ipv6", "::1", server->port,
		LWS_SERVER_OPTION_IPV6_V6ONLY_MODIFY |
			LWS_SERVER_OPTION_IPV6_V6ONLY_VALUE); /* may be missing on this machine */
	return 0;
}

int appserver_open(struct loop *loop, const struct appserver_options *options,
	struct appserver **out, struct error *error)
{
	char *page = path_join(options->root, "index.html");
	bool exists = file_exists(page);
	free(page);
	if (!exists)
		return error_set(error, ERROR_NOT_FOUND,
			"The folder %s has no index.html: it is not the folder with the apps.",
			options->root);
	struct appserver *server = memory_new(1, sizeof(*server));
	server->loop = loop;
	routes_init(&server->routes, options->root, SESSIONS_MAXIMUM);
	int rc = make_context(server, error);
	if (rc == 0)
		rc = start_listening(server, options->port, error);
	if (rc == 0)
		*out = server;
	else
		appserver_close(server);
	return rc;
}

int appserver_port(const struct appserver *server)
{
	return server->port;
}

struct search {
	const void *owner;
	bool found;
};

static void match_handle(uv_handle_t *handle, void *context)
{
	struct search *search = context;
	if (handle->data == search->owner)
		search->found = true;
}

static bool has_handles(struct appserver *server)
{
	struct search search = {.owner = server->context};
	uv_walk(&server->loop->uv, match_handle, &search);
	return search.found;
}

/* On a loop that is not its own, libwebsockets closes its handles in rounds of the loop: first the
 * connections', then its timer and idle handle, whose data is the context. Only after that does a
 * second call free the context; earlier, libuv would call back into freed memory. */
static void destroy_context(struct appserver *server)
{
	lws_context_destroy(server->context);
	for (int round = 0; round < CLOSING_ROUNDS_MAXIMUM && has_handles(server); round++)
		loop_poll(server->loop);
	lws_context_destroy(server->context);
}

void appserver_close(struct appserver *server)
{
	if (!server)
		return;
	if (server->context)
		destroy_context(server);
	routes_release(&server->routes);
	free(server);
}
