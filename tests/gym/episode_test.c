/*
 * An episode follows from its wish and seed; its input is what an agent would have; the splits have
 * nothing in common where they should not.
 */
#include "gym/family.h"
#include "gym/goal.h"
#include "gym/gym.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

enum { EPISODES = 600, WORDS = 30000 };

/* --- determinism ---------------------------------------------------------------------- */

static uint64_t mix_text(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211u;
	return hash;
}

static uint64_t play_and_hash(const struct gym_wish *wish, uint64_t seed)
{
	struct gym_episode *episode = gym_episode_new(wish, seed);
	const struct policy_input *input = gym_episode_input(episode);
	uint64_t hash = mix_text(14695981039346656037u, input->goal);
	for (size_t i = 0; i < input->demonstration_count; i++)
		hash = mix_text(hash, input->demonstrations[i].goal);
	while (gym_episode_state(episode) == GYM_GOING_ON) {
		struct action action;
		hash = hash * 31 + observation_hash(input->observation);
		for (size_t i = 0; i < input->observation->element_count; i++)
			hash = hash * 31 + input->observation->elements[i].id;
		gym_episode_teach(episode, &action);
		gym_episode_act(episode, &action, -1);
	}
	gym_episode_free(episode);
	return hash;
}

static void an_episode_follows_from_wish_and_seed(void **state)
{
	(void)state;
	struct random random;
	random_seed(&random, 1);
	for (int i = 0; i < EPISODES; i++) {
		struct gym_wish wish;
		uint64_t seed = random_next(&random);
		gym_wish_draw(&wish, (enum gym_split)(i % GYM_SPLITS), &random);
		uint64_t once = play_and_hash(&wish, seed);
		assert_true(play_and_hash(&wish, seed) == once);
		assert_true(play_and_hash(&wish, seed + 1) != once);
	}
}

/* --- the input ------------------------------------------------------------------------ */

static void assert_fits(const struct policy_input *input)
{
	assert_true(input->goal[0] != '\0');
	for (size_t i = 0; i < input->demonstration_count; i++) {
		const struct trajectory *shown = &input->demonstrations[i];
		assert_true(shown->demonstration && shown->step_count > 0 && shown->final);
		for (size_t k = 0; k < shown->step_count; k++) {
			const struct step *step = &shown->steps[k];
			assert_non_null(step->observation);
			assert_int_equal(step->index, (int)k);
			if (step->action.element)
				assert_ptr_equal(step->target,
					observation_find(step->observation, step->action.element));
		}
	}
	for (size_t i = 0; i < input->history_count; i++)
		assert_non_null(input->history[i].changes);
}

static void the_input_is_what_an_agent_would_have(void **state)
{
	(void)state;
	struct random random;
	random_seed(&random, 2);
	size_t bound = 0, shown = 0;
	for (int i = 0; i < EPISODES; i++) {
		struct gym_wish wish;
		gym_wish_draw(&wish, GYM_TRAIN, &random);
		struct gym_episode *episode = gym_episode_new(&wish, random_next(&random));
		const struct policy_input *input = gym_episode_input(episode);
		size_t steps = 0;
		for (; gym_episode_state(episode) == GYM_GOING_ON; steps++) {
			struct action action;
			assert_fits(input);
			assert_int_equal(input->history_count, steps);
			gym_episode_teach(episode, &action);
			gym_episode_act(episode, &action, -1);
		}
		shown += input->demonstration_count;
		bound += input->binding != NULL;
		gym_episode_free(episode);
	}
	assert_true(shown * 2 > EPISODES);
	assert_true(bound * 2 > shown);
}

static void goals_of_values_and_contrary_ones_come_with_a_demonstration(void **state)
{
	(void)state;
	for (int goal = 0; goal < GYM_GOALS; goal++) {
		struct gym_wish wish = {.goal = (enum gym_goal)goal};
		struct gym_episode *episode = gym_episode_new(&wish, 4);
		size_t count = gym_episode_input(episode)->demonstration_count;
		assert_int_equal(count, goal == GYM_GOAL_EXPLICIT ? 0 : 1);
		gym_episode_free(episode);
	}
}

/* --- splits --------------------------------------------------------------------------- */

static void families_are_trained_or_held(void **state)
{
	(void)state;
	size_t trained = 0, held = 0;
	const char *const *held_names = gym_families(GYM_HELD_FAMILIES);
	for (; held_names[held]; held++)
		assert_non_null(family_find(held_names[held]));
	for (const char *const *name = gym_families(GYM_TRAIN); *name; name++, trained++)
		for (size_t i = 0; i < held; i++)
			assert_string_not_equal(*name, held_names[i]);
	assert_true(trained >= 24);
	assert_true(held >= 5);
	assert_ptr_equal(gym_families(GYM_HELD_ALL), held_names);
	assert_ptr_equal(gym_families(GYM_HELD_WORDS), gym_families(GYM_TRAIN));
}

