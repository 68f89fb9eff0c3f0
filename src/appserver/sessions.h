/*
 * sessions.h - the states that the bundled apps store, by app and session name, in memory.
 *
 * A session comes into being when something is stored for it. At most `maximum` of them are kept:
 * one more drops the one that came first. Nothing here is written to disk.
 */
#ifndef APPSERVER_SESSIONS_H
#define APPSERVER_SESSIONS_H

#include "base/bytes.h"
#include "base/error.h"

#include <stddef.h>

enum { SESSION_DOWNLOADS_MAXIMUM = 100 };

struct session {
	char *app, *name;	 /* owned; together the key */
	char *data;		 /* owned JSON text; NULL until a state was stored */
	int version;		 /* how often a state was stored */
	char **downloads;	 /* owned names in the order they were served */
	size_t downloads_length; /* <= SESSION_DOWNLOADS_MAXIMUM */
};

struct sessions {
	struct session *list; /* oldest first */
	size_t length, capacity, maximum;
};

void sessions_init(struct sessions *sessions, size_t maximum);
void sessions_release(struct sessions *sessions);

/* NULL when there is none. Borrowed until the next session is made. */
struct session *sessions_find(const struct sessions *sessions, const char *app, const char *name);

/* The session with this key, made if there is none. */
struct session *sessions_make(struct sessions *sessions, const char *app, const char *name);

void session_store(struct session *session, char *take_data);

/* LIMIT when the session already has its maximum of downloads. */
int session_add_download(struct session *session, const char *file_name, struct error *error);

/* Appends {"data": ..., "downloads": [...], "version": n}. */
int session_describe(const struct session *session, struct bytes *out, struct error *error);

#endif
