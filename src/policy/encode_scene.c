#include "policy/encode_scene.h"

#include "policy/encode_element.h"

/* ---- positions ---- */

static struct place *add_place(struct scene *scene, enum segment segment, size_t index)
{
	const struct encoded_text *blank = text_store_read(scene->texts, NULL, TEXT_DATA);
	struct place *place = &scene->places[scene->count++];
	*place = (struct place){.segment = segment,
		.index = index,
		.label = blank,
		.value = blank,
		.context = blank,
		.hint = blank,
		.other = blank,
		.around = blank,
		.item = -1};
	return place;
}

static void add_cut(struct scene *scene, const char *what, size_t kept, size_t total)
{
	if (kept < total && scene->cut_count < sizeof(scene->cuts) / sizeof(*scene->cuts))
		scene->cuts[scene->cut_count++] = (struct cut){what, kept, total};
}

/* What a dialog asks is what is to be decided. */
static void add_decision(struct scene *scene)
{
	struct place *place = add_place(scene, SEGMENT_DECISION, 0);
	if (scene->page->dialog_type[0])
		place->label =
			text_store_read(scene->texts, scene->page->dialog_message, TEXT_LABEL);
}

static void add_goal(struct scene *scene)
{
	struct task *task = scene->task;
	for (size_t i = 0; i < task->word_count; i++) {
		struct place *place = add_place(scene, SEGMENT_GOAL, i);
		place->word = &task->words[i];
		place->label = task->words[i].text;
	}
	add_cut(scene, "words of the goal", task->word_count, task->word_total);
}

static void add_step(struct scene *scene, struct task_step *step, size_t index, bool older)
{
	struct place *place = add_place(scene, SEGMENT_STEP, index);
	place->older = older;
	place->step = step;
	place->element = step->step->target;
	place->label = step->label_text;
	place->value = step->value_text;
	place->context = step->context_text;
}

static void add_steps(struct scene *scene)
{
	struct task *task = scene->task;
	const struct progress *progress = &scene->progress;
	for (size_t i = 0; i < task->older.count; i++)
		add_step(scene, &task->older.steps[i], i, true);
	for (size_t i = 0; i < progress->shown; i++) {
		size_t index = progress->first_shown + i;
		add_step(scene, &task->newest.steps[index], index, false);
	}
	add_cut(scene, "steps of the demonstration", progress->shown, task->newest.total);
	add_cut(scene, "steps of an older demonstration", task->older.count, task->older.total);
}

static void add_history(struct scene *scene)
{
	size_t total = scene->input->history_count;
	size_t kept = total < HISTORY_SHOWN_MAX ? total : HISTORY_SHOWN_MAX;
	for (size_t i = total - kept; i < total; i++) {
		const struct history_step *past = &scene->input->history[i];
		struct place *place = add_place(scene, SEGMENT_HISTORY, i);
		place->past = past;
		place->element = past->target;
		place->hint = text_store_read(scene->texts, past->changes, TEXT_DATA);
		if (past->action.kind == ACTION_TYPE || past->action.kind == ACTION_SELECT)
			place->value =
				text_store_read(scene->texts, past->action.value, TEXT_LABEL);
		if (!past->target)
			continue;
		place->label =
			text_store_read(scene->texts, element_words(past->target), TEXT_LABEL);
		place->context = text_store_read(scene->texts, past->target->context, TEXT_DATA);
	}
	add_cut(scene, "steps done", kept, total);
}

static void add_element(struct scene *scene, size_t index)
{
	const struct element *element = &scene->page->elements[index];
	struct place *place = add_place(scene, SEGMENT_ELEMENT, index);
	struct text_store *texts = scene->texts;
	const char *label = element_words(element);
	const struct group *group = named_group(scene->page, element);
	place->element = element;
	place->label = text_store_read(texts, label, TEXT_LABEL);
	place->value = text_store_read(texts, element->value, TEXT_LABEL);
	place->context = text_store_read(texts, element->context, TEXT_DATA);
	if (label != element->placeholder)
		place->other = text_store_read(texts, element->placeholder, TEXT_LABEL);
	if (label != element->hint)
		place->hint = text_store_read(texts, element->hint, TEXT_LABEL);
	if (group)
		place->around = text_store_read(texts, group->name, TEXT_LABEL);
	place->item = element_item(scene->page, element);
}

static void add_elements(struct scene *scene)
{
	size_t picked[ELEMENTS_SHOWN_MAX];
	size_t count = scene_pick_elements(scene, picked);
	for (size_t i = 0; i < count; i++)
		add_element(scene, picked[i]);
	add_cut(scene, "elements", count, scene->page->element_count);
}

void scene_lay_out(struct scene *scene)
{
	scene->count = scene->cut_count = 0;
	scene->first[SEGMENT_DECISION] = 0;
	add_decision(scene);
	scene->first[SEGMENT_GOAL] = scene->count;
	add_goal(scene);
	scene->first[SEGMENT_STEP] = scene->count;
	add_steps(scene);
	scene->first[SEGMENT_HISTORY] = scene->count;
	add_history(scene);
	scene->first[SEGMENT_ELEMENT] = scene->count;
	add_elements(scene);
	scene->first[SEGMENT_COUNT] = scene->count;
	measures_mark(scene);
}

size_t scene_step_at(const struct scene *scene, int step)
{
	const struct progress *progress = &scene->progress;
	size_t older = scene->task->older.count;
	if (step < (int)progress->first_shown ||
		(size_t)step >= progress->first_shown + progress->shown)
		return 0;
	return scene->first[SEGMENT_STEP] + older + (size_t)step - progress->first_shown;
}
