#include "policy/exclusion.h"

#include "policy/button.h"

#include <string.h>

static bool says_the_opposite(const struct wanted *wanted, const struct element *element)
{
	struct button_label before = button_read(wanted->name);
	struct button_label now = button_read(element->name);
	return button_refuses(&now) && !button_refuses(&before);
}

static bool is_field(uint16_t operations)
{
	return (operations & (OPERATION_TYPE | OPERATION_SELECT)) != 0;
}

/* Fields may stand on the page without a form around them, or have got one since. */
static bool may_be_home(const struct observation *observation, int group,
	const struct wanted *wanted, int recorded_home)
{
	const char *form = "form";
	if (group < 0)
		return is_field(wanted->operations);
	const char *kind = recorded_home < 0 ? form : wanted->page->groups[recorded_home].kind;
	return strcmp(observation->groups[group].kind, kind) == 0;
}

const struct element *left_over(const struct observation *observation, const struct wanted *wanted,
	const struct counterparts *counterparts)
{
	const struct element *target =
		wanted->page ? observation_find(wanted->page, wanted->recorded->id) : NULL;
	const struct element *found = NULL;
	int home = target ? home_of(wanted->page, target) : -1;
	if (!target || (home < 0 && !is_field(wanted->operations)))
		return NULL;
	for (int group = -1; group < (int)observation->group_count; group++) {
		if (!may_be_home(observation, group, wanted, home) ||
			!counterparts_share(counterparts, home, group))
			continue;
		const struct element *here = counterparts_left_over(counterparts, home, group);
		if (here && found)
			return NULL;
		found = here ? here : found;
	}
	return found && !says_the_opposite(wanted, found) ? found : NULL;
}
