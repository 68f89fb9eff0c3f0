/*
 * family_site.c - tasks that lead over several parts of a site: settings in their sections, a cart
 * and its checkout.
 */
#include "gym/chrome.h"
#include "gym/collection.h"
#include "gym/family.h"
#include "gym/form_fields.h"
#include "gym/forms.h"
#include "gym/names.h"
#include "gym/panels.h"
#include "gym/store.h"

/* --- settings ------------------------------------------------------------------------- */

enum { SETTINGS_MAXIMUM = 12, CHANGES_MAXIMUM = 3 };

struct preferences {
	struct field fields[SETTINGS_MAXIMUM];
	size_t count;
};

/* Toggles and choices, each at what it was set to. */
static void draw_preferences(struct draft *draft, struct preferences *all, size_t count)
{
	static const enum phrase usual[] = {PHRASE_NEWSLETTER, PHRASE_NOTIFY, PHRASE_PUBLIC,
		PHRASE_DARK_MODE, PHRASE_REMEMBER, PHRASE_EXPRESS};
	const char *names[NAMES_MAXIMUM];
	size_t have = draw_names_of(
		&draft->subject, names, WORDS_NOUNS, SETTINGS_MAXIMUM, SETTINGS_MAXIMUM);
	all->count = count < have ? count : have;
	for (size_t i = 0; i < all->count; i++) {
		bool is_usual =
			i < sizeof usual / sizeof *usual && draw_chance(&draft->subject, 60);
		all->fields[i] = (struct field){
			.caption = is_usual ? phrase_caption(usual[i]) : word_caption(names[i]),
			.kind = FIELD_TICK,
			.present = draw_chance(&draft->data, 40) ? "on" : NULL};
	}
}

static void place_preferences(
	struct draft *draft, struct node *content, struct preferences *all, size_t parts)
{
	static const enum phrase titles[PANELS_MAXIMUM] = {PHRASE_GENERAL, PHRASE_SECURITY,
		PHRASE_APPEARANCE, PHRASE_NOTIFICATIONS, PHRASE_BILLING, PHRASE_PRIVACY};
	struct node *panels[PANELS_MAXIMUM] = {content};
	const char *names[PANELS_MAXIMUM];
	for (size_t i = 0; i < parts; i++)
		names[i] = label_of(draft, phrase_caption(titles[i]));
	if (parts > 1 && looks(draft, ASPECT_ROLES, "settings tabs", 50))
		add_tab_bar(draft, content, names, parts, panels);
	else if (parts > 1)
		add_sections(draft, content, names, parts, panels);
	for (size_t i = 0; i < all->count; i++)
		add_field(draft, panels[i * parts / all->count], &all->fields[i]);
}

static void want_changes(struct draft *draft, struct preferences *all, size_t changes)
{
	const char *on[CHANGES_MAXIMUM], *off[CHANGES_MAXIMUM];
	size_t order[SETTINGS_MAXIMUM], on_count = 0, off_count = 0;
	draw_order(&draft->data, order, all->count);
	for (size_t i = 0; i < changes; i++) {
		struct field *field = &all->fields[order[i]];
		bool is_on = !field->present;
		want_field(draft, field, is_on ? "on" : "off", NULL);
		if (is_on)
			on[on_count++] = spoken(draft, field->caption);
		else
			off[off_count++] = spoken(draft, field->caption);
	}
	const char *suffix = on_count && off_count ? "" : "_only";
	if (on_count)
		draft_say(draft, store_format(draft->arena, "on%s", suffix),
			list_text(draft, on, on_count));
	if (off_count)
		draft_say(draft, store_format(draft->arena, "off%s", suffix),
			list_text(draft, off, off_count));
}

