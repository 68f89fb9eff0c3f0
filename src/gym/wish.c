#include "gym/gym.h"

const char *gym_split_name(enum gym_split split)
{
	static const char *const names[GYM_SPLITS] = {[GYM_TRAIN] = "train",
		[GYM_HELD_WORDS] = "held-words",
		[GYM_HELD_FAMILIES] = "held-families",
		[GYM_HELD_TEMPLATES] = "held-templates",
		[GYM_HELD_ALL] = "held-all"};
	return split < GYM_SPLITS ? names[split] : "";
}

void gym_wish_draw(struct gym_wish *wish, enum gym_split split, struct random *random)
{
	static const int drifts[] = {0, 0, 1, 1, 2, 2, 2, 3, 3, 4};
	uint32_t goal = random_below(random, 100);
	*wish = (struct gym_wish){.split = split};
	wish->demonstrated = random_below(random, 100) < 65;
	wish->goal = !wish->demonstrated || goal < 30 ? GYM_GOAL_EXPLICIT
		     : goal < 82		      ? GYM_GOAL_VALUES
						      : GYM_GOAL_CONTRARY;
	wish->drift = drifts[random_below(random, 10)];
	wish->interruptions = random_below(random, 100) < 25;
}
