/* A small HTTP and WebSocket server plays the browser at whose port one can attach. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cdp/connection.h"

#include "base/bytes.h"
#include "base/memory.h"

#include <libwebsockets.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SOON_MS = 10000 };

/* How the server answers. */
struct manners {
	int version_status;  /* of /json/version; 0: never */
	const char *version; /* its body */
	int upgrade_status;  /* of the WebSocket request; 0: never */
};

struct server {
	struct loop loop;
	uv_tcp_t listener;
	int port;
	struct manners manners;
	char request[4096];    /* the newest, whole */
	struct client *client; /* the newest */
	struct bytes heard;    /* the newest message from the WebSocket */
	int closings;
	struct bytes events;
	struct error error;
};

struct client {
	uv_tcp_t tcp;
	struct server *server;
	struct bytes input;
	bool upgraded;
};

static deadline_ms soon(void)
{
	return deadline_in(SOON_MS);
}

/* --- the server --------------------------------------------------------------------- */

static void forget_client(uv_handle_t *handle)
{
	struct client *client = handle->data;

	bytes_release(&client->input);
	free(client);
}

static void hang_up(struct client *client)
{
	if (!uv_is_closing((uv_handle_t *)&client->tcp))
		uv_close((uv_handle_t *)&client->tcp, forget_client);
}

struct answer {
	uv_write_t request;
	char *data;
};

static void after_write(uv_write_t *request, int status)
{
	struct answer *answer = (struct answer *)request;

	(void)status;
	free(answer->data);
	free(answer);
}

static void send_bytes(struct client *client, const void *data, size_t length)
{
	struct answer *answer = memory_new(1, sizeof *answer);
	uv_buf_t buffer;

	answer->data = memory_copy_span(data, length);
	buffer = uv_buf_init(answer->data, (unsigned)length);
	uv_write(&answer->request, (uv_stream_t *)&client->tcp, &buffer, 1, after_write);
}

static void send_text(struct client *client, const char *text)
{
	send_bytes(client, text, strlen(text));
}

/* One unfragmented frame, as Chrome sends; not masked, as from a server. */
static void send_frame(struct client *client, int opcode, const char *text, size_t length)
{
	unsigned char head[10] = {(unsigned char)(0x80 | opcode)};
	size_t head_length = 2;

	if (length < 126) {
		head[1] = (unsigned char)length;
	} else if (length < 65536) {
		head[1] = 126;
		head[2] = (unsigned char)(length >> 8);
		head[3] = (unsigned char)length;
		head_length = 4;
	} else {
		head[1] = 127;
		for (int i = 0; i < 8; i++)
			head[2 + i] = (unsigned char)((uint64_t)length >> (56 - 8 * i));
		head_length = 10;
	}
	send_bytes(client, head, head_length);
	send_bytes(client, text, length);
}

static const char *header(const char *request, const char *name)
{
	const char *line = strcasestr(request, name);

	return line ? line + strlen(name) : NULL;
}

static void accept_upgrade(struct client *client)
{
	const char *key = header(client->server->request, "Sec-WebSocket-Key: ");
	char *joined = memory_format(
		"%.*s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", (int)strcspn(key, "\r"), key);
	unsigned char digest[20];
	char accept[40];
	char *answer;

	lws_SHA1((unsigned char *)joined, strlen(joined), digest);
	lws_b64_encode_string((char *)digest, sizeof digest, accept, sizeof accept);
	answer = memory_format("HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n"
			       "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
		accept);
	send_text(client, answer);
	client->upgraded = true;
	free(answer);
	free(joined);
}

static void answer_status(struct client *client, int status, const char *body)
{
	char *answer = memory_format("HTTP/1.1 %d Answer\r\nContent-Length: %zu\r\n"
				     "Content-Type: application/json\r\n\r\n%s",
		status, strlen(body), body);

	send_text(client, answer);
	free(answer);
}

static void take_request(struct client *client)
{
	struct server *server = client->server;
	const struct manners *manners = &server->manners;

	snprintf(server->request, sizeof server->request, "%s", client->input.data);
	bytes_clear(&client->input);
	if (strncmp(server->request, "GET /json/version ", 18) == 0) {
		if (manners->version_status)
			answer_status(client, manners->version_status, manners->version);
	} else if (manners->upgrade_status == 101) {
		accept_upgrade(client);
	} else if (manners->upgrade_status) {
		answer_status(client, manners->upgrade_status, "");
	}
}

/* One masked text frame of less than 64 KiB; true when it was whole. */
static bool take_frame(struct client *client)
{
	const unsigned char *data = (const unsigned char *)client->input.data;
	size_t length, head = 2;

	if (client->input.length < 8)
		return false;
	length = data[1] & 127;
	if (length == 126) {
		length = (size_t)data[2] << 8 | data[3];
		head = 4;
	}
	if (client->input.length < head + 4 + length)
		return false;
	assert_true(data[1] & 128); /* masked */
	bytes_clear(&client->server->heard);
	for (size_t i = 0; i < length; i++) {
		char c = (char)(data[head + 4 + i] ^ data[head + i % 4]);

		bytes_append(&client->server->heard, &c, 1, NULL);
	}
	bytes_drop_front(&client->input, head + 4 + length);
	return true;
}

