#include "policy/interruption.h"

#include "base/text.h"
#include "base/words.h"
#include "policy/button.h"

#include <string.h>

enum { PRESSES_MAXIMUM = 2 };

/* Labels that say the same; labels that have most in common. */
static const double same_label = 0.85, alike_label = 0.55;
/* Dialogs with names this alike are the same dialog. */
static const double same_dialog = 0.6;
/* From here on a button says that it confirms what was done. */
static const double confirms = 2;

/* ---- what may be pressed ---- */

/* Without a step of the demonstration in between, which would be progress. */
static bool pressed_enough(const struct policy_input *input, const struct element *element)
{
	int presses = 0;
	for (size_t i = input->history_count; i-- > 0;) {
		const struct history_step *past = &input->history[i];
		if (past->demonstration_step >= 0 && !past->failed)
			break;
		presses += past->demonstration_step < 0 && past->target &&
			   past->action.kind == ACTION_CLICK &&
			   strcmp(past->target->name, element->name) == 0;
	}
	return presses >= PRESSES_MAXIMUM;
}

static bool can_press(const struct element *element)
{
	const uint16_t fields = OPERATION_TYPE | OPERATION_CHECK | OPERATION_SELECT;
	return (element->operations & OPERATION_CLICK) && !(element->operations & fields) &&
	       !(element->state & (ELEMENT_DISABLED | ELEMENT_OCCLUDED)) && element->name[0];
}

static const struct trajectory *newest(const struct policy_input *input)
{
	return input->demonstration_count ? &input->demonstrations[input->demonstration_count - 1]
					  : NULL;
}

static bool was_pressed(const struct trajectory *shown, const struct element *element)
{
	for (size_t i = 0; i < shown->step_count; i++)
		if (shown->steps[i].target &&
			text_equal_normalized(shown->steps[i].target->name, element->name))
			return true;
	return false;
}

static bool is_on(const struct observation *page, const struct element *element)
{
	for (size_t i = 0; page && i < page->element_count; i++)
		if (strcmp(page->elements[i].role, element->role) == 0 &&
			text_equal_normalized(page->elements[i].name, element->name))
			return true;
	return false;
}

/* The person saw it and did without. */
static bool was_left_alone(const struct policy_input *input, const struct element *element)
{
	const struct trajectory *shown = newest(input);
	if (!shown || was_pressed(shown, element))
		return false;
	for (size_t i = 0; i < shown->step_count; i++)
		if (is_on(shown->steps[i].observation, element))
			return true;
	return is_on(shown->final, element);
}

/* ---- barriers ---- */

static bool group_is_dialog(const struct group *group)
{
	return strcmp(group->kind, "dialog") == 0 || strcmp(group->kind, "alertdialog") == 0;
}

static bool speaks_of_cookies(const char *text)
{
	return strcasestr(text, "cookie") || strcasestr(text, "consent");
}

int barrier_around(const struct observation *page, const struct element *element)
{
	for (int group = element->group; group >= 0; group = page->groups[group].parent)
		if (group_is_dialog(&page->groups[group]) ||
			speaks_of_cookies(page->groups[group].name))
			return group;
	return strcasestr(element->context, "cookie") ? element->group : -1;
}

static bool is_in_group(const struct observation *page, const struct element *element, int group)
{
	int index = element->group;
	while (index >= 0 && index != group)
		index = page->groups[index].parent;
	return index >= 0 && index == group;
}

/* Some button of the one dialog has its like in the other. */
static bool share_buttons(const struct lexicon *lexicon, const struct observation *a, int group_a,
	const struct observation *b, int group_b)
{
	for (size_t i = 0; i < a->element_count; i++) {
		if (!a->elements[i].operations || !is_in_group(a, &a->elements[i], group_a))
			continue;
		for (size_t j = 0; j < b->element_count; j++)
			if (b->elements[j].operations && is_in_group(b, &b->elements[j], group_b) &&
				labels_similarity(lexicon, a->elements[i].name,
					b->elements[j].name) >= same_label)
				return true;
	}
	return false;
}

