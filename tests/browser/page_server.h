/*
 * page_server.h - a small HTTP server for tests, on the test's own loop, listening on loopback.
 *
 * Pages are given as a table of paths. It answers on 127.0.0.1 and so also as "localhost", which
 * is another site to the browser: the way to have frames in processes of their own.
 */
#ifndef TESTS_BROWSER_PAGE_SERVER_H
#define TESTS_BROWSER_PAGE_SERVER_H

#include "base/loop.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

struct page {
	const char *path;
	const char *body;    /* NULL: the request is never answered */
	const char *headers; /* more header lines, each with \r\n; NULL: text/html */
	int status;	     /* 0: 200 */
	int delay_ms;	     /* before the answer */
	int pause_ms;	     /* between its headers and its body */
};

struct page_server {
	struct loop *loop;
	uv_tcp_t listener;
	int port;
	const struct page *pages; /* ended by a NULL path */
	int requests;		  /* answered or not */
};

struct page_client {
	uv_tcp_t tcp;
	uv_timer_t timer;
	uv_write_t head_write, write;
	struct page_server *server;
	const struct page *page;
	char *answer;
	size_t head_length; /* of the answer */
	char input[16384];
	size_t length;
	int handles;
};

static inline void page_client_forget(uv_handle_t *handle)
{
	struct page_client *client = handle->data;

	if (--client->handles > 0)
		return;
	free(client->answer);
	free(client);
}

static inline void page_client_close(struct page_client *client)
{
	if (uv_is_closing((uv_handle_t *)&client->tcp))
		return;
	uv_close((uv_handle_t *)&client->tcp, page_client_forget);
	uv_close((uv_handle_t *)&client->timer, page_client_forget);
}

static inline void page_client_written(uv_write_t *write, int status)
{
	(void)status;
	page_client_close(write->handle->data);
}

static inline void page_client_send_body(uv_timer_t *timer)
{
	struct page_client *client = timer->data;
	char *body = client->answer + client->head_length;
	uv_buf_t buffer = uv_buf_init(body, (unsigned)strlen(body));

	uv_write(&client->write, (uv_stream_t *)&client->tcp, &buffer, 1, page_client_written);
}

static inline void page_client_answer(uv_timer_t *timer)
{
	struct page_client *client = timer->data;
	const struct page *page = client->page;
	const char *body = page ? page->body : "not here";
	uv_buf_t buffer;

	client->answer = memory_format("HTTP/1.1 %d Answer\r\nContent-Length: %zu\r\n"
				       "Connection: close\r\nCache-Control: no-store\r\n%s\r\n%s",
		!page	       ? 404
		: page->status ? page->status
			       : 200,
		strlen(body),
		page && page->headers ? page->headers
				      : "Content-Type: text/html; charset=utf-8\r\n",
		body);
	client->head_length = strlen(client->answer) - strlen(body);
	buffer = uv_buf_init(client->answer, (unsigned)client->head_length);
	uv_write(&client->head_write, (uv_stream_t *)&client->tcp, &buffer, 1, NULL);
	uv_timer_start(timer, page_client_send_body, page ? (uint64_t)page->pause_ms : 0, 0);
}

static inline const struct page *page_find(const struct page *pages, const char *request)
{
	const char *path = strchr(request, ' ') + 1;
	size_t length = strcspn(path, " ?");

	for (; pages->path; pages++)
		if (strlen(pages->path) == length && strncmp(path, pages->path, length) == 0)
			return pages;
	return NULL;
}

static inline void page_client_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	struct page_client *client = handle->data;

	(void)suggested;
	*buffer = uv_buf_init(client->input + client->length,
		(unsigned)(sizeof client->input - 1 - client->length));
}

static inline void page_client_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer)
{
	struct page_client *client = stream->data;

	(void)buffer;
	if (count < 0) {
		page_client_close(client);
		return;
	}
	client->length += (size_t)count;
	client->input[client->length] = 0;
	if (client->input[0] != 'G') { /* not GET: most likely TLS, which we do not speak */
		page_client_close(client);
		return;
	}
	if (!strstr(client->input, "\r\n\r\n") || client->page)
		return;
	client->server->requests++;
	client->page = page_find(client->server->pages, client->input);
	if (!client->page || client->page->body)
		uv_timer_start(&client->timer, page_client_answer,
			client->page ? (uint64_t)client->page->delay_ms : 0, 0);
}

static inline void page_server_accept(uv_stream_t *stream, int status)
{
	struct page_server *server = stream->data;
	struct page_client *client = memory_new(1, sizeof *client);

	(void)status;
	client->server = server;
	uv_tcp_init(&server->loop->uv, &client->tcp);
	uv_timer_init(&server->loop->uv, &client->timer);
	client->tcp.data = client->timer.data = client;
	client->handles = 2;
	uv_accept(stream, (uv_stream_t *)&client->tcp);
	uv_read_start((uv_stream_t *)&client->tcp, page_client_room, page_client_read);
}

static inline void page_server_open(
	struct page_server *server, struct loop *loop, const struct page *pages)
{
	struct sockaddr_in address;
	int length = sizeof address;

	*server = (struct page_server){.loop = loop, .pages = pages};
	uv_ip4_addr("127.0.0.1", 0, &address);
	uv_tcp_init(&loop->uv, &server->listener);
	server->listener.data = server;
	uv_tcp_bind(&server->listener, (struct sockaddr *)&address, 0);
	uv_listen((uv_stream_t *)&server->listener, 16, page_server_accept);
	uv_tcp_getsockname(&server->listener, (struct sockaddr *)&address, &length);
	server->port = ntohs(address.sin_port);
}

static inline void page_server_forget_client(uv_handle_t *handle, void *context)
{
	if (handle->type == UV_TCP && handle->data && handle != context)
		page_client_close(handle->data);
}

/* Also for requests that were never answered. Nothing else on the loop may use TCP by then. */
static inline void page_server_close(struct page_server *server)
{
	uv_walk(&server->loop->uv, page_server_forget_client, &server->listener);
	uv_close((uv_handle_t *)&server->listener, NULL);
	loop_poll(server->loop);
}

#endif
