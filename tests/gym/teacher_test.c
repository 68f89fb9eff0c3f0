/*
 * The gym's teacher gets every kind of episode done, whoever else acts rarely does, and what went
 * wrong without harm can be mended.
 */
#include "base/memory.h"
#include "gym/gym.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SEEDS = 2, DRIFTS = 5, MISTAKEN_EPISODES = 3000, BLIND_EPISODES = 2000 };

#define WISH_FORMAT "%s, %s, goal %d, drift %d, demonstrated %d, interruptions %d, seed %llu"
#define WISH_OF(wish, seed)                                                                        \
	gym_split_name((wish)->split), (wish)->family ? (wish)->family : "any", (int)(wish)->goal, \
		(wish)->drift, (wish)->demonstrated, (wish)->interruptions,                        \
		(unsigned long long)(seed)

static void assert_teacher_succeeds(
	struct gym_episode *episode, const struct gym_wish *wish, uint64_t seed)
{
	while (gym_episode_state(episode) == GYM_GOING_ON) {
		struct action action;
		gym_episode_teach(episode, &action);
		if (!gym_episode_accepts(episode, &action))
			fail_msg("the teacher's action is not accepted: " WISH_FORMAT,
				WISH_OF(wish, seed));
		gym_episode_act(episode, &action, -1);
	}
	if (gym_episode_state(episode) != GYM_SUCCEEDED)
		fail_msg("the teacher failed: " WISH_FORMAT, WISH_OF(wish, seed));
}

static void assert_family_is_taught(struct gym_wish *wish)
{
	for (int goal = 0; goal < GYM_GOALS; goal++)
		for (int drift = 0; drift < DRIFTS; drift++)
			for (uint64_t seed = 0; seed < SEEDS; seed++) {
				wish->goal = (enum gym_goal)goal;
				wish->drift = drift;
				wish->demonstrated = seed % 2;
				wish->interruptions = seed % 3 == 1;
				struct gym_episode *episode = gym_episode_new(wish, seed);
				assert_teacher_succeeds(episode, wish, seed);
				gym_episode_free(episode);
			}
}

static void the_teacher_solves_every_family_of_every_split(void **state)
{
	(void)state;
	for (int split = 0; split < GYM_SPLITS; split++)
		for (const char *const *name = gym_families((enum gym_split)split); *name; name++) {
			struct gym_wish wish = {.split = (enum gym_split)split, .family = *name};
			assert_family_is_taught(&wish);
		}
}

/* --- chance --------------------------------------------------------------------------- */

/* Something that can be done on this page, right or not. */
static bool draw_action(
	const struct observation *page, struct random *random, struct action *action)
{
	static const char *const texts[] = {"Anna", "12", "x", "2026-01-01"};
	if (page->dialog_type[0]) {
		*action = (struct action){.kind = ACTION_DIALOG,
			.value = random_below(random, 2) ? "accept" : "dismiss"};
		return true;
	}
	if (!page->element_count)
		return false;
	const struct element *element =
		&page->elements[random_below(random, (uint32_t)page->element_count)];
	*action = (struct action){.kind = ACTION_CLICK, .element = element->id, .value = ""};
	if (element->operations & OPERATION_TYPE) {
		action->kind = ACTION_TYPE;
		action->value = texts[random_below(random, 4)];
	} else if (element->operations & OPERATION_SELECT) {
		action->kind = ACTION_SELECT;
		action->value = element->options[random_below(random, element->option_count)].label;
	}
	return element->operations != 0;
}

static void who_acts_blindly_rarely_succeeds(void **state)
{
	(void)state;
	struct random random;
	int successes = 0;
	random_seed(&random, 5);
	for (int i = 0; i < BLIND_EPISODES; i++) {
		struct gym_wish wish;
		gym_wish_draw(&wish, (enum gym_split)(i % GYM_SPLITS), &random);
		struct gym_episode *episode = gym_episode_new(&wish, random_next(&random));
		while (gym_episode_state(episode) == GYM_GOING_ON) {
			struct action action;
			const struct observation *page = gym_episode_input(episode)->observation;
			bool finishes = random_below(&random, 6) == 0;
			if (finishes || !draw_action(page, &random, &action))
				action = (struct action){.kind = ACTION_FINISH, .value = ""};
			gym_episode_act(episode, &action, -1);
		}
		successes += gym_episode_state(episode) == GYM_SUCCEEDED;
		gym_episode_free(episode);
	}
	assert_true(successes * 100 < BLIND_EPISODES * 3);
}

/* --- mistakes ------------------------------------------------------------------------- */

/* The teacher up to some step, then one thing that is not right. False: the episode ended. */
static bool make_mistake(struct gym_episode *episode, struct random *random)
{
	struct action action;
	for (uint32_t steps = random_below(random, 4); steps; steps--) {
		gym_episode_teach(episode, &action);
		gym_episode_act(episode, &action, -1);
		if (gym_episode_state(episode) != GYM_GOING_ON)
			return false;
	}
	for (int attempt = 0; attempt < 20; attempt++) {
		const struct observation *page = gym_episode_input(episode)->observation;
		if (!draw_action(page, random, &action) || gym_episode_accepts(episode, &action))
			continue;
		char *value = memory_copy_text(action.value);
		action.value = value;
		gym_episode_act(episode, &action, -1);
		free(value);
		return gym_episode_state(episode) == GYM_GOING_ON;
	}
	return false;
}

static void what_went_wrong_without_harm_can_be_mended(void **state)
{
	(void)state;
	struct random random;
	int mended = 0;
	random_seed(&random, 9);
	for (int i = 0; i < MISTAKEN_EPISODES; i++) {
		struct gym_wish wish;
		uint64_t seed = random_next(&random);
		gym_wish_draw(&wish, (enum gym_split)(i % GYM_SPLITS), &random);
		struct gym_episode *episode = gym_episode_new(&wish, seed);
		if (make_mistake(episode, &random)) {
			assert_teacher_succeeds(episode, &wish, seed);
			mended++;
		}
		gym_episode_free(episode);
	}
	assert_true(mended * 10 > MISTAKEN_EPISODES * 3);
}

static void pressing_on_after_the_end_fails(void **state)
{
	(void)state;
	struct gym_wish wish = {.family = "log-in"};
	struct gym_episode *episode = gym_episode_new(&wish, 3);
	struct action action;
	for (gym_episode_teach(episode, &action); action.kind != ACTION_FINISH;
		gym_episode_teach(episode, &action))
		gym_episode_act(episode, &action, -1);
	action = (struct action){.kind = ACTION_SCROLL, .value = "0,600"};
	assert_false(gym_episode_accepts(episode, &action));
	gym_episode_act(episode, &action, -1);
	assert_int_equal(gym_episode_state(episode), GYM_FAILED);
	gym_episode_free(episode);
}

static void finishing_before_anything_is_done_fails(void **state)
{
	(void)state;
	struct gym_wish wish = {.family = "fill-form"};
	struct gym_episode *episode = gym_episode_new(&wish, 3);
	struct action finish = {.kind = ACTION_FINISH, .value = ""};
	assert_false(gym_episode_accepts(episode, &finish));
	gym_episode_act(episode, &finish, -1);
	assert_int_equal(gym_episode_state(episode), GYM_FAILED);
	gym_episode_free(episode);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_teacher_solves_every_family_of_every_split),
		cmocka_unit_test(who_acts_blindly_rarely_succeeds),
		cmocka_unit_test(what_went_wrong_without_harm_can_be_mended),
		cmocka_unit_test(pressing_on_after_the_end_fails),
		cmocka_unit_test(finishing_before_anything_is_done_fails),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
