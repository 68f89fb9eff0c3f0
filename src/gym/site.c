#include "gym/site.h"

#include "gym/store.h"
#include "gym/wording.h"
#include "trajectory/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { IDS_PER_DOCUMENT = 4096, FAR = 99, SUGGESTIONS_MAXIMUM = 8 };

/* --- where things are ----------------------------------------------------------------- */

const struct node *site_body(const struct site *site)
{
	return site->pages[site->page].body;
}

int site_page_of(const struct site *site, const struct node *node)
{
	const struct node *root = node_root(node);
	for (int i = 0; i < site->page_count; i++)
		if (site->pages[i].body == root)
			return i;
	return -1;
}

struct node *site_node(const struct site *site, uint32_t id)
{
	struct node *body = site->pages[site->page].body;
	for (struct node *each = body; each && id > site->first_id; each = node_next(each, body))
		if (each->id && each->id == id - site->first_id)
			return each;
	return NULL;
}

const struct node *site_modal(const struct site *site)
{
	const struct node *body = site_body(site), *last = NULL;
	for (const struct node *each = body; each;) {
		bool is_hidden = (each->flags & NODE_HIDDEN) != 0;
		if (!is_hidden && (each->flags & NODE_MODAL))
			last = each;
		each = is_hidden ? node_next_sibling_of(each, body) : node_next(each, body);
	}
	return last;
}

bool site_is_reachable(const struct site *site, const struct node *node)
{
	if (node_root(node) != site_body(site) || !node_is_shown(node))
		return false;
	const struct node *modal = site_modal(site);
	return !modal || node_is_inside(node, modal);
}

/* --- ways ----------------------------------------------------------------------------- */

static void add_link(struct site *site, int from, int to, struct node *node)
{
	if (site->link_count == site->link_room) {
		size_t room = 2 * site->link_room + 32;
		struct site_link *more = store_take(site->tree.arena, room, sizeof *more);
		if (site->link_count)
			memcpy(more, site->links, site->link_count * sizeof *more);
		site->links = more;
		site->link_room = room;
	}
	site->links[site->link_count++] = (struct site_link){from, to, node};
}

static void note_effect(struct site *site, int page, struct node *node, const struct effect *effect)
{
	if (effect->kind == EFFECT_GO)
		add_link(site, page, effect->amount, node);
}

static void mark_panels(struct node *node)
{
	if (node->effect.kind == EFFECT_TAB)
		node->effect.target->flags |= NODE_PANEL;
	if (node->deed && node->deed->after.kind == EFFECT_TAB)
		node->deed->after.target->flags |= NODE_PANEL;
}

static void measure_distances(struct site *site)
{
	memset(site->distance, FAR, sizeof site->distance);
	for (int i = 0; i < site->page_count; i++)
		site->distance[i][i] = 0;
	for (size_t i = 0; i < site->link_count; i++)
		if (site->links[i].from != site->links[i].to)
			site->distance[site->links[i].from][site->links[i].to] = 1;
	for (int via = 0; via < site->page_count; via++)
		for (int from = 0; from < site->page_count; from++)
			for (int to = 0; to < site->page_count; to++) {
				int sum = site->distance[from][via] + site->distance[via][to];
				if (sum < site->distance[from][to])
					site->distance[from][to] = (uint8_t)sum;
			}
}

static void arrive(struct site *site, int page)
{
	struct site_page *now = &site->pages[page];
	site->page = page;
	site->focused = NULL;
	site->scroll_y_px = 0;
	site->first_id += IDS_PER_DOCUMENT;
	site->loading = now->loader != NULL;
	if (now->loader) {
		now->loader->flags &= ~(uint32_t)NODE_HIDDEN;
		now->content->flags |= NODE_HIDDEN;
	}
}

void site_ready(struct site *site)
{
	for (int page = 0; page < site->page_count; page++) {
		struct node *body = site->pages[page].body;
		for (struct node *each = body; each; each = node_next(each, body)) {
			each->initial = each->value;
			mark_panels(each);
			each->initial_flags = each->flags;
			note_effect(site, page, each, &each->effect);
			if (each->deed && !each->deed->harmful)
				note_effect(site, page, each, &each->deed->after);
			const struct choice *chosen =
				each->tag == TAG_SELECT ? node_chosen(each) : NULL;
			if (chosen)
				each->value = each->initial = chosen->label;
		}
	}
	measure_distances(site);
	arrive(site, site->page);
}

