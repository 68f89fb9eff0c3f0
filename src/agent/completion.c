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

static int selector_expression(const char *selector, struct bytes *out, struct error *error)
{
	int code = bytes_append_text(out, "[...document.querySelectorAll(", error);
	if (!code)
		code = json_quote(out, selector, error);
	if (!code)
		code = bytes_append_text(out, ")].some(e => e.checkVisibility())", error);
	return code;
}

/* In any frame; the last error tells why no frame could be asked. */
static bool selector_matches(
	const char *selector, struct tab *tab, deadline_ms deadline, struct error *error)
{
	struct bytes expression;
	bytes_init(&expression, SELECTOR_EXPRESSION_MAXIMUM);
	bool found = false;
	if (selector_expression(selector, &expression, error) == 0)
		for (size_t i = 0; i < tab_frame_count(tab) && !found; i++) {
			json_t *value = NULL;
			if (frame_evaluate(tab_frame(tab, i), expression.data, deadline, &value,
				    error) == 0)
				found = value_is_truthy(value);
			json_decref(value);
		}
	bytes_release(&expression);
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
