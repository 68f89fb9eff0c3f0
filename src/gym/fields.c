/*
 * fields.c - fields of forms with their labels, and what else a site may have in a field's place:
 * radios or a list of its own for a select, a stepper for a number, a calendar for a date.
 */
#include "gym/calendar.h"
#include "gym/controls.h"
#include "gym/store.h"
#include "trajectory/value.h"

#include <stdlib.h>
#include <string.h>

/* --- labels --------------------------------------------------------------------------- */

static void need_id(struct draft *draft, struct node *node, const char *what)
{
	if (!node->attributes[ATTRIBUTE_ID])
		identify(draft, node, what);
	if (!node->attributes[ATTRIBUTE_ID])
		node_set(node, ATTRIBUTE_ID, store_format(draft->arena, "f%u", draft->serial));
}

static void join_label(struct node *label, struct node *field)
{
	label->labels = field;
	field->label = label;
}

enum labelling { LABEL_FOR, LABEL_AROUND, LABEL_BESIDE, LABEL_PLACEHOLDER, LABEL_SPOKEN };

static enum labelling labelling_of(const struct draft *draft)
{
	static const enum labelling ways[] = {LABEL_FOR, LABEL_FOR, LABEL_FOR, LABEL_FOR,
		LABEL_AROUND, LABEL_BESIDE, LABEL_BESIDE, LABEL_PLACEHOLDER, LABEL_SPOKEN};
	return ways[look(draft, ASPECT_MARKUP, "labelling", 9)];
}

static bool can_hold_place(const struct node *node)
{
	const char *type = node_get(node, ATTRIBUTE_TYPE);
	return node_is_text_field(node) && strcmp(type, "date") != 0 && strcmp(type, "range") != 0;
}

/* The box of a field with its label; the field is put into it. */
static void set_label(struct draft *draft, struct node *row, struct node *field, const char *label)
{
	enum labelling way = labelling_of(draft);
	if (way == LABEL_PLACEHOLDER && !can_hold_place(field))
		way = LABEL_FOR;
	struct node *text = NULL;
	switch (way) {
	case LABEL_FOR:
		text = add_text(draft, row, TAG_LABEL, label);
		need_id(draft, field, label);
		join_label(text, field);
		break;
	case LABEL_AROUND:
		text = add_text(draft, row, TAG_LABEL, store_format(draft->arena, "%s ", label));
		join_label(text, field);
		node_append(text, field);
		return;
	case LABEL_BESIDE:
		dress(draft, add_text(draft, row, TAG_SPAN, label), "label");
		break;
	case LABEL_PLACEHOLDER:
		node_set(field, ATTRIBUTE_PLACEHOLDER, label);
		break;
	case LABEL_SPOKEN:
		dress(draft, add_text(draft, row, TAG_DIV, label), "caption");
		node_set(field, ATTRIBUTE_ARIA_LABEL, label);
		break;
	}
	node_append(row, field);
}

static struct node *new_row(struct draft *draft, struct node *form)
{
	struct node *row = add(draft, form, TAG_DIV);
	if (looks(draft, ASPECT_LAYOUT, "labels beside", 40))
		row->flow = FLOW_ROW;
	dress(draft, row, "field");
	return row;
}

/* --- single fields -------------------------------------------------------------------- */

static struct node *new_input(struct draft *draft, const char *type, const char *label)
{
	struct node *input = add(draft, NULL, TAG_INPUT);
	if (strcmp(type, "text") != 0 || looks(draft, ASPECT_MARKUP, "types", 70))
		node_set(input, ATTRIBUTE_TYPE, type);
	identify(draft, input, label);
	if (looks(draft, ASPECT_MARKUP, "names", 50))
		node_set(input, ATTRIBUTE_NAME, slug(draft, label));
	return input;
}

static const char *text_type(const struct draft *draft, const struct field *field)
{
	if (field->caption.phrase == PHRASE_EMAIL && looks(draft, ASPECT_ROLES, "mail", 70))
		return "email";
	if (field->caption.phrase == PHRASE_PHONE && looks(draft, ASPECT_ROLES, "phone", 50))
		return "tel";
	if (field->caption.phrase == PHRASE_WEBSITE)
		return "url";
	return field->caption.phrase == PHRASE_KEYWORD ? "search" : "text";
}