static void go(struct site *site, int page)
{
	if (site->visit_count < SITE_VISITS_MAXIMUM)
		site->visits[site->visit_count++] = site->page;
	arrive(site, page);
}

/* --- showing and hiding --------------------------------------------------------------- */

static void tell_opener(const struct node *shown)
{
	struct node *opener = shown->opener;
	if (!opener)
		return;
	bool is_open = !(shown->flags & NODE_HIDDEN);
	if (opener->flags & (NODE_EXPANDED | NODE_COLLAPSED)) {
		opener->flags &= ~(uint32_t)(NODE_EXPANDED | NODE_COLLAPSED);
		opener->flags |= is_open ? NODE_EXPANDED : NODE_COLLAPSED;
	}
	if (node_is(opener, ATTRIBUTE_ROLE, "tab")) {
		opener->flags &= ~(uint32_t)NODE_SELECTED;
		opener->flags |= is_open ? NODE_SELECTED : 0;
	}
}

static void show(struct node *node, bool is_shown)
{
	if (!node)
		return;
	node->flags &= ~(uint32_t)NODE_HIDDEN;
	node->flags |= is_shown ? 0 : NODE_HIDDEN;
	tell_opener(node);
}

/* Of things that are shown in turn, only this one. */
static void show_only(struct node *panel)
{
	for (struct node *each = panel->parent->first; each; each = each->next)
		if (each != panel && (each->flags & NODE_PANEL))
			show(each, false);
	show(panel, true);
}

static void close_popup_around(struct node *node)
{
	for (; node; node = node->parent)
		if (node->opener && node->opener->effect.kind != EFFECT_TAB) {
			show(node, false);
			return;
		}
}

void site_say(struct site *site, const char *message)
{
	struct node *status = site->pages[site->page].status;
	if (!status || !message)
		return;
	status->first = status->last = NULL;
	node_text(&site->tree, status, message);
	show(status, true);
}

static void end_loading(struct site *site)
{
	struct site_page *now = &site->pages[site->page];
	if (!site->loading)
		return;
	site->loading = false;
	if (site->coming) {
		site_say(site, site->coming);
		site->coming = NULL;
		return;
	}
	now->loader->flags |= NODE_HIDDEN;
	now->content->flags &= ~(uint32_t)NODE_HIDDEN;
}

static void turn(struct node *book, int amount)
{
	struct node *before = NULL;
	for (struct node *each = book->first; each; before = each, each = each->next) {
		if (each->flags & NODE_HIDDEN)
			continue;
		struct node *next = amount > 0 ? each->next : before;
		if (!next)
			return;
		show(each, false);
		show(next, true);
		return;
	}
}

/* --- values --------------------------------------------------------------------------- */

static void uncheck_like(struct node *radio)
{
	struct node *root = node_root(radio);
	const char *name = node_get(radio, ATTRIBUTE_NAME);
	for (struct node *each = root; each; each = node_next(each, root))
		if (each != radio && node_is_radio(each) &&
			(*name ? node_is(each, ATTRIBUTE_NAME, name)
			       : each->parent == radio->parent))
			each->flags &= ~(uint32_t)NODE_CHECKED;
}

static void set_checked(struct node *node, bool on)
{
	node->flags &= ~(uint32_t)NODE_CHECKED;
	node->flags |= on ? NODE_CHECKED : 0;
	if (on && node_is_radio(node))
		uncheck_like(node);
}

static void flip(struct node *node)
{
	if (node_is_checkable(node)) {
		set_checked(node, node_is_radio(node) || !(node->flags & NODE_CHECKED));
	} else if (node->effect.value) {
		const char *other = node_get(node, ATTRIBUTE_CLASS);
		node->flags ^= NODE_ON;
		node_set(node, ATTRIBUTE_CLASS, node->effect.value);
		node->effect.value = other;
	} else {
		node->flags ^= NODE_PRESSED;
	}
}

