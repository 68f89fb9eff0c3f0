#include "recorder/coalesce.h"

#include "base/memory.h"
#include "recorder/field.h"
#include "recorder/pending.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	HOVERS_MAXIMUM = 8, /* of a nested menu, and some on the way */
	CONSEQUENCE_MS =
		300,	   /* a value that changes so soon after a click elsewhere came from it */
	BY_PAGE_MS = 1000, /* a tab that closes so soon after an action was closed by it */
	EFFECT_MS = 5000 /* a navigation of unknown origin so soon after an action is its effect */
};

struct coalescer {
	struct pending pending;
};

struct coalescer *coalescer_new(struct coalescer_world world)
{
	struct coalescer *coalescer = memory_new(1, sizeof(*coalescer));

	pending_init(&coalescer->pending, world);
	return coalescer;
}

void coalescer_free(struct coalescer *coalescer)
{
	if (!coalescer)
		return;
	pending_release(&coalescer->pending);
	free(coalescer);
}

static const char *value_of(const struct input_event *event)
{
	return event->value ? event->value : "";
}

static bool is_click(const struct held *held)
{
	return held && (held->out.action.kind == ACTION_CLICK ||
			       held->out.action.kind == ACTION_DOUBLE_CLICK);
}

/* The typing under way in the event's field, if any. */
static struct held *held_typing(struct pending *pending, const struct input_event *event)
{
	struct held *first = pending->held;

	if (!pending->count || first->out.action.kind != ACTION_TYPE)
		return NULL;
	return held_is_on(first, event) ? first : NULL;
}

/* The page changed this value itself, in answer to a click on something else. */
static bool is_consequence(const struct held *last, const struct input_event *event)
{
	return is_click(last) && held_is_of_gesture(last, event) && !held_is_on(last, event) &&
	       event->at_ms - last->at_ms < CONSEQUENCE_MS;
}

/* ---- pointer */

static void take_caret_click(
	struct pending *pending, enum action_kind kind, const struct input_event *event)
{
	struct held *newest = pending_newest(pending);

	if (held_typing(pending, event) || (is_click(newest) && held_is_on(newest, event)))
		return;
	pending_hold(pending, kind, event, KEEP_IF_REACTED);
}

/* A checkbox's change follows at once; where it does not, the page handles the click itself. A
 * radio that is on already has none. */
static void take_check_click(struct pending *pending, const struct input_event *event)
{
	struct held *held;

	pending_resolve(pending, event, false);
	held = pending_hold(pending, ACTION_CLICK, event, KEEP_ALWAYS);
	if (strcmp(event->target->role, "radio") == 0) {
		held->out.action.kind = ACTION_CHECK;
		held_set_value(held, "on");
	}
}

static void take_click(
	struct pending *pending, enum action_kind kind, const struct input_event *event)
{
	switch (field_kind_of(event->target)) {
	case FIELD_SELECT:
	case FIELD_SET:
	case FIELD_FILE:
		return; /* opens the browser's own picker; its choice is reported by a change */
	case FIELD_CHECK:
		take_check_click(pending, event);
		return;
	case FIELD_LINE:
	case FIELD_LINES:
	case FIELD_NUMBER:
		take_caret_click(pending, kind, event);
		return;
	case FIELD_NONE:
		pending_hold(pending, kind, event, KEEP_IF_REACTED);
		return;
	case FIELD_CONTROL:
		break;
	}
	pending_emit_event(pending, kind, event);
}

/* Whether what was done before, and may be emitted already, is the first click of this one. */
static bool is_second_of_last(struct pending *pending, const struct input_event *event)
{
	return pending->count == 0 && is_click(&pending->last) && held_is_on(&pending->last, event);
}

static void take_double_click(struct pending *pending, const struct input_event *event)
{
	bool is_toggled_twice = field_kind_of(event->target) == FIELD_CHECK;
	struct held *first, twice;

	pending_drop_hovers(pending, 0);
	first = pending_newest(pending);
	if (!is_toggled_twice && is_click(first) && held_is_on(first, event))
		first->out.action.kind = ACTION_DOUBLE_CLICK;
	else if (!is_toggled_twice && is_second_of_last(pending, event)) {
		held_init(&twice, ACTION_DOUBLE_CLICK, event, KEEP_ALWAYS);
		pending_emit_instead(pending, &twice);
	} else
		take_click(pending, ACTION_CLICK, event);
}

