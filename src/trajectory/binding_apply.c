#include "base/bytes.h"
#include "base/memory.h"
#include "base/secrets.h"
#include "base/text.h"
#include "trajectory/parameters.h"
#include "trajectory/tokens.h"
#include "trajectory/value.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Where a replacement applies next. */
struct hit {
	const struct replacement *replacement; /* NULL: nowhere */
	size_t start, length;
	bool in_field; /* it is the parameter of the field that the text belongs to */
};

static bool is_better(const struct hit *hit, const struct hit *best)
{
	if (!best->replacement || hit->start != best->start)
		return !best->replacement || hit->start < best->start;
	if (hit->length != best->length)
		return hit->length > best->length;
	return hit->in_field && !best->in_field;
}

static struct hit next_hit(
	const struct binding *binding, const char *text, size_t from, const char *field)
{
	struct hit best = {0};
	for (size_t i = 0; i < binding->replacement_count; i++) {
		struct hit hit = {.replacement = &binding->replacements[i]};
		int parameter = hit.replacement->parameter;
		if (parameter < 0 ||
			!value_find(text, from, hit.replacement->from, &hit.start, &hit.length))
			continue;
		hit.in_field = field && text_equal_normalized(
						field, binding->parameters.items[parameter].field);
		if (is_better(&hit, &best))
			best = hit;
	}
	return best;
}

/* ---- how the new value is written ---- */

struct letters {
	size_t upper, lower;
};

static struct letters count_letters(const char *text, size_t length)
{
	struct letters letters = {0};
	const char *end = text + length;
	while (text < end) {
		uint32_t character = text_next(&text, end);
		if (character_kind(character) != CHARACTER_LETTER)
			continue;
		bool upper = text_fold_character(character) != character;
		letters.upper += upper;
		letters.lower += !upper;
	}
	return letters;
}

static void append_folded(struct bytes *out, const char *text)
{
	const char *end = text + strlen(text);
	while (text < end) {
		char encoded[4];
		size_t length = text_encode(text_fold_character(text_next(&text, end)), encoded);
		bytes_append(out, encoded, length, NULL);
	}
}

static void append_upper(struct bytes *out, const char *text)
{
	for (; *text; text++) {
		char upper = (char)toupper((unsigned char)*text);
		bytes_append(out, &upper, 1, NULL);
	}
}

/* A text that shouts the old value shouts the new one; one that writes it small writes it small. */
static void append_in_case(
	struct bytes *out, const struct replacement *replacement, const char *text, size_t length)
{
	struct letters before = count_letters(replacement->from, strlen(replacement->from));
	struct letters there = count_letters(text, length);
	if (there.upper > 1 && there.lower == 0 && before.lower > 0)
		append_upper(out, replacement->to);
	else if (there.lower > 0 && there.upper == 0 && before.upper > 0)
		append_folded(out, replacement->to);
	else
		bytes_append_text(out, replacement->to, NULL);
}

static bool is_weekday_of(const struct date *date, const char *word, size_t length)
{
	const char *name = date_weekday_name(date_weekday(date));
	return (length == strlen(name) || length == 3) && strncasecmp(word, name, length) == 0;
}

/* "Wed, " before a date that was just replaced becomes the new date's day of the week. */
static void fix_weekday(struct bytes *out, const struct date *before, const struct date *now)
{
	size_t end = out->length;
	while (end > 0 && strchr(" ,.", out->data[end - 1]))
		end--;
	size_t start = end;
	while (start > 0 && isalpha((unsigned char)out->data[start - 1]))
		start--;
	if (start == end || !is_weekday_of(before, out->data + start, end - start))
		return;
	char *tail = memory_copy_span(out->data + end, out->length - end);
	size_t length = end - start;
	const char *name = date_weekday_name(date_weekday(now));
	out->length = start;
	bytes_append(out, name, length == 3 ? 3 : strlen(name), NULL);
	bytes_append_text(out, tail, NULL);
	free(tail);
}

static void append_date(struct bytes *out, const struct date *before, struct date now,
	const char *text, size_t length)
{
	char written[DATE_TEXT_SIZE];
	if (now.year == 0)
		now.year = before->year;
	if (before->year && now.year && before->day && now.day)
		fix_weekday(out, before, &now);
	date_format_like(text, length, before, &now, written);
	bytes_append_text(out, written, NULL);
}

/* In an address blanks are written "%20". */
static void append_in_address(struct bytes *out, const char *text)
{
	for (; *text; text++)
		bytes_append(out, *text == ' ' ? "%20" : text, *text == ' ' ? 3 : 1, NULL);
}

static void append_value(struct bytes *out, const struct hit *hit, const char *text)
{
	const struct replacement *replacement = hit->replacement;
	struct date before, now;
	if (value_date(replacement->from, &before) && value_date(replacement->to, &now))
		append_date(out, &before, now, text + hit->start, hit->length);
	else if (strstr(text, "://"))
		append_in_address(out, replacement->to);
	else
		append_in_case(out, replacement, text + hit->start, hit->length);
}

/* A text that is nothing but words of the goal that changed without being a value. */
static const struct replacement *whole_replacement(const struct binding *binding, const char *text)
{
	for (size_t i = 0; i < binding->replacement_count; i++)
		if (binding->replacements[i].parameter < 0 &&
			text_equal_normalized(text, binding->replacements[i].from))
			return &binding->replacements[i];
	return NULL;
}

static char *replace_values(
	const struct binding *binding, const char *text, const char *field, bool *changed)
{
	struct bytes out;
	size_t at = 0;
	struct hit hit;
	bytes_init(&out, SIZE_MAX / 4);
	bytes_append_text(&out, "", NULL);
	while ((hit = next_hit(binding, text, at, field)).replacement) {
		bytes_append(&out, text + at, hit.start - at, NULL);
		append_value(&out, &hit, text);
		at = hit.start + hit.length;
	}
	*changed = at > 0;
	bytes_append_text(&out, text + at, NULL);
	return bytes_take(&out);
}

char *binding_apply_to_field(
	const struct binding *binding, const char *text, const char *field, bool *changed)
{
	const char *secret;
	size_t secret_length;
	bool ignored;
	changed = changed ? changed : &ignored;
	*changed = false;
	if (!binding || secret_placeholder_parse(text, &secret, &secret_length))
		return memory_copy_text(text);
	char *replaced = replace_values(binding, text, field, changed);
	const struct replacement *whole = *changed ? NULL : whole_replacement(binding, text);
	if (!whole)
		return replaced;
	free(replaced);
	*changed = true;
	return memory_copy_text(whole->to);
}

char *binding_apply(const struct binding *binding, const char *text, bool *changed)
{
	return binding_apply_to_field(binding, text, NULL, changed);
}
