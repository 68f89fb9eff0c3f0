#include "agent/run_state.h"

#include "base/memory.h"
#include "observation/observe.h"

#include <stdlib.h>
#include <string.h>

#define SCREENSHOT_QUALITY 70
#define SCREENSHOT_MAXIMUM (8u << 20)

/* What the writer is told about the run; the texts stay the options'. */
static struct trajectory run_about(const struct run *run)
{
	const struct run_options *options = run->options;
	struct trajectory about = {
		.task = (char *)(uintptr_t)options->task,
		.goal = (char *)(uintptr_t)options->goal,
		.start_url = (char *)(uintptr_t)options->start_url,
		.outcome = run->outcome,
		.outcome_reason = run->result->reason,
		.learning = run->lesson.events,
	};
	if (options->binding)
		about.parameters = options->binding->parameters;
	if (options->criterion)
		about.criterion = *options->criterion;
	if (options->demonstration_count) {
		const struct trajectory *newest =
			&options->demonstrations[options->demonstration_count - 1];
		about.secrets = newest->secrets;
		about.secret_count = newest->secret_count;
	}
	return about;
}

int run_record_open(struct run *run, struct error *error)
{
	if (!run->options->logs_folder)
		return 0;
	struct trajectory about = run_about(run);
	int code = trajectory_writer_open(
		run->options->logs_folder, &about, run->options->secrets, &run->writer, error);
	if (!code)
		run->result->folder = memory_copy_text(trajectory_writer_folder(run->writer));
	return code;
}

static void take_screenshot(struct run *run, struct bytes *jpeg)
{
	bytes_init(jpeg, SCREENSHOT_MAXIMUM);
	if (!run->writer || !run->options->screenshots || run->current.dialog_type[0])
		return;
	/* A page that cannot be pictured now is no reason to stop working on it. */
	struct error ignored = {0};
	observe_screenshot(run->tab, run->options->secret_selectors, SCREENSHOT_QUALITY, 1.0,
		deadline_in(run->options->action_timeout_ms), jpeg, &ignored);
}

static const struct element *keep_element(struct run *run, uint32_t id)
{
	const struct element *element = observation_find(&run->current, id);
	struct element *copy = element ? arena_take(&run->arena, 1, sizeof *copy) : NULL;
	if (!copy)
		return NULL;
	json_t *json = element_to_json(element);
	int code = element_from_json(copy, json, &run->arena, NULL);
	json_decref(json);
	return code ? NULL : copy;
}

static void add_history(struct run *run, const struct candidate *choice)
{
	struct history_step *past = &run->history[run->history_count++];
	*past = (struct history_step){
		.action = {choice->action.kind, choice->action.element,
			arena_copy_text(&run->arena, choice->action.value)},
		.target = keep_element(run, choice->action.element),
		.page_hash = observation_hash(&run->current),
		.demonstration_step = choice->demonstration_step,
		.changes = "",
	};
}

static const char *frame_url_of(const struct run *run, const struct element *element)
{
	if (!element || element->frame == 0 || element->frame >= run->current.frame_count)
		return "";
	return run->current.frames[element->frame].url;
}

void run_record_begin_step(struct run *run, const struct candidate *choice)
{
	add_history(run, choice);
	const struct history_step *now = &run->history[run->history_count - 1];
	struct pending_step *pending = &run->pending;
	*pending = (struct pending_step){
		.present = true,
		.step =
			{
				.index = (int)run->history_count - 1,
				.url = arena_copy_text(&run->arena, run->current.url),
				.action = now->action,
				.target = now->target,
				.target_frame_url = arena_copy_text(
					&run->arena, frame_url_of(run, now->target)),
				.changes = "",
				.screenshot = "",
				.error = "",
			},
		.decision = decision_to_json(&run->decision, &run->current),
		.action_words = action_describe(&choice->action, &run->current),
	};
	pending->view = (struct run_step_view){.moment = RUN_DECIDED,
		.index = pending->step.index,
		.action = pending->action_words,
		.decision = &run->decision,
		.observation = &run->current,
		.changes = "",
		.error = "",
		.observe_ms = run->last_observe_ms,
		.decide_ms = run->last_decide_ms,
		.wait_ms = run->last_wait_ms};
	run_metrics_count(run);
	if (run->options->progress)
		run->options->progress(run->options->context, &pending->view);
	take_screenshot(run, &pending->jpeg);
}