static void give_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	(void)handle;
	*buffer = uv_buf_init(memory_new(1, suggested), (unsigned)suggested);
}

static void take_bytes(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer)
{
	struct client *client = stream->data;

	if (count > 0)
		bytes_append(&client->input, buffer->base, (size_t)count, NULL);
	free(buffer->base);
	if (count < 0) {
		if (client->server->client == client)
			client->server->client = NULL;
		hang_up(client);
	} else if (client->upgraded) {
		while (take_frame(client))
			;
	} else if (client->input.data && strstr(client->input.data, "\r\n\r\n")) {
		take_request(client);
	}
}

static void take_client(uv_stream_t *stream, int status)
{
	struct server *server = stream->data;
	struct client *client = memory_new(1, sizeof *client);

	(void)status;
	client->server = server;
	bytes_init(&client->input, 1 << 20);
	uv_tcp_init(&server->loop.uv, &client->tcp);
	client->tcp.data = client;
	uv_accept(stream, (uv_stream_t *)&client->tcp);
	uv_read_start((uv_stream_t *)&client->tcp, give_room, take_bytes);
	server->client = client;
}

static int open_server(void **state)
{
	struct server *server = memory_new(1, sizeof *server);
	struct sockaddr_in address;
	int length = sizeof address;

	*state = server;
	loop_init(&server->loop, NULL);
	bytes_init(&server->heard, 1 << 20);
	bytes_init(&server->events, 1 << 20);
	server->manners = (struct manners){.version_status = 200,
		.version =
			"{\"webSocketDebuggerUrl\":\"ws://elsewhere:1/devtools/browser/the-id\"}",
		.upgrade_status = 101};
	uv_ip4_addr("127.0.0.1", 0, &address);
	uv_tcp_init(&server->loop.uv, &server->listener);
	server->listener.data = server;
	uv_tcp_bind(&server->listener, (struct sockaddr *)&address, 0);
	uv_listen((uv_stream_t *)&server->listener, 16, take_client);
	uv_tcp_getsockname(&server->listener, (struct sockaddr *)&address, &length);
	server->port = ntohs(address.sin_port);
	return 0;
}

static void close_client(uv_handle_t *handle, void *listener)
{
	if (handle->type == UV_TCP && handle != listener)
		hang_up(handle->data);
}

static int close_server(void **state)
{
	struct server *server = *state;

	uv_walk(&server->loop.uv, close_client, &server->listener);
	loop_poll(&server->loop);
	loop_release(&server->loop);
	bytes_release(&server->heard);
	bytes_release(&server->events);
	free(server);
	return 0;
}

/* --- our side ----------------------------------------------------------------------- */

static void hear_event(
	void *context, const char *session_id, const char *method, const json_t *params)
{
	struct server *server = context;

	(void)session_id;
	(void)params;
	bytes_format(&server->events, NULL, "%s ", method);
}

static void hear_close(void *context, const char *reason)
{
	struct server *server = context;

	(void)reason;
	server->closings++;
}

static int attach(struct server *server, const char *format, deadline_ms deadline,
	struct cdp_connection **out)
{
	struct cdp_listener listener = {server, hear_event, hear_close};
	char *url = memory_format("%s%d%s", format, server->port,
		strncmp(format, "ws", 2) == 0 ? "/devtools/browser/own" : "");
	int status;

	server->error = (struct error){0};
	status = cdp_open_endpoint(&server->loop, url, deadline, listener, out, &server->error);
	free(url);
	return status;
}

static struct cdp_connection *attach_well(struct server *server, const char *format)
{
	struct cdp_connection *connection = NULL;

	if (attach(server, format, soon(), &connection) < 0)
		fail_msg("%s", server->error.message);
	return connection;
}

static void an_http_address_leads_to_the_browser_it_names(void **state)
{
	struct server *server = *state;
	struct cdp_connection *connection = attach_well(server, "http://127.0.0.1:");
	char *host = memory_format("Host: 127.0.0.1:%d\r\n", server->port);

	assert_true(cdp_is_open(connection));
	assert_memory_equal(server->request, "GET /devtools/browser/the-id ", 29);
	assert_non_null(strcasestr(server->request, host)); /* the host given, not the one named */
	assert_null(strcasestr(server->request, "\r\nOrigin:"));
	assert_null(strcasestr(server->request, "\r\nSec-WebSocket-Extensions:"));
	cdp_close(connection);
	free(host);
}

