#include "gym/chrome.h"

#include "gym/form_fields.h"
#include "gym/store.h"

#include <string.h>

enum { SECTION_POOL = 16 };

enum shape { SHAPE_BARE, SHAPE_SMALL, SHAPE_FULL };

static const enum phrase section_pool[SECTION_POOL] = {PHRASE_ORDERS, PHRASE_INVOICES,
	PHRASE_CUSTOMERS, PHRASE_PRODUCTS, PHRASE_MESSAGES, PHRASE_CALENDAR, PHRASE_REPORTS,
	PHRASE_TASKS, PHRASE_PROJECTS, PHRASE_TICKETS, PHRASE_BOOKINGS, PHRASE_DOCUMENTS,
	PHRASE_USERS, PHRASE_TRIPS, PHRASE_SETTINGS, PHRASE_NEWS};

static enum shape shape_of(const struct draft *draft)
{
	uint32_t way = look(draft, ASPECT_FLOW, "shape", 10);
	return way < 3 ? SHAPE_BARE : way < 6 ? SHAPE_SMALL : SHAPE_FULL;
}

struct node *page_content(const struct draft *draft, int page)
{
	return draft->site->pages[page].content;
}

/* --- pages ---------------------------------------------------------------------------- */

static void add_header(struct draft *draft, struct node *body)
{
	struct node *header = add(draft, body, TAG_HEADER);
	header->flow = FLOW_ROW;
	dress(draft, header, "header");
	struct node *brand = add_link(draft, header, draft->site->name, -1);
	node_set(brand, ATTRIBUTE_HREF, "/");
	if (draft->site->page_count > draft->home) /* not yet behind the wall */
		brand->effect = (struct effect){.kind = EFFECT_GO, .amount = draft->home};
	dress(draft, brand, "brand");
}

static struct node *add_frame(struct draft *draft, struct node *body, const char *title)
{
	enum shape shape = shape_of(draft);
	if (shape == SHAPE_BARE) {
		if (!draft->notes && looks(draft, ASPECT_FLOW, "notes", 25))
			draft->notes = add(draft, body, TAG_DIV);
		return add(draft, body, TAG_DIV);
	}
	if (shape == SHAPE_FULL)
		add_header(draft, body);
	struct node *main =
		add(draft, body, looks(draft, ASPECT_MARKUP, "main", 60) ? TAG_MAIN : TAG_DIV);
	static const enum tag tags[] = {TAG_H1, TAG_H2, TAG_H1, TAG_H3};
	add_text(draft, main, tags[look(draft, ASPECT_MARKUP, "heading", 4)], title);
	return main;
}

static void add_status(struct draft *draft, struct site_page *page)
{
	uint32_t way = look(draft, ASPECT_ROLES, "status", 8);
	if (way == 7)
		return;
	struct node *status = add(draft, page->content, way < 6 ? TAG_DIV : TAG_P);
	if (way < 5)
		node_set(status, ATTRIBUTE_ROLE, way < 3 ? "status" : "alert");
	else if (way == 5)
		node_set(status, ATTRIBUTE_ARIA_LIVE, "polite");
	dress(draft, status, "message");
	status->flags |= NODE_HIDDEN;
	page->status = status;
}

int add_page(struct draft *draft, const char *title)
{
	struct site *site = draft->site;
	int index = site->page_count++;
	struct site_page *page = &site->pages[index];
	page->url = store_format(draft->arena, "http://%s.example/%s%s", site->host,
		index ? slug(draft, title) : "",
		looks(draft, ASPECT_MARKUP, "html", 30) ? ".html" : "");
	page->title = title;
	page->body = node_new(&site->tree, NULL, TAG_BODY);
	struct node *frame = add_frame(draft, page->body, title);
	page->content = add(draft, frame, TAG_DIV);
	dress(draft, page->content, "content");
	if (looks(draft, ASPECT_LAYOUT, "status first", 70))
		add_status(draft, page);
	return index;
}

/* --- before the work ------------------------------------------------------------------ */

