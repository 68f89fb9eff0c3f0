#include "trajectory/mention.h"

#include "base/memory.h"
#include "base/secrets.h"
#include "base/text.h"
#include "trajectory/tokens.h"
#include "trajectory/value.h"

#include <stdlib.h>
#include <string.h>

enum { RUN_TOKENS_MAXIMUM = 10 }; /* of the goal that are one value */

#define CONTEXT_JOINT " | " /* between the texts of an element's context */

struct finder {
	struct mentions *mentions;
	const struct lexicon *lexicon;
	struct tokens goal;
	const struct step *step;
};

/* What else could have been chosen, and what that says: a value tells the choice from all of it. */
struct alternatives {
	const char *const *texts;
	size_t count;
	bool of_choice; /* options, radios: what they are called is a value, whatever the word */
};

/* ---- adding ---- */

static bool is_taken(const struct mentions *mentions, size_t start, size_t length)
{
	for (size_t i = 0; i < mentions->count; i++) {
		const struct mention *mention = &mentions->items[i];
		if (start < mention->start + mention->length && mention->start < start + length)
			return true;
	}
	return false;
}

static void add(struct finder *finder, size_t start, size_t length, const char *field)
{
	struct mentions *mentions = finder->mentions;
	mentions->items =
		memory_resize(mentions->items, mentions->count + 1, sizeof(*mentions->items));
	mentions->items[mentions->count++] = (struct mention){
		.start = start,
		.length = length,
		.step = finder->step,
		.field = memory_copy_text(field ? field : ""),
	};
}

/* Notes the first occurrence of the value that nothing else has claimed. A value that is typed
 * again (an e-mail address, twice) is the one there is. False: the goal does not have it. */
static bool add_value(struct finder *finder, const char *value, const char *field)
{
	size_t from = 0, start, length;
	bool found = false;
	if (text_is_blank(value))
		return false;
	while (value_find_spoken(finder->goal.text, from, value, &start, &length)) {
		found = true;
		from = start + length;
		if (is_taken(finder->mentions, start, length))
			continue;
		add(finder, start, length, field);
		break;
	}
	return found;
}

/* ---- runs of the goal's words in a text ---- */

struct run {
	size_t first, count; /* tokens of the goal; count 0: none */
	bool distinct;	     /* has digits, is a date or is quoted in the goal: surely a value */
};

static char *run_text(const struct finder *finder, size_t first, size_t count)
{
	const struct token *a = &finder->goal.items[first];
	const struct token *z = &finder->goal.items[first + count - 1];
	return memory_copy_span(finder->goal.text + a->start, z->start + z->length - a->start);
}

static bool is_quoted(const struct finder *finder, size_t first, size_t count)
{
	const struct token *items = finder->goal.items;
	return first > 0 && first + count < finder->goal.count &&
	       items[first - 1].match[0] == '"' && items[first + count].match[0] == '"';
}

static bool is_content(const struct token *token)
{
	return token->kind == TOKEN_NUMBER ||
	       (token->kind == TOKEN_WORD && !token_is_function_word(token));
}

/* Begins and ends with words that mean something. */
static bool is_phrase(const struct finder *finder, size_t first, size_t count)
{
	const struct token *items = finder->goal.items;
	return is_content(&items[first]) && is_content(&items[first + count - 1]);
}

static bool in_alternatives(const struct alternatives *alternatives, const char *value)
{
	for (size_t i = 0; i < alternatives->count; i++)
		if (value_is_in(alternatives->texts[i], value))
			return true;
	return false;
}

/* Of a choice that stands alone on its page ("Product news"), the name must begin with the value. */
static bool is_value(const struct finder *finder, const struct run *run, const char *value,
	const char *text, const struct alternatives *alternatives)
{
	if (in_alternatives(alternatives, value))
		return false;
	if (run->distinct || (alternatives->of_choice && alternatives->count > 0))
		return true;
	if (alternatives->of_choice)
		return value_match_at(text, 0, value) > 0 &&
		       !label_is_phrase(finder->lexicon, value) &&
		       !label_is_phrase(finder->lexicon, text);
	return alternatives->count > 0 && !label_is_interface_language(finder->lexicon, value);
}

/* The longest stretch of the goal from this token on that the text has and that tells the choice
 * from the alternatives. */
static struct run longest_from(const struct finder *finder, size_t first, const char *text,
	const struct alternatives *alternatives)
{
	struct run best = {0};
	size_t most = finder->goal.count - first;
	most = most < RUN_TOKENS_MAXIMUM ? most : RUN_TOKENS_MAXIMUM;
	for (size_t count = 1; count <= most; count++) {
		if (!is_phrase(finder, first, count))
			continue;
		char *value = run_text(finder, first, count);
		struct run run = {first, count,
			strpbrk(value, "0123456789") || is_quoted(finder, first, count)};
		if (value_is_in(text, value) && is_value(finder, &run, value, text, alternatives))
			best = run;
		free(value);
	}
	return best;
}

static bool is_better(const struct run *run, const struct run *best)
{
	if (run->distinct != best->distinct)
		return run->distinct;
	return run->count > best->count;
}

