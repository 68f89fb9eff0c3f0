/*
 * transport.h - how messages travel: a pipe pair or a WebSocket. Private to cdp.
 *
 * A transport delivers whole messages in order and takes whole messages. It is told to send
 * by `send`, and tells of arrivals and its end by the two callbacks, from the loop only.
 */
#ifndef CDP_TRANSPORT_H
#define CDP_TRANSPORT_H

#include "base/clock.h"
#include "base/error.h"
#include "base/loop.h"

#include <stddef.h>

#define CDP_MESSAGE_MAXIMUM (256u << 20) /* received; a longer one ends the connection */
#define CDP_SEND_MAXIMUM    (100u << 20) /* Chrome's own limit for one message */
#define CDP_QUEUE_MAXIMUM   (128u << 20)

struct cdp_transport_listener {
	void *context;
	void (*message)(void *context, const char *text, size_t length);
	void (*closed)(void *context, const char *reason);
};

struct cdp_transport {
	int (*send)(struct cdp_transport *transport, const char *text, size_t length,
		struct error *error);
	void (*close)(struct cdp_transport *transport); /* frees; no callback follows */
};

int cdp_transport_pipe(struct loop *loop, int read_fd, int write_fd,
	struct cdp_transport_listener listener, struct cdp_transport **out, struct error *error);
int cdp_transport_websocket(struct loop *loop, const char *url, deadline_ms deadline,
	struct cdp_transport_listener listener, struct cdp_transport **out, struct error *error);

#endif
