#include "gym/family.h"

#include <string.h>

#define ADDRESS(id, name) &(id),
#define NAME(id, name)	  name,

static const struct family *const trained[] = {GYM_TRAINED(ADDRESS)};
static const struct family *const held_out[] = {GYM_HELD(ADDRESS)};
static const char *const trained_names[] = {GYM_TRAINED(NAME) NULL};
static const char *const held_names[] = {GYM_HELD(NAME) NULL};

size_t family_count(bool held)
{
	return held ? sizeof held_out / sizeof *held_out : sizeof trained / sizeof *trained;
}

const struct family *family_at(bool held, size_t index)
{
	return held ? held_out[index] : trained[index];
}

static uint32_t weight_of(const struct family *family)
{
	return family->weight ? family->weight : 1;
}

const struct family *family_draw(bool held, struct random *random)
{
	uint32_t all = 0;
	for (size_t i = 0; i < family_count(held); i++)
		all += weight_of(family_at(held, i));
	uint32_t left = random_below(random, all);
	size_t drawn = 0;
	for (; left >= weight_of(family_at(held, drawn)); drawn++)
		left -= weight_of(family_at(held, drawn));
	return family_at(held, drawn);
}

const char *const *family_names(bool held)
{
	return held ? held_names : trained_names;
}

const struct family *family_find(const char *name)
{
	for (int held = 0; held < 2; held++)
		for (size_t i = 0; i < family_count(held); i++)
			if (strcmp(family_names(held)[i], name) == 0)
				return family_at(held, i);
	return NULL;
}
