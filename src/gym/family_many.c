/*
 * family_many.c - the same for several: rows that are named, all that match, boxes to tick; and the
 * n-th of many buttons that look alike.
 */
#include "gym/chrome.h"
#include "gym/family.h"
#include "gym/forms.h"
#include "gym/names.h"
#include "gym/row_deeds.h"
#include "gym/row_extras.h"
#include "gym/store.h"

#include <string.h>

/* --- several rows --------------------------------------------------------------------- */

/* Boxes before the rows, and buttons above for what is ticked. */
static void build_by_boxes(struct draft *draft, struct collection *all, struct node *content,
	const size_t *order, size_t wanted, size_t action)
{
	struct node *boxes[ITEMS_MAXIMUM], *bar = add(draft, content, TAG_DIV);
	bar->flow = FLOW_ROW;
	if (looks(draft, ASPECT_MARKUP, "toolbars", 50))
		node_set(bar, ATTRIBUTE_ROLE, "toolbar");
	struct deed *deeds[ACTIONS_MAXIMUM];
	for (size_t k = 0; k < all->action_count; k++) {
		deeds[k] = new_deed(draft,
			add_button(draft, bar, label_of(draft, phrase_caption(all->actions[k])),
				BUTTON_PLAIN, "bulk"));
		deeds[k]->harmful = true;
	}
	struct deed *deed = deeds[action];
	size_t action_count = all->action_count;
	all->action_count = 0;
	add_collection(draft, content, all, false);
	all->action_count = action_count;
	add_row_boxes(draft, all, boxes);
	deed->form = all->list;
	deed->message = "Done.";
	for (size_t i = 0; i < wanted; i++)
		want_state(draft, boxes[order[i]], true, all->cells[order[i]][0]);
	want_deed(draft, deed, spoken(draft, phrase_caption(all->actions[action])));
}

static void build_by_rows(struct draft *draft, struct collection *all, struct node *content,
	const size_t *order, size_t wanted, size_t action)
{
	add_extras_above(draft, content, all);
	add_collection(draft, content, all, looks(draft, ASPECT_ROLES, "linked titles", 30));
	add_extras_in_rows(draft, all);
	add_actions(draft, all);
	set_up_actions(draft, all);
	for (size_t i = 0; i < wanted; i++)
		want_action(draft, all, order[i], action);
}

static void build_rows_several(struct draft *draft)
{
	struct collection all = {0};
	size_t order[ITEMS_MAXIMUM];
	const char *names[ITEMS_MAXIMUM];
	collection_plan(draft, &all, 4, 11);
	collection_plan_actions(draft, &all);
	size_t action = draft_pick(draft, (uint32_t)all.action_count);
	int page = begin_site(draft, section_of(&all));
	collection_fill(draft, &all);
	draw_order(&draft->data, order, all.count);
	size_t wanted = 1 + draw_below(&draft->data, 4);
	for (size_t i = 0; i < wanted; i++)
		names[i] = all.cells[order[i]][0];
	struct node *content = page_content(draft, page);
	if (looks(draft, ASPECT_ROLES, "bulk actions", 45))
		build_by_boxes(draft, &all, content, order, wanted, action);
	else
		build_by_rows(draft, &all, content, order, wanted, action);
	draft_say(draft, "action", spoken(draft, phrase_caption(all.actions[action])));
	draft_say(draft, "items", list_text(draft, names, wanted));
	draft_say(draft, "noun", spoken(draft, all.noun));
	finish_site(draft);
}

static const char *const several_goals[] = {"{action} {items}", "{action} the {noun} {items}",
	"[click|press] {action*} for {items}", "{noun} {items}: {action}",
	"[please |]{action} these: {items}", "{action} all of {items}", NULL};
static const char *const several_values[] = {"{items}", "{noun} {items}", "now {items}",
	"these: {items}", "[the same for|also] {items}", "{items} please", NULL};
const struct family rows_several = {.name = "rows-several",
	.build = build_rows_several,
	.explicit_goals = several_goals,
	.value_goals = several_values,
	.contrary = true};

/* --- all that match ------------------------------------------------------------------- */

