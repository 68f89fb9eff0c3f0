#include "recorder/inbox.h"

#include "base/clock.h"
#include "base/memory.h"

#include <stdlib.h>

void inbox_init(struct inbox *inbox)
{
	*inbox = (struct inbox){0};
	inbox->end = &inbox->first;
}

void inbox_release(struct inbox *inbox)
{
	struct inbox_item *item;

	while ((item = inbox_take(inbox)))
		inbox_item_free(item);
}

void inbox_put(struct inbox *inbox, const struct browser_event *event, int tab)
{
	struct inbox_item *item = memory_new(1, sizeof(*item));
	struct frame *frame = event->frame, *parent = frame ? frame_parent(frame) : NULL;

	item->kind = event->kind;
	item->order = ++inbox->last_order;
	item->at_ms = clock_wall_ms();
	item->tab = tab;
	item->frame = frame ? memory_copy_text(frame_id(frame)) : NULL;
	item->parent = parent ? memory_copy_text(frame_id(parent)) : NULL;
	item->url = memory_copy_text(frame ? frame_url(frame) : "");
	item->name = memory_copy_text(event->name ? event->name : "");
	item->text = memory_copy_text(event->text);
	*inbox->end = item;
	inbox->end = &item->next;
}

struct inbox_item *inbox_take(struct inbox *inbox)
{
	struct inbox_item *item = inbox->first;

	if (!item)
		return NULL;
	inbox->first = item->next;
	if (!inbox->first)
		inbox->end = &inbox->first;
	item->next = NULL;
	return item;
}

void inbox_item_free(struct inbox_item *item)
{
	if (!item)
		return;
	free(item->frame);
	free(item->parent);
	free(item->url);
	free(item->name);
	free(item->text);
	free(item);
}
