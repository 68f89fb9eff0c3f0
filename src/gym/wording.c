#include "gym/wording.h"

#include "base/text.h"
#include "gym/store.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_ROOM = 1200, HINT_MAXIMUM = 160, CONTENT_MAXIMUM = 400 };

bool text_is_one_of(const char *text, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(text, *list) == 0)
			return true;
	return false;
}

const char *text_cut_to(const char *text, size_t maximum, struct arena *arena)
{
	size_t length = strlen(text);
	return length <= maximum ? text : store_span(arena, text, text_cut(text, length, maximum));
}

/* --- roles ---------------------------------------------------------------------------- */

bool role_is_active(const char *role)
{
	static const char *const roles[] = {"button", "link", "checkbox", "radio", "switch",
		"textbox", "searchbox", "combobox", "option", "menuitem", "menuitemcheckbox",
		"menuitemradio", "tab", "treeitem", "slider", "spinbutton", NULL};
	return *role && text_is_one_of(role, roles);
}

bool role_is_group(const char *role)
{
	static const char *const roles[] = {"row", "listitem", "list", "form", "group",
		"radiogroup", "dialog", "alertdialog", "table", "grid", "treegrid", "navigation",
		"article", "region", "tabpanel", "tablist", "menu", "menubar", "toolbar", "listbox",
		"tree", "feed", "search", "complementary", "main", "banner", "contentinfo", NULL};
	return *role && text_is_one_of(role, roles);
}

bool role_is_text(const char *role)
{
	static const char *const roles[] = {"heading", "cell", "gridcell", "columnheader",
		"rowheader", "listitem", "status", "alert", "log", "timer", "marquee", "term",
		"definition", "progressbar", "meter", "tooltip", "image", NULL};
	return *role && text_is_one_of(role, roles);
}

static const char *input_role(const char *type)
{
	static const char *const rows[][2] = {{"button", "button"}, {"submit", "button"},
		{"reset", "button"}, {"image", "button"}, {"file", "button"},
		{"checkbox", "checkbox"}, {"radio", "radio"}, {"range", "slider"},
		{"number", "spinbutton"}, {"search", "searchbox"}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(type, rows[i][0]) == 0)
			return rows[i][1];
	return "textbox";
}

const char *role_of(const struct node *node)
{
	const char *role = node->attributes[ATTRIBUTE_ROLE];
	if (role && *role)
		return role;
	switch (node->tag) {
	case TAG_A:
		return node->attributes[ATTRIBUTE_HREF] ? "link" : "generic";
	case TAG_SELECT:
		return "combobox";
	case TAG_INPUT:
		return input_role(node_get(node, ATTRIBUTE_TYPE));
	default:
		role = tag_facts(node->tag)->role;
		return *role ? role : node->flags & NODE_EDITABLE ? "textbox" : "generic";
	}
}

/* --- texts ---------------------------------------------------------------------------- */

/* A text under way: words with single spaces between them. */
struct line {
	char text[TEXT_ROOM];
	size_t length;
	bool gap; /* a space comes before the next character */
};

static void line_add(struct line *line, const char *text)
{
	for (; *text && line->length + 2 < sizeof line->text; text++) {
		bool is_space = *text == ' ' || *text == '\n' || *text == '\t';
		if (is_space) {
			line->gap = true;
			continue;
		}
		if (line->gap && line->length)
			line->text[line->length++] = ' ';
		line->gap = false;
		line->text[line->length++] = *text;
	}
}

static const char *line_take(struct line *line, struct arena *arena)
{
	size_t kept = text_cut(line->text, line->length, CONTENT_MAXIMUM);
	return kept ? store_span(arena, line->text, kept) : "";
}

enum skipping { SKIP_NOTHING, SKIP_CONTROLS, SKIP_LINKS };

static bool is_skipped(const struct node *node, enum skipping skipping)
{
	return (skipping != SKIP_NOTHING && node_is_control(node)) ||
	       (skipping == SKIP_LINKS && node->tag == TAG_A);
}

