/*
 * evaluate.c - JavaScript in a frame's isolated world, or in the page's own.
 */
#include "base/memory.h"
#include "base/text.h"
#include "browser/contexts.h"
#include "browser/model.h"
#include "browser/tab.h"
#include "browser/tab_call.h"

#include <stdlib.h>
#include <string.h>

extern const char quiet_js[];

enum { WORLD_MS = 2000 }; /* to make a world that is missing */

/* --- the world ---------------------------------------------------------------------- */

static json_t *evaluate_params(
	const struct context *context, const char *expression, deadline_ms deadline)
{
	json_int_t left_ms = deadline_left_ms(deadline);
	json_t *params = json_pack("{s:s, s:b, s:b, s:I}", "uniqueContextId", context->unique_id,
		"awaitPromise", true, "returnByValue", true, "timeout", left_ms ? left_ms : 1);

	json_object_set_new(params, "expression", json_text_new(expression));
	return params;
}

static void run_source(struct target *target, const struct context *context, const char *source,
	bool command_line_api)
{
	cdp_post(target->session, "Runtime.evaluate",
		json_pack("{s:s, s:s, s:b}", "uniqueContextId", context->unique_id, "expression",
			source, "includeCommandLineAPI", command_line_api));
}

/* The caller's scripts for BROWSER_WORLD and ours, as if they had been there from the start. */
static void furnish(struct frame *frame, const struct context *context)
{
	const struct browser_options *options = &frame->tab->browser->options;

	run_source(frame->target, context, quiet_js, false);
	for (size_t i = 0; i < options->script_count; i++)
		if (strcmp(options->scripts[i].world, BROWSER_WORLD) == 0)
			run_source(frame->target, context, options->scripts[i].source,
				options->scripts[i].command_line_api);
}

/* Chrome makes our world with each document that runs scripts. Some never did (the empty document
 * of a fresh frame), some are announced a moment late; for both, asking for the world by name
 * gives the one there is or a new one. */
static int make_world(struct frame *frame, deadline_ms deadline, struct error *error)
{
	struct tab *tab = frame->tab;
	struct context *context;
	json_t *result = NULL;
	json_t *is_new = NULL;
	int status = tab_call(tab, frame->target->session, "Page.createIsolatedWorld",
		json_pack("{s:s, s:s}", "frameId", frame->id, "worldName", BROWSER_WORLD),
		deadline_earlier(deadline, deadline_in(WORLD_MS)), NULL, error);

	if (status == 0)
		status = frame_check(frame, error);
	if (status < 0)
		return status;
	context = context_find(frame, BROWSER_WORLD);
	if (!context)
		return error_set(
			error, ERROR_STALE, "The document of %s is being replaced.", frame->url);
	status = tab_call(tab, frame->target->session, "Runtime.evaluate",
		evaluate_params(context, "typeof apprenticeQuiet == 'undefined'", deadline),
		deadline, &result, error);
	is_new = json_at(result, "result.value");
	context = context_find(frame, BROWSER_WORLD);
	if (status == 0 && json_is_true(is_new) && context && frame->target)
		furnish(frame, context);
	json_decref(result);
	return status;
}

static int ensure_world(struct frame *frame, deadline_ms deadline, struct error *error)
{
	int status = frame_check(frame, error);

	if (status == 0 && !context_find(frame, BROWSER_WORLD))
		status = make_world(frame, deadline, error);
	if (status == 0)
		status = frame_check(frame, error);
	if (status == 0 && !context_find(frame, BROWSER_WORLD))
		status = error_set(
			error, ERROR_STALE, "The document of %s is being replaced.", frame->url);
	return status;
}

/* --- answers ------------------------------------------------------------------------ */

static int thrown(const json_t *details, struct error *error)
{
	const char *words = json_text_at(details, "exception.description",
		json_text_at(details, "exception.value", json_text_at(details, "text", "")));
	size_t line = strcspn(words, "\n");

	return error_set(error, ERROR_PROTOCOL, "A script failed in the page: %.*s.",
		(int)text_cut(words, line, 500), words);
}

