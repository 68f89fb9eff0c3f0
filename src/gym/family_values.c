/*
 * family_values.c - one value in the right place: copied from the page, picked in a calendar,
 * stepped to, chosen from suggestions, put in place of another, entered twice, uploaded, sent by
 * Enter.
 */
#include "gym/calendar.h"
#include "gym/chrome.h"
#include "gym/collection.h"
#include "gym/family.h"
#include "gym/form_fields.h"
#include "gym/forms.h"
#include "gym/names.h"
#include "gym/store.h"

#include <string.h>

static const enum phrase sends[] = {
	PHRASE_SUBMIT, PHRASE_SAVE, PHRASE_APPLY, PHRASE_SEND, PHRASE_CONFIRM};

/* The button at the end of a form, as the next thing to do. */
static void want_sent(struct draft *draft, struct node *form, enum phrase phrase, const char *about)
{
	struct deed *cancel = NULL, *send = add_buttons(draft, form, phrase, &cancel);
	send->message = notice(draft, about);
	want_deed(draft, send, spoken(draft, phrase_caption(phrase)));
	draft_say(draft, "submit", spoken(draft, phrase_caption(phrase)));
}

static enum phrase draw_send(struct draft *draft)
{
	return sends[draw_below(&draft->subject, sizeof sends / sizeof *sends)];
}

/* --- copied from the page ------------------------------------------------------------- */

static void build_copy_value(struct draft *draft)
{
	struct collection all = {0};
	collection_plan(draft, &all, 3, 9);
	enum phrase send = draw_send(draft);
	size_t fact = 1 + draw_below(&draft->subject, (uint32_t)all.facts);
	bool is_usual = draw_chance(&draft->subject, 50);
	const char *word = draw_word(&draft->subject, WORDS_NOUNS);
	static const enum fact facts[] = {FACT_CODE, FACT_NUMBER, FACT_CITY, FACT_PERSON,
		FACT_COMPANY, FACT_MONEY, FACT_EMAIL, FACT_WORD};
	fact = fact == FACTS_MAXIMUM ? 1 : fact;
	collection_set_fact(&all, fact, facts[draw_below(&draft->subject, 8)]);
	int page = begin_site(draft, phrase_caption(PHRASE_REPORTS));
	collection_fill(draft, &all);
	struct node *content = page_content(draft, page);
	bool is_below = looks(draft, ASPECT_LAYOUT, "form below", 60);
	if (is_below)
		add_collection(draft, content, &all, false);
	struct node *form = new_form(draft, content);
	struct field field = {
		.caption = is_usual ? phrase_caption(PHRASE_ANSWER) : word_caption(word)};
	add_field(draft, form, &field);
	if (!is_below)
		add_collection(draft, content, &all, false);
	size_t item = draw_below(&draft->data, (uint32_t)all.count);
	want_field(draft, &field, all.cells[item][fact], NULL);
	want_sent(draft, form, send, all.cells[item][fact]);
	draft_say(draft, "item", all.cells[item][0]);
	draft_say(draft, "heading", spoken(draft, all.headings[fact]));
	draft_say(draft, "field", spoken(draft, field.caption));
	finish_site(draft);
}

static const char *const copy_goals[] = {
	"enter the {heading} of {item*} into {field*} and press {submit*}",
	"[find|look up] the {heading} of {item*}, type it into {field*} and {submit}",
	"what is the {heading} of {item*}? [Write|Enter] it in {field*}, then {submit}",
	"copy the {heading} of {item*} to {field*}, [then|and] [press|click] {submit*}",
	"[put|fill] {item*}'s {heading} into the {field*} [box|field] and press {submit*}",
	"read the {heading} that belongs to {item*} and enter it in {field*}; then {submit}", NULL};
static const char *const copy_values[] = {"{item}", "now {item}", "for {item*}", "{item} please",
	"[the same for|and] {item}", "{item} [this time|today]", NULL};
