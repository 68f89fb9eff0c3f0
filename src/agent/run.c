#include "agent/run.h"

#include "agent/completion.h"
#include "agent/guard.h"
#include "agent/run_state.h"
#include "base/memory.h"
#include "base/url.h"
#include "observation/observe.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define OBSERVE_TRIES	  4 /* a page that goes away under each of them is not usable */
#define FAILURES_IN_A_ROW 3 /* actions that could not be carried out before giving up */

void run_result_release(struct run_result *result)
{
	free(result->reason);
	free(result->folder);
	free(result->download);
	free(result->final_url);
	*result = (struct run_result){0};
}

void run_end(struct run *run, enum outcome outcome, const char *reason)
{
	if (run->outcome != OUTCOME_RUNNING)
		return;
	run->outcome = outcome;
	run->result->outcome = outcome;
	run->result->reason = memory_copy_text(reason);
}

void run_end_by_error(struct run *run, const struct error *error)
{
	run->result->environment_failed = error->code != ERROR_CANCELLED;
	run_end(run, OUTCOME_ABORTED, error->message);
}

void run_fail(struct run *run, const char *reason)
{
	size_t length = strlen(reason);
	bool ended = length && strchr(".!?", reason[length - 1]);
	char *whole = run->announced ? memory_format("%s%s The page says: \"%.300s\"", reason,
					       ended ? "" : ".", run->announced)
				     : NULL;
	run_end(run, OUTCOME_FAILURE, whole ? whole : reason);
	free(whole);
}

static bool error_ends_run(const struct error *error)
{
	return error->code == ERROR_CLOSED || error->code == ERROR_CRASHED ||
	       error->code == ERROR_CANCELLED;
}

/* What the lower layers say of a page or browser that was lost advises the program; this advises the
 * person. Returns the failure's code. */
static int explain(const struct run *run, const struct error *failure, struct error *error)
{
	switch (failure->code) {
	case ERROR_CRASHED:
		return error_set(error, failure->code,
			"The page %.300s crashed. Run the task again; if it crashes again, the "
			"page needs more memory than there is, or has a fault.",
			tab_url(run->tab));
	case ERROR_TIMEOUT:
		return error_set(error, failure->code,
			"The page %.300s does not answer: a script keeps it busy, or the page that "
			"it leads to does not come. Run the task again, or allow more time with "
			"--timeout-action.",
			tab_url(run->tab));
	case ERROR_CLOSED:
		return error_set(error, failure->code, "%s Run the task again.", failure->message);
	default:
		return error_set(error, failure->code, "%s", failure->message);
	}
}

/* A page that closed its own tab is left for the one that opened it. */
static int leave_closed_tab(struct run *run, struct error *error)
{
	if (!tab_is_closed(run->tab) || !browser_is_open(run->browser))
		return 0;
	struct tab *next = tab_successor(run->tab);
	if (!next)
		return error_set(
			error, ERROR_CLOSED, "The page closed its tab, and there is no other.");
	run->tab = next;
	return tab_activate(next, error);
}

static void note_announcement(struct run *run)
{
	const char *said = run->previous.url /* not the first look */
				   ? observation_announcement(&run->previous, &run->current)
				   : NULL;
	if (said)
		run->announced = arena_copy_text(&run->arena, said);
}

/* Looks at the page; the page seen before becomes `previous`. */
static int look(struct run *run, struct error *error)
{
	int64_t began = clock_now_ms();
	const struct observe_options how = {.secret_selectors = run->options->secret_selectors};
	struct observation seen = {0};
	int code = 0;
	for (int attempt = 0; attempt < OBSERVE_TRIES; attempt++) {
		struct error failure = {0};
		code = leave_closed_tab(run, &failure);
		if (!code)
			code = observe(run->tab, &how, deadline_in(run->options->action_timeout_ms),
				&seen, &failure);
		bool passing =
			code == ERROR_STALE || code == ERROR_BLOCKED; /* a dialog just opened */
		if (passing && attempt + 1 < OBSERVE_TRIES)
			continue;
		if (code) {
			observation_release(&seen);
			return explain(run, &failure, error);
		}
		break;
	}
	observation_release(&run->previous);
	run->previous = run->current;
	run->current = seen;
	run->observed = true;
	note_announcement(run);
	run->last_observe_ms = clock_now_ms() - began;
	run->result->observe_ms += run->last_observe_ms;
	return 0;
}

