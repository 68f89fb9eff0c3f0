#include "trajectory/data_words.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "base/text.h"
#include "trajectory/tokens.h"
#include "trajectory/value.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct judge {
	const struct trajectory *trajectory;
	const struct lexicon *lexicon;
};

/* Calls `visit` with each element of the recorded pages until it returns true. */
static bool any_element(const struct judge *judge,
	bool (*visit)(const struct element *element, void *context), void *context)
{
	for (size_t i = 0; i < judge->trajectory->step_count; i++) {
		const struct observation *page = judge->trajectory->steps[i].observation;
		for (size_t j = 0; page && j < page->element_count; j++)
			if (visit(&page->elements[j], context))
				return true;
	}
	return false;
}

static bool text_has_word(const char *text, const char *match)
{
	struct tokens tokens;
	bool has = false;
	tokens_split(&tokens, text);
	for (size_t i = 0; i < tokens.count && !has; i++)
		has = tokens.items[i].kind == TOKEN_WORD &&
		      strcmp(tokens.items[i].match, match) == 0;
	tokens_release(&tokens);
	return has;
}

/* Buttons and fields are called by what they do, other things by what they are. */
static bool is_named_as_data(const struct element *element)
{
	static const char *const roles[] = {"link", "cell", "gridcell", "row", "option", "listitem",
		"treeitem", "radio", "checkbox", "article", "image"};
	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (strcmp(element->role, roles[i]) == 0)
			return true;
	return false;
}

static bool has_word_as_data(const struct element *element, void *context)
{
	const char *match = context;
	if (!is_named_as_data(element) && strcmp(element->role, "heading") != 0)
		return false;
	return strcasestr(element->name, match) && text_has_word(element->name, match);
}

static bool names_a_thing(const struct judge *judge, char *match)
{
	return any_element(judge, has_word_as_data, match);
}

static bool is_interface_word(const struct judge *judge, const char *match)
{
	return word_is_function_word(match) || label_is_interface_language(judge->lexicon, match);
}

static bool begins_with_capital(const char *text)
{
	const char *cursor = text;
	uint32_t first = text_next(&cursor, text + strlen(text));
	return text_fold_character(first) != first;
}

static bool is_data(const struct judge *judge, const char *word, bool first_of_sentence)
{
	char *match = text_normalize(word);
	bool data =
		*match && !is_interface_word(judge, match) &&
		!text_has_word(judge->trajectory->goal, match) &&
		((begins_with_capital(word) && !first_of_sentence) || names_a_thing(judge, match));
	free(match);
	return data;
}

/* The letters of a stretch between blanks, without the marks around them. */
static char *core_of(const char *stretch, size_t length, size_t *start, size_t *end)
{
	*start = 0;
	*end = length;
	while (*start < *end && ispunct((unsigned char)stretch[*start]))
		++*start;
	while (*end > *start && ispunct((unsigned char)stretch[*end - 1]))
		--*end;
	return memory_copy_span(stretch + *start, *end - *start);
}

static bool ends_with_star(const struct bytes *out)
{
	size_t end = out->length;
	while (end > 0 && out->data[end - 1] == ' ')
		end--;
	return end > 0 && out->data[end - 1] == '*';
}

/* "* *" says no more than "*". */
static void append_star(struct bytes *out)
{
	if (!ends_with_star(out)) {
		bytes_append_text(out, "*", NULL);
		return;
	}
	while (out->data[out->length - 1] == ' ')
		out->data[--out->length] = 0;
}

static bool append_stretch(struct bytes *out, const struct judge *judge, const char *stretch,
	size_t length, bool first)
{
	size_t start, end;
	char *core = core_of(stretch, length, &start, &end);
	bool hole = memchr(stretch, '{', length) || memchr(stretch, '*', length);
	bool lone_star = length == 1 && *stretch == '*';
	if (lone_star || (!hole && is_data(judge, core, first))) {
		append_star(out);
		bytes_append(out, stretch + end, lone_star ? 0 : length - end, NULL);
	} else {
		bytes_append(out, stretch, length, NULL);
	}
	free(core);
	return strchr(".!?:", stretch[length - 1]) != NULL;
}

