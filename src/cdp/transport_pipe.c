/*
 * transport_pipe.c - zero-terminated messages over two AF_UNIX sockets.
 *
 * Sockets, not pipe(2): on a message beyond its limit Chrome shuts the connection down, which on
 * a pipe is never seen by us, so that writes would block for ever; a socket gives EPIPE and EOF.
 */
#include "cdp/transport.h"

#include "base/bytes.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK_BYTES = 256 * 1024 }; /* read at once; most messages fit and are not copied */

struct pipe_transport {
	struct cdp_transport base; /* first: the caller's pointer is ours */
	struct cdp_transport_listener listener;
	uv_pipe_t reader, writer;
	int handles; /* not yet closed by the loop */
	bool closing;
	struct bytes partial; /* the beginning of a message whose end has not come */
	char chunk[CHUNK_BYTES];
};

struct pipe_write {
	uv_write_t request;
	char text[];
};

static void forget_handle(uv_handle_t *handle)
{
	struct pipe_transport *self = handle->data;

	if (--self->handles > 0)
		return;
	bytes_release(&self->partial);
	free(self);
}

static void pipe_close(struct cdp_transport *transport)
{
	struct pipe_transport *self = (struct pipe_transport *)transport;

	if (self->closing)
		return;
	self->closing = true;
	uv_close((uv_handle_t *)&self->reader, forget_handle);
	uv_close((uv_handle_t *)&self->writer, forget_handle);
}

/* The peer's end: reported once, nothing is read after it. */
static void pipe_ended(struct pipe_transport *self, const char *reason)
{
	struct cdp_transport_listener listener = self->listener;

	self->listener.closed = NULL;
	uv_read_stop((uv_stream_t *)&self->reader);
	if (listener.closed)
		listener.closed(listener.context, reason);
}

static void after_write(uv_write_t *request, int status)
{
	struct pipe_write *write = (struct pipe_write *)request;
	struct pipe_transport *self = request->handle->data;

	free(write);
	if (status < 0 && !self->closing)
		pipe_ended(self, "it no longer takes messages");
}

static int pipe_send(
	struct cdp_transport *transport, const char *text, size_t length, struct error *error)
{
	struct pipe_transport *self = (struct pipe_transport *)transport;
	size_t queued = uv_stream_get_write_queue_size((uv_stream_t *)&self->writer);
	struct pipe_write *write;
	uv_buf_t buffer;
	int status;

	if (queued + length > CDP_QUEUE_MAXIMUM)
		return error_set(error, ERROR_LIMIT,
			"Chromium does not read its commands: %zu bytes are waiting to be sent.",
			queued);
	write = malloc(sizeof *write + length + 1);
	if (!write)
		return error_set(
			error, ERROR_LIMIT, "No memory for a message of %zu bytes.", length);
	memcpy(write->text, text, length);
	write->text[length] = 0; /* the separator */
	buffer = uv_buf_init(write->text, (unsigned)(length + 1));
	status = uv_write(&write->request, (uv_stream_t *)&self->writer, &buffer, 1, after_write);
	if (status == 0)
		return 0;
	free(write);
	return error_set(
		error, ERROR_CLOSED, "Writing to Chromium failed: %s.", uv_strerror(status));
}

static void give_chunk(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	struct pipe_transport *self = handle->data;

	(void)suggested;
	*buffer = uv_buf_init(self->chunk, sizeof self->chunk);
}

/* Delivers text, which ends here, after what came before it. */
static void deliver(struct pipe_transport *self, const char *text, size_t length)
{
	struct error error = {0};

	if (self->partial.length == 0) {
		self->listener.message(self->listener.context, text, length);
		return;
	}
	if (bytes_append(&self->partial, text, length, &error) < 0) {
		pipe_ended(self, error.message);
		return;
	}
	self->listener.message(self->listener.context, self->partial.data, self->partial.length);
	bytes_release(&self->partial); /* a huge one is not kept */
}

static void take_chunk(struct pipe_transport *self, const char *text, size_t length)
{
	const char *end = text + length;
	const char *zero;
	struct error error = {0};

	while (text < end && self->listener.closed && !self->closing) {
		zero = memchr(text, 0, (size_t)(end - text));
		if (zero) {
			deliver(self, text, (size_t)(zero - text));
			text = zero + 1;
			continue;
		}
		if (bytes_append(&self->partial, text, (size_t)(end - text), &error) < 0)
			pipe_ended(self, "it sent a message of more than 256 MiB");
		return;
	}
}

static void after_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer)
{
	struct pipe_transport *self = stream->data;

	if (count > 0)
		take_chunk(self, buffer->base, (size_t)count);
	else if (count < 0 && self->partial.length)
		pipe_ended(self, "the connection ended in the middle of a message");
	else if (count < 0)
		pipe_ended(self, "the browser closed the connection");
}

static int adopt(struct pipe_transport *self, struct loop *loop, uv_pipe_t *pipe, int fd)
{
	int status;

	uv_pipe_init(&loop->uv, pipe, 0); /* cannot fail without ipc */
	pipe->data = self;
	self->handles++;
	status = uv_pipe_open(pipe, fd);
	if (status < 0)
		close(fd);
	return status;
}

int cdp_transport_pipe(struct loop *loop, int read_fd, int write_fd,
	struct cdp_transport_listener listener, struct cdp_transport **out, struct error *error)
{
	struct pipe_transport *self = memory_new(1, sizeof *self);
	int reading, writing;

	self->base = (struct cdp_transport){.send = pipe_send, .close = pipe_close};
	self->listener = listener;
	bytes_init(&self->partial, CDP_MESSAGE_MAXIMUM);
	reading = adopt(self, loop, &self->reader, read_fd);
	writing = adopt(self, loop, &self->writer, write_fd);
	if (reading == 0 && writing == 0)
		reading = uv_read_start((uv_stream_t *)&self->reader, give_chunk, after_read);
	if (reading < 0 || writing < 0) {
		pipe_close(&self->base);
		return error_set(error, ERROR_IO, "The pipe to Chromium cannot be used: %s.",
			uv_strerror(reading < 0 ? reading : writing));
	}
	*out = &self->base;
	return 0;
}
