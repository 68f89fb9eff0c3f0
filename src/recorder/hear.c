/*
 * hear.c - what the browser and the page's scripts told -> input events for the coalescer.
 */
#include "recorder/recording_state.h"

#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"
#include "recorder/page.h"

#include <stdlib.h>
#include <string.h>

enum {
	PATH_MAXIMUM = 32,
	BY_PAGE_MS = 350, /* a navigation that began so soon after an input was begun by the page */
	ANNOUNCED_MS =
		2000,	  /* between the announcement and the beginning of a navigation, at most */
	SETTLED_MS = 1200 /* what an action changed by then is its doing */
};

/* ---- what a page's script says a person did */

static const struct {
	const char *name;
	enum input_event_kind kind;
	enum page_pick pick;
	bool is_by_hand;
} said[] = {
	{"click", INPUT_CLICK, PICK_OPERABLE, true},
	{"double_click", INPUT_DOUBLE_CLICK, PICK_OPERABLE, true},
	{"right_click", INPUT_RIGHT_CLICK, PICK_OPERABLE, true},
	{"hover", INPUT_HOVER, PICK_NEAREST, false},
	{"input", INPUT_INPUT, PICK_NEAREST, true},
	{"change", INPUT_CHANGE, PICK_EXACT, true},
	{"upload", INPUT_UPLOAD, PICK_OPERABLE, true},
	{"key", INPUT_KEY, PICK_NEAREST, true},
	{"blur", INPUT_BLUR, PICK_NEAREST, false},
	{"scroll", INPUT_SCROLL, PICK_NEAREST, true},
	{"drag", INPUT_DRAG, PICK_NEAREST, true},
};

static size_t read_path(const json_t *list, uint32_t path[PATH_MAXIMUM])
{
	size_t length = json_array_size(list);

	if (length > PATH_MAXIMUM)
		length = PATH_MAXIMUM;
	for (size_t i = 0; i < length; i++)
		path[i] = (uint32_t)json_integer_value(json_array_get(list, i));
	return length;
}

static struct element *pick(
	const struct observation *page, const char *frame, const json_t *list, enum page_pick how)
{
	uint32_t path[PATH_MAXIMUM];
	size_t length = read_path(list, path);

	return page ? page_pick(page, page_frame(page, frame), path, length, how) : NULL;
}

static void declare_secret(struct recording_state *state, const char *name, const char *host)
{
	struct trajectory *about = &state->about;

	for (size_t i = 0; i < about->secret_count; i++)
		if (strcmp(about->secrets[i].name, name) == 0 &&
			strcmp(about->secrets[i].host, host) == 0)
			return;
	about->secrets =
		memory_resize(about->secrets, about->secret_count + 1, sizeof(*about->secrets));
	about->secrets[about->secret_count++] =
		(struct secret_declaration){memory_copy_text(name), memory_copy_text(host)};
}

/* The page has named the secret after its field; where another field has that name, the placeholder
 * in the message is changed. */
static void hear_secret(struct recording_state *state, json_t *message)
{
	const char *words = json_text_at(message, "secret", NULL);
	const char *host = json_text_at(message, "host", "");
	const char *name;
	char *placeholder;

	if (!words)
		return;
	name = secret_names_take(
		&state->secret_names, host, words, json_text_at(message, "key", ""));
	declare_secret(state, name, host);
	secret_fields_add(&state->secret_fields, json_text_at(message, "field", ""));
	if (!*json_text_at(message, "value", ""))
		return;
	placeholder = secret_placeholder_new(name);
	json_object_set_new(message, "value", json_text_new(placeholder));
	free(placeholder);
}

/* The page that the event saw: as its frame said, else as that was last known. */
static struct moment *moment_of(
	struct recording_state *state, const struct inbox_item *item, const json_t *message)
{
	struct moment *moment = moments_of_page(&state->moments, item->frame,
		json_integer_at(message, "doc", 0), json_integer_at(message, "n", 0));

	if (!moment)
		moment = moments_newest(&state->moments, item->tab, item->frame);
	return moments_now(&state->moments, moment);
}

