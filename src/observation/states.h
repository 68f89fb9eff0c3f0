/*
 * states.h - the names of operation and state bits in stored form. Private to observation.
 */
#ifndef OBSERVATION_STATES_H
#define OBSERVATION_STATES_H

#include <stdbool.h>
#include <stdint.h>

struct bit_name {
	uint32_t bit;
	const char *name;
};

extern const struct bit_name operation_names[], state_names[]; /* end with a NULL name */

/* "click type"; heap. */
char *bits_to_text(const struct bit_name *names, uint32_t bits);
bool bits_from_text(const struct bit_name *names, const char *text, uint32_t *bits);

#endif
