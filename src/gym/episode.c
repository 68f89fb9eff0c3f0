/*
 * episode.c - an episode: the instance to be done, its demonstration, and the run so far.
 */
#include "gym/gym.h"

#include "base/memory.h"
#include "gym/instance.h"
#include "gym/render.h"
#include "gym/store.h"

#include <stdlib.h>
#include <string.h>

enum { HISTORY_MAXIMUM = 2 * TEACHER_STEPS_MAXIMUM + 2 };

struct gym_episode {
	struct arena arena;
	struct gym_wish wish;
	const struct family *family;
	struct instance_plan plan; /* of the run */
	struct instance *instance;
	struct demonstration demonstration;
	struct binding binding;
	bool is_bound;
	struct observation observation;
	struct rights rights;
	struct history_step history[HISTORY_MAXIMUM];
	size_t history_count, limit;
	struct policy_input input;
	enum gym_state state;
};

/* --- which ---------------------------------------------------------------------------- */

static bool holds_families(enum gym_split split)
{
	return split == GYM_HELD_FAMILIES || split == GYM_HELD_ALL;
}

static const struct family *draw_family(
	enum gym_split split, enum gym_goal goal, struct random *random)
{
	bool held = holds_families(split);
	for (;;) {
		const struct family *family = family_draw(held, random);
		if (goal != GYM_GOAL_CONTRARY || family->contrary)
			return family;
	}
}

const char *const *gym_families(enum gym_split split)
{
	return family_names(holds_families(split));
}

static struct instance_plan draw_plan(
	const struct gym_wish *wish, const struct family *family, struct random *random)
{
	bool held_words = wish->split == GYM_HELD_WORDS || wish->split == GYM_HELD_ALL;
	bool held_goals = wish->split == GYM_HELD_TEMPLATES || wish->split == GYM_HELD_ALL;
	struct instance_plan plan = {.family = family,
		.subject = random_next(random),
		.data = random_next(random),
		.goal = random_next(random),
		.goal_wish = {wish->goal, held_goals},
		.held_words = held_words,
		.interruptions = wish->interruptions};
	style_draw(&plan.style, random);
	plan.speech = plan.style;
	return plan;
}

/* --- the demonstration ---------------------------------------------------------------- */

/* Another task altogether: of no use to who reads the goal. */
static void make_foreign(struct instance_plan *shown, enum gym_split split, struct random *random)
{
	shown->family = draw_family(split, GYM_GOAL_EXPLICIT, random);
	shown->subject = random_next(random);
	style_draw(&shown->style, random);
	shown->speech = shown->style;
}

/* The instance that was shown, from the plan of the run; and what the run's plan owes to it. */
static struct instance_plan plan_shown(
	struct instance_plan *run, const struct gym_wish *wish, struct random *random)
{
	struct instance_plan shown = *run;
	uint32_t chance = random_below(random, 100);
	shown.data = random_next(random);
	shown.interruptions = wish->interruptions && random_below(random, 100) < 30;
	style_drift(&run->style, wish->drift, random);
	run->banner = wish->drift >= 3 && random_below(random, 100) < 35;
	run->speech = chance < 50 ? shown.style : run->style;
	/* A secret is known from where it was shown. */
	run->secret = shown.secret = shown.interruptions && random_below(random, 100) < 60;
	if (random_below(random, 100) < 25 && !run->family->needs_showing)
		run->goal = random_next(random);
	if (wish->goal == GYM_GOAL_CONTRARY) {
		run->contrary = true;
		if (random_below(random, 2))
			shown.goal_wish.kind = GYM_GOAL_VALUES;
	} else if (wish->goal == GYM_GOAL_EXPLICIT && random_below(random, 100) < 10 &&
		   !run->family->needs_showing) {
		make_foreign(&shown, wish->split, random);
		run->secret = shown.secret = false;
	}
	return shown;
}

static void show(struct gym_episode *episode, struct random *random)
{
	struct instance_plan *shown = store_take(&episode->arena, 1, sizeof *shown);
	*shown = plan_shown(&episode->plan, &episode->wish, random);
	demonstration_record(
		&episode->demonstration, instance_new(shown, &episode->arena), &episode->arena);
}

static void bind(struct gym_episode *episode)
{
	const struct trajectory *shown = &episode->demonstration.trajectory;
	struct parameters none;
	struct error refusal = {0};
	parameters_init(&none);
	episode->is_bound = binding_make(&episode->binding, shown->goal, &shown->parameters,
				    episode->instance->goal, &none, &refusal) == 0;
	episode->input.demonstrations = shown;
	episode->input.demonstration_count = 1;
	episode->input.binding = episode->is_bound ? &episode->binding : NULL;
}

/* --- life ----------------------------------------------------------------------------- */

static void look_again(struct gym_episode *episode)
{
	task_rights(&episode->instance->site, &episode->rights);
	episode->input.observation = &episode->observation;
	episode->input.history = episode->history;
	episode->input.history_count = episode->history_count;
}

