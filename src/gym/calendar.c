#include "gym/calendar.h"

#include "gym/store.h"
#include "trajectory/value.h"

static int days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && is_leap);
}

static void add_day(
	struct draft *draft, struct node *week, struct node *target, const struct date *date)
{
	const char *number = store_format(draft->arena, "%d", date->day);
	struct node *cell = add(draft, week, TAG_TD), *day;
	switch (look(draft, ASPECT_ROLES, "day", 3)) {
	case 0:
		day = add_text(draft, cell, TAG_A, number);
		node_set(day, ATTRIBUTE_HREF, "#");
		break;
	case 1:
		day = add_text(draft, cell, TAG_BUTTON, number);
		node_set(day, ATTRIBUTE_TYPE, "button");
		break;
	default:
		node_text(&draft->site->tree, cell, number);
		cell->flags |= NODE_POINTER;
		day = cell;
	}
	dress(draft, day, "day");
	day->effect =
		(struct effect){EFFECT_PUT, target, date_text(draft->arena, date, DATE_ISO), 0};
}

static void add_month(
	struct draft *draft, struct node *book, struct node *target, int year, int month)
{
	struct node *leaf = add(draft, book, TAG_DIV);
	add_text(draft, leaf, TAG_DIV,
		store_format(draft->arena, "%s %d", month_word((unsigned)month), year));
	struct node *table = add(draft, leaf, TAG_TABLE);
	struct node *body = add(draft, table, TAG_TBODY), *week = NULL;
	struct date date = {year, month, 1};
	int column = (date_weekday(&date) + 6) % 7;
	week = add(draft, body, TAG_TR);
	for (int i = 0; i < column; i++)
		add(draft, week, TAG_TD);
	for (; date.day <= days_in(year, month); date.day++) {
		if (column == 7) {
			week = add(draft, body, TAG_TR);
			column = 0;
		}
		add_day(draft, week, target, &date);
		column++;
	}
}

static void add_turner(struct draft *draft, struct node *bar, struct node *book, int amount)
{
	enum phrase phrase = amount > 0 ? PHRASE_NEXT : PHRASE_PREVIOUS;
	struct node *node;
	if (looks(draft, ASPECT_ROLES, "turner icons", 50))
		node = add_icon(draft, bar, phrase, "turner");
	else
		node = add_button(draft, bar, label_of(draft, phrase_caption(phrase)), BUTTON_SMALL,
			"turner");
	node->effect = (struct effect){EFFECT_TURN, book, NULL, amount};
}

struct node *add_calendar(struct draft *draft, struct node *parent, struct node *target,
	const struct date *first, int months, int shown)
{
	struct node *box = add(draft, parent, TAG_DIV);
	dress(draft, box, "calendar");
	struct node *bar = add(draft, box, TAG_DIV), *book = add(draft, box, TAG_DIV);
	bar->flow = FLOW_ROW;
	add_turner(draft, bar, book, -1);
	add_turner(draft, bar, book, 1);
	int index = 0;
	for (int i = 0; i < months; i++) {
		int month = (first->month - 1 + i) % 12 + 1;
		add_month(draft, book, target, first->year + (first->month - 1 + i) / 12, month);
	}
	for (struct node *leaf = book->first; leaf; leaf = leaf->next)
		if (index++ != shown)
			leaf->flags |= NODE_HIDDEN;
	return box;
}

/* A field that opens a calendar; the date that is wanted is within a few months of it. */
void add_picker_field(
	struct draft *draft, struct node *row, struct field *field, const char *label, bool is_open)
{
	struct date date = {2026, 6, 1};
	value_date(field->choice_count ? field->choices[field->choice_count - 1] : "", &date);
	struct node *input = add(draft, row, TAG_INPUT);
	identify(draft, input, label);
	node_set(input, ATTRIBUTE_TYPE, "text");
	node_set(input, ATTRIBUTE_ARIA_LABEL, label);
	input->flags |= NODE_GIVEN | NODE_READONLY;
	int shown = (int)draw_below(&draft->data, 3);
	date.month -= (int)draw_below(&draft->data, 3);
	date.year -= date.month < 1;
	date.month += date.month < 1 ? 12 : 0;
	struct node *box = add_calendar(draft, row, input, &date, 3, shown);
	if (!is_open) {
		hide(box, input);
		input->effect = (struct effect){EFFECT_TOGGLE, box, NULL, 0};
	}
	field->node = input;
}

static void add_typed(struct draft *draft, struct node *row, struct field *field, const char *label)
{
	bool is_native = looks(draft, ASPECT_ROLES, "native dates", 65);
	struct node *text = add_text(draft, row, TAG_LABEL, label);
	struct node *input = add(draft, row, TAG_INPUT);
	identify(draft, input, label);
	if (!input->attributes[ATTRIBUTE_ID])
		node_set(input, ATTRIBUTE_ID, store_format(draft->arena, "d%u", draft->serial));
	text->labels = input;
	input->label = text;
	node_set(input, ATTRIBUTE_TYPE, is_native ? "date" : "text");
	if (!is_native)
		node_set(input, ATTRIBUTE_PLACEHOLDER, "YYYY-MM-DD");
	field->node = input;
}

void add_date_field(struct draft *draft, struct node *row, struct field *field, const char *label)
{
	if (looks(draft, ASPECT_ROLES, "calendars", 30))
		add_picker_field(draft, row, field, label, false);
	else
		add_typed(draft, row, field, label);
}
