#include "recorder/url_history.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static void cut(struct url_history *history, size_t count)
{
	while (history->count > count)
		free(history->urls[--history->count]);
}

void url_history_release(struct url_history *history)
{
	cut(history, 0);
	free(history->urls);
	*history = (struct url_history){0};
}

void url_history_push(struct url_history *history, const char *url)
{
	cut(history, history->count ? history->position + 1 : 0);
	history->urls = memory_resize(history->urls, history->count + 1, sizeof(*history->urls));
	history->urls[history->count] = memory_copy_text(url);
	history->position = history->count++;
}

void url_history_replace(struct url_history *history, const char *url)
{
	if (history->count == 0) {
		url_history_push(history, url);
		return;
	}
	free(history->urls[history->position]);
	history->urls[history->position] = memory_copy_text(url);
}

/* The nearest entry with this address, earlier ones first. */
bool url_history_traverse(struct url_history *history, const char *url)
{
	size_t from = history->position;

	for (size_t distance = 1; distance < history->count; distance++) {
		if (distance <= from && strcmp(history->urls[from - distance], url) == 0) {
			history->position = from - distance;
			return distance == 1;
		}
		if (from + distance < history->count &&
			strcmp(history->urls[from + distance], url) == 0) {
			history->position = from + distance;
			return false;
		}
	}
	return history->count == 0;
}
