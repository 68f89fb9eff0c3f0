#include "browser/network.h"

#include "base/clock.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char *const counted_types[] = {"Document", "Script", "Stylesheet", "XHR", "Fetch"};

static bool is_counted(const char *type)
{
	for (size_t i = 0; i < sizeof counted_types / sizeof *counted_types; i++)
		if (strcmp(type, counted_types[i]) == 0)
			return true;
	return false;
}

static void drop(struct request **link)
{
	struct request *request = *link;

	*link = request->next;
	free(request->id);
	free(request->frame_id);
	free(request);
}

static struct request **find(struct tab *tab, const struct target *target, const char *id)
{
	struct request **link = &tab->requests;

	while (*link && ((*link)->target != target || strcmp((*link)->id, id) != 0))
		link = &(*link)->next;
	return link;
}

size_t network_pending(const struct tab *tab)
{
	int64_t now_ms = clock_now_ms();
	size_t count = 0;

	for (const struct request *request = tab->requests; request; request = request->next)
		count += now_ms - request->begun_ms < REQUEST_OLD_MS;
	return count;
}

void network_ignore_pending(struct tab *tab)
{
	for (struct request *request = tab->requests; request; request = request->next)
		request->begun_ms = clock_now_ms() - REQUEST_OLD_MS;
}

void network_forget_frame(struct tab *tab, const char *frame_id)
{
	struct request **link = &tab->requests;

	while (*link)
		if (strcmp((*link)->frame_id, frame_id) == 0)
			drop(link);
		else
			link = &(*link)->next;
}

void network_forget_target(struct tab *tab, const struct target *target)
{
	struct request **link = &tab->requests;

	while (*link)
		if (!target || (*link)->target == target)
			drop(link);
		else
			link = &(*link)->next;
}

void on_request_begun(struct browser *browser, struct target *target, const json_t *params)
{
	struct tab *tab = target->tab;
	const char *id = json_text_at(params, "requestId", "");
	struct request *request;

	(void)browser;
	if (!is_counted(json_text_at(params, "type", "")) || *find(tab, target, id))
		return; /* a redirect keeps its id */
	request = memory_new(1, sizeof *request);
	request->target = target;
	request->id = memory_copy_text(id);
	request->frame_id = memory_copy_text(json_text_at(params, "frameId", ""));
	request->begun_ms = tab->network_changed_ms = clock_now_ms();
	request->next = tab->requests;
	tab->requests = request;
}

void on_request_ended(struct browser *browser, struct target *target, const json_t *params)
{
	struct tab *tab = target->tab;
	struct request **link = find(tab, target, json_text_at(params, "requestId", ""));

	(void)browser;
	if (!*link)
		return;
	tab->network_changed_ms = clock_now_ms();
	drop(link);
}
