#include "recorder/recorder.h"

#include "base/memory.h"
#include "browser/settle.h"
#include "recorder/recording_state.h"

#include <stdlib.h>
#include <string.h>

enum {
	NAVIGATION_MS = 60000, /* unless the options say otherwise */
	IDLE_MS = 3600000,     /* a person may think for long */
	UPDATE_MS = 500,       /* of the overlay */
	LAST_MOMENT_MS = 3000
};

/* ---- listening */

static void listen_to(void *context, const struct browser_event *event)
{
	struct recording_state *state = context;
	struct watched_tab *tab = watched_find(&state->watched, event->tab);

	if (event->tab && !tab_is_ours(event->tab))
		return;
	if (event->kind == BROWSER_TAB_OPENED && !tab)
		tab = watched_add(&state->watched, event->tab, state->inbox.last_order + 1);
	inbox_put(&state->inbox, event, tab ? tab->number : -1);
	if (event->kind == BROWSER_TAB_CLOSED && tab)
		watched_close(tab, state->inbox.last_order);
}

static void watch_open_tabs(struct recording_state *state)
{
	browser_listen(state->browser, listen_to, state);
	for (size_t i = 0; i < browser_tab_count(state->browser); i++)
		listen_to(state, &(struct browser_event){.kind = BROWSER_TAB_OPENED,
					 .tab = browser_tab(state->browser, i)});
}

/* ---- the coalescer's world */

static bool was_there(void *context, size_t snapshot, const char *frame, uint32_t element)
{
	struct recording_state *state = context;

	return moments_show(&state->moments, snapshot, frame, element);
}

static bool changed(void *context, size_t before, size_t after)
{
	struct recording_state *state = context;

	return moments_differ(&state->moments, before, after);
}

/* Each step by itself, even where two became certain at once. */
static void tell_progress(struct recording_state *state)
{
	const struct recorder_options *options = state->options;
	const char *words = state->steps.last_words;

	if (!state->steps.is_news)
		return;
	state->steps.is_news = false;
	state->has_news = true;
	if (options->progress)
		options->progress(options->context, steps_count(&state->steps), words ? words : "");
}

static void take_action(void *context, const struct coalesced *action)
{
	struct recording_state *state = context;

	steps_take(&state->steps, action);
	tell_progress(state);
}

static bool is_needed(void *context, size_t moment)
{
	const struct recording_state *state = context;

	return coalescer_needs(state->coalescer, moment) || steps_need(&state->steps, moment);
}

/* ---- beginning and end of the state */

static void state_init(struct recording_state *state, struct browser *browser,
	const struct recorder_options *options)
{
	*state = (struct recording_state){.browser = browser, .options = options};
	state->shots.secret_selectors = options->secret_selectors;
	inbox_init(&state->inbox);
	moments_init(&state->moments, &state->watched, &state->secret_fields);
	state->coalescer =
		coalescer_new((struct coalescer_world){state, was_there, changed, take_action});
	state->about.task = memory_copy_text(options->task);
	state->about.goal = memory_copy_text(options->goal ? options->goal : "");
	state->about.start_url = url_without_secrets(options->start_url, &state->secret_fields);
	state->about.outcome_reason = memory_copy_text("");
	state->about.demonstration = true;
}

static void state_release(struct recording_state *state)
{
	browser_unlisten(state->browser, listen_to, state);
	coalescer_free(state->coalescer);
	steps_release(&state->steps);
	shots_release(&state->shots);
	closed_roots_release(&state->closed_roots);
	moments_release(&state->moments);
	inbox_release(&state->inbox);
	watched_release(&state->watched);
	secret_fields_release(&state->secret_fields);
	secret_names_release(&state->secret_names);
	trajectory_release(&state->about);
}

static int open_start_page(struct recording_state *state, struct error *error)
{
	int timeout_ms = state->options->navigation_timeout_ms;
	struct tab *tab = NULL;
	int status = browser_new_tab(state->browser, false, &tab, error);

	if (status == 0)
		status = tab_navigate(tab, state->options->start_url,
			deadline_in(timeout_ms ? timeout_ms : NAVIGATION_MS), error);
	return status;
}

/* ---- the work between waits */