const struct family copy_value = {.name = "copy-value",
	.build = build_copy_value,
	.explicit_goals = copy_goals,
	.value_goals = copy_values};

/* --- dates ---------------------------------------------------------------------------- */

static void build_pick_date(struct draft *draft)
{
	struct known_field known = {
		.row = -1, .caption = phrase_caption(PHRASE_DATE), .kind = FIELD_DATE};
	struct filled filled;
	struct field field;
	enum phrase send = draw_send(draft);
	bool is_open = draw_chance(&draft->subject, 25),
	     has_send = draw_chance(&draft->subject, 80);
	int page = begin_site(draft, phrase_caption(PHRASE_CALENDAR));
	struct node *form = new_form(draft, page_content(draft, page));
	known_field_fill(draft, &known, &draft->data, &filled);
	known_field_set_up(&known, &field);
	field.choices[field.choice_count++] = filled.value;
	if (is_open || looks(draft, ASPECT_ROLES, "date pickers", 60))
		add_picker_field(draft, add(draft, form, TAG_DIV), &field,
			label_of(draft, field.caption), is_open);
	else
		add_field(draft, form, &field);
	want_field(draft, &field, filled.value, filled.said);
	if (has_send)
		want_sent(draft, form, send, filled.said);
	else
		draft_say(draft, "bare", filled.said);
	draft_say(draft, "date", filled.said);
	finish_site(draft);
}

static const char *const date_goals[] = {
	"[select|choose|pick] {date} as the date and [hit|press|click] {submit*}",
	"[enter|set] the date {date} and {submit}",
	"[choose|pick] {date} [in the calendar|], then {submit}",
	"set the date to {date} [and|then] press {submit*}", "the date is {date}. {submit}",
	"[choose|pick|select|enter] {bare} [as the date|]", "date: {bare}",
	"[select|go for] {bare} in the calendar", "take {date}, then {submit*}",
	"date should be {bare}", NULL};
static const char *const date_values[] = {"{date}", "on {date}", "now {date}", "{date} please",
	"for {date}", "[make it|rather] {date}", NULL};
const struct family pick_date = {.name = "pick-date",
	.build = build_pick_date,
	.explicit_goals = date_goals,
	.value_goals = date_values,
	.by_steps = true};

/* --- numbers to step to --------------------------------------------------------------- */

static void build_step_to(struct draft *draft)
{
	static const enum phrase phrases[] = {PHRASE_QUANTITY, PHRASE_PEOPLE, PHRASE_ADULTS,
		PHRASE_CHILDREN, PHRASE_LENGTH, PHRASE_RATING};
	struct field fields[2];
	size_t count = 1 + draw_below(&draft->subject, 2), first = draw_below(&draft->subject, 6);
	enum phrase send = draw_send(draft);
	int page = begin_site(draft, phrase_caption(PHRASE_BOOKINGS));
	struct node *form = new_form(draft, page_content(draft, page));
	const char *values = "";
	for (size_t i = 0; i < count; i++) {
		int from = draw_between(&draft->data, 0, 4), to = draw_between(&draft->data, 0, 7);
		to += to == from;
		const char *text = store_format(draft->arena, "%d", to);
		fields[i] = (struct field){.caption = phrase_caption(phrases[(first + i) % 6]),
			.kind = FIELD_NUMBER,
			.present = store_format(draft->arena, "%d", from)};
		add_stepper_field(draft, form, &fields[i]);
		want_field(draft, &fields[i], text, NULL);
		values = i ? store_format(draft->arena, "%s, %s", values, text) : text;
	}
	want_sent(draft, form, send, "it");
	draft_say(draft, "values", values);
	finish_site(draft);
}

static const char *const step_values[] = {"{values}", "now {values}", "{values} please",
	"[make it|rather] {values}", "this time {values}", "for {values}", NULL};
const struct family step_to = {
	.name = "step-to", .build = build_step_to, .value_goals = step_values, .by_steps = true};

/* --- suggestions ---------------------------------------------------------------------- */

