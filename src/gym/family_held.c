/*
 * family_held.c - workflows that training never sees: other combinations of what it does see.
 */
#include "gym/calendar.h"
#include "gym/chrome.h"
#include "gym/family.h"
#include "gym/form_fields.h"
#include "gym/forms.h"
#include "gym/names.h"
#include "gym/panels.h"
#include "gym/row_deeds.h"
#include "gym/search.h"
#include "gym/store.h"

/* A form in a dialog, with a way out. */
static struct deed *add_dialog_form(
	struct draft *draft, struct node *dialog, struct field *field, enum phrase submit)
{
	struct node *form = add(draft, dialog, TAG_FORM);
	add_field(draft, form, field);
	struct node *bar = add(draft, form, TAG_DIV);
	bar->flow = FLOW_ROW;
	struct node *close = add_button(draft, bar, label_of(draft, phrase_caption(PHRASE_CANCEL)),
		BUTTON_PLAIN, "dialog cancel");
	close->effect = (struct effect){.kind = EFFECT_CLOSE, .target = dialog};
	struct deed *deed =
		new_deed(draft, add_submit(draft, bar, label_of(draft, phrase_caption(submit))));
	deed->form = form;
	deed->harmful = true;
	deed->gone = dialog;
	return deed;
}

static void set_up_field(
	const struct known_field *known, const struct filled *filled, struct field *field)
{
	known_field_set_up(known, field);
	if (field->kind == FIELD_DATE)
		field->choices[field->choice_count++] = filled->value;
}

static const char *said_value(
	struct draft *draft, const struct known_field *known, const struct filled *filled)
{
	return known->kind == FIELD_TICK ? spoken(draft, known->caption) : filled->said;
}

/* --- a row's values, in a dialog ------------------------------------------------------ */

static struct deed *add_row_dialog(
	struct draft *draft, struct collection *all, size_t item, int page, struct field *field)
{
	const char *edit = label_of(draft, phrase_caption(PHRASE_EDIT));
	struct node *opener =
		looks(draft, ASPECT_ROLES, "edit icon", 40)
			? add_icon(draft, all->places[item], PHRASE_EDIT, "edit")
			: add_button(draft, all->places[item], edit, BUTTON_SMALL, "edit");
	struct node *dialog = add_dialog(draft, page,
		store_format(draft->arena, "%s %s", edit, all->cells[item][0]), opener);
	return add_dialog_form(draft, dialog, field, PHRASE_SAVE);
}

static void build_edit_row(struct draft *draft)
{
	struct collection all = {0};
	struct known_field known;
	struct filled filled;
	struct field field, wanted = {0};
	struct deed *deeds[ITEMS_MAXIMUM] = {NULL};
	collection_plan(draft, &all, 2, 6);
	all.action_count = 1;
	known_fields_draw(&draft->subject, &known, 1);
	int page = begin_site(draft, section_of(&all));
	collection_fill(draft, &all);
	add_collection(draft, page_content(draft, page), &all, false);
	known_field_fill(draft, &known, &draft->data, &filled);
	size_t item = draw_below(&draft->data, (uint32_t)all.count);
	for (size_t i = 0; i < all.count; i++) {
		set_up_field(&known, &filled, &field);
		deeds[i] = add_row_dialog(draft, &all, i, page, &field);
		wanted = i == item ? field : wanted;
	}
	want_field(draft, &wanted, filled.value, filled.said);
	deeds[item]->message = notice(draft, filled.said);
	want_deed(draft, deeds[item], spoken(draft, phrase_caption(PHRASE_SAVE)));
	say_item(draft, &all, item);
	draft_say(draft, "field", spoken(draft, known.caption));
	draft_say(draft, "value", said_value(draft, &known, &filled));
	finish_site(draft);
}

static const char *const edit_row_goals[] = {"edit {item*}: set {field*} to {value*} and save",
	"change {field*} of [the |]{noun} {item*} to {value*}",
	"[edit|modify] {item*}, {field} {value*}, and save it",
	"[at|for] {item*}, [put|enter] {value*} as {field*} and save",
	"give {item*} the {field} {value*}", "{noun} {item*}: {field} should be {value*}", NULL};
static const char *const edit_row_values[] = {"{item}: {value}", "{value} for {item}",
	"{item}, {value}", "now {item*} with {value*}", "{item*} > {value*}", "{item} gets {value}",
	NULL};
const struct family edit_row = {.name = "edit-row",
	.build = build_edit_row,
	.explicit_goals = edit_row_goals,
	.value_goals = edit_row_values};

/* --- a row behind a tab --------------------------------------------------------------- */