static void put_value(struct site *site, struct node *field, const char *value)
{
	field->value = value;
	field->flags |= NODE_PICKED;
	if (node_is(field, ATTRIBUTE_ROLE, "combobox")) {
		field->first = field->last = NULL;
		node_text(&site->tree, field, value);
	}
}

static void step_value(struct site *site, struct node *field, int amount)
{
	int number = (int)strtol(field->value, NULL, 10) + amount;
	if (number >= field->least && number <= field->most)
		put_value(site, field, store_format(site->tree.arena, "%d", number));
}

static bool choose(struct node *select, const char *label)
{
	struct choice *found = NULL;
	for (size_t i = 0; i < select->choice_count && !found; i++)
		if (strcasecmp(select->choices[i].label, label) == 0 ||
			strcasecmp(select->choices[i].value, label) == 0)
			found = &select->choices[i];
	if (!found)
		return false;
	for (size_t i = 0; i < select->choice_count; i++)
		select->choices[i].selected = &select->choices[i] == found;
	select->value = found->label;
	return true;
}

static void suggest(struct site *site, struct node *field)
{
	struct node *list = field->effect.target;
	int shown = 0;
	for (struct node *each = list->first; each; each = each->next) {
		const char *text = node_content(each, site->tree.arena);
		bool fits = *field->value && shown < SUGGESTIONS_MAXIMUM &&
			    strcasestr(text, field->value);
		show(each, fits);
		shown += fits;
	}
	show(list, shown > 0);
}

/* --- deeds ---------------------------------------------------------------------------- */

static bool is_field(const struct node *node)
{
	return node_is_text_field(node) || node_is_checkable(node) || node->tag == TAG_SELECT ||
	       (node->flags & NODE_GIVEN);
}

static struct node *missing_field(const struct deed *deed)
{
	for (struct node *each = deed->form; each; each = node_next(each, deed->form))
		if ((each->flags & NODE_REQUIRED) && is_field(each) && node_is_shown(each) &&
			!*each->value && !node_is_on(each))
			return each;
	return NULL;
}

static bool holds_changed(const struct site *site, const struct deed *deed)
{
	for (const struct node *each = deed->form; each; each = node_next(each, deed->form))
		if (is_field(each) && task_is_changed(site, each))
			return true;
	return false;
}

static void run_effect(struct site *site, struct node *node, const struct effect *effect);

static void do_deed(struct site *site, struct deed *deed)
{
	bool is_wanted = task_wants(site, deed);
	if ((is_wanted && holds_changed(site, deed)) || (!is_wanted && deed->harmful))
		site->spoiled = true;
	task_take(site, deed);
	if (deed->apply)
		deed->apply(site, deed);
	show(deed->gone, false);
	show(deed->shown, true);
	run_effect(site, deed->node, &deed->after);
	bool is_slow =
		deed->slow && deed->message && !site->loading && site->pages[site->page].status;
	if (is_slow) {
		site->loading = true;
		site->coming = deed->message;
	}
	site_say(site, is_slow ? "Please wait..." : deed->message);
}

static struct node *question_button(
	struct site *site, struct node *dialog, const char *text, const char *class)
{
	struct node *button = node_with_text(&site->tree, dialog, TAG_BUTTON, text);
	node_set(button, ATTRIBUTE_TYPE, "button");
	node_set(button, ATTRIBUTE_CLASS, class);
	return button;
}

static void ask(struct site *site, struct deed *deed)
{
	site->question = (struct question){.deed = deed};
	if (deed->asks_natively)
		return;
	struct node *dialog = node_new(&site->tree, site->pages[site->page].body, TAG_DIV);
	dialog->flags |= NODE_MODAL;
	node_set(dialog, ATTRIBUTE_ROLE, "dialog");
	node_set(dialog, ATTRIBUTE_CLASS, "modal");
	node_with_text(&site->tree, dialog, TAG_P, deed->question);
	struct node *buttons = node_new(&site->tree, dialog, TAG_DIV);
	buttons->flow = FLOW_ROW;
	site->question.dialog = dialog;
	site->question.no = question_button(site, buttons, deed->no, "button");
	site->question.yes = question_button(site, buttons, deed->yes, "button primary");
}

