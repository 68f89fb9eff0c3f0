/*
 * apprentice apps - serves the bundled web apps on loopback, to try things on.
 */
#include "cli/cli.h"
#include "cli/places.h"
#include "cli/printer.h"

#include "appserver/appserver.h"
#include "base/file.h"
#include "base/loop.h"
#include "base/memory.h"

#include <stdlib.h>

#define A_DAY_MS (INT64_C(24) * 3600 * 1000)

/* --root, else the apps that came with the program. */
static int find_root(const struct options *options, char **root, struct error *error)
{
	const char *given = options_text(options, "root");
	if (!given)
		return place_find("apps", root, error);
	if (!file_is_folder(given))
		return error_set(error, ERROR_NOT_FOUND,
			"There is no folder '%s' with web apps. Leave out --root for those that "
			"came "
			"with the program.",
			given);
	*root = memory_copy_text(given);
	return 0;
}

static void tell_address(const struct options *options, int port)
{
	struct printer out = printer_for(stdout, NULL);
	char *url = memory_format("http://127.0.0.1:%d/", port);
	if (options_bool(options, "json")) {
		json_t *object = json_object();
		json_object_set_new(object, "url", json_text_new(url));
		json_object_set_new(object, "port", json_integer(port));
		print_json(&out, object);
	} else {
		print_line(&out, TONE_PLAIN, "%s", url);
	}
	free(url);
}

static void tell_end(const struct options *options)
{
	if (options_bool(options, "quiet") || options_bool(options, "json"))
		return;
	struct printer notices = printer_for(stderr, NULL);
	print_line(&notices, TONE_FAINT, "The apps are served there until Ctrl-C.");
}

static int never(void *context, struct error *error)
{
	(void)context;
	(void)error;
	return 0;
}

/* Being interrupted is how serving ends. */
static int serve(struct loop *loop, struct error *error)
{
	int code;
	struct error end = {0};
	do
		code = loop_wait(loop, never, NULL, deadline_in(A_DAY_MS), "the end", &end);
	while (code == ERROR_TIMEOUT);
	return code == ERROR_CANCELLED ? 0 : error_set(error, end.code, "%s", end.message);
}

static int serve_apps(const struct options *options, const char *root, struct error *error)
{
	struct loop loop = {0};
	struct appserver *server = NULL;
	struct appserver_options how = {
		.port = (int)options_integer(options, "port"), .root = root};
	int code = loop_init(&loop, error);
	if (!code)
		code = loop_catch_signals(&loop, error);
	if (!code)
		code = appserver_open(&loop, &how, &server, error);
	if (!code) {
		tell_address(options, appserver_port(server));
		tell_end(options);
		code = serve(&loop, error);
	}
	appserver_close(server);
	loop_release(&loop);
	return code;
}

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	(void)arguments;
	(void)count;
	char *root = NULL;
	int code = find_root(options, &root, error);
	if (!code)
		code = serve_apps(options, root, error);
	free(root);
	return exit_status_of(code);
}

const struct command command_apps = {
	.name = "apps",
	.group = "Try",
	.options = COMMAND_APPS,
	.synopsis = "[options]",
	.summary = "Serve small web apps to try it on",
	.about = "Serves the web apps that come with the program on this machine alone, prints "
		 "their\n"
		 "address, and goes on until Ctrl-C. Their state lives in memory and is new each "
		 "time.",
	.examples = "  apprentice apps\n"
		    "  apprentice apps --port 0 --json\n",
	.run = run,
};
