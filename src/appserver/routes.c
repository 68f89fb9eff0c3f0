#include "appserver/routes.h"

#include "appserver/document.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void routes_init(struct routes *routes, const char *root, size_t sessions_maximum)
{
	routes->root = memory_copy_text(root);
	sessions_init(&routes->sessions, sessions_maximum);
}

void routes_release(struct routes *routes)
{
	free(routes->root);
	routes->root = NULL;
	sessions_release(&routes->sessions);
}

enum { LOCATION_BYTES_MAXIMUM = 4000 }; /* what fits into the answer's head */

/* ---- answers */

static void add_header(struct response *response, const char *name, const char *value)
{
	assert(response->headers_length < RESPONSE_HEADERS_MAXIMUM);
	response->headers[response->headers_length++] =
		(struct response_header){name, memory_copy_text(value)};
}

static void answer_sentence(struct response *response, int status, const char *sentence)
{
	response->status = status;
	response->type = "text/plain; charset=utf-8";
	bytes_clear(&response->body);
	bytes_append_text(&response->body, sentence, NULL);
	bytes_append_text(&response->body, "\n", NULL);
}

static void answer_error(struct response *response, const struct error *error)
{
	int status = error->code == ERROR_NOT_FOUND ? 404
		     : error->code == ERROR_INPUT   ? 400
		     : error->code == ERROR_LIMIT   ? 413
						    : 500;
	answer_sentence(response, status, error->message);
}

static void answer_method(struct response *response, const char *allowed)
{
	add_header(response, "allow:", allowed);
	char *sentence = memory_format("This address answers only to %s.", allowed);
	answer_sentence(response, 405, sentence);
	free(sentence);
}

/* ---- states */

static const char *session_argument(
	const struct request *request, const char *name, struct error *error)
{
	const char *value = request_argument(request, name);
	if (value && path_component_is_safe(value))
		return value;
	error_set(error, ERROR_INPUT,
		"The argument '%s' must be given, with letters, digits, '.', '-' and '_' only.",
		name);
	return NULL;
}

static void answer_state(struct routes *routes, const char *app, const char *name,
	struct response *response, struct error *error)
{
	const struct session *session = sessions_find(&routes->sessions, app, name);
	if (!session) {
		error_set(error, ERROR_NOT_FOUND, "Nothing was stored for this session.");
		return;
	}
	response->status = 200;
	response->type = "application/json";
	session_describe(session, &response->body, error);
}

static void store_state(struct routes *routes, const struct request *request, const char *app,
	const char *name, struct response *response, struct error *error)
{
	if (request->too_large) {
		error_set(error, ERROR_LIMIT, "A state may have at most %d bytes.",
			REQUEST_BODY_MAXIMUM);
		return;
	}
	const char *body = request->body.data ? request->body.data : "";
	json_t *state = json_parse(body, request->body.length, error);
	if (!state)
		return;
	session_store(sessions_make(&routes->sessions, app, name), json_print(state));
	json_decref(state);
	response->status = 204;
}

static void route_state(
	struct routes *routes, const struct request *request, struct response *response)
{
	struct error error = {0};
	add_header(response, "access-control-allow-origin:", "*");
	if (request->method == REQUEST_OPTIONS) {
		add_header(response, "access-control-allow-methods:", "GET, PUT");
		add_header(response, "access-control-allow-headers:", "content-type");
		response->status = 204;
		return;
	}
	if (request->method == REQUEST_OTHER) {
		answer_method(response, "GET, PUT, OPTIONS");
		return;
	}
	const char *app = session_argument(request, "app", &error);
	const char *name = app ? session_argument(request, "session", &error) : NULL;
	if (name && request->method == REQUEST_GET)
		answer_state(routes, app, name, response, &error);
	else if (name)
		store_state(routes, request, app, name, response, &error);
	if (error.code)
		answer_error(response, &error);
}

/* ---- documents */

static int write_document(
	const struct request *request, struct response *response, struct error *error)
{
	const char *lines[REQUEST_ARGUMENTS_MAXIMUM];
	size_t lines_length = 0;
	for (size_t i = 0; i < request->arguments_length; i++) {
		if (text_starts_with(request->arguments[i], "line="))
			lines[lines_length++] = request->arguments[i] + strlen("line=");
	}
	const char *title = request_argument(request, "title");
	return document_write(
		&response->body, title ? title : "Document", lines, lines_length, error);
}

