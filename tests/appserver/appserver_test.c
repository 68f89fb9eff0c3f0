/* The server over real sockets on loopback, with a client that is driven by the same loop. */
#include "appserver/appserver.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "base/memory.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000 };

struct fixture {
	struct loop loop;
	struct appserver *server;
};

static int start(void **state)
{
	struct fixture *fixture = memory_new(1, sizeof(*fixture));
	struct error error = {0};
	const struct appserver_options options = {.root = PROJECT_ROOT "/apps"};
	if (loop_init(&fixture->loop, &error) ||
		appserver_open(&fixture->loop, &options, &fixture->server, &error))
		fail_msg("%s", error.message);
	*state = fixture;
	return 0;
}

static int stop(void **state)
{
	struct fixture *fixture = *state;
	appserver_close(fixture->server);
	loop_release(&fixture->loop);
	free(fixture);
	return 0;
}

/* ---- a client */

struct client {
	int fd;
	const char *request;
	size_t request_length, sent;
	struct bytes reply;
};

static int connect_to(int family, int port)
{
	struct sockaddr_in v4 = {.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6,
		.sin6_port = htons((uint16_t)port),
		.sin6_addr = IN6ADDR_LOOPBACK_INIT};
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	int rc = family == AF_INET ? connect(fd, (struct sockaddr *)&v4, sizeof(v4))
				   : connect(fd, (struct sockaddr *)&v6, sizeof(v6));
	if (rc) {
		close(fd);
		return -1;
	}
	fcntl(fd, F_SETFL, O_NONBLOCK);
	return fd;
}

/* Sends what the socket takes and reads what is there, until the server closes. */
static int pump(void *context, struct error *error)
{
	struct client *client = context;
	char buffer[65536];
	if (client->sent < client->request_length) {
		ssize_t sent = send(client->fd, client->request + client->sent,
			client->request_length - client->sent, MSG_NOSIGNAL);
		if (sent > 0)
			client->sent += (size_t)sent;
	}
	for (;;) {
		ssize_t length = recv(client->fd, buffer, sizeof(buffer), 0);
		if (length == 0 || (length < 0 && errno == ECONNRESET))
			return 1;
		if (length < 0)
			return 0;
		if (bytes_append(&client->reply, buffer, (size_t)length, error))
			return error->code;
	}
}

/* Heap text: the whole reply to a request after which the server closes the connection. */
static char *ask_on(struct fixture *fixture, int fd, const char *request, size_t length)
{
	struct client client = {.fd = fd, .request = request, .request_length = length};
	struct error error = {0};
	bytes_init(&client.reply, 8 << 20);
	if (loop_wait(&fixture->loop, pump, &client, deadline_in(PATIENCE_MS), "the reply", &error))
		fail_msg("%s", error.message);
	close(fd);
	return bytes_take(&client.reply);
}

static char *ask(struct fixture *fixture, const char *request)
{
	int fd = connect_to(AF_INET, appserver_port(fixture->server));
	assert_true(fd >= 0);
	return ask_on(fixture, fd, request, strlen(request));
}

static int status_of(const char *reply)
{
	assert_memory_equal(reply, "HTTP/1.", 7);
	return (int)strtol(reply + 9, NULL, 10);
}

static int status(struct fixture *fixture, const char *request)
{
	char *reply = ask(fixture, request);
	int code = status_of(reply);
	free(reply);
	return code;
}

#define CLOSING "Host: x\r\nConnection: close\r\n"

/* ---- tests */

static void pages_are_served_uncached(void **state)
{
	char *reply = ask(*state, "GET /shared/app.js?seed=1 HTTP/1.1\r\n" CLOSING "\r\n");
	assert_int_equal(status_of(reply), 200);
	assert_non_null(strstr(reply, "cache-control: no-store\r\n"));
	assert_non_null(strstr(reply, "content-type: text/javascript; charset=utf-8\r\n"));
	assert_non_null(strstr(reply, "export async function openApp("));
	free(reply);
}

static void several_requests_share_a_connection(void **state)
{
	char *reply = ask(*state, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
				  "GET /no-such-page HTTP/1.1\r\n" CLOSING "\r\n");
	assert_int_equal(status_of(reply), 200);
	char *second = strstr(reply + 1, "HTTP/1.1 ");
	assert_non_null(second);
	assert_int_equal(status_of(second), 404);
	free(reply);
}

static void states_and_downloads_are_kept(void **state)
{
	assert_int_equal(status(*state, "PUT /api/state?app=billing&session=s HTTP/1.1\r\n" CLOSING
					"Content-Length: 7\r\n\r\n{\"a\":1}"),
		204);
	assert_int_equal(status(*state, "GET /document/INV-1.pdf?app=billing&session=s&title=I&"
					"line=Alder%20%26%20Finch HTTP/1.1\r\n" CLOSING "\r\n"),
		200);
	char *reply =
		ask(*state, "GET /api/state?app=billing&session=s HTTP/1.1\r\n" CLOSING "\r\n");
	assert_non_null(strstr(reply, "access-control-allow-origin: *\r\n"));
	assert_non_null(strstr(reply, "{\"data\":{\"a\":1},\"downloads\":[\"INV-1.pdf\"]"));
	free(reply);
}