static void build_rows_matching(struct draft *draft)
{
	const char *groups[NAMES_MAXIMUM];
	struct collection all = {0};
	collection_plan(draft, &all, 3, 9);
	collection_plan_actions(draft, &all);
	size_t action = draft_pick(draft, (uint32_t)all.action_count);
	size_t group_count = draw_names(&draft->subject, groups, 2, 4);
	size_t fact = all.facts > 1 ? 1 : all.facts;
	collection_set_fact(&all, fact, FACT_STATUS);
	int page = begin_site(draft, section_of(&all));
	collection_fill(draft, &all);
	for (size_t i = 0; i < all.count; i++)
		all.cells[i][fact] = groups[draw_below(&draft->data, (uint32_t)group_count)];
	const char *group = all.cells[draw_below(&draft->data, (uint32_t)all.count)][fact];
	add_extras_above(draft, page_content(draft, page), &all);
	add_collection(draft, page_content(draft, page), &all,
		looks(draft, ASPECT_ROLES, "linked titles", 30));
	add_extras_in_rows(draft, &all);
	add_actions(draft, &all);
	set_up_actions(draft, &all);
	for (size_t i = 0; i < all.count; i++)
		if (strcmp(all.cells[i][fact], group) == 0)
			want_action(draft, &all, i, action);
	draft_say(draft, "group", group);
	draft_say(draft, "heading", spoken(draft, all.headings[fact]));
	draft_say(draft, "noun", spoken(draft, all.noun));
	finish_site(draft);
}

static const char *const matching_goals[] = {"{action} [all|every one] with {heading} {group*}",
	"{action} [everything|all that] [is|has] {group*}", "{action} all {group*} [ones|entries]",
	"[click|press] {action*} [at|for] each {noun} that [is|has] {group*}",
	"for every {noun} with {group*}: {action}", "all {heading} {group*}: {action}", NULL};
static const char *const matching_values[] = {"{group}", "all {group}", "now [all |]{group*}",
	"everything {group}", "[the same for|also] {group}", "{heading} {group}", NULL};
const struct family rows_matching = {.name = "rows-matching",
	.build = build_rows_matching,
	.explicit_goals = matching_goals,
	.value_goals = matching_values,
	.contrary = true};

/* --- boxes ---------------------------------------------------------------------------- */

enum { TICKS_MAXIMUM = 12 };

static void build_tick_several(struct draft *draft)
{
	const char *names[NAMES_MAXIMUM], *chosen[NAMES_MAXIMUM] = {""};
	size_t order[NAMES_MAXIMUM] = {0};
	struct field fields[NAMES_MAXIMUM];
	bool are_fixed = draw_chance(&draft->subject, 50),
	     has_send = draw_chance(&draft->subject, 85);
	bool are_reworded = draw_chance(&draft->subject, 20);
	size_t first = draw_below(&draft->subject, PHRASE_COUNT);
	size_t count =
		draw_names(are_fixed ? &draft->subject : &draft->data, names, 3, TICKS_MAXIMUM);
	int page = begin_site(draft, phrase_caption(PHRASE_SETTINGS));
	struct node *form = new_form(draft, page_content(draft, page));
	for (size_t i = 0; i < count; i++) {
		size_t phrase =
			PHRASE_FIRST_NAME + (first + 7 * i) % (PHRASE_HISTORY - PHRASE_FIRST_NAME);
		fields[i] =
			(struct field){.caption = are_reworded ? phrase_caption((enum phrase)phrase)
							       : word_caption(names[i]),
				.kind = FIELD_TICK,
				.present = draw_chance(&draft->data, 8) ? "on" : NULL};
		add_field(draft, form, &fields[i]);
	}
	draw_order(&draft->data, order, count);
	size_t wanted = 1 + draw_below(&draft->data, (uint32_t)(count < 6 ? count : 6));
	bool is_on = draw_chance(&draft->subject, 85) || wanted > 1;
	for (size_t i = 0; i < wanted; i++) {
		struct field *field = &fields[order[i]];
		if (!is_on)
			field->node->flags |= NODE_CHECKED;
		want_field(draft, field, is_on ? "on" : "off", NULL);
		chosen[i] = are_reworded ? other_words(draft, field->caption)
					 : spoken(draft, field->caption);
	}
	if (has_send) {
		struct deed *cancel = NULL,
			    *send = add_buttons(draft, form, PHRASE_SUBMIT, &cancel);
		want_deed(draft, send, spoken(draft, phrase_caption(PHRASE_SUBMIT)));
		send->message = notice(draft, chosen[0]);
		draft_say(draft, "submit", spoken(draft, phrase_caption(PHRASE_SUBMIT)));
	}
	draft_say(draft, is_on ? "names" : "cleared", list_text(draft, chosen, wanted));
	finish_site(draft);
}