static void draw_sections(struct draft *draft, struct caption section)
{
	struct vocabulary *words = &draft->subject;
	uint32_t first = draw_below(words, SECTION_POOL);
	draft->section_count = 3 + draw_below(words, SECTIONS_MAXIMUM - 2);
	for (size_t i = 0; i < draft->section_count; i++)
		draft->sections[i].caption =
			phrase_caption(section_pool[(first + i * 5) % SECTION_POOL]);
	size_t place = draw_below(words, (uint32_t)draft->section_count);
	for (size_t i = 0; i < draft->section_count; i++)
		if (draft->sections[i].caption.phrase == section.phrase && section.phrase)
			place = i;
	draft->sections[place].caption = section;
	draft->place = place;
}

static void add_home(struct draft *draft)
{
	int page = add_page(draft, draft->site->name);
	struct node *content = page_content(draft, page);
	add_text(draft, content, TAG_P, draw_filler(&draft->data, 8));
	add_distraction(draft, content, "home");
}

/* Who one is must be told first; the goal says it. */
static void add_wall(struct draft *draft)
{
	int page = add_page(draft, label_of(draft, phrase_caption(PHRASE_LOG_IN)));
	const char *user = draw_user_name(draft_constant(draft));
	const char *password =
		draft->secret ? "{{secret:password}}" : draw_password(draft_constant(draft));
	struct node *form = add(draft, page_content(draft, page), TAG_FORM);
	struct field name = {.caption = phrase_caption(PHRASE_USERNAME), .required = true};
	struct field secret = {.caption = phrase_caption(PHRASE_PASSWORD),
		.kind = FIELD_PASSWORD,
		.required = true};
	add_field(draft, form, &name);
	add_field(draft, form, &secret);
	struct deed *deed = new_deed(
		draft, add_submit(draft, form, label_of(draft, phrase_caption(PHRASE_LOG_IN))));
	deed->form = form;
	deed->enter = true;
	deed->harmful = true;
	deed->after = (struct effect){.kind = EFFECT_GO, .amount = draft->home};
	want_field(draft, &name, user, NULL)->silent = true;
	want_field(draft, &secret, password, NULL)->silent = true;
	want_deed(draft, deed, NULL);
	next_stage(draft);
	draft_say(draft, "user", user);
	if (!draft->secret)
		draft_say(draft, "password", password);
}

int begin_site(struct draft *draft, struct caption section)
{
	struct site *site = draft->site;
	draw_sections(draft, section);
	site->name = draw_company(&draft->subject);
	site->host = slug(draft, site->name);
	bool is_behind = draw_chance(&draft->subject, 40);
	bool may_have_wall = draw_chance(&draft->subject, 35);
	const char *place = spoken(draft, section);
	draft->has_wall = may_have_wall && draft->interruptions;
	draft->home = draft->has_wall ? 1 : 0;
	if (draft->has_wall)
		add_wall(draft);
	if (shape_of(draft) == SHAPE_FULL && is_behind) {
		add_home(draft);
		draft_say(draft, "place", place);
	}
	int page = add_page(draft, label_of(draft, section));
	draft->sections[draft->place].page = page;
	return page;
}

/* --- around the work ------------------------------------------------------------------ */

static void add_other_form(struct draft *draft, struct node *parent)
{
	struct known_field known[2];
	struct field field;
	struct node *form = add(draft, parent, TAG_FORM);
	size_t count = known_fields_draw(&draft->data, known, 1 + draw_below(&draft->data, 2));
	for (size_t i = 0; i < count; i++) {
		if (known[i].kind == FIELD_DATE)
			continue;
		known_field_set_up(&known[i], &field);
		add_field(draft, form, &field);
	}
	add_button(draft, form, label_of(draft, phrase_caption(PHRASE_START)), BUTTON_SMALL,
		"other form");
}

