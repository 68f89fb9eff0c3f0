#include "gym/instance.h"

#include "gym/store.h"

static struct vocabulary vocabulary(struct arena *arena, uint64_t seed, bool held)
{
	struct random *random = store_take(arena, 1, sizeof *random);
	random_seed(random, seed);
	return (struct vocabulary){.arena = arena, .random = random, .held = held};
}

struct instance *instance_new(const struct instance_plan *plan, struct arena *arena)
{
	struct instance *instance = store_take(arena, 1, sizeof *instance);
	struct draft *draft = &instance->draft;
	struct random random;
	instance->site.tree = (struct tree){.arena = arena};
	*draft = (struct draft){.arena = arena,
		.site = &instance->site,
		.style = &plan->style,
		.speech = &plan->speech,
		.subject = vocabulary(arena, plan->subject, plan->held_words),
		.data = vocabulary(arena, plan->data, plan->held_words),
		.goal = plan->goal_wish.kind,
		.contrary = plan->contrary,
		.secret = plan->secret,
		.interruptions = plan->interruptions,
		.banner = plan->interruptions || plan->banner};
	plan->family->build(draft);
	random_seed(&random, plan->data);
	instance->site.first_id = random_below(&random, 1u << 18);
	site_ready(&instance->site);
	random_seed(&random, plan->goal);
	instance->goal = goal_write(draft, plan->family, &plan->goal_wish, &random);
	if (draft->notes)
		node_text(&instance->site.tree, draft->notes, instance->goal);
	return instance;
}

struct action right_action(const struct site *site, const struct right *right)
{
	struct action action = {.kind = right->kind, .value = right->value ? right->value : ""};
	if (right->node)
		action.element = site->first_id + right->node->id;
	if (right->kind == ACTION_SCROLL)
		action.value = "0,600";
	return action;
}

int instance_length(struct instance *instance)
{
	for (int steps = 1; steps <= TEACHER_STEPS_MAXIMUM; steps++) {
		struct rights rights;
		task_rights(&instance->site, &rights);
		if (!rights.count)
			return -1;
		if (rights.items[0].kind == ACTION_FINISH)
			return steps;
		struct action action = right_action(&instance->site, &rights.items[0]);
		site_act(&instance->site, &action);
	}
	return -1;
}
