#include "recorder/closed_roots.h"

#include "base/memory.h"
#include "observation/observe.h"

#include <stdlib.h>
#include <string.h>

enum { OPEN_MS = 1000 };

void closed_roots_release(struct closed_roots *roots)
{
	for (size_t i = 0; i < roots->count; i++)
		free(roots->items[i].frame);
	free(roots->items);
	*roots = (struct closed_roots){0};
}

static void add(struct closed_roots *roots, const struct moment *moment, uint32_t element)
{
	roots->items = memory_resize(roots->items, roots->count + 1, sizeof(*roots->items));
	roots->items[roots->count++] =
		(struct closed_host){moment->tab, memory_copy_text(moment->frame), element};
}

/* Lines "h`ID" and "q`COUNT" of the report, see wire.h. */
void closed_roots_note(struct closed_roots *roots, const struct moment *moment)
{
	const char *line = moment->text;

	while ((line = strstr(line, "\nh`"))) {
		line += strlen("\nh`");
		add(roots, moment, (uint32_t)strtoul(line, NULL, 10));
	}
	if (strstr(moment->text, "\nq`"))
		add(roots, moment, 0);
}

static struct frame *frame_of(const struct closed_host *host, const struct watched *watched)
{
	struct watched_tab *tab = watched_get(watched, host->tab);

	if (!tab || !tab->tab || tab_dialog(tab->tab))
		return NULL;
	return tab_frame_by_id(tab->tab, host->frame);
}

static bool open_root(const struct closed_host *host, const struct watched *watched)
{
	struct frame *frame = frame_of(host, watched);
	char *element;
	int status;

	if (!frame)
		return false;
	if (host->element == 0)
		return observation_answer(frame, deadline_in(OPEN_MS)) > 0;
	element = observation_element_expression(host->element);
	status = frame_closed_root(frame, element,
		"function(root) { apprenticePage.openClosedRoot(this, root); }",
		deadline_in(OPEN_MS), NULL);
	free(element);
	return status == 0;
}

void closed_roots_open(struct closed_roots *roots, const struct watched *watched)
{
	struct closed_roots now = *roots;
	bool any = false;

	*roots = (struct closed_roots){0};
	for (size_t i = 0; i < now.count; i++)
		any |= open_root(&now.items[i], watched);
	for (size_t i = 0; any && i < now.count; i++) {
		bool is_last_of_frame = i + 1 == now.count ||
					strcmp(now.items[i].frame, now.items[i + 1].frame) != 0;
		struct frame *frame = is_last_of_frame ? frame_of(&now.items[i], watched) : NULL;

		if (frame)
			frame_evaluate(frame, "globalThis.apprenticeRecorder?.take(true)",
				deadline_in(OPEN_MS), NULL, NULL);
	}
	closed_roots_release(&now);
}
