/*
 * execute.c - one action from beginning to end: carried out, waited for, reported.
 */
#include "action/execute.h"

#include "action/execution.h"
#include "action/values.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

extern const char actionable_js[], fields_js[];

enum {
	ACTION_TIMEOUT_MS = 5000,
	NAVIGATION_TIMEOUT_MS = 60000,
	CHANGE_MS = 1000,	/* how long "wait" looks for a change of a page that is quiet */
	CHANGE_ANSWER_MS = 2000 /* for the page to say that there was none */
};

/* Joined once, as observation_script() is. */
struct browser_script action_script(void)
{
	static char *joined;
	if (!joined)
		joined = memory_format("%s%s", fields_js, actionable_js);
	return (struct browser_script){.world = BROWSER_WORLD, .source = joined};
}

static int click(
	struct execution *execution, enum mouse_button button, int clicks, struct error *error)
{
	const struct readiness needs = {.enabled = true, .guard = true};
	struct target_point point;
	return execution_click(execution, button, clicks, &needs, &point, error);
}

static int hover(struct execution *execution, struct error *error)
{
	const struct readiness needs = {0};
	struct target_point point;
	int problem = execution_prepare(execution, execution->element, &needs, 0, &point, error);
	return problem ? problem
		       : input_move(execution->tab, point.x_px, point.y_px, execution->deadline,
				 error);
}

static deadline_ms navigation_deadline(const struct execution *execution)
{
	int timeout_ms = execution->options->navigation_timeout_ms;
	return deadline_in(timeout_ms > 0 ? timeout_ms : NAVIGATION_TIMEOUT_MS);
}

static int navigate(struct execution *execution, struct error *error)
{
	if (!value_is_address(execution->action->value))
		return error_set(error, ERROR_INPUT, "\"%.100s\" is no address to go to.",
			execution->action->value);
	return tab_navigate(
		execution->tab, execution->action->value, navigation_deadline(execution), error);
}

static int switch_tab(struct execution *execution, struct error *error)
{
	uint32_t index;
	struct tab *tab = value_as_id(execution->action->value, &index)
				  ? tab_peer(execution->tab, index)
				  : NULL;
	if (!tab)
		return error_set(error, ERROR_NOT_FOUND, "There is no tab \"%.20s\".",
			execution->action->value);
	execution->report->tab = tab;
	return tab_activate(execution->report->tab, error);
}

static int close_tab(struct execution *execution, struct error *error)
{
	struct tab *next = tab_successor(execution->tab);
	if (!next)
		return error_set(error, ERROR_BLOCKED,
			"The only tab stays open: there is none to go on in.");
	int problem = tab_close(execution->tab, execution->deadline, error);
	if (!problem)
		execution->report->tab = next;
	return problem ? problem : tab_activate(next, error);
}

static int answer_dialog(struct execution *execution, struct error *error)
{
	bool accept;
	const char *text;
	if (!tab_dialog(execution->tab))
		return error_set(error, ERROR_NOT_FOUND, "No dialog is open.");
	if (!value_as_answer(execution->action->value, &accept, &text))
		return error_set(error, ERROR_INPUT,
			"A dialog is answered by accept, dismiss, or accept: and a text.");
	return tab_answer_dialog(execution->tab, accept, text, error);
}

static int wait_for_change(struct execution *execution, struct error *error)
{
	struct error left = {0};
	int64_t left_ms = deadline_left_ms(execution->deadline);
	int change_ms = left_ms < CHANGE_MS ? (int)left_ms : CHANGE_MS;
	deadline_ms answer = deadline_in(change_ms + CHANGE_ANSWER_MS);
	if (tab_dialog(execution->tab))
		return 0;
	if (answer > execution->deadline)
		execution->deadline = answer;
	int problem = execution_call(
		execution, execution->frame, NULL, &left, "awaitChange(%d)", change_ms);
	if (!problem || left.code == ERROR_STALE || left.code == ERROR_BLOCKED)
		return 0; /* another document, or a dialog, is a change */
	return error_set(error, left.code, "%s", left.message);
}

