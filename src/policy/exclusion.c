#include "policy/exclusion.h"

#include "base/text.h"
#include "policy/button.h"
#include "policy/role.h"

#include <stdlib.h>
#include <string.h>

enum { MEMBERS_MAXIMUM = 40 }; /* of one group; a larger one is no form or menu */

/* Labels that are surely the same; the value of a label that may belong to either. */
static const double recognised = 0.6, same_kind = 0.5;

/* What a group holds that could be meant, and all else that can be acted on. */
struct members {
	const struct element *items[MEMBERS_MAXIMUM];
	bool claimed[MEMBERS_MAXIMUM];
	size_t count;
	bool full;
};

static bool group_is_closed(const struct group *group)
{
	static const char *const kinds[] = {"form", "dialog", "alertdialog", "navigation",
		"tablist", "menu", "menubar", "toolbar", "search"};
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(group->kind, kinds[i]) == 0)
			return true;
	return false;
}

/* The form, dialog or menu around an element: an index into groups; -1. */
static int closed_group(const struct observation *page, const struct element *element)
{
	int group = element->group;
	while (group >= 0 && !group_is_closed(&page->groups[group]))
		group = page->groups[group].parent;
	return group;
}

static struct members members_of(const struct observation *page, int group)
{
	struct members members = {.count = 0};
	for (size_t i = 0; i < page->element_count; i++) {
		const struct element *element = &page->elements[i];
		if (!element->operations || closed_group(page, element) != group)
			continue;
		members.full = members.count == MEMBERS_MAXIMUM;
		if (members.full)
			return members;
		members.items[members.count++] = element;
	}
	return members;
}

static double likeness_of(
	const struct wanted *wanted, const struct element *recorded, const struct element *now)
{
	if (role_similarity(recorded->role, now->role) < same_kind)
		return 0;
	char *label = wanted_rebind(wanted, element_label(recorded), NULL);
	double similarity = text_equal_normalized(label, element_label(now))
				    ? 1
				    : labels_similarity(wanted->lexicon, label, element_label(now));
	free(label);
	return similarity;
}

/* Each recorded element but the wanted one claims the one most like it. Returns how many did. */
static size_t claim(const struct wanted *wanted, struct members *before, struct members *now)
{
	size_t claims = 0;
	for (size_t i = 0; i < before->count; i++) {
		size_t best = now->count;
		double most = recognised;
		if (before->items[i]->id == wanted->recorded->id)
			continue;
		for (size_t j = 0; j < now->count; j++) {
			double alike = now->claimed[j] ? 0
						       : likeness_of(wanted, before->items[i],
								 now->items[j]);
			if (alike < most)
				continue;
			most = alike;
			best = j;
		}
		if (best == now->count)
			continue;
		before->claimed[i] = now->claimed[best] = true;
		claims++;
	}
	return claims;
}

static bool could_be_meant(const struct wanted *wanted, const struct element *element)
{
	const struct element *recorded = wanted->recorded;
	bool offers = wanted->operations == 0 || (element->operations & wanted->operations);
	return offers && role_similarity(recorded->role, element->role) >= same_kind &&
	       strcmp(recorded->type, element->type) == 0;
}

/* The only unclaimed one that could be meant; NULL. */
static const struct element *only_unclaimed(
	const struct wanted *wanted, const struct members *members)
{
	const struct element *found = NULL;
	for (size_t i = 0; i < members->count; i++) {
		if (members->claimed[i] || !could_be_meant(wanted, members->items[i]))
			continue;
		if (found)
			return NULL;
		found = members->items[i];
	}
	return found;
}

static bool destroys(const struct wanted *wanted, const char *label)
{
	static const char *const deeds[] = {"Delete", "Cancel", "Log out", "Reset"};
	for (size_t i = 0; i < sizeof(deeds) / sizeof(*deeds); i++)
		if (labels_similarity(wanted->lexicon, label, deeds[i]) >= same_kind)
			return true;
	return false;
}

static bool says_the_opposite(const struct wanted *wanted, const struct element *element)
{
	struct button_label before = button_read(wanted->name);
	struct button_label now = button_read(element->name);
	return (button_refuses(&now) && !button_refuses(&before)) ||
	       (destroys(wanted, element->name) && !destroys(wanted, wanted->name));
}

static const struct element *left_over_in(const struct observation *observation, int group,
	const struct wanted *wanted, const struct element *target, const struct members *recorded)
{
	struct members before = *recorded, now = members_of(observation, group);
	if (now.full || claim(wanted, &before, &now) == 0 ||
		only_unclaimed(wanted, &before) != target)
		return NULL;
	const struct element *found = only_unclaimed(wanted, &now);
	return found && !says_the_opposite(wanted, found) ? found : NULL;
}

/* The recorded target, as an element of its page. */
static const struct element *target_on_page(const struct wanted *wanted)
{
	return wanted->page ? observation_find(wanted->page, wanted->recorded->id) : NULL;
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

const struct element *left_over(const struct observation *observation, const struct wanted *wanted)
{
	const struct element *target = target_on_page(wanted), *found = NULL;
	int home = target ? closed_group(wanted->page, target) : -1;
	if (!target || (home < 0 && !is_field(wanted->operations)))
		return NULL;
	struct members before = members_of(wanted->page, home);
	for (int group = -1; !before.full && group < (int)observation->group_count; group++) {
		if (!may_be_home(observation, group, wanted, home))
			continue;
		const struct element *here =
			left_over_in(observation, group, wanted, target, &before);
		if (here && found)
			return NULL;
		found = here ? here : found;
	}
	return found;
}
