/*
 * manual.h - the manual pages and the shell's completion, from the tables of commands and options, so
 * that they cannot say anything else than --help does.
 */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include <stdio.h>

/* apprentice(1), in the macros of man(7). */
void manual_print_program(FILE *stream);
/* apprentice.yaml(5). */
void manual_print_config(FILE *stream);
/* For bash: commands, their options, and the words or files that an option takes. */
void manual_print_completion(FILE *stream);

#endif
