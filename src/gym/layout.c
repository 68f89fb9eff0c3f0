#include "gym/layout.h"

#include <string.h>

#define CHARACTER_PX 7.2f
#define LINE_PX	     20.0f
#define GAP_PX	     8.0f

/* Where the next inline thing goes. */
struct pen {
	float left, right; /* of the line */
	float x, y, line;  /* line: height of the present one */
};

static float place_block(struct node *node, float x, float y, float width);
static void place_inline(struct node *node, struct pen *pen);

static void set_box(struct node *node, float x, float y, float width, float height)
{
	node->x = x;
	node->y = y;
	node->width = width;
	node->height = height;
}

static float text_width(const struct node *node)
{
	float width = 0;
	for (const struct node *child = node->first; child; child = child->next)
		width += child->tag == TAG_TEXT	      ? CHARACTER_PX * (float)strlen(child->text)
			 : child->flags & NODE_HIDDEN ? 0
			 : child->tag == TAG_I || child->tag == TAG_IMG ? 20
									: text_width(child);
	return width;
}

static void control_size(const struct node *node, float *width, float *height)
{
	*height = 38;
	if (node->wide > 0) {
		*width = node->wide;
		*height = node->high > 0 ? node->high : 38;
	} else if (node->tag == TAG_BUTTON) {
		*width = text_width(node) + 28;
		*height = 36;
	} else if (node->tag == TAG_TEXTAREA) {
		*width = 340;
		*height = 82;
	} else if (node->tag == TAG_SELECT) {
		*width = 180;
	} else if (node_is_checkable(node)) {
		*width = *height = 16;
	} else if (!node_is_text_field(node)) {
		*width = CHARACTER_PX * (float)strlen(node->value) + 28;
		*height = 36;
	} else {
		*width = 220;
	}
}

static void new_line(struct pen *pen)
{
	pen->x = pen->left;
	pen->y += pen->line + 4;
	pen->line = LINE_PX;
}

static void place_box(struct node *node, struct pen *pen, float width, float height)
{
	if (pen->x > pen->left && pen->x + width > pen->right)
		new_line(pen);
	set_box(node, pen->x, pen->y, width, height);
	pen->x += width + 6;
	pen->line = height > pen->line ? height : pen->line;
}

static void place_text(struct node *node, struct pen *pen)
{
	float width = CHARACTER_PX * (float)strlen(node->text), room = pen->right - pen->left;
	if (width <= room) {
		place_box(node, pen, width, LINE_PX);
		pen->x -= 6;
		return;
	}
	float lines = (float)(int)(width / (room > 40 ? room : 40) + 1);
	new_line(pen);
	set_box(node, pen->left, pen->y, room, lines * LINE_PX);
	pen->line = lines * LINE_PX;
	new_line(pen);
}

static void place_span(struct node *node, struct pen *pen)
{
	float x = pen->x, y = pen->y;
	for (struct node *child = node->first; child; child = child->next)
		place_inline(child, pen);
	if (pen->y > y)
		set_box(node, pen->left, y, pen->right - pen->left, pen->y + pen->line - y);
	else
		set_box(node, x, y, pen->x - x, pen->line > LINE_PX ? pen->line : LINE_PX);
}

static void place_inline(struct node *node, struct pen *pen)
{
	float width, height;
	if (node->flags & NODE_HIDDEN)
		return;
	if (node->tag == TAG_TEXT) {
		place_text(node, pen);
	} else if (node_is_control(node)) {
		control_size(node, &width, &height);
		place_box(node, pen, width, height);
	} else if (node->flags & NODE_BOX) {
		place_box(node, pen, node->wide, node->high);
	} else if (node->tag == TAG_I || node->tag == TAG_IMG) {
		place_box(node, pen, 16, 16);
	} else {
		place_span(node, pen);
	}
}

static bool is_inline(const struct node *node)
{
	return tag_facts(node->tag)->is_inline || node_is_control(node) || node->tag == TAG_IMG ||
	       (node->flags & NODE_BOX);
}

static bool is_drawn(const struct node *node)
{
	const struct node *parent = node->parent;
	if (node->flags & (NODE_HIDDEN | NODE_MODAL))
		return false;
	return !parent || parent->tag != TAG_DETAILS || (parent->flags & NODE_OPEN) ||
	       node->tag == TAG_SUMMARY;
}