static void build_settings(struct draft *draft)
{
	struct preferences all;
	size_t parts = 1 + draw_below(&draft->subject, 4);
	bool is_saved = draw_chance(&draft->subject, 75);
	draw_preferences(draft, &all, 3 + draw_below(&draft->subject, SETTINGS_MAXIMUM - 3));
	parts = parts > all.count ? all.count : parts;
	int page = begin_site(draft, phrase_caption(PHRASE_SETTINGS));
	struct node *form = new_form(draft, page_content(draft, page));
	place_preferences(draft, form, &all, parts);
	size_t most = all.count < CHANGES_MAXIMUM ? all.count : CHANGES_MAXIMUM;
	want_changes(draft, &all, 1 + draw_below(&draft->data, (uint32_t)most));
	if (is_saved) {
		struct deed *cancel = NULL, *save = add_buttons(draft, form, PHRASE_SAVE, &cancel);
		save->message = "Settings saved.";
		want_deed(draft, save, spoken(draft, phrase_caption(PHRASE_SAVE)));
	}
	finish_site(draft);
}

static const char *const setting_goals[] = {"turn on {on} and turn off {off}[, then save|]",
	"[switch on|enable|activate] {on_only}[ and save|]",
	"[switch off|disable|deactivate] {off_only}[ and save|]",
	"{on} should be on, {off} off[. Save it|]", "I want {on} but not {off}[, save that|]",
	"{on_only} on[, save|]", "turn {off_only} off[ and save the settings|]",
	"please turn on {on_only}[. Save|]", "no {off_only} any more[, save|]",
	"set {on_only} to on[ and save|]", NULL};
static const char *const setting_values[] = {"{on} on, {off} off", "{on_only} on", "{off_only} off",
	"with {on}, without {off}", "{on_only}: on", "{off_only}: off", "now {on_only} on",
	"now {off_only} off", "yes to {on}, no to {off}", "no {off_only}",
	"{on_only} [on please|yes]", NULL};
const struct family settings = {.name = "settings",
	.build = build_settings,
	.explicit_goals = setting_goals,
	.value_goals = setting_values};

/* --- shopping ------------------------------------------------------------------------- */

enum { BOUGHT_MAXIMUM = 3, CHECKOUT_FIELDS = 3 };

struct shop {
	struct collection all;
	struct node *lines[ITEMS_MAXIMUM]; /* in the cart, hidden until it is added */
	int list, cart, checkout;
	bool has_checkout;
};

static void fill_cart(struct site *site, struct deed *deed)
{
	struct node *line = deed->about;
	(void)site;
	line->flags &= ~(uint32_t)NODE_HIDDEN;
}

static void add_products(struct draft *draft, struct shop *shop)
{
	struct collection *all = &shop->all;
	struct node *content = page_content(draft, shop->list);
	all->actions[0] = PHRASE_ADD_TO_CART;
	all->action_count = 1;
	add_collection(draft, content, all, false);
	add_actions(draft, all);
	struct node *lines = add(draft, page_content(draft, shop->cart), TAG_UL);
	for (size_t i = 0; i < all->count; i++) {
		shop->lines[i] = add_text(draft, lines, TAG_LI, all->cells[i][0]);
		shop->lines[i]->flags |= NODE_HIDDEN;
		struct deed *deed = new_deed(draft, all->doers[i][0]);
		deed->harmful = true;
		deed->apply = fill_cart;
		deed->about = shop->lines[i];
		deed->message = notice(draft, all->cells[i][0]);
	}
}

static void want_products(struct draft *draft, struct shop *shop)
{
	const char *names[BOUGHT_MAXIMUM];
	size_t order[ITEMS_MAXIMUM], bought = 1 + draw_below(&draft->data, BOUGHT_MAXIMUM);
	draw_order(&draft->data, order, shop->all.count);
	for (size_t i = 0; i < bought; i++) {
		want_deed(draft, shop->all.doers[order[i]][0]->deed, NULL);
		names[i] = shop->all.cells[order[i]][0];
	}
	draft_say(draft, shop->has_checkout ? "items" : "items_only",
		list_text(draft, names, bought));
	next_stage(draft);
}

