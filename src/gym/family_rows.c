/*
 * family_rows.c - doing something with one of several like things: the row that has a value, the
 * n-th one.
 */
#include "gym/chrome.h"
#include "gym/collection.h"
#include "gym/family.h"
#include "gym/row_deeds.h"
#include "gym/row_extras.h"
#include "gym/store.h"
#include "trajectory/value.h"

#include <stdlib.h>

static void build_row_action(struct draft *draft)
{
	struct collection all = {0};
	collection_plan(draft, &all, 2, 10);
	collection_plan_actions(draft, &all);
	size_t action = draft_pick(draft, (uint32_t)all.action_count);
	int page = begin_site(draft, section_of(&all));
	collection_fill(draft, &all);
	add_extras_above(draft, page_content(draft, page), &all);
	add_collection(draft, page_content(draft, page), &all,
		looks(draft, ASPECT_ROLES, "linked titles", 30));
	add_extras_in_rows(draft, &all);
	add_actions(draft, &all);
	size_t item = draw_below(&draft->data, (uint32_t)all.count);
	set_up_actions(draft, &all);
	want_action(draft, &all, item, action);
	say_item(draft, &all, item);
	draft_say(draft, "ordinal", ordinal_word(draft, item, all.count));
	finish_site(draft);
}

static const char *const row_goals[] = {"{action} [the |]{noun} {item*}", "{action} {item*}",
	"{action} the {ordinal} {noun}", "[click|press] {action*} [at|for|in the row of] {item*}",
	"find {item*} and [click|press|choose] {action*}", "[please |]{action} the {noun} {item*}",
	"{action} the one [with|of|by] {item*}", "{noun} {item*}: {action}",
	"use {action*} on {item*}",
	"[in the row|in the line|where it says] {item*}, [click|press] {action*}", NULL};
static const char *const row_values[] = {"{item}", "{noun} {item}", "[now|then] {item*}",
	"[the same for|also] {item}", "{item*} please", "[handle|process|take care of] {item}",
	NULL};
const struct family row_action = {.name = "row-action",
	.build = build_row_action,
	.explicit_goals = row_goals,
	.value_goals = row_values,
	.contrary = true};

/* --- opening one ---------------------------------------------------------------------- */

/* Titles lead to pages of their own; the wrong ones to one from which there is a way back. */
static void link_titles(struct draft *draft, struct collection *all, size_t item, int list)
{
	int right = add_page(draft, all->cells[item][0]);
	int wrong = add_page(draft, label_of(draft, phrase_caption(PHRASE_DETAILS)));
	for (size_t k = 0; k < all->facts; k++)
		add_text(draft, page_content(draft, right), TAG_P, all->cells[item][k]);
	add_text(draft, page_content(draft, wrong), TAG_P, draw_sentence(&draft->data));
	add_link(draft, page_content(draft, wrong),
		label_of(draft, phrase_caption(PHRASE_PREVIOUS)), list);
	for (size_t i = 0; i < all->count; i++)
		if (i == item)
			new_deed(draft, all->titles[i])->after =
				(struct effect){.kind = EFFECT_GO, .amount = right};
		else
			all->titles[i]->effect =
				(struct effect){.kind = EFFECT_GO, .amount = wrong};
}

static void mark_titles(struct draft *draft, struct collection *all, size_t item)
{
	for (size_t i = 0; i < all->count; i++)
		new_deed(draft, all->titles[i])->harmful = i != item;
	all->titles[item]->deed->message = "Opened.";
}

static void want_opened(struct draft *draft, struct collection *all, size_t item, int page)
{
	if (looks(draft, ASPECT_FLOW, "opens page", 70))
		link_titles(draft, all, item, page);
	else
		mark_titles(draft, all, item);
	want_deed(draft, all->titles[item]->deed, all->cells[item][0]);
	draft_say(draft, "noun", spoken(draft, all->noun));
}

static void build_open_row(struct draft *draft)
{
	struct collection all = {0};
	collection_plan(draft, &all, 3, ITEMS_MAXIMUM);
	int page = begin_site(draft, section_of(&all));
	collection_fill(draft, &all);
	plan_spare_actions(draft, &all);
	add_extras_above(draft, page_content(draft, page), &all);
	add_collection(draft, page_content(draft, page), &all, true);
	add_extras_in_rows(draft, &all);
	add_actions(draft, &all);
	set_up_actions(draft, &all);
	size_t item = draw_below(&draft->data, (uint32_t)all.count);
	want_opened(draft, &all, item, page);
	say_item(draft, &all, item);
	draft_say(draft, "ordinal", ordinal_word(draft, item, all.count));
	finish_site(draft);
}

