#include "browser/contexts.h"

#include "base/memory.h"
#include "browser/frame_tree.h"

#include <stdlib.h>
#include <string.h>

static void context_free(struct context *context)
{
	free(context->world);
	free(context->unique_id);
	free(context);
}

struct context *context_find(const struct frame *frame, const char *world)
{
	for (struct context *context = frame->contexts; context; context = context->next)
		if (context->target == frame->target && strcmp(context->world, world) == 0)
			return context;
	return NULL;
}

static bool drop_first(struct frame *frame, const struct target *target, const char *unique_id)
{
	for (struct context **link = &frame->contexts; *link; link = &(*link)->next) {
		struct context *context = *link;

		if ((target && context->target != target) ||
			(unique_id && strcmp(context->unique_id, unique_id) != 0))
			continue;
		*link = context->next;
		context_free(context);
		return true;
	}
	return false;
}

void contexts_drop(struct frame *frame, const struct target *target)
{
	while (drop_first(frame, target, NULL))
		;
}

void on_context_created(struct browser *browser, struct target *target, const json_t *params)
{
	const json_t *description = json_object_get(params, "context");
	struct frame *frame =
		frame_find(target->tab, json_text_at(description, "auxData.frameId", NULL));
	struct context *context;

	(void)browser;
	if (!frame)
		return; /* a worklet's */
	context = memory_new(1, sizeof *context);
	context->target = target;
	context->world = memory_copy_text(json_bool_at(description, "auxData.isDefault", false)
						  ? ""
						  : json_text_at(description, "name", ""));
	context->unique_id = memory_copy_text(json_text_at(description, "uniqueId", ""));
	context->id = json_integer_at(description, "id", 0);
	context->next = frame->contexts; /* the newest is found first */
	frame->contexts = context;
}

void on_context_destroyed(struct browser *browser, struct target *target, const json_t *params)
{
	const char *unique_id = json_text_at(params, "executionContextUniqueId", "");
	struct tab *tab = target->tab;

	(void)browser;
	for (size_t i = 0; i < tab->frame_count; i++)
		if (drop_first(tab->frames[i], target, unique_id))
			return;
}

void on_contexts_cleared(struct browser *browser, struct target *target, const json_t *params)
{
	struct tab *tab = target->tab;

	(void)browser;
	(void)params;
	for (size_t i = 0; i < tab->frame_count; i++)
		contexts_drop(tab->frames[i], target);
}

static struct frame *frame_of_context(const struct target *target, int64_t id)
{
	const struct tab *tab = target->tab;

	for (size_t i = 0; i < tab->frame_count; i++)
		for (struct context *c = tab->frames[i]->contexts; c; c = c->next)
			if (c->target == target && c->id == id)
				return tab->frames[i];
	return NULL;
}

void on_binding_called(struct browser *browser, struct target *target, const json_t *params)
{
	struct browser_event event = {.kind = BROWSER_BINDING,
		.tab = target->tab,
		.frame =
			frame_of_context(target, json_integer_at(params, "executionContextId", -1)),
		.name = json_text_at(params, "name", ""),
		.text = json_text_at(params, "payload", "")};

	if (event.frame)
		browser_notify(browser, &event);
}
