#include "gym/feeder.h"

#include "base/memory.h"
#include "tensor/candidates.h"

#include <stdlib.h>

#define LANE_ARENA_MAXIMUM (64u << 20)
#define EPISODE_STATES_MAX 80 /* a lane that wanders for longer is given a new episode */

struct lane {
	struct gym_episode *episode; /* owned */
	struct encoder *encoder;     /* owned: caches the demonstrations of its episode */
	struct arena arena;	     /* of the present decision */
	struct page_encoding page;
	struct network_target target;
	size_t accepted_count; /* moves */
	int states;
};

struct feeder {
	struct feeder_options options;
	struct random random;
	struct lane *lanes; /* owned, [options.lanes] */
	struct feeder_count counted;
};

static void start_episode(struct feeder *feeder, struct lane *lane)
{
	struct gym_wish wish;
	if (feeder->options.wish)
		wish = *feeder->options.wish;
	else
		gym_wish_draw(&wish, feeder->options.split, &feeder->random);
	gym_episode_free(lane->episode);
	lane->episode = gym_episode_new(&wish, random_next(&feeder->random));
	lane->states = 0;
	feeder->counted.episodes++;
}

struct feeder *feeder_new(const struct feeder_options *options)
{
	struct feeder *feeder = memory_new(1, sizeof *feeder);
	feeder->options = *options;
	random_seed(&feeder->random, options->seed);
	feeder->lanes = memory_new(options->lanes, sizeof *feeder->lanes);
	for (size_t i = 0; i < options->lanes; i++) {
		feeder->lanes[i].encoder = encoder_new();
		start_episode(feeder, &feeder->lanes[i]);
	}
	return feeder;
}

void feeder_free(struct feeder *feeder)
{
	if (!feeder)
		return;
	for (size_t i = 0; i < feeder->options.lanes; i++) {
		gym_episode_free(feeder->lanes[i].episode);
		encoder_free(feeder->lanes[i].encoder);
		arena_release(&feeder->lanes[i].arena);
	}
	free(feeder->lanes);
	free(feeder);
}

struct feeder_count feeder_counted(const struct feeder *feeder)
{
	return feeder->counted;
}

/* Which outcomes of the move are right here; NULL if none is. */
static unsigned char *accepted_outcomes(struct lane *lane, size_t move, size_t outcomes)
{
	unsigned char *accepted = arena_take(&lane->arena, outcomes, 1);
	bool any = false;
	for (size_t o = 0; accepted && o < outcomes; o++) {
		struct action action;
		if (encoded_plain_action(&lane->page, move, o, &action))
			accepted[o] = gym_episode_accepts(lane->episode, &action);
		any |= accepted[o];
	}
	return any ? accepted : NULL;
}

static bool accepts_plain(const struct lane *lane, size_t move)
{
	struct action action;
	return encoded_plain_action(&lane->page, move, 0, &action) &&
	       gym_episode_accepts(lane->episode, &action);
}

/* What is right in the present state, of all that the encoding can say. */
static int make_target(struct lane *lane, struct error *error)
{
	const struct encoding *encoding = &lane->page.encoding;
	unsigned char *moves = arena_take(&lane->arena, encoding->move_count, 1);
	const unsigned char **outcomes =
		arena_take(&lane->arena, encoding->move_count, sizeof *outcomes);
	if (!moves || !outcomes)
		return error_set(
			error, ERROR_LIMIT, "A decision of the gym does not fit its memory.");
	lane->accepted_count = 0;
	for (size_t m = 0; m < encoding->move_count; m++) {
		size_t set = encoding->moves[m].choice_set;
		if (set == MOVE_WITHOUT_TEXT) {
			moves[m] = accepts_plain(lane, m);
		} else {
			outcomes[m] =
				accepted_outcomes(lane, m, encoding->choice_sets[set].outcomes);
			moves[m] = outcomes[m] != NULL;
		}
		lane->accepted_count += moves[m];
	}
	lane->target = (struct network_target){moves, outcomes, lane->accepted_count ? 1 : 0};
	return 0;
}

int feeder_look(
	struct feeder *feeder, size_t index, struct fed_decision *decision, struct error *error)
{
	struct lane *lane = &feeder->lanes[index];
	arena_release(&lane->arena);
	arena_init(&lane->arena, LANE_ARENA_MAXIMUM);
	int code = encode(
		lane->encoder, gym_episode_input(lane->episode), &lane->arena, &lane->page, error);
	if (!code)
		code = make_target(lane, error);
	if (code)
		return code;
	feeder->counted.decisions++;
	feeder->counted.inexpressible += lane->accepted_count == 0;
	*decision = (struct fed_decision){&lane->page, lane->target};
	return 0;
}

/* One of the accepted moves, each as likely. */
static size_t draw_accepted(struct feeder *feeder, const struct lane *lane)
{
	size_t left = random_below(&feeder->random, (uint32_t)lane->accepted_count);
	size_t m = 0;
	while (!lane->target.moves[m] || left-- > 0)
		m++;
	return m;
}

static size_t draw_by_scores(struct feeder *feeder, const struct lane *lane, const real *scores)
{
	size_t count = lane->page.encoding.move_count, m = 0;
	struct candidates_scale scale = candidates_scale(scores, count);
	double left = random_unit(&feeder->random);
	for (; m + 1 < count; m++) {
		left -= exp(candidates_log_probability(scale, scores[m]));
		if (left < 0)
			break;
	}
	return m;
}

static size_t draw_move(struct feeder *feeder, const struct lane *lane, const real *scores)
{
	const struct feeder_options *options = &feeder->options;
	double die = random_unit(&feeder->random);
	if (scores && die < options->by_policy)
		return draw_by_scores(feeder, lane, scores);
	if (die >= 1 - options->by_chance || lane->accepted_count == 0)
		return random_below(&feeder->random, (uint32_t)lane->page.encoding.move_count);
	return draw_accepted(feeder, lane);
}

/* A right text where the move has one, any of them otherwise. */
static size_t draw_outcome(struct feeder *feeder, const struct lane *lane, size_t move)
{
	const struct encoding *encoding = &lane->page.encoding;
	size_t set = encoding->moves[move].choice_set;
	if (set == MOVE_WITHOUT_TEXT)
		return 0;
	size_t outcomes = encoding->choice_sets[set].outcomes;
	const unsigned char *accepted = lane->target.outcomes[move];
	size_t o = random_below(&feeder->random, (uint32_t)outcomes);
	for (size_t tries = 0; accepted && !accepted[o] && tries < outcomes; tries++)
		o = (o + 1) % outcomes;
	return o;
}

static void act_by_teacher(struct lane *lane)
{
	struct action action;
	gym_episode_teach(lane->episode, &action);
	gym_episode_act(lane->episode, &action, -1);
}

void feeder_move(struct feeder *feeder, size_t index, const real *scores)
{
	struct lane *lane = &feeder->lanes[index];
	struct candidate chosen = {0};
	size_t move = draw_move(feeder, lane, scores);
	size_t outcome = draw_outcome(feeder, lane, move);
	bool possible = encoded_action(lane->encoder, gym_episode_input(lane->episode), &lane->page,
		move, outcome, &lane->arena, &chosen);
	if (lane->accepted_count == 0 || !possible)
		act_by_teacher(lane);
	else
		gym_episode_act(lane->episode, &chosen.action, chosen.demonstration_step);
	lane->states++;
	if (gym_episode_state(lane->episode) != GYM_GOING_ON || lane->states > EPISODE_STATES_MAX)
		start_episode(feeder, lane);
}
