/*
 * observe.c - asks all frames of a tab at once, and makes one observation of their reports.
 */
#include "observation/observe.h"

#include "base/memory.h"
#include "base/text.h"
#include "observation/build.h"

#include <stdlib.h>
#include <string.h>

enum {
	ARENA_MAXIMUM = 128 << 20, /* bytes */
	FRAMES_MAXIMUM = 64,
	BASES = 4095,	       /* of ids; the main frame has 0 */
	CHILD_GRACE_MS = 1500, /* how long child frames may take after the main frame's answer */
	HIDDEN_LEVELS = 5,     /* of closed shadow roots inside each other */
	QUESTION_ROUNDS = 2,   /* about who listens; more would cost more than they find */
	BUDGET_MS = 10000,     /* of one pass in the page */
	ADDRESS_MAXIMUM = 4000 /* bytes of an address, which may be data: */
};

/* One frame under way. */
struct pass {
	struct frame *frame;
	struct cdp_pending *pending;
	json_t *value; /* owned: the report as JSON string */
	struct frame_report report;
	bool readable;
	struct error error;
};

struct observing {
	struct tab *tab;
	const struct observe_options *options;
	deadline_ms deadline;
	struct observation *observation;
	struct pass *passes;
	size_t count;
};

/* Frames keep their base as long as their document lives, so it hangs on the frame's name only. */
static uint32_t proposed_base(const char *frame_id)
{
	uint32_t hash = 2166136261u; /* FNV-1a */
	for (const char *c = frame_id; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 16777619u;
	return 1 + hash % BASES;
}

static char *collect_expression(const struct observing *observing, uint32_t base, bool again)
{
	const struct observe_options *options = observing->options;
	size_t maximum = options->elements_maximum ? options->elements_maximum
						   : OBSERVATION_ELEMENTS_MAXIMUM;
	struct bytes selector;
	bytes_init(&selector, 1 << 16);
	json_quote(&selector, options->secret_selectors ? options->secret_selectors : "", NULL);
	char *expression = memory_format(
		"apprenticePage.collect({base:%u,again:%s,elements_maximum:%zu,viewport_only:%s,"
		"secrets:%s,budget_ms:%d,opens_roots:true})",
		(unsigned)base, again ? "true" : "false", maximum,
		options->viewport_only ? "true" : "false", selector.data ? selector.data : "\"\"",
		BUDGET_MS);
	bytes_release(&selector);
	return expression;
}

static void start(struct observing *observing, struct pass *pass, uint32_t base, bool again)
{
	char *expression = collect_expression(observing, base, again);
	pass->pending = frame_evaluate_start(pass->frame, expression, observing->deadline);
	free(expression);
}

static int finish(
	struct observing *observing, struct pass *pass, deadline_ms deadline, struct error *error)
{
	json_decref(pass->value);
	pass->value = NULL;
	pass->readable = false;
	int problem =
		frame_evaluate_finish(pass->frame, pass->pending, deadline, &pass->value, error);
	pass->pending = NULL;
	if (problem)
		return problem;
	if (!json_is_string(pass->value))
		return error_set(error, ERROR_PROTOCOL, "The page gave no report of itself.");
	problem = wire_read(&pass->report, json_string_value(pass->value),
		json_string_length(pass->value), &observing->observation->arena, error);
	pass->readable = problem == 0;
	return problem;
}

/* Two frames drew the same base: the later one gives new ids. */
static int part_bases(struct observing *observing, struct error *error)
{
	bool taken[BASES + 1] = {false};
	for (size_t i = 0; i < observing->count; i++) {
		struct pass *pass = &observing->passes[i];
		if (!pass->readable || pass->report.base > BASES)
			continue;
		if (!taken[pass->report.base]) {
			taken[pass->report.base] = true;
			continue;
		}
		uint32_t base = pass->report.base;
		while (taken[base])
			base = base % BASES + 1;
		taken[base] = true;
		start(observing, pass, base, true);
		int problem = finish(observing, pass, observing->deadline, &pass->error);
		if (problem && i == 0)
			return error_set(
				error, (enum error_code)problem, "%s", pass->error.message);
	}
	return 0;
}

/* Shows the collector what is behind the hosts of closed shadow roots that it
 * met for the first time; *opened counts them. */
static void open_roots(const struct pass *pass, deadline_ms deadline, size_t *opened)
{
	for (size_t i = 0; i < pass->report.host_count; i++) {
		char *host = observation_element_expression(pass->report.hosts[i]);
		*opened += frame_closed_root(pass->frame, host,
				   "function(root) { apprenticePage.openClosedRoot(this, root); }",
				   deadline, NULL) == 0;
		free(host);
	}
}

/* A root that was opened may hold hosts itself, a box that is split parts, so the frame is asked
 * again until nothing is new. */
static int see_hidden_things(struct observing *observing, struct error *error)
{
	for (size_t i = 0; i < observing->count; i++) {
		struct pass *pass = &observing->passes[i];
		deadline_ms deadline =
			i ? deadline_earlier(observing->deadline, deadline_in(CHILD_GRACE_MS))
			  : observing->deadline;
		for (int level = 0; pass->readable && level < HIDDEN_LEVELS; level++) {
			size_t found = 0;
			open_roots(pass, deadline, &found);
			if (pass->report.question_count && level < QUESTION_ROUNDS)
				found += observation_answer(pass->frame, deadline);
			if (!found)
				break;
			start(observing, pass, pass->report.base, false);
			int problem = finish(observing, pass, deadline, &pass->error);
			if (problem && i == 0)
				return error_set(
					error, (enum error_code)problem, "%s", pass->error.message);
		}
	}
	return 0;
}

/* The main frame must answer; the others have a moment more. */
static int ask_frames(struct observing *observing, struct error *error)
{
	for (size_t i = 0; i < observing->count; i++)
		observing->passes[i].frame = tab_frame(observing->tab, i);
	for (size_t i = 0; i < observing->count; i++) { /* frames may go while this waits */
		struct pass *pass = &observing->passes[i];
		start(observing, pass, i ? proposed_base(frame_id(pass->frame)) : 0, false);
	}
	int problem = finish(observing, &observing->passes[0], observing->deadline, error);
	deadline_ms grace = deadline_earlier(observing->deadline, deadline_in(CHILD_GRACE_MS));
	for (size_t i = 1; i < observing->count; i++) {
		struct pass *pass = &observing->passes[i];
		finish(observing, pass, problem ? deadline_in(0) : grace, &pass->error);
	}
	if (!problem)
		problem = see_hidden_things(observing, error);
	return problem ? problem : part_bases(observing, error);
}

size_t observation_answer(struct frame *frame, deadline_ms deadline)
{
	size_t found = 0;
	frame_listeners(frame, "apprenticePage.elementsInQuestion()",
		"function(positions) { apprenticePage.noteListeners(this, positions); }", deadline,
		&found, NULL);
	return found;
}

static const char *why_unreadable(const struct pass *pass)
{
	switch (pass->error.code) {
	case ERROR_TIMEOUT:
		return "does not answer";
	case ERROR_STALE:
		return "is loading";
	case ERROR_CRASHED:
		return "has crashed";
	default:
		return "cannot be read";
	}
}

static const char *address(struct arena *arena, const char *url)
{
	return arena_copy_span(arena, url, text_cut(url, strlen(url), ADDRESS_MAXIMUM));
}

static int frame_index(const struct observing *observing, const struct frame *frame)
{
	for (size_t i = 0; frame && i < observing->count; i++)
		if (observing->passes[i].frame == frame)
			return (int)i;
	return -1;
}

static int build(struct observing *observing, struct error *error)
{
	struct arena *arena = &observing->observation->arena;
	struct frame_input *inputs = arena_take(arena, observing->count, sizeof *inputs);
	for (size_t i = 0; inputs && i < observing->count; i++) {
		const struct pass *pass = &observing->passes[i];
		inputs[i] =
			(struct frame_input){.id = arena_copy_text(arena, frame_id(pass->frame)),
				.url = address(arena, frame_url(pass->frame)),
				.parent = frame_index(observing, frame_parent(pass->frame)),
				.report = pass->readable ? &pass->report : NULL,
				.problem = why_unreadable(pass)};
	}
	if (!inputs)
		return error_set(error, ERROR_LIMIT, "The page is too large to observe.");
	return observation_build(observing->observation, inputs, observing->count, error);
}

static void list_tabs(struct observing *observing)
{
	struct observation *out = observing->observation;
	size_t count = tab_peer_count(observing->tab);
	out->tabs = arena_take(&out->arena, count + 1, sizeof *out->tabs);
	for (size_t i = 0; out->tabs && i < count; i++) {
		const struct tab *tab = tab_peer(observing->tab, i);
		out->tabs[out->tab_count++] =
			(struct observed_tab){.url = address(&out->arena, tab_url(tab)),
				.title = arena_copy_text(&out->arena, tab_title(tab)),
				.current = tab == observing->tab};
	}
}

static void clear(struct observation *observation)
{
	*observation = (struct observation){.url = "",
		.title = "",
		.language = "",
		.text = "",
		.dialog_type = "",
		.dialog_message = "",
		.changes = ""};
	arena_init(&observation->arena, ARENA_MAXIMUM);
}

/* Chrome answers nothing while a dialog is open: then it is all there is to see. */
static void observe_dialog(struct observation *observation, const struct dialog *dialog)
{
	observation->dialog_type = arena_copy_text(&observation->arena, dialog->type);
	observation->dialog_message = arena_copy_span(&observation->arena, dialog->message,
		text_cut(dialog->message, strlen(dialog->message), OBSERVATION_NAME_MAXIMUM));
}

static int observe_frames(struct observing *observing, struct error *error)
{
	size_t total = tab_frame_count(observing->tab);
	observing->count = total < FRAMES_MAXIMUM ? total : FRAMES_MAXIMUM;
	observing->passes = memory_new(observing->count, sizeof *observing->passes);
	int problem = ask_frames(observing, error);
	if (!problem)
		problem = build(observing, error);
	if (!problem && total > observing->count)
		problem = observation_add_cut(
			observing->observation, "frames", observing->count, total, error);
	if (!problem)
		observing->observation->title = observing->passes[0].report.title;
	for (size_t i = 0; i < observing->count; i++)
		json_decref(observing->passes[i].value);
	free(observing->passes);
	return problem;
}

int observe(struct tab *tab, const struct observe_options *options, deadline_ms deadline,
	struct observation *observation, struct error *error)
{
	static const struct observe_options defaults;
	struct observing observing = {.tab = tab,
		.options = options ? options : &defaults,
		.deadline = deadline,
		.observation = observation};
	int64_t begun_us = clock_now_us();
	int problem = 0;
	clear(observation);
	if (tab_is_closed(tab)) {
		problem = error_set(error, ERROR_STALE, "The tab was closed.");
	} else if (tab_dialog(tab)) {
		observe_dialog(observation, tab_dialog(tab));
		observation->title = arena_copy_text(&observation->arena, tab_title(tab));
	} else {
		problem = observe_frames(&observing, error);
	}
	if (problem) {
		observation_release(observation);
		return problem;
	}
	observation->url = address(&observation->arena, tab_url(tab));
	list_tabs(&observing);
	observation->took_us = clock_now_us() - begun_us;
	return 0;
}

struct frame *observation_frame(
	const struct observation *observation, const struct element *element, struct tab *tab)
{
	if (element->frame >= observation->frame_count)
		return NULL;
	return tab_frame_by_id(tab, observation->frames[element->frame].id);
}
