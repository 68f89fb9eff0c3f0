/*
 * feeder.h - an endless stream of decisions to learn from or to be examined on, out of many
 * episodes played side by side ("lanes"), so that one batch holds unrelated states.
 *
 * How a lane leaves a state decides which states are met. Mostly the gym's teacher acts; sometimes
 * the network in training does (its own mistakes are then what it learns to recover from; Ross et
 * al. 2011, DAgger), and sometimes chance. Whoever acts, what counts as right comes from the gym.
 *
 * A stream follows from its options alone, except where a network's scores choose.
 */
#ifndef GYM_FEEDER_H
#define GYM_FEEDER_H

#include "gym/gym.h"
#include "network/network.h"
#include "policy/encode.h"

struct feeder_options {
	enum gym_split split;
	uint64_t seed;
	size_t lanes;
	double by_policy; /* share of states that the network's choice leaves, 0..1 */
	double by_chance; /* share that a random legal move leaves; by_policy + by_chance <= 1 */
	const struct gym_wish *wish; /* borrowed: all episodes of this kind; NULL: drawn */
};

struct feeder;

struct feeder *feeder_new(const struct feeder_options *options);
void feeder_free(struct feeder *feeder);

/* The present decision of a lane; everything borrowed until the lane moves on. */
struct fed_decision {
	const struct page_encoding *page;
	struct network_target target;
};

/* INPUT does not occur; LIMIT when a lane's arena is full. */
int feeder_look(
	struct feeder *feeder, size_t lane, struct fed_decision *decision, struct error *error);

/* Lets the lane act. scores: the network's of the decision's moves, [move_count]; NULL: teacher or
 * chance act in its place. */
void feeder_move(struct feeder *feeder, size_t lane, const real *scores);

/* Decisions that were looked at, and those of them where no right action could be expressed. */
struct feeder_count {
	uint64_t decisions, episodes, inexpressible;
};

struct feeder_count feeder_counted(const struct feeder *feeder);

#endif