/* The host that the demonstration declares the action's secret for: that of the page where it does
 * so, since two hosts may ask for a secret of one name. NULL where there is none. */
static const char *declared_host(const struct run *run, const struct action *action)
{
	const struct run_options *options = run->options;
	const struct element *element = observation_find(&run->current, action->element);
	const char *name, *found = NULL;
	size_t length;
	if (!options->demonstration_count ||
		!secret_placeholder_parse(action->value, &name, &length))
		return NULL;
	char *host = url_host(element ? run->current.frames[element->frame].url : "");
	const struct trajectory *newest =
		&options->demonstrations[options->demonstration_count - 1];
	for (size_t i = 0; i < newest->secret_count; i++) {
		const struct secret_declaration *declared = &newest->secrets[i];
		if (strlen(declared->name) == length && memcmp(declared->name, name, length) == 0 &&
			(!found || strcmp(declared->host, host) == 0))
			found = declared->host;
	}
	free(host);
	return found;
}

static int execute(struct run *run, const struct action *action, struct execute_report *report,
	struct error *error)
{
	const struct run_options *options = run->options;
	struct execute_options how = {
		.secrets = options->secrets,
		.action_timeout_ms = options->action_timeout_ms,
		.navigation_timeout_ms = options->navigation_timeout_ms,
		.settle = settle_defaults,
	};
	how.settle.navigation_ms = options->navigation_timeout_ms;
	how.secret_host = declared_host(run, action);
	return action_execute(action, &run->current, run->tab, &how, report, error);
}

/* Lets the page go on until something changes or it is quiet, then looks again. */
static int wait_and_look(struct run *run, struct error *error)
{
	struct execute_report report = {0};
	struct action wait = {ACTION_WAIT, 0, ""};
	struct error failure = {0};
	int code = execute(run, &wait, &report, &failure);
	if (report.tab)
		run->tab = report.tab;
	int waited_ms = report.act_ms + report.settle_ms;
	run->result->waits++;
	run->result->wait_ms += waited_ms;
	run->last_wait_ms += waited_ms;
	execute_report_release(&report);
	return code ? explain(run, &failure, error) : look(run, error);
}

static bool complete(struct run *run, char **why)
{
	const struct run_options *options = run->options;
	if (!options->criterion || criterion_is_empty(options->criterion))
		return false;
	const struct parameters none = {0};
	return completion_check(options->criterion, run->tab, &run->current,
		options->binding ? &options->binding->parameters : &none, run->downloaded,
		deadline_in(options->action_timeout_ms), why);
}

/* The page says the same as the criterion, in other words altogether. */
static bool is_affirmed(const struct run *run)
{
	const struct run_options *options = run->options;
	const struct parameters none = {0};
	return options->criterion &&
	       criterion_is_affirmed(options->criterion, &run->current,
		       options->binding ? &options->binding->parameters : &none, run->downloaded);
}

/* A criterion that the demonstration gave says nothing of words that only this goal has. */
static void succeed(struct run *run, const char *how)
{
	const struct binding *binding = run->options->binding;
	bool explained = !binding || !binding->unexplained || !binding->unexplained[0];
	if (explained || !run->options->criterion->proposed) {
		run_end(run, OUTCOME_SUCCESS, how);
		return;
	}
	char *reason = memory_format("the page looks done, but the demonstration does not explain "
				     "these words of the goals: %s",
		binding->unexplained);
	run_end(run, OUTCOME_UNKNOWN, reason);
	free(reason);
}

/* Ends the run as soon as the criterion holds. One that held before anything was done proves
 * nothing until it has been false. */
static void check_complete(struct run *run)
{
	bool holds = complete(run, NULL);
	if (run->history_count == 0)
		run->criterion_held_before = holds;
	else if (!holds)
		run->criterion_held_before = false;
	else if (!run->criterion_held_before)
		succeed(run, "the success criterion holds");
}

/* Only when the policy is done, and only if the last action brought it up: what the page said before
 * may be of an earlier run. */
static void check_affirmed(struct run *run)
{
	if (run->outcome == OUTCOME_RUNNING && run->history_count > 0 && !run->affirmed_before &&
		!run->criterion_held_before && is_affirmed(run))
		succeed(run, "the page says in other words what the success criterion asks for");
}