static int act(struct execution *execution, struct error *error)
{
	switch (execution->action->kind) {
	case ACTION_CLICK:
		return click(execution, MOUSE_LEFT, 1, error);
	case ACTION_DOUBLE_CLICK:
		return click(execution, MOUSE_LEFT, 2, error);
	case ACTION_RIGHT_CLICK:
		return click(execution, MOUSE_RIGHT, 1, error);
	case ACTION_TYPE:
		return execute_type(execution, error);
	case ACTION_SELECT:
		return execute_select(execution, error);
	case ACTION_CHECK:
		return execute_check(execution, error);
	case ACTION_PRESS:
		return execute_press(execution, error);
	case ACTION_HOVER:
		return hover(execution, error);
	case ACTION_DRAG:
		return execute_drag(execution, error);
	case ACTION_SCROLL:
		return execute_scroll(execution, error);
	case ACTION_UPLOAD:
		return execute_upload(execution, error);
	case ACTION_NAVIGATE:
		return navigate(execution, error);
	case ACTION_BACK:
		return tab_history(execution->tab, -1, navigation_deadline(execution), error);
	case ACTION_SWITCH_TAB:
		return switch_tab(execution, error);
	case ACTION_CLOSE_TAB:
		return close_tab(execution, error);
	case ACTION_DIALOG:
		return answer_dialog(execution, error);
	case ACTION_WAIT:
		return wait_for_change(execution, error);
	default:
		return 0;
	}
}

static int all_downloaded(void *context, struct error *error)
{
	(void)error;
	return browser_downloads_pending(context) == 0;
}

/* Waits for what was begun, and reports the newest file there is more of than before. */
static int take_download(struct execution *execution, size_t before, struct error *error)
{
	struct browser *browser = tab_browser(execution->report->tab);
	int problem = loop_wait(execution->loop, all_downloaded, browser,
		navigation_deadline(execution), "the download", error);
	size_t count = browser_download_count(browser);
	if (!problem && count > before)
		execution->report->download =
			memory_copy_text(browser_download_path(browser, count - 1));
	return problem;
}

static bool needs_settling(enum action_kind kind)
{
	return kind != ACTION_FINISH && kind != ACTION_NONE && kind != ACTION_SWITCH_TAB;
}

/* The page closed its own tab. */
static int leave_closed(struct execute_report *report, struct error *error)
{
	struct tab *next = tab_successor(report->tab);
	if (!next)
		return error_set(
			error, ERROR_CLOSED, "The page closed its tab, and there is no other.");
	report->tab = next;
	return tab_activate(next, error);
}

static int settle(struct execution *execution, struct settle_mark *mark, struct error *error)
{
	const struct settle_limits *limits = &execution->options->settle;
	struct execute_report *report = execution->report;
	if (!limits->quiet_cap_ms && !limits->navigation_ms)
		limits = &settle_defaults;
	int problem = settle_wait(mark, limits, &report->settled, error);
	if (!problem && report->settled.opened)
		report->tab = report->settled.opened;
	else if (!problem && report->settled.closed)
		problem = leave_closed(report, error);
	return problem;
}

/* The element as it was observed, and the frame it is in. */
static int find_target(struct execution *execution, struct error *error)
{
	const struct action *action = execution->action;
	execution->frame = tab_frame(execution->tab, 0);
	if (!action->element) {
		if (action_kind_needs(action->kind))
			return error_set(error, ERROR_INPUT, "The action %s needs an element.",
				action_kind_name(action->kind));
		return 0;
	}
	execution->element = observation_find(execution->observation, action->element);
	if (!execution->element)
		return error_set(error, ERROR_STALE,
			"There is no element %u on the page as it was observed.",
			(unsigned)action->element);
	execution->frame =
		observation_frame(execution->observation, execution->element, execution->tab);
	if (execution->frame)
		return 0;
	char *subject = execution_subject(execution, execution->element);
	int code = error_set(
		error, ERROR_STALE, "%s is gone with its frame. Observe the page again.", subject);
	free(subject);
	return code;
}

int action_execute(const struct action *action, const struct observation *observation,
	struct tab *tab, const struct execute_options *options, struct execute_report *report,
	struct error *error)
{
	static const struct execute_options defaults;
	struct browser *browser = tab_browser(tab);
	struct settle_mark mark;
	*report = (struct execute_report){.tab = tab};
	options = options ? options : &defaults;
	int timeout_ms = options->action_timeout_ms;
	struct execution execution = {.action = action,
		.observation = observation,
		.tab = tab,
		.options = options,
		.report = report,
		.deadline = deadline_in(timeout_ms > 0 ? timeout_ms : ACTION_TIMEOUT_MS),
		.loop = browser_loop(browser)};
	size_t downloads = browser_download_count(browser);
	int64_t begun_ms = clock_now_ms();
	settle_begin(tab, &mark);
	int problem = find_target(&execution, error);
	if (!problem)
		problem = act(&execution, error);
	report->act_ms = (int)(clock_now_ms() - begun_ms);
	if (!problem && needs_settling(action->kind) && action->kind != ACTION_CLOSE_TAB)
		problem = settle(&execution, &mark, error);
	if (!problem && report->settled.download)
		problem = take_download(&execution, downloads, error);
	report->settle_ms = (int)(clock_now_ms() - begun_ms) - report->act_ms;
	return problem;
}

void execute_report_release(struct execute_report *report)
{
	free(report->download);
	memset(report, 0, sizeof *report);
}
