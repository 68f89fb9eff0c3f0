#include "gym/panels.h"

#include "gym/store.h"

#include <string.h>

/* --- tabs ----------------------------------------------------------------------------- */

static struct node *add_tab(
	struct draft *draft, struct node *bar, const char *name, struct node *panel)
{
	struct node *tab;
	switch (look(draft, ASPECT_ROLES, "tab", 4)) {
	case 0:
		tab = add_link(draft, bar, name, -1);
		break;
	case 1:
		tab = add_text(draft, bar, TAG_LI, name);
		tab->flags |= NODE_POINTER;
		break;
	default:
		tab = add_text(draft, bar, TAG_BUTTON, name);
		node_set(tab, ATTRIBUTE_TYPE, "button");
		node_set(tab, ATTRIBUTE_ROLE, "tab");
	}
	dress(draft, tab, "tab");
	identify(draft, tab, name);
	tab->effect = (struct effect){EFFECT_TAB, panel, NULL, 0};
	hide(panel, tab);
	return tab;
}

void add_tab_bar(struct draft *draft, struct node *content, const char *const *names, size_t count,
	struct node **panels)
{
	struct node *bar =
		add(draft, content, look(draft, ASPECT_ROLES, "tab", 4) == 1 ? TAG_UL : TAG_DIV);
	bar->flow = FLOW_ROW;
	if (look(draft, ASPECT_ROLES, "tab", 4) > 1)
		node_set(bar, ATTRIBUTE_ROLE, "tablist");
	struct node *box = add(draft, content, TAG_DIV);
	for (size_t i = 0; i < count; i++) {
		panels[i] = add(draft, box, TAG_DIV);
		if (looks(draft, ASPECT_MARKUP, "tabpanels", 50))
			node_set(panels[i], ATTRIBUTE_ROLE, "tabpanel");
		struct node *tab = add_tab(draft, bar, names[i], panels[i]);
		if (i == 0 && node_is(tab, ATTRIBUTE_ROLE, "tab"))
			tab->flags |= NODE_SELECTED;
	}
	panels[0]->flags &= ~(uint32_t)NODE_HIDDEN;
}

/* --- sections ------------------------------------------------------------------------- */

static struct node *add_details(struct draft *draft, struct node *content, const char *name)
{
	struct node *details = add(draft, content, TAG_DETAILS);
	add_text(draft, details, TAG_SUMMARY, name);
	return add(draft, details, TAG_DIV);
}

static struct node *section_opener(struct draft *draft, struct node *content, const char *name)
{
	struct node *node;
	switch (look(draft, ASPECT_ROLES, "section", 5)) {
	case 0:
		node = add_text(draft, content, TAG_H3, name);
		node->flags |= NODE_POINTER;
		break;
	case 1:
		node = add_text(draft, content, TAG_DIV, name);
		node_set(node, ATTRIBUTE_ROLE, "tab");
		node_set(node, ATTRIBUTE_TABINDEX, "0");
		node->flags |= NODE_COLLAPSED;
		break;
	default:
		node = add_text(draft, content, TAG_BUTTON, name);
		node_set(node, ATTRIBUTE_TYPE, "button");
		node->flags |= NODE_COLLAPSED;
	}
	dress(draft, node, "section-head");
	identify(draft, node, name);
	return node;
}

void add_sections(struct draft *draft, struct node *content, const char *const *names, size_t count,
	struct node **panels)
{
	bool is_native = looks(draft, ASPECT_ROLES, "details", 30);
	bool is_single = looks(draft, ASPECT_ROLES, "one section", 40);
	for (size_t i = 0; i < count; i++) {
		if (is_native) {
			panels[i] = add_details(draft, content, names[i]);
			continue;
		}
		struct node *opener = section_opener(draft, content, names[i]);
		panels[i] = hide(add(draft, content, TAG_DIV), opener);
		opener->effect =
			(struct effect){is_single ? EFFECT_TAB : EFFECT_TOGGLE, panels[i], NULL, 0};
	}
}

/* --- menus ---------------------------------------------------------------------------- */

struct node *add_menu(struct draft *draft, struct node *place, const char *text, const char *key)
{
	struct node *opener;
	if (!text)
		opener = add_icon(draft, place, PHRASE_MORE, key);
	else
		opener = add_button(draft, place, text, BUTTON_SMALL, key);
	opener->flags |= NODE_COLLAPSED;
	struct node *menu = hide(add(draft, place, TAG_UL), opener);
	node_set(menu, ATTRIBUTE_ROLE, "menu");
	opener->effect = (struct effect){EFFECT_TOGGLE, menu, NULL, 0};
	return menu;
}

static struct node *entry_node(struct draft *draft, struct node *item, const char *text)
{
	switch (look(draft, ASPECT_MARKUP, "entries", 4)) {
	case 0: {
		struct node *link = add_link(draft, item, text, -1);
		node_set(item, ATTRIBUTE_ROLE, "none");
		node_set(link, ATTRIBUTE_ROLE, "menuitem");
		return link;
	}
	case 1: {
		struct node *button = add_text(draft, item, TAG_BUTTON, text);
		node_set(item, ATTRIBUTE_ROLE, "none");
		node_set(button, ATTRIBUTE_TYPE, "button");
		node_set(button, ATTRIBUTE_ROLE, "menuitem");
		return button;
	}
	default: {
		struct node *box = add_text(draft, item, TAG_DIV, text);
		node_set(box, ATTRIBUTE_ROLE, "menuitem");
		node_set(box, ATTRIBUTE_TABINDEX, "-1");
		return box;
	}
	}
}

struct node *add_menu_entry(
	struct draft *draft, struct node *menu, const char *text, struct node **submenu)
{
	struct node *item = add(draft, menu, TAG_LI);
	struct node *entry = entry_node(draft, item, text);
	if (!submenu)
		return entry;
	*submenu = hide(add(draft, item, TAG_UL), entry);
	node_set(*submenu, ATTRIBUTE_ROLE, "menu");
	entry->flags |= NODE_COLLAPSED;
	entry->effect = (struct effect){EFFECT_TOGGLE, *submenu, NULL, 0};
	return entry;
}

/* --- dialogs -------------------------------------------------------------------------- */

struct node *add_dialog(struct draft *draft, int page, const char *title, struct node *opener)
{
	struct node *dialog = add(draft, draft->site->pages[page].body, TAG_DIV);
	dialog->flags |= NODE_MODAL;
	node_set(dialog, ATTRIBUTE_CLASS, "modal");
	if (looks(draft, ASPECT_MARKUP, "dialog role", 85))
		node_set(dialog, ATTRIBUTE_ROLE, "dialog");
	if (looks(draft, ASPECT_MARKUP, "dialog name", 50))
		node_set(dialog, ATTRIBUTE_ARIA_LABEL, title);
	static const enum tag tags[] = {TAG_H2, TAG_H3, TAG_SPAN, TAG_DIV};
	add_text(draft, dialog, tags[look(draft, ASPECT_MARKUP, "dialog title", 4)], title);
	if (opener) {
		hide(dialog, opener);
		opener->effect = (struct effect){.kind = EFFECT_OPEN, .target = dialog};
	}
	return dialog;
}
