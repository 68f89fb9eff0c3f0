/*
 * printer.h - lines for a person, or one JSON object for a program, on stdout or stderr.
 *
 * Texts of pages pass through here to the terminal: every line is freed of secrets and of control
 * characters (log.h). Colour only where a person looks: on a terminal, and never with NO_COLOR.
 */
#ifndef CLI_PRINTER_H
#define CLI_PRINTER_H

#include "base/json.h"
#include "base/log.h"
#include "base/secrets.h"

#include <stdbool.h>

enum tone { TONE_PLAIN, TONE_GOOD, TONE_BAD, TONE_CAUTION, TONE_FAINT, TONE_STRONG };

struct printer {
	struct log log;
	bool colour;
};

/* secrets: borrowed, NULL for none. */
struct printer printer_for(FILE *stream, const struct secrets *secrets);

void print_line(const struct printer *printer, enum tone tone, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void print_gap(const struct printer *printer); /* an empty line */

/* value on one line; its texts without secrets. Steals value. */
void print_json(const struct printer *printer, json_t *value);

#endif
