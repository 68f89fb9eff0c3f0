/*
 * terminal.h - what the terminal behind a stream can show, and how much room a text takes there.
 *
 * Colour and pictures that change in place are for a person who looks at a terminal: never for a
 * file or a pipe, and no colour with NO_COLOR (https://no-color.org) or on TERM=dumb. Sizes are
 * asked anew each time, since a person may change them.
 */
#ifndef BASE_TERMINAL_H
#define BASE_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

bool terminal_takes_colour(FILE *stream);
bool terminal_takes_moves(FILE *stream); /* of the cursor: a frame can be drawn over the last one */
bool terminal_takes_utf8(void);		 /* by LC_ALL, LC_CTYPE, LANG */

/* 80 x 24 where it is not known. */
void terminal_size(FILE *stream, int *columns, int *rows);

/* Columns of a text without control characters: most characters take one, East Asian ones and
 * pictures two, accents that join the letter before them none. */
size_t terminal_columns(const char *text);

/* The text, or as much of its beginning as fits, with "..." for the rest. Heap text. */
char *terminal_cut(const char *text, size_t columns);

#endif
