#include "recorder/steps.h"

#include "base/clock.h"
#include "base/memory.h"
#include "recorder/page.h"

#include <stdlib.h>
#include <string.h>

void steps_init(struct steps *steps, struct trajectory_writer *writer, struct moments *moments,
	struct shots *shots)
{
	*steps = (struct steps){.writer = writer, .moments = moments, .shots = shots};
}

static void drop_draft(struct steps *steps)
{
	free(steps->draft.value);
	free(steps->draft.frame);
	steps->draft = (struct draft){0};
}

/* Those before `end`. */
static void drop_effects(struct steps *steps, size_t end)
{
	size_t kept = 0;

	for (size_t i = 0; i < steps->effect_count; i++) {
		if (steps->effects[i].order < end)
			free(steps->effects[i].file);
		else
			steps->effects[kept++] = steps->effects[i];
	}
	steps->effect_count = kept;
}

void steps_release(struct steps *steps)
{
	drop_draft(steps);
	drop_effects(steps, SIZE_MAX);
	free(steps->effects);
	free(steps->last_words);
	*steps = (struct steps){0};
}

/* ---- effects */

void steps_add_effect(struct steps *steps, size_t order, const char *key, const char *file)
{
	steps->effects =
		memory_resize(steps->effects, steps->effect_count + 1, sizeof(*steps->effects));
	steps->effects[steps->effect_count++] = (struct effect){order, key, memory_copy_text(file)};
}

static json_t *effects_of_draft(const struct steps *steps, size_t end)
{
	json_t *effects = json_object();

	for (size_t i = 0; i < steps->effect_count; i++) {
		const struct effect *effect = &steps->effects[i];

		if (effect->order <= steps->draft.order || effect->order >= end)
			continue;
		json_object_set_new(effects, effect->key, json_true());
		if (effect->file)
			json_object_set_new(effects, "file", json_text_new(effect->file));
	}
	return effects;
}

/* ---- writing */

/* A person did this to the element, so it can be done. */
static void note_operation(struct element *element, enum action_kind kind)
{
	if (element)
		element->operations |= action_kind_needs(kind);
}

static void fail(struct steps *steps, const struct error *error)
{
	if (!steps->error.code)
		steps->error = *error;
}

static char *words_for_changes(
	struct steps *steps, const struct observation *before, struct moment *after)
{
	const struct observation *page = moments_observe(steps->moments, after);

	return before && page ? observation_describe_changes(before, page) : memory_copy_text("");
}

static const char *frame_url_of(const struct observation *page, const char *frame)
{
	int index = page ? page_frame(page, frame) : -1;

	return index > 0 ? page->frames[index].url : "";
}

static void write_draft(struct steps *steps, const struct step *step, int tab)
{
	struct error error = {0};

	if (trajectory_writer_step(steps->writer, step,
		    shots_before(steps->shots, tab, steps->draft.order), &error) < 0)
		fail(steps, &error);
}

void steps_commit(struct steps *steps, struct moment *after, size_t end)
{
	struct draft *draft = &steps->draft;
	struct moment *moment = moments_find(steps->moments, draft->moment);
	struct observation *page = moments_observe(steps->moments, moment);
	int frame = page ? page_frame(page, draft->frame) : -1;
	json_t *effects;
	char *changes;

	if (!draft->present)
		return;
	effects = effects_of_draft(steps, end);
	changes = words_for_changes(steps, page, after);
	write_draft(steps,
		&(struct step){.url = page ? page->url : "",
			.observation = page,
			.action = draft->action,
			.target = page ? page_element(page, frame, draft->element) : NULL,
			.drop = page && draft->drop ? page_element(page, frame, draft->drop) : NULL,
			.target_frame_url = frame_url_of(page, draft->frame),
			.changes = changes,
			.screenshot = "",
			.error = "",
			.effects = effects},
		moment ? moment->tab : -1);
	free(changes);
	json_decref(effects);
	drop_draft(steps);
	drop_effects(steps, end);
}

/* ---- taking */

static void describe(struct steps *steps, const struct observation *page)
{
	static const struct observation nothing = {.url = "", .title = "", .text = ""};

	free(steps->last_words);
	steps->last_words = action_describe(&steps->draft.action, page ? page : &nothing);
}

void steps_take(struct steps *steps, const struct coalesced *action)
{
	struct draft *draft = &steps->draft;
	struct moment *moment = moments_find(steps->moments, action->snapshot);
	struct observation *page = moments_observe(steps->moments, moment);
	int frame = page ? page_frame(page, action->frame) : -1;
	struct element *element =
		action->target && page ? page_element(page, frame, action->target->id) : NULL;

	if (action->replaces_previous)
		steps_undo(steps);
	steps_commit(steps, moment, action->order);
	note_operation(element, action->action.kind);
	if (page && action->action.kind == ACTION_SWITCH_TAB)
		moments_list_tabs(steps->moments, page, action->order, action->tab);
	*draft = (struct draft){.present = true,
		.action = action->action,
		.value = memory_copy_text(action->action.value),
		.element = element ? element->id : 0,
		.drop = action->drop ? action->drop->id : 0,
		.frame = memory_copy_text(action->frame),
		.moment = action->snapshot,
		.order = action->order,
		.emitted_ms = clock_now_ms()};
	draft->action.element = draft->element;
	draft->action.value = draft->value;
	describe(steps, page);
	steps->is_news = true;
}

bool steps_undo(struct steps *steps)
{
	struct error error = {0};

	if (steps_count(steps) == 0)
		return false;
	steps->is_news = true;
	free(steps->last_words);
	steps->last_words = NULL;
	if (steps->draft.present) {
		drop_draft(steps);
		return true;
	}
	if (trajectory_writer_undo(steps->writer, &error) < 0)
		fail(steps, &error);
	return true;
}

size_t steps_count(const struct steps *steps)
{
	return trajectory_writer_steps(steps->writer) + steps->draft.present;
}

bool steps_need(const struct steps *steps, size_t moment)
{
	return steps->draft.present && steps->draft.moment == moment;
}
