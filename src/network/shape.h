/*
 * shape.h - the numbers that make a network, as one table: names, bounds, and where they are. Checks,
 * messages and a model file's metadata walk it. Private to this module.
 */
#ifndef NETWORK_SHAPE_H
#define NETWORK_SHAPE_H

#include "network/network.h"

struct shape_number {
	const char *name; /* as in struct network_shape */
	size_t offset;	  /* of the size_t there */
	size_t least, most;
};

enum { SHAPE_NUMBERS = 12 };
extern const struct shape_number shape_numbers[SHAPE_NUMBERS];

size_t shape_get(const struct network_shape *shape, const struct shape_number *number);
void shape_set(struct network_shape *shape, const struct shape_number *number, size_t value);

/* INPUT, naming the number that is out of bounds. */
int shape_check(const struct network_shape *shape, struct error *error);

#endif