static int put_of_size(struct fixture *fixture, size_t body_bytes)
{
	struct bytes request;
	bytes_init(&request, 4 << 20);
	bytes_format(&request, NULL,
		"PUT /api/state?app=shop&session=s HTTP/1.1\r\n" CLOSING
		"Content-Length: %zu\r\n\r\n",
		body_bytes);
	char *body = memory_new(body_bytes, 1);
	memset(body, 'a', body_bytes);
	body[0] = body[body_bytes - 1] = '"';
	bytes_append(&request, body, body_bytes, NULL);
	int fd = connect_to(AF_INET, appserver_port(fixture->server));
	char *reply = ask_on(fixture, fd, request.data, request.length);
	int code = status_of(reply);
	free(reply);
	free(body);
	bytes_release(&request);
	return code;
}

static void bodies_have_a_maximum(void **state)
{
	assert_int_equal(put_of_size(*state, 256 * 1024), 204);
	assert_int_equal(put_of_size(*state, 256 * 1024 + 1), 413);
	assert_int_equal(put_of_size(*state, 2 << 20), 413);
	assert_int_equal(status(*state, "PUT /api/state?app=shop&session=s HTTP/1.1\r\n" CLOSING
					"Content-Length: 99999999999\r\n\r\n"),
		413);
}

static void other_methods_and_odd_requests_are_refused(void **state)
{
	assert_int_equal(status(*state, "DELETE / HTTP/1.1\r\n" CLOSING "\r\n"), 405);
	assert_int_equal(
		status(*state, "POST / HTTP/1.1\r\n" CLOSING "Content-Length: 3\r\n\r\nabc"), 405);
	assert_int_equal(
		status(*state, "PUT /api/state?app=a&session=b HTTP/1.1\r\n" CLOSING "\r\n"), 411);
	assert_int_equal(
		status(*state, "GET / HTTP/1.1\r\n" CLOSING "Content-Length: 3\r\n\r\nabc"), 200);
	assert_int_equal(status(*state, "GET /../CMakeLists.txt HTTP/1.1\r\n" CLOSING "\r\n"), 404);
	assert_int_equal(
		status(*state, "GET /%2e%2e/CMakeLists.txt HTTP/1.1\r\n" CLOSING "\r\n"), 404);
	char *reply = ask(*state, "\x16\x03\x01 nonsense\r\n\r\n");
	assert_true(reply[0] == '\0' || status_of(reply) >= 400);
	free(reply);
}

static void both_addresses_of_localhost_are_served(void **state)
{
	struct fixture *fixture = *state;
	int fd = connect_to(AF_INET6, appserver_port(fixture->server));
	if (fd < 0)
		skip(); /* a machine without IPv6 */
	static const char request[] = "GET / HTTP/1.1\r\n" CLOSING "\r\n";
	char *reply = ask_on(fixture, fd, request, strlen(request));
	assert_int_equal(status_of(reply), 200);
	free(reply);
}

static void an_unusable_port_or_folder_is_an_error(void **state)
{
	struct fixture *fixture = *state;
	struct appserver *second = NULL;
	struct error error = {0};
	struct appserver_options options = {
		.port = appserver_port(fixture->server), .root = PROJECT_ROOT "/apps"};
	assert_int_equal(appserver_open(&fixture->loop, &options, &second, &error), ERROR_IO);
	options = (struct appserver_options){.root = PROJECT_ROOT "/cmake"};
	assert_int_equal(
		appserver_open(&fixture->loop, &options, &second, &error), ERROR_NOT_FOUND);
	assert_null(second);
	assert_int_equal(status(fixture, "GET / HTTP/1.1\r\n" CLOSING "\r\n"), 200);
}

static int count_descriptors(void)
{
	DIR *folder = opendir("/proc/self/fd");
	int count = 0;
	while (readdir(folder))
		count++;
	closedir(folder);
	return count;
}

static void closing_ends_open_connections_and_leaves_nothing(void **state)
{
	struct fixture *fixture = *state;
	const struct appserver_options options = {.root = PROJECT_ROOT "/apps"};
	int before = count_descriptors();
	for (int i = 0; i < 20; i++) {
		struct appserver *server = NULL;
		assert_int_equal(appserver_open(&fixture->loop, &options, &server, NULL), 0);
		int half = connect_to(AF_INET, appserver_port(server));
		assert_true(send(half,
				    "PUT /api/state?app=a&session=b HTTP/1.1\r\n"
				    "Content-Length: 5\r\n\r\n{",
				    63, MSG_NOSIGNAL) > 0);
		loop_poll(&fixture->loop);
		loop_poll(&fixture->loop);
		appserver_close(server);
		close(half);
	}
	assert_int_equal(count_descriptors(), before);
}

#define SERVER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SERVER_TEST(pages_are_served_uncached),
		SERVER_TEST(several_requests_share_a_connection),
		SERVER_TEST(states_and_downloads_are_kept),
		SERVER_TEST(bodies_have_a_maximum),
		SERVER_TEST(other_methods_and_odd_requests_are_refused),
		SERVER_TEST(both_addresses_of_localhost_are_served),
		SERVER_TEST(an_unusable_port_or_folder_is_an_error),
		SERVER_TEST(closing_ends_open_connections_and_leaves_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
