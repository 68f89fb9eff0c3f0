#include "gym/controls.h"

#include "gym/store.h"

#include <string.h>

static const char *rank_words(enum button_rank rank)
{
	return rank == BUTTON_PRIMARY ? "button primary"
	       : rank == BUTTON_SMALL ? "button small"
				      : "button";
}

static struct node *native_button(struct draft *draft, struct node *parent, const char *text)
{
	struct node *node = add_text(draft, parent, TAG_BUTTON, text);
	node_set(node, ATTRIBUTE_TYPE, "button");
	return node;
}

static struct node *input_button(
	struct draft *draft, struct node *parent, const char *text, const char *type)
{
	struct node *node = add(draft, parent, TAG_INPUT);
	node_set(node, ATTRIBUTE_TYPE, type);
	node->value = text;
	return node;
}

static struct node *box_button(struct draft *draft, struct node *parent, const char *text)
{
	struct node *node = add_text(draft, parent, TAG_DIV, text);
	node_set(node, ATTRIBUTE_ROLE, "button");
	node_set(node, ATTRIBUTE_TABINDEX, "0");
	return node;
}

/* Inside a box that is clickable by its pointer alone, another one could not be told from it. */
static void make_pointed(struct node *node)
{
	bool is_inside = false;
	for (const struct node *each = node->parent; each; each = each->parent)
		is_inside = is_inside || (each->flags & NODE_POINTER);
	if (is_inside) {
		node_set(node, ATTRIBUTE_ROLE, "button");
		node_set(node, ATTRIBUTE_TABINDEX, "0");
	}
	node->flags |= NODE_POINTER;
}

static struct node *pointed_box(struct draft *draft, struct node *parent, const char *text)
{
	struct node *node = add_text(draft, parent, TAG_SPAN, text);
	make_pointed(node);
	return node;
}

struct node *add_button(struct draft *draft, struct node *parent, const char *text,
	enum button_rank rank, const char *key)
{
	struct node *node;
	uint32_t role = look(draft, ASPECT_ROLES, key, 20);
	if (role < 13)
		node = native_button(draft, parent, text);
	else if (role < 15)
		node = input_button(draft, parent, text, "button");
	else if (role < 17)
		node = add_link(draft, parent, text, -1);
	else if (role < 19)
		node = box_button(draft, parent, text);
	else
		node = pointed_box(draft, parent, text);
	dress(draft, node, rank_words(rank));
	if (rank != BUTTON_SMALL)
		identify(draft, node, text);
	return node;
}

struct node *add_submit(struct draft *draft, struct node *parent, const char *text)
{
	struct node *node;
	uint32_t role = look(draft, ASPECT_ROLES, "submit", 10);
	if (role < 7) {
		node = add_text(draft, parent, TAG_BUTTON, text);
		if (role < 4)
			node_set(node, ATTRIBUTE_TYPE, "submit");
	} else if (role < 9) {
		node = input_button(draft, parent, text, "submit");
	} else {
		node = native_button(draft, parent, text);
	}
	dress(draft, node, "button primary");
	identify(draft, node, text);
	return node;
}

struct node *add_link(struct draft *draft, struct node *parent, const char *text, int page)
{
	struct node *node = add_text(draft, parent, TAG_A, text);
	if (page >= 0) {
		node_set(node, ATTRIBUTE_HREF, draft->site->pages[page].url);
		node->effect = (struct effect){.kind = EFFECT_GO, .amount = page};
	} else {
		node_set(node, ATTRIBUTE_HREF,
			looks(draft, ASPECT_MARKUP, "fragments", 70)
				? "#"
				: store_format(
					  draft->arena, "/%s", slug(draft, text ? text : "act")));
	}
	return node;
}

/* --- icons ---------------------------------------------------------------------------- */

static const char *icon_word(struct draft *draft, enum phrase phrase, const char *key)
{
	const char *icons = phrase_icons(phrase);
	size_t length;
	uint32_t way = look(draft, ASPECT_LABELS, key, (uint32_t)ways_count(icons));
	const char *word = ways_part(icons, way, &length);
	return store_span(draft->arena, word, length);
}

static const char *icon_class(struct draft *draft, const char *word)
{
	switch (look(draft, ASPECT_MARKUP, "icon set", 6)) {
	case 0:
		return store_format(draft->arena, "icon icon-%s", word);
	case 1:
		return store_format(draft->arena, "fa fa-%s", word);
	case 2:
		return store_format(draft->arena, "glyphicon glyphicon-%s", word);
	case 3:
		return store_format(draft->arena, "bi-%s", word);
	case 4:
		return store_format(draft->arena, "%s-icon", word);
	default:
		return word;
	}
}

static void add_image(
	struct draft *draft, struct node *parent, enum phrase phrase, const char *word)
{
	struct node *image = add(draft, parent, TAG_IMG);
	node_set(image, ATTRIBUTE_SRC, store_format(draft->arena, "/icons/%s.svg", word));
	bool is_named = looks(draft, ASPECT_MARKUP, "alt", 60);
	node_set(image, ATTRIBUTE_ALT, is_named ? label_of(draft, phrase_caption(phrase)) : "");
}

struct node *add_icon(struct draft *draft, struct node *parent, enum phrase phrase, const char *key)
{
	const char *text = label_of(draft, phrase_caption(phrase));
	const char *word = icon_word(draft, phrase, text);
	uint32_t role = look(draft, ASPECT_ROLES, key, 10);
	struct node *node;
	if (role < 6) {
		node = native_button(draft, parent, NULL);
	} else if (role < 8) {
		node = add_link(draft, parent, NULL, -1);
	} else {
		node = add(draft, parent, TAG_SPAN);
		make_pointed(node);
		node->flags |= NODE_BOX;
		node->wide = node->high = 20;
		node_set(node, ATTRIBUTE_CLASS, icon_class(draft, word));
		if (role == 8)
			node_set(node, ATTRIBUTE_TITLE, text);
		return node;
	}
	dress(draft, node, "icon-button");
	switch (look(draft, ASPECT_MARKUP, key, 5)) {
	case 0:
		node_set(node, ATTRIBUTE_ARIA_LABEL, text);
		break;
	case 1:
		node_set(node, ATTRIBUTE_TITLE, text);
		break;
	case 2:
		add_image(draft, node, phrase, word);
		return node;
	default:
		break;
	}
	node_set(add(draft, node, TAG_I), ATTRIBUTE_CLASS, icon_class(draft, word));
	return node;
}
