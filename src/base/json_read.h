/*
 * json_read.h - reads JSON that is in order, fast. Private to base: json_parse() begins here.
 *
 * The library reads byte by byte, some 15 ns each, which is most of what a report of a large page
 * takes on our side. This reader copies texts whole, and leaves to the library everything that is
 * unusual or malformed: it has the words for what is wrong.
 */
#ifndef BASE_JSON_READ_H
#define BASE_JSON_READ_H

#include <jansson.h>
#include <stddef.h>

/* A new value equal to what the library makes of the text; NULL: ask the library. */
json_t *json_read(const char *text, size_t length);

#endif
