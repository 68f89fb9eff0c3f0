/*
 * gym.h - procedural web tasks: sites, workflows, goals, demonstrations, and a teacher that knows
 * what is right. Straight into observations, thousands of decisions a second, no browser.
 *
 * An episode is one instance of a workflow on a generated site: a start page, a goal in words,
 * perhaps a demonstration of the same workflow from another instance (other values, other data,
 * perhaps an older version of the site: drift), and a simulated page that reacts to actions. At
 * every state the episode can say of any action whether it is right (accepts), so that training
 * needs no enumeration of the right ones; and acting wrongly is possible: the page then shows the
 * consequence, and what is right is the way back or the way on.
 *
 * Vocabulary, workflow families and goal templates are split: what GYM_TRAIN draws from, the others
 * never use, each in one respect, and GYM_HELD_ALL in all of them. Seeds of examination never
 * meet those of training.
 */
#ifndef GYM_GYM_H
#define GYM_GYM_H

#include "base/bytes.h"
#include "base/random.h"
#include "policy/policy.h"

enum gym_split {
	GYM_TRAIN,
	GYM_HELD_WORDS,
	GYM_HELD_FAMILIES,
	GYM_HELD_TEMPLATES,
	GYM_HELD_ALL,
	GYM_SPLITS
};

const char *gym_split_name(enum gym_split split);

enum gym_goal {
	GYM_GOAL_EXPLICIT, /* the goal says what to do, step by step or by naming every target */
	GYM_GOAL_VALUES,   /* it names the values only; the steps are known from a demonstration */
	GYM_GOAL_CONTRARY, /* it says explicitly something else than the demonstration did */
	GYM_GOALS
};

/* What kind of episode is wanted. */
struct gym_wish {
	enum gym_split split;
	enum gym_goal goal;
	bool demonstrated;  /* with a demonstration in context (always for GOAL_VALUES, CONTRARY) */
	int drift;	    /* 0..4: how the site changed since the demonstration (as apps/) */
	bool interruptions; /* cookie banner, dialog, login wall may stand in the way */
	const char *family; /* a workflow family by name; NULL: any of the split */
	uint64_t workflow;  /* not 0: site, wording and demonstration are of this workflow, and the
			       episode's seed draws the data and values alone */
};

/* Draws a wish in the proportions of the training recipe. */
void gym_wish_draw(struct gym_wish *wish, enum gym_split split, struct random *random);

struct gym_episode;

/* All of an episode follows from (wish, seed). Never fails but for memory. */
struct gym_episode *gym_episode_new(const struct gym_wish *wish, uint64_t seed);
void gym_episode_free(struct gym_episode *episode);

const char *gym_episode_family(const struct gym_episode *episode);
/* What a policy is given now; borrowed until the next act or the end. */
const struct policy_input *gym_episode_input(const struct gym_episode *episode);
/* Is this action right here? The teacher's opinion; texts are compared as values (value.h). */
bool gym_episode_accepts(const struct gym_episode *episode, const struct action *action);
/* One right action, for rollouts by the teacher; texts borrowed until the next act. */
void gym_episode_teach(const struct gym_episode *episode, struct action *action);
/* Carries the action out; demonstration_step as the policy's candidate said (-1: none). */
void gym_episode_act(
	struct gym_episode *episode, const struct action *action, int demonstration_step);

enum gym_state { GYM_GOING_ON, GYM_SUCCEEDED, GYM_FAILED };
/* SUCCEEDED: finished with everything done. FAILED: finished too early, pressed on after the end,
 * did harm that cannot be undone, or took more than twice the steps needed. */
enum gym_state gym_episode_state(const struct gym_episode *episode);

/* The present page as HTML that a browser shows and the collector observes as the same
 * observation (tests/gym/parity_browser_test). */
void gym_episode_render(const struct gym_episode *episode, struct bytes *html);

/* The families there are, of a split; NULL-terminated. */
const char *const *gym_families(enum gym_split split);

#endif
