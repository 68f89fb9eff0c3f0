#include "recorder/shots.h"

#include "base/memory.h"
#include "observation/observe.h"

#include <stdlib.h>
#include <string.h>

enum {
	QUALITY = 70,
	SHOT_MS = 3000,
	FADE_MS = 300,
	KEPT = 12, /* per tab: a typing holds its step back while others are taken */
	JPEG_MAXIMUM = 16 << 20
};

void shots_release(struct shots *shots)
{
	for (size_t i = 0; i < shots->count; i++)
		bytes_release(&shots->items[i].jpeg);
	free(shots->items);
	*shots = (struct shots){0};
}

/* The oldest of the tab makes room. */
static void forget_old(struct shots *shots, int tab)
{
	size_t of_tab = 0, oldest = 0;

	for (size_t i = shots->count; i-- > 0;)
		if (shots->items[i].tab == tab) {
			of_tab++;
			oldest = i;
		}
	if (of_tab < KEPT)
		return;
	bytes_release(&shots->items[oldest].jpeg);
	shots->count--;
	memmove(shots->items + oldest, shots->items + oldest + 1,
		(shots->count - oldest) * sizeof(*shots->items));
}

/* The recorder's own bar is not on the picture, but stays where clicks find it. */
static void fade_overlay(struct tab *tab, bool is_unseen)
{
	if (tab_frame_count(tab))
		frame_evaluate(tab_frame(tab, 0),
			is_unseen ? "globalThis.apprenticeRecorder?.overlay.fade(true)"
				  : "globalThis.apprenticeRecorder?.overlay.fade(false)",
			deadline_in(FADE_MS), NULL, NULL);
}

void shots_take(struct shots *shots, struct tab *tab, int number, const struct inbox *inbox)
{
	struct bytes jpeg;
	int status;

	bytes_init(&jpeg, JPEG_MAXIMUM);
	fade_overlay(tab, true);
	status = observe_screenshot(
		tab, shots->secret_selectors, QUALITY, 1, deadline_in(SHOT_MS), &jpeg, NULL);
	fade_overlay(tab, false);
	if (status < 0) {
		bytes_release(&jpeg);
		return;
	}
	forget_old(shots, number);
	shots->items = memory_resize(shots->items, shots->count + 1, sizeof(*shots->items));
	shots->items[shots->count++] = (struct shot){number, inbox->last_order, jpeg};
}

const struct bytes *shots_before(const struct shots *shots, int tab, size_t order)
{
	for (size_t i = shots->count; i-- > 0;)
		if (shots->items[i].tab == tab && shots->items[i].order < order)
			return &shots->items[i].jpeg;
	return NULL;
}

const struct bytes *shots_newest(const struct shots *shots, int tab)
{
	return shots_before(shots, tab, SIZE_MAX);
}
