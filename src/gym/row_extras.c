#include "gym/row_extras.h"

#include "gym/row_deeds.h"
#include "gym/store.h"

enum { BULK_BUTTONS = 2, SPARE_ACTIONS = 3 };

static const enum phrase usual[] = {PHRASE_DELETE, PHRASE_ARCHIVE, PHRASE_PRINT, PHRASE_SHARE,
	PHRASE_COPY, PHRASE_DOWNLOAD, PHRASE_REPORT, PHRASE_MUTE};
enum { USUAL = sizeof usual / sizeof *usual };

void add_row_boxes(struct draft *draft, struct collection *all, struct node **boxes)
{
	for (size_t i = 0; i < all->count; i++) {
		struct node *box = add(draft, NULL, TAG_INPUT), *row = all->boxes[i];
		node_set(box, ATTRIBUTE_TYPE, "checkbox");
		if (looks(draft, ASPECT_MARKUP, "boxes named", 60))
			node_set(box, ATTRIBUTE_ARIA_LABEL,
				store_format(draft->arena, "Select %s", all->cells[i][0]));
		struct node *cell = row->tag == TAG_TR ? add(draft, NULL, TAG_TD) : NULL;
		node_insert(row, cell ? cell : box, row->first);
		if (cell)
			node_append(cell, box);
		boxes[i] = box;
	}
}

static bool has_boxes(const struct draft *draft)
{
	return looks(draft, ASPECT_ROLES, "spare boxes", 30);
}

static bool is_action_of(const struct collection *all, enum phrase phrase)
{
	bool is = false;
	for (size_t i = 0; i < all->action_count; i++)
		is = is || all->actions[i] == phrase;
	return is;
}

/* Of other names than what is done with one row, so that only one way is right. */
static void add_bulk_buttons(struct draft *draft, struct node *parent, const struct collection *all)
{
	struct node *bar = add(draft, parent, TAG_DIV);
	uint32_t first = look(draft, ASPECT_ROLES, "spare bulk", USUAL);
	size_t have = 0;
	bar->flow = FLOW_ROW;
	for (size_t i = 0; i < USUAL && have < BULK_BUTTONS; i++) {
		enum phrase phrase = usual[(first + i) % USUAL];
		if (is_action_of(all, phrase))
			continue;
		struct node *button = add_button(
			draft, bar, label_of(draft, phrase_caption(phrase)), BUTTON_PLAIN, "bulk");
		new_deed(draft, button)->harmful = true;
		have++;
	}
}

static void add_finder(struct draft *draft, struct node *parent)
{
	struct node *form = add(draft, parent, TAG_FORM);
	struct field field = {.caption = phrase_caption(PHRASE_KEYWORD), .kind = FIELD_TEXT};
	add_field(draft, form, &field);
	new_deed(draft, add_submit(draft, form, label_of(draft, phrase_caption(PHRASE_SEARCH))));
}

void add_extras_above(struct draft *draft, struct node *parent, const struct collection *all)
{
	if (looks(draft, ASPECT_ROLES, "spare finder", 20))
		add_finder(draft, parent);
	if (has_boxes(draft))
		add_bulk_buttons(draft, parent, all);
}

void add_extras_in_rows(struct draft *draft, struct collection *all)
{
	struct node *boxes[ITEMS_MAXIMUM];
	if (has_boxes(draft))
		add_row_boxes(draft, all, boxes);
}

void plan_spare_actions(struct draft *draft, struct collection *all)
{
	if (all->action_count || !looks(draft, ASPECT_ROLES, "spare actions", 45))
		return;
	uint32_t first = look(draft, ASPECT_ROLES, "spare action", USUAL);
	all->action_count = 1 + look(draft, ASPECT_ROLES, "spare action count", SPARE_ACTIONS);
	for (size_t i = 0; i < all->action_count; i++)
		all->actions[i] = usual[(first + i) % USUAL];
}
