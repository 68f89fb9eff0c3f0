#include "agent/completion.h"

#include "base/bytes.h"
#include "base/memory.h"

#include <stdlib.h>

#define SELECTOR_EXPRESSION_MAXIMUM 16384

static bool refuse(char **why, char *sentence)
{
	if (why)
		*why = sentence;
	else
		free(sentence);
	return false;
}

static bool value_is_truthy(const json_t *value)
{
	if (json_is_string(value))
		return json_string_length(value) > 0;
	if (json_is_number(value))
		return json_number_value(value) != 0;
	return value && !json_is_null(value) && !json_is_false(value);
}

/* A call that is given the selector; `before` ends with the opening parenthesis. Heap. */
static char *about_selector(const char *before, const char *selector)
{
	struct bytes expression;
	bytes_init(&expression, SELECTOR_EXPRESSION_MAXIMUM);
	bytes_append_text(&expression, before, NULL);
	json_quote(&expression, selector, NULL);
	bytes_append_text(&expression, ")", NULL);
	return bytes_take(&expression);
}

/* In any frame; the last error tells why no frame could be asked. */
static bool selector_matches(
	const char *selector, struct tab *tab, deadline_ms deadline, struct error *error)
{
	char *expression = about_selector("apprenticePage.shows(", selector);
	bool found = false;
	for (size_t i = 0; i < tab_frame_count(tab) && !found; i++) {
		json_t *value = NULL;
		if (frame_evaluate(tab_frame(tab, i), expression, deadline, &value, error) == 0)
			found = value_is_truthy(value);
		json_decref(value);
	}
	free(expression);
	return found;
}

static bool selector_holds(
	const struct criterion *criterion, struct tab *tab, deadline_ms deadline, char **why)
{
	struct error error = {0};
	if (!criterion->selector || selector_matches(criterion->selector, tab, deadline, &error))
		return true;
	return refuse(why, memory_format("nothing visible matches the selector '%s'%s%s",
				   criterion->selector, error.code ? ": " : "", error.message));
}

static bool js_holds(
	const struct criterion *criterion, struct tab *tab, deadline_ms deadline, char **why)
{
	if (!criterion->js)
		return true;
	struct error error = {0};
	json_t *value = NULL;
	tab_evaluate_in_page(tab, criterion->js, deadline, &value, &error);
	bool holds = value_is_truthy(value);
	json_decref(value);
	if (holds)
		return true;
	return refuse(why, memory_format("the expression '%s' is not true%s%s", criterion->js,
				   error.code ? ": " : "", error.message));
}

static int check_selector(
	const char *selector, struct tab *tab, deadline_ms deadline, struct error *error)
{
	struct error failure = {0};
	char *expression =
		about_selector("void document.createDocumentFragment().querySelector(", selector);
	int problem = frame_evaluate(tab_frame(tab, 0), expression, deadline, NULL, &failure);
	free(expression);
	if (problem != ERROR_PROTOCOL)
		return 0; /* of the page, and tells nothing of the selector */
	return error_set(error, ERROR_USAGE,
		"The success selector '%.200s' is not CSS that the browser understands: correct "
		"--success-selector.",
		selector);
}

static int check_js(const char *js, struct tab *tab, deadline_ms deadline, struct error *error)
{
	struct error failure = {0};
	if (tab_compile_in_page(tab, js, deadline, &failure) != ERROR_INPUT)
		return 0;
	return error_set(error, ERROR_USAGE,
		"The success expression '%.200s' is not JavaScript: correct --success-js. %.200s",
		js, failure.message);
}

int completion_check_syntax(const struct criterion *criterion, struct tab *tab,
	deadline_ms deadline, struct error *error)
{
	int problem = 0;
	if (criterion->selector)
		problem = check_selector(criterion->selector, tab, deadline, error);
	if (!problem && criterion->js)
		problem = check_js(criterion->js, tab, deadline, error);
	return problem;
}

bool completion_check(const struct criterion *criterion, struct tab *tab,
	const struct observation *observation, const struct parameters *values, bool downloaded,
	deadline_ms deadline, char **why)
{
	if (why)
		*why = NULL;
	return criterion_holds(criterion, observation, values, downloaded, why) &&
	       selector_holds(criterion, tab, deadline, why) &&
	       js_holds(criterion, tab, deadline, why);
}
