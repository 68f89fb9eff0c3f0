/*
 * parameters.h - what varies between one doing of a task and the next.
 *
 * A parameter is a named value that the person typed or chose and that the goal names: in
 * "Book Blue for Monday, 3 people" they are room=Blue, day=Monday, people=3. A new goal of the
 * same form binds new values to them; so do explicit `--param name=value` settings, which win.
 *
 * A list parameter holds several values of one kind ("A, B and C"), whose steps repeat.
 */
#ifndef TRAJECTORY_PARAMETERS_H
#define TRAJECTORY_PARAMETERS_H

#include "base/error.h"
#include "base/json.h"

#include <stdbool.h>
#include <stddef.h>

struct parameter {
	char *name;   /* safe as a word: lower case, digits, '_' */
	char *value;  /* as it stands in the goal */
	char *field;  /* the label of the field or control it went into; "" */
	bool is_list; /* value holds several, as the goal words them: "A, B and C" */
};

struct parameters {
	struct parameter *items;
	size_t count;
};

void parameters_init(struct parameters *parameters);
void parameters_release(struct parameters *parameters);
int parameters_add(struct parameters *parameters, const char *name, const char *value,
	const char *field, bool is_list, struct error *error); /* USAGE: bad or duplicate name */
const struct parameter *parameters_find(const struct parameters *parameters, const char *name);
json_t *parameters_to_json(const struct parameters *parameters);
int parameters_from_json(struct parameters *parameters, const json_t *value, struct error *error);

void parameters_copy(struct parameters *copy, const struct parameters *parameters);
/* A name in the safe form from a label: "Number of guests *" -> number_of_guests; heap text,
 * `fallback` when nothing is left of the label. */
char *parameter_name_new(const char *label, const char *fallback);

/* "name=value" as given on the command line; splits at the first '='. USAGE with the form. */
int parameters_parse_setting(
	struct parameters *parameters, const char *setting, struct error *error);

/*
 * The values of a new run, and the words that changed with them. `parameters` has the same names
 * as the demonstration's, with this run's values; `replacements` maps each text of the
 * demonstration that stood for a value to this run's, longest first; a value stands for all its
 * forms (value.h), so a date is replaced in every style.
 */
struct replacement {
	char *from, *to;
	int parameter; /* index; -1: words of the goal that changed but are no parameter */
};

struct binding {
	char *goal; /* this run's goal, complete */
	struct parameters parameters;
	struct replacement *replacements;
	size_t replacement_count;
	/* Words of either goal that the other lacks, also as synonyms, and that are no values: the
	 * demonstration does not say what to do about them, so a proposed criterion cannot verify this
	 * run. For people, by ", "; owned; "" if there are none. */
	char *unexplained;
};

void binding_release(struct binding *binding);

/* goal NULL: the demonstration's, with the settings put in. The goal is aligned with the
 * demonstration's as a template: its words between the values, punctuation included (goal.h).
 * USAGE: a setting that names no parameter (lists the names), a goal whose values cannot be found
 * (says which, and that --param can give them), or a value that is no date where one is needed. */
int binding_make(struct binding *binding, const char *demonstration_goal,
	const struct parameters *demonstrated, const char *goal, const struct parameters *settings,
	struct error *error);

/* Text of the demonstration -> text of this run: whole-word replacements, case kept, dates
 * rewritten in the style that the text uses. Words of the goal that are no parameter replace only
 * a text that consists of nothing else. Heap text, always; *changed (may be NULL) says whether
 * anything was replaced. binding NULL replaces nothing. */
char *binding_apply(const struct binding *binding, const char *text, bool *changed);
/* The same for a text that goes into, or stands in, the control with this label: of two parameters
 * with the same old value, the one that belongs to it is meant. */
char *binding_apply_to_field(
	const struct binding *binding, const char *text, const char *field, bool *changed);

/* The items of a list value: "A, B and C" -> {A, B, C}. Owned NULL-terminated array. */
char **list_value_split(const char *value);
void list_value_free(char **items);
size_t list_value_count(char *const *items);

/* Parameters proposed at the end of a recording: values of type/select/check/click steps that the
 * goal contains, named after their fields ("Number of guests" -> number_of_guests), in goal
 * order; runs of like steps over consecutive goal items become one list parameter. */
struct trajectory;
int parameters_propose(
	struct parameters *parameters, const struct trajectory *trajectory, struct error *error);

#endif
