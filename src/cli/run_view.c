/*
 * What a person sees of a run while it goes on: the agent's words for it become the live view's.
 */
#include "cli/run_view.h"

#include "base/terminal.h"

#include <stdlib.h>

#define TICK_MS 250 /* how soon elapsed seconds and a changed window are seen */

static struct live_options options_of(const struct task_run *run)
{
	const struct options *options = run->options;
	const struct trajectory *shown = task_newest(&run->task);
	bool silent = options_bool(options, "json") || options_bool(options, "quiet");
	return (struct live_options){
		.stream = stdout,
		.secrets = &run->secrets,
		.detail = silent			     ? LIVE_NOTHING
			  : options_bool(options, "verbose") ? LIVE_MORE
							     : LIVE_USUAL,
		.in_place = terminal_takes_moves(stdout),
		.colour = terminal_takes_colour(stdout),
		.utf8 = terminal_takes_utf8(),
		.task = options_text(options, "task"),
		.goal = run->goal,
		.about = shown ? (int)shown->step_count : 0,
		.caution = criterion_is_empty(&run->criterion)
				   ? "Nothing tells whether it succeeded: give --success-text or "
				     "another --success option."
				   : NULL,
	};
}

static void on_tick(uv_timer_t *timer)
{
	const struct run_view *view = timer->data;
	live_view_tick(view->live);
}

void run_view_begin(struct run_view *view, const struct task_run *run, struct loop *loop)
{
	const struct live_options options = options_of(run);
	*view = (struct run_view){.run = run, .live = live_view_begin(&options)};
	uv_timer_init(&loop->uv, &view->timer);
	view->timer.data = view;
	if (options.in_place && options.detail != LIVE_NOTHING)
		uv_timer_start(&view->timer, on_tick, TICK_MS, TICK_MS);
}

/* The candidates behind the choice, in words. */
static void add_alternatives(
	struct live_step *step, char *words[LIVE_ALTERNATIVES], const struct run_step_view *seen)
{
	const struct decision *decision = seen->decision;
	for (size_t i = 1;
		i < decision->candidate_count && step->alternative_count < LIVE_ALTERNATIVES; i++) {
		const struct candidate *candidate = &decision->candidates[i];
		size_t at = step->alternative_count++;
		words[at] = action_describe(&candidate->action, seen->observation);
		step->alternatives[at] = (struct live_action){words[at], candidate->probability};
	}
}

void run_view_step(void *context, const struct run_step_view *seen)
{
	struct run_view *view = context;
	const struct decision *decision = seen->decision;
	char *words[LIVE_ALTERNATIVES] = {NULL};
	struct live_step step = {.index = seen->index,
		.action = seen->action,
		.policy = decision->policy,
		.confidence = decision->confidence,
		.reason = decision->candidates[0].reason};
	add_alternatives(&step, words, seen);
	const struct live_result result = {.error = seen->error,
		.changes = seen->changes,
		.observe_ms = seen->observe_ms,
		.decide_ms = seen->decide_ms,
		.act_ms = seen->act_ms,
		.settle_ms = seen->settle_ms,
		.wait_ms = seen->wait_ms};
	if (view->run->learning.options) {
		struct live_learning learning;
		learn_from_run_live(&view->run->learning, &learning);
		live_view_learning(view->live, &learning);
	}
	if (seen->moment == RUN_DECIDED)
		live_view_step(view->live, &step);
	else
		live_view_result(view->live, &step, &result);
	for (size_t i = 0; i < LIVE_ALTERNATIVES; i++)
		free(words[i]);
}

void run_view_end(struct run_view *view)
{
	uv_close((uv_handle_t *)&view->timer, NULL);
	live_view_end(view->live);
	view->live = NULL;
}