static void build_tab_row(struct draft *draft)
{
	const char *tabs[NAMES_MAXIMUM];
	struct node *panels[PANELS_MAXIMUM];
	struct collection parts[PANELS_MAXIMUM] = {0};
	size_t count = draw_names(&draft->subject, tabs, 2, 4);
	collection_plan(draft, &parts[0], 2, 5);
	collection_plan_actions(draft, &parts[0]);
	size_t action = draft_pick(draft, (uint32_t)parts[0].action_count);
	size_t chosen = draw_below(draft_constant(draft), (uint32_t)count);
	int page = begin_site(draft, section_of(&parts[0]));
	add_tab_bar(draft, page_content(draft, page), tabs, count, panels);
	for (size_t i = 0; i < count; i++) {
		if (i)
			parts[i] = parts[0];
		collection_fill(draft, &parts[i]);
		add_collection(draft, panels[i], &parts[i], false);
		add_actions(draft, &parts[i]);
		set_up_actions(draft, &parts[i]);
	}
	struct collection *all = &parts[chosen];
	size_t item = draw_below(&draft->data, (uint32_t)all->count);
	want_action(draft, all, item, action);
	draft_say(draft, "item", all->cells[item][0]);
	draft_say(draft, "noun", spoken(draft, all->noun));
	draft_say(draft, "tab", tabs[chosen]);
	finish_site(draft);
}

static const char *const tab_row_goals[] = {"[under|in] {tab*}, {action} [the |]{noun} {item*}",
	"open [the tab |]{tab*} and {action} {item*}",
	"{action} {item*}, [which you find|it is] under {tab*}",
	"go to {tab*} and [click|press] {action*} at {item*}", "{tab*} > {item*}: {action}",
	"[switch|change] to {tab*}; there {action} {item*}", NULL};
static const char *const tab_row_values[] = {"{item}", "{noun} {item}", "now {item*}",
	"[the same for|also] {item}", "{item} please", "[handle|deal with] {item}", NULL};
const struct family tab_row = {.name = "tab-row",
	.build = build_tab_row,
	.explicit_goals = tab_row_goals,
	.value_goals = tab_row_values,
	.contrary = true};

/* --- a form behind a menu ------------------------------------------------------------- */

static void build_menu_form(struct draft *draft)
{
	const char *entries[NAMES_MAXIMUM];
	struct known_field known;
	struct filled filled;
	struct field field, wanted = {0};
	struct deed *deeds[NAMES_MAXIMUM] = {NULL};
	size_t count = draw_names(&draft->subject, entries, 2, 4);
	size_t chosen = draft_pick(draft, (uint32_t)count);
	const char *head = draw_capital(&draft->subject, WORDS_TOPICS);
	known_fields_draw(&draft->subject, &known, 1);
	int page = begin_site(draft, phrase_caption(PHRASE_PROJECTS));
	known_field_fill(draft, &known, &draft->data, &filled);
	struct node *content = page_content(draft, page);
	struct node *menu = add_menu(draft, add(draft, content, TAG_DIV), head, "form menu");
	add_distraction(draft, content, "menu form");
	for (size_t i = 0; i < count; i++) {
		struct node *entry = add_menu_entry(draft, menu, entries[i], NULL);
		set_up_field(&known, &filled, &field);
		struct node *dialog = add_dialog(draft, page, entries[i], entry);
		deeds[i] = add_dialog_form(draft, dialog, &field, PHRASE_OK);
		wanted = i == chosen ? field : wanted;
	}
	want_field(draft, &wanted, filled.value, filled.said);
	deeds[chosen]->message = notice(draft, filled.said);
	want_deed(draft, deeds[chosen], spoken(draft, phrase_caption(PHRASE_OK)));
	draft_say(draft, "menu", head);
	draft_say(draft, "entry", entries[chosen]);
	draft_say(draft, "field", spoken(draft, known.caption));
	draft_say(draft, "value", said_value(draft, &known, &filled));
	finish_site(draft);
}

static const char *const menu_form_goals[] = {
	"choose {menu*} > {entry*} and [enter|give] {value*} as {field*}",
	"[use|open] {entry*} in the menu {menu*}, {field} {value*}, and confirm",
	"from {menu*} take {entry*}; {field} is {value*}, then OK",
	"{menu*}, {entry*}: [set|put] {field} to {value*} and confirm it",
	"[click|open] {menu*}, then {entry*}, and set {field*} to {value*}",
	"do {entry*} ({menu} menu) with {field} {value*}", NULL};
static const char *const menu_form_values[] = {"{value}", "with {value}", "now {value*}",
	"{value} please", "[the same|again] with {value}", "[this time|today] {value}", NULL};
