/*
 * family_search.c - searching and filtering first: opening a result, acting on what is left.
 */
#include "gym/chrome.h"
#include "gym/family.h"
#include "gym/names.h"
#include "gym/row_deeds.h"
#include "gym/row_extras.h"
#include "gym/search.h"
#include "gym/store.h"

#include <strings.h>

enum { LEAVES_MAXIMUM = 4, RESULTS_MAXIMUM = 12 };

static struct search *new_search(struct draft *draft, const char *query)
{
	struct search *search = store_take(draft->arena, 1, sizeof *search);
	bool is_usual = draw_chance(&draft->subject, 70);
	const char *word = draw_word(&draft->subject, WORDS_NOUNS);
	search->caption = is_usual ? phrase_caption(PHRASE_KEYWORD) : word_caption(word);
	search->query = query;
	return search;
}

/* --- results -------------------------------------------------------------------------- */

static void add_result(
	struct draft *draft, struct node *leaf, const char *title, struct node **link)
{
	struct node *box = add(draft, leaf, TAG_DIV);
	node_set(box, ATTRIBUTE_CLASS, "result");
	*link = add_link(draft, add(draft, box, TAG_DIV), title, -1);
	if (looks(draft, ASPECT_LAYOUT, "addresses", 40))
		add_text(draft, box, TAG_SPAN,
			store_format(draft->arena, "www.%s.example", slug(draft, title)));
	add_text(draft, box, TAG_P, draw_filler(&draft->data, 7));
	new_deed(draft, *link)->harmful = true;
}

static void build_search_open(struct draft *draft)
{
	const char *titles[RESULTS_MAXIMUM];
	struct node *links[RESULTS_MAXIMUM], *leaves[LEAVES_MAXIMUM];
	size_t leaf_count = 1 + draw_below(&draft->subject, LEAVES_MAXIMUM - 1);
	enum word_kind kind = draw_chance(&draft->subject, 50) ? WORDS_FIRST_NAMES : WORDS_NOUNS;
	struct search *search = new_search(draft, draw_capital(&draft->data, kind));
	int page = begin_site(draft, phrase_caption(PHRASE_NEWS));
	struct node *content = page_content(draft, page);
	add_search(draft, content, search);
	search->nothing = hide(add_text(draft, content, TAG_P, "No results."), NULL);
	search->results = hide(add(draft, content, TAG_DIV), NULL);
	want_search(draft, search);
	size_t count = draw_names(&draft->data, titles, 2 * leaf_count, RESULTS_MAXIMUM);
	size_t each = count / leaf_count;
	add_leaves(draft, search->results, leaf_count, leaves);
	for (size_t i = 0; i < each * leaf_count; i++)
		add_result(draft, leaves[i / each], titles[i], &links[i]);
	size_t target = draw_below(&draft->data, (uint32_t)(each * leaf_count));
	links[target]->deed->message = notice(draft, titles[target]);
	want_deed(draft, links[target]->deed, titles[target]);
	draft_say(draft, "query", search->query);
	draft_say(draft, "title", titles[target]);
	draft_say(draft, "ordinal",
		target == 0 ? "first" : ordinal_word(draft, target, RESULTS_MAXIMUM + 1));
	finish_site(draft);
}

static const char *const search_goals[] = {
	"search for {query*} and [open|click] [the result |]{title*}",
	"[look up|search] {query*}, then [open|click|go to] the {ordinal} [search |]result",
	"[find|search for] {query*} and [click|open] {title*}",
	"enter {query*} [into the search field|in the search box] and click the {ordinal} result",
	"use the search to find {query*}, then [click|follow] {title*}",
	"[search|look] for {query*}; [open|take] {title*}", NULL};
static const char *const search_values[] = {"{query}: {title}", "{title} [among|under] {query}",
	"{query}, {title}", "now {query} and {title}", "{query*} / {title*}", "{title} of {query}",
	NULL};
const struct family search_open = {.name = "search-open",
	.build = build_search_open,
	.explicit_goals = search_goals,
	.value_goals = search_values};

/* --- search, then act ----------------------------------------------------------------- */

static void build_search_act(struct draft *draft)
{
	struct collection *all = store_take(draft->arena, 1, sizeof *all);
	collection_plan(draft, all, 4, 12);
	collection_plan_actions(draft, all);
	size_t action = draft_pick(draft, (uint32_t)all->action_count);
	struct search *search = new_search(draft, "");
	int page = begin_site(draft, section_of(all));
	collection_fill(draft, all);
	size_t item = draw_below(&draft->data, (uint32_t)all->count);
	search->query = all->cells[item][0];
	search->rows = all;
	add_search(draft, page_content(draft, page), search);
	add_collection(draft, page_content(draft, page), all,
		looks(draft, ASPECT_ROLES, "linked titles", 30));
	add_extras_in_rows(draft, all);
	add_actions(draft, all);
	set_up_actions(draft, all);
	want_search(draft, search);
	want_action(draft, all, item, action);
	draft_say(draft, "item", all->cells[item][0]);
	draft_say(draft, "noun", spoken(draft, all->noun));
	finish_site(draft);
}