static bool page_has_barrier(const struct lexicon *lexicon, const struct observation *page,
	const struct observation *now, int barrier)
{
	const struct group *sought = &now->groups[barrier];
	for (size_t i = 0; i < page->group_count; i++) {
		const struct group *group = &page->groups[i];
		if (strcmp(group->kind, sought->kind) != 0)
			continue;
		bool named = group->name[0] && sought->name[0];
		if (named ? labels_similarity(lexicon, group->name, sought->name) >= same_dialog
			  : share_buttons(lexicon, page, (int)i, now, barrier))
			return true;
	}
	return false;
}

/* Was such a dialog part of what was demonstrated? Then its steps answer it. */
static bool was_demonstrated(
	const struct policy_input *input, const struct lexicon *lexicon, int barrier)
{
	const struct trajectory *shown = newest(input);
	for (size_t i = 0; shown && i < shown->step_count; i++)
		if (shown->steps[i].observation &&
			page_has_barrier(
				lexicon, shown->steps[i].observation, input->observation, barrier))
			return true;
	return shown && shown->final &&
	       page_has_barrier(lexicon, shown->final, input->observation, barrier);
}

/* ---- what each button is worth ---- */

/* What was done last: its element's name; NULL if nothing was that could be asked about. */
static const char *last_deed(const struct policy_input *input)
{
	if (!input->history_count)
		return NULL;
	const struct history_step *last = &input->history[input->history_count - 1];
	bool acts = last->action.kind == ACTION_CLICK || last->action.kind == ACTION_PRESS ||
		    last->action.kind == ACTION_SELECT || last->action.kind == ACTION_CHECK ||
		    last->action.kind == ACTION_DOUBLE_CLICK;
	if (!acts || last->failed)
		return NULL;
	return last->target ? last->target->name : "";
}

bool follows_deed(const struct policy_input *input)
{
	return last_deed(input) != NULL;
}

/* As the answer to "really?" after the deed. */
static double worth_as_confirmation(
	const struct lexicon *lexicon, const char *deed, const char *label)
{
	struct button_label asked = button_read(deed), button = button_read(label);
	double alike = labels_similarity(lexicon, deed, label);
	if (button_refuses(&button)) {
		bool repeats = button.word == asked.word;
		if (!repeats)
			return button.says == BUTTON_CLOSE ? 0.5 : 0;
		if (button.bare)
			return asked.bare ? 1 : 0;
	}
	if (alike >= same_label)
		return 4;
	if (button.says == BUTTON_YES)
		return 3.2;
	if (button.says == BUTTON_SEEN)
		return 3;
	if (alike >= alike_label)
		return 2.8;
	return button.says == BUTTON_ON ? 2.5 : 0;
}

/* As the answer to what came up by itself. */
static double worth_as_dismissal(const char *label, bool cookies)
{
	static const double notice[] = {[BUTTON_YES] = 1.5,
		[BUTTON_SEEN] = 3,
		[BUTTON_CLOSE] = 2.8,
		[BUTTON_NO] = 2.5,
		[BUTTON_DECLINE] = 1,
		[BUTTON_ON] = 2};
	static const double consent[] = {[BUTTON_YES] = 1,
		[BUTTON_SEEN] = 2,
		[BUTTON_CLOSE] = 1.8,
		[BUTTON_NO] = 2.5,
		[BUTTON_DECLINE] = 3,
		[BUTTON_ON] = 1.5};
	enum button_says says = button_read(label).says;
	return cookies ? consent[says] : notice[says];
}

/* Words of the deed stand in the dialog: it asks about it. */
static bool asks_about(const struct observation *page, int barrier, const char *deed)
{
	struct words words, text;
	bool asks = false;
	words_split(&words, deed);
	for (size_t i = 0; i < page->element_count && !asks; i++) {
		const struct element *element = &page->elements[i];
		if (element->operations || !is_in_group(page, element, barrier))
			continue;
		words_split(&text, element->name);
		asks = words_share(&words, &text) > 0;
		words_release(&text);
	}
	words_release(&words);
	return asks;
}

