/*
 * family_click.c - clicking what the goal names: one thing, several in order, a link behind a tab.
 */
#include "gym/chrome.h"
#include "gym/family.h"
#include "gym/names.h"
#include "gym/panels.h"
#include "gym/store.h"

#include <string.h>
#include <strings.h>

enum { THINGS_MAXIMUM = 12, LINKS_PER_TAB = 2 };

static struct node *add_thing(
	struct draft *draft, struct node *parent, const char *name, const char *key)
{
	uint32_t way = look(draft, ASPECT_ROLES, "thing", 10);
	if (way < 2)
		return add_link(draft, parent, name, -1);
	if (way < 9)
		return add_button(draft, parent, name, BUTTON_PLAIN, key);
	struct node *node = add(draft, parent, TAG_SPAN);
	node->flags |= NODE_POINTER | NODE_BOX;
	node->wide = node->high = 28;
	node_set(node, ATTRIBUTE_CLASS, store_format(draft->arena, "shape %s", slug(draft, name)));
	return node;
}

static struct node *thing_place(struct draft *draft, struct node *content, size_t i)
{
	if (i % 4 == 3 && looks(draft, ASPECT_LAYOUT, "texts between", 30))
		add_text(draft, content, TAG_P, draw_filler(&draft->data, 5));
	if (looks(draft, ASPECT_MARKUP, "things boxed", 30))
		return add(draft, content, TAG_DIV);
	return content;
}

/* The things of a page in random order; their nodes by their number. */
static void add_things(struct draft *draft, struct node *content, const char *const *names,
	size_t count, struct node **nodes)
{
	size_t order[THINGS_MAXIMUM];
	draw_order(&draft->data, order, count);
	for (size_t i = 0; i < count; i++) {
		struct node *place = thing_place(draft, content, i);
		nodes[order[i]] = add_thing(draft, place, names[order[i]], "thing button");
	}
}

static struct deed *click_deed(struct draft *draft, struct node *node, bool harmful)
{
	struct deed *deed = new_deed(draft, node);
	deed->harmful = harmful;
	return deed;
}

/* --- one ------------------------------------------------------------------------------ */

static void build_click_one(struct draft *draft)
{
	const char *names[THINGS_MAXIMUM];
	struct node *nodes[THINGS_MAXIMUM];
	int page = begin_site(draft, phrase_caption(PHRASE_GENERAL));
	bool are_commands = draw_chance(&draft->subject, 40);
	size_t count = are_commands ? draw_commands(draft, names)
				    : draw_names(&draft->subject, names, 2, 10);
	bool varies = draft->goal != GYM_GOAL_VALUES || draw_chance(&draft->subject, 60);
	uint32_t target = varies ? draw_below(&draft->data, (uint32_t)count)
				 : draft_pick(draft, (uint32_t)count);
	bool is_harmful = draw_chance(&draft->subject, 50);
	add_things(draft, page_content(draft, page), names, count, nodes);
	for (size_t i = 0; i < count; i++) {
		struct deed *deed = click_deed(draft, nodes[i], is_harmful);
		if (i != target)
			continue;
		deed->message = notice(draft, names[i]);
		want_deed(draft, deed, names[i]);
	}
	draft_say(draft, "target", names[target]);
	draft_say(draft, "kind", nodes[target]->tag == TAG_A ? "link" : "button");
	finish_site(draft);
}

static const char *const click_one_goals[] = {"[click|press|hit] [on |]the {target*} {kind}",
	"click {target*}", "[click|click on|press] {target*}",
	"click the {kind} [labelled|named|called] {target*}",
	"[push|hit] the {kind} that says {target*}", "find the {target*} {kind} and click it",
	"please [click|press] {target*}", "I want to click on {target*}",
	"[click|choose|select] the {target*} {kind}",
	"the {kind} {target*} has to be [clicked|pressed]", NULL};
static const char *const click_one_values[] = {"{target}", "{target*}", "[this time|now] {target}",
	"{target} please", "for {target}", "do it with {target}", NULL};
const struct family click_one = {.name = "click-one",
	.build = build_click_one,
	.explicit_goals = click_one_goals,
	.value_goals = click_one_values,
	.by_steps = true,
	.contrary = true};

/* --- several in order ----------------------------------------------------------------- */