static void build_pick_suggestion(struct draft *draft)
{
	static const enum word_kind kinds[] = {
		WORDS_CITIES, WORDS_COUNTRIES, WORDS_FOODS, WORDS_THINGS, WORDS_FIRST_NAMES};
	static const enum phrase phrases[] = {
		PHRASE_CITY, PHRASE_COUNTRY, PHRASE_MEAL, PHRASE_PRODUCT, PHRASE_RECIPIENT};
	const char *names[NAMES_MAXIMUM];
	size_t kind = draw_below(&draft->subject, 5);
	enum phrase send = draw_send(draft);
	size_t count = draw_names_of(&draft->data, names, kinds[kind], 6, NAMES_MAXIMUM);
	int page = begin_site(draft, phrase_caption(PHRASE_TRIPS));
	struct node *form = new_form(draft, page_content(draft, page));
	struct field field = {.caption = phrase_caption(phrases[kind])};
	add_field(draft, form, &field);
	add_suggestions(draft, form, field.node, names, count);
	size_t target = draw_below(&draft->data, (uint32_t)count);
	want_field(draft, &field, names[target], NULL);
	want_sent(draft, form, send, names[target]);
	draft_say(draft, "value", names[target]);
	draft_say(draft, "field", spoken(draft, field.caption));
	finish_site(draft);
}

static const char *const suggestion_goals[] = {
	"[enter|type] {value*} in {field*}, choose it from the [list|suggestions] and {submit}",
	"[choose|pick|select] {value*} as {field*} and press {submit*}",
	"{field} {value*}, picked from the suggestions. Then {submit}",
	"set {field*} to {value*} [and|, then] [press|click] {submit*}",
	"take {value*} for {field*}, then {submit}", "find {value*} under {field*} and {submit}",
	NULL};
static const char *const suggestion_values[] = {"{value}", "now {value}", "{value} please",
	"for {value*}", "[make it|rather] {value}", "to {value}", NULL};
const struct family pick_suggestion = {.name = "pick-suggestion",
	.build = build_pick_suggestion,
	.explicit_goals = suggestion_goals,
	.value_goals = suggestion_values};

/* --- in place of another text --------------------------------------------------------- */

static void build_edit_text(struct draft *draft)
{
	struct known_field known[3];
	struct field fields[3];
	struct filled filled[3], present;
	size_t count =
		known_fields_draw(&draft->subject, known, 1 + draw_below(&draft->subject, 3));
	size_t target = draft_pick(draft, (uint32_t)count);
	enum phrase send = draw_send(draft);
	int page = begin_site(draft, phrase_caption(PHRASE_PROFILE));
	struct node *form = new_form(draft, page_content(draft, page));
	for (size_t i = 0; i < count; i++) {
		known_field_fill(draft, &known[i], &draft->data, &filled[i]);
		known_field_fill(draft, &known[i], &draft->data, &present);
		known_field_set_up(&known[i], &fields[i]);
		if (known[i].kind == FIELD_DATE)
			fields[i].choices[fields[i].choice_count++] = filled[i].value;
		else if (known[i].kind != FIELD_TICK && strcmp(present.value, filled[i].value) != 0)
			fields[i].present = present.value;
		add_field(draft, form, &fields[i]);
	}
	want_field(draft, &fields[target], filled[target].value, filled[target].said);
	want_sent(draft, form, send, "it");
	bool is_tick = known[target].kind == FIELD_TICK;
	draft_say(draft, "field", spoken(draft, known[target].caption));
	draft_say(draft, "value", is_tick ? "on" : filled[target].said);
	finish_site(draft);
}

static const char *const edit_goals[] = {"change {field*} to {value*} and [press|click] {submit*}",
	"[set|update] {field*} to {value*}, then {submit}", "{field} should be {value*}. {submit}",
	"replace {field*} by {value*} and {submit}",
	"edit {field*}: {value*}, then [press|hit] {submit*}",
	"make {field*} {value*} and {submit}", NULL};