static int take_value(const json_t *result, json_t **value, struct error *error)
{
	const json_t *details = json_object_get(result, "exceptionDetails");

	if (details)
		return thrown(details, error);
	if (value) {
		*value = json_at(result, "result.value");
		*value = *value ? json_incref(*value) : json_null();
	}
	return 0;
}

static int finish(struct tab *tab, struct cdp_pending *pending, deadline_ms deadline,
	json_t **value, struct error *error)
{
	json_t *result = NULL;
	int status = tab_finish(tab, pending, deadline, &result, error);

	if (status == 0)
		status = take_value(result, value, error);
	json_decref(result);
	return status;
}

/* --- the interface ------------------------------------------------------------------ */

struct cdp_pending *frame_evaluate_start(
	struct frame *frame, const char *expression, deadline_ms deadline)
{
	if (ensure_world(frame, deadline, NULL) < 0)
		return NULL;
	return cdp_start(frame->target->session, "Runtime.evaluate",
		evaluate_params(context_find(frame, BROWSER_WORLD), expression, deadline));
}

/* Why a call could not be begun is still so, or it is the document that changes. */
int frame_evaluate_finish(struct frame *frame, struct cdp_pending *pending, deadline_ms deadline,
	json_t **value, struct error *error)
{
	int status;

	if (pending)
		return finish(frame->tab, pending, deadline, value, error);
	status = frame_check(frame, error);
	return status < 0 ? status
			  : error_set(error, ERROR_STALE, "The document of %s is being replaced.",
				    frame->url);
}

bool frame_evaluate_is_done(const struct cdp_pending *pending)
{
	return pending && cdp_is_done(pending);
}

void frame_evaluate_drop(struct cdp_pending *pending)
{
	cdp_abandon(pending);
}

int frame_evaluate(struct frame *frame, const char *expression, deadline_ms deadline,
	json_t **value, struct error *error)
{
	int status = ensure_world(frame, deadline, error);

	if (status < 0)
		return status;
	return finish(frame->tab,
		cdp_start(frame->target->session, "Runtime.evaluate",
			evaluate_params(context_find(frame, BROWSER_WORLD), expression, deadline)),
		deadline, value, error);
}

/* In the main world, as no context is named. */
int tab_compile_in_page(
	struct tab *tab, const char *expression, deadline_ms deadline, struct error *error)
{
	struct error failure = {0};
	json_t *params, *result = NULL;
	int status = tab_check(tab, error);

	if (status < 0)
		return status;
	params = json_pack("{s:s, s:b}", "sourceURL", "", "persistScript", false);
	json_object_set_new(params, "expression", json_text_new(expression));
	status = tab_call(tab, tab->target->session, "Runtime.compileScript", params, deadline,
		&result, error);
	if (status == 0 && take_value(result, NULL, &failure) < 0)
		status = error_set(error, ERROR_INPUT, "%s", failure.message);
	json_decref(result);
	return status;
}

int tab_evaluate_in_page(struct tab *tab, const char *expression, deadline_ms deadline,
	json_t **value, struct error *error)
{
	struct context *context;
	int status = tab_check(tab, error);

	if (status < 0)
		return status;
	context = context_find(tab->frames[0], "");
	if (!context)
		return error_set(
			error, ERROR_STALE, "The document of %s is being replaced.", tab_url(tab));
	return finish(tab,
		cdp_start(tab->target->session, "Runtime.evaluate",
			evaluate_params(context, expression, deadline)),
		deadline, value, error);
}

int frame_object(struct frame *frame, const char *expression, deadline_ms deadline,
	char **object_id, struct error *error)
{
	json_t *params, *result = NULL;
	const char *id;
	int status = ensure_world(frame, deadline, error);

	if (status < 0)
		return status;
	params = evaluate_params(context_find(frame, BROWSER_WORLD), expression, deadline);
	json_object_set_new(params, "returnByValue", json_false());
	status = tab_call(frame->tab, frame->target->session, "Runtime.evaluate", params, deadline,
		&result, error);
	if (status == 0)
		status = take_value(result, NULL, error);
	id = json_text_at(result, "result.objectId", NULL);
	if (status == 0 && !id)
		status = error_set(error, ERROR_STALE,
			"The element is not there any more. Observe the page again.");
	if (status == 0)
		*object_id = memory_copy_text(id);
	json_decref(result);
	return status;
}
