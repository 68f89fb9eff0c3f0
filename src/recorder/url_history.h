/*
 * url_history.h - the addresses that a tab went through, to tell a step back from one forward.
 * Private to recorder.
 */
#ifndef RECORDER_URL_HISTORY_H
#define RECORDER_URL_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

struct url_history {
	char **urls; /* owned */
	size_t count, position;
};

void url_history_release(struct url_history *history);
/* A new entry after the current one; those beyond it are forgotten. */
void url_history_push(struct url_history *history, const char *url);
void url_history_replace(struct url_history *history, const char *url);
/* Going through history to url: true if that is one step back. */
bool url_history_traverse(struct url_history *history, const char *url);

#endif