static void add_plain(
	struct draft *draft, struct node *form, struct field *field, const char *label)
{
	struct node *node;
	if (field->kind == FIELD_LONG_TEXT && looks(draft, ASPECT_ROLES, "rich", 15)) {
		node = add(draft, NULL, TAG_DIV);
		node->flags |= NODE_EDITABLE | NODE_BOX;
		node->wide = 340;
		node->high = 80;
		node_set(node, ATTRIBUTE_ARIA_LABEL, label);
		node_set(node, ATTRIBUTE_ROLE, "textbox");
		field->node = node;
		node_append(new_row(draft, form), node);
		return;
	}
	if (field->kind == FIELD_LONG_TEXT) {
		node = add(draft, NULL, TAG_TEXTAREA);
		identify(draft, node, label);
	} else {
		const char *type = field->kind == FIELD_PASSWORD ? "password"
				   : field->kind == FIELD_FILE	 ? "file"
								 : text_type(draft, field);
		node = new_input(draft, type, label);
	}
	if (field->present)
		node->value = field->present;
	field->node = node;
	set_label(draft, new_row(draft, form), node, label);
}

static void add_tick(struct draft *draft, struct node *form, struct field *field, const char *label)
{
	struct node *row = new_row(draft, form), *node;
	bool is_switch = looks(draft, ASPECT_ROLES, "switches", 20);
	row->flow = FLOW_ROW;
	field->node = node = add(draft, NULL, is_switch ? TAG_BUTTON : TAG_INPUT);
	if (field->present && strcmp(field->present, "on") == 0)
		node->flags |= NODE_CHECKED;
	if (is_switch) {
		node_set(node, ATTRIBUTE_TYPE, "button");
		node_set(node, ATTRIBUTE_ROLE, "switch");
		node_set(node, ATTRIBUTE_ARIA_LABEL, label);
		node->wide = 40;
		node->high = 22;
		node->effect.kind = EFFECT_FLIP;
		add_text(draft, row, TAG_SPAN, label);
		node_append(row, node);
		return;
	}
	node_set(node, ATTRIBUTE_TYPE, "checkbox");
	need_id(draft, node, label);
	if (looks(draft, ASPECT_MARKUP, "tick around", 50)) {
		struct node *around = add(draft, row, TAG_LABEL);
		node_append(around, node);
		node_text(&draft->site->tree, around, store_format(draft->arena, " %s", label));
		join_label(around, node);
	} else {
		node_append(row, node);
		join_label(add_text(draft, row, TAG_LABEL, label), node);
	}
}

/* --- numbers -------------------------------------------------------------------------- */

static void add_stepper(
	struct draft *draft, struct node *form, struct field *field, const char *label)
{
	struct node *row = new_row(draft, form);
	row->flow = FLOW_ROW;
	struct node *text = add_text(draft, row, TAG_SPAN, label);
	dress(draft, text, "label");
	struct node *down = add_button(
		draft, row, label_of(draft, phrase_caption(PHRASE_DOWN)), BUTTON_SMALL, "step");
	struct node *input = new_input(draft, "text", label);
	node_append(row, input);
	struct node *up = add_button(
		draft, row, label_of(draft, phrase_caption(PHRASE_UP)), BUTTON_SMALL, "step");
	input->wide = 60;
	if (looks(draft, ASPECT_ROLES, "stepper closed", 50))
		input->flags |= NODE_READONLY;
	node_set(input, ATTRIBUTE_ARIA_LABEL, label);
	input->value = field->present ? field->present : "1";
	input->flags |= NODE_GIVEN;
	input->least = 0;
	input->most = 99;
	down->effect = (struct effect){EFFECT_STEP, input, NULL, -1};
	up->effect = (struct effect){EFFECT_STEP, input, NULL, 1};
	field->node = input;
}

static void add_number(
	struct draft *draft, struct node *form, struct field *field, const char *label)
{
	uint32_t way = look(draft, ASPECT_ROLES, "numbers", 10);
	if (field->is_small && way >= 8) {
		add_stepper(draft, form, field, label);
		return;
	}
	struct node *node = new_input(draft, way < 5 ? "number" : "text", label);
	if (field->present)
		node->value = field->present;
	field->node = node;
	set_label(draft, new_row(draft, form), node, label);
}

void add_stepper_field(struct draft *draft, struct node *form, struct field *field)
{
	add_stepper(draft, form, field, label_of(draft, field->caption));
}

/* --- one of several ------------------------------------------------------------------- */

