/*
 * move.c - keys, scrolling and dragging.
 */
#include "action/execution.h"

#include "action/values.h"

#include <math.h>
#include <stdlib.h>

int execute_press(struct execution *execution, struct error *error)
{
	const struct readiness needs = {.enabled = true, .anywhere = true};
	struct target_point point;
	json_t *focused = NULL;
	int problem = 0;
	if (execution->element) {
		problem =
			execution_prepare(execution, execution->element, &needs, 0, &point, error);
		if (!problem)
			problem = execution_call(execution, execution->frame, &focused, error,
				"focus(%u)", (unsigned)execution->element->id);
		if (!problem && !json_is_true(focused)) {
			char *subject = execution_subject(execution, execution->element);
			problem = error_set(
				error, ERROR_BLOCKED, "%s does not take the focus.", subject);
			free(subject);
		}
		json_decref(focused);
	}
	return problem ? problem
		       : input_press(execution->tab, execution->action->value, execution->deadline,
				 error);
}

/* Pages that scroll by themselves (canvases, virtual lists) listen to the wheel. */
static int turn_wheel(struct execution *execution, const json_t *box, double dx_px, double dy_px,
	struct error *error)
{
	double x_px, y_px;
	json_t *ended = NULL;
	int problem = frame_offset(execution->frame, execution->deadline, &x_px, &y_px, error);
	if (!problem)
		problem = input_wheel(execution->tab, x_px + json_number_at(box, "x", 0),
			y_px + json_number_at(box, "y", 0), dx_px, dy_px, execution->deadline,
			error);
	if (!problem)
		problem = execution_call(execution, execution->frame, &ended, error, "scrolled(%u)",
			execution->element ? (unsigned)execution->element->id : 0);
	json_decref(ended);
	return problem;
}

int execute_scroll(struct execution *execution, struct error *error)
{
	double dx_px = 0, dy_px = 0;
	json_t *box = NULL;
	value_as_distance(execution->action->value, &dx_px, &dy_px);
	int problem =
		execution_call(execution, execution->frame, &box, error, "scrollBox(%u,%.0f,%.0f)",
			execution->element ? (unsigned)execution->element->id : 0, dx_px, dy_px);
	if (!problem && !json_bool_at(box, "moved", false))
		problem = turn_wheel(execution, box, dx_px, dy_px, error);
	json_decref(box);
	return problem;
}

static bool same_point(const struct target_point *a, const struct target_point *b)
{
	return fabs(a->x_px - b->x_px) < 1 && fabs(a->y_px - b->y_px) < 1;
}

/* Both ends must be in view at once: bringing one in must not have moved the other. */
static int prepare_ends(struct execution *execution, const struct element *target,
	struct target_point *from, struct target_point *to, struct error *error)
{
	const struct readiness needs = {.enabled = true}, anything = {0};
	struct target_point before;
	int problem = execution_prepare(execution, execution->element, &needs, 0, from, error);
	if (!problem)
		problem = execution_prepare(execution, target, &anything, 0, to, error);
	if (!problem)
		problem = execution_prepare(execution, execution->element, &needs, 0, from, error);
	before = *to;
	if (!problem)
		problem = execution_prepare(execution, target, &anything, 0, to, error);
	if (problem || same_point(&before, to))
		return problem;
	char *subject = execution_subject(execution, execution->element);
	problem = error_set(error, ERROR_BLOCKED,
		"%s and where it should be dragged to do not fit into view together.", subject);
	free(subject);
	return problem;
}

int execute_drag(struct execution *execution, struct error *error)
{
	struct target_point from, to;
	uint32_t id = 0;
	const struct element *target = value_as_id(execution->action->value, &id)
					       ? observation_find(execution->observation, id)
					       : NULL;
	if (!target)
		return error_set(
			error, ERROR_STALE, "There is no element %u to drag onto.", (unsigned)id);
	int problem = prepare_ends(execution, target, &from, &to, error);
	return problem ? problem
		       : input_drag(execution->tab, from.x_px, from.y_px, to.x_px, to.y_px,
				 execution->deadline, error);
}