static const char *const edit_values[] = {"{value}", "{field}: {value}", "now {value}",
	"to {value*}", "[make it|rather] {value}", "{value} please", NULL};
const struct family edit_text = {.name = "edit-text",
	.build = build_edit_text,
	.explicit_goals = edit_goals,
	.value_goals = edit_values,
	.by_steps = true,
	.contrary = true};

/* --- twice ---------------------------------------------------------------------------- */

static void build_enter_twice(struct draft *draft)
{
	bool is_secret = draw_chance(&draft->subject, 75),
	     has_name = draw_chance(&draft->subject, 50);
	bool is_same = draw_chance(&draft->subject, 35);
	enum phrase phrase = is_secret ? PHRASE_PASSWORD : PHRASE_EMAIL;
	const char *value = is_secret ? draw_password(&draft->data) : draw_email(&draft->data);
	const char *name = draw_user_name(&draft->data);
	int page = begin_site(draft, phrase_caption(PHRASE_REGISTER));
	struct node *form = new_form(draft, page_content(draft, page));
	struct field user = {.caption = phrase_caption(PHRASE_USERNAME), .required = true};
	struct field first = {.caption = phrase_caption(phrase),
		.kind = is_secret ? FIELD_PASSWORD : FIELD_TEXT,
		.required = true};
	struct field second = first;
	if (!is_same)
		second.caption = is_secret ? phrase_caption(PHRASE_PASSWORD_AGAIN)
					   : word_caption("email again");
	if (has_name) {
		add_field(draft, form, &user);
		want_field(draft, &user, name, NULL);
		draft_say(draft, "name", name);
	} else {
		draft_say(draft, "alone", value);
	}
	add_field(draft, form, &first);
	add_field(draft, form, &second);
	want_field(draft, &first, value, NULL);
	want_field(draft, &second, value, NULL);
	want_sent(draft, form, PHRASE_REGISTER, "it");
	draft_say(draft, "value", value);
	draft_say(draft, "what", is_secret ? "password" : "email");
	finish_site(draft);
}

static const char *const twice_goals[] = {
	"enter the {what} {alone*} into both text fields and press {submit*}",
	"[register|sign up] as {name*} with the {what} {value*}",
	"[type|put] {alone*} into both {what} fields and [press|click] {submit*}",
	"create account {name*} with {what} {value*}, [repeat it|enter it twice], then {submit}",
	"use {value*} as {what}, [also in the second field|twice], name {name*}, and {submit}",
	"fill both {what} fields with {alone*} and {submit}",
	"username {name*}, {what} {value*} (twice), then {submit}",
	"{what} {alone*}, twice, then {submit}", "new user {name*} with {what} {value*}",
	"the {what} is {alone*}; enter it and repeat it, then {submit}", NULL};
static const char *const twice_values[] = {"{alone}", "{name} / {value}", "{name*}, {value*}",
	"with {alone*}", "for {name*}: {value*}", "now {alone}", "use {alone}",
	"{name} and {value}", "{alone} please", "{name}, {value}", NULL};
const struct family enter_twice = {.name = "enter-twice",
	.build = build_enter_twice,
	.explicit_goals = twice_goals,
	.value_goals = twice_values};

/* --- a text in a field without a name ------------------------------------------------- */

enum { BARE_FIELDS_MAXIMUM = 4 };

