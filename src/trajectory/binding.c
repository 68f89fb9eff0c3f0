#include "base/bytes.h"
#include "base/memory.h"
#include "base/text.h"
#include "trajectory/goal.h"
#include "trajectory/parameters.h"
#include "trajectory/value.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GOAL_MAXIMUM_BYTES = 100000 };

void binding_release(struct binding *binding)
{
	for (size_t i = 0; i < binding->replacement_count; i++) {
		free(binding->replacements[i].from);
		free(binding->replacements[i].to);
	}
	free(binding->replacements);
	free(binding->unexplained);
	free(binding->goal);
	parameters_release(&binding->parameters);
	*binding = (struct binding){0};
}

/* ---- settings ---- */

static int unknown_setting(
	const char *name, const struct parameters *parameters, struct error *error)
{
	struct bytes names;
	bytes_init(&names, 512);
	for (size_t i = 0; i < parameters->count; i++)
		bytes_format(&names, NULL, "%s%s", i ? ", " : "", parameters->items[i].name);
	int rc = names.length == 0
			 ? error_set(error, ERROR_USAGE,
				   "The task has no parameter '%s'; it has none at all.", name)
			 : error_set(error, ERROR_USAGE,
				   "The task has no parameter '%s'; its parameters are: %s.", name,
				   names.data);
	bytes_release(&names);
	return rc;
}

static int check_settings(const struct parameters *parameters, const struct parameters *settings,
	bool *given, struct error *error)
{
	for (size_t i = 0; settings && i < settings->count; i++) {
		const char *name = settings->items[i].name;
		const struct parameter *known = parameters_find(parameters, name);
		if (!known)
			return unknown_setting(name, parameters, error);
		given[known - parameters->items] = true;
	}
	return 0;
}

static void set_value(struct parameter *parameter, const char *value, size_t length)
{
	char *copy = memory_copy_span(value, length);
	free(parameter->value);
	parameter->value = copy;
}

static void apply_settings(struct parameters *parameters, const struct parameters *settings)
{
	for (size_t i = 0; settings && i < settings->count; i++) {
		const struct parameter *setting = &settings->items[i];
		for (size_t j = 0; j < parameters->count; j++)
			if (strcmp(setting->name, parameters->items[j].name) == 0)
				set_value(&parameters->items[j], setting->value,
					strlen(setting->value));
	}
}

/* ---- the goal ---- */

/* The goal with the texts of the slots of given parameters replaced by their values. Heap. */
static char *fill_slots(const char *goal, const struct goal_slot *slots, size_t count,
	const struct parameters *parameters, const bool *given)
{
	struct bytes out;
	size_t at = 0;
	bytes_init(&out, SIZE_MAX / 4);
	for (size_t i = 0; i < count; i++) {
		if (!given[slots[i].parameter])
			continue;
		bytes_append(&out, goal + at, slots[i].start - at, NULL);
		bytes_append_text(&out, parameters->items[slots[i].parameter].value, NULL);
		at = slots[i].start + slots[i].length;
	}
	bytes_append_text(&out, goal + at, NULL);
	return bytes_take(&out);
}

static void keep_goal(struct binding *binding, const char *demonstration_goal,
	const struct parameters *demonstrated, const struct parameters *settings, const bool *given)
{
	size_t count;
	struct goal_slot *slots = goal_slots_find(demonstration_goal, demonstrated, &count);
	apply_settings(&binding->parameters, settings);
	binding->goal = fill_slots(demonstration_goal, slots, count, &binding->parameters, given);
	free(slots);
}

static bool has_slot(const struct goal_slot *slots, size_t count, size_t parameter)
{
	for (size_t i = 0; i < count; i++)
		if (slots[i].parameter == (int)parameter)
			return true;
	return false;
}

