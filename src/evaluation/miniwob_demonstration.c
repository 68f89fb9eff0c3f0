#include "evaluation/miniwob_demonstration.h"

#include "action/execute.h"
#include "base/bytes.h"
#include "base/memory.h"
#include "evaluation/miniwob_page.h"
#include "observation/observe.h"

#include <stdlib.h>
#include <string.h>

#define STEPS_MAXIMUM	  40 /* a person needs fewer */
#define WAITS_MAXIMUM	  20 /* one after the other */
#define QUESTION_MAXIMUM  (1u << 20)
#define STEPS_ARENA_BYTES (1u << 20)

extern const char miniwob_oracle_js[];

/* One doing of the task. `page` is the newest observation, in the trajectory's arena; a step that
 * was done has the one that it was decided on. */
struct performance {
	const struct miniwob_scene *scene;
	struct trajectory *trajectory;
	struct observation *page;
	int waits;
	bool over;
};

static void conclude(struct trajectory *trajectory, enum outcome outcome, char *reason)
{
	free(trajectory->outcome_reason);
	trajectory->outcome = outcome;
	trajectory->outcome_reason = reason;
}

static void stumble(struct performance *performance, char *reason)
{
	conclude(performance->trajectory, OUTCOME_FAILURE, reason);
	performance->over = true;
}

static void drop_page(struct performance *performance)
{
	if (performance->page)
		observation_release(performance->page);
	performance->page = NULL;
}

/* What the step before changed is known only now. */
static void describe_last_step(struct performance *performance)
{
	struct trajectory *trajectory = performance->trajectory;
	if (!trajectory->step_count)
		return;
	struct step *last = &trajectory->steps[trajectory->step_count - 1];
	if (last->changes[0])
		return;
	char *changes = observation_describe_changes(last->observation, performance->page);
	last->changes = arena_copy_text(&trajectory->arena, changes);
	free(changes);
}

static int look(struct performance *performance, struct error *error)
{
	drop_page(performance);
	performance->page =
		arena_take(&performance->trajectory->arena, 1, sizeof *performance->page);
	if (!performance->page)
		return error_set(error, ERROR_LIMIT, "A demonstration needs too many looks.");
	int code = observe(performance->scene->tab, NULL,
		deadline_in(performance->scene->action_timeout_ms), performance->page, error);
	if (!code)
		describe_last_step(performance);
	return code;
}

static int ask(struct performance *performance, json_t **answer, struct error *error)
{
	const struct miniwob_scene *scene = performance->scene;
	struct bytes question;
	bytes_init(&question, QUESTION_MAXIMUM);
	int code = bytes_format(&question, error, "(%s)(%s\n, ", miniwob_oracle_js, scene->oracles);
	if (!code)
		code = json_quote(&question, scene->task, error);
	if (!code)
		code = bytes_append_text(&question, ", ", error);
	if (!code)
		code = json_quote(&question, performance->trajectory->goal, error);
	if (!code)
		code = bytes_format(
			&question, error, ", %zu)", performance->trajectory->step_count);
	if (!code)
		code = frame_evaluate(tab_frame(scene->tab, 0), question.data,
			deadline_in(scene->action_timeout_ms), answer, error);
	bytes_release(&question);
	return code;
}

static const struct element *find_target(
	const struct observation *page, const json_t *answer, enum action_kind kind)
{
	uint16_t needs = action_kind_needs(kind);
	size_t index;
	json_t *id;
	json_array_foreach(json_at(answer, "ids"), index, id)
	{
		const struct element *element =
			observation_find(page, (uint32_t)json_integer_value(id));
		if (element && (needs == OPERATION_CLICK || (element->operations & needs) == needs))
			return element;
	}
	return NULL;
}

static int carry_out(
	struct performance *performance, const struct action *action, struct error *error)
{
	const struct miniwob_scene *scene = performance->scene;
	struct execute_options how = {.action_timeout_ms = scene->action_timeout_ms};
	struct execute_report report = {0};
	int code = action_check(action, performance->page, error);
	if (!code)
		code = action_execute(action, performance->page, scene->tab, &how, &report, error);
	execute_report_release(&report);
	return code;
}

