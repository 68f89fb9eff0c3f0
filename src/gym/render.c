#include "gym/render.h"

#include <string.h>

static void put(struct bytes *html, const char *text)
{
	bytes_append_text(html, text, NULL);
}

static void put_escaped(struct bytes *html, const char *text)
{
	for (; *text; text++) {
		const char *entity = *text == '&'   ? "&amp;"
				     : *text == '<' ? "&lt;"
				     : *text == '>' ? "&gt;"
				     : *text == '"' ? "&quot;"
						    : NULL;
		if (entity)
			put(html, entity);
		else
			bytes_append(html, text, 1, NULL);
	}
}

static void put_attribute(struct bytes *html, const char *name, const char *value)
{
	bytes_format(html, NULL, " %s=\"", name);
	put_escaped(html, value);
	put(html, "\"");
}

static void put_flags(struct bytes *html, const struct node *node)
{
	static const struct {
		uint32_t flag;
		const char *text;
	} rows[] = {{NODE_REQUIRED, " required"}, {NODE_READONLY, " readonly"},
		{NODE_EDITABLE, " contenteditable=\"true\""},
		{NODE_EXPANDED, " aria-expanded=\"true\""},
		{NODE_COLLAPSED, " aria-expanded=\"false\""},
		{NODE_PRESSED, " aria-pressed=\"true\""},
		{NODE_SELECTED, " aria-selected=\"true\""},
		{NODE_CURRENT, " aria-current=\"page\""}, {NODE_INVALID, " aria-invalid=\"true\""},
		{NODE_OPEN, " open"}, {NODE_HIDDEN, " hidden"}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (node->flags & rows[i].flag)
			put(html, rows[i].text);
	if (node->flags & NODE_DISABLED)
		put(html, node_is_control(node) ? " disabled" : " aria-disabled=\"true\"");
	bool is_native = node->tag == TAG_INPUT;
	if (node_is_checkable(node) && is_native && (node->flags & NODE_CHECKED))
		put(html, " checked");
	if (node_is_checkable(node) && !is_native)
		put_attribute(html, "aria-checked", node->flags & NODE_CHECKED ? "true" : "false");
}

static void put_style(struct bytes *html, const struct node *node)
{
	struct bytes style;
	bytes_init(&style, 400);
	if (node->flags & NODE_POINTER)
		put(&style, "cursor:pointer;");
	if (node->flow == FLOW_ROW)
		put(&style, "display:flex;gap:8px;flex-wrap:wrap;");
	if (node->flow == FLOW_COLUMNS && node->tag != TAG_TR)
		bytes_format(&style, NULL, "display:grid;grid-template-columns:repeat(%d,1fr);",
			node->columns);
	if (node->high > 0 && !(node->flags & NODE_BOX))
		bytes_format(&style, NULL, "min-height:%.0fpx;", (double)node->high);
	if (node->flags & NODE_BOX)
		bytes_format(&style, NULL, "display:inline-block;width:%.0fpx;height:%.0fpx;",
			(double)node->wide, (double)node->high);
	else if (node->wide > 0)
		bytes_format(&style, NULL, "max-width:%.0fpx;", (double)node->wide);
	if (style.length)
		put_attribute(html, "style", style.data);
	bytes_release(&style);
}

static void put_choices(struct bytes *html, const struct node *node)
{
	for (size_t i = 0; i < node->choice_count; i++) {
		const struct choice *choice = &node->choices[i];
		put(html, "<option");
		if (strcmp(choice->label, choice->value) != 0)
			put_attribute(html, "value", choice->value);
		put(html, choice->selected ? " selected>" : ">");
		put_escaped(html, choice->label);
		put(html, "</option>");
	}
}

static void put_start(struct bytes *html, const struct node *node, bool is_focused)
{
	bytes_format(html, NULL, "<%s", tag_facts(node->tag)->name);
	for (int i = 0; i < ATTRIBUTE_COUNT; i++)
		if (node->attributes[i])
			put_attribute(html, attribute_name((enum attribute)i), node->attributes[i]);
	if (node->tag == TAG_LABEL && node->labels && !node_is_inside(node->labels, node))
		put_attribute(html, "for", node_get(node->labels, ATTRIBUTE_ID));
	bool is_file = node_is(node, ATTRIBUTE_TYPE, "file");
	if (node->tag == TAG_INPUT && !node_is_checkable(node) && !is_file && *node->value)
		put_attribute(html, "value", node->value);
	if (is_focused)
		put(html, " data-focused");
	put_flags(html, node);
	put_style(html, node);
	put(html, ">");
}

static void put_node(struct bytes *html, const struct node *node, const struct node *focused)
{
	if (node->tag == TAG_TEXT) {
		put_escaped(html, node->text);
		return;
	}
	bool is_layer = (node->flags & NODE_MODAL) && !(node->flags & NODE_HIDDEN);
	put_start(html, node, node == focused);
	if (node->tag == TAG_INPUT || node->tag == TAG_IMG)
		return;
	if (node->tag == TAG_SELECT)
		put_choices(html, node);
	if (node->tag == TAG_TEXTAREA)
		put_escaped(html, node->value);
	for (const struct node *child = node->first; child; child = child->next)
		put_node(html, child, focused);
	bytes_format(html, NULL, "</%s>%s", tag_facts(node->tag)->name, is_layer ? "\n" : "");
}

static const char styles[] =
	"body{font:14px/20px sans-serif;margin:16px}[hidden]{display:none!important}"
	"i{display:inline-block;width:16px;height:16px}img{width:16px;height:16px}"
	"ul,ol{padding-left:0;list-style:none}.modal{position:fixed;left:400px;top:180px;"
	"width:480px;background:#fff;border:1px solid #888;box-shadow:0 0 0 2000px #0006}";

void render(
	const struct node *body, const char *title, const struct node *focused, struct bytes *html)
{
	put(html, "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
	put_escaped(html, title);
	bytes_format(html, NULL, "</title><style>%s</style></head>", styles);
	put_node(html, body, focused);
	if (focused)
		put(html, "<script>document.querySelector('[data-focused]').focus()</script>");
	put(html, "</html>");
}