static const char *const open_goals[] = {"open [the |]{noun} {item*}", "open {item*}",
	"[click|open|show] the {ordinal} {noun}", "show me [the |]{noun} {item*}", "go to {item*}",
	"[find|look for] {item*} and open it", "open the {ordinal} one", "view {noun} {item*}",
	"[click|follow] the link {item*}", "see the details of {item*}", NULL};
static const char *const open_values[] = {"{item}", "{noun} {item}", "{item*} please",
	"[now|next] {item}", "this one: {item*}", "[the same with|also] {item}", NULL};
const struct family open_row = {.name = "open-row",
	.build = build_open_row,
	.explicit_goals = open_goals,
	.value_goals = open_values};

/* --- the most or least of something --------------------------------------------------- */

static const struct {
	enum fact fact;
	const char *words; /* of the least, then of the most */
} extremes[][2] = {
	{{FACT_MONEY, "cheapest|least expensive|lowest priced|most affordable|lowest"},
		{FACT_MONEY, "most expensive|dearest|highest priced|priciest|highest"}},
	{{FACT_NUMBER, "smallest|lowest|least|fewest|minimal"},
		{FACT_NUMBER, "largest|highest|greatest|biggest|maximal"}},
	{{FACT_DATE, "earliest|oldest|first|least recent|soonest"},
		{FACT_DATE, "latest|newest|most recent|last|youngest"}},
};

static double weight_of(const char *text)
{
	struct date date;
	char digits[40];
	size_t length = 0;
	if (value_date(text, &date))
		return date.year * 400.0 + date.month * 31.0 + date.day;
	for (; *text && length + 1 < sizeof digits; text++)
		if ((*text >= '0' && *text <= '9') || *text == '.')
			digits[length++] = *text;
	digits[length] = '\0';
	return strtod(digits, NULL);
}

static size_t extreme_item(const struct collection *all, size_t fact, bool most)
{
	size_t best = 0;
	for (size_t i = 1; i < all->count; i++) {
		double lead = weight_of(all->cells[i][fact]) - weight_of(all->cells[best][fact]);
		if (most ? lead > 0 : lead < 0)
			best = i;
	}
	return best;
}

static void build_open_extreme(struct draft *draft)
{
	struct collection all = {0};
	collection_plan(draft, &all, 2, 8);
	size_t kind = draw_below(&draft->subject, 3), most = draft_pick(draft, 2), length;
	size_t fact = 1 + draw_below(&draft->subject, (uint32_t)all.facts);
	if (fact == FACTS_MAXIMUM)
		fact = 1;
	collection_set_fact(&all, fact, extremes[kind][0].fact);
	uint32_t way = draw_below(&draft->subject, 5);
	const char *word = ways_part(extremes[kind][most].words, way, &length);
	int page = begin_site(draft, section_of(&all));
	collection_fill(draft, &all);
	plan_spare_actions(draft, &all);
	add_extras_above(draft, page_content(draft, page), &all);
	add_collection(draft, page_content(draft, page), &all, true);
	add_extras_in_rows(draft, &all);
	add_actions(draft, &all);
	set_up_actions(draft, &all);
	want_opened(draft, &all, extreme_item(&all, fact, most != 0), page);
	draft_say(draft, "extreme", store_span(draft->arena, word, length));
	draft_say(draft, "heading", spoken(draft, all.headings[fact]));
	finish_site(draft);
}

static const char *const extreme_goals[] = {"open the {extreme} {noun}",
	"[click|open|show] the {noun} with the {extreme} {heading}",
	"find the {extreme} {noun} and open it", "[choose|pick] the {extreme} one",
	"which {noun} is the {extreme}? Open it", "show me the {extreme} {noun}", NULL};
static const char *const extreme_values[] = {"the {extreme}", "{extreme} {heading}",
	"now the {extreme} {noun}", "{extreme}", "{extreme} one please", "the {extreme} one", NULL};
const struct family open_extreme = {.name = "open-extreme",
	.build = build_open_extreme,
	.explicit_goals = extreme_goals,
	.value_goals = extreme_values,
	.contrary = true};
