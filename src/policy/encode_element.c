#include "policy/encode_element.h"

#include "base/text.h"
#include "policy/wanted.h"

#include <string.h>

/* The last part of an address that has letters: "/img/trash.svg" is about trash. */
static const char *address_words(const char *href)
{
	const char *slash = strrchr(href, '/');
	return slash && slash[1] ? slash + 1 : href;
}

const char *element_words(const struct element *element)
{
	const struct locators *locators = &element->locators;
	const char *texts[] = {element->name, element->placeholder, element->hint,
		locators->dom_name, locators->test_id, locators->dom_id};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (!text_is_blank(texts[i]) && (i < 3 || !identifier_is_generated(texts[i])))
			return texts[i];
	return address_words(element->href);
}

static bool is_one_of(const char *kind, const char *const *kinds)
{
	for (; *kinds; kinds++)
		if (strcmp(kind, *kinds) == 0)
			return true;
	return false;
}

static int group_around(
	const struct observation *page, const struct element *element, const char *const *kinds)
{
	int group = element->group;
	while (group >= 0 && !is_one_of(page->groups[group].kind, kinds))
		group = page->groups[group].parent;
	return group;
}

int element_item(const struct observation *page, const struct element *element)
{
	static const char *const kinds[] = {
		"row", "listitem", "card", "article", "option", "treeitem", NULL};
	return group_around(page, element, kinds);
}

int element_dialog(const struct observation *page, const struct element *element)
{
	static const char *const kinds[] = {"dialog", "alertdialog", NULL};
	return group_around(page, element, kinds);
}

int element_table(const struct observation *page, const struct element *element)
{
	static const char *const kinds[] = {"table", "grid", "treegrid", NULL};
	return group_around(page, element, kinds);
}
