/*
 * apprentice manual - the manual pages and the shell's completion, for the system's folders.
 */
#include "cli/cli.h"

#include "cli/manual.h"

#include <string.h>

static const struct {
	const char *name;
	void (*print)(FILE *stream);
} parts[] = {
	{"program", manual_print_program},
	{"config", manual_print_config},
	{"bash", manual_print_completion},
};

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	(void)options;
	const char *name = count ? arguments[0] : "program";
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!strcmp(parts[i].name, name)) {
			parts[i].print(stdout);
			return EXIT_VERIFIED;
		}
	error_set(error, ERROR_USAGE,
		"There is no manual called '%s'; there are program, config and bash.", name);
	return EXIT_USAGE;
}

const struct command command_manual = {
	.name = "manual",
	.group = "Look and check",
	.options = COMMAND_MANUAL,
	.synopsis = "[program|config|bash]",
	.summary = "Print the manual pages and the shell's completion",
	.about = "Prints the manual of the program or of its configuration in the macros of "
		 "man(7),\n"
		 "or the completion for bash. All of it comes from the tables behind --help.",
	.examples = "  apprentice manual | man -l -\n"
		    "  apprentice manual bash > "
		    "~/.local/share/bash-completion/completions/apprentice\n",
	.arguments_maximum = 1,
	.run = run,
};
