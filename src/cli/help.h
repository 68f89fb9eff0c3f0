/*
 * help.h - the texts of --help: the overview, and one page per command.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/cli.h"

#include <stdio.h>

void help_print_overview(FILE *stream);
void help_print_command(FILE *stream, const struct command *command);

#endif
