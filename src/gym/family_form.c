/*
 * family_form.c - filling in forms and sending them; logging in.
 */
#include "gym/chrome.h"
#include "gym/family.h"
#include "gym/form_fields.h"
#include "gym/forms.h"
#include "gym/store.h"

#include <string.h>

enum { FIELDS_MAXIMUM = 9, STEPS_MAXIMUM = 4 };

/* --- forms ---------------------------------------------------------------------------- */

struct form {
	struct known_field known[FIELDS_MAXIMUM];
	struct field fields[FIELDS_MAXIMUM];
	bool used[FIELDS_MAXIMUM], constant[FIELDS_MAXIMUM];
	size_t count;
	enum phrase submit, topic;
};

static const enum phrase submits[] = {PHRASE_SUBMIT, PHRASE_SAVE, PHRASE_SEND, PHRASE_CREATE,
	PHRASE_BOOK, PHRASE_ADD, PHRASE_REGISTER, PHRASE_CONFIRM, PHRASE_APPLY, PHRASE_BUY};
static const enum phrase topics[] = {PHRASE_CONTACT, PHRASE_BOOKINGS, PHRASE_ORDERS, PHRASE_TASKS,
	PHRASE_PROFILE, PHRASE_CUSTOMERS, PHRASE_PRODUCTS, PHRASE_TRIPS, PHRASE_CALENDAR,
	PHRASE_SETTINGS};

static void plan_form(struct draft *draft, struct form *form)
{
	struct vocabulary *words = &draft->subject;
	form->count = known_fields_draw(words, form->known, 1 + draw_below(words, 7));
	form->submit = submits[draw_below(words, sizeof submits / sizeof *submits)];
	form->topic = topics[draw_below(words, sizeof topics / sizeof *topics)];
	size_t used = 0;
	for (size_t i = 0; i < form->count; i++) {
		form->used[i] = draw_chance(words, 80);
		form->constant[i] = draw_chance(words, 25) && draft->goal == GYM_GOAL_VALUES;
		used += form->used[i] && !form->constant[i];
	}
	if (!used) {
		form->used[0] = true;
		form->constant[0] = false;
	}
}

/* In the order of the site, which another version of it may have changed. */
static void order_fields(const struct draft *draft, const struct form *form, size_t *order)
{
	for (size_t i = 0; i < form->count; i++)
		order[i] = i;
	for (size_t i = form->count; i > 1; i--) {
		char key[32];
		snprintf(key, sizeof key, "order %zu", i);
		size_t k = look(draft, ASPECT_FLOW, key, (uint32_t)i), kept = order[i - 1];
		order[i - 1] = order[k];
		order[k] = kept;
	}
}

static void add_fields(struct draft *draft, struct form *form, struct node *const *steps,
	size_t step_count, const struct filled *filled)
{
	size_t order[FIELDS_MAXIMUM] = {0};
	order_fields(draft, form, order);
	for (size_t n = 0; n < form->count; n++) {
		size_t i = order[n];
		struct field *field = &form->fields[i];
		known_field_set_up(&form->known[i], field);
		field->required = form->used[i] && looks(draft, ASPECT_LAYOUT, "required", 50);
		if (field->kind == FIELD_DATE)
			field->choices[field->choice_count++] = filled[i].value;
		add_field(draft, steps[n * step_count / form->count], field);
	}
}

static void want_fields(struct draft *draft, struct form *form, const struct filled *filled)
{
	char *values = store_take(draft->arena, 1, 1);
	size_t said = 0;
	for (size_t i = 0; i < form->count; i++) {
		if (!form->used[i])
			continue;
		want_field(draft, &form->fields[i], filled[i].value, filled[i].said);
		if (form->constant[i])
			continue;
		const char *text = form->fields[i].kind == FIELD_TICK
					   ? spoken(draft, form->fields[i].caption)
					   : filled[i].said;
		values = store_copy(draft->arena,
			store_format(draft->arena, "%s%s%s", values, said ? ", " : "", text));
		said++;
	}
	draft_say(draft, "values", values);
}

