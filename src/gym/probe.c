#include "gym/probe.h"

#include "base/memory.h"
#include "gym/feeder.h"

#include <math.h>
#include <stdlib.h>

#define LANES		  4	/* decisions that are computed together */
#define TEXTS_FLOOR	  0.005 /* moves less likely than this are not asked for their texts */
#define LEAST		  1e-6	/* what counts for a right answer that was given nothing */
#define BINS		  15
#define PROBE_MAXIMUM	  (256u << 20)
#define TEMPERATURE_LOW	  0.3
#define TEMPERATURE_HIGH  4.0
#define TEMPERATURE_TRIES 12

struct bin {
	size_t count;
	double sureness, right; /* sums */
};

struct tally {
	struct bin bins[BINS];
	size_t decisions, right;
	double log_loss; /* sum */
};

/* What the network believes of one decision. */
struct belief {
	double right;  /* probability of all that is right */
	double chosen; /* of the most probable action */
	bool chosen_right;
};

static void consider(struct belief *belief, double p, bool accepted)
{
	if (accepted)
		belief->right += p;
	if (p <= belief->chosen)
		return;
	belief->chosen = p;
	belief->chosen_right = accepted;
}

/* Adds the outcomes of one move; outcome[] has room for all of the set. */
static void consider_texts(struct belief *belief, const struct choice_set *set, const real *entries,
	double move, const unsigned char *accepted, double *outcome)
{
	for (size_t o = 0; o < set->outcomes; o++)
		outcome[o] = 0;
	for (size_t e = 0; e < set->entry_count; e++)
		outcome[set->entries[e].outcome] += (double)entries[e];
	for (size_t o = 0; o < set->outcomes; o++)
		consider(belief, move * outcome[o], accepted && accepted[o]);
}

static struct belief believe(const struct fed_decision *decision,
	const struct network_distribution *distribution, struct arena *arena)
{
	const struct encoding *encoding = &decision->page->encoding;
	const struct network_target *target = &decision->target;
	struct belief belief = {0};
	double *outcome = arena_take(arena, ENCODING_ENTRIES_MAX, sizeof *outcome);
	for (size_t m = 0; outcome && m < encoding->move_count; m++) {
		size_t set = encoding->moves[m].choice_set;
		double p = (double)distribution->moves[m];
		if (set == MOVE_WITHOUT_TEXT)
			consider(&belief, p, target->moves[m]);
		else if (distribution->entries[m])
			consider_texts(&belief, &encoding->choice_sets[set],
				distribution->entries[m], p, target->outcomes[m], outcome);
	}
	return belief;
}

static void count(struct tally *tally, const struct belief *belief)
{
	size_t b = (size_t)fmin(belief->chosen * BINS, BINS - 1);
	tally->bins[b].count++;
	tally->bins[b].sureness += belief->chosen;
	tally->bins[b].right += belief->chosen_right;
	tally->decisions++;
	tally->right += belief->chosen_right;
	tally->log_loss -= log(fmax(belief->right, LEAST));
}

struct probing {
	struct network_pass *pass;
	const struct weights *weights;
	double temperature;
	struct feeder *feeder;
	struct arena arena;
	struct tally tally;
};

/* One decision of each lane. */
static int probe_lanes(struct probing *probing, struct error *error)
{
	struct fed_decision decisions[LANES];
	const struct encoding *encodings[LANES];
	int code = 0;
	for (size_t i = 0; !code && i < LANES; i++) {
		code = feeder_look(probing->feeder, i, &decisions[i], error);
		encodings[i] = &decisions[i].page->encoding;
	}
	if (!code)
		code = network_pass_reserve(probing->pass, encodings, LANES, error);
	if (code)
		return code;
	network_forward(probing->pass, probing->weights);
	for (size_t i = 0; !code && i < LANES; i++) {
		struct network_distribution distribution;
		arena_release(&probing->arena);
		arena_init(&probing->arena, PROBE_MAXIMUM);
		code = network_distribution(probing->pass, probing->weights, i,
			probing->temperature, TEXTS_FLOOR, &probing->arena, &distribution, error);
		if (!code && decisions[i].target.weight > 0) {
			struct belief belief =
				believe(&decisions[i], &distribution, &probing->arena);
			count(&probing->tally, &belief);
		}
		feeder_move(probing->feeder, i, NULL);
	}
	return code;
}

static void conclude(const struct tally *tally, struct probe_result *result)
{
	double gap = 0, all = tally->decisions ? (double)tally->decisions : 1;
	for (size_t b = 0; b < BINS; b++)
		gap += fabs(tally->bins[b].sureness - tally->bins[b].right);
	*result = (struct probe_result){
		.decisions = tally->decisions,
		.right = tally->right,
		.log_loss = tally->log_loss / all,
		.gap = gap / all,
	};
}

int probe(const struct network *network, const struct weights *weights, double temperature,
	const struct probe_options *options, struct probe_result *result, struct error *error)
{
	struct feeder_options feeder = {.split = options->split,
		.seed = options->seed,
		.lanes = LANES,
		.wish = options->wish};
	struct probing probing = {.weights = weights, .temperature = temperature};
	probing.pass = network_pass_new(network, false, error);
	if (!probing.pass)
		return ERROR_LIMIT;
	probing.feeder = feeder_new(&feeder);
	int code = 0;
	for (size_t looked = 0; !code && looked < options->decisions; looked += LANES)
		code = probe_lanes(&probing, error);
	if (!code)
		conclude(&probing.tally, result);
	arena_release(&probing.arena);
	feeder_free(probing.feeder);
	network_pass_free(probing.pass);
	return code;
}

/* Golden-section search: the log loss has one valley over the temperature. */
int probe_temperature(const struct network *network, const struct weights *weights,
	const struct probe_options *options, double *temperature, struct error *error)
{
	const double golden = 0.6180339887498949;
	double low = log(TEMPERATURE_LOW), high = log(TEMPERATURE_HIGH);
	double at[2] = {high - golden * (high - low), low + golden * (high - low)}, loss[2];
	struct probe_result result;
	int code = 0;
	for (int i = 0; !code && i < 2; i++) {
		code = probe(network, weights, exp(at[i]), options, &result, error);
		loss[i] = result.log_loss;
	}
	for (int tries = 0; !code && tries < TEMPERATURE_TRIES; tries++) {
		int keep = loss[0] < loss[1] ? 0 : 1;
		if (keep == 0)
			high = at[1];
		else
			low = at[0];
		at[!keep] = at[keep];
		loss[!keep] = loss[keep];
		at[keep] = keep == 0 ? high - golden * (high - low) : low + golden * (high - low);
		code = probe(network, weights, exp(at[keep]), options, &result, error);
		loss[keep] = result.log_loss;
	}
	if (!code)
		*temperature = exp((low + high) / 2);
	return code;
}