static char *star_words(const struct judge *judge, const char *template_text)
{
	struct bytes out;
	bool first = true;
	bytes_init(&out, SIZE_MAX / 4);
	bytes_append_text(&out, "", NULL);
	while (*template_text) {
		size_t length = strcspn(template_text, " ");
		if (length > 0)
			first = append_stretch(&out, judge, template_text, length, first);
		template_text += length;
		if (*template_text)
			bytes_append(&out, template_text++, 1, NULL);
	}
	return bytes_take(&out);
}

/* ---- whole names of options ---- */

struct phrase_search {
	const struct judge *judge;
	const char *text;
	size_t start, length; /* of the longest name found */
};

/* What the person chose in the demonstration belongs to the task. */
static bool was_chosen(const struct judge *judge, const char *name)
{
	for (size_t i = 0; i < judge->trajectory->step_count; i++) {
		const struct step *step = &judge->trajectory->steps[i];
		if (step->action.kind == ACTION_SELECT && value_is_in(step->action.value, name))
			return true;
		if (step->action.kind == ACTION_CHECK && step->target &&
			text_equal_normalized(step->target->name, name))
			return true;
	}
	return false;
}

static void consider_phrase(struct phrase_search *search, const char *name)
{
	size_t start, length;
	if (!strchr(name, ' ') || value_is_in(search->judge->trajectory->goal, name) ||
		!value_find_literal(search->text, 0, name, &start, &length))
		return;
	if (length > search->length && !was_chosen(search->judge, name)) {
		search->start = start;
		search->length = length;
	}
}

static bool consider_element(const struct element *element, void *context)
{
	if (element->operations & OPERATION_CHECK)
		consider_phrase(context, element->name);
	for (size_t i = 0; i < element->option_count; i++)
		consider_phrase(context, element->options[i].label);
	return false;
}

/* What joins the items of an enumeration: ", ", " and ". */
static size_t joint_length(const char *text)
{
	static const char *const joints[] = {" and ", ", and ", ", "};
	for (size_t i = 0; i < 3; i++)
		if (strncmp(text, joints[i], strlen(joints[i])) == 0)
			return strlen(joints[i]);
	return 0;
}

/* The stretch with the slot and joint behind it or before it, if it is an item beside a value. */
static void widen(struct phrase_search *search)
{
	const char *text = search->text;
	size_t end = search->start + search->length, joint = joint_length(text + end);
	if (joint && text[end + joint] == '{' && strchr(text + end + joint, '}'))
		search->length = (size_t)(strchr(text + end, '}') + 1 - text) - search->start;
	for (size_t at = 1; at <= search->start && at <= 6; at++) {
		size_t from = search->start - at;
		if (joint_length(text + from) != at || from == 0 || text[from - 1] != '}')
			continue;
		while (from > 0 && text[from] != '{')
			from--;
		search->length += search->start - from;
		search->start = from;
		return;
	}
}

static char *star_phrases(const struct judge *judge, const char *template_text)
{
	char *text = memory_copy_text(template_text);
	for (;;) {
		struct phrase_search search = {.judge = judge, .text = text};
		any_element(judge, consider_element, &search);
		if (search.length == 0)
			return text;
		widen(&search);
		char *starred = memory_format(
			"%.*s*%s", (int)search.start, text, text + search.start + search.length);
		free(text);
		text = starred;
	}
}

char *data_words_star(const char *template_text, const struct trajectory *trajectory,
	const struct lexicon *lexicon)
{
	const struct judge judge = {trajectory, lexicon};
	char *without_options = star_phrases(&judge, template_text);
	char *starred = star_words(&judge, without_options);
	free(without_options);
	return starred;
}