static void take_hover(struct pending *pending, const struct input_event *event)
{
	struct held *newest = pending_newest(pending);

	if (newest && newest->out.action.kind == ACTION_HOVER && held_is_on(newest, event))
		return;
	pending_drop_hovers(pending, HOVERS_MAXIMUM - 1);
	pending_hold(pending, ACTION_HOVER, event, KEEP_IF_REVEALING);
}

/* The scrolling of the same box that is under way; what moves below the pointer meanwhile is hovered
 * by nobody. */
static struct held *held_scroll(struct pending *pending, const struct input_event *event)
{
	size_t i = pending->count;

	while (i > 0 && pending->held[i - 1].out.action.kind == ACTION_HOVER)
		i--;
	if (i == 0 || pending->held[i - 1].out.action.kind != ACTION_SCROLL ||
		pending->held[i - 1].out.action.element != event->element ||
		pending->held[i - 1].out.tab != event->tab)
		return NULL;
	while (pending->count > i)
		pending_drop(pending, i);
	return &pending->held[i - 1];
}

static bool read_distance(const char *text, double *dx_px, double *dy_px)
{
	char *end;

	*dx_px = strtod(text, &end);
	if (end == text || *end != ',')
		return false;
	text = end + 1;
	*dy_px = strtod(text, &end);
	return end > text && *end == '\0';
}

static void take_scroll(struct pending *pending, const struct input_event *event)
{
	struct held *held;
	double dx_px, dy_px;
	char sum[64];

	pending_drop_explained_keys(pending, event);
	if (!read_distance(value_of(event), &dx_px, &dy_px))
		return;
	held = held_scroll(pending, event);
	if (!held)
		held = pending_hold(pending, ACTION_SCROLL, event, KEEP_IF_REVEALING);
	held->dx_px += dx_px;
	held->dy_px += dy_px;
	snprintf(sum, sizeof(sum), "%.0f,%.0f", held->dx_px, held->dy_px);
	held_set_value(held, sum);
}

static void take_drag(struct pending *pending, const struct input_event *event)
{
	struct held held;
	char id[16];

	pending_resolve(pending, event, false);
	held_init(&held, ACTION_DRAG, event, KEEP_ALWAYS);
	snprintf(id, sizeof(id), "%u", event->drop ? event->drop->id : 0);
	held_set_value(&held, id);
	pending_emit(pending, &held);
}

/* ---- values */

/* The click that put the caret here, if it is held: typing starts with it. */
static bool begin_typing_at_click(struct pending *pending, const struct input_event *event)
{
	struct held *click;
	size_t i = pending->count;

	while (i > 0 && pending->held[i - 1].keep == KEEP_IF_REVEALING)
		i--;
	click = i ? &pending->held[i - 1] : NULL;
	if (!is_click(click) || !held_is_on(click, event))
		return false;
	while (pending->count > i)
		pending_drop(pending, i);
	click->out.action.kind = ACTION_TYPE;
	click->out.action.element = event->element;
	click->keep = KEEP_ALWAYS;
	held_set_value(click, value_of(event));
	return true;
}

static void take_input(struct pending *pending, const struct input_event *event)
{
	struct held *typing, *newest;
	struct input_event first;

	if (is_consequence(&pending->last, event))
		return;
	pending_drop_explained_keys(pending, event);
	typing = held_typing(pending, event);
	newest = pending_newest(pending);
	if (typing && (typing == newest || newest->keep != KEEP_ALWAYS)) {
		held_set_value(typing, value_of(event));
		typing->out.action.element = event->element;
		return;
	}
	if (!begin_typing_at_click(pending, event)) {
		pending_resolve(pending, event, false);
		pending_hold(pending, ACTION_TYPE, event, KEEP_ALWAYS);
		return;
	}
	first = *event;
	first.snapshot = pending_newest(pending)->out.snapshot;
	pending_resolve_first(pending, pending->count - 1, &first, false);
}

static void take_blur(struct pending *pending, const struct input_event *event)
{
	struct held *typing = held_typing(pending, event), *newest = pending_newest(pending);

	if (newest && newest->keep == KEEP_NEVER && held_is_on(newest, event))
		newest->keep = KEEP_ALWAYS; /* Tab, and it changed the field */
	else if (typing && typing == newest)
		held_set_value(typing, value_of(event));
}

static bool is_same_radio_group(const struct held *last, const struct input_event *event)
{
	const struct element *a = last->out.target, *b = event->target;

	return a && b && strcmp(a->role, "radio") == 0 && strcmp(b->role, "radio") == 0 &&
	       a->locators.dom_name[0] && strcmp(a->locators.dom_name, b->locators.dom_name) == 0;
}

