#include "gym/phrases.h"

#include <string.h>

static const struct {
	const char *ways, *icons;
} table[PHRASE_COUNT] = {[PHRASE_NONE] = {"", ""},
#define GYM_PHRASE_ROW(id, ways, icons) [PHRASE_##id] = {ways, icons},
	GYM_PHRASES(GYM_PHRASE_ROW)
#undef GYM_PHRASE_ROW
};

const char *phrase_ways(enum phrase phrase)
{
	return table[phrase].ways;
}

const char *phrase_icons(enum phrase phrase)
{
	return table[phrase].icons;
}

size_t ways_count(const char *ways)
{
	size_t count = *ways != '\0';
	for (; *ways; ways++)
		count += *ways == '|';
	return count;
}

const char *ways_part(const char *ways, size_t n, size_t *length)
{
	size_t count = ways_count(ways);
	for (n = count ? n % count : 0; n; n--)
		ways = strchr(ways, '|') + 1;
	*length = strcspn(ways, "|");
	return ways;
}
