#include "trajectory/criterion.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/url.h"
#include "trajectory/lexicon.h"
#include "trajectory/message.h"
#include "trajectory/page_text.h"
#include "trajectory/text_template.h"

#include <stdlib.h>
#include <string.h>

/* A message longer than this is an article: nothing in it is compared by meaning. */
enum { MESSAGE_MAXIMUM_BYTES = 300 };

/* ---- text ---- */

static bool says_exactly(const struct criterion *criterion, const struct observation *page,
	const struct parameters *values)
{
	enum template_extent extent = criterion->proposed ? TEMPLATE_SENTENCE : TEMPLATE_ANYWHERE;
	for (size_t i = 0; i < page->element_count; i++) {
		const struct element *element = &page->elements[i];
		if (criterion->proposed && !element_tells(element))
			continue;
		if (template_matches(criterion->text, values, element->name, extent))
			return true;
	}
	return template_matches(criterion->text, values, page->text, extent);
}

static size_t sentence_length(const char *text)
{
	size_t length = 0;
	while (text[length] && text[length] != '\n') {
		length++;
		if (strchr(".!?", text[length - 1]) && (text[length] == ' ' || !text[length]))
			break;
	}
	return length;
}

static bool message_resembles(const struct criterion *criterion, const struct parameters *values,
	const char *message, const struct lexicon *lexicon)
{
	if (strlen(message) > MESSAGE_MAXIMUM_BYTES)
		return false;
	if (template_resembles(criterion->text, values, message, lexicon))
		return true;
	for (size_t length; *message; message += length + strspn(message + length, " \n")) {
		length = sentence_length(message);
		char *sentence = memory_copy_span(message, length);
		bool resembles = template_resembles(criterion->text, values, sentence, lexicon);
		free(sentence);
		if (resembles)
			return true;
	}
	return false;
}

static bool is_message(const struct element *element)
{
	return element_announces(element) || strcmp(element->role, "heading") == 0;
}

/* A page that was reworded since says the same in other words. Only where outcomes are announced,
 * and only for a proposed criterion: what a person stated is meant literally. */
static bool says_alike(const struct criterion *criterion, const struct observation *page,
	const struct parameters *values)
{
	const struct lexicon *lexicon = lexicon_of(LEXICON_LABELS);
	bool says = false;
	for (size_t i = 0; i < page->element_count && !says; i++)
		if (is_message(&page->elements[i]))
			says = message_resembles(
				criterion, values, page->elements[i].name, lexicon);
	return says;
}

static bool text_holds(const struct criterion *criterion, const struct observation *page,
	const struct parameters *values)
{
	return says_exactly(criterion, page, values) ||
	       (criterion->proposed && says_alike(criterion, page, values));
}

/* ---- text, in other words altogether ---- */

/* A dialog with a choice asks; what is said in it is no outcome. */
static bool is_in_question(const struct observation *page, const struct element *element)
{
	int dialog = element->group;
	size_t buttons = 0;
	while (dialog >= 0 && strcmp(page->groups[dialog].kind, "dialog") != 0 &&
		strcmp(page->groups[dialog].kind, "alertdialog") != 0)
		dialog = page->groups[dialog].parent;
	for (size_t i = 0; i < page->element_count && dialog >= 0; i++) {
		int group = page->elements[i].operations ? page->elements[i].group : -1;
		while (group >= 0 && group != dialog)
			group = page->groups[group].parent;
		buttons += group == dialog;
	}
	return buttons > 1;
}

static bool message_is_affirmed(const struct criterion *criterion, const struct parameters *values,
	const char *message, const struct lexicon *lexicon)
{
	if (strlen(message) > MESSAGE_MAXIMUM_BYTES)
		return false;
	if (message_affirms(message, criterion->text, values, lexicon))
		return true;
	for (size_t length; *message; message += length + strspn(message + length, " \n")) {
		length = sentence_length(message);
		char *sentence = memory_copy_span(message, length);
		bool affirms = message_affirms(sentence, criterion->text, values, lexicon);
		free(sentence);
		if (affirms)
			return true;
	}
	return false;
}

static bool text_is_affirmed(const struct criterion *criterion, const struct observation *page,
	const struct parameters *values)
{
	const struct lexicon *lexicon = lexicon_of(LEXICON_LABELS);
	bool affirmed = false;
	for (size_t i = 0; i < page->element_count && !affirmed; i++) {
		const struct element *element = &page->elements[i];
		affirmed = is_message(element) && !is_in_question(page, element) &&
			   message_is_affirmed(criterion, values, element->name, lexicon);
	}
	return affirmed;
}

/* ---- URL ---- */