static const char *const search_act_goals[] = {"search for [the |]{noun} {item*} and {action} it",
	"[look up|search for] {item*}, then {action} it",
	"find {item*} with the search and [click|press] {action*}",
	"use the search for {item*}; then {action*}", "search {item*} and [choose|click] {action*}",
	"{action} the {noun} that you find by searching for {item*}", NULL};
static const char *const search_act_values[] = {"{item}", "{noun} {item}", "[now|next] {item*}",
	"[the same with|also] {item}", "[handle|deal with] {item}", "{item} please", NULL};
const struct family search_act = {.name = "search-act",
	.build = build_search_act,
	.explicit_goals = search_act_goals,
	.value_goals = search_act_values,
	.contrary = true};

/* --- filter, then act ----------------------------------------------------------------- */

enum { GROUPS_MAXIMUM = 5 };

struct filter {
	struct collection all;
	struct field field;
	size_t fact;
};

static void narrow(struct site *site, struct deed *deed)
{
	const struct filter *filter = deed->about;
	(void)site;
	for (size_t i = 0; i < filter->all.count; i++) {
		struct node *box = filter->all.boxes[i];
		bool fits = strcasecmp(filter->all.cells[i][filter->fact],
				    filter->field.node->value) == 0;
		box->flags &= ~(uint32_t)NODE_HIDDEN;
		box->flags |= fits ? 0 : NODE_HIDDEN;
	}
}

/* A fact that takes one of few values. */
static void group_rows(struct draft *draft, struct collection *all, size_t fact,
	const char *const *groups, size_t count)
{
	for (size_t i = 0; i < all->count; i++)
		all->cells[i][fact] = groups[draw_below(&draft->data, (uint32_t)count)];
}

/* What it is about: rows with one fact that sorts them into a few groups. */
static size_t plan_filter(struct draft *draft, struct filter *filter, const char **groups)
{
	struct collection *all = &filter->all;
	collection_plan(draft, all, 4, 12);
	collection_plan_actions(draft, all);
	size_t count = draw_names(&draft->subject, groups, 2, GROUPS_MAXIMUM);
	bool is_own = draw_chance(&draft->subject, 60);
	const char *word = draw_word(&draft->subject, WORDS_NOUNS);
	filter->fact = all->facts > 1 ? 1 : all->facts;
	collection_set_fact(all, filter->fact, FACT_STATUS);
	if (is_own)
		all->headings[filter->fact] = word_caption(word);
	return count;
}

static struct deed *add_filter(struct draft *draft, struct node *content, struct filter *filter,
	const char *const *groups, size_t count)
{
	struct node *bar = add(draft, content, TAG_DIV);
	struct field *field = &filter->field;
	*field = (struct field){.caption = filter->all.headings[filter->fact],
		.kind = FIELD_CHOICE,
		.choice_count = count};
	for (size_t i = 0; i < count; i++)
		field->choices[i] = groups[i];
	add_list_field(draft, bar, field);
	const char *text = label_of(draft, phrase_caption(PHRASE_FILTER));
	struct deed *deed = new_deed(draft, add_button(draft, bar, text, BUTTON_PLAIN, "filter"));
	deed->apply = narrow;
	deed->about = filter;
	return deed;
}

static void build_filter_act(struct draft *draft)
{
	const char *groups[NAMES_MAXIMUM];
	struct filter *filter = store_take(draft->arena, 1, sizeof *filter);
	struct collection *all = &filter->all;
	size_t group_count = plan_filter(draft, filter, groups);
	size_t action = draft_pick(draft, (uint32_t)all->action_count);
	int page = begin_site(draft, section_of(all));
	collection_fill(draft, all);
	group_rows(draft, all, filter->fact, groups, group_count);
	size_t item = draw_below(&draft->data, (uint32_t)all->count);
	struct node *content = page_content(draft, page);
	struct deed *deed = add_filter(draft, content, filter, groups, group_count);
	add_extras_above(draft, content, all);
	add_collection(draft, content, all, false);
	add_extras_in_rows(draft, all);
	add_actions(draft, all);
	set_up_actions(draft, all);
	want_field(draft, &filter->field, all->cells[item][filter->fact], NULL);
	want_deed(draft, deed, NULL);
	next_stage(draft);
	want_action(draft, all, item, action);
	draft_say(draft, "item", all->cells[item][0]);
	draft_say(draft, "noun", spoken(draft, all->noun));
	draft_say(draft, "group", all->cells[item][filter->fact]);
	draft_say(draft, "heading", spoken(draft, all->headings[filter->fact]));
	finish_site(draft);
}

static const char *const filter_goals[] = {
	"filter by {heading} {group*} and {action} [the |]{noun} {item*}",
	"[show only|filter for] {heading} {group*}, then {action} {item*}",
	"set the filter {heading} to {group*}, apply it and [click|press] {action*} at {item*}",
	"filter the list ({heading}: {group}) and {action} {item*}",
	"use the filter {heading} = {group*}; then {action} {item*}",
	"with {heading} {group*} filtered, {action} {item*}", NULL};
static const char *const filter_values[] = {"{group}: {item}", "{item} ({group})",
	"{item} in {group}", "{group}, {item}", "now {item*} of {group*}", "{group} / {item}",
	NULL};
const struct family filter_act = {.name = "filter-act",
	.build = build_filter_act,
	.explicit_goals = filter_goals,
	.value_goals = filter_values,
	.contrary = true};
