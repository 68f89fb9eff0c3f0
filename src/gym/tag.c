#include "gym/tag.h"

static const struct tag_facts facts[TAG_COUNT] = {
#define GYM_TAG_FACTS(id, name, inside, group, role) [TAG_##id] = {name, inside, group, role},
	GYM_TAGS(GYM_TAG_FACTS)
#undef GYM_TAG_FACTS
};

const struct tag_facts *tag_facts(enum tag tag)
{
	return &facts[tag];
}
