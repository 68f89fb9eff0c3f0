/*
 * cli.h - the command line. One file per command: command_<name>.c holds its entry struct and its
 * functions; cli.c finds the command, and turns errors into a sentence and an exit status.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/error.h"
#include "config/options.h"

enum exit_status {
	EXIT_VERIFIED = 0,    /* done, and verified where there is something to verify */
	EXIT_FAILED = 1,      /* verified failure, or gave up */
	EXIT_USAGE = 2,       /* wrong arguments, unknown task, malformed file */
	EXIT_UNVERIFIED = 3,  /* finished, but nothing verified it */
	EXIT_ENVIRONMENT = 4  /* no browser, lost browser, disk, interrupted */
};

struct command {
	const char *name;
	enum option_command options;
	const char *synopsis;  /* "--task NAME --url URL --goal TEXT [options]" */
	const char *summary;   /* one line for the list of commands */
	const char *examples;  /* lines, shown under "Examples:" */
	/* Returns an exit status; on error fills *error and returns the status for its code. */
	int (*run)(const struct options *options, const char *const *arguments, size_t count,
		struct error *error);
};

int cli_main(int argc, char **argv);
/* The exit status that belongs to an error code. */
int exit_status_of(int code);

#endif