/* The names of the parameters that the demonstration's goal has and the new one does not show. */
static char *missing_names(const char *demonstration_goal, const struct parameters *demonstrated,
	const struct goal_match *match, const bool *given)
{
	struct bytes names;
	size_t count;
	struct goal_slot *slots = goal_slots_find(demonstration_goal, demonstrated, &count);
	bytes_init(&names, 512);
	for (size_t i = 0; i < demonstrated->count; i++) {
		bool missing =
			has_slot(slots, count, i) && !given[i] &&
			(!match->trustworthy || !has_slot(match->slots, match->slot_count, i));
		if (missing)
			bytes_format(&names, NULL, "%s%s", names.length ? ", " : "",
				demonstrated->items[i].name);
	}
	free(slots);
	return bytes_take(&names);
}

static int check_missing(const char *demonstration_goal, const struct parameters *demonstrated,
	const struct goal_match *match, const bool *given, struct error *error)
{
	char *names = missing_names(demonstration_goal, demonstrated, match, given);
	int rc = 0;
	if (*names) {
		int first = (int)strcspn(names, ",");
		rc = error_set(error, ERROR_USAGE,
			"The goal does not say, in the way of the demonstration's (\"%.200s\"), "
			"what %s is: word it alike, or add --param %.*s=VALUE.",
			demonstration_goal, names, first, names);
	}
	free(names);
	return rc;
}

static int read_goal(struct binding *binding, const char *demonstration_goal,
	const struct parameters *demonstrated, const char *goal, const struct parameters *settings,
	const bool *given, struct goal_match *match, struct error *error)
{
	int rc = goal_align(match, demonstration_goal, demonstrated, given, goal, error);
	if (rc)
		return rc;
	rc = check_missing(demonstration_goal, demonstrated, match, given, error);
	if (rc)
		return rc;
	for (size_t i = match->slot_count; i-- > 0;)
		set_value(&binding->parameters.items[match->slots[i].parameter],
			goal + match->slots[i].start, match->slots[i].length);
	apply_settings(&binding->parameters, settings);
	binding->goal =
		fill_slots(goal, match->slots, match->slot_count, &binding->parameters, given);
	return 0;
}

/* ---- replacements ---- */

static void add_replacement(
	struct binding *binding, const char *from, const char *to, int parameter)
{
	if (text_is_blank(from) || strcmp(from, to) == 0)
		return;
	binding->replacements = memory_resize(binding->replacements, binding->replacement_count + 1,
		sizeof(*binding->replacements));
	binding->replacements[binding->replacement_count++] =
		(struct replacement){memory_copy_text(from), memory_copy_text(to), parameter};
}

/* "Blue Room" as addresses write it: with '-', '_', '+' or "%20" for blanks, in lower case. */
static void add_slug(struct binding *binding, const struct replacement *whole, const char *joint)
{
	char *slugs[2];
	const char *texts[2] = {whole->from, whole->to};
	for (size_t i = 0; i < 2; i++) {
		struct bytes slug;
		bytes_init(&slug, SIZE_MAX / 4);
		for (const char *c = texts[i]; *c; c++) {
			char lower = (char)tolower((unsigned char)*c);
			if (*c == ' ')
				bytes_append_text(&slug, joint, NULL);
			else
				bytes_append(&slug, &lower, 1, NULL);
		}
		slugs[i] = bytes_take(&slug);
	}
	add_replacement(binding, slugs[0], slugs[1], whole->parameter);
	free(slugs[0]);
	free(slugs[1]);
}

static void add_number_forms(
	struct binding *binding, const char *from, const char *to, int parameter)
{
	long before, now;
	char digits[2][24];
	if (!value_number(from, &before) || !value_number(to, &now))
		return;
	snprintf(digits[0], sizeof(digits[0]), "%ld", before);
	snprintf(digits[1], sizeof(digits[1]), "%ld", now);
	add_replacement(binding, digits[0], digits[1], parameter);
}

