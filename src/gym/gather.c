#include "gym/gather.h"

#include "base/text.h"
#include "gym/store.h"
#include "gym/wording.h"
#include "observation/build.h"

#include <math.h>
#include <string.h>

enum {
	GENERIC_MAXIMUM = 120, /* as in collector.js */
	PATH_MAXIMUM = 1000,
	ARENA_MAXIMUM = 64 << 20
};

/* A group that becomes part of the report with its first element. */
struct pending_group {
	const struct node *node;
	struct pending_group *parent;
	const char *kind, *name;
	int index; /* -1: not yet reported */
};

/* What an element hands down to those inside it. */
struct context {
	struct pending_group *group;
	bool inside;		   /* something clickable */
	bool covered;		   /* its text is already part of another's */
	bool pointer, grid, under; /* under: something modal lies over it */
	uint32_t live;
};

struct gathering {
	const struct view *view;
	const struct node *modal;
	struct arena *arena;
	struct frame_report report;
	size_t element_room, group_room;
	char path[PATH_MAXIMUM];
	size_t path_length;
};

static void visit(struct gathering *all, const struct node *node, int position,
	const struct context *context, const struct context *within);

/* --- groups --------------------------------------------------------------------------- */

static bool is_card(const struct node *node)
{
	const char *class = node->attributes[ATTRIBUTE_CLASS];
	if (!class || tag_facts(node->tag)->is_inline || !node->parent)
		return false;
	size_t inside = 0;
	for (const struct node *child = node->first; child; child = child->next)
		inside += child->tag != TAG_TEXT;
	if (inside < 2)
		return false;
	const struct node *before = NULL, *after = node->next;
	for (const struct node *each = node->parent->first; each != node; each = each->next)
		before = each->tag == TAG_TEXT ? before : each;
	while (after && after->tag == TAG_TEXT)
		after = after->next;
	return (before && before->tag == node->tag && node_is(before, ATTRIBUTE_CLASS, class)) ||
	       (after && after->tag == node->tag && node_is(after, ATTRIBUTE_CLASS, class));
}

static const char *group_kind(const struct node *node)
{
	const char *role = node->attributes[ATTRIBUTE_ROLE];
	if (role && *role)
		return strcmp(role, "alertdialog") == 0 ? "dialog"
		       : role_is_group(role)		? role
							: "";
	const char *kind = tag_facts(node->tag)->group;
	return *kind ? kind : is_card(node) ? "card" : "";
}

static struct pending_group *new_group(
	struct gathering *all, const struct node *node, const char *kind, struct pending_group *in)
{
	struct pending_group *group = store_take(all->arena, 1, sizeof *group);
	*group = (struct pending_group){node, in, kind, "", -1};
	return group;
}

static int group_index(struct gathering *all, struct pending_group *group)
{
	if (!group)
		return -1;
	if (group->index >= 0)
		return group->index;
	int parent = group_index(all, group->parent);
	struct frame_report *report = &all->report;
	if (report->group_count == all->group_room) {
		struct group *more = store_take(all->arena, 2 * all->group_room + 32, sizeof *more);
		if (report->group_count)
			memcpy(more, report->groups, report->group_count * sizeof *more);
		report->groups = more;
		all->group_room = 2 * all->group_room + 32;
	}
	const char *own = group_name(group->node, all->arena);
	if (*own)
		group->name = own;
	group->index = (int)report->group_count;
	report->groups[report->group_count++] =
		(struct group){.kind = group->kind, .name = group->name, .parent = (int16_t)parent};
	return group->index;
}

/* A heading names the groups around it that have no name of their own. */
static void name_groups(struct gathering *all, struct pending_group *group, const char *name)
{
	static const char *const headed[] = {"form", "group", "dialog", "article", "region", "card",
		"listitem", "tabpanel", "navigation", "complementary", "main", "search", NULL};
	for (; group && text_is_one_of(group->kind, headed) && !*group->name;
		group = group->parent) {
		group->name = name;
		if (group->index >= 0)
			all->report.groups[group->index].name = name;
	}
}

/* --- writing -------------------------------------------------------------------------- */

static struct element *new_element(struct gathering *all)
{
	struct frame_report *report = &all->report;
	if (report->element_count == all->element_room) {
		size_t room = 2 * all->element_room + 64;
		struct element *more = store_take(all->arena, room, sizeof *more);
		const char **rest = store_take(all->arena, room, sizeof *rest);
		if (report->element_count) {
			memcpy(more, report->elements, report->element_count * sizeof *more);
			memcpy(rest, report->more, report->element_count * sizeof *rest);
		}
		report->elements = more;
		report->more = rest;
		all->element_room = room;
	}
	report->more[report->element_count] = "";
	return &report->elements[report->element_count++];
}