/* The policy says that it is done: the criterion, if any, has the last word. */
static int finish(struct run *run, struct error *error)
{
	if (!run->options->criterion || criterion_is_empty(run->options->criterion)) {
		run_end(run, OUTCOME_UNKNOWN,
			"finished, but there is no criterion to verify it by");
		return 0;
	}
	deadline_ms deadline = deadline_in(run->options->action_timeout_ms);
	while (run->outcome == OUTCOME_RUNNING && deadline_left_ms(deadline) > 0) {
		int code = wait_and_look(run, error);
		if (code)
			return code;
		check_complete(run);
		check_affirmed(run);
	}
	if (run->outcome != OUTCOME_RUNNING)
		return 0;
	if (run->criterion_held_before) {
		run_end(run, OUTCOME_UNKNOWN,
			"finished, but the criterion already held before the first action");
		return 0;
	}
	char *why = NULL;
	complete(run, &why);
	if (why)
		why[0] = (char)tolower((unsigned char)why[0]); /* it goes on a sentence */
	char *reason = memory_format("all steps are done, but %s", why ? why : "not verified");
	run_fail(run, reason);
	free(reason);
	free(why);
	return 0;
}

/* Whether an error of deciding or of a guard may go away when the page goes on. */
static bool worth_waiting(int code)
{
	return code == ERROR_NOT_FOUND || code == ERROR_AMBIGUOUS || code == ERROR_BLOCKED;
}

static int decide_now(struct run *run, struct error *error)
{
	const struct run_options *options = run->options;
	struct policy_input input = {
		.observation = &run->current,
		.goal = options->goal,
		.demonstrations = options->demonstrations,
		.demonstration_count = options->demonstration_count,
		.binding = options->binding,
		.history = run->history,
		.history_count = run->history_count,
		.waits = run->waits,
		.literal = options->literal,
	};
	arena_release(&run->step_arena);
	arena_init(&run->step_arena, STEP_ARENA_MAXIMUM);
	int64_t began = clock_now_ms();
	int code = policy_decide(options->policy, &input, &run->step_arena, &run->decision, error);
	int64_t took_ms = clock_now_ms() - began;
	run->last_decide_ms += took_ms;
	run->result->decide_ms += took_ms;
	return code;
}

static int guard_choice(struct run *run, struct error *error)
{
	const struct candidate *choice = &run->decision.candidates[0];
	struct guard_context context = {
		.observation = &run->current,
		.history = run->history,
		.history_count = run->history_count,
		.start_url = run->options->start_url,
		.allowed_domains = run->options->allowed_domains,
		.criterion_given =
			run->options->criterion && !criterion_is_empty(run->options->criterion),
		.demonstration_step = choice->demonstration_step,
	};
	const char *guard;
	return guard_check(&choice->action, &context, &guard, error);
}

/* Decides, waiting for the page where it does not yet offer what comes next. A refusal that
 * stays ends the run as FAILURE, with 0. */
static int decide(struct run *run, struct error *error)
{
	deadline_ms deadline = deadline_in(run->options->action_timeout_ms);
	run->last_decide_ms = run->last_wait_ms = 0;
	for (run->waits = 0;; run->waits++) {
		struct error refusal = {0};
		int code = decide_now(run, &refusal);
		if (!code)
			code = guard_choice(run, &refusal);
		if (!code)
			return 0;
		if (!worth_waiting(code) || deadline_left_ms(deadline) == 0) {
			run_fail(run, refusal.message);
			return 0;
		}
		code = wait_and_look(run, error);
		if (code)
			return code;
		check_complete(run);
		if (run->outcome != OUTCOME_RUNNING)
			return 0;
	}
}

/* The action was carried out, but the page or file that it began to fetch did not come. To repeat it
 * could order, pay or delete twice. */
static int half_done(const struct error *failure, struct error *error)
{
	return error_set(error, failure->code,
		"%s The action may have been done all the same: look there before you run the task "
		"again, or allow more time with --timeout-navigation.",
		failure->message);
}

