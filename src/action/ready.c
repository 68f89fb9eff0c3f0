/*
 * ready.c - makes the element ready for input, through all the frames it is in, and clicks it.
 *
 * The page answers in its own frame (actionable.js); each frame above must then show that frame at
 * the point. The guard has the last word: a click that would land elsewhere is swallowed and tried
 * again until the deadline.
 */
#include "action/execution.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	GRACE_MS = 1000, /* for the page to say what stood in the way when time was over */
	BY_LENGTH = 160,
	VERDICT_MS = 1000, /* for the guard's answer; a page busy with the click may owe it */
};

char *script_literal(const char *text)
{
	struct bytes literal;
	bytes_init(&literal, 16u << 20);
	if (json_quote(&literal, text, NULL)) {
		bytes_clear(&literal);
		bytes_append_text(&literal, "\"\"", NULL);
	}
	return bytes_take(&literal);
}

char *execution_subject(const struct execution *execution, const struct element *element)
{
	char *described = element_describe(execution->observation, element);
	char *subject = memory_format("The %s", described);
	free(described);
	return subject;
}

static int gone(
	const struct execution *execution, const struct element *element, struct error *error)
{
	if (!element)
		return error_set(error, ERROR_STALE, "The page was replaced. Observe it again.");
	char *subject = execution_subject(execution, element);
	int code = error_set(
		error, ERROR_STALE, "%s is not on the page any more. Observe it again.", subject);
	free(subject);
	return code;
}

int execution_call(struct execution *execution, struct frame *frame, json_t **value,
	struct error *error, const char *format, ...)
{
	struct error failure = {0};
	char *call = NULL;
	va_list arguments;
	va_start(arguments, format);
	int length = vasprintf(&call, format, arguments);
	va_end(arguments);
	char *expression = memory_format("apprenticePage.%s", length < 0 ? "" : call);
	int problem = frame_evaluate(frame, expression, execution->deadline, value, &failure);
	free(expression);
	free(call);
	if (problem == ERROR_PROTOCOL && strstr(failure.message, "Error: gone"))
		return gone(execution, execution->element, error);
	return problem ? error_set(error, failure.code, "%s", failure.message) : 0;
}

/* What stands against the action, as an error. */
static int blocked(const struct execution *execution, const struct element *element,
	const json_t *answer, struct error *error)
{
	static const struct {
		const char *problem;
		enum error_code code;
		const char *sentence;
	} rows[] = {
		{"hidden", ERROR_BLOCKED, "is not visible"},
		{"disabled", ERROR_BLOCKED, "is disabled"},
		{"readonly", ERROR_BLOCKED, "is read-only"},
		{"moving", ERROR_BLOCKED, "does not keep still"},
		{"outside", ERROR_BLOCKED, "cannot be scrolled into view"},
		{"covered", ERROR_BLOCKED, "is covered by"},
		{"replaced", ERROR_STALE, "has become"},
	};
	const char *problem = json_text_at(answer, "problem", "");
	const char *by = json_text_at(answer, "by", "");
	int code = ERROR_STALE;
	char *subject = execution_subject(execution, element);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(problem, rows[i].problem) == 0)
			code = error_set(error, rows[i].code, "%s %s%s%s.", subject,
				rows[i].sentence, by[0] ? " " : "", by);
	if (strcmp(problem, "gone") == 0)
		code = gone(execution, element, error);
	free(subject);
	return code;
}

static const char *truth(bool value)
{
	return value ? "true" : "false";
}

/* A frame in a shadow root has no index: its offset is trusted, and the guard. */
static int add_offset(struct execution *execution, struct frame *frame, struct target_point *point,
	struct error *error)
{
	double x_px, y_px;
	int problem = frame_offset(frame, execution->deadline, &x_px, &y_px, error);
	if (problem)
		return problem;
	point->x_px += x_px;
	point->y_px += y_px;
	return 0;
}

static void note_point(const json_t *answer, struct target_point *point)
{
	point->x_px = json_number_at(answer, "x", 0);
	point->y_px = json_number_at(answer, "y", 0);
}

/* From the frame's viewport to the page's, while each frame above shows the one below at the
 * point. *answer is replaced by the answer of the frame above. */
static int climb(struct execution *execution, struct frame *frame, json_t **answer,
	struct target_point *point, struct error *error)
{
	note_point(*answer, point);
	for (struct frame *above; (above = frame_parent(frame)); frame = above) {
		int64_t index = json_integer_at(*answer, "index", -1);
		json_t *outer = NULL;
		if (index < 0)
			return add_offset(execution, frame, point, error);
		int problem = execution_call(execution, above, &outer, error,
			"throughFrame(%d,%.2f,%.2f,%s)", (int)index, point->x_px, point->y_px,
			truth(point->guarded));
		if (problem)
			return problem;
		json_decref(*answer);
		*answer = outer;
		if (json_at(outer, "problem"))
			return 0;
		note_point(outer, point);
	}
	return 0;
}

static void note_control(const json_t *answer, struct target_point *point)
{
	snprintf(point->type, sizeof point->type, "%s", json_text_at(answer, "type", ""));
	point->guarded = json_bool_at(answer, "guarded", false);
	point->secret = json_bool_at(answer, "secret", false);
	point->selected = json_bool_at(answer, "selected.focused", false);
	point->empty = json_bool_at(answer, "selected.empty", false);
}

