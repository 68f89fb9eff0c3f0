#include "observation/observation.h"

#include <string.h>

void observation_release(struct observation *observation)
{
	arena_release(&observation->arena);
	memset(observation, 0, sizeof *observation);
}

const struct element *observation_find(const struct observation *observation, uint32_t id)
{
	for (size_t i = 0; i < observation->element_count; i++)
		if (observation->elements[i].id == id)
			return &observation->elements[i];
	return NULL;
}