/* Carries out the decision. What the page refuses is remembered, for the policy to see. */
static int act(struct run *run, struct error *error)
{
	const struct candidate *choice = &run->decision.candidates[0];
	if (choice->action.kind == ACTION_FINISH)
		return finish(run, error);
	if (choice->action.kind != ACTION_WAIT)
		run->affirmed_before = is_affirmed(run);
	run_record_begin_step(run, choice);
	run->announced = NULL;
	struct execute_report report = {0};
	struct error failure = {0};
	int code = execute(run, &choice->action, &report, &failure);
	bool carried_out = report.settled.waited_ms > 0;
	run_record_executed(run, &report, code ? &failure : NULL);
	if (report.tab)
		run->tab = report.tab;
	execute_report_release(&report);
	run->failures_in_a_row = code ? run->failures_in_a_row + 1 : 0;
	if (!code)
		return 0;
	if (error_ends_run(&failure))
		return explain(run, &failure, error);
	if (carried_out && code == ERROR_TIMEOUT)
		return half_done(&failure, error);
	run->result->retries++;
	if (failure.code == ERROR_REFUSED || run->failures_in_a_row >= FAILURES_IN_A_ROW)
		run_fail(run, failure.message);
	return 0;
}

static int step(struct run *run, struct error *error)
{
	int code = decide(run, error);
	if (code || run->outcome != OUTCOME_RUNNING)
		return code;
	code = act(run, error);
	if (code || run->outcome != OUTCOME_RUNNING)
		return code;
	code = look(run, error);
	if (code)
		return code;
	code = run_record_commit_step(run, error);
	if (!code)
		check_complete(run);
	return code;
}

static int open_page(struct run *run, struct error *error)
{
	run->tab = run->options->tab;
	if (run->tab)
		return look(run, error);
	int code = browser_new_tab(run->browser, false, &run->tab, error);
	if (!code)
		code = tab_navigate(run->tab, run->options->start_url,
			deadline_in(run->options->navigation_timeout_ms), error);
	return code ? code : look(run, error);
}

/* Everything after the files are open; an error is of the browser or the disk. */
static int drive(struct run *run, struct error *error)
{
	int code = open_page(run, error);
	if (!code && run->options->criterion)
		code = completion_check_syntax(run->options->criterion, run->tab,
			deadline_in(run->options->action_timeout_ms), error);
	if (code)
		return code;
	check_complete(run);
	while (!code && run->outcome == OUTCOME_RUNNING) {
		if ((int)run->history_count >= run->options->max_steps) {
			char *reason = memory_format(
				"not done after %d steps (--max-steps)", run->options->max_steps);
			run_fail(run, reason);
			free(reason);
			break;
		}
		code = step(run, error);
	}
	return code;
}

static void run_leave(struct run *run)
{
	run->result->steps = (int)run->history_count;
	run->result->took_ms = run->ended_ms - run->began_ms;
	run->result->final_url = memory_copy_text(run->observed ? run->current.url : "");
	if (run->tab && run->tab != run->options->tab && browser_is_open(run->browser))
		tab_close(run->tab, deadline_in(run->options->action_timeout_ms), NULL);
	observation_release(&run->current);
	observation_release(&run->previous);
	arena_release(&run->step_arena);
	arena_release(&run->arena);
	free(run->history);
	json_decref(run->deciders);
	json_decref(run->lesson.events);
	json_decref(run->lesson.metrics);
}

int agent_run(struct browser *browser, const struct run_options *options, struct run_result *result,
	struct error *error)
{
	*result = (struct run_result){0};
	struct url url;
	if (!url_split(options->start_url, &url))
		return error_set(error, ERROR_USAGE,
			"'%s' is not an address: give one like https://example.org with --url.",
			options->start_url);
	struct run run = {.browser = browser,
		.options = options,
		.result = result,
		.outcome = OUTCOME_RUNNING,
		.began_ms = clock_now_ms(),
		.deciders = json_object()};
	arena_init(&run.arena, RUN_ARENA_MAXIMUM);
	arena_init(&run.step_arena, STEP_ARENA_MAXIMUM);
	run.history = memory_new((size_t)options->max_steps + 1, sizeof *run.history);
	int code = run_record_open(&run, error);
	if (!code) {
		struct error failure = {0};
		if (drive(&run, &failure))
			run_end_by_error(&run, &failure);
		run.ended_ms = clock_now_ms();
		if (options->ended)
			options->ended(options->ended_context, run.outcome, &run.lesson);
		code = run_record_close(&run, error);
		if (!code && failure.code == ERROR_USAGE)
			code = error_set(error, ERROR_USAGE, "%s", failure.message);
	}
	run_leave(&run);
	return code;
}
