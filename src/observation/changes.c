/*
 * changes.c - what differs between two observations, said in a few facts.
 *
 * Facts come in the order of their weight: the page itself, what announces outcomes, what appeared
 * and went, what is now different. Elements are matched by id; after a navigation none match, and
 * the new page's address and headings say enough.
 */
#include "observation/observation.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { FACTS_MAXIMUM = 8, TEXT_MAXIMUM = 300, SHOWN_MAXIMUM = 60 };

struct facts {
	struct bytes text;
	size_t told, untold;
};

struct comparison {
	const struct observation *before, *after;
	struct element **order[2]; /* of before and after, sorted by id; owned */
	struct facts facts;
};

static void tell(struct facts *facts, char *fact)
{
	size_t length = strlen(fact) + (facts->told ? 2 : 0);
	if (facts->told < FACTS_MAXIMUM && facts->text.length + length <= TEXT_MAXIMUM) {
		bytes_format(&facts->text, NULL, "%s%s", facts->told ? "; " : "", fact);
		facts->told++;
	} else {
		facts->untold++;
	}
	free(fact);
}

/* 'text', shortened; heap. */
static char *quote(const char *text)
{
	size_t length = strlen(text), kept = text_cut(text, length, SHOWN_MAXIMUM);
	return memory_format("'%.*s%s'", (int)kept, text, kept < length ? "..." : "");
}

/* --- matching ------------------------------------------------------------------------ */

static int by_id(const void *a, const void *b)
{
	const struct element *left = *(const struct element *const *)a;
	const struct element *right = *(const struct element *const *)b;
	return left->id < right->id ? -1 : left->id > right->id;
}

static struct element **sorted(const struct observation *observation)
{
	struct element **order = memory_new(observation->element_count + 1, sizeof *order);
	for (size_t i = 0; i < observation->element_count; i++)
		order[i] = &observation->elements[i];
	qsort(order, observation->element_count, sizeof *order, by_id);
	return order;
}

static const struct element *match(const struct comparison *comparison, int side, uint32_t id)
{
	const struct observation *observation = side ? comparison->after : comparison->before;
	const struct element key = {.id = id}, *key_address = &key;
	struct element **found = bsearch(&key_address, comparison->order[side],
		observation->element_count, sizeof *comparison->order[side], by_id);
	return found ? *found : NULL;
}

/* --- facts --------------------------------------------------------------------------- */

static bool is_announcement(const struct element *element)
{
	return (element->state & ELEMENT_LIVE) || strcmp(element->role, "heading") == 0;
}

static bool is_told(const struct element *element, bool announcements)
{
	return is_announcement(element) == announcements && element->name[0];
}

static void tell_element(struct comparison *comparison, const char *verb,
	const struct observation *observation, const struct element *element)
{
	char *described = element_describe(observation, element);
	tell(&comparison->facts, memory_format("%s: %s", verb, described));
	free(described);
}

static void tell_appeared(struct comparison *comparison, bool announcements)
{
	const struct observation *after = comparison->after;
	for (size_t i = 0; i < after->element_count; i++) {
		const struct element *element = &after->elements[i];
		if (is_told(element, announcements) && !match(comparison, 0, element->id))
			tell_element(comparison, "appeared", after, element);
	}
}

static void tell_gone(struct comparison *comparison)
{
	const struct observation *before = comparison->before;
	for (size_t i = 0; i < before->element_count; i++) {
		const struct element *element = &before->elements[i];
		if (element->name[0] && !match(comparison, 1, element->id))
			tell_element(comparison, "gone", before, element);
	}
}