static int serve_document(struct routes *routes, const struct request *request,
	const char *file_name, struct response *response, struct error *error)
{
	const char *app = session_argument(request, "app", error);
	const char *name = app ? session_argument(request, "session", error) : NULL;
	if (!name)
		return ERROR_INPUT;
	int rc = write_document(request, response, error);
	if (rc)
		return rc;
	struct session *session = sessions_make(&routes->sessions, app, name);
	rc = session_add_download(session, file_name, error);
	if (rc)
		return rc;
	char *disposition = memory_format("attachment; filename=\"%s\"", file_name);
	add_header(response, "content-disposition:", disposition);
	free(disposition);
	response->status = 200;
	response->type = "application/pdf";
	return 0;
}

static void route_document(struct routes *routes, const struct request *request,
	const char *file_name, struct response *response)
{
	struct error error = {0};
	add_header(response, "access-control-allow-origin:", "*");
	if (request->method != REQUEST_GET) {
		answer_method(response, "GET");
		return;
	}
	if (!path_component_is_safe(file_name) || !text_ends_with(file_name, ".pdf")) {
		answer_sentence(response, 404, "There are only documents called <name>.pdf.");
		return;
	}
	if (serve_document(routes, request, file_name, response, &error))
		answer_error(response, &error);
}

/* ---- files */

static const struct {
	const char *ending, *type;
} types[] = {
	{".html", "text/html; charset=utf-8"},
	{".js", "text/javascript; charset=utf-8"},
	{".css", "text/css; charset=utf-8"},
	{".json", "application/json"},
	{".svg", "image/svg+xml"},
	{".png", "image/png"},
	{".jpg", "image/jpeg"},
	{".ico", "image/x-icon"},
	{".pdf", "application/pdf"},
	{".txt", "text/plain; charset=utf-8"},
	{".md", "text/plain; charset=utf-8"},
};

static const char *type_of(const char *path)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (text_ends_with(path, types[i].ending))
			return types[i].type;
	}
	return "application/octet-stream";
}

/* Whether each part of the path is a safe name; a '/' may end it. */
static bool path_is_safe(const char *path)
{
	if (*path != '/')
		return false;
	while (*path == '/') {
		path++;
		size_t length = strcspn(path, "/");
		if (length == 0)
			return *path == '\0';
		char *part = memory_copy_span(path, length);
		bool safe = path_component_is_safe(part);
		free(part);
		if (!safe)
			return false;
		path += length;
	}
	return *path == '\0';
}

/* A folder is asked for without its '/': relative addresses in its page would go wrong. */
static void redirect_to_folder(const struct request *request, struct response *response)
{
	struct bytes target;
	bytes_init(&target, LOCATION_BYTES_MAXIMUM);
	int rc = bytes_format(&target, NULL, "%s/", request->path);
	for (size_t i = 0; rc == 0 && i < request->arguments_length; i++) {
		rc = bytes_append_text(&target, i ? "&" : "?", NULL);
		for (const char *at = request->arguments[i]; rc == 0 && *at; at++) {
			unsigned char byte = (unsigned char)*at;
			bool plain = byte < 0x80 &&
				     (path_component_is_safe((char[]){'x', *at, 0}) || byte == '=');
			rc = bytes_format(&target, NULL, plain ? "%c" : "%%%02X", byte);
		}
	}
	if (rc == 0)
		add_header(response, "location:", target.data);
	answer_sentence(response, rc ? 404 : 301, "The page is at the same address with a '/'.");
	bytes_release(&target);
}

/* The path on this machine is nobody's business, so read errors are not passed on. */
static void serve_file(const char *path, struct response *response)
{
	if (!file_exists(path)) {
		answer_sentence(response, 404, "There is no such page.");
	} else if (file_read(path, RESPONSE_BODY_MAXIMUM, &response->body, NULL)) {
		answer_sentence(response, 500, "The file could not be read.");
	} else {
		response->status = 200;
		response->type = type_of(path);
	}
}

static void route_file(
	struct routes *routes, const struct request *request, struct response *response)
{
	if (request->method != REQUEST_GET) {
		answer_method(response, "GET");
		return;
	}
	if (!path_is_safe(request->path)) {
		answer_sentence(response, 404, "There is no such page.");
		return;
	}
	bool asks_folder = text_ends_with(request->path, "/");
	char *path = memory_format(
		"%s%s%s", routes->root, request->path, asks_folder ? "index.html" : "");
	if (!asks_folder && file_is_folder(path))
		redirect_to_folder(request, response);
	else
		serve_file(path, response);
	free(path);
}

void routes_answer(struct routes *routes, const struct request *request, struct response *response)
{
	static const char documents[] = "/document/";
	if (strcmp(request->path, "/api/state") == 0)
		route_state(routes, request, response);
	else if (text_starts_with(request->path, documents))
		route_document(routes, request, request->path + strlen(documents), response);
	else
		route_file(routes, request, response);
}