static size_t count_drawn(const struct node *node)
{
	size_t count = 0;
	for (const struct node *child = node->first; child; child = child->next)
		count += is_drawn(child);
	return count ? count : 1;
}

static float natural_width(const struct node *node)
{
	float width, height;
	if (node_is_control(node)) {
		control_size(node, &width, &height);
		return width;
	}
	if (node->wide > 0)
		return node->wide;
	width = text_width(node);
	return width > 320 ? 320 : width < 60 ? 60 : width + 16;
}

/* Side by side; what is left of the width goes to the last one that is wide. */
static float place_row(struct node *node, float x, float y, float width)
{
	float high = 0, at = x, line = y;
	for (struct node *child = node->first; child; child = child->next) {
		if (!is_drawn(child))
			continue;
		float wish = natural_width(child);
		if (!child->next && !is_inline(child) && x + width - at > wish)
			wish = x + width - at;
		if (at > x && at + wish > x + width) {
			line += high + GAP_PX;
			at = x;
			high = 0;
		}
		float height = place_block(child, at, line, wish);
		high = height > high ? height : high;
		at += wish + GAP_PX;
	}
	return line + high - y;
}

static float place_columns(struct node *node, float x, float y, float width, int columns)
{
	float high = 0, line = y, each = width / (float)columns;
	int column = 0;
	for (struct node *child = node->first; child; child = child->next) {
		if (!is_drawn(child))
			continue;
		float height = place_block(child, x + (float)column * each, line, each - GAP_PX);
		high = height > high ? height : high;
		if (++column == columns) {
			line += high + 4;
			high = 0;
			column = 0;
		}
	}
	return line + high - y;
}

static float place_flow(struct node *node, float x, float y, float width)
{
	struct pen pen = {x, x + width, x, y, 0};
	bool in_line = false;
	for (struct node *child = node->first; child; child = child->next) {
		if (!is_drawn(child))
			continue;
		if (is_inline(child)) {
			pen.line = in_line ? pen.line : LINE_PX;
			in_line = true;
			place_inline(child, &pen);
			continue;
		}
		if (in_line)
			new_line(&pen);
		in_line = false;
		float height = place_block(child, x, pen.y, width);
		pen.y += height > 0 ? height + GAP_PX : 0;
		pen.x = x;
	}
	return pen.y + (in_line ? pen.line : 0) - y;
}

static float place_inside(struct node *node, float x, float y, float width)
{
	if (node->tag == TAG_TR)
		return place_columns(node, x, y, width, (int)count_drawn(node));
	if (node->flow == FLOW_ROW)
		return place_row(node, x, y, width);
	if (node->flow == FLOW_COLUMNS)
		return place_columns(node, x, y, width, node->columns);
	return place_flow(node, x, y, width);
}

static float place_block(struct node *node, float x, float y, float width)
{
	float wide, high;
	if (node_is_control(node)) {
		control_size(node, &wide, &high);
		set_box(node, x, y, wide, high);
		return high;
	}
	if (node->flags & NODE_BOX) {
		set_box(node, x, y, node->wide, node->high);
		return node->high;
	}
	if (node->tag == TAG_TEXT) {
		set_box(node, x, y, width, LINE_PX);
		return LINE_PX;
	}
	if (node->wide > 0 && node->wide < width)
		width = node->wide;
	high = place_inside(node, x, y, width);
	if (high < node->high)
		high = node->high;
	if (tag_facts(node->tag)->is_inline && text_width(node) < width)
		width = text_width(node);
	set_box(node, x, y, width, high);
	return high;
}

static void place_modals(struct node *body)
{
	for (struct node *each = body; each;) {
		bool is_hidden = (each->flags & NODE_HIDDEN) != 0;
		if (!is_hidden && (each->flags & NODE_MODAL))
			place_block(each, 400, 180, 480);
		each = is_hidden ? node_next_sibling_of(each, body) : node_next(each, body);
	}
}

float layout(struct node *body, const struct frame_of_page *frame)
{
	float height = place_block(body, frame->left, frame->top, frame->width);
	place_modals(body);
	return height + frame->top;
}