static void add_part(struct line *line, const struct node *node, enum skipping skipping);

static void add_content(struct line *line, const struct node *node, enum skipping skipping)
{
	for (const struct node *child = node->first; child; child = child->next)
		add_part(line, child, skipping);
}

static void add_part(struct line *line, const struct node *node, enum skipping skipping)
{
	if (node->tag == TAG_TEXT) {
		line_add(line, node->text);
		return;
	}
	if (is_skipped(node, skipping)) {
		line->gap = true;
		return;
	}
	if (node->flags & NODE_HIDDEN)
		return;
	const char *spoken = node_get(node, ATTRIBUTE_ARIA_LABEL);
	if (node->tag == TAG_IMG || *spoken) {
		line->gap = true;
		line_add(line, *spoken ? spoken : node_get(node, ATTRIBUTE_ALT));
		line->gap = true;
		return;
	}
	bool is_block = !tag_facts(node->tag)->is_inline;
	line->gap = line->gap || is_block;
	add_content(line, node, skipping);
	line->gap = line->gap || is_block;
}

/* The only text inside, if it needs no tidying; else NULL. */
static const char *sole_text(const struct node *node)
{
	const struct node *only = node->first;
	if (!only || only->next || only->tag != TAG_TEXT || strlen(only->text) > CONTENT_MAXIMUM)
		return NULL;
	return *only->text && *only->text != ' ' ? only->text : NULL;
}

static const char *content_without(
	const struct node *node, enum skipping skipping, struct arena *arena)
{
	const char *sole = sole_text(node);
	if (sole)
		return sole;
	struct line line = {.length = 0};
	line.gap = false;
	add_content(&line, node, skipping);
	return line_take(&line, arena);
}

const char *content_of(const struct node *node, struct arena *arena)
{
	return content_without(node, SKIP_NOTHING, arena);
}

const char *block_text(const struct node *node, struct arena *arena)
{
	const char *sole = sole_text(node);
	if (sole)
		return sole;
	struct line line = {.length = 0};
	for (const struct node *child = node->first; child; child = child->next)
		if (child->tag == TAG_TEXT || tag_facts(child->tag)->is_inline)
			add_part(&line, child, SKIP_CONTROLS);
		else
			line.gap = true;
	return line_take(&line, arena);
}

static bool holds_blocks(const struct node *node)
{
	static const enum tag blocks[] = {TAG_TABLE, TAG_FORM, TAG_UL, TAG_OL, TAG_DL, TAG_H1,
		TAG_H2, TAG_H3, TAG_H4, TAG_P, TAG_FIELDSET, TAG_SECTION, TAG_ARTICLE,
		TAG_BLOCKQUOTE};
	for (const struct node *each = node_next(node, node); each; each = node_next(each, node))
		for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
			if (each->tag == blocks[i])
				return true;
	return false;
}

static bool holds_elements(const struct node *node)
{
	for (const struct node *child = node->first; child; child = child->next)
		if (child->tag != TAG_TEXT)
			return true;
	return false;
}

const char *whole_text(const struct node *node, const char *role, struct arena *arena)
{
	static const char *const announcements[] = {
		"status", "alert", "log", "timer", "marquee", "definition", NULL};
	if (holds_elements(node)) {
		if (strcmp(role, "heading") != 0 && holds_blocks(node))
			return "";
		if (!*content_without(node, SKIP_LINKS, arena))
			return "";
	}
	if (text_is_one_of(role, announcements))
		return content_without(node, SKIP_CONTROLS, arena);
	return name_of(node, role, arena);
}

/* --- names ---------------------------------------------------------------------------- */

static bool is_named_by_content(const char *role)
{
	static const char *const roles[] = {"button", "cell", "checkbox", "columnheader",
		"gridcell", "heading", "link", "menuitem", "menuitemcheckbox", "menuitemradio",
		"option", "radio", "row", "rowheader", "switch", "tab", "tooltip", "treeitem",
		NULL};
	return text_is_one_of(role, roles);
}