/* Notes the best stretch of the goal in a text that was chosen among others. */
static bool add_run(struct finder *finder, const char *text,
	const struct alternatives *alternatives, const char *field)
{
	struct run best = {0};
	for (size_t first = 0; first < finder->goal.count; first++) {
		struct run run = longest_from(finder, first, text, alternatives);
		const struct token *token = &finder->goal.items[first];
		if (run.count > 0 && is_better(&run, &best) &&
			value_may_start(finder->goal.text, token->start))
			best = run;
	}
	if (best.count == 0)
		return false;
	char *value = run_text(finder, best.first, best.count);
	bool added = add_value(finder, value, field);
	free(value);
	return added;
}

/* A whole text of a row or card that stands alone on its page, if the goal names it. */
static bool add_piece(struct finder *finder, const char *context)
{
	bool added = false;
	while (*context && !added) {
		const char *end = strstr(context, CONTEXT_JOINT);
		size_t length = end ? (size_t)(end - context) : strlen(context);
		char *piece = memory_copy_span(context, length);
		if (!label_is_interface_language(finder->lexicon, piece))
			added = add_value(finder, piece, "");
		free(piece);
		context += length + (end ? strlen(CONTEXT_JOINT) : 0);
	}
	return added;
}

/* ---- what stands around a clicked element ---- */

static const struct group *group_of(const struct observation *page, const struct element *element)
{
	bool known = page && element->group >= 0 && (size_t)element->group < page->group_count;
	return known ? &page->groups[element->group] : NULL;
}

static bool is_in_group(const struct observation *page, const struct element *element,
	const char *const *kinds, size_t kind_count)
{
	const struct group *group = group_of(page, element);
	while (group) {
		for (size_t i = 0; i < kind_count; i++)
			if (strcmp(group->kind, kinds[i]) == 0)
				return true;
		group = group->parent >= 0 ? &page->groups[group->parent] : NULL;
	}
	return false;
}

/* Navigation and tabs are ways, not values; what a menu offers may be either. */
static bool is_navigation(const struct observation *page, const struct element *target)
{
	static const char *const kinds[] = {
		"navigation", "menubar", "tablist", "toolbar", "banner", "contentinfo"};
	return strcmp(target->role, "tab") == 0 ||
	       is_in_group(page, target, kinds, sizeof(kinds) / sizeof(*kinds));
}

static bool is_choice(const struct element *target)
{
	return (target->operations & OPERATION_CHECK) || strcmp(target->role, "option") == 0 ||
	       strcmp(target->role, "menuitemradio") == 0;
}

/* The name of the group that a choice belongs to: "Room" for the radio "Blue". */
static const char *choice_label(const struct observation *page, const struct element *target)
{
	static const char *const kinds[] = {"radiogroup", "group", "listbox", "form"};
	const struct group *group = group_of(page, target);
	while (group) {
		for (size_t i = 0; i < 4; i++)
			if (strcmp(group->kind, kinds[i]) == 0 && *group->name)
				return group->name;
		group = group->parent >= 0 ? &page->groups[group->parent] : NULL;
	}
	return "";
}

static bool is_header(const struct element *element)
{
	return strcmp(element->role, "columnheader") == 0;
}

static bool is_below(const struct element *cell, const struct element *header)
{
	float middle = cell->x + cell->width / 2;
	return middle >= header->x && middle <= header->x + header->width &&
	       header->frame == cell->frame && header->y <= cell->y;
}

/* The header of the column in which the target's row has the value; "". */
static const char *column_label(
	const struct observation *page, const struct element *target, const char *value)
{
	const struct element *cell = NULL;
	for (size_t i = 0; page && i < page->element_count; i++) {
		const struct element *element = &page->elements[i];
		bool same_row = element->group >= 0 && element->group == target->group;
		if (same_row && value_is_in(element->name, value) &&
			(!cell || strlen(element->name) < strlen(cell->name)))
			cell = element;
	}
	for (size_t i = 0; cell && i < page->element_count; i++)
		if (is_header(&page->elements[i]) && is_below(cell, &page->elements[i]))
			return page->elements[i].name;
	return "";
}

/* ---- clicks ---- */

static size_t path_shape_length(const char *path)
{
	return strcspn(path, "0123456789");
}

static bool is_same_radio_group(const struct element *a, const struct element *b)
{
	const char *name = a->locators.dom_name;
	return strcmp(a->role, "radio") == 0 && *name && strcmp(name, b->locators.dom_name) == 0;
}

/* In the same place, or in one of a row of places that are alike. */
static bool is_beside(
	const struct observation *page, const struct element *target, const struct element *other)
{
	const struct group *a = group_of(page, target), *b = group_of(page, other);
	size_t shape = path_shape_length(target->locators.path);
	if (!a || !b)
		return !a && !b;
	return other->group == target->group ||
	       (strcmp(a->kind, b->kind) == 0 &&
		       (a->parent == b->parent ||
			       strncmp(other->locators.path, target->locators.path, shape) == 0));
}