/* Values in an address may be written in several ways; a slot is any run of characters, and what
 * the value is, the other parts of the criterion say. Heap, folded. */
static char *url_pattern(const char *pattern)
{
	struct bytes out;
	bytes_init(&out, SIZE_MAX / 4);
	bytes_append_text(&out, "", NULL);
	while (*pattern) {
		const char *close = *pattern == '{' ? strchr(pattern, '}') : NULL;
		bytes_append(&out, close ? "*" : pattern, 1, NULL);
		pattern = close ? close + 1 : pattern + 1;
	}
	char *folded = text_normalize(out.data);
	bytes_release(&out);
	return folded;
}

static char *url_path(const char *address)
{
	struct url url;
	if (!url_split(address, &url))
		return memory_copy_text("");
	return url.path.length ? memory_copy_span(url.path.start, url.path.length)
			       : memory_copy_text("/");
}

/* A pattern that begins with '/' is about the path alone. */
static bool address_fits(const char *pattern, const char *address)
{
	char *wanted = url_pattern(pattern);
	char *part = pattern[0] == '/' ? url_path(address) : url_without_query(address);
	char *folded = text_normalize(part);
	bool fits = text_glob(wanted, folded);
	free(folded);
	free(part);
	free(wanted);
	return fits;
}

static bool url_holds(const struct criterion *criterion, const struct observation *page)
{
	if (address_fits(criterion->url, page->url))
		return true;
	for (size_t i = 0; criterion->proposed && i < page->frame_count; i++)
		if (page->frames[i].parent >= 0 &&
			address_fits(criterion->url, page->frames[i].url))
			return true;
	return false;
}

/* ---- all parts ---- */

static const char *missing_value(const struct criterion *criterion, const struct observation *page,
	const struct parameters *values)
{
	for (size_t i = 0; criterion->shown && criterion->shown[i]; i++) {
		const struct parameter *value = parameters_find(values, criterion->shown[i]);
		if (!value || !page_tells_values(page, value->value, value->is_list))
			return value ? value->value : criterion->shown[i];
	}
	return NULL;
}

/* The text that is waited for, with this run's values in it. Heap. */
static char *fill_template(const char *pattern, const struct parameters *values)
{
	struct bytes out;
	bytes_init(&out, SIZE_MAX / 4);
	bytes_append_text(&out, "", NULL);
	while (*pattern) {
		const struct parameter *parameter = NULL;
		const char *close = *pattern == '{' ? strchr(pattern, '}') : NULL;
		if (close) {
			char *name = memory_copy_span(pattern + 1, (size_t)(close - pattern - 1));
			parameter = parameters_find(values, name);
			free(name);
		}
		if (parameter)
			bytes_append_text(&out, parameter->value, NULL);
		else
			bytes_append(&out, pattern, 1, NULL);
		pattern = parameter ? close + 1 : pattern + 1;
	}
	return bytes_take(&out);
}

static char *why_text(const struct criterion *criterion, const struct parameters *values)
{
	char *filled = fill_template(criterion->text, values);
	char *why = memory_format("The page does not show \"%s\".", filled);
	free(filled);
	return why;
}

/* The file that has come says it, where the words say no more than that one has. */
static bool file_says_it(const struct criterion *criterion, bool downloaded)
{
	return criterion->download && downloaded && !strchr(criterion->text, '{');
}

bool criterion_is_affirmed(const struct criterion *criterion, const struct observation *observation,
	const struct parameters *values, bool downloaded)
{
	if (!criterion->proposed || !criterion->text)
		return false;
	return (file_says_it(criterion, downloaded) ||
		       text_is_affirmed(criterion, observation, values)) &&
	       !missing_value(criterion, observation, values) &&
	       (!criterion->url || url_holds(criterion, observation)) &&
	       (!criterion->download || downloaded);
}

bool criterion_holds(const struct criterion *criterion, const struct observation *observation,
	const struct parameters *values, bool downloaded, char **why)
{
	char *reason = NULL;
	const char *missing;
	if (criterion_is_empty(criterion))
		reason = memory_copy_text("There is nothing by which success could be told.");
	else if (criterion->text && !text_holds(criterion, observation, values))
		reason = why_text(criterion, values);
	else if ((missing = missing_value(criterion, observation, values)))
		reason = memory_format("The page does not show \"%s\".", missing);
	else if (criterion->url && !url_holds(criterion, observation))
		reason = memory_format("The address is %s, which is not like %s.", observation->url,
			criterion->url);
	else if (criterion->download && !downloaded)
		reason = memory_copy_text("No download has completed.");
	bool holds = !reason;
	if (why)
		*why = reason;
	else
		free(reason);
	return holds;
}