static void add_other_table(struct draft *draft, struct node *parent)
{
	struct node *body = add(draft, add(draft, parent, TAG_TABLE), TAG_TBODY);
	size_t rows = 2 + draw_below(&draft->data, 6);
	for (size_t i = 0; i < rows; i++) {
		struct node *row = add(draft, body, TAG_TR);
		add_text(draft, row, TAG_TD, draw_title(&draft->data));
		add_text(draft, row, TAG_TD, draw_money(&draft->data));
		if (looks(draft, ASPECT_LAYOUT, "other table", 50))
			add_text(draft, row, TAG_TD, draw_person(&draft->data));
	}
}

void add_distraction(struct draft *draft, struct node *parent, const char *key)
{
	struct vocabulary *words = &draft->data;
	switch (look(draft, ASPECT_LAYOUT, key, 8)) {
	case 0:
		add_text(draft, parent, TAG_P, draw_filler(words, 12));
		break;
	case 1: {
		struct node *list = add(draft, parent, TAG_UL);
		int count = draw_between(words, 3, 12);
		for (int i = 0; i < count; i++)
			add_link(draft, add(draft, list, TAG_LI), draw_title(words), -1);
		break;
	}
	case 2: {
		struct node *box = add(draft, parent, TAG_DIV);
		add_text(draft, box, TAG_H3, draw_title(words));
		add_text(draft, box, TAG_P, draw_sentence(words));
		break;
	}
	case 3: {
		struct node *box = add(draft, parent, TAG_DIV);
		box->flow = FLOW_ROW;
		add_text(draft, box, TAG_SPAN, draw_title(words));
		add_link(draft, box, label_of(draft, phrase_caption(PHRASE_HELP)), -1);
		break;
	}
	case 4:
		add_other_form(draft, parent);
		break;
	case 5:
		add_other_table(draft, parent);
		break;
	default:
		break;
	}
}

/* The list of sections, perhaps behind a button. */
static struct node *add_navigation_list(struct draft *draft, struct node *nav, bool is_list)
{
	struct node *opener = NULL;
	if (looks(draft, ASPECT_LAYOUT, "folded menu", 15)) {
		const char *text = label_of(draft, phrase_caption(PHRASE_MENU));
		opener = looks(draft, ASPECT_ROLES, "menu icon", 50)
				 ? add_icon(draft, nav, PHRASE_MENU, "folded menu")
				 : add_button(draft, nav, text, BUTTON_PLAIN, "folded menu");
		opener->flags |= NODE_COLLAPSED;
	}
	struct node *list = is_list  ? add(draft, nav, TAG_UL)
			    : opener ? add(draft, nav, TAG_DIV)
				     : nav;
	list->flow = FLOW_ROW;
	if (opener) {
		hide(list, opener);
		opener->effect = (struct effect){EFFECT_TOGGLE, list, NULL, 0};
	}
	return list;
}

/* "Home / Orders": the way to where one is. */
static void add_trail(struct draft *draft, int page)
{
	struct node *main = draft->site->pages[page].content->parent;
	struct node *nav = node_new(&draft->site->tree, NULL, TAG_NAV);
	node_insert(main, nav, main->first);
	node_set(nav, ATTRIBUTE_ARIA_LABEL, "Breadcrumb");
	struct node *list = add(draft, nav, TAG_OL);
	list->flow = FLOW_ROW;
	add_link(draft, add(draft, list, TAG_LI), label_of(draft, phrase_caption(PHRASE_HOME)),
		draft->home);
	if (page > draft->sections[draft->place].page)
		add_link(draft, add(draft, list, TAG_LI),
			label_of(draft, draft->sections[draft->place].caption),
			draft->sections[draft->place].page);
	struct node *last =
		add_text(draft, add(draft, list, TAG_LI), TAG_SPAN, draft->site->pages[page].title);
	last->flags |= NODE_CURRENT;
}