static void words_are_trained_or_held(void **state)
{
	(void)state;
	for (int side = 0; side < 2; side++) {
		struct random random;
		struct vocabulary words = {.random = &random, .held = side == 1};
		struct arena arena;
		arena_init(&arena, 64 << 20);
		words.arena = &arena;
		random_seed(&random, 3);
		for (int i = 0; i < WORDS; i++) {
			enum word_kind kind = (enum word_kind)(i % WORD_KINDS);
			assert_int_equal(word_is_held(draw_word(&words, kind)), side);
			assert_int_equal(word_is_held(draw_capital(&words, kind)), side);
		}
		arena_release(&arena);
	}
}

/* --- words on pages --- */

struct word_count {
	size_t right,
		wrong; /* words of the tables that are of the split's side, and of the other */
};

static bool is_in_tables(const char *word)
{
	for (int kind = 0; kind < WORDS_MADE_UP; kind++) {
		size_t count;
		const char *const *words = words_of_kind((enum word_kind)kind, &count);
		for (size_t i = 0; i < count; i++)
			if (strcasecmp(words[i], word) == 0)
				return true;
	}
	return false;
}

/* What interfaces say, and what templates and forms of addresses are made of, is on both sides. */
static bool is_common(const char *word)
{
	for (int phrase = 0; phrase < PHRASE_COUNT; phrase++)
		if (strcasestr(phrase_ways((enum phrase)phrase), word))
			return true;
	return false;
}

static void count_words(const char *text, bool held, struct word_count *count)
{
	while (*text) {
		char word[40] = "";
		size_t length = 0;
		for (; isalpha((unsigned char)*text) && length < sizeof word - 1; text++)
			word[length++] = *text;
		if (length > 2 && is_in_tables(word) && !is_common(word))
			*(word_is_held(word) == held ? &count->right : &count->wrong) += 1;
		text += *text != '\0';
	}
}

static void pages_have_the_words_of_their_side(void **state)
{
	(void)state;
	for (int held = 0; held < 2; held++) {
		struct word_count count = {0, 0};
		for (uint64_t seed = 0; seed < 300; seed++) {
			struct gym_wish wish = {.split = held ? GYM_HELD_WORDS : GYM_TRAIN};
			struct gym_episode *episode = gym_episode_new(&wish, seed);
			const struct observation *page = gym_episode_input(episode)->observation;
			for (size_t i = 0; i < page->element_count; i++)
				count_words(page->elements[i].name, held, &count);
			gym_episode_free(episode);
		}
		assert_true(count.right > 1000);
		assert_true(count.wrong * 15 < count.right);
	}
}

/* Both sides must be rich enough to draw from. */
static void every_kind_of_words_has_both_sides(void **state)
{
	(void)state;
	size_t all = 0;
	for (int kind = 0; kind < WORDS_MADE_UP; kind++) {
		size_t count, held = 0;
		const char *const *words = words_of_kind((enum word_kind)kind, &count);
		for (size_t i = 0; i < count; i++)
			held += word_is_held(words[i]);
		assert_true(held >= 8);
		assert_true(held * 3 < count);
		all += count;
	}
	assert_true(all > 3000);
}

static void every_family_has_templates_on_both_sides(void **state)
{
	(void)state;
	for (int held = 0; held < 2; held++)
		for (size_t i = 0; i < family_count(held); i++) {
			const struct family *family = family_at(held, i);
			size_t count = 0;
			while (family->value_goals[count])
				count++;
			assert_true(count > HELD_TEMPLATE);
			for (count = 0; family->explicit_goals && family->explicit_goals[count];)
				count++;
			assert_true(!family->explicit_goals || count > HELD_TEMPLATE);
			assert_true(family->explicit_goals || family->by_steps);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_episode_follows_from_wish_and_seed),
		cmocka_unit_test(the_input_is_what_an_agent_would_have),
		cmocka_unit_test(goals_of_values_and_contrary_ones_come_with_a_demonstration),
		cmocka_unit_test(families_are_trained_or_held),
		cmocka_unit_test(words_are_trained_or_held),
		cmocka_unit_test(pages_have_the_words_of_their_side),
		cmocka_unit_test(every_kind_of_words_has_both_sides),
		cmocka_unit_test(every_family_has_templates_on_both_sides),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