static double worth_of(const struct policy_input *input, const struct lexicon *lexicon, int barrier,
	const char *label)
{
	const struct observation *page = input->observation;
	const char *deed = last_deed(input);
	bool dialog = group_is_dialog(&page->groups[barrier]);
	if (!dialog || !deed)
		return worth_as_dismissal(label, !dialog);
	double worth = worth_as_confirmation(lexicon, deed, label);
	if (worth > 0 || input->waits < PATIENCE || asks_about(page, barrier, deed))
		return worth;
	return 0.1 * worth_as_dismissal(label, false);
}

/* ---- answers ---- */

/* An overlay that says nothing of itself: the one button that closes something and is new. */
static const struct element *only_closing_button(const struct policy_input *input)
{
	const struct observation *page = input->observation;
	const struct element *found = NULL;
	for (size_t i = 0; i < page->element_count; i++) {
		const struct element *element = &page->elements[i];
		struct button_label label;
		if (!can_press(element))
			continue;
		label = button_read(element->name);
		bool closes = label.says == BUTTON_CLOSE || label.says == BUTTON_SEEN ||
			      strncasecmp(element->name, "no thanks", 9) == 0;
		if (!closes || !label.bare || pressed_enough(input, element) ||
			was_left_alone(input, element))
			continue;
		if (found)
			return NULL;
		found = element;
	}
	return found;
}

/* The best button in a barrier that does not hold `wanted`, if it is worth more than `least`. */
static const struct element *best_button(const struct policy_input *input,
	const struct lexicon *lexicon, const struct element *wanted, bool dialogs_only,
	double least)
{
	const struct observation *page = input->observation;
	const struct element *best = NULL;
	for (size_t i = 0; i < page->element_count; i++) {
		const struct element *element = &page->elements[i];
		int barrier = can_press(element) ? barrier_around(page, element) : -1;
		if (barrier < 0 || (wanted && is_in_group(page, wanted, barrier)) ||
			(dialogs_only && !group_is_dialog(&page->groups[barrier])))
			continue;
		double worth = worth_of(input, lexicon, barrier, element->name);
		if (worth <= least || pressed_enough(input, element) ||
			was_demonstrated(input, lexicon, barrier))
			continue;
		least = worth;
		best = element;
	}
	return best;
}

const struct element *interruption_answer(const struct policy_input *input,
	const struct lexicon *lexicon, const struct element *wanted)
{
	const struct element *button = best_button(input, lexicon, wanted, false, 0);
	bool unexplained = !button && wanted && input->waits > 0;
	return unexplained ? only_closing_button(input) : button;
}

const struct element *confirmation_answer(const struct policy_input *input,
	const struct lexicon *lexicon, const struct element *wanted)
{
	return last_deed(input) ? best_button(input, lexicon, wanted, true, confirms) : NULL;
}

static bool leads_elsewhere(const char *label)
{
	static const char *const places[] = {"shopping", "browsing", "reading", "without"};
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (strcasestr(label, places[i]))
			return true;
	return false;
}

/* 3: just "Next", or just "Confirm" after a deed of ours; 2: "Confirm order" after "Order"; 1:
 * "Continue to payment"; 0: leads somewhere else. */
static int leads_on(const struct policy_input *input, const struct lexicon *lexicon,
	const struct element *element)
{
	const char *deed = last_deed(input);
	struct button_label label = button_read(element->name);
	if (leads_elsewhere(element->name))
		return 0;
	if (label.says == BUTTON_ON)
		return label.bare ? 3 : 1;
	if (label.says != BUTTON_YES || !deed)
		return 0;
	if (label.bare)
		return 3;
	return labels_similarity(lexicon, deed, element->name) >= alike_label ? 2 : 0;
}

const struct element *way_on(const struct policy_input *input, const struct lexicon *lexicon)
{
	const struct observation *page = input->observation;
	const struct element *found = NULL;
	int best = 0;
	bool several = false;
	for (size_t i = 0; i < page->element_count; i++) {
		const struct element *element = &page->elements[i];
		int leads = can_press(element) ? leads_on(input, lexicon, element) : 0;
		if (leads == 0 || leads < best || pressed_enough(input, element) ||
			was_left_alone(input, element))
			continue;
		several = leads == best;
		best = leads;
		found = element;
	}
	return several ? NULL : found;
}
