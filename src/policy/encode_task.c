#include "policy/encode_task.h"

#include "base/memory.h"
#include "base/secrets.h"
#include "policy/encode_element.h"
#include "trajectory/value.h"

#include <stdlib.h>
#include <string.h>

#define TASK_MAXIMUM_BYTES (64u << 20)

/* ---- steps ---- */

static bool value_is_text(enum action_kind kind)
{
	return kind == ACTION_TYPE || kind == ACTION_SELECT;
}

static bool is_secret(const char *text)
{
	const char *name;
	size_t length;
	return secret_placeholder_parse(text, &name, &length);
}

static void read_step(struct task *task, const struct plan *plan, struct task_step *step)
{
	const struct element *target = step->step->target;
	const struct action *action = &step->step->action;
	const struct plan_entry *entry = step->entry;
	step->value = plan_text(plan, entry, action->value, target ? target->name : NULL);
	const char *value =
		value_is_text(action->kind) && !is_secret(step->value) ? step->value : "";
	step->value_text = text_store_read(task->texts, value, TEXT_LABEL);
	step->bound_value = task_bound_in(task, value);
	step->label = plan_text(plan, entry, target ? element_words(target) : "", NULL);
	step->label_text = text_store_read(task->texts, step->label, TEXT_LABEL);
	step->bound_label = task_bound_in(task, step->label);
	char *context = plan_text(plan, entry, target ? target->context : "", NULL);
	step->context_text = text_store_read(task->texts, context, TEXT_DATA);
	step->bound_context = task_bound_in(task, context);
	free(context);
}

static void read_steps(struct task *task, struct task_plan *plan, size_t maximum)
{
	plan->total = plan->plan.count;
	plan->count = plan->total < maximum ? plan->total : maximum;
	plan->steps = memory_new(plan->count, sizeof(*plan->steps));
	for (size_t i = 0; i < plan->count; i++) {
		plan->steps[i].entry = &plan->plan.entries[i];
		plan->steps[i].step = plan->plan.entries[i].step;
		read_step(task, &plan->plan, &plan->steps[i]);
	}
}

static void plan_steps_release(struct task_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		struct task_step *step = &plan->steps[i];
		free(step->value);
		free(step->label);
		if (step->has_wanted)
			wanted_release(&step->wanted);
	}
	free(plan->steps);
	plan_release(&plan->plan);
	*plan = (struct task_plan){0};
}

const struct wanted *task_step_wanted(
	struct task *task, struct task_step *step, const struct lexicon *lexicon)
{
	const struct element *target = step->step->target;
	if (!target)
		return NULL;
	if (!step->has_wanted) {
		wanted_init(&step->wanted, target, step->step, task->newest.plan.binding,
			plan_item(step->entry), lexicon);
		if (step->step->action.kind == ACTION_CLICK && !target->operations)
			step->wanted.operations |= WANTED_ON_TEXT;
		step->has_wanted = true;
	}
	return &step->wanted;
}

/* ---- demonstrations ---- */

/* A list that cannot be unfolded makes the demonstration one of other values: context. */
static void read_newest(struct task *task, const struct policy_input *input)
{
	const struct trajectory *newest = &input->demonstrations[input->demonstration_count - 1];
	const struct binding *binding = input->literal ? NULL : input->binding;
	task->unfolded = plan_make(&task->newest.plan, newest, binding, NULL) == 0;
	if (!task->unfolded) {
		plan_release(&task->newest.plan);
		plan_make(&task->newest.plan, newest, NULL, NULL);
	}
	read_steps(task, &task->newest, STEPS_READ_MAX);
}

static void read_older(struct task *task, const struct policy_input *input)
{
	const struct trajectory *older = &input->demonstrations[input->demonstration_count - 2];
	plan_make(&task->older.plan, older, NULL, NULL);
	read_steps(task, &task->older, OLDER_STEPS_MAX);
}

void task_release(struct task *task)
{
	plan_steps_release(&task->newest);
	plan_steps_release(&task->older);
	for (size_t i = 0; i < task->bound_count; i++)
		free(task->bound[i]);
	text_store_free(task->texts);
	arena_release(&task->arena);
	*task = (struct task){0};
}

void task_update(struct task *task, const struct policy_input *input, const struct lexicon *lexicon)
{
	uint64_t key = task_key(input);
	if (task->key == key) {
		task->goal = input->goal;
		return;
	}
	task_release(task);
	task->key = key;
	task->goal = input->goal;
	task->texts = text_store_new(lexicon);
	arena_init(&task->arena, TASK_MAXIMUM_BYTES);
	task->has_binding = input->binding && input->demonstration_count && !input->literal;
	if (task->has_binding)
		task_read_bound(task, input);
	task_read_goal(task);
	task->date_count = goal_dates_find(task->goal, task->dates);
	task_read_spans(task);
	if (input->demonstration_count)
		read_newest(task, input);
	if (input->demonstration_count > 1)
		read_older(task, input);
}
