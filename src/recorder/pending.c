#include "recorder/pending.h"

#include <stdio.h>
#include <string.h>

void pending_init(struct pending *pending, struct coalescer_world world)
{
	*pending = (struct pending){.world = world};
	tab_order_init(&pending->tabs);
}

void pending_release(struct pending *pending)
{
	for (size_t i = 0; i < pending->count; i++)
		held_release(&pending->held[i]);
	held_release(&pending->last);
	tab_order_release(&pending->tabs);
}

/* ---- emitting */

static void emit_and_keep(struct pending *pending, struct held *held)
{
	held_release(&pending->last);
	pending->last = *held;
	pending->world.emit(pending->world.context, &pending->last.out);
}

static void emit_switch(struct pending *pending, int tab, size_t order)
{
	struct input_event at = {.tab = pending->tabs.current,
		.order = order,
		.snapshot = pending->current_snapshot};
	char index[16];
	struct held held;

	snprintf(index, sizeof(index), "%d", tab_order_index(&pending->tabs, tab));
	held_init(&held, ACTION_SWITCH_TAB, &at, KEEP_ALWAYS);
	held_set_value(&held, index);
	pending->tabs.current = tab;
	emit_and_keep(pending, &held);
}

void pending_emit(struct pending *pending, struct held *held)
{
	int tab = tab_order_resolve(&pending->tabs, held->out.tab);

	if (tab != pending->tabs.current && tab_order_has(&pending->tabs, tab))
		emit_switch(pending, tab, held->out.order);
	emit_and_keep(pending, held);
}

void pending_emit_instead(struct pending *pending, struct held *held)
{
	held->out.replaces_previous = true;
	held->out.snapshot = pending->last.out.snapshot;
	held->out.order = pending->last.out.order;
	emit_and_keep(pending, held);
}

void pending_emit_event(
	struct pending *pending, enum action_kind kind, const struct input_event *event)
{
	struct held held;

	pending_resolve(pending, event, false);
	held_init(&held, kind, event, KEEP_ALWAYS);
	pending_emit(pending, &held);
}

/* ---- deciding */

static bool has_new_value(const struct held *held)
{
	const struct element *target = held->out.target;

	return !target || strlen(held->value) >= OBSERVATION_NAME_MAXIMUM ||
	       strcmp(held->value, target->value) != 0;
}

/* Whether the page of held i was another when what came after it began. */
static bool changed_after(const struct pending *pending, size_t i, const struct input_event *next)
{
	size_t before = pending->held[i].out.snapshot;
	size_t after = i + 1 < pending->count ? pending->held[i + 1].out.snapshot : next->snapshot;

	return before && after && before != after &&
	       pending->world.changed(pending->world.context, before, after);
}

static bool is_kept(
	const struct pending *pending, size_t i, const struct input_event *next, bool reacted)
{
	const struct held *held = &pending->held[i];

	switch (held->keep) {
	case KEEP_ALWAYS:
		return held->out.action.kind != ACTION_TYPE || has_new_value(held);
	case KEEP_IF_REACTED:
		return reacted || changed_after(pending, i, next);
	case KEEP_IF_FOLLOWED:
		return next->kind != INPUT_END;
	case KEEP_IF_REVEALING:
	case KEEP_NEVER:
		break;
	}
	return false;
}

struct wanted {
	const char *frame;
	uint32_t element;
	size_t snapshot; /* that it was seen in */
};

/* Whether this scrolling or hovering made the wanted element appear. A hover that was itself not
 * there before is inside of what an earlier hover opened: that earlier one is meant. */
static bool reveals(const struct pending *pending, const struct held *held, struct wanted wanted)
{
	const struct coalescer_world *world = &pending->world;
	const struct coalesced *out = &held->out;

	if (!wanted.element || !wanted.frame || !out->frame || !out->snapshot ||
		out->snapshot > wanted.snapshot || strcmp(wanted.frame, out->frame) != 0)
		return false;
	if (world->was_there(world->context, out->snapshot, wanted.frame, wanted.element))
		return false;
	return out->action.kind == ACTION_SCROLL ||
	       (out->action.element != wanted.element &&
		       world->was_there(
			       world->context, out->snapshot, out->frame, out->action.element));
}