static void push_said(struct recording_state *state, const struct inbox_item *item,
	const json_t *message, size_t which)
{
	struct moment *moment = moment_of(state, item, message);
	const struct observation *page = moments_observe(&state->moments, moment);
	const struct element *target =
		pick(page, item->frame, json_object_get(message, "path"), said[which].pick);
	struct input_event event = {.kind = said[which].kind,
		.at_ms = (int64_t)json_number_at(message, "at", (double)item->at_ms),
		.order = item->order,
		.tab = item->tab,
		.frame = item->frame,
		.element = target ? target->id : 0,
		.target = target,
		.drop = pick(page, item->frame, json_object_get(message, "drop"), PICK_NEAREST),
		.value = json_text_at(message, "value", ""),
		.gesture = (uint32_t)json_integer_at(message, "gesture", 0),
		.flags = json_bool_at(message, "replaces", false) ? INPUT_REPLACEMENT : 0,
		.snapshot = moment ? moment->number : 0};

	if (event.kind == INPUT_HOVER && !target)
		return;
	if (said[which].is_by_hand) {
		state->last_input_ms = event.at_ms;
		state->current = item->tab;
	}
	coalescer_push(state->coalescer, &event);
}

/* ---- moments and rest */

static size_t effects_end(const struct recording_state *state)
{
	const struct coalesced *held = coalescer_held(state->coalescer);

	return held ? held->order : SIZE_MAX;
}

static void note_rest(struct recording_state *state, struct moment *moment, size_t order)
{
	struct input_event event = {.kind = INPUT_QUIET,
		.order = order,
		.snapshot = moment->number,
		.tab = moment->tab,
		.opener = -1};
	struct draft *draft = &state->steps.draft;

	coalescer_push(state->coalescer, &event);
	if (draft->present && moment->number > draft->moment &&
		clock_now_ms() - draft->emitted_ms > SETTLED_MS)
		steps_commit(&state->steps, moment, effects_end(state));
}

static void hear_moment(
	struct recording_state *state, const struct inbox_item *item, const json_t *message)
{
	const json_t *text = json_object_get(message, "text");
	struct watched_tab *tab = watched_get(&state->watched, item->tab);
	struct moment *moment;

	if (!json_is_string(text) || !item->frame)
		return;
	moment = moments_add(&state->moments, item, json_integer_at(message, "doc", 0),
		json_integer_at(message, "n", 0), json_string_value(text),
		json_string_length(text));
	closed_roots_note(&state->closed_roots, moment);
	if (tab)
		tab->wants_shot = true;
	if (json_bool_at(message, "rest", false))
		note_rest(state, moment, item->order);
}

static void hear_rest(
	struct recording_state *state, const struct inbox_item *item, const json_t *message)
{
	struct moment *moment = item->frame ? moment_of(state, item, message) : NULL;

	if (moment)
		note_rest(state, moment, item->order);
}

/* ---- navigation */

static size_t newest_of_tab(struct recording_state *state, int tab)
{
	const struct moment *moment =
		moments_now(&state->moments, moments_of_tab(&state->moments, tab));

	return moment ? moment->number : 0;
}

/* The page that the person navigated away from is the tab's newest from before. */
static void push_navigation(struct recording_state *state, const struct watched_tab *tab,
	const char *url, unsigned flags, size_t order, int64_t at_ms)
{
	char *clean = url_without_secrets(url, &state->secret_fields);
	bool is_blank = text_starts_with(url, "chrome://") || text_starts_with(url, "about:");
	struct input_event event = {.kind = INPUT_NAVIGATED,
		.at_ms = at_ms,
		.order = order,
		.tab = tab->number,
		.opener = -1,
		.value = clean,
		.flags = flags,
		.snapshot = newest_of_tab(state, tab->number)};

	if (!is_blank)
		coalescer_push(state->coalescer, &event);
	free(clean);
}

static void note_effect(struct recording_state *state, size_t order, const char *key)
{
	steps_add_effect(&state->steps, order, key, NULL);
}

/* A new document in the main frame: it will say how it came. */
static void hear_commit(struct recording_state *state, const struct inbox_item *item)
{
	struct watched_tab *tab = watched_get(&state->watched, item->tab);

	if (item->frame)
		moments_pass(&state->moments, item->tab, item->frame);
	if (!tab || item->parent || !state->is_started)
		return;
	note_effect(state, item->order, "navigated");
	tab->commit_order = item->order;
	tab->commit_ms = item->at_ms;
	tab->is_unclassified = true;
}

static unsigned origin_of(struct recording_state *state, struct watched_tab *tab,
	const json_t *message, const char *url)
{
	const char *type = json_text_at(message, "type", "");
	int64_t began_ms = (int64_t)json_number_at(message, "at", 0);
	bool is_announced = llabs(began_ms - tab->announced_ms) < ANNOUNCED_MS;
	bool is_prompt = began_ms - state->last_input_ms < BY_PAGE_MS;
	bool is_back = false;

	if (strcmp(type, "back_forward") == 0)
		is_back = url_history_traverse(&tab->history, url);
	else if (strcmp(type, "reload") == 0 || json_bool_at(message, "replaced", false))
		url_history_replace(&tab->history, url);
	else
		url_history_push(&tab->history, url);
	if (is_announced || is_prompt || tab->is_young)
		return INPUT_BY_PAGE;
	return INPUT_BY_BROWSER | (is_back ? INPUT_BACK : 0);
}