/* Walking through a select or a radio group by arrow keys changes it at every step: the last
 * change counts. */
static bool continues_last(
	const struct pending *pending, const struct held *change, const struct input_event *event)
{
	const struct held *last = &pending->last;

	for (size_t i = 0; i < pending->count; i++)
		if (pending->held[i].keep != KEEP_IF_REVEALING)
			return false;
	if (last->out.action.kind != change->out.action.kind)
		return false;
	return held_is_on(last, event) ||
	       (change->out.action.kind == ACTION_CHECK && is_same_radio_group(last, event));
}

/* The held click or key that made this change, if any, gives it its place in time. */
static void take_cause(
	struct pending *pending, struct held *change, const struct input_event *event)
{
	struct held *cause = pending_newest(pending);

	if (!cause || (!held_is_on(cause, event) && !held_is_of_gesture(cause, event)))
		return;
	if (!is_click(cause) && cause->out.action.kind != ACTION_CHECK &&
		cause->out.action.kind != ACTION_PRESS)
		return;
	change->out.snapshot = cause->out.snapshot;
	change->out.order = cause->out.order;
	pending_drop(pending, pending->count - 1);
}

static void take_change(struct pending *pending, const struct input_event *event)
{
	enum field_kind field = field_kind_of(event->target);
	struct held change;

	if ((field != FIELD_SELECT && field != FIELD_CHECK) ||
		is_consequence(&pending->last, event))
		return;
	held_init(
		&change, field == FIELD_SELECT ? ACTION_SELECT : ACTION_CHECK, event, KEEP_ALWAYS);
	take_cause(pending, &change, event);
	pending_drop_explained_keys(pending, event);
	if (continues_last(pending, &change, event)) {
		pending_drop_hovers(pending, 0);
		pending_emit_instead(pending, &change);
		return;
	}
	pending_resolve(pending, event, false);
	pending_emit(pending, &change);
}

/* The click that opened the file chooser is part of choosing. */
static void take_upload(struct pending *pending, const struct input_event *event)
{
	struct held held;

	pending_drop_hovers(pending, 0);
	if (is_click(pending_newest(pending)) && held_is_of_gesture(pending_newest(pending), event))
		pending_drop(pending, pending->count - 1);
	held_init(&held, ACTION_UPLOAD, event, KEEP_ALWAYS);
	if (!pending->count && is_click(&pending->last) &&
		held_is_of_gesture(&pending->last, event)) {
		pending_emit_instead(pending, &held);
		return;
	}
	pending_resolve(pending, event, false);
	pending_emit(pending, &held);
}

/* ---- keys */

static void take_key(struct pending *pending, const struct input_event *event)
{
	static const enum keep keeps[] = {
		[KEY_KEPT] = KEEP_ALWAYS, [KEY_IN_DOUBT] = KEEP_IF_REACTED, [KEY_TAB] = KEEP_NEVER};
	enum key_meaning meaning = key_meaning_of(value_of(event), field_kind_of(event->target));

	if (meaning == KEY_IGNORED)
		return;
	if (meaning == KEY_KEPT && !held_typing(pending, event))
		pending_resolve(pending, event, false);
	pending_hold(pending, ACTION_PRESS, event, keeps[meaning]);
}

/* ---- navigation, dialogs, tabs */

static bool is_soon_after_input(
	const struct pending *pending, const struct input_event *event, int64_t span_ms)
{
	return pending->has_input && event->at_ms - pending->last_input_ms < span_ms;
}

static void take_navigation(struct pending *pending, const struct input_event *event)
{
	bool is_effect = event->flags & INPUT_BY_PAGE;

	if (event->flags & INPUT_SUBFRAME)
		return;
	if (!(event->flags & (INPUT_BY_PAGE | INPUT_BY_BROWSER)))
		is_effect = is_soon_after_input(pending, event, EFFECT_MS);
	if (is_effect)
		pending_resolve(pending, event, true);
	else
		pending_emit_event(
			pending, event->flags & INPUT_BACK ? ACTION_BACK : ACTION_NAVIGATE, event);
}

static void take_dialog(struct pending *pending, const struct input_event *event)
{
	pending_resolve(pending, event, true);
	pending_emit_event(pending, ACTION_DIALOG, event);
}