const struct family menu_form = {.name = "menu-form",
	.build = build_menu_form,
	.explicit_goals = menu_form_goals,
	.value_goals = menu_form_values,
	.contrary = true};

/* --- a day, then what is offered ------------------------------------------------------ */

enum { HOURS_MAXIMUM = 6 };

static void build_book_slot(struct draft *draft)
{
	struct known_field known = {
		.row = -1, .caption = phrase_caption(PHRASE_DATE), .kind = FIELD_DATE};
	struct filled filled;
	struct field field;
	struct deed *deed = NULL;
	size_t count = 3 + draw_below(&draft->subject, HOURS_MAXIMUM - 2);
	size_t chosen = draw_below(&draft->data, (uint32_t)count);
	int page = begin_site(draft, phrase_caption(PHRASE_BOOKINGS));
	struct node *content = page_content(draft, page);
	known_field_fill(draft, &known, &draft->data, &filled);
	set_up_field(&known, &filled, &field);
	add_picker_field(draft, add(draft, content, TAG_DIV), &field,
		label_of(draft, field.caption), looks(draft, ASPECT_ROLES, "open calendar", 50));
	struct node *bar = add(draft, content, TAG_DIV);
	bar->flow = FLOW_ROW;
	for (size_t i = 0; i < count; i++) {
		const char *hour = store_format(draft->arena, "%02zu:00", 8 + 2 * i);
		struct deed *each =
			new_deed(draft, add_button(draft, bar, hour, BUTTON_SMALL, "hours"));
		each->harmful = true;
		each->message = notice(draft, hour);
		deed = i == chosen ? each : deed;
		if (i == chosen)
			draft_say(draft, "hour", hour);
	}
	want_field(draft, &field, filled.value, filled.said);
	want_deed(draft, deed, NULL);
	draft_say(draft, "date", filled.said);
	finish_site(draft);
}

static const char *const slot_goals[] = {"book [the |]{hour} on {date}",
	"[choose|pick] {date} and then {hour}", "on {date}, take {hour}",
	"[reserve|get] {hour} for {date}", "I want to come on {date} at {hour}",
	"{date} at {hour}, please book that", NULL};
static const char *const slot_values[] = {"{date}, {hour}", "{hour} on {date}", "now {date} {hour}",
	"{date} at {hour}", "[rather|make it] {date}, {hour}", "{hour}, {date}", NULL};
const struct family book_slot = {.name = "book-slot",
	.build = build_book_slot,
	.explicit_goals = slot_goals,
	.value_goals = slot_values};

/* --- a search, then several ----------------------------------------------------------- */

static void build_search_several(struct draft *draft)
{
	struct collection *all = store_take(draft->arena, 1, sizeof *all);
	struct search *search = store_take(draft->arena, 1, sizeof *search);
	const char *groups[NAMES_MAXIMUM];
	collection_plan(draft, all, 4, 10);
	collection_plan_actions(draft, all);
	size_t action = draft_pick(draft, (uint32_t)all->action_count);
	size_t group_count = draw_names(&draft->subject, groups, 2, 4);
	size_t fact = all->facts > 1 ? 1 : all->facts;
	collection_set_fact(all, fact, FACT_STATUS);
	int page = begin_site(draft, section_of(all));
	collection_fill(draft, all);
	for (size_t i = 0; i < all->count; i++)
		all->cells[i][fact] = groups[draw_below(&draft->data, (uint32_t)group_count)];
	search->caption = phrase_caption(PHRASE_KEYWORD);
	search->query = all->cells[0][fact];
	search->rows = all;
	add_search(draft, page_content(draft, page), search);
	add_collection(draft, page_content(draft, page), all, false);
	add_actions(draft, all);
	set_up_actions(draft, all);
	want_search(draft, search);
	for (size_t i = 0; i < all->count; i++)
		if (all->cells[i][fact] == search->query)
			want_action(draft, all, i, action);
	draft_say(draft, "query", search->query);
	draft_say(draft, "noun", spoken(draft, all->noun));
	finish_site(draft);
}

static const char *const search_several_goals[] = {
	"search for {query*} and {action} [all|everything] that [is found|comes up]",
	"[look up|search] {query*}, then {action} each {noun} that has it",
	"{action} all you find [when searching for|under] {query*}",
	"use the search for {query*}; {action} every one with it",
	"find {query*} and {action} all of them", "search {query*}, {action} all", NULL};
static const char *const search_several_values[] = {"{query}", "all {query}", "now {query*}",
	"[the same for|also] {query}", "{query} please", "[handle|deal with] {query}", NULL};
const struct family search_several = {.name = "search-several",
	.build = build_search_several,
	.explicit_goals = search_several_goals,
	.value_goals = search_several_values,
	.contrary = true};
