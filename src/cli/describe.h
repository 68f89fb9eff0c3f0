/*
 * describe.h - steps, values and commands in words, for the terminal.
 */
#ifndef CLI_DESCRIBE_H
#define CLI_DESCRIBE_H

#include "trajectory/trajectory.h"

/* "type 'Blue' into textbox 'Room'". Heap text. */
char *describe_step(const struct step *step);

/* text as one word of a shell's command line: quoted where it must be. Heap text. */
char *describe_shell_word(const char *text);

/* "APPRENTICE_SECRET_CARD_NUMBER" for "card-number". Heap text. */
char *describe_secret_variable(const char *name);

#endif