static uint32_t place_of(
	const struct gathering *all, const struct node *node, const struct context *context)
{
	double top = node->y - all->view->scroll_y_px;
	if (top + node->height <= 0 || top >= VIEWPORT_HEIGHT_PX || node->x >= VIEWPORT_WIDTH_PX)
		return ELEMENT_OFFSCREEN;
	return context->under ? ELEMENT_OCCLUDED : 0;
}

/* Of what can be acted on. */
static uint32_t own_state(const struct gathering *all, const struct node *node)
{
	static const struct {
		uint32_t flag, state;
	} rows[] = {{NODE_EXPANDED, ELEMENT_EXPANDED}, {NODE_COLLAPSED, ELEMENT_COLLAPSED},
		{NODE_PRESSED, ELEMENT_PRESSED}, {NODE_SELECTED, ELEMENT_SELECTED},
		{NODE_CURRENT, ELEMENT_CURRENT}, {NODE_INVALID, ELEMENT_INVALID}};
	uint32_t state = all->view->focused == node ? ELEMENT_FOCUSED : 0;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (node->flags & rows[i].flag)
			state |= rows[i].state;
	if ((node->flags & NODE_CHECKED) && node_is_checkable(node))
		state |= ELEMENT_CHECKED;
	if ((node->flags & NODE_DISABLED) && !node_is_control(node))
		state |= ELEMENT_DISABLED;
	return state;
}

static struct element *write(struct gathering *all, const struct node *node,
	const struct context *context, const char *role, const char *name)
{
	int group = group_index(all, context->group);
	struct element *element = new_element(all);
	element_clear(element);
	element->id = all->view->first_id + node->id;
	element->group = (int16_t)group;
	element->state = place_of(all, node, context) | context->live;
	element->role = role;
	element->name = name;
	element->tag = tag_facts(node->tag)->name;
	element->locators.test_id = node_get(node, ATTRIBUTE_TEST_ID);
	element->locators.dom_id = node_get(node, ATTRIBUTE_ID);
	element->locators.dom_name = node_get(node, ATTRIBUTE_NAME);
	element->locators.classes = node_get(node, ATTRIBUTE_CLASS);
	element->locators.path = store_span(all->arena, all->path, all->path_length);
	element->x = roundf(node->x);
	element->y = roundf(node->y - (float)all->view->scroll_y_px);
	element->width = roundf(node->width);
	element->height = roundf(node->height);
	return element;
}

/* --- controls ------------------------------------------------------------------------- */

static uint16_t control_operations(const struct node *node, const char *type)
{
	if (node->tag == TAG_SELECT)
		return OPERATION_SELECT | OPERATION_CLICK;
	if (node_is_checkable(node))
		return OPERATION_CHECK | OPERATION_CLICK;
	if (strcmp(type, "file") == 0)
		return OPERATION_UPLOAD | OPERATION_CLICK;
	if (!node_is_text_field(node))
		return OPERATION_CLICK;
	uint16_t operations = OPERATION_TYPE | OPERATION_CLICK;
	return strcmp(type, "range") == 0 ? operations | OPERATION_DRAG : operations;
}

static uint32_t control_state(const struct node *node)
{
	uint32_t state = node->flags & NODE_DISABLED ? ELEMENT_DISABLED : 0;
	if (node->tag == TAG_BUTTON)
		return state;
	if (!node_is_checkable(node) && (node->flags & NODE_READONLY))
		state |= ELEMENT_READONLY;
	return node->flags & NODE_REQUIRED ? state | ELEMENT_REQUIRED : state;
}

static void write_choices(struct gathering *all, const struct node *node, struct element *element)
{
	struct option *options = store_take(all->arena, node->choice_count + 1, sizeof *options);
	const char *chosen = "";
	for (size_t i = 0; i < node->choice_count; i++) {
		const struct choice *choice = &node->choices[i];
		options[i] = (struct option){choice->label, choice->value, choice->selected, false};
		if (choice->selected)
			chosen = *chosen ? store_format(all->arena, "%s, %s", chosen, choice->label)
					 : choice->label;
	}
	element->options = options;
	element->option_count = (uint16_t)node->choice_count;
	element->value = chosen;
}

