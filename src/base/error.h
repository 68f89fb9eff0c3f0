/*
 * error.h - what went wrong, as a code for the caller and a sentence for the person.
 *
 * Three kinds of failure exist. A programmer's error is an assert. Running out of
 * memory for something small aborts in memory.c. Everything else is the world: it is
 * returned, never logged, by the function that meets it.
 *
 * A function that acts returns 0, or the negative code it put into its last
 * parameter, `struct error *error`, which is untouched on success and may be NULL.
 * Errors are made by error_set() alone, so code and sentence agree. The sentence says
 * what failed, on what, and what to do; it ends with a full stop and has no newline.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdarg.h>

/* name, value, what the caller should do */
#define ERROR_CODES(X)                                                                             \
	X(USAGE, -1, "tell the person how to call it")                                             \
	X(INPUT, -2, "the given file or text is malformed: name it and stop")                      \
	X(NOT_FOUND, -3, "the named thing does not exist")                                         \
	X(IO, -4, "the operating system refused: keep what is there and stop")                     \
	X(TIMEOUT, -5, "the deadline passed: observe again or give up")                            \
	X(CLOSED, -6, "the browser or connection is gone: end the run")                            \
	X(STALE, -7, "the element, frame or page was replaced: observe again")                     \
	X(BLOCKED, -8, "the element cannot receive the action now: choose another or wait")        \
	X(AMBIGUOUS, -9, "several elements match equally: do not guess")                           \
	X(REFUSED, -10, "a guard or the person forbids it")                                        \
	X(PROTOCOL, -11, "the peer answered with an error or nonsense")                            \
	X(CANCELLED, -12, "the person interrupted: stop, keep everything")                         \
	X(LIMIT, -13, "a declared maximum was reached")                                            \
	X(CRASHED, -14, "the page's renderer died: navigate to revive it, or give up")

enum error_code {
#define ERROR_ENUM(name, value, advice) ERROR_##name = (value),
	ERROR_CODES(ERROR_ENUM)
#undef ERROR_ENUM
};

struct error {
	enum error_code code; /* 0 while nothing failed */
	char message[768];    /* UTF-8, a whole sentence */
};

/* Fills *error (unless NULL) and returns code, so that a failing function can
 * `return error_set(error, ERROR_IO, "...")`. A sentence that does not fit is cut
 * at a character boundary. */
int error_set(struct error *error, enum error_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* As error_set(), with the operating system's reason for errno_value appended to a sentence
 * given without its full stop. The code is NOT_FOUND for ENOENT, otherwise IO. */
int error_set_errno(struct error *error, int errno_value, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts "context: " before the sentence of an error that a callee set; returns its code, or
 * IO where error is NULL and the code is not known. */
int error_prefix(struct error *error, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* "TIMEOUT" for ERROR_TIMEOUT; "OK" for 0. */
const char *error_code_name(int code);

#endif
