/*
 * document.h - a one-page PDF with a title and some lines, for the downloads of the bundled apps.
 *
 * Text is set in Helvetica, encoded as Windows-1252 (Western European letters and the euro sign);
 * other characters become '?'. Lines that do not fit on the page are an error, long ones run out
 * of it.
 */
#ifndef APPSERVER_DOCUMENT_H
#define APPSERVER_DOCUMENT_H

#include "base/bytes.h"
#include "base/error.h"

#include <stddef.h>

enum { DOCUMENT_LINES_MAXIMUM = 40 };

/* Appends the file to out. INPUT when there are more than DOCUMENT_LINES_MAXIMUM lines. */
int document_write(struct bytes *out, const char *title, const char *const *lines,
	size_t lines_length, struct error *error);

#endif