/* False where the call was not heard: the next mail brings another try. A page too busy to answer
 * in time has heard it. */
static bool tell_overlay(struct tab *tab, const char *call)
{
	int status = frame_evaluate(tab_frame(tab, 0), call, deadline_in(UPDATE_MS), NULL, NULL);

	return status == 0 || status == ERROR_TIMEOUT;
}

static void tell_overlays(struct recording_state *state)
{
	const char *words = state->steps.last_words;
	struct bytes text;

	bytes_init(&text, 1u << 16);
	bytes_format(&text, NULL, "globalThis.apprenticeRecorder?.overlay.update(%zu, ",
		steps_count(&state->steps));
	json_quote(&text, words ? words : "", NULL);
	bytes_append_text(&text, ")", NULL);
	for (size_t i = 0; i < state->watched.count; i++) {
		struct watched_tab *tab = state->watched.items[i];

		tab->wants_overlay |= state->has_news;
		if (tab->wants_overlay && tab->tab && !tab_dialog(tab->tab))
			tab->wants_overlay = !tell_overlay(tab->tab, text.data);
	}
	state->has_news = false;
	bytes_release(&text);
}

static void take_shots(struct recording_state *state)
{
	for (size_t i = 0; i < state->watched.count; i++) {
		struct watched_tab *tab = state->watched.items[i];

		if (!tab->wants_shot || !tab->tab || tab_dialog(tab->tab) || state->inbox.first)
			continue;
		tab->wants_shot = false;
		shots_take(&state->shots, tab->tab, tab->number, &state->inbox);
	}
}

static void hear_all(struct recording_state *state)
{
	struct inbox_item *item;

	while ((item = inbox_take(&state->inbox))) {
		if (!state->is_ended || state->end == RECORDER_FINISHED)
			hear(state, item);
		tell_progress(state);
		inbox_item_free(item);
	}
	moments_forget(&state->moments, is_needed, state);
}

static int has_mail(void *context, struct error *error)
{
	const struct recording_state *state = context;

	(void)error;
	return state->inbox.first != NULL;
}

/* Until the person ends it, the disk is full, or the wait fails. */
static int record_until_end(struct recording_state *state, struct error *error)
{
	struct loop *loop = browser_loop(state->browser);

	while (!state->is_ended && !state->steps.error.code) {
		int status;

		closed_roots_open(&state->closed_roots, &state->watched);
		tell_overlays(state);
		take_shots(state);
		status = loop_wait(loop, has_mail, state, deadline_in(IDLE_MS),
			"something to be done in the browser", error);
		if (status < 0 && status != ERROR_TIMEOUT)
			return status;
		hear_all(state);
	}
	return 0;
}

/* ---- the end */

static struct tab *current_tab(const struct recording_state *state)
{
	const struct watched_tab *tab = watched_get(&state->watched, state->current);

	return tab && tab->tab && !tab_dialog(tab->tab) && browser_is_open(state->browser)
		       ? tab->tab
		       : NULL;
}

/* Once more, when what the last action caused is over: every frame reports itself. */
static void take_last_moment(struct recording_state *state)
{
	struct tab *tab = current_tab(state);
	struct settle_mark mark;
	struct settle_report report;

	if (!tab)
		return;
	settle_begin(tab, &mark);
	settle_wait(&mark, NULL, &report, NULL);
	tab = current_tab(state);
	for (size_t i = tab ? tab_frame_count(tab) : 0; i-- > 0;) /* a frame may go meanwhile */
		frame_evaluate(tab_frame(tab, i), "globalThis.apprenticeRecorder?.take(true)",
			deadline_in(LAST_MOMENT_MS), NULL, NULL);
	hear_all(state);
	tab = current_tab(state);
	if (tab)
		shots_take(&state->shots, tab, state->current, &state->inbox);
}

static void set_outcome(struct trajectory *about, enum recorder_end end)
{
	free(about->outcome_reason);
	about->outcome = end == RECORDER_LOST ? OUTCOME_ABORTED : OUTCOME_SUCCESS;
	about->outcome_reason = memory_copy_text(
		end == RECORDER_LOST ? "The browser was lost while a person showed the task."
				     : "A person showed the task and said that it was done.");
}

