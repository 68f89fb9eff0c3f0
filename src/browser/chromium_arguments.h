/*
 * chromium_arguments.h - which program to start, and with which switches. Private to browser.
 */
#ifndef BROWSER_CHROMIUM_ARGUMENTS_H
#define BROWSER_CHROMIUM_ARGUMENTS_H

#include "browser/browser.h"

/* Heap text: the program of options, of APPRENTICE_CHROMIUM, or the first that is installed. */
int chromium_find(const struct browser_options *options, char **program, struct error *error);

/* NULL-terminated argument list with program first, for chromium_arguments_free(). */
char **chromium_arguments_new(
	const struct browser_options *options, const char *program, const char *profile);
void chromium_arguments_free(char **arguments);

#endif
