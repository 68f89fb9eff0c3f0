#include "gym/search.h"

#include "gym/store.h"
#include "trajectory/value.h"

#include <string.h>

static void set_shown(struct node *node, bool is_shown)
{
	if (!node)
		return;
	node->flags &= ~(uint32_t)NODE_HIDDEN;
	node->flags |= is_shown ? 0 : NODE_HIDDEN;
}

static bool has_text(const struct collection *rows, size_t item, const char *text)
{
	for (size_t k = 0; k < rows->facts; k++)
		if (strcasestr(rows->cells[item][k], text))
			return true;
	return false;
}

static void look_up(struct site *site, struct deed *deed)
{
	const struct search *search = deed->about;
	const char *text = search->field->value;
	bool is_right = value_equal(text, search->query);
	(void)site;
	set_shown(search->results, is_right);
	set_shown(search->nothing, !is_right && !search->rows);
	for (size_t i = 0; search->rows && i < search->rows->count; i++)
		set_shown(search->rows->boxes[i], has_text(search->rows, i, text));
}

void add_search(struct draft *draft, struct node *content, struct search *search)
{
	bool is_form = looks(draft, ASPECT_MARKUP, "search form", 75);
	bool is_icon = looks(draft, ASPECT_ROLES, "search icon", 35);
	const char *text = label_of(draft, phrase_caption(PHRASE_SEARCH));
	struct field field = {.caption = search->caption};
	search->form = add(draft, content, is_form ? TAG_FORM : TAG_DIV);
	if (looks(draft, ASPECT_MARKUP, "search role", 50))
		node_set(search->form, ATTRIBUTE_ROLE, "search");
	add_field(draft, search->form, &field);
	search->field = field.node;
	struct node *button = is_icon ? add_icon(draft, search->form, PHRASE_SEARCH, "search")
				      : add_submit(draft, search->form, text);
	search->deed = new_deed(draft, button);
	search->deed->apply = look_up;
	search->deed->about = search;
	search->deed->form = search->form;
	search->deed->enter = is_form;
}

void want_search(struct draft *draft, struct search *search)
{
	want_value(draft, search->field, search->query, spoken(draft, search->caption), NULL);
	want_deed(draft, search->deed, spoken(draft, phrase_caption(PHRASE_SEARCH)));
	next_stage(draft);
}

static void add_leaf_turner(struct draft *draft, struct node *bar, struct node *book, int amount)
{
	bool are_signs = looks(draft, ASPECT_LABELS, "signs", 40);
	enum phrase phrase = amount > 0 ? PHRASE_NEXT : PHRASE_PREVIOUS;
	const char *text = !are_signs	? label_of(draft, phrase_caption(phrase))
			   : amount > 0 ? ">"
					: "<";
	struct node *node = looks(draft, ASPECT_ROLES, "page links", 50)
				    ? add_link(draft, bar, text, -1)
				    : add_button(draft, bar, text, BUTTON_SMALL, "turn");
	node->effect = (struct effect){EFFECT_TURN, book, NULL, amount};
}

struct node *add_leaves(
	struct draft *draft, struct node *parent, size_t count, struct node **leaves)
{
	struct node *book = add(draft, parent, TAG_DIV);
	for (size_t i = 0; i < count; i++) {
		leaves[i] = add(draft, book, TAG_DIV);
		if (i)
			leaves[i]->flags |= NODE_HIDDEN;
	}
	if (count < 2)
		return book;
	struct node *bar = add(draft, parent, TAG_DIV);
	bar->flow = FLOW_ROW;
	dress(draft, bar, "pagination");
	add_leaf_turner(draft, bar, book, -1);
	add_leaf_turner(draft, bar, book, 1);
	return book;
}