static void visit_control(
	struct gathering *all, const struct node *node, const struct context *context)
{
	const char *type = node->tag == TAG_INPUT || node->tag == TAG_BUTTON
				   ? node_get(node, ATTRIBUTE_TYPE)
				   : "";
	if (node->tag == TAG_INPUT && !*type)
		type = "text";
	if (node->tag == TAG_BUTTON && !*type)
		type = "submit";
	const char *role = role_of(node), *name = name_of(node, role, all->arena);
	struct element *element = write(all, node, context, role, name);
	bool is_secret = strcmp(type, "password") == 0;
	element->operations = control_operations(node, type);
	element->state |=
		own_state(all, node) | control_state(node) | (is_secret ? ELEMENT_SECRET : 0);
	element->type = type;
	element->placeholder = node_get(node, ATTRIBUTE_PLACEHOLDER);
	element->hint = hint_of(node, name, all->arena);
	if (node->tag == TAG_SELECT)
		write_choices(all, node, element);
	else if (is_secret)
		element->value = *node->value ? "(filled)" : "";
	else if (node_is_text_field(node) || strcmp(type, "file") == 0)
		element->value = node->value;
}

/* --- other things to click ------------------------------------------------------------ */

static bool is_active_by_kind(const struct node *node)
{
	if (role_is_active(node_get(node, ATTRIBUTE_ROLE)))
		return true;
	if (node->tag == TAG_A)
		return node->attributes[ATTRIBUTE_HREF] != NULL;
	return node->tag == TAG_SUMMARY || (node->flags & NODE_EDITABLE);
}

static bool holds_active(const struct node *node)
{
	for (const struct node *each = node_next(node, node); each; each = node_next(each, node)) {
		const char *role = node_get(each, ATTRIBUTE_ROLE);
		static const char *const roles[] = {
			"button", "link", "checkbox", "menuitem", "option", "tab", NULL};
		if (node_is_control(each) || each->tag == TAG_SUMMARY ||
			(each->flags & NODE_EDITABLE) || each->attributes[ATTRIBUTE_TABINDEX] ||
			(each->tag == TAG_A && each->attributes[ATTRIBUTE_HREF]) ||
			text_is_one_of(role, roles))
			return true;
	}
	return false;
}

static const char *href_of(const struct gathering *all, const struct node *node)
{
	const char *href = node->tag == TAG_A ? node_get(node, ATTRIBUTE_HREF) : "";
	if (*href != '#')
		return href;
	const char *path = strstr(all->view->url, "://");
	path = path ? strchr(path + 3, '/') : NULL;
	return store_format(all->arena, "%s%s", path ? path : "/", href);
}

static const char *active_value(struct gathering *all, const struct node *node, const char *role)
{
	if (strcmp(role, "textbox") == 0 || (node->flags & NODE_EDITABLE))
		return content_of(node, all->arena);
	if (strcmp(role, "slider") == 0 || strcmp(role, "spinbutton") == 0)
		return node->value;
	return strcmp(role, "combobox") == 0 ? content_of(node, all->arena) : "";
}

static void write_active(struct gathering *all, const struct node *node, const char *role,
	const char *name, const struct context *context)
{
	if (node->width <= 0 || node->height <= 0)
		return;
	struct element *element = write(all, node, context, role, name);
	element->operations = OPERATION_CLICK;
	element->state |= own_state(all, node);
	if (node->flags & NODE_EDITABLE)
		element->operations |= OPERATION_TYPE;
	if (node_is_checkable(node))
		element->operations |= OPERATION_CHECK;
	if (node->tag == TAG_SUMMARY)
		element->state |=
			node->parent->flags & NODE_OPEN ? ELEMENT_EXPANDED : ELEMENT_COLLAPSED;
	element->value = active_value(all, node, role);
	element->href = href_of(all, node);
	element->hint = hint_of(node, name, all->arena);
}

/* The beginning of what it holds. */
static const char *generic_name(struct gathering *all, const char *text)
{
	size_t length = strlen(text);
	if (length <= GENERIC_MAXIMUM)
		return text;
	length = text_cut(text, length, GENERIC_MAXIMUM);
	while (length && text[length - 1] == ' ')
		length--;
	return store_span(all->arena, text, length);
}

