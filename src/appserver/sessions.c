#include "appserver/sessions.h"

#include "base/json.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void sessions_init(struct sessions *sessions, size_t maximum)
{
	*sessions = (struct sessions){.maximum = maximum};
}

static void session_release(struct session *session)
{
	for (size_t i = 0; i < session->downloads_length; i++)
		free(session->downloads[i]);
	free(session->downloads);
	free(session->app);
	free(session->name);
	free(session->data);
	*session = (struct session){0};
}

void sessions_release(struct sessions *sessions)
{
	for (size_t i = 0; i < sessions->length; i++)
		session_release(&sessions->list[i]);
	free(sessions->list);
	*sessions = (struct sessions){0};
}

struct session *sessions_find(const struct sessions *sessions, const char *app, const char *name)
{
	/* The newest first: it is almost always the one in use. */
	for (size_t i = sessions->length; i-- > 0;) {
		struct session *session = &sessions->list[i];
		if (strcmp(session->name, name) == 0 && strcmp(session->app, app) == 0)
			return session;
	}
	return NULL;
}

static void drop_oldest(struct sessions *sessions)
{
	session_release(&sessions->list[0]);
	sessions->length--;
	memmove(sessions->list, sessions->list + 1, sessions->length * sizeof(*sessions->list));
}

static void make_room(struct sessions *sessions)
{
	if (sessions->length == sessions->maximum)
		drop_oldest(sessions);
	if (sessions->length < sessions->capacity)
		return;
	sessions->capacity = sessions->capacity ? sessions->capacity * 2 : 16;
	sessions->list = memory_resize(sessions->list, sessions->capacity, sizeof(*sessions->list));
}

struct session *sessions_make(struct sessions *sessions, const char *app, const char *name)
{
	struct session *found = sessions_find(sessions, app, name);
	if (found)
		return found;
	make_room(sessions);
	struct session *session = &sessions->list[sessions->length++];
	*session = (struct session){.app = memory_copy_text(app), .name = memory_copy_text(name)};
	return session;
}

void session_store(struct session *session, char *take_data)
{
	free(session->data);
	session->data = take_data;
	session->version++;
}

int session_add_download(struct session *session, const char *file_name, struct error *error)
{
	if (session->downloads_length == SESSION_DOWNLOADS_MAXIMUM)
		return error_set(error, ERROR_LIMIT,
			"The session already has %d downloads: use another one.",
			SESSION_DOWNLOADS_MAXIMUM);
	session->downloads = memory_resize(
		session->downloads, session->downloads_length + 1, sizeof(*session->downloads));
	session->downloads[session->downloads_length++] = memory_copy_text(file_name);
	return 0;
}

int session_describe(const struct session *session, struct bytes *out, struct error *error)
{
	const char *data = session->data ? session->data : "null";
	int rc = bytes_append_text(out, "{\"data\":", error);
	if (rc == 0)
		rc = bytes_append_text(out, data, error);
	if (rc == 0)
		rc = bytes_append_text(out, ",\"downloads\":[", error);
	for (size_t i = 0; rc == 0 && i < session->downloads_length; i++) {
		if (i)
			rc = bytes_append_text(out, ",", error);
		if (rc == 0)
			rc = json_quote(out, session->downloads[i], error);
	}
	if (rc == 0)
		rc = bytes_format(out, error, "],\"version\":%d}", session->version);
	return rc;
}
