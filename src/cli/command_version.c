/*
 * apprentice version - which program this is.
 */
#include "cli/cli.h"

#include <stdio.h>

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	(void)options;
	(void)arguments;
	(void)count;
	(void)error;
	puts("apprentice " APPRENTICE_VERSION);
	return EXIT_VERIFIED;
}

const struct command command_version = {
	.name = "version",
	.group = "Look and check",
	.options = COMMAND_VERSION,
	.synopsis = "",
	.summary = "Print the program's version",
	.about = "Prints the program's version.",
	.examples = "  apprentice version\n",
	.run = run,
};
