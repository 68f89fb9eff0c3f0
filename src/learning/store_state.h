/*
 * store_state.h - all of a task's learning that is not weights, as one small file: state.json.
 *
 * Which adapter is in force, which is the best, which are kept; the gate's counts, the window. It
 * is replaced as a whole, and so is the one moment at which a change of the store happens.
 */
#ifndef LEARNING_STORE_STATE_H
#define LEARNING_STORE_STATE_H

#include "learning/checkpoint.h"
#include "learning/gate.h"
#include "learning/window.h"

enum { STORE_RECENT = 5 };

struct store_state {
	uint64_t commit;	     /* changes so far */
	char active[HASH_TEXT_SIZE]; /* in force; "": no adapter, the policy is frozen */
	char best[HASH_TEXT_SIZE];   /* what a rollback goes back to; "": no adapter */
	char recent[STORE_RECENT][HASH_TEXT_SIZE]; /* newest first; "" at the end */
	struct gate_state gate;
	struct window window;
};

/* NOT_FOUND: there is none. INPUT: damaged; the sentence says what to do. */
int store_state_read(struct store_state *state, const char *path, struct error *error);
int store_state_write(const struct store_state *state, const char *path, struct error *error);

/* Is it in force, the best, or among the recent? */
bool store_state_keeps(const struct store_state *state, const char *hash);

#endif