static const char *const tick_goals[] = {"[select|check|tick] {names} and [click|press] {submit*}",
	"[tick|check] [the boxes |]{names}, then {submit}", "[choose|mark] {names} and {submit}",
	"[uncheck|untick|clear] {cleared} and [click|press] {submit*}",
	"put ticks at {names} and press {submit*}",
	"{names} [should|must] be [checked|ticked]. {submit}",
	"[remove the tick at|deselect] {cleared}, then {submit}", "[select|check|tick] {names}",
	"select {names}, {submit}", "[uncheck|switch off] {cleared}", NULL};
static const char *const tick_values[] = {"{names}", "now {names}", "this time {names}",
	"{names} please", "{names} [and no other|only]", "without {cleared}", "not {cleared}",
	"leave out {cleared}", "[clear|drop] {cleared}", "{names} [today|again]", NULL};
const struct family tick_several = {.name = "tick-several",
	.build = build_tick_several,
	.explicit_goals = tick_goals,
	.value_goals = tick_values,
	.by_steps = true};

/* --- the n-th ------------------------------------------------------------------------- */

static void build_click_nth(struct draft *draft)
{
	struct node *nodes[ITEMS_MAXIMUM];
	struct caption caption =
		phrase_caption(draw_chance(&draft->subject, 50) ? PHRASE_OPEN : PHRASE_START);
	const char *word = draw_capital(&draft->subject, WORDS_NOUNS);
	if (draw_chance(&draft->subject, 40))
		caption = word_caption(word);
	int page = begin_site(draft, phrase_caption(PHRASE_ACTIONS));
	bool is_field = looks(draft, ASPECT_ROLES, "nth fields", 30);
	size_t count = (is_field ? 1 : 2) + draw_below(&draft->data, 7);
	size_t target = draw_below(&draft->data, (uint32_t)count);
	struct node *content = page_content(draft, page);
	for (size_t i = 0; i < count; i++) {
		struct node *place = add(draft, content, TAG_DIV);
		if (looks(draft, ASPECT_LAYOUT, "nth texts", 50))
			add_text(draft, place, TAG_SPAN, draw_filler(&draft->data, 3));
		nodes[i] = is_field ? add(draft, place, TAG_INPUT)
				    : add_button(draft, place, label_of(draft, caption),
					      BUTTON_SMALL, "nth");
		if (is_field)
			node_set(nodes[i], ATTRIBUTE_TYPE, "text");
		new_deed(draft, nodes[i])->harmful = !is_field;
	}
	nodes[target]->deed->message = is_field ? NULL : notice(draft, "it");
	want_deed(draft, nodes[target]->deed, NULL);
	draft_say(draft, "ordinal", ordinal_word(draft, target, count));
	if (is_field && count == 1)
		draft_say(draft, "single", "textbox");
	else if (is_field)
		draft_say(draft, "input", "input");
	else
		draft_say(draft, "label", spoken(draft, caption));
	finish_site(draft);
}

static const char *const nth_goals[] = {"[click|press] the {ordinal} {label*} [button|]",
	"[focus|click|put the cursor] [into|on] the {ordinal} [{input}|textbox|input field]",
	"[press|hit|choose] the {ordinal} {label*}", "click {label*}, the {ordinal} one",
	"use the {ordinal} {label} button", "the {ordinal} {input} [needs|should have] the focus",
	"[find|take] the {ordinal} {label*} and [click|press] it",
	"[click|go] into the {ordinal} {input}",
	"[from the top, |]the {ordinal} {label*}: click it", "focus the {ordinal} {input}",
	"[focus|click] [into|on] the {single}", "put the cursor into the {single}",
	"the {single} [should have|needs] the focus", "[click|go] into the text field {single}",
	"focus on the {single}", NULL};
static const char *const nth_values[] = {"the {ordinal}", "{ordinal}", "now the {ordinal}",
	"the {ordinal} one", "[take|do] the {ordinal}", "{ordinal} please", NULL};
const struct family click_nth = {.name = "click-nth",
	.build = build_click_nth,
	.explicit_goals = nth_goals,
	.value_goals = nth_values};
