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

int execution_text(
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

/* A text being typed. */
struct typing {
	const char *text;
	bool is_secret;
	struct cdp_pending *told; /* the page's word on it, asked for beforehand; or NULL */
};

static int set_field(struct execution *execution, const struct target_point *point,
	const struct typing *typing, struct error *error)
{
	json_t *answer = NULL;
	char *literal = script_literal(typing->text);
	int problem = execution_call(execution, execution->frame, &answer, error, "setField(%u,%s)",
		(unsigned)execution->element->id, literal);
	free(literal);
	if (!problem && !json_bool_at(answer, "accepted", false)) {
		char *subject = execution_subject(execution, execution->element);
		if (typing->is_secret)
			problem = error_set(error, ERROR_INPUT,
				"%s does not take the secret: it wants %s.", subject,
				form_of(point->type));
		else
			problem = error_set(error, ERROR_INPUT,
				"%s does not take '%.80s': it wants %s; there stands '%.80s'.",
				subject, typing->text, form_of(point->type),
				json_text_at(answer, "value", ""));
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

/* Empties the field, which may be selected already. */
static int clear(struct execution *execution, const struct target_point *point, bool by_keys,
	bool leave_selected, struct error *error)
{
	bool empty = point->empty;
	int problem = point->selected && !by_keys ? 0 : select_all(execution, &empty, error);
	if (problem || empty || leave_selected)
		return problem;
	return input_press(execution->tab, "Delete", execution->deadline, error);
}

/* Asked before the field is selected, the page answers with the last event of the input, and not
 * only after the next frame. A secret is not left waiting in the page. */
static void listen_for(struct execution *execution, struct typing *typing)
{
	const char *text = typing->text;
	if (typing->is_secret || !text[0])
		return;
	char *literal = script_literal(text);
	char *expression = memory_format("apprenticePage.awaitTyped(%u,%s,'%s')",
		(unsigned)execution->element->id, literal,
		input_ends_with_key(text) ? "keyup" : "input");
	typing->told = frame_evaluate_start(execution->frame, expression, execution->deadline);
	free(expression);
	free(literal);
}

static void stop_listening(struct typing *typing)
{
	frame_evaluate_drop(typing->told);
	typing->told = NULL;
}

static int compare(
	struct execution *execution, const char *text, json_t **answer, struct error *error)
{
	char *literal = script_literal(text);
	int problem = execution_call(execution, execution->frame, answer, error,
		"compareField(%u,%s)", (unsigned)execution->element->id, literal);
	free(literal);
	return problem;
}

/* What the page said of the field as it took the last event; true if that settles it. */
static bool was_told(struct execution *execution, struct typing *typing, json_t **answer)
{
	bool accepted = false;
	if (frame_evaluate_is_done(typing->told)) {
		frame_evaluate_finish(
			execution->frame, typing->told, execution->deadline, answer, NULL);
		typing->told = NULL;
		accepted = json_bool_at(*answer, "accepted", false);
	}
	if (!accepted) {
		json_decref(*answer);
		*answer = NULL;
	}
	return accepted;
}

static int insert(
	struct execution *execution, struct typing *typing, json_t **answer, struct error *error)
{
	int problem =
		input_enter(execution->tab, typing->text, typing->told, execution->deadline, error);
	if (problem || was_told(execution, typing, answer))
		return problem;
	return compare(execution, typing->text, answer, error);
}

static int type_keys(
	struct execution *execution, const char *text, json_t **answer, struct error *error)
{
	int problem =
		text[0] ? input_type_keys(execution->tab, text, execution->deadline, error) : 0;
	return problem ? problem : compare(execution, text, answer, error);
}

/* Replaces what is in the field; the page's answer says what stands there now. */
static int replace(struct execution *execution, const struct target_point *point,
	struct typing *typing, bool by_keys, json_t **answer, struct error *error)
{
	bool inserts = typing->text[0] && !by_keys;
	int problem = clear(execution, point, by_keys, inserts, error);
	if (problem)
		return problem;
	return inserts ? insert(execution, typing, answer, error)
		       : type_keys(execution, typing->text, answer, error);
}

static void refuse(const struct execution *execution, const struct typing *typing,
	const json_t *answer, struct error *error)
{
	char *subject = execution_subject(execution, execution->element);
	const char *remark = json_text_at(answer, "problem", "");
	if (typing->is_secret)
		error_set(error, ERROR_INPUT, "%s did not take the secret as it is. %s", subject,
			remark);
	else
		error_set(error, ERROR_INPUT,
			"%s did not take '%.100s': there stands '%.100s'.%s%s", subject,
			typing->text, json_text_at(answer, "value", ""), remark[0] ? " " : "",
			remark);
	free(subject);
}

static int type_text(struct execution *execution, const struct target_point *point,
	struct typing *typing, struct error *error)
{
	struct error refused = {0};
	for (int by_keys = 0; by_keys < 2; by_keys++) {
		json_t *answer = NULL;
		int problem = replace(execution, point, typing, by_keys, &answer, error);
		bool accepted = json_bool_at(answer, "accepted", false);
		if (!problem && !accepted)
			refuse(execution, typing, answer, &refused);
		json_decref(answer);
		if (problem || accepted)
			return problem;
	}
	return error_set(error, refused.code, "%s", refused.message);
}

static int prepare_and_type(struct execution *execution, struct typing *typing, struct error *error)
{
	const struct readiness needs = {
		.enabled = true, .editable = true, .guard = true, .typing = true};
	struct target_point point;
	int problem = execution_click(execution, MOUSE_LEFT, 1, &needs, &point, error);
	if (problem)
		return problem;
	typing->is_secret |= point.secret;
	if (is_set_not_typed(point.type))
		return set_field(execution, &point, typing, error);
	return type_text(execution, &point, typing, error);
}

int execute_type(struct execution *execution, struct error *error)
{
	struct typing typing = {0};
	int problem = execution_text(execution, &typing.text, &typing.is_secret, error);
	if (problem)
		return problem;
	listen_for(execution, &typing);
	problem = prepare_and_type(execution, &typing, error);
	stop_listening(&typing);
	return problem;
}