static void add_navigation(struct draft *draft, int page, struct node *header)
{
	struct node *nav =
		add(draft, header, looks(draft, ASPECT_MARKUP, "nav", 75) ? TAG_NAV : TAG_DIV);
	bool is_list = looks(draft, ASPECT_MARKUP, "nav list", 60);
	struct node *list = add_navigation_list(draft, nav, is_list);
	for (size_t i = 0; i < draft->section_count; i++) {
		const struct section *section = &draft->sections[i];
		int target = i == draft->place ? section->page : draft->elsewhere;
		struct node *link = add_link(draft, is_list ? add(draft, list, TAG_LI) : list,
			label_of(draft, section->caption), target);
		if (target == page && i == draft->place &&
			looks(draft, ASPECT_MARKUP, "current", 50))
			link->flags |= NODE_CURRENT;
	}
}

static void add_footer(struct draft *draft, struct node *body)
{
	static const enum phrase phrases[] = {
		PHRASE_ABOUT, PHRASE_CONTACT, PHRASE_PRIVACY, PHRASE_TERMS, PHRASE_HELP};
	struct node *footer = add(draft, body, TAG_FOOTER);
	footer->flow = FLOW_ROW;
	size_t count = 2 + look(draft, ASPECT_LAYOUT, "footer", 4);
	for (size_t i = 0; i < count; i++)
		add_link(draft, footer, label_of(draft, phrase_caption(phrases[i])), -1);
	if (!looks(draft, ASPECT_LAYOUT, "footer form", 25))
		return;
	struct node *form = add(draft, footer, TAG_FORM);
	struct field field = {.caption = phrase_caption(PHRASE_EMAIL)};
	add_field(draft, form, &field);
	add_button(draft, form, label_of(draft, phrase_caption(PHRASE_SUBSCRIBE)), BUTTON_SMALL,
		"subscribe");
}

static void add_site_search(struct draft *draft, struct node *header)
{
	struct node *form = add(draft, header, TAG_FORM);
	node_set(form, ATTRIBUTE_ROLE, "search");
	struct node *input = add(draft, form, TAG_INPUT);
	node_set(input, ATTRIBUTE_TYPE, "search");
	node_set(input, ATTRIBUTE_PLACEHOLDER, label_of(draft, phrase_caption(PHRASE_SEARCH)));
	add_icon(draft, form, PHRASE_SEARCH, "site search");
}

static void surround(struct draft *draft, int index)
{
	struct node *body = draft->site->pages[index].body, *header = body->first;
	add_navigation(draft, index, header);
	if (index > draft->home && looks(draft, ASPECT_LAYOUT, "trail", 30))
		add_trail(draft, index);
	if (looks(draft, ASPECT_LAYOUT, "site search", 30))
		add_site_search(draft, header);
	if (looks(draft, ASPECT_LAYOUT, "aside", 25)) {
		struct node *aside = add(draft, body, TAG_ASIDE);
		add_distraction(draft, aside, "aside 1");
		add_distraction(draft, aside, "aside 2");
	}
	if (looks(draft, ASPECT_LAYOUT, "has footer", 75))
		add_footer(draft, body);
}

/* --- in between ----------------------------------------------------------------------- */

static struct node *add_closer(
	struct draft *draft, struct node *parent, struct node *box, enum phrase phrase)
{
	struct node *node = add_button(draft, parent, label_of(draft, phrase_caption(phrase)),
		BUTTON_PLAIN, phrase_ways(phrase));
	node->effect = (struct effect){.kind = EFFECT_CLOSE, .target = box};
	return node;
}

static struct node *new_layer(struct draft *draft, struct node *body, bool is_modal)
{
	struct node *box = node_new(&draft->site->tree, NULL, TAG_DIV);
	bool is_first = !is_modal && looks(draft, ASPECT_LAYOUT, "banner first", 50);
	node_insert(body, box, is_first ? body->first : NULL);
	if (is_modal) {
		box->flags |= NODE_MODAL;
		node_set(box, ATTRIBUTE_CLASS, "modal");
	}
	if (looks(draft, ASPECT_MARKUP, "layer role", 70))
		node_set(box, ATTRIBUTE_ROLE, "dialog");
	return box;
}