/* Proposals are a service: a recording without them is still one. */
static void propose(struct trajectory *trajectory)
{
	parameters_propose(&trajectory->parameters, trajectory, NULL);
	criterion_propose(&trajectory->criterion, trajectory, &trajectory->parameters, NULL);
}

static int finish(struct recording_state *state, struct recording *recording, struct error *error)
{
	struct moment *newest;
	const struct bytes *jpeg;
	int status;

	newest = moments_now(&state->moments, moments_of_tab(&state->moments, state->current));
	jpeg = shots_newest(&state->shots, state->current);
	bytes_init(&recording->final_jpeg, jpeg ? jpeg->length + 1 : 1);
	if (jpeg)
		bytes_append(&recording->final_jpeg, jpeg->data, jpeg->length, NULL);
	set_outcome(&state->about, state->end);
	status = trajectory_writer_finish(state->writer, &state->about,
		moments_observe(&state->moments, newest), jpeg, error);
	if (status == 0)
		status = trajectory_read(
			&recording->trajectory, trajectory_writer_folder(state->writer), error);
	if (status == 0)
		propose(&recording->trajectory);
	recording->end = state->end;
	return status;
}

static int end_recording(
	struct recording_state *state, struct recording *recording, struct error *error)
{
	int status;

	if (state->end == RECORDER_DISCARDED) {
		recording->end = RECORDER_DISCARDED;
		status = trajectory_writer_discard(state->writer, error);
		state->writer = NULL;
		return status;
	}
	if (state->end == RECORDER_FINISHED)
		take_last_moment(state);
	hear_end(state);
	status = finish(state, recording, error);
	return state->steps.error.code
		       ? error_set(error, state->steps.error.code, "%s", state->steps.error.message)
		       : status;
}

/* ---- the whole */

static int begin(struct recording_state *state, struct error *error)
{
	const struct recorder_options *options = state->options;
	int status = trajectory_writer_open(
		options->logs_folder, &state->about, options->secrets, &state->writer, error);

	if (status < 0)
		return status;
	steps_init(&state->steps, state->writer, &state->moments, &state->shots);
	watch_open_tabs(state);
	status = open_start_page(state, error);
	if (status < 0) {
		trajectory_writer_discard(state->writer, NULL);
		state->writer = NULL;
		return status;
	}
	hear_all(state);
	closed_roots_open(&state->closed_roots, &state->watched);
	take_shots(state); /* the first is slow; then the overlay says that the person may begin */
	state->is_started = true;
	for (size_t i = 0; i < state->watched.count; i++)
		if (state->watched.items[i]->tab)
			url_history_push(&state->watched.items[i]->history,
				tab_url(state->watched.items[i]->tab));
	state->current = (int)state->watched.count - 1;
	return 0;
}

int record(struct browser *browser, const struct recorder_options *options,
	struct recording *recording, struct error *error)
{
	struct recording_state state;
	struct error interrupt = {0};
	int status;

	*recording = (struct recording){0};
	state_init(&state, browser, options);
	status = begin(&state, error);
	if (status == 0) {
		status = record_until_end(&state, &interrupt);
		if (status == ERROR_CANCELLED) {
			loop_forgive_cancel(browser_loop(browser));
			status = 0;
		}
		if (status < 0)
			*error = interrupt;
		else
			status = end_recording(&state, recording, error);
	}
	if (status == 0)
		recording->writer = state.writer;
	else
		trajectory_writer_close(state.writer);
	state_release(&state);
	if (status < 0)
		recording_release(recording);
	return status;
}

int recording_accept(struct recording *recording, struct error *error)
{
	const struct bytes *jpeg = recording->final_jpeg.length ? &recording->final_jpeg : NULL;

	if (!recording->writer)
		return error_set(error, ERROR_NOT_FOUND, "The recording was discarded.");
	return trajectory_writer_finish(recording->writer, &recording->trajectory,
		recording->trajectory.final, jpeg, error);
}

void recording_release(struct recording *recording)
{
	trajectory_writer_close(recording->writer);
	trajectory_release(&recording->trajectory);
	bytes_release(&recording->final_jpeg);
	*recording = (struct recording){0};
}
