#include "gym/collection.h"

#include "gym/panels.h"
#include "gym/store.h"

#include <string.h>
#include <strings.h>

static const struct {
	enum phrase noun, section;
	enum fact key;
} subjects[] = {{PHRASE_ORDER, PHRASE_ORDERS, FACT_CODE},
	{PHRASE_INVOICE, PHRASE_INVOICES, FACT_CODE},
	{PHRASE_CUSTOMER, PHRASE_CUSTOMERS, FACT_PERSON},
	{PHRASE_PRODUCT, PHRASE_PRODUCTS, FACT_TITLE},
	{PHRASE_MESSAGE, PHRASE_MESSAGES, FACT_PERSON}, {PHRASE_TASK, PHRASE_TASKS, FACT_TITLE},
	{PHRASE_PROJECT, PHRASE_PROJECTS, FACT_WORD}, {PHRASE_EVENT, PHRASE_CALENDAR, FACT_TITLE},
	{PHRASE_FILE, PHRASE_DOCUMENTS, FACT_TITLE}, {PHRASE_USERNAME, PHRASE_USERS, FACT_EMAIL},
	{PHRASE_GUEST, PHRASE_BOOKINGS, FACT_PERSON}};

static enum phrase fact_heading(enum fact fact)
{
	static const enum phrase phrases[FACT_COUNT] = {[FACT_CODE] = PHRASE_CODE,
		[FACT_PERSON] = PHRASE_NAME,
		[FACT_TITLE] = PHRASE_TITLE,
		[FACT_WORD] = PHRASE_NAME,
		[FACT_NUMBER] = PHRASE_QUANTITY,
		[FACT_EMAIL] = PHRASE_EMAIL,
		[FACT_MONEY] = PHRASE_AMOUNT,
		[FACT_DATE] = PHRASE_DATE,
		[FACT_STATUS] = PHRASE_STATUS,
		[FACT_CITY] = PHRASE_CITY,
		[FACT_COMPANY] = PHRASE_COMPANY,
		[FACT_SENTENCE] = PHRASE_SUBJECT};
	return phrases[fact];
}

void collection_plan(struct draft *draft, struct collection *all, size_t least, size_t most)
{
	struct vocabulary *words = &draft->subject;
	size_t row = draw_below(words, sizeof subjects / sizeof *subjects);
	bool is_own = draw_chance(words, 25);
	const char *noun = draw_word(words, WORDS_NOUNS);
	all->noun = is_own ? word_caption(noun) : phrase_caption(subjects[row].noun);
	all->contents[0] = is_own ? (int)draw_below(words, FACT_NUMBER) : (int)subjects[row].key;
	all->headings[0] = all->noun;
	all->facts = 1 + draw_below(words, FACTS_MAXIMUM);
	for (size_t i = 1; i < all->facts; i++) {
		enum fact fact = (enum fact)draw_below(words, FACT_COUNT);
		all->contents[i] = (int)fact;
		all->headings[i] = phrase_caption(fact_heading(fact));
	}
	all->count = least + draw_below(&draft->data, (uint32_t)(most - least + 1));
}

void collection_set_fact(struct collection *all, size_t index, enum fact fact)
{
	all->contents[index] = (int)fact;
	all->headings[index] = phrase_caption(fact_heading(fact));
	if (all->facts <= index)
		all->facts = index + 1;
}

void collection_plan_actions(struct draft *draft, struct collection *all)
{
	static const enum phrase phrases[] = {PHRASE_DELETE, PHRASE_EDIT, PHRASE_STAR,
		PHRASE_ARCHIVE, PHRASE_DOWNLOAD, PHRASE_SHARE, PHRASE_PRINT, PHRASE_COPY,
		PHRASE_APPROVE, PHRASE_REJECT, PHRASE_PAY, PHRASE_SHIP, PHRASE_FOLLOW, PHRASE_LIKE,
		PHRASE_OPEN, PHRASE_REPORT, PHRASE_MUTE, PHRASE_BLOCK, PHRASE_HIDE};
	size_t pool = sizeof phrases / sizeof *phrases;
	size_t first = draw_below(&draft->subject, (uint32_t)pool);
	all->action_count = 1 + draw_below(&draft->subject, ACTIONS_MAXIMUM);
	for (size_t i = 0; i < all->action_count; i++)
		all->actions[i] = phrases[(first + i * 4) % pool];
}