/* Elements that could have been taken instead: of the same role and kind of place. */
static bool is_alternative(
	const struct observation *page, const struct element *target, const struct element *other)
{
	bool alike = strcmp(other->role, target->role) == 0 && other->frame == target->frame &&
		     !other->operations == !target->operations && other->id != target->id;
	return alike && (is_same_radio_group(target, other) || is_beside(page, target, other));
}

struct text_list {
	const char **items;
	size_t count;
};

static void list_text(struct text_list *list, const char *text)
{
	list->items = memory_resize(list->items, list->count + 1, sizeof(*list->items));
	list->items[list->count++] = text;
}

static void list_alternatives(const struct observation *page, const struct element *target,
	struct text_list *names, struct text_list *contexts)
{
	for (size_t i = 0; page && i < page->element_count; i++) {
		const struct element *other = &page->elements[i];
		if (!is_alternative(page, target, other))
			continue;
		if (!text_equal_normalized(other->name, target->name))
			list_text(names, other->name);
		if (other->group != target->group)
			list_text(contexts, other->context);
	}
}

static void find_in_click(struct finder *finder)
{
	const struct element *target = finder->step->target;
	const struct observation *page = finder->step->observation;
	struct text_list names = {0}, contexts = {0};
	list_alternatives(page, target, &names, &contexts);
	/* Where a choice is only a way somewhere, just what is surely a value counts. */
	bool is_way = is_navigation(page, target);
	struct alternatives by_name = {names.items, is_way ? 0 : names.count, is_choice(target)};
	struct alternatives by_context = {contexts.items, contexts.count, false};
	bool found = add_run(finder, target->name, &by_name, choice_label(page, target)) ||
		     add_run(finder, target->context, &by_context, "") ||
		     add_piece(finder, target->context);
	struct mentions *mentions = finder->mentions;
	if (found && mentions->count > 0) {
		struct mention *newest = &mentions->items[mentions->count - 1];
		char *value = memory_copy_span(finder->goal.text + newest->start, newest->length);
		const char *column = column_label(page, target, value);
		if (newest->step == finder->step && !*newest->field && *column) {
			free(newest->field);
			newest->field = memory_copy_text(column);
		}
		free(value);
	}
	free(names.items);
	free(contexts.items);
}

/* ---- typing and selecting ---- */

static const char *field_label(const struct element *target)
{
	const char *labels[] = {
		target->name, target->placeholder, target->hint, target->locators.dom_name};
	for (size_t i = 0; i < 4; i++)
		if (!text_is_blank(labels[i]))
			return labels[i];
	return "";
}

static void find_in_typing(struct finder *finder)
{
	const struct element *target = finder->step->target;
	const char *value = finder->step->action.value, *name;
	const struct alternatives none = {0};
	size_t length;
	const char *field = target ? field_label(target) : "";
	if (text_is_blank(value) || secret_placeholder_parse(value, &name, &length) ||
		(target && (target->state & ELEMENT_SECRET)))
		return;
	if (!add_value(finder, value, field))
		add_run(finder, value, &none, field);
}

static void find_in_label(struct finder *finder, const char *label)
{
	const struct element *target = finder->step->target;
	struct text_list others = {0};
	const char *field = target ? field_label(target) : "";
	if (add_value(finder, label, field))
		return;
	for (size_t i = 0; target && i < target->option_count; i++)
		if (!text_equal_normalized(target->options[i].label, label))
			list_text(&others, target->options[i].label);
	struct alternatives alternatives = {others.items, others.count, true};
	add_run(finder, label, &alternatives, field);
	free(others.items);
}

/* One label per line. */
static void find_in_selection(struct finder *finder)
{
	const char *labels = finder->step->action.value;
	while (*labels) {
		size_t length = strcspn(labels, "\n");
		char *label = memory_copy_span(labels, length);
		find_in_label(finder, label);
		free(label);
		labels += length + (labels[length] == '\n');
	}
}

static void find_in_step(struct finder *finder)
{
	switch (finder->step->action.kind) {
	case ACTION_TYPE:
	case ACTION_UPLOAD:
		find_in_typing(finder);
		break;
	case ACTION_SELECT:
		find_in_selection(finder);
		break;
	case ACTION_CHECK:
	case ACTION_CLICK:
	case ACTION_DOUBLE_CLICK:
	case ACTION_RIGHT_CLICK:
	case ACTION_DRAG:
	case ACTION_HOVER:
		if (finder->step->target)
			find_in_click(finder);
		break;
	default:
		break;
	}
}

void mentions_find(struct mentions *mentions, const struct trajectory *trajectory,
	const struct lexicon *lexicon)
{
	struct finder finder = {.mentions = mentions, .lexicon = lexicon};
	*mentions = (struct mentions){0};
	tokens_split(&finder.goal, trajectory->goal);
	for (size_t i = 0; i < trajectory->step_count; i++) {
		finder.step = &trajectory->steps[i];
		if (!finder.step->error || !*finder.step->error)
			find_in_step(&finder);
	}
	tokens_release(&finder.goal);
}

void mentions_release(struct mentions *mentions)
{
	for (size_t i = 0; i < mentions->count; i++)
		free(mentions->items[i].field);
	free(mentions->items);
	*mentions = (struct mentions){0};
}
