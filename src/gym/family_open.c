/*
 * family_open.c - things that must be opened before they can be clicked: sections, menus, folders,
 * further parts of a list; and dialogs, which must be answered.
 */
#include "gym/chrome.h"
#include "gym/family.h"
#include "gym/names.h"
#include "gym/panels.h"
#include "gym/store.h"

enum { LINKS_PER_PANEL = 3, BATCHES_MAXIMUM = 4 };

static struct deed *choice_deed(struct draft *draft, struct node *node, bool harmful)
{
	struct deed *deed = new_deed(draft, node);
	deed->harmful = harmful;
	return deed;
}

/* --- sections ------------------------------------------------------------------------- */

/* Links in running text, or below each other. */
static void add_links(struct draft *draft, struct node *panel, const char *const *names,
	size_t count, struct node **nodes)
{
	bool is_text = looks(draft, ASPECT_LAYOUT, "links in text", 50);
	struct node *text = add(draft, panel, is_text ? TAG_P : TAG_DIV);
	for (size_t i = 0; i < count; i++) {
		if (is_text)
			node_text(&draft->site->tree, text,
				store_format(draft->arena, " %s ", draw_filler(&draft->data, 3)));
		nodes[i] =
			add_link(draft, is_text ? text : add(draft, text, TAG_DIV), names[i], -1);
	}
}

static void build_section_link(struct draft *draft)
{
	const char *heads[PANELS_MAXIMUM], *names[NAMES_MAXIMUM];
	struct node *panels[PANELS_MAXIMUM], *nodes[NAMES_MAXIMUM] = {NULL};
	size_t count = draw_names(&draft->subject, heads, 2, 5);
	bool are_numbered = draw_chance(&draft->subject, 35);
	bool is_harmful = draw_chance(&draft->subject, 50);
	for (size_t i = 0; i < count && are_numbered; i++)
		heads[i] = store_format(draft->arena, "Section %zu", i + 1);
	int page = begin_site(draft, phrase_caption(PHRASE_HELP));
	size_t each = 2 + draw_below(&draft->data, LINKS_PER_PANEL - 1);
	draw_names(&draft->data, names, each * count, each * count);
	add_sections(draft, page_content(draft, page), heads, count, panels);
	for (size_t i = 0; i < count; i++)
		add_links(draft, panels[i], names + i * each, each, nodes + i * each);
	size_t section = draw_below(&draft->data, (uint32_t)count);
	size_t target = section * each + draw_below(&draft->data, (uint32_t)each);
	for (size_t i = 0; i < each * count; i++)
		choice_deed(draft, nodes[i], is_harmful);
	nodes[target]->deed->message = notice(draft, names[target]);
	want_deed(draft, nodes[target]->deed, names[target]);
	draft_say(draft, "link", names[target]);
	draft_say(draft, "section", heads[section]);
	finish_site(draft);
}

static const char *const section_goals[] = {
	"[expand|open] [the section |]{section*} and click [on |]the link {link*}",
	"[expand|open] {section*}, then [click|follow] {link*}",
	"in [the section |]{section*}, [click|find and click] the link {link*}",
	"click {link*} [under|in] {section*}",
	"look into {section*} and [choose|press|click] {link*}",
	"unfold {section*} and go to {link*}", NULL};
static const char *const section_values[] = {"{section}: {link}", "{link} in {section}",
	"{section}, {link}", "{section} > {link}", "now {link*} [from|of] {section*}",
	"{link} ({section})", NULL};
const struct family section_link = {.name = "section-link",
	.build = build_section_link,
	.explicit_goals = section_goals,
	.value_goals = section_values};

/* --- menus ---------------------------------------------------------------------------- */

enum { MENUS_MAXIMUM = 4, LEVELS_MAXIMUM = 3 };

struct menu_tree {
	struct draft *draft;
	struct node *leaf; /* of the entry that is wanted, and the way to it */
	const char *path[LEVELS_MAXIMUM];
	size_t depth;
};

