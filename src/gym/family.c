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
