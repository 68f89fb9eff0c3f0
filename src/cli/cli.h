/*
 * cli.h - the command line. One file per command: command_<name>.c holds its entry struct and its
 * functions; commands.c lists them; cli.c finds the command, and turns errors into a sentence and
 * an exit status.
 *
 * stdout is for results, stderr for everything that is said on the way. A new command is a new
 * file, a line in commands.c and a bit in config/options.h.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/error.h"
#include "config/options.h"

#ifndef APPRENTICE_VERSION
#define APPRENTICE_VERSION "0.1.0"
#endif

enum exit_status {
	EXIT_VERIFIED = 0,   /* done, and verified where there is something to verify */
	EXIT_FAILED = 1,     /* verified failure, or gave up */
	EXIT_USAGE = 2,	     /* wrong arguments, unknown task, malformed file */
	EXIT_UNVERIFIED = 3, /* finished, but nothing verified it */
	EXIT_ENVIRONMENT = 4 /* no browser, lost browser, disk, interrupted */
};

struct command {
	const char *name;
	const char *group; /* heading in the list of commands */
	enum option_command options;
	const char *synopsis;	     /* "--task NAME --url URL --goal TEXT [options]" */
	const char *summary;	     /* one line for the list of commands */
	const char *about;	     /* lines that follow the synopsis in --help */
	const char *examples;	     /* lines, shown under "Examples:" */
	const char *const *required; /* options that must be given, NULL-terminated; NULL: none */
	size_t arguments_maximum;    /* how many other arguments it takes */
	/* Returns an exit status; on error fills *error and returns the status for its code. */
	int (*run)(const struct options *options, const char *const *arguments, size_t count,
		struct error *error);
};

/* In the order of --help; NULL-terminated. */
extern const struct command *const commands[];

const struct command *command_named(const char *name); /* NULL: none */

int cli_main(int argc, char **argv);
/* The exit status that belongs to an error code. */
int exit_status_of(int code);
/* The same for an error of starting or driving a browser, where what is not found or refused is
 * part of the environment: a program, a host, a connection, a profile. */
int exit_status_of_browsing(int code);

#endif