static void hear_document(
	struct recording_state *state, const struct inbox_item *item, const json_t *message)
{
	struct watched_tab *tab = watched_get(&state->watched, item->tab);

	if (!tab)
		return;
	if (!item->parent)
		tab->wants_overlay = true;
	if (item->parent || !tab->is_unclassified)
		return;
	tab->is_unclassified = false;
	push_navigation(state, tab, item->url, origin_of(state, tab, message, item->url),
		tab->commit_order, tab->commit_ms);
	tab->is_young = false;
	tab->announced_ms = 0;
}

/* Announced for the main frame; the same document's are over when they are announced. */
static void hear_navigate(
	struct recording_state *state, const struct inbox_item *item, const json_t *message)
{
	struct watched_tab *tab = watched_get(&state->watched, item->tab);
	const char *type = json_text_at(message, "type", ""),
		   *url = json_text_at(message, "url", "");
	bool by_browser = strcmp(json_text_at(message, "by", ""), "browser") == 0;
	bool is_back = false;

	if (!tab || item->parent || !state->is_started)
		return;
	if (!json_bool_at(message, "same", false)) {
		tab->announced_ms = by_browser ? 0 : (int64_t)json_number_at(message, "at", 0);
		return;
	}
	note_effect(state, item->order, "url_changed");
	if (strcmp(type, "traverse") == 0)
		is_back = url_history_traverse(&tab->history, url);
	else if (strcmp(type, "push") == 0)
		url_history_push(&tab->history, url);
	else
		url_history_replace(&tab->history, url);
	push_navigation(state, tab, url,
		by_browser ? INPUT_BY_BROWSER | (is_back ? INPUT_BACK : 0) : INPUT_BY_PAGE,
		item->order, (int64_t)json_number_at(message, "at", 0));
}

/* ---- tabs and dialogs */

static void push_tab_event(struct recording_state *state, enum input_event_kind kind,
	const struct inbox_item *item, const struct watched_tab *tab)
{
	struct input_event event = {.kind = kind,
		.at_ms = item->at_ms,
		.order = item->order,
		.tab = item->tab,
		.opener = tab->opener,
		.flags = state->is_started ? 0 : INPUT_BY_PAGE,
		.snapshot = newest_of_tab(state, item->tab)};

	coalescer_push(state->coalescer, &event);
}

static void hear_tab_opened(struct recording_state *state, const struct inbox_item *item)
{
	struct watched_tab *tab = watched_get(&state->watched, item->tab);

	if (!tab)
		return;
	if (state->is_started && tab->opener >= 0)
		note_effect(state, item->order, "new_tab");
	push_tab_event(state, INPUT_TAB_OPENED, item, tab);
}

static void hear_tab_closed(struct recording_state *state, const struct inbox_item *item)
{
	struct watched_tab *tab = watched_get(&state->watched, item->tab);

	if (!tab)
		return;
	note_effect(state, item->order, "tab_closed");
	push_tab_event(state, INPUT_TAB_CLOSED, item, tab);
	moments_pass(&state->moments, item->tab, NULL);
	if (watched_in_use(&state->watched) == 0 && !state->is_ended) {
		state->is_ended = true;
		state->end = RECORDER_FINISHED;
	}
}

static void hear_dialog_opened(struct recording_state *state, const struct inbox_item *item)
{
	struct watched_tab *tab = watched_get(&state->watched, item->tab);

	note_effect(state, item->order, "dialog");
	if (!tab || (strcmp(item->name, "confirm") != 0 && strcmp(item->name, "prompt") != 0))
		return;
	free(tab->dialog_type);
	free(tab->dialog_message);
	tab->dialog_type = memory_copy_text(item->name);
	tab->dialog_message = memory_copy_text(item->text ? item->text : "");
}