/* Scrolling before an end loaded more, or was only looking. */
static bool reveals_or_loads(const struct pending *pending, size_t i, struct wanted wanted,
	const struct input_event *next)
{
	const struct held *held = &pending->held[i];

	if (!wanted.element && held->out.action.kind == ACTION_SCROLL)
		return next->kind == INPUT_END && changed_after(pending, i, next);
	return reveals(pending, held, wanted);
}

/* Newest first, since an action that is kept may need one before it that reveals its element. */
static void decide(const struct pending *pending, size_t count, const struct input_event *next,
	bool reacted, bool kept[PENDING_MAXIMUM])
{
	struct wanted wanted = {next->frame, next->element, next->snapshot};

	for (size_t i = count; i-- > 0;) {
		const struct held *held = &pending->held[i];

		kept[i] = held->keep == KEEP_IF_REVEALING
				  ? reveals_or_loads(pending, i, wanted, next)
				  : is_kept(pending, i, next, reacted);
		if (kept[i] && held->out.action.element)
			wanted = (struct wanted){
				held->out.frame, held->out.action.element, held->out.snapshot};
	}
}

void pending_resolve_first(
	struct pending *pending, size_t count, const struct input_event *next, bool reacted)
{
	struct held decided[PENDING_MAXIMUM];
	bool kept[PENDING_MAXIMUM];

	decide(pending, count, next, reacted, kept);
	memcpy(decided, pending->held, count * sizeof(*decided));
	pending->count -= count;
	memmove(pending->held, pending->held + count, pending->count * sizeof(*pending->held));
	for (size_t i = 0; i < count; i++) {
		if (kept[i])
			pending_emit(pending, &decided[i]);
		else
			held_release(&decided[i]);
	}
}

void pending_resolve(struct pending *pending, const struct input_event *next, bool reacted)
{
	pending_resolve_first(pending, pending->count, next, reacted);
}

/* Typing and what may reveal something stay in doubt until the person goes on, but not if an
 * action that is certain stands behind them. */
void pending_resolve_at_rest(struct pending *pending, const struct input_event *event)
{
	for (size_t i = pending->count; i-- > 0;) {
		const struct held *held = &pending->held[i];
		bool is_certain = held->keep == KEEP_ALWAYS && held->out.action.kind != ACTION_TYPE;

		if (held->keep == KEEP_IF_REACTED)
			is_certain = changed_after(pending, i, event);
		if (is_certain) {
			pending_resolve_first(pending, i + 1, event, false);
			return;
		}
	}
}

/* ---- holding */

struct held *pending_hold(struct pending *pending, enum action_kind kind,
	const struct input_event *event, enum keep keep)
{
	struct held *held;

	if (pending->count == PENDING_MAXIMUM)
		pending_resolve_first(pending, PENDING_MAXIMUM / 2, event, false);
	held = &pending->held[pending->count++];
	held_init(held, kind, event, keep);
	return held;
}

struct held *pending_newest(struct pending *pending)
{
	return pending->count ? &pending->held[pending->count - 1] : NULL;
}

void pending_drop(struct pending *pending, size_t i)
{
	held_release(&pending->held[i]);
	pending->count--;
	memmove(pending->held + i, pending->held + i + 1,
		(pending->count - i) * sizeof(*pending->held));
}

void pending_drop_hovers(struct pending *pending, size_t left)
{
	for (size_t i = pending->count; i-- > 0;) {
		if (pending->held[i].out.action.kind != ACTION_HOVER)
			continue;
		if (left)
			left--;
		else
			pending_drop(pending, i);
	}
}

void pending_drop_explained_keys(struct pending *pending, const struct input_event *event)
{
	for (size_t i = pending->count; i-- > 0;) {
		const struct held *held = &pending->held[i];

		if (held->out.action.kind != ACTION_PRESS)
			continue;
		if (held_is_of_gesture(held, event) ||
			((event->flags & INPUT_REPLACEMENT) && held_is_on(held, event)))
			pending_drop(pending, i);
	}
}