/* Fills a menu; below one of its entries, a further one. Returns what is to be clicked. */
static void fill_menu(struct menu_tree *tree, struct node *menu, size_t level)
{
	struct draft *draft = tree->draft;
	const char *names[NAMES_MAXIMUM];
	size_t count = draw_names(&draft->subject, names, 2, 5);
	size_t chosen = draft_pick(draft, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		bool goes_on = level + 1 < tree->depth && level + 1 < LEVELS_MAXIMUM && i == chosen;
		struct node *submenu = NULL;
		struct node *entry =
			add_menu_entry(draft, menu, names[i], goes_on ? &submenu : NULL);
		if (goes_on)
			fill_menu(tree, submenu, level + 1);
		else
			choice_deed(draft, entry, true);
		if (i != chosen)
			continue;
		tree->path[level] = names[i];
		if (!goes_on)
			tree->leaf = entry;
	}
}

static void build_menu_choice(struct draft *draft)
{
	struct menu_tree tree = {.draft = draft};
	const char *heads[NAMES_MAXIMUM];
	size_t count = draw_names(&draft->subject, heads, 1, MENUS_MAXIMUM);
	size_t chosen = draft_pick(draft, (uint32_t)count);
	tree.depth = 2 + draw_below(&draft->subject, 2);
	int page = begin_site(draft, phrase_caption(PHRASE_ACTIONS));
	struct node *bar = add(draft, page_content(draft, page), TAG_DIV);
	bar->flow = FLOW_ROW;
	tree.leaf = bar; /* until the menu is filled */
	for (size_t i = 0; i < count; i++) {
		struct menu_tree other = {.draft = draft, .depth = 2};
		struct node *menu = add_menu(draft, add(draft, bar, TAG_DIV), heads[i], "menu bar");
		fill_menu(i == chosen ? &tree : &other, menu, 1);
	}
	tree.path[0] = heads[chosen];
	tree.leaf->deed->message = notice(draft, tree.path[tree.depth - 1]);
	want_deed(draft, tree.leaf->deed, tree.path[tree.depth - 1]);
	draft_say(draft, "leaf", tree.path[tree.depth - 1]);
	draft_say(draft, "path",
		tree.depth == 2 ? store_format(draft->arena, "%s > %s", tree.path[0], tree.path[1])
				: store_format(draft->arena, "%s > %s > %s", tree.path[0],
					  tree.path[1], tree.path[2]));
	draft_say(draft, "menu", tree.path[0]);
	draft_say(draft, "parent", tree.path[tree.depth - 2]);
	draft_say(draft, "deed", draw_title(&draft->subject));
	finish_site(draft);
}

static const char *const menu_goals[] = {"[select|choose|click|pick] {path}",
	"[open|go to] the menu {menu*} and [choose|click|select] {leaf*}",
	"[choose|pick] {leaf*} from [the menu |]{menu*}",
	"in the {menu} menu, [click|choose] {path}", "use the menu: {path}",
	"from {menu*}, under {parent*}, take {leaf*}", NULL};
static const char *const menu_values[] = {"{deed}", "[please |]do {deed*}", "again: {deed}",
	"the {deed} [thing|job]", "run {deed}", "{deed} once more", NULL};
const struct family menu_choice = {.name = "menu-choice",
	.build = build_menu_choice,
	.explicit_goals = menu_goals,
	.value_goals = menu_values,
	.contrary = true};

/* --- dialogs -------------------------------------------------------------------------- */

static const enum phrase answers[] = {PHRASE_OK, PHRASE_CANCEL, PHRASE_CLOSE, PHRASE_SAVE,
	PHRASE_DELETE, PHRASE_NEXT, PHRASE_HELP};

static struct node *add_answer(
	struct draft *draft, struct node *bar, struct node *dialog, enum phrase phrase)
{
	bool is_icon = phrase == PHRASE_CLOSE && looks(draft, ASPECT_ROLES, "close icon", 60);
	struct node *node =
		is_icon ? add_icon(draft, dialog, phrase, "dialog close")
			: add_button(draft, bar, label_of(draft, phrase_caption(phrase)),
				  BUTTON_PLAIN, "dialog answer");
	choice_deed(draft, node, true)->gone = dialog;
	return node;
}