static void add_items(struct binding *binding, const char *from, const char *to, int parameter)
{
	char **before = list_value_split(from), **now = list_value_split(to);
	for (size_t i = 0; before[i] && now[i]; i++)
		add_replacement(binding, before[i], now[i], parameter);
	list_value_free(before);
	list_value_free(now);
}

static void add_parameter(struct binding *binding, const struct parameter *before, size_t index)
{
	static const char *const joints[] = {"-", "_", "+", "%20"};
	const struct parameter *now = &binding->parameters.items[index];
	int parameter = (int)index;
	if (value_equal(before->value, now->value))
		return;
	struct replacement whole = {before->value, now->value, parameter};
	add_number_forms(binding, before->value, now->value, parameter);
	add_replacement(binding, before->value, now->value, parameter);
	for (size_t i = 0; strchr(before->value, ' ') && i < 4; i++)
		add_slug(binding, &whole, joints[i]);
	if (before->is_list)
		add_items(binding, before->value, now->value, parameter);
}

static int compare_replacements(const void *a, const void *b)
{
	const struct replacement *left = a, *right = b;
	size_t x = strlen(left->from), y = strlen(right->from);
	if (x != y)
		return x > y ? -1 : 1;
	return left->parameter < right->parameter ? -1 : left->parameter > right->parameter;
}

/* The new value says all that the old one did: a day for a day, a month at least for a month. */
static bool can_stand_for(const char *before, const char *now)
{
	struct date old, new;
	if (!value_date(before, &old) || old.year == 0)
		return true;
	return value_date(now, &new) && (new.day || !old.day);
}

static int check_dates(
	const struct parameters *demonstrated, const struct parameters *now, struct error *error)
{
	for (size_t i = 0; i < now->count; i++) {
		const struct parameter *before = &demonstrated->items[i];
		if (can_stand_for(before->value, now->items[i].value))
			continue;
		return error_set(error, ERROR_USAGE,
			"'%s' is no date that can stand for %s ('%s'): write it like "
			"'12 May 2027' or '2027-05-12', in the goal or as --param %s=DATE.",
			now->items[i].value, before->name, before->value, before->name);
	}
	return 0;
}

static void make_replacements(struct binding *binding, const struct parameters *demonstrated,
	const struct goal_match *match)
{
	for (size_t i = 0; i < demonstrated->count; i++)
		add_parameter(binding, &demonstrated->items[i], i);
	for (size_t i = 0; match->trustworthy && i < match->change_count; i++)
		add_replacement(binding, match->changes[i].from, match->changes[i].to, -1);
	if (binding->replacement_count > 0)
		qsort(binding->replacements, binding->replacement_count,
			sizeof(*binding->replacements), compare_replacements);
}

int binding_make(struct binding *binding, const char *demonstration_goal,
	const struct parameters *demonstrated, const char *goal, const struct parameters *settings,
	struct error *error)
{
	struct goal_match match = {0};
	bool *given = memory_new(demonstrated->count, sizeof(*given));
	*binding = (struct binding){0};
	parameters_copy(&binding->parameters, demonstrated);
	int rc = check_settings(demonstrated, settings, given, error);
	if (rc)
		goto out;
	if (goal && strlen(goal) > GOAL_MAXIMUM_BYTES) {
		rc = error_set(error, ERROR_USAGE, "The goal is longer than %d bytes: shorten it.",
			GOAL_MAXIMUM_BYTES);
		goto out;
	}
	if (goal && !text_equal_normalized(goal, demonstration_goal))
		rc = read_goal(binding, demonstration_goal, demonstrated, goal, settings, given,
			&match, error);
	else
		keep_goal(binding, demonstration_goal, demonstrated, settings, given);
	if (rc == 0)
		rc = check_dates(demonstrated, &binding->parameters, error);
	if (rc == 0) {
		make_replacements(binding, demonstrated, &match);
		binding->unexplained = memory_copy_text(match.unexplained ? match.unexplained : "");
	}
out:
	goal_match_release(&match);
	free(given);
	if (rc)
		binding_release(binding);
	return rc;
}