static void build_enter_text(struct draft *draft)
{
	struct node *inputs[BARE_FIELDS_MAXIMUM] = {NULL};
	size_t count = draw_chance(&draft->subject, 50)
			       ? 1
			       : 1 + draw_below(&draft->subject, BARE_FIELDS_MAXIMUM);
	enum phrase send = draw_send(draft);
	uint32_t kind = draw_below(&draft->subject, 4);
	const char *value = kind == 0	? draw_word(&draft->data, WORDS_FIRST_NAMES)
			    : kind == 1 ? draw_word(&draft->data, WORDS_MADE_UP)
			    : kind == 2 ? draw_title(&draft->data)
					: draw_number(&draft->data, 4);
	size_t target = draw_below(&draft->data, (uint32_t)count);
	int page = begin_site(draft, phrase_caption(PHRASE_MESSAGES));
	struct node *form = new_form(draft, page_content(draft, page));
	for (size_t i = 0; i < count; i++) {
		inputs[i] = add(draft, add(draft, form, TAG_DIV), TAG_INPUT);
		node_set(inputs[i], ATTRIBUTE_TYPE, "text");
		identify(draft, inputs[i], "text");
	}
	const char *ordinal = ordinal_word(draft, target, count);
	want_value(draft, inputs[target], value, NULL, NULL);
	want_sent(draft, form, send, value);
	draft_say(draft, count == 1 ? "alone" : "value", value);
	draft_say(draft, "ordinal", ordinal);
	draft_say(draft, "any", value);
	finish_site(draft);
}

static const char *const text_goals[] = {
	"[enter|type|write] {alone*} [into|in] the text [field|box] and [press|click] {submit*}",
	"[enter|type] {value*} into the {ordinal} [text field|textbox|input] and press {submit*}",
	"[put|write] {alone*} in the [box|field|input], then {submit}",
	"the {ordinal} [field|textbox] [gets|should have] {value*}; then {submit}",
	"[type|input] {alone*} and [press|hit|click] {submit*}",
	"fill the {ordinal} input with {value*} and {submit}",
	"write {value*} in the {ordinal} one, then [press|click] {submit*}",
	"{alone*} goes into the text field. {submit}",
	"[enter|put] the text {alone*}, then [press|click] {submit*}",
	"in the {ordinal} textbox, type {value*}, then {submit}", NULL};
static const char *const text_values[] = {"{any}", "now {any}", "{any} please",
	"[this time|today] {any*}", "[rather|make it] {any}", "use {any*}", NULL};
const struct family enter_text = {.name = "enter-text",
	.build = build_enter_text,
	.explicit_goals = text_goals,
	.value_goals = text_values};

/* --- one of a list -------------------------------------------------------------------- */

static void build_choose_option(struct draft *draft)
{
	const char *names[CHOICES_MAXIMUM];
	bool is_fixed = draw_chance(&draft->subject, 50),
	     is_named = draw_chance(&draft->subject, 40);
	const char *word = draw_word(&draft->subject, WORDS_NOUNS);
	enum phrase send = draw_send(draft);
	size_t count = draw_names(
		is_fixed ? &draft->subject : &draft->data, names, 2, CHOICES_MAXIMUM - 1);
	int page = begin_site(draft, phrase_caption(PHRASE_GENERAL));
	struct node *form = new_form(draft, page_content(draft, page));
	struct field field = {
		.caption = word_caption(word), .kind = FIELD_CHOICE, .choice_count = count};
	for (size_t i = 0; i < count; i++)
		field.choices[i] = names[i];
	size_t target = draw_below(&draft->data, (uint32_t)count);
	if (is_named)
		add_field(draft, form, &field);
	else
		add_bare_list(draft, form, &field);
	want_field(draft, &field, names[target], NULL);
	want_sent(draft, form, send, names[target]);
	draft_say(draft, "option", names[target]);
	finish_site(draft);
}

static const char *const option_goals[] = {
	"[select|choose|pick] {option*} [from the list|in the list|] and [click|press] {submit*}",
	"[choose|select] {option*}, then {submit}", "set the list to {option*} and {submit}",
	"[take|pick] {option*} and [hit|press] {submit*}",
	"{option} [is the one|is right]: select it and {submit}",
	"from the [list|menu], [choose|take] {option*}; then {submit}", NULL};
static const char *const option_values[] = {"{option}", "now {option}", "{option} please",
	"[rather|this time] {option*}", "{option*} [today|again]", "[make it|take] {option}", NULL};