static void answer(struct site *site, bool yes)
{
	struct question question = site->question;
	site->question = (struct question){0};
	if (question.dialog)
		node_detach(question.dialog);
	if (yes)
		do_deed(site, question.deed);
}

static void start_deed(struct site *site, struct deed *deed)
{
	struct node *missing = missing_field(deed);
	if (missing) {
		missing->flags |= NODE_INVALID;
		site->focused = missing;
		site_say(site, "Please fill in all required fields.");
	} else if (deed->asks) {
		ask(site, deed);
	} else {
		do_deed(site, deed);
	}
}

/* --- actions -------------------------------------------------------------------------- */

static void run_effect(struct site *site, struct node *node, const struct effect *effect)
{
	struct node *target = effect->target;
	switch (effect->kind) {
	case EFFECT_GO:
		go(site, effect->amount);
		break;
	case EFFECT_TOGGLE:
		show(target, (target->flags & NODE_HIDDEN) != 0);
		break;
	case EFFECT_OPEN:
	case EFFECT_CLOSE:
		show(target, effect->kind == EFFECT_OPEN);
		break;
	case EFFECT_TAB:
		show_only(target);
		break;
	case EFFECT_FLIP:
		flip(node);
		break;
	case EFFECT_PUT:
		put_value(site, target, effect->value);
		close_popup_around(node);
		break;
	case EFFECT_STEP:
		step_value(site, target, effect->amount);
		break;
	case EFFECT_TURN:
		turn(target, effect->amount);
		break;
	case EFFECT_SUGGEST:
	case EFFECT_NONE:
		break;
	}
}

static bool click(struct site *site, struct node *node)
{
	if (node->tag == TAG_LABEL && node->labels)
		node = node->labels;
	bool may_focus = node_is_control(node) || node->tag == TAG_A || node->tag == TAG_SUMMARY ||
			 (node->flags & NODE_EDITABLE) || node->attributes[ATTRIBUTE_TABINDEX];
	site->focused = may_focus ? node : NULL;
	if (site->question.deed && (node == site->question.yes || node == site->question.no)) {
		answer(site, node == site->question.yes);
		return true;
	}
	if (node->tag == TAG_SUMMARY)
		node->parent->flags ^= NODE_OPEN;
	else if (node_is_checkable(node) && node->effect.kind == EFFECT_NONE)
		set_checked(node, node_is_radio(node) || !(node->flags & NODE_CHECKED));
	else
		run_effect(site, node, &node->effect);
	if (node->deed)
		start_deed(site, node->deed);
	return true;
}

static bool type(struct site *site, struct node *node, const char *text)
{
	struct date date;
	if (!node_is_text_field(node) || (node->flags & NODE_READONLY))
		return false;
	if (node_is(node, ATTRIBUTE_TYPE, "date") && value_date(text, &date) && date.year) {
		char iso[DATE_TEXT_SIZE];
		date_format(&date, DATE_ISO, iso);
		node->value = store_copy(site->tree.arena, iso);
	} else {
		node->value = store_copy(site->tree.arena, text);
	}
	site->focused = node;
	node->flags &= ~(uint32_t)(NODE_PICKED | NODE_INVALID);
	if (node->flags & NODE_EDITABLE) {
		node->first = node->last = NULL;
		node_text(&site->tree, node, node->value);
	}
	if (node->effect.kind == EFFECT_SUGGEST)
		suggest(site, node);
	return true;
}

static bool press_enter(struct site *site)
{
	struct node *body = site->pages[site->page].body;
	struct node *field = site->focused;
	if (!field)
		return false;
	if (field->tag == TAG_BUTTON || field->tag == TAG_A)
		return click(site, field);
	if (field->on_enter) {
		start_deed(site, field->on_enter);
		return true;
	}
	for (struct node *each = body; each && field->tag == TAG_INPUT;
		each = node_next(each, body))
		if (each->deed && each->deed->enter && each->deed->form &&
			node_is_inside(field, each->deed->form) && node_is_shown(each)) {
			start_deed(site, each->deed);
			return true;
		}
	return true;
}