static void hear_dialog_closed(struct recording_state *state, const struct inbox_item *item)
{
	struct watched_tab *tab = watched_get(&state->watched, item->tab);
	const struct moment *moment;
	struct input_event event = {.kind = INPUT_DIALOG,
		.at_ms = item->at_ms,
		.order = item->order,
		.tab = item->tab,
		.opener = -1,
		.value = item->text && *item->text ? item->text : "accept"};

	if (!tab || !tab->dialog_type)
		return;
	moment = moments_add_dialog(
		&state->moments, item->tab, tab->dialog_type, tab->dialog_message);
	event.snapshot = moment ? moment->number : 0;
	coalescer_push(state->coalescer, &event);
	free(tab->dialog_type);
	free(tab->dialog_message);
	tab->dialog_type = tab->dialog_message = NULL;
}

/* ---- the overlay */

static void hear_overlay(struct recording_state *state, const json_t *message)
{
	const char *act = json_text_at(message, "act", "");

	if (strcmp(act, "undo") == 0) {
		if (!coalescer_drop_held(state->coalescer))
			steps_undo(&state->steps);
		return;
	}
	state->is_ended = true;
	state->end = strcmp(act, "discard") == 0 ? RECORDER_DISCARDED : RECORDER_FINISHED;
}

/* ---- the rest */

static void hear_message(struct recording_state *state, const struct inbox_item *item)
{
	json_t *message = json_parse(item->text, strlen(item->text), NULL);
	const char *kind = json_text_at(message, "kind", "");

	if (strcmp(kind, "moment") == 0)
		hear_moment(state, item, message);
	else if (strcmp(kind, "rest") == 0)
		hear_rest(state, item, message);
	else if (strcmp(kind, "document") == 0)
		hear_document(state, item, message);
	else if (strcmp(kind, "navigate") == 0)
		hear_navigate(state, item, message);
	else if (strcmp(kind, "overlay") == 0)
		hear_overlay(state, message);
	for (size_t i = 0; item->frame && i < sizeof(said) / sizeof(*said); i++)
		if (strcmp(said[i].name, kind) == 0) {
			hear_secret(state, message);
			push_said(state, item, message, i);
		}
	json_decref(message);
}

static void hear_download(struct recording_state *state, const struct inbox_item *item)
{
	const char *slash = item->text ? strrchr(item->text, '/') : NULL;

	if (item->kind == BROWSER_DOWNLOAD_BEGUN)
		note_effect(state, item->order, "download");
	else if (item->text)
		steps_add_effect(
			&state->steps, item->order, "download", slash ? slash + 1 : item->text);
}

static void hear_browser_closed(struct recording_state *state)
{
	if (state->is_ended)
		return;
	state->is_ended = true;
	state->end = watched_in_use(&state->watched) ? RECORDER_LOST : RECORDER_FINISHED;
}

void hear(struct recording_state *state, const struct inbox_item *item)
{
	switch (item->kind) {
	case BROWSER_BINDING:
		if (item->text && strcmp(item->name, "apprenticeRecord") == 0)
			hear_message(state, item);
		break;
	case BROWSER_FRAME_NAVIGATED:
		hear_commit(state, item);
		break;
	case BROWSER_TAB_OPENED:
		hear_tab_opened(state, item);
		break;
	case BROWSER_TAB_CLOSED:
		hear_tab_closed(state, item);
		break;
	case BROWSER_DIALOG_OPENED:
		hear_dialog_opened(state, item);
		break;
	case BROWSER_DIALOG_CLOSED:
		hear_dialog_closed(state, item);
		break;
	case BROWSER_DOWNLOAD_BEGUN:
	case BROWSER_DOWNLOAD_ENDED:
		hear_download(state, item);
		break;
	case BROWSER_CLOSED:
		hear_browser_closed(state);
		break;
	case BROWSER_FRAME_URL: /* the page's own script has said so */
	case BROWSER_TAB_CRASHED:
		break;
	}
}

/* A document that has no scripts (a PDF, an error) has not said how it came. */
static void classify_silent(struct recording_state *state)
{
	for (size_t i = 0; i < state->watched.count; i++) {
		struct watched_tab *tab = state->watched.items[i];

		if (tab->is_unclassified && tab->tab)
			push_navigation(state, tab, tab_url(tab->tab), 0, tab->commit_order,
				tab->commit_ms);
		tab->is_unclassified = false;
	}
}

void hear_end(struct recording_state *state)
{
	struct moment *newest =
		moments_now(&state->moments, moments_of_tab(&state->moments, state->current));
	struct input_event event = {.kind = INPUT_END,
		.at_ms = INT64_MAX,
		.order = state->inbox.last_order + 1,
		.tab = state->current,
		.opener = -1,
		.snapshot = newest ? newest->number : 0};

	classify_silent(state);
	coalescer_push(state->coalescer, &event);
	steps_commit(&state->steps, newest, SIZE_MAX);
}