static const char *field_name(const struct node *node, struct arena *arena)
{
	const char *type = node->tag == TAG_INPUT ? node_get(node, ATTRIBUTE_TYPE) : "";
	if (strcmp(type, "submit") == 0 || strcmp(type, "button") == 0)
		return *node->value ? node->value : strcmp(type, "submit") == 0 ? "Submit" : "";
	const char *text = node->label ? content_without(node->label, SKIP_CONTROLS, arena) : "";
	if (*text)
		return text;
	text = node_get(node, ATTRIBUTE_TITLE);
	if (*text)
		return text;
	text = node_get(node, ATTRIBUTE_PLACEHOLDER);
	return *text ? text : strcmp(type, "file") == 0 ? "Choose File" : "";
}

const char *name_of(const struct node *node, const char *role, struct arena *arena)
{
	const char *spoken = node_get(node, ATTRIBUTE_ARIA_LABEL);
	if (*spoken)
		return spoken;
	if (node_is_control(node) && node->tag != TAG_BUTTON)
		return field_name(node, arena);
	if (node->tag == TAG_IMG && *node_get(node, ATTRIBUTE_ALT))
		return node_get(node, ATTRIBUTE_ALT);
	const char *text = is_named_by_content(role) ? content_of(node, arena) : "";
	return *text ? text : node_get(node, ATTRIBUTE_TITLE);
}

const char *group_name(const struct node *node, struct arena *arena)
{
	const char *spoken = node_get(node, ATTRIBUTE_ARIA_LABEL);
	if (*spoken)
		return spoken;
	enum tag giver = node->tag == TAG_FIELDSET ? TAG_LEGEND
			 : node->tag == TAG_TABLE  ? TAG_CAPTION
						   : TAG_TEXT;
	for (const struct node *child = node->first; child && giver != TAG_TEXT;
		child = child->next)
		if (child->tag == giver)
			return content_without(child, SKIP_CONTROLS, arena);
	return "";
}

/* --- hints ---------------------------------------------------------------------------- */

static const struct node *icon_in(const struct node *node)
{
	for (const struct node *each = node_next(node, node); each; each = node_next(each, node))
		if (each->tag == TAG_IMG || each->tag == TAG_I ||
			strstr(node_get(each, ATTRIBUTE_CLASS), "icon"))
			return each;
	return NULL;
}

/* The file's name without folders and ending. */
static const char *file_word(const char *source, struct arena *arena)
{
	const char *slash = strrchr(source, '/');
	const char *base = slash ? slash + 1 : source;
	return store_span(arena, base, strcspn(base, ".?"));
}

const char *hint_of(const struct node *node, const char *name, struct arena *arena)
{
	const char *title = node_get(node, ATTRIBUTE_TITLE);
	if (*name && name[1])
		return *title && strcmp(title, name) != 0 ? title : "";
	const char *parts[6] = {
		title, node_get(node, ATTRIBUTE_ALT), node_get(node, ATTRIBUTE_CLASS), "", "", ""};
	const struct node *icon = icon_in(node);
	if (icon) {
		parts[3] = node_get(icon, ATTRIBUTE_ALT);
		parts[4] = node_get(icon, ATTRIBUTE_CLASS);
		parts[5] = file_word(node_get(icon, ATTRIBUTE_SRC), arena);
	}
	const char *text = "";
	for (size_t i = 0; i < 6; i++) {
		bool is_new = *parts[i] != '\0';
		for (size_t k = 0; k < i; k++)
			is_new = is_new && strcmp(parts[i], parts[k]) != 0;
		if (is_new)
			text = *text ? store_format(arena, "%s %s", text, parts[i]) : parts[i];
	}
	return text_cut_to(text, HINT_MAXIMUM, arena);
}
