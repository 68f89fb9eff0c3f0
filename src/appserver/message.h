/*
 * message.h - an HTTP request and its response as values, without sockets.
 */
#ifndef APPSERVER_MESSAGE_H
#define APPSERVER_MESSAGE_H

#include "base/bytes.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	REQUEST_ARGUMENTS_MAXIMUM = 64,
	REQUEST_BODY_MAXIMUM = 256 * 1024,
	RESPONSE_BODY_MAXIMUM = 4 * 1024 * 1024,
	RESPONSE_HEADERS_MAXIMUM = 4,
};

enum request_method { REQUEST_GET, REQUEST_PUT, REQUEST_OPTIONS, REQUEST_OTHER };

struct request {
	enum request_method method;
	char *path;				    /* owned, decoded, begins with '/' */
	char *arguments[REQUEST_ARGUMENTS_MAXIMUM]; /* owned "name=value" texts, decoded */
	size_t arguments_length;
	struct bytes body;
	bool too_large; /* the body was larger than REQUEST_BODY_MAXIMUM and is not here */
};

struct response_header {
	const char *name; /* static, lower case, with its colon */
	char *value;	  /* owned */
};

struct response {
	int status;
	const char *type; /* static; NULL when there is no body */
	struct response_header headers[RESPONSE_HEADERS_MAXIMUM];
	size_t headers_length;
	struct bytes body;
};

void request_init(struct request *request);
void request_release(struct request *request);
bool request_add_argument(struct request *request, char *take_argument); /* false: too many */

/* The value of the first argument of this name; NULL when there is none. Borrowed. */
const char *request_argument(const struct request *request, const char *name);

void response_init(struct response *response);
void response_release(struct response *response);

#endif
