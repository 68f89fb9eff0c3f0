/*
 * gym_speed.c - how many decisions a second the gym makes, observations included, by a teacher that
 * does every episode; and, with a family's name, what episodes of it look like.
 *
 *   gym_speed                         measures, over all splits
 *   gym_speed encoded                 measures with encoding, and counts by family the decisions
 *                                     where nothing that is right can be expressed as a move
 *   gym_speed FAMILY SEED [DRIFT [GOAL [SPLIT [DEMONSTRATED [INTERRUPTIONS]]]]]
 *                                     shows an episode; the last five are numbers
 */
#include "base/clock.h"
#include "gym/feeder.h"
#include "gym/gym.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EPISODES = 4000, FED = 1000 };

static void show_element(const struct observation *page, const struct element *element)
{
	printf("    %6u %-10s '%s'", element->id, element->role, element->name);
	if (*element->value)
		printf(" = '%s'", element->value);
	if (*element->hint)
		printf(" hint '%s'", element->hint);
	if (*element->context)
		printf(" in '%s'", element->context);
	if (element->state)
		printf(" state %x", element->state);
	printf("  [%s %.0f,%.0f %s]\n", element->tag, (double)element->x, (double)element->y,
		element->group >= 0 ? page->groups[element->group].kind : "-");
}

static void show_page(const struct observation *page)
{
	printf("  page %s '%s' %s%s\n", page->url, page->title, page->dialog_type,
		page->dialog_message);
	for (size_t i = 0; i < page->element_count; i++)
		show_element(page, &page->elements[i]);
}

static void show_action(const struct action *action, const struct observation *page)
{
	char *text = action_describe(action, page);
	printf("  -> %s\n", text);
	free(text);
}

static void show_demonstration(const struct policy_input *input)
{
	const struct trajectory *shown = input->demonstrations;
	if (!input->demonstration_count)
		return;
	printf("shown: %s\n", shown->goal);
	for (size_t i = 0; i < shown->parameters.count; i++)
		printf("  %s = %s\n", shown->parameters.items[i].name,
			shown->parameters.items[i].value);
	for (size_t i = 0; i < shown->step_count; i++)
		show_action(&shown->steps[i].action, shown->steps[i].observation);
	printf("bound: %s\n", input->binding ? "yes" : "no");
}

static int show(const struct gym_wish *wish, uint64_t seed)
{
	struct gym_episode *episode = gym_episode_new(wish, seed);
	const struct policy_input *input = gym_episode_input(episode);
	show_demonstration(input);
	printf("goal: %s\n", input->goal);
	while (gym_episode_state(episode) == GYM_GOING_ON) {
		struct action action;
		gym_episode_teach(episode, &action);
		show_page(input->observation);
		show_action(&action, input->observation);
		gym_episode_act(episode, &action, -1);
	}
	printf("state %d\n", (int)gym_episode_state(episode));
	gym_episode_free(episode);
	return 0;
}

static void run(const struct gym_wish *wish, uint64_t seed, size_t *decisions, size_t *elements,
	size_t *failures)
{
	struct gym_episode *episode = gym_episode_new(wish, seed);
	while (gym_episode_state(episode) == GYM_GOING_ON) {
		struct action action;
		gym_episode_teach(episode, &action);
		*elements += gym_episode_input(episode)->observation->element_count;
		gym_episode_act(episode, &action, -1);
		++*decisions;
	}
	if (gym_episode_state(episode) != GYM_SUCCEEDED) {
		++*failures;
		printf("failed: %s: gym_speed %s %" PRIu64 " %d %d %d %d %d\n",
			gym_split_name(wish->split), gym_episode_family(episode), seed, wish->drift,
			(int)wish->goal, (int)wish->split, (int)wish->demonstrated,
			(int)wish->interruptions);
	}
	gym_episode_free(episode);
}

static int measure(void)
{
	struct random random;
	size_t decisions = 0, elements = 0, failures = 0;
	int64_t began = clock_now_us();
	random_seed(&random, 1);
	for (int i = 0; i < EPISODES; i++) {
		struct gym_wish wish;
		gym_wish_draw(&wish, (enum gym_split)(i % GYM_SPLITS), &random);
		run(&wish, random_next(&random), &decisions, &elements, &failures);
	}
	double seconds = (double)(clock_now_us() - began) / 1e6;
	printf("%d episodes, %zu decisions, %.1f elements a page, %zu failures\n", EPISODES,
		decisions, (double)elements / (double)decisions, failures);
	printf("%.0f decisions a second, %.0f episodes a second\n", (double)decisions / seconds,
		EPISODES / seconds);
	return failures != 0;
}

static void feed(struct feeder *feeder, size_t decisions)
{
	struct fed_decision decision;
	struct error error = {0};
	for (size_t i = 0; i < decisions; i++) {
		if (feeder_look(feeder, 0, &decision, &error)) {
			fprintf(stderr, "%s\n", error.message);
			exit(1);
		}
		feeder_move(feeder, 0, NULL);
	}
}

static int measure_encoded(void)
{
	static const enum gym_split splits[] = {GYM_TRAIN, GYM_HELD_FAMILIES};
	for (size_t s = 0; s < 2; s++)
		for (const char *const *name = gym_families(splits[s]); *name; name++) {
			struct gym_wish wish = {.split = splits[s],
				.goal = GYM_GOAL_EXPLICIT,
				.demonstrated = true,
				.drift = 2,
				.family = *name};
			struct feeder_options options = {.split = splits[s],
				.seed = 1,
				.lanes = 1,
				.by_chance = 0.05,
				.wish = &wish};
			struct feeder *feeder = feeder_new(&options);
			int64_t began = clock_now_us();
			feed(feeder, FED);
			double seconds = (double)(clock_now_us() - began) / 1e6;
			struct feeder_count count = feeder_counted(feeder);
			printf("%-16s %6.0f decisions a second, %5.2f %% inexpressible\n", *name,
				(double)count.decisions / seconds,
				100.0 * (double)count.inexpressible / (double)count.decisions);
			feeder_free(feeder);
		}
	return 0;
}

static int number(int count, char **arguments, int index)
{
	return index < count ? (int)strtol(arguments[index], NULL, 10) : 0;
}

int main(int count, char **arguments)
{
	if (count == 2 && strcmp(arguments[1], "encoded") == 0)
		return measure_encoded();
	if (count < 3)
		return measure();
	struct gym_wish wish = {.family = arguments[1],
		.drift = number(count, arguments, 3),
		.goal = (enum gym_goal)number(count, arguments, 4),
		.split = (enum gym_split)number(count, arguments, 5),
		.demonstrated = number(count, arguments, 6),
		.interruptions = number(count, arguments, 7)};
	return show(&wish, strtoull(arguments[2], NULL, 10));
}
