/*
 * appserver.h - serves the bundled web apps on loopback, over libwebsockets on our event loop.
 *
 * For demonstrations, tests and measurements on one machine; not a web server for others. It binds
 * to 127.0.0.1 and, where the machine has IPv6, to ::1 on the same port, so that
 * http://127.0.0.1:PORT and http://localhost:PORT show the same apps as two sites. What the
 * addresses answer is routes.h's part.
 *
 * Bounds: requests have at most 16 KB of head and 256 KB of body; 256 connections at a time, idle
 * ones are closed after 30 s; 1000 sessions, the oldest dropped first.
 */
#ifndef APPSERVER_APPSERVER_H
#define APPSERVER_APPSERVER_H

#include "base/error.h"
#include "base/loop.h"

struct appserver;

struct appserver_options {
	int port;	  /* 0: any that is free */
	const char *root; /* the folder with the apps (index.html, billing/, ...) */
};

/* *out is served while the loop runs. NOT_FOUND when root has no index.html, IO when the port is
 * taken or libwebsockets cannot start. */
int appserver_open(struct loop *loop, const struct appserver_options *options,
	struct appserver **out, struct error *error);

int appserver_port(const struct appserver *server);

/* Ends all connections. NULL is fine. Not to be called from a callback of the loop. */
void appserver_close(struct appserver *server);

#endif