/* Whether it was listed as something to click; *inner is then what holds inside. */
static bool visit_active(struct gathering *all, const struct node *node,
	const struct context *context, struct context *inner)
{
	if (is_active_by_kind(node)) {
		const char *role = role_of(node);
		write_active(all, node, role, name_of(node, role, all->arena), context);
		inner->inside = inner->covered = true;
		return true;
	}
	bool points = inner->pointer && !context->pointer;
	const char *role = node_get(node, ATTRIBUTE_ROLE);
	bool focusable = node->attributes[ATTRIBUTE_TABINDEX] && !role_is_group(role);
	if (context->inside || (!points && !focusable) || node->tag == TAG_BODY)
		return false;
	const char *text = content_of(node, all->arena);
	bool holds = node->tag == TAG_TR || strlen(text) > GENERIC_MAXIMUM || holds_active(node);
	if (holds && !points)
		return false;
	const char *label = node->attributes[ATTRIBUTE_ARIA_LABEL];
	write_active(all, node, *role ? role : "generic", label ? label : generic_name(all, text),
		context);
	if (!holds)
		inner->inside = inner->covered = true;
	return true;
}

/* --- texts ---------------------------------------------------------------------------- */

static void write_text(struct gathering *all, const struct node *node, const char *role,
	const char *text, const struct context *context)
{
	if (node->width > 0 && node->height > 0)
		write(all, node, context, role, text_cut_to(text, 400, all->arena));
}

static const char *text_role(const struct node *node, const struct context *inner)
{
	const char *role = node->attributes[ATTRIBUTE_ROLE];
	if (!role || !*role)
		role = tag_facts(node->tag)->role;
	if (strcmp(role, "cell") == 0 && inner->grid)
		return "gridcell";
	return role_is_text(role) ? role : "";
}

/* Whether it was listed with all text inside. */
static bool visit_whole(struct gathering *all, const struct node *node, const char *role,
	const struct context *inner)
{
	if (strcmp(role, "image") == 0) {
		const char *name = name_of(node, role, all->arena);
		if (*name)
			write_text(all, node, role, name, inner);
		return true;
	}
	if (strcmp(role, "heading") == 0)
		name_groups(all, inner->group, content_of(node, all->arena));
	if (!*role || strcmp(role, "listitem") == 0)
		return false;
	const char *text = whole_text(node, role, all->arena);
	if (*text)
		write_text(all, node, role, text, inner);
	return *text != '\0';
}

static bool has_own_text(const struct node *node)
{
	for (const struct node *child = node->first; child; child = child->next)
		if (child->tag == TAG_TEXT && strspn(child->text, " \n\t") < strlen(child->text))
			return true;
	return false;
}

static bool is_live(const struct node *node)
{
	static const char *const roles[] = {"status", "alert", "log", "timer", "marquee", NULL};
	return node->attributes[ATTRIBUTE_ARIA_LIVE] || node->tag == TAG_OUTPUT ||
	       text_is_one_of(node_get(node, ATTRIBUTE_ROLE), roles);
}

static struct context inner_context(
	struct gathering *all, const struct node *node, const struct context *context)
{
	struct context inner = *context;
	const char *kind = group_kind(node);
	if (*kind) {
		inner.grid = strcmp(kind, "grid") == 0 || strcmp(kind, "treegrid") == 0 ||
			     (context->grid && strcmp(kind, "table") != 0);
		inner.group = new_group(all, node, kind, context->group);
	}
	/* A link points by itself; others do as they are told. */
	bool is_link = node->tag == TAG_A && node->attributes[ATTRIBUTE_HREF];
	inner.pointer = (node->flags & NODE_POINTER) || is_link || context->pointer;
	inner.live = is_live(node) ? ELEMENT_LIVE : context->live;
	if (node == all->modal)
		inner.under = false;
	return inner;
}

static void visit_children(struct gathering *all, const struct node *node,
	const struct context *context, const struct context *within)
{
	int position = 0;
	for (const struct node *child = node->first; child; child = child->next) {
		if (child->tag == TAG_TEXT)
			continue;
		bool closed = node->tag == TAG_DETAILS && !(node->flags & NODE_OPEN);
		if (!closed || child->tag == TAG_SUMMARY)
			visit(all, child, position, context, within);
		position++;
	}
}

static bool is_label_of_shown(const struct node *node)
{
	return node->tag == TAG_LABEL && node->labels && node_is_shown(node->labels);
}

static void visit_box(struct gathering *all, const struct node *node, const struct context *context)
{
	struct context inner = inner_context(all, node, context), own;
	visit_active(all, node, context, &inner);
	if (is_label_of_shown(node))
		inner.covered = true;
	const char *role = inner.covered ? "" : text_role(node, &inner);
	bool has_listed = false;
	if (!inner.covered && visit_whole(all, node, role, &inner)) {
		inner.covered = true;
	} else if (!inner.covered && has_own_text(node) &&
		   !(node->tag == TAG_DETAILS && !(node->flags & NODE_OPEN))) {
		write_text(all, node, *role ? role : "text", block_text(node, all->arena), &inner);
		has_listed = true;
	}
	own = inner;
	own.covered = own.covered || has_listed;
	visit_children(all, node, &inner, &own);
}