static const char *form_message(struct draft *draft, const char *value)
{
	switch (look(draft, ASPECT_LABELS, "form message", 6)) {
	case 0:
		return "Saved.";
	case 1:
		return "Thank you! Your request has been received.";
	case 2:
		return store_format(draft->arena, "Saved: %s", value);
	case 3:
		return store_format(draft->arena, "Entry for %s was created.", value);
	default:
		return NULL;
	}
}

static void ask_first(struct draft *draft, struct deed *send)
{
	send->asks = looks(draft, ASPECT_ROLES, "form asks", 10);
	send->asks_natively = looks(draft, ASPECT_ROLES, "form asks natively", 40);
	send->question = "Do you really want to send this?";
	send->yes = label_of(draft, phrase_caption(PHRASE_OK));
	send->no = label_of(draft, phrase_caption(PHRASE_CLOSE));
}

/* The form's steps, of which one is shown at a time, or all of it as one. */
static void add_steps(
	struct draft *draft, struct node *form, struct node **steps, size_t step_count)
{
	for (size_t i = 0; i < step_count; i++) {
		steps[i] = add(draft, form, TAG_DIV);
		if (i)
			steps[i]->flags |= NODE_HIDDEN;
		if (looks(draft, ASPECT_LAYOUT, "step heads", 50))
			add_text(draft, steps[i], TAG_H3,
				store_format(draft->arena, "Step %zu of %zu", i + 1, step_count));
	}
}

/* The ways between steps, below their fields. */
static void join_steps(struct draft *draft, struct node **steps, size_t step_count)
{
	for (size_t i = 0; i < step_count; i++) {
		struct node *bar = add(draft, steps[i], TAG_DIV);
		bar->flow = FLOW_ROW;
		if (i) {
			struct node *back = add_button(draft, bar,
				label_of(draft, phrase_caption(PHRASE_PREVIOUS)), BUTTON_PLAIN,
				"step back");
			back->effect = (struct effect){EFFECT_TAB, steps[i - 1], NULL, 0};
		}
		if (i + 1 == step_count)
			continue;
		struct node *next = add_button(draft, bar,
			label_of(draft, phrase_caption(PHRASE_NEXT)), BUTTON_PRIMARY, "step next");
		struct deed *deed = new_deed(draft, next);
		deed->form = steps[i];
		deed->after = (struct effect){EFFECT_TAB, steps[i + 1], NULL, 0};
		steps[i + 1]->opener = next;
	}
}

static void build_form_of(struct draft *draft, unsigned split_percent)
{
	struct form form = {0};
	struct filled filled[FIELDS_MAXIMUM] = {0};
	struct node *steps[STEPS_MAXIMUM] = {NULL};
	plan_form(draft, &form);
	size_t step_count = looks(draft, ASPECT_FLOW, "steps", split_percent)
				    ? 2 + look(draft, ASPECT_FLOW, "step count", STEPS_MAXIMUM - 1)
				    : 1;
	step_count = step_count > form.count ? form.count : step_count;
	int page = begin_site(draft, phrase_caption(form.topic));
	struct node *node = new_form(draft, page_content(draft, page));
	for (size_t i = 0; i < form.count; i++)
		known_field_fill(draft, &form.known[i],
			form.constant[i] ? &draft->subject : &draft->data, &filled[i]);
	if (step_count > 1)
		add_steps(draft, node, steps, step_count);
	else
		steps[0] = node;
	add_fields(draft, &form, steps, step_count, filled);
	if (step_count > 1)
		join_steps(draft, steps, step_count);
	struct deed *cancel = NULL;
	struct deed *send = add_buttons(draft, steps[step_count - 1], form.submit, &cancel);
	send->form = node;
	want_fields(draft, &form, filled);
	send->message = form_message(draft, filled[0].said);
	if (looks(draft, ASPECT_FLOW, "form goes", 30))
		send->gone = node;
	ask_first(draft, send);
	want_deed(draft, send, spoken(draft, phrase_caption(form.submit)));
	draft_say(draft, "submit", spoken(draft, phrase_caption(form.submit)));
	draft_say(draft, "topic", spoken(draft, phrase_caption(form.topic)));
	finish_site(draft);
}

