#include "gym/instance.h"
#include "gym/store.h"

#include <stdlib.h>
#include <string.h>

static char *keep(struct arena *arena, const char *text)
{
	return store_copy(arena, text);
}

static void describe(
	struct trajectory *trajectory, const struct instance *instance, struct arena *arena)
{
	trajectory->id = keep(arena, "demo-gym");
	trajectory->task = keep(arena, "gym");
	trajectory->folder = keep(arena, "");
	trajectory->goal = keep(arena, instance->goal);
	trajectory->start_url = keep(arena, instance->site.pages[instance->site.page].url);
	trajectory->started = trajectory->ended = keep(arena, "");
	trajectory->demonstration = true;
	trajectory->outcome = OUTCOME_SUCCESS;
	trajectory->outcome_reason = keep(arena, "");
}

/* Where Enter does it as well as the button, people press either. */
static const struct right *choose_right(
	const struct instance *instance, const struct rights *rights)
{
	for (size_t i = 0; i < rights->count; i++)
		if (rights->items[i].kind == ACTION_PRESS &&
			looks(&instance->draft, ASPECT_FLOW, "presses enter", 40))
			return &rights->items[i];
	return &rights->items[0];
}

static void add_step(struct demonstration *demonstration, const struct action *action,
	const struct observation *page)
{
	struct trajectory *trajectory = &demonstration->trajectory;
	struct step *step = &trajectory->steps[trajectory->step_count];
	*step = (struct step){.index = (int)trajectory->step_count,
		.time = "",
		.url = page->url,
		.observation = page,
		.action = *action,
		.target = action->element ? observation_find(page, action->element) : NULL,
		.target_frame_url = "",
		.changes = "",
		.screenshot = "",
		.error = ""};
	trajectory->step_count++;
}

static void add_changes(struct demonstration *demonstration, struct arena *arena)
{
	struct trajectory *trajectory = &demonstration->trajectory;
	for (size_t i = 0; i < trajectory->step_count; i++) {
		char *changes = observation_describe_changes(
			&demonstration->pages[i], &demonstration->pages[i + 1]);
		trajectory->steps[i].changes = keep(arena, changes);
		free(changes);
	}
}

void demonstration_record(
	struct demonstration *demonstration, struct instance *instance, struct arena *arena)
{
	struct trajectory *trajectory = &demonstration->trajectory;
	*demonstration = (struct demonstration){0};
	describe(trajectory, instance, arena);
	trajectory->steps = store_take(arena, TEACHER_STEPS_MAXIMUM, sizeof *trajectory->steps);
	demonstration->pages =
		store_take(arena, TEACHER_STEPS_MAXIMUM + 1, sizeof *demonstration->pages);
	for (;;) {
		struct observation *page = &demonstration->pages[demonstration->page_count++];
		struct rights rights;
		site_observe(&instance->site, page);
		task_rights(&instance->site, &rights);
		if (!rights.count || rights.items[0].kind == ACTION_FINISH ||
			trajectory->step_count == TEACHER_STEPS_MAXIMUM)
			break;
		const struct right *right = choose_right(instance, &rights);
		struct action action = right_action(&instance->site, right);
		/* People wait without doing anything. */
		if (action.kind == ACTION_WAIT) {
			observation_release(page);
			demonstration->page_count--;
		} else {
			add_step(demonstration, &action, page);
		}
		site_act(&instance->site, &action);
	}
	trajectory->final = &demonstration->pages[demonstration->page_count - 1];
	add_changes(demonstration, arena);
	parameters_init(&trajectory->parameters);
	struct error ignored = {0};
	parameters_propose(&trajectory->parameters, trajectory, &ignored);
}

void demonstration_release(struct demonstration *demonstration)
{
	parameters_release(&demonstration->trajectory.parameters);
	for (size_t i = 0; i < demonstration->page_count; i++)
		observation_release(&demonstration->pages[i]);
}