static void build_click_sequence(struct draft *draft)
{
	static const char *const slots[] = {"first", "second", "third", "fourth"};
	const char *names[THINGS_MAXIMUM];
	struct node *nodes[THINGS_MAXIMUM];
	size_t order[THINGS_MAXIMUM];
	int page = begin_site(draft, phrase_caption(PHRASE_ACTIONS));
	size_t count = draw_names(&draft->subject, names, 3, 9);
	size_t length = 2 + draw_below(&draft->subject, count > 3 ? 3 : 2);
	const char *routine = draw_title(&draft->subject);
	draw_order(draft_constant(draft), order, count);
	bool is_harmful = draw_chance(&draft->subject, 50);
	add_things(draft, page_content(draft, page), names, count, nodes);
	for (size_t i = 0; i < count; i++)
		click_deed(draft, nodes[i], is_harmful);
	for (size_t i = 0; i < length; i++) {
		want_deed(draft, nodes[order[i]]->deed, names[order[i]]);
		draft_say(draft, slots[i], names[order[i]]);
		next_stage(draft);
	}
	draft_say(draft, "routine", routine);
	finish_site(draft);
}

static const char *const routine_goals[] = {"{routine}", "run {routine*}", "do the {routine}",
	"[please |]do {routine} again", "start {routine}", "once more {routine*}", NULL};
const struct family click_sequence = {.name = "click-sequence",
	.build = build_click_sequence,
	.value_goals = routine_goals,
	.by_steps = true};

/* --- behind a tab --------------------------------------------------------------------- */

static void fill_panel(struct draft *draft, struct node *panel, const char *const *links,
	size_t count, struct node **nodes)
{
	struct node *text = add(draft, panel, TAG_P);
	for (size_t i = 0; i < count; i++) {
		node_text(&draft->site->tree, text,
			store_format(draft->arena, " %s ", draw_filler(&draft->data, 3)));
		nodes[i] = add_link(draft, text, links[i], -1);
	}
	node_text(&draft->site->tree, text,
		store_format(draft->arena, " %s.", draw_filler(&draft->data, 2)));
}

static void build_tab_link(struct draft *draft)
{
	const char *tabs[PANELS_MAXIMUM], *links[THINGS_MAXIMUM];
	struct node *panels[PANELS_MAXIMUM], *nodes[THINGS_MAXIMUM] = {NULL};
	int page = begin_site(draft, phrase_caption(PHRASE_DETAILS));
	size_t tab_count = draw_names(&draft->subject, tabs, 2, PANELS_MAXIMUM);
	bool are_numbered = draw_chance(&draft->subject, 30);
	for (size_t i = 0; i < tab_count && are_numbered; i++)
		tabs[i] = store_format(draft->arena, "Tab #%zu", i + 1);
	size_t each = LINKS_PER_TAB;
	draw_names(&draft->data, links, each * tab_count, each * tab_count);
	add_tab_bar(draft, page_content(draft, page), tabs, tab_count, panels);
	size_t panel = draw_below(&draft->data, (uint32_t)tab_count);
	size_t target = panel * each + draw_below(&draft->data, (uint32_t)each);
	for (size_t i = 0; i < tab_count; i++)
		fill_panel(draft, panels[i], links + i * each, each, nodes + i * each);
	bool is_harmful = draw_chance(&draft->subject, 50);
	for (size_t i = 0; i < each * tab_count; i++)
		click_deed(draft, nodes[i], is_harmful);
	nodes[target]->deed->message = notice(draft, links[target]);
	want_deed(draft, nodes[target]->deed, links[target]);
	draft_say(draft, "link", links[target]);
	draft_say(draft, "tab", tabs[panel]);
	finish_site(draft);
}

static const char *const tab_link_goals[] = {
	"[switch to|open|go to|click] [the |]{tab*}[ tab|] and click [on |]the link {link*}",
	"on the tab {tab*}, click {link*}", "click {link*} in [the tab |]{tab*}",
	"open {tab*}, then [click|follow|press] {link*}",
	"under {tab*} [find and |]click the link {link*}",
	"[choose|select] {tab*} and follow the link {link*}", NULL};
static const char *const tab_link_values[] = {"{tab}, {link}", "{link} [in|under|at] {tab}",
	"{tab} > {link}", "{tab*}: {link*}", "{link} from {tab}", "now {tab} with {link}", NULL};
const struct family tab_link = {.name = "tab-link",
	.build = build_tab_link,
	.explicit_goals = tab_link_goals,
	.value_goals = tab_link_values};