const struct family choose_option = {.name = "choose-option",
	.build = build_choose_option,
	.explicit_goals = option_goals,
	.value_goals = option_values};

/* --- sent by Enter -------------------------------------------------------------------- */

static void build_enter_key(struct draft *draft)
{
	const char *word = draw_word(&draft->subject, WORDS_NOUNS);
	bool is_usual = draw_chance(&draft->subject, 60);
	struct field field = {
		.caption = is_usual ? phrase_caption(PHRASE_KEYWORD) : word_caption(word)};
	const char *value = draw_chance(&draft->subject, 50) ? draw_word(&draft->data, WORDS_NOUNS)
							     : draw_title(&draft->data);
	int page = begin_site(draft, phrase_caption(PHRASE_MESSAGES));
	struct node *content = page_content(draft, page);
	struct node *form = add(draft, content, TAG_FORM);
	add_field(draft, form, &field);
	struct deed *deed = new_deed(draft, NULL);
	deed->form = form;
	deed->node = field.node;
	deed->message = store_format(draft->arena, "%s", value);
	field.node->on_enter = deed;
	want_field(draft, &field, value, NULL);
	want_deed(draft, deed, NULL);
	draft_say(draft, "value", value);
	draft_say(draft, "field", spoken(draft, field.caption));
	finish_site(draft);
}

static const char *const key_goals[] = {"[type|enter] {value*} into {field*} and press Enter",
	"[write|put] {value*} in {field*}, then [press|hit] [the Enter key|Enter|return]",
	"enter {value*} [in|into] the {field*} field and [confirm|send it] with Enter",
	"{field}: {value*}, then Enter", "press Enter after [typing|entering] {value*} in {field*}",
	"send {value*} with the Enter key", NULL};
static const char *const key_values[] = {"{value}", "{value*}", "now {value*}", "{value} please",
	"[the same with|then] {value*}", "this: {value}", NULL};
const struct family enter_key = {.name = "enter-key",
	.build = build_enter_key,
	.explicit_goals = key_goals,
	.value_goals = key_values};

/* --- files ---------------------------------------------------------------------------- */

static void build_upload_file(struct draft *draft)
{
	static const char *const endings[] = {"pdf", "png", "csv", "docx", "txt"};
	const char *ending = endings[draw_below(&draft->subject, 5)];
	struct known_field known;
	struct field extra, field = {.caption = phrase_caption(PHRASE_FILE), .kind = FIELD_FILE};
	struct filled filled;
	bool has_extra = draw_chance(&draft->subject, 60);
	enum phrase send = draw_send(draft);
	known_fields_draw(&draft->subject, &known, 1);
	int page = begin_site(draft, phrase_caption(PHRASE_DOCUMENTS));
	struct node *form = new_form(draft, page_content(draft, page));
	const char *file =
		store_format(draft->arena, "%s.%s", draw_word(&draft->data, WORDS_NOUNS), ending);
	known_field_fill(draft, &known, &draft->data, &filled);
	if (has_extra && known.kind != FIELD_DATE) {
		known_field_set_up(&known, &extra);
		add_field(draft, form, &extra);
		want_field(draft, &extra, filled.value, filled.said);
		draft_say(draft, "value",
			known.kind == FIELD_TICK ? spoken(draft, known.caption) : filled.said);
	} else {
		draft_say(draft, "alone", file);
	}
	add_field(draft, form, &field);
	want_field(draft, &field, file, NULL);
	want_sent(draft, form, send, file);
	draft_say(draft, "file", file);
	finish_site(draft);
}

static const char *const upload_values[] = {"{alone}", "{file}, {value}", "now {alone}",
	"upload {file} with {value}", "[the same with|also] {file*}, {value*}", "{file} / {value}",
	"{alone} please", "this: {alone}", "[add|attach] {alone*}", "{value}: {file}", NULL};
const struct family upload_file = {.name = "upload-file",
	.build = build_upload_file,
	.value_goals = upload_values,
	.by_steps = true,
	.needs_showing = true};