static bool scroll(struct site *site, const char *amount)
{
	const char *comma = strchr(amount, ',');
	double by = comma ? strtod(comma + 1, NULL) : 600;
	double most =
		site->height_px > VIEWPORT_HEIGHT_PX ? site->height_px - VIEWPORT_HEIGHT_PX : 0;
	struct node *body = site->pages[site->page].body;
	site->scroll_y_px += by;
	if (site->scroll_y_px < 0)
		site->scroll_y_px = 0;
	if (site->scroll_y_px > most)
		site->scroll_y_px = most;
	for (struct node *each = body; each && by > 0; each = node_next(each, body))
		if (each->flags & NODE_LAZY) {
			each->flags &= ~(uint32_t)(NODE_LAZY | NODE_HIDDEN);
			break;
		}
	return true;
}

static bool go_back(struct site *site)
{
	if (!site->visit_count)
		return false;
	arrive(site, site->visits[--site->visit_count]);
	return true;
}

static bool upload(struct site *site, struct node *node, const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!node_is(node, ATTRIBUTE_TYPE, "file"))
		return false;
	node->value = store_copy(site->tree.arena, slash ? slash + 1 : path);
	return true;
}

static bool act_on(struct site *site, struct node *node, const struct action *action)
{
	switch (action->kind) {
	case ACTION_CLICK:
	case ACTION_DOUBLE_CLICK:
		return click(site, node);
	case ACTION_TYPE:
		return type(site, node, action->value);
	case ACTION_SELECT:
		return node->tag == TAG_SELECT && choose(node, action->value);
	case ACTION_CHECK:
		if (!node_is_checkable(node))
			return false;
		if (node_is_on(node) != (strcmp(action->value, "off") != 0))
			return click(site, node);
		return true;
	case ACTION_UPLOAD:
		return upload(site, node, action->value);
	default:
		return true;
	}
}

static bool act_on_page(struct site *site, const struct action *action)
{
	switch (action->kind) {
	case ACTION_PRESS:
		return strcmp(action->value, "Enter") == 0 ? press_enter(site) : true;
	case ACTION_SCROLL:
		return scroll(site, action->value);
	case ACTION_BACK:
		return go_back(site);
	default:
		return action->kind == ACTION_WAIT;
	}
}

bool site_act(struct site *site, const struct action *action)
{
	if (site->loading) {
		end_loading(site);
		return action->kind == ACTION_WAIT;
	}
	if (site->question.deed && !site->question.dialog) {
		if (action->kind != ACTION_DIALOG)
			return false;
		answer(site, strncmp(action->value, "accept", 6) == 0);
		task_advance(site);
		return true;
	}
	bool needs_node = action_kind_needs(action->kind) != 0;
	struct node *node = action->element ? site_node(site, action->element) : NULL;
	bool done;
	if (needs_node)
		done = node && site_is_reachable(site, node) && !(node->flags & NODE_DISABLED) &&
		       act_on(site, node, action);
	else
		done = act_on_page(site, action);
	task_advance(site);
	return done;
}

/* --- looking -------------------------------------------------------------------------- */

static void observe_question(const struct site *site, struct observation *observation)
{
	const struct site_page *page = &site->pages[site->page];
	*observation = (struct observation){.url = page->url,
		.title = page->title,
		.language = "",
		.text = "",
		.dialog_type = "confirm",
		.dialog_message = site->question.deed->question,
		.changes = ""};
	arena_init(&observation->arena, 1 << 16);
	observation->tabs = store_take(&observation->arena, 1, sizeof *observation->tabs);
	observation->tabs[0] = (struct observed_tab){page->url, page->title, true};
	observation->tab_count = 1;
}

void site_observe(struct site *site, struct observation *observation)
{
	const struct site_page *page = &site->pages[site->page];
	if (site->question.deed && !site->question.dialog) {
		observe_question(site, observation);
		return;
	}
	site->height_px = (double)layout(page->body, &site->frame);
	struct view view = {.body = page->body,
		.url = page->url,
		.title = page->title,
		.focused = site->focused,
		.scroll_y_px = site->scroll_y_px,
		.height_px = site->height_px,
		.first_id = site->first_id};
	gather(&view, observation);
}
