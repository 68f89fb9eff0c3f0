/*
 * listeners.c - which elements the page listens to clicks on: DevTools knows, scripts do not.
 *
 * DevTools tells the listeners of a world only to that world, and by node numbers. So the page's own
 * document is asked for all listeners below it at once, and the elements of our world for their numbers.
 */
#include "base/memory.h"
#include "browser/contexts.h"
#include "browser/model.h"
#include "browser/tab.h"
#include "browser/tab_call.h"

#include <stdlib.h>
#include <string.h>

enum { ELEMENTS_MAXIMUM = 64 };

static const char our_group[] = "apprentice-listeners"; /* of remote objects, let go together */

/* One question under way. */
struct inquiry {
	struct frame *frame;
	deadline_ms deadline;
	json_t *array; /* "objectId" of the array of elements */
	struct cdp_pending *nodes[ELEMENTS_MAXIMUM];
	int64_t numbers[ELEMENTS_MAXIMUM]; /* backend node ids, by position; 0: none */
	size_t count;
};

static int call(struct inquiry *inquiry, const char *method, json_t *params, json_t **result,
	struct error *error)
{
	int status = frame_check(inquiry->frame, error);

	if (status < 0) {
		json_decref(params);
		return status;
	}
	return tab_call(inquiry->frame->tab, inquiry->frame->target->session, method, params,
		inquiry->deadline, result, error);
}

/* *object: what Runtime.evaluate says of the expression's value in that world. group may be "". */
static int evaluate(struct inquiry *inquiry, const char *world, const char *expression,
	const char *group, json_t **object, struct error *error)
{
	struct context *context = context_find(inquiry->frame, world);
	json_t *result = NULL;
	int status;

	if (!context)
		return error_set(error, ERROR_STALE, "The document of %s is being replaced.",
			inquiry->frame->url);
	status = call(inquiry, "Runtime.evaluate",
		json_pack("{s:s, s:s, s:s}", "uniqueContextId", context->unique_id, "expression",
			expression, "objectGroup", group),
		&result, error);
	if (status == 0 && !json_text_at(result, "result.objectId", NULL))
		status = error_set(
			error, ERROR_PROTOCOL, "Chrome gave no object for %s.", expression);
	if (status == 0)
		*object = json_incref(json_at(result, "result"));
	json_decref(result);
	return status;
}

/* The elements of the array, each asked for its number at once. */
static void start_numbering(struct inquiry *inquiry, const json_t *properties)
{
	for (size_t i = 0; i < json_array_size(properties); i++) {
		const json_t *property = json_array_get(properties, i);
		const char *object = json_text_at(property, "value.objectId", NULL);
		char *end;
		unsigned long position = strtoul(json_text_at(property, "name", "-"), &end, 10);
		if (*end || !object || position >= ELEMENTS_MAXIMUM || inquiry->nodes[position])
			continue;
		inquiry->nodes[position] = cdp_start(inquiry->frame->target->session,
			"DOM.describeNode", json_pack("{s:s}", "objectId", object));
		if (position >= inquiry->count)
			inquiry->count = position + 1;
	}
}

static int number(struct inquiry *inquiry, struct error *error)
{
	json_t *list = NULL;
	int status = call(inquiry, "Runtime.getProperties",
		json_pack("{s:s, s:b}", "objectId", json_text_at(inquiry->array, "objectId", ""),
			"ownProperties", true),
		&list, error);

	if (status == 0)
		status = frame_check(inquiry->frame, error);
	if (status == 0)
		start_numbering(inquiry, json_at(list, "result"));
	json_decref(list);
	for (size_t i = 0; i < inquiry->count; i++) {
		json_t *node = NULL;
		if (inquiry->nodes[i] && tab_finish(inquiry->frame->tab, inquiry->nodes[i],
						 inquiry->deadline, &node, NULL) == 0)
			inquiry->numbers[i] = json_integer_at(node, "node.backendNodeId", 0);
		json_decref(node);
	}
	return status;
}

static bool is_click(const char *type)
{
	static const char *const types[] = {
		"click", "mousedown", "mouseup", "pointerdown", "pointerup"};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(type, types[i]) == 0)
			return true;
	return false;
}

/* All listeners below the page's document; other frames' are not told. Were the document in a group,
 * Chrome would add the source of each. */
static int all_listeners(struct inquiry *inquiry, json_t **listeners, struct error *error)
{
	json_t *document = NULL;
	const char *id;
	int status = evaluate(inquiry, "", "document", "", &document, error);

	id = json_text_at(document, "objectId", "");
	if (status == 0)
		status = call(inquiry, "DOMDebugger.getEventListeners",
			json_pack("{s:s, s:i, s:b}", "objectId", id, "depth", -1, "pierce", true),
			listeners, error);
	if (*id && inquiry->frame->target)
		cdp_post(inquiry->frame->target->session, "Runtime.releaseObject",
			json_pack("{s:s}", "objectId", id));
	json_decref(document);
	return status;
}

static bool is_heard(const json_t *listeners, int64_t number)
{
	for (size_t i = 0; number && i < json_array_size(listeners); i++) {
		const json_t *listener = json_array_get(listeners, i);
		if (json_integer_at(listener, "backendNodeId", 0) == number &&
			is_click(json_text_at(listener, "type", "")))
			return true;
	}
	return false;
}

static int tell(
	struct inquiry *inquiry, const char *function, json_t *positions, struct error *error)
{
	return call(inquiry, "Runtime.callFunctionOn",
		json_pack("{s:s, s:s, s:[{s:O}]}", "objectId",
			json_text_at(inquiry->array, "objectId", ""), "functionDeclaration",
			function, "arguments", "value", positions),
		NULL, error);
}

static int answer(struct inquiry *inquiry, const char *function, size_t *count, struct error *error)
{
	json_t *all = NULL, *positions = json_array();
	int status = all_listeners(inquiry, &all, error);

	for (size_t i = 0; status == 0 && i < inquiry->count; i++)
		if (is_heard(json_at(all, "listeners"), inquiry->numbers[i]))
			json_array_append_new(positions, json_integer((json_int_t)i));
	*count = json_array_size(positions);
	if (status == 0)
		status = tell(inquiry, function, positions, error);
	json_decref(positions);
	json_decref(all);
	return status;
}

int frame_listeners(struct frame *frame, const char *elements_expression, const char *function,
	deadline_ms deadline, size_t *count, struct error *error)
{
	struct inquiry inquiry = {.frame = frame, .deadline = deadline};
	int status = evaluate(
		&inquiry, BROWSER_WORLD, elements_expression, our_group, &inquiry.array, error);

	*count = 0;
	if (status == 0)
		status = number(&inquiry, error);
	if (status == 0)
		status = answer(&inquiry, function, count, error);
	if (frame->target)
		cdp_post(frame->target->session, "Runtime.releaseObjectGroup",
			json_pack("{s:s}", "objectGroup", our_group));
	json_decref(inquiry.array);
	return status;
}