/* The step takes the observation over. */
static void record(
	struct performance *performance, const struct action *action, const struct element *target)
{
	struct trajectory *trajectory = performance->trajectory;
	trajectory->steps = memory_resize(
		trajectory->steps, trajectory->step_count + 1, sizeof *trajectory->steps);
	trajectory->steps[trajectory->step_count] = (struct step){
		.index = (int)trajectory->step_count,
		.time = "",
		.url = performance->page->url,
		.observation = performance->page,
		.action = {action->kind, action->element,
			arena_copy_text(&trajectory->arena, action->value)},
		.target = target,
		.target_frame_url = "",
		.changes = "",
		.screenshot = "",
		.error = "",
	};
	trajectory->step_count++;
	performance->page = NULL;
}

static void perform(struct performance *performance, const json_t *answer)
{
	struct error failure = {0};
	struct action action = {.kind = action_kind_from_name(json_text_at(answer, "does", "")),
		.value = json_text_at(answer, "value", "")};
	bool aimed = json_array_size(json_at(answer, "ids")) > 0;
	const struct element *target = find_target(performance->page, answer, action.kind);
	if (aimed && !target) {
		stumble(performance, memory_format("what to %s is not observed: %s",
					     json_text_at(answer, "does", ""),
					     json_text_at(answer, "what", "")));
		return;
	}
	if (performance->trajectory->step_count == STEPS_MAXIMUM ||
		performance->waits == WAITS_MAXIMUM) {
		stumble(performance, memory_copy_text("the oracle finds no end"));
		return;
	}
	action.element = target ? target->id : 0;
	if (carry_out(performance, &action, &failure))
		stumble(performance, memory_copy_text(failure.message));
	else if (action.kind == ACTION_WAIT)
		drop_page(performance);
	else
		record(performance, &action, target);
	performance->waits = action.kind == ACTION_WAIT ? performance->waits + 1 : 0;
}

/* One more action, or the end of the performance. */
static int go_on(struct performance *performance, struct error *error)
{
	json_t *answer = NULL;
	if (miniwob_look(performance->scene->tab).over) {
		performance->over = true;
		return 0;
	}
	int code = ask(performance, &answer, error);
	if (!code && !json_bool_at(answer, "known", false))
		code = error_set(error, ERROR_NOT_FOUND, "There is no oracle for '%s'.",
			performance->scene->task);
	else if (!code && !json_text_at(answer, "does", "")[0])
		stumble(performance, memory_copy_text("the oracle is done, the page is not"));
	else if (!code)
		perform(performance, answer);
	json_decref(answer);
	if (!code && !performance->page)
		code = look(performance, error);
	return code;
}

/* The page has the last word. */
static void judge(struct performance *performance)
{
	struct trajectory *trajectory = performance->trajectory;
	struct miniwob_end end = miniwob_look(performance->scene->tab);
	trajectory->final = performance->page;
	performance->page = NULL;
	if (end.over && end.reward >= 1)
		conclude(trajectory, OUTCOME_SUCCESS, memory_copy_text("the page gave its reward"));
	else if (end.over)
		conclude(trajectory, OUTCOME_FAILURE,
			memory_format("the page gave a reward of %.2f", end.reward));
}

static void begin(struct performance *performance, char *goal)
{
	struct trajectory *trajectory = performance->trajectory;
	*trajectory = (struct trajectory){
		.task = memory_copy_text(performance->scene->task),
		.goal = goal,
		.start_url = memory_copy_text(performance->scene->url),
		.started = memory_copy_text(""),
		.ended = memory_copy_text(""),
		.id = memory_copy_text("demonstration"),
		.folder = memory_copy_text(""),
		.demonstration = true,
		.outcome_reason = memory_copy_text(""),
	};
	arena_init(&trajectory->arena, STEPS_ARENA_BYTES);
	parameters_init(&trajectory->parameters);
}

int miniwob_demonstrate(
	const struct miniwob_scene *scene, struct trajectory *demonstration, struct error *error)
{
	struct performance performance = {.scene = scene, .trajectory = demonstration};
	char *goal = NULL;
	*demonstration = (struct trajectory){0};
	int code =
		miniwob_begin(scene->tab, scene->url, scene->seed, scene->time_scale, &goal, error);
	if (code)
		return code;
	begin(&performance, goal);
	code = look(&performance, error);
	while (!code && !performance.over)
		code = go_on(&performance, error);
	if (!code)
		judge(&performance);
	if (!code && demonstration->outcome == OUTCOME_SUCCESS)
		code = parameters_propose(&demonstration->parameters, demonstration, error);
	drop_page(&performance);
	return code;
}