static void a_ws_address_is_taken_as_it_is(void **state)
{
	struct server *server = *state;
	struct cdp_connection *connection = attach_well(server, "ws://localhost:");

	assert_memory_equal(server->request, "GET /devtools/browser/own ", 26);
	cdp_close(connection);
}

/* A person's own browser answers no questions about itself, but has one fixed address. */
static void a_browser_that_asks_its_person_is_found(void **state)
{
	struct server *server = *state;
	struct cdp_connection *connection;

	server->manners.version_status = 404;
	server->manners.version = "";
	connection = attach_well(server, "http://127.0.0.1:");
	assert_memory_equal(server->request, "GET /devtools/browser ", 22);
	cdp_close(connection);
}

static int has_heard(void *context, struct error *error)
{
	const struct server *server = context;

	(void)error;
	return server->heard.length > 0;
}

static void calls_and_events_pass(void **state)
{
	struct server *server = *state;
	struct cdp_connection *connection = attach_well(server, "http://127.0.0.1:");
	struct cdp_pending *pending = cdp_start(cdp_root(connection), "A.a", NULL);
	static const char event[] = "{\"method\":\"E.e\"}", reply[] = "{\"id\":1,\"result\":{}}";

	assert_int_equal(loop_wait(&server->loop, has_heard, server, soon(), "a call", NULL), 0);
	assert_string_equal(server->heard.data, "{\"id\":1,\"method\":\"A.a\"}");
	send_frame(server->client, 1, event, sizeof event - 1);
	send_frame(server->client, 9, "ping", 4);
	send_frame(server->client, 1, reply, sizeof reply - 1);
	assert_int_equal(cdp_finish(pending, soon(), NULL, &server->error), 0);
	assert_string_equal(server->events.data, "E.e ");
	cdp_close(connection);
}

static void large_messages_arrive_whole(void **state)
{
	struct server *server = *state;
	struct cdp_connection *connection = attach_well(server, "http://127.0.0.1:");
	struct cdp_pending *pending = cdp_start(cdp_root(connection), "A.a", NULL);
	size_t length = 3 << 20;
	char *text = memory_new(length + 1, 1);
	char *message;
	json_t *result = NULL;

	memset(text, 'x', length);
	message = memory_format("{\"id\":1,\"result\":{\"text\":\"%s\"}}", text);
	send_frame(server->client, 1, message, strlen(message));
	assert_int_equal(cdp_finish(pending, soon(), &result, &server->error), 0);
	assert_string_equal(json_text_at(result, "text", ""), text);
	json_decref(result);
	free(message);
	free(text);
	cdp_close(connection);
}

static void the_end_of_the_browser_is_noticed(void **state)
{
	struct server *server = *state;
	struct cdp_connection *connection = attach_well(server, "http://127.0.0.1:");
	struct cdp_pending *pending = cdp_start(cdp_root(connection), "A.a", NULL);

	hang_up(server->client);
	assert_int_equal(cdp_finish(pending, soon(), NULL, &server->error), ERROR_CLOSED);
	assert_int_equal(server->closings, 1);
	assert_false(cdp_is_open(connection));
	cdp_close(connection);
}

static void a_refused_connection_is_told(void **state)
{
	struct server *server = *state;
	struct cdp_connection *connection = NULL;

	server->manners.upgrade_status = 403;
	assert_int_equal(attach(server, "http://127.0.0.1:", soon(), &connection), ERROR_REFUSED);
	assert_null(connection);
	assert_int_equal(server->closings, 0);
}

static void a_server_that_is_no_browser_is_told(void **state)
{
	struct server *server = *state;
	struct cdp_connection *connection = NULL;

	server->manners.version = "<html>hello</html>";
	assert_int_equal(attach(server, "http://127.0.0.1:", soon(), &connection), ERROR_PROTOCOL);
	server->manners.version_status = 500;
	assert_int_equal(attach(server, "http://127.0.0.1:", soon(), &connection), ERROR_PROTOCOL);
	assert_non_null(strstr(server->error.message, "500"));
}

static void a_server_that_never_answers_is_given_up(void **state)
{
	struct server *server = *state;
	struct cdp_connection *connection = NULL;

	server->manners.upgrade_status = 0;
	assert_int_equal(
		attach(server, "ws://127.0.0.1:", deadline_in(100), &connection), ERROR_TIMEOUT);
	server->manners.version_status = 0;
	assert_int_equal(
		attach(server, "http://127.0.0.1:", deadline_in(100), &connection), ERROR_TIMEOUT);
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_server, close_server)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(an_http_address_leads_to_the_browser_it_names),
		test(a_ws_address_is_taken_as_it_is),
		test(a_browser_that_asks_its_person_is_found),
		test(calls_and_events_pass),
		test(large_messages_arrive_whole),
		test(the_end_of_the_browser_is_noticed),
		test(a_refused_connection_is_told),
		test(a_server_that_is_no_browser_is_told),
		test(a_server_that_never_answers_is_given_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
