#include "learning/rehearsal.h"

#include "base/memory.h"
#include "gym/feeder.h"

#include <stdlib.h>

enum {
	LANES = 16,
	APART = 2 /* states between two that are taken of one episode */
};

/* Share of states that a random move leaves: what is wrong must be seen, too. */
#define BY_CHANCE 0.05

struct rehearsal {
	struct feeder *feeder; /* owned */
	size_t drawn;
};

struct rehearsal *rehearsal_new(uint64_t seed)
{
	struct feeder_options options = {
		.split = GYM_TRAIN, .seed = seed, .lanes = LANES, .by_chance = BY_CHANCE};
	struct rehearsal *rehearsal = memory_new(1, sizeof(*rehearsal));
	rehearsal->feeder = feeder_new(&options);
	return rehearsal;
}

void rehearsal_free(struct rehearsal *rehearsal)
{
	if (!rehearsal)
		return;
	feeder_free(rehearsal->feeder);
	free(rehearsal);
}

int rehearsal_draw(void *context, struct experience *state, struct error *error)
{
	struct rehearsal *rehearsal = context;
	struct fed_decision decision;
	size_t lane = rehearsal->drawn++ % LANES;
	int code = 0;
	for (int i = 0; i < APART && !code; i++) {
		code = feeder_look(rehearsal->feeder, lane, &decision, error);
		if (!code)
			feeder_move(rehearsal->feeder, lane, NULL);
	}
	if (!code)
		code = feeder_look(rehearsal->feeder, lane, &decision, error);
	return code ? code : experience_of_page(state, decision.page, NULL, error);
}