static void build_dialog_answer(struct draft *draft)
{
	size_t count = 2 + draw_below(&draft->subject, 3);
	size_t chosen = draft_pick(draft, (uint32_t)count);
	bool is_behind = draw_chance(&draft->subject, 35);
	struct caption opening = word_caption(draw_word(&draft->subject, WORDS_NOUNS));
	const char *title = draw_title(&draft->data);
	int page = begin_site(draft, phrase_caption(PHRASE_GENERAL));
	struct node *content = page_content(draft, page), *opener = NULL;
	add_text(draft, content, TAG_P, draw_filler(&draft->data, 9));
	if (is_behind)
		opener = add_button(
			draft, content, label_of(draft, opening), BUTTON_PLAIN, "dialog opener");
	struct node *dialog = add_dialog(draft, page, title, opener);
	add_text(draft, dialog, TAG_P, draw_sentence(&draft->data));
	struct node *bar = add(draft, dialog, TAG_DIV);
	bar->flow = FLOW_ROW;
	for (size_t i = 0; i < count; i++) {
		struct node *node = add_answer(draft, bar, dialog, answers[i]);
		if (i == chosen)
			want_deed(draft, node->deed, spoken(draft, phrase_caption(answers[i])));
	}
	draft_say(draft, "answer", spoken(draft, phrase_caption(answers[chosen])));
	if (is_behind)
		draft_say(draft, "opener", spoken(draft, opening));
	else
		draft_say(draft, "shown", title);
	finish_site(draft);
}

static const char *const dialog_goals[] = {"[click|press] {opener*} and [answer|press] {answer*}",
	"[click|press] the button in the {shown*} dialog [labelled|labeled|named] {answer*}",
	"[in the|when the] dialog {shown*} [is open |]: press {answer*}",
	"open {opener*}, then [choose|click] {answer*} in the dialog",
	"answer the {shown} dialog with {answer*}", "press {opener*}; in the dialog, {answer*}",
	"the dialog {shown*} [wants an answer|is open]: {answer*}",
	"{answer*} [is the answer to|for] {shown*}", "use {opener*} and confirm by {answer*}",
	"{opener*} > {answer*}", NULL};
static const char *const dialog_values[] = {"[deal|get done] with it", "as always",
	"[handle|answer] the dialog", "[get rid of|away with] it", "the usual", "do it again",
	NULL};
const struct family dialog_answer = {.name = "dialog-answer",
	.build = build_dialog_answer,
	.explicit_goals = dialog_goals,
	.value_goals = dialog_values,
	.contrary = true};

/* --- folders -------------------------------------------------------------------------- */

enum { FOLDERS = 3 };

/* A folder that shows what is inside; the file that is wanted is in one of them. */
static struct node *add_folder(
	struct draft *draft, struct node *list, const char *name, struct node **inside)
{
	struct node *item = add(draft, list, TAG_LI);
	struct node *opener = add_text(draft, item, TAG_BUTTON, name);
	node_set(opener, ATTRIBUTE_TYPE, "button");
	opener->flags |= NODE_COLLAPSED;
	dress(draft, opener, "folder");
	*inside = hide(add(draft, item, TAG_UL), opener);
	opener->effect = (struct effect){EFFECT_TOGGLE, *inside, NULL, 0};
	return opener;
}

static void fill_folder(struct draft *draft, struct node *list, const char *const *names,
	size_t count, struct node **nodes)
{
	for (size_t i = 0; i < count; i++) {
		nodes[i] = add_link(draft, add(draft, list, TAG_LI), names[i], -1);
		choice_deed(draft, nodes[i], true);
	}
}

static void build_tree_open(struct draft *draft)
{
	const char *outer[NAMES_MAXIMUM], *inner[NAMES_MAXIMUM], *files[NAMES_MAXIMUM];
	struct node *lists[NAMES_MAXIMUM], *nodes[NAMES_MAXIMUM];
	size_t outer_count = draw_names(&draft->subject, outer, 2, 4);
	size_t inner_count = draw_names(&draft->subject, inner, 1, 3);
	size_t chosen = draw_below(draft_constant(draft), (uint32_t)outer_count);
	size_t within = draw_below(draft_constant(draft), (uint32_t)inner_count);
	int page = begin_site(draft, phrase_caption(PHRASE_DOCUMENTS));
	size_t count = draw_names(&draft->data, files, 2, 6);
	struct node *list = add(draft, page_content(draft, page), TAG_UL), *place = NULL;
	for (size_t i = 0; i < outer_count; i++) {
		add_folder(draft, list, outer[i], &lists[i]);
		place = i == chosen ? lists[i] : place;
	}
	for (size_t i = 0; i < inner_count; i++)
		add_folder(draft, place, inner[i], &lists[i]);
	fill_folder(draft, lists[within], files, count, nodes);
	size_t target = draw_below(&draft->data, (uint32_t)count);
	nodes[target]->deed->message = notice(draft, files[target]);
	want_deed(draft, nodes[target]->deed, files[target]);
	draft_say(draft, "file", files[target]);
	draft_say(draft, "folder", outer[chosen]);
	draft_say(draft, "path",
		store_format(
			draft->arena, "%s/%s/%s", outer[chosen], inner[within], files[target]));
	draft_say(draft, "inner", inner[within]);
	finish_site(draft);
}

