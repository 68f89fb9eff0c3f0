/*
 * field.c - typing, choosing, checking, uploading: what is then in the field is read back.
 *
 * Text is inserted as one edit, but for its last character, which is typed by keys, so that pages
 * that listen to keys notice; if the field then holds something else, all of it is typed by keys.
 */
#include "action/execution.h"

#include "action/values.h"
#include "base/memory.h"
#include "base/secrets.h"
#include "base/text.h"
#include "base/url.h"

#include <stdlib.h>
#include <string.h>

enum { CHECK_MS = 1000 }; /* for a checkbox to show that it was clicked */

/* A placeholder becomes the secret's value here, at the last moment; *text is borrowed. */
static int resolve(
	struct execution *execution, const char **text, bool *is_secret, struct error *error)
{
	const struct execute_options *options = execution->options;
	const char *name;
	size_t length;
	*text = execution->action->value;
	*is_secret = secret_placeholder_parse(*text, &name, &length);
	if (!*is_secret)
		return 0;
	if (!options->secrets)
		return error_set(error, ERROR_NOT_FOUND,
			"No secrets were given, but the action needs \"%.*s\".", (int)length, name);
	char *secret_name = memory_copy_span(name, length);
	char *host = url_host(frame_url(execution->frame));
	int problem = secrets_find(
		options->secrets, secret_name, options->secret_host, host, text, error);
	free(secret_name);
	free(host);
	return problem;
}

static bool is_set_not_typed(const char *type)
{
	static const char *const types[] = {
		"date", "time", "month", "week", "datetime-local", "color", "range"};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(type, types[i]) == 0)
			return true;
	return false;
}

static const char *form_of(const char *type)
{
	static const struct {
		const char *type, *form;
	} forms[] = {{"date", "YYYY-MM-DD"}, {"time", "HH:MM"}, {"month", "YYYY-MM"},
		{"week", "YYYY-Www"}, {"datetime-local", "YYYY-MM-DDTHH:MM"}, {"color", "#rrggbb"}};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (strcmp(type, forms[i].type) == 0)
			return forms[i].form;
	return "a number within its range";
}

static int set_field(struct execution *execution, const struct target_point *point,
	const char *text, struct error *error)
{
	json_t *answer = NULL;
	char *literal = script_literal(text);
	int problem = execution_call(execution, execution->frame, &answer, error, "setField(%u,%s)",
		(unsigned)execution->element->id, literal);
	free(literal);
	if (!problem && !json_bool_at(answer, "accepted", false)) {
		char *subject = execution_subject(execution, execution->element);
		problem = error_set(error, ERROR_INPUT,
			"%s does not take '%.80s': it wants %s; there stands '%.80s'.", subject,
			text, form_of(point->type), json_text_at(answer, "value", ""));
		free(subject);
	}
	json_decref(answer);
	return problem;
}

static int select_all(struct execution *execution, bool *empty, struct error *error)
{
	json_t *answer = NULL;
	int problem = execution_call(execution, execution->frame, &answer, error, "selectAll(%u)",
		(unsigned)execution->element->id);
	*empty = json_bool_at(answer, "empty", false);
	if (!problem && !json_bool_at(answer, "focused", false)) {
		char *subject = execution_subject(execution, execution->element);
		problem = error_set(error, ERROR_BLOCKED, "%s does not take the focus.", subject);
		free(subject);
	}
	json_decref(answer);
	return problem;
}

/* Where the last character begins; 0 if it is none that a key gives. */
static size_t last_key(const char *text)
{
	size_t length = strlen(text);
	bool is_key = length && text[length - 1] >= ' ' && (unsigned char)text[length - 1] < 0x7f;
	return is_key ? length - 1 : length;
}

static int insert(struct execution *execution, const char *text, struct error *error)
{
	size_t split = last_key(text);
	char *start = memory_copy_span(text, split);
	int problem = 0;
	if (start[0])
		problem = input_insert_text(execution->tab, start, execution->deadline, error);
	if (!problem && text[split])
		problem = input_type_keys(execution->tab, text + split, execution->deadline, error);
	free(start);
	return problem;
}

/* Replaces the content of the field, which may be selected already. */
static int replace(struct execution *execution, const struct target_point *point, const char *text,
	bool by_keys, struct error *error)
{
	bool empty = point->empty;
	int problem = point->selected && !by_keys ? 0 : select_all(execution, &empty, error);
	if (problem)
		return problem;
	if (!empty && (by_keys || !text[0]))
		problem = input_press(execution->tab, "Delete", execution->deadline, error);
	if (problem || !text[0])
		return problem;
	if (by_keys)
		return input_type_keys(execution->tab, text, execution->deadline, error);
	return insert(execution, text, error);
}

/* > 0: the field holds what was asked; 0: it does not, and the error says so. */
static int compare(
	struct execution *execution, const char *text, bool is_secret, struct error *error)
{
	json_t *answer = NULL;
	char *literal = script_literal(text);
	int problem = execution_call(execution, execution->frame, &answer, error,
		"compareField(%u,%s)", (unsigned)execution->element->id, literal);
	free(literal);
	if (problem)
		return problem;
	bool accepted = json_bool_at(answer, "accepted", false);
	if (!accepted) {
		char *subject = execution_subject(execution, execution->element);
		const char *remark = json_text_at(answer, "problem", "");
		if (is_secret)
			error_set(error, ERROR_INPUT, "%s did not take the secret as it is. %s",
				subject, remark);
		else
			error_set(error, ERROR_INPUT,
				"%s did not take '%.100s': there stands '%.100s'.%s%s", subject,
				text, json_text_at(answer, "value", ""), remark[0] ? " " : "",
				remark);
		free(subject);
	}
	json_decref(answer);
	return accepted;
}

static int type_text(struct execution *execution, const struct target_point *point,
	const char *text, bool is_secret, struct error *error)
{
	struct error refused = {0};
	int outcome = 0;
	for (int by_keys = 0; by_keys < 2 && outcome == 0; by_keys++) {
		int problem = replace(execution, point, text, by_keys, error);
		if (problem)
			return problem;
		outcome = compare(execution, text, is_secret, &refused);
	}
	return outcome > 0 ? 0 : error_set(error, refused.code, "%s", refused.message);
}

int execute_type(struct execution *execution, struct error *error)
{
	const struct readiness needs = {
		.enabled = true, .editable = true, .guard = true, .typing = true};
	struct target_point point;
	const char *text;
	bool is_secret;
	int problem = resolve(execution, &text, &is_secret, error);
	if (!problem)
		problem = execution_click(execution, MOUSE_LEFT, 1, &needs, &point, error);
	if (problem)
		return problem;
	if (is_set_not_typed(point.type))
		return set_field(execution, &point, text, error);
	return type_text(execution, &point, text, is_secret || point.secret, error);
}