/* Whoever repeats the actions goes on in the tab that an action opened. */
static void take_tab_opened(struct pending *pending, const struct input_event *event)
{
	struct tab_order *tabs = &pending->tabs;
	bool was_there = event->opener < 0 && (event->flags & INPUT_BY_PAGE);

	if (event->opener < 0 && !was_there) {
		tab_order_stand_in(tabs, event->tab);
		return;
	}
	pending_resolve(pending, event, true);
	tab_order_add(tabs, event->tab, event->opener);
	if (was_there || tab_order_resolve(tabs, event->opener) == tabs->current)
		tabs->current = event->tab;
}

static void hold_closing(struct pending *pending, const struct input_event *event, int tab)
{
	struct held *held;
	char index[16];

	if (tab != pending->tabs.current) {
		snprintf(index, sizeof(index), "%d", tab_order_index(&pending->tabs, tab));
		held = pending_hold(pending, ACTION_SWITCH_TAB, event, KEEP_IF_FOLLOWED);
		held_set_value(held, index);
		pending->tabs.current = tab;
	}
	pending_hold(pending, ACTION_CLOSE_TAB, event, KEEP_IF_FOLLOWED);
}

static void take_tab_closed(struct pending *pending, const struct input_event *event)
{
	int tab = tab_order_resolve(&pending->tabs, event->tab);

	if (tab == event->tab) {
		if ((event->flags & INPUT_BY_PAGE) ||
			is_soon_after_input(pending, event, BY_PAGE_MS))
			pending_resolve(pending, event, true);
		else
			hold_closing(pending, event, tab);
	}
	tab_order_remove(&pending->tabs, event->tab);
}

static void take_rest(struct pending *pending, const struct input_event *event)
{
	pending_resolve_at_rest(pending, event);
}

static void take_end(struct pending *pending, const struct input_event *event)
{
	pending_resolve(pending, event, false);
}

/* ---- the table */

static void take_first_click(struct pending *pending, const struct input_event *event)
{
	take_click(pending, ACTION_CLICK, event);
}

static void take_right_click(struct pending *pending, const struct input_event *event)
{
	pending_hold(pending, ACTION_RIGHT_CLICK, event, KEEP_IF_REACTED);
}

static void (*const takers[])(struct pending *, const struct input_event *) = {
	[INPUT_CLICK] = take_first_click,
	[INPUT_DOUBLE_CLICK] = take_double_click,
	[INPUT_RIGHT_CLICK] = take_right_click,
	[INPUT_HOVER] = take_hover,
	[INPUT_INPUT] = take_input,
	[INPUT_CHANGE] = take_change,
	[INPUT_KEY] = take_key,
	[INPUT_BLUR] = take_blur,
	[INPUT_SCROLL] = take_scroll,
	[INPUT_DRAG] = take_drag,
	[INPUT_UPLOAD] = take_upload,
	[INPUT_NAVIGATED] = take_navigation,
	[INPUT_DIALOG] = take_dialog,
	[INPUT_TAB_OPENED] = take_tab_opened,
	[INPUT_TAB_CLOSED] = take_tab_closed,
	[INPUT_QUIET] = take_rest,
	[INPUT_END] = take_end,
};

static bool is_by_hand(enum input_event_kind kind)
{
	return kind != INPUT_HOVER && kind != INPUT_BLUR && kind < INPUT_NAVIGATED;
}

void coalescer_push(struct coalescer *coalescer, const struct input_event *event)
{
	struct pending *pending = &coalescer->pending;

	takers[event->kind](pending, event);
	if (is_by_hand(event->kind)) {
		pending->has_input = true;
		pending->last_input_ms = event->at_ms;
	}
	if (event->snapshot &&
		tab_order_resolve(&pending->tabs, event->tab) == pending->tabs.current)
		pending->current_snapshot = event->snapshot;
}

bool coalescer_drop_held(struct coalescer *coalescer)
{
	struct pending *pending = &coalescer->pending;
	bool was_visible = false;

	while (pending->count) {
		was_visible |= pending->held[0].keep == KEEP_ALWAYS;
		pending_drop(pending, 0);
	}
	held_release(&pending->last);
	return was_visible;
}

bool coalescer_needs(const struct coalescer *coalescer, size_t snapshot)
{
	const struct pending *pending = &coalescer->pending;

	for (size_t i = 0; i < pending->count; i++)
		if (pending->held[i].out.snapshot == snapshot)
			return true;
	return pending->last.out.snapshot == snapshot || pending->current_snapshot == snapshot;
}

const struct coalesced *coalescer_held(const struct coalescer *coalescer)
{
	const struct pending *pending = &coalescer->pending;

	if (!pending->count || pending->held[0].keep != KEEP_ALWAYS)
		return NULL;
	return &pending->held[0].out;
}