static const char *const tree_goals[] = {"open {path}", "[open|click] the file {path*}",
	"go to {folder*}, [open|unfold] {inner*} and [click|open] {file*}",
	"in {folder*} > {inner*}, open {file*}",
	"find {file*} in [the folder |]{inner*} of {folder*} and open it",
	"[show|get] {file*} from {folder}/{inner}", NULL};
static const char *const tree_values[] = {"{file}", "[open|show] {file*}", "now {file}",
	"the file {file}", "[I need|get] {file}", "{file} please", NULL};
const struct family tree_open = {.name = "tree-open",
	.build = build_tree_open,
	.explicit_goals = tree_goals,
	.value_goals = tree_values};

/* --- further parts of a list ---------------------------------------------------------- */

/* Batches of links; each but the first comes by scrolling or by a button. */
static void add_batches(struct draft *draft, struct node *content, const char *const *names,
	size_t count, size_t batches, struct node **nodes)
{
	bool by_button = looks(draft, ASPECT_ROLES, "load more", 65);
	size_t each = (count + batches - 1) / batches, have = 0;
	for (size_t i = 0; i < batches; i++) {
		struct node *batch = add(draft, content, TAG_DIV);
		for (size_t k = 0; k < each && have < count; k++, have++) {
			struct node *place = add(draft, batch, TAG_DIV);
			nodes[have] = add_link(draft, place, names[have], -1);
			add_text(draft, place, TAG_P, draw_filler(&draft->data, 6));
		}
		if (!by_button)
			batch->high = VIEWPORT_HEIGHT_PX; /* so that there is something to scroll */
		if (i && !by_button)
			hide(batch, NULL)->flags |= NODE_LAZY;
	}
	if (!by_button)
		return;
	struct node *last = NULL;
	for (struct node *batch = content->first; batch; batch = batch->next) {
		if (last) {
			struct node *more = add_button(draft, last,
				label_of(draft, phrase_caption(PHRASE_LOAD_MORE)), BUTTON_PLAIN,
				"load more");
			hide(batch, more);
			new_deed(draft, more)->gone = more;
			more->deed->shown = batch;
			more->effect = (struct effect){.kind = EFFECT_OPEN, .target = batch};
		}
		last = batch;
	}
}

static void build_load_more(struct draft *draft)
{
	const char *names[NAMES_MAXIMUM];
	struct node *nodes[NAMES_MAXIMUM] = {NULL};
	size_t batches = 2 + draw_below(&draft->subject, BATCHES_MAXIMUM - 1);
	int page = begin_site(draft, phrase_caption(PHRASE_NEWS));
	size_t count = draw_names(&draft->data, names, 6, NAMES_MAXIMUM);
	struct node *list = add(draft, page_content(draft, page), TAG_DIV);
	add_batches(draft, list, names, count, batches, nodes);
	size_t target = draw_below(&draft->data, (uint32_t)count);
	for (size_t i = 0; i < count; i++)
		choice_deed(draft, nodes[i], true);
	nodes[target]->deed->message = notice(draft, names[target]);
	want_deed(draft, nodes[target]->deed, names[target]);
	draft_say(draft, "target", names[target]);
	draft_say(draft, "more", spoken(draft, phrase_caption(PHRASE_LOAD_MORE)));
	finish_site(draft);
}

static const char *const more_goals[] = {
	"[open|click] {target*}[; it may be further down|, load more if needed|]",
	"find {target*} in the list and [open|click] it",
	"[keep loading|load more] until {target*} is there, then [click|open] it",
	"[scroll|go] down to {target*} and click [it|on it]",
	"look for {target*} and follow the link", "click the link {target*}", NULL};
static const char *const more_values[] = {"{target}", "now {target*}", "[read|show] {target}",
	"{target} please", "the same with {target*}", "next: {target}", NULL};
const struct family load_more = {.name = "load-more",
	.build = build_load_more,
	.explicit_goals = more_goals,
	.value_goals = more_values};