/* --- facts ---------------------------------------------------------------------------- */

static const char *draw_fact(struct draft *draft, enum fact fact)
{
	static const char *const statuses[] = {"Open", "Paid", "Overdue", "Draft", "New", "Closed"};
	struct vocabulary *words = &draft->data;
	struct date date;
	switch (fact) {
	case FACT_CODE:
		return draw_code(words);
	case FACT_PERSON:
		return draw_person(words);
	case FACT_TITLE:
		return draw_title(words);
	case FACT_WORD:
		return draw_capital(words, WORDS_MADE_UP);
	case FACT_NUMBER:
		return draw_number(words, draw_between(words, 1, 3));
	case FACT_EMAIL:
		return draw_email(words);
	case FACT_MONEY:
		return draw_money(words);
	case FACT_DATE:
		date = draw_date(words);
		return date_text(draft->arena, &date,
			looks(draft, ASPECT_LABELS, "dates", 50) ? DATE_SHORT_DAY_MONTH : DATE_ISO);
	case FACT_STATUS:
		return statuses[draw_below(words, 6)];
	case FACT_CITY:
		return draw_word(words, WORDS_CITIES);
	case FACT_COMPANY:
		return draw_company(words);
	default:
		return draw_sentence(words);
	}
}

static bool is_taken(const struct collection *all, size_t items, const char *text)
{
	for (size_t i = 0; i < items; i++)
		if (strcasestr(all->cells[i][0], text) || strcasestr(text, all->cells[i][0]))
			return true;
	return false;
}

void collection_fill(struct draft *draft, struct collection *all)
{
	for (size_t i = 0; i < all->count; i++)
		for (size_t k = 0; k < all->facts; k++) {
			const char *text = draw_fact(draft, (enum fact)all->contents[k]);
			for (int again = 0; k == 0 && again < 50 && is_taken(all, i, text); again++)
				text = draw_fact(draft, (enum fact)all->contents[k]);
			all->cells[i][k] = text;
		}
}

int telling_fact(const struct collection *all, size_t item)
{
	for (size_t k = 1; k < all->facts; k++) {
		bool is_telling = true;
		for (size_t i = 0; i < all->count; i++)
			for (size_t other = 0; other < all->facts; other++)
				if ((i != item || other != k) &&
					strcasestr(all->cells[i][other], all->cells[item][k]))
					is_telling = false;
		if (is_telling)
			return (int)k;
	}
	return -1;
}

const char *ordinal_word(struct draft *draft, size_t index, size_t count)
{
	static const char *const words[] = {"first", "second", "third", "fourth", "fifth", "sixth",
		"seventh", "eighth", "ninth", "tenth"};
	uint32_t way = style_choose(draft->speech, ASPECT_LABELS, "ordinals", 3);
	if (index + 1 == count && way != 1)
		return "last";
	if (index < 10 && way != 2)
		return words[index];
	const char *end = &"stndrdth"[2 * (index < 3 ? index : 3)];
	return store_format(draft->arena, "%zu%.2s", index + 1, end);
}

/* --- looks ---------------------------------------------------------------------------- */

static void add_title(struct draft *draft, struct collection *all, size_t item, struct node *parent,
	enum tag tag, bool links)
{
	const char *text = all->cells[item][0];
	struct node *box = tag == TAG_TEXT ? parent : add(draft, parent, tag);
	if (links)
		all->titles[item] = add_link(draft, box, text, -1);
	else if (tag == TAG_TEXT)
		all->titles[item] = add_text(draft, box, TAG_SPAN, text);
	else
		node_text(&draft->site->tree, all->titles[item] = box, text);
}

static void add_table(struct draft *draft, struct node *parent, struct collection *all, bool links)
{
	struct node *table = add(draft, parent, TAG_TABLE);
	dress(draft, table, "table");
	if (looks(draft, ASPECT_LAYOUT, "head", 80)) {
		struct node *head = add(draft, add(draft, table, TAG_THEAD), TAG_TR);
		for (size_t k = 0; k < all->facts; k++)
			add_text(draft, head, TAG_TH, label_of(draft, all->headings[k]));
		if (all->action_count)
			add_text(draft, head, TAG_TH,
				looks(draft, ASPECT_LAYOUT, "actions head", 60)
					? label_of(draft, phrase_caption(PHRASE_ACTIONS))
					: NULL);
	}
	all->list = add(draft, table, TAG_TBODY);
	for (size_t i = 0; i < all->count; i++) {
		struct node *row = all->boxes[i] = add(draft, all->list, TAG_TR);
		add_title(draft, all, i, row, TAG_TD, links);
		for (size_t k = 1; k < all->facts; k++)
			add_text(draft, row, TAG_TD, all->cells[i][k]);
		if (all->action_count)
			all->places[i] = add(draft, row, TAG_TD);
	}
}