static int ask(struct execution *execution, struct frame *frame, const struct element *element,
	const struct readiness *needs, int budget_ms, int round, json_t **answer,
	struct error *error)
{
	char *name = script_literal(element->name);
	int problem = execution_call(execution, frame, answer, error,
		"prepare(%u,{expected:%s,enabled:%s,editable:%s,anywhere:%s,guard:%s,typing:%s,"
		"budget_ms:%d,round:%d})",
		(unsigned)element->id, element->operations ? name : "null", truth(needs->enabled),
		truth(needs->editable), truth(needs->anywhere), truth(needs->guard),
		truth(needs->typing), budget_ms, round);
	free(name);
	return problem;
}

/* The page's budget ends at the deadline; its answer, and those of the frames above, may come a
 * little later. */
static int prepare_once(struct execution *execution, const struct element *element,
	const struct readiness *needs, int round, json_t **answer, struct target_point *point,
	struct error *error)
{
	struct frame *frame = observation_frame(execution->observation, element, execution->tab);
	deadline_ms deadline = execution->deadline;
	int budget_ms = (int)deadline_left_ms(deadline);
	if (!frame)
		return gone(execution, element, error);
	execution->deadline = deadline + GRACE_MS;
	int problem = ask(execution, frame, element, needs, budget_ms, round, answer, error);
	if (!problem) {
		note_control(*answer, point);
		execution->report->attempts += (int)json_integer_at(*answer, "attempts", 1);
	}
	if (!problem && !json_at(*answer, "problem") && !needs->anywhere)
		problem = climb(execution, frame, answer, point, error);
	execution->deadline = deadline;
	return problem;
}

/* The page itself tries until its time is over; only what covers a frame from outside is seen
 * here and tried again. If time is over then, that is what stood in the way. */
int execution_prepare(struct execution *execution, const struct element *element,
	const struct readiness *needs, int round, struct target_point *point, struct error *error)
{
	json_t *covered = NULL;
	int problem = 0;
	for (bool again = true; again; round++) {
		json_t *answer = NULL;
		*point = (struct target_point){0};
		problem = prepare_once(execution, element, needs, round, &answer, point, error);
		bool is_blocked = !problem && json_at(answer, "problem");
		bool over = deadline_left_ms(execution->deadline) == 0;
		again = is_blocked && !over &&
			strcmp(json_text_at(answer, "problem", ""), "covered") == 0;
		if (again || (is_blocked && !covered)) {
			json_decref(covered);
			covered = json_incref(answer);
		}
		if (is_blocked && !again)
			problem = blocked(execution, element, over ? covered : answer, error);
		json_decref(answer);
	}
	json_decref(covered);
	return problem;
}

enum verdict { VERDICT_RIGHT, VERDICT_NONE, VERDICT_WRONG };

/* What one frame's guard saw; *error is set only where the run must end. A page that went away, is
 * busy with the click, or shows a dialog, has received it. */
static int ask_guard(struct execution *execution, struct frame *frame, enum verdict *verdict,
	char by[static BY_LENGTH], struct error *error)
{
	json_t *answer = NULL;
	struct error failure = {0};
	deadline_ms deadline = execution->deadline;
	execution->deadline = deadline_in(VERDICT_MS);
	int problem = execution_call(execution, frame, &answer, &failure, "endGuard()");
	execution->deadline = deadline;
	const char *word = json_text_at(answer, "verdict", "right");
	*verdict = strcmp(word, "wrong") == 0  ? VERDICT_WRONG
		   : strcmp(word, "none") == 0 ? VERDICT_NONE
					       : VERDICT_RIGHT;
	const char *name = json_text_at(answer, "by", "something");
	snprintf(by, BY_LENGTH, "%.*s", (int)text_cut(name, strlen(name), BY_LENGTH - 1), name);
	json_decref(answer);
	if (problem == ERROR_CANCELLED || problem == ERROR_CLOSED)
		return error_set(error, failure.code, "%s", failure.message);
	return 0;
}

static int swallowed(const struct execution *execution, const char *by, struct error *error)
{
	char *subject = execution_subject(execution, execution->element);
	error_set(error, ERROR_BLOCKED, "%s was covered by %s at the moment of the click.", subject,
		by);
	free(subject);
	return 0;
}

/* In the main frame an event that nobody saw is not held against the page: it went to a plugin, or
 * into a dialog. In a frame it was sent to where the frame had been, and is tried again. */
int execution_verdict(struct execution *execution, struct error *error)
{
	enum verdict verdict, above;
	char by[BY_LENGTH], ignored[BY_LENGTH];
	struct frame *frame = execution->frame;
	int problem = ask_guard(execution, frame, &verdict, by, error);
	bool is_framed = frame_parent(frame) != NULL;
	while (!problem && (frame = frame_parent(frame))) {
		problem = ask_guard(
			execution, frame, &above, verdict == VERDICT_NONE ? by : ignored, error);
		if (verdict == VERDICT_NONE && above == VERDICT_WRONG)
			verdict = VERDICT_WRONG;
	}
	if (problem)
		return problem;
	if (verdict == VERDICT_WRONG || (verdict == VERDICT_NONE && is_framed))
		return swallowed(execution, by[0] ? by : "something", error);
	return 1;
}

int execution_click(struct execution *execution, enum mouse_button button, int clicks,
	const struct readiness *needs, struct target_point *point, struct error *error)
{
	for (int round = 0;; round++) {
		struct error refused = {0};
		int problem = execution_prepare(
			execution, execution->element, needs, round, point, error);
		if (problem || !point->guarded)
			return problem;
		problem = input_click(execution->tab, point->x_px, point->y_px, button, clicks,
			execution->deadline, error);
		if (problem)
			return problem;
		int verdict = execution_verdict(execution, &refused);
		if (verdict > 0)
			return 0;
		if (verdict < 0 || deadline_left_ms(execution->deadline) == 0)
			return error_set(error, refused.code, "%s", refused.message);
	}
}
