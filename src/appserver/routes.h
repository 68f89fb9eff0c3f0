/*
 * routes.h - which answer a request gets. Knows nothing of sockets: a request and a response are
 * values, so that this can be tested, and fuzzed, by calling it.
 *
 *     GET  /, /<app>/..., /shared/...       a file below the root folder, never cached
 *     GET  /api/state?app=A&session=S       {"data": ..., "downloads": [...], "version": n}, or 404
 *     PUT  /api/state?app=A&session=S       stores a JSON body; 204
 *     GET  /document/<name>.pdf?app=A&session=S&title=T&line=L...   a PDF, noted as downloaded
 *
 * What is wrong with a request is answered with a status and one sentence of plain text. Names of
 * apps, sessions, documents and each part of a file's path must be safe path components, so nothing
 * outside of the root folder, and nothing hidden in it, is ever opened.
 */
#ifndef APPSERVER_ROUTES_H
#define APPSERVER_ROUTES_H

#include "appserver/message.h"
#include "appserver/sessions.h"

#include <stddef.h>

struct routes {
	char *root; /* owned path of the folder with the apps */
	struct sessions sessions;
};

void routes_init(struct routes *routes, const char *root, size_t sessions_maximum);
void routes_release(struct routes *routes);

/* Fills a response that was init'ed. */
void routes_answer(struct routes *routes, const struct request *request, struct response *response);

#endif