struct gym_episode *gym_episode_new(const struct gym_wish *wish, uint64_t seed)
{
	struct gym_episode *episode = memory_new(1, sizeof *episode);
	struct random random;
	uint64_t from = wish->workflow ? wish->workflow : seed;
	arena_init(&episode->arena, STORE_MAXIMUM_BYTES);
	random_seed(&random, from ^ (0x9e3779b97f4a7c15u * (uint64_t)(wish->split + 1)));
	episode->wish = *wish;
	bool needs = wish->goal == GYM_GOAL_VALUES || wish->goal == GYM_GOAL_CONTRARY;
	episode->family = wish->family ? family_find(wish->family) : NULL;
	const struct family *drawn = draw_family(wish->split, wish->goal, &random);
	if (!episode->family)
		episode->family = drawn;
	needs = needs || episode->family->needs_showing;
	episode->wish.demonstrated = wish->demonstrated || needs;
	episode->plan = draw_plan(wish, episode->family, &random);
	if (episode->wish.demonstrated)
		show(episode, &random);
	if (wish->workflow) {
		random_seed(&random, seed);
		episode->plan.data = random_next(&random);
	}
	episode->instance = instance_new(&episode->plan, &episode->arena);
	episode->input.goal = episode->instance->goal;
	if (episode->wish.demonstrated)
		bind(episode);
	int length = instance_length(instance_new(&episode->plan, &episode->arena));
	episode->limit = length < 0 ? 0 : 2 * (size_t)length + 2;
	site_observe(&episode->instance->site, &episode->observation);
	look_again(episode);
	return episode;
}

void gym_episode_free(struct gym_episode *episode)
{
	if (!episode)
		return;
	observation_release(&episode->observation);
	if (episode->wish.demonstrated) {
		demonstration_release(&episode->demonstration);
		binding_release(&episode->binding);
	}
	arena_release(&episode->arena);
	free(episode);
}

const char *gym_episode_family(const struct gym_episode *episode)
{
	return episode->family->name;
}

const struct policy_input *gym_episode_input(const struct gym_episode *episode)
{
	return &episode->input;
}

enum gym_state gym_episode_state(const struct gym_episode *episode)
{
	return episode->state;
}

void gym_episode_render(const struct gym_episode *episode, struct bytes *html)
{
	const struct site *site = &episode->instance->site;
	render(site_body(site), site->pages[site->page].title, site->focused, html);
}

/* --- what is right -------------------------------------------------------------------- */

bool gym_episode_accepts(const struct gym_episode *episode, const struct action *action)
{
	const struct site *site = &episode->instance->site;
	for (size_t i = 0; i < episode->rights.count; i++) {
		const struct right *right = &episode->rights.items[i];
		if (right->node && site->first_id + right->node->id != action->element)
			continue;
		if (right_accepts(right, action))
			return true;
	}
	return false;
}

void gym_episode_teach(const struct gym_episode *episode, struct action *action)
{
	*action = (struct action){.kind = ACTION_WAIT, .value = ""};
	if (episode->rights.count)
		*action = right_action(&episode->instance->site, &episode->rights.items[0]);
}

/* --- acting --------------------------------------------------------------------------- */

static const struct element *keep_element(struct arena *arena, const struct element *element)
{
	if (!element)
		return NULL;
	struct element *copy = store_take(arena, 1, sizeof *copy);
	*copy = *element;
	const char **const texts[] = {&copy->role, &copy->name, &copy->value, &copy->tag,
		&copy->type, &copy->placeholder, &copy->hint, &copy->href, &copy->context,
		&copy->locators.test_id, &copy->locators.dom_id, &copy->locators.dom_name,
		&copy->locators.classes, &copy->locators.path};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = store_copy(arena, *texts[i]);
	struct option *options = store_take(arena, element->option_count, sizeof *options);
	if (element->option_count)
		memcpy(options, element->options, element->option_count * sizeof *options);
	copy->options = options;
	return copy;
}

static struct history_step *add_history(
	struct gym_episode *episode, const struct action *action, int demonstration_step)
{
	const struct observation *page = &episode->observation;
	struct history_step *past = &episode->history[episode->history_count++];
	*past = (struct history_step){
		.action = {action->kind, action->element,
			store_copy(&episode->arena, action->value ? action->value : "")},
		.target = keep_element(&episode->arena,
			action->element ? observation_find(page, action->element) : NULL),
		.page_hash = observation_hash(page),
		.demonstration_step = demonstration_step,
		.changes = ""};
	return past;
}

static void observe_after(struct gym_episode *episode, struct history_step *past)
{
	struct observation before = episode->observation;
	site_observe(&episode->instance->site, &episode->observation);
	char *changes = observation_describe_changes(&before, &episode->observation);
	past->changes = store_copy(&episode->arena, changes);
	episode->observation.changes = past->changes;
	free(changes);
	observation_release(&before);
}

void gym_episode_act(
	struct gym_episode *episode, const struct action *action, int demonstration_step)
{
	struct site *site = &episode->instance->site;
	if (episode->state != GYM_GOING_ON)
		return;
	bool was_done = task_is_done(site) && !site->loading && !site->question.deed;
	if (action->kind == ACTION_FINISH || (was_done && action->kind != ACTION_WAIT)) {
		bool is_right = was_done && action->kind == ACTION_FINISH;
		episode->state = is_right ? GYM_SUCCEEDED : GYM_FAILED;
		return;
	}
	struct history_step *past = add_history(episode, action, demonstration_step);
	past->failed = !site_act(site, &past->action);
	observe_after(episode, past);
	look_again(episode);
	if (site->spoiled || episode->history_count >= episode->limit ||
		episode->history_count >= HISTORY_MAXIMUM)
		episode->state = GYM_FAILED;
}