static void add_select(
	struct draft *draft, struct node *form, struct field *field, const char *label)
{
	struct node *node = add(draft, NULL, TAG_SELECT);
	bool has_empty = !field->present && looks(draft, ASPECT_LAYOUT, label, 60);
	size_t count = field->choice_count + has_empty, k = 0;
	identify(draft, node, label);
	node->choices = store_take(draft->arena, count, sizeof *node->choices);
	if (has_empty)
		node->choices[k++] = (struct choice){
			looks(draft, ASPECT_LABELS, label, 50) ? "Choose..." : "", "", false};
	for (size_t i = 0; i < field->choice_count; i++) {
		const char *text = field->choices[i];
		bool is_coded = looks(draft, ASPECT_MARKUP, "coded options", 40);
		node->choices[k++] = (struct choice){text, is_coded ? slug(draft, text) : text,
			field->present && strcmp(field->present, text) == 0};
	}
	node->choice_count = count;
	if (!node_chosen(node))
		node->choices[0].selected = true;
	field->node = node;
	set_label(draft, new_row(draft, form), node, label);
}

static void add_radio(
	struct draft *draft, struct node *row, struct field *field, size_t i, const char *name)
{
	struct node *node = add(draft, NULL, TAG_INPUT);
	const char *text = field->choices[i];
	node_set(node, ATTRIBUTE_TYPE, "radio");
	node_set(node, ATTRIBUTE_NAME, name);
	need_id(draft, node, text);
	struct node *label = add(draft, row, TAG_LABEL);
	if (looks(draft, ASPECT_MARKUP, "radio around", 50)) {
		node_append(label, node);
		node_text(&draft->site->tree, label, store_format(draft->arena, " %s", text));
	} else {
		node_text(&draft->site->tree, label, text);
		node_insert(row, node, label);
	}
	join_label(label, node);
	if (field->present && strcmp(field->present, text) == 0)
		node->flags |= NODE_CHECKED;
	field->radios[i] = node;
}

static struct node *named_group(struct draft *draft, struct node *form, const char *label)
{
	bool is_set = looks(draft, ASPECT_MARKUP, "fieldsets", 50);
	struct node *box = add(draft, form, is_set ? TAG_FIELDSET : TAG_DIV);
	if (is_set) {
		add_text(draft, box, TAG_LEGEND, label);
		return box;
	}
	add_text(draft, box, TAG_P, label);
	if (looks(draft, ASPECT_MARKUP, "radiogroups", 60)) {
		node_set(box, ATTRIBUTE_ROLE, "radiogroup");
		node_set(box, ATTRIBUTE_ARIA_LABEL, label);
	}
	return box;
}

static void add_radios(
	struct draft *draft, struct node *form, struct field *field, const char *label)
{
	struct node *box = named_group(draft, form, label);
	const char *name = store_format(draft->arena, "%s%u", slug(draft, label), draft->serial);
	for (size_t i = 0; i < field->choice_count; i++) {
		struct node *row = add(draft, box, TAG_DIV);
		row->flow = FLOW_ROW;
		add_radio(draft, row, field, i, name);
	}
}

/* Buttons side by side, of which one is down. */
static void add_segments(
	struct draft *draft, struct node *form, struct field *field, const char *label)
{
	add_text(draft, form, TAG_DIV, label);
	struct node *box = add(draft, form, TAG_DIV);
	node_set(box, ATTRIBUTE_ROLE, "radiogroup");
	node_set(box, ATTRIBUTE_ARIA_LABEL, label);
	box->flow = FLOW_ROW;
	for (size_t i = 0; i < field->choice_count; i++) {
		struct node *node = add_text(draft, box, TAG_BUTTON, field->choices[i]);
		node_set(node, ATTRIBUTE_TYPE, "button");
		node_set(node, ATTRIBUTE_ROLE, "radio");
		dress(draft, node, "segment");
		node->effect.kind = EFFECT_FLIP;
		if (field->present && strcmp(field->present, field->choices[i]) == 0)
			node->flags |= NODE_CHECKED;
		field->radios[i] = node;
	}
}

