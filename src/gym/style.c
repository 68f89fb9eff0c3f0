#include "gym/style.h"

void style_draw(struct style *style, struct random *random)
{
	for (int i = 0; i < ASPECT_COUNT; i++)
		style->seeds[i] = random_next(random);
}

void style_drift(struct style *style, int level, struct random *random)
{
	static const int from[ASPECT_COUNT] = {[ASPECT_MARKUP] = 1,
		[ASPECT_LABELS] = 2,
		[ASPECT_LAYOUT] = 2,
		[ASPECT_ROLES] = 3,
		[ASPECT_FLOW] = 4};
	for (int i = 0; i < ASPECT_COUNT; i++) {
		uint64_t fresh = random_next(random);
		if (level >= from[i])
			style->seeds[i] = fresh;
	}
}

/* The finalizer of splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t mix(uint64_t value)
{
	value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
	value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
	return value ^ (value >> 31);
}

uint32_t style_choose(const struct style *style, enum aspect aspect, const char *key, uint32_t n)
{
	uint64_t hash = style->seeds[aspect];
	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 1099511628211u;
	return n ? (uint32_t)(mix(hash) % n) : 0;
}

bool style_chance(const struct style *style, enum aspect aspect, const char *key, unsigned percent)
{
	return style_choose(style, aspect, key, 100) < percent;
}
