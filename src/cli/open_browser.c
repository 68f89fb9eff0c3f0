#include "cli/open_browser.h"

#include "action/execute.h"
#include "base/file.h"
#include "base/memory.h"
#include "observation/observe.h"
#include "recorder/recorder.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool display_is_there(void)
{
	static const char *const variables[] = {"DISPLAY", "WAYLAND_DISPLAY"};
	for (size_t i = 0; i < 2; i++) {
		const char *value = getenv(variables[i]);
		if (value && *value)
			return true;
	}
	return false;
}

static int check_display(const struct options *options, struct error *error)
{
	bool starts = !options_is_set(options, "cdp-endpoint");
	if (!starts || !options_bool(options, "headed") || display_is_there())
		return 0;
	return error_set(error, ERROR_IO,
		"There is no display for the browser's window: neither DISPLAY nor WAYLAND_DISPLAY "
		"is "
		"set. Call it from a desktop, or below 'xvfb-run', or with --headless.");
}

/* A browser that runs already has its program, profile and window. */
static int check_endpoint(const struct options *options, struct error *error)
{
	static const char *const meaningless[] = {
		"chromium", "user-data-dir", "headed", "debugging-port"};
	if (!options_is_set(options, "cdp-endpoint"))
		return 0;
	for (size_t i = 0; i < sizeof(meaningless) / sizeof(*meaningless); i++)
		if (options_source(options, meaningless[i]) == OPTION_FLAG)
			return error_set(error, ERROR_USAGE,
				"--cdp-endpoint uses a browser that already runs, so --%s can "
				"change "
				"nothing there. Leave one of them out.",
				meaningless[i]);
	return 0;
}

/* The path, or what of it exists from its beginning on. Heap text. */
static char *existing_part(const char *path)
{
	char *part = memory_copy_text(path), *slash;
	while (access(part, F_OK) && errno == ENOENT && (slash = strrchr(part, '/')))
		slash[slash == part] = 0; /* keeps "/" itself */
	if (access(part, F_OK) == 0 || errno != ENOENT)
		return part;
	free(part);
	return memory_copy_text(".");
}

int output_folder_check(const char *output, struct error *error)
{
	char *folder = existing_part(output);
	int problem = access(folder, W_OK | X_OK) ? errno : 0;
	if (!problem && !file_is_folder(folder))
		problem = ENOTDIR;
	free(folder);
	if (!problem)
		return 0;
	return error_set_errno(error, problem,
		"The output folder '%s' cannot be written (choose another with --output-dir)",
		output);
}

int browsing_check(const struct options *options, struct error *error)
{
	int code = check_endpoint(options, error);
	if (!code)
		code = check_display(options, error);
	return code ? code : output_folder_check(options_text(options, "output-dir"), error);
}

/* --download-dir, else <output-dir>/<task>/downloads. */
static int make_download_folder(
	struct browsing *browsing, const struct options *options, struct error *error)
{
	const char *given = options_text(options, "download-dir");
	char *folder = given ? memory_copy_text(given)
			     : memory_format("%s/%s/downloads", options_text(options, "output-dir"),
				       options_text(options, "task"));
	browsing->download_folder_is_ours = !given && !file_is_folder(folder);
	int code = folder_make(folder, 0700, error);
	if (!code) {
		browsing->download_folder = realpath(folder, NULL);
		if (!browsing->download_folder)
			code = error_set_errno(
				error, errno, "The download folder '%s' cannot be used.", folder);
	}
	free(folder);
	return code;
}

static struct browser_options browser_options_from(
	const struct browsing *browsing, const struct options *options)
{
	struct browser_options from = {
		.chromium = options_text(options, "chromium"),
		.endpoint = options_text(options, "cdp-endpoint"),
		.profile = options_text(options, "user-data-dir"),
		.headed = options_bool(options, "headed"),
		.debugging_port = -1,
		.download_folder = browsing->download_folder,
		.scripts = browsing->scripts,
		.script_count = browsing->script_count,
	};
	if (options_is_set(options, "debugging-port"))
		from.debugging_port = (int)options_integer(options, "debugging-port");
	if (!from.headed || options_source(options, "window") != OPTION_DEFAULT)
		options_size(options, "window", &from.width_px, &from.height_px);
	return from;
}

/* In the order in which they build on each other. */
static void list_scripts(struct browsing *browsing, const struct recorder_options *recording)
{
	browsing->scripts[browsing->script_count++] = observation_script();
	browsing->scripts[browsing->script_count++] = action_script();
	if (!recording)
		return;
	browsing->recorder_settings = recorder_settings(recording);
	browsing->scripts[browsing->script_count++] = (struct browser_script){
		.world = BROWSER_WORLD, .source = browsing->recorder_settings};
	browsing->scripts[browsing->script_count++] = recorder_script();
}

int browsing_open(struct browsing *browsing, const struct options *options,
	const struct recorder_options *recording, struct error *error)
{
	*browsing = (struct browsing){0};
	list_scripts(browsing, recording);
	int code = loop_init(&browsing->loop, error);
	if (!code)
		code = loop_catch_signals(&browsing->loop, error);
	if (!code)
		code = make_download_folder(browsing, options, error);
	if (code)
		return code;
	struct browser_options how = browser_options_from(browsing, options);
	return browser_open(&browsing->loop, &how, &browsing->browser, error);
}

/* The folders go only if they are empty, which rmdir() asks of them. */
static void remove_empty_folders(struct browsing *browsing)
{
	if (!browsing->download_folder || !browsing->download_folder_is_ours)
		return;
	if (rmdir(browsing->download_folder) == 0) {
		*strrchr(browsing->download_folder, '/') = 0;
		if (rmdir(browsing->download_folder) == 0) {
			*strrchr(browsing->download_folder, '/') = 0;
			rmdir(browsing->download_folder);
		}
	}
}

void browsing_close(struct browsing *browsing)
{
	browser_close(browsing->browser);
	loop_release(&browsing->loop);
	remove_empty_folders(browsing);
	free(browsing->download_folder);
	free(browsing->recorder_settings);
	*browsing = (struct browsing){0};
}