static void add_listbox(
	struct draft *draft, struct node *form, struct field *field, const char *label)
{
	struct node *row = new_row(draft, form);
	bool is_native = looks(draft, ASPECT_ROLES, "listbox button", 60);
	dress(draft, add_text(draft, row, TAG_SPAN, label), "label");
	struct node *node = add_text(draft, row, is_native ? TAG_BUTTON : TAG_DIV,
		field->present ? field->present : "Select");
	node_set(node, is_native ? ATTRIBUTE_TYPE : ATTRIBUTE_TABINDEX, is_native ? "button" : "0");
	node_set(node, ATTRIBUTE_ROLE, "combobox");
	node_set(node, ATTRIBUTE_ARIA_LABEL, label);
	dress(draft, node, "listbox-button");
	node->flags |= NODE_GIVEN | NODE_COLLAPSED;
	node->value = field->present ? field->present : "";
	struct node *list = hide(add(draft, row, TAG_UL), node);
	node_set(list, ATTRIBUTE_ROLE, "listbox");
	node->effect = (struct effect){EFFECT_TOGGLE, list, NULL, 0};
	for (size_t i = 0; i < field->choice_count; i++) {
		struct node *option = add_text(draft, list, TAG_LI, field->choices[i]);
		node_set(option, ATTRIBUTE_ROLE, "option");
		option->effect = (struct effect){EFFECT_PUT, node, field->choices[i], 0};
	}
	field->node = node;
}

static void add_choice(
	struct draft *draft, struct node *form, struct field *field, const char *label)
{
	uint32_t way = look(draft, ASPECT_ROLES, label, 20);
	if (way < 9 || field->choice_count > 8)
		add_select(draft, form, field, label);
	else if (way < 14)
		add_radios(draft, form, field, label);
	else if (way < 16 && field->choice_count < 6)
		add_segments(draft, form, field, label);
	else
		add_listbox(draft, form, field, label);
}

void add_suggestions(struct draft *draft, struct node *form, struct node *field,
	const char *const *texts, size_t count)
{
	static const enum tag tags[] = {TAG_LI, TAG_LI, TAG_DIV};
	uint32_t way = look(draft, ASPECT_ROLES, "suggestions", 3);
	struct node *list = hide(add(draft, form, way < 2 ? TAG_UL : TAG_DIV), NULL);
	dress(draft, list, "suggestions");
	if (way == 0)
		node_set(list, ATTRIBUTE_ROLE, "listbox");
	for (size_t i = 0; i < count; i++) {
		struct node *option = add_text(draft, list, tags[way], texts[i]);
		if (way == 0)
			node_set(option, ATTRIBUTE_ROLE, "option");
		else
			option->flags |= NODE_POINTER;
		option->flags |= NODE_HIDDEN;
		option->effect = (struct effect){EFFECT_PUT, field, texts[i], 0};
	}
	list->opener = field;
	field->flags |= NODE_GIVEN;
	field->effect = (struct effect){EFFECT_SUGGEST, list, NULL, 0};
}

void add_bare_list(struct draft *draft, struct node *form, struct field *field)
{
	add_select(draft, form, field, "");
	struct node *select = field->node, *row = select->parent;
	node_detach(select);
	row->first = row->last = NULL;
	node_append(row, select);
	select->label = NULL;
	select->attributes[ATTRIBUTE_ARIA_LABEL] = NULL;
}

void add_list_field(struct draft *draft, struct node *form, struct field *field)
{
	const char *label = label_of(draft, field->caption);
	if (looks(draft, ASPECT_ROLES, label, 65))
		add_select(draft, form, field, label);
	else
		add_listbox(draft, form, field, label);
}

/* --- all ------------------------------------------------------------------------------ */

void add_field(struct draft *draft, struct node *form, struct field *field)
{
	const char *label = label_of(draft, field->caption);
	switch (field->kind) {
	case FIELD_TEXT:
	case FIELD_LONG_TEXT:
	case FIELD_PASSWORD:
	case FIELD_FILE:
		add_plain(draft, form, field, label);
		break;
	case FIELD_NUMBER:
		add_number(draft, form, field, label);
		break;
	case FIELD_DATE:
		add_date_field(draft, new_row(draft, form), field, label);
		break;
	case FIELD_CHOICE:
		add_choice(draft, form, field, label);
		break;
	case FIELD_TICK:
		add_tick(draft, form, field, label);
		break;
	}
	if (field->node && field->required && !(field->node->flags & NODE_GIVEN) &&
		field->kind != FIELD_TICK)
		field->node->flags |= NODE_REQUIRED;
}

struct intent *want_field(
	struct draft *draft, struct field *field, const char *value, const char *said)
{
	const char *label = spoken(draft, field->caption);
	if (field->kind == FIELD_TICK)
		return want_state(draft, field->node, strcmp(value, "on") == 0, label);
	if (field->node)
		return want_value(draft, field->node, value, label, said);
	for (size_t i = 0; i < field->choice_count; i++)
		if (strcmp(field->choices[i], value) == 0) {
			struct intent *intent = want_state(draft, field->radios[i], true, label);
			intent->said = said ? said : value;
			return intent;
		}
	return NULL;
}
