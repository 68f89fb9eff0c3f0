#include "tensor/workspace.h"

#include <stdint.h>
#include <stdlib.h>

enum { ALIGNMENT = 64 };

int workspace_init(struct workspace *workspace, size_t capacity_bytes, struct error *error)
{
	*workspace = (struct workspace){0};
	if (capacity_bytes > PTRDIFF_MAX - ALIGNMENT)
		return error_set(error, ERROR_LIMIT,
			"The network's pass would need more memory than there can be.");
	size_t bytes = (capacity_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	workspace->memory = aligned_alloc(ALIGNMENT, bytes > 0 ? bytes : ALIGNMENT);
	if (!workspace->memory)
		return error_set(error, ERROR_LIMIT,
			"There are no %zu bytes of memory for the network's pass.", bytes);
	workspace->capacity_bytes = bytes;
	return 0;
}

void workspace_release(struct workspace *workspace)
{
	free(workspace->memory);
	*workspace = (struct workspace){0};
}

/* A demand too large to count stays at SIZE_MAX, which fits nowhere. */
static size_t add_up_to_maximum(size_t a, size_t b)
{
	return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}

void *workspace_take(struct workspace *workspace, size_t count, size_t size)
{
	size_t bytes, start = workspace->used_bytes;
	if (__builtin_mul_overflow(count, size, &bytes) || bytes > PTRDIFF_MAX)
		bytes = PTRDIFF_MAX;
	bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	workspace->used_bytes = add_up_to_maximum(start, bytes);
	return workspace_fits(workspace) ? workspace->memory + start : NULL;
}

real *workspace_reals(struct workspace *workspace, size_t count)
{
	return workspace_take(workspace, count, sizeof(real));
}

bool workspace_fits(const struct workspace *workspace)
{
	return workspace->memory && workspace->used_bytes <= workspace->capacity_bytes;
}

void workspace_rewind(struct workspace *workspace, size_t used_bytes)
{
	workspace->used_bytes = used_bytes;
}