/* --- the walk ------------------------------------------------------------------------- */

static size_t enter(struct gathering *all, const struct node *node, int position)
{
	size_t length = all->path_length, room = sizeof all->path - length;
	int more =
		snprintf(all->path + length, room, ">%s:%d", tag_facts(node->tag)->name, position);
	if (more > 0 && (size_t)more < room)
		all->path_length += (size_t)more;
	return length;
}

/* within: the context for what belongs to the text of the parent. */
static void visit(struct gathering *all, const struct node *node, int position,
	const struct context *context, const struct context *within)
{
	if (node->flags & NODE_HIDDEN)
		return;
	size_t length = enter(all, node, position);
	if (node_is_control(node))
		visit_control(all, node, context);
	else
		visit_box(all, node, tag_facts(node->tag)->is_inline ? within : context);
	all->path_length = length;
}

static const struct node *find_modal(const struct node *body)
{
	const struct node *last = NULL;
	for (const struct node *each = body; each;) {
		bool is_hidden = (each->flags & NODE_HIDDEN) != 0;
		if (!is_hidden && (each->flags & NODE_MODAL))
			last = each;
		each = is_hidden ? node_next_sibling_of(each, body) : node_next(each, body);
	}
	return last;
}

/* --- secrets -------------------------------------------------------------------------- */

enum { SECRET_MINIMUM = 4 }; /* characters: shorter ones stand anywhere by chance */

static void blot(struct arena *arena, const char **text, const char *secret)
{
	static const char dots[] = "\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022";
	for (const char *at; (at = strstr(*text, secret)) != NULL;)
		*text = store_format(
			arena, "%.*s%s%s", (int)(at - *text), *text, dots, at + strlen(secret));
}

/* What is in a secret field is shown nowhere. */
static void blot_out(struct gathering *all, const char *secret)
{
	struct frame_report *report = &all->report;
	if (strlen(secret) < SECRET_MINIMUM)
		return;
	for (size_t i = 0; i < report->element_count; i++) {
		blot(all->arena, &report->elements[i].name, secret);
		blot(all->arena, &report->elements[i].value, secret);
		blot(all->arena, &report->elements[i].hint, secret);
	}
	for (size_t i = 0; i < report->group_count; i++)
		blot(all->arena, &report->groups[i].name, secret);
}

static void hide_secrets(struct gathering *all)
{
	const struct node *body = all->view->body;
	for (const struct node *each = body; each; each = node_next(each, body))
		if (node_is(each, ATTRIBUTE_TYPE, "password") && node_is_shown(each))
			blot_out(all, each->value);
}

static void clear(struct observation *observation, const struct view *view)
{
	*observation = (struct observation){.url = view->url,
		.title = view->title,
		.language = "",
		.text = "",
		.dialog_type = "",
		.dialog_message = "",
		.changes = ""};
	arena_init(&observation->arena, ARENA_MAXIMUM);
}

static void add_tab(struct observation *observation)
{
	observation->tabs = store_take(&observation->arena, 1, sizeof *observation->tabs);
	observation->tabs[0] = (struct observed_tab){observation->url, observation->title, true};
	observation->tab_count = 1;
}

void gather(const struct view *view, struct observation *observation)
{
	clear(observation, view);
	struct gathering all = {.view = view, .arena = &observation->arena};
	all.modal = find_modal(view->body);
	all.report = (struct frame_report){.index = -1,
		.width_px = VIEWPORT_WIDTH_PX,
		.height_px = VIEWPORT_HEIGHT_PX,
		.scroll_y_px = view->scroll_y_px,
		.scroll_height_px = view->height_px,
		.language = "en",
		.title = view->title};
	memcpy(all.path, "html>body", 9);
	all.path_length = 9;
	struct context context = {.under = all.modal != NULL};
	visit_box(&all, view->body, &context);
	hide_secrets(&all);
	struct frame_input input = {
		.id = "gym", .url = view->url, .parent = -1, .report = &all.report};
	struct error error = {0};
	if (observation_build(observation, &input, 1, &error))
		*observation = (struct observation){.url = view->url};
	add_tab(observation);
}
