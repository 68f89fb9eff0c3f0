/*
 * log.h - diagnostics for the person at the terminal (stderr), one line each.
 *
 * Results are not logs: they go to stdout by the command that owns them. Every line passes
 * through the log's secrets (see secrets.h), so a secret value cannot be printed by it.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdio.h>

struct secrets;

enum log_level { LOG_QUIET, LOG_WARNING, LOG_INFO, LOG_DEBUG };

struct log {
	FILE *stream;		       /* borrowed */
	enum log_level level;	       /* lines above it are dropped */
	const struct secrets *secrets; /* borrowed, may be NULL */
};

void log_line(const struct log *log, enum log_level level, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* A text as it may be shown: without secrets, and with blanks for newlines and terminal escapes,
 * which texts of a page may hold. secrets may be NULL. Heap text. */
char *log_text(const struct secrets *secrets, const char *text);

#endif
