/*
 * apprentice config - what is set, where, and whether the file is understood.
 */
#include "cli/cli.h"

#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "cli/places.h"
#include "cli/printer.h"
#include "config/config_file.h"

#include <stdio.h>
#include <stdlib.h>

/* The file was read, and so checked, before the command runs. */
static char *file_in_use(const struct options *options)
{
	const char *named = options_text(options, "config");
	char *path = named ? memory_copy_text(named) : place_of_config(options);
	if (named || file_exists(path))
		return path;
	free(path);
	return NULL;
}

static void tell_check(const struct options *options)
{
	struct printer out = printer_for(stdout, NULL);
	char *path = file_in_use(options);
	if (options_bool(options, "json"))
		print_json(&out, json_pack("{s:b,s:s?}", "ok", 1, "file", path));
	else if (path)
		print_line(&out, TONE_GOOD, "%s is understood.", path);
	else
		print_line(&out, TONE_PLAIN,
			"There is no configuration file; everything is at its default. 'apprentice "
			"config --print > apprentice.yaml' writes one.");
	free(path);
}

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	(void)arguments;
	(void)count;
	bool print = options_bool(options, "print"), check = options_bool(options, "check");
	if (print && check) {
		error_set(error, ERROR_USAGE, "Give one of --print and --check.");
		return EXIT_USAGE;
	}
	if (!print) {
		tell_check(options);
		return EXIT_VERIFIED;
	}
	char *text = config_text_new(options);
	fputs(text, stdout);
	free(text);
	return EXIT_VERIFIED;
}

const struct command command_config = {
	.name = "config",
	.group = "Look and check",
	.options = COMMAND_CONFIG,
	.synopsis = "[--print | --check] [--config FILE]",
	.summary = "Show or check the settings",
	.about = "Says whether the configuration file is understood, or prints every setting with "
		 "its\nmeaning, bounds and value, as a file to start from. A flag wins over the "
		 "environment\n(APPRENTICE_MAX_STEPS for --max-steps), which wins over the file.",
	.examples = "  apprentice config --print > apprentice.yaml\n"
		    "  apprentice config --check --config team.yaml\n",
	.run = run,
};