static char *state_fact(const char *described, uint32_t before, uint32_t after)
{
	static const struct {
		uint32_t bit;
		const char *set, *cleared;
	} rows[] = {
		{ELEMENT_CHECKED, "is now checked", "is now unchecked"},
		{ELEMENT_SELECTED, "is now selected", "is no longer selected"},
		{ELEMENT_EXPANDED, "is now expanded", "is now collapsed"},
		{ELEMENT_PRESSED, "is now pressed", "is no longer pressed"},
		{ELEMENT_DISABLED, "is now disabled", "is now enabled"},
		{ELEMENT_INVALID, "is now invalid", "is now valid"},
		{ELEMENT_CURRENT, "is now current", "is no longer current"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if ((before ^ after) & rows[i].bit)
			return memory_format("%s %s", described,
				after & rows[i].bit ? rows[i].set : rows[i].cleared);
	return NULL;
}

static void tell_difference(
	struct comparison *comparison, const struct element *before, const struct element *after)
{
	char *described = element_describe(comparison->after, after), *value = quote(after->value);
	char *fact = state_fact(described, before->state, after->state);
	if (strcmp(before->name, after->name) != 0 && after->name[0]) {
		char *old = quote(before->name);
		tell(&comparison->facts, memory_format("%s was %s", described, old));
		free(old);
	}
	if (strcmp(before->value, after->value) != 0)
		tell(&comparison->facts, after->value[0]
						 ? memory_format("%s is now %s", described, value)
						 : memory_format("%s is now empty", described));
	if (fact)
		tell(&comparison->facts, fact);
	free(described);
	free(value);
}

static void tell_differences(struct comparison *comparison)
{
	const struct observation *after = comparison->after;
	for (size_t i = 0; i < after->element_count; i++) {
		const struct element *element = &after->elements[i];
		const struct element *before = match(comparison, 0, element->id);
		if (before)
			tell_difference(comparison, before, element);
	}
}

static void tell_page(struct comparison *comparison)
{
	const struct observation *before = comparison->before, *after = comparison->after;
	if (after->dialog_type[0] && strcmp(before->dialog_message, after->dialog_message) != 0) {
		char *message = quote(after->dialog_message);
		tell(&comparison->facts,
			memory_format("%s dialog opened: %s", after->dialog_type, message));
		free(message);
	} else if (before->dialog_type[0] && !after->dialog_type[0]) {
		tell(&comparison->facts, memory_format("%s dialog closed", before->dialog_type));
	}
	if (strcmp(before->url, after->url) != 0 || strcmp(before->title, after->title) != 0) {
		char *name = quote(after->title[0] ? after->title : after->url);
		tell(&comparison->facts, memory_format("page changed to %s", name));
		free(name);
	}
	if (after->tab_count > before->tab_count)
		tell(&comparison->facts, memory_copy_text("a tab opened"));
	else if (after->tab_count < before->tab_count)
		tell(&comparison->facts, memory_copy_text("a tab closed"));
}

/* Of a page that shares nothing with the one before, what announces itself is enough. */
static bool shares_elements(const struct comparison *comparison)
{
	const struct observation *after = comparison->after;
	for (size_t i = 0; i < after->element_count; i++)
		if (match(comparison, 0, after->elements[i].id))
			return true;
	return comparison->before->element_count == 0;
}

static char *finish(struct facts *facts)
{
	if (facts->untold)
		bytes_format(&facts->text, NULL, "%s%zu more", facts->told ? "; and " : "",
			facts->untold);
	char *text = bytes_take(&facts->text);
	return text ? text : memory_copy_text("");
}

char *observation_describe_changes(
	const struct observation *before, const struct observation *after)
{
	struct comparison comparison = {.before = before, .after = after};
	comparison.order[0] = sorted(before);
	comparison.order[1] = sorted(after);
	bytes_init(&comparison.facts.text, TEXT_MAXIMUM + 40);
	tell_page(&comparison);
	/* While a dialog is open nothing else can be seen. */
	if (!after->dialog_type[0] && !before->dialog_type[0]) {
		bool shares = shares_elements(&comparison);
		tell_appeared(&comparison, true);
		if (shares)
			tell_differences(&comparison);
		if (shares)
			tell_appeared(&comparison, false);
		if (shares)
			tell_gone(&comparison);
	}
	free(comparison.order[0]);
	free(comparison.order[1]);
	return finish(&comparison.facts);
}

/* --- announcements ------------------------------------------------------------------- */

static bool announces(const struct element *element)
{
	return (element->state & ELEMENT_LIVE) && !element->operations && element->name[0];
}

static bool was_said(const struct observation *before, const char *text)
{
	for (size_t i = 0; i < before->element_count; i++)
		if (announces(&before->elements[i]) && strcmp(before->elements[i].name, text) == 0)
			return true;
	return false;
}

const char *observation_announcement(
	const struct observation *before, const struct observation *after)
{
	const char *said = NULL;
	bool is_alert = false;
	if (before->dialog_type[0] || after->dialog_type[0])
		return NULL; /* nothing but the dialog is seen of one of them */
	for (size_t i = 0; i < after->element_count; i++) {
		const struct element *element = &after->elements[i];
		bool alerts = strcmp(element->role, "alert") == 0;
		if (!announces(element) || (is_alert && !alerts) || was_said(before, element->name))
			continue;
		said = element->name;
		is_alert = alerts;
	}
	return said;
}