static void build_form(struct draft *draft)
{
	build_form_of(draft, 12);
}

static void build_wizard(struct draft *draft)
{
	build_form_of(draft, 100);
}

static const char *const form_values[] = {"{values}", "[new|another] one: {values}",
	"{topic}: {values}", "the same with {values}", "[now|next] {values}",
	"[please |]do it for {values}", "{values} this time", NULL};
const struct family fill_form = {
	.name = "fill-form", .build = build_form, .value_goals = form_values, .by_steps = true};

const struct family wizard = {
	.name = "wizard", .build = build_wizard, .value_goals = form_values, .by_steps = true};

/* --- logging in ----------------------------------------------------------------------- */

static void build_log_in(struct draft *draft)
{
	struct vocabulary *words = &draft->subject;
	bool by_mail = draw_chance(words, 30), has_box = draw_chance(words, 40);
	int page = begin_site(draft, phrase_caption(PHRASE_LOG_IN));
	const char *user = by_mail ? draw_email(&draft->data) : draw_user_name(&draft->data);
	const char *password = draw_password(&draft->data);
	struct node *form = new_form(draft, page_content(draft, page));
	struct field name = {.caption = phrase_caption(by_mail ? PHRASE_EMAIL : PHRASE_USERNAME),
		.required = true};
	struct field secret = {.caption = phrase_caption(PHRASE_PASSWORD),
		.kind = FIELD_PASSWORD,
		.required = true};
	struct field remember = {.caption = phrase_caption(PHRASE_REMEMBER), .kind = FIELD_TICK};
	add_field(draft, form, &name);
	add_field(draft, form, &secret);
	if (has_box)
		add_field(draft, form, &remember);
	struct deed *cancel = NULL, *send = add_buttons(draft, form, PHRASE_LOG_IN, &cancel);
	want_field(draft, &name, user, NULL);
	want_field(draft, &secret, password, NULL);
	want_deed(draft, send, spoken(draft, phrase_caption(PHRASE_LOG_IN)));
	if (looks(draft, ASPECT_FLOW, "welcome", 60)) {
		send->after =
			(struct effect){.kind = EFFECT_GO, .amount = add_page(draft, "Welcome")};
		add_text(draft, page_content(draft, send->after.amount), TAG_P,
			store_format(draft->arena, "Signed in as %s", user));
	}
	add_link(draft, form, "Forgot your password?", -1);
	draft_say(draft, "name", user);
	draft_say(draft, "secret", password);
	draft_say(draft, "login", spoken(draft, phrase_caption(PHRASE_LOG_IN)));
	finish_site(draft);
}

static const char *const log_in_goals[] = {
	"enter the username {name*} and the password {secret*} and press {login}",
	"[log|sign] in as {name*} with [the |]password {secret*}",
	"put [user|username] {name*} and password {secret*} into the text fields and press {login}",
	"login with username {name*} and password {secret*}",
	"[log|sign] in [using|with] {name*} / {secret*}", "use {name*} and {secret*} to log in",
	"log {name*} in, the password is {secret*}",
	"username {name*}, password {secret*}, then {login}", NULL};
static const char *const log_in_values[] = {"{name} / {secret}", "{name*}, {secret*}",
	"for {name*} with {secret*}", "account {name*}, password {secret*}", "{name} {secret}",
	"{name}: {secret}", NULL};
const struct family log_in = {.name = "log-in",
	.build = build_log_in,
	.explicit_goals = log_in_goals,
	.value_goals = log_in_values,
	.by_steps = true};
