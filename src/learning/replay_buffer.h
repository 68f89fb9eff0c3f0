/*
 * replay_buffer.h - the states of the newest verified runs, for learning again and again (Lin 1992).
 *
 * Bounded by number and by memory: the oldest states go first. Owns its states.
 */
#ifndef LEARNING_REPLAY_BUFFER_H
#define LEARNING_REPLAY_BUFFER_H

#include "learning/experience.h"

struct replay_buffer {
	struct experience **states; /* oldest first; owned, and what they point to */
	size_t count, capacity;
	size_t bytes;
	size_t states_max, bytes_max; /* at least one state is kept whatever its size */
};

void replay_buffer_init(struct replay_buffer *buffer, size_t states_max, size_t bytes_max);
void replay_buffer_release(struct replay_buffer *buffer); /* accepts a zeroed one */

/* Takes what the state owns, which is empty afterwards. */
void replay_buffer_add(struct replay_buffer *buffer, struct experience *state);
/* The newest state goes. */
void replay_buffer_drop_newest(struct replay_buffer *buffer);
void replay_buffer_clear(struct replay_buffer *buffer);
/* Moves all states of `from` behind those of `buffer`. */
void replay_buffer_take(struct replay_buffer *buffer, struct replay_buffer *from);

#endif
