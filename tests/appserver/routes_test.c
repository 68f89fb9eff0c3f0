#include "appserver/routes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A root folder with two pages, beside a file that nobody may read. */
struct site {
	char *folder;
	struct routes routes;
	struct response response;
};

static void put(const char *folder, const char *name, const char *content)
{
	char *path = path_join(folder, name);
	struct error error = {0};
	if (file_replace(path, content, strlen(content), 0644, &error))
		fail_msg("%s", error.message);
	free(path);
}

static int make_site(void **state)
{
	struct site *site = memory_new(1, sizeof(*site));
	site->folder = memory_copy_text("/tmp/apprentice-routes-test-XXXXXX");
	assert_non_null(mkdtemp(site->folder));
	char *root = path_join(site->folder, "apps"), *shop = path_join(root, "shop");
	assert_int_equal(folder_make(shop, 0755, NULL), 0);
	put(site->folder, "secret.html", "secret");
	put(root, "index.html", "start");
	put(root, ".hidden.html", "hidden");
	put(shop, "index.html", "shop");
	put(shop, "cart.js", "cart");
	routes_init(&site->routes, root, 3);
	response_init(&site->response);
	free(shop);
	free(root);
	*state = site;
	return 0;
}

static int remove_site(void **state)
{
	struct site *site = *state;
	folder_remove(site->folder, NULL);
	routes_release(&site->routes);
	response_release(&site->response);
	free(site->folder);
	free(site);
	return 0;
}

/* Answers a request; arguments are separated by '&'. Returns the status. */
static int ask(struct site *site, enum request_method method, const char *path,
	const char *arguments, const char *body)
{
	struct request request;
	request_init(&request);
	request.method = method;
	request.path = memory_copy_text(path);
	while (*arguments) {
		size_t length = strcspn(arguments, "&");
		request_add_argument(&request, memory_copy_span(arguments, length));
		arguments += length + (arguments[length] == '&');
	}
	bytes_append_text(&request.body, body, NULL);
	response_release(&site->response);
	response_init(&site->response);
	routes_answer(&site->routes, &request, &site->response);
	request_release(&request);
	return site->response.status;
}

static int get(struct site *site, const char *path, const char *arguments)
{
	return ask(site, REQUEST_GET, path, arguments, "");
}

static const char *header(const struct site *site, const char *name)
{
	for (size_t i = 0; i < site->response.headers_length; i++) {
		if (strcmp(site->response.headers[i].name, name) == 0)
			return site->response.headers[i].value;
	}
	return "";
}

static void files_are_served_with_their_type(void **state)
{
	struct site *site = *state;
	assert_int_equal(get(site, "/", ""), 200);
	assert_string_equal(site->response.body.data, "start");
	assert_string_equal(site->response.type, "text/html; charset=utf-8");
	assert_int_equal(get(site, "/shop/", "seed=2"), 200);
	assert_string_equal(site->response.body.data, "shop");
	assert_int_equal(get(site, "/shop/cart.js", ""), 200);
	assert_string_equal(site->response.type, "text/javascript; charset=utf-8");
}

static void folders_without_a_slash_redirect_with_their_query(void **state)
{
	struct site *site = *state;
	assert_int_equal(get(site, "/shop", "seed=2&q=a b%"), 301);
	assert_string_equal(header(site, "location:"), "/shop/?seed=2&q=a%20b%25");
}

static void files_outside_or_hidden_are_not_served(void **state)
{
	struct site *site = *state;
	static const char *const paths[] = {"/../secret.html", "/shop/../../secret.html",
		"/shop/..", "/.hidden.html", "/shop/./cart.js", "//shop/cart.js", "/shop//cart.js",
		"/shop/cart.js/", "/none", "/none/", "shop", "", "/sh\xc3\xb6p", "/shop\\cart.js"};
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		if (get(site, paths[i], "") != 404)
			fail_msg("%s gave %d", paths[i], site->response.status);
		assert_null(strstr(site->response.body.data, site->folder));
	}
}

static void only_get_reads_files(void **state)
{
	struct site *site = *state;
	assert_int_equal(ask(site, REQUEST_PUT, "/shop/cart.js", "", "x"), 405);
	assert_string_equal(header(site, "allow:"), "GET");
	assert_int_equal(ask(site, REQUEST_OTHER, "/", "", ""), 405);
}