static void add_list(struct draft *draft, struct node *parent, struct collection *all, bool links)
{
	bool is_list = looks(draft, ASPECT_MARKUP, "real lists", 60);
	all->list = add(draft, parent, is_list ? TAG_UL : TAG_DIV);
	for (size_t i = 0; i < all->count; i++) {
		struct node *box = add(draft, all->list, is_list ? TAG_LI : TAG_DIV);
		all->boxes[i] = box;
		node_set(box, ATTRIBUTE_CLASS, "item");
		dress(draft, box, "item");
		add_title(draft, all, i, box,
			looks(draft, ASPECT_MARKUP, "titles", 50) ? TAG_DIV : TAG_TEXT, links);
		for (size_t k = 1; k < all->facts; k++)
			dress(draft, add_text(draft, box, TAG_SPAN, all->cells[i][k]), "fact");
		all->places[i] = add(draft, box, TAG_DIV);
		all->places[i]->flow = FLOW_ROW;
	}
}

static void add_cards(struct draft *draft, struct node *parent, struct collection *all, bool links)
{
	bool is_article = looks(draft, ASPECT_MARKUP, "articles", 40);
	all->list = add(draft, parent, TAG_DIV);
	all->list->flow = FLOW_COLUMNS;
	all->list->columns = site_columns(draft);
	for (size_t i = 0; i < all->count; i++) {
		struct node *box = add(draft, all->list, is_article ? TAG_ARTICLE : TAG_DIV);
		all->boxes[i] = box;
		node_set(box, ATTRIBUTE_CLASS, "card");
		dress(draft, box, "card");
		add_title(draft, all, i, box, TAG_H3, links);
		for (size_t k = 1; k < all->facts; k++)
			add_text(draft, box, TAG_P, all->cells[i][k]);
		all->places[i] = add(draft, box, TAG_DIV);
		all->places[i]->flow = FLOW_ROW;
	}
}

int site_columns(const struct draft *draft)
{
	return 1 + (int)look(draft, ASPECT_LAYOUT, "columns", 4);
}

void add_collection(struct draft *draft, struct node *parent, struct collection *all, bool links)
{
	uint32_t way = look(draft, ASPECT_ROLES, "collection", 10);
	if (way < 5)
		add_table(draft, parent, all, links);
	else if (way < 8)
		add_list(draft, parent, all, links);
	else
		add_cards(draft, parent, all, links);
}

/* --- actions -------------------------------------------------------------------------- */

/* The menu of one item. */
static struct node *item_menu(struct draft *draft, struct collection *all, size_t item)
{
	const char *more = label_of(draft, phrase_caption(PHRASE_MORE));
	bool is_icon = looks(draft, ASPECT_ROLES, "more icon", 60);
	struct node *menu = add_menu(draft, all->places[item], is_icon ? NULL : more, "more");
	if (looks(draft, ASPECT_MARKUP, "more names", 30) && node_is_control(menu->opener))
		node_set(menu->opener, ATTRIBUTE_ARIA_LABEL,
			store_format(draft->arena, "%s: %s", more, all->cells[item][0]));
	return menu;
}

void add_actions(struct draft *draft, struct collection *all)
{
	uint32_t way = look(draft, ASPECT_ROLES, "row actions", 10);
	for (size_t i = 0; i < all->count && all->action_count; i++) {
		struct node *menu = way >= 8 ? item_menu(draft, all, i) : NULL;
		for (size_t k = 0; k < all->action_count; k++) {
			const char *text = label_of(draft, phrase_caption(all->actions[k]));
			if (menu)
				all->doers[i][k] = add_menu_entry(draft, menu, text, NULL);
			else if (way < 4)
				all->doers[i][k] = add_button(
					draft, all->places[i], text, BUTTON_SMALL, "row button");
			else
				all->doers[i][k] = add_icon(
					draft, all->places[i], all->actions[k], "row icon");
		}
	}
}
