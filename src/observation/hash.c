#include "observation/observation.h"

#include <string.h>

static uint64_t add(uint64_t hash, const void *data, size_t length)
{
	const unsigned char *bytes = data;
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ bytes[i]) * 1099511628211u; /* FNV-1a */
	return hash;
}

/* With the NUL, so that "ab","c" differs from "a","bc". */
static uint64_t add_text(uint64_t hash, const char *text)
{
	return add(hash, text, strlen(text) + 1);
}

static uint64_t add_element(uint64_t hash, const struct element *element)
{
	/* Focus, and what lies on top, come and go without the page being another. */
	uint32_t state = element->state & ~(uint32_t)(ELEMENT_FOCUSED | ELEMENT_OCCLUDED);
	hash = add_text(hash, element->role);
	hash = add_text(hash, element->name);
	hash = add_text(hash, element->value);
	return add(hash, &state, sizeof state);
}

uint64_t observation_hash(const struct observation *observation)
{
	uint64_t hash = 14695981039346656037u;
	hash = add_text(hash, observation->url);
	hash = add_text(hash, observation->dialog_message);
	for (size_t i = 0; i < observation->element_count; i++)
		hash = add_element(hash, &observation->elements[i]);
	return hash;
}
