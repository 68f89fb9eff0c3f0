#include "gym/examination.h"

#include <math.h>
#include <string.h>

#define DECISION_MAXIMUM (64u << 20) /* bytes of one decision */
#define STATES_MAX	 120

struct bin {
	double sureness, right; /* sums over its decisions */
};

struct examining {
	struct policy *policy;
	struct examination_score *score;
	struct bin bins[EXAMINATION_BINS];
	struct arena arena;
};

static void count_decision(struct examining *examining, const struct decision *decision, bool right)
{
	double sureness = decision->candidates[0].probability;
	size_t b = (size_t)fmin(sureness * EXAMINATION_BINS, EXAMINATION_BINS - 1);
	examining->bins[b].sureness += sureness;
	examining->bins[b].right += right;
	examining->score->decisions++;
	examining->score->right += right;
}

/* One decision and its action; false when the policy could not decide. */
static bool play_state(struct examining *examining, struct gym_episode *episode)
{
	struct decision decision = {0};
	arena_release(&examining->arena);
	arena_init(&examining->arena, DECISION_MAXIMUM);
	if (policy_decide(examining->policy, gym_episode_input(episode), &examining->arena,
		    &decision, NULL)) {
		examining->score->refused++;
		return false;
	}
	const struct candidate *choice = &decision.candidates[0];
	count_decision(examining, &decision, gym_episode_accepts(episode, &choice->action));
	gym_episode_act(episode, &choice->action, choice->demonstration_step);
	return true;
}

static struct family_score *family_of(struct examination_score *score, const char *name)
{
	for (size_t i = 0; i < score->family_count; i++)
		if (strcmp(score->families[i].name, name) == 0)
			return &score->families[i];
	if (score->family_count == EXAMINATION_FAMILIES_MAX)
		return NULL;
	struct family_score *family = &score->families[score->family_count++];
	*family = (struct family_score){.name = name};
	return family;
}

static void play(struct examining *examining, const struct gym_wish *wish, uint64_t seed)
{
	struct gym_episode *episode = gym_episode_new(wish, seed);
	struct family_score *family = family_of(examining->score, gym_episode_family(episode));
	for (int states = 0; states < STATES_MAX; states++)
		if (gym_episode_state(episode) != GYM_GOING_ON || !play_state(examining, episode))
			break;
	bool success = gym_episode_state(episode) == GYM_SUCCEEDED;
	examining->score->episodes++;
	examining->score->successes += success;
	if (family) {
		family->episodes++;
		family->successes += success;
	}
	gym_episode_free(episode);
}

int examine_episodes(struct policy *policy, const struct examination_options *options,
	struct examination_score *score, struct error *error)
{
	struct examining examining = {.policy = policy, .score = score};
	*score = (struct examination_score){0};
	if (options->episodes == 0)
		return error_set(error, ERROR_USAGE, "An examination needs at least one episode.");
	for (size_t i = 0; i < options->episodes; i++)
		play(&examining, &options->wish, options->seed + i);
	arena_release(&examining.arena);
	score->interval = interval_of_rate(score->successes, score->episodes);
	double gap = 0;
	for (size_t b = 0; b < EXAMINATION_BINS; b++)
		gap += fabs(examining.bins[b].sureness - examining.bins[b].right);
	score->gap = score->decisions ? gap / (double)score->decisions : 0;
	return 0;
}