static void add_cookie_banner(struct draft *draft, struct node *body)
{
	struct node *box = new_layer(draft, body, looks(draft, ASPECT_LAYOUT, "banner modal", 50));
	static const char *const texts[] = {"We use cookies to make this site work.",
		"This website uses cookies. Do you agree?", "Your privacy matters to us",
		"We and our partners store information on your device."};
	add_text(draft, box, TAG_P, texts[look(draft, ASPECT_LABELS, "cookies", 4)]);
	struct node *buttons = add(draft, box, TAG_DIV);
	buttons->flow = FLOW_ROW;
	add_closer(draft, buttons, box, PHRASE_ACCEPT_COOKIES);
	if (looks(draft, ASPECT_LAYOUT, "refusal", 65))
		add_closer(draft, buttons, box, PHRASE_REJECT_COOKIES);
	draft->site->interruptions[draft->site->interruption_count++] = box;
}

static void add_newsletter(struct draft *draft, struct node *body)
{
	struct node *box = new_layer(draft, body, true);
	add_text(draft, box, TAG_H2, "Get 10% off your next order");
	struct field field = {.caption = phrase_caption(PHRASE_EMAIL)};
	add_field(draft, box, &field);
	add_button(draft, box, label_of(draft, phrase_caption(PHRASE_SUBSCRIBE)), BUTTON_PRIMARY,
		"newsletter");
	struct node *closer = looks(draft, ASPECT_ROLES, "newsletter", 50)
				      ? add_icon(draft, box, PHRASE_CLOSE, "newsletter close")
				      : add_closer(draft, box, box, PHRASE_NO_THANKS);
	closer->effect = (struct effect){.kind = EFFECT_CLOSE, .target = box};
	draft->site->interruptions[draft->site->interruption_count++] = box;
}

static void interrupt(struct draft *draft)
{
	struct site *site = draft->site;
	struct node *body = site->pages[draw_below(&draft->data, (uint32_t)site->page_count)].body;
	if (draw_chance(&draft->data, 60))
		add_cookie_banner(draft, body);
	else
		add_newsletter(draft, body);
}

static void add_loader(struct draft *draft, struct site_page *page)
{
	static const char *const texts[] = {
		"Loading...", "Please wait", "Loading, one moment", "Fetching data..."};
	struct node *loader = node_with_text(
		&draft->site->tree, NULL, TAG_DIV, texts[look(draft, ASPECT_LABELS, "loading", 4)]);
	node_insert(page->content->parent, loader, page->content);
	if (looks(draft, ASPECT_MARKUP, "loader role", 50))
		node_set(loader, ATTRIBUTE_ROLE, "status");
	page->loader = loader;
}

void finish_site(struct draft *draft)
{
	struct site *site = draft->site;
	bool is_full = shape_of(draft) == SHAPE_FULL;
	int worked = site->page_count;
	draft->elsewhere = -1;
	if (is_full && site->page_count < SITE_PAGES_MAXIMUM) {
		draft->elsewhere = add_page(draft, label_of(draft, phrase_caption(PHRASE_NEWS)));
		add_distraction(draft, page_content(draft, draft->elsewhere), "elsewhere");
	}
	for (int i = 0; i < site->page_count; i++) {
		struct site_page *page = &site->pages[i];
		bool is_wall = draft->has_wall && i == 0;
		if (is_full && !is_wall)
			surround(draft, i);
		else if (shape_of(draft) == SHAPE_SMALL)
			add_distraction(draft, page->content, "small");
		if (!page->status)
			add_status(draft, page);
		if (i > 0 && looks(draft, ASPECT_FLOW, page->title, 12))
			add_loader(draft, page);
	}
	if (draft->banner && draw_chance(&draft->data, 60) && worked)
		interrupt(draft);
	site->frame = (struct frame_of_page){.left = is_full ? 40 : 8,
		.top = 8,
		.width = is_full			 ? 1200
			 : shape_of(draft) == SHAPE_BARE ? 320
							 : 760};
}
