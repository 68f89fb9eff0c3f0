/*
 * choose.c - selects, checkboxes and files: what is chosen is read back.
 */
#include "action/execution.h"

#include "action/values.h"
#include "base/file.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { CHECK_MS = 1000, PATHS_MAXIMUM = 32 };

/* Which option a secret names is not told, nor what stands there instead. */
static int refuse_secret(
	const struct execution *execution, const json_t *answer, struct error *error)
{
	bool missing = json_at(answer, "problem") != NULL;
	char *subject = execution_subject(execution, execution->element);
	int code = error_set(error, missing ? ERROR_NOT_FOUND : ERROR_INPUT,
		missing ? "%s has no such option as the secret names."
			: "%s did not keep the option that the secret names.",
		subject);
	free(subject);
	return code;
}

static int no_such_option(
	const struct execution *execution, const json_t *answer, struct error *error)
{
	const json_t *labels = json_at(answer, "labels");
	struct bytes list;
	bytes_init(&list, 400);
	for (size_t i = 0; i < json_array_size(labels); i++)
		bytes_format(&list, NULL, "%s'%s'", i ? ", " : "",
			json_string_value(json_array_get(labels, i)));
	bool more = (size_t)json_integer_at(answer, "total", 0) > json_array_size(labels);
	char *subject = execution_subject(execution, execution->element);
	int code;
	if (strcmp(json_text_at(answer, "problem", ""), "disabled") == 0)
		code = error_set(error, ERROR_BLOCKED,
			"%s has the option '%.100s', but it is disabled.", subject,
			json_text_at(answer, "what", ""));
	else
		code = error_set(error, ERROR_NOT_FOUND, "%s has no option '%.100s'; it has %s%s.",
			subject, json_text_at(answer, "what", ""), list.length ? list.data : "none",
			more ? " and more" : "");
	free(subject);
	bytes_release(&list);
	return code;
}

int execute_select(struct execution *execution, struct error *error)
{
	const struct readiness needs = {.enabled = true};
	struct target_point point;
	json_t *answer = NULL;
	const char *text;
	bool is_secret;
	int problem = execution_text(execution, &text, &is_secret, error);
	if (!problem)
		problem =
			execution_prepare(execution, execution->element, &needs, 0, &point, error);
	if (problem)
		return problem;
	char *literal = script_literal(text);
	problem = execution_call(execution, execution->frame, &answer, error,
		"chooseOptions(%u,%s)", (unsigned)execution->element->id, literal);
	free(literal);
	bool accepted = json_bool_at(answer, "accepted", false);
	if (!problem && is_secret && !accepted) {
		problem = refuse_secret(execution, answer, error);
	} else if (!problem && json_at(answer, "problem")) {
		problem = no_such_option(execution, answer, error);
	} else if (!problem && !accepted) {
		char *subject = execution_subject(execution, execution->element);
		problem = error_set(error, ERROR_INPUT,
			"%s did not keep '%.100s': it shows '%.100s'.", subject, text,
			json_text_at(answer, "value", ""));
		free(subject);
	}
	json_decref(answer);
	return problem;
}

/* Waits in the page until the state is as wanted; *is_so tells. */
static int read_check(struct execution *execution, const char *wanted, int wait_ms, bool *is_so,
	bool *is_radio, struct error *error)
{
	json_t *answer = NULL;
	int problem = execution_call(execution, execution->frame, &answer, error,
		"awaitCheckState(%u,'%s',%d)", (unsigned)execution->element->id, wanted, wait_ms);
	*is_so = strcmp(json_text_at(answer, "state", ""), wanted) == 0;
	*is_radio = json_bool_at(answer, "radio", false);
	json_decref(answer);
	return problem;
}

int execute_check(struct execution *execution, struct error *error)
{
	const struct readiness needs = {.enabled = true, .guard = true};
	struct target_point point;
	bool on = false, is_so, is_radio;
	value_as_switch(execution->action->value, &on);
	const char *wanted = on ? "on" : "off";
	int problem = read_check(execution, wanted, 0, &is_so, &is_radio, error);
	if (problem || is_so)
		return problem;
	char *subject = execution_subject(execution, execution->element);
	if (is_radio && !on)
		problem = error_set(error, ERROR_INPUT,
			"%s cannot be switched off: switch another of its group on.", subject);
	if (!problem)
		problem = execution_click(execution, MOUSE_LEFT, 1, &needs, &point, error);
	if (!problem && !tab_dialog(execution->tab)) {
		struct error lost = {0};
		int read = read_check(execution, wanted, CHECK_MS, &is_so, &is_radio, &lost);
		/* A page that goes on to another one at the click has taken it. */
		if (!read && !is_so)
			problem = error_set(error, ERROR_BLOCKED, "%s was clicked but is not %s.",
				subject, wanted);
		else if (read == ERROR_CANCELLED || read == ERROR_CLOSED)
			problem = error_set(error, lost.code, "%s", lost.message);
	}
	free(subject);
	return problem;
}

/* Lines of text become paths, which point into it. */
static size_t split_paths(char *text, const char **paths)
{
	size_t count = 0;
	for (char *rest = text, *path; count < PATHS_MAXIMUM && (path = strsep(&rest, "\n"));)
		if (path[0])
			paths[count++] = path;
	return count;
}

static int check_paths(const char *const *paths, size_t count, struct error *error)
{
	for (size_t i = 0; i < count; i++)
		if (!file_exists(paths[i]) || file_is_folder(paths[i]))
			return error_set(error, ERROR_NOT_FOUND,
				"There is no file %.300s to upload; give the path of an existing "
				"file.",
				paths[i]);
	return count ? 0 : error_set(error, ERROR_INPUT, "An upload needs a path.");
}

static int check_field(struct execution *execution, size_t count, struct error *error)
{
	json_t *field = NULL;
	int problem = execution_call(execution, execution->frame, &field, error, "fileField(%u)",
		(unsigned)execution->element->id);
	char *subject = execution_subject(execution, execution->element);
	if (!problem && !json_bool_at(field, "file", false))
		problem = error_set(error, ERROR_INPUT, "%s takes no files.", subject);
	else if (!problem && json_bool_at(field, "disabled", false))
		problem = error_set(error, ERROR_BLOCKED, "%s is disabled.", subject);
	else if (!problem && count > 1 && !json_bool_at(field, "multiple", false))
		problem = error_set(error, ERROR_INPUT, "%s takes one file only.", subject);
	free(subject);
	json_decref(field);
	return problem;
}

int execute_upload(struct execution *execution, struct error *error)
{
	const char *paths[PATHS_MAXIMUM];
	char *text = memory_copy_text(execution->action->value);
	size_t count = split_paths(text, paths);
	int problem = check_paths(paths, count, error);
	if (!problem)
		problem = check_field(execution, count, error);
	if (!problem) {
		char *expression = observation_element_expression(execution->element->id);
		problem = frame_set_files(
			execution->frame, expression, paths, count, execution->deadline, error);
		free(expression);
	}
	free(text);
	return problem;
}
