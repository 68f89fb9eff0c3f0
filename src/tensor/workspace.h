/*
 * workspace.h - the memory that forward and backward compute in, sized up front.
 *
 * Everything a pass needs is taken before it starts: layers that keep or need memory have a
 * `..._take` function, and their forward and backward functions neither allocate nor fail. A
 * workspace without memory only counts, so the same calls that take also measure:
 *
 *     struct workspace room = {0};
 *     take_everything(&room, ...);                          counts
 *     workspace_init(&room, room.used_bytes, error);        allocates that much, empty
 *     take_everything(&room, ...);                          takes
 *     if (!workspace_fits(&room)) ...                       asked once, at the end
 *
 * A workspace that is kept for many passes is given the size of the largest one allowed and is
 * rewound before each. What is taken is not zeroed.
 */
#ifndef TENSOR_WORKSPACE_H
#define TENSOR_WORKSPACE_H

#include "base/error.h"
#include "tensor/real.h"

#include <stdbool.h>
#include <stddef.h>

struct workspace {
	unsigned char *memory; /* owned; NULL: only counting */
	size_t capacity_bytes;
	size_t used_bytes; /* what was asked for, also beyond the capacity */
};

int workspace_init(struct workspace *workspace, size_t capacity_bytes, struct error *error);
void workspace_release(struct workspace *workspace);

/* 64-byte aligned; NULL when it does not fit (and while counting). */
void *workspace_take(struct workspace *workspace, size_t count, size_t size);
real *workspace_reals(struct workspace *workspace, size_t count);

/* All that was taken since the last rewind to 0 is really there. */
bool workspace_fits(const struct workspace *workspace);

/* Gives back all that was taken since used_bytes had this value. */
void workspace_rewind(struct workspace *workspace, size_t used_bytes);

#endif
