/*
 * closed_root.c - the inside of an element that its page has closed to scripts.
 */
#include "browser/contexts.h"
#include "browser/model.h"
#include "browser/tab.h"
#include "browser/tab_call.h"

#include <stdlib.h>
#include <string.h>

static int call(struct frame *frame, const char *method, json_t *params, deadline_ms deadline,
	json_t **result, struct error *error)
{
	int status = frame_check(frame, error);

	if (status < 0) {
		json_decref(params);
		return status;
	}
	return tab_call(
		frame->tab, frame->target->session, method, params, deadline, result, error);
}

static int64_t closed_root_of(const json_t *node)
{
	const json_t *roots = json_at(node, "node.shadowRoots");

	for (size_t i = 0; i < json_array_size(roots); i++) {
		const json_t *root = json_array_get(roots, i);
		if (strcmp(json_text_at(root, "shadowRootType", ""), "closed") == 0)
			return json_integer_at(root, "backendNodeId", 0);
	}
	return 0;
}

/* The backend id of the closed root of the object; 0 if there is none. */
static int find_root(struct frame *frame, const char *object_id, deadline_ms deadline,
	int64_t *backend_id, struct error *error)
{
	json_t *node = NULL;
	int status = call(frame, "DOM.describeNode", json_pack("{s:s}", "objectId", object_id),
		deadline, &node, error);

	if (status == 0)
		*backend_id = closed_root_of(node);
	json_decref(node);
	if (status == 0 && *backend_id == 0)
		status =
			error_set(error, ERROR_NOT_FOUND, "The element has no closed shadow root.");
	return status;
}

/* The root as an object of BROWSER_WORLD. */
static int resolve_root(struct frame *frame, int64_t backend_id, deadline_ms deadline,
	json_t **object, struct error *error)
{
	struct context *context = context_find(frame, BROWSER_WORLD);

	if (!context)
		return error_set(
			error, ERROR_STALE, "The document of %s is being replaced.", frame->url);
	return call(frame, "DOM.resolveNode",
		json_pack("{s:I, s:I}", "backendNodeId", (json_int_t)backend_id,
			"executionContextId", (json_int_t)context->id),
		deadline, object, error);
}

static void let_go(struct frame *frame, const char *object_id)
{
	if (object_id && frame->target)
		cdp_post(frame->target->session, "Runtime.releaseObject",
			json_pack("{s:s}", "objectId", object_id));
}

int frame_closed_root(struct frame *frame, const char *element_expression, const char *function,
	deadline_ms deadline, struct error *error)
{
	json_t *root = NULL;
	char *host = NULL;
	int64_t backend_id = 0;
	int status = frame_object(frame, element_expression, deadline, &host, error);

	if (status == 0)
		status = find_root(frame, host, deadline, &backend_id, error);
	if (status == 0)
		status = resolve_root(frame, backend_id, deadline, &root, error);
	if (status == 0)
		status = call(frame, "Runtime.callFunctionOn",
			json_pack("{s:s, s:s, s:[{s:s}]}", "objectId", host, "functionDeclaration",
				function, "arguments", "objectId",
				json_text_at(root, "object.objectId", "")),
			deadline, NULL, error);
	let_go(frame, json_text_at(root, "object.objectId", NULL));
	let_go(frame, host);
	json_decref(root);
	free(host);
	return status;
}
