/* Roles and names against Chromium's own accessibility tree, asked by a second DevTools client. */
#include "look.h"

#include "base/text.h"
#include "cdp/connection.h"

static struct page pages[] = {{.path = "/kinds"}, {.path = NULL}};

struct client {
	struct cdp_connection *connection;
	struct cdp_session *session;
	json_t *tree, *document;
};

static void hear_event(
	void *context, const char *session_id, const char *method, const json_t *params)
{
	(void)context;
	(void)session_id;
	(void)method;
	(void)params;
}

static void hear_close(void *context, const char *reason)
{
	(void)context;
	(void)reason;
}

static json_t *ask(struct cdp_session *session, const char *method, json_t *params)
{
	json_t *result = NULL;
	if (cdp_call(session, method, params, soon(), &result, &look.error))
		fail_msg("%s: %s", method, look.error.message);
	return result;
}

/* Attaches to the page that shows `path`. */
static void client_open(struct client *client, const char *path)
{
	struct cdp_listener listener = {.event = hear_event, .closed = hear_close};
	char *endpoint =
		memory_format("http://127.0.0.1:%d", browser_debugging_port(look.scene.browser));
	if (cdp_open_endpoint(
		    &look.scene.loop, endpoint, soon(), listener, &client->connection, &look.error))
		fail_msg("%s: %s", endpoint, look.error.message);
	json_t *targets = ask(cdp_root(client->connection), "Target.getTargets", NULL);
	const json_t *infos = json_at(targets, "targetInfos");
	for (size_t i = 0; i < json_array_size(infos); i++) {
		const json_t *info = json_array_get(infos, i);
		if (!strstr(json_text_at(info, "url", ""), path))
			continue;
		json_t *attached = ask(cdp_root(client->connection), "Target.attachToTarget",
			json_pack("{s:s, s:b}", "targetId", json_text_at(info, "targetId", ""),
				"flatten", true));
		client->session = cdp_session_new(
			client->connection, json_text_at(attached, "sessionId", ""));
		json_decref(attached);
	}
	json_decref(targets);
	free(endpoint);
	assert_non_null(client->session);
	client->tree = ask(client->session, "Accessibility.getFullAXTree", NULL);
	client->document = ask(client->session, "DOM.getDocument",
		json_pack("{s:i, s:b}", "depth", -1, "pierce", 1));
}

static void client_close(struct client *client)
{
	json_decref(client->tree);
	json_decref(client->document);
	cdp_session_free(client->session);
	cdp_close(client->connection);
}

/* The backend id of the node with that id attribute. */
static int64_t find_node(const json_t *node, const char *dom_id)
{
	const json_t *attributes = json_object_get(node, "attributes");
	for (size_t i = 0; i + 1 < json_array_size(attributes); i += 2)
		if (strcmp(json_string_value(json_array_get(attributes, i)), "id") == 0 &&
			strcmp(json_string_value(json_array_get(attributes, i + 1)), dom_id) == 0)
			return json_integer_at(node, "backendNodeId", 0);
	const json_t *children = json_object_get(node, "children");
	for (size_t i = 0; i < json_array_size(children); i++) {
		int64_t found = find_node(json_array_get(children, i), dom_id);
		if (found)
			return found;
	}
	return 0;
}

static const json_t *find_in_tree(const struct client *client, const char *dom_id)
{
	int64_t backend_id = find_node(json_at(client->document, "root"), dom_id);
	const json_t *nodes = json_at(client->tree, "nodes");
	for (size_t i = 0; i < json_array_size(nodes); i++)
		if (json_integer_at(json_array_get(nodes, i), "backendDOMNodeId", 0) == backend_id)
			return json_array_get(nodes, i);
	fail_msg("%s is not in Chromium's tree", dom_id);
	return NULL;
}

/* Chromium's own words where ARIA has none, and what we call these. */
static const char *our_role(const char *role)
{
	static const char *const pairs[][2] = {{"Date", "textbox"}, {"InputTime", "textbox"},
		{"DateTime", "textbox"}, {"ColorWell", "textbox"},
		{"DisclosureTriangle", "button"}};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (strcmp(role, pairs[i][0]) == 0)
			return pairs[i][1];
	return role;
}

/* White space apart, and without the glyphs of icon fonts. */
static char *tidy(const char *name)
{
	struct bytes text;
	bytes_init(&text, 4096);
	const char *cursor = name, *end = name + strlen(name);
	while (cursor < end) {
		const char *start = cursor;
		uint32_t character = text_next(&cursor, end);
		bool is_glyph = character >= 0xe000 && character <= 0xf8ff;
		bytes_append(&text, is_glyph || character == 0xa0 ? " " : start,
			is_glyph || character == 0xa0 ? 1 : (size_t)(cursor - start), NULL);
	}
	char *normal = text_normalize(text.data ? text.data : "");
	bytes_release(&text);
	return normal;
}

static int begin(void **state)
{
	(void)state;
	pages[0].body = look_file("kinds.html");
	look_open(pages, 0);
	return 0;
}

static int end(void **state)
{
	(void)state;
	look_close();
	free((void *)(uintptr_t)pages[0].body);
	return 0;
}

static void roles_and_names_are_chromiums(void **state)
{
	struct client client = {0};
	size_t compared = 0;
	(void)state;
	look_at("/kinds");
	client_open(&client, "/kinds");
	for (size_t i = 0; i < look.observation.element_count; i++) {
		const struct element *element = &look.observation.elements[i];
		if (!element->locators.dom_id[0])
			continue;
		const json_t *node = find_in_tree(&client, element->locators.dom_id);
		char *theirs = tidy(json_text_at(node, "name.value", ""));
		char *ours = text_normalize(element->name);
		const char *role = json_text_at(node, "role.value", "");
		/* An editor's role is generic to Chromium, which names it all the same. */
		if (strcmp(element->locators.dom_id, "e1") != 0)
			assert_string_equal(element->role, our_role(role));
		if (strcmp(theirs, ours) != 0)
			fail_msg("%s: Chromium says '%s', we '%s'", element->locators.dom_id,
				theirs, ours);
		compared++;
		free(theirs);
		free(ours);
	}
	client_close(&client);
	assert_true(compared >= 80);
}

static void every_kind_of_control_is_listed(void **state)
{
	(void)state;
	look_at("/kinds");
	json_t *ids =
		scene_value(&look.scene, "[...document.querySelectorAll('[id]')].map(e => e.id)"
					 ".filter(id => !['hint', 'list'].includes(id))");
	for (size_t i = 0; i < json_array_size(ids); i++)
		look_find(json_string_value(json_array_get(ids, i)));
	json_decref(ids);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_tab(roles_and_names_are_chromiums),
		with_tab(every_kind_of_control_is_listed),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