static void want_checkout(
	struct draft *draft, struct shop *shop, const struct known_field *known, size_t count)
{
	struct node *form = new_form(draft, page_content(draft, shop->checkout));
	struct field fields[CHECKOUT_FIELDS];
	struct filled filled;
	const char *values = "";
	for (size_t i = 0; i < count; i++) {
		known_field_fill(draft, &known[i], &draft->data, &filled);
		known_field_set_up(&known[i], &fields[i]);
		if (known[i].kind == FIELD_DATE)
			fields[i].choices[fields[i].choice_count++] = filled.value;
		add_field(draft, form, &fields[i]);
		want_field(draft, &fields[i], filled.value, filled.said);
		const char *said = known[i].kind == FIELD_TICK ? "on" : filled.said;
		values = store_format(draft->arena, "%s%s%s %s", values, i ? ", " : "",
			spoken(draft, known[i].caption), said);
	}
	struct deed *cancel = NULL, *buy = add_buttons(draft, form, PHRASE_BUY, &cancel);
	buy->message = "Thank you for your order.";
	buy->gone = form;
	want_deed(draft, buy, spoken(draft, phrase_caption(PHRASE_BUY)));
	draft_say(draft, "details", values);
	draft_say(draft, "buy", spoken(draft, phrase_caption(PHRASE_BUY)));
}

static void build_shop_cart(struct draft *draft)
{
	struct shop shop = {0};
	struct known_field known[CHECKOUT_FIELDS];
	shop.has_checkout = draw_chance(&draft->subject, 60);
	collection_plan(draft, &shop.all, 3, 9);
	collection_set_fact(&shop.all, 1, FACT_MONEY);
	shop.all.contents[0] = FACT_TITLE;
	size_t count = known_fields_draw(
		&draft->subject, known, 1 + draw_below(&draft->subject, CHECKOUT_FIELDS));
	shop.list = begin_site(draft, phrase_caption(PHRASE_PRODUCTS));
	shop.cart = add_page(draft, label_of(draft, phrase_caption(PHRASE_CART)));
	shop.checkout = add_page(draft, label_of(draft, phrase_caption(PHRASE_CHECKOUT)));
	collection_fill(draft, &shop.all);
	add_link(draft, page_content(draft, shop.list),
		label_of(draft, phrase_caption(PHRASE_CART)), shop.cart);
	add_products(draft, &shop);
	add_link(draft, page_content(draft, shop.cart),
		label_of(draft, phrase_caption(PHRASE_PRODUCTS)), shop.list);
	struct node *go = add_button(draft, page_content(draft, shop.cart),
		label_of(draft, phrase_caption(PHRASE_CHECKOUT)), BUTTON_PRIMARY, "checkout");
	go->effect = (struct effect){.kind = EFFECT_GO, .amount = shop.checkout};
	add_link(draft, page_content(draft, shop.checkout),
		label_of(draft, phrase_caption(PHRASE_CART)), shop.cart);
	want_products(draft, &shop);
	if (shop.has_checkout)
		want_checkout(draft, &shop, known, count);
	finish_site(draft);
}

static const char *const shop_goals[] = {"[buy|order] {items}: {details}. {buy}",
	"[put|add] {items_only} [into the cart|to the cart]",
	"add {items} to the cart, check out with {details} and {buy}",
	"[get me|buy] {items} ({details})", "order {items}. At the checkout: {details}, then {buy}",
	"fill the cart with {items_only}", "{items_only} should be in the cart",
	"I need {items_only} in my basket", "take {items}, go to the checkout, {details}, {buy}",
	"cart: {items_only}", NULL};
static const char *const shop_values[] = {"{items_only}", "{items} ({details})", "now {items_only}",
	"{items}; {details}", "{details}: {items}", "{items_only} please", "{items} with {details}",
	"[also|again] {items_only}", "next: {items}, {details}", "this time {items_only}", NULL};
const struct family shop_cart = {.name = "shop-cart",
	.build = build_shop_cart,
	.explicit_goals = shop_goals,
	.value_goals = shop_values};
