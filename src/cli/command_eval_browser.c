/* The browser that a suite of 'apprentice eval' works with, and options that suites share. */
#include "cli/command_eval.h"

#include "action/execute.h"
#include "base/file.h"
#include "observation/observe.h"

#include <stdio.h>
#include <stdlib.h>

#define JOBS_MAXIMUM 4 /* each has a browser; more needs to be asked for */

int eval_loop_open(struct eval_browser *browsing, struct error *error)
{
	int code = loop_init(&browsing->loop, error);
	return code ? code : loop_catch_signals(&browsing->loop, error);
}

static int make_download_folder(
	struct eval_browser *browsing, const struct options *options, struct error *error)
{
	char *folder = path_join(options_text(options, "output-dir"), "downloads");
	int code = folder_make(folder, 0700, error);
	browsing->downloads = code ? NULL : realpath(folder, NULL);
	free(folder);
	return code;
}

int eval_browser_open(
	struct eval_browser *browsing, const struct options *options, struct error *error)
{
	int code = make_download_folder(browsing, options, error);
	if (code)
		return code;
	browsing->scripts[0] = observation_script();
	browsing->scripts[1] = action_script();
	struct browser_options how = {.chromium = options_text(options, "chromium"),
		.debugging_port = -1,
		.download_folder = browsing->downloads,
		.scripts = browsing->scripts,
		.script_count = 2};
	return browser_open(&browsing->loop, &how, &browsing->browser, error);
}

void eval_browser_close(struct eval_browser *browsing)
{
	browser_close(browsing->browser);
	loop_release(&browsing->loop);
	free(browsing->downloads);
	*browsing = (struct eval_browser){0};
}

int eval_share_of(const struct options *options, struct eval_share *share, struct error *error)
{
	const char *text = options_text(options, "share");
	int index = 1, count = 1, length = 0;
	bool read =
		!text || (sscanf(text, "%4d/%4d%n", &index, &count, &length) == 2 && !text[length]);
	*share = (struct eval_share){index - 1, count};
	if (read && index >= 1 && index <= count)
		return 0;
	return error_set(error, ERROR_USAGE,
		"--share takes a share and how many there are, such as 1/4, not '%s'.", text);
}

int eval_jobs(const struct options *options)
{
	if (options_is_set(options, "jobs"))
		return (int)options_integer(options, "jobs");
	unsigned processors = uv_available_parallelism();
	return processors < JOBS_MAXIMUM ? (int)processors : JOBS_MAXIMUM;
}

long eval_integer(const struct options *options, const char *name, long otherwise)
{
	return options_source(options, name) == OPTION_DEFAULT ? otherwise
							       : options_integer(options, name);
}