static json_t *effects_of(const struct execute_report *report)
{
	const struct settle_report *settled = &report->settled;
	json_t *effects = json_pack("{s:b,s:b,s:b,s:b,s:b,s:b,s:i,s:i,s:i}", "navigated",
		settled->navigated, "url_changed", settled->url_changed, "dialog", settled->dialog,
		"download", settled->download || report->download, "new_tab",
		settled->opened != NULL, "restless", settled->restless, "mutations",
		settled->mutations, "act_ms", report->act_ms, "settle_ms", report->settle_ms);
	if (effects && report->download)
		json_object_set_new(effects, "file", json_text_new(report->download));
	return effects;
}

void run_record_executed(
	struct run *run, const struct execute_report *report, const struct error *failure)
{
	struct pending_step *pending = &run->pending;
	pending->effects = effects_of(report);
	pending->view.act_ms = report->act_ms;
	pending->view.settle_ms = report->settle_ms;
	run->result->act_ms += report->act_ms;
	run->result->settle_ms += report->settle_ms;
	if (report->download) {
		run->downloaded = true;
		free(run->result->download);
		run->result->download = memory_copy_text(report->download);
	}
	if (!failure)
		return;
	run->history[run->history_count - 1].failed = true;
	pending->step.error = arena_copy_text(&run->arena, failure->message);
	pending->view.error = pending->step.error;
}

static void describe_effect(struct run *run, struct pending_step *pending)
{
	if (!run->observed || !run->previous.element_count)
		return;
	char *changes = observation_describe_changes(&run->previous, &run->current);
	pending->step.changes = arena_copy_text(&run->arena, changes);
	free(changes);
	run->history[run->history_count - 1].changes = pending->step.changes;
	run->current.changes = pending->step.changes;
	pending->view.changes = pending->step.changes;
}

/* The page before the action is `previous` once the page after it was seen, else still `current`. */
int run_record_commit_step(struct run *run, struct error *error)
{
	struct pending_step *pending = &run->pending;
	if (!pending->present)
		return 0;
	pending->present = false;
	describe_effect(run, pending);
	pending->step.observation = run->previous.frame_count ? &run->previous : NULL;
	pending->step.decision = pending->decision;
	pending->step.effects = pending->effects;
	const struct bytes *jpeg = pending->jpeg.length ? &pending->jpeg : NULL;
	int code =
		run->writer ? trajectory_writer_step(run->writer, &pending->step, jpeg, error) : 0;
	pending->view.moment = RUN_STEPPED;
	pending->view.observation = &run->previous;
	if (run->options->progress)
		run->options->progress(run->options->context, &pending->view);
	json_decref(pending->decision);
	json_decref(pending->effects);
	bytes_release(&pending->jpeg);
	free(pending->action_words);
	*pending = (struct pending_step){0};
	return code;
}

int run_record_close(struct run *run, struct error *error)
{
	/* A step whose page was never seen again is written with the page it was decided on. */
	if (run->pending.present) {
		observation_release(&run->previous);
		run->previous = run->current;
		run->current = (struct observation){0};
		run->observed = false;
	}
	int code = run_record_commit_step(run, error);
	if (!run->writer)
		return code;
	struct trajectory about = run_about(run);
	struct bytes jpeg = {0};
	if (run->observed && run->options->screenshots && browser_is_open(run->browser))
		take_screenshot(run, &jpeg);
	int finished =
		trajectory_writer_finish(run->writer, &about, run->observed ? &run->current : NULL,
			jpeg.length ? &jpeg : NULL, code ? NULL : error);
	bytes_release(&jpeg);
	if (!code && !finished)
		finished = run_metrics_write(run, error);
	trajectory_writer_close(run->writer);
	run->writer = NULL;
	return code ? code : finished;
}
