#include "gym/node.h"

#include "gym/store.h"

#include <string.h>

static const char *const attribute_names[ATTRIBUTE_COUNT] = {
	[ATTRIBUTE_ID] = "id",
	[ATTRIBUTE_CLASS] = "class",
	[ATTRIBUTE_NAME] = "name",
	[ATTRIBUTE_TYPE] = "type",
	[ATTRIBUTE_HREF] = "href",
	[ATTRIBUTE_TITLE] = "title",
	[ATTRIBUTE_PLACEHOLDER] = "placeholder",
	[ATTRIBUTE_ALT] = "alt",
	[ATTRIBUTE_SRC] = "src",
	[ATTRIBUTE_ROLE] = "role",
	[ATTRIBUTE_ARIA_LABEL] = "aria-label",
	[ATTRIBUTE_ARIA_LIVE] = "aria-live",
	[ATTRIBUTE_TEST_ID] = "data-testid",
	[ATTRIBUTE_TABINDEX] = "tabindex",
};

const char *attribute_name(enum attribute attribute)
{
	return attribute_names[attribute];
}

/* --- making --------------------------------------------------------------------------- */

struct node *node_new(struct tree *tree, struct node *parent, enum tag tag)
{
	struct node *node = store_take(tree->arena, 1, sizeof *node);
	node->tag = tag;
	node->value = node->initial = "";
	if (tag != TAG_TEXT)
		node->id = ++tree->next_id;
	if (parent)
		node_append(parent, node);
	return node;
}

struct node *node_text(struct tree *tree, struct node *parent, const char *text)
{
	struct node *node = node_new(tree, parent, TAG_TEXT);
	node->text = text;
	return node;
}

struct node *node_with_text(struct tree *tree, struct node *parent, enum tag tag, const char *text)
{
	struct node *node = node_new(tree, parent, tag);
	if (text && *text)
		node_text(tree, node, text);
	return node;
}

void node_set(struct node *node, enum attribute attribute, const char *value)
{
	node->attributes[attribute] = value;
}

const char *node_get(const struct node *node, enum attribute attribute)
{
	return node->attributes[attribute] ? node->attributes[attribute] : "";
}

bool node_is(const struct node *node, enum attribute attribute, const char *value)
{
	return node->attributes[attribute] && strcmp(node->attributes[attribute], value) == 0;
}

void node_detach(struct node *node)
{
	struct node *parent = node->parent, *before = NULL;
	if (!parent)
		return;
	for (struct node *child = parent->first; child != node; child = child->next)
		before = child;
	if (before)
		before->next = node->next;
	else
		parent->first = node->next;
	if (parent->last == node)
		parent->last = before;
	node->parent = node->next = NULL;
}

void node_insert(struct node *parent, struct node *child, struct node *before)
{
	if (!before) {
		node_append(parent, child);
		return;
	}
	child->parent = parent;
	child->next = before;
	struct node **link = &parent->first;
	while (*link != before)
		link = &(*link)->next;
	*link = child;
}

void node_append(struct node *parent, struct node *child)
{
	child->parent = parent;
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

/* --- walking -------------------------------------------------------------------------- */

struct node *node_next_sibling_of(const struct node *node, const struct node *root)
{
	for (; node && node != root; node = node->parent)
		if (node->next)
			return node->next;
	return NULL;
}

struct node *node_next(const struct node *node, const struct node *root)
{
	return node->first ? node->first : node_next_sibling_of(node, root);
}

bool node_is_inside(const struct node *node, const struct node *ancestor)
{
	for (; node; node = node->parent)
		if (node == ancestor)
			return true;
	return false;
}

struct node *node_root(const struct node *node)
{
	while (node->parent)
		node = node->parent;
	/* The caller may change what it owns; the walk itself changes nothing. */
	return (struct node *)(uintptr_t)node;
}

static bool hides(const struct node *node, const struct node *below)
{
	if (node->flags & NODE_HIDDEN)
		return true;
	return node->tag == TAG_DETAILS && !(node->flags & NODE_OPEN) && below &&
	       below->tag != TAG_SUMMARY;
}

const struct node *node_hidden_by(const struct node *node)
{
	const struct node *outermost = NULL, *below = NULL;
	for (; node; below = node, node = node->parent)
		if (hides(node, below))
			outermost = node;
	return outermost;
}

bool node_is_shown(const struct node *node)
{
	return node_hidden_by(node) == NULL;
}

/* --- kinds ---------------------------------------------------------------------------- */

bool node_is_control(const struct node *node)
{
	return node->tag >= TAG_BUTTON && node->tag <= TAG_TEXTAREA;
}

static bool is_one_of(const char *text, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(text, *list) == 0)
			return true;
	return false;
}

bool node_is_text_field(const struct node *node)
{
	static const char *const others[] = {
		"checkbox", "radio", "submit", "button", "file", "image", "reset", "hidden", NULL};
	if (node->tag == TAG_TEXTAREA || (node->flags & NODE_EDITABLE))
		return true;
	return node->tag == TAG_INPUT && !is_one_of(node_get(node, ATTRIBUTE_TYPE), others);
}

bool node_is_radio(const struct node *node)
{
	return (node->tag == TAG_INPUT && node_is(node, ATTRIBUTE_TYPE, "radio")) ||
	       node_is(node, ATTRIBUTE_ROLE, "radio");
}

bool node_is_checkable(const struct node *node)
{
	static const char *const roles[] = {
		"checkbox", "radio", "switch", "menuitemcheckbox", NULL};
	if (node->attributes[ATTRIBUTE_ROLE] && is_one_of(node->attributes[ATTRIBUTE_ROLE], roles))
		return true;
	return node->tag == TAG_INPUT &&
	       (node_is(node, ATTRIBUTE_TYPE, "checkbox") || node_is_radio(node));
}

bool node_is_on(const struct node *node)
{
	return (node->flags & (NODE_CHECKED | NODE_PRESSED | NODE_SELECTED | NODE_ON)) != 0;
}

const struct choice *node_chosen(const struct node *node)
{
	for (size_t i = 0; i < node->choice_count; i++)
		if (node->choices[i].selected)
			return &node->choices[i];
	return NULL;
}

const char *node_content(const struct node *node, struct arena *arena)
{
	if (node->first && !node->first->next && node->first->tag == TAG_TEXT)
		return node->first->text;
	const char *text = "";
	for (const struct node *each = node->first; each; each = node_next(each, node))
		if (each->tag == TAG_TEXT)
			text = store_format(arena, "%s%s%s", text, *text ? " " : "", each->text);
	return text;
}
