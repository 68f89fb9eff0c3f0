/*
 * miniwob_demonstration.h - a demonstration of a task of MiniWoB++, in memory, made by an oracle.
 * Private to evaluation.
 *
 * An oracle is a JavaScript function that looks at the page and says what a person would do next.
 * The file of oracles is one expression, an object of functions by task name:
 *
 *   oracle(goal, { step, memory }) -> null when there is nothing more to do, or
 *       { do: 'click', at: element, value: '' }
 *
 *   do      an action (action.h), or 'wait' until the page goes on, which is not recorded
 *   at      a DOM element, or nothing for keys that go where the focus is
 *   value   as the action has it; step counts recorded actions; memory is an object that stays
 *
 * It runs in the isolated world of observation: it shares the page's DOM and sees none of its
 * variables, so it cannot know more than the page shows or holds in its DOM.
 *
 * Its actions are carried out as a run's are, on elements as they were observed. What the
 * observation does not show cannot be demonstrated.
 */
#ifndef EVALUATION_MINIWOB_DEMONSTRATION_H
#define EVALUATION_MINIWOB_DEMONSTRATION_H

#include "browser/tab.h"
#include "trajectory/trajectory.h"

struct miniwob_scene {
	struct tab *tab;
	const char *task, *url;
	int seed;
	double time_scale;
	int action_timeout_ms;
	const char *oracles; /* script */
};

/* Plays the scene. The trajectory's outcome says whether the page gave its full reward, and
 * outcome_reason why not; NOT_FOUND: there is no oracle for the task. It is to be released in any
 * case. */
int miniwob_demonstrate(
	const struct miniwob_scene *scene, struct trajectory *demonstration, struct error *error);

#endif