static void states_come_back_as_they_were_stored(void **state)
{
	struct site *site = *state;
	const char *key = "app=shop&session=s1";
	assert_int_equal(get(site, "/api/state", key), 404);
	assert_int_equal(ask(site, REQUEST_PUT, "/api/state", key, "{\"b\": 1, \"a\": [2]}"), 204);
	assert_int_equal(get(site, "/api/state", key), 200);
	assert_string_equal(site->response.type, "application/json");
	assert_string_equal(header(site, "access-control-allow-origin:"), "*");
	assert_string_equal(site->response.body.data,
		"{\"data\":{\"b\":1,\"a\":[2]},\"downloads\":[],\"version\":1}");
	assert_int_equal(get(site, "/api/state", "app=shop&session=s2"), 404);
	assert_int_equal(get(site, "/api/state", "app=tickets&session=s1"), 404);
}

static void states_that_are_no_json_are_refused(void **state)
{
	struct site *site = *state;
	const char *key = "app=shop&session=s1";
	assert_int_equal(ask(site, REQUEST_PUT, "/api/state", key, "{\"a\":"), 400);
	assert_int_equal(ask(site, REQUEST_PUT, "/api/state", key, ""), 400);
	assert_int_equal(get(site, "/api/state", key), 404);
}

static void states_need_an_app_and_a_session(void **state)
{
	struct site *site = *state;
	static const char *const keys[] = {"", "app=shop", "session=s", "app=&session=s",
		"app=../shop&session=s", "app=shop&session=a/b", "apps=shop&session=s"};
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (ask(site, REQUEST_PUT, "/api/state", keys[i], "1") != 400)
			fail_msg("%s gave %d", keys[i], site->response.status);
	}
	assert_int_equal(site->routes.sessions.length, 0);
}

static void states_answer_other_sites_and_other_methods(void **state)
{
	struct site *site = *state;
	assert_int_equal(ask(site, REQUEST_OPTIONS, "/api/state", "", ""), 204);
	assert_string_equal(header(site, "access-control-allow-methods:"), "GET, PUT");
	assert_int_equal(ask(site, REQUEST_OTHER, "/api/state", "app=a&session=b", ""), 405);
	assert_string_equal(header(site, "allow:"), "GET, PUT, OPTIONS");
}

static void bodies_that_are_too_large_are_refused(void **state)
{
	struct site *site = *state;
	struct request request;
	request_init(&request);
	request.method = REQUEST_PUT;
	request.path = memory_copy_text("/api/state");
	request.too_large = true;
	request_add_argument(&request, memory_copy_text("app=shop"));
	request_add_argument(&request, memory_copy_text("session=s"));
	routes_answer(&site->routes, &request, &site->response);
	assert_int_equal(site->response.status, 413);
	request_release(&request);
}

static void documents_are_noted_as_downloaded(void **state)
{
	struct site *site = *state;
	const char *key = "app=shop&session=s1";
	assert_int_equal(get(site, "/document/INV-7.pdf",
				 "app=shop&session=s1&title=Invoice&line=one&line=two"),
		200);
	assert_string_equal(site->response.type, "application/pdf");
	assert_string_equal(
		header(site, "content-disposition:"), "attachment; filename=\"INV-7.pdf\"");
	assert_non_null(strstr(site->response.body.data, "(two) Tj"));
	assert_int_equal(get(site, "/api/state", key), 200);
	assert_string_equal(site->response.body.data,
		"{\"data\":null,\"downloads\":[\"INV-7.pdf\"],\"version\":0}");
}

static void documents_that_cannot_be_made_are_not_noted(void **state)
{
	struct site *site = *state;
	const char *key = "app=shop&session=s1";
	assert_int_equal(get(site, "/document/x.txt", key), 404);
	assert_int_equal(get(site, "/document/", key), 404);
	assert_int_equal(get(site, "/document/../x.pdf", key), 404);
	assert_int_equal(get(site, "/document/x.pdf", "app=shop"), 400);
	assert_int_equal(ask(site, REQUEST_PUT, "/document/x.pdf", key, "1"), 405);
	assert_int_equal(get(site, "/api/state", key), 404);
}

#define SITE_TEST(name) cmocka_unit_test_setup_teardown(name, make_site, remove_site)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SITE_TEST(files_are_served_with_their_type),
		SITE_TEST(folders_without_a_slash_redirect_with_their_query),
		SITE_TEST(files_outside_or_hidden_are_not_served),
		SITE_TEST(only_get_reads_files),
		SITE_TEST(states_come_back_as_they_were_stored),
		SITE_TEST(states_that_are_no_json_are_refused),
		SITE_TEST(states_need_an_app_and_a_session),
		SITE_TEST(states_answer_other_sites_and_other_methods),
		SITE_TEST(bodies_that_are_too_large_are_refused),
		SITE_TEST(documents_are_noted_as_downloaded),
		SITE_TEST(documents_that_cannot_be_made_are_not_noted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
